//! Temporary access keys: of IAM, of STS, and of the metadata service.

use std::time::Duration;

use hmac::{Hmac, Mac};
use mock::auth::{AccessKey, Caller, FIRST_TOKEN, Keyring};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::asking::{Answered, Room, parts};

const IAM: &str = "/v3.0/OS-CREDENTIAL/securitytokens";
const STS: &str = "/v5/agencies/assume-with-oidc";

fn of_token(id: &str, more: &Value) -> Value {
    let mut token = json!({ "id": id });
    token.as_object_mut().expect("an object").extend(more.as_object().cloned().unwrap_or_default());
    json!({ "auth": { "identity": { "methods": ["token"], "token": token } } })
}

fn of_agency(role: &Value) -> Value {
    json!({ "auth": { "identity": { "methods": ["assume_role"], "assume_role": role } } })
}

fn of_id_token() -> Value {
    json!({
        "provider_urn": "iam::0a1b:oidcProvider:github",
        "agency_urn": "iam::0a1b:agency:deploy",
        "agency_session_name": "ci",
        "id_token": "id-1",
        "duration_seconds": 900,
    })
}

/// That the keyring knows a key as it was answered, until then.
fn assert_known(room: &Room, answered: &Answered, names: [&str; 4], end: &str) {
    let [id, secret, token, expiry] = names.map(|pointer| answered.at(pointer));
    assert!(id.len() == 20 && secret.len() == 40 && token.len() == 128);
    assert_eq!(expiry, end);
    let listing = serde_json::to_value(room.keyring.list()).expect("JSON");
    let key = listing["keys"].as_array().into_iter().flatten().find(|key| key["id"] == id).expect("a key");
    assert_eq!((&key["is_temporary"], &key["expires_at"]), (&json!(true), &json!(end)));
    let shown = format!("{listing} {:?}", room.keyring);
    assert!(!shown.contains(secret) && !shown.contains(token));
}

/// Who a service takes the sender of a request for that is signed by hand with an issued key.
fn signed(room: &Room, answered: &Answered, later: u64) -> Result<Caller, String> {
    let [id, secret, token, _] = OF_IAM.map(|pointer| answered.at(pointer));
    let date = if later == 0 { "20240229T101530Z" } else { "20240229T103030Z" };
    let hex = |bytes: &[u8]| bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    let headers = format!("x-sdk-date:{date}\nx-security-token:{token}\n\nx-sdk-date;x-security-token");
    let request = hex(&Sha256::digest(format!("GET\n/\n\n{headers}\n{}", hex(&Sha256::digest("")))));
    let mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).expect("a key");
    let signature = hex(&mac.chain_update(format!("SDK-HMAC-SHA256\n{date}\n{request}")).finalize().into_bytes());
    let authorization =
        format!("SDK-HMAC-SHA256 Access={id}, SignedHeaders=x-sdk-date;x-security-token, Signature={signature}");
    let headers = [("X-Sdk-Date", date), ("X-Security-Token", token), ("Authorization", &authorization)];
    let now = room.now + Duration::from_secs(later);
    room.keyring.authenticate(&parts("GET", "/", &headers), b"", now).map_err(|refusal| refusal.reason)
}

#[test]
fn services_let_in_who_signs_with_an_issued_key_until_it_expires() {
    let room = Room::new();
    let answered = room.post(IAM, &of_token(FIRST_TOKEN, &json!({ "duration_seconds": 900 })));
    let caller = signed(&room, &answered, 0).expect("let in");
    assert_eq!(caller.name, format!("key {} by SDK-HMAC-SHA256", answered.at("/credential/access")));
    let expired = signed(&room, &answered, 900).expect_err("a quarter of an hour later");
    assert_eq!(expired, "the access key expired at 2024-02-29T10:30:30.000000Z");
}

const OF_IAM: [&str; 4] =
    ["/credential/access", "/credential/secret", "/credential/securitytoken", "/credential/expires_at"];

#[test]
fn a_token_becomes_a_temporary_key() {
    let room = Room::new();
    let answered = room.post(IAM, &of_token(FIRST_TOKEN, &json!({ "duration_seconds": 21600 })));
    assert_eq!(answered.status, 201);
    assert_known(&room, &answered, OF_IAM, "2024-02-29T16:15:30.000000Z");
}

#[test]
fn the_token_may_be_in_the_header_and_a_key_is_good_for_a_quarter_of_an_hour_unless_said() {
    let room = Room::new();
    let body = json!({ "auth": { "identity": { "methods": ["token"] } } });
    let answered = room.ask_known("POST", IAM, &body);
    assert_known(&room, &answered, OF_IAM, "2024-02-29T10:30:30.000000Z");
    assert_eq!(room.post(IAM, &body).status, 401);
}

#[test]
fn an_unknown_token_becomes_nothing() {
    let answered = Room::new().post(IAM, &of_token("guess", &Value::Null));
    assert_eq!((answered.status.as_u16(), answered.error()), (401, "the token is not known here"));
}

#[test]
fn an_agency_gives_a_key_to_somebody_who_is_known() {
    let room = Room::new();
    let body = of_agency(&json!({ "agency_name": "monitoring", "domain_name": "other", "duration_seconds": 900 }));
    assert_eq!(room.post(IAM, &body).status, 401);
    let answered = room.ask_known("POST", IAM, &body);
    assert_known(&room, &answered, OF_IAM, "2024-02-29T10:30:30.000000Z");
}

#[test]
fn what_an_agency_needs_is_said() {
    let room = Room::new();
    for (role, expected) in [
        (json!({ "domain_name": "other" }), "auth.identity.assume_role.agency_name is missing or is no text"),
        (json!({ "agency_name": "a" }), "whose agency it is has not been said: domain_name or domain_id is missing"),
        (
            json!({ "agency_name": "a", "domain_id": "d", "duration_seconds": 899 }),
            "auth.identity.assume_role.duration_seconds is no number of 900 to 86400 seconds",
        ),
    ] {
        let answered = room.ask_known("POST", IAM, &of_agency(&role));
        assert_eq!((answered.status.as_u16(), answered.error()), (400, expected));
    }
}

#[test]
fn sts_gives_a_key_for_an_id_token() {
    let room = Room::new();
    let answered = room.post(STS, &of_id_token());
    assert_eq!(answered.status, 200);
    let names = ["access_key_id", "secret_access_key", "security_token", "expiration"];
    let names = names.map(|name| format!("/credentials/{name}"));
    assert_known(&room, &answered, names.each_ref().map(|name| name.as_str()), "2024-02-29T10:30:30.000000Z");
}

#[test]
fn sts_says_what_is_missing_in_a_shape_of_its_own() {
    let mut body = of_id_token();
    body["id_token"] = Value::Null;
    let answered = Room::new().post(STS, &body);
    assert_eq!(answered.status, 400);
    assert_eq!(answered.at("/error_msg"), "id_token is missing or is no text");
    assert_eq!(answered.at("/error_code"), "STS.400");
}

#[test]
fn a_server_asks_for_a_token_and_with_it_for_its_key() {
    let room = Room::new();
    let ttl = ("X-Metadata-Token-Ttl-Seconds", "21600");
    let token = room.ask("PUT", "/meta-data/latest/api/token", &[ttl], "");
    assert_eq!(token.status, 200);
    let key = "/openstack/latest/securitykey";
    let answered = room.ask("GET", key, &[("X-Metadata-Token", &token.text)], "");
    assert_eq!(answered.status, 200);
    assert_known(&room, &answered, OF_IAM, "2024-02-29T16:15:30.000000Z");
    assert_eq!(room.ask("GET", key, &[], "").status, 200);
    let unknown = room.ask("GET", key, &[("X-Metadata-Token", FIRST_TOKEN)], "");
    assert_eq!(unknown.status, 401);
    assert!(unknown.text.contains("ask for another one"), "{}", unknown.text);
    room.caller(&token.text, 0).expect_err("it opens nothing else");
}

#[test]
fn the_token_of_a_server_has_a_time_to_live() {
    let mut room = Room::new();
    for wrong in ["0", "21601", "soon"] {
        let ttl = ("X-Metadata-Token-Ttl-Seconds", wrong);
        assert_eq!(room.ask("PUT", "/meta-data/latest/api/token", &[ttl], "").status, 400);
    }
    let ttl = ("X-Metadata-Token-Ttl-Seconds", "1");
    let token = room.ask("PUT", "/meta-data/latest/api/token", &[ttl], "").text;
    let ask = |room: &Room| room.ask("GET", "/openstack/latest/securitykey", &[("X-Metadata-Token", &token)], "");
    assert_eq!(ask(&room).status, 200);
    room.now += Duration::from_secs(1);
    assert_eq!(ask(&room).status, 401);
}

#[test]
fn where_no_room_is_left_nothing_is_issued_and_it_is_said() {
    let mut room = Room::new();
    let keyring = Keyring::empty();
    for index in 0..10_000 {
        keyring.add_key(AccessKey::new(format!("AK{index}"), "secret")).expect("room");
    }
    room.iam = mock::iam::Iam::new(keyring);
    let answered = room.post(STS, &of_id_token());
    assert_eq!(answered.status, 503);
    assert_eq!(answered.at("/error_msg"), "the keyring holds 10000 keys and tokens, and no more: remove one");
}
