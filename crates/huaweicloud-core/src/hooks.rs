//! Where generated clients and this runtime meet.

use crate::{Context, Error, Response, TransportError};

/// What a generated client tells about itself.
pub trait ClientInfo<Inner = Context> {
    /// The version of the API's document.
    fn api_version() -> &'static str;

    /// The URL that the path of every operation is appended to.
    fn baseurl(&self) -> &str;

    /// The HTTP client, whose connections all clients of one [`Config`](crate::Config) share.
    fn client(&self) -> &reqwest::Client;

    /// What this runtime keeps for the client.
    fn inner(&self) -> &Inner;
}

/// The operation that a request belongs to.
#[derive(Clone, Copy, Debug)]
pub struct OperationInfo {
    /// The operation's id in `snake_case`, which is also the name of the client's method.
    pub operation_id: &'static str,
}

/// What happens around every request.
///
/// Client crates say `impl ClientHooks<Context> for Client {}`: the provided methods are this runtime. They are methods
/// of [`Context`], for a client that wants to do something before or after.
#[allow(
    async_fn_in_trait,
    reason = "generated code calls these on its own `Client`, where the compiler sees that the futures are `Send`"
)]
pub trait ClientHooks<Inner: AsRef<Context> = Context>: ClientInfo<Inner> {
    /// Completes a request before it is sent; see [`Context::prepare`].
    ///
    /// # Errors
    ///
    /// An error stops the call, and nothing is sent.
    async fn pre<E>(&self, request: &mut reqwest::Request, operation: &OperationInfo) -> Result<(), Error<E>> {
        self.inner().as_ref().prepare(request, operation).map_err(Error::InvalidRequest)
    }

    /// Sends a request and reads the answer; see [`Context::send`].
    ///
    /// # Errors
    ///
    /// [`TransportError`] if no answer arrives.
    async fn exec(&self, request: reqwest::Request, operation: &OperationInfo) -> Result<Response, TransportError> {
        self.inner().as_ref().send(self.client(), request, operation).await
    }

    /// Sees what became of the request.
    ///
    /// # Errors
    ///
    /// An error takes the place of the result.
    async fn post<E>(
        &self,
        result: &Result<Response, TransportError>,
        operation: &OperationInfo,
    ) -> Result<(), Error<E>> {
        let _ = (result, operation);
        Ok(())
    }
}
