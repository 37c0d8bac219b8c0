//! The moment that a signature is made for.

use std::fmt;
use std::str::FromStr;
use std::time::SystemTime;

use super::SignError;
use crate::clock::utc;

/// The moment that a signature is made for, as the `X-Sdk-Date` header carries it: `20240229T101530Z`, in UTC.
///
/// ```
/// use std::time::{Duration, SystemTime};
///
/// use huaweicloud_core::sign::SdkDate;
///
/// let date = SdkDate::at(SystemTime::UNIX_EPOCH + Duration::from_secs(1_709_201_730))?;
/// assert_eq!(date.as_str(), "20240229T101530Z");
/// assert_eq!(date, "20240229T101530Z".parse()?);
/// # Ok::<(), huaweicloud_core::sign::SignError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct SdkDate([u8; 16]);

impl SdkDate {
    /// The moment that a clock shows; fractions of a second are cut off.
    ///
    /// # Errors
    ///
    /// [`SignError::Clock`] outside the years 1 to 9999.
    pub fn at(time: SystemTime) -> Result<Self, SignError> {
        utc::basic(time).map(Self).ok_or(SignError::Clock)
    }

    /// The text of the header.
    #[must_use]
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).expect("digits and two letters are ASCII")
    }

    /// The day, `20240229`, which keys are derived for.
    pub(super) fn day(&self) -> &str {
        self.as_str().split_at(8).0
    }
}

impl FromStr for SdkDate {
    type Err = SignError;

    fn from_str(text: &str) -> Result<Self, SignError> {
        let time = utc::parse_basic(text).ok_or_else(|| SignError::Date { text: text.to_owned() })?;
        Self::at(time)
    }
}

impl fmt::Debug for SdkDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SdkDate({})", self.as_str())
    }
}
