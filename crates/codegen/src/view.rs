//! The progenitor view: the document as progenitor must see it, so that it generates the types that we want.
//!
//! The view is built up from what is needed rather than stripped of what is not. Prose, examples, defaults and
//! extensions never get there: the documentation is written from the bundle afterwards, and a `default` would change
//! types. Limits on integers and formats of text would change types too (`NonZeroU64`, `Uuid`), and would refuse what
//! real servers answer. The limits on the length of a text stay where only we send it: there Rust checks them.

use contract::Problem;
use serde_json::{Map, Value, json};

use crate::post::limited;
use crate::reach::{Reach, Side, array};
use crate::source::{Operation, Source, escape, resolve};

/// Builds the view of a lifted document. Problems: operations that no one Rust signature fits.
pub(crate) fn view(source: &Source<'_>, document: &Value, reach: &Reach) -> Result<Value, Vec<Problem>> {
    let mut problems = Vec::new();
    let mut paths = Map::new();
    for operation in &source.operations {
        let value = view_operation(source, document, operation, &mut problems);
        let item = paths.entry(&operation.path).or_insert_with(|| json!({}));
        item[&operation.method] = value;
    }
    let mut schemas = Map::new();
    for (key, schema) in document["components"]["schemas"].as_object().into_iter().flatten() {
        if reach.is_reached(key) {
            schemas.insert(key.clone(), view_schema(schema, reach.side(key)));
        }
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    Ok(json!({
        "openapi": "3.0.3",
        "info": { "title": source.name, "version": document["info"]["version"] },
        "paths": paths,
        "components": { "schemas": schemas },
    }))
}

fn view_operation(source: &Source<'_>, document: &Value, operation: &Operation, problems: &mut Vec<Problem>) -> Value {
    let item = &document["paths"][&operation.path];
    let value = &item[&operation.method];
    let mut view = json!({ "operationId": operation.id });

    let own: Vec<&Value> =
        array(&value["parameters"]).map(|parameter| resolve(document, parameter, "parameters")).collect();
    let is_same = |a: &Value, b: &Value| a["name"] == b["name"] && a["in"] == b["in"];
    let shared = array(&item["parameters"])
        .map(|parameter| resolve(document, parameter, "parameters"))
        .filter(|shared| !own.iter().any(|own| is_same(own, shared)));
    view["parameters"] = shared
        .chain(own.iter().copied())
        .map(|parameter| {
            let mut view = only(parameter, &["name", "in", "required", "style", "explode"]);
            view["schema"] = view_schema(&parameter["schema"], Side::Sent);
            view
        })
        .collect();

    let body = resolve(document, &value["requestBody"], "requestBodies");
    if body.is_object() {
        let content = view_content(&body["content"], Side::Sent);
        // A body that may be left out is one that progenitor always sends.
        view["requestBody"] = json!({ "required": true, "content": content });
    }
    view["responses"] = view_responses(source, document, operation, &value["responses"], problems);
    view
}

/// Every success of one type and every error of one type, for that is all that a Rust signature can say.
fn view_responses(
    source: &Source<'_>,
    document: &Value,
    operation: &Operation,
    responses: &Value,
    problems: &mut Vec<Problem>,
) -> Value {
    let contents: Vec<(&str, Value)> = (responses.as_object().into_iter().flatten())
        .map(|(status, response)| {
            let content = &resolve(document, response, "responses")["content"];
            (status.as_str(), view_content(content, Side::Received))
        })
        .collect();
    let (successes, errors): (Vec<_>, Vec<_>) = contents.iter().partition(|(status, _)| status.starts_with('2'));
    // What nobody describes can be of any type, except that a success without a body is one without a body.
    let typed: Vec<_> = errors.into_iter().filter(|(_, content)| !is_undescribed(content)).collect();
    let mut agree = |kind: &str, answers: &[&(&str, Value)]| {
        let (first, others) = answers.split_first()?;
        for (status, _) in others.iter().filter(|(_, content)| *content != first.1) {
            let at = |status: &str| (source.place)(&format!("{}/responses/{}", operation.pointer(), escape(status)));
            let message = format!("`{}` has two types of {kind}, and a Rust function returns one", operation.id);
            problems.push(
                Problem::error("response-types", at(status), message)
                    .related(at(first.0), format!("the type that `{}` answers", first.0))
                    .help("give both the same schema"),
            );
        }
        Some(first.1.clone())
    };
    let success = agree("success", &successes);
    let error = agree("error", &typed).unwrap_or_else(|| json!({ "application/json": { "schema": {} } }));
    if success.is_some() && success.as_ref() != Some(&error) {
        // progenitor takes `default` for a success, too.
        if let Some(default) = contents.iter().find(|(status, _)| *status == "default") {
            let at = (source.place)(&format!("{}/responses/{}", operation.pointer(), default.0));
            let message = format!("`{}` answers `default`, which cannot be told from its success", operation.id);
            problems.push(Problem::error("response-types", at, message).help("list `4XX` and `5XX` instead"));
        }
    }
    let view = |status: &str| {
        let content = if status.starts_with('2') { success.as_ref() } else { Some(&error) };
        match content.filter(|content| !content.is_null()) {
            Some(content) => json!({ "description": "", "content": content }),
            None => json!({ "description": "" }),
        }
    };
    contents.iter().map(|(status, _)| ((*status).to_owned(), view(status))).collect::<Map<_, _>>().into()
}

/// Whether nothing is said of a body.
fn is_undescribed(content: &Value) -> bool {
    let says_nothing = |media: &Value| media["schema"] == json!({});
    content.is_null() || content.as_object().is_some_and(|content| content.values().all(says_nothing))
}

fn view_content(content: &Value, side: Side) -> Value {
    let Some(content) = content.as_object().filter(|content| !content.is_empty()) else { return Value::Null };
    let schema = |media: &Value| json!({ "schema": view_schema(&media["schema"], side) });
    content.iter().map(|(media_type, media)| (media_type.clone(), schema(media))).collect::<Map<_, _>>().into()
}

fn view_schema(schema: &Value, side: Side) -> Value {
    if let Some(reference) = schema.get("$ref") {
        return json!({ "$ref": reference });
    }
    let mut view = only(schema, &["type", "nullable", "required"]);
    let ty = schema["type"].as_str().unwrap_or_default();
    let format = schema["format"].as_str().unwrap_or_default();
    if matches!(format, "int32" | "int64" | "float" | "double" | "binary") {
        view["format"] = format.into();
    }
    if ty == "string" {
        let values: Vec<&Value> = array(&schema["enum"]).filter(|value| !value.is_null()).collect();
        if !values.is_empty() {
            if values.len() < array(&schema["enum"]).count() {
                view["nullable"] = true.into();
            }
            view["enum"] = json!(values);
        } else if side == Side::Sent
            && let Some((least, most)) = limited::limits(schema)
        {
            for (key, limit) in [("minLength", least), ("maxLength", most)] {
                if let Some(limit) = limit {
                    view[key] = limit.into();
                }
            }
        }
    }
    if let Some(properties) = schema["properties"].as_object() {
        let properties = properties.iter().map(|(name, property)| (name.clone(), view_schema(property, side)));
        view["properties"] = properties.collect::<Map<_, _>>().into();
    }
    match schema.get("additionalProperties") {
        // Refusing what a server adds one day would break callers.
        None | Some(Value::Bool(false)) => {}
        Some(Value::Bool(true)) => view["additionalProperties"] = true.into(),
        Some(values) => view["additionalProperties"] = view_schema(values, side),
    }
    for key in ["items", "not"] {
        if let Some(inner) = schema.get(key) {
            view[key] = view_schema(inner, side);
        }
    }
    for key in ["allOf", "oneOf", "anyOf"] {
        if schema.get(key).is_some() {
            view[key] = array(&schema[key]).map(|part| view_schema(part, side)).collect();
        }
    }
    view
}

fn only(value: &Value, keys: &[&str]) -> Value {
    let kept = keys.iter().filter_map(|key| Some(((*key).to_owned(), value.get(key)?.clone())));
    kept.collect::<Map<_, _>>().into()
}
