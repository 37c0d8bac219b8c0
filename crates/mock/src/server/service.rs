//! A service that is played: from a request to what is answered.
//!
//! The order in which a request is judged is that of the vendor's gateway, which stands before the service: is it HTTP, is
//! there such an operation, is the body one that is read at all, who calls; and then that of the service: what is wrong
//! with the request, and what it does. What is to go wrong on purpose comes last; only whether an `X-Mock-Fault` can be read
//! at all is judged before who calls, because whoever misspells one must learn that whatever else is wrong. IAM, which
//! judges who calls itself, comes after the faults.

use std::borrow::Cow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::Instant;

use axum::extract::{Request, State};
use axum::response::Response;
use bytes::Bytes;
use http::header::{CONNECTION, DATE};
use http::request::Parts;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use tokio::sync::Semaphore;

use super::body::{self, Unread};
use super::deliver::Written;
use super::line::Line;
use super::stamp::{Dates, RequestIds};
use super::verdict::Verdict;
use super::{Limits, head, refusal};
use crate::api::{Api, Operation};
use crate::auth::{FirstKeys, Keyring};
use crate::faults::{Fault, Faults};
use crate::iam::Iam;
use crate::seen::{self, Log, Record, Seen};
use crate::world::World;
use crate::{Clock, Trouble};

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
/// The longest path and caller that are kept for the record, in characters.
const LONGEST: usize = 300;
/// From how many bytes on a body is a long one: below it, to hand a request to another thread takes longer than to judge it.
const LONG: usize = 1 << 16;
/// How many requests with a long body are judged at a time, of all services together. While it is carried out, a list of a
/// megabyte is hundreds of them in memory.
pub(super) const ASIDE: usize = 2;

/// A service, and all that its answers depend on.
#[derive(Debug)]
pub(crate) struct Played {
    pub(crate) name: String,
    pub(crate) title: String,
    pub(crate) part: Part,
    /// A call to try first, as a command line with `{url}` in it.
    pub(crate) first_call: Option<String>,
    pub(crate) keyring: Keyring,
    /// What the keyring held at first.
    pub(crate) first_keys: FirstKeys,
    pub(crate) clock: Clock,
    pub(crate) is_lenient: bool,
    pub(crate) faults: Faults,
    pub(crate) seen: Record,
    pub(crate) log: Arc<Log>,
    pub(crate) limits: Arc<Limits>,
    pub(crate) stamps: Stamps,
    /// A place for each of the [`ASIDE`] requests, for all services.
    pub(crate) aside: Arc<Semaphore>,
}

/// What is played.
#[derive(Debug)]
pub(crate) enum Part {
    /// A service that the specs describe.
    Service(Box<Api>, Box<World>),
    /// IAM, which no spec describes.
    Iam(Iam),
}

/// What makes each answer one of its kind.
#[derive(Debug)]
pub(crate) struct Stamps {
    ids: RequestIds,
    dates: Dates,
}

impl Stamps {
    pub(crate) fn new() -> Self {
        Self { ids: RequestIds::new(), dates: Dates::default() }
    }
}

/// Who will answer a request.
#[derive(Clone, Copy)]
enum Target<'p> {
    Service(&'p Api, &'p World, &'p Operation),
    Iam(&'p Iam),
}

impl<'p> Target<'p> {
    /// The stem of the operation that is meant.
    fn operation(self) -> Option<&'p str> {
        match self {
            Self::Service(_, _, operation) => Some(operation.stem()),
            Self::Iam(_) => None,
        }
    }
}

/// Answers a request.
pub(crate) async fn play(State(service): State<Arc<Played>>, request: Request) -> Response {
    let begun = Instant::now();
    let (mut parts, body) = request.into_parts();
    let line: Option<Arc<Line>> = parts.extensions.remove();
    let id = service.request_id();

    // Until all of it is there, whoever calls may have to give way to others; after that the line is busy.
    let mut busy = None;
    let (written, fault) = match service.admit(&parts, &id) {
        Ok(target) => match body::read(body, &service.limits).await {
            Ok(body) => {
                busy = line.as_ref().map(Line::busy);
                if body.len() <= LONG {
                    service.conclude(service.guarded(target, &parts, &body, &id), asked(&parts), id, begun)
                } else {
                    decide_aside(Arc::clone(&service), parts, body, id, begun).await
                }
            }
            Err(unread) => service.conclude(service.unread(target, unread, &id), asked(&parts), id, begun),
        },
        // What came with it is left to hyper, which ends the connection where it is too much to be skipped.
        Err(verdict) => service.conclude(*verdict, asked(&parts), id, begun),
    };
    let response = match fault {
        None => written.whole(),
        Some(fault) => Box::pin(written.send(&fault, line)).await,
    };
    drop(busy);
    response
}

/// The method and the path of a request.
fn asked(parts: &Parts) -> (&str, &str) {
    (parts.method.as_str(), parts.uri.path())
}

/// Judges a request with a long body on another thread: what takes a while for one caller is not what all others wait for.
async fn decide_aside(
    service: Arc<Played>,
    parts: Parts,
    body: Bytes,
    id: String,
    begun: Instant,
) -> (Written, Option<Box<Fault>>) {
    // Nobody closes the semaphore. The place is kept until it is done, also where its caller has gone.
    let place = Arc::clone(&service.aside).acquire_owned().await;
    let decide = move || {
        let _place = place;
        let verdict = match service.admit(&parts, &id) {
            Ok(target) => service.guarded(target, &parts, &body, &id),
            Err(verdict) => *verdict,
        };
        service.conclude(verdict, asked(&parts), id, begun)
    };
    // A panic goes on as one.
    tokio::task::spawn_blocking(decide).await.unwrap_or_else(|err| std::panic::resume_unwind(err.into_panic()))
}

impl Played {
    /// Who will answer; or why the body need not even be read.
    fn admit<'p>(&'p self, parts: &Parts, id: &str) -> Result<Target<'p>, Box<Verdict<'p>>> {
        let refused = |operation, answer, reason: &str| {
            Err(Box::new(Verdict { is_last: true, ..Verdict::refused(operation, answer, reason) }))
        };
        if let Some(reason) = head::fault(parts) {
            return refused(None, refusal::plain(StatusCode::BAD_REQUEST, reason, id), reason);
        }
        let target = match &self.part {
            Part::Service(api, world) => Target::Service(api, world, super::judge::route(api, parts, id)?),
            Part::Iam(iam) => Target::Iam(iam),
        };
        if head::is_encoded(&parts.headers) {
            let reason = "the body has a Content-Encoding: bodies are taken as they are, so send it without";
            return refused(target.operation(), refusal::encoded(reason, id), reason);
        }
        match body::is_announced_too_large(&parts.headers, &self.limits) {
            true => Err(Box::new(self.unread(target, Unread::TooLarge, id))),
            false => Ok(target),
        }
    }

    /// A body that was not read to its end. What of it may still come is no request, so the connection ends.
    fn unread<'p>(&self, target: Target<'p>, unread: Unread, id: &str) -> Verdict<'p> {
        let reason = match unread {
            Unread::TooLarge => format!("the body is longer than {} bytes", self.limits.body),
            Unread::TooSlow => "the body did not arrive in time".to_owned(),
            Unread::Broken => "the body breaks off, or its chunks are malformed".to_owned(),
        };
        let answer = match (unread, target) {
            (Unread::TooLarge, Target::Service(api, _, operation)) => {
                api.error(Some(operation), &Trouble::TooLarge { most: self.limits.body }, id)
            }
            (Unread::TooLarge, Target::Iam(_)) => refusal::plain(StatusCode::PAYLOAD_TOO_LARGE, &reason, id),
            (Unread::TooSlow, _) => refusal::plain(StatusCode::REQUEST_TIMEOUT, &reason, id),
            (Unread::Broken, _) => refusal::plain(StatusCode::BAD_REQUEST, &reason, id),
        };
        Verdict { is_last: true, ..Verdict::refused(target.operation(), answer, &reason) }
    }

    /// Judges a request. What fails there is a defect of the mock: it is counted, said, and costs this request alone.
    fn guarded<'p>(&'p self, target: Target<'p>, parts: &Parts, body: &[u8], id: &str) -> Verdict<'p> {
        let judge = || match target {
            Target::Service(api, world, operation) => self.judge(api, world, operation, parts, body, id),
            Target::Iam(iam) => self.ask_iam(iam, parts, body, id),
        };
        catch_unwind(AssertUnwindSafe(judge)).unwrap_or_else(|_| {
            self.seen.panicked();
            let reason = "the mock failed at this request: that is a defect of the mock";
            Verdict::refused(None, refusal::plain(StatusCode::INTERNAL_SERVER_ERROR, reason, id), reason)
        })
    }

    /// Writes the answer, and what is kept of the request.
    pub(super) fn conclude(
        &self,
        verdict: Verdict<'_>,
        (method, path): (&str, &str),
        id: String,
        begun: Instant,
    ) -> (Written, Option<Box<Fault>>) {
        let Verdict { operation, answer, fault, caller, rules, more, is_forgiven, explanation, is_last } = verdict;
        let mut written = Written::of(answer, fault.as_deref());
        self.stamp(&mut written.headers, &id);
        if is_last {
            written.headers.insert(CONNECTION, HeaderValue::from_static("close"));
        }
        let seen = Seen {
            request_id: id,
            method: seen::escaped(method, 20),
            path: seen::escaped(&self.shown_path(operation, path), LONGEST),
            operation: operation.map(str::to_owned),
            status: written.status.as_u16(),
            caller: caller.map(|caller| seen::escaped(&caller, LONGEST)),
            broken: rules,
            more_broken: more,
            is_forgiven,
            fault: fault.as_ref().map(|fault| fault.to_string()),
            took: begun.elapsed(),
        };
        self.log.request(&self.name, &seen, &explanation);
        self.seen.push(seen);
        (written, fault)
    }

    /// A path without the secrets in it.
    fn shown_path<'p>(&self, operation: Option<&str>, path: &'p str) -> Cow<'p, str> {
        match &self.part {
            Part::Service(api, _) => api.shown_path(operation, path),
            Part::Iam(_) => Cow::Borrowed(path),
        }
    }

    /// What exists there; `None` where nothing can.
    pub(crate) fn world(&self) -> Option<&World> {
        match &self.part {
            Part::Service(_, world) => Some(world),
            Part::Iam(_) => None,
        }
    }

    /// The stems of its operations.
    pub(crate) fn operations(&self) -> Vec<&str> {
        match &self.part {
            Part::Service(api, _) => api.operations().iter().map(Operation::stem).collect(),
            Part::Iam(_) => Iam::operations().collect(),
        }
    }

    /// As it was at first, but for the clock, which others go by as well.
    pub(crate) fn reset(&self) {
        if let Some(world) = self.world() {
            world.reset();
        }
        self.keyring.restore(&self.first_keys);
        self.faults.clear();
        self.seen.clear();
    }

    /// Adds what every answer has.
    pub(crate) fn stamp(&self, headers: &mut HeaderMap, id: &str) {
        if let Ok(id) = HeaderValue::try_from(id) {
            headers.insert(REQUEST_ID, id);
        }
        if let Some(date) = self.stamps.dates.header(self.clock.now()) {
            headers.insert(DATE, date);
        }
    }

    /// An id for an answer.
    pub(crate) fn request_id(&self) -> String {
        self.stamps.ids.next()
    }
}
