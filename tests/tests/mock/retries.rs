//! What is tried again, and what is not.

use std::time::{Duration, Instant};

use huaweicloud_core::{Backoff, Error, RetryPolicy};
use mock::Mock;

use crate::{go_wrong, play_the_specimen, with_token};

/// A client that does not wait long between attempts.
fn client(mock: &Mock) -> specimen_beacon::Client {
    let hasty = RetryPolicy::standard().backoff(Backoff::constant(Duration::from_millis(1)));
    let config = with_token(mock, "beacon").retry(hasty).build().expect("a configuration");
    specimen_beacon::Client::new(&config)
}

fn seen(mock: &Mock) -> usize {
    mock.seen("beacon").len()
}

/// A read, and how many attempts it took.
async fn read(mock: &Mock) -> Result<u32, Error<specimen_beacon::types::Lost>> {
    client(mock).show_repair().site_id("97b0").repair_id("r-7").send().await.map(|answer| answer.attempts())
}

/// A write, and how many attempts it took.
async fn write(mock: &Mock) -> Result<u32, Error> {
    let bell = specimen_beacon::types::RingBellRequest::new().strokes(8);
    client(mock).ring_bell().site_id("97b0").body(bell).send().await.map(|answer| answer.attempts())
}

#[tokio::test]
async fn a_read_is_tried_again_until_the_service_is_back() {
    let mock = play_the_specimen().await;
    for status in [502, 503, 504] {
        go_wrong(&mock, "beacon", 2, &format!("status={status}"));
        assert_eq!(read(&mock).await.expect("an answer"), 3);
    }
    go_wrong(&mock, "beacon", 3, "status=503");
    let error = read(&mock).await.expect_err("three are all it has");
    assert_eq!((error.status().map(|status| status.as_u16()), error.attempts()), (Some(503), 3));
}

#[tokio::test]
async fn a_write_is_sent_once_where_it_may_have_been_carried_out_and_again_where_it_cannot() {
    let mock = play_the_specimen().await;
    for fault in ["status=503", "reset"] {
        go_wrong(&mock, "beacon", 1, fault);
        let error = write(&mock).await.expect_err("for the caller to decide");
        assert_eq!(error.attempts(), 1, "{fault}: {error}");
    }
    go_wrong(&mock, "beacon", 1, "status=429");
    assert_eq!(write(&mock).await.expect("an answer"), 2);
    assert_eq!(seen(&mock), 4);
}

#[tokio::test]
async fn a_server_that_says_when_to_come_back_is_left_alone_until_then() {
    let mock = play_the_specimen().await;
    for fault in ["status=429; retry-after=1", "status=503; retry-after=1"] {
        go_wrong(&mock, "beacon", 1, fault);
        let begun = Instant::now();
        assert_eq!(read(&mock).await.expect("an answer"), 2);
        assert!(begun.elapsed() >= Duration::from_secs(1), "{fault}: {:?}", begun.elapsed());
    }
}

#[tokio::test]
async fn what_breaks_off_is_tried_again_by_a_read() {
    let mock = play_the_specimen().await;
    for fault in ["reset", "reset=head", "reset=body", "truncate=10"] {
        go_wrong(&mock, "beacon", 1, fault);
        assert_eq!(read(&mock).await.unwrap_or_else(|err| panic!("{fault}: {err}")), 2, "{fault}");
    }
}
