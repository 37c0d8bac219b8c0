//! Why a block is no JSON, and whether it is plain what was meant.

use super::DEEPEST;

/// Where a block is no JSON, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Fault {
    pub(crate) line: u32,
    pub(crate) column: u32,
    pub(crate) kind: Kind,
}

/// Why a block is no JSON.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    TrailingComma,
    MissingComma,
    ExtraComma,
    MissingColon,
    Comment,
    /// `...` in place of what is left out.
    Ellipsis,
    /// A bracket that nothing closes, or that closes nothing.
    Unbalanced(char),
    /// A bracket where the name of a field should be.
    NoName,
    /// A word that is neither a text nor a number.
    Unquoted(String),
    BadQuotes,
    LineBreak,
    UnclosedText,
    /// A quote within a text that has no backslash.
    BareQuote,
    BadEscape,
    NoValue,
    NoBraces,
    SecondDocument,
    Trailing,
    TooDeep,
    /// Valid JSON, of which readers see only one half.
    DuplicateKey(String),
}

impl Kind {
    /// The reason, in a few words.
    pub(crate) fn reason(&self) -> String {
        match self {
            Self::TrailingComma => "trailing comma".to_owned(),
            Self::MissingComma => "missing comma".to_owned(),
            Self::ExtraComma => "a comma too many".to_owned(),
            Self::MissingColon => "missing colon".to_owned(),
            Self::Comment => "comment".to_owned(),
            Self::Ellipsis => "an ellipsis in place of values".to_owned(),
            Self::Unbalanced(open @ ('{' | '[')) => format!("unbalanced: `{open}` is never closed"),
            Self::Unbalanced(close) => format!("unbalanced: `{close}` closes nothing"),
            Self::NoName => "a value where the name of a field should be".to_owned(),
            Self::Unquoted(word) => format!("`{word}` without quotes"),
            Self::BadQuotes => "quotes other than `\"`".to_owned(),
            Self::LineBreak => "line break within a text".to_owned(),
            Self::UnclosedText => "a text without its closing quote".to_owned(),
            Self::BareQuote => "quotes without backslashes within a text".to_owned(),
            Self::BadEscape => "unknown escape in a text".to_owned(),
            Self::NoValue => "missing value".to_owned(),
            Self::NoBraces => "missing braces around the fields".to_owned(),
            Self::SecondDocument => "a second document follows".to_owned(),
            Self::Trailing => "something follows after its end".to_owned(),
            Self::TooDeep => format!("its values lie more than {DEEPEST} deep in each other"),
            Self::DuplicateKey(name) => format!("the key `{name}` twice in one object"),
        }
    }

    /// Whether it is plain what was meant.
    pub(super) fn is_mended(&self) -> bool {
        !matches!(
            self,
            Self::Unbalanced('{' | '[')
                | Self::Unquoted(_)
                | Self::NoValue
                | Self::NoBraces
                | Self::TooDeep
                | Self::NoName
                | Self::UnclosedText
                | Self::BareQuote
                | Self::MissingColon
        )
    }
}
