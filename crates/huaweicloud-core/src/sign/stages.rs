//! Stages 2 and 3: the text that is signed, its signature, and the header that carries it.

use reqwest::header::HeaderValue;
use sha2::Sha256;
use zeroize::Zeroizing;

use super::hex::Hex;
use super::hmac::{hkdf, hmac};
use super::{CanonicalRequest, Scheme, SdkDate, SignError, SigningKey};
use crate::joined::joined;

/// Stage 2: names the algorithm, the moment and, where the key is derived for one, the scope; and the hash of the
/// canonical request. [The module](super) has an example of all stages.
#[must_use]
pub fn string_to_sign(scheme: &Scheme, date: &SdkDate, canonical: &CanonicalRequest) -> String {
    let hash = Hex::of(&scheme.hash(canonical.text().as_bytes()));
    let [a, b, c, d, e, f] = scheme.scope(date.day());
    let end = if a.is_empty() { "" } else { "\n" };
    joined(&[scheme.algorithm(), "\n", date.as_str(), "\n", a, b, c, d, e, f, end, hash.as_str()], "")
}

/// Stage 3: the signature of a [`string_to_sign`], in lower-case hexadecimal digits. [The module](super) has an example.
#[must_use]
pub fn signature(scheme: &Scheme, key: &SigningKey<'_>, date: &SdkDate, string_to_sign: &str) -> String {
    signed(scheme, key, date, string_to_sign).as_str().to_owned()
}

/// The value of the `Authorization` header of a canonical request, marked sensitive. [The module](super) has an example.
///
/// # Errors
///
/// [`SignError::Unsendable`] if the access key's id, the region or the service cannot travel in a header.
pub fn authorization(
    scheme: &Scheme,
    key: &SigningKey<'_>,
    date: &SdkDate,
    canonical: &CanonicalRequest,
) -> Result<HeaderValue, SignError> {
    let signature = signed(scheme, key, date, &string_to_sign(scheme, date, canonical));
    let [a, b, c, d, e, f] = scheme.scope(date.day());
    let (credential, slash) = if a.is_empty() { (" Access=", "") } else { (" Credential=", "/") };
    let (headers, signature) = (canonical.signed_headers(), signature.as_str());
    let algorithm = scheme.algorithm();
    // In one go, so that the header takes the text over as it is.
    let text = joined(
        &[
            algorithm,
            credential,
            key.id,
            slash,
            a,
            b,
            c,
            d,
            e,
            f,
            ", SignedHeaders=",
            headers,
            ", Signature=",
            signature,
        ],
        "",
    );
    let mut value = HeaderValue::try_from(text).map_err(|_| SignError::Unsendable)?;
    value.set_sensitive(true);
    Ok(value)
}

/// The key is derived anew for each signature: that takes one or two microseconds, in calls that take milliseconds, and
/// so no derived key has to be kept.
fn signed(scheme: &Scheme, key: &SigningKey<'_>, date: &SdkDate, string_to_sign: &str) -> Hex {
    let text = string_to_sign.as_bytes();
    let code = match scheme {
        Scheme::SdkHmacSha256 => hmac::<Sha256>(key.secret, &[text]),
        Scheme::V11HmacSha256 { .. } => {
            let scope = joined(&scheme.scope(date.day()), "");
            let derived = hkdf::<Sha256>(key.id.as_bytes(), key.secret, scope.as_bytes());
            // The key is the text of the digits, not the bytes that they stand for.
            let derived = Zeroizing::new(Hex::of(&derived));
            hmac::<Sha256>(derived.as_bytes(), &[text])
        }
        Scheme::ScopedHmacSha256 { region, service } => {
            let first = Zeroizing::new([b"SDK", key.secret].concat());
            let daily = Zeroizing::new(hmac::<Sha256>(&first, &[date.day().as_bytes()]));
            let derived = [region, service, "sdk_request"]
                .into_iter()
                .fold(daily, |key, part| Zeroizing::new(hmac::<Sha256>(key.as_slice(), &[part.as_bytes()])));
            hmac::<Sha256>(derived.as_slice(), &[text])
        }
        #[cfg(feature = "sm3")]
        Scheme::SdkHmacSm3 => hmac::<sm3::Sm3>(key.secret, &[text]),
    };
    Hex::of(&code)
}
