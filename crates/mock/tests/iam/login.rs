//! Tokens: for a password, for an agency, for an id token.

use mock::auth::FIRST_TOKEN;
use mock::iam::{FIRST_DOMAIN, FIRST_PASSWORD, FIRST_USER, project_id};
use serde_json::{Value, json};

use crate::asking::Room;

const DAY: u64 = 24 * 60 * 60;

fn user(password: &str) -> Value {
    json!({ "name": FIRST_USER, "password": password, "domain": { "name": FIRST_DOMAIN } })
}

fn login(user: &Value, scope: &Value) -> Value {
    json!({ "auth": { "identity": { "methods": ["password"], "password": { "user": user } }, "scope": scope } })
}

#[test]
fn a_password_gives_a_token_for_the_project_of_a_region() {
    let room = Room::new();
    let scope = json!({ "project": { "name": "eu-de", "domain": { "name": FIRST_DOMAIN } } });
    let answered = room.post("/v3/auth/tokens", &login(&user(FIRST_PASSWORD), &scope));
    assert_eq!(answered.status, 201);
    assert_eq!(answered.outcome.operation, Some("CreateToken"));
    assert_eq!(answered.at("/token/expires_at"), "2024-03-01T10:15:30.000000Z");
    assert_eq!(answered.at("/token/project/id"), project_id("eu-de"));
    assert_eq!(answered.at("/token/user/name"), FIRST_USER);
    assert_eq!(answered.json["token"]["catalog"], json!([]));
    let caller = room.caller(answered.token(), DAY - 1).expect("let in");
    assert_eq!(caller.project, Some(project_id("eu-de")));
    assert!(caller.enter("0a1b").is_err());
    let expired = room.caller(answered.token(), DAY).expect_err("a day later");
    assert_eq!(expired, "the token expired at 2024-03-01T10:15:30.000000Z");
}

#[test]
fn a_token_can_be_for_a_project_by_id_for_the_domain_or_for_nothing_in_particular() {
    let room = Room::new();
    let ask = |scope: Value| room.post("/v3/auth/tokens", &login(&user(FIRST_PASSWORD), &scope));
    let id = "054ba152d480d55b2f5dc0069e7ddef0";
    assert_eq!(ask(json!({ "project": { "id": id } })).at("/token/project/id"), id);
    let domain = ask(json!({ "domain": { "name": FIRST_DOMAIN } }));
    assert_eq!(domain.at("/token/domain/name"), FIRST_DOMAIN);
    assert_eq!(room.caller(domain.token(), 0).expect("let in").project, None);
    assert_eq!(ask(Value::Null).at("/token/domain/name"), FIRST_DOMAIN);
}

#[test]
fn the_catalog_is_left_out_for_whoever_does_not_want_it() {
    let answered = Room::new().post("/v3/auth/tokens?nocatalog=true", &login(&user(FIRST_PASSWORD), &Value::Null));
    assert_eq!(answered.json["token"].get("catalog"), None);
}

#[test]
fn every_token_is_another_one() {
    let room = Room::new();
    let ask = || room.post("/v3/auth/tokens", &login(&user(FIRST_PASSWORD), &Value::Null));
    let (one, other) = (ask(), ask());
    assert_ne!(one.token(), other.token());
    assert!(one.headers["x-subject-token"].is_sensitive());
}

#[test]
fn a_wrong_password_is_refused_as_an_unknown_user_is() {
    let room = Room::new();
    let nobody = json!({ "name": "nobody", "password": FIRST_PASSWORD, "domain": { "name": FIRST_DOMAIN } });
    let elsewhere = json!({ "name": FIRST_USER, "password": FIRST_PASSWORD, "domain": { "name": "elsewhere" } });
    for user in [user("guess"), nobody, elsewhere] {
        let answered = room.post("/v3/auth/tokens", &login(&user, &Value::Null));
        assert_eq!(answered.status, 401);
        assert_eq!(answered.error(), "the user name or the password is wrong");
        assert!(!answered.headers.contains_key("x-subject-token"));
    }
}

#[test]
fn user_and_domain_are_known_by_id_too() {
    let room = Room::new();
    let first = room.post("/v3/auth/tokens", &login(&user(FIRST_PASSWORD), &Value::Null));
    let (id, domain) = (first.at("/token/user/id"), first.at("/token/user/domain/id"));
    for user in [
        json!({ "id": id, "password": FIRST_PASSWORD }),
        json!({ "name": FIRST_USER, "password": FIRST_PASSWORD, "domain": { "id": domain } }),
    ] {
        assert_eq!(room.post("/v3/auth/tokens", &login(&user, &Value::Null)).status, 201);
    }
    let other = json!({ "id": domain, "password": FIRST_PASSWORD });
    assert_eq!(room.post("/v3/auth/tokens", &login(&other, &Value::Null)).status, 401);
    assert!(!format!("{:?}", room.iam).contains(FIRST_PASSWORD));
}

#[test]
fn what_is_missing_is_said() {
    let room = Room::new();
    let nameless = json!({ "name": FIRST_USER, "password": FIRST_PASSWORD });
    let both = json!({ "project": { "id": "0a1b" }, "domain": { "name": FIRST_DOMAIN } });
    for (body, expected) in [
        (json!({}), "auth.identity.methods is no list of one method"),
        (json!({ "auth": { "identity": { "methods": ["totp"] } } }), "auth.identity.methods has another method"),
        (login(&json!({}), &Value::Null), "auth.identity.password.user.password is missing or is no text"),
        (login(&nameless, &Value::Null), "auth.identity.password.user.domain is missing"),
        (login(&user(FIRST_PASSWORD), &both), "auth.scope has both a project and a domain"),
        (login(&user(FIRST_PASSWORD), &json!({ "project": {} })), "auth.scope.project.name is missing"),
    ] {
        let answered = room.post("/v3/auth/tokens", &body);
        assert_eq!(answered.status, 400);
        assert!(answered.error().contains(expected), "{}", answered.error());
    }
    let answered = room.ask("POST", "/v3/auth/tokens", &[], "{\"password\": \"hunter2\"");
    assert_eq!((answered.status.as_u16(), answered.error()), (400, "the body is no JSON"));
}

#[test]
fn a_scope_that_does_not_exist_is_refused() {
    let room = Room::new();
    for scope in [
        json!({ "project": { "name": "No Region" } }),
        json!({ "project": { "id": "nope" } }),
        json!({ "project": { "id": "054BA152D480D55B2F5DC0069E7DDEF0" } }),
        json!({ "domain": { "name": "elsewhere" } }),
    ] {
        assert_eq!(room.post("/v3/auth/tokens", &login(&user(FIRST_PASSWORD), &scope)).status, 401, "{scope}");
    }
}

#[test]
fn an_agency_gives_a_token_to_somebody_who_is_known() {
    let room = Room::new();
    let role = json!({ "agency_name": "monitoring", "domain_name": "other" });
    let identity = json!({ "methods": ["assume_role"], "assume_role": role });
    let body = json!({ "auth": { "identity": identity, "scope": { "project": { "name": "eu-de" } } } });
    let unknown = room.post("/v3/auth/tokens", &body);
    assert_eq!(unknown.status, 401);
    assert!(unknown.outcome.refusal.is_some());
    let answered = room.ask_known("POST", "/v3/auth/tokens", &body);
    assert_eq!(answered.at("/token/user/name"), "other/monitoring");
    assert_eq!(answered.at("/token/project/domain/name"), "other");
    room.caller(answered.token(), 0).expect("let in");
}

#[test]
fn an_id_token_gives_a_token_through_an_identity_provider() {
    let room = Room::new();
    let body = json!({ "auth": { "id_token": { "id": "id-1" } } }).to_string();
    let target = "/v3.0/OS-AUTH/id-token/tokens";
    let answered = room.ask("POST", target, &[("X-Idp-Id", "my-idp")], &body);
    assert_eq!(answered.status, 201);
    room.caller(answered.token(), 0).expect("let in");
    assert_eq!(room.ask("POST", target, &[], &body).error(), "the header X-Idp-Id is missing");
    let empty = json!({ "auth": { "id_token": { "id": "" } } }).to_string();
    assert_eq!(room.ask("POST", target, &[("X-Idp-Id", "my-idp")], &empty).status, 400);
}

#[test]
fn logging_in_for_ever_fills_nothing_and_drops_nothing_that_was_put_there() {
    let room = Room::new();
    let body = login(&user(FIRST_PASSWORD), &Value::Null);
    let first = room.post("/v3/auth/tokens", &body);
    for _ in 0..10_100 {
        assert_eq!(room.post("/v3/auth/tokens", &body).status, 201);
    }
    let listing = room.keyring.list();
    assert_eq!(listing.keys.len() + listing.tokens.len(), 10_000);
    room.caller(FIRST_TOKEN, 0).expect("still there");
    assert_eq!(room.caller(first.token(), 0).expect_err("gave way"), "the token is not known here");
}
