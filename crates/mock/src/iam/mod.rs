//! A small IAM: what clients of the services ask of it, of STS, and of the metadata service of a server, on one port.
//!
//! | request | what for | who asks |
//! |---|---|---|
//! | `POST /v3/auth/tokens` | a token, for a password or for an agency (`assume_role`) | Open Telekom Cloud's clients, curl |
//! | `GET /v3/projects?name=` | the id of a region's project | every client that is given no project |
//! | `GET /v3/auth/domains` | the domain of whoever asks | the vendor's Python SDK, for global services |
//! | `POST /v3.0/OS-CREDENTIAL/securitytokens` | a temporary access key, for a token or for an agency | federation, agencies |
//! | `POST /v3.0/OS-AUTH/id-token/tokens` | a token, for an OpenID Connect id token | federation |
//! | `POST /v5/agencies/assume-with-oidc` | a temporary access key, for such an id token | trust agencies (STS) |
//! | `PUT /meta-data/latest/api/token`, `GET /openstack/latest/securitykey` | the temporary access key of a server | programs on a server |
//!
//! What it issues goes into the [`Keyring`], so that the services let it in until it expires. There is no documentation of IAM
//! among the specs; its answers have the members that clients look at. It is generous where it knows nothing: every agency, every identity
//! provider and every id token that is not empty is known, and every name in the form of a region and every id in the form of
//! the vendor's is that of a project.

mod asked;
mod directory;
mod issue;
mod metadata;
mod projects;
mod temporary;
mod tokens;

use std::time::SystemTime;

use http::header::{ALLOW, HeaderMap};
use http::request::Parts;
use http::{HeaderValue, StatusCode};
use serde_json::json;

use self::asked::{Asked, Refused};
use self::directory::User;
use self::metadata::MetadataTokens;
use crate::auth::{Keyring, Refusal};
use crate::{Answer, Content};

pub use self::directory::project_id;

/// The name of the user that every IAM knows for a first try.
pub const FIRST_USER: &str = "mock-user";

/// The password of [`FIRST_USER`]. It opens nothing but a mock, so that it may be printed.
pub const FIRST_PASSWORD: &str = "mock-password";

/// The domain, which is the account, of [`FIRST_USER`].
pub const FIRST_DOMAIN: &str = "mock-domain";

/// An IAM that gives out keys and tokens of a keyring.
///
/// ```
/// use std::time::SystemTime;
///
/// use mock::auth::Keyring;
/// use mock::iam::Iam;
///
/// let iam = Iam::new(Keyring::default());
/// let (request, ()) = http::Request::post("/v3/auth/tokens").body(())?.into_parts();
/// let body = br#"{"auth": {"identity": {"methods": ["password"], "password": {"user":
///     {"name": "mock-user", "password": "mock-password", "domain": {"name": "mock-domain"}}}}}}"#;
/// let outcome = iam.answer(&request, body, SystemTime::now());
/// assert_eq!(outcome.answer.status, 201);
/// assert!(outcome.answer.headers.contains_key("x-subject-token"));
/// # Ok::<(), http::Error>(())
/// ```
#[derive(Debug)]
pub struct Iam {
    keyring: Keyring,
    user: User,
    metadata: MetadataTokens,
}

/// What comes of a request to IAM.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    /// What was asked for, in the vendor's words; `None` if there is no such path or method.
    pub operation: Option<&'static str>,
    /// What is answered.
    pub answer: Answer,
    /// Why whoever asked was not let in, for the log.
    pub refusal: Option<Refusal>,
}

/// An operation of IAM.
struct Operation {
    name: &'static str,
    method: &'static str,
    path: &'static str,
    style: Style,
    answer: fn(&Iam, &Asked<'_>) -> Result<Answer, Refused>,
}

/// How an error is written.
#[derive(Clone, Copy)]
enum Style {
    /// `{"error": {"code": 401, "message": …, "title": …}}`
    Keystone,
    /// `{"error_code": …, "error_msg": …}`
    Sts,
    /// A line of text.
    Text,
}

macro_rules! operation {
    ($name:literal, $method:literal $path:literal, $style:ident, $answer:expr) => {
        Operation { name: $name, method: $method, path: $path, style: Style::$style, answer: $answer }
    };
}

const OPERATIONS: [Operation; 9] = [
    operation!("CreateToken", "POST" "/v3/auth/tokens", Keystone, tokens::for_identity),
    operation!("ListProjects", "GET" "/v3/projects", Keystone, projects::projects),
    operation!("ListAuthProjects", "GET" "/v3/auth/projects", Keystone, projects::projects),
    operation!("ListAuthDomains", "GET" "/v3/auth/domains", Keystone, projects::domains),
    operation!("CreateTemporaryAccessKey", "POST" "/v3.0/OS-CREDENTIAL/securitytokens", Keystone, temporary::of_iam),
    operation!("CreateTokenWithIdToken", "POST" "/v3.0/OS-AUTH/id-token/tokens", Keystone, tokens::for_id_token),
    operation!("AssumeAgencyWithOIDC", "POST" "/v5/agencies/assume-with-oidc", Sts, temporary::of_sts),
    operation!("CreateMetadataToken", "PUT" "/meta-data/latest/api/token", Text, metadata::token),
    operation!("ShowSecurityKey", "GET" "/openstack/latest/securitykey", Text, metadata::security_key),
];

impl Iam {
    /// An IAM that knows the user of a first try.
    #[must_use]
    pub fn new(keyring: Keyring) -> Self {
        let user = User::new(FIRST_USER, FIRST_PASSWORD, FIRST_DOMAIN);
        Self { keyring, user, metadata: MetadataTokens::default() }
    }

    /// What it can be asked for, in the vendor's words.
    pub fn operations() -> impl Iterator<Item = &'static str> {
        OPERATIONS.iter().map(|operation| operation.name)
    }

    /// What a request asks for; `None` if there is no such path or method.
    #[must_use]
    pub fn operation(request: &Parts) -> Option<&'static str> {
        let found = OPERATIONS
            .iter()
            .find(|operation| operation.path == request.uri.path() && operation.method == request.method.as_str());
        found.map(|operation| operation.name)
    }

    /// What comes of a request that is to have this status, whatever it asks for: an error in the form of its path.
    pub(crate) fn asked_for(request: &Parts, status: StatusCode) -> Outcome {
        let of_path = OPERATIONS.iter().find(|operation| operation.path == request.uri.path());
        let style = of_path.map_or(Style::Keystone, |operation| operation.style);
        let message = format!("The mock was asked to answer with {}.", status.as_u16());
        Outcome { operation: Self::operation(request), answer: error(style, status, &message), refusal: None }
    }

    /// Answers a request. What it issues is good from `now` on.
    #[must_use]
    pub fn answer(&self, request: &Parts, body: &[u8], now: SystemTime) -> Outcome {
        let path = request.uri.path();
        let of_path = || OPERATIONS.iter().filter(|operation| operation.path == path);
        let Some(operation) = of_path().find(|operation| operation.method == request.method.as_str()) else {
            let allowed: Vec<&str> = of_path().map(|operation| operation.method).collect();
            return Outcome { operation: None, answer: unknown(&allowed), refusal: None };
        };
        let asked = Asked { request, body, now };
        let (answer, refusal) = match (operation.answer)(self, &asked) {
            Ok(answer) => (answer, None),
            Err(Refused { status, message, refusal }) => (error(operation.style, status, &message), refusal),
        };
        Outcome { operation: Some(operation.name), answer, refusal }
    }
}

/// What is answered where there is no operation: none of this path, or others than these.
fn unknown(allowed: &[&str]) -> Answer {
    if allowed.is_empty() {
        return error(Style::Keystone, StatusCode::NOT_FOUND, "IAM has no such path here");
    }
    let mut answer = error(Style::Keystone, StatusCode::METHOD_NOT_ALLOWED, "this path has other methods");
    answer.headers.extend(HeaderValue::try_from(allowed.join(", ")).ok().map(|allowed| (ALLOW, allowed)));
    answer
}

fn error(style: Style, status: StatusCode, message: &str) -> Answer {
    let content = match style {
        Style::Keystone => {
            let title = status.canonical_reason().unwrap_or_default();
            Content::Json(json!({ "error": { "code": status.as_u16(), "message": message, "title": title } }))
        }
        // Its codes are not documented among the specs: this one is ours.
        Style::Sts => Content::Json(json!({ "error_code": format!("STS.{}", status.as_u16()), "error_msg": message })),
        Style::Text => Content::Bytes("text/plain".to_owned(), message.to_owned().into()),
    };
    Answer { status, headers: HeaderMap::new(), content }
}
