//! The four schemes: the text to be signed, the key it is signed with, and whether a signature holds.

use hmac::{Hmac, Mac};
use sha2::{Digest, Sha256};
use sm3::Sm3;

use super::AccessKey;
use super::authorization::{Claim, Scope};

/// How a request is signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scheme {
    /// `SDK-HMAC-SHA256 Access=`
    Sdk,
    /// `SDK-HMAC-SM3 Access=`
    Sm3,
    /// `V11-HMAC-SHA256 Credential=`
    V11,
    /// `SDK-HMAC-SHA256 Credential=…/sdk_request`
    Scoped,
}

impl Scheme {
    /// What the text to be signed begins with.
    pub(super) fn algorithm(self) -> &'static str {
        match self {
            Self::Sdk | Self::Scoped => "SDK-HMAC-SHA256",
            Self::Sm3 => "SDK-HMAC-SM3",
            Self::V11 => "V11-HMAC-SHA256",
        }
    }

    /// For people, who see two schemes with the same algorithm.
    pub(super) fn name(self) -> &'static str {
        if self == Self::Scoped { "SDK-HMAC-SHA256 with a scope" } else { self.algorithm() }
    }

    /// The header in which a caller may say what the hash of the body is.
    pub(super) fn content_header(self) -> &'static str {
        if self == Self::Sm3 { "x-sdk-content-sm3" } else { "x-sdk-content-sha256" }
    }

    /// The hash of the scheme, in lower-case hexadecimal digits.
    pub(super) fn hash(self, data: &[u8]) -> String {
        match self {
            Self::Sm3 => hex(&Sm3::digest(data)),
            _ => hex(&Sha256::digest(data)),
        }
    }

    /// What is signed of a canonical request.
    pub(super) fn text(self, date: &str, scope: Scope<'_>, canonical_request: &str) -> String {
        let hash = self.hash(canonical_request.as_bytes());
        let algorithm = self.algorithm();
        match self {
            Self::Sdk | Self::Sm3 => format!("{algorithm}\n{date}\n{hash}"),
            Self::V11 | Self::Scoped => format!("{algorithm}\n{date}\n{}\n{hash}", scope.text),
        }
    }
}

/// A key as it is used for one scheme and scope.
pub(super) enum VerifyingKey {
    Sha256(Hmac<Sha256>),
    Sm3(Hmac<Sm3>),
}

impl VerifyingKey {
    pub(super) fn new(key: &AccessKey, claim: &Claim<'_>) -> Self {
        let secret = key.secret().as_bytes();
        match claim.scheme {
            Scheme::Sdk => Self::Sha256(keyed(secret)),
            Scheme::Sm3 => Self::Sm3(keyed_sm3(secret)),
            // The hexadecimal text of the derived key is what the vendor's signers take for the key.
            Scheme::V11 => Self::Sha256(keyed(hex(&expanded(secret, key.id(), claim.scope.text)).as_bytes())),
            Scheme::Scoped => {
                let Scope { day, region, service, .. } = claim.scope;
                let first = mac(&[b"SDK", secret].concat(), day.as_bytes());
                let chain = [region, service, "sdk_request"];
                Self::Sha256(keyed(&chain.iter().fold(first, |key, part| mac(&key, part.as_bytes()))))
            }
        }
    }

    /// Whether this is the signature of a text. How long that takes does not tell how much of it is right.
    pub(super) fn holds(&self, text: &str, signature: &[u8; 32]) -> bool {
        match self {
            Self::Sha256(mac) => mac.clone().chain_update(text).verify_slice(signature).is_ok(),
            Self::Sm3(mac) => mac.clone().chain_update(text).verify_slice(signature).is_ok(),
        }
    }
}

/// HKDF (RFC 5869) for 32 bytes, which are one block: extract with the id of the key for salt, expand for the scope.
fn expanded(secret: &[u8], id: &str, scope: &str) -> [u8; 32] {
    let extracted = mac(id.as_bytes(), secret);
    mac(&extracted, &[scope.as_bytes(), &[1]].concat())
}

fn mac(key: &[u8], data: &[u8]) -> [u8; 32] {
    keyed(key).chain_update(data).finalize().into_bytes().into()
}

fn keyed(key: &[u8]) -> Hmac<Sha256> {
    Hmac::new_from_slice(key).unwrap_or_else(|_| unreachable!("HMAC takes keys of any length"))
}

fn keyed_sm3(key: &[u8]) -> Hmac<Sm3> {
    Hmac::new_from_slice(key).unwrap_or_else(|_| unreachable!("HMAC takes keys of any length"))
}

/// Bytes as lower-case hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let mut text = String::with_capacity(2 * bytes.len());
    for byte in bytes {
        text.push(char::from(DIGITS[usize::from(byte >> 4)]));
        text.push(char::from(DIGITS[usize::from(byte & 15)]));
    }
    text
}
