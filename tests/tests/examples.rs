//! Every documented example, ours and the page's, goes through the generated types and comes out as it went in.

use contract::ExampleRole;
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;

/// Decodes an example as the type, and encodes it again.
fn round_trip<T: DeserializeOwned + Serialize>(example: &Value) -> Value {
    let decoded: T = serde_json::from_value(example.clone()).unwrap_or_else(|err| panic!("{err}: {example:#}"));
    serde_json::to_value(decoded).unwrap_or_else(|err| panic!("{err}: {example:#}"))
}

/// The generated type of each body that an example shows.
fn through_its_type(operation: &str, role: &str, example: &Value) -> Value {
    use {huaweicloud_dcs::types as dcs, huaweicloud_drs::types as drs};
    match (operation, role) {
        ("batch_stop_migration_tasks", "request") => round_trip::<dcs::BatchStopMigrationTasksRequest>(example),
        ("batch_stop_migration_tasks", "200") => round_trip::<dcs::BatchStopMigrationTasksResponse>(example),
        ("batch_stop_migration_tasks", "400") => round_trip::<dcs::ErrorResponse>(example),
        ("batch_delete_jobs", "request") => round_trip::<drs::BatchDeleteJobsRequest>(example),
        ("batch_delete_jobs", "202") => round_trip::<drs::BatchDeleteJobsResponse>(example),
        ("batch_stop_jobs", "request") => round_trip::<drs::BatchStopJobsRequest>(example),
        ("batch_stop_jobs", "200") => round_trip::<drs::BatchStopJobsResponse>(example),
        _ => panic!("no type is named here for {operation}, {role}: add it"),
    }
}

#[test]
fn every_documented_example_comes_out_as_it_went_in() {
    let mut count = 0;
    for service in evidence::services() {
        for case in evidence::cases(&service).0 {
            for contract in case.contracts() {
                for example in &contract.examples {
                    let Some(body) = &example.body else { continue };
                    let role = match example.role {
                        ExampleRole::Request => "request".to_owned(),
                        ExampleRole::Response(Some(status)) => status.to_string(),
                        ExampleRole::Response(None) => panic!("{}: an example without a status", case.operation),
                    };
                    assert_eq!(through_its_type(&case.operation, &role, body), *body, "{} {role}", case.operation);
                    count += 1;
                }
            }
        }
    }
    assert_eq!(
        count,
        3 * 3 + 2 * 4 + 2 * 2,
        "three of DCS in two editions and the spec, four and two of DRS in one and the spec"
    );
    println!("{count} examples went through their types");
}

#[test]
fn a_field_that_is_null_by_the_page_may_be_null_or_absent() {
    let error: huaweicloud_dcs::types::ErrorResponse =
        serde_json::from_str(r#"{"error_msg": "m", "error_code": "DCS.4855", "error_ext_msg": null}"#)
            .expect("null is documented");
    assert_eq!(error.error_ext_msg, None);
    let error: huaweicloud_dcs::types::ErrorResponse =
        serde_json::from_str(r#"{"error_code": "c"}"#).expect("so is absence");
    assert_eq!(error.error_code.as_deref(), Some("c"));
}

#[test]
fn a_value_that_the_vendor_adds_later_is_kept_as_it_came() {
    let answer = serde_json::json!({"results": [{"id": "1", "status": "queued"}], "count": 1});
    let decoded: huaweicloud_drs::types::BatchDeleteJobsResponse =
        serde_json::from_value(answer.clone()).expect("enums are open");
    let status = decoded.results[0].status.as_ref().expect("it is there");
    assert_eq!(status.as_str(), "queued");
    assert!(!huaweicloud_drs::types::DeleteJobStatus::KNOWN.contains(&status.as_str()));
    assert_eq!(serde_json::to_value(decoded).expect("it encodes"), answer);
}
