//! The command line.

mod secret;

use std::fmt::Write as _;
use std::io::{self, Write as _};
use std::net::{IpAddr, Ipv4Addr};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, ValueEnum};
use spec::Cloud;

use crate::auth::{FIRST_ACCESS_KEY, FIRST_SECRET, FIRST_TOKEN, Keyring};
use crate::iam::{FIRST_DOMAIN, FIRST_PASSWORD, FIRST_USER};
use crate::seen::{Summary, Verbosity};
use crate::{Control, Limits, Mock, StartError};
use secret::{Environment, Secret};

/// Plays the vendor, from the specs alone: no account is needed.
///
/// Prints each service's base URL on stdout, one per line, serves until it is interrupted, and prints what it saw. Requests
/// that break a documented rule are refused, and logged on stderr with the rule and its place.
///
/// Tests steer it below `/_mock/` on every port: `curl URL/_mock` tells how. The header `X-Mock-Fault: status=429;
/// retry-after=2` makes one answer go wrong.
///
/// Exit codes: 0 it was interrupted; 1 it failed at a request, which is a defect of it; 2 the command line was not
/// understood; 3 it could not start.
#[derive(Debug, Parser)]
#[command(name = "mock", version)]
pub struct Cli {
    /// Play only this service; may be given several times [default: all that the cloud has]
    #[arg(long = "service", value_name = "SERVICE")]
    services: Vec<String>,
    /// The port of the first service, the others have the ones after it, and IAM the last; 0 stands for free ones
    #[arg(long, default_value_t = 0)]
    port: u16,
    /// The cloud to play; only Huawei Cloud has all services
    #[arg(long, value_enum, default_value_t)]
    cloud: CloudName,
    /// The folder with one folder of specs per service [default: `specs` in this folder or around it]
    #[arg(long, value_name = "DIR")]
    specs: Option<PathBuf>,
    /// What exists at first, in YAML or JSON: `drs: {job: {ID: STATUS}}`; services that are not played are passed over
    #[arg(long, value_name = "FILE")]
    seed: Option<PathBuf>,
    /// Answer requests that break documented rules, too; they are logged as what would be refused
    #[arg(long)]
    lenient: bool,
    /// The address to listen on; any but a loopback address lets others in
    #[arg(long, value_name = "IP", default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST))]
    bind: IpAddr,
    /// Who may make control calls; a page in a browser never may
    #[arg(long, value_name = "WHO", value_enum, default_value_t)]
    control: Who,
    /// Let in who signs with this access key, besides the one of a first try; may be given several times. The environment's
    /// MOCK_ACCESS_KEYS, several with spaces between them, is seen by fewer
    #[arg(long = "access-key", value_name = "ID:SECRET")]
    access_keys: Vec<Secret>,
    /// Let in who sends this token, besides the one of a first try; may be given several times, or in MOCK_TOKENS
    #[arg(long = "token", value_name = "TOKEN")]
    tokens: Vec<Secret>,
    /// Play IAM, too, on a port of its own: tokens, projects, temporary keys
    #[arg(long)]
    iam: bool,
    /// Let no time pass for tasks until a control call advances it
    #[arg(long)]
    hold_clock: bool,
    /// The longest body of a request to a service, in bytes; those of control calls have a limit of their own, 4 MiB
    #[arg(long, value_name = "BYTES", default_value_t = Limits::default().body, value_parser = at_least_one)]
    max_body: usize,
    /// The most connections at a time, of all services together
    #[arg(long, value_name = "NUMBER", default_value_t = Limits::default().connections, value_parser = at_least_one)]
    max_connections: usize,
    /// Log no requests
    #[arg(long, conflicts_with = "verbose")]
    quiet: bool,
    /// Log every request
    #[arg(long)]
    verbose: bool,
}

/// Who may make control calls, as the command line calls them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Who {
    /// Callers on the same machine
    #[default]
    Local,
    /// Whoever reaches the port, as for a mock in a container
    Anyone,
}

impl From<Who> for Control {
    fn from(who: Who) -> Self {
        match who {
            Who::Local => Control::Local,
            Who::Anyone => Control::Anyone,
        }
    }
}

/// A cloud, as the command line calls it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum CloudName {
    /// Huawei Cloud
    #[default]
    Hwc,
    /// Open Telekom Cloud
    Otc,
}

impl From<CloudName> for Cloud {
    fn from(name: CloudName) -> Self {
        match name {
            CloudName::Hwc => Cloud::HuaweiCloud,
            CloudName::Otc => Cloud::OpenTelekomCloud,
        }
    }
}

/// None at all would be a server that nobody can call.
fn at_least_one(text: &str) -> Result<usize, String> {
    text.parse().ok().filter(|number| *number > 0).ok_or_else(|| "write a whole number, 1 or more".to_owned())
}

impl Cli {
    /// Serves until it is interrupted.
    #[must_use]
    pub fn run(self) -> ExitCode {
        // One thread: a request is judged in microseconds, and to hand it to another thread takes as long.
        let runtime = match tokio::runtime::Builder::new_current_thread().enable_all().build() {
            Ok(runtime) => runtime,
            Err(err) => return could_not_start(&err),
        };
        runtime.block_on(async {
            // From here on an interrupt is an end in good order, however early it comes.
            let interrupted = match Interrupt::listen() {
                Ok(interrupted) => interrupted,
                Err(err) => return could_not_start(&err),
            };
            let environment = Environment::read();
            let mock = match self.start(&environment).await {
                Ok(mock) => mock,
                Err(err) => return could_not_start(&err),
            };
            say(&urls(&mock));
            let _ = io::stderr().write_all(self.hints(&mock, &environment).as_bytes());
            interrupted.wait().await;
            let summaries = mock.stop().await;
            say(&what_it_saw(&summaries));
            if summaries.iter().any(|summary| summary.panics > 0) { ExitCode::from(1) } else { ExitCode::SUCCESS }
        })
    }

    async fn start(&self, environment: &Environment) -> Result<Mock, StartError> {
        let limits = Limits { body: self.max_body, connections: self.max_connections, ..Limits::default() };
        let verbosity = match (self.quiet, self.verbose) {
            (true, _) => Verbosity::Quiet,
            (false, true) => Verbosity::Everything,
            (false, false) => Verbosity::Refused,
        };
        let mut builder = Mock::builder()
            .cloud(self.cloud.into())
            .port(self.port)
            .bind(self.bind)
            .control(self.control.into())
            .lenient(self.lenient)
            .keyring(self.keyring(environment)?)
            .limits(limits)
            .verbosity(verbosity);
        if let Some(folder) = &self.specs {
            builder = builder.specs(folder);
        }
        if let Some(file) = &self.seed {
            builder = builder.seed(file);
        }
        if self.iam {
            builder = builder.iam();
        }
        if self.hold_clock {
            builder = builder.held_clock();
        }
        self.services.iter().fold(builder, |builder, service| builder.service(service)).start().await
    }

    fn keyring(&self, environment: &Environment) -> Result<Keyring, StartError> {
        secret::keyring(environment, &self.access_keys, &self.tokens)
    }

    /// What to try first, and what to beware of: on stderr, so that stdout has URLs alone.
    fn hints(&self, mock: &Mock, environment: &Environment) -> String {
        let mut hints = String::new();
        if !self.bind.is_loopback() {
            let steer = match self.control {
                Who::Local => {
                    "call these services; control calls stay local (`--control anyone` lets others make them)"
                }
                Who::Anyone => "call these services, and make control calls",
            };
            let _ = writeln!(hints, "warning: whoever reaches {} can {steer}", self.bind);
        }
        let given = environment.access_keys.iter().chain(&self.access_keys);
        let is_first = |key: &Secret| key.access_key("").is_ok_and(|key| key.id() == FIRST_ACCESS_KEY);
        let secret = if given.into_iter().any(is_first) { "the one that you gave it" } else { FIRST_SECRET };
        let _ = writeln!(hints, "access key {FIRST_ACCESS_KEY}, secret {secret}, token {FIRST_TOKEN}");
        if self.iam {
            let _ = writeln!(hints, "at iam: user {FIRST_USER}, password {FIRST_PASSWORD}, domain {FIRST_DOMAIN}");
        }
        match mock.services().find_map(|service| mock.first_call(service)) {
            Some(call) => drop(writeln!(hints, "try: {call}")),
            None => {
                hints.push_str("nothing to try at once: every operation needs arguments of which there is no example\n")
            }
        }
        if let Some(first) = mock.services().next() {
            let _ = writeln!(hints, "how to steer it: curl {}/_mock", mock.url(first));
        }
        hints
    }
}

/// Each service and its base URL.
fn urls(mock: &Mock) -> String {
    let width = mock.services().map(str::len).max().unwrap_or_default();
    mock.services().map(|service| format!("{service:width$}  {}\n", mock.url(service))).collect()
}

fn what_it_saw(summaries: &[Summary]) -> String {
    let summaries: String = summaries.iter().map(|summary| format!("{summary}\n")).collect();
    format!("\nwhat it saw:\n{summaries}")
}

/// Prints on stdout. If nobody reads it, there is nobody to tell.
fn say(text: &str) {
    let mut stdout = io::stdout().lock();
    let _ = stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush());
}

fn could_not_start(err: &dyn std::fmt::Display) -> ExitCode {
    let mut stderr = io::stderr().lock();
    let _ = writeln!(stderr, "error: {err}");
    ExitCode::from(3)
}

/// What ends a run.
struct Interrupt {
    #[cfg(unix)]
    terminate: tokio::signal::unix::Signal,
    #[cfg(unix)]
    interrupt: tokio::signal::unix::Signal,
}

#[cfg(unix)]
impl Interrupt {
    fn listen() -> io::Result<Self> {
        use tokio::signal::unix::{SignalKind, signal};
        Ok(Self { terminate: signal(SignalKind::terminate())?, interrupt: signal(SignalKind::interrupt())? })
    }

    async fn wait(mut self) {
        tokio::select! {
            _ = self.terminate.recv() => {}
            _ = self.interrupt.recv() => {}
        }
    }
}

#[cfg(not(unix))]
impl Interrupt {
    fn listen() -> io::Result<Self> {
        Ok(Self {})
    }

    async fn wait(self) {
        let _ = tokio::signal::ctrl_c().await;
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_command_line_is_well_formed() {
        Cli::command().debug_assert();
    }

    #[test]
    fn a_secret_is_in_no_message() {
        let cli = Cli::try_parse_from(["mock", "--access-key", "AK:hush", "--token", "hush"]).unwrap();
        assert!(!format!("{cli:?}").contains("hush"));
    }

    #[test]
    fn a_secret_that_cannot_be_read_is_not_repeated() {
        let told = |arguments: &[&str]| {
            let cli = Cli::try_parse_from([&["mock"], arguments].concat()).unwrap();
            cli.keyring(&Environment::default()).unwrap_err().to_string()
        };
        for mistyped in [":hush", "hush", "hush:", ""] {
            assert_eq!(
                told(&["--access-key", mistyped]),
                "--access-key is not of the form ID:SECRET: write the id, a colon, and the secret"
            );
        }
        for mistyped in ["", " ", "hush\n", "h\u{fc}sh"] {
            assert_eq!(
                told(&["--token", mistyped]),
                "--token cannot stand in a header: write the token after it, in visible ASCII"
            );
        }
    }

    #[test]
    fn keys_and_tokens_are_read_from_the_environment_too() {
        let secrets = |text: &str| Secret::of_environment(Some(text.into()));
        let environment = Environment { access_keys: secrets("AK1:s AK2:t\n"), tokens: secrets("t-1") };
        let cli = Cli::try_parse_from(["mock", "--access-key", "AK3:u"]).unwrap();
        let listing = cli.keyring(&environment).unwrap().list();
        let ids: Vec<&str> = listing.keys.iter().map(|key| key.id.as_str()).collect();
        assert_eq!((ids, listing.tokens.len()), (vec!["AK1", "AK2", "AK3", FIRST_ACCESS_KEY], 2));
        let mistyped = Environment { access_keys: secrets("hush"), ..Environment::default() };
        assert_eq!(
            cli.keyring(&mistyped).unwrap_err().to_string(),
            "MOCK_ACCESS_KEYS is not of the form ID:SECRET: write the id, a colon, and the secret"
        );
        assert!(Secret::of_environment(None).is_empty());
    }
}
