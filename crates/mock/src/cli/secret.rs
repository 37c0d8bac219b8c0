//! The keys and tokens that the command line and the environment give.

use std::ffi::OsString;

use crate::StartError;
use crate::auth::{AccessKey, Keyring, KeyringError, Token};

/// An argument that is shown to nobody. It takes whatever it is given and is read afterwards, because an error of the
/// command line's parser would repeat it.
#[derive(Clone)]
pub(super) struct Secret(OsString);

impl From<OsString> for Secret {
    fn from(argument: OsString) -> Self {
        Self(argument)
    }
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret(…)")
    }
}

impl Secret {
    /// Reads it; `from` is where it was given.
    pub(super) fn access_key(&self, from: &str) -> Result<AccessKey, StartError> {
        match self.0.to_str().and_then(|text| text.split_once(':')) {
            Some((id, secret)) if !id.is_empty() && !secret.is_empty() => Ok(AccessKey::new(id, secret)),
            _ => Err(unreadable(format!("{from} is not of the form ID:SECRET: write the id, a colon, and the secret"))),
        }
    }

    fn token(&self, from: &str) -> Result<Token, StartError> {
        let text = self.0.to_str().filter(|text| Token::is_value(text));
        let wanted = "cannot stand in a header: write the token after it, in visible ASCII";
        text.map(Token::new).ok_or_else(|| unreadable(format!("{from} {wanted}")))
    }

    /// Those in a variable of the environment.
    pub(super) fn of_environment(value: Option<OsString>) -> Vec<Self> {
        let Some(value) = value else { return Vec::new() };
        match value.to_str() {
            Some(text) => text.split_whitespace().map(|word| Self(word.into())).collect(),
            None => vec![Self(value)],
        }
    }
}

/// What is wrong with a secret; it is not repeated.
fn unreadable(reason: String) -> StartError {
    StartError::Key { reason }
}

/// The keys and tokens of the environment, which other users of a machine do not see as they see arguments.
#[derive(Default)]
pub(super) struct Environment {
    pub(super) access_keys: Vec<Secret>,
    pub(super) tokens: Vec<Secret>,
}

impl Environment {
    const ACCESS_KEYS: &str = "MOCK_ACCESS_KEYS";
    const TOKENS: &str = "MOCK_TOKENS";

    pub(super) fn read() -> Self {
        let secrets = |name| Secret::of_environment(std::env::var_os(name));
        Self { access_keys: secrets(Self::ACCESS_KEYS), tokens: secrets(Self::TOKENS) }
    }
}

/// Those of a first try, and these.
pub(super) fn keyring(
    environment: &Environment,
    access_keys: &[Secret],
    tokens: &[Secret],
) -> Result<Keyring, StartError> {
    let keyring = Keyring::default();
    let refused = |err: KeyringError| StartError::Key { reason: err.to_string() };
    for (keys, from) in [(&*environment.access_keys, Environment::ACCESS_KEYS), (access_keys, "--access-key")] {
        for key in keys {
            keyring.add_key(key.access_key(from)?).map_err(refused)?;
        }
    }
    for (tokens, from) in [(&*environment.tokens, Environment::TOKENS), (tokens, "--token")] {
        for token in tokens {
            keyring.add_token(token.token(from)?).map_err(refused)?;
        }
    }
    Ok(keyring)
}
