//! How a profile logs in.

use crate::Token;
use crate::credentials::providers::ini::{Place, Section};
use crate::credentials::{Credentials, IdToken, OidcProvider, PasswordLogin};

/// What a section has to log in with.
#[derive(Clone, Debug)]
pub(super) enum Login {
    Nothing,
    Credentials(Credentials),
    Oidc(OidcProvider),
    Password(PasswordLogin),
}

impl Login {
    /// As for the official SDKs, an identity provider beats an access key.
    pub(super) fn of(section: &Section<'_>) -> Result<Self, (Place, String)> {
        if let Some([idp_id, file]) = pair(section, ["idp_id", "id_token_file"], &[])? {
            return Ok(Self::Oidc(OidcProvider::new(idp_id, IdToken::File(file.into()))));
        }
        if let Some([id, secret]) = pair(section, ["ak", "sk"], &["security_token"])? {
            let key = Credentials::access_key(id, secret);
            return Ok(Self::Credentials(match value(section, "security_token") {
                Some(token) => key.with_security_token(token),
                None => key,
            }));
        }
        if let Some(entry) = section.get("token").filter(|entry| !entry.value.is_empty()) {
            let token = Token::new(entry.value).map_err(|reason| (entry.at, reason.to_string()))?;
            return Ok(Self::Credentials(Credentials::token(token)));
        }
        let Some([user, password]) = pair(section, ["username", "password"], &[])? else { return Ok(Self::Nothing) };
        let mut login = PasswordLogin::new(user, password);
        login = match (value(section, "domain_name"), value(section, "domain_id")) {
            (Some(name), _) => login.domain_name(name),
            (None, Some(id)) => login.domain_id(id),
            (None, None) => {
                return Err((section.at, "`username` is there, but neither `domain_name` nor `domain_id`".to_owned()));
            }
        };
        Ok(Self::Password(match (value(section, "project_id"), value(section, "project_name")) {
            (Some(id), _) => login.project_id(id),
            (None, Some(name)) => login.project_name(name),
            (None, None) => login,
        }))
    }
}

/// The value of a key; an empty one is not there.
pub(super) fn value<'a>(section: &Section<'a>, key: &str) -> Option<&'a str> {
    section.get(key).map(|entry| entry.value).filter(|value| !value.is_empty())
}

/// Two values that belong together, and nothing if neither they nor what belongs to them is there.
fn pair<'a>(
    section: &Section<'a>,
    keys: [&str; 2],
    belonging: &[&str],
) -> Result<Option<[&'a str; 2]>, (Place, String)> {
    if let [Some(one), Some(other)] = keys.map(|key| value(section, key)) {
        return Ok(Some([one, other]));
    }
    let (set, missing): (Vec<_>, Vec<_>) = keys.into_iter().partition(|key| value(section, key).is_some());
    let is_set = |key: &&str| value(section, key).is_some();
    match set.iter().chain(belonging).copied().find(is_set).and_then(|key| section.get(key)) {
        None => Ok(None),
        Some(set) => Err((set.at, format!("`{}` is there, but not `{}`", set.key(), missing.join("` and `")))),
    }
}
