//! A request to a service, judged: who calls, which rules it breaks, what it does.

use std::borrow::Cow;

use http::request::Parts;
use http::{HeaderName, Method, StatusCode};

use super::refusal;
use super::service::Played;
use super::verdict::Verdict;
use crate::api::{Api, Checked, Operation, Request, Route, SchemaRef};
use crate::auth::{Caller, Refusal, RefusalKind, Secrets};
use crate::faults::{Fault, mangle};
use crate::iam::Iam;
use crate::seen::{self, Rule};
use crate::world::World;
use crate::{Answer, Content, Trouble};

/// The header that asks for a fault.
const FAULT: HeaderName = HeaderName::from_static("x-mock-fault");
/// How the specs call the project in a path.
const PROJECT: &str = "project_id";

/// The operation that is meant.
pub(super) fn route<'p>(api: &'p Api, parts: &Parts, id: &str) -> Result<&'p Operation, Box<Verdict<'p>>> {
    let refused = |answer, reason: &str| Err(Box::new(Verdict::refused(None, answer, reason)));
    match api.route(&parts.method, parts.uri.path()) {
        Route::Operation(operation) => Ok(operation),
        Route::Nothing => refused(api.error(None, &Trouble::UnknownRoute, id), "no operation has this path"),
        Route::OtherMethods(allowed) => {
            let names: Vec<&str> = allowed.iter().map(Method::as_str).collect();
            let names = names.join(", ");
            let answer = api.error(None, &Trouble::UnknownMethod { allowed }, id);
            refused(answer, &format!("the operations with this path have another method: {names}"))
        }
    }
}

impl Played {
    /// Judges a request to a service.
    pub(super) fn judge<'p>(
        &self,
        api: &'p Api,
        world: &World,
        operation: &'p Operation,
        parts: &Parts,
        body: &[u8],
        id: &str,
    ) -> Verdict<'p> {
        let uri = &parts.uri;
        let query = uri.query().unwrap_or_default();
        let request = Request { path: uri.path(), query, headers: &parts.headers, body };
        let operation = api.meant(operation, request);
        let stem = Some(operation.stem());
        let wanted = match asked_fault(parts) {
            Ok(wanted) => wanted,
            // Whoever misspells a fault must not take what follows for its effect.
            Err(err) => return Verdict::refused(stem, refusal::unreadable_fault(&err, id), &err),
        };
        let unknown = |refused: Refusal| {
            let answer = api.error(Some(operation), &Trouble::from(&refused), id);
            Verdict { explanation: refused.explanation, ..Verdict::refused(stem, answer, &refused.reason) }
        };

        let secrets = OfSpec(api, operation);
        let caller = match self.keyring.authenticate_hiding(&secrets, parts, body, self.clock.now()) {
            Ok(caller) => Some(caller),
            Err(refused) if operation.is_open() && refused.kind == RefusalKind::Absent => None,
            Err(refused) => return unknown(refused),
        };
        let mut checked = api.check(operation, request);
        let mut verdict = match caller.as_ref().map_or(Ok(()), |caller| enter(caller, &checked)) {
            Err(refused) => unknown(refused),
            Ok(()) => match self.held_against(&mut checked) {
                Held { trouble: Some(trouble), rules, more } => {
                    let answer = api.error(Some(operation), &trouble, id);
                    let explanation = api.stand_in(operation, &trouble).into_iter().collect();
                    Verdict { rules, more, explanation, ..Verdict::answered(stem, answer) }
                }
                Held { trouble: None, rules, more } => {
                    let fault = wanted.or_else(|| self.faults.take(operation.stem()).map(Box::new));
                    let verdict = carry_out(api, world, operation, &checked, fault, id);
                    // What it does may be refused after all; that is what there is to say then.
                    match rules.is_empty() || !verdict.rules.is_empty() {
                        true => verdict,
                        false => Verdict { rules, more, is_forgiven: true, ..verdict },
                    }
                }
            },
        };
        verdict.explanation.extend(caller.as_ref().and_then(|caller| self.strange_scope(caller)));
        Verdict { caller: caller.map(|caller| caller.name), ..verdict }
    }

    /// What to say of a signature that names another service.
    ///
    /// It is put up with. The vendor documents no rule for the names in a scope: its SDKs sign for names of their own (that
    /// of IoTDA for `iotdm`, global services for the region `globe`), those of Open Telekom Cloud for none at all, and a spec
    /// does not say how its service is called there. Whoever signs for one and calls another should know, and no more.
    fn strange_scope(&self, caller: &Caller) -> Option<String> {
        let named = caller.service.as_ref().filter(|named| **named != self.name)?;
        Some(format!("signed for the service `{named}`, sent to `{}`", self.name))
    }

    /// What of the broken rules stands in the way.
    fn held_against(&self, checked: &mut Checked) -> Held {
        match checked.unreadable.take() {
            // Who is lenient does without a body, but not with one that nobody can read.
            Some(Trouble::NoBody(broken)) if self.is_lenient => {
                Held { trouble: None, rules: vec![Rule::from(&broken)], more: 0 }
            }
            Some(trouble) => {
                let rules = match &trouble {
                    Trouble::NoBody(broken) | Trouble::NotJson(broken) => vec![Rule::from(broken)],
                    other => vec![Rule::plain(&refusal::in_words(other))],
                };
                Held { trouble: Some(trouble), rules, more: 0 }
            }
            None => {
                let (rules, more) = seen::rules(&checked.broken, checked.more);
                let is_refused = !checked.broken.is_empty() && !self.is_lenient;
                let trouble = is_refused
                    .then(|| Trouble::Invalid { broken: std::mem::take(&mut checked.broken), more: checked.more });
                Held { trouble, rules, more }
            }
        }
    }

    /// Asks IAM.
    pub(super) fn ask_iam<'p>(&self, iam: &'p Iam, parts: &Parts, body: &[u8], id: &str) -> Verdict<'p> {
        let wanted = match asked_fault(parts) {
            Ok(wanted) => wanted,
            Err(err) => return Verdict::refused(None, refusal::unreadable_fault(&err, id), &err),
        };
        let fault = wanted.or_else(|| self.faults.take(Iam::operation(parts).unwrap_or_default()).map(Box::new));
        let asked_for = fault.as_ref().and_then(|fault| fault.status);
        let outcome = match asked_for {
            Some(status) => Iam::asked_for(parts, status),
            None => iam.answer(parts, body, self.clock.now()),
        };
        let mut answer = outcome.answer;
        let reason = match asked_for.is_none() && answer.status.is_client_error() {
            true => Some(said(&answer).unwrap_or_else(|| "IAM refuses it".to_owned())),
            false => None,
        };
        if let (Some(fault), Content::Json(value)) = (&fault, &mut answer.content) {
            mangle(value, fault, None);
        }
        let verdict = match (outcome.refusal, reason) {
            (Some(refused), _) => {
                let verdict = Verdict::refused(outcome.operation, answer, &refused.reason);
                Verdict { explanation: refused.explanation, ..verdict }
            }
            (None, Some(reason)) => Verdict::refused(outcome.operation, answer, &reason),
            (None, None) => Verdict::answered(outcome.operation, answer),
        };
        Verdict { fault, ..verdict }
    }
}

/// What the spec of an operation says is secret.
struct OfSpec<'a>(&'a Api, &'a Operation);

impl Secrets for OfSpec<'_> {
    fn hide<'p>(&self, path: &'p str) -> Cow<'p, str> {
        self.0.shown_path(Some(self.1.stem()), path)
    }

    fn has(&self, name: &str) -> bool {
        self.0.is_secret(self.1, name)
    }
}

/// What stands in the way of a request, and all that there is to say about it.
struct Held {
    trouble: Option<Trouble>,
    rules: Vec<Rule>,
    more: usize,
}

/// What a refusal of IAM says, in whichever form it says it. None quotes a secret.
fn said(answer: &Answer) -> Option<String> {
    match &answer.content {
        Content::Json(value) => {
            let message = value.pointer("/error/message").or_else(|| value.get("error_msg"))?;
            message.as_str().map(str::to_owned)
        }
        Content::Bytes(_, text) => Some(String::from_utf8_lossy(text).into_owned()),
        Content::Empty => None,
    }
}

/// The fault that a request asks for itself.
fn asked_fault(parts: &Parts) -> Result<Option<Box<Fault>>, String> {
    let mut all = parts.headers.get_all(FAULT).iter();
    let Some(text) = all.next() else { return Ok(None) };
    if all.next().is_some() {
        return Err("X-Mock-Fault is there twice: send one, with the words joined by `;`".to_owned());
    }
    let text = text.to_str().map_err(|_| "X-Mock-Fault: write visible ASCII".to_owned())?;
    text.parse().map(|fault| Some(Box::new(fault))).map_err(|err| format!("X-Mock-Fault: {err}"))
}

/// Lets the caller into the project of the path, if it has one.
fn enter(caller: &Caller, checked: &Checked) -> Result<(), Refusal> {
    let project = checked.arguments.iter().find(|(name, _)| name == PROJECT);
    project.map_or(Ok(()), |(_, project)| caller.enter(project))
}

/// Does what is asked for, unless a fault stands before it.
fn carry_out<'p>(
    api: &'p Api,
    world: &World,
    operation: &'p Operation,
    checked: &Checked,
    fault: Option<Box<Fault>>,
    id: &str,
) -> Verdict<'p> {
    let stem = Some(operation.stem());
    let mut verdict = match fault.as_ref().and_then(|fault| fault.status) {
        Some(status) => Verdict::answered(stem, with_status(api, operation, status, id)),
        None => {
            let example = api.example(operation, checked);
            match world.act(operation.stem(), checked, &example) {
                None => Verdict::answered(stem, example),
                Some(Ok(answer)) => Verdict::answered(stem, answer),
                Some(Err(trouble)) => {
                    let answer = api.error(Some(operation), &trouble, id);
                    let explanation = api.stand_in(operation, &trouble).into_iter().collect();
                    Verdict { explanation, ..Verdict::refused(stem, answer, &refusal::in_words(&trouble)) }
                }
            }
        }
    };
    if let (Some(fault), Content::Json(value)) = (&fault, &mut verdict.answer.content) {
        let schema: Option<SchemaRef<'_>> = api.schema_of(operation, verdict.answer.status);
        mangle(value, fault, schema);
    }
    Verdict { fault, ..verdict }
}

/// The documented answer of a status; one that might be, if none is documented.
fn with_status(api: &Api, operation: &Operation, status: StatusCode, id: &str) -> Answer {
    api.answer(operation, status, id).unwrap_or_else(|| refusal::asked_for(status, id))
}
