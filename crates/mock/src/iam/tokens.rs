//! Tokens: `X-Subject-Token`, and what the body says about it.

use std::time::Duration;

use http::header::HeaderMap;
use http::{HeaderValue, StatusCode};
use serde_json::{Value, json};

use super::Iam;
use super::asked::{Asked, Refused};
use super::directory::{Named, Scope};
use crate::auth::date;
use crate::{Answer, Content};

/// How long a token is good for, as the vendor documents it.
const DURATION: Duration = Duration::from_secs(24 * 60 * 60);

/// A token for a password, or for an agency.
pub(super) fn for_identity(iam: &Iam, asked: &Asked<'_>) -> Result<Answer, Refused> {
    let body = asked.json()?;
    match body.method()? {
        "password" => {
            let user = iam.log_in(&body)?;
            let scope = Scope::read(&body, &user.domain)?;
            issue(iam, asked, "password", &user.user, &user.domain, &scope)
        }
        "assume_role" => {
            iam.keyring.authenticate(asked.request, asked.body, asked.now)?;
            const ROLE: &str = "/auth/identity/assume_role";
            let agency = body.needed(&format!("{ROLE}/agency_name"))?;
            let domain = iam.agency_domain(&body, ROLE)?;
            let scope = Scope::read(&body, &domain)?;
            let user = Named::user(&format!("{}/{agency}", domain.name), &domain);
            issue(iam, asked, "assume_role", &user, &domain, &scope)
        }
        _ => Err(Refused::bad("auth.identity.methods has another method than those known here: password, assume_role")),
    }
}

/// A token for an OpenID Connect id token.
pub(super) fn for_id_token(iam: &Iam, asked: &Asked<'_>) -> Result<Answer, Refused> {
    let provider = asked.header("x-idp-id").ok_or_else(|| Refused::bad("the header X-Idp-Id is missing"))?;
    let body = asked.json()?;
    body.needed("/auth/id_token/id")?;
    let domain = Named::domain(super::FIRST_DOMAIN);
    let scope = Scope::read(&body, &domain)?;
    let user = Named::user(&format!("{provider}/federated"), &domain);
    issue(iam, asked, "mapped", &user, &domain, &scope)
}

fn issue(
    iam: &Iam,
    asked: &Asked<'_>,
    method: &str,
    user: &Named,
    domain: &Named,
    scope: &Scope,
) -> Result<Answer, Refused> {
    let wants_catalog = asked.query("nocatalog")?.is_none();
    let project = match scope {
        Scope::Project(project) => Some(project),
        Scope::Domain => None,
    };
    let (value, expires_at) = iam.issue_token(&domain.id, project.map(|project| &*project.id), asked.now, DURATION)?;
    let mut token = json!({
        "methods": [method],
        "issued_at": date::rfc3339(asked.now),
        "expires_at": expires_at,
        "user": with_domain(user, domain),
        "roles": [],
    });
    match project {
        Some(project) => token["project"] = with_domain(project, domain),
        None => token["domain"] = domain.json(),
    }
    // Whoever does not want it says so; here it is empty, because where the services are is what the mock prints.
    if wants_catalog {
        token["catalog"] = json!([]);
    }
    let mut value = HeaderValue::try_from(value)
        .map_err(|_| Refused::new(StatusCode::SERVICE_UNAVAILABLE, "the token cannot travel in a header"))?;
    value.set_sensitive(true);
    let headers = HeaderMap::from_iter([(http::HeaderName::from_static("x-subject-token"), value)]);
    Ok(Answer { status: StatusCode::CREATED, headers, content: Content::Json(json!({ "token": token })) })
}

fn with_domain(named: &Named, domain: &Named) -> Value {
    json!({ "id": named.id, "name": named.name, "domain": domain.json() })
}
