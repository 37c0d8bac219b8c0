//! What is asked of IAM before the first attempt, and what a fault does there.

use std::time::Duration;

use huaweicloud_core::{CallOptions, Config, Environment, Failure, ManualClock};

use crate::credentials::{Issuer, dates, key, now, second_only, two_hours_ahead};
use crate::support::client::{Client, config};
use crate::support::server::{Answer, Request, Server, answer};

#[tokio::test]
async fn a_lookup_of_the_project_renews_an_expired_token_once_for_all_callers() {
    let server = Server::answering(|request| match second_only(request) {
        Answer::Whole(text) if text.starts_with("HTTP/1.1 200") => answer("200 OK", r#"{"projects":[{"id":"p-1"}]}"#),
        refusal => refusal,
    })
    .await;
    let issuer = Issuer::default();
    let config = config(server.address()).region("eu-de").iam_endpoint(server.address());
    let client = Client::with(config.credentials(issuer.clone()));
    let calls: Vec<_> = (0..20)
        .map(|_| {
            let client = client.clone();
            tokio::spawn(async move { client.show("k").send().await.map(|response| response.status().as_u16()) })
        })
        .collect();
    for call in calls {
        assert_eq!(call.await.expect("not panicked").expect("an answer"), 200);
    }
    assert_eq!(issuer.issued(), 2, "one to begin with, and one renewal");
    assert_eq!(server.heard().len(), 2 + 20, "two lookups, and a request for each call");
}

#[tokio::test]
async fn the_iam_of_the_default_profile_is_asked_about_its_credentials_unless_somebody_names_another() {
    let projects = |_: &Request| answer("200 OK", r#"{"projects":[{"id":"p-1"}]}"#);
    let (mine, named) = (Server::answering(projects).await, Server::answering(projects).await);
    let file = tempfile::NamedTempFile::new().expect("a file");
    std::fs::write(file.path(), format!("[basic]\nak = AK\nsk = sk\niam_endpoint = {}\n", mine.address()))
        .expect("a file");
    let environment = Environment::empty().with("HUAWEICLOUD_SDK_CREDENTIALS_FILE", file.path().display().to_string());
    let looked_up = async |environment: Environment| {
        let builder = Config::builder().region("eu-de").endpoint(named.address()).environment(environment);
        Client::with(builder).show("k").dry_run().await.expect("a request").url().path().to_owned()
    };
    assert_eq!(looked_up(environment.clone()).await, "/v3/p-1/tasks/k");
    assert_eq!((mine.heard().len(), named.heard().len()), (1, 0));
    looked_up(environment.with("HUAWEICLOUD_SDK_IAM_ENDPOINT", named.address())).await;
    assert_eq!((mine.heard().len(), named.heard().len()), (1, 1));
}

#[tokio::test]
async fn a_clock_that_differs_is_corrected_by_the_lookup_of_the_project_too() {
    let server = Server::answering(|request| match two_hours_ahead(request) {
        Answer::Whole(text) if text.starts_with("HTTP/1.1 200") => answer("200 OK", r#"{"projects":[{"id":"p-1"}]}"#),
        refusal => refusal,
    })
    .await;
    let config = config(server.address()).region("eu-de").iam_endpoint(server.address());
    let client = Client::with(config.credentials(key()).clock(ManualClock::new(now())));
    assert_eq!(client.show("k").send().await.expect("an answer").attempts(), 1);
    assert_eq!(dates(&server), ["19941106T084937Z", "19941106T104937Z", "19941106T104937Z"]);
}

#[tokio::test]
async fn a_dry_run_takes_no_longer_than_the_call_may() {
    let iam = Server::start([]).await;
    let builder = config("http://127.0.0.1:9").region("eu-de").iam_endpoint(iam.address());
    let client = Client::with(builder.timeout(Duration::from_secs(3600)));
    let client = client.with_options(CallOptions::new().timeout(Duration::from_millis(40)));
    let Err(Failure::Transport(error)) = client.show("k").dry_run().await else { panic!("out of time") };
    assert!(error.is_timeout() && error.is_connect() && error.attempts() == 0, "{error}");
}
