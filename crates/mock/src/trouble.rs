//! Why a request is refused.

use contract::{Aspect, Place};
use http::Method;

/// A documented rule that a request broke.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broken {
    /// The part of the request, as the contract addresses it, with the indices of this request: `request jobs[0].job_id`,
    /// `header X-Language`.
    pub address: String,
    /// The kind of rule; `None` for what no row states at all.
    pub aspect: Option<Aspect>,
    /// What is wrong, in our words. No value of a secret field is in it.
    pub message: String,
    /// Where the spec states the rule.
    pub at: Place,
}

/// Why a request is refused, in the classes that the vendor's services know.
///
/// A service's `behaviour.yaml` gives each class its error code; [`class`](Self::class) is its name there.
#[derive(Clone, Debug, PartialEq)]
pub enum Trouble {
    /// No operation has this path.
    UnknownRoute,
    /// Operations have this path, and none of them this method.
    UnknownMethod {
        /// The methods that there are.
        allowed: Vec<Method>,
    },
    /// The request breaks documented rules.
    Invalid {
        /// The rules: not all of them, where there are very many.
        broken: Vec<Broken>,
        /// How many it breaks besides.
        more: usize,
    },
    /// The body cannot be read as JSON.
    NotJson(Broken),
    /// The body that is required is not there.
    NoBody(Broken),
    /// The body is longer than the server takes.
    TooLarge {
        /// The most it takes, in bytes.
        most: usize,
    },
    /// Nobody knows who calls, or the proof does not hold: 401.
    Unauthenticated {
        /// What does not hold, in words that may travel.
        reason: String,
    },
    /// Nobody says who calls: 401. A service without a code for it calls it [`Unauthenticated`](Self::Unauthenticated).
    NoCredentials {
        /// What is missing, in words that may travel.
        reason: String,
    },
    /// The proof did hold, until its time was over: 401. A service without a code for it calls it
    /// [`Unauthenticated`](Self::Unauthenticated).
    Expired {
        /// What has expired, in words that may travel.
        reason: String,
    },
    /// The proof holds for another project: 401. To a service without a code for it, that is [`Forbidden`](Self::Forbidden).
    OtherProject {
        /// What does not hold, in words that may travel.
        reason: String,
    },
    /// Whoever calls may not do this: 403.
    Forbidden {
        /// What is not allowed, in words that may travel.
        reason: String,
    },
    /// What the request names does not exist.
    Missing {
        /// What it is called: `job`.
        kind: String,
        /// Which one.
        id: String,
    },
    /// What the request names is in a state in which this cannot be done.
    WrongState {
        /// What it is called: `job`.
        kind: String,
        /// Which one.
        id: String,
        /// The state it is in.
        status: String,
        /// The states in which it could be done.
        allowed: Vec<String>,
    },
}

impl Trouble {
    /// Every class, by its name in `behaviour.yaml`.
    pub const CLASSES: [&str; 13] = spec::ErrorCode::CLASSES;

    /// The name of its class in `behaviour.yaml`.
    #[must_use]
    pub fn class(&self) -> &'static str {
        match self {
            Self::UnknownRoute => "unknown_route",
            Self::UnknownMethod { .. } => "unknown_method",
            Self::Invalid { .. } => "invalid",
            Self::NotJson(_) => "not_json",
            Self::NoBody(_) => "no_body",
            Self::TooLarge { .. } => "too_large",
            Self::Unauthenticated { .. } => "unauthenticated",
            Self::NoCredentials { .. } => "no_credentials",
            Self::Expired { .. } => "expired",
            Self::OtherProject { .. } => "other_project",
            Self::Forbidden { .. } => "forbidden",
            Self::Missing { .. } => "missing",
            Self::WrongState { .. } => "wrong_state",
        }
    }
}
