//! An operation, compiled.

use contract::{Address, Aspect, Contract, ExampleRole, FieldPath, ParameterIn, Place, Status};
use http::{HeaderMap, HeaderName, Method};
use serde_json::Value;

use super::compile;
use super::document::{Document, Schema};
use super::example::header_map;
use super::route::Template;
use super::rule::{Kind, RuleId, Rules};
use super::sample::{Sampler, Unmade};

/// An operation of a service.
#[derive(Debug)]
pub struct Operation {
    pub(super) stem: String,
    pub(super) at: Place,
    pub(super) method: Method,
    pub(super) template: Template,
    /// In the order of the template.
    pub(super) path: Vec<Parameter>,
    pub(super) query: Vec<Parameter>,
    pub(super) headers: Vec<(HeaderName, Parameter)>,
    pub(super) body: Option<Body>,
    pub(super) answers: Vec<Documented>,
    /// Whether it answers who does not say who calls.
    pub(super) is_open: bool,
    /// The parts of answers that could not be made.
    pub(super) unmade: Vec<Unmade>,
}

/// A parameter, or the header of an answer.
#[derive(Debug)]
pub(super) struct Parameter {
    pub(super) name: String,
    pub(super) rule: RuleId,
    /// Where it is said that it must be there, if it must.
    pub(super) required: Option<Place>,
    /// Its documented examples, by the names that they have.
    pub(super) examples: Vec<(Option<String>, Value)>,
}

/// The body of a request.
#[derive(Debug)]
pub(super) struct Body {
    pub(super) rule: RuleId,
    pub(super) required: Option<Place>,
    pub(super) media_type: String,
    /// Where the media type is stated.
    pub(super) media_type_at: Place,
    pub(super) examples: Vec<(Option<String>, Value)>,
}

/// A documented answer.
#[derive(Debug)]
pub(super) struct Documented {
    pub(super) status: Status,
    pub(super) at: Place,
    /// The media type and the rule of its body, if it has one.
    pub(super) body: Option<(String, RuleId)>,
    pub(super) headers: Vec<Parameter>,
    pub(super) examples: Vec<(Option<String>, Value)>,
    /// What is answered where there is no example; made once, because patterns take their time.
    pub(super) made: Option<Value>,
    /// The headers with their values, made once as well.
    pub(super) made_headers: HeaderMap,
}

/// The media type of JSON.
pub(crate) const JSON: &str = "application/json";

impl Operation {
    /// Its stem: `batch_stop_jobs`.
    #[must_use]
    pub fn stem(&self) -> &str {
        &self.stem
    }

    /// Its method.
    #[must_use]
    pub fn method(&self) -> &Method {
        &self.method
    }

    /// Whether it answers who does not say who calls. Who does is asked for the truth all the same.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.is_open
    }

    /// The documented statuses, in the order of the spec.
    pub fn statuses(&self) -> impl Iterator<Item = Status> {
        self.answers.iter().map(|answer| answer.status)
    }

    /// What is documented of a status: of the status itself, or else of its hundred, or else of whatever is not listed.
    pub(super) fn answer(&self, status: u16) -> Option<&Documented> {
        let hundred = u8::try_from(status / 100).unwrap_or(0);
        let find = |wanted| self.answers.iter().find(|answer| answer.status == wanted);
        find(Status::Code(status)).or_else(|| find(Status::Range(hundred))).or_else(|| find(Status::Default))
    }

    /// An operation of a service. `None` if the contract lacks what every operation of a checked spec has.
    pub(super) fn compile(
        info: &spec::OperationInfo,
        contract: &Contract,
        document: Document<'_>,
        rules: &mut Rules,
    ) -> Option<Self> {
        let at = contract.operation()?.facts.get(Aspect::Method)?.at.clone();
        let node = document.node(&info.pointer)?;
        let template = Template::parse(&info.path);
        let signing = document.security_headers();
        let mut operation = Self {
            stem: info.stem.clone(),
            at,
            method: info.method.parse().ok()?,
            path: Vec::new(),
            query: Vec::new(),
            headers: Vec::new(),
            body: body(contract, node, document, rules),
            answers: Vec::new(),
            is_open: document.is_open(node),
            unmade: Vec::new(),
            template,
        };
        for element in &contract.elements {
            let Address::Parameter(place, name) = &element.address else { continue };
            let same = |other: &&Value| {
                other.get("name").and_then(Value::as_str) == Some(name)
                    && other.get("in").and_then(Value::as_str) == Some(place.as_str())
            };
            let examples = document.parameters(node).find(same).map(|found| document.examples(found));
            let examples = examples.unwrap_or_default();
            let values: Vec<&Value> = examples.iter().map(|(_, value)| *value).collect();
            let mut parameter = Parameter {
                name: name.clone(),
                rule: compile::parameter(rules, element, &values),
                required: compile::required(element),
                examples: owned(&examples),
            };
            match place {
                ParameterIn::Path => operation.path.push(parameter),
                ParameterIn::Query => operation.query.push(parameter),
                // The media type is a matter of the body.
                ParameterIn::Header if element.facts.get(Aspect::MediaType).is_some() => {}
                ParameterIn::Header => {
                    if signing.contains(&name.to_ascii_lowercase()) {
                        // Whoever signs sends no token: whether callers are known is decided elsewhere.
                        parameter.required = None;
                    }
                    operation.headers.push((name.parse().ok()?, parameter));
                }
                ParameterIn::Cookie => {}
            }
        }
        // The arguments of a path come in its order.
        let names: Vec<&str> = operation.template.names().collect();
        operation.path.sort_by_key(|parameter| names.iter().position(|name| *name == parameter.name));
        (operation.answers, operation.unmade) = answers(contract, node, document, rules);
        Some(operation)
    }
}

fn body(contract: &Contract, node: &Value, document: Document<'_>, rules: &mut Rules) -> Option<Body> {
    let root = Address::Request(FieldPath::root());
    let element = contract.get(&root)?;
    let media_type = contract.elements.iter().find_map(|element| element.facts.get(Aspect::MediaType))?;
    let schema = node.get("requestBody").and_then(|body| schema(document, document.follow(body)));
    let rule = compile::body(rules, contract, &root, schema.as_ref())?;
    let examples = examples(contract, &ExampleRole::Request);
    for (_, example) in &examples {
        rules.believe(rule, example);
    }
    Some(Body {
        rule,
        required: compile::required(element),
        media_type: media_type.value.to_string(),
        media_type_at: media_type.at.clone(),
        examples,
    })
}

fn answers(
    contract: &Contract,
    node: &Value,
    document: Document<'_>,
    rules: &mut Rules,
) -> (Vec<Documented>, Vec<Unmade>) {
    let (mut answers, mut unmade) = (Vec::new(), Vec::new());
    for element in &contract.elements {
        let Address::Response(status, path) = &element.address else { continue };
        if !path.is_root() {
            continue;
        }
        let response = document.response(node, &status.to_string());
        let schema = response.and_then(|response| schema(document, response));
        let rule = compile::body(rules, contract, &element.address, schema.as_ref());
        let examples = examples(contract, &ExampleRole::Response(Some(*status)));
        if let Some(rule) = rule {
            for (_, example) in &examples {
                rules.believe(rule, example);
            }
        }
        let media_type = response.and_then(|response| document.content(response)).map_or(JSON, |(name, _)| name);
        let headers = contract.elements.iter().filter_map(|element| match &element.address {
            Address::ResponseHeader(of, name) if of == status => {
                let node = response.and_then(|response| response.get("headers")?.get(name));
                let examples = node.map(|node| document.examples(document.follow(node))).unwrap_or_default();
                let values: Vec<&Value> = examples.iter().map(|(_, value)| *value).collect();
                let rule = compile::parameter(rules, element, &values);
                let required = compile::required(element);
                Some(Parameter { name: name.clone(), rule, required, examples: owned(&examples) })
            }
            _ => None,
        });
        let headers: Vec<Parameter> = headers.collect();
        let mut sampler = Sampler::new(rules);
        let made = rule.filter(|_| examples.is_empty()).map(|rule| sampler.whole(rule, "mock"));
        unmade.append(&mut sampler.unmade);
        let (made_headers, mut missing) = header_map(rules, &headers);
        unmade.append(&mut missing);
        answers.push(Documented {
            status: *status,
            at: element.at.clone(),
            made_headers,
            headers,
            body: rule.map(|rule| (media_type.to_owned(), rule)),
            examples,
            made,
        });
    }
    (answers, unmade)
}

/// What the document says of the JSON of a body.
fn schema<'d>(document: Document<'d>, holder: &'d Value) -> Option<Schema<'d>> {
    let (media_type, content) = document.content(holder)?;
    (media_type == JSON).then(|| content.get("schema").map(|schema| document.schema(schema))).flatten()
}

fn examples(contract: &Contract, role: &ExampleRole) -> Vec<(Option<String>, Value)> {
    let examples = contract.examples.iter().filter(|example| example.role == *role);
    examples.filter_map(|example| Some((example.name.clone(), example.body.clone()?))).collect()
}

fn owned(examples: &[(Option<&str>, &Value)]) -> Vec<(Option<String>, Value)> {
    examples.iter().map(|(name, value)| (name.map(str::to_owned), (*value).clone())).collect()
}

impl Body {
    /// Whether it is JSON; bytes otherwise.
    pub(super) fn is_json(&self, rules: &Rules) -> bool {
        !matches!(rules.rule(self.rule).kind, Kind::Bytes)
    }
}
