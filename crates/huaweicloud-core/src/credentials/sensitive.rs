//! Text that does not stay in memory.

use std::fmt;

use bytes::Bytes;
use reqwest::header::HeaderValue;
use zeroize::Zeroizing;

/// A secret text: overwritten with zeros when it is dropped, and never shown.
///
/// Taken wherever this crate takes a secret; a `String` is moved into it, a `&str` is copied. What is done with
/// [`expose`](Self::expose) is up to the caller, and a copy made of it is no longer looked after. Nor are copies
/// that the HTTP and TLS layers make while they send it.
///
/// ```
/// use huaweicloud_core::credentials::Sensitive;
///
/// let password = Sensitive::from("hunter2");
/// assert_eq!(format!("{password:?}"), "[secret]");
/// assert_eq!(password.expose(), "hunter2");
/// ```
#[derive(Clone)]
pub struct Sensitive(Zeroizing<String>);

impl Sensitive {
    /// The text. Mind where it goes.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// The text as a header that no log shows, and whose memory is overwritten when the last of its clones is gone.
    /// Nothing if a character cannot travel in a header.
    pub(crate) fn header(&self) -> Option<HeaderValue> {
        let bytes = Bytes::from_owner(Zeroizing::new(self.expose().as_bytes().to_vec()));
        let mut header = HeaderValue::from_maybe_shared(bytes).ok()?;
        header.set_sensitive(true);
        Some(header)
    }
}

impl From<String> for Sensitive {
    fn from(text: String) -> Self {
        Self(Zeroizing::new(text))
    }
}

impl From<&str> for Sensitive {
    fn from(text: &str) -> Self {
        Self::from(text.to_owned())
    }
}

impl fmt::Debug for Sensitive {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[secret]")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_made_of_it_is_marked_and_does_not_show() {
        let header = Sensitive::from("hunter2").header().expect("a header");
        assert!(header.is_sensitive());
        assert_eq!(header.as_bytes(), b"hunter2");
        assert!(!format!("{header:?}").contains("hunter2"));
    }

    #[test]
    fn what_cannot_travel_in_a_header_is_no_header() {
        assert!(Sensitive::from("a\r\nX-Evil: 1").header().is_none());
    }
}
