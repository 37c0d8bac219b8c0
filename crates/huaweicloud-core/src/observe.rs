//! A look at what goes over the wire.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use crate::{OperationInfo, Response, Service, TransportError};

/// Sees every request and every answer, one attempt at a time. [`ConfigBuilder::observer`](crate::ConfigBuilder::observer)
/// takes any number of them.
///
/// Observers are called in the middle of the call, so they should be quick. What they are shown is what is sent: `Debug`
/// of a request hides credentials, but its URL, its headers and its body may hold what should be in no log.
///
/// ```
/// use huaweicloud_core::{Attempt, Observer, Response, TransportError};
///
/// #[derive(Debug)]
/// struct Print;
///
/// impl Observer for Print {
///     fn response(&self, attempt: &Attempt<'_>, response: &Response) {
///         println!("{} {} in {:?}", attempt.operation.operation_id, response.status(), attempt.latency);
///     }
/// }
/// ```
pub trait Observer: Send + Sync + fmt::Debug {
    /// A request is about to be sent, authenticated.
    fn request(&self, attempt: &Attempt<'_>, request: &reqwest::Request) {
        let _ = (attempt, request);
    }

    /// An answer is there, whatever its status.
    fn response(&self, attempt: &Attempt<'_>, response: &Response) {
        let _ = (attempt, response);
    }

    /// No answer arrived.
    fn failure(&self, attempt: &Attempt<'_>, error: &TransportError) {
        let _ = (attempt, error);
    }
}

impl<O: Observer + ?Sized> Observer for Arc<O> {
    fn request(&self, attempt: &Attempt<'_>, request: &reqwest::Request) {
        (**self).request(attempt, request);
    }

    fn response(&self, attempt: &Attempt<'_>, response: &Response) {
        (**self).response(attempt, response);
    }

    fn failure(&self, attempt: &Attempt<'_>, error: &TransportError) {
        (**self).failure(attempt, error);
    }
}

/// Which attempt of which call is observed.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Attempt<'a> {
    /// The service that is called.
    pub service: &'a Service,
    /// The operation that is called.
    pub operation: &'a OperationInfo,
    /// The region that is called, if the configuration names one.
    pub region: Option<&'a str>,
    /// The number of the attempt, from 1.
    pub number: u32,
    /// How long it has taken so far; nothing yet when the request is shown.
    pub latency: Duration,
}
