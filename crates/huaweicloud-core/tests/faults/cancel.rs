//! Calls that are dropped, and what clients may be used for.

use std::future::Future;
use std::pin::{Pin, pin};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll};
use std::time::Duration;

use huaweicloud_core::credentials::{Provide, ProviderContext};
use huaweicloud_core::{
    ByteStream, Config, ConfigBuilder, Credentials, CredentialsProvider, Error, ResponseValue, SignedRequest, Token,
};

use crate::support::client::{Client, config};
use crate::support::server::{Server, answer};

/// Polls a future so many times, whenever it asks to be, and gives up on it; its output if it was done by then.
struct PollAtMost<'a, F>(Pin<&'a mut F>, usize);

impl<F: Future> Future for PollAtMost<'_, F> {
    type Output = Option<F::Output>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let Some(left) = self.1.checked_sub(1) else { return Poll::Ready(None) };
        self.1 = left;
        match self.0.as_mut().poll(context) {
            Poll::Ready(output) => Poll::Ready(Some(output)),
            Poll::Pending if left == 0 => Poll::Ready(None),
            Poll::Pending => Poll::Pending,
        }
    }
}

/// Gives a token after a while, in several steps, and each time another one.
#[derive(Debug, Default)]
struct Slow(AtomicUsize);

impl CredentialsProvider for Slow {
    fn provide<'a>(&'a self, _: &'a ProviderContext) -> Provide<'a> {
        Box::pin(async {
            for _ in 0..2 {
                tokio::time::sleep(Duration::from_millis(1)).await;
            }
            let number = self.0.fetch_add(1, Ordering::Relaxed);
            Ok(Credentials::token(Token::new(format!("t-{number}")).expect("a valid token")))
        })
    }

    fn name(&self) -> &'static str {
        "slow"
    }
}

#[tokio::test]
async fn a_call_that_is_dropped_at_any_point_leaves_everything_usable() {
    let mut completed = 0;
    for polls in 0.. {
        // Credentials, a connection, a refusal that they are renewed after, another one that is paused after, and a
        // head and a body in pieces.
        let server = Server::serving(|mut peer| async move {
            while let Some(request) = peer.hear().await {
                let refusal = ["401 Unauthorized", "503 Service Unavailable"].get(request.connection);
                if let Some(status) = refusal {
                    let head = format!("HTTP/1.1 {status}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n");
                    return peer.say(&head).await;
                }
                for part in ["HTTP/1.1 200 OK\r\ncontent-le", "ngth: 11\r\n\r\n", "{\"count\"", ":1}"] {
                    peer.say(part).await;
                    tokio::time::sleep(Duration::from_millis(1)).await;
                }
            }
        })
        .await;
        let client = Client::with(config(server.address()).credentials(Slow::default()).retry(crate::patient()));
        let output = {
            let mut call = pin!(client.list(&[]));
            PollAtMost(call.as_mut(), polls).await
        };
        assert_eq!(client.list(&[]).await.expect("the next call works").count, Some(1), "dropped after {polls} polls");
        if output.is_some() {
            completed += 1;
            assert!(polls > 5, "there was hardly anything to wait for: {polls} polls");
        }
        if completed == 2 {
            break;
        }
    }
}

#[tokio::test]
async fn a_file_that_is_dropped_half_read_leaves_everything_usable() {
    let file = "x".repeat(1 << 20);
    let server = Server::answering(move |_| answer("200 OK", &file)).await;
    let client = Client::of(&server);
    for _ in 0..3 {
        let mut file = client.download().await.expect("200").into_inner();
        assert!(file.chunk().await.expect("a chunk").is_some());
    }
    let connections: Vec<_> = server.heard().iter().map(|heard| heard.connection).collect();
    assert_eq!(connections, [0, 1, 2], "what is left of a file is not read as the next answer");
}

#[test]
fn futures_can_be_sent_and_clients_shared() {
    fn sendable<T: Send>(value: T) -> T {
        value
    }
    fn shared<T: Send + Sync>() {}
    fn cloned<T: Clone + Send + Sync>() {}

    cloned::<Config>();
    cloned::<ConfigBuilder>();
    cloned::<Client>();
    cloned::<huaweicloud_core::Context>();
    cloned::<huaweicloud_core::CallOptions>();
    cloned::<huaweicloud_core::RetryPolicy>();
    shared::<Error>();
    shared::<ResponseValue<()>>();
    shared::<ByteStream>();
    fn made<T: Send>() {}
    made::<SignedRequest>();
    let client = Client::with(config("http://127.0.0.1:1"));
    drop(sendable(client.list(&[])));
    drop(sendable(client.download()));
    drop(sendable(client.move_jobs().send()));
    drop(sendable(client.move_jobs().dry_run()));
    drop(sendable(client.upload("body").send()));
}
