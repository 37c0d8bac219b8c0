//! The other side: what a gateway does with the bytes that it receives. It shares nothing with the signer.

use std::collections::BTreeMap;

use hmac::digest::KeyInit;
use hmac::{Hmac, Mac};
use sha2::Digest;

/// A request as it came off the wire.
struct Received {
    method: String,
    path: String,
    query: String,
    headers: BTreeMap<String, String>,
    body: Vec<u8>,
}

/// Says why a request is refused. `secret` is that of the only key there is, whose id is `id`.
pub(crate) fn verify(raw: &[u8], id: &str, secret: &str) -> Result<(), String> {
    let received = parse(raw)?;
    let algorithm = received.header("authorization")?.split(' ').next().unwrap_or_default();
    match algorithm {
        "SDK-HMAC-SHA256" | "V11-HMAC-SHA256" => {
            verify_with::<sha2::Sha256, Hmac<sha2::Sha256>>(&received, id, secret, "sha256")
        }
        #[cfg(feature = "sm3")]
        "SDK-HMAC-SM3" => verify_with::<sm3::Sm3, Hmac<sm3::Sm3>>(&received, id, secret, "sm3"),
        other => Err(format!("unknown algorithm {other}")),
    }
}

fn verify_with<D: Digest, M: Mac + KeyInit>(
    received: &Received,
    id: &str,
    secret: &str,
    hash: &str,
) -> Result<(), String> {
    let (algorithm, fields) = received.header("authorization")?.split_once(' ').ok_or("no fields")?;
    let [credential, names, signature] = fields.split(", ").collect::<Vec<_>>()[..] else {
        return Err("not three fields".to_owned());
    };
    let names = names.strip_prefix("SignedHeaders=").ok_or("no signed headers")?;
    let signature = signature.strip_prefix("Signature=").ok_or("no signature")?;
    let date = received.header("x-sdk-date")?;
    let signed: Vec<&str> = names.split(';').collect();
    if !signed.is_sorted() || !["host", "x-sdk-date"].iter().all(|name| signed.contains(name)) {
        return Err(format!("signed headers {names}"));
    }
    let hmac = |key: &[u8], text: &str| {
        let mut mac = <M as KeyInit>::new_from_slice(key).expect("any length");
        Mac::update(&mut mac, text.as_bytes());
        mac.finalize().into_bytes().to_vec()
    };
    let (scope, key) = match (algorithm, credential.split_once('=').ok_or("no credential")?) {
        ("SDK-HMAC-SHA256" | "SDK-HMAC-SM3", ("Access", access)) if access == id => (None, secret.as_bytes().to_vec()),
        ("V11-HMAC-SHA256", ("Credential", credential)) => {
            let scope = scope_of(credential, id, date)?;
            let extracted = hmac(id.as_bytes(), secret);
            (Some(scope), hex(&hmac(&extracted, &format!("{scope}\u{1}"))).into_bytes())
        }
        ("SDK-HMAC-SHA256", ("Credential", credential)) if credential.ends_with("/sdk_request") => {
            let scope = scope_of(credential, id, date)?;
            let key = scope.split('/').fold(format!("SDK{secret}").into_bytes(), |key, part| hmac(&key, part));
            (Some(scope), key)
        }
        _ => return Err(format!("credential {credential}")),
    };
    let is_scoped = scope.is_some_and(|scope| scope.ends_with("/sdk_request"));
    let canonical = canonical::<D>(received, &signed, hash, is_scoped)?;
    let mut lines = vec![algorithm, date];
    lines.extend(scope);
    let digest = hex(&D::digest(canonical.as_bytes()));
    lines.push(&digest);
    let expected = hex(&hmac(&key, &lines.join("\n")));
    if expected == signature { Ok(()) } else { Err(format!("signature mismatch; canonical request:\n{canonical}")) }
}

/// `day/region/service…` of a credential of this key, made on the day of the request.
fn scope_of<'a>(credential: &'a str, id: &str, date: &str) -> Result<&'a str, String> {
    let scope = credential.strip_prefix(id).and_then(|rest| rest.strip_prefix('/')).ok_or("another key")?;
    let is_of_today = scope.split('/').next() == date.get(..8);
    if is_of_today { Ok(scope) } else { Err("another day".to_owned()) }
}

fn canonical<D: Digest>(received: &Received, signed: &[&str], hash: &str, is_scoped: bool) -> Result<String, String> {
    let path: Vec<String> = text(&received.path, false).split('/').map(encoded).collect();
    let mut path = path.join("/");
    if !path.ends_with('/') {
        path.push('/');
    }
    let mut pairs: Vec<(String, String)> = received
        .query
        .split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
        .map(|(key, value)| (text(key, true), text(value, true)))
        .collect();
    pairs.sort();
    let pairs: Vec<String> = pairs.iter().map(|(key, value)| format!("{}={}", encoded(key), encoded(value))).collect();
    let mut query = pairs.join("&");
    let mut payload = hex(&D::digest(&received.body));
    let told = received.headers.get(&format!("x-sdk-content-{hash}"));
    match told {
        _ if is_scoped && received.method == "POST" && received.body.is_empty() => {
            payload = hex(&D::digest(std::mem::take(&mut query).as_bytes()));
        }
        Some(told) if !is_scoped && !received.body.is_empty() => payload.clone_from(told),
        _ => {}
    }
    let mut lines = vec![received.method.to_uppercase(), path, query];
    for name in signed {
        let value = received.header(name)?;
        let words: Vec<&str> = value.split_whitespace().collect();
        lines.push(format!("{name}:{}", if is_scoped { words.join(" ") } else { value.to_owned() }));
    }
    lines.extend([String::new(), signed.join(";"), payload]);
    Ok(lines.join("\n"))
}

impl Received {
    fn header(&self, name: &str) -> Result<&str, String> {
        self.headers.get(name).map(String::as_str).ok_or_else(|| format!("no header {name}"))
    }
}

/// Strictly: what is not HTTP/1.1 to the letter is refused.
fn parse(raw: &[u8]) -> Result<Received, String> {
    let end = raw.windows(4).position(|window| window == b"\r\n\r\n").ok_or("no end of the headers")?;
    let head = String::from_utf8(raw[..end].to_vec()).map_err(|_| "headers that are no text")?;
    let body = raw[end + 4..].to_vec();
    let mut lines = head.split("\r\n");
    let [method, target, "HTTP/1.1"] = lines.next().unwrap_or_default().split(' ').collect::<Vec<_>>()[..] else {
        return Err("no request line".to_owned());
    };
    let mut headers = BTreeMap::new();
    for line in lines {
        let (name, value) = line.split_once(':').ok_or("a header without a colon")?;
        if value.contains(['\r', '\n']) {
            return Err("a line that does not end".to_owned());
        }
        headers.insert(name.to_ascii_lowercase(), value.trim_matches([' ', '\t']).to_owned());
    }
    let framed = match (headers.get("content-length"), headers.get("transfer-encoding")) {
        (Some(length), None) => length.parse() == Ok(body.len()),
        (None, Some(coding)) => coding == "chunked" && body.ends_with(b"0\r\n\r\n"),
        (None, None) => body.is_empty(),
        (Some(_), Some(_)) => false,
    };
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    let received =
        Received { method: method.to_owned(), path: path.to_owned(), query: query.to_owned(), headers, body };
    if framed { Ok(received) } else { Err("a body of another length".to_owned()) }
}

/// What an encoded text means.
fn text(encoded: &str, plus_is_space: bool) -> String {
    let encoded = if plus_is_space { encoded.replace('+', " ") } else { encoded.to_owned() };
    percent_encoding::percent_decode_str(&encoded).decode_utf8_lossy().into_owned()
}

fn encoded(text: impl AsRef<str>) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    text.as_ref()
        .bytes()
        .map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
