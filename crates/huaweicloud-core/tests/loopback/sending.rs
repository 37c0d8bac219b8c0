//! What is sent, and what is not.

use huaweicloud_core::{Cloud, Config, Token};

use crate::client::{Client, Jobs, SECRET, config};
use crate::server::{Server, answer};

#[tokio::test]
async fn the_token_is_sent() {
    let server = Server::start([answer("200 OK", "")]).await;
    Client::of(&server).stop("t").await.expect("stopped");
    assert_eq!(server.heard_one().header("x-auth-token"), Some(SECRET));
}

#[tokio::test]
async fn nothing_is_asked_for_that_cannot_be_read() {
    let server = Server::start([answer("200 OK", ""), answer("200 OK", "")]).await;
    let client = Client::of(&server);
    client.stop("t").await.expect("stopped");
    client.download().await.expect("200");
    let accepted: Vec<_> = server.heard().iter().map(|heard| heard.header("accept").map(str::to_owned)).collect();
    assert_eq!(accepted, [Some("application/json".to_owned()), Some("*/*".to_owned())]);
    assert!(server.heard().iter().all(|heard| heard.header("accept-encoding").is_none()));
}

#[tokio::test]
async fn a_post_without_a_body_says_so() {
    let server = Server::start([answer("200 OK", "")]).await;
    Client::of(&server).stop("t").await.expect("stopped");
    let request = server.heard_one();
    assert_eq!(request.line(), "POST /v2/p/tasks/t/stop HTTP/1.1");
    assert_eq!(request.header("content-length"), Some("0"));
}

#[tokio::test]
async fn a_get_says_nothing_about_a_body() {
    let server = Server::start([answer("200 OK", "null")]).await;
    Client::of(&server).list(&[]).await.expect("listed");
    let request = server.heard_one();
    assert_eq!(request.header("content-length"), None);
    assert_eq!(request.header("transfer-encoding"), None);
}

#[tokio::test]
async fn a_delete_sends_its_body() {
    let server = Server::start([answer("202 Accepted", r#"{"jobs":[]}"#)]).await;
    let jobs = Jobs { jobs: Some(vec!["j".to_owned()]), ..Jobs::default() };
    Client::of(&server).delete(&jobs).await.expect("deleted");
    let request = server.heard_one();
    assert_eq!(request.line(), "DELETE /v3/p/jobs HTTP/1.1");
    assert_eq!(request.header("content-type"), Some("application/json"));
    assert_eq!(request.body, r#"{"jobs":["j"]}"#);
}

#[tokio::test]
async fn a_list_in_the_query_repeats_its_name() {
    let server = Server::start([answer("200 OK", "null")]).await;
    Client::of(&server).list(&["a", "b c"]).await.expect("listed");
    assert_eq!(server.heard_one().line(), "GET /v3/p/jobs?ids=a&ids=b%20c HTTP/1.1");
}

#[tokio::test]
async fn the_user_agent_names_the_client_the_core_and_the_caller() {
    let server = Server::start([answer("200 OK", "")]).await;
    let client = Client::with(config(server.address()).user_agent_suffix("my-app/1.2"));
    client.stop("t").await.expect("stopped");
    let version = env!("CARGO_PKG_VERSION");
    assert_eq!(
        server.heard_one().header("user-agent"),
        Some(&*format!("huaweicloud-specimen/1.2.3 huaweicloud-core/{version} my-app/1.2"))
    );
}

#[tokio::test]
async fn a_path_parameter_stays_one_segment() {
    let server = Server::start([answer("200 OK", "")]).await;
    Client::of(&server).stop("../x?y").await.expect("stopped");
    assert_eq!(server.heard_one().line(), "POST /v2/p/tasks/..%2Fx%3Fy/stop HTTP/1.1");
}

#[tokio::test]
async fn a_path_parameter_that_would_change_the_route_is_refused_and_nothing_is_sent() {
    let server = Server::start([]).await;
    for task in ["", ".", ".."] {
        let error = Client::of(&server).stop(task).await.expect_err("refused");
        assert_eq!(
            error.to_string(),
            format!("nothing was sent: `task_id` is {task:?}, which would address another route")
        );
    }
    assert!(server.heard().is_empty());
}

#[tokio::test]
async fn whatever_is_in_a_path_parameter_the_documented_route_is_hit() {
    let values = [
        "/", "..", ".", "", "%2e%2e", "%2E", "a/../b", "?", "#", "a?b#c", "\\", "\u{0}", "\r\n", "\u{7f}", "é", "...",
        "%", ";",
    ];
    let server = Server::start(values.map(|_| answer("200 OK", ""))).await;
    let client = Client::of(&server);
    let mut sent = 0;
    for value in values {
        let mut request = client.move_jobs().filled();
        request.task = Some(value.to_owned());
        let is_refused = matches!(value, "" | "." | "..");
        assert_eq!(request.send().await.is_err(), is_refused, "{value:?}");
        sent += usize::from(!is_refused);
    }
    let heard = server.heard();
    assert_eq!(heard.len(), sent);
    for request in heard {
        let path = request.line().strip_prefix("POST /v3/tasks/").expect("the documented route");
        let (segment, rest) = path.split_once('/').expect("the documented route");
        assert_eq!(rest, "jobs?ids=i HTTP/1.1");
        assert!(
            !segment.is_empty() && segment.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"%.".contains(&byte))
        );
    }
}

#[tokio::test]
async fn a_request_that_breaks_rules_is_not_sent_and_the_error_has_all_of_them() {
    let server = Server::start([]).await;
    let client = Client::of(&server);
    let mut request = client.move_jobs();
    request.task = Some("..".to_owned());
    request.ids = Some(vec![]);
    request.subject = Some("hunter2 and more".into());
    request.body = Some(Jobs { jobs: Some(vec![String::new(), "j".to_owned()]), ..Jobs::default() });
    let error = request.send().await.expect_err("refused");
    assert!(error.is_invalid_request());
    assert_eq!(
        error.to_string(),
        "nothing was sent: `task_id` is \"..\", which would address another route; \
         `ids` is empty, so it would be missing; \
         `X-Subject-Token` has 16 characters, and at most 8 are allowed; \
         `body.jobs[0]` has 0 characters, and at least 1 must be there \
         (if the service takes it all the same, say `.allow_undocumented(\"X-Subject-Token\")`)"
    );
    let nothing = client.move_jobs().send().await.expect_err("refused");
    assert_eq!(
        nothing.to_string(),
        "nothing was sent: `task_id` is missing; `ids` is missing; `X-Subject-Token` is missing; `body` is missing"
    );
    assert!(server.heard().is_empty());
}

#[tokio::test]
async fn what_is_allowed_by_name_is_sent_and_what_changes_the_route_never_is() {
    let server = Server::start([answer("200 OK", ""), answer("200 OK", "")]).await;
    let client = Client::of(&server);
    for path in ["body.jobs[]", "body.jobs[0]"] {
        let mut request = client.move_jobs().filled();
        request.body = Some(Jobs { jobs: Some(vec![String::new()]), ..Jobs::default() });
        request.allowed.push(path.to_owned());
        request.send().await.expect("allowed");
    }
    for value in ["", ".", ".."] {
        let mut request = client.move_jobs().filled();
        request.task = Some(value.to_owned());
        request.allowed.push("task_id".to_owned());
        request.send().await.expect_err("refused");
    }
    let mut request = client.move_jobs().filled();
    request.task = None;
    request.allowed.push("task_id".to_owned());
    request.send().await.expect_err("refused");
    assert_eq!(server.heard().len(), 2);
}

#[tokio::test]
async fn a_header_cannot_bring_another() {
    let server = Server::start([]).await;
    let client = Client::of(&server);
    let mut request = client.move_jobs().filled();
    request.subject = Some("a\r\nX: b".into());
    let error = request.send().await.expect_err("refused");
    assert_eq!(error.to_string(), "nothing was sent: `X-Subject-Token` has a character that cannot travel in a header");
    assert!(server.heard().is_empty());
}

#[tokio::test]
async fn a_secret_travels_as_it_is() {
    let server = Server::start([answer("200 OK", "")]).await;
    let client = Client::of(&server);
    let mut request = client.move_jobs().filled();
    request.body = Some(Jobs { jobs: Some(vec![]), password: Some("hunter2".into()), ..Jobs::default() });
    request.send().await.expect("sent");
    let heard = server.heard_one();
    assert_eq!(heard.header("x-subject-token"), Some("s"));
    assert_eq!(heard.body, r#"{"jobs":[],"password":"hunter2"}"#);
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let elsewhere = Server::start([answer("200 OK", "")]).await;
    let moved = format!("307 Temporary Redirect\nlocation: {}", elsewhere.address());
    let server = Server::start([answer(&moved, "")]).await;
    let error = Client::of(&server).stop("t").await.expect_err("a redirect");
    assert_eq!(error.status().map(|status| status.as_u16()), Some(307));
    assert!(elsewhere.heard().is_empty());
}

#[tokio::test]
async fn clients_of_one_configuration_share_their_connections() {
    let server = Server::start([answer("200 OK", ""), answer("200 OK", "")]).await;
    let config = config(server.address()).build().expect("valid");
    for config in [config.clone(), config] {
        let client = Client::new(&config);
        client.stop("t").await.expect("stopped");
    }
    let connections: Vec<_> = server.heard().iter().map(|heard| heard.connection).collect();
    assert_eq!(connections, [0, 0]);
}

#[tokio::test]
async fn calls_can_be_spawned() {
    let server = Server::start([answer("200 OK", "")]).await;
    let client = Client::of(&server);
    tokio::spawn(async move { client.stop("t").await }).await.expect("not panicked").expect("stopped");
}

#[tokio::test]
async fn a_cloud_without_the_service_is_an_error_before_anything_is_sent() {
    let config = Config::builder()
        .cloud(Cloud::OpenTelekomCloud)
        .region("eu-de")
        .token(Token::new("t").expect("a valid token"))
        .build()
        .expect("valid");
    let error = Client::new(&config).stop("t").await.expect_err("not offered");
    assert!(error.is_config() && error.attempts() == 0);
    assert_eq!(
        error.to_string(),
        "nothing was sent: Open Telekom Cloud does not offer the service `specimen`; it is offered by Huawei Cloud"
    );
}

#[tokio::test]
async fn an_operation_that_the_cloud_does_not_have_is_an_error_before_anything_is_sent() {
    let server = Server::start([answer("200 OK", "")]).await;
    let error =
        Client::with(config(server.address()).cloud(Cloud::HuaweiCloud)).elsewhere().await.expect_err("refused");
    assert_eq!(
        error.to_string(),
        "nothing was sent: Huawei Cloud does not have the operation `elsewhere` of `specimen`; \
         it is offered by Open Telekom Cloud"
    );
    assert!(server.heard().is_empty());
    Client::of(&server).elsewhere().await.expect("nothing is known of the cloud at this address");
}

#[tokio::test]
async fn the_project_that_the_configuration_knows_is_put_into_the_route() {
    let server = Server::start([answer("200 OK", ""), answer("200 OK", "")]).await;
    Client::with(config(server.address()).project_id("p/1")).show("k").send().await.expect("shown");
    assert_eq!(server.heard_one().line(), "GET /v3/p%2F1/tasks/k?verbose=true HTTP/1.1");
    for project in ["", ".", ".."] {
        let client = Client::with(config(server.address()).project_id(project));
        let failure = client.show("k").send().await.expect_err("refused");
        assert_eq!(failure.to_string(), "nothing was sent: `project_id` would address another route");
    }
}

#[tokio::test]
async fn the_token_shows_nowhere() {
    let body = r#"{"error_code":"A.1","error_msg":"no"}"#;
    let server = Server::start([answer("400 Bad Request", body), answer("502 Bad", "")]).await;
    let client = Client::of(&server);
    let documented = client.stop("t").await.expect_err("400");
    let undocumented = client.stop("t").await.expect_err("502");
    let refused = client.stop("..").await.expect_err("refused");
    let shown = format!("{client:?} {documented} {documented:?} {undocumented} {undocumented:?} {refused} {refused:?}");
    assert!(!shown.contains(SECRET), "{shown}");
}
