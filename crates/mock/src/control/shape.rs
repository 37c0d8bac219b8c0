//! The form of what control calls are sent, and what is wrong with it in our words.

use serde_json::Value;

use crate::auth::{self, AccessKey};

/// A member of an object.
pub(super) struct Member {
    name: &'static str,
    is: Is,
    is_required: bool,
}

/// What a member is.
pub(super) enum Is {
    /// A text that is not empty.
    Text,
    /// A text as it can stand in a header.
    Header,
    /// The id of an access key.
    KeyId,
    /// A point in time.
    Time,
    Flag,
    /// How many times something happens.
    Count,
    List(&'static [Member]),
}

/// A member that may be left out, or be null.
pub(super) const fn may(name: &'static str, is: Is) -> Member {
    Member { name, is, is_required: false }
}

/// A member that has to be there.
pub(super) const fn must(name: &'static str, is: Is) -> Member {
    Member { name, is, is_required: true }
}

/// Why a value is no object of these members. `place` is where it is, `` for the whole body.
///
/// Nothing of what was sent is quoted, because it may be a secret that has lost its way.
pub(super) fn misfit(value: &Value, members: &[Member], place: &str) -> Option<String> {
    let here = if place.is_empty() { "the body" } else { place };
    let Value::Object(object) = value else {
        return Some(format!("{here} is {}, and is to be an object", kind(value)));
    };
    if object.keys().any(|name| !members.iter().any(|member| member.name == name)) {
        let names: Vec<String> = members.iter().map(|member| format!("`{}`", member.name)).collect();
        return Some(format!("{here} has a member that is none of {}", names.join(", ")));
    }
    members.iter().find_map(|member| {
        let place = match place {
            "" => member.name.to_owned(),
            place => format!("{place}.{}", member.name),
        };
        match object.get(member.name) {
            None | Some(Value::Null) if member.is_required => Some(format!("{place} is missing")),
            None => None,
            Some(Value::Null) if !matches!(member.is, Is::List(_)) => None,
            Some(value) => member.is.misfit(value, &place),
        }
    })
}

impl Is {
    fn misfit(&self, value: &Value, place: &str) -> Option<String> {
        let wanted = match (self, value) {
            (Self::List(members), Value::Array(items)) => {
                let mut items = items.iter().enumerate();
                return items.find_map(|(index, item)| misfit(item, members, &format!("{place}[{index}]")));
            }
            (Self::Flag, Value::Bool(_)) => return None,
            (Self::Count, Value::Number(number))
                if number.as_u64().is_some_and(|n| n > 0 && n <= u64::from(u32::MAX)) =>
            {
                return None;
            }
            (_, Value::String(text)) if self.takes(text) => return None,
            (Self::List(_), _) => "a list",
            (Self::Flag, _) => "`true` or `false`",
            (Self::Count, _) => "a whole number from 1 to 4294967295",
            (Self::Text, _) => "a text that is not empty",
            (Self::Header, _) => "a text as it can stand in a header: visible ASCII, and not empty",
            (Self::KeyId, _) => {
                "an id as it can stand in Authorization: not empty, and without `,`, `/`, line breaks and spaces around it"
            }
            (Self::Time, _) => "a time like 2026-11-22T06:00:00Z",
        };
        Some(match value {
            Value::String(_) => format!("{place} is to be {wanted}"),
            other => format!("{place} is {}, and is to be {wanted}", kind(other)),
        })
    }

    fn takes(&self, text: &str) -> bool {
        match self {
            Self::Text => !text.is_empty(),
            Self::Header => auth::Token::is_value(text),
            Self::KeyId => AccessKey::is_id(text),
            Self::Time => auth::date::parse_rfc3339(text).is_some(),
            Self::Flag | Self::Count | Self::List(_) => false,
        }
    }
}

/// What a value is, and not which one.
fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a text",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const KEYS: &[Member] =
        &[may("keys", Is::List(&[must("id", Is::KeyId), must("secret", Is::Text), may("expires_at", Is::Time)]))];
    const OTHERS: &[Member] = &[may("hold", Is::Flag), may("times", Is::Count), may("value", Is::Header)];

    fn told(value: &Value, members: &[Member]) -> String {
        misfit(value, members, "").unwrap_or_default()
    }

    #[test]
    fn what_is_of_the_form_has_no_misfit() {
        let key = json!({"id": "AK_1=", "secret": "any thing, at all", "expires_at": null});
        for value in [json!({}), json!({"keys": []}), json!({"keys": [key, {"id": "B", "secret": "s"}]})] {
            assert_eq!(told(&value, KEYS), "");
        }
        assert_eq!(told(&json!({"hold": true, "times": 1, "value": "a b"}), OTHERS), "");
    }

    #[test]
    fn what_is_not_is_told_with_its_place_and_without_its_value() {
        let id =
            "an id as it can stand in Authorization: not empty, and without `,`, `/`, line breaks and spaces around it";
        for (value, expected) in [
            (json!(["hush"]), "the body is a list, and is to be an object".to_owned()),
            (json!({"hush": 1}), "the body has a member that is none of `keys`".to_owned()),
            (json!({"keys": null}), "keys is null, and is to be a list".to_owned()),
            (json!({"keys": ["hush"]}), "keys[0] is a text, and is to be an object".to_owned()),
            (json!({"keys": [{"id": "A"}]}), "keys[0].secret is missing".to_owned()),
            (json!({"keys": [{"id": "A,B", "secret": "s"}]}), format!("keys[0].id is to be {id}")),
            (json!({"keys": [{"id": " A", "secret": "s"}]}), format!("keys[0].id is to be {id}")),
            (json!({"keys": [{"id": "", "secret": "s"}]}), format!("keys[0].id is to be {id}")),
            (
                json!({"keys": [{"id": "A", "secret": "s", "expires_at": "tomorrow"}]}),
                "keys[0].expires_at is to be a time like 2026-11-22T06:00:00Z".to_owned(),
            ),
        ] {
            assert_eq!(told(&value, KEYS), expected);
        }
        let times = json!({"times": 4_294_967_296_u64});
        assert_eq!(told(&times, OTHERS), "times is a number, and is to be a whole number from 1 to 4294967295");
        for value in [json!({"hold": "yes"}), json!({"times": 0}), json!({"times": 1.5}), json!({"value": "a\nb"})] {
            assert_ne!(told(&value, OTHERS), "", "{value}");
        }
    }
}
