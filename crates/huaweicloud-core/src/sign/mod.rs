//! Signing requests with an access key (AK/SK), as both clouds' gateways verify it.
//!
//! [`sign`] does all of it on a request that is about to be sent. Its stages are functions of their own, for tests and
//! for requests that are sent by other means: [`canonical_request`], [`string_to_sign`], [`signature`],
//! [`authorization`].
//!
//! All headers of the request are signed, `Host` included, except those that belong to one hop of the way (such as
//! `Connection` and `Content-Length`), `Authorization`, and names with `_`. So whatever adds headers that matter does it
//! before.
//!
//! ```
//! use std::time::{Duration, SystemTime};
//!
//! use huaweicloud_core::sign::{Scheme, SigningKey, sign};
//!
//! let mut request = reqwest::Client::new()
//!     .post("https://dcs.eu-de.otc.t-systems.com/v2/0123/migration-task/batch-stop")
//!     .header("content-type", "application/json")
//!     .body(r#"["b21989ec"]"#)
//!     .build()?;
//! let now = SystemTime::UNIX_EPOCH + Duration::from_secs(1_709_201_730);
//! sign(&mut request, &SigningKey::new("HPUAEXAMPLE", b"very secret"), &Scheme::SdkHmacSha256, now)?;
//!
//! assert_eq!(request.headers()["x-sdk-date"], "20240229T101530Z");
//! let authorization = request.headers()["authorization"].to_str()?;
//! assert!(authorization.starts_with(
//!     "SDK-HMAC-SHA256 Access=HPUAEXAMPLE, SignedHeaders=content-type;host;x-sdk-date, Signature="
//! ));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! The same by its stages, for a request that something else sends:
//!
//! ```
//! use huaweicloud_core::sign::{self, Payload, Scheme, SdkDate, SignableRequest, SigningKey};
//! use reqwest::header::{HeaderMap, HeaderValue};
//!
//! let scheme = Scheme::ScopedHmacSha256 { region: String::new(), service: String::new() };
//! let key = SigningKey::new("HPUAEXAMPLE", b"very secret");
//! let date: SdkDate = "20240229T101530Z".parse()?;
//! let headers = HeaderMap::from_iter([("x-sdk-date".parse()?, HeaderValue::from_str(date.as_str())?)]);
//!
//! let canonical = sign::canonical_request(&scheme, &SignableRequest {
//!     method: "GET",
//!     path: "/v3/0123/jobs",
//!     query: "limit=10",
//!     headers: &headers,
//!     host: "drs.eu-de.otc.t-systems.com",
//!     payload: Payload::Bytes(b""),
//! })?;
//! assert_eq!(canonical.signed_headers(), "host;x-sdk-date");
//!
//! let text = sign::string_to_sign(&scheme, &date, &canonical);
//! assert!(text.starts_with("SDK-HMAC-SHA256\n20240229T101530Z\n20240229///sdk_request\n"));
//! let signature = sign::signature(&scheme, &key, &date, &text);
//! let authorization = sign::authorization(&scheme, &key, &date, &canonical)?;
//! assert!(authorization.to_str()?.ends_with(&signature));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod canonical;
mod date;
mod error;
mod few;
mod headers;
mod hex;
mod hmac;
mod key;
mod percent;
mod query;
mod scheme;
mod stages;

use std::time::SystemTime;

use reqwest::header::{AUTHORIZATION, CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue};

pub use canonical::{CanonicalRequest, Payload, SignableRequest, canonical_request};
pub use date::SdkDate;
pub use error::SignError;
pub use key::SigningKey;
pub use scheme::Scheme;
pub use stages::{authorization, signature, string_to_sign};

const X_SDK_DATE: HeaderName = HeaderName::from_static("x-sdk-date");

/// What the vendor signs instead of the hash of a body that is not JSON.
const UNSIGNED_PAYLOAD: HeaderValue = HeaderValue::from_static("UNSIGNED-PAYLOAD");

/// Signs a request that is about to be sent. A request that is sent again is signed again: what an earlier signature
/// left is overwritten. [The module](self) has an example.
///
/// Sets `X-Sdk-Date`, and `Authorization`, marked sensitive. Where the content type is not JSON (or BSON), sets
/// `X-Sdk-Content-Sha256: UNSIGNED-PAYLOAD` (`X-Sdk-Content-Sm3` with SM3), as the vendor's clients do; so the body may
/// be a stream then. The older, scoped form knows no such header and signs every body. Outer white space of header
/// values is taken off.
///
/// A `+` in the query is signed as a space, because that is what servers read it as; a plus is `%2B`.
///
/// # Errors
///
/// [`SignError`] says what cannot be signed. The request must not be sent then: it may have the headers of an earlier
/// signature.
pub fn sign(
    request: &mut reqwest::Request,
    key: &SigningKey<'_>,
    scheme: &Scheme,
    now: SystemTime,
) -> Result<(), SignError> {
    let date = SdkDate::at(now)?;
    let headers = request.headers_mut();
    headers::trim(headers)?;
    headers.insert(X_SDK_DATE, HeaderValue::from_str(date.as_str()).map_err(|_| SignError::Clock)?);
    if let Some(name) = scheme.payload_header().filter(|_| !is_hashed(headers)) {
        headers.insert(name, UNSIGNED_PAYLOAD);
    }
    let canonical = canonical_request(scheme, &parts(request)?)?;
    let authorization = authorization(scheme, key, &date, &canonical)?;
    request.headers_mut().insert(AUTHORIZATION, authorization);
    Ok(())
}

/// Whether the vendor hashes bodies of this content type, which is compared in lower case only.
fn is_hashed(headers: &HeaderMap) -> bool {
    headers.get(CONTENT_TYPE).is_none_or(|value| {
        let value = value.as_bytes();
        value.is_empty() || value.starts_with(b"application/json") || value.starts_with(b"application/bson")
    })
}

/// What is signed of a request: what its connection will write.
fn parts(request: &reqwest::Request) -> Result<SignableRequest<'_>, SignError> {
    let url = request.url();
    // The authority without a user and without the scheme's own port: what HTTP clients make the `Host` header of.
    let host = url.authority().rsplit('@').next().filter(|host| !host.is_empty()).ok_or(SignError::NoHost)?;
    let payload = match request.body() {
        None => Payload::Bytes(b""),
        Some(body) => body.as_bytes().map_or(Payload::Stream, Payload::Bytes),
    };
    Ok(SignableRequest {
        method: request.method().as_str(),
        path: url.path(),
        query: url.query().unwrap_or_default(),
        headers: request.headers(),
        host,
        payload,
    })
}
