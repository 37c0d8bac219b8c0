//! What is refused, and what is said about it.

use std::time::Duration;

use http::Request;
use mock::auth::{AccessKey, FIRST_TOKEN, Keyring, RefusalKind, Token};

use crate::case::{Case, time};
use crate::vectors::one;

const SECRET: &str = "a shelf full of secrets";

fn post() -> Case {
    one("SdkHmacSha256, a POST with everything")
}

/// An `Authorization` that is well-formed and does not hold.
fn forged(signed: &str) -> String {
    format!("SDK-HMAC-SHA256 Access=BOOKWORM0001, SignedHeaders={signed}, Signature={}", "0".repeat(64))
}

/// A request with a header, and nothing else.
fn with_header(name: &str, value: &str) -> http::request::Parts {
    Request::get("/v1/shelves").header(name, value).body(()).expect("a request").into_parts().0
}

#[test]
fn who_is_let_in_is_told_by_key_and_scheme_and_never_by_a_secret() {
    assert_eq!(post().ask().expect("let in").name, "key BOOKWORM0001 by SDK-HMAC-SHA256");
    let scoped = one("ScopedHmacSha256, a GET with nothing").ask().expect("let in");
    assert_eq!(scoped.name, "key BOOKWORM0001 by SDK-HMAC-SHA256 with a scope");
    let v11 = one("V11HmacSha256, a GET with nothing").ask().expect("let in");
    assert_eq!(v11.name, "key BOOKWORM0001 by V11-HMAC-SHA256");
}

#[test]
fn a_date_may_be_a_quarter_of_an_hour_off_and_no_second_more() {
    let case = post();
    let quarter = Duration::from_secs(15 * 60);
    case.ask_at(case.now() + quarter).expect("old, and still good");
    case.ask_at(case.now() - quarter).expect("ahead, and good already");
    for now in [case.now() + quarter + Duration::from_secs(1), case.now() - quarter - Duration::from_secs(1)] {
        let refusal = case.ask_at(now).expect_err("too far off");
        assert_eq!(refusal.kind, RefusalKind::Wrong);
        assert!(refusal.reason.starts_with("X-Sdk-Date is 20270704T235959Z, which is more than 15 minutes away"));
    }
}

#[test]
fn a_date_that_is_missing_or_has_another_form_is_told() {
    assert_eq!(post().with("X-Sdk-Date", None).reason(), "X-Sdk-Date is missing");
    let reason = post().with("X-Sdk-Date", Some("2027-07-04T23:59:59Z")).reason();
    assert_eq!(reason, "X-Sdk-Date is not of the form 20240229T101530Z, in UTC");
}

#[test]
fn the_day_of_a_scope_is_that_of_the_date() {
    for id in ["V11HmacSha256, a GET with nothing", "ScopedHmacSha256, a GET with nothing"] {
        let case = one(id);
        let other = case.header("Authorization").replace("/20270704/", "/20270705/");
        assert_eq!(
            case.with("Authorization", Some(&other)).reason(),
            "the day in Credential= is not that of X-Sdk-Date"
        );
    }
}

#[test]
fn an_unknown_key_is_refused_without_repeating_its_id() {
    let mut case = post();
    case.key = AccessKey::new("OTHER", SECRET);
    let refusal = case.ask().expect_err("unknown");
    assert_eq!(refusal.reason, "the access key is not known here");
    assert_eq!(refusal.explanation, ["the id that was sent has 12 characters", "known here: OTHER"]);
}

#[test]
fn a_key_that_has_expired_is_refused() {
    let mut case = post();
    let now = case.now();
    case.key = case.key.with_expiry(now + Duration::from_secs(1));
    case.ask().expect("still good");
    case.key = case.key.with_expiry(now);
    assert_eq!(case.reason(), "the access key expired at 2027-07-04T23:59:59.000000Z");
}

#[test]
fn a_temporary_key_needs_its_security_token_and_no_other() {
    let mut case = post();
    case.key = case.key.with_security_token("st-1");
    assert_eq!(case.reason(), "this access key is a temporary one: send its X-Security-Token");
    assert_eq!(
        case.with("X-Security-Token", Some("")).reason(),
        "this access key is a temporary one: send its X-Security-Token"
    );
    assert_eq!(
        case.with("X-Security-Token", Some("st-2")).reason(),
        "X-Security-Token is not the one of this access key"
    );
    // Open Telekom Cloud's signer adds it after signing, so that it need not be signed.
    case.with("X-Security-Token", Some("st-1")).ask().expect("its own");
}

#[test]
fn a_permanent_key_has_no_security_token() {
    let reason = post().with("X-Security-Token", Some("st-1")).reason();
    assert_eq!(reason, "X-Security-Token was sent with an access key that has none");
}

#[test]
fn a_signed_header_is_sent_and_sent_once() {
    assert_eq!(
        post().with("X-Note", None).reason(),
        "the header `x-note` is signed, as Authorization says, and was not sent"
    );
    let mut twice = post();
    twice.headers.push(("X-Note".to_owned(), "two  words\tand a tab".to_owned()));
    assert_eq!(twice.reason(), "the header `x-note` is there more than once");
}

#[test]
fn a_name_that_a_caller_sends_is_shortened_in_the_reason() {
    let long = "y".repeat(1_000);
    let authorization = forged(&format!("x-sdk-date;{long}"));
    let mut case = post().with("Authorization", Some(&authorization));
    let name = format!("{}…", "y".repeat(60));
    let reason = format!("the header `{name}` is signed, as Authorization says, and was not sent");
    assert_eq!(case.reason(), reason);
    case.headers.extend([(long.clone(), "one".to_owned()), (long, "two".to_owned())]);
    assert_eq!(case.reason(), format!("the header `{name}` is there more than once"));
}

#[test]
fn a_header_that_nobody_signed_may_come_on_the_way() {
    let mut case = post();
    case.headers.push(("Via".to_owned(), "1.1 proxy".to_owned()));
    case.ask().expect("let in");
}

#[test]
fn a_declared_hash_is_that_of_the_body_that_came() {
    let wrong = "0".repeat(64);
    let reason = post().with("X-Sdk-Content-Sha256", Some(&wrong)).reason();
    assert_eq!(reason, "the header `x-sdk-content-sha256` is not the hash of the body that came");
}

#[test]
fn a_body_that_was_declared_unsigned_may_change() {
    let mut case = one("SdkHmacSha256, a body that is not JSON");
    case.body.push(b'!');
    case.ask().expect("let in");
}

#[test]
fn a_signature_counts_even_if_there_is_a_good_token_besides() {
    let case = post().with("X-Auth-Token", Some("t-1"));
    let keyring = case.keyring();
    keyring.add_token(Token::new("t-1")).expect("a token");
    let mut parts = case.parts();
    assert!(keyring.authenticate(&parts, &case.body, case.now()).expect("let in").name.starts_with("key "));
    parts.headers.insert("authorization", http::HeaderValue::from_static("Basic YTpi"));
    keyring.authenticate(&parts, &case.body, case.now()).expect_err("no signature that is known here");
}

#[test]
fn without_anything_it_is_said_what_there_could_be() {
    let parts = Request::get("/").body(()).expect("a request").into_parts().0;
    let refusal = Keyring::default().authenticate(&parts, b"", time("20240229T101530Z")).expect_err("nobody");
    assert_eq!(refusal.reason, "neither Authorization nor X-Auth-Token is there: sign the request, or send a token");
    assert_eq!(refusal.kind, RefusalKind::Absent);
}

#[test]
fn a_token_is_known_and_has_not_expired() {
    let now = time("20240229T101530Z");
    let keyring = Keyring::default();
    keyring.authenticate(&with_header("X-Auth-Token", FIRST_TOKEN), b"", now).expect("known");
    let unknown = keyring.authenticate(&with_header("X-Auth-Token", "mock-tokem"), b"", now).expect_err("unknown");
    assert_eq!((unknown.reason.as_str(), unknown.kind), ("the token is not known here", RefusalKind::Wrong));
    let empty = keyring.authenticate(&with_header("X-Auth-Token", " "), b"", now).expect_err("empty");
    assert_eq!((empty.reason.as_str(), empty.kind), ("the token is empty", RefusalKind::Absent));
    keyring.add_token(Token::new("t-1").with_expiry(now)).expect("a token");
    let expired = keyring.authenticate(&with_header("X-Auth-Token", "t-1"), b"", now).expect_err("expired");
    assert_eq!(expired.reason, "the token expired at 2024-02-29T10:15:30.000000Z");
    assert_eq!(expired.kind, RefusalKind::Expired);
}

#[test]
fn who_has_a_project_is_let_into_no_other() {
    let mut case = post();
    case.key = case.key.with_project("0fe1").with_domain("d-1");
    let caller = case.ask().expect("let in");
    assert_eq!((caller.project.as_deref(), caller.domain.as_deref()), (Some("0fe1"), Some("d-1")));
    caller.enter("0fe1").expect("its own");
    let refusal = caller.enter("0fe2").expect_err("another");
    assert_eq!(refusal.kind, RefusalKind::OtherProject);
    assert_eq!(refusal.explanation, ["key BOOKWORM0001 by SDK-HMAC-SHA256 is good for the project `0fe1`"]);
    post().ask().expect("let in").enter("0fe2").expect("a key without a project is good for all");
}

#[test]
fn a_wrong_secret_is_explained_by_what_both_sides_can_look_at() {
    let mut case = post();
    case.key = AccessKey::new("BOOKWORM0001", "another secret");
    let refusal = case.ask().expect_err("wrong");
    assert_eq!(refusal.reason, "the signature does not match the request");
    let told = refusal.explanation.join("\n");
    for line in case.canonical_request.lines().chain(case.string_to_sign.lines()) {
        assert!(told.contains(line), "{line:?} is missing");
    }
    assert!(told.ends_with("if all of it is as the caller made it, the secret is another one"), "{told}");
}

#[test]
fn a_header_that_the_caller_sends_and_does_not_sign_is_told() {
    let case = post();
    let without = case.header("Authorization").replace("content-type;", "");
    let refusal = case.with("Authorization", Some(&without)).ask().expect_err("wrong");
    let expected = "the caller did not sign `content-type`, which it sends";
    assert!(refusal.explanation.iter().any(|line| line == expected), "{refusal:#?}");
}

#[test]
fn neither_a_secret_nor_the_right_signature_is_told() {
    let case = post().with("X-Security-Token", Some("st-1"));
    let authorization = case.header("Authorization");
    let (rest, right) = authorization.rsplit_once("Signature=").expect("a signature");
    let signed = rest.replace("x-sdk-date", "x-sdk-date;x-security-token");
    let mut wrong = case.with("Authorization", Some(&format!("{signed}Signature={}", "0".repeat(64))));
    wrong.key = wrong.key.with_security_token("st-1");
    let told = format!("{:#?}", wrong.ask().expect_err("wrong"));
    assert!(told.contains("x-security-token:[secret]"), "{told}");
    for secret in [SECRET, right, "st-1"] {
        assert!(!told.contains(secret), "{told}");
    }
    assert!(!format!("{:?}", wrong.key).contains(SECRET));
}

#[test]
fn what_is_called_like_a_secret_is_told_by_its_name_alone() {
    for name in ["x-encryption-key", "x-sse-c-key", "x-my-token-2", "x-secret-id", "x-passwd-old", "x-db-pwd", "cookie"]
    {
        let mut names = ["host", "x-sdk-date", name];
        names.sort_unstable();
        let case = post().with(name, Some("hush")).with("Authorization", Some(&forged(&names.join(";"))));
        let told = format!("{:#?}", case.ask().expect_err("wrong"));
        assert!(told.contains(&format!("{name}:[secret]")) && !told.contains("hush"), "{told}");
    }
    for name in ["token", "sk", "sk%5B%5D", "X-Auth-Token", "signing-key"] {
        let mut case = post().with("Authorization", Some(&forged("host;x-sdk-date")));
        case.target = format!("/v1/shelves?limit=5&{name}=hush&empty");
        let told = format!("{:#?}", case.ask().expect_err("wrong"));
        assert!(told.contains(&format!("{name}=[secret]")) && !told.contains("hush"), "{told}");
        assert!(told.contains("limit=5") && told.contains("empty="), "{told}");
    }
}
