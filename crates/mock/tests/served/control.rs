//! Control calls.

use std::cell::Cell;
use std::time::{Duration, Instant, SystemTime};

use mock::{Control, Limits, Mock};
use serde_json::json;

use crate::caller::{Answer, JOB, drs, pause, request};

#[tokio::test]
async fn the_mock_tells_what_it_plays_and_how_it_is_steered() {
    let told = request("GET", "/_mock").send(&drs().await).await.json();
    assert_eq!(told["service"], "drs");
    assert_eq!(told["operations"], json!(["batch_delete_jobs", "batch_stop_jobs"]));
    assert!(told["calls"].as_object().is_some_and(|calls| calls.contains_key("POST /_mock/reset")));
    assert!(told["faults"].as_object().is_some_and(|faults| faults.contains_key("delay=500ms")));
}

#[tokio::test]
async fn a_call_that_there_is_not_is_told_those_that_there_are() {
    let mock = drs().await;
    for path in ["/_mock/nothing", "/_mock/", "/_mock/things/job/", "/_mock/keys/a/b"] {
        let answer = request("GET", path).send(&mock).await;
        assert_eq!(answer.status(), 404, "{path}");
        assert!(answer.body().contains("GET /_mock/things"), "{}", answer.raw);
    }
}

#[tokio::test]
async fn a_method_that_a_call_does_not_take_is_told_those_that_it_takes() {
    let mock = drs().await;
    for (method, path, allowed) in [
        ("PATCH", "/_mock/clock", "GET, POST"),
        ("GET", "/_mock/reset", "POST"),
        ("POST", "/_mock", "GET"),
        ("POST", "/_mock/things/job/a", "GET, PUT, DELETE"),
        ("PUT", "/_mock/keys/a", "DELETE"),
    ] {
        let answer = request(method, path).send(&mock).await;
        assert_eq!((answer.status(), answer.header("allow")), (405, Some(allowed)), "{method} {path}");
        assert!(answer.body().contains("There are: "), "{}", answer.raw);
    }
}

#[tokio::test]
async fn time_passes_stands_still_and_is_wrong() {
    let mock = drs().await;
    let told = request("POST", "/_mock/clock").body(r#"{"advance":"90s","hold":true,"skew":"-20m"}"#).send(&mock).await;
    assert_eq!((told.json()["elapsed_ms"].clone(), told.json()["held"].clone()), (json!(90_000), json!(true)));
    assert_eq!(mock.clock().elapsed(), Duration::from_secs(90));
    for wrong in [r#"{"advance":"soon"}"#, r#"{"advance":30}"#, r#"{"ahead":"1s"}"#, "no json", r#"{"skew":"--1s"}"#] {
        let answer = request("POST", "/_mock/clock").body(wrong).send(&mock).await;
        assert_eq!(answer.status(), 400, "{wrong}");
        assert!(answer.body().contains("send {"), "it says what to send: {}", answer.raw);
        assert!(!answer.body().contains("expected"), "in our words: {}", answer.raw);
    }
    assert_eq!(mock.clock().elapsed(), Duration::from_secs(90), "and nothing has changed");
}

#[tokio::test]
async fn things_are_shown_made_changed_and_removed() {
    let mock = drs().await;
    let path = "/_mock/things/job/my-job";
    assert_eq!(request("GET", path).send(&mock).await.status(), 404);
    let made = request("PUT", path).body(r#"{"status":"PAUSING"}"#).send(&mock).await.json();
    assert_eq!(made, json!({"thing": "job", "id": "my-job", "status": "PAUSING"}));
    assert_eq!(request("GET", path).send(&mock).await.json(), made);
    let unknown = request("PUT", path).body(r#"{"status":"SLEEPING"}"#).send(&mock).await;
    assert_eq!(unknown.status(), 400);
    assert!(unknown.body().contains("PAUSING"), "it lists the statuses: {}", unknown.raw);
    assert_eq!(request("DELETE", path).send(&mock).await.status(), 200);
    assert_eq!(request("GET", path).send(&mock).await.status(), 404);
    for (method, nowhere) in
        [("GET", "/_mock/things/nope"), ("GET", "/_mock/things/nope/a"), ("PUT", "/_mock/things/nope/a")]
    {
        let answer = request(method, nowhere).send(&mock).await;
        assert!(answer.status() == 404 && answer.body().contains("it has job"), "{}", answer.raw);
    }
}

#[tokio::test]
async fn faults_are_planned_shown_and_forgotten() {
    let mock = drs().await;
    let plan = json!({"fault": "status=503; delay=1ms", "times": 2, "operation": "batch_stop_jobs"});
    let waiting = request("POST", "/_mock/faults").body(&plan.to_string()).send(&mock).await.json();
    assert_eq!(waiting["waiting"], json!([plan]));
    assert_eq!(pause().send(&mock).await.status(), 503);
    request("DELETE", "/_mock/faults").send(&mock).await;
    assert_eq!(pause().send(&mock).await.status(), 200);
    for wrong in [r#"{"fault":"x"}"#, r#"{"fault":"close","times":0}"#, r#"{"fault":"close","operation":"x"}"#, "{}"] {
        assert_eq!(request("POST", "/_mock/faults").body(wrong).send(&mock).await.status(), 400, "{wrong}");
    }
}

#[tokio::test]
async fn what_was_seen_is_told_and_control_calls_are_no_part_of_it() {
    let mock = drs().await;
    pause().send(&mock).await;
    let seen = request("GET", "/_mock/seen").send(&mock).await.json();
    assert_eq!((seen["summary"]["requests"].clone(), seen["last"].as_array().map(Vec::len)), (json!(1), Some(1)));
    request("DELETE", "/_mock/seen").send(&mock).await;
    assert!(mock.seen("drs").is_empty());
}

async fn put_keys(mock: &Mock, keys: &str) -> Answer {
    request("PUT", "/_mock/keys").body(keys).send(mock).await
}

#[tokio::test]
async fn keys_are_added_and_no_secret_is_ever_shown() {
    let mock = drs().await;
    let more = r#"{"keys":[{"id":"AKMORE","secret":"hush-1"}],"tokens":[{"value":"hush-2"}]}"#;
    let added = put_keys(&mock, more).await;
    assert!(
        added.status() == 200 && added.body().contains("AKMORE") && !added.body().contains("hush"),
        "{}",
        added.raw
    );
    assert_eq!(added.json()["replaced"], json!([]));
    for (wrong, told) in [
        (r#"{"keys":["hush-3"]}"#, "keys[0] is a text, and is to be an object"),
        (r#"{"tokens":[{"value":{"hush-4":1}}]}"#, "tokens[0].value is an object"),
        (r#"{"keys":[{"id":"A"}]}"#, "keys[0].secret is missing"),
        ("hush-5", "the body is no JSON at line 1 column 1"),
        (
            r#"{"keys":[{"id":"AKHALF","secret":"hush-6"},{"id":"A,B","secret":"hush-7"}]}"#,
            "keys[1].id is to be an id as it can stand in Authorization",
        ),
        (r#"{"tokens":[{"value":"hush-8","expires_at":"hush-9"}]}"#, "is to be a time like 2026-11-22T06:00:00Z"),
    ] {
        let refused = put_keys(&mock, wrong).await;
        assert!(refused.status() == 400 && refused.body().contains(told), "{}", refused.raw);
        assert!(!refused.body().contains("hush"), "{}", refused.raw);
    }
    let known = request("GET", "/_mock/keys").send(&mock).await;
    assert!(known.body().contains("AKMORE") && !known.body().contains("AKHALF"), "{}", known.raw);
    let token = request("POST", crate::caller::PAUSE).body(r#"{"jobs":[]}"#).header("X-Auth-Token: hush-2");
    assert_eq!(token.send(&mock).await.status(), 200);
}

#[tokio::test]
async fn a_key_that_takes_the_place_of_another_is_told() {
    let mock = drs().await;
    put_keys(&mock, r#"{"keys":[{"id":"AKMORE","secret":"one"}]}"#).await;
    let again =
        r#"{"keys":[{"id":"AKNEW","secret":"s"},{"id":"AKMORE","secret":"two"}],"tokens":[{"value":"mock-token"}]}"#;
    let token = mock.keyring().list().tokens[0].id.clone();
    assert_eq!(put_keys(&mock, again).await.json()["replaced"], json!(["AKMORE", token]));
}

#[tokio::test]
async fn keys_and_tokens_are_taken_back_one_by_one_and_a_reset_has_those_of_the_start() {
    let mock = drs().await;
    let first = mock.keyring().list();
    put_keys(&mock, r#"{"keys":[{"id":"AKMORE","secret":"hush"}]}"#).await;
    let token = format!("/_mock/keys/{}", first.tokens[0].id);
    for path in ["/_mock/keys/AKMORE", "/_mock/keys/MOCKACCESSKEYEXAMPLE", &token] {
        assert_eq!(request("DELETE", path).send(&mock).await.status(), 200, "{path}");
        assert_eq!(request("DELETE", path).send(&mock).await.status(), 404, "{path}");
    }
    assert_eq!(pause().send(&mock).await.status(), 401, "its token holds no longer");
    let secret = request("DELETE", "/_mock/keys/hush").send(&mock).await;
    assert!(secret.status() == 404 && !secret.body().contains("hush"), "{}", secret.raw);
    put_keys(&mock, r#"{"keys":[{"id":"AKOTHER","secret":"hush"}]}"#).await;
    request("POST", "/_mock/reset").send(&mock).await;
    assert_eq!(mock.keyring().list(), first);
    assert_eq!(pause().send(&mock).await.status(), 200);
}

#[tokio::test]
async fn what_iam_issued_outlives_a_reset() {
    let mock = Mock::builder().service("drs").iam().start().await.unwrap();
    let login = r#"{"auth":{"identity":{"methods":["password"],"password":{"user":{"name":"mock-user","password":"mock-password","domain":{"name":"mock-domain"}}}}}}"#;
    let issued = request("POST", "/v3/auth/tokens").body(login).send_to(&mock, "iam").await;
    let token = issued.header("x-subject-token").expect("a token").to_owned();
    request("POST", "/_mock/reset").send(&mock).await;
    let call = request("POST", crate::caller::PAUSE).body(r#"{"jobs":[]}"#);
    assert_eq!(call.header(&format!("X-Auth-Token: {token}")).send(&mock).await.status(), 200);
}

#[tokio::test]
async fn bodies_of_control_calls_have_a_limit_of_their_own() {
    let limits = Limits { body: 1, ..Limits::default() };
    let mock = Mock::builder().service("drs").limits(limits).start().await.unwrap();
    assert_eq!(request("POST", "/_mock/clock").body(r#"{"hold":true}"#).send(&mock).await.status(), 200);
    let long = request("POST", "/_mock/clock").body(&" ".repeat((4 << 20) + 1)).send(&mock).await;
    assert_eq!(long.status(), 413);
    assert!(long.body().contains("longer than 4194304 bytes"), "{}", long.raw);
}

#[tokio::test]
async fn a_reset_makes_a_service_as_it_was_at_first_and_leaves_the_clock_of_all() {
    let mock = drs().await;
    let before = mock.world("drs").get("job", JOB).unwrap();
    pause().send(&mock).await;
    mock.faults("drs").push("close").unwrap();
    mock.clock().skew(Duration::from_secs(5), Duration::ZERO);
    mock.clock().hold(false);
    assert_eq!(request("POST", "/_mock/reset").send(&mock).await.status(), 200);
    assert_eq!(mock.world("drs").get("job", JOB).unwrap(), before);
    assert!(mock.seen("drs").is_empty() && mock.faults("drs").waiting_plans().is_empty());
    assert!(!mock.clock().is_held(), "others go by the clock as well");
    assert!(mock.clock().now() > SystemTime::now() + Duration::from_secs(4));
    let told = request("GET", "/_mock").send(&mock).await.json();
    assert!(told["calls"]["POST /_mock/reset"].as_str().is_some_and(|told| told.contains("the clock")), "{told}");
}

#[tokio::test]
async fn a_reset_of_all_services_sets_the_clock_right_too() {
    let mock = Mock::builder().service("oms").service("drs").held_clock().start().await.unwrap();
    pause().send(&mock).await;
    mock.faults("oms").push("close").unwrap();
    mock.clock().skew(Duration::from_secs(5), Duration::ZERO);
    mock.clock().hold(false);
    mock.reset_all();
    assert!(mock.seen("drs").is_empty() && mock.faults("oms").waiting_plans().is_empty());
    assert!(mock.clock().is_held() && mock.clock().now() <= SystemTime::now());
}

#[tokio::test]
async fn pages_in_a_browser_do_not_steer() {
    let mock = drs().await;
    let reset = || request("POST", "/_mock/reset");
    for page in [
        reset().header("Origin: http://evil.example"),
        reset().header("Origin: null"),
        // A name that has been made to lead here.
        reset().host("evil.example:80"),
        request("GET", "/_mock/keys").host("evil.example"),
    ] {
        let refused = page.send(&mock).await;
        assert_eq!((refused.status(), refused.json()["error_code"].clone()), (403, json!("MOCK.0001")));
    }
    assert_eq!(reset().host("127.0.0.1:1").send(&mock).await.status(), 200);
}

#[tokio::test]
async fn a_path_that_is_no_text_is_refused_as_everything_else_is() {
    let mock = drs().await;
    for path in ["/_mock/things/%ff", "/_mock/things/job/%ff"] {
        let refused = request("GET", path).send(&mock).await;
        assert_eq!((refused.status(), refused.json()["error_code"].clone()), (400, json!("MOCK.0001")), "{path}");
    }
}

#[tokio::test]
async fn a_mock_that_anyone_may_steer_goes_by_any_name_that_no_page_can_have() {
    let local = drs().await;
    let shared = Mock::builder().service("drs").control(Control::Anyone).start().await.unwrap();
    let call = |host| request("GET", "/_mock/keys").host(host);
    assert_eq!(call("mock:4000").send(&local).await.status(), 403);
    assert_eq!(call("mock:4000").send(&shared).await.status(), 200);
    assert_eq!(call("evil.example").send(&shared).await.status(), 403);
    assert_eq!(call("mock:4000").header("Origin: http://mock:4000").send(&shared).await.status(), 403);
}

#[tokio::test]
async fn nobody_waits_for_a_request_that_takes_long() {
    let mock = Mock::builder().service("dcs").start().await.unwrap();
    let ids: Vec<String> = (0..100_000).map(|number| number.to_string()).collect();
    let batch = request("POST", "/v2/p/migration-task/batch-stop").header("X-Auth-Token: mock-token");
    let batch = batch.body(&json!({ "migration_tasks": ids }).to_string());
    let begun = Instant::now();
    let answered = Cell::new(None);
    let (answer, (meanwhile, longest)) = tokio::join!(
        async {
            let answer = batch.send_to(&mock, "dcs").await;
            answered.set(Some(begun.elapsed()));
            answer
        },
        async {
            let (mut meanwhile, mut longest) = (0, Duration::ZERO);
            while answered.get().is_none() {
                let begun = Instant::now();
                assert_eq!(request("GET", "/_mock/clock").send_to(&mock, "dcs").await.status(), 200);
                meanwhile += 1;
                longest = longest.max(begun.elapsed());
            }
            (meanwhile, longest)
        }
    );
    assert_eq!(answer.json()["migration_tasks"].as_array().map(Vec::len), Some(100_000));
    // Were they to wait, one would be answered before it and one after it.
    assert!(meanwhile > 4, "{meanwhile} others were answered");
    let all = answered.get().expect("it was answered");
    assert!(longest < all / 2, "somebody waited {longest:?} of {all:?}");
}
