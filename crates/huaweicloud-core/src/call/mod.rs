//! One call: from the arguments of an operation to its answer.
//!
//! ```text
//! Call (URL, headers, content; pure) → project id → attempts: authenticate, observe, exchange, decide → answer
//! ```

mod attempt;
mod context;
mod dry_run;
mod failure;
mod operation;
mod options;
mod run;

use std::pin::Pin;
use std::task::{self, Poll, Waker};

use bytes::Bytes;
use http_body::Body as _;
use reqwest::header::{HeaderName, HeaderValue};
use serde_core::Serialize;

pub use context::Context;
pub use dry_run::SignedRequest;
pub use failure::Failure;
pub use operation::OperationInfo;
pub use options::CallOptions;

use crate::check::Sent;
use crate::{InvalidRequest, path, query, secret};

/// A request on its way to be sent, as generated code fills it in. Everything that a further attempt needs is kept.
#[doc(hidden)]
pub struct Call {
    context: Context,
    operation: &'static OperationInfo,
    options: CallOptions,
    /// The route with its values, behind the path of the endpoint, and the query.
    target: String,
    headers: Vec<(HeaderName, HeaderValue)>,
    content: Content,
    /// The target with its secrets hidden, if it has any.
    shown_target: Option<String>,
    /// The body with its secrets hidden, if it has any.
    shown_body: Option<Bytes>,
}

/// What is shown in place of a secret.
const HIDDEN: &str = "[secret]";

/// What is sent as the body.
enum Content {
    Nothing,
    /// Can be sent as often as needed.
    Bytes(Bytes),
    /// Can be sent once.
    Stream(reqwest::Body),
    /// Has been sent.
    Gone,
}

impl Call {
    /// Begins the request of an operation.
    pub fn new(context: &Context, operation: &'static OperationInfo, options: CallOptions) -> Self {
        let mut target = String::with_capacity(context.base_path().len() + operation.path.len() + 64);
        target.push_str(context.base_path());
        target.push_str(operation.path);
        Self {
            context: context.clone(),
            operation,
            options,
            target,
            headers: Vec::new(),
            content: Content::Nothing,
            shown_target: None,
            shown_body: None,
        }
    }

    /// Puts an argument into the path. One that is left out may be known to the configuration; see `run`.
    ///
    /// # Errors
    ///
    /// The route has no such place.
    pub fn path<T: Sent>(&mut self, name: &str, value: Option<T>) -> Result<(), InvalidRequest> {
        let Some(value) = &value else { return Ok(()) };
        let text = value.text().unwrap_or_default();
        if self.fill(name, &text, value.is_secret()) {
            Ok(())
        } else {
            Err(InvalidRequest::one(name, "has no place in the route"))
        }
    }

    /// Puts a text where the route has this name; false if the route has no such place.
    fn fill(&mut self, name: &str, text: &str, is_secret: bool) -> bool {
        if is_secret {
            let shown = self.shown_target.as_ref().unwrap_or(&self.target);
            self.shown_target = Some(shown.replacen(&format!("{{{name}}}"), HIDDEN, 1));
        } else if let Some(shown) = &mut self.shown_target {
            path::fill(shown, name, text);
        }
        path::fill(&mut self.target, name, text)
    }

    /// Adds an argument to the query.
    ///
    /// # Errors
    ///
    /// A value that a query cannot express.
    pub fn query<T: Sent + Serialize>(&mut self, name: &str, value: Option<T>) -> Result<(), InvalidRequest> {
        let Some(value) = &value else { return Ok(()) };
        let before = self.target.len();
        let target = &mut self.target;
        let (appended, has_secrets) =
            secret::noticed(|| query::pairs(name, value, &mut |name, text| path::append_pair(name, text, target)));
        appended?;
        if !value.is_secret() && !has_secrets {
            // The first `?` may be among what is new, and is so in both.
            if let Some(shown) = &mut self.shown_target {
                shown.push_str(&self.target[before..]);
            }
            return Ok(());
        }
        let shown = self.shown_target.get_or_insert_with(|| self.target[..before].to_owned());
        let mut show = |name: &str, text: &str| {
            let is_hidden = value.is_secret() || text == HIDDEN;
            path::append_pair(name, if is_hidden { "" } else { text }, shown);
            shown.push_str(if is_hidden { HIDDEN } else { "" });
        };
        secret::hidden(|| query::pairs(name, value, &mut show))
    }

    /// Adds a header.
    ///
    /// # Errors
    ///
    /// A value that cannot travel in one.
    pub fn header<T: Sent>(&mut self, name: &'static str, value: Option<T>) -> Result<(), InvalidRequest> {
        let Some(value) = &value else { return Ok(()) };
        let text = value.text().unwrap_or_default();
        let unsendable = |_| InvalidRequest::one(name, "has a character that cannot travel in a header");
        let mut header = HeaderValue::from_str(&text).map_err(unsendable)?;
        header.set_sensitive(value.is_secret());
        let name = HeaderName::from_bytes(name.as_bytes())
            .map_err(|_| InvalidRequest::one(name, "is not the name of a header"))?;
        self.headers.push((name, header));
        Ok(())
    }

    /// Sends a value as JSON.
    ///
    /// # Errors
    ///
    /// A value that JSON cannot write.
    pub fn json<T: Serialize>(&mut self, name: &str, value: Option<T>) -> Result<(), InvalidRequest> {
        let Some(value) = &value else { return Ok(()) };
        let unwritable = |error: serde_json::Error| InvalidRequest::one(name, &format!("cannot be written: {error}"));
        let (bytes, has_secrets) = secret::noticed(|| serde_json::to_vec(value));
        self.content = Content::Bytes(bytes.map_err(unwritable)?.into());
        if has_secrets {
            self.shown_body = Some(secret::hidden(|| serde_json::to_vec(value)).map_err(unwritable)?.into());
        }
        Ok(())
    }

    /// Sends an object as a form.
    ///
    /// # Errors
    ///
    /// A value that a form cannot express.
    pub fn form<T: Serialize>(&mut self, _: &str, value: Option<T>) -> Result<(), InvalidRequest> {
        let Some(value) = &value else { return Ok(()) };
        let (form, has_secrets) = secret::noticed(|| form(value));
        self.content = Content::Bytes(form?);
        if has_secrets {
            self.shown_body = Some(secret::hidden(|| self::form(value))?);
        }
        Ok(())
    }

    /// Sends bytes, which may be a stream.
    ///
    /// # Errors
    ///
    /// None; the others have some.
    pub fn bytes(&mut self, _: &str, value: Option<reqwest::Body>) -> Result<(), InvalidRequest> {
        let Some(value) = value else { return Ok(()) };
        self.content = match value.as_bytes() {
            Some(_) => Content::Bytes(taken(value)),
            None => Content::Stream(value),
        };
        Ok(())
    }
}

/// The bytes of a body that has them all, without a copy: it gives them in one piece.
fn taken(mut body: reqwest::Body) -> Bytes {
    let frame = Pin::new(&mut body).poll_frame(&mut task::Context::from_waker(Waker::noop()));
    let Poll::Ready(Some(Ok(frame))) = frame else { return Bytes::new() };
    frame.into_data().unwrap_or_default()
}

/// The pairs of a form, encoded as those of a query.
fn form<T: Serialize>(value: &T) -> Result<Bytes, InvalidRequest> {
    let mut pairs = String::new();
    query::form(value, &mut |name, value| {
        if !pairs.is_empty() {
            pairs.push('&');
        }
        path::encode(name, &mut pairs);
        pairs.push('=');
        path::encode(value, &mut pairs);
    })?;
    Ok(pairs.into())
}

impl std::fmt::Debug for Call {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Call")
            .field("operation", &self.operation.operation_id)
            .field("target", self.shown_target.as_ref().unwrap_or(&self.target))
            .field("headers", &self.headers)
            .field("content", &self.content)
            .finish_non_exhaustive()
    }
}

impl std::fmt::Debug for Content {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Nothing => f.write_str("Nothing"),
            Self::Bytes(bytes) => write!(f, "Bytes({})", bytes.len()),
            Self::Stream(_) => f.write_str("Stream"),
            Self::Gone => f.write_str("Gone"),
        }
    }
}
