//! The generated clients against a server on loopback: what travels, and what comes back.

use huaweicloud_core::{Config, Token};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;

/// Answers one request with the given bytes, and returns the request as it came.
async fn answer_once(listener: TcpListener, answer: String) -> String {
    let (mut socket, _) = listener.accept().await.expect("a connection");
    let mut request = Vec::new();
    let mut buffer = [0; 4096];
    loop {
        let read = socket.read(&mut buffer).await.expect("bytes");
        request.extend_from_slice(&buffer[..read]);
        let text = String::from_utf8_lossy(&request);
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let length = head.lines().find_map(|line| {
                let (name, value) = line.split_once(':')?;
                name.eq_ignore_ascii_case("content-length").then(|| value.trim().parse::<usize>().ok())?
            });
            if read == 0 || body.len() >= length.unwrap_or(0) {
                break;
            }
        }
    }
    socket.write_all(answer.as_bytes()).await.expect("the client reads");
    String::from_utf8(request).expect("the request is UTF-8")
}

/// A client's configuration for a server that answers one request with a status line and a body.
async fn server(status: &str, body: &str) -> (Config, tokio::task::JoinHandle<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let config = Config::builder()
        .endpoint(format!("http://{}", listener.local_addr().expect("an address")))
        .token(Token::new("secret-token").expect("a token"))
        .build()
        .expect("a configuration");
    let answer = format!("HTTP/1.1 {status}\r\nX-Request-Id: r1\r\nContent-Length: {}\r\n\r\n{body}", body.len());
    (config, tokio::spawn(answer_once(listener, answer)))
}

#[tokio::test]
async fn a_delete_travels_with_its_body_token_and_language() {
    use huaweicloud_drs::types;
    let (config, request) = server("202 Accepted", r#"{"count":1,"results":[{"id":"140b","status":"success"}]}"#).await;
    let job: types::DeleteJobReq =
        types::DeleteJobReq::builder().delete_type(types::DeleteType::Delete).job_id("140b").try_into().expect("a job");
    let answer = huaweicloud_drs::Client::new(&config)
        .expect("a client")
        .batch_delete_jobs()
        .project_id("054b")
        .x_language("zh-cn")
        .body_map(|body| body.jobs([job]))
        .send()
        .await
        .expect("an answer");
    assert_eq!(answer.status().as_u16(), 202);
    assert_eq!(answer.count, Some(1));
    let request = request.await.expect("a request");
    let (head, body) = request.split_once("\r\n\r\n").expect("a head");
    let head = head.to_ascii_lowercase();
    assert!(head.starts_with("delete /v3/054b/jobs/batch-jobs http/1.1\r\n"), "{head}");
    for header in ["content-type: application/json", "x-auth-token: secret-token", "x-language: zh-cn"] {
        assert!(head.contains(header), "{header} is not in {head}");
    }
    assert!(!head.contains("api-version"), "{head}");
    assert_eq!(body, r#"{"jobs":[{"delete_type":"delete","job_id":"140b"}]}"#);
}

#[tokio::test]
async fn a_documented_error_is_typed_and_keeps_its_raw_body() {
    let (config, _request) = server("403 Forbidden", r#"{"error_code":"OMS.0403","error_msg":"denied"}"#).await;
    let client = huaweicloud_oms::Client::new(&config).expect("a client");
    let error = client.stop_task().project_id("p").task_id("191297407830872").send().await.expect_err("a refusal");
    assert_eq!(error.status().map(|status| status.as_u16()), Some(403));
    assert_eq!(error.request_id(), Some("r1"));
    assert_eq!(error.code().as_deref(), Some("OMS.0403"));
    let huaweicloud_core::Error::ErrorResponse(typed) = &error else { panic!("{error}") };
    assert_eq!(typed.error_msg.as_deref(), Some("denied"));
}

#[tokio::test]
async fn an_error_that_no_page_describes_keeps_its_body() {
    let (config, _request) = server("502 Bad Gateway", "<html>no</html>").await;
    let client = huaweicloud_dcs::Client::new(&config).expect("a client");
    let request =
        client.batch_stop_migration_tasks().project_id("p").body_map(|body| body.migration_tasks(["t".to_owned()]));
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
    let client = huaweicloud_oms::Client::new(&config).expect("a client");
    let long = "x".repeat(1025);
    let error = client.stop_task().project_id("p").task_id(long.as_str()).send().await.expect_err("too long");
    insta::assert_snapshot!(error, @"nothing was sent: `task_id` is not valid: longer than 1024 characters");
    let error = client.stop_task().project_id("p").send().await.expect_err("no task");
    insta::assert_snapshot!(error, @"nothing was sent: task_id was not initialized");
}
