//! What the file of profiles says.

mod login;

use std::path::{Path, PathBuf};

use zeroize::Zeroizing;

use self::login::{Login, value};
use super::ini::{self, Place, Section};
use crate::credentials::{Credentials, CredentialsError, CredentialsProvider, Provide, ProviderContext, Sensitive};
use crate::{Cloud, Environment};

const NAME: &str = "profile";
const VARIABLE: &str = "HUAWEICLOUD_SDK_CREDENTIALS_FILE";

/// The sections that the official SDKs know.
const STANDARD: [&str; 2] = ["basic", "global"];

/// The keys that a section may have.
const KEYS: [&str; 16] = [
    "ak",
    "sk",
    "security_token",
    "project_id",
    "domain_id",
    "iam_endpoint",
    "idp_id",
    "id_token_file",
    "token",
    "username",
    "password",
    "domain_name",
    "project_name",
    "region",
    "cloud",
    "endpoint",
];

/// A section of the file of profiles: credentials, and where to use them.
///
/// The file is `~/.huaweicloud/credentials`, or the one that `HUAWEICLOUD_SDK_CREDENTIALS_FILE` names:
///
/// ```text
/// [basic]
/// ak = AKEXAMPLE
/// sk = …
/// project_id = 0a1b2c
///
/// [staging]
/// cloud = open-telekom-cloud
/// region = eu-de
/// username = alice
/// password = …
/// domain_name = OTC-EU-DE-00000000001000000001
/// ```
///
/// `[basic]` and `[global]` are those of the official SDKs; any other section is a profile of that name. Every key:
/// `ak`, `sk`, `security_token`, `project_id`, `domain_id`, `iam_endpoint`, `idp_id`, `id_token_file`, `token`,
/// `username`, `password`, `domain_name`, `project_name`, `region`, `cloud` (`huaweicloud` or `open-telekom-cloud`) and
/// `endpoint`.
#[derive(Clone, Debug)]
pub struct Profile {
    /// The name of the section.
    pub name: String,
    /// The cloud that the profile is of.
    pub cloud: Option<Cloud>,
    /// The id of the region.
    pub region: Option<String>,
    /// The address that all requests are sent to, whatever the region. It is hidden as long as nobody has looked whether a
    /// password is in it.
    pub endpoint: Option<Sensitive>,
    /// The address of IAM, hidden for the same reason.
    pub iam_endpoint: Option<Sensitive>,
    /// The project that requests are made in.
    pub project_id: Option<String>,
    /// The domain, which is the account.
    pub domain_id: Option<String>,
    login: Login,
}

impl Profile {
    /// Reads a profile: the one of that name, or else `[basic]`, or else `[global]`.
    ///
    /// A file that others may read is warned of, on Unix.
    ///
    /// ```
    /// use huaweicloud_core::credentials::Profile;
    /// use huaweicloud_core::{Cloud, Environment};
    ///
    /// let folder = tempfile::tempdir()?;
    /// let file = folder.path().join("credentials");
    /// std::fs::write(&file, "[staging]\ncloud = otc\nregion = eu-de\nak = AKEXAMPLE\nsk = secret\n")?;
    ///
    /// let environment = Environment::empty().with("HUAWEICLOUD_SDK_CREDENTIALS_FILE", file.display().to_string());
    /// let profile = Profile::read(&environment, Some("staging"))?;
    /// assert_eq!((profile.cloud, profile.region.as_deref()), (Some(Cloud::OpenTelekomCloud), Some("eu-de")));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// There is no such file, which is [not configured](CredentialsError::is_not_configured) unless the file or the
    /// profile was named; or the file is wrong somewhere, which the error says with line and column.
    pub fn read(environment: &Environment, name: Option<&str>) -> Result<Self, CredentialsError> {
        let (path, is_named) = match (environment.get(VARIABLE), environment.home()) {
            (Some(path), _) => (PathBuf::from(path), true),
            (None, Some(home)) => (home.join(".huaweicloud").join("credentials"), false),
            (None, None) => {
                let missing = format!("neither {VARIABLE} is set nor is there a home folder");
                return Err(absent(name.is_some(), missing));
            }
        };
        let shown = path.display();
        let text = match std::fs::read(&path).map(Zeroizing::new) {
            Ok(text) => text,
            Err(reason) if reason.kind() == std::io::ErrorKind::NotFound => {
                return Err(absent(is_named || name.is_some(), format!("there is no file {shown}")));
            }
            Err(reason) => {
                return Err(CredentialsError::misconfigured(NAME, format!("{shown} cannot be read: {reason}")));
            }
        };
        let text = std::str::from_utf8(&text)
            .map_err(|_| CredentialsError::misconfigured(NAME, format!("{shown} is no UTF-8 text")))?;
        warn_if_readable_by_others(&path);

        let wrong = |Place { line, column }: Place, problem: &str| {
            CredentialsError::misconfigured(NAME, format!("{shown}:{line}:{column}: {problem}"))
        };
        let sections = ini::read(text).map_err(|fault| wrong(fault.at, fault.problem))?;
        let of_name = |name: &str| sections.iter().find(|section| section.name == name);
        let section = match name {
            Some(name) => of_name(name),
            None => STANDARD.into_iter().find_map(of_name),
        };
        let Some(section) = section else {
            let wanted = name.map_or("[basic] or [global]".to_owned(), |name| format!("[{name}]"));
            return Err(absent(name.is_some(), format!("{shown} has no section {wanted}")));
        };
        for entry in section.entries().iter().filter(|entry| !KEYS.contains(&entry.key())) {
            // The key itself may be a part of a secret.
            tracing::warn!(file = %shown, line = entry.at.line, "the file of profiles has a key that is not known");
        }
        Self::of(section).map_err(|(at, problem)| wrong(at, &problem))
    }

    fn of(section: &Section<'_>) -> Result<Self, (Place, String)> {
        let get = |key| value(section, key);
        let cloud = match section.get("cloud").filter(|entry| !entry.value.is_empty()) {
            None => None,
            Some(entry) => match entry.value.parse() {
                Ok(cloud) => Some(cloud),
                Err(_) => {
                    let problem = "`cloud` is neither `huaweicloud` nor `open-telekom-cloud`";
                    return Err((entry.at, problem.to_owned()));
                }
            },
        };
        Ok(Self {
            name: section.name.to_owned(),
            cloud,
            region: get("region").map(str::to_owned),
            endpoint: get("endpoint").map(Sensitive::from),
            iam_endpoint: get("iam_endpoint").map(Sensitive::from),
            project_id: get("project_id").map(str::to_owned),
            domain_id: get("domain_id").map(str::to_owned),
            login: Login::of(section)?,
        })
    }

    /// The credentials of this profile.
    ///
    /// # Errors
    ///
    /// The profile has none, or IAM gives none.
    pub async fn credentials(&self, context: &ProviderContext) -> Result<Credentials, CredentialsError> {
        let iam_endpoint = self.iam_endpoint.as_ref().map(Sensitive::expose);
        let context = context.clone().or(self.cloud, self.region.as_deref(), iam_endpoint);
        let mut credentials = match &self.login {
            Login::Credentials(credentials) => credentials.clone(),
            Login::Oidc(provider) => provider.provide(&context).await?,
            Login::Password(login) => login.provide(&context).await?,
            Login::Nothing => {
                let missing = format!("[{}] has neither `ak` nor `idp_id`, `token` or `username`", self.name);
                return Err(CredentialsError::not_configured(NAME, missing));
            }
        };
        if let (None, Some(id)) = (credentials.project_id(), &self.project_id) {
            credentials = credentials.with_project_id(id);
        }
        if let (None, Some(id)) = (credentials.domain_id(), &self.domain_id) {
            credentials = credentials.with_domain_id(id);
        }
        if let Some(endpoint) = &self.iam_endpoint {
            credentials = credentials.with_iam_endpoint(endpoint.clone());
        }
        Ok(credentials.with_source(NAME))
    }
}

/// What is not there was either asked for by name, or need not be there.
fn absent(is_named: bool, missing: String) -> CredentialsError {
    if is_named {
        CredentialsError::misconfigured(NAME, missing)
    } else {
        CredentialsError::not_configured(NAME, missing)
    }
}

#[cfg(unix)]
fn warn_if_readable_by_others(path: &Path) {
    use std::os::unix::fs::PermissionsExt;

    if std::fs::metadata(path).is_ok_and(|file| file.permissions().mode() & 0o077 != 0) {
        tracing::warn!(file = %path.display(), "others can read the file of profiles: take that from them with `chmod 600`");
    }
}

#[cfg(not(unix))]
fn warn_if_readable_by_others(_: &Path) {}

/// Gives the credentials of a [`Profile`]. The file is read anew each time.
///
/// ```no_run
/// use huaweicloud_core::Environment;
/// use huaweicloud_core::credentials::{CredentialsProvider, ProfileProvider, ProviderContext};
///
/// # async fn run() -> Result<(), Box<dyn std::error::Error>> {
/// let context = ProviderContext::new(reqwest::Client::new()).with_environment(Environment::of_process());
/// let credentials = ProfileProvider::named("staging").provide(&context).await?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug, Default)]
pub struct ProfileProvider {
    name: Option<String>,
}

impl ProfileProvider {
    /// The profile of the official SDKs: `[basic]`, or else `[global]`.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The profile of this name, which must be there.
    #[must_use]
    pub fn named(name: impl Into<String>) -> Self {
        Self { name: Some(name.into()) }
    }
}

impl CredentialsProvider for ProfileProvider {
    fn provide<'a>(&'a self, context: &'a ProviderContext) -> Provide<'a> {
        Box::pin(async move { Profile::read(context.environment(), self.name.as_deref())?.credentials(context).await })
    }

    fn name(&self) -> &'static str {
        NAME
    }
}
