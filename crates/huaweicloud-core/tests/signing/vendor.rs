//! Vectors that the vendor's own signers made, which are not ours to copy: they lie beside the workspace, or the tests
//! have nothing to do.

use std::path::PathBuf;

use huaweicloud_core::sign::{Scheme, sign};
use reqwest::header::{AUTHORIZATION, HeaderMap};
use reqwest::{Method, Url};
use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::case::{Case, header_map};

#[derive(Deserialize)]
struct Document<T> {
    vectors: Vec<T>,
}

#[derive(Deserialize)]
struct Vector {
    id: String,
    algorithm: String,
    ak: String,
    sk: String,
    method: String,
    host: String,
    resource_path: String,
    query_strings: Vec<(String, String)>,
    headers_in: Vec<(String, String)>,
    body_base64: Option<String>,
    project_id: Option<String>,
    security_token: Option<String>,
    #[serde(default)]
    region: String,
    #[serde(default)]
    service: String,
    expect: Expected,
}

#[derive(Deserialize)]
struct Expected {
    headers_sent: Vec<(String, String)>,
    canonical_request: String,
    string_to_sign: String,
    signature: String,
    authorization: String,
}

#[derive(Deserialize)]
struct Scoped {
    id: String,
    method: String,
    url: String,
    headers_in: Vec<(String, String)>,
    body_base64: Option<String>,
    ak: String,
    sk: String,
    date: String,
    region: String,
    service: String,
    expect: ScopedExpected,
}

#[derive(Deserialize)]
struct ScopedExpected {
    canonical_request: String,
    string_to_sign: String,
    authorization: String,
}

/// What a client is given and what it sends, beside the stages.
struct Whole {
    case: Case,
    given: Vec<(String, String)>,
    sent: HeaderMap,
}

/// Nothing without the folder. A folder without the file, or with fewer vectors than it had, is a failure.
fn read<T: DeserializeOwned>(file: &str, count: usize) -> Vec<T> {
    // Asked when the tests run, so that they can be run for another checkout than the one they were built in.
    let package = std::env::var_os("CARGO_MANIFEST_DIR").expect("cargo says where the package is");
    let folder = PathBuf::from(package).join("../../../shared/signing");
    if !folder.is_dir() {
        return Vec::new();
    }
    let text = std::fs::read_to_string(folder.join(file)).expect("vectors");
    let document: Document<T> = serde_json::from_str(&text).expect("vectors");
    assert_eq!(document.vectors.len(), count, "{file}");
    document.vectors
}

fn all() -> Vec<Whole> {
    let mut all: Vec<Whole> = read("vectors.json", 82).into_iter().filter_map(current).collect();
    all.extend(read("vectors-scoped.json", 15).into_iter().map(scoped));
    all
}

/// Nothing if the scheme is one of a feature that is off.
fn current(vector: Vector) -> Option<Whole> {
    let Vector { region, service, expect, .. } = vector;
    let scheme = match vector.algorithm.as_str() {
        "SDK-HMAC-SHA256" => Scheme::SdkHmacSha256,
        "V11-HMAC-SHA256" => Scheme::V11HmacSha256 { region, service },
        #[cfg(feature = "sm3")]
        "SDK-HMAC-SM3" => Scheme::SdkHmacSm3,
        #[cfg(not(feature = "sm3"))]
        "SDK-HMAC-SM3" => return None,
        other => panic!("{}: unknown algorithm {other}", vector.id),
    };
    let mut given = vector.headers_in;
    given.extend(vector.project_id.map(|id| ("X-Project-Id".to_owned(), id)));
    given.extend(vector.security_token.map(|token| ("X-Security-Token".to_owned(), token)));
    let sent = header_map(&expect.headers_sent);
    let mut headers = expect.headers_sent;
    headers.retain(|(name, _)| name != "Authorization");
    let date = headers.iter().find(|(name, _)| name.eq_ignore_ascii_case("x-sdk-date"));
    let case = Case {
        date: date.expect("a date").1.clone(),
        id: vector.id,
        scheme,
        ak: vector.ak,
        sk: vector.sk,
        method: vector.method,
        path: vector.resource_path,
        query: raw_query(&vector.query_strings),
        host: vector.host,
        headers,
        body: vector.body_base64.as_deref().map(base64).unwrap_or_default(),
        canonical_request: expect.canonical_request,
        string_to_sign: expect.string_to_sign,
        signature: expect.signature,
        authorization: expect.authorization,
    };
    Some(Whole { case, given, sent })
}

fn scoped(vector: Scoped) -> Whole {
    let Scoped { region, service, expect, .. } = vector;
    let url = Url::parse(&vector.url).expect("a URL");
    let mut headers = vector.headers_in.clone();
    headers.push(("X-Sdk-Date".to_owned(), vector.date.clone()));
    let mut sent = headers.clone();
    sent.push(("Authorization".to_owned(), expect.authorization.clone()));
    let signature = expect.authorization.rsplit_once("Signature=").expect("a signature").1.to_owned();
    let case = Case {
        id: format!("scoped {}", vector.id),
        scheme: Scheme::ScopedHmacSha256 { region, service },
        ak: vector.ak,
        sk: vector.sk,
        method: vector.method,
        path: url.path().to_owned(),
        query: url.query().unwrap_or_default().to_owned(),
        host: url.host_str().expect("a host").to_owned(),
        headers,
        body: vector.body_base64.as_deref().map(base64).unwrap_or_default(),
        date: vector.date,
        canonical_request: expect.canonical_request,
        string_to_sign: expect.string_to_sign,
        signature,
        authorization: expect.authorization,
    };
    Whole { case, given: vector.headers_in, sent: header_map(&sent) }
}

/// In the order of the vector; everything encoded that could be taken for something else.
fn raw_query(pairs: &[(String, String)]) -> String {
    let escaped = |text: &String| text.bytes().map(|byte| format!("%{byte:02X}")).collect::<String>();
    let pairs: Vec<String> = pairs.iter().map(|(key, value)| format!("{}={}", escaped(key), escaped(value))).collect();
    pairs.join("&")
}

fn base64(text: &str) -> Vec<u8> {
    const DIGITS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let value = |digit| DIGITS.iter().position(|known| *known == digit).expect("base64");
    let (mut bytes, mut bits, mut held) = (Vec::new(), 0_usize, 0);
    for digit in text.bytes().filter(|digit| *digit != b'=') {
        (bits, held) = ((bits << 6 | value(digit)) & 0xFFF, held + 6);
        if held >= 8 {
            held -= 8;
            bytes.push(u8::try_from(bits >> held & 0xFF).expect("a byte"));
        }
    }
    bytes
}

#[test]
fn each_canonical_request_is_the_vectors() {
    all().iter().for_each(|whole| whole.case.check_canonical_request());
}

#[test]
fn each_string_to_sign_is_the_vectors() {
    all().iter().for_each(|whole| whole.case.check_string_to_sign());
}

#[test]
fn each_signature_is_the_vectors() {
    all().iter().for_each(|whole| whole.case.check_signature());
}

#[test]
fn each_authorization_is_the_vectors() {
    all().iter().for_each(|whole| whole.case.check_authorization());
}

/// What no URL can be: a path that does not begin with a slash runs into the host.
const NO_URL: [&str; 1] = ["path-52"];

#[test]
fn signing_a_request_whole_sends_the_vectors_headers() {
    let (mut excused, mut signed) = (0, 0);
    for Whole { case, given, sent } in all() {
        if NO_URL.contains(&case.id.as_str()) {
            excused += 1;
            continue;
        }
        let mut url = Url::parse("https://example.com").expect("a URL");
        url.set_host(Some(&case.host)).expect("a host");
        // The setter encodes what a URL cannot hold, as clients do, but takes `\` for a slash, which they encode.
        url.set_path(&case.path.replace('\\', "%5C"));
        url.set_query(Some(case.query.as_str()).filter(|query| !query.is_empty()));
        let method = Method::from_bytes(case.method.as_bytes()).expect("a method");
        let mut request = reqwest::Request::new(method, url);
        *request.headers_mut() = header_map(&given);
        if !case.body.is_empty() {
            *request.body_mut() = Some(case.body.clone().into());
        }
        let now = moment(&case.date);
        sign(&mut request, &case.key(), &case.scheme, now).unwrap_or_else(|error| panic!("{}: {error}", case.id));
        assert_eq!(
            String::from_utf8_lossy(request.headers()[AUTHORIZATION].as_bytes()),
            case.authorization,
            "{}",
            case.id
        );
        // The connection adds the host.
        let mut sent = sent;
        if !request.headers().contains_key("host") {
            sent.remove("host");
        }
        for (name, value) in &sent {
            let value = String::from_utf8_lossy(value.as_bytes());
            let ours = request.headers().get(name).map(|ours| String::from_utf8_lossy(ours.as_bytes()));
            assert_eq!(ours.as_deref(), Some(value.trim()), "{}: {name}", case.id);
        }
        assert_eq!(request.headers().len(), sent.len(), "{}", case.id);
        signed += 1;
    }
    assert!(signed == 0 || excused == NO_URL.len(), "{excused} excused");
}

/// The moment that a vector was made for.
fn moment(date: &str) -> std::time::SystemTime {
    let date = jiff::civil::DateTime::strptime("%Y%m%dT%H%M%SZ", date).expect("a date");
    jiff::tz::Offset::UTC.to_timestamp(date).expect("a timestamp").into()
}
