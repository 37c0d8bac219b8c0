//! The algorithms, and where they differ.

use reqwest::header::HeaderName;
use sha2::{Digest, Sha256};

use super::hmac::Output;

const X_SDK_CONTENT_SHA256: HeaderName = HeaderName::from_static("x-sdk-content-sha256");
#[cfg(feature = "sm3")]
const X_SDK_CONTENT_SM3: HeaderName = HeaderName::from_static("x-sdk-content-sm3");

/// How requests are signed.
///
/// All schemes sign the same canonical request but for details; they differ in what the key is.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Scheme {
    /// `SDK-HMAC-SHA256`, signed with the secret itself: what both clouds' gateways take.
    SdkHmacSha256,
    /// `V11-HMAC-SHA256`, signed with a key that HKDF derives for a day, a region and a service.
    V11HmacSha256 {
        /// The region, such as `cn-north-4`.
        region: String,
        /// The service, such as `drs`.
        service: String,
    },
    /// The older, scoped form under the name `SDK-HMAC-SHA256`, signed with a key that a chain of HMACs derives.
    ///
    /// The client that Open Telekom Cloud maintains leaves region and service empty.
    ScopedHmacSha256 {
        /// The region, such as `eu-de`, or nothing.
        region: String,
        /// The service, such as `dcs`, or nothing.
        service: String,
    },
    /// `SDK-HMAC-SM3`, which is [`Scheme::SdkHmacSha256`] with the hash SM3 (GB/T 32905) in all places.
    #[cfg(feature = "sm3")]
    SdkHmacSm3,
}

impl Scheme {
    /// The name that is signed and sent.
    pub(super) const fn algorithm(&self) -> &'static str {
        match self {
            Self::SdkHmacSha256 | Self::ScopedHmacSha256 { .. } => "SDK-HMAC-SHA256",
            Self::V11HmacSha256 { .. } => "V11-HMAC-SHA256",
            #[cfg(feature = "sm3")]
            Self::SdkHmacSm3 => "SDK-HMAC-SM3",
        }
    }

    /// What a derived key is valid for, in pieces that are empty where the key is the secret itself.
    pub(super) fn scope<'a>(&'a self, day: &'a str) -> [&'a str; 6] {
        match self {
            Self::V11HmacSha256 { region, service } => [day, "/", region, "/", service, ""],
            Self::ScopedHmacSha256 { region, service } => [day, "/", region, "/", service, "/sdk_request"],
            _ => [""; 6],
        }
    }

    pub(super) const fn is_scoped(&self) -> bool {
        matches!(self, Self::ScopedHmacSha256 { .. })
    }

    /// The header that takes the place of the body's hash; the older form has none.
    pub(super) const fn payload_header(&self) -> Option<HeaderName> {
        match self {
            Self::SdkHmacSha256 | Self::V11HmacSha256 { .. } => Some(X_SDK_CONTENT_SHA256),
            Self::ScopedHmacSha256 { .. } => None,
            #[cfg(feature = "sm3")]
            Self::SdkHmacSm3 => Some(X_SDK_CONTENT_SM3),
        }
    }

    pub(super) fn hash(&self, bytes: &[u8]) -> Output {
        match self {
            #[cfg(feature = "sm3")]
            Self::SdkHmacSm3 => sm3::Sm3::digest(bytes).into(),
            _ => Sha256::digest(bytes).into(),
        }
    }
}
