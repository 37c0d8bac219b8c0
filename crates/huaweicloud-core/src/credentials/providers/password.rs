//! An IAM token for a user's name and password.

use std::fmt;

use serde_json::{Value, json};

use super::iam::{Call, token};
use crate::credentials::{Credentials, CredentialsError, CredentialsProvider, Provide, ProviderContext, Sensitive};

const NAME: &str = "password login";

/// Logs a user in with a password, and gives an IAM token, which is good for 24 hours.
///
/// The token is good for one project: the one that is named here, or else the one that has the name of the region,
/// or, if no region is known, for the domain. A user who has to give a one-time code besides cannot log in so.
///
/// ```no_run
/// use huaweicloud_core::Cloud;
/// use huaweicloud_core::credentials::{CredentialsProvider, PasswordLogin, ProviderContext};
///
/// # async fn run(password: &str) -> Result<(), Box<dyn std::error::Error>> {
/// let login = PasswordLogin::new("alice", password).domain_name("OTC-EU-DE-00000000001000000001");
/// let http = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build()?;
/// let context = ProviderContext::new(http).with_region(Cloud::OpenTelekomCloud, "eu-de");
/// let credentials = login.provide(&context).await?;
/// println!("good for the project {:?} until {:?}", credentials.project_id(), credentials.expires_at());
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct PasswordLogin {
    user: User,
    password: Sensitive,
    domain: Option<Named>,
    scope: Scope,
}

/// A user whose name is one in its domain, or whose id says it all.
#[derive(Clone, Debug)]
enum User {
    Name(String),
    Id(String),
}

/// A project or a domain, by its name or by its id.
#[derive(Clone, Debug)]
enum Named {
    Name(String),
    Id(String),
}

#[derive(Clone, Debug)]
enum Scope {
    Region,
    Project(Named),
    Domain,
}

impl PasswordLogin {
    /// A user by name, whose [domain](Self::domain_name) must be said too.
    pub fn new(user_name: impl Into<String>, password: impl Into<Sensitive>) -> Self {
        Self { user: User::Name(user_name.into()), password: password.into(), domain: None, scope: Scope::Region }
    }

    /// A user by id.
    pub fn of_user_id(user_id: impl Into<String>, password: impl Into<Sensitive>) -> Self {
        Self { user: User::Id(user_id.into()), ..Self::new("", password) }
    }

    /// The name of the domain, which is the account, that the user belongs to.
    #[must_use]
    pub fn domain_name(mut self, name: impl Into<String>) -> Self {
        self.domain = Some(Named::Name(name.into()));
        self
    }

    /// The id of the domain, which is the account, that the user belongs to.
    #[must_use]
    pub fn domain_id(mut self, id: impl Into<String>) -> Self {
        self.domain = Some(Named::Id(id.into()));
        self
    }

    /// Logs in to the project of this name, such as `eu-de_test`.
    #[must_use]
    pub fn project_name(mut self, name: impl Into<String>) -> Self {
        self.scope = Scope::Project(Named::Name(name.into()));
        self
    }

    /// Logs in to the project of this id.
    #[must_use]
    pub fn project_id(mut self, id: impl Into<String>) -> Self {
        self.scope = Scope::Project(Named::Id(id.into()));
        self
    }

    /// Logs in to the domain, for services that belong to no region.
    #[must_use]
    pub fn for_domain(mut self) -> Self {
        self.scope = Scope::Domain;
        self
    }

    async fn log_in(&self, context: &ProviderContext) -> Result<Credentials, CredentialsError> {
        let endpoint = context.iam_endpoint(NAME)?;
        let body = self.body(context)?;
        // Without its catalog, the answer has a hundredth of the size.
        let password = Some(("/auth/identity/password/user/password", &self.password));
        let call = Call::post(NAME, &endpoint, "/v3/auth/tokens?nocatalog=true", body, password)?;
        let answer = call.send(context.http()).await?.success()?;
        Ok(token::read(answer)?.with_source(NAME))
    }

    /// The request, with nothing in the place of the password.
    fn body(&self, context: &ProviderContext) -> Result<Value, CredentialsError> {
        let domain = self.domain.as_ref().map(Named::json);
        let user = match (&self.user, &domain) {
            (User::Id(id), _) => json!({ "id": id, "password": null }),
            (User::Name(name), Some(domain)) => json!({ "name": name, "password": null, "domain": domain }),
            (User::Name(_), None) => {
                let problem = "a user name is one in a domain, which is the account: name it with `.domain_name(…)` or set \
                               OS_USER_DOMAIN_NAME";
                return Err(CredentialsError::misconfigured(NAME, problem));
            }
        };
        let of_name = |name: &str| match &domain {
            Some(domain) => json!({ "project": { "name": name, "domain": domain } }),
            None => json!({ "project": { "name": name } }),
        };
        let scope = match (&self.scope, context.region()) {
            (Scope::Project(Named::Id(id)), _) => Some(json!({ "project": { "id": id } })),
            (Scope::Project(Named::Name(name)), _) => Some(of_name(name)),
            (Scope::Region, Some(region)) => Some(of_name(region)),
            (Scope::Region | Scope::Domain, _) => domain.as_ref().map(|domain| json!({ "domain": domain })),
        };
        let mut auth = json!({ "identity": { "methods": ["password"], "password": { "user": user } } });
        if let (Some(scope), Some(auth)) = (scope, auth.as_object_mut()) {
            auth.insert("scope".to_owned(), scope);
        }
        Ok(json!({ "auth": auth }))
    }
}

impl Named {
    fn json(&self) -> Value {
        match self {
            Self::Name(name) => json!({ "name": name }),
            Self::Id(id) => json!({ "id": id }),
        }
    }
}

impl CredentialsProvider for PasswordLogin {
    fn provide<'a>(&'a self, context: &'a ProviderContext) -> Provide<'a> {
        Box::pin(self.log_in(context))
    }

    fn name(&self) -> &'static str {
        NAME
    }
}

impl fmt::Debug for PasswordLogin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PasswordLogin")
            .field("user", &self.user)
            .field("domain", &self.domain)
            .field("scope", &self.scope)
            .finish_non_exhaustive()
    }
}
