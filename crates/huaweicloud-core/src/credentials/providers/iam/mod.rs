//! Calls to IAM, to STS, and to the metadata service: one way to send, and one to read.
//!
//! Secrets in a body are written into memory that is overwritten afterwards. What the HTTP and TLS layers copy of it is
//! out of reach, and so is an answer whose memory they share.

mod authenticate;
pub(super) mod endpoint;
pub(super) mod keys;
pub(super) mod token;

use std::time::Duration;

use bytes::Bytes;
use reqwest::header::{CONTENT_TYPE, HeaderMap, HeaderValue};
use reqwest::{Client, Method, Request, StatusCode, Url};
use serde_json::Value;
use zeroize::{Zeroize, Zeroizing};

use self::authenticate::authenticate;
use crate::body;
use crate::credentials::{
    Credentials, CredentialsError, CredentialsErrorKind, Kind, ProviderContext, Sensitive, default_scheme,
};
use crate::error_body::ErrorBody;

/// How long one call may take, its answer included.
const TIMEOUT: Duration = Duration::from_secs(10);

/// The most bytes of an answer that are read. A token with its catalog has some hundred thousand.
const LIMIT: usize = 1024 * 1024;

/// Enough for every body that is sent, so that writing it does not move it and leave a copy behind.
const BODY_CAPACITY: usize = 32 * 1024;

/// A call of a provider.
pub(super) struct Call {
    provider: &'static str,
    server: String,
    request: Request,
    /// What is sent and must not come back in a message.
    secrets: Vec<Sensitive>,
}

impl Call {
    /// A call without a body, to an endpoint and a path with, perhaps, a query.
    pub(super) fn new(
        provider: &'static str,
        method: Method,
        endpoint: &str,
        path: &str,
    ) -> Result<Self, CredentialsError> {
        let url = Url::parse(&format!("{endpoint}{path}")).map_err(|reason| {
            CredentialsError::misconfigured(provider, format!("the endpoint is no URL ({reason})"))
        })?;
        let server = url.origin().ascii_serialization();
        let mut request = Request::new(method, url);
        *request.timeout_mut() = Some(TIMEOUT);
        Ok(Self { provider, server, request, secrets: Vec::new() })
    }

    /// A `POST` of JSON. A secret is put where a JSON pointer says, so that there is one copy of it, which is overwritten.
    pub(super) fn post(
        provider: &'static str,
        endpoint: &str,
        path: &str,
        json: Value,
        secret: Option<(&str, &Sensitive)>,
    ) -> Result<Self, CredentialsError> {
        let mut call = Self::new(provider, Method::POST, endpoint, path)?;
        let mut json = Json(json);
        if let Some((pointer, secret)) = secret {
            if let Some(place) = json.0.pointer_mut(pointer) {
                *place = Value::from(secret.expose());
            }
            call.secrets.push(secret.clone());
        }
        let mut text = Zeroizing::new(Vec::with_capacity(BODY_CAPACITY));
        let written = serde_json::to_writer(&mut *text, &json.0);
        written.map_err(|reason| {
            CredentialsError::misconfigured(provider, format!("the request cannot be written: {reason}"))
        })?;
        *call.request.body_mut() = Some(Bytes::from_owner(text).into());
        call.request.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json;charset=utf8"));
        Ok(call)
    }

    /// Authenticates it with credentials, as the clients of the context's cloud do.
    fn authenticate(mut self, credentials: &Credentials, context: &ProviderContext) -> Result<Self, CredentialsError> {
        let scheme = default_scheme(context.cloud());
        authenticate(&mut self.request, credentials, &scheme, context.now())
            .map_err(|problem| CredentialsError::misconfigured(self.provider, problem))?;
        let sent = ["x-auth-token", "x-security-token"].into_iter().filter_map(|name| self.request.headers().get(name));
        self.secrets.extend(sent.filter_map(|value| value.to_str().ok()).map(Sensitive::from));
        Ok(self)
    }

    pub(super) fn with_timeout(mut self, timeout: Duration) -> Self {
        *self.request.timeout_mut() = Some(timeout);
        self
    }

    pub(super) fn request_mut(&mut self) -> &mut Request {
        &mut self.request
    }

    /// Adds a header that no log shows.
    pub(super) fn secret_header(&mut self, name: &'static str, value: &Sensitive) -> Result<(), CredentialsError> {
        let header = value.header().ok_or_else(|| {
            let problem =
                format!("what is sent as {name} has a character that cannot travel in a header: look for a line feed");
            CredentialsError::misconfigured(self.provider, problem)
        })?;
        self.request.headers_mut().insert(name, header);
        self.secrets.push(value.clone());
        Ok(())
    }

    /// Sends it as somebody; once more if a signature was refused because of its time, and the server told its own.
    pub(super) async fn send_as(
        self,
        credentials: &Credentials,
        context: &ProviderContext,
    ) -> Result<Answer, CredentialsError> {
        let again = self.try_clone();
        let sent_at = context.now();
        let answer = self.authenticate(credentials, context)?.send(context.http()).await?;
        let is_of_key = matches!(credentials.kind(), Kind::AccessKey(_));
        let is_refused = matches!(answer.status, StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN);
        match again {
            Some(again) if is_of_key && is_refused && context.correct_clock(&answer.headers, sent_at) => {
                again.authenticate(credentials, context)?.send(context.http()).await
            }
            _ => Ok(answer),
        }
    }

    /// The same once more, before anybody has put credentials into it.
    fn try_clone(&self) -> Option<Self> {
        let (server, secrets) = (self.server.clone(), self.secrets.clone());
        Some(Self { provider: self.provider, server, request: self.request.try_clone()?, secrets })
    }

    /// Sends it, and reads the answer, whatever its status.
    pub(super) async fn send(self, http: &Client) -> Result<Answer, CredentialsError> {
        let Self { provider, server, request, secrets } = self;
        let url = request.url().clone();
        let unreachable = |source: reqwest::Error| {
            let source = source.without_url();
            CredentialsError::new(provider, CredentialsErrorKind::Unreachable { server: server.clone(), source })
        };
        let mut response = http.execute(request).await.map_err(unreachable)?;
        let (status, headers) = (response.status(), std::mem::take(response.headers_mut()));
        let was_redirected = *response.url() != url;
        let (body, failure) = body::read(&mut response, LIMIT, TIMEOUT).await;
        let answer = Answer { provider, server, status, headers, body, secrets };
        if was_redirected {
            let problem = "came after a redirect: use an HTTP client that follows none, and replace what was sent";
            return Err(answer.unreadable(problem));
        }
        match failure {
            Some(body::BodyError::Interrupted(source)) => {
                let server = answer.server.clone();
                Err(CredentialsError::new(provider, CredentialsErrorKind::Unreachable { server, source }))
            }
            Some(body::BodyError::OutOfTime(_)) => Err(answer.unreadable("did not arrive in time")),
            Some(_) => Err(answer.unreadable(&format!("is longer than {LIMIT} bytes"))),
            None => Ok(answer),
        }
    }
}

/// What was answered.
pub(super) struct Answer {
    provider: &'static str,
    server: String,
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    body: Bytes,
    secrets: Vec<Sensitive>,
}

impl Answer {
    /// Goes on with a success only.
    pub(super) fn success(self) -> Result<Self, CredentialsError> {
        if self.status.is_success() { Ok(self) } else { Err(self.refusal()) }
    }

    /// What an answer other than a success says.
    pub(super) fn refusal(&self) -> CredentialsError {
        let ErrorBody { code, message } = ErrorBody::read(&self.body);
        let request_id = ["x-request-id", "x-openstack-request-id"]
            .iter()
            .find_map(|name| self.headers.get(*name)?.to_str().ok())
            .map(str::to_owned);
        let status = self.status;
        let code = code.filter(|code| code != status.as_str());
        let hidden = |text: Option<String>| text.map(|text| self.hide(text));
        CredentialsError::new(
            self.provider,
            CredentialsErrorKind::Refused {
                server: self.server.clone(),
                status,
                code: hidden(code),
                message: hidden(message),
                request_id: hidden(request_id),
            },
        )
    }

    /// The JSON of the body. The body itself is overwritten, if nobody else holds its memory.
    pub(super) fn json(&mut self) -> Result<Json, CredentialsError> {
        let parsed = serde_json::from_slice(&self.body);
        if let Ok(mut bytes) = std::mem::take(&mut self.body).try_into_mut() {
            bytes.zeroize();
        }
        parsed.map(Json).map_err(|_| self.unreadable("is no JSON"))
    }

    /// The text of the body.
    pub(super) fn text(&self) -> Option<&str> {
        std::str::from_utf8(&self.body).ok()
    }

    /// A header as a secret.
    pub(super) fn secret_header(&self, name: &str) -> Option<Sensitive> {
        self.headers.get(name)?.to_str().ok().map(Sensitive::from)
    }

    /// The answer is not what is documented. `problem` goes on from "the answer of …".
    pub(super) fn unreadable(&self, problem: &str) -> CredentialsError {
        let (server, problem) = (self.server.clone(), problem.to_owned());
        CredentialsError::new(self.provider, CredentialsErrorKind::Unreadable { server, problem })
    }

    /// Some servers repeat what they were sent when they refuse it.
    fn hide(&self, text: String) -> String {
        let secrets = self.secrets.iter().map(Sensitive::expose).filter(|secret| !secret.is_empty());
        secrets.fold(text, |text, secret| text.replace(secret, "[secret]"))
    }
}

/// A JSON document whose texts are overwritten when it is dropped, but for those that were taken out.
pub(super) struct Json(Value);

impl Json {
    pub(super) fn get(&self, pointer: &str) -> Option<&str> {
        self.0.pointer(pointer).and_then(Value::as_str).filter(|text| !text.is_empty())
    }

    pub(super) fn list(&self, pointer: &str) -> Option<&[Value]> {
        self.0.pointer(pointer).and_then(Value::as_array).map(Vec::as_slice)
    }

    /// Moves a text out, so that there is one of it.
    pub(super) fn take(&mut self, pointer: &str) -> Option<Sensitive> {
        match self.0.pointer_mut(pointer).map(Value::take) {
            Some(Value::String(text)) => Some(Sensitive::from(text)).filter(|text| !text.expose().is_empty()),
            _ => None,
        }
    }
}

impl Drop for Json {
    fn drop(&mut self) {
        wipe(&mut self.0);
    }
}

fn wipe(value: &mut Value) {
    match value {
        Value::String(text) => text.zeroize(),
        Value::Array(elements) => elements.iter_mut().for_each(wipe),
        Value::Object(members) => members.values_mut().for_each(wipe),
        _ => {}
    }
}
