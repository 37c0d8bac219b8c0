//! Misbehaviour on request.
//!
//! A fault is written in a little language, in the header `X-Mock-Fault` for one request, or by a control call or
//! [`Faults`] for those to come: `status=503; retry-after=2; delay=500ms`. [`WORDS`] lists its words.
//!
//! Faults of a service meet requests that have been let in and keep every rule: whoever sends a wrong request must learn
//! that, whatever else was asked for; those that wait go on waiting then. IAM lets callers in itself, so its faults meet
//! every request. A `status` is answered instead of doing anything, as by a gateway that never asked the service; all other
//! faults happen to the real answer, of what was really done.

mod mangle;
mod parse;
mod queue;

use std::fmt;
use std::time::Duration;

use http::{HeaderValue, StatusCode};

pub(crate) use mangle::mangle;
pub use parse::{FaultError, WORDS};
pub use queue::{Faults, Plan};

use spec::duration;

/// What goes wrong with an answer. All of it, where several things do.
///
/// ```
/// use mock::faults::Fault;
///
/// let fault: Fault = "status=429; retry-after=2; delay=500ms".parse()?;
/// assert_eq!(fault.to_string(), "status=429; retry-after=2; delay=500ms");
///
/// let typo = "statsu=429".parse::<Fault>().unwrap_err();
/// assert!(typo.to_string().contains("`statsu` is no fault"), "{typo}");
/// # Ok::<(), mock::faults::FaultError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fault {
    /// This status, with the documented body of it if there is one. Nothing is done.
    pub status: Option<StatusCode>,
    /// A header `Retry-After`.
    pub retry_after: Option<HeaderValue>,
    /// A header `Content-Type` in place of the true one.
    pub content_type: Option<HeaderValue>,
    /// This long nothing is answered, unless the mock stops before.
    pub delay: Duration,
    /// The body comes byte by byte, with this long between two of them.
    pub drip: Option<Duration>,
    /// The answer is broken off.
    pub end: Option<End>,
    /// Another body.
    pub body: Option<Body>,
    /// Values of a list of values become one that is not in the list.
    pub unknown_enum: bool,
    /// Values become `null`.
    pub nulls: bool,
    /// Numbers become texts.
    pub numbers_as_strings: bool,
    /// Objects have a member more.
    pub extra_fields: bool,
}

/// How an answer is broken off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// The connection is closed, and nothing answered.
    Close,
    /// The connection is reset.
    Reset(Reset),
    /// The connection is closed after so many bytes of the body, and more were announced.
    Truncate(usize),
}

/// Where a connection is reset.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reset {
    /// Before the first byte of the answer.
    First,
    /// In the middle of its head.
    Head,
    /// In the middle of its body.
    Body,
}

/// A body in place of the true one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Body {
    /// A page, as proxies answer.
    Html,
    /// None.
    Empty,
    /// These words.
    Text(String),
}

impl Fault {
    /// Whether nothing goes wrong at all.
    #[must_use]
    pub fn is_none(&self) -> bool {
        *self == Self::default()
    }
}

impl fmt::Display for Fault {
    /// As it is written: reading it gives the same fault.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut separator = "";
        let mut word = |word: fmt::Arguments<'_>| {
            let written = write!(f, "{separator}{word}");
            separator = "; ";
            written
        };
        if let Some(status) = self.status {
            word(format_args!("status={}", status.as_u16()))?;
        }
        for (name, value) in [("retry-after", &self.retry_after), ("content-type", &self.content_type)] {
            if let Some(value) = value {
                word(format_args!("{name}={}", String::from_utf8_lossy(value.as_bytes())))?;
            }
        }
        if self.delay > Duration::ZERO {
            word(format_args!("delay={}", duration::write(self.delay)))?;
        }
        if let Some(drip) = self.drip {
            word(format_args!("drip={}", duration::write(drip)))?;
        }
        match self.end {
            None => {}
            Some(End::Close) => word(format_args!("close"))?,
            Some(End::Reset(Reset::First)) => word(format_args!("reset"))?,
            Some(End::Reset(Reset::Head)) => word(format_args!("reset=head"))?,
            Some(End::Reset(Reset::Body)) => word(format_args!("reset=body"))?,
            Some(End::Truncate(length)) => word(format_args!("truncate={length}"))?,
        }
        match &self.body {
            None => {}
            Some(Body::Html) => word(format_args!("body=html"))?,
            Some(Body::Empty) => word(format_args!("body=empty"))?,
            Some(Body::Text(text)) => word(format_args!("body=text:{text}"))?,
        }
        let flags = [
            (self.unknown_enum, "unknown-enum"),
            (self.nulls, "nulls"),
            (self.numbers_as_strings, "numbers-as-strings"),
            (self.extra_fields, "extra-fields"),
        ];
        flags.iter().filter(|(is_set, _)| *is_set).try_for_each(|(_, name)| word(format_args!("{name}")))
    }
}
