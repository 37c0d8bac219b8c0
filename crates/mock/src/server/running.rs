//! A mock that runs.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinHandle;

use super::lines::Lines;
use super::service::{Played, play};
use super::{Builder, Limits, listen};
use crate::auth::Keyring;
use crate::faults::Faults;
use crate::seen::{Seen, Summary};
use crate::world::World;
use crate::{Clock, Control, control};

/// A set of services that are played, each on a port of its own.
///
/// It serves for as long as it lives: dropping it closes every connection. [`stop`](Self::stop) lets answers finish first.
///
/// ```
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), mock::StartError> {
/// let mock = mock::Mock::builder().service("drs").held_clock().start().await?;
/// // A client is pointed there, and makes its calls.
/// let url = mock.url("drs");
/// assert!(url.starts_with("http://127.0.0.1:"));
/// // Then what it did is looked at.
/// assert!(mock.seen("drs").is_empty(), "nothing has been asked yet");
/// mock.stop().await;
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct Mock {
    services: Vec<Running>,
    clock: Clock,
    /// Whether its time stands still at first.
    starts_held: bool,
    keyring: Keyring,
    stop: watch::Sender<bool>,
}

#[derive(Debug)]
struct Running {
    service: Arc<Played>,
    url: String,
    address: SocketAddr,
    task: JoinHandle<usize>,
}

/// A service, and the port that it will be served on.
pub(super) struct Port {
    pub(super) listener: TcpListener,
    /// What it listens on.
    pub(super) address: SocketAddr,
    pub(super) service: Arc<Played>,
}

impl Mock {
    /// Decides what to play.
    #[must_use]
    pub fn builder() -> Builder {
        Builder::default()
    }

    pub(super) fn run(ports: Vec<Port>, clock: Clock, keyring: Keyring, limits: Arc<Limits>, who: Control) -> Self {
        let (stop, stopped) = watch::channel(false);
        let lines = Lines::new(limits.connections);
        let services = ports.into_iter().map(|Port { listener, address, service }| {
            let control = control::router(&service, address, who);
            let router = Router::new().merge(control).fallback(play).with_state(Arc::clone(&service));
            let task = listen::listen(
                listener,
                router,
                Some(Arc::clone(&service)),
                Arc::clone(&limits),
                Arc::clone(&lines),
                stopped.clone(),
            );
            Running { service, url: format!("http://{address}"), address, task: tokio::spawn(task) }
        });
        let starts_held = clock.is_held();
        Self { services: services.collect(), clock, starts_held, keyring, stop }
    }

    /// The base URL of a service, without a slash at its end: `http://127.0.0.1:41234`.
    ///
    /// # Panics
    ///
    /// The service is not played: a test that asks for it is wrong. So for every method that takes a service.
    #[must_use]
    pub fn url(&self, service: &str) -> &str {
        &self.running(service).url
    }

    /// The address that a service listens on.
    #[must_use]
    pub fn address(&self, service: &str) -> SocketAddr {
        self.running(service).address
    }

    /// A command line to try first, by curl and with the token of a first try: a documented example; or, where there is none, a
    /// call that needs no body. `None` if every operation of the service needs more.
    #[must_use]
    pub fn first_call(&self, service: &str) -> Option<String> {
        let running = self.running(service);
        let call = running.service.first_call.as_ref()?;
        Some(format!("curl -i {}", call.replace("{url}", &running.url)))
    }

    /// The services that are played, in the order of their ports.
    pub fn services(&self) -> impl Iterator<Item = &str> {
        self.services.iter().map(|running| running.service.name.as_str())
    }

    /// The time of all services.
    #[must_use]
    pub fn clock(&self) -> &Clock {
        &self.clock
    }

    /// The keys and tokens that hold, at all services.
    #[must_use]
    pub fn keyring(&self) -> &Keyring {
        &self.keyring
    }

    /// What exists at a service. IAM has no things: asking for its world is as wrong as asking for a service that is not
    /// played.
    #[must_use]
    pub fn world(&self, service: &str) -> &World {
        self.running(service).service.world().unwrap_or_else(|| panic!("`{service}` has no things"))
    }

    /// The faults that wait for a service's requests.
    #[must_use]
    pub fn faults(&self, service: &str) -> &Faults {
        &self.running(service).service.faults
    }

    /// The last thousand requests to a service, the oldest first.
    #[must_use]
    pub fn seen(&self, service: &str) -> Vec<Seen> {
        self.running(service).service.seen.last()
    }

    /// What every service has seen so far.
    #[must_use]
    pub fn summaries(&self) -> Vec<Summary> {
        self.services.iter().map(|running| running.service.seen.summary()).collect()
    }

    /// Has things, faults and the record of a service be as they were at first; and for all services the keys and tokens,
    /// but for those that IAM issued, which stay. The [clock](Self::clock) is one for all services, too, and stays as it is:
    /// [`reset_all`](Self::reset_all) sets it right.
    pub fn reset(&self, service: &str) {
        self.running(service).service.reset();
    }

    /// Has things, faults, keys and the record of every service be as they were at first, as [`reset`](Self::reset) does; and
    /// the clock: its calendar is right, and its time held or running as at the start.
    pub fn reset_all(&self) {
        self.services.iter().for_each(|running| running.service.reset());
        self.clock.skew(Duration::ZERO, Duration::ZERO);
        self.clock.hold(self.starts_held);
    }

    /// Begins to stop: takes nobody in any more, and goes on answering what is under way. For whoever cannot give it away
    /// yet; [`stop`](Self::stop) waits for the end.
    pub fn request_stop(&self) {
        let _ = self.stop.send(true);
    }

    /// Stops: takes nobody in any more, lets answers that are under way finish, for two seconds at most, and says what was
    /// seen. What a fault delays is answered at once.
    pub async fn stop(mut self) -> Vec<Summary> {
        self.request_stop();
        let mut summaries = Vec::with_capacity(self.services.len());
        for running in &mut self.services {
            let panics = (&mut running.task).await.unwrap_or(1);
            let mut summary = running.service.seen.summary();
            summary.panics += panics as u64;
            summaries.push(summary);
        }
        summaries
    }

    fn running(&self, name: &str) -> &Running {
        self.services.iter().find(|running| running.service.name == name).unwrap_or_else(|| {
            let known: Vec<&str> = self.services().collect();
            panic!("the service `{name}` is not played here; {} are", known.join(", "))
        })
    }
}

impl Drop for Mock {
    fn drop(&mut self) {
        self.services.iter().for_each(|running| running.task.abort());
    }
}
