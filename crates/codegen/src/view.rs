//! The progenitor view: the document as progenitor must see it, so that it generates the types that we want.
//!
//! The view is built up from what is needed rather than stripped of what is not: names, types and references. Limits,
//! formats, what is required and what may be `null` would change types (`NonZeroU64`, `Uuid`) or have them refuse what
//! real servers answer; they stand in the tables and the documentation that are written from the bundle afterwards. And
//! where an operation answers several types, it sees one that stands in for them, for several make it panic.

use serde_json::{Map, Value, json};

use crate::answers::{Answers, Body, Outcome};
use crate::catalogue::Catalogue;
use crate::schema::{is_text_enum, map_values, object, target, values};
use crate::source::{Operation, Source, resolve};

/// Builds the view of a document without inline types and aliases. `answers` has those of each operation.
pub(crate) fn view(source: &Source<'_>, catalogue: &Catalogue<'_>, answers: &[Answers<'_>]) -> Value {
    let document = catalogue.document;
    let mut schemas: Map<String, Value> = (object(&document["components"]["schemas"]))
        .filter(|(key, _)| catalogue.get(&crate::names::type_name(key)).is_some())
        .map(|(key, schema)| (key.clone(), view_schema(schema)))
        .collect();
    let mut paths = Map::new();
    for (operation, answers) in source.operations.iter().zip(answers) {
        let item = paths.entry(&operation.key).or_insert_with(|| json!({}));
        item[&operation.method] = view_operation(document, operation, answers);
        schemas.extend(stand_ins(answers));
    }
    json!({
        "openapi": "3.0.3",
        "info": { "title": source.name, "version": document["info"]["version"] },
        "paths": paths,
        "components": { "schemas": schemas },
    })
}

fn view_operation(document: &Value, operation: &Operation, answers: &Answers<'_>) -> Value {
    let mut view = json!({ "operationId": operation.id });
    view["parameters"] = operation
        .parameters(document)
        .into_iter()
        .map(|parameter| {
            let mut view = only(parameter, &["name", "in", "required", "style", "explode"]);
            view["schema"] = view_schema(&parameter["schema"]);
            view
        })
        .collect();
    let body = resolve(document, &operation.value(document)["requestBody"], "requestBodies");
    if body.is_object() {
        let media = |media: &Value| json!({ "schema": view_schema(&media["schema"]) });
        let content: Map<_, _> =
            object(&body["content"]).map(|(media_type, value)| (media_type.clone(), media(value))).collect();
        // progenitor takes no other; one that may be left out is empty.
        view["requestBody"] = json!({ "required": true, "content": content });
    }
    let responses = answers.all.iter().map(|answer| {
        let content = match answers.outcome(answer.status) {
            Outcome::One(Body::None) => json!({}),
            Outcome::One(Body::Bytes) => json!({ "application/octet-stream": {} }),
            Outcome::One(Body::Json(schema)) => json!({ "application/json": { "schema": view_schema(schema) } }),
            Outcome::Several(name) => {
                json!({ "application/json": { "schema": { "$ref": format!("#/components/schemas/{name}") } } })
            }
        };
        (answer.status.to_string(), json!({ "description": "", "content": content }))
    });
    view["responses"] = responses.collect::<Map<_, _>>().into();
    view
}

/// The types that stand in for several: each has a property for every status, which says what type Rust has for it.
fn stand_ins(answers: &Answers<'_>) -> impl Iterator<Item = (String, Value)> {
    [(&answers.success, true), (&answers.error, false)].into_iter().filter_map(|(outcome, is_success)| {
        let Outcome::Several(name) = outcome else { return None };
        let properties = answers.of(is_success).filter_map(|answer| match answer.body {
            Body::Json(schema) => Some((answer.stand_in(), view_schema(schema))),
            Body::None | Body::Bytes => None,
        });
        let properties: Map<_, _> = properties.collect();
        Some((name.clone(), json!({ "type": "object", "properties": properties })))
    })
}

/// A schema as progenitor sees it.
pub(crate) fn view_schema(schema: &Value) -> Value {
    if let Some(name) = target(schema) {
        return json!({ "$ref": format!("#/components/schemas/{name}") });
    }
    let mut view = only(schema, &["type"]);
    if schema["format"] == "binary" {
        view["format"] = "binary".into();
    }
    if is_text_enum(schema) {
        view["enum"] = values(schema).cloned().collect();
    }
    let properties: Map<_, _> =
        object(&schema["properties"]).map(|(name, property)| (name.clone(), view_schema(property))).collect();
    if !properties.is_empty() {
        view["properties"] = properties.into();
    }
    if let Some(values) = map_values(schema) {
        view["additionalProperties"] = view_schema(values);
    }
    if let Some(items) = schema.get("items") {
        view["items"] = view_schema(items);
    }
    view
}

fn only(value: &Value, keys: &[&str]) -> Value {
    let kept = keys.iter().filter_map(|key| Some(((*key).to_owned(), value.get(key)?.clone())));
    kept.collect::<Map<_, _>>().into()
}
