//! What goes wrong between a caller and a cloud, on a real socket: what the caller is told, and what is sent again.
//!
//! `FAULTS.md` of the crate is the table of what these tests hold.

#[path = "../support/mod.rs"]
mod support;

mod body;
mod cancel;
mod connection;
mod credentials;
mod dry_run;
#[cfg(feature = "providers")]
mod iam;
mod observe;
mod proxy;
mod retry;
mod slow;
mod status;
#[cfg(any(feature = "rustls", feature = "native-tls"))]
mod tls;

use std::time::Duration;

use huaweicloud_core::{Backoff, Error, RetryPolicy};

use support::client::{Client, Jobs, Problem, config};
use support::server::{Answer, Request, Server};

/// Three attempts with hardly a pause.
fn patient() -> RetryPolicy {
    RetryPolicy::standard().backoff(Backoff::new(Duration::from_millis(1), Duration::from_millis(5)))
}

/// A client of this server that tries again.
fn patient_client(server: &Server) -> Client {
    Client::with(config(server.address()).retry(patient()))
}

/// What a fault does to a call that reads: its error, if any, with `SERVER` in place of the address.
#[derive(Debug)]
struct Outcome {
    error: Option<Error<Problem>>,
    message: String,
    /// How many requests a server hears of a call that reads, and of one that writes.
    requests: [usize; 2],
}

/// What comes of a server that answers everything so.
async fn outcome_of(answer: impl Fn(&Request) -> Answer + Clone + Send + Sync + 'static) -> Outcome {
    let server = Server::answering(answer.clone()).await;
    let result = patient_client(&server).list(&[]).await;
    let message = match &result {
        Ok(value) => format!("{:?}", **value),
        Err(error) => error.to_string().replace(server.address(), "SERVER"),
    };
    let reads = server.heard().len();
    let server = Server::answering(answer).await;
    let _ = patient_client(&server).delete(&Jobs::default()).await;
    Outcome { error: result.err(), message, requests: [reads, server.heard().len()] }
}

/// What comes of an answer of these bytes, after which the server hangs up. Lines end as HTTP wants.
async fn outcome(text: &str) -> Outcome {
    let answer = support::server::raw(text);
    outcome_of(move |_| answer.clone()).await
}

impl Outcome {
    #[track_caller]
    fn error(&self) -> &Error<Problem> {
        self.error.as_ref().unwrap_or_else(|| panic!("a success: {}", self.message))
    }
}
