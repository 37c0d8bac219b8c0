//! The code of each class of refusals.

use std::borrow::Cow;
use std::collections::BTreeMap;

use http::StatusCode;

use crate::Trouble;

/// The codes of the gateway that stands before every service: which operation is meant and who calls are its business.
///
/// `0101`, `0201` and `0301` stand in the vendor's public list of the gateway's codes, which writes them with `APIG.` where
/// answers have `APIGW.`; `0302` does not, and follows their order. The list gives a method that there is not the code and
/// the status of a path that there is not, and 400 to a body that is too large; 405, which says which methods there are,
/// and 413 are ours.
const GATEWAY: [(&str, &str); 5] = [
    ("unknown_route", "APIGW.0101"),
    ("unknown_method", "APIGW.0101"),
    ("too_large", "APIGW.0201"),
    ("unauthenticated", "APIGW.0301"),
    ("forbidden", "APIGW.0302"),
];

/// Codes by class.
#[derive(Clone, Debug)]
pub(super) struct Codes {
    stated: BTreeMap<String, String>,
}

impl Codes {
    /// The codes that a service states, by class.
    pub(super) fn new(stated: BTreeMap<String, String>) -> Self {
        Self { stated }
    }

    /// A refusal as the service tells it: what it has no code for is of the wider class, if there is one.
    pub(super) fn told<'t>(&self, trouble: &'t Trouble) -> Cow<'t, Trouble> {
        match trouble {
            _ if self.stated.contains_key(trouble.class()) => Cow::Borrowed(trouble),
            Trouble::NoCredentials { reason } | Trouble::Expired { reason } => {
                Cow::Owned(Trouble::Unauthenticated { reason: reason.clone() })
            }
            Trouble::OtherProject { reason } => Cow::Owned(Trouble::Forbidden { reason: reason.clone() }),
            _ => Cow::Borrowed(trouble),
        }
    }

    /// The code of a refusal with this status, and whether the gateway says it: who has a code says it, the service before
    /// the gateway.
    pub(super) fn of(&self, trouble: &Trouble, status: StatusCode) -> (String, bool) {
        self.of_class(trouble.class()).unwrap_or_else(|| (unstated(status), false))
    }

    /// The same of a status by itself.
    pub(super) fn of_status(&self, status: StatusCode) -> (String, bool) {
        class_of(status).and_then(|class| self.of_class(class)).unwrap_or_else(|| (unstated(status), false))
    }

    fn of_class(&self, class: &str) -> Option<(String, bool)> {
        let of_gateway =
            || GATEWAY.iter().find(|(known, _)| *known == class).map(|(_, code)| ((*code).to_owned(), true));
        self.stated.get(class).map(|code| (code.clone(), false)).or_else(of_gateway)
    }

    /// Whether it is refused before the service sees it, so that no operation documents its status.
    pub(super) fn is_before_service(trouble: &Trouble) -> bool {
        let is_narrow =
            matches!(trouble, Trouble::NoCredentials { .. } | Trouble::Expired { .. } | Trouble::OtherProject { .. });
        is_narrow || GATEWAY.iter().any(|(class, _)| *class == trouble.class())
    }
}

/// A code for what nobody states one for: `MOCK.0500`. It has our name, so that nobody takes it for the vendor's.
pub(crate) fn unstated(status: StatusCode) -> String {
    format!("MOCK.{:04}", status.as_u16())
}

/// The class of refusals that a status stands for, if it stands for one.
fn class_of(status: StatusCode) -> Option<&'static str> {
    Some(match status.as_u16() {
        400 => "invalid",
        401 => "unauthenticated",
        403 => "forbidden",
        404 => "missing",
        405 => "unknown_method",
        409 => "wrong_state",
        413 => "too_large",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_status_that_no_class_stands_for_takes_the_code_of_none() {
        let codes = Codes::new(BTreeMap::from([("invalid".to_owned(), "DCS.4855".to_owned())]));
        let codes: Vec<String> =
            [400, 401, 404, 429, 500].map(|code| codes.of_status(StatusCode::from_u16(code).unwrap()).0).into();
        assert_eq!(codes, ["DCS.4855", "APIGW.0301", "MOCK.0404", "MOCK.0429", "MOCK.0500"]);
    }

    #[test]
    fn the_gateway_says_only_what_has_its_code() {
        let codes = Codes::new(BTreeMap::from([("unknown_route".to_owned(), "DCS.4001".to_owned())]));
        assert_eq!(codes.of(&Trouble::UnknownRoute, StatusCode::NOT_FOUND), ("DCS.4001".to_owned(), false));
        let too_large = Trouble::TooLarge { most: 1 };
        assert_eq!(codes.of(&too_large, StatusCode::PAYLOAD_TOO_LARGE), ("APIGW.0201".to_owned(), true));
    }
}
