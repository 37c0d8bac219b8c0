//! What this runtime keeps for a client, and does for each of its requests.

use reqwest::header::{ACCEPT, CONTENT_LENGTH, HeaderName, HeaderValue, USER_AGENT};
use reqwest::{Method, Request};

use crate::{Config, InvalidRequest, OperationInfo, Response, Service, TransportError, path};

/// What a generated client carries besides its HTTP client. Made by [`Config::connect`].
#[derive(Clone, Debug)]
pub struct Context {
    config: Config,
    service: Service,
    user_agent: HeaderValue,
}

impl Context {
    pub(crate) fn new(config: Config, service: Service, user_agent: HeaderValue) -> Self {
        Self { config, service, user_agent }
    }

    /// The configuration that the client was made from.
    #[must_use]
    pub fn config(&self) -> &Config {
        &self.config
    }

    /// The service that the client calls.
    #[must_use]
    pub fn service(&self) -> &Service {
        &self.service
    }

    /// Completes a request: authenticates it, and makes its headers those that the vendor documents.
    ///
    /// * `X-Auth-Token`, marked sensitive, and `User-Agent` are added.
    /// * `api-version`, which the generator always writes and the vendor does not know, is removed.
    /// * A `POST`, `PUT` or `PATCH` without a body says `Content-Length: 0`, which some gateways insist on.
    ///
    /// # Errors
    ///
    /// A path parameter is empty, `.` or `..`: no encoding keeps those from changing the route.
    pub fn prepare(&self, request: &mut Request, _: &OperationInfo) -> Result<(), InvalidRequest> {
        if let Some(value) = path::unencodable(request.url().path()) {
            return Err(InvalidRequest::one(
                "path",
                &format!("has the segment {value:?}, which would address another route"),
            ));
        }

        let has_body = request.body().is_some();
        let says_length = matches!(*request.method(), Method::POST | Method::PUT | Method::PATCH);
        let headers = request.headers_mut();
        headers.remove("api-version");
        headers.insert(USER_AGENT, self.user_agent.clone());
        headers.insert(HeaderName::from_static("x-auth-token"), self.config.token().header());
        if says_length && !has_body {
            headers.insert(CONTENT_LENGTH, HeaderValue::from_static("0"));
        }
        Ok(())
    }

    /// Sends a request, and reads the answer up to the limit of the configuration.
    ///
    /// The body is read before anything looks at the status, so that no error loses it. Only the successful answer to a
    /// request that did not ask for JSON stays on the connection: it may be a file of any size.
    ///
    /// # Errors
    ///
    /// [`TransportError`] if no answer arrives. An answer that breaks off in the middle of its body is an answer.
    pub async fn send(
        &self,
        client: &reqwest::Client,
        request: Request,
        operation: &OperationInfo,
    ) -> Result<Response, TransportError> {
        let limit = self.config.max_response_bytes();
        let wants_json =
            request.headers().get(ACCEPT).is_some_and(|accept| accept.as_bytes().starts_with(b"application/json"));
        let method = request.method().clone();

        match client.execute(request).await {
            Ok(response) if wants_json || !response.status().is_success() => {
                Ok(Response::read(response, limit).await.of(operation.operation_id))
            }
            Ok(response) => Ok(Response::unread(response, limit).of(operation.operation_id)),
            Err(source) => Err(TransportError::answering(operation, &method, source)),
        }
    }
}

impl AsRef<Context> for Context {
    fn as_ref(&self) -> &Context {
        self
    }
}
