//! From what was said to a configuration.

use std::sync::Arc;

use crate::clock::CorrectedClock;
use crate::config::place::{Given, Place, Source};
use crate::config::profiles::{self, Profile};
use crate::config::{ScopeId, Shared};
use crate::credentials::{CredentialsCache, CredentialsProvider, ProjectId, ProviderChain, ProviderContext};
use crate::endpoints::{Endpoints, RegionsFile};
use crate::{Config, ConfigBuilder, ConfigError, Environment, Missing};

const PROJECT_ID: [&str; 3] = ["HUAWEICLOUD_SDK_PROJECT_ID", "OS_PROJECT_ID", "OS_TENANT_ID"];
const DOMAIN_ID: [&str; 2] = ["HUAWEICLOUD_SDK_DOMAIN_ID", "OS_DOMAIN_ID"];

impl ConfigBuilder {
    /// Checks everything and sets up the HTTP client. Sends nothing.
    ///
    /// # Errors
    ///
    /// [`ConfigError`] names what is wrong, or all that is missing.
    pub fn build(mut self) -> Result<Config, ConfigError> {
        if let Some(suffix) = &self.user_agent_suffix
            && !suffix.chars().all(|c| c == ' ' || c.is_ascii_graphic())
        {
            return Err(ConfigError::InvalidUserAgent);
        }
        // A profile is a file, so that one that is named needs an environment to be found in.
        if self.profile.is_some() && self.environment.is_none() {
            self.environment = Some(Environment::of_process());
        }
        let environment = self.environment.take();
        let profile = self.named_profile(environment.as_ref())?;
        let place = self.place(profile.as_ref(), environment.as_ref())?;
        let services = self.service_endpoints.iter().map(|(service, endpoint)| {
            let given = Given::new(format!("`.service_endpoint({service:?}, …)`"), endpoint.clone());
            Ok((service.clone(), given.endpoint()?))
        });
        let services = services.collect::<Result<Vec<_>, ConfigError>>()?;
        let has_place = place.region.is_some() || place.endpoint.is_some() || !services.is_empty();
        let credentials = match (self.provider(environment.is_some()), has_place) {
            (Some(credentials), true) => credentials,
            (credentials, _) => {
                let mut missing = Vec::new();
                if !has_place {
                    missing.push(Missing::Region);
                }
                if credentials.is_none() {
                    missing.push(Missing::Credentials);
                }
                return Err(ConfigError::Incomplete { missing });
            }
        };

        // What the environment says may be of another account than a profile that is named.
        let variables = environment.as_ref().filter(|_| profile.is_none());
        let id = |given: Option<String>, of_profile: Option<String>, names: &[&str]| ScopeId {
            said: given.or(of_profile),
            of_environment: names.iter().find_map(|name| variables?.get(name).map(str::to_owned)),
        };
        let (project, domain) = profile.as_ref().map(profiles::ids).unwrap_or_default();
        let (project, domain) = (id(self.project_id, project, &PROJECT_ID), id(self.domain_id, domain, &DOMAIN_ID));

        let environment = environment.unwrap_or_else(Environment::empty);
        let http = self.http.client(self.timeouts, &environment)?;
        let clock = Arc::new(CorrectedClock::new(self.clock));
        let mut providers = ProviderContext::new(http.clone())
            .with_corrected_clock(Arc::clone(&clock))
            .with_environment(environment.clone());
        if let (Some(cloud), Some(region)) = (place.cloud, &place.region) {
            providers = providers.with_region(cloud, region);
        }
        // A wrong address is an error in every build; only these providers ask there.
        #[cfg(feature = "providers")]
        if let Some(endpoint) = place.iam_endpoint {
            providers = providers.with_iam_endpoint(endpoint);
        }
        let endpoints = Endpoints {
            cloud: place.cloud,
            region: place.region,
            all: place.endpoint,
            services,
            file: RegionsFile::of(&environment)?,
            environment,
        };
        Ok(Config::new(Shared {
            endpoints,
            credentials: CredentialsCache::new(credentials),
            providers,
            projects: ProjectId::default(),
            project,
            domain,
            signing: self.signing,
            http,
            clock,
            retry: self.retry,
            observers: self.observers,
            max_response_bytes: self.max_response_bytes,
            user_agent_suffix: self.user_agent_suffix,
            timeouts: self.timeouts,
        }))
    }

    fn named_profile(&self, environment: Option<&Environment>) -> Result<Option<Profile>, ConfigError> {
        self.profile.as_ref().zip(environment).map(|(name, environment)| name.read(environment)).transpose()
    }

    /// Where to call, as the first says of: the builder, the profile that it names, the environment, the default profile.
    fn place(&self, profile: Option<&Profile>, environment: Option<&Environment>) -> Result<Place, ConfigError> {
        let mut sources = vec![Source::of_builder(self)];
        sources.extend(profile.cloned().map(Source::of_profile));
        sources.extend(environment.map(Source::of_environment));
        // A file that nobody needs may be broken, or not be ours to read.
        let needs_place = !sources.iter().any(Source::is_place) && self.service_endpoints.is_empty();
        if let Some(environment) = environment.filter(|_| profile.is_none() && needs_place) {
            sources.extend(profiles::default(environment)?.map(Source::of_profile));
        }
        Place::of(&sources)
    }

    /// What credentials come from; `None` if nobody says, which can only be without an environment.
    fn provider(&self, has_environment: bool) -> Option<Arc<dyn CredentialsProvider>> {
        if let Some(given) = &self.credentials {
            return Some(Arc::clone(given));
        }
        if let Some(name) = &self.profile {
            return Some(name.provider());
        }
        has_environment.then(|| Arc::new(ProviderChain::standard()) as Arc<dyn CredentialsProvider>)
    }
}

#[cfg(test)]
mod tests;
