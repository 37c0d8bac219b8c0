//! How often IAM is asked.

use super::*;
use crate::Cloud;
use crate::credentials::PasswordLogin;
use crate::credentials::providers::server::{Server, token_answer};

#[tokio::test]
async fn a_hundred_callers_are_one_call_to_iam() {
    let server = Server::start([token_answer("t-1", "2026-11-22T06:00:00Z")]).await;
    let login = PasswordLogin::new("alice", "hunter2").domain_name("d");
    let cache = Arc::new(CredentialsCache::new(Arc::new(login)));
    let context = context(&clock()).with_region(Cloud::OpenTelekomCloud, "eu-de").with_iam_endpoint(server.address());
    let callers: Vec<_> = (0..100)
        .map(|_| {
            let (cache, context) = (Arc::clone(&cache), context.clone());
            tokio::spawn(async move { cache.get(&context).await })
        })
        .collect();
    for caller in callers {
        let credentials = caller.await.expect("no panic").expect("credentials");
        assert_eq!(credentials.project_id(), Some("p-1"));
    }
    assert_eq!(server.heard_one().json()["auth"]["scope"]["project"]["name"], "eu-de");
}

#[tokio::test]
async fn when_the_caller_that_renews_gives_up_the_next_one_takes_over() {
    let server = Server::start([None, token_answer("t-1", "2026-11-22T06:00:00Z")]).await;
    let login = PasswordLogin::new("alice", "hunter2").domain_name("d");
    let cache = Arc::new(CredentialsCache::new(Arc::new(login)));
    let context = context(&clock()).with_iam_endpoint(server.address());
    let caller = || {
        let (cache, context) = (Arc::clone(&cache), context.clone());
        tokio::spawn(async move { cache.get(&context).await })
    };
    let first = caller();
    while server.heard().is_empty() {
        tokio::task::yield_now().await;
    }
    let second = caller();
    tokio::task::yield_now().await;
    first.abort();
    assert!(first.await.expect_err("aborted").is_cancelled());
    second.await.expect("no panic").expect("credentials");
    assert_eq!(server.heard().len(), 2);
}
