//! A service, made ready to be played: routes, rules and examples.
//!
//! Everything here is made of the contracts of the spec, once, when the mock starts. A contract is a flat table of
//! elements with their facts; what a request is held against is an arena of rules that is made of it, in which each broken
//! rule still knows the line of the spec that states it.

mod check;
mod codes;
mod compile;
mod document;
mod error;
mod example;
mod format;
mod found;
mod judge;
mod number;
mod operation;
mod pattern;
mod read;
mod route;
mod rule;
mod sample;
mod schema;
mod shown;
pub(crate) mod url;
mod words;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

use contract::Aspect;
use http::{HeaderMap, HeaderName, Method, StatusCode};
use serde_json::Value;

use crate::{Answer, Broken, Content, Trouble};
use codes::Codes;
pub(crate) use codes::unstated;
use document::Document;
use error::Said;
use found::Path;
use judge::Judge;
pub(crate) use operation::JSON;
pub use operation::Operation;
use route::Routes;
use rule::{Kind, Rules};
pub use schema::SchemaRef;
pub(crate) use words::{Words as WordRules, most_items};

/// A service, ready to be played.
///
/// ```
/// use http::{HeaderMap, Method};
/// use mock::api::{Api, Request, Route};
///
/// let specs = concat!(env!("CARGO_MANIFEST_DIR"), "/../../specs/drs");
/// let service = spec::load(specs.as_ref(), "specs/drs").service.expect("a sound spec");
/// let api = Api::of(&service, spec::Cloud::OpenTelekomCloud)?;
///
/// let path = "/v3/054ba152/jobs/batch-pause-task";
/// let Route::Operation(operation) = api.route(&Method::POST, path) else { panic!("it is documented") };
/// assert_eq!(operation.stem(), "batch_stop_jobs");
///
/// let headers = HeaderMap::from_iter([(http::header::CONTENT_TYPE, "application/json".parse()?)]);
/// let body = br#"{"jobs": [{"job_id": "8d0e8e36", "pause_mode": "maybe"}]}"#;
/// let checked = api.check(operation, Request { path, query: "", headers: &headers, body });
/// let broken = &checked.broken[0];
/// assert_eq!(broken.address, "request jobs[0].pause_mode");
/// assert_eq!(broken.message, "is \"maybe\", which is none of `target`, `all`");
/// assert!(broken.at.to_string().starts_with("specs/drs/batch_stop_jobs.yaml:"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct Api {
    rules: Rules,
    operations: Vec<Operation>,
    routes: Routes,
    codes: Codes,
    /// Which operations have a secret in their paths.
    secret_paths: Vec<usize>,
}

/// A request that has been routed.
#[derive(Clone, Copy)]
pub struct Request<'a> {
    /// The path as it came, without the query.
    pub path: &'a str,
    /// The query as it came, without `?`.
    pub query: &'a str,
    /// The headers.
    pub headers: &'a HeaderMap,
    /// The body.
    pub body: &'a [u8],
}

/// What a request says, and what is wrong with it.
#[derive(Default)]
pub struct Checked {
    /// The body, if it is JSON.
    pub body: Option<Value>,
    /// Path and query arguments by name, decoded; of a list one for each item.
    pub arguments: Vec<(String, String)>,
    /// The rules that it breaks: a hundred of them at most.
    pub broken: Vec<Broken>,
    /// How many rules it breaks besides.
    pub more: usize,
    /// That the body cannot be read at all: it is missing, or no JSON that can be read.
    pub unreadable: Option<Trouble>,
}

/// Without its values, of which any may be a secret.
impl fmt::Debug for Request<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let headers: Vec<&str> = self.headers.keys().map(HeaderName::as_str).collect();
        f.debug_struct("Request")
            .field("headers", &headers)
            .field("body_bytes", &self.body.len())
            .finish_non_exhaustive()
    }
}

/// Without what the request says, of which anything may be a secret; what is said of the rules has no secret in it.
impl fmt::Debug for Checked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let arguments: Vec<&str> = self.arguments.iter().map(|(name, _)| name.as_str()).collect();
        f.debug_struct("Checked")
            .field("has_body", &self.body.is_some())
            .field("arguments", &arguments)
            .field("broken", &self.broken)
            .field("more", &self.more)
            .field("unreadable", &self.unreadable)
            .finish()
    }
}

/// What has a path.
#[derive(Debug)]
pub enum Route<'a> {
    /// This operation.
    Operation(&'a Operation),
    /// Operations with other methods.
    OtherMethods(Vec<Method>),
    /// Nothing.
    Nothing,
}

impl Api {
    /// The service as one cloud has it.
    ///
    /// # Errors
    ///
    /// The service, or all of its operations, are not offered there; or two routes cannot be told apart.
    pub fn of(service: &spec::Service, cloud: spec::Cloud) -> Result<Self, String> {
        let (name, title) = (&service.name, cloud.title());
        if !service.manifest.endpoints.contains_key(&cloud) {
            let others: Vec<&str> = service.manifest.endpoints.keys().map(|cloud| cloud.title()).collect();
            return Err(format!("`{name}` does not exist on {title}, but on {}", others.join(" and ")));
        }
        let document = Document(service.published());
        let mut rules = Rules::default();
        let mut operations = Vec::new();
        for (info, contract) in service.operations.iter().zip(service.published_contracts()) {
            let clouds = contract.operation().and_then(|operation| operation.facts.list(Aspect::Clouds));
            if clouds.is_some_and(|clouds| !clouds.iter().any(|word| word == cloud.as_str())) {
                continue;
            }
            let operation = Operation::compile(info, &contract, document, &mut rules);
            operations.push(operation.ok_or_else(|| format!("`{}` of `{name}` cannot be played", info.stem))?);
        }
        if operations.is_empty() {
            return Err(format!("`{name}` has no operation on {title}"));
        }
        let routes = Routes::new(&operations)?;
        let has_secret = |operation: &Operation| operation.path.iter().any(|one| rules.rule(one.rule).is_secret);
        let secret_paths = (0..operations.len()).filter(|index| has_secret(&operations[*index])).collect();
        let codes = Codes::new(stated_codes(service));
        Ok(Self { rules, operations, routes, codes, secret_paths })
    }

    /// Its operations, in the order of the spec.
    #[must_use]
    pub fn operations(&self) -> &[Operation] {
        &self.operations
    }

    /// The parts of answers of which no value could be made that keeps their rules, each in a sentence with its place. What
    /// is answered has something of their type there, or leaves them out.
    #[must_use]
    pub fn warnings(&self) -> Vec<String> {
        let mut warnings = Vec::new();
        for unmade in self.operations.iter().flat_map(|operation| &operation.unmade) {
            let warning = format!("no value for `{}` at {}: write an example", unmade.name, unmade.at);
            if !warnings.contains(&warning) {
                warnings.push(warning);
            }
        }
        warnings
    }

    /// What has this path and method.
    ///
    /// Every slash counts, and no argument is empty. An operation whose template has more words goes before one with more
    /// arguments.
    #[must_use]
    pub fn route(&self, method: &Method, path: &str) -> Route<'_> {
        match self.routes.find(&self.operations, method, path) {
            route::Found::Operation(index) => Route::Operation(&self.operations[index]),
            route::Found::OtherMethods(methods) => Route::OtherMethods(methods),
            route::Found::Nothing => Route::Nothing,
        }
    }

    /// The operation that a request means, of those that share the method and the path of the routed one: the one of whose
    /// rules it breaks the fewest, and of several such the first. `/v2/{lamp_id}/action` does one thing or another, as the
    /// body says.
    #[must_use]
    pub fn meant<'a>(&'a self, routed: &'a Operation, request: Request<'_>) -> &'a Operation {
        let mut beside = Routes::beside(&self.operations, routed).peekable();
        let first = beside.next();
        if beside.peek().is_none() {
            return routed;
        }
        first.into_iter().chain(beside).min_by_key(|operation| self.broken(operation, request)).unwrap_or(routed)
    }

    fn broken(&self, operation: &Operation, request: Request<'_>) -> usize {
        let checked = self.check(operation, request);
        checked.broken.len() + checked.more + usize::from(checked.unreadable.is_some())
    }

    /// A path, for logs, without the secret arguments of the operation of that stem. `None` stands for a path that no
    /// operation has: then what stands where any operation has a secret argument is hidden.
    #[must_use]
    pub fn shown_path<'p>(&self, stem: Option<&str>, path: &'p str) -> Cow<'p, str> {
        let operations = self.secret_paths.iter().map(|index| &self.operations[*index]);
        let secrets =
            operations.filter(|operation| stem.is_none_or(|stem| operation.stem == stem)).flat_map(|operation| {
                let secret = operation.path.iter().filter(|parameter| self.rules.rule(parameter.rule).is_secret);
                secret.filter_map(|parameter| operation.template.segment_of(&parameter.name, path))
            });
        let hidden: Vec<usize> = secrets.collect();
        if hidden.is_empty() {
            return Cow::Borrowed(path);
        }
        let segments = path.split('/').enumerate();
        let shown: Vec<&str> =
            segments.map(|(index, segment)| if hidden.contains(&index) { "[secret]" } else { segment }).collect();
        Cow::Owned(shown.join("/"))
    }

    /// Whether the spec says that a header or a query parameter of the operation is secret.
    pub(crate) fn is_secret(&self, operation: &Operation, name: &str) -> bool {
        let headers = operation.headers.iter().map(|(_, parameter)| parameter);
        let mut named = operation.query.iter().chain(headers).filter(|one| one.name.eq_ignore_ascii_case(name));
        named.any(|parameter| self.rules.rule(parameter.rule).is_secret)
    }

    /// Holds a request against every documented rule.
    ///
    /// Headers that nobody documents are no matter; neither is whether callers say who they are.
    #[must_use]
    pub fn check(&self, operation: &Operation, request: Request<'_>) -> Checked {
        check::check(&self.rules, operation, request)
    }

    /// The documented example of a success; one that fits the request best. Where none is documented, one made of the types.
    #[must_use]
    pub fn example(&self, operation: &Operation, checked: &Checked) -> Answer {
        example::success(&self.rules, operation, checked)
    }

    /// The documented error of a refusal, with the service's code for it. `operation` is `None` where none was found.
    #[must_use]
    pub fn error(&self, operation: Option<&Operation>, trouble: &Trouble, request_id: &str) -> Answer {
        let forbidden = error::without_credentials(operation, trouble);
        let trouble = &*self.codes.told(trouble);
        let status = forbidden.unwrap_or_else(|| error::status(operation, trouble));
        let (code, is_of_gateway) = self.codes.of(trouble, status);
        let said = Said { status, code, message: error::message(trouble), request_id, is_of_gateway };
        let allowed: &[Method] = match trouble {
            Trouble::UnknownMethod { allowed } => allowed,
            _ => &[],
        };
        let documented = operation.and_then(|operation| operation.answer(status.as_u16()));
        error::answer(&self.rules, documented, &said, allowed)
    }

    /// What to tell whoever writes the spec about a refusal: that the operation documents no status that fits, and which one
    /// stands in for it.
    #[must_use]
    pub fn stand_in(&self, operation: &Operation, trouble: &Trouble) -> Option<String> {
        let (fitting, given) = (error::fitting(trouble), error::status(Some(operation), trouble));
        let fitting = fitting.as_u16();
        let is_silent = !Codes::is_before_service(trouble) && operation.answer(fitting).is_none();
        let place = &operation.at;
        is_silent.then(|| match given.as_u16() {
            given if given == fitting => format!("the spec documents no {fitting} here, nor anything like it: {place}"),
            given => format!("the spec documents no {fitting} here, for which its {given} stands in: {place}"),
        })
    }

    /// The answer that is documented of a status: its example, or one made of its schema. `None` if the status is not
    /// documented.
    #[must_use]
    pub fn answer(&self, operation: &Operation, status: StatusCode, request_id: &str) -> Option<Answer> {
        let documented = operation.answer(status.as_u16())?;
        let example = documented.examples.first().map(|(_, value)| value);
        if example.is_some() || status.as_u16() < 400 {
            return Some(example::answer(&self.rules, documented, status, example));
        }
        // An error of which nobody says what it holds is told in the form that all others have, as a refusal is.
        let (code, is_of_gateway) = self.codes.of_status(status);
        let message = format!("The mock was asked to answer with {}.", status.as_u16());
        let said = Said { status, code, message, request_id, is_of_gateway };
        Some(error::answer(&self.rules, Some(documented), &said, &[]))
    }

    /// What is documented of the JSON body of an answer. `None` if the status is not documented, or without a body, or with
    /// one that is no JSON.
    #[must_use]
    pub fn schema_of(&self, operation: &Operation, status: StatusCode) -> Option<SchemaRef<'_>> {
        let (_, rule) = operation.answer(status.as_u16())?.body.as_ref()?;
        let is_json = !matches!(self.rules.rule(*rule).kind, Kind::Bytes);
        is_json.then(|| SchemaRef::new(&self.rules, *rule))
    }

    /// Where an answer is not what the operation documents: its status, its headers, its body. What no page describes fits
    /// everything. Tells a hundred places at most.
    #[must_use]
    pub fn fits(&self, operation: &Operation, answer: &Answer) -> Vec<Broken> {
        let root = answer.status.as_u16().to_string();
        let mut judge = Judge::new(&self.rules);
        let path = Path::Body(&root);
        let Some(documented) = operation.answer(answer.status.as_u16()) else {
            judge.findings.add(&path, None, &operation.at, format_args!("is not documented"));
            return judge.findings.finish().0;
        };
        example::judge_headers(&mut judge, documented, &format!("{root} header"), &answer.headers);
        let at = &documented.at;
        match (&documented.body, &answer.content) {
            (Some((_, rule)), Content::Json(value)) if !matches!(self.rules.rule(*rule).kind, Kind::Bytes) => {
                judge.value(*rule, value, &path);
            }
            (Some((media_type, _)), Content::Bytes(given, _)) if media_type == given => {}
            (Some((media_type, _)), _) => {
                judge.findings.add(&path, Aspect::MediaType, at, format_args!("is to be `{media_type}`"));
            }
            (None, _) => {}
        }
        judge.findings.finish().0
    }
}

/// The codes that the service's `behaviour.yaml` states, by class.
fn stated_codes(service: &spec::Service) -> BTreeMap<String, String> {
    let errors = service.behaviour.iter().flat_map(|behaviour| &behaviour.errors);
    errors.map(|error| (error.class.clone(), error.code.clone())).collect()
}
