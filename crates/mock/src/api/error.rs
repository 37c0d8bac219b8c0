//! Refusals, in the documented shape of their status.

use std::fmt::Write;

use http::{HeaderMap, StatusCode, header};
use serde_json::{Map, Value, json};

use super::codes::Codes;
use super::example::content;
use super::judge::Judge;
use super::operation::{Documented, Operation};
use super::rule::{Kind, Member, RecordId, RuleId, Rules};
use super::sample::Sampler;
use crate::{Answer, Broken, Content, Trouble};

/// How members are called that hold a code.
const CODE: [&str; 3] = ["error_code", "errorCode", "code"];
/// How members are called that hold a message.
const MESSAGE: [&str; 5] = ["error_msg", "errorMsg", "message", "error_message", "errorMessage"];
/// How members are called that hold the ID of the request.
const REQUEST_ID: [&str; 2] = ["request_id", "requestId"];

/// How many broken rules a message tells of: the log has all of them.
const TOLD: usize = 5;

/// What a refusal says, whatever its shape.
#[derive(Clone, Debug)]
pub(super) struct Said<'a> {
    pub(super) status: StatusCode,
    pub(super) code: String,
    pub(super) message: String,
    pub(super) request_id: &'a str,
    /// Whether the gateway says it, which adds the ID of the request.
    pub(super) is_of_gateway: bool,
}

/// The status of a refusal: one that the operation documents, where the refusal is because of what was sent to it.
pub(super) fn status(operation: Option<&Operation>, trouble: &Trouble) -> StatusCode {
    let fitting = match trouble {
        Trouble::UnknownRoute | Trouble::Missing { .. } => StatusCode::NOT_FOUND,
        Trouble::UnknownMethod { .. } => StatusCode::METHOD_NOT_ALLOWED,
        Trouble::Invalid { .. } | Trouble::NotJson(_) | Trouble::NoBody(_) => StatusCode::BAD_REQUEST,
        Trouble::TooLarge { .. } => StatusCode::PAYLOAD_TOO_LARGE,
        Trouble::Unauthenticated { .. } => StatusCode::UNAUTHORIZED,
        Trouble::Forbidden { .. } => StatusCode::FORBIDDEN,
        Trouble::WrongState { .. } => StatusCode::CONFLICT,
    };
    let Some(operation) = operation.filter(|_| !Codes::is_of_gateway(trouble)) else { return fitting };
    let is_listed = |status: &contract::Status| match status {
        contract::Status::Code(code) => *code == fitting.as_u16(),
        contract::Status::Range(hundred) => u16::from(*hundred) == fitting.as_u16() / 100,
        contract::Status::Default => false,
    };
    if operation.statuses().any(|status| is_listed(&status)) {
        return fitting;
    }
    let codes = operation.statuses().filter_map(|status| match status {
        contract::Status::Code(code @ 400..=499) => Some(code),
        _ => None,
    });
    // 400 says most about content; 401 and 403 would blame somebody's rights.
    let least_wrong = codes.min_by_key(|code| (*code != 400, matches!(code, 401 | 403), *code));
    least_wrong.and_then(|code| StatusCode::from_u16(code).ok()).unwrap_or(fitting)
}

/// The answer of a refusal.
pub(super) fn answer(
    rules: &Rules,
    documented: Option<&Documented>,
    said: &Said<'_>,
    allowed: &[http::Method],
) -> Answer {
    let content = match documented.and_then(|documented| documented.body.as_ref()) {
        Some((media_type, rule)) if matches!(rules.rule(*rule).kind, Kind::Bytes) => {
            content(media_type, true, Value::String(said.message.clone()))
        }
        Some((_, rule)) => Content::Json(body(rules, *rule, said)),
        None => Content::Json(plain(said)),
    };
    let mut headers = documented.map(|documented| documented.made_headers.clone()).unwrap_or_default();
    allow(&mut headers, allowed);
    Answer { status: said.status, headers, content }
}

/// What a 405 has to say.
fn allow(headers: &mut HeaderMap, allowed: &[http::Method]) {
    let allowed: Vec<&str> = allowed.iter().map(http::Method::as_str).collect();
    if let Some(value) = (!allowed.is_empty()).then(|| allowed.join(", ").parse().ok()).flatten() {
        headers.insert(header::ALLOW, value);
    }
}

/// The shape of errors of which no page describes the body, and of the gateway's own.
fn plain(said: &Said<'_>) -> Value {
    let mut body = json!({"error_code": said.code, "error_msg": said.message});
    if let Some(fields) = body.as_object_mut().filter(|_| said.is_of_gateway) {
        fields.insert("request_id".to_owned(), said.request_id.into());
    }
    body
}

/// A body of a documented schema: it says what is the matter wherever it has a member for it, and has the members that it
/// must have.
fn body(rules: &Rules, rule: RuleId, said: &Said<'_>) -> Value {
    let mut filling = Filling { rules, said, open: Vec::new() };
    if let Some((value, true)) = filling.value(rule, "error") {
        return value;
    }
    let candidates = [plain(said), Value::String(said.message.clone())];
    let fitting = candidates.into_iter().find(|candidate| Judge::fits(rules, rule, candidate));
    fitting.or_else(|| filling.value(rule, "error").map(|(value, _)| value)).unwrap_or_else(|| plain(said))
}

struct Filling<'a> {
    rules: &'a Rules,
    said: &'a Said<'a>,
    open: Vec<RecordId>,
}

impl Filling<'_> {
    /// A value that fits, and whether it says what is the matter; `None` where none can be made.
    fn value(&mut self, id: RuleId, name: &str) -> Option<(Value, bool)> {
        match &self.rules.rule(id).kind {
            Kind::Record(record) => self.record(*record),
            Kind::List { item, least, most } if most.as_ref().is_none_or(|most| most.value > 0) => {
                let least = least.as_ref().map_or(0, |least| least.value);
                match self.value(*item, name) {
                    Some((value, true)) if least <= 1 => Some((Value::Array(vec![value]), true)),
                    _ if least == 0 => Some((Value::Array(Vec::new()), false)),
                    _ => self.sample(id, name),
                }
            }
            _ => self.sample(id, name),
        }
    }

    fn sample(&self, id: RuleId, name: &str) -> Option<(Value, bool)> {
        Sampler::new(self.rules).value(id, name).map(|value| (value, false))
    }

    fn record(&mut self, id: RecordId) -> Option<(Value, bool)> {
        if self.open.contains(&id) {
            return None;
        }
        self.open.push(id);
        let record = self.rules.record(id);
        // What says it by itself needs no inner error that says it again.
        let says_itself = record.members.iter().any(|member| self.word(member).is_some());
        let mut fields = Map::new();
        let mut is_told = false;
        let mut is_whole = true;
        for member in &record.members {
            let value = match self.word(member) {
                Some(value) => Some((value, true)),
                None => self.value(member.rule, &member.name).map(|(value, tells)| (value, tells && !says_itself)),
            };
            match value {
                Some((value, tells)) if tells || member.required.is_some() => {
                    fields.insert(member.name.clone(), value);
                    is_told |= tells;
                }
                Some(_) => {}
                None => is_whole &= member.required.is_none(),
            }
        }
        self.open.pop();
        is_whole.then_some((Value::Object(fields), is_told))
    }

    /// What belongs into a member that is called after it, if its rules allow it.
    fn word(&self, member: &Member) -> Option<Value> {
        let name = member.name.as_str();
        let said = self.said;
        let fits = |value: &Value| Judge::fits(self.rules, member.rule, value);
        if CODE.contains(&name) {
            let status = said.status.as_u16();
            let candidates = [Value::from(said.code.as_str()), Value::from(status), Value::from(status.to_string())];
            return candidates.into_iter().find(fits);
        }
        if MESSAGE.contains(&name) {
            return Some(self.message(member)).filter(fits);
        }
        REQUEST_ID.contains(&name).then(|| Value::from(said.request_id)).filter(fits)
    }

    /// The message, as long as it may be there.
    fn message(&self, member: &Member) -> Value {
        let most = match &self.rules.rule(member.rule).kind {
            Kind::Text(text) => text.most.as_ref().and_then(|most| usize::try_from(most.value).ok()),
            _ => None,
        };
        Value::String(self.said.message.chars().take(most.unwrap_or(usize::MAX)).collect())
    }
}

/// What is the matter, in our words.
pub(super) fn message(trouble: &Trouble) -> String {
    match trouble {
        Trouble::UnknownRoute => "No operation has this path.".to_owned(),
        Trouble::UnknownMethod { allowed } => {
            let allowed: Vec<&str> = allowed.iter().map(http::Method::as_str).collect();
            format!("This path has no operation with this method, only with {}.", allowed.join(", "))
        }
        Trouble::Invalid { broken, more } => invalid(broken, *more),
        Trouble::NotJson(broken) | Trouble::NoBody(broken) => format!("{} {}.", broken.address, broken.message),
        Trouble::TooLarge { most } => format!("The body is longer than {most} bytes."),
        Trouble::Unauthenticated { reason } => format!("Nobody knows who calls: {reason}."),
        Trouble::Forbidden { reason } => format!("The caller may not do this: {reason}."),
        Trouble::Missing { kind, id } => format!("There is no {kind} `{}`.", super::shown::Shown(id, 100)),
        Trouble::WrongState { kind, id, status, allowed } => {
            let id = super::shown::Shown(id, 100);
            let allowed: Vec<&str> = allowed.iter().map(String::as_str).collect();
            let allowed = super::shown::Words(&allowed);
            format!("The {kind} `{id}` is in state `{status}`, and this can be done only in {allowed}.")
        }
    }
}

fn invalid(broken: &[Broken], more: usize) -> String {
    let all = broken.len() + more;
    let mut message = match all {
        1 => "The request breaks a documented rule:".to_owned(),
        count => format!("The request breaks {count} documented rules:"),
    };
    for (index, rule) in broken.iter().take(TOLD).enumerate() {
        let lead = if index == 0 { "" } else { ";" };
        // Writing to a text cannot fail.
        let _ = write!(message, "{lead} {} {}", rule.address, rule.message);
    }
    let told = broken.len().min(TOLD);
    if all > told {
        let _ = write!(message, "; and {} more", all - told);
    }
    message.push('.');
    message
}
