//! What a keyring holds, and how much.

use http::Request;
use mock::auth::{AccessKey, FIRST_ACCESS_KEY, FIRST_TOKEN, Keyring, KeyringError, Token};

use crate::case::time;

#[test]
fn a_listing_has_ids_and_limits_and_no_secret() {
    let keyring = Keyring::default();
    let key =
        AccessKey::new("AKEXAMPLE", "hidden-1").with_security_token("hidden-2").with_expiry(time("20240229T101530Z"));
    keyring.add_key(key).expect("a key");
    keyring.add_token(Token::new("hidden-3").with_project("0a1b")).expect("a token");
    let listing = serde_json::to_value(keyring.list()).expect("JSON");
    assert_eq!(listing["keys"][0]["id"], "AKEXAMPLE");
    assert_eq!(listing["keys"][0]["is_temporary"], true);
    assert_eq!(listing["keys"][0]["expires_at"], "2024-02-29T10:15:30.000000Z");
    assert_eq!(listing["keys"][1]["id"], FIRST_ACCESS_KEY);
    assert_eq!(listing["tokens"].as_array().map(Vec::len), Some(2));
    let shown = format!("{listing} {keyring:?}");
    assert!(!shown.contains("hidden") && !shown.contains(FIRST_TOKEN), "{shown}");
}

#[test]
fn what_is_removed_no_longer_holds() {
    let keyring = Keyring::default();
    let request = Request::get("/").header("X-Auth-Token", FIRST_TOKEN).body(()).expect("a request").into_parts().0;
    let now = time("20240229T101530Z");
    keyring.clone().authenticate(&request, b"", now).expect("let in");
    let id = keyring.list().tokens[0].id.clone();
    assert!(keyring.remove_token(&id) && !keyring.remove_token(&id));
    assert!(keyring.remove_key(FIRST_ACCESS_KEY) && !keyring.remove_key(FIRST_ACCESS_KEY));
    keyring.clone().authenticate(&request, b"", now).expect_err("clones are one keyring");
}

#[test]
fn it_takes_ten_thousand_and_no_more() {
    let keyring = Keyring::empty();
    for index in 0..10_000 {
        keyring.add_key(AccessKey::new(format!("AK{index}"), "secret")).expect("room");
    }
    assert_eq!(keyring.add_token(Token::new("t-1")), Err(KeyringError::Full));
    keyring.add_key(AccessKey::new("AK0", "another secret")).expect("one in its place");
    keyring.remove_key("AK0");
    keyring.add_token(Token::new("t-1")).expect("room again");
}

#[test]
fn what_could_never_be_sent_is_not_taken() {
    let keyring = Keyring::empty();
    assert_eq!(keyring.add_key(AccessKey::new("", "secret")), Err(KeyringError::Empty("id")));
    assert_eq!(keyring.add_key(AccessKey::new("AKEXAMPLE", "")), Err(KeyringError::Empty("secret")));
    for id in ["A,B", " A", "A ", "A/B", "A\nB"] {
        assert_eq!(keyring.add_key(AccessKey::new(id, "secret")), Err(KeyringError::UnsendableId), "{id}");
    }
    assert_eq!(keyring.add_token(Token::new(" ")), Err(KeyringError::Empty("token")));
}

#[test]
fn keys_and_tokens_are_read_from_json() {
    let key: AccessKey = serde_json::from_str(
        r#"{"id":"AKEXAMPLE","secret":"s","security_token":"t","project_id":"p","expires_at":"2026-11-22T06:00:00Z"}"#,
    )
    .expect("a key");
    assert_eq!((key.id(), key.project(), key.expires_at()), ("AKEXAMPLE", Some("p"), Some(time("20261122T060000Z"))));
    let token: Token = serde_json::from_str(r#"{"value":"mock-token"}"#).expect("a token");
    assert_eq!(token.id(), Token::new(FIRST_TOKEN).id());
    let error = serde_json::from_str::<Token>(r#"{"value":"t","expires_at":"tomorrow"}"#).expect_err("no time");
    assert!(error.to_string().contains("write it like 2026-11-22T06:00:00Z"), "{error}");
    serde_json::from_str::<AccessKey>(r#"{"id":"AKEXAMPLE","secret":"s","project":"p"}"#).expect_err("a misspelt name");
}

#[test]
fn threads_may_share_it() {
    let keyring = Keyring::default();
    std::thread::scope(|scope| {
        for thread in 0..4 {
            let keyring = &keyring;
            scope.spawn(move || {
                for index in 0..500 {
                    let id = format!("AK{thread}-{index}");
                    keyring.add_key(AccessKey::new(&id, "secret")).expect("room");
                    assert!(keyring.remove_key(&id));
                }
            });
        }
    });
    assert_eq!(keyring.list().keys.len(), 1);
}
