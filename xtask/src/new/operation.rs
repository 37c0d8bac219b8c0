//! The spec of an operation, drafted from the contract of its page.

use contract::{Address, Aspect, Contract, Element, FieldPath, ParameterIn, Presence, Status, Type, UNWRITTEN};
use serde_json::{Map, Value as Json, json};

use super::part::Part;
use super::path;
use super::schemas::{Schemas, described, ident, type_name};
use super::shared::Shared;

const JSON: &str = "application/json";
const BYTES: &str = "application/octet-stream";

/// Headers that OpenAPI describes elsewhere, or that HTTP itself sends.
const ELSEWHERE: [&str; 8] = [
    "content-type",
    "accept",
    "authorization",
    "user-agent",
    "host",
    "content-length",
    "connection",
    "transfer-encoding",
];

/// What a draft is called, and where it belongs: what no page says.
#[derive(Clone, Debug)]
pub(crate) struct Naming {
    /// The operationId.
    pub(crate) id: String,
    /// Its key among the paths of the spec.
    pub(crate) key: String,
    /// The title of the service, and the version of its API.
    pub(crate) service: (String, String),
    /// The page on the public web, where it is known.
    pub(crate) url: Option<String>,
    /// The tag that the operation has.
    pub(crate) tag: Option<String>,
}

/// The file of the operation, without its examples.
pub(crate) fn document(contract: &Contract, naming: &Naming, shared: &Shared) -> Json {
    let key = path::told_apart(&naming.key);
    let mut drafter = Drafter { contract, naming, shared, key: &key, schemas: Schemas::new(&naming.id, shared) };
    let method = drafter.told(Aspect::Method).to_ascii_lowercase();
    let operation = drafter.operation();
    let (title, version) = &naming.service;
    let mut document = json!({
        "openapi": "3.0.3",
        "info": {"title": format!("{title}, {}", naming.id), "version": version},
        "paths": {&key: {method: operation}},
    });
    let schemas = drafter.schemas.finish();
    if !schemas.is_empty() {
        document["components"] = json!({"schemas": schemas});
    }
    document
}

struct Drafter<'d> {
    contract: &'d Contract,
    naming: &'d Naming,
    shared: &'d Shared,
    /// The key among the paths, in which no variable stands twice.
    key: &'d str,
    schemas: Schemas<'d>,
}

impl<'d> Drafter<'d> {
    fn told(&self, aspect: Aspect) -> &'d str {
        self.contract.operation().and_then(|operation| operation.facts.text(aspect)).unwrap_or_default()
    }

    fn operation(&mut self) -> Json {
        let naming = self.naming;
        let mut operation = Map::from_iter([
            ("operationId".to_owned(), json!(naming.id)),
            ("summary".to_owned(), json!(UNWRITTEN)),
            ("description".to_owned(), json!(UNWRITTEN)),
        ]);
        let mut put = |key: &str, value: Json| drop(operation.insert(key.to_owned(), value));
        if let Some(url) = &naming.url {
            put("externalDocs", json!({"description": UNWRITTEN, "url": url}));
        }
        if let Some(tag) = &naming.tag {
            put("tags", json!([tag]));
        }
        if let Some(facts) = self.contract.operation().map(|operation| &operation.facts) {
            if facts.flag(Aspect::Deprecated) {
                put("deprecated", json!(true));
            }
            for (aspect, keyword) in [(Aspect::CallableIn, "x-callable-in"), (Aspect::DoneWhen, "x-done-when")] {
                if let Some(states) = facts.list(aspect) {
                    put(keyword, json!(states));
                }
            }
        }
        let body = self.request();
        let parameters = self.parameters(body.is_some());
        if !parameters.is_empty() {
            put("parameters", Json::Array(parameters));
        }
        if let Some(body) = body {
            put("requestBody", body);
        }
        put("responses", self.responses());
        Json::Object(operation)
    }

    fn parameters(&mut self, has_body: bool) -> Vec<Json> {
        let mut idents: Vec<String> = has_body.then(|| "body".to_owned()).into_iter().collect();
        let mut parameters = Vec::new();
        for element in &self.contract.elements {
            let Address::Parameter(place, name) = &element.address else { continue };
            let ident = ident(name);
            let travels = match place {
                ParameterIn::Path => self.key.contains(&format!("{{{name}}}")),
                ParameterIn::Query => true,
                ParameterIn::Header => self.is_ours(name),
                ParameterIn::Cookie => false,
            };
            if !travels || idents.contains(&ident) {
                continue;
            }
            idents.push(ident);
            parameters.push(self.parameter(*place, name, element));
            if *place == ParameterIn::Path {
                for again in path::again(self.key, name) {
                    let is_own = self.contract.get(&Address::Parameter(*place, again.clone())).is_some();
                    parameters.extend((!is_own).then(|| self.parameter(*place, &again, element)));
                }
            }
        }
        parameters
    }

    /// Whether a header is one that a spec describes as a parameter.
    fn is_ours(&self, name: &str) -> bool {
        let signs = self.shared.schemes().iter().any(|(_, header)| header.eq_ignore_ascii_case(name));
        let is_elsewhere = ELSEWHERE.iter().any(|other| name.eq_ignore_ascii_case(other));
        !signs && !is_elsewhere && is_header(name)
    }

    fn parameter(&mut self, place: ParameterIn, name: &str, element: &Element) -> Json {
        let ty = match element.facts.ty() {
            Some(Type::Array(item)) if place == ParameterIn::Query && is_word(item) => Type::Array(item.clone()),
            Some(ty) if is_word(ty) => ty.clone(),
            _ => Type::String,
        };
        let mut parameter = Map::from_iter([
            ("name".to_owned(), json!(name)),
            ("in".to_owned(), json!(place.as_str())),
            ("description".to_owned(), json!(UNWRITTEN)),
        ]);
        if place == ParameterIn::Path || element.facts.presence() == Presence::Required {
            parameter.insert("required".to_owned(), json!(true));
        }
        if element.facts.flag(Aspect::Deprecated) {
            parameter.insert("deprecated".to_owned(), json!(true));
        }
        let part = Part::about(&element.facts);
        let schema = self.schemas.word(&part, &ty, &type_name(&format!("{}-{name}", self.naming.id)));
        parameter.insert("schema".to_owned(), schema);
        let parameter = Json::Object(parameter);
        self.shared.parameter(&parameter).unwrap_or(parameter)
    }

    fn request(&mut self) -> Option<Json> {
        let part = Part::of(self.contract, &Address::Request(FieldPath::root()));
        let reads_only = matches!(self.told(Aspect::Method), "GET" | "HEAD");
        let is_shown = self.contract.examples.iter().any(|example| {
            example.role == contract::ExampleRole::Request
                && example.body.as_ref().is_some_and(|body| body.is_object() || body.is_array())
        });
        let media_type = self
            .contract
            .get(&Address::Parameter(ParameterIn::Header, "Content-Type".to_owned()))
            .and_then(|element| element.facts.text(Aspect::MediaType));
        let (media_type, schema) = match &part {
            None if media_type == Some(BYTES) => (BYTES, json!({"type": "string", "format": "binary"})),
            // Only an example shows the body: that it is JSON is all that is known.
            None if is_shown && !reads_only => (JSON, json!({})),
            None => return None,
            Some(part) => (JSON, self.schemas.body(part, &format!("{}Request", self.naming.id))),
        };
        let mut body = Map::from_iter([("description".to_owned(), json!(UNWRITTEN))]);
        let holds_required = |part: &Part<'_>| {
            part.facts().presence() == Presence::Required
                || part.fields.iter().any(|(_, field)| field.facts().presence() == Presence::Required)
        };
        if part.as_ref().is_some_and(holds_required) {
            body.insert("required".to_owned(), json!(true));
        }
        body.insert("content".to_owned(), json!({media_type: {"schema": schema}}));
        Some(Json::Object(body))
    }

    fn responses(&mut self) -> Json {
        let told = self.contract.elements.iter().filter_map(|element| match &element.address {
            Address::Response(status, path) if path.is_root() => Some(*status),
            _ => None,
        });
        let mut statuses: Vec<Status> = told.filter(|status| is_read(*status)).collect();
        if !statuses.iter().any(|status| status.is_success()) {
            // A call that cannot succeed is none: the page does not say how it ends.
            statuses.insert(0, Status::Code(200));
        }
        let mut responses = Map::new();
        let mut headers = Vec::new();
        for status in statuses {
            let response = self.response(status, &mut headers);
            // `default` would count as success as well.
            let stands_for = match status {
                Status::Default => vec!["4XX".to_owned(), "5XX".to_owned()],
                status => vec![status.to_string()],
            };
            for status in stands_for {
                responses.entry(status).or_insert_with(|| response.clone());
            }
        }
        Json::Object(responses)
    }

    fn response(&mut self, status: Status, known: &mut Vec<(String, Json)>) -> Json {
        let mut response = Map::from_iter([("description".to_owned(), json!(UNWRITTEN))]);
        let mut headers = Map::new();
        for element in &self.contract.elements {
            let Address::ResponseHeader(of, name) = &element.address else { continue };
            if *of == status && is_header(name) && !name.eq_ignore_ascii_case("content-type") {
                let schema = self.header(name, element);
                // A header has one type and one name, whichever status it comes with.
                let other = known.iter().find(|(other, _)| ident(other) == ident(name));
                if other.is_some_and(|(other, known)| *known != schema || !other.eq_ignore_ascii_case(name)) {
                    continue;
                }
                known.push((name.clone(), schema.clone()));
                let mut header = Map::from_iter([("description".to_owned(), json!(UNWRITTEN))]);
                if element.facts.presence() == Presence::Required {
                    header.insert("required".to_owned(), json!(true));
                }
                header.insert("schema".to_owned(), schema);
                headers.insert(name.clone(), Json::Object(header));
            }
        }
        if !headers.is_empty() {
            response.insert("headers".to_owned(), Json::Object(headers));
        }
        let has_none = matches!(status, Status::Code(204 | 205)) || self.told(Aspect::Method) == "HEAD";
        if let Some(schema) = self.answer(status).filter(|_| !has_none) {
            response.insert("content".to_owned(), json!({JSON: {"schema": schema}}));
        }
        Json::Object(response)
    }

    fn header(&mut self, name: &str, element: &Element) -> Json {
        let ty = element.facts.ty().filter(|ty| is_word(ty)).cloned().unwrap_or(Type::String);
        let part = Part::about(&element.facts);
        self.schemas.word(&part, &ty, &type_name(&format!("{}-{name}", self.naming.id)))
    }

    /// The schema of an answer's body, where it has one.
    fn answer(&mut self, status: Status) -> Option<Json> {
        let id = &self.naming.id;
        let part = Part::of(self.contract, &Address::Response(status, FieldPath::root()))?;
        let is_described = part.facts().ty().is_some() || !part.is_leaf();
        let is_shown = status.is_success()
            && self.contract.examples.iter().any(|example| {
                let of_it = match example.role {
                    contract::ExampleRole::Response(told) => told.is_none_or(|told| told == status),
                    contract::ExampleRole::Request => false,
                };
                of_it && example.body.as_ref().is_some_and(|body| body.is_object() || body.is_array())
            });
        let name = if status.is_success() { format!("{id}Response") } else { format!("{id}Error") };
        match (is_described, is_shown) {
            (true, _) => Some(self.schemas.body(&part, &name)),
            (false, true) => Some(described(json!({}))),
            (false, false) => None,
        }
    }
}

/// Whether a client reads answers of the status.
fn is_read(status: Status) -> bool {
    matches!(status, Status::Code(200..=299 | 400..=599) | Status::Range(2 | 4 | 5) | Status::Default)
}

/// Whether a value is one word outside a body.
fn is_word(ty: &Type) -> bool {
    matches!(ty, Type::String | Type::Integer(_) | Type::Number(_) | Type::Boolean)
}

/// Whether HTTP takes it for the name of a header.
fn is_header(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_http_takes_is_a_header() {
        assert!(is_header("X-Auth-Token"));
        assert!(!is_header("X Auth") && !is_header(""));
    }

    #[test]
    fn redirects_are_not_read() {
        assert!(!is_read(Status::Code(302)) && is_read(Status::Code(404)) && is_read(Status::Default));
    }
}
