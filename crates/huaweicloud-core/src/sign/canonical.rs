//! Stage 1: the request in the one form that both sides can make of it.

use std::ops::Range;

use reqwest::header::HeaderMap;

use super::hex::Hex;
use super::percent::{Plus, UNRESERVED_OR_SLASH, decode, encode, is_plain};
use super::{Scheme, SignError, headers, query};

/// What is signed of a request, in parts as they are on the wire.
#[derive(Clone, Copy, Debug)]
pub struct SignableRequest<'a> {
    /// The method; it is signed in upper case.
    pub method: &'a str,
    /// The path with its escapes, without the query.
    pub path: &'a str,
    /// The query with its escapes, without the `?`; empty if there is none.
    ///
    /// A `+` in it is signed as a space, because that is what servers read it as; a plus is `%2B`.
    pub query: &'a str,
    /// The headers, `X-Sdk-Date` among them.
    pub headers: &'a HeaderMap,
    /// The host, with its port unless that is the scheme's own. A `Host` among the headers takes its place.
    pub host: &'a str,
    /// The body.
    pub payload: Payload<'a>,
}

/// The body of a request, as far as it is known before it is sent.
#[derive(Clone, Copy)]
pub enum Payload<'a> {
    /// All of it; empty if there is none.
    Bytes(&'a [u8]),
    /// A stream, which cannot be hashed beforehand.
    Stream,
}

/// Bodies may hold secrets.
impl std::fmt::Debug for Payload<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Bytes(bytes) => write!(f, "Bytes({} bytes)", bytes.len()),
            Self::Stream => f.write_str("Stream"),
        }
    }
}

/// The canonical form of a request: what [`canonical_request`] makes.
#[derive(Clone, PartialEq, Eq)]
pub struct CanonicalRequest {
    text: String,
    signed_headers: Range<usize>,
}

impl CanonicalRequest {
    /// The whole text. It holds the values of headers, tokens among them.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The names of the headers that are signed, in lower case, sorted, joined with `;`.
    #[must_use]
    pub fn signed_headers(&self) -> &str {
        &self.text[self.signed_headers.clone()]
    }
}

/// Headers hold tokens.
impl std::fmt::Debug for CanonicalRequest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("CanonicalRequest").field("signed_headers", &self.signed_headers()).finish_non_exhaustive()
    }
}

/// Stage 1: brings a request into the form that both sides can make of it.
///
/// The path is decoded once, so that a `%2F` in a segment counts as a separator, and encoded again; it ends in `/`. The
/// pairs of the query are sorted. Values of headers lose their outer white space, and in the older, scoped form repeated
/// white space inside, too. The last line is the hash of the body, or what `X-Sdk-Content-Sha256` (`X-Sdk-Content-Sm3`)
/// says instead if there is a body.
///
/// # Errors
///
/// [`SignError`] if a header cannot be signed, or the body is a stream and no header says what to sign instead.
///
/// ```
/// use huaweicloud_core::sign::{Payload, Scheme, SignableRequest, canonical_request};
///
/// let request = SignableRequest {
///     method: "GET",
///     path: "/v1/vpcs",
///     query: "marker=b&limit=2",
///     headers: &[("x-sdk-date".parse()?, "20240229T101530Z".parse()?)].into_iter().collect(),
///     host: "vpc.example.com",
///     payload: Payload::Bytes(b""),
/// };
/// let canonical = canonical_request(&Scheme::SdkHmacSha256, &request)?;
/// assert_eq!(canonical.signed_headers(), "host;x-sdk-date");
/// assert!(canonical.text().starts_with("GET\n/v1/vpcs/\nlimit=2&marker=b\nhost:vpc.example.com\n"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn canonical_request(scheme: &Scheme, request: &SignableRequest<'_>) -> Result<CanonicalRequest, SignError> {
    let mut headers = headers::Signed::new();
    headers::list(&mut headers, request.headers, request.host)?;
    let mut text = String::with_capacity(length(request, &headers));
    text.push_str(request.method);
    text.make_ascii_uppercase();
    text.push('\n');
    if is_plain(request.path, &UNRESERVED_OR_SLASH) {
        text.push_str(request.path);
    } else {
        encode(&mut text, &decode(request.path, Plus::Plus), &UNRESERVED_OR_SLASH);
    }
    if !text.ends_with('/') {
        text.push('/');
    }
    text.push('\n');
    let query = text.len();
    query::push_canonical(&mut text, request.query);
    let payload = payload(scheme, request, &text[query..])?;
    if is_query_the_payload(scheme, request) {
        text.truncate(query);
    }
    text.push('\n');
    for (name, value) in headers.iter() {
        text.push_str(name);
        text.push(':');
        push_value(&mut text, value, scheme);
        text.push('\n');
    }
    text.push('\n');
    let start = text.len();
    for (index, (name, _)) in headers.iter().enumerate() {
        if index > 0 {
            text.push(';');
        }
        text.push_str(name);
    }
    let signed_headers = start..text.len();
    text.push('\n');
    text.push_str(payload.as_str());
    Ok(CanonicalRequest { text, signed_headers })
}

/// About how long the text becomes; enough if nothing has to be encoded.
fn length(request: &SignableRequest<'_>, headers: &[(&str, &str)]) -> usize {
    let fixed = request.method.len() + request.path.len() + request.query.len() + 64 + 16;
    headers.iter().fold(fixed, |length, (name, value)| length + 2 * name.len() + value.len() + 3)
}

/// Appends the value of a header, which has no outer white space any more.
fn push_value(text: &mut String, value: &str, scheme: &Scheme) {
    if !scheme.is_scoped() {
        return text.push_str(value);
    }
    for (index, word) in value.split_whitespace().enumerate() {
        if index > 0 {
            text.push(' ');
        }
        text.push_str(word);
    }
}

/// The older, scoped form signs the query of a POST without a body as if it were the body.
fn is_query_the_payload(scheme: &Scheme, request: &SignableRequest<'_>) -> bool {
    scheme.is_scoped() && request.method.eq_ignore_ascii_case("POST") && matches!(request.payload, Payload::Bytes([]))
}

/// What stands in the last line.
enum LastLine<'a> {
    Hash(Hex),
    Told(&'a str),
}

impl LastLine<'_> {
    fn as_str(&self) -> &str {
        match self {
            Self::Hash(hash) => hash.as_str(),
            Self::Told(text) => text,
        }
    }
}

fn payload<'a>(scheme: &Scheme, request: &SignableRequest<'a>, query: &str) -> Result<LastLine<'a>, SignError> {
    let hash = |bytes: &[u8]| LastLine::Hash(Hex::of(&scheme.hash(bytes)));
    let bytes = match request.payload {
        Payload::Bytes([]) if is_query_the_payload(scheme, request) => return Ok(hash(query.as_bytes())),
        // The vendor's signer does not look at the header then.
        Payload::Bytes([]) => return Ok(hash(b"")),
        Payload::Bytes(bytes) => Some(bytes),
        Payload::Stream => None,
    };
    let told = scheme.payload_header().and_then(|name| request.headers.get(name));
    // A value that is no text has been refused by now.
    let told = told.and_then(|value| std::str::from_utf8(value.as_bytes()).ok()).map(str::trim);
    match (told, bytes) {
        (Some(told), _) if !told.is_empty() => Ok(LastLine::Told(told)),
        (_, Some(bytes)) => Ok(hash(bytes)),
        (_, None) => Err(SignError::StreamedBody),
    }
}
