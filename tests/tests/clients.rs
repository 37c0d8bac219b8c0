//! The generated clients against a server on loopback: what travels, and what comes back.

use evidence::server::Server;
use huaweicloud_core::{Config, Token};

#[tokio::test]
async fn a_delete_travels_with_its_body_token_and_language() {
    use huaweicloud_drs::types;
    let server = Server::answering("202 Accepted", r#"{"count":1,"results":[{"id":"140b","status":"success"}]}"#).await;
    let job = types::DeleteJobReq::new().delete_type("delete").job_id("140b");
    let answer = huaweicloud_drs::Client::new(&server.config)
        .batch_delete_jobs()
        .project_id("054b")
        .x_language("zh-cn")
        .body(types::BatchDeleteJobsRequest::new().jobs([job]))
        .send()
        .await
        .expect("an answer");
    assert_eq!(answer.status().as_u16(), 202);
    assert_eq!(answer.count, Some(1));
    let heard = server.heard().await;
    assert_eq!(heard.line, "DELETE /v3/054b/jobs/batch-jobs HTTP/1.1");
    let headers = ["Content-Type", "X-Auth-Token", "X-Language", "Api-Version"].map(|name| heard.header(name));
    assert_eq!(headers, [Some("application/json"), Some("secret-token"), Some("zh-cn"), None]);
    assert_eq!(heard.body, br#"{"jobs":[{"delete_type":"delete","job_id":"140b"}]}"#);
}

#[tokio::test]
async fn a_documented_error_is_typed_and_keeps_its_raw_body() {
    let server = Server::answering("403 Forbidden", r#"{"error_code":"OMS.0403","error_msg":"denied"}"#).await;
    let client = huaweicloud_oms::Client::new(&server.config);
    let error = client.stop_task().project_id("p").task_id("191297407830872").send().await.expect_err("a refusal");
    assert_eq!(error.status().map(|status| status.as_u16()), Some(403));
    assert_eq!(error.request_id(), Some("r-1"));
    assert_eq!(error.code().as_deref(), Some("OMS.0403"));
    let huaweicloud_core::Error::ErrorResponse(typed) = &error else { panic!("{error}") };
    assert_eq!(typed.error_msg.as_deref(), Some("denied"));
}

#[tokio::test]
async fn an_error_that_no_page_describes_keeps_its_body() {
    let server = Server::answering("502 Bad Gateway", "<html>no</html>").await;
    let client = huaweicloud_dcs::Client::new(&server.config);
    let tasks = huaweicloud_dcs::types::BatchStopMigrationTasksRequest::new().migration_tasks(["t"]);
    let request = client.batch_stop_migration_tasks().project_id("p").body(tasks);
    let error = request.send().await.expect_err("a refusal");
    assert_eq!(error.status().map(|status| status.as_u16()), Some(502));
    assert_eq!(error.body().map(|body| &body[..]), Some(&b"<html>no</html>"[..]));
}

#[tokio::test]
async fn what_the_page_forbids_is_refused_before_anything_is_sent() {
    let config = Config::builder()
        .endpoint("http://127.0.0.1:1")
        .token(Token::new("t").expect("a token"))
        .build()
        .expect("a configuration");
    let client = huaweicloud_oms::Client::new(&config);
    let long = "x".repeat(1025);
    let error = client.stop_task().project_id("p").task_id(long.as_str()).send().await.expect_err("too long");
    insta::assert_snapshot!(error, @r#"nothing was sent: `task_id` has 1025 characters, and at most 1024 are allowed (if the service takes it all the same, say `.allow_undocumented("task_id")`)"#);
    let error = client.stop_task().send().await.expect_err("no task; the project may be left out");
    insta::assert_snapshot!(error, @"nothing was sent: `task_id` is missing");
    assert!(error.is_invalid_request());
}

#[tokio::test]
async fn what_the_page_does_not_know_yet_is_sent_once_it_is_allowed_by_name() {
    use huaweicloud_drs::types;
    let server = Server::answering("200 OK", r#"{"count":"1"}"#).await;
    let client = huaweicloud_drs::Client::new(&server.config);
    let job = types::PauseInfo::new().job_id("140b").pause_mode("gently");
    let pause = client.batch_stop_jobs().project_id("054b").body(types::BatchStopJobsRequest::new().jobs([job]));
    let refused = pause.check().expect_err("no page has it");
    insta::assert_snapshot!(refused, @r#"`body.jobs[0].pause_mode` is "gently", not one of `target`, `all` (if the service takes it all the same, say `.allow_undocumented("body.jobs[0].pause_mode")`)"#);
    let answer = pause.allow_undocumented("body.jobs[].pause_mode").send().await.expect("an answer");
    assert_eq!(answer.count, Some(1));
    assert_eq!(answer.tolerated().len(), 1);
    assert_eq!(server.heard().await.body, br#"{"jobs":[{"job_id":"140b","pause_mode":"gently"}]}"#);
}

#[tokio::test]
async fn a_project_that_is_left_out_is_that_of_the_configuration() {
    let server = Server::answering("200 OK", "").await;
    let endpoint = huaweicloud_oms::Client::new(&server.config).context().endpoint().to_owned();
    let config = Config::builder().endpoint(endpoint).token(Token::new("t").expect("a token")).project_id("054b");
    let client = huaweicloud_oms::Client::new(&config.build().expect("a configuration"));
    client.stop_task().task_id("7").send().await.expect("an answer");
    assert_eq!(server.heard().await.line, "POST /v2/054b/tasks/7/stop HTTP/1.1");
}

#[tokio::test]
async fn a_dry_run_shows_the_request_and_sends_nothing() {
    use huaweicloud_drs::types;
    let job = types::PauseInfo::new().job_id("140b").pause_mode("target");
    let body = types::BatchStopJobsRequest::new().jobs([job]);
    let client = huaweicloud_drs::Client::new(&evidence::requests::NOWHERE);
    let request = client.batch_stop_jobs().project_id("054b").body(body).dry_run().await.expect("a request");
    assert_eq!(request.method(), "POST");
    assert_eq!(request.url().path(), "/v3/054b/jobs/batch-pause-task");
    assert_eq!(request.body(), Some(&br#"{"jobs":[{"job_id":"140b","pause_mode":"target"}]}"#[..]));
    assert_eq!(request.headers()["X-Auth-Token"], "token");
    assert!(request.curl().contains("x-auth-token: [secret]"), "{}", request.curl());
}
