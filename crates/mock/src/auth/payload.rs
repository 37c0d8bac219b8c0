//! The last line of a canonical request: the hash of the body, or what stands for it.

use std::borrow::Cow;

use http::{HeaderMap, Method};

use super::canonical;
use super::scheme::Scheme;
use super::{Refusal, only};

/// What a caller says in place of a hash when it does not sign the body.
pub(super) const UNSIGNED: &str = "UNSIGNED-PAYLOAD";

/// What may stand for query and body. There are two readings only where the vendor's own signers differ.
pub(super) struct Reading<'a> {
    pub(super) query: Cow<'a, str>,
    pub(super) payload: Cow<'a, str>,
}

/// The likeliest reading of a request, and the others.
pub(super) fn readings<'a>(
    scheme: Scheme,
    method: &Method,
    query: &str,
    headers: &'a HeaderMap,
    body: &[u8],
) -> Result<(Reading<'a>, Vec<Reading<'a>>), Refusal> {
    let query = canonical::query(query);
    let hash = scheme.hash(body);
    let declared = declared(scheme, headers, &hash)?;
    if !body.is_empty() {
        let payload = declared.map_or(hash.into(), Cow::from);
        return Ok((Reading { query, payload }, Vec::new()));
    }
    let mut others = Vec::new();
    // Of nothing, the Python signer takes the hash whatever is declared; the Go signer what is declared.
    if let Some(declared) = declared {
        others.push(Reading { query: query.clone(), payload: declared.into() });
    }
    // The signer of Open Telekom Cloud takes the query of a POST without a body for its body.
    if scheme == Scheme::Scoped && method == Method::POST && !query.is_empty() {
        others.push(Reading { query: "".into(), payload: scheme.hash(query.as_bytes()).into() });
    }
    Ok((Reading { query, payload: hash.into() }, others))
}

/// What the caller says the hash of the body is, which is checked here: the signature covers the text, not the body.
fn declared<'a>(scheme: Scheme, headers: &'a HeaderMap, hash: &str) -> Result<Option<&'a str>, Refusal> {
    let name = scheme.content_header();
    let Some(value) = only(headers, name)? else { return Ok(None) };
    match value.to_str() {
        Ok("") => Ok(None),
        Ok(text) if text == UNSIGNED || text.eq_ignore_ascii_case(hash) => Ok(Some(text)),
        _ => Err(Refusal::unknown(format!("the header `{name}` is not the hash of the body that came"))),
    }
}
