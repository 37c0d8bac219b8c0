//! The examples of a page in a draft: those that fit its schemas, without the vendor's sentences.

use contract::{Address, Contract, Example, ExampleRole, PROSE, UNWRITTEN, fit};
use serde_json::{Map, Value as Json, json};

/// Adds the examples of the page to the file of an operation, which `spec` says so far. One that does not fit is left to
/// the page: the comparison finds it, and a quirk decides.
pub(crate) fn add(document: &mut Json, page: &Contract, spec: &Contract) {
    let mut done: Vec<(ExampleRole, &Json)> = Vec::new();
    for example in &page.examples {
        let (Some(root), Some(body)) = (root(example, spec), &example.body) else { continue };
        let told = unwritten(body);
        let is_new = !done.contains(&(example.role, body));
        if !is_new || !fit(spec, &root, &told).is_empty() {
            continue;
        }
        if let Some(content) = content(document, &root) {
            done.push((example.role, body));
            let examples = content.entry("examples").or_insert_with(|| json!({}));
            let name = match examples.as_object().map_or(0, Map::len) {
                0 => "documented".to_owned(),
                others => format!("documented_{}", others + 1),
            };
            examples[name] = json!({"summary": UNWRITTEN, "value": told});
        }
    }
}

/// The body that an example shows, if the spec has it.
fn root(example: &Example, spec: &Contract) -> Option<Address> {
    let root = example.role.body(spec)?;
    let is_described = spec.get(&root).is_some_and(|element| element.facts.ty().is_some());
    (is_described || root.is_request()).then_some(root)
}

/// The JSON content of a body in the file of an operation.
fn content<'d>(document: &'d mut Json, root: &Address) -> Option<&'d mut Map<String, Json>> {
    let path = document.get_mut("paths")?.as_object_mut()?.values_mut().next()?;
    let operation = path.as_object_mut()?.values_mut().next()?;
    let body = match root {
        Address::Response(status, _) => operation.get_mut("responses")?.get_mut(status.to_string())?,
        _ => operation.get_mut("requestBody")?,
    };
    body.get_mut("content")?.get_mut("application/json")?.as_object_mut()
}

/// The value with a place for our words where a sentence of the vendor's was.
fn unwritten(value: &Json) -> Json {
    match value {
        Json::String(text) => match text.strip_prefix(PROSE).and_then(|rest| rest.strip_suffix(')')) {
            Some(length) => json!(format!("{UNWRITTEN}: {length} on the page")),
            None => value.clone(),
        },
        Json::Array(items) => items.iter().map(unwritten).collect(),
        Json::Object(fields) => {
            Json::Object(fields.iter().map(|(name, value)| (name.clone(), unwritten(value))).collect())
        }
        other => other.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_becomes_a_place_for_ours_which_is_a_sentence_too() {
        let ours = unwritten(&json!({"error_msg": "(prose, 54 characters)", "id": "a"}));
        assert_eq!(ours, json!({"error_msg": "TODO(words): 54 characters on the page", "id": "a"}));
        assert!(contract::is_prose("TODO(words): 54 characters on the page"));
    }
}
