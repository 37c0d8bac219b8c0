//! Why a mock does not start.

use std::fmt;
use std::io;
use std::net::SocketAddr;
use std::path::PathBuf;

use contract::Problem;

/// Why a mock does not start.
#[derive(Debug)]
pub enum StartError {
    /// There is no folder with specs, or it cannot be read.
    NoSpecs {
        /// Where it was looked for.
        folder: PathBuf,
        /// What the system says, if it says anything.
        source: Option<io::Error>,
    },
    /// No service has this name.
    UnknownService {
        /// The name.
        name: String,
        /// The names that there are.
        known: Vec<String>,
    },
    /// A service is asked for twice.
    Twice {
        /// Its name.
        name: String,
    },
    /// IAM is played, and a service of the specs is called as it is.
    NameOfIam,
    /// A service does not exist on this cloud.
    NotOffered {
        /// Its title.
        title: String,
        /// The cloud that was asked for.
        cloud: spec::Cloud,
        /// The clouds that have it.
        offered: Vec<spec::Cloud>,
    },
    /// The specs of a service are broken.
    BrokenSpecs {
        /// The service.
        service: String,
        /// What is wrong with them.
        problems: Vec<Problem>,
    },
    /// A service cannot be played as its specs are.
    Unplayable {
        /// The service.
        service: String,
        /// Why.
        reason: String,
    },
    /// The file with what exists at first cannot be read.
    NoSeed {
        /// The file.
        file: String,
        /// What the system says.
        source: io::Error,
    },
    /// What it says cannot be used.
    BadSeed(Vec<Problem>),
    /// A key or token is not taken.
    Key {
        /// Why.
        reason: String,
    },
    /// There are fewer ports than services from the first port on.
    Ports {
        /// The first port.
        first: u16,
        /// How many services there are.
        services: usize,
    },
    /// A port cannot be listened on.
    Port {
        /// The service that would have listened there.
        service: String,
        /// The address.
        address: SocketAddr,
        /// What the system says.
        source: io::Error,
    },
}

impl fmt::Display for StartError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoSpecs { folder, source } => {
                write!(f, "no specs at {}", folder.display())?;
                if let Some(source) = source {
                    write!(f, " ({source})")?;
                }
                f.write_str(
                    ": name the folder that holds one folder per service, each with a service.toml (`--specs DIR`)",
                )
            }
            Self::UnknownService { name, .. } if name == "iam" => {
                f.write_str("IAM has no specs, and is played beside the services: ask for it with `--iam`")
            }
            Self::UnknownService { name, known } => {
                write!(f, "there is no service `{}`: there are {}", crate::seen::escaped(name, 60), known.join(", "))
            }
            Self::Twice { name } => write!(f, "the service `{name}` is asked for twice: ask once, each has one port"),
            Self::NameOfIam => f.write_str(
                "the specs have a service `iam`, and IAM is played under this name: leave out one of the two",
            ),
            Self::NotOffered { title, cloud, offered } => {
                let titles: Vec<&str> = offered.iter().map(|cloud| cloud.title()).collect();
                let (only, cloud) = (titles.join(" and "), cloud.title());
                write!(
                    f,
                    "{title} exists on {only} only, and not on {cloud}: ask for another cloud, or for other services"
                )
            }
            Self::BrokenSpecs { service, problems } => {
                write!(f, "the specs of {service} cannot be used:")?;
                problems.iter().try_for_each(|problem| write!(f, "\n\n{problem}"))
            }
            Self::Unplayable { service, reason } => write!(f, "{service} cannot be played: {reason}"),
            Self::NoSeed { file, source } => write!(f, "cannot read the seed file {file}: {source}"),
            Self::BadSeed(problems) => {
                f.write_str("the seed file cannot be used:")?;
                problems.iter().try_for_each(|problem| write!(f, "\n\n{problem}"))
            }
            Self::Key { reason } => f.write_str(reason),
            Self::Ports { first, services } => write!(
                f,
                "from port {first} on there are no {services} ports, one for each service: begin with a lower one, or with 0 for free ones"
            ),
            Self::Port { service, address, source } => write!(
                f,
                "{service} cannot listen on {address}: {source}. Take another port, or port 0 for one that is free"
            ),
        }
    }
}

impl std::error::Error for StartError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::NoSpecs { source, .. } => source.as_ref().map(|source| source as _),
            Self::NoSeed { source, .. } | Self::Port { source, .. } => Some(source),
            _ => None,
        }
    }
}
