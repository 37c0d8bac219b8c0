//! A signed request, as it arrives.

use std::time::{Duration, SystemTime};

use http::request::Parts;
use http::{HeaderName, HeaderValue, Method, Request};
use mock::auth::{AccessKey, Caller, Keyring, Refusal};

/// A request, the key it is signed with, and the stages of its signature as somebody else made them.
#[derive(Clone, Debug)]
pub(crate) struct Case {
    pub(crate) id: String,
    pub(crate) method: String,
    pub(crate) target: String,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
    pub(crate) key: AccessKey,
    /// As `X-Sdk-Date` has it.
    pub(crate) date: String,
    pub(crate) canonical_request: String,
    pub(crate) string_to_sign: String,
}

impl Case {
    pub(crate) fn parts(&self) -> Parts {
        let method = Method::from_bytes(self.method.as_bytes()).expect("a method");
        let mut request = Request::builder().method(method).uri(&self.target);
        for (name, value) in &self.headers {
            let value = HeaderValue::from_bytes(value.as_bytes()).expect("a value");
            request = request.header(HeaderName::from_bytes(name.as_bytes()).expect("a name"), value);
        }
        request.body(()).expect("a request").into_parts().0
    }

    /// The request with another value of a header, or without it.
    pub(crate) fn with(&self, name: &str, value: Option<&str>) -> Self {
        let mut case = self.clone();
        case.headers.retain(|(known, _)| !known.eq_ignore_ascii_case(name));
        case.headers.extend(value.map(|value| (name.to_owned(), value.to_owned())));
        case
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        let found = self.headers.iter().find(|(known, _)| known.eq_ignore_ascii_case(name));
        found.map_or_else(|| panic!("{}: no {name}", self.id), |(_, value)| value)
    }

    pub(crate) fn now(&self) -> SystemTime {
        time(&self.date)
    }

    pub(crate) fn keyring(&self) -> Keyring {
        let keyring = Keyring::empty();
        keyring.add_key(self.key.clone()).expect("a key");
        keyring
    }

    pub(crate) fn ask(&self) -> Result<Caller, Refusal> {
        self.ask_at(self.now())
    }

    pub(crate) fn ask_at(&self, now: SystemTime) -> Result<Caller, Refusal> {
        self.keyring().authenticate(&self.parts(), &self.body, now)
    }

    /// Why it is refused, when it is.
    pub(crate) fn reason(&self) -> String {
        self.ask().expect_err("refused").reason
    }

    /// The stages as the mock makes them, which it tells of a signature that is wrong.
    pub(crate) fn stages(&self) -> (String, String) {
        let authorization = self.header("authorization");
        let (rest, last) = authorization.split_at(authorization.len() - 1);
        let wrong = format!("{rest}{}", if last == "0" { "1" } else { "0" });
        let refusal = self.with("Authorization", Some(&wrong)).ask().expect_err("refused");
        assert_eq!(refusal.reason, "the signature does not match the request", "{}", self.id);
        let mut lines = refusal.explanation.iter().skip(1);
        let stage = lines.by_ref().map_while(|line| line.strip_prefix("  "));
        let canonical = stage.collect::<Vec<_>>().join("\n");
        let text = lines.map_while(|line| line.strip_prefix("  ")).collect::<Vec<_>>().join("\n");
        (canonical, text)
    }
}

/// The time of `20240229T101530Z`, by counting the days.
pub(crate) fn time(date: &str) -> SystemTime {
    let part = |range: std::ops::Range<usize>| date[range].parse::<u64>().expect("digits");
    let (year, month, day) = (part(0..4), part(4..6), part(6..8));
    let is_leap = |year: u64| year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let lengths = [31, if is_leap(year) { 29 } else { 28 }, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let years: u64 = (1970..year).map(|year| if is_leap(year) { 366 } else { 365 }).sum();
    let months: u64 = lengths.iter().take(usize::try_from(month).expect("a month") - 1).sum();
    let hours = (years + months + day - 1) * 24 + part(9..11);
    SystemTime::UNIX_EPOCH + Duration::from_secs((hours * 60 + part(11..13)) * 60 + part(13..15))
}
