//! Numbers, compared exactly: whole ones beyond what an `f64` can tell apart, too.

use std::cmp::Ordering;

use contract::Width;
use serde_json::Number;

/// A number of a request or of a limit.
#[derive(Clone, Copy, Debug)]
pub(super) enum Num {
    /// A whole one, however it is written: `1`, `1.0`, `1e2`.
    Whole(i128),
    /// One with a fraction, or too large for the other.
    Real(f64),
}

/// The first power of two that `i128` does not hold.
const BEYOND: f64 = 170_141_183_460_469_231_731_687_303_715_884_105_728.0;

/// The least number of 64 bits.
const LEAST: i128 = i64::MIN as i128;

impl Num {
    /// The number that JSON holds.
    pub(super) fn of(number: &Number) -> Self {
        match (number.as_i64(), number.as_u64()) {
            (Some(number), _) => Self::Whole(number.into()),
            (None, Some(number)) => Self::Whole(number.into()),
            (None, None) => match Self::real(number.as_f64().unwrap_or(f64::NAN)) {
                // serde_json holds every whole number down to this one as it is, and takes one below for the next `f64`, which
                // may be this one: so it was below.
                Self::Whole(LEAST) => Self::Whole(LEAST - 1),
                number => number,
            },
        }
    }

    /// The number that a word is, in the grammar of JSON.
    pub(super) fn parse(word: &str) -> Option<Self> {
        if let Some(number) = word.parse().ok().filter(|_| is_integer(word)) {
            return Some(Self::Whole(number));
        }
        // serde_json forgives blanks around a value.
        let is_bare = !word.starts_with(char::is_whitespace) && !word.ends_with(char::is_whitespace);
        is_bare.then(|| serde_json::from_str(word).ok()).flatten().map(|number| Self::of(&number))
    }

    fn real(number: f64) -> Self {
        if number.fract() == 0.0 && number.abs() < BEYOND {
            #[allow(clippy::cast_possible_truncation, reason = "it is whole, and i128 holds it")]
            return Self::Whole(number as i128);
        }
        Self::Real(number)
    }

    /// Whether it has no fraction.
    pub(super) fn is_whole(self) -> bool {
        match self {
            Self::Whole(_) => true,
            Self::Real(number) => number.abs() >= BEYOND,
        }
    }

    /// Whether an integer of that width holds it.
    pub(super) fn is_within(self, width: Width) -> bool {
        let bits = u32::from(width.bits.clamp(8, 64));
        let (least, most) = if width.signed {
            (-(1_i128 << (bits - 1)), (1_i128 << (bits - 1)) - 1)
        } else {
            (0, (1_i128 << bits) - 1)
        };
        matches!(self, Self::Whole(number) if (least..=most).contains(&number))
    }

    /// Whether a `float` of 32 bits holds one near it.
    pub(super) fn is_single(self) -> bool {
        match self {
            // The greatest of them is beyond what an `i128` holds.
            Self::Whole(_) => true,
            Self::Real(number) => number.abs() <= f64::from(f32::MAX),
        }
    }

    /// Which of the two is greater.
    pub(super) fn compare(self, other: Self) -> Ordering {
        match (self, other) {
            (Self::Whole(one), Self::Whole(other)) => one.cmp(&other),
            (Self::Real(one), Self::Real(other)) => one.total_cmp(&other),
            (Self::Whole(one), Self::Real(other)) => whole_to_real(one, other),
            (Self::Real(one), Self::Whole(other)) => whole_to_real(other, one).reverse(),
        }
    }

    /// The whole numbers on both sides of one that is none.
    pub(super) fn neighbours(self) -> Vec<Self> {
        match self {
            Self::Whole(_) => Vec::new(),
            Self::Real(number) => vec![Self::real(number.ceil()), Self::real(number.floor())],
        }
    }

    /// It as JSON.
    pub(super) fn json(self) -> Option<Number> {
        match self {
            Self::Whole(number) => Number::from_i128(number),
            Self::Real(number) => Number::from_f64(number),
        }
    }
}

/// Whether a word is digits, maybe after a minus: how a whole number is written outside JSON.
pub(super) fn is_integer(word: &str) -> bool {
    let digits = word.strip_prefix('-').unwrap_or(word);
    digits == "0" || !digits.starts_with('0') && !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// The two are never equal: the second has a fraction, or no `i128` holds it.
fn whole_to_real(whole: i128, real: f64) -> Ordering {
    if real >= BEYOND {
        return Ordering::Less;
    }
    if real < -BEYOND {
        return Ordering::Greater;
    }
    #[allow(clippy::cast_possible_truncation, reason = "i128 holds it")]
    let floor = real.floor() as i128;
    if whole <= floor { Ordering::Less } else { Ordering::Greater }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn num(text: &str) -> Num {
        Num::of(&serde_json::from_str(text).unwrap())
    }

    #[test]
    fn what_has_no_fraction_is_whole_however_it_is_written() {
        for text in ["1", "-0", "1.0", "1e2", "18446744073709551616", "1e300"] {
            assert!(num(text).is_whole(), "{text}");
        }
        assert!(!num("1.5").is_whole());
        assert!(!num("-1e-9").is_whole());
    }

    #[test]
    fn widths_end_where_they_end() {
        let int64 = Width { signed: true, bits: 64 };
        assert!(num("9223372036854775807").is_within(int64));
        assert!(!num("9223372036854775808").is_within(int64));
        assert!(num("-9223372036854775808").is_within(int64));
        assert!(!num("-9223372036854775809").is_within(int64));
        assert_eq!(num("-9223372036854775809").compare(num("-9223372036854775808")), Ordering::Less);
        let unsigned = Width { signed: false, bits: 64 };
        assert!(num("18446744073709551615").is_within(unsigned) && num("0").is_within(unsigned));
        assert!(!num("18446744073709551616").is_within(unsigned) && !num("-1").is_within(unsigned));
        assert!(!num("1e30").is_within(int64));
        assert!(!num("-1").is_within(Width { signed: false, bits: 32 }));
    }

    #[test]
    fn a_float_ends_where_it_ends() {
        for text in ["1e-400", "3.4028234e38", "-3.4028234e38", "0.1"] {
            assert!(num(text).is_single(), "{text}");
        }
        assert!(!num("3.41e38").is_single() && !num("-1e39").is_single());
    }

    #[test]
    fn neighbours_that_an_f64_cannot_tell_apart_are_told_apart() {
        assert_eq!(num("9007199254740993").compare(num("9007199254740992")), Ordering::Greater);
        assert_eq!(num("9007199254740993").compare(num("0.5")), Ordering::Greater);
        assert_eq!(num("0").compare(num("0.5")), Ordering::Less);
        assert_eq!(num("-1").compare(num("-0.5")), Ordering::Less);
        assert_eq!(num("1").compare(num("1.0")), Ordering::Equal);
        assert_eq!(num("7").compare(num("1e300")), Ordering::Less);
    }

    #[test]
    fn a_word_is_a_number_only_as_json_writes_it() {
        for word in ["0", "-7", "1.5", "1e3", "99999999999999999999999999"] {
            assert!(Num::parse(word).is_some(), "{word}");
        }
        for word in ["", "-", "+1", "01", "-01", " 1", "1 ", "0x1", "1.", "NaN", "Infinity", "٣"] {
            assert!(Num::parse(word).is_none(), "{word:?}");
        }
    }
}
