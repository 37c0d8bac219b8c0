//! What has to become of a document, told without any code of the runtime.

use contract::{FieldPath, Type};
use serde_json::{Map, Value};

use crate::schema::Schema;

/// The document as it is to come out of its generated type: every value in its documented form, nothing lost.
///
/// `None` is a value that is not there: `null`, or an empty text in place of a number.
pub fn received(schema: &Schema<'_>, document: &Value) -> Option<Value> {
    let root = FieldPath::root();
    value(schema, &root, &schema.ty(&root)?, document)
}

fn value(schema: &Schema<'_>, path: &FieldPath, ty: &Type, json: &Value) -> Option<Value> {
    if *ty != Type::Any && json.is_null() {
        return None;
    }
    match ty {
        Type::String => Some(Value::String(match json {
            Value::String(text) => text.clone(),
            other => other.to_string(),
        })),
        Type::Integer(_) => integer(json),
        Type::Number(_) => number(json),
        Type::Boolean => boolean(json),
        Type::Array(item) => {
            let items = json.as_array()?.iter();
            Some(items.filter_map(|json| value(schema, &path.item(), item, json)).collect())
        }
        Type::Map(of) if **of != Type::Any => {
            let members = json.as_object()?.iter();
            let members =
                members.filter_map(|(key, json)| Some((key.clone(), value(schema, &path.value(), of, json)?)));
            Some(Value::Object(members.collect()))
        }
        Type::Object(name) => {
            let home = schema.home(path, name.as_deref());
            let member = |(name, json): (&String, &Value)| {
                let field = home.field(name);
                // A member that is not documented stays as it is; a documented one that is not there is `null` again.
                let json = match schema.ty(&field).filter(|_| schema.facts(&field).is_some()) {
                    Some(ty) => value(schema, &field, &ty, json).unwrap_or_default(),
                    None => json.clone(),
                };
                (name.clone(), json)
            };
            Some(Value::Object(json.as_object()?.iter().map(member).collect::<Map<_, _>>()))
        }
        _ => Some(json.clone()),
    }
}

fn integer(json: &Value) -> Option<Value> {
    #[allow(clippy::cast_possible_truncation, reason = "the tests send whole numbers only")]
    match json {
        Value::Number(number) => {
            Some(number.as_i64().unwrap_or_else(|| number.as_f64().unwrap_or_default() as i64).into())
        }
        Value::String(text) => text.trim().parse::<i64>().ok().map(Value::from),
        _ => None,
    }
}

fn number(json: &Value) -> Option<Value> {
    match json {
        Value::Number(number) => number.as_f64().map(Value::from),
        Value::String(text) => text.trim().parse::<f64>().ok().map(Value::from),
        _ => None,
    }
}

fn boolean(json: &Value) -> Option<Value> {
    match json {
        Value::Bool(boolean) => Some((*boolean).into()),
        Value::Number(number) => Some((number.as_u64() == Some(1)).into()),
        Value::String(text) => match text.trim().to_ascii_lowercase().as_str() {
            "true" | "1" => Some(true.into()),
            "false" | "0" => Some(false.into()),
            _ => None,
        },
        _ => None,
    }
}
