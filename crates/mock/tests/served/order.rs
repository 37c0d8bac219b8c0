//! In which order a request is judged, and what every answer has.

use std::collections::HashSet;
use std::time::Duration;

use mock::Mock;

use crate::caller::{PAUSE, drs, pause, request};

#[tokio::test]
async fn a_good_request_does_what_the_page_says_and_again_what_the_state_says() {
    let mock = drs().await;
    let first = pause().send(&mock).await.json();
    assert_eq!(first["results"][0]["status"], "success");
    let second = pause().send(&mock).await.json();
    assert_eq!(second["results"][0]["status"], "failed", "it is pausing already: {second}");
}

#[tokio::test]
async fn what_is_wrong_is_told_in_the_order_of_the_gateway() {
    let mock = drs().await;
    let long = " ".repeat((1 << 20) + 1);
    let unknown = request("POST", "/v3/0a1b2c/jobs/nothing").body(&long).send(&mock).await;
    assert_eq!(unknown.status(), 404, "a route that is not known, before all else");
    let method = request("DELETE", PAUSE).body(&long).send(&mock).await;
    assert_eq!((method.status(), method.header("allow")), (405, Some("POST")), "then the method");
    let large = request("POST", PAUSE).body(&long).send(&mock).await;
    assert_eq!(large.status(), 413, "then the length, before anybody asks who calls");
    let anonymous = request("POST", PAUSE).body("no json").send(&mock).await;
    assert_eq!(anonymous.status(), 401, "then who calls, before anybody looks at the content");
    let wrong = request("POST", PAUSE).body(r#"{"jobs":7}"#).header("X-Auth-Token: mock-token").send(&mock).await;
    assert_eq!(wrong.status(), 400, "then the content");
}

#[tokio::test]
async fn every_answer_says_which_it_is_when_it_was_made_and_how_long_it_is() {
    let mock = drs().await;
    let mut ids = HashSet::new();
    for request in
        [pause(), request("GET", "/"), request("GET", "/_mock"), request("POST", PAUSE), request("PUT", PAUSE)]
    {
        let answer = request.send(&mock).await;
        assert_eq!(answer.header("content-type"), Some("application/json"), "{}", answer.raw);
        assert_eq!(answer.header("content-length"), Some(answer.body().len().to_string().as_str()));
        assert!(answer.header("date").is_some_and(|date| date.ends_with(" GMT")), "{}", answer.raw);
        assert!(ids.insert(answer.header("x-request-id").expect("an id").to_owned()), "no two have the same id");
    }
}

#[tokio::test]
async fn who_only_asks_for_the_head_gets_only_the_head() {
    let mock = drs().await;
    let answer = request("HEAD", PAUSE).send(&mock).await;
    assert_eq!((answer.status(), answer.body()), (405, ""));
    assert_ne!(answer.header("content-length"), Some("0"), "as long as it would have been");
}

#[tokio::test]
async fn the_date_is_that_of_the_clock() {
    let mock = drs().await;
    mock.clock().skew(Duration::ZERO, Duration::from_secs(3_600 * 24 * 365 * 20));
    let answer = pause().send(&mock).await;
    assert!(answer.header("date").is_some_and(|date| date.contains(" 20") && !date.contains(" 202")), "{}", answer.raw);
}

#[tokio::test]
async fn the_lenient_put_up_with_broken_rules_and_record_them() {
    let mock = Mock::builder().service("drs").lenient(true).start().await.unwrap();
    let odd = request("POST", PAUSE).header("X-Auth-Token: mock-token");
    assert_eq!(odd.clone().body(r#"{"jobs":[],"extra":1}"#).send(&mock).await.status(), 200);
    assert_eq!(odd.clone().send(&mock).await.status(), 200, "a body that is missing");
    assert_eq!(odd.body("no json").send(&mock).await.status(), 400, "a body that nobody can read");
    let seen = mock.seen("drs");
    assert!(seen[0].is_forgiven && seen[0].broken[0].message.contains("not documented"), "{seen:?}");
    assert!(seen[1].is_forgiven && !seen[2].is_forgiven);
    let stranger = request("POST", PAUSE).body(r#"{"jobs":[]}"#).send(&mock).await;
    assert_eq!(stranger.status(), 401, "who calls is no matter of taste");
}

#[tokio::test]
async fn what_was_seen_names_the_rule_its_place_and_who_called() {
    let mock = drs().await;
    let body = r#"{"jobs":[{"job_id":"a","pause_mode":"half"}]}"#;
    let answer = request("POST", PAUSE).body(body).header("X-Auth-Token: mock-token").send(&mock).await;
    let seen = &mock.seen("drs")[0];
    assert_eq!((seen.method.as_str(), seen.path.as_str(), seen.status), ("POST", PAUSE, 400));
    assert_eq!(seen.operation.as_deref(), Some("batch_stop_jobs"));
    assert_eq!(Some(seen.request_id.as_str()), answer.header("x-request-id"));
    assert!(seen.caller.as_ref().is_some_and(|caller| caller.starts_with("token ") && !caller.contains("mock-token")));
    let rule = &seen.broken[0];
    assert_eq!((rule.address.as_str(), rule.aspect), ("request jobs[0].pause_mode", Some("values")));
    assert!(rule.at.as_ref().is_some_and(|at| at.starts_with("specs/drs/batch_stop_jobs.yaml:")), "{rule:?}");
}

#[tokio::test]
async fn what_iam_refuses_is_recorded_with_the_reason() {
    let mock = Mock::builder().service("drs").iam().start().await.unwrap();
    request("POST", "/v3/auth/tokens").body("hush").send_to(&mock, "iam").await;
    request("GET", "/v3/nothing").header("X-Mock-Fault: nulls").send_to(&mock, "iam").await;
    let reasons: Vec<String> = mock.seen("iam").iter().map(|seen| seen.broken[0].message.clone()).collect();
    assert_eq!(reasons, ["the body is no JSON", "IAM has no such path here"]);
}

#[tokio::test]
async fn nothing_secret_that_is_sent_to_iam_is_recorded() {
    let mock = Mock::builder().service("drs").iam().start().await.unwrap();
    let login = r#"{"auth":{"identity":{"methods":["password"],"password":{"user":{"name":"mock-user",
        "password":"hush-hush","domain":{"name":"mock-domain"}}}}}}"#;
    let refused = request("POST", "/v3/auth/tokens").body(login).send_to(&mock, "iam").await;
    assert_eq!(refused.status(), 401);
    let projects = request("GET", "/v3/projects?name=hush-hush").header("X-Auth-Token: hush-hush");
    assert_eq!(projects.send_to(&mock, "iam").await.status(), 401);
    let seen = mock.seen("iam");
    assert!(seen.len() == 2 && seen.iter().all(|seen| !seen.broken[0].message.is_empty()), "{seen:?}");
    assert!(!format!("{seen:?} {:?}", mock.summaries()).contains("hush-hush"), "{seen:?}");
}

#[tokio::test]
async fn what_iam_issues_lets_callers_in() {
    let mock = Mock::builder().service("drs").iam().start().await.unwrap();
    let body = r#"{"auth":{"identity":{"methods":["password"],"password":{"user":{"name":"mock-user",
        "password":"mock-password","domain":{"name":"mock-domain"}}}}}}"#;
    let issued = request("POST", "/v3/auth/tokens").body(body).send_to(&mock, "iam").await;
    let token = issued.header("x-subject-token").expect("a token").to_owned();
    let known = request("POST", PAUSE).body(r#"{"jobs":[]}"#).header(&format!("X-Auth-Token: {token}"));
    assert_eq!(known.send(&mock).await.status(), 200);
    assert_eq!(mock.seen("iam")[0].operation.as_deref(), Some("CreateToken"));
}

#[tokio::test]
async fn every_broken_rule_is_counted_in_the_answer_and_in_the_log() {
    let mock = drs().await;
    // Each item is of the wrong type.
    let body = format!(r#"{{"jobs":[{}1]}}"#, "1,".repeat(4_999));
    let answer = request("POST", PAUSE).body(&body).header("X-Auth-Token: mock-token").send(&mock).await;
    let message = answer.json()["error_msg"].as_str().unwrap_or_default().to_owned();
    assert!(message.starts_with("The request breaks 5000 documented rules: "), "{message}");
    assert!(message.ends_with("; and 4995 more."), "{message}");
    let seen = &mock.seen("drs")[0];
    assert_eq!((seen.broken.len(), seen.more_broken), (10, 4_990));
}

#[tokio::test]
async fn a_status_that_iam_is_to_answer_comes_in_its_own_form() {
    let mock = Mock::builder().service("drs").iam().start().await.unwrap();
    let fault = request("POST", "/v3/auth/tokens").header("X-Mock-Fault: status=403; retry-after=1");
    let answer = fault.send_to(&mock, "iam").await;
    assert_eq!((answer.status(), answer.header("retry-after")), (403, Some("1")));
    let error = &answer.json()["error"];
    assert_eq!((&error["code"], &error["title"]), (&403.into(), &"Forbidden".into()));
    assert_eq!(error["message"], "The mock was asked to answer with 403.");
    let fault = request("POST", "/v5/agencies/assume-with-oidc").header("X-Mock-Fault: status=503; extra-fields");
    let answer = fault.send_to(&mock, "iam").await;
    assert_eq!(answer.json()["error_code"], "STS.503");
    assert!(answer.json().as_object().is_some_and(|fields| fields.len() == 3), "{}", answer.raw);
}
