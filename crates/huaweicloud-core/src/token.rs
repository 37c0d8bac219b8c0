//! The IAM token: a secret that cannot be printed by accident.

use std::fmt;

use reqwest::header::HeaderValue;

use crate::credentials::Sensitive;

/// The longest token that the vendor documents, in characters.
const MAX_CHARS: usize = 16_384;

/// An IAM token, sent as `X-Auth-Token` with every request.
///
/// The vendor documents 1 to 16,384 characters; that is checked here, once, instead of at every call.
/// `Debug` never shows the token, the header it becomes is marked sensitive, and its memory is overwritten when the last
/// of its clones is gone.
///
/// ```
/// let token = huaweicloud_core::Token::new("MIIEvg")?;
/// assert_eq!(format!("{token:?}"), "Token(redacted)");
/// # Ok::<(), huaweicloud_core::InvalidToken>(())
/// ```
#[derive(Clone)]
pub struct Token {
    header: HeaderValue,
}

impl Token {
    /// Takes a token as IAM issued it.
    ///
    /// # Errors
    ///
    /// [`InvalidToken`] if it is empty, longer than 16,384 characters, or holds something that an HTTP header
    /// cannot carry (such as the line feed at the end of a file).
    pub fn new(token: impl AsRef<str>) -> Result<Self, InvalidToken> {
        let token = token.as_ref();
        let chars = token.chars().count();
        if chars == 0 {
            return Err(InvalidToken::Empty);
        }
        if chars > MAX_CHARS {
            return Err(InvalidToken::TooLong { chars });
        }
        if let Some(at) = token.chars().position(|c| !c.is_ascii_graphic()) {
            return Err(InvalidToken::Unsendable { position: at + 1 });
        }
        let header = Sensitive::from(token).header().ok_or(InvalidToken::Unsendable { position: 1 })?;
        Ok(Self { header })
    }

    /// The value of the `X-Auth-Token` header, marked sensitive.
    pub(crate) fn header(&self) -> HeaderValue {
        self.header.clone()
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(redacted)")
    }
}

/// Why a text cannot be an IAM token. It never repeats the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum InvalidToken {
    /// There is nothing in it.
    Empty,
    /// It is longer than the documented 16,384 characters.
    TooLong {
        /// How long it is.
        chars: usize,
    },
    /// It holds white space, a control character or a character outside ASCII.
    Unsendable {
        /// Where, counting characters from 1.
        position: usize,
    },
}

impl fmt::Display for InvalidToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("the token is empty"),
            Self::TooLong { chars } => {
                write!(f, "the token has {chars} characters, but the longest that IAM issues has {MAX_CHARS}")
            }
            Self::Unsendable { position } => write!(
                f,
                "character {position} of the token cannot travel in a header: look for a line feed or a space"
            ),
        }
    }
}

impl std::error::Error for InvalidToken {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_of_1_to_16384_characters_is_taken() {
        assert!(Token::new("x").is_ok());
        assert!(Token::new("x".repeat(16_384)).is_ok());
    }

    #[test]
    fn an_empty_token_is_refused() {
        assert_eq!(Token::new("").unwrap_err(), InvalidToken::Empty);
    }

    #[test]
    fn a_token_beyond_the_documented_length_is_refused() {
        let error = Token::new("x".repeat(16_385)).unwrap_err();
        assert_eq!(error.to_string(), "the token has 16385 characters, but the longest that IAM issues has 16384");
    }

    #[test]
    fn a_token_read_with_its_line_feed_is_refused_without_being_repeated() {
        let error = Token::new("secret\n").unwrap_err();
        assert_eq!(error, InvalidToken::Unsendable { position: 7 });
        assert!(!error.to_string().contains("secret"));
    }

    #[test]
    fn neither_the_token_nor_its_header_shows_in_debug() {
        let token = Token::new("secret").expect("a valid token");
        assert!(!format!("{token:?} {:?}", token.header()).contains("secret"));
    }
}
