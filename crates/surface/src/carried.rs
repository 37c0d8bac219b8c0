//! Where the arguments of an operation travel.

use contract::ParameterIn;

/// Where an argument travels, or how in the body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Carried {
    /// Outside the body.
    As(ParameterIn),
    /// As the body, as JSON.
    Json,
    /// As the body, as a form.
    Form,
    /// As the body, as it is.
    Bytes,
}

impl Carried {
    /// What a word of the table says.
    pub(crate) fn read(word: &str) -> Option<Self> {
        Some(match word {
            "path" => Self::As(ParameterIn::Path),
            "query" => Self::As(ParameterIn::Query),
            "header" => Self::As(ParameterIn::Header),
            "json" => Self::Json,
            "form" => Self::Form,
            "bytes" => Self::Bytes,
            _ => return None,
        })
    }

    /// Whether it is the body that is carried so.
    pub(crate) fn is_body(self) -> bool {
        !matches!(self, Self::As(_))
    }

    /// Whether a body that is carried so is of that media type.
    pub(crate) fn is_of(self, media_type: &str) -> bool {
        const JSON: &str = "application/json";
        const FORM: &str = "application/x-www-form-urlencoded";
        match self {
            Self::As(_) => false,
            Self::Json => media_type == JSON,
            Self::Form => media_type == FORM,
            Self::Bytes => media_type != JSON && media_type != FORM,
        }
    }
}
