//! What contracts leave out and the document has: media types of answers, examples of parameters and of single fields,
//! and which headers are those by which callers say who they are.

use serde_json::Value;

/// How many references lead on to another one at most: what is longer is a circle, which the spec refuses.
const HOPS: usize = 32;

/// The document of a service, for looking things up.
#[derive(Clone, Copy, Debug)]
pub(super) struct Document<'d>(pub(super) &'d Value);

impl<'d> Document<'d> {
    /// The node of a pointer.
    pub(super) fn node(self, pointer: &str) -> Option<&'d Value> {
        self.0.pointer(pointer)
    }

    /// What a node is once references are followed.
    pub(super) fn follow(self, node: &'d Value) -> &'d Value {
        let mut node = node;
        for _ in 0..HOPS {
            let target = node.get("$ref").and_then(Value::as_str).and_then(|reference| reference.strip_prefix('#'));
            let Some(next) = target.and_then(|pointer| self.0.pointer(pointer)) else { break };
            node = next;
        }
        node
    }

    /// The response of an operation under that status, as the document writes it: `200`, `4XX`.
    pub(super) fn response(self, operation: &'d Value, status: &str) -> Option<&'d Value> {
        Some(self.follow(operation.get("responses")?.get(status)?))
    }

    /// The media type of a body and what is said of it; of several the first.
    pub(super) fn content(self, holder: &'d Value) -> Option<(&'d str, &'d Value)> {
        let (media_type, content) = holder.get("content")?.as_object()?.iter().next()?;
        Some((media_type, content))
    }

    /// The parameters of an operation.
    pub(super) fn parameters(self, operation: &'d Value) -> impl Iterator<Item = &'d Value> {
        let parameters = operation.get("parameters").and_then(Value::as_array).into_iter().flatten();
        parameters.map(move |parameter| self.follow(parameter))
    }

    /// The headers of all security schemes, in lower case.
    pub(super) fn security_headers(self) -> Vec<String> {
        let schemes = self.node("/components/securitySchemes").and_then(Value::as_object);
        let names = schemes.into_iter().flat_map(|schemes| schemes.values());
        names.filter_map(|scheme| self.follow(scheme).get("name")?.as_str()).map(str::to_ascii_lowercase).collect()
    }

    /// Whether an operation asks nobody who calls: it says so itself, or the service does for all. Where neither says
    /// anything, the vendor's gateway asks.
    pub(super) fn is_open(self, operation: &'d Value) -> bool {
        let ways = operation.get("security").or_else(|| self.0.get("security")).and_then(Value::as_array);
        let is_none = |way: &Value| way.as_object().is_some_and(serde_json::Map::is_empty);
        ways.is_some_and(|ways| ways.is_empty() || ways.iter().any(is_none))
    }

    /// The values of `example` and `examples` of a parameter or a header, with their names; and the example of its schema,
    /// which has none.
    pub(super) fn examples(self, holder: &'d Value) -> Vec<(Option<&'d str>, &'d Value)> {
        let one = holder.get("example").map(|value| (None, value));
        let named = holder.get("examples").and_then(Value::as_object).into_iter().flatten();
        let named = named.filter_map(|(name, value)| Some((Some(name.as_str()), self.follow(value).get("value")?)));
        let of_schema = holder.get("schema").and_then(|schema| self.schema(schema).keyword("example"));
        one.into_iter().chain(named).chain(of_schema.map(|value| (None, value))).collect()
    }

    /// A schema as its parts say it together: those of `allOf`, and what stands beside it, which speaks last.
    pub(super) fn schema(self, node: &'d Value) -> Schema<'d> {
        let mut parts = Vec::new();
        self.gather(node, HOPS, &mut parts);
        Schema { document: self, parts }
    }

    fn gather(self, node: &'d Value, hops: usize, parts: &mut Vec<&'d Value>) {
        let Some(hops) = hops.checked_sub(1) else { return };
        let node = self.follow(node);
        for part in node.get("allOf").and_then(Value::as_array).into_iter().flatten() {
            self.gather(part, hops, parts);
        }
        parts.push(node);
    }
}

/// A schema of the document.
#[derive(Clone, Debug)]
pub(super) struct Schema<'d> {
    document: Document<'d>,
    parts: Vec<&'d Value>,
}

impl<'d> Schema<'d> {
    /// The last word about a keyword.
    pub(super) fn keyword(&self, keyword: &str) -> Option<&'d Value> {
        self.parts.iter().rev().find_map(|part| part.get(keyword))
    }

    /// The schema of a field.
    pub(super) fn property(&self, name: &str) -> Option<Self> {
        let property = self.parts.iter().find_map(|part| part.get("properties")?.get(name))?;
        Some(self.document.schema(property))
    }

    /// The schema below a keyword: `items`, `additionalProperties`.
    pub(super) fn below(&self, keyword: &str) -> Option<Self> {
        Some(self.document.schema(self.keyword(keyword)?))
    }
}
