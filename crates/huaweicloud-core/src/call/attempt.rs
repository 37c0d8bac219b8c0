//! One attempt: a request, authenticated and exchanged for an answer.

use std::time::{Duration, SystemTime};

use reqwest::header::{ACCEPT, CONTENT_LENGTH, CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue, USER_AGENT};
use reqwest::{Body, Method, Request};
use tokio::time::{Instant, timeout};
use tracing::Instrument as _;

use crate::call::{Call, Content, Failure};
use crate::credentials::{Credentials, Kind};
use crate::observe::Attempt;
use crate::{InvalidRequest, Response, TransportError, sign};

const X_AUTH_TOKEN: HeaderName = HeaderName::from_static("x-auth-token");
const X_PROJECT_ID: HeaderName = HeaderName::from_static("x-project-id");
const X_DOMAIN_ID: HeaderName = HeaderName::from_static("x-domain-id");
const X_SECURITY_TOKEN: HeaderName = HeaderName::from_static("x-security-token");

impl Call {
    /// The request as it is sent, authenticated now. Each attempt has its own, so that each is signed afresh.
    pub(super) fn request(&mut self, credentials: &Credentials, now: SystemTime) -> Result<Request, Failure> {
        let url = self.context.url(&self.target).ok_or_else(|| InvalidRequest::one("url", "is no URL"))?;
        let method = Method::from_bytes(self.operation.method.as_bytes())
            .map_err(|_| InvalidRequest::one("method", "is no HTTP method"))?;
        let says_length = matches!(method, Method::POST | Method::PUT | Method::PATCH);
        let mut request = Request::new(method, url);
        let mut headers = HeaderMap::with_capacity(self.headers.len() + 8);
        headers.insert(USER_AGENT, self.context.user_agent());
        // The HTTP client would add the latter by itself, after the signature and unseen by observers.
        let accepted = if self.operation.answers_bytes { "*/*" } else { "application/json" };
        headers.insert(ACCEPT, HeaderValue::from_static(accepted));
        for (name, value) in &self.headers {
            // One that is documented takes the place of ours.
            headers.insert(name.clone(), value.clone());
        }
        let has_body = self.content.take_into(&mut request);
        if has_body && let Some(media_type) = self.operation.sends {
            headers.insert(CONTENT_TYPE, HeaderValue::from_static(media_type));
        }
        *request.headers_mut() = headers;
        self.authenticate(&mut request, credentials, now)?;
        if says_length && !has_body {
            // Some gateways insist on it. It is not signed, since anybody on the way may add or drop it.
            request.headers_mut().insert(CONTENT_LENGTH, HeaderValue::from_static("0"));
        }
        Ok(request)
    }

    /// Says whose request it is: with a token, or with a signature over all that is said.
    fn authenticate(&self, request: &mut Request, credentials: &Credentials, now: SystemTime) -> Result<(), Failure> {
        let config = self.context.config();
        let key = match credentials.kind() {
            Kind::Token(token) => {
                request.headers_mut().insert(X_AUTH_TOKEN, token.header());
                return Ok(());
            }
            Kind::AccessKey(key) => key,
        };
        let unsendable = |name| InvalidRequest::one(name, "has a character that cannot travel in a header");
        let header = |name, text| HeaderValue::from_str(text).map_err(|_| unsendable(name));
        // The project that the route names, which is what the caller said; or else the one that is known.
        let project = self.project_in_route().or_else(|| config.project_of(credentials));
        if let Some(project) = project {
            let value = header("project_id", project)?;
            request.headers_mut().insert(X_PROJECT_ID, value);
        } else if let Some(domain) = config.domain_of(credentials) {
            let value = header("domain_id", domain)?;
            request.headers_mut().insert(X_DOMAIN_ID, value);
        }
        if let Some(token) = key.security_token() {
            let value = token.header().ok_or_else(|| unsendable("security_token"))?;
            request.headers_mut().insert(X_SECURITY_TOKEN, value);
        }
        let signing_key = sign::SigningKey::new(key.id(), key.secret().expose().as_bytes());
        sign::sign(request, &signing_key, &config.signing(), now)
            .map_err(|error| InvalidRequest::one("request", &error.to_string()))?;
        Ok(())
    }

    /// The segment that stands where the route has `{project_id}`.
    fn project_in_route(&self) -> Option<&str> {
        let index = self.operation.path.split('/').position(|segment| segment == "{project_id}")?;
        let path = self.target.get(self.context.base_path().len()..)?;
        let segment = path.split(['?', '#']).next()?.split('/').nth(index)?;
        (!segment.contains(['{', '%'])).then_some(segment)
    }

    /// Sends a request and reads the answer up to the limit of the configuration, and shows both to whoever looks.
    ///
    /// The body is read before anything looks at the status, so that no error loses it. Only the successful answer of
    /// an operation that answers with bytes stays on the connection: it may be a file of any size.
    pub(super) async fn attempt(&self, request: Request, number: u32) -> Result<Response, TransportError> {
        let config = self.context.config();
        let span = tracing::debug_span!(
            "attempt",
            number,
            status = tracing::field::Empty,
            request_id = tracing::field::Empty,
            latency_ms = tracing::field::Empty,
            error = tracing::field::Empty,
        );
        let begun = Instant::now();
        let seen = |latency: Duration| Attempt {
            service: self.context.service(),
            operation: self.operation,
            region: config.region(),
            number,
            latency,
        };
        for observer in config.observers() {
            observer.request(&seen(Duration::ZERO), &request);
        }
        let result = self.exchange(request).instrument(span.clone()).await;
        let latency = begun.elapsed();
        if !span.is_disabled() {
            span.record("latency_ms", u64::try_from(latency.as_millis()).unwrap_or(u64::MAX));
            match &result {
                Ok(response) => response.record_in(&span),
                Err(error) => {
                    span.record("error", tracing::field::display(error));
                }
            }
        }
        for observer in config.observers() {
            match &result {
                Ok(response) => observer.response(&seen(latency), response),
                Err(error) => observer.failure(&seen(latency), error),
            }
        }
        result
    }

    async fn exchange(&self, request: Request) -> Result<Response, TransportError> {
        let config = self.context.config();
        let (limit, patience) = (config.max_response_bytes(), config.timeouts().read);
        let sending = config.http().execute(request);
        let result = match self.content.is_sent_at_once() {
            true => timeout(patience, sending).await,
            // How long it takes to send is up to what is sent.
            false => Ok(sending.await),
        };
        let response = match result {
            Ok(Ok(response)) => response,
            Ok(Err(source)) => return Err(TransportError::answering(self.operation, source)),
            Err(_) => return Err(TransportError::out_of_time(self.operation, self.context.endpoint(), patience)),
        };
        let response = if self.operation.answers_bytes && response.status().is_success() {
            Response::unread(response, patience)
        } else {
            Response::read(response, limit, patience).await
        };
        Ok(response.of(self.operation.operation_id))
    }
}

impl Content {
    /// Gives a request its body; whether there is one.
    fn take_into(&mut self, request: &mut Request) -> bool {
        match self {
            Self::Nothing => false,
            Self::Bytes(bytes) => {
                *request.body_mut() = Some(Body::from(bytes.clone()));
                true
            }
            Self::Stream(_) | Self::Gone => {
                if let Self::Stream(body) = std::mem::replace(self, Self::Gone) {
                    *request.body_mut() = Some(body);
                }
                true
            }
        }
    }

    /// Whether sending it is no matter of time, so that one may wait for the answer from the start.
    fn is_sent_at_once(&self) -> bool {
        /// What the slowest of lines takes in a second or two.
        const LITTLE: usize = 256 * 1024;

        match self {
            Self::Nothing => true,
            Self::Bytes(bytes) => bytes.len() <= LITTLE,
            Self::Stream(_) | Self::Gone => false,
        }
    }

    /// Whether it can be sent once only.
    pub(super) fn is_stream(&self) -> bool {
        matches!(self, Self::Stream(_) | Self::Gone)
    }
}
