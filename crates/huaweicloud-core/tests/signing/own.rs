//! Vectors of our own, so that a clone of the repository alone proves every stage of every scheme.

use huaweicloud_core::sign::Scheme;
use serde::Deserialize;

use crate::case::Case;

#[derive(Deserialize)]
struct Document {
    vectors: Vec<Vector>,
}

#[derive(Deserialize)]
struct Vector {
    id: String,
    scheme: String,
    #[serde(default)]
    region: String,
    #[serde(default)]
    service: String,
    ak: String,
    sk: String,
    method: String,
    path: String,
    query: String,
    host: String,
    headers: Vec<(String, String)>,
    body: String,
    date: String,
    canonical_request: String,
    string_to_sign: String,
    signature: String,
    authorization: String,
}

fn cases() -> Vec<Case> {
    let document: Document = serde_json::from_str(include_str!("vectors.json")).expect("vectors");
    let cases: Vec<Case> = document.vectors.into_iter().filter_map(case).collect();
    assert_eq!(cases.len(), if cfg!(feature = "sm3") { 16 } else { 13 });
    cases
}

/// Nothing if the scheme is one of a feature that is off.
fn case(vector: Vector) -> Option<Case> {
    let Vector { region, service, .. } = vector;
    let scheme = match vector.scheme.as_str() {
        "SdkHmacSha256" => Scheme::SdkHmacSha256,
        "V11HmacSha256" => Scheme::V11HmacSha256 { region, service },
        "ScopedHmacSha256" => Scheme::ScopedHmacSha256 { region, service },
        #[cfg(feature = "sm3")]
        "SdkHmacSm3" => Scheme::SdkHmacSm3,
        #[cfg(not(feature = "sm3"))]
        "SdkHmacSm3" => return None,
        other => panic!("{}: unknown scheme {other}", vector.id),
    };
    Some(Case {
        id: vector.id,
        scheme,
        ak: vector.ak,
        sk: vector.sk,
        method: vector.method,
        path: vector.path,
        query: vector.query,
        host: vector.host,
        headers: vector.headers,
        body: vector.body.into_bytes(),
        date: vector.date,
        canonical_request: vector.canonical_request,
        string_to_sign: vector.string_to_sign,
        signature: vector.signature,
        authorization: vector.authorization,
    })
}

#[test]
fn each_canonical_request_is_the_vectors() {
    cases().iter().for_each(Case::check_canonical_request);
}

#[test]
fn each_string_to_sign_is_the_vectors() {
    cases().iter().for_each(Case::check_string_to_sign);
}

#[test]
fn each_signature_is_the_vectors() {
    cases().iter().for_each(Case::check_signature);
}

#[test]
fn each_authorization_is_the_vectors() {
    cases().iter().for_each(Case::check_authorization);
}
