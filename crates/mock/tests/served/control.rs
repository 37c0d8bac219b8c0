//! Control calls.

use std::net::{IpAddr, Ipv4Addr, SocketAddr, UdpSocket};
use std::time::{Duration, SystemTime};

use mock::Mock;
use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::caller::{JOB, drs, pause, request};

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
    for (method, path) in
        [("GET", "/_mock/nothing"), ("GET", "/_mock/"), ("PATCH", "/_mock/clock"), ("GET", "/_mock/reset")]
    {
        let answer = request(method, path).send(&mock).await;
        assert_eq!(answer.status(), 404, "{method} {path}");
        assert!(answer.body().contains("GET /_mock/things"), "{}", answer.raw);
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

#[tokio::test]
async fn keys_are_added_and_no_secret_is_ever_shown() {
    let mock = drs().await;
    let more = r#"{"keys":[{"id":"AKMORE","secret":"hush-1"}],"tokens":[{"value":"hush-2"}]}"#;
    let added = request("PUT", "/_mock/keys").body(more).send(&mock).await;
    assert!(
        added.status() == 200 && added.body().contains("AKMORE") && !added.body().contains("hush"),
        "{}",
        added.raw
    );
    for wrong in
        [r#"{"keys":["hush-3"]}"#, r#"{"tokens":[{"value":{"hush-4":1}}]}"#, r#"{"keys":[{"id":"A"}]}"#, "hush-5"]
    {
        let refused = request("PUT", "/_mock/keys").body(wrong).send(&mock).await;
        assert!(refused.status() == 400 && !refused.body().contains("hush"), "{}", refused.raw);
    }
    let half = r#"{"keys":[{"id":"AKHALF","secret":"hush-6"},{"id":"","secret":"hush-7"}]}"#;
    assert_eq!(request("PUT", "/_mock/keys").body(half).send(&mock).await.status(), 400);
    let known = request("GET", "/_mock/keys").send(&mock).await;
    assert!(known.body().contains("AKMORE") && !known.body().contains("AKHALF"), "{}", known.raw);
    let token = request("POST", crate::caller::PAUSE).body(r#"{"jobs":[]}"#).header("X-Auth-Token: hush-2");
    assert_eq!(token.send(&mock).await.status(), 200);
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
async fn callers_from_elsewhere_are_served_and_do_not_steer() {
    // The address by which others would know this machine; one that has none has no others.
    let route = UdpSocket::bind("0.0.0.0:0").and_then(|socket| {
        socket.connect("192.0.2.1:9")?;
        socket.local_addr()
    });
    let Some(own) = route.ok().map(|address| address.ip()).filter(|ip| !ip.is_loopback()) else { return };
    let any = IpAddr::V4(Ipv4Addr::UNSPECIFIED);
    let mock = Mock::builder().service("drs").bind(any).start().await.unwrap();
    for (path, status) in [("/_mock/keys", "403"), ("/nothing", "404")] {
        let mut stream = TcpStream::connect(SocketAddr::new(own, mock.address("drs").port())).await.unwrap();
        let request = format!("GET {path} HTTP/1.1\r\nHost: mock\r\nConnection: close\r\n\r\n");
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await.unwrap();
        assert!(answer.starts_with(&format!("HTTP/1.1 {status} ")), "{path}: {answer}");
    }
}
