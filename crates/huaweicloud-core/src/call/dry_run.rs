//! A request that is looked at instead of being sent.

use std::fmt::{self, Write as _};

use bytes::Bytes;
use reqwest::header::{CONTENT_TYPE, HeaderMap, HeaderValue};
use reqwest::{Method, Request, Url};
use tokio::time::timeout;

use crate::TransportError;
use crate::call::{Call, Content, Failure, HIDDEN};

/// A request as it would have been sent, authenticated: what `dry_run` of every request gives in place of an answer.
///
/// `Debug` and [`curl`](Self::curl) hide every secret; the methods do not. A signature is good for some minutes, by the time
/// that it was made at.
///
/// ```
/// use huaweicloud_core::SignedRequest;
///
/// // `client.batch_stop_jobs().body(…).dry_run().await?`
/// fn for_a_bug_report(request: &SignedRequest) -> String {
///     format!("{} header(s)\n{}", request.headers().len(), request.curl())
/// }
/// ```
pub struct SignedRequest {
    request: Request,
    /// The URL and the body with their secrets hidden.
    url: String,
    body: Option<Bytes>,
}

impl Call {
    /// Makes the request, and hands it out instead of sending it. Credentials, and a project that has to be looked up,
    /// are fetched as for a call, and within the time that it has.
    ///
    /// # Errors
    ///
    /// What would have kept it from being sent.
    pub async fn dry_run(mut self) -> Result<SignedRequest, Failure> {
        let limit = self.time_limit();
        let credentials = match timeout(limit, self.begin()).await {
            Ok(credentials) => credentials?,
            Err(_) => {
                let late = TransportError::out_of_time(self.operation, self.context.endpoint(), limit);
                return Err(late.after(0).into());
            }
        };
        let request = self.request(&credentials, self.context.config().now())?;
        let url = match self.shown_target.take() {
            Some(target) => request.url().origin().ascii_serialization() + &target,
            None => request.url().as_str().to_owned(),
        };
        let body = self.shown_body.take().or(match self.content {
            Content::Bytes(bytes) => Some(bytes),
            _ => None,
        });
        Ok(SignedRequest { request, url, body })
    }
}

impl SignedRequest {
    /// The HTTP method.
    #[must_use]
    pub fn method(&self) -> &Method {
        self.request.method()
    }

    /// The URL, with everything that is in it.
    #[must_use]
    pub fn url(&self) -> &Url {
        self.request.url()
    }

    /// The headers, those with secrets among them, which are marked as sensitive.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        self.request.headers()
    }

    /// The body, with everything that is in it; `None` if there is none, or if it is a stream.
    #[must_use]
    pub fn body(&self) -> Option<&[u8]> {
        self.request.body()?.as_bytes()
    }

    /// The request, for another HTTP client.
    #[must_use]
    pub fn into_request(self) -> Request {
        self.request
    }

    /// The request as a line for a POSIX shell, with `[secret]` in place of every secret: for bug reports. Once the
    /// secrets are put back, it sends what would have been sent.
    #[must_use]
    pub fn curl(&self) -> String {
        let mut line = format!("curl --request {} --globoff {}", self.method(), quoted(&self.url));
        let mut header = |text: &str| {
            let _ = write!(line, " \\\n  --header {}", quoted(text));
        };
        for (name, value) in self.headers() {
            match shown(value).as_str() {
                "" => header(&format!("{name};")),
                value => header(&format!("{name}: {value}")),
            }
        }
        if self.request.body().is_some() && !self.headers().contains_key(CONTENT_TYPE) {
            // Or curl calls it a form.
            header("content-type:");
        }
        match &self.body {
            Some(body) => match std::str::from_utf8(body) {
                // No argument of a program has a zero in it.
                Ok(text) if !text.contains('\0') => drop(write!(line, " \\\n  --data-raw {}", quoted(text))),
                _ => drop(write!(line, " \\\n  --data-binary @- # {} bytes that are no text", body.len())),
            },
            None if self.request.body().is_some() => line.push_str(" \\\n  --data-binary @- # a stream"),
            None => {}
        }
        line
    }
}

/// The text of a header, unless it is a secret.
fn shown(value: &HeaderValue) -> String {
    if value.is_sensitive() { HIDDEN.to_owned() } else { String::from_utf8_lossy(value.as_bytes()).into_owned() }
}

/// A text as one word of a shell.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}

impl fmt::Debug for SignedRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SignedRequest")
            .field("method", self.method())
            .field("url", &self.url)
            .field("headers", self.headers())
            .finish_non_exhaustive()
    }
}
