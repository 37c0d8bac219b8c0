//! Tasks exist, move with the clock, and refuse what their page refuses; each client sees that as its types.

use std::time::Duration;

use huaweicloud_core::Error;
use mock::Mock;

use crate::{config, play};

const HOUR: Duration = Duration::from_secs(3600);

fn put(mock: &Mock, service: &str, thing: &str, id: &str, status: &str) {
    mock.world(service).put(thing, id, Some(status)).unwrap_or_else(|err| panic!("{err}"));
}

fn status(mock: &Mock, service: &str, thing: &str, id: &str) -> Option<String> {
    let found = mock.world(service).get(thing, id).unwrap_or_else(|err| panic!("{err}"));
    found.map(|thing| thing.status)
}

/// What became of each task of a batch: its status, and whether there is a code for a failure.
async fn delete(mock: &Mock, how: &str, ids: &[&str]) -> Vec<(String, bool)> {
    use huaweicloud_drs::types;
    let jobs = ids.iter().map(|id| types::DeleteJobReq::new().delete_type(how).job_id(*id));
    let client = huaweicloud_drs::Client::new(&config(mock, "drs"));
    let request = client.batch_delete_jobs().body(types::BatchDeleteJobsRequest::new().jobs(jobs));
    let answer = request.send().await.expect("an answer");
    assert_eq!(answer.count, Some(i64::try_from(ids.len()).expect("few")));
    let results = answer.results.iter().flatten().map(|result| {
        (
            result.status.as_ref().map(|status| status.as_str().to_owned()).expect("a status"),
            result.error_code.is_some(),
        )
    });
    results.collect()
}

fn outcome(status: &str) -> (String, bool) {
    (status.to_owned(), status == "failed")
}

#[tokio::test]
async fn a_task_is_deleted_only_once_it_has_been_stopped_and_has_come_to_rest() {
    let mock = play().await;
    put(&mock, "drs", "job", "job-1", "INCRE_TRANSFER_STARTED");
    assert_eq!(delete(&mock, "delete", &["job-1"]).await, [outcome("failed")]);
    assert_eq!(delete(&mock, "terminate", &["job-1"]).await, [outcome("success")]);
    assert_eq!(status(&mock, "drs", "job", "job-1").as_deref(), Some("RELEASE_RESOURCE_STARTED"));
    assert_eq!(delete(&mock, "delete", &["job-1"]).await, [outcome("failed")], "the clock stands still");
    mock.clock().advance(HOUR);
    assert_eq!(status(&mock, "drs", "job", "job-1").as_deref(), Some("RELEASE_RESOURCE_COMPLETE"));
    assert_eq!(delete(&mock, "delete", &["job-1", "job-1"]).await, [outcome("success"), outcome("failed")]);
    assert_eq!(status(&mock, "drs", "job", "job-1"), None);
}

#[tokio::test]
async fn a_batch_fails_task_by_task() {
    let mock = play().await;
    put(&mock, "drs", "job", "busy", "PAUSING");
    put(&mock, "drs", "job", "done", "RELEASE_RESOURCE_COMPLETE");
    let found = delete(&mock, "delete", &["busy", "done", "nowhere"]).await;
    assert_eq!(found, [outcome("failed"), outcome("success"), outcome("failed")]);
}

#[tokio::test]
async fn only_a_task_that_replicates_can_be_paused() {
    use huaweicloud_drs::types;
    let mock = play().await;
    put(&mock, "drs", "job", "job-1", "INCRE_TRANSFER_STARTED");
    let client = huaweicloud_drs::Client::new(&config(&mock, "drs"));
    for expected in ["success", "failed"] {
        let job = types::PauseInfo::new().job_id("job-1").pause_mode("all");
        let request = client.batch_stop_jobs().body(types::BatchStopJobsRequest::new().jobs([job]));
        let answer = request.send().await.expect("an answer");
        let statuses: Vec<_> = answer.results.iter().flatten().filter_map(|result| result.status.as_deref()).collect();
        assert_eq!(statuses, [expected]);
    }
}

#[tokio::test]
async fn a_migration_that_is_stopped_ends_with_time() {
    use huaweicloud_dcs::types;
    let mock = play().await;
    put(&mock, "dcs", "migration_task", "task-1", "MIGRATING");
    let client = huaweicloud_dcs::Client::new(&config(&mock, "dcs"));
    let request = client
        .batch_stop_migration_tasks()
        .body(types::BatchStopMigrationTasksRequest::new().migration_tasks(["task-1", "nowhere"]));
    let answer = request.send().await.expect("an answer");
    let results: Vec<_> = answer.migration_tasks.iter().flatten().filter_map(|task| task.result.as_deref()).collect();
    assert_eq!(results, ["success", "failed"]);
    assert_eq!(status(&mock, "dcs", "migration_task", "task-1").as_deref(), Some("TERMINATING"));
    mock.clock().advance(HOUR);
    assert_eq!(status(&mock, "dcs", "migration_task", "task-1").as_deref(), Some("TERMINATED"));
}

#[tokio::test]
async fn where_an_answer_has_no_place_for_it_the_wrong_state_is_the_documented_error() {
    let mock = play().await;
    put(&mock, "oms", "task", "7", "Migrating");
    let client = huaweicloud_oms::Client::new(&config(&mock, "oms"));
    client.stop_task().task_id("7").send().await.expect("stopped");
    for id in ["7", "nowhere"] {
        let error = client.stop_task().task_id(id).send().await.expect_err("a refusal");
        let Error::ErrorResponse(typed) = &error else { panic!("{error}") };
        assert_eq!(typed.error_code.as_deref(), Some("MOCK.0400"), "{error}");
        assert!(typed.error_msg.is_some(), "{error}");
    }
}
