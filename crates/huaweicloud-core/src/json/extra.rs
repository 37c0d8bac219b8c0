//! What a JSON object holds besides its documented fields.

use std::fmt;

use serde_json::{Map, Value};

/// The members of a JSON object that its fields do not hold.
///
/// What an answer has and no page mentions is here, so that nobody is stuck until a release; what is put here is sent.
///
/// ```
/// let mut extra = huaweicloud_core::Extra::default();
/// extra.insert("new_option", true);
/// assert_eq!(extra.get("new_option"), Some(&true.into()));
/// ```
///
/// `Debug` shows the names only: nobody knows yet which of the values are secret.
#[derive(Clone, Default)]
pub struct Extra {
    /// Which of the first 64 fields came as `null`, to be written so again.
    nulls: u64,
    /// What few records have, which is why the others pay one word for it.
    rest: Option<Box<Rest>>,
}

#[derive(Clone, Default)]
struct Rest {
    members: Map<String, Value>,
    /// Which of the other fields came as `null`.
    nulls: Vec<u32>,
}

impl Extra {
    /// Whether there is nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rest.as_ref().is_none_or(|rest| rest.members.is_empty())
    }

    /// The member of that name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.rest.as_ref()?.members.get(name)
    }

    /// Every member: by name, or in the order in which they came if the feature `preserve_order` of `serde_json` is on.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.rest.iter().flat_map(|rest| &rest.members).map(|(name, value)| (name.as_str(), value))
    }

    /// Adds a member, and gives what had its name. A documented field that is set wins over a member of its name.
    pub fn insert(&mut self, name: impl Into<String>, value: impl Into<Value>) -> Option<Value> {
        self.rest.get_or_insert_default().members.insert(name.into(), value.into())
    }

    /// Takes a member out.
    pub fn remove(&mut self, name: &str) -> Option<Value> {
        let members = &mut self.rest.as_mut()?.members;
        if !members.contains_key(name) {
            return None;
        }
        let mut taken = None;
        // `remove` would change the order of the others where there is one.
        for (member, value) in std::mem::take(members) {
            if member == name {
                taken = Some(value);
            } else {
                members.insert(member, value);
            }
        }
        taken
    }

    #[doc(hidden)]
    pub fn mark_null(&mut self, index: u32) {
        match 1_u64.checked_shl(index) {
            Some(bit) => self.nulls |= bit,
            None => self.rest.get_or_insert_default().nulls.push(index),
        }
    }

    pub(crate) fn is_null(&self, index: u32) -> bool {
        match 1_u64.checked_shl(index) {
            Some(bit) => self.nulls & bit != 0,
            None => self.rest.as_ref().is_some_and(|rest| rest.nulls.contains(&index)),
        }
    }
}

/// Two are equal if they have the same members. Whether an absent field was `null` makes no difference.
impl PartialEq for Extra {
    fn eq(&self, other: &Self) -> bool {
        match (&self.rest, &other.rest) {
            (Some(own), Some(others)) => own.members == others.members,
            _ => self.is_empty() && other.is_empty(),
        }
    }
}

impl fmt::Debug for Extra {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.iter().map(|(name, _)| name)).finish()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn members_can_be_put_in_looked_at_and_taken_out() {
        let mut extra = Extra::default();
        assert!(extra.is_empty());
        assert_eq!(extra.insert("b", 1), None);
        assert_eq!(extra.insert("a", "x"), None);
        assert_eq!(extra.insert("b", 2), Some(1.into()));
        assert_eq!(extra.iter().map(|(name, _)| name).collect::<BTreeSet<_>>(), BTreeSet::from(["a", "b"]));
        assert_eq!(extra.remove("b"), Some(2.into()));
        assert_eq!(extra.get("b"), None);
    }

    #[test]
    fn debug_shows_names_and_no_value() {
        let mut extra = Extra::default();
        extra.insert("password", "hunter2");
        assert_eq!(format!("{extra:?}"), r#"{"password"}"#);
    }

    #[test]
    fn a_field_of_any_number_can_have_been_null() {
        let mut extra = Extra::default();
        for index in [0, 63, 64, 1000] {
            assert!(!extra.is_null(index));
            extra.mark_null(index);
            assert!(extra.is_null(index));
        }
        assert!(extra.is_empty());
        assert_eq!(extra, Extra::default(), "whether an absent field was null makes no difference");
    }

    #[test]
    fn one_without_members_costs_two_words() {
        assert_eq!(size_of::<Extra>(), 16);
    }
}
