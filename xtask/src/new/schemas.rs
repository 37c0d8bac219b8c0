//! The schemas of a draft: a component for each object table and each list of values, shared where two are equal.

use contract::{Aspect, Presence, Type, UNWRITTEN};
use heck::{ToSnakeCase as _, ToUpperCamelCase as _};
use serde_json::{Map, Value as Json, json};

use super::part::Part;
use super::rules::keywords;
use super::shared::{Shared, bare};

/// Names that Rust's own types have, or that generated code has for other things.
const TAKEN: [&str; 12] = [
    "Box",
    "Default",
    "From",
    "Into",
    "IntoIterator",
    "Iterator",
    "Option",
    "String",
    "Vec",
    "Self",
    "Error",
    "Client",
];

/// The components that the schemas of one operation are made of.
pub(crate) struct Schemas<'s> {
    operation: String,
    shared: &'s Shared,
    own: Map<String, Json>,
    /// The objects on the way down, by the name that the page gives them: a field of such a type leads back.
    open: Vec<Option<String>>,
}

impl<'s> Schemas<'s> {
    /// None yet.
    pub(crate) fn new(operation: &str, shared: &'s Shared) -> Self {
        Self { operation: operation.to_owned(), shared, own: Map::new(), open: Vec::new() }
    }

    /// The components, by name.
    pub(crate) fn finish(mut self) -> Map<String, Json> {
        self.own.sort_keys();
        self.own
    }

    /// The schema of a body, whose type is called `name` unless the page has a name for it.
    pub(crate) fn body(&mut self, part: &Part<'_>, name: &str) -> Json {
        let ty = part.ty();
        if let Type::Object(_) = &ty
            && !part.fields.is_empty()
        {
            let record = self.record(part, name, None);
            if let Some(reference) = self.shared.schema_like(&record) {
                return reference;
            }
            return self.component(&[name.to_owned()], record);
        }
        self.value(&ty, part, name, Some(name))
    }

    /// The schema of a value without a description. `name` is what a type of its own is called, `list` what the items of a
    /// list are where the page has no name for them.
    fn value(&mut self, ty: &Type, part: &Part<'_>, name: &str, list: Option<&str>) -> Json {
        let mut schema = Map::new();
        let mut typed = |word: &str| drop(schema.insert("type".to_owned(), json!(word)));
        match ty {
            Type::String | Type::Binary => typed("string"),
            Type::Boolean => typed("boolean"),
            Type::Integer(width) => {
                typed("integer");
                if let Some(bits) = width.filter(|width| width.signed && width.bits >= 32).map(|width| width.bits) {
                    schema.insert("format".to_owned(), json!(format!("int{bits}")));
                }
            }
            Type::Number(bits) => {
                typed("number");
                if let Some(bits) = bits {
                    schema.insert("format".to_owned(), json!(if *bits == 32 { "float" } else { "double" }));
                }
            }
            Type::Array(inner) => {
                typed("array");
                let of = self.inner(inner, part.item(), name, list);
                schema.insert("items".to_owned(), of);
            }
            Type::Map(inner) => {
                typed("object");
                if **inner != Type::Any || part.value().is_some() {
                    let of = self.inner(inner, part.value(), name, list);
                    schema.insert("additionalProperties".to_owned(), of);
                }
            }
            Type::Object(told) => return self.object(told.as_deref(), part, name),
            Type::Any | Type::Unknown(_) => {}
        }
        schema.extend(keywords(part.facts(), ty));
        if *ty == Type::String && schema.contains_key("enum") {
            return self.enumeration(name, schema);
        }
        Json::Object(schema)
    }

    fn inner(&mut self, ty: &Type, part: Option<&Part<'_>>, name: &str, list: Option<&str>) -> Json {
        let nothing = Part::default();
        let part = part.unwrap_or(&nothing);
        let of_items = list.map(|list| format!("{list}Item"));
        self.value(ty, part, of_items.as_deref().unwrap_or(name), of_items.as_deref())
    }

    /// An object: a component where its fields are listed.
    fn object(&mut self, told: Option<&str>, part: &Part<'_>, name: &str) -> Json {
        let told = told.map(type_name).filter(|name| !name.is_empty());
        if part.fields.is_empty() {
            let back = told.as_ref().and_then(|told| self.open.iter().rposition(|open| open.as_ref() == Some(told)));
            return match back {
                Some(depth) => json!({"$ref": placeholder(depth)}),
                None => {
                    let mut schema = Map::from_iter([("type".to_owned(), json!("object"))]);
                    schema.extend(keywords(part.facts(), &Type::Object(None)));
                    Json::Object(schema)
                }
            };
        }
        let record = self.record(part, told.as_deref().unwrap_or(name), told.clone());
        if let Some(reference) = told.as_ref().and_then(|told| self.shared.schema(told, &record)) {
            return reference;
        }
        let names: Vec<String> = told.into_iter().chain([name.to_owned()]).collect();
        let reference = self.component(&names, record);
        let facts = part.facts();
        match (facts.flag(Aspect::Nullable), facts.flag(Aspect::Deprecated)) {
            (false, false) => reference,
            (nullable, deprecated) => {
                let mut schema = Map::from_iter([("allOf".to_owned(), json!([reference]))]);
                schema.extend(nullable.then(|| ("nullable".to_owned(), json!(true))));
                schema.extend(deprecated.then(|| ("deprecated".to_owned(), json!(true))));
                Json::Object(schema)
            }
        }
    }

    fn record(&mut self, part: &Part<'_>, name: &str, told: Option<String>) -> Map<String, Json> {
        self.open.push(told);
        let (mut properties, mut required, mut idents) = (Map::new(), Vec::new(), Vec::new());
        for (field, below) in &part.fields {
            let ident = ident(field);
            if idents.contains(&ident) {
                continue; // Two fields of one Rust name: the second stays on the page.
            }
            idents.push(ident);
            let schema = self.value(&below.ty(), below, &type_name(&format!("{name}-{field}")), None);
            properties.insert((*field).to_owned(), described(schema));
            if below.facts().presence() == Presence::Required {
                required.push(json!(field));
            }
        }
        self.open.pop();
        let mut record = Map::from_iter([("type".to_owned(), json!("object"))]);
        if !required.is_empty() {
            record.insert("required".to_owned(), Json::Array(required));
        }
        record.insert("properties".to_owned(), Json::Object(properties));
        record
    }

    /// A list of values: a component, because Rust makes a type of it.
    fn enumeration(&mut self, name: &str, schema: Map<String, Json>) -> Json {
        let mut schema = schema;
        let of_the_use: Vec<(String, Json)> = ["nullable", "deprecated"]
            .into_iter()
            .filter_map(|keyword| Some((keyword.to_owned(), schema.shift_remove(keyword)?)))
            .collect();
        let short = name.strip_prefix(&self.operation).filter(|short| !short.is_empty()).unwrap_or(name).to_owned();
        let reference = match self.shared.schema(&short, &schema) {
            Some(reference) => reference,
            None => self.component(&[name.to_owned()], schema),
        };
        if of_the_use.is_empty() {
            return reference;
        }
        let mut whole = Map::from_iter([("allOf".to_owned(), json!([reference]))]);
        whole.extend(of_the_use);
        Json::Object(whole)
    }

    /// The schema of a parameter or a header.
    pub(crate) fn word(&mut self, part: &Part<'_>, ty: &Type, name: &str) -> Json {
        let mut schema = match ty {
            Type::Array(item) => {
                // What a page says of the items, it says of the list: they have no address of their own.
                let mut items = Map::from_iter([("type".to_owned(), json!(word_of(item)))]);
                items.extend(format_of(item));
                let mut rules = keywords(part.facts(), item);
                for keyword in ["default", "nullable", "deprecated"] {
                    rules.shift_remove(keyword);
                }
                items.extend(rules);
                let items = if **item == Type::String && items.contains_key("enum") {
                    self.enumeration(&format!("{name}Item"), items)
                } else {
                    Json::Object(items)
                };
                let mut list = Map::from_iter([("type".to_owned(), json!("array")), ("items".to_owned(), items)]);
                list.extend(keywords(part.facts(), ty));
                list
            }
            _ => {
                let mut schema = Map::from_iter([("type".to_owned(), json!(word_of(ty)))]);
                schema.extend(format_of(ty));
                schema.extend(keywords(part.facts(), ty));
                schema
            }
        };
        // Nothing outside a body is `null`, and the parameter itself says that it is deprecated.
        schema.shift_remove("nullable");
        schema.shift_remove("deprecated");
        if *ty == Type::String && schema.contains_key("enum") {
            return self.enumeration(name, schema);
        }
        Json::Object(schema)
    }

    /// Refers to a component of that content, under the first of the names that is free or has it already.
    fn component(&mut self, names: &[String], content: Map<String, Json>) -> Json {
        let last = names.last().cloned().unwrap_or_default();
        let with_operation = names.iter().map(|name| type_name(&format!("{}-{name}", self.operation)));
        let numbered = (2..).map(|number| type_name(&format!("{}-{last}{number}", self.operation)));
        let candidates = names.iter().cloned().chain(with_operation).chain(numbered);
        let mut chosen = String::new();
        for name in candidates {
            let known = self.own.get(&name);
            let is_same = known.is_some_and(|known| bare(known) == bare(&Json::Object(content.clone())));
            let is_free = known.is_none() && !self.shared.is_taken(&name) && !TAKEN.contains(&name.as_str());
            if is_same || (is_free && type_name(&name) == name && !is_outcome(&name, &self.operation)) {
                chosen = name;
                break;
            }
        }
        let reference = json!({"$ref": format!("#/components/schemas/{chosen}")});
        if !self.own.contains_key(&chosen) {
            let mut component = Map::from_iter([("description".to_owned(), json!(UNWRITTEN))]);
            component.extend(content);
            self.own.insert(chosen, Json::Object(component));
            // Whatever leads back to it knows its name from now on.
            let (back, forward) = (json!(placeholder(self.open.len())), reference["$ref"].clone());
            self.own.values_mut().for_each(|schema| replace(schema, &back, &forward));
        }
        reference
    }
}

/// The names of the enums of several answers.
fn is_outcome(name: &str, operation: &str) -> bool {
    name.strip_prefix(operation).is_some_and(|rest| matches!(rest, "Success" | "Failure"))
}

/// What stands for the reference to an object that is still open, by how many enclose it.
fn placeholder(depth: usize) -> String {
    format!("#/components/schemas/\u{0}{depth}")
}

fn replace(schema: &mut Json, from: &Json, to: &Json) {
    match schema {
        Json::Object(fields) => fields.values_mut().for_each(|value| replace(value, from, to)),
        Json::Array(items) => items.iter_mut().for_each(|item| replace(item, from, to)),
        value if value == from => *value = to.clone(),
        _ => {}
    }
}

/// The schema with a place for our words about it. A component has its own.
pub(crate) fn described(schema: Json) -> Json {
    match schema {
        Json::Object(fields) if !fields.contains_key("$ref") => {
            let mut whole = Map::from_iter([("description".to_owned(), json!(UNWRITTEN))]);
            whole.extend(fields);
            Json::Object(whole)
        }
        reference => reference,
    }
}

/// The word of OpenAPI for what is one word outside a body.
fn word_of(ty: &Type) -> &'static str {
    match ty {
        Type::Integer(_) => "integer",
        Type::Number(_) => "number",
        Type::Boolean => "boolean",
        _ => "string",
    }
}

fn format_of(ty: &Type) -> Option<(String, Json)> {
    let format = match ty {
        Type::Integer(Some(width)) if width.signed && width.bits == 32 => "int32",
        Type::Integer(Some(width)) if width.signed && width.bits == 64 => "int64",
        Type::Number(Some(32)) => "float",
        Type::Number(Some(_)) => "double",
        _ => return None,
    };
    Some(("format".to_owned(), json!(format)))
}

/// The name of a type that is its own name in Rust.
pub(crate) fn type_name(name: &str) -> String {
    let plain = name.replace(|c: char| !c.is_ascii_alphanumeric(), "-");
    let mut name = plain.to_upper_camel_case();
    if name.starts_with(|c: char| c.is_ascii_digit()) {
        name.insert(0, 'X');
    }
    // Some names take a second time until they stay: `A1b2C` is one.
    for _ in 0..4 {
        let next = name.to_upper_camel_case();
        if next == name {
            break;
        }
        name = next;
    }
    name
}

/// The name of a field in Rust, near enough to tell two of them apart.
pub(crate) fn ident(name: &str) -> String {
    name.replace('\'', "").replace(|c: char| !c.is_alphanumeric(), "-").to_snake_case()
}
