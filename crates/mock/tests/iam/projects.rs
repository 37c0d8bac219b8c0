//! Projects, domains, and what there is not.

use mock::auth::FIRST_TOKEN;
use mock::iam::{FIRST_DOMAIN, project_id};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::asking::Room;

#[test]
fn every_region_has_one_project() {
    let room = Room::new();
    for (query, name) in [("cn-north-4", "cn-north-4"), ("eu%2Dde", "eu-de"), ("eu-de_test&enabled=true", "eu-de_test")]
    {
        let answered = room.ask_known("GET", &format!("/v3/projects?name={query}"), &Value::Null);
        assert_eq!(answered.status, 200);
        let projects = answered.json["projects"].as_array().expect("a list");
        assert_eq!(projects.len(), 1, "{query}");
        assert_eq!((&projects[0]["id"], &projects[0]["name"]), (&json!(project_id(name)), &json!(name)));
    }
}

#[test]
fn what_is_no_region_has_none() {
    for name in ["nowhere", "EU-DE", "eu-", "-de", "eu-de/x", ""] {
        let answered = Room::new().ask_known("GET", &format!("/v3/projects?name={name}"), &Value::Null);
        assert_eq!(answered.json["projects"], json!([]), "{name}");
    }
}

#[test]
fn a_name_that_stands_for_nothing_is_not_taken_for_none() {
    for name in ["%ff", "eu%2", "%00"] {
        let answered = Room::new().ask_known("GET", &format!("/v3/projects?name={name}"), &Value::Null);
        assert_eq!(answered.status, 400, "{name}");
        assert!(answered.error().starts_with("name in the query "), "{name}");
    }
}

#[test]
fn who_names_no_region_sees_some() {
    let answered = Room::new().ask_known("GET", "/v3/auth/projects", &Value::Null);
    assert!(answered.json["projects"].as_array().is_some_and(|projects| projects.len() > 1));
}

#[test]
fn whoever_asks_has_a_domain() {
    let answered = Room::new().ask_known("GET", "/v3/auth/domains", &Value::Null);
    assert_eq!(answered.json["domains"][0]["name"], FIRST_DOMAIN);
}

#[test]
fn nobody_is_told_anything() {
    for target in ["/v3/projects?name=eu-de", "/v3/auth/domains"] {
        let answered = Room::new().ask("GET", target, &[], "");
        assert_eq!(answered.status, 401);
        assert!(answered.error().starts_with("neither Authorization nor X-Auth-Token is there"));
        assert!(answered.outcome.refusal.is_some());
    }
}

#[test]
fn other_paths_and_methods_are_no_operations() {
    let room = Room::new();
    let answered = room.ask_known("GET", "/v3/users", &Value::Null);
    assert_eq!((answered.status.as_u16(), answered.outcome.operation), (404, None));
    answered.error();
    let answered = room.ask_known("DELETE", "/v3/auth/tokens", &Value::Null);
    assert_eq!(answered.status, 405);
    assert_eq!(answered.headers["allow"], "POST");
}

proptest! {
    #[test]
    fn whatever_is_sent_is_answered(
        operation in proptest::sample::select(vec![
            ("POST", "/v3/auth/tokens"),
            ("GET", "/v3/projects"),
            ("POST", "/v3.0/OS-CREDENTIAL/securitytokens"),
            ("POST", "/v3.0/OS-AUTH/id-token/tokens"),
            ("POST", "/v5/agencies/assume-with-oidc"),
            ("PUT", "/meta-data/latest/api/token"),
        ]),
        query in "(name=[A-Za-z0-9%&=+_-]{0,20})?",
        header in "[ -~]{0,20}",
        method in "(password|token|assume_role|\\PC{0,5})",
        text in "\\PC{0,20}",
        body in prop_oneof![Just(None), "\\PC{0,40}".prop_map(Some)],
    ) {
        let room = Room::new();
        let headers = [("X-Auth-Token", FIRST_TOKEN), ("X-Idp-Id", &header), ("X-Metadata-Token-Ttl-Seconds", &header)];
        let role = json!({ "agency_name": text, "domain_name": text, "id": text, "duration_seconds": text.len() * 900 });
        let identity = json!({ "methods": [method], "assume_role": role, "token": role, "password": { "user": role } });
        let scope = json!({ "project": { "name": text, "id": text } });
        let known = json!({ "auth": { "identity": identity, "scope": scope, "id_token": { "id": text } } });
        let (method, path) = operation;
        let answered = room.ask(method, &format!("{path}?{query}"), &headers, &body.unwrap_or(known.to_string()));
        prop_assert!(answered.status.as_u16() < 500, "{answered:?}");
    }
}
