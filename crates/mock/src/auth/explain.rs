//! What is told in the log about a signature that does not hold: enough to mend the signer, and nothing to get in with.

use std::borrow::Cow;

use contract::is_secret_name;
use http::request::Parts;
use percent_encoding::percent_decode_str;

use super::authorization::Claim;
use super::canonical::{self, Canonical};
use super::payload::UNSIGNED;
use super::{Keyring, Refusal, Secrets};

/// Headers that carry secrets and that signers may leave out.
const SECRET: [&str; 6] =
    ["authorization", "cookie", "proxy-authorization", "x-auth-token", "x-security-token", "x-subject-token"];

/// How many ids of keys are told at most.
const MOST_IDS: usize = 5;

/// A key that is not here. Its id is not repeated: whoever swaps id and secret would find the secret in a log.
pub(super) fn unknown_key(keys: &Keyring, id: &str) -> Refusal {
    let (count, ids) = keys.some_ids(MOST_IDS);
    let known = match (count, ids.join(", ")) {
        (0, _) => "no access key is known here".to_owned(),
        (count, ids) if count > MOST_IDS => format!("known here are {count} access keys, such as {ids}"),
        (_, ids) => format!("known here: {ids}"),
    };
    let length = id.chars().count();
    Refusal::unknown("the access key is not known here")
        .explained(vec![format!("the id that was sent has {length} characters"), known])
}

/// A signature that does not hold for the request as it came.
pub(super) fn wrong_signature(
    secrets: &impl Secrets,
    request: &Parts,
    body: &[u8],
    claim: &Claim<'_>,
    date: &str,
    canonical: &Canonical<'_>,
    holds: impl Fn(&Canonical<'_>) -> bool,
) -> Refusal {
    let mut lines = vec!["the canonical request as it is made here:".to_owned()];
    let is_secret = |name: &str| is_secret(name) || secrets.has(name);
    // An escaped `/` is decoded in the canonical path, so that what is hidden there would be another segment.
    let path = canonical::path(&secrets.hide(request.uri.path())).replace("%5Bsecret%5D", "[secret]");
    let shown = Canonical {
        path: path.into(),
        headers: hide_headers(&canonical.headers, is_secret),
        query: hide_query(&canonical.query, is_secret).into(),
        ..canonical.clone()
    };
    lines.extend(shown.text().split('\n').map(indent));
    lines.push("the text to be signed as it is made here:".to_owned());
    lines.extend(claim.scheme.text(date, claim.scope, &canonical.text()).split('\n').map(indent));
    let mistake = mistakes(request, claim, canonical).into_iter().find(|(_, mistaken)| holds(mistaken));
    match mistake {
        Some((what, _)) => lines.push(format!("the signature is that of a request {what}")),
        None => lines.extend(hints(request, body, claim)),
    }
    Refusal::unknown("the signature does not match the request").explained(lines)
}

fn indent(line: &str) -> String {
    format!("  {line}")
}

/// Whether a header or a query argument of this name may hold a secret. Nobody reads a log for such a value, so that it is
/// hidden on suspicion, too.
fn is_secret(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    SECRET.contains(&lower.as_str())
        || is_secret_name(name)
        || ["token", "secret", "passw"].iter().any(|part| lower.contains(part))
        // What is called `key` and no more is a key of a map.
        || lower.ends_with("key") && lower != "key"
}

fn hide_query(query: &str, is_secret: impl Fn(&str) -> bool) -> String {
    let shown = query.split('&').map(|pair| match pair.split_once('=') {
        Some((name, value)) if !value.is_empty() && is_secret(&percent_decode_str(name).decode_utf8_lossy()) => {
            format!("{name}=[secret]")
        }
        _ => pair.to_owned(),
    });
    shown.collect::<Vec<_>>().join("&")
}

fn hide_headers(headers: &str, is_secret: impl Fn(&str) -> bool) -> String {
    let shown = headers.lines().map(|line| match line.split_once(':') {
        Some((name, value)) if is_secret(name) && !value.is_empty() => format!("{name}:[secret]\n"),
        _ => format!("{line}\n"),
    });
    shown.collect()
}

/// What signers get wrong, each as the canonical request that it leads to. They are tried, because the first one that the
/// signature holds for tells more than any comparison. It lets nobody in: who made it has the secret.
fn mistakes<'a>(
    request: &'a Parts,
    claim: &Claim<'_>,
    canonical: &Canonical<'a>,
) -> Vec<(&'static str, Canonical<'a>)> {
    let query = request.uri.query().unwrap_or_default();
    let with_path = |path: Cow<'a, str>| Canonical { path, ..canonical.clone() };
    let with_query = |query: Cow<'a, str>| Canonical { query, ..canonical.clone() };
    let with_payload = |payload: Cow<'a, str>| Canonical { payload, ..canonical.clone() };
    let without_slash = canonical.path.strip_suffix('/').unwrap_or_default().to_owned();
    let mut mistakes = vec![
        ("whose path has no `/` at its end", with_path(without_slash.into())),
        ("whose path is as it was sent: decode and encode it", with_path(format!("{}/", request.uri.path()).into())),
        ("whose path and its `/` at the end are as they were sent", with_path(request.uri.path().into())),
        ("whose query is not sorted", with_query(canonical::unsorted_query(query))),
        ("whose query is as it was sent: decode, sort and encode it", with_query(query.into())),
        ("whose `+` in the query is no blank: send `%2B`", with_query(canonical::query(&query.replace('+', "%2B")))),
        ("without its query", with_query("".into())),
        ("without its body", with_payload(claim.scheme.hash(b"").into())),
        ("whose body is not signed, without the header that says so", with_payload(UNSIGNED.into())),
    ];
    let host = request.headers.get("host").map(canonical::text).unwrap_or_default();
    if let Some((name, port)) = host.rsplit_once(':') {
        let (with, without) = (format!("host:{name}:{port}\n"), format!("host:{name}\n"));
        let headers = canonical.headers.replace(&with, &without);
        mistakes.push(("whose host is without its port", Canonical { headers, ..canonical.clone() }));
    }
    mistakes
}

/// What can be told without the secret: facts that both sides can look at.
fn hints(request: &Parts, body: &[u8], claim: &Claim<'_>) -> Vec<String> {
    let mut hints = vec![format!("the body that came has {} bytes", body.len())];
    let is_signed = |name: &str| claim.names().any(|signed| signed == name);
    let unsigned = request.headers.keys().map(http::HeaderName::as_str);
    let unsigned = unsigned.filter(|name| !is_signed(name) && (name.starts_with("x-") || *name == "content-type"));
    let unsigned = unsigned.filter(|name| !SECRET.contains(name));
    hints.extend(unsigned.map(|name| format!("the caller did not sign `{name}`, which it sends")));
    hints.push("if all of it is as the caller made it, the secret is another one".to_owned());
    hints
}
