//! What a signature is made with.

use std::fmt;

/// An access key: its id, which is sent, and its secret, which is not.
///
/// It borrows both, so that the secret is kept in one place only. `Debug` does not show the secret.
///
/// ```
/// let key = huaweicloud_core::sign::SigningKey::new("HPUAEXAMPLE", b"very secret");
/// assert_eq!(format!("{key:?}"), r#"SigningKey { id: "HPUAEXAMPLE", .. }"#);
/// ```
#[derive(Clone, Copy)]
pub struct SigningKey<'a> {
    pub(super) id: &'a str,
    pub(super) secret: &'a [u8],
}

impl<'a> SigningKey<'a> {
    /// Takes the id (AK) and the secret (SK) of a key pair, as the console or IAM issued them.
    #[must_use]
    pub const fn new(id: &'a str, secret: &'a [u8]) -> Self {
        Self { id, secret }
    }

    /// The access key's id (AK), which every signed request carries.
    #[must_use]
    pub const fn id(&self) -> &'a str {
        self.id
    }
}

impl fmt::Debug for SigningKey<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SigningKey").field("id", &self.id).finish_non_exhaustive()
    }
}
