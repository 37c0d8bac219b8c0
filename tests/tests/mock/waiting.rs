//! What is waited for and what is listed page by page, on a clock that the test moves.

use std::time::Duration;

use huaweicloud_core::wait::State;
use mock::Mock;
use specimen_beacon::Client;

use crate::{config, play_the_specimen};

const SITE: &str = "97b0";

fn client(mock: &Mock) -> Client {
    Client::new(&config(mock, "beacon"))
}

fn put(mock: &Mock, thing: &str, id: &str, status: &str) {
    mock.world("beacon").put(thing, id, Some(status)).unwrap_or_else(|err| panic!("{err}"));
}

#[tokio::test]
async fn a_repair_is_waited_for_until_the_clock_has_brought_it_to_its_end() {
    let mock = play_the_specimen().await;
    put(&mock, "repair", "r-9", "WAITING");
    let client = client(&mock);
    let request = client.show_repair().site_id(SITE).repair_id("r-9");
    let mut progress = client.wait_for_repair_done(request).interval(Duration::from_millis(1)).progress();
    let mut statuses = Vec::new();
    let done = loop {
        let poll = progress.next().await.expect("it has an end");
        statuses.extend(poll.status);
        match poll.state {
            State::Pending(_) => mock.clock().advance(Duration::from_secs(3600)),
            State::Done(done) => break done.unwrap_or_else(|err| panic!("{err}")),
        }
        assert!(statuses.len() < 10, "{statuses:?}");
    };
    assert_eq!(statuses.first().map(String::as_str), Some("WAITING"));
    assert_eq!(done.status.as_deref(), Some("DONE"));
}

#[tokio::test]
async fn while_the_clock_stands_still_nothing_gets_done() {
    let mock = play_the_specimen().await;
    put(&mock, "repair", "r-9", "RUNNING");
    let client = client(&mock);
    let waiter = client.wait_for_repair_done(client.show_repair().site_id(SITE).repair_id("r-9"));
    let waiter = waiter.interval(Duration::from_millis(1)).timeout(Duration::from_millis(100));
    assert!(waiter.wait().await.expect_err("out of time").is_timed_out());
}

#[tokio::test]
async fn a_repair_that_fails_and_one_that_is_nowhere_end_the_wait() {
    let mock = play_the_specimen().await;
    put(&mock, "repair", "r-9", "FAILED");
    let client = client(&mock);
    let wait = |id: &str| client.wait_for_repair_done(client.show_repair().site_id(SITE).repair_id(id)).wait();
    assert!(wait("r-9").await.expect_err("it failed").is_failed());
    assert!(wait("nowhere").await.expect_err("what is gone will never be done").is_failed());
    let gone = client.wait_for_repair_removed(client.show_repair().site_id(SITE).repair_id("nowhere"));
    gone.wait().await.expect("that it is gone was waited for");
}

/// How many there are: more than fit on two pages, and not a multiple of a page.
const MANY: usize = 7;

fn names(prefix: &str) -> Vec<String> {
    (0..MANY).map(|number| format!("{prefix}-{number}")).collect()
}

/// A world in which there is nothing but these.
async fn play_with(thing: &str, ids: &[String], status: &str) -> Mock {
    let mock = play_the_specimen().await;
    let world = mock.world("beacon");
    for found in world.things(None).unwrap_or_else(|err| panic!("{err}")) {
        world.remove(&found.thing, &found.id).unwrap_or_else(|err| panic!("{err}"));
    }
    for id in ids {
        put(&mock, thing, id, status);
    }
    mock
}

#[tokio::test]
async fn everything_is_listed_by_offset() {
    let ids = names("r");
    let mock = play_with("repair", &ids, "RUNNING").await;
    let client = client(&mock);
    let mut items = client.list_repairs_pages(client.list_repairs().site_id(SITE).limit(3)).items();
    let mut found = Vec::new();
    while let Some(item) = items.next().await {
        found.extend(item.unwrap_or_else(|err| panic!("{err}")).repair_id);
    }
    assert_eq!(found, ids);
}

#[tokio::test]
async fn everything_is_listed_by_a_marker_that_is_the_last_item() {
    let ids = names("lamp");
    let mock = play_with("lamp", &ids, "lit").await;
    let client = client(&mock);
    let mut items = client.list_lamps_pages(client.list_lamps().site_id(SITE).limit(3)).items();
    let mut found = Vec::new();
    while let Some(item) = items.next().await {
        found.extend(item.unwrap_or_else(|err| panic!("{err}")).lamp_id);
    }
    assert_eq!(found, ids);
}

#[tokio::test]
async fn everything_is_listed_by_the_number_of_the_page() {
    let ids = names("keeper");
    let mock = play_with("keeper", &ids, "rockall").await;
    let client = client(&mock);
    let mut items = client.list_keepers_pages(client.list_keepers().page_size(3)).items();
    let mut found = 0;
    while let Some(item) = items.next().await {
        item.unwrap_or_else(|err| panic!("{err}"));
        found += 1;
    }
    assert_eq!(found, MANY);
}

#[tokio::test]
async fn a_list_that_names_the_next_page_ends_where_it_names_none() {
    let ids = names("chart");
    let mock = play_with("chart", &ids, "drawn").await;
    let client = client(&mock);
    let mut items = client.list_charts_pages(client.list_charts()).items();
    let mut found = Vec::new();
    while let Some(item) = items.next().await {
        found.push(item.unwrap_or_else(|err| panic!("{err}")));
    }
    assert_eq!(found, ids);
}
