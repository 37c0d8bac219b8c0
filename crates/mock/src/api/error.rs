//! Refusals, in the documented shape of their status.

use std::fmt::Write;

use http::{HeaderMap, StatusCode, header};
use serde_json::{Map, Value, json};

use super::codes::Codes;
use super::example::content;
use super::judge::Judge;
use super::operation::{Documented, Operation};
use super::pattern;
use super::rule::{Kind, Member, RecordId, RuleId, Rules};
use super::sample::Sampler;
use super::shown::Words;
use crate::shown::Shown;
use crate::{Answer, Broken, Content, Trouble};

/// How members are called that hold a code: in small letters, without what stands between words.
const CODE: [&str; 5] = ["errorcode", "errcode", "code", "errorno", "errno"];
/// How members are called that hold a message, the most telling first.
const MESSAGE: [&str; 16] = [
    "errormsg",
    "errormessage",
    "message",
    "errmsg",
    "msg",
    "detail",
    "reason",
    "errordescription",
    "description",
    "errorreason",
    "error",
    "title",
    "text",
    "details",
    "messages",
    "errors",
];
/// How members are called that hold the ID of the request.
const REQUEST_ID: [&str; 1] = ["requestid"];
/// How members are called that hold the status.
const STATUS: [&str; 4] = ["status", "statuscode", "httpstatus", "httpstatuscode"];

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

/// The status that says best why it is refused.
pub(super) fn fitting(trouble: &Trouble) -> StatusCode {
    match trouble {
        Trouble::UnknownRoute | Trouble::Missing { .. } => StatusCode::NOT_FOUND,
        Trouble::UnknownMethod { .. } => StatusCode::METHOD_NOT_ALLOWED,
        Trouble::Invalid { .. } | Trouble::NotJson(_) | Trouble::NoBody(_) => StatusCode::BAD_REQUEST,
        Trouble::TooLarge { .. } => StatusCode::PAYLOAD_TOO_LARGE,
        Trouble::Unauthenticated { .. }
        | Trouble::NoCredentials { .. }
        | Trouble::Expired { .. }
        | Trouble::OtherProject { .. } => StatusCode::UNAUTHORIZED,
        Trouble::Forbidden { .. } => StatusCode::FORBIDDEN,
        Trouble::WrongState { .. } => StatusCode::CONFLICT,
    }
}

/// The status of a refusal for want of credentials, where it is 403: the operation documents that, and no 401.
///
/// Who has no credentials has none to renew, so it tells as much. A wrong or expired token stays a 401: clients fetch another
/// one when they get it.
pub(super) fn without_credentials(operation: Option<&Operation>, trouble: &Trouble) -> Option<StatusCode> {
    let operation = operation.filter(|_| matches!(trouble, Trouble::NoCredentials { .. }))?;
    let documents = |status: StatusCode| operation.answer(status.as_u16()).is_some();
    (!documents(StatusCode::UNAUTHORIZED) && documents(StatusCode::FORBIDDEN)).then_some(StatusCode::FORBIDDEN)
}

/// The status of a refusal: one that the operation documents, where the refusal is because of what was sent to it.
pub(super) fn status(operation: Option<&Operation>, trouble: &Trouble) -> StatusCode {
    let fitting = fitting(trouble);
    let Some(operation) = operation.filter(|_| !Codes::is_before_service(trouble)) else { return fitting };
    if operation.answer(fitting.as_u16()).is_some() {
        return fitting;
    }
    let codes = operation.statuses().filter_map(|status| match status {
        contract::Status::Code(code @ 400..=499) => Some(code),
        _ => None,
    });
    let least_wrong = codes.min_by_key(|code| (misleads(*code), *code));
    least_wrong.and_then(|code| StatusCode::from_u16(code).ok()).unwrap_or(fitting)
}

/// How far a status misleads of which callers have an idea, where it stands in for another one.
fn misleads(code: u16) -> u8 {
    match code {
        // What they say is that something is wrong with the request.
        400 => 0,
        422 => 1,
        404 => 3,
        405 | 409 => 4,
        // Clients try again.
        408 | 429 => 5,
        // Clients ask for another token, and users for rights.
        401 | 403 | 407 => 6,
        _ => 2,
    }
}

/// The answer of a refusal.
pub(super) fn answer(
    rules: &Rules,
    documented: Option<&Documented>,
    said: &Said<'_>,
    allowed: &[http::Method],
) -> Answer {
    let content = match documented.and_then(|documented| Some((documented, documented.body.as_ref()?))) {
        Some((_, (media_type, rule))) if matches!(rules.rule(*rule).kind, Kind::Bytes) => {
            content(media_type, true, Value::String(said.message.clone()))
        }
        Some((documented, (_, rule))) if !matches!(rules.rule(*rule).kind, Kind::Any) => {
            let code_is_status = documented.examples.iter().any(|(_, example)| code_is(example, said.status.as_u16()));
            let mut filling = Filling { rules, said, code_is_status, open: Vec::new() };
            let body = filling.value(*rule, "error").map(|(value, _)| value);
            Content::Json(body.unwrap_or_else(|| plain(said)))
        }
        _ => Content::Json(plain(said)),
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

/// Whether an example has this number for its code.
fn code_is(example: &Value, number: u16) -> bool {
    match example {
        Value::Array(items) => items.iter().any(|item| code_is(item, number)),
        Value::Object(fields) => fields.iter().any(|(name, value)| {
            code_is(value, number) || is_one_of(name, &CODE) && value.as_u64() == Some(number.into())
        }),
        _ => false,
    }
}

/// Makes a body of a documented schema: it says what is the matter wherever it has a member for it, and has the members that
/// it must have.
struct Filling<'a> {
    rules: &'a Rules,
    said: &'a Said<'a>,
    /// Whether the number of an error is its status, as examples have it.
    code_is_status: bool,
    open: Vec<RecordId>,
}

/// What a part of a body says of what is the matter.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Tells {
    /// Nothing: it is there because it must be.
    Nothing,
    /// The code, the status, or the ID of the request.
    Aside,
    /// The message, in a member whose name is the so manyth of those that such members have.
    Message(usize),
    /// Whatever its own parts say.
    Parts,
}

impl Filling<'_> {
    /// A value that fits, and what it says; `None` where none can be made. `name` is what it is called.
    fn value(&mut self, id: RuleId, name: &str) -> Option<(Value, Tells)> {
        if let Some(word) = self.word(id, name) {
            return Some(word);
        }
        match &self.rules.rule(id).kind {
            Kind::Record(record) => self.record(*record),
            Kind::List { item, least, most } if most.as_ref().is_none_or(|most| most.value > 0) => {
                let least = least.as_ref().map_or(0, |least| least.value);
                match self.value(*item, name) {
                    Some((value, tells)) if tells != Tells::Nothing && least <= 1 => {
                        Some((Value::Array(vec![value]), Tells::Parts))
                    }
                    _ if least == 0 => Some((Value::Array(Vec::new()), Tells::Nothing)),
                    _ => self.sample(id, name),
                }
            }
            // Nobody says what is in it.
            Kind::Open | Kind::Map(_) if is_one_of(name, &MESSAGE) && self.fits(id, &plain(self.said)) => {
                Some((plain(self.said), Tells::Parts))
            }
            _ => self.sample(id, name),
        }
    }

    fn sample(&self, id: RuleId, name: &str) -> Option<(Value, Tells)> {
        // What cannot be made has been told of at start, and must not cost what can.
        Some((Sampler::new(self.rules).whole(id, name), Tells::Nothing))
    }

    fn record(&mut self, id: RecordId) -> Option<(Value, Tells)> {
        if self.open.contains(&id) {
            return None;
        }
        self.open.push(id);
        let record = self.rules.record(id);
        let mut parts: Vec<_> = record.members.iter().map(|member| self.value(member.rule, &member.name)).collect();
        self.open.pop();
        self.tell_in_free_text(&record.members, &mut parts);

        let rank = |part: &Option<(Value, Tells)>| match part {
            Some((_, Tells::Message(rank))) => Some(*rank),
            _ => None,
        };
        let best = parts.iter().filter_map(rank).min();
        let mut fields = Map::new();
        let mut is_told = false;
        for (member, part) in record.members.iter().zip(parts) {
            let is_required = member.required.is_some();
            let Some((value, tells)) = part else {
                if is_required {
                    return None;
                }
                continue;
            };
            let is_of_use = match tells {
                Tells::Nothing => false,
                Tells::Aside => true,
                Tells::Message(rank) => Some(rank) == best,
                // What says it by itself needs no inner error that says it again.
                Tells::Parts => best.is_none(),
            };
            if is_of_use || is_required {
                fields.insert(member.name.clone(), value);
                is_told |= tells != Tells::Nothing;
            }
        }
        Some((Value::Object(fields), if is_told { Tells::Parts } else { Tells::Nothing }))
    }

    /// Puts the message into the only member that takes it, where none is called after it, and none has it inside.
    fn tell_in_free_text(&self, members: &[Member], parts: &mut [Option<(Value, Tells)>]) {
        let tells = |part: &Option<(Value, Tells)>| part.as_ref().map_or(Tells::Nothing, |(_, tells)| *tells);
        if parts.iter().any(|part| matches!(tells(part), Tells::Message(_))) {
            return;
        }
        let has_inner = parts.iter().any(|part| tells(part) == Tells::Parts);
        let mut free = members.iter().zip(parts).filter_map(|(member, part)| {
            let is_text = matches!(self.rules.rule(member.rule).kind, Kind::Text(_));
            if !is_text || tells(part) != Tells::Nothing {
                return None;
            }
            let message = self.message(member.rule)?;
            Some((member.required.is_some(), message, part))
        });
        if let (Some((is_required, message, part)), None) = (free.next(), free.next())
            && (is_required || !has_inner)
        {
            *part = Some((message, Tells::Message(MESSAGE.len())));
        }
    }

    /// What belongs into a value that is called after it, if its rules allow it.
    fn word(&self, id: RuleId, name: &str) -> Option<(Value, Tells)> {
        if let Some(rank) = MESSAGE.iter().position(|known| is_called(name, known)) {
            return Some((self.message(id)?, Tells::Message(rank)));
        }
        let status = self.said.status.as_u16();
        let candidates: Vec<Value> = if is_one_of(name, &CODE) {
            // Of `DCS.4855`, what is a number has 4855.
            let digits = self.said.code.rsplit(|c: char| !c.is_ascii_digit()).next().filter(|_| !self.code_is_status);
            let number: u64 = digits.and_then(|digits| digits.parse().ok()).unwrap_or(status.into());
            let mut words =
                vec![self.said.code.as_str().into(), number.into(), status.into(), status.to_string().into()];
            words.extend(self.codes_of_pattern(id));
            words
        } else if is_one_of(name, &STATUS) {
            vec![status.into(), status.to_string().into()]
        } else if is_one_of(name, &REQUEST_ID) {
            vec![self.said.request_id.into()]
        } else {
            return None;
        };
        let word = candidates.into_iter().find(|candidate| self.fits(id, candidate))?;
        Some((word, Tells::Aside))
    }

    /// Codes of the documented pattern, with the status for their number: `ZOO.0401`.
    fn codes_of_pattern(&self, id: RuleId) -> Vec<Value> {
        let Kind::Text(text) = &self.rules.rule(id).kind else { return Vec::new() };
        // Any code goes that fits, and most do.
        let Some(pattern) = text.pattern.as_ref().filter(|_| !self.fits(id, &self.said.code.as_str().into())) else {
            return Vec::new();
        };
        let guesses = pattern::guesses(&pattern.value.source, 0);
        guesses.iter().map(|guess| with_number(guess, self.said.status.as_u16()).into()).collect()
    }

    /// The message, as long as it may be there.
    fn message(&self, id: RuleId) -> Option<Value> {
        let most = match &self.rules.rule(id).kind {
            Kind::Text(text) => text.most.as_ref().and_then(|most| usize::try_from(most.value).ok()),
            Kind::Any => None,
            _ => return None,
        };
        let message = Value::String(self.said.message.chars().take(most.unwrap_or(usize::MAX)).collect());
        Some(message).filter(|message| self.fits(id, message))
    }

    fn fits(&self, id: RuleId, value: &Value) -> bool {
        Judge::fits(self.rules, id, value)
    }
}

/// A code with another number at its end, of as many digits.
fn with_number(code: &str, number: u16) -> String {
    let stem = code.trim_end_matches(|c: char| c.is_ascii_digit());
    format!("{stem}{number:0width$}", width = code.len() - stem.len())
}

/// Whether a name is that one, however its words are put together: `error_code`, `errorCode`, `ErrorCode`.
fn is_called(name: &str, known: &str) -> bool {
    let letters = name.bytes().filter(u8::is_ascii_alphanumeric).map(|byte| byte.to_ascii_lowercase());
    letters.eq(known.bytes())
}

fn is_one_of(name: &str, known: &[&str]) -> bool {
    known.iter().any(|known| is_called(name, known))
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
        Trouble::Unauthenticated { reason } | Trouble::NoCredentials { reason } | Trouble::Expired { reason } => {
            format!("Nobody knows who calls: {reason}.")
        }
        Trouble::Forbidden { reason } | Trouble::OtherProject { reason } => {
            format!("The caller may not do this: {reason}.")
        }
        Trouble::Missing { kind, id } => format!("There is no {kind} `{}`.", Shown(id, 100)),
        Trouble::WrongState { kind, id, status, allowed } => {
            let id = Shown(id, 100);
            let allowed: Vec<&str> = allowed.iter().map(String::as_str).collect();
            let allowed = Words(&allowed);
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
