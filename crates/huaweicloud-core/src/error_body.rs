//! The code and the message in an error body, in whichever of the vendor's shapes.
//!
//! Services, gateways and IAM write errors differently: `{"error_code", "error_msg"}`, `{"errorCode", "errorMsg"}`,
//! `{"code", "message"}`, and each of these inside another object such as `{"error": {…}}`. A documented error may
//! still arrive in another shape, because something in front of the service wrote it.

use serde_json::Value;

use crate::json;

/// What services, gateways and IAM document.
const PAIRS: [(&str, &str); 3] = [("error_code", "error_msg"), ("errorCode", "errorMsg"), ("code", "message")];

/// Where a code stands if it stands in none of the pairs.
const CODES: [&str; 4] = ["error_code", "errorCode", "errCode", "code"];

/// Where a message stands if it stands in none of the pairs. `error` is last: beside a description it is a code.
const MESSAGES: [&str; 9] =
    ["error_msg", "errorMsg", "errMsg", "message", "msg", "detail", "details", "error_description", "error"];

/// What an error body says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct ErrorBody {
    /// The error code, such as `DRS.M00289`; a number is kept as its digits.
    pub(crate) code: Option<String>,
    /// The message for people.
    pub(crate) message: Option<String>,
}

impl ErrorBody {
    /// Reads a body. One that is not JSON, or has neither a code nor a message, says nothing.
    pub(crate) fn read(body: &[u8]) -> Self {
        let Ok((body, _)) = json::decode::<Value>(body) else {
            return Self::default();
        };
        // A code *with* its message, however deep, beats a lone `message` above it.
        find(&body, &|found| found.code.is_some() && found.message.is_some())
            .or_else(|| find(&body, &|found| found.code.is_some() || found.message.is_some()))
            .unwrap_or_default()
    }

    fn at(value: &Value) -> Self {
        let get = |name: &str| text(value.get(name)?);
        let pair = PAIRS.iter().find_map(|(code, message)| Some((get(code)?, get(message)?)));
        match pair {
            Some((code, message)) => Self { code: Some(code), message: Some(message) },
            None => Self { code: CODES.into_iter().find_map(get), message: MESSAGES.into_iter().find_map(get) },
        }
    }
}

/// The first object, outermost first, of which `enough` holds.
fn find(value: &Value, enough: &dyn Fn(&ErrorBody) -> bool) -> Option<ErrorBody> {
    match value {
        Value::Object(members) => {
            let here = ErrorBody::at(value);
            if enough(&here) {
                return Some(here);
            }
            members.values().find_map(|member| find(member, enough))
        }
        Value::Array(elements) => elements.iter().find_map(|element| find(element, enough)),
        _ => None,
    }
}

fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) if !text.is_empty() => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `code: message`, with a dash for what the body does not say.
    fn read(body: &str) -> String {
        let found = ErrorBody::read(body.as_bytes());
        let or_dash = |text: Option<String>| text.unwrap_or_else(|| "-".to_owned());
        format!("{}: {}", or_dash(found.code), or_dash(found.message))
    }

    #[test]
    fn the_three_documented_shapes_are_understood() {
        assert_eq!(read(r#"{"error_code":"DCS.1","error_msg":"no"}"#), "DCS.1: no");
        assert_eq!(read(r#"{"errorCode":"A.1","errorMsg":"no"}"#), "A.1: no");
        assert_eq!(read(r#"{"code":"A.1","message":"no"}"#), "A.1: no");
    }

    #[test]
    fn a_numeric_code_is_kept_as_its_digits() {
        assert_eq!(read(r#"{"code":404,"message":"no"}"#), "404: no");
    }

    #[test]
    fn an_error_inside_another_object_or_a_list_is_found() {
        assert_eq!(read(r#"{"error":{"code":401,"message":"expired","title":"Unauthorized"}}"#), "401: expired");
        assert_eq!(read(r#"{"badRequest":{"code":400,"message":"no"}}"#), "400: no");
        assert_eq!(read(r#"[{"error_code":"A.1","error_msg":"no"}]"#), "A.1: no");
    }

    #[test]
    fn a_pair_inside_beats_a_lone_message_outside() {
        assert_eq!(read(r#"{"message":"failed","error":{"code":"A.1","message":"no"}}"#), "A.1: no");
    }

    #[test]
    fn a_whole_pair_beats_halves_of_two() {
        assert_eq!(read(r#"{"error_code":"A.1","code":"B.1","message":"no"}"#), "B.1: no");
    }

    #[test]
    fn an_error_of_identity_federation_is_understood() {
        assert_eq!(read(r#"{"error":"invalid_grant","error_description":"expired"}"#), "-: expired");
        assert_eq!(read(r#"{"error":"no such route"}"#), "-: no such route");
    }

    #[test]
    fn other_names_for_the_halves_are_known() {
        assert_eq!(read(r#"{"errCode":"A.1","errMsg":"no"}"#), "A.1: no");
        assert_eq!(read(r#"{"code":"A.1","msg":"no"}"#), "A.1: no");
        assert_eq!(read(r#"{"detail":"no"}"#), "-: no");
        assert_eq!(read(r#"{"errors":[{"code":"A.1","details":"no"}]}"#), "A.1: no");
    }

    #[test]
    fn a_message_in_another_encoding_does_not_lose_the_code() {
        let found = ErrorBody::read(b"\xEF\xBB\xBF{\"error_code\":\"A.1\",\"error_msg\":\"\xC4\xE3\"}");
        assert_eq!(found.code.as_deref(), Some("A.1"));
    }

    #[test]
    fn half_a_pair_is_better_than_nothing() {
        assert_eq!(read(r#"{"message":"no"}"#), "-: no");
        assert_eq!(read(r#"{"error_code":"A.1","error_msg":""}"#), "A.1: -");
    }

    #[test]
    fn a_body_that_is_no_error_document_says_nothing() {
        for body in ["", "<html></html>", "null", "[]", "{}", r#"{"a":1}"#, "\u{1}"] {
            assert_eq!(read(body), "-: -", "{body}");
        }
    }
}
