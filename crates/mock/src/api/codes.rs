//! The code of each class of refusals.

use std::collections::BTreeMap;

use http::StatusCode;

use crate::Trouble;

/// The codes of the gateway that stands before every service, by its documented tables of codes: which operation is meant
/// and who calls are its business. It answers in the same shape, and adds the ID of the request.
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

    /// The code of a refusal with this status.
    pub(super) fn of(&self, trouble: &Trouble, status: StatusCode) -> String {
        self.of_class(trouble.class()).unwrap_or_else(|| unstated(status))
    }

    /// The code of a status by itself.
    pub(super) fn of_status(&self, status: StatusCode) -> String {
        class_of(status).and_then(|class| self.of_class(class)).unwrap_or_else(|| unstated(status))
    }

    /// The code of a class of refusals, if the service or the gateway has one.
    fn of_class(&self, class: &str) -> Option<String> {
        let of_gateway = || GATEWAY.iter().find(|(known, _)| *known == class).map(|(_, code)| (*code).to_owned());
        self.stated.get(class).cloned().or_else(of_gateway)
    }

    /// Whether the gateway refuses it, before the service sees it.
    pub(super) fn is_of_gateway(trouble: &Trouble) -> bool {
        GATEWAY.iter().any(|(class, _)| *class == trouble.class())
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
            [400, 401, 404, 429, 500].map(|code| codes.of_status(StatusCode::from_u16(code).unwrap())).into();
        assert_eq!(codes, ["DCS.4855", "APIGW.0301", "MOCK.0404", "MOCK.0429", "MOCK.0500"]);
    }
}
