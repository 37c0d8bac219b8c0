//! The little language of faults.

use std::collections::HashSet;
use std::fmt;
use std::str::FromStr;
use std::time::Duration;

use http::{HeaderValue, StatusCode};

use super::{Body, End, Fault, Reset};
use spec::duration;

/// Every word of the language, and what it does: for help texts and error messages.
pub const WORDS: [(&str, &str); 15] = [
    ("status=503", "answers this status with its documented body; nothing is done"),
    ("retry-after=2", "adds a Retry-After header: seconds, or a date"),
    ("content-type=text/plain", "replaces the Content-Type header"),
    ("delay=500ms", "answers this much later (at most 10m)"),
    ("drip=20ms", "sends the body byte by byte, this far apart (at most 10s)"),
    ("close", "closes the connection without an answer"),
    ("reset", "resets the connection (TCP RST) without an answer"),
    ("reset=head", "resets the connection in the middle of the answer's head"),
    ("reset=body", "resets the connection in the middle of the answer's body"),
    ("truncate=10", "closes the connection after 10 bytes of the body; Content-Length says more"),
    (
        "body=html | body=empty | body=text:…",
        "replaces the body: a proxy's page, nothing, or the text up to the next `;`",
    ),
    ("unknown-enum", "gives values of documented lists another value"),
    ("nulls", "makes texts, numbers and booleans null"),
    ("numbers-as-strings", "makes numbers texts"),
    ("extra-fields", "adds a field to every object"),
];

/// The longest text of a fault, in bytes.
const LONGEST: usize = 4_096;
/// The longest delay: long enough for any client to lose its patience.
const LONGEST_DELAY: Duration = Duration::from_secs(600);
/// The longest time between two bytes.
const LONGEST_DRIP: Duration = Duration::from_secs(10);

/// A fault that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FaultError(pub(super) String);

impl fmt::Display for FaultError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for FaultError {}

impl FromStr for Fault {
    type Err = FaultError;

    /// Reads words that are separated by `;`.
    fn from_str(text: &str) -> Result<Self, FaultError> {
        if text.len() > LONGEST {
            return refuse(format!("a fault of {} bytes is too long: at most {LONGEST} are read", text.len()));
        }
        let mut fault = Self::default();
        let mut said = HashSet::new();
        for word in text.split(';').map(str::trim).filter(|word| !word.is_empty()) {
            let (name, value) = match word.split_once('=') {
                Some((name, value)) => (name.trim(), Some(value.trim())),
                None => (word, None),
            };
            fault.set(name, value)?;
            // Three words for one thing: how an answer ends.
            let what = if matches!(name, "close" | "reset" | "truncate") { "close, reset or truncate" } else { name };
            if !said.insert(what) {
                return refuse(format!("{what} is said twice: say it once"));
            }
        }
        if fault.is_none() {
            return refuse(format!("the fault says nothing. {}", known()));
        }
        if fault.drip.is_some() && fault.end.is_some() {
            return refuse(
                "`drip` is for an answer that is whole, and another word breaks it off: say one of them".into(),
            );
        }
        Ok(fault)
    }
}

impl Fault {
    fn set(&mut self, name: &str, value: Option<&str>) -> Result<(), FaultError> {
        match (name, value) {
            ("status", Some(value)) => self.status = Some(status(value)?),
            ("retry-after", Some(value)) => self.retry_after = Some(header(name, value)?),
            ("content-type", Some(value)) => self.content_type = Some(header(name, value)?),
            ("delay", Some(value)) => self.delay = time(name, value, LONGEST_DELAY)?,
            ("drip", Some(value)) => self.drip = Some(time(name, value, LONGEST_DRIP)?),
            ("close", None) => self.end = Some(End::Close),
            ("reset", None) => self.end = Some(End::Reset(Reset::First)),
            ("reset", Some("head")) => self.end = Some(End::Reset(Reset::Head)),
            ("reset", Some("body")) => self.end = Some(End::Reset(Reset::Body)),
            ("truncate", Some(value)) => self.end = Some(End::Truncate(bytes(value)?)),
            ("body", Some("html")) => self.body = Some(Body::Html),
            ("body", Some("empty")) => self.body = Some(Body::Empty),
            ("body", Some(value)) if value.starts_with("text:") => {
                self.body = Some(Body::Text(value["text:".len()..].to_owned()));
            }
            ("unknown-enum", None) => self.unknown_enum = true,
            ("nulls", None) => self.nulls = true,
            ("numbers-as-strings", None) => self.numbers_as_strings = true,
            ("extra-fields", None) => self.extra_fields = true,
            _ => return Err(unknown(name, value)),
        }
        Ok(())
    }
}

/// A word that is not known, or one with a value that it does not take.
fn unknown(name: &str, value: Option<&str>) -> FaultError {
    let alike: Vec<&str> =
        WORDS.iter().map(|(word, _)| *word).filter(|word| word.split(['=', ' ']).next() == Some(name)).collect();
    if alike.is_empty() {
        return FaultError(format!("`{}` is no fault. {}", shown(name), known()));
    }
    let found = value.map_or_else(|| "no value".to_owned(), |value| format!("`{}`", shown(value)));
    FaultError(format!("`{name}` with {found} is no fault. Write `{}`", alike.join("`, `")))
}

fn known() -> String {
    let words: Vec<&str> = WORDS.iter().map(|(word, _)| *word).collect();
    format!("Known are, separated by `;`: {}", words.join("; "))
}

fn status(value: &str) -> Result<StatusCode, FaultError> {
    let status = value.parse().ok().and_then(|number: u16| StatusCode::from_u16(number).ok());
    match status {
        Some(status) if !status.is_informational() => Ok(status),
        _ => refuse(format!("`status={}`: write a number from 200 to 999, as in `status=503`", shown(value))),
    }
}

fn header(name: &str, value: &str) -> Result<HeaderValue, FaultError> {
    if value.is_empty() {
        return refuse(format!("`{name}=` says nothing: write a value after it, or leave it out"));
    }
    HeaderValue::from_str(value)
        .or_else(|_| refuse(format!("`{name}={}` cannot be sent in a header: write visible ASCII", shown(value))))
}

fn time(name: &str, value: &str, most: Duration) -> Result<Duration, FaultError> {
    duration::parse(value).filter(|time| *time <= most).map_or_else(
        || {
            let most = duration::write(most);
            refuse(format!(
                "`{name}={}`: write a number and `ms`, `s`, `m` or `h`, as in `{name}=500ms`; {most} at most",
                shown(value)
            ))
        },
        Ok,
    )
}

fn bytes(value: &str) -> Result<usize, FaultError> {
    // What is announced is one more than this, so it must stay within any header's number.
    match value.parse() {
        Ok(length) if length <= 1 << 30 => Ok(length),
        _ => refuse(format!("`truncate={}`: write how many bytes are sent, as in `truncate=10`", shown(value))),
    }
}

fn refuse<T>(message: String) -> Result<T, FaultError> {
    Err(FaultError(message))
}

/// What somebody wrote, for a message: short, and with no control characters.
fn shown(text: &str) -> String {
    crate::seen::escaped(text, 60)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn every_word_that_is_listed_is_known() {
        for (words, _) in WORDS {
            for word in words.split(" | ") {
                let fault: Fault = word.parse().unwrap_or_else(|err| panic!("{word}: {err}"));
                assert_eq!(fault.to_string(), word, "written as it is read");
            }
        }
    }

    #[test]
    fn words_are_separated_by_semicolons_and_spaces_do_not_count() {
        let fault: Fault = " status=503 ;delay = 2s;; nulls ; ".parse().unwrap();
        assert_eq!(fault.status, Some(StatusCode::SERVICE_UNAVAILABLE));
        assert_eq!(fault.delay, Duration::from_secs(2));
        assert!(fault.nulls);
    }

    #[test]
    fn retry_after_is_a_number_of_seconds_or_a_date() {
        for value in ["2", "Wed, 21 Oct 2026 07:28:00 GMT"] {
            let fault: Fault = format!("status=429; retry-after={value}").parse().unwrap();
            assert_eq!(fault.retry_after.unwrap(), value);
        }
    }

    #[test]
    fn a_text_is_taken_as_it_is() {
        let fault: Fault = "body=text:text:a=b".parse().unwrap();
        assert_eq!(fault.body, Some(Body::Text("text:a=b".to_owned())));
    }

    #[test]
    fn what_is_not_known_is_named_with_what_is() {
        for (text, message) in [
            ("nonsense", "`nonsense` is no fault. Known are"),
            ("reset=tail", "`reset` with `tail` is no fault. Write `reset`, `reset=head`, `reset=body`"),
            ("status", "`status` with no value is no fault. Write `status=503`"),
            ("nulls=yes", "`nulls` with `yes` is no fault. Write `nulls`"),
            ("status=100", "write a number from 200 to 999"),
            ("delay=fast", "write a number and `ms`"),
            ("delay=11m", "600s at most"),
            ("truncate=-1", "write how many bytes"),
            ("close; reset", "close, reset or truncate is said twice"),
            ("status=503; status=429", "status is said twice"),
            ("drip=5ms; close", "say one of them"),
            ("status=429; retry-after=", "`retry-after=` says nothing"),
            ("content-type= ;nulls", "`content-type=` says nothing"),
            ("", "the fault says nothing"),
        ] {
            let err = text.parse::<Fault>().expect_err(text).to_string();
            assert!(err.contains(message), "{text}: {err}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused_and_what_is_read_is_written_alike(text in "(status|reset|delay|body|truncate|nulls|[a-z=;: 0-9é\u{0}-\u{1f}]){0,12}") {
            if let Ok(fault) = text.parse::<Fault>() {
                prop_assert_eq!(fault.to_string().parse::<Fault>(), Ok(fault));
            }
        }
    }
}
