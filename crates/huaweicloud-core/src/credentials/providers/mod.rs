//! The providers that ask IAM, STS or the metadata service, or read files; and what is asked of IAM besides: which project
//! is that of the region.
//!
//! All of it is the feature `providers`, since it is a third of this crate, and of no use to a program that has its
//! credentials at hand. `without_providers.rs` stands here without it, and has what others of this crate use of this.

mod agency;
mod context;
mod iam;
mod ini;
pub(super) mod logins;
mod metadata;
mod oidc;
mod password;
mod profile;
mod project;
#[cfg(test)]
#[path = "../../../tests/credentials/server.rs"]
pub(super) mod server;
mod sts;

pub use agency::Agency;
pub use metadata::MetadataProvider;
pub use oidc::{IdToken, OidcProvider};
pub use password::PasswordLogin;
pub use profile::{Profile, ProfileProvider};
pub use sts::OidcAgencyProvider;

pub(crate) use project::ProjectId;

/// What to do where no credentials are found.
pub(super) const WHAT_TO_DO: &str = "set HUAWEICLOUD_SDK_AK and HUAWEICLOUD_SDK_SK, or OS_USERNAME, OS_PASSWORD and \
                                     OS_USER_DOMAIN_NAME, or write ~/.huaweicloud/credentials";
