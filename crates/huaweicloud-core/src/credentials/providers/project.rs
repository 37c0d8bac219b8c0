//! The id of the project that a region stands for.

use reqwest::{Method, StatusCode};
use tokio::sync::OnceCell;

use super::iam::Call;
use crate::credentials::cache::{CredentialsCache, PAUSE, Pause};
use crate::credentials::{Credentials, CredentialsError, ProviderContext};

const NAME: &str = "the project lookup";

/// Asks IAM once which project is that of the region, for all callers.
#[derive(Debug, Default)]
pub(crate) struct ProjectId {
    known: OnceCell<String>,
    failed: Pause,
}

impl ProjectId {
    /// The project of the credentials, or else the one that has the name of the region. Credentials that IAM refuses are
    /// renewed once, as they are by a call.
    pub(crate) async fn get(
        &self,
        credentials: &Credentials,
        cache: &CredentialsCache,
        context: &ProviderContext,
    ) -> Result<String, CredentialsError> {
        if let Some(id) = credentials.project_id() {
            return Ok(id.to_owned());
        }
        let asked = || async {
            self.failed.check(PAUSE)?;
            let renewing = async {
                let refused = match look_up(credentials, context).await {
                    Err(error) if error.status() == Some(StatusCode::UNAUTHORIZED) => error,
                    result => return result,
                };
                match cache.renew(credentials, context).await? {
                    Some(newer) => look_up(&newer, context).await,
                    None => Err(refused),
                }
            };
            renewing.await.inspect_err(|error| self.failed.begin(error))
        };
        self.known.get_or_try_init(asked).await.cloned()
    }
}

async fn look_up(credentials: &Credentials, context: &ProviderContext) -> Result<String, CredentialsError> {
    let misconfigured = |problem: &str| CredentialsError::misconfigured(NAME, problem);
    let region = context.region().ok_or_else(|| {
        misconfigured(
            "neither a project nor a region is known: give a project id, or the region whose project is meant",
        )
    })?;
    let name: String = reqwest::Url::parse_with_params("http://_", [("name", region)])
        .ok()
        .and_then(|url| url.query().map(str::to_owned))
        .ok_or_else(|| misconfigured("the region cannot travel in a URL"))?;
    let endpoint = context.iam_endpoint_of(credentials, NAME)?;
    let call = Call::new(NAME, Method::GET, &endpoint, &format!("/v3/projects?{name}"))?;
    let mut answer = call.send_as(credentials, context).await?.success()?;
    let json = answer.json()?;
    let projects = json.list("/projects").ok_or_else(|| answer.unreadable("has no `projects`"))?;
    let id = match projects {
        [project] => project.get("id").and_then(|id| id.as_str()).filter(|id| !id.is_empty()),
        [] => return Err(misconfigured(&format!("no project is named {region:?}: give the id of the project"))),
        several => {
            let count = several.len();
            return Err(misconfigured(&format!(
                "{count} projects are named {region:?}: give the id of the one that is meant"
            )));
        }
    };
    let id = id.ok_or_else(|| answer.unreadable("has a project without `id`"))?.to_owned();
    tracing::debug!(region, project_id = id, "the project of the region was looked up");
    Ok(id)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::credentials::providers::server::{Answer, Server, answer};
    use crate::{Cloud, Token};

    async fn server(answers: impl IntoIterator<Item = Answer>) -> (Server, ProviderContext) {
        let server = Server::start(answers).await;
        let context = ProviderContext::new(reqwest::Client::new())
            .with_region(Cloud::HuaweiCloud, "cn-north-4")
            .with_iam_endpoint(server.address());
        (server, context)
    }

    fn found(ids: &str) -> Answer {
        answer("200 OK", &format!(r#"{{"projects":[{ids}]}}"#))
    }

    fn token() -> Credentials {
        Credentials::token(Token::new("t-1").expect("a token"))
    }

    fn cache() -> CredentialsCache {
        CredentialsCache::new(Arc::new(token()))
    }

    #[tokio::test]
    async fn the_project_of_the_credentials_needs_no_call() {
        let (server, context) = server([]).await;
        let id = ProjectId::default().get(&token().with_project_id("p-0"), &cache(), &context).await;
        assert_eq!(id.expect("known"), "p-0");
        assert_eq!(server.heard().len(), 0);
    }

    #[tokio::test]
    async fn the_project_with_the_name_of_the_region_is_looked_up_once_for_all_callers() {
        let (server, context) = server([found(r#"{"id":"p-1","name":"cn-north-4"}"#)]).await;
        let project = ProjectId::default();
        let (credentials, cache) = (token(), cache());
        let (one, other) =
            tokio::join!(project.get(&credentials, &cache, &context), project.get(&credentials, &cache, &context));
        assert_eq!((one.expect("found").as_str(), other.expect("found").as_str()), ("p-1", "p-1"));
        let request = server.heard_one();
        assert_eq!(request.line(), "GET /v3/projects?name=cn-north-4 HTTP/1.1");
        assert_eq!(request.header("x-auth-token"), Some("t-1"));
    }

    #[tokio::test]
    async fn an_access_key_signs_the_lookup() {
        let (server, context) = server([found(r#"{"id":"p-1"}"#)]).await;
        let key = Credentials::access_key("AKEXAMPLE", "sk").with_security_token("st").with_domain_id("d-1");
        ProjectId::default().get(&key, &cache(), &context).await.expect("found");
        let request = server.heard_one();
        assert!(request.header("authorization").is_some_and(|value| value.contains("Access=AKEXAMPLE")));
        assert_eq!(request.header("x-security-token"), Some("st"));
        assert_eq!(request.header("x-domain-id"), Some("d-1"));
    }

    #[tokio::test]
    async fn none_or_several_projects_are_an_error_that_says_what_to_do() {
        for (projects, expected) in [
            ("", "no project is named \"cn-north-4\": give the id of the project"),
            (r#"{"id":"a"},{"id":"b"}"#, "2 projects are named \"cn-north-4\": give the id of the one that is meant"),
        ] {
            let (_server, context) = server([found(projects)]).await;
            let error = ProjectId::default().get(&token(), &cache(), &context).await.expect_err("not one");
            assert_eq!(error.kind().to_string(), expected);
        }
    }

    #[tokio::test]
    async fn a_lookup_that_failed_is_not_repeated_by_those_who_waited() {
        let (server, context) = server([answer("500 Internal Server Error", "")]).await;
        let project = ProjectId::default();
        let (credentials, cache) = (token(), cache());
        let (one, other) =
            tokio::join!(project.get(&credentials, &cache, &context), project.get(&credentials, &cache, &context));
        assert!(one.is_err() && other.is_err());
        assert_eq!(server.heard().len(), 1);
    }

    #[tokio::test]
    async fn without_a_region_the_error_says_what_to_give() {
        let context = ProviderContext::new(reqwest::Client::new());
        let error = ProjectId::default().get(&token(), &cache(), &context).await.expect_err("no region");
        assert!(error.to_string().contains("give a project id, or the region"), "{error}");
    }
}
