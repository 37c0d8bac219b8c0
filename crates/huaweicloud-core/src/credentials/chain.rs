//! The first of several providers that has something.

use std::sync::Arc;

use super::providers::{MetadataProvider, ProfileProvider};
use super::{
    Credentials, CredentialsError, CredentialsErrorKind, CredentialsProvider, EnvironmentProvider, Provide,
    ProviderContext,
};

const NAME: &str = "provider chain";

/// Asks providers in their order, and gives what the first one gives that is configured.
///
/// One that has nothing to work with is passed over. One that was given something, but not enough or something wrong,
/// or that IAM refuses, ends the search: another account's credentials in its place would surprise.
///
/// ```
/// use huaweicloud_core::credentials::{
///     Credentials, CredentialsProvider, EnvironmentProvider, ProviderChain, ProviderContext,
/// };
///
/// # async fn run() -> Result<(), Box<dyn std::error::Error>> {
/// let chain = ProviderChain::new().then(EnvironmentProvider::new()).then(Credentials::access_key("AKEXAMPLE", "secret"));
/// let nothing_set = ProviderContext::new(reqwest::Client::new());
/// assert_eq!(chain.provide(&nothing_set).await?.source(), "given by the program");
/// # Ok(())
/// # }
/// # tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(run())?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct ProviderChain {
    providers: Vec<Arc<dyn CredentialsProvider>>,
}

impl ProviderChain {
    /// A chain of no provider.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// What the official SDKs look at, in their order: the environment (where OpenID Connect comes first), the file of
    /// profiles, the metadata service. Without the feature `providers` the last two are not looked at, and where nothing is
    /// found, the error says so.
    #[must_use]
    pub fn standard() -> Self {
        Self::new().then(EnvironmentProvider::new()).then(ProfileProvider::new()).then(MetadataProvider::new())
    }

    /// The same with one more provider at its end.
    #[must_use]
    pub fn then(mut self, provider: impl CredentialsProvider + 'static) -> Self {
        self.providers.push(Arc::new(provider));
        self
    }

    async fn first(&self, context: &ProviderContext) -> Result<Credentials, CredentialsError> {
        let mut tried = Vec::with_capacity(self.providers.len());
        for provider in &self.providers {
            match provider.provide(context).await {
                Err(error) if error.is_not_configured() => tried.push(error),
                result => return result,
            }
        }
        Err(CredentialsError::new(NAME, CredentialsErrorKind::NoneFound { tried }))
    }
}

impl CredentialsProvider for ProviderChain {
    fn provide<'a>(&'a self, context: &'a ProviderContext) -> Provide<'a> {
        Box::pin(self.first(context))
    }

    fn name(&self) -> &'static str {
        NAME
    }
}
