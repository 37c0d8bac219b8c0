//! Requests that nothing has refused: whatever they are, there is an answer, and it fits.

use std::sync::LazyLock;

use mock::Trouble;
use mock::api::Checked;
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::service::{Played, SERVICES, body, play};

#[test]
fn entries_that_name_nothing_are_told_so_and_have_no_id() {
    let drs = play("drs");
    let jobs = json!({"jobs": [7, null, {}, {"job_id": 5}, {"job_id": null}, {"job_id": ["x"]}, "x"]});
    let answer = drs.json("batch_stop_jobs", &body(jobs));
    let items = answer["results"].as_array().expect("results");
    let ids: Vec<Option<&Value>> = items.iter().map(|item| item.get("id")).collect();
    assert_eq!(ids, [None, None, None, Some(&json!("5")), None, None, None]);
    let codes: Vec<&Value> = items.iter().map(|item| &item["error_code"]).collect();
    let invalid = "DRS.M00202";
    assert_eq!(codes, [invalid, invalid, invalid, "DRS.M05003", invalid, invalid, invalid]);
}

#[test]
fn a_body_without_the_list_changes_nothing() {
    let drs = play("drs");
    for request in [Checked::default(), body(json!(null)), body(json!({"jobs": "all"})), body(json!([]))] {
        assert_eq!(drs.json("batch_stop_jobs", &request), json!({"results": [], "count": 0}));
    }
}

#[test]
fn a_case_that_nobody_knows_is_a_failure() {
    let drs = play("drs");
    let id = "4c6ac8c0-2f51-426a-97b2-cb2c668jb201";
    for how in [json!("explode"), json!(null), json!({})] {
        let answer = drs.json("batch_delete_jobs", &body(json!({"jobs": [{"job_id": id, "delete_type": how}]})));
        assert_eq!(answer["results"][0]["status"], "failed");
        assert_eq!(answer["results"][0]["error_code"], "DRS.M00202", "it is not busy: nobody knows what to do");
    }
    assert_eq!(drs.status("job", id).as_deref(), Some("INCRE_TRANSFER_STARTED"));
}

#[test]
fn a_request_that_names_nothing_or_says_nothing_of_it_is_refused_for_that() {
    let told = |refused: Result<mock::Answer, Trouble>| match refused {
        Err(Trouble::Invalid { broken, more: 0 }) => {
            broken.iter().map(|broken| format!("{} {}", broken.address, broken.message)).collect::<Vec<_>>()
        }
        other => panic!("{other:?}"),
    };
    let unnamed = play("oms").act("stop_task", &Checked::default());
    assert_eq!(told(unnamed), ["path task_id does not say which task is meant"]);
    let beacon = play("beacon");
    let how = beacon.act("delete_lamps", &body(json!({"lamp_ids": ["north"], "force": "perhaps"})));
    assert_eq!(told(how), ["request force does not say what is to become of the lamp"]);
    assert_eq!(told(beacon.act("show_lamp", &Checked::default())), ["path lamp_id does not say which lamp is meant"]);
}

static PLAYED: LazyLock<Vec<Played>> = LazyLock::new(|| SERVICES.iter().map(|(name, _)| play(name)).collect());

fn json_value() -> impl Strategy<Value = Value> {
    const WORDS: &[&str] =
        &["jobs", "job_id", "delete_type", "terminate", "north", "r-7", "lamp_ids", "orders", "lamp_id", "keeper"];
    let word = || proptest::sample::select(WORDS);
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        word().prop_map(Value::from),
        "\\PC{0,8}".prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 24, 4, move |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            proptest::collection::vec((word(), inner), 0..4)
                .prop_map(|fields| fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn whatever_the_request_is_the_answer_fits(
        value in json_value(),
        argument in "\\PC{0,8}|-?[0-9]{1,30}|north|r-7"
    ) {
        let names = ["lamp_id", "repair_id", "task_id", "offset", "limit", "marker", "page_no", "page_size"];
        let arguments = names.map(|name| (name.to_owned(), argument.clone())).to_vec();
        let request = Checked { body: Some(value), arguments, ..Checked::default() };
        for played in PLAYED.iter() {
            played.world.reset();
            for act in played.service.behaviour.iter().flat_map(|behaviour| &behaviour.acts) {
                if let Ok(answer) = played.act(&act.operation, &request) {
                    prop_assert_eq!(played.misfits(&act.operation, &answer), Vec::<String>::new());
                }
            }
        }
    }
}
