//! Requests that are signed by hand, to see what is made of them: what signers differ in, and what they get wrong.

use hmac::{Hmac, Mac};
use mock::auth::{AccessKey, FIRST_ACCESS_KEY, FIRST_SECRET};
use sha2::{Digest, Sha256};

use crate::case::Case;

const DATE: &str = "20240229T101530Z";

/// What the mock says to a GET of the target with these headers and without a body, if this is the canonical request that
/// was signed: `HEADERS` stands for the usual headers, `NOTHING` for the hash of nothing.
fn verdict(target: &str, sent: &[(&str, &str)], canonical: &str) -> String {
    let headers = format!("host:mock.example:8080\nx-sdk-date:{DATE}\n\nhost;x-sdk-date");
    let canonical = canonical.replace("HEADERS", &headers).replace("NOTHING", &hash(""));
    let signed = canonical.lines().nth_back(1).expect("the names of the signed headers");
    let text = format!("SDK-HMAC-SHA256\n{DATE}\n{}", hash(&canonical));
    let mac = Hmac::<Sha256>::new_from_slice(FIRST_SECRET.as_bytes()).expect("a key").chain_update(text);
    let signature = hex(&mac.finalize().into_bytes());
    let authorization =
        format!("SDK-HMAC-SHA256 Access={FIRST_ACCESS_KEY}, SignedHeaders={signed}, Signature={signature}");
    let usual = [("Host", "mock.example:8080"), ("X-Sdk-Date", DATE), ("Authorization", &authorization)];
    let headers = usual.iter().chain(sent).map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    let case = Case {
        id: target.to_owned(),
        method: "GET".to_owned(),
        target: target.to_owned(),
        headers: headers.collect(),
        body: Vec::new(),
        key: AccessKey::new(FIRST_ACCESS_KEY, FIRST_SECRET),
        date: DATE.to_owned(),
        canonical_request: String::new(),
        string_to_sign: String::new(),
    };
    match case.ask() {
        Ok(_) => "let in".to_owned(),
        Err(refusal) => refusal.explanation.last().cloned().unwrap_or(refusal.reason),
    }
}

fn hash(text: &str) -> String {
    hex(&Sha256::digest(text))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[test]
fn the_host_need_not_be_signed() {
    let canonical = format!("GET\n/\n\nx-sdk-date:{DATE}\n\nx-sdk-date\nNOTHING");
    assert_eq!(verdict("/", &[], &canonical), "let in");
}

#[test]
fn of_an_empty_body_both_official_signers_are_believed() {
    let unsigned = ("X-Sdk-Content-Sha256", "UNSIGNED-PAYLOAD");
    let headers =
        format!("x-sdk-content-sha256:UNSIGNED-PAYLOAD\nx-sdk-date:{DATE}\n\nx-sdk-content-sha256;x-sdk-date");
    for payload in ["NOTHING", "UNSIGNED-PAYLOAD"] {
        assert_eq!(verdict("/", &[unsigned], &format!("GET\n/\n\n{headers}\n{payload}")), "let in");
    }
}

#[test]
fn a_hash_is_taken_as_it_is_written_if_it_is_that_of_the_body() {
    let upper = hash("").to_uppercase();
    let headers = format!("x-sdk-content-sha256:{upper}\nx-sdk-date:{DATE}\n\nx-sdk-content-sha256;x-sdk-date");
    let canonical = format!("GET\n/\n\n{headers}\n{upper}");
    assert_eq!(verdict("/", &[("X-Sdk-Content-Sha256", &upper)], &canonical), "let in");
}

#[test]
fn what_signers_get_wrong_is_recognised() {
    for (target, canonical, mistake) in [
        ("/x?b=2&a=1", "GET\n/x\na=1&b=2\nHEADERS\nNOTHING", "whose path has no `/` at its end"),
        ("/x?a=9&a=10", "GET\n/x/\na=9&a=10\nHEADERS\nNOTHING", "whose query is not sorted"),
        ("/x?a=1+2", "GET\n/x/\na=1%2B2\nHEADERS\nNOTHING", "whose `+` in the query is no blank: send `%2B`"),
        ("/x?a=1", "GET\n/x/\n\nHEADERS\nNOTHING", "without its query"),
        ("/x?a:=1", "GET\n/x/\na:=1\nHEADERS\nNOTHING", "whose query is as it was sent: decode, sort and encode it"),
        ("/a:b", "GET\n/a:b/\n\nHEADERS\nNOTHING", "whose path is as it was sent: decode and encode it"),
        ("/a:b", "GET\n/a:b\n\nHEADERS\nNOTHING", "whose path and its `/` at the end are as they were sent"),
        ("/", "GET\n/\n\nHEADERS\nUNSIGNED-PAYLOAD", "whose body is not signed, without the header that says so"),
    ] {
        let expected = format!("the signature is that of a request {mistake}");
        assert_eq!(verdict(target, &[], canonical), expected);
    }
    let canonical = format!("GET\n/\n\nhost:mock.example\nx-sdk-date:{DATE}\n\nhost;x-sdk-date\nNOTHING");
    assert_eq!(verdict("/", &[], &canonical), "the signature is that of a request whose host is without its port");
}

#[test]
fn the_same_request_signed_as_documented_is_let_in() {
    assert_eq!(verdict("/x?b=2&a=1", &[], "GET\n/x/\na=1&b=2\nHEADERS\nNOTHING"), "let in");
    assert_eq!(verdict("/a:b", &[], "GET\n/a%3Ab/\n\nHEADERS\nNOTHING"), "let in");
}
