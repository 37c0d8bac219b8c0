//! What is kept of an answer.

use huaweicloud_core::Error;

use crate::client::{Client, Jobs, MoveJobs, Stopped};
use crate::server::{Server, answer};

const HTML: &str = "<html><title>Bad Gateway</title></html>";

#[tokio::test]
async fn a_success_keeps_status_headers_request_id_and_raw_body_beside_its_value() {
    let body = r#"{"jobs":["j"],"added_later":true}"#;
    let server = Server::start([answer("202 Accepted\nX-Request-Id: r-1", body)]).await;
    let value = Client::of(&server).delete(&Jobs::default()).await.expect("202");
    assert_eq!(value.jobs.as_deref(), Some(&["j".to_owned()][..]));
    assert_eq!(value.status().as_u16(), 202);
    assert_eq!(value.headers()["x-request-id"], "r-1");
    assert_eq!(value.request_id(), Some("r-1"));
    assert_eq!(value.body(), body);
}

#[tokio::test]
async fn a_documented_error_has_its_type_and_its_raw_bytes() {
    let body = r#"{"error_code":"A.1","error_msg":"no such task","request_id":"in-body"}"#;
    let server = Server::start([answer("400 Bad Request\nX-Request-Id: r-1", body)]).await;
    let error = Client::of(&server).stop("t").await.expect_err("400");

    assert_eq!(error.status().map(|status| status.as_u16()), Some(400));
    assert_eq!(error.request_id(), Some("r-1"));
    assert_eq!(error.code().as_deref(), Some("A.1"));
    assert_eq!(error.message().as_deref(), Some("no such task"));
    assert_eq!(error.body().expect("a body"), body);
    assert_eq!(error.to_string(), "400 Bad Request, A.1: no such task (request id r-1)");
    let Error::ErrorResponse(documented) = error else {
        panic!("documented, yet {error}");
    };
    assert_eq!(documented.error_code.as_deref(), Some("A.1"));
    assert_eq!(documented.extra.get("request_id"), Some(&"in-body".into()));
}

#[tokio::test]
async fn a_documented_error_in_the_shape_of_another_service_keeps_its_code_and_message() {
    let body = r#"{"error":{"code":401,"message":"the token has expired"}}"#;
    let server = Server::start([answer("400 Bad Request", body)]).await;
    let error = Client::of(&server).stop("t").await.expect_err("400");
    assert_eq!(error.to_string(), "400 Bad Request, 401: the token has expired");
}

#[tokio::test]
async fn a_documented_error_that_is_html_stays_readable() {
    let head = "400 Bad Request\nContent-Type: text/html\nX-Openstack-Request-Id: r-2";
    let server = Server::start([answer(head, HTML)]).await;
    let error = Client::of(&server).stop("t").await.expect_err("400");
    assert_eq!(error.status().map(|status| status.as_u16()), Some(400));
    assert_eq!(error.request_id(), Some("r-2"));
    assert_eq!(error.body().expect("a body"), HTML);
    assert_eq!(
        error.to_string(),
        "the body is not as documented: 400 Bad Request with a body of 39 bytes of text/html (request id r-2); \
         it is not the documented JSON: expected value at line 1 column 1"
    );
}

#[tokio::test]
async fn a_documented_error_without_a_body_is_its_status() {
    let server = Server::start([answer("400 Bad Request\nX-Request-Id: r-1", "")]).await;
    let error = Client::of(&server).stop("t").await.expect_err("400");
    assert_eq!(error.status().map(|status| status.as_u16()), Some(400));
    assert_eq!(error.request_id(), Some("r-1"));
    assert_eq!(error.to_string(), "400 Bad Request with no body (request id r-1)");
}

#[tokio::test]
async fn an_error_whose_body_nobody_documents_is_whatever_json_it_is() {
    let bodies = ["", "[1]"];
    let server = Server::start(bodies.map(|body| answer("400 Bad Request", body))).await;
    let client = Client::of(&server);
    for expected in [serde_json::Value::Null, serde_json::json!([1])] {
        match client.delete(&Jobs::default()).await.expect_err("400") {
            Error::ErrorResponse(body) => assert_eq!(*body, expected),
            other => panic!("documented, yet {other}"),
        }
    }
}

#[tokio::test]
async fn an_undocumented_status_keeps_its_body() {
    let head = "502 Bad Gateway\nContent-Type: text/html\nX-Request-Id: r-1";
    let server = Server::start([answer(head, HTML)]).await;
    let error = Client::of(&server).stop("t").await.expect_err("502");
    assert_eq!(error.status().map(|status| status.as_u16()), Some(502));
    assert_eq!(error.headers().expect("headers")["content-type"], "text/html");
    assert_eq!(error.body().expect("a body"), HTML);
    assert_eq!(
        error.to_string(),
        "502 Bad Gateway with a body of 39 bytes of text/html (not documented for this operation; request id r-1)"
    );
}

#[tokio::test]
async fn an_undocumented_success_of_one_documented_type_is_decoded_and_that_is_noted() {
    let server = Server::start([answer("200 OK", r#"{"jobs":["j"]}"#)]).await;
    let value = Client::of(&server).delete(&Jobs::default()).await.expect("200");
    assert_eq!(value.jobs.as_deref(), Some(&["j".to_owned()][..]));
    assert_eq!(value.tolerated()[0].to_string(), "a status that is not documented");
}

#[tokio::test]
async fn an_undocumented_success_is_reported_with_its_body() {
    let server = Server::start([answer("201 Created", r#"{"code":"x","message":"y"}"#)]).await;
    let error = Client::of(&server).stop("t").await.expect_err("201");
    assert_eq!(error.status().map(|status| status.as_u16()), Some(201));
    assert_eq!(error.body().map(|body| body.len()), Some(26));
    assert_eq!(error.code(), None, "a success has no error code");
    assert!(error.is_undocumented_success());
}

#[tokio::test]
async fn statuses_have_names() {
    let heads = ["401 Unauthorized", "404 Not Found", "429 Too Many Requests"];
    let server = Server::start(heads.map(|head| answer(head, ""))).await;
    let client = Client::of(&server);
    assert!(client.stop("t").await.expect_err("401").is_unauthorized());
    assert!(client.stop("t").await.expect_err("404").is_not_found());
    let throttled = client.stop("t").await.expect_err("429");
    assert!(throttled.is_throttled());
    assert!(throttled.is_client_error());
    assert!(!throttled.is_server_error());
}

#[tokio::test]
async fn an_empty_body_is_an_answer_of_nothing_and_that_is_noted() {
    let server = Server::start([answer("200 OK", "")]).await;
    let value = Client::of(&server).list(&[]).await.expect("200");
    assert_eq!(*value, Jobs::default());
    assert_eq!(value.tolerated()[0].to_string(), "no body where one is documented");
}

#[tokio::test]
async fn what_cannot_be_decoded_names_its_place_and_loses_nothing() {
    let body = r#"{"jobs":["a",{"b":1}]}"#;
    let server = Server::start([answer("202 Accepted\nX-Request-Id: r-1\nX-Other: o", body)]).await;
    let error = Client::of(&server).delete(&Jobs::default()).await.expect_err("an object where text belongs");
    assert_eq!(
        error.to_string(),
        "the body is not as documented: 202 Accepted with a body of 22 bytes of unknown type (request id r-1); \
         it is not the documented JSON at `jobs[1]`: invalid type: map, expected text at line 1 column 17"
    );
    assert!(error.is_unreadable_body());
    assert_eq!(error.status().map(|status| status.as_u16()), Some(202));
    assert_eq!(error.headers().expect("headers")["x-other"], "o");
    assert_eq!(error.request_id(), Some("r-1"));
    assert_eq!(error.body().expect("a body"), body);
}

#[tokio::test]
async fn an_error_about_a_secret_does_not_quote_it() {
    let body = r#"{"password":["hunter2"]}"#;
    let server = Server::start([answer("202 Accepted", body)]).await;
    let error = Client::of(&server).delete(&Jobs::default()).await.expect_err("a list where text belongs");
    assert!(error.to_string().contains("at `password`: a secret is there"), "{error}");
    assert!(!format!("{error} {error:?}").contains("hunter2"));
}

#[tokio::test]
async fn statuses_of_different_bodies_are_variants() {
    let server = Server::start([answer("200 OK", r#"{"count":"3"}"#), answer("204 No Content", "")]).await;
    let client = Client::of(&server);
    let stopped = client.restop().await.expect("200");
    assert_eq!(*stopped, Stopped::Ok(Jobs { count: Some(3), ..Jobs::default() }));
    assert_eq!(stopped.tolerated()[0].to_string(), "count: not the documented kind of number");
    assert_eq!(*client.restop().await.expect("204"), Stopped::NoContent);
}

#[tokio::test]
async fn documented_headers_are_read_as_tolerantly_as_bodies() {
    let heads =
        ["200 OK\nX-Subject-Token: hunter2\nX-Count: 3.0", "200 OK\nX-Count:", "200 OK\nX-Count: many", "200 OK"];
    let server = Server::start(heads.map(|head| answer(head, ""))).await;
    let client = Client::of(&server);
    let value = client.stop("t").await.expect("200");
    let token = value.header(MoveJobs::SUBJECT).expect("text").expect("there");
    assert_eq!(token.expose(), "hunter2");
    assert!(!format!("{token:?} {value:?}").contains("hunter2"));
    assert_eq!(value.header(MoveJobs::COUNT), Ok(Some(3)));
    assert_eq!(client.stop("t").await.expect("200").header(MoveJobs::COUNT), Ok(None));
    assert_eq!(
        client.stop("t").await.expect("200").header(MoveJobs::COUNT).expect_err("no number").to_string(),
        r#"the header `X-Count`: invalid value: string "many", expected a whole number of 64 bits"#
    );
    assert_eq!(client.stop("t").await.expect("200").header(MoveJobs::COUNT), Ok(None));
}

#[tokio::test]
async fn a_body_where_none_is_documented_is_kept() {
    let server = Server::start([answer("200 OK", "surprise")]).await;
    let value = Client::of(&server).stop("t").await.expect("200");
    assert_eq!(value.body(), "surprise");
}

#[tokio::test]
async fn a_file_arrives_as_a_stream_beyond_the_limit() {
    let file = "x".repeat(100_000);
    let server = Server::start([answer("200 OK", &file)]).await;
    let config = crate::client::config(server.address()).max_response_bytes(10);
    let mut stream = Client::with(config).download().await.expect("200").into_inner();
    let mut length = 0;
    while let Some(chunk) = stream.chunk().await.expect("the whole file") {
        length += chunk.len();
    }
    assert_eq!(length, file.len());
}

#[tokio::test]
async fn the_error_of_a_stream_keeps_its_body() {
    let server = Server::start([answer("404 Not Found", r#"{"error_msg":"gone"}"#)]).await;
    let error = Client::of(&server).download().await.expect_err("404");
    assert_eq!(error.message().as_deref(), Some("gone"));
}

#[tokio::test]
async fn a_server_cannot_write_lines_into_a_log() {
    let body = r#"{"error_msg":"no\n\u001b[31mFAKE"}"#;
    let server = Server::start([answer("400 Bad Request", body)]).await;
    let error = Client::of(&server).stop("t").await.expect_err("400");
    assert_eq!(error.to_string(), "400 Bad Request: no  [31mFAKE");
}

#[tokio::test]
async fn what_a_server_says_is_shown_on_one_line_up_to_a_length_and_kept_whole() {
    let (code, message) = (format!("A\n\u{202e}{}", "1".repeat(1000)), "no\u{2028}".repeat(1000));
    let body = serde_json::json!({ "error_code": code, "error_msg": message }).to_string();
    let server = Server::start([answer("400 Bad Request", &body)]).await;
    let error = Client::of(&server).stop("t").await.expect_err("400");
    let shown = error.to_string();
    assert!(shown.starts_with("400 Bad Request, A  111") && shown.contains("…: no no "), "{shown}");
    assert!(shown.chars().count() < 650, "{shown}");
    assert_eq!((error.code(), error.message()), (Some(code), Some(message)));
}

#[tokio::test]
async fn an_undocumented_failure_says_first_what_it_is() {
    let answers = [
        answer("401 Unauthorized\nX-Request-Id: r", r#"{"error_code":"APIG.0301","error_msg":"token expired"}"#),
        answer("404 Not Found", r#"{"error":{"code":404,"message":"gone"}}"#),
        answer("499 Whatever", ""),
        answer("503 Service Unavailable\nContent-Type: text/plain", "upstream timed out\n"),
    ];
    let server = Server::start(answers).await;
    let client = Client::of(&server);
    for expected in [
        "401 Unauthorized, APIG.0301: token expired (not documented for this operation; request id r)",
        "404 Not Found: gone (not documented for this operation)",
        "499 with no body (not documented for this operation)",
        "503 Service Unavailable: upstream timed out (not documented for this operation)",
    ] {
        assert_eq!(client.stop("t").await.expect_err("a failure").to_string(), expected);
    }
}

#[tokio::test]
async fn an_untyped_error_keeps_everything_but_the_type() {
    let body = r#"{"error_code":"A.1","error_msg":"no"}"#;
    let server = Server::start([answer("400 Bad Request", body)]).await;
    let error = Client::of(&server).stop("t").await.expect_err("400");
    let untyped: Error = error.into_untyped();
    assert_eq!(untyped.body().expect("a body"), body);
    assert_eq!(untyped.to_string(), "400 Bad Request, A.1: no");
}
