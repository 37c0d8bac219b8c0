//! Values that are not shown.

use std::borrow::Cow;
use std::cell::Cell;
use std::fmt;

use serde_core::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::{Map, Value};

use crate::check::{Rules, Sent, Violations};
use crate::json::{At, Notes, Receive, through_serde};

/// A value that travels like any other and shows nowhere: neither in `Debug` nor in a message.
///
/// It has no `Display`, so that it is neither printed nor sent as `[secret]` by mistake.
///
/// ```
/// use huaweicloud_core::Secret;
///
/// let password: Secret = "hunter2".into();
/// assert_eq!(format!("{password:?}"), "[secret]");
/// assert_eq!(password.expose(), "hunter2");
/// ```
#[derive(Clone, Default, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct Secret<T = String>(T);

impl<T> Secret<T> {
    /// Hides a value.
    pub const fn new(value: T) -> Self {
        Self(value)
    }

    /// The value. Mind where it goes.
    pub const fn expose(&self) -> &T {
        &self.0
    }

    /// The value, no longer hidden.
    pub fn into_exposed(self) -> T {
        self.0
    }
}

impl From<String> for Secret {
    fn from(value: String) -> Self {
        Self(value)
    }
}

impl From<Value> for Secret<Value> {
    fn from(value: Value) -> Self {
        Self(value)
    }
}

impl From<Map<String, Value>> for Secret<Map<String, Value>> {
    fn from(value: Map<String, Value>) -> Self {
        Self(value)
    }
}

impl From<&str> for Secret {
    fn from(value: &str) -> Self {
        Self(value.to_owned())
    }
}

impl<T> fmt::Debug for Secret<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[secret]")
    }
}

/// What becomes of the secrets in what is being serialised. Serialisation never pauses, so a thread is one writer.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Handling {
    /// They are written.
    Send,
    /// They are written, and one has been.
    Seen,
    /// They are not.
    Hide,
}

thread_local! {
    static HANDLING: Cell<Handling> = const { Cell::new(Handling::Send) };
}

/// What a writer writes, and whether there was a secret in it.
pub(crate) fn noticed<R>(write: impl FnOnce() -> R) -> (R, bool) {
    HANDLING.set(Handling::Send);
    let written = write();
    (written, HANDLING.replace(Handling::Send) == Handling::Seen)
}

/// What a writer writes with every secret hidden.
pub(crate) fn hidden<R>(write: impl FnOnce() -> R) -> R {
    HANDLING.set(Handling::Hide);
    let written = write();
    HANDLING.set(Handling::Send);
    written
}

impl<T: Serialize> Serialize for Secret<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match HANDLING.replace(Handling::Seen) {
            Handling::Hide => {
                HANDLING.set(Handling::Hide);
                serializer.serialize_str("[secret]")
            }
            Handling::Send | Handling::Seen => self.0.serialize(serializer),
        }
    }
}

impl<'de, T: Receive> Deserialize<'de> for Secret<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        through_serde(deserializer)
    }
}

impl<T: Receive> Receive for Secret<T> {
    fn receive<'de, D: Deserializer<'de>>(deserializer: D, at: &At<'_, Notes>) -> Result<Option<Self>, D::Error> {
        let received = T::receive(deserializer, at).inspect_err(|_| at.sink.is_secret.set(true))?;
        Ok(received.map(Self))
    }

    fn absent() -> Option<Self> {
        T::absent().map(Self)
    }
}

impl<T: Sent> Sent for Secret<T> {
    fn check(&self, rules: &Rules, at: &At<'_, Violations>) {
        self.0.check(rules, at);
    }

    fn is_nothing(&self) -> bool {
        self.0.is_nothing()
    }

    fn text(&self) -> Option<Cow<'_, str>> {
        self.0.text()
    }

    fn is_secret(&self) -> bool {
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_made_of_what_it_hides() {
        assert_eq!(Secret::from("a").into_exposed(), "a");
        assert_eq!(Secret::new(serde_json::json!([1])).expose(), &serde_json::json!([1]));
    }

    #[test]
    fn it_travels_as_it_is_and_shows_nowhere() {
        let secrets: Vec<Secret> = serde_json::from_str(r#"["hunter2", 8007]"#).expect("secrets");
        assert_eq!(serde_json::to_string(&secrets).expect("JSON"), r#"["hunter2","8007"]"#);
        assert_eq!(format!("{secrets:?}"), "[[secret], [secret]]");
    }
}
