//! Several things in one request.

use mock::Trouble;
use serde_json::{Value, json};

use crate::service::{body, play};

const RUNNING: &str = "4c6ac8c0-2f51-426a-97b2-cb2c668jb201";
const PAUSING: &str = "6211d20d-0006-41da-836e-db3301ajb20b";
const STOPPED: &str = "140b5236-88ad-43c8-811c-1268453jb101";

fn delete(jobs: &[(&str, &str)]) -> Value {
    let jobs: Vec<Value> = jobs.iter().map(|(id, how)| json!({"job_id": id, "delete_type": how})).collect();
    json!({ "jobs": jobs })
}

/// What became of each, in short: `ID success`, `ID failed CODE`.
fn outcomes(answer: &Value) -> Vec<String> {
    let items = answer["results"].as_array().expect("results");
    let texts =
        |item: &Value| ["id", "status", "error_code"].map(|name| item[name].as_str().unwrap_or_default().to_owned());
    items.iter().map(|item| texts(item).join(" ").trim_end().to_owned()).collect()
}

#[test]
fn each_entry_is_judged_on_its_own_and_in_order() {
    let drs = play("drs");
    let request = delete(&[("nobody", "delete"), (RUNNING, "delete"), (STOPPED, "delete"), (PAUSING, "terminate")]);
    let answer = drs.json("batch_delete_jobs", &body(request));
    assert_eq!(
        outcomes(&answer),
        [
            "nobody failed DRS.M05003".to_owned(),
            format!("{RUNNING} failed DRS.M00304"),
            format!("{STOPPED} success"),
            format!("{PAUSING} failed DRS.M01504"),
        ]
    );
    assert_eq!(answer["count"], 4);
    assert_eq!(drs.status("job", STOPPED), None);
    assert_eq!(drs.status("job", RUNNING).as_deref(), Some("INCRE_TRANSFER_STARTED"));
}

#[test]
fn an_id_that_is_named_twice_is_seen_the_second_time_as_the_first_left_it() {
    let drs = play("drs");
    let answer = drs.json("batch_delete_jobs", &body(delete(&[(STOPPED, "delete"), (STOPPED, "delete")])));
    assert_eq!(outcomes(&answer), [format!("{STOPPED} success"), format!("{STOPPED} failed DRS.M05003")]);
    let answer = drs.json("batch_delete_jobs", &body(delete(&[(RUNNING, "terminate"), (RUNNING, "terminate")])));
    assert_eq!(outcomes(&answer), [format!("{RUNNING} success"), format!("{RUNNING} failed DRS.M01504")]);
}

#[test]
fn a_task_can_be_deleted_once_it_has_stopped() {
    let drs = play("drs");
    let stop = body(delete(&[(RUNNING, "terminate")]));
    assert_eq!(outcomes(&drs.json("batch_delete_jobs", &stop)), [format!("{RUNNING} success")]);
    let remove = body(delete(&[(RUNNING, "delete")]));
    assert_eq!(outcomes(&drs.json("batch_delete_jobs", &remove)), [format!("{RUNNING} failed DRS.M00304")]);
    drs.pass(30);
    assert_eq!(outcomes(&drs.json("batch_delete_jobs", &remove)), [format!("{RUNNING} success")]);
    assert_eq!(outcomes(&drs.json("batch_delete_jobs", &remove)), [format!("{RUNNING} failed DRS.M05003")]);
}

#[test]
fn only_force_stops_a_busy_task() {
    let drs = play("drs");
    let answer = drs.json("batch_delete_jobs", &body(delete(&[(PAUSING, "terminate"), (PAUSING, "force_terminate")])));
    assert_eq!(outcomes(&answer), [format!("{PAUSING} failed DRS.M01504"), format!("{PAUSING} success")]);
    assert_eq!(drs.status("job", PAUSING).as_deref(), Some("RELEASE_RESOURCE_STARTED"));
}

#[test]
fn exactly_the_states_of_x_callable_in_can_be_paused() {
    let drs = play("drs");
    let statuses = drs.world.kinds().remove(0).statuses;
    let mut paused = Vec::new();
    for status in &statuses {
        drs.world.put("job", "j", Some(status)).expect("a status");
        let answer = drs.json("batch_stop_jobs", &body(json!({"jobs": [{"job_id": "j", "pause_mode": "all"}]})));
        if outcomes(&answer) == ["j success"] {
            assert_eq!(drs.status("job", "j").as_deref(), Some("PAUSING"));
            paused.push(status.as_str());
        } else {
            assert_eq!(outcomes(&answer), ["j failed DRS.M00304"]);
            assert_eq!(drs.status("job", "j").as_ref(), Some(status));
        }
    }
    let callable = drs
        .contract("batch_stop_jobs")
        .operation()
        .and_then(|operation| operation.facts.list(contract::Aspect::CallableIn).map(<[String]>::to_vec));
    assert_eq!(paused, callable.expect("it is documented"));
}

#[test]
fn a_migration_is_terminating_and_then_terminated_and_cannot_be_stopped_twice() {
    let dcs = play("dcs");
    let id = "b21989ec-2889-4b8e-99db-19c073425ec2";
    let stop = body(json!({ "migration_tasks": [id] }));
    let told = |result: &str| json!({"migration_tasks": [{"task_id": id, "result": result}]});
    assert_eq!(dcs.json("batch_stop_migration_tasks", &stop), told("success"));
    assert_eq!(dcs.status("migration_task", id).as_deref(), Some("TERMINATING"));
    assert_eq!(dcs.json("batch_stop_migration_tasks", &stop), told("failed"));
    dcs.pass(30);
    assert_eq!(dcs.status("migration_task", id).as_deref(), Some("TERMINATED"));
    assert_eq!(dcs.json("batch_stop_migration_tasks", &stop), told("failed"));
}

#[test]
fn without_a_place_to_tell_of_single_things_all_are_changed_or_none() {
    let beacon = play("beacon");
    let light = |ids: &[&str]| {
        let orders: Vec<Value> = ids.iter().map(|id| json!({ "lamp_id": id })).collect();
        beacon.act("light_lamps", &body(json!({"orders": orders, "watch": "first"})))
    };
    let wrong = Trouble::WrongState {
        kind: "lamp".to_owned(),
        id: "east".to_owned(),
        status: "lit".to_owned(),
        allowed: vec!["dark".to_owned(), "veiled".to_owned()],
    };
    assert_eq!(light(&["north", "west", "east"]), Err(wrong));
    let missing = Trouble::Missing { kind: "lamp".to_owned(), id: "nowhere".to_owned() };
    assert_eq!(light(&["north", "nowhere"]), Err(missing));
    assert_eq!(beacon.status("lamp", "north").as_deref(), Some("dark"));
    assert_eq!(beacon.status("lamp", "west").as_deref(), Some("veiled"));
    beacon.pass(19);
    assert_eq!(beacon.status("lamp", "west").as_deref(), Some("veiled"), "it has been veiled for 19 seconds, not more");
    assert!(light(&["north", "west"]).is_ok());
    assert_eq!(beacon.status("lamp", "north").as_deref(), Some("lit"));
}

#[test]
fn where_one_cannot_be_removed_none_is() {
    let beacon = play("beacon");
    let before = beacon.world.things(None).expect("all kinds");
    let delete = |ids: Value, force: bool| beacon.act("delete_lamps", &body(json!({"lamp_ids": ids, "force": force})));
    assert!(matches!(delete(json!(["north", "nowhere"]), false), Err(Trouble::Missing { .. })));
    assert!(matches!(delete(json!(["south", "east"]), false), Err(Trouble::WrongState { .. })));
    assert_eq!(beacon.world.things(None).expect("all kinds"), before);
    assert!(delete(json!(["south", "east"]), true).is_ok());
    assert_eq!(beacon.status("lamp", "east"), None);
}

#[test]
fn what_is_named_twice_where_all_are_changed_or_none_is_judged_as_it_is_before() {
    let beacon = play("beacon");
    let light = |ids: &[&str]| {
        let orders: Vec<Value> = ids.iter().map(|id| json!({ "lamp_id": id })).collect();
        beacon.act("light_lamps", &body(json!({"orders": orders, "watch": "first"})))
    };
    // Nobody hears that `north` is lit, which it never was.
    let err = light(&["north", "north", "east"]).expect_err("east is lit");
    assert!(matches!(&err, Trouble::WrongState { id, status, .. } if id == "east" && status == "lit"), "{err:?}");
    assert_eq!(beacon.status("lamp", "north").as_deref(), Some("dark"));
    assert!(light(&["north", "north"]).is_ok());
    assert_eq!(beacon.status("lamp", "north").as_deref(), Some("lit"));
    assert!(beacon.act("delete_lamps", &body(json!({"lamp_ids": ["south", "south"]}))).is_ok());
    assert_eq!(beacon.status("lamp", "south"), None);
}

#[test]
fn what_the_request_leaves_out_is_the_default_case() {
    let beacon = play("beacon");
    let delete = |id: &str| beacon.act("delete_lamps", &body(json!({ "lamp_ids": [id] })));
    assert!(matches!(delete("east"), Err(Trouble::WrongState { .. })));
    assert!(delete("north").is_ok());
}

#[test]
fn a_task_that_is_paused_is_not_paused_again() {
    let oms = play("oms");
    let stop = crate::service::arguments(&[("project_id", "p"), ("task_id", "191297407830872")]);
    assert!(oms.act("stop_task", &stop).is_ok());
    let wrong = Trouble::WrongState {
        kind: "task".to_owned(),
        id: "191297407830872".to_owned(),
        status: "Paused".to_owned(),
        allowed: vec!["Migrating".to_owned()],
    };
    assert_eq!(oms.act("stop_task", &stop), Err(wrong));
    let other = crate::service::arguments(&[("project_id", "p"), ("task_id", "1")]);
    assert_eq!(oms.act("stop_task", &other), Err(Trouble::Missing { kind: "task".to_owned(), id: "1".to_owned() }));
}
