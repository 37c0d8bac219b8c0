//! What signing does to a request, and what it refuses.

use std::time::{Duration, SystemTime};

use huaweicloud_core::sign::{Scheme, SdkDate, SignError, SigningKey, sign};
use reqwest::header::{AUTHORIZATION, HeaderValue};
use reqwest::{Method, Request, Url};

use crate::wire::stream;

const KEY: SigningKey<'_> = SigningKey::new("BOOKWORM0001", b"hunter2");

fn now() -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(1_830_729_599)
}

fn scoped() -> Scheme {
    Scheme::ScopedHmacSha256 { region: String::new(), service: String::new() }
}

/// A request as our clients make them.
fn request(url: &str) -> Request {
    let mut request = Request::new(Method::POST, Url::parse(url).expect("a URL"));
    for (name, value) in [
        ("content-type", "application/json"),
        ("accept", "application/json"),
        ("user-agent", "huaweicloud-dcs/0.1.0"),
        ("x-project-id", "054ba152d480d55b2f5dc0069e7ddef0"),
        ("x-language", "en-us"),
    ] {
        request.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    *request.body_mut() = Some(r#"{"title":"Die Verwandlung"}"#.into());
    request
}

fn signed(mut request: Request, scheme: &Scheme) -> Result<Request, SignError> {
    sign(&mut request, &KEY, scheme, now())?;
    Ok(request)
}

fn authorization(request: &Request) -> &str {
    request.headers()[AUTHORIZATION].to_str().expect("text")
}

#[test]
fn a_request_that_is_sent_again_is_signed_as_if_for_the_first_time() {
    for scheme in [Scheme::SdkHmacSha256, scoped()] {
        let mut again = request("https://library.example/v1");
        sign(&mut again, &SigningKey::new("ANOTHER", b"key"), &scheme, now() - Duration::from_secs(90_000))
            .expect("signed");
        sign(&mut again, &KEY, &scheme, now()).expect("signed");
        let first = signed(request("https://library.example/v1"), &scheme).expect("signed");
        assert_eq!(again.headers(), first.headers());
    }
}

#[test]
fn the_date_is_that_of_the_clock_to_the_second() {
    let mut request = request("https://library.example/v1");
    sign(&mut request, &KEY, &Scheme::SdkHmacSha256, now() + Duration::from_millis(999)).expect("signed");
    assert_eq!(request.headers()["x-sdk-date"], "20280105T235959Z");
}

#[test]
fn the_signature_does_not_show_in_debug() {
    let request = signed(request("https://library.example/v1"), &Scheme::SdkHmacSha256).expect("signed");
    assert!(!format!("{request:?}").contains("Signature="));
    assert!(authorization(&request).contains("Signature="));
}

#[test]
fn the_ports_that_are_not_sent_are_not_signed_and_neither_is_the_user() {
    let of = |url: &str| {
        let request = signed(request(url), &Scheme::SdkHmacSha256).expect("signed");
        authorization(&request).to_owned()
    };
    assert_eq!(of("https://library.example:443/v1"), of("https://library.example/v1"));
    assert_eq!(of("https://anna:p%40ss@library.example/v1"), of("https://library.example/v1"));
    assert_ne!(of("https://library.example:80/v1"), of("https://library.example/v1"));
}

#[test]
fn a_stream_of_json_is_refused_with_what_to_do() {
    let mut request = request("https://library.example/v1");
    *request.body_mut() = Some(stream("{}"));
    let error = signed(request, &Scheme::SdkHmacSha256).expect_err("refused");
    assert_eq!(error, SignError::StreamedBody);
    assert!(error.to_string().contains("X-Sdk-Content-Sha256"), "{error}");
}

#[test]
fn a_stream_of_anything_else_is_sent_unsigned_but_in_the_scoped_form_which_knows_no_way() {
    let request = || {
        let mut request = request("https://library.example/v1");
        request.headers_mut().insert("content-type", HeaderValue::from_static("image/png"));
        *request.body_mut() = Some(stream("picture"));
        request
    };
    let signed_request = signed(request(), &Scheme::SdkHmacSha256).expect("signed");
    assert_eq!(signed_request.headers()["x-sdk-content-sha256"], "UNSIGNED-PAYLOAD");
    assert_eq!(signed(request(), &scoped()).map(|_| ()), Err(SignError::StreamedBody));
}

#[test]
fn a_stream_whose_hash_the_caller_knows_is_signed_by_it() {
    let mut request = request("https://library.example/v1");
    *request.body_mut() = Some(stream("{}"));
    let hash = "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a";
    request.headers_mut().insert("x-sdk-content-sha256", HeaderValue::from_static(hash));
    let streamed = signed(request, &Scheme::SdkHmacSha256).expect("signed");

    let mut request = self::request("https://library.example/v1");
    *request.body_mut() = Some("{}".into());
    request.headers_mut().insert("x-sdk-content-sha256", HeaderValue::from_static(hash));
    let whole = signed(request, &Scheme::SdkHmacSha256).expect("signed");
    assert_eq!(authorization(&streamed), authorization(&whole));
}

#[cfg(feature = "sm3")]
#[test]
fn with_sm3_the_header_of_an_unsigned_body_has_its_name() {
    let mut request = request("https://library.example/v1");
    request.headers_mut().insert("content-type", HeaderValue::from_static("image/png"));
    let request = signed(request, &Scheme::SdkHmacSm3).expect("signed");
    assert_eq!(request.headers()["x-sdk-content-sm3"], "UNSIGNED-PAYLOAD");
    assert!(!request.headers().contains_key("x-sdk-content-sha256"));
}

#[test]
fn a_key_with_the_line_feed_of_its_file_is_refused_without_being_shown() {
    let mut request = request("https://library.example/v1");
    let key = SigningKey::new("BOOKWORM0001\n", b"hunter2\n");
    let error = sign(&mut request, &key, &Scheme::SdkHmacSha256, now()).expect_err("refused");
    assert_eq!(error, SignError::Unsendable);
    assert!(!format!("{error} {error:?} {key:?}").contains("hunter2"));
}

#[test]
fn a_url_without_a_host_is_refused() {
    assert_eq!(signed(request("data:,hello"), &Scheme::SdkHmacSha256).map(|_| ()), Err(SignError::NoHost));
}

#[test]
fn a_clock_far_off_is_refused() {
    let late = SystemTime::UNIX_EPOCH + Duration::from_secs(253_402_300_800);
    let error = sign(&mut request("https://library.example"), &KEY, &Scheme::SdkHmacSha256, late);
    assert_eq!(error, Err(SignError::Clock));
}

#[test]
fn a_date_of_another_form_is_refused_with_the_form_it_should_have() {
    let error = "2028-01-05T23:59:59Z".parse::<SdkDate>().expect_err("refused");
    assert_eq!(
        error.to_string(),
        r#""2028-01-05T23:59:59Z" is not a date of the form 20240229T101530Z, which signatures carry"#
    );
}

#[test]
fn one_signing_allocates_four_times_and_twice_more_where_the_headers_outgrow_their_map() {
    let mut request = request("https://library.example/v1?limit=10&offset=20");
    let mut allocations = || {
        let count = allocation_counter::measure(|| {
            sign(&mut request, &KEY, &Scheme::SdkHmacSha256, now()).expect("signed");
        });
        count.count_total
    };
    assert_eq!([allocations(), allocations()], [6, 4]);
}
