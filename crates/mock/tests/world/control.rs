//! What a test does to the world.

use serde_json::json;

use crate::service::play;

#[test]
fn what_is_put_there_exists_until_it_is_removed() {
    let drs = play("drs");
    let put = drs.world.put("job", "j-1", Some("PAUSING")).expect("a job");
    assert_eq!(drs.world.get("job", "j-1").expect("a kind"), Some(put.clone()));
    assert_eq!(json!(put), json!({"thing": "job", "id": "j-1", "status": "PAUSING"}));
    assert!(drs.world.remove("job", "j-1").expect("a kind"));
    assert!(!drs.world.remove("job", "j-1").expect("a kind"));
    assert_eq!(drs.world.get("job", "j-1").expect("a kind"), None);
}

#[test]
fn without_a_status_it_is_in_the_first_one() {
    assert_eq!(play("drs").world.put("job", "j", None).expect("a job").status, "CREATING");
}

#[test]
fn what_is_unknown_is_told_with_what_is_known() {
    let dcs = play("dcs").world;
    let told = [
        dcs.put("job", "j", None).expect_err("no thing").to_string(),
        dcs.get("task", "t").expect_err("no thing").to_string(),
        dcs.remove("", "t").expect_err("no thing").to_string(),
        dcs.things(Some("migration")).expect_err("no thing").to_string(),
        dcs.put("migration_task", "t", Some("DONE")).expect_err("no status").to_string(),
        dcs.put("migration_task", "", None).expect_err("no id").to_string(),
        dcs.put("migration_task", &"x".repeat(1025), None).expect_err("no id").to_string(),
    ];
    assert_eq!(
        told,
        [
            "`job` is no thing of this service; it has migration_task",
            "`task` is no thing of this service; it has migration_task",
            "`` is no thing of this service; it has migration_task",
            "`migration` is no thing of this service; it has migration_task",
            "`DONE` is no status of a migration_task; it has one of SUCCESS, FAILED, MIGRATING, TERMINATED, TERMINATING, \
             INCRMIGRATING, FULLMIGRATING, RUNNING, MIGRATION_FAILED, RELEASED",
            "an id has 1 to 1024 characters",
            "an id has 1 to 1024 characters",
        ]
    );
}

#[test]
fn everything_is_listed_by_kind_and_in_the_order_in_which_it_was_made() {
    let beacon = play("beacon");
    beacon.world.put("repair", "a", None).expect("a repair");
    let ids = |kind: Option<&str>| {
        let things = beacon.world.things(kind).expect("a kind");
        things.into_iter().map(|thing| format!("{} {}", thing.thing, thing.id)).collect::<Vec<_>>()
    };
    assert_eq!(ids(Some("repair")), ["repair r-7", "repair a"]);
    assert_eq!(ids(None)[..6], ["lamp north", "lamp south", "lamp west", "lamp east", "repair r-7", "repair a"]);
}

#[test]
fn a_reset_begins_again() {
    let beacon = play("beacon");
    let before = beacon.world.things(None).expect("all kinds");
    beacon.world.put("lamp", "new", None).expect("a lamp");
    beacon.world.remove("lamp", "north").expect("a kind");
    beacon.pass(1_000);
    beacon.world.reset();
    assert_eq!(beacon.world.things(None).expect("all kinds"), before);
    beacon.pass(19);
    assert_eq!(beacon.status("lamp", "west").as_deref(), Some("veiled"));
}

#[test]
fn the_kinds_say_what_there_can_be() {
    let oms = play("oms").world.kinds();
    assert_eq!(
        json!(oms),
        json!([{
            "thing": "task",
            "description": "A task that copies objects from one store to another.",
            "statuses": ["Migrating", "Paused"],
            "first": "Migrating",
            "count": 1,
        }])
    );
}
