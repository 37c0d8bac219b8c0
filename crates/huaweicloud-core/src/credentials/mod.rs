//! Who calls: credentials, and where they come from.
//!
//! A request is authenticated with [`Credentials`]: an access key, or an IAM token. A [`CredentialsProvider`] gives
//! them, and gives new ones before the old ones expire:
//!
//! | provider | what it gives |
//! |---|---|
//! | [`Credentials`] | themselves: what a program has at hand |
//! | [`EnvironmentProvider`] | what the environment variables of the official SDKs and of Open Telekom Cloud's clients say |
//! | [`ProfileProvider`] | what `~/.huaweicloud/credentials` says |
//! | [`PasswordLogin`] | an IAM token for a user's name and password |
//! | [`Agency`] | a temporary access key of an agency that another account trusts this one with |
//! | [`MetadataProvider`] | the temporary access key of the server that the program runs on |
//! | [`OidcProvider`] | a temporary access key for an OpenID Connect id token, through an identity provider of IAM |
//! | [`OidcAgencyProvider`] | a temporary access key for an OpenID Connect id token, through a trust agency of STS |
//! | [`ProviderChain`] | what the first of several providers gives |
//!
//! All but [`Credentials`], [`EnvironmentProvider`] and [`ProviderChain`] need the feature `providers`, which each TLS feature
//! brings. Each can be used alone, with a [`ProviderContext`]:
//!
//! ```
//! use huaweicloud_core::Environment;
//! use huaweicloud_core::credentials::{CredentialsProvider, ProviderChain, ProviderContext};
//!
//! # async fn run() -> Result<(), Box<dyn std::error::Error>> {
//! let environment = Environment::empty().with("HUAWEICLOUD_SDK_AK", "AKEXAMPLE").with("HUAWEICLOUD_SDK_SK", "secret");
//! let context = ProviderContext::new(reqwest::Client::new()).with_environment(environment);
//! let credentials = ProviderChain::standard().provide(&context).await?;
//! assert_eq!(credentials.source(), "environment");
//! # Ok(())
//! # }
//! # tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(run())?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Secrets are kept as [`Sensitive`]: they show in no `Debug`, no error and no log, and their memory is overwritten.

mod cache;
mod chain;
mod context;
mod environment;
mod error;
#[cfg(feature = "providers")]
mod providers;
#[cfg(not(feature = "providers"))]
#[path = "without_providers.rs"]
mod providers;
mod scheme;
mod sensitive;
mod value;

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

pub use chain::ProviderChain;
pub use context::ProviderContext;
pub use environment::EnvironmentProvider;
pub use error::{CredentialsError, CredentialsErrorKind};
#[cfg(feature = "providers")]
pub use providers::{
    Agency, IdToken, MetadataProvider, OidcAgencyProvider, OidcProvider, PasswordLogin, Profile, ProfileProvider,
};
#[cfg(not(feature = "providers"))]
pub(crate) use providers::{LACKS_PROVIDERS, refuse_profiles};
pub use sensitive::Sensitive;
pub use value::{AccessKey, Credentials, Kind};

pub(crate) use {cache::CredentialsCache, providers::ProjectId, scheme::default_scheme};

/// Gives credentials.
///
/// It is asked when there are none, and again before those that it gave expire; what asks remembers, so a provider need
/// not. One of a program's own is a few lines:
///
/// ```
/// use huaweicloud_core::Credentials;
/// use huaweicloud_core::credentials::{CredentialsProvider, Provide, ProviderContext};
///
/// #[derive(Debug)]
/// struct Vault;
///
/// impl CredentialsProvider for Vault {
///     fn provide<'a>(&'a self, _: &'a ProviderContext) -> Provide<'a> {
///         Box::pin(async { Ok(Credentials::access_key("AKEXAMPLE", "secret").with_source(self.name())) })
///     }
///
///     fn name(&self) -> &'static str {
///         "vault"
///     }
/// }
/// ```
pub trait CredentialsProvider: Send + Sync + fmt::Debug {
    /// Gives credentials that are good at the time of the context's clock.
    ///
    /// The future resolves to a [`CredentialsError`] if there are none; one that
    /// [is not configured](CredentialsError::is_not_configured) lets a chain go on to its next provider.
    fn provide<'a>(&'a self, context: &'a ProviderContext) -> Provide<'a>;

    /// What errors and logs call it, in a word or two.
    fn name(&self) -> &'static str;
}

/// The future that [`CredentialsProvider::provide`] returns.
pub type Provide<'a> = Pin<Box<dyn Future<Output = Result<Credentials, CredentialsError>> + Send + 'a>>;

impl<P: CredentialsProvider + ?Sized> CredentialsProvider for Arc<P> {
    fn provide<'a>(&'a self, context: &'a ProviderContext) -> Provide<'a> {
        (**self).provide(context)
    }

    fn name(&self) -> &'static str {
        (**self).name()
    }
}
