//! What is decided before a mock starts.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::Arc;

use spec::{Cloud, Service};
use tokio::net::{TcpListener, TcpSocket};
use tokio::sync::Semaphore;

use super::running::Port;
use super::service::{ASIDE, Part, Played, Stamps};
use super::specs::{self, Folder};
use super::{Limits, Mock, StartError, first_call};
use crate::api::Api;
use crate::auth::Keyring;
use crate::faults::Faults;
use crate::iam::Iam;
use crate::seen::{Log, Record, Verbosity};
use crate::world::{Seed, World};
use crate::{Clock, Control};

/// How many connections may wait for being taken in.
const BACKLOG: u32 = 1_024;
/// The name under which IAM is played.
const IAM: &str = "iam";

/// Decides what a [`Mock`] plays, and how.
///
/// What is not said is: the specs of this workspace, every service of Huawei Cloud (which has all of them), free ports on
/// 127.0.0.1, strict, and silent.
#[derive(Debug)]
pub struct Builder {
    specs: Option<PathBuf>,
    services: Vec<String>,
    cloud: Cloud,
    first_port: u16,
    address: IpAddr,
    is_lenient: bool,
    seed: Option<PathBuf>,
    clock: Clock,
    keyring: Keyring,
    limits: Limits,
    verbosity: Verbosity,
    has_iam: bool,
    control: Control,
}

impl Default for Builder {
    fn default() -> Self {
        Self {
            specs: None,
            services: Vec::new(),
            cloud: Cloud::HuaweiCloud,
            first_port: 0,
            address: Ipv4Addr::LOCALHOST.into(),
            is_lenient: false,
            seed: None,
            clock: Clock::running(),
            keyring: Keyring::default(),
            limits: Limits::default(),
            verbosity: Verbosity::Quiet,
            has_iam: false,
            control: Control::default(),
        }
    }
}

impl Builder {
    /// Takes the specs of this folder, which holds one folder per service.
    #[must_use]
    pub fn specs(mut self, folder: impl Into<PathBuf>) -> Self {
        self.specs = Some(folder.into());
        self
    }

    /// Plays this service: `drs`. May be said several times; each has a port of its own, because services share paths.
    #[must_use]
    pub fn service(mut self, name: impl Into<String>) -> Self {
        self.services.push(name.into());
        self
    }

    /// Plays the services as this cloud has them.
    #[must_use]
    pub fn cloud(mut self, cloud: Cloud) -> Self {
        self.cloud = cloud;
        self
    }

    /// Listens on this port with the first service, and on the ones after it with the others; 0 stands for free ones.
    #[must_use]
    pub fn port(mut self, first: u16) -> Self {
        self.first_port = first;
        self
    }

    /// Listens on this address. Any but a loopback address lets others in; who of them may make control calls is up to
    /// [`control`](Self::control).
    #[must_use]
    pub fn bind(mut self, address: IpAddr) -> Self {
        self.address = address;
        self
    }

    /// Says who may make control calls, below `/_mock/`: callers on this machine, unless it is said otherwise.
    #[must_use]
    pub fn control(mut self, who: Control) -> Self {
        self.control = who;
        self
    }

    /// Answers requests that break documented rules, too, unless their body is no JSON at all. They are recorded as what
    /// would have been refused. Who calls is still checked.
    #[must_use]
    pub fn lenient(mut self, is_lenient: bool) -> Self {
        self.is_lenient = is_lenient;
        self
    }

    /// Begins with what this file says exists, in YAML or JSON: `drs: {job: {ID: STATUS}}`.
    #[must_use]
    pub fn seed(mut self, file: impl Into<PathBuf>) -> Self {
        self.seed = Some(file.into());
        self
    }

    /// Lets no time pass for things until the clock is [advanced](Clock::advance).
    #[must_use]
    pub fn held_clock(mut self) -> Self {
        self.clock = Clock::held();
        self
    }

    /// Lets in whom this keyring knows, instead of the one key and the one token that everybody knows.
    #[must_use]
    pub fn keyring(mut self, keyring: Keyring) -> Self {
        self.keyring = keyring;
        self
    }

    /// Bounds what callers may ask of the server.
    #[must_use]
    pub fn limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// Logs requests on stderr.
    #[must_use]
    pub fn verbosity(mut self, verbosity: Verbosity) -> Self {
        self.verbosity = verbosity;
        self
    }

    /// Plays IAM, too, under the name `iam`: what it issues lets callers in at the services.
    #[must_use]
    pub fn iam(mut self) -> Self {
        self.has_iam = true;
        self
    }

    /// Starts it, on the tokio runtime of the caller.
    ///
    /// # Errors
    ///
    /// The specs are missing or broken, a service is not known or not on this cloud, one is called as IAM is, or a port is
    /// taken.
    pub async fn start(self) -> Result<Mock, StartError> {
        let folder = specs::folder(self.specs.as_deref())?;
        let services = folder.services(&self.services, self.cloud)?;
        if self.has_iam && services.iter().any(|service| service.name == IAM) {
            return Err(StartError::NameOfIam);
        }
        let log = Arc::new(Log::new(self.verbosity));
        let limits = Arc::new(self.limits.clone());
        let aside = Arc::new(Semaphore::new(ASIDE));
        let seed = self.read_seed(&folder)?;
        let mut all = services
            .iter()
            .map(|service| {
                let part = self.part(service, seed.as_ref(), &log)?;
                let played = self.played(&service.name, &service.manifest.title, part, (&log, &limits, &aside));
                let first_call = first_call::of(service, &played.operations());
                Ok(Played { first_call, ..played })
            })
            .collect::<Result<Vec<_>, StartError>>()?;
        if self.has_iam {
            let part = Part::Iam(Iam::new(self.keyring.clone()));
            all.push(self.played(IAM, "Identity and Access Management", part, (&log, &limits, &aside)));
        }
        // All ports are taken before any of them is served: a mock that does not start has answered nobody.
        let ports = self.ports(all)?;
        Ok(Mock::run(ports, self.clock, self.keyring, limits, self.control))
    }

    fn ports(&self, services: Vec<Played>) -> Result<Vec<Port>, StartError> {
        let (first, count) = (self.first_port, services.len());
        let port = |(index, service): (usize, Played)| {
            let number = match first {
                0 => Some(0),
                first => u16::try_from(index).ok().and_then(|index| first.checked_add(index)),
            };
            let number = number.ok_or(StartError::Ports { first, services: count })?;
            let (listener, address) = listen(SocketAddr::new(self.address, number), &service.name)?;
            Ok(Port { listener, address, service: Arc::new(service) })
        };
        services.into_iter().enumerate().map(port).collect()
    }

    fn read_seed(&self, folder: &Folder) -> Result<Option<Seed>, StartError> {
        let Some(file) = &self.seed else { return Ok(None) };
        let name = file.display().to_string();
        let text = std::fs::read_to_string(file).map_err(|source| StartError::NoSeed { file: name.clone(), source })?;
        let seed = Seed::read(&text, &name).map_err(StartError::BadSeed)?;
        // A file may be one for all services: those that are not played now are passed over.
        let names = folder.names()?;
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        match seed.strangers(&names) {
            strangers if strangers.is_empty() => Ok(Some(seed)),
            strangers => Err(StartError::BadSeed(strangers)),
        }
    }

    fn part(&self, service: &Service, seed: Option<&Seed>, log: &Log) -> Result<Part, StartError> {
        let name = &service.name;
        let api =
            Api::of(service, self.cloud).map_err(|reason| StartError::Unplayable { service: name.clone(), reason })?;
        for warning in api.warnings() {
            log.say(&format!("{name}  {warning}"));
        }
        let world = World::new(service, self.clock.clone());
        let world = match seed {
            Some(seed) => world.planted(name, seed).map_err(StartError::BadSeed)?,
            None => world,
        };
        Ok(Part::Service(Box::new(api), Box::new(world)))
    }

    fn played(
        &self,
        name: &str,
        title: &str,
        part: Part,
        (log, limits, aside): (&Arc<Log>, &Arc<Limits>, &Arc<Semaphore>),
    ) -> Played {
        Played {
            name: name.to_owned(),
            title: title.to_owned(),
            part,
            first_call: None,
            keyring: self.keyring.clone(),
            first_keys: self.keyring.first_keys(),
            clock: self.clock.clone(),
            is_lenient: self.is_lenient,
            faults: Faults::default(),
            seen: Record::new(name),
            log: Arc::clone(log),
            limits: Arc::clone(limits),
            stamps: Stamps::new(),
            aside: Arc::clone(aside),
        }
    }
}

/// A port, and the address that it has in the end.
fn listen(address: SocketAddr, service: &str) -> Result<(TcpListener, SocketAddr), StartError> {
    let socket = if address.is_ipv4() { TcpSocket::new_v4() } else { TcpSocket::new_v6() };
    let listener = socket.and_then(|socket| {
        // Those who were served a moment ago do not keep the port. (On Windows the word means something else.)
        #[cfg(not(windows))]
        socket.set_reuseaddr(true)?;
        socket.bind(address)?;
        let listener = socket.listen(BACKLOG)?;
        let address = listener.local_addr()?;
        Ok((listener, address))
    });
    listener.map_err(|source| StartError::Port { service: service.to_owned(), address, source })
}
