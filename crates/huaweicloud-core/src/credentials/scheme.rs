//! How access keys sign where nobody says.

use crate::Cloud;
use crate::sign::Scheme;

/// The scheme that the clients of a cloud sign with.
pub(crate) fn default_scheme(cloud: Option<Cloud>) -> Scheme {
    match cloud {
        Some(Cloud::OpenTelekomCloud) => Scheme::ScopedHmacSha256 { region: "".into(), service: "".into() },
        _ => Scheme::SdkHmacSha256,
    }
}
