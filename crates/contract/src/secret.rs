//! Which names are those of secrets.

/// Words that a secret is called by, at the end of its name and with nothing between them.
const SECRETS: [&str; 22] = [
    "password",
    "passwd",
    "pwd",
    "passphrase",
    "passcode",
    "adminpass",
    "rootpass",
    "userpass",
    "dbpass",
    "secret",
    "token",
    "secretkey",
    "secretaccesskey",
    "privatekey",
    "presharedkey",
    "apikey",
    "authkey",
    "encryptionkey",
    "authorization",
    "credential",
    "kubeconfig",
    "smbpass",
];

/// Tokens that go on with a list or tell two requests apart, and say nothing to anyone else.
const HARMLESS: [&str; 7] =
    ["nexttoken", "pagetoken", "pagingtoken", "markertoken", "continuationtoken", "clienttoken", "idempotencytoken"];

/// Words after which a name means the same: `secret_string` is a secret, and `secret_name` is none.
const FILLERS: [&str; 13] =
    ["value", "string", "binary", "base64", "content", "pem", "data", "map", "list", "confirm", "new", "old", "again"];

/// Whether a text of this name is one that nobody may see in a log: a password, a secret key, a token.
///
/// The vendor marks none of them, so the name decides; a spec that knows better says `x-secret`.
pub fn is_secret_name(name: &str) -> bool {
    let mut words = words(name);
    while words.last().is_some_and(|word| is_filler(word)) {
        words.pop();
    }
    // Short words mean this only where they stand alone: `risk` and `disk` end in one of them.
    let last = words.last().map(|word| word.trim_end_matches(|c: char| c.is_ascii_digit()));
    if matches!(last, Some("sk" | "psk")) {
        return true;
    }
    let joined = words.concat();
    let joined = joined.trim_end_matches(|c: char| c.is_ascii_digit());
    let singular = joined.strip_suffix('s').unwrap_or(joined);
    let ends = |word: &&str| joined.ends_with(*word) || singular.ends_with(*word);
    SECRETS.iter().any(ends) && !HARMLESS.iter().any(ends)
}

fn is_filler(word: &str) -> bool {
    FILLERS.contains(&word) || word.bytes().all(|byte| byte.is_ascii_digit())
}

/// The words of `snake_case`, `kebab-case`, `camelCase` and `X-Header-Case`, in lower case.
fn words(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut after_lower = false;
    for c in name.chars() {
        if !c.is_alphanumeric() || (c.is_uppercase() && after_lower) {
            words.push(String::new());
        }
        after_lower = c.is_lowercase() || c.is_ascii_digit();
        if let Some(word) = words.last_mut().filter(|_| c.is_alphanumeric()) {
            word.extend(c.to_lowercase());
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passwords_keys_and_tokens_are_secrets_however_they_are_spelt() {
        for name in [
            "password",
            "db_password",
            "adminPass-word",
            "userPassword",
            "DBPassword",
            "passwords",
            "password2",
            "new_password_1",
            "kms_passwd",
            "pwd",
            "pwds",
            "user_pwd",
            "adminPass",
            "admin_pass",
            "passphrase",
            "passcode",
            "sk",
            "SK",
            "src_sk",
            "srcSk",
            "ak_sk",
            "secret",
            "secrets",
            "client_secret",
            "secret_key",
            "secretAccessKey",
            "secret_string",
            "X-Auth-Token",
            "X-Subject-Token",
            "securityToken",
            "securitytoken",
            "id_token",
            "token_value",
            "tokens",
            "private_key",
            "privateKeys",
            "X-Api-Key",
            "pre_shared_key",
            "psk",
            "authorization",
            "credentials",
            "password_confirm",
            "smb_pass",
            "encryption_key",
            "private_key_content",
            "kubeconfig",
            "db_passwords_map",
        ] {
            assert!(is_secret_name(name), "{name}");
        }
    }

    #[test]
    fn what_is_about_a_secret_is_none() {
        for name in [
            "ak",
            "access_key",
            "public_key",
            "key",
            "task",
            "disk",
            "risk",
            "sks",
            "risk_level",
            "bypass",
            "compass",
            "password_type",
            "passwordExpiresAt",
            "secret_name",
            "secret_id",
            "token_ttl",
            "token_type",
            "next_token",
            "nextPageToken",
            "pageToken",
            "continuation_token",
            "client_tokens",
            "tokenizer",
            "value",
            "1",
            "",
        ] {
            assert!(!is_secret_name(name), "{name}");
        }
    }
}
