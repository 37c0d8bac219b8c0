//! Who and what IAM knows: users, domains and projects.

use std::fmt;

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::Iam;
use super::asked::{Body, Refused};
use crate::auth::{Caller, Fingerprint, hex};

/// A user, who can log in with a password.
pub(super) struct User {
    pub(super) user: Named,
    password: Fingerprint,
    pub(super) domain: Named,
}

/// What has a name and, made of it, an id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Named {
    pub(super) id: String,
    pub(super) name: String,
}

/// What a token is good for.
pub(super) enum Scope {
    Project(Named),
    Domain,
}

impl User {
    /// A user of a domain, which is the account.
    pub(super) fn new(name: &str, password: &str, domain: &str) -> Self {
        let domain = Named::domain(domain);
        let user = Named::user(name, &domain);
        Self { user, password: Fingerprint::of(password.as_bytes()), domain }
    }
}

impl fmt::Debug for User {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("User").field("user", &self.user).field("domain", &self.domain).finish_non_exhaustive()
    }
}

/// The id of the project of this name. It is made of the name, so that it is the same whenever a mock is started.
///
/// ```
/// let id = mock::iam::project_id("eu-de");
/// assert_eq!(id.len(), 32);
/// assert_ne!(id, mock::iam::project_id("eu-nl"));
/// ```
#[must_use]
pub fn project_id(name: &str) -> String {
    id("project", name)
}

fn id(kind: &str, name: &str) -> String {
    let mut id = hex(&Sha256::digest(format!("{kind}\n{name}")));
    id.truncate(32);
    id
}

impl Named {
    pub(super) fn domain(name: &str) -> Self {
        Self { id: id("domain", name), name: name.to_owned() }
    }

    pub(super) fn user(name: &str, domain: &Self) -> Self {
        Self { id: id("user", &format!("{}/{name}", domain.name)), name: name.to_owned() }
    }

    /// The project of this name, if it can be one: a region (`eu-de`, `cn-north-4`), or a project within it (`eu-de_test`).
    pub(super) fn project(name: &str) -> Option<Self> {
        let region = name.split_once('_').map_or(name, |(region, _)| region);
        let is_word =
            |word: &str| !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
        let is_region = name.len() <= 64 && region.contains('-') && region.split('-').all(is_word);
        is_region.then(|| Self { id: project_id(name), name: name.to_owned() })
    }

    /// The project of this id, if it can be one: the vendor's have 32 hexadecimal digits. Its name cannot be known.
    fn project_of_id(id: &str) -> Option<Self> {
        let is_id = id.len() == 32 && id.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        is_id.then(|| Self { id: id.to_owned(), name: id.to_owned() })
    }

    pub(super) fn json(&self) -> Value {
        json!({ "id": self.id, "name": self.name })
    }
}

impl Iam {
    /// The user who logs in.
    pub(super) fn log_in(&self, body: &Body) -> Result<&User, Refused> {
        const USER: &str = "/auth/identity/password/user";
        let at = |name: &str| format!("{USER}/{name}");
        let password = Fingerprint::of(body.needed(&at("password"))?.as_bytes());
        let domain = (body.text(&at("domain/id")), body.text(&at("domain/name")));
        let found = if let Some(id) = body.text(&at("id")) {
            Some(&self.user).filter(|user| user.user.id == id)
        } else {
            let name = body.needed(&at("name"))?;
            if domain == (None, None) {
                return Err(Refused::bad(
                    "a user name is one in a domain: auth.identity.password.user.domain is missing",
                ));
            }
            Some(&self.user).filter(|user| user.user.name == name && user.domain.is(domain))
        };
        // Who guesses is not told which half was right.
        let wrong = || Refused::unauthorized("the user name or the password is wrong");
        found.filter(|user| user.password == password).ok_or_else(wrong)
    }

    /// The domain of an agency, of any name or id.
    pub(super) fn agency_domain(&self, body: &Body, at: &str) -> Result<Named, Refused> {
        match (body.text(&format!("{at}/domain_id")), body.text(&format!("{at}/domain_name"))) {
            (Some(id), _) => Ok(self.domain_of_id(id)),
            (None, Some(name)) => Ok(Named::domain(name)),
            (None, None) => {
                Err(Refused::bad("whose agency it is has not been said: domain_name or domain_id is missing"))
            }
        }
    }

    /// The domain of whoever asks; that of the user for a key that belongs to none.
    pub(super) fn domain_of(&self, caller: &Caller) -> Named {
        caller.domain.as_ref().map_or_else(|| self.user.domain.clone(), |id| self.domain_of_id(id))
    }

    fn domain_of_id(&self, id: &str) -> Named {
        let known = &self.user.domain;
        if known.id == id { known.clone() } else { Named { id: id.to_owned(), name: id.to_owned() } }
    }
}

impl Named {
    /// Whether this is what is called so, by id or by name.
    fn is(&self, called: (Option<&str>, Option<&str>)) -> bool {
        match called {
            (Some(id), _) => self.id == id,
            (None, name) => name == Some(&*self.name),
        }
    }
}

impl Scope {
    /// What a token is asked for; of a domain, it must be this one.
    pub(super) fn read(body: &Body, domain: &Named) -> Result<Self, Refused> {
        let no_domain = || Refused::unauthorized("the domain of auth.scope is not known here");
        let no_project = || {
            Refused::unauthorized(
                "the project of auth.scope is not known here: its name is a region's (`eu-de`), its id has 32 hexadecimal \
                 digits, and GET /v3/projects?name= has both",
            )
        };
        match (body.has("/auth/scope/project"), body.has("/auth/scope/domain")) {
            (true, true) => Err(Refused::bad("auth.scope has both a project and a domain")),
            (true, false) => {
                let by_id = body.text("/auth/scope/project/id").map(Named::project_of_id);
                let by_name = || body.needed("/auth/scope/project/name").map(Named::project);
                by_id.map_or_else(by_name, Ok)?.map(Self::Project).ok_or_else(no_project)
            }
            (false, true) => {
                let called = (body.text("/auth/scope/domain/id"), body.text("/auth/scope/domain/name"));
                if domain.is(called) { Ok(Self::Domain) } else { Err(no_domain()) }
            }
            (false, false) => Ok(Self::Domain),
        }
    }
}
