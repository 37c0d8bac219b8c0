//! Why a request cannot be signed.

use std::fmt;

/// Why a request cannot be signed. Nothing has been sent.
///
/// It names headers but never their values, and never a key.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum SignError {
    /// The body is a stream, whose hash is not known before it is sent.
    StreamedBody,
    /// The value of a header is not UTF-8, and the signature is made of text.
    HeaderNotText {
        /// The header's name, in lower case.
        name: String,
    },
    /// A header is there more than once, which the vendor's signature has no form for.
    RepeatedHeader {
        /// The header's name, in lower case.
        name: String,
    },
    /// The URL has no host.
    NoHost,
    /// A date is not of the form `20240229T101530Z`, or is no day of the calendar.
    Date {
        /// What is there instead.
        text: String,
    },
    /// The clock shows a time outside the years 1 to 9999.
    Clock,
    /// The access key's id, the region or the service holds something that a header cannot carry.
    Unsendable,
}

impl fmt::Display for SignError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::StreamedBody => f.write_str(
                "the body is a stream, whose hash is not known before it is sent: send bytes, or a content type other \
                 than JSON, or, where the scheme knows it, put the hash or UNSIGNED-PAYLOAD into the header \
                 X-Sdk-Content-Sha256 (X-Sdk-Content-Sm3 with SM3)",
            ),
            Self::HeaderNotText { name } => write!(
                f,
                "the value of the header `{name}` is not UTF-8, and signatures are made of text: encode it, for example \
                 in base64"
            ),
            Self::RepeatedHeader { name } => write!(
                f,
                "the header `{name}` is there more than once, which cannot be signed: send it once, its values joined \
                 with commas"
            ),
            Self::NoHost => f.write_str("the URL has no host, which is part of the signature: use an http(s) URL"),
            Self::Date { text } => {
                write!(f, "{text:?} is not a date of the form 20240229T101530Z, which signatures carry")
            }
            Self::Clock => {
                f.write_str("the clock shows a time outside the years 1 to 9999, which cannot be signed: set the clock")
            }
            Self::Unsendable => f.write_str(
                "the access key's id, the region or the service holds a character that cannot travel in a header: look \
                 for a line feed at the end of one",
            ),
        }
    }
}

impl std::error::Error for SignError {}
