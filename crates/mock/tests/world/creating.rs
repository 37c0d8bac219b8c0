//! Things that a request makes.

use mock::Trouble;
use mock::world::MOST_THINGS;
use serde_json::{Value, json};

use crate::service::{arguments, body, play};

fn keeper(name: &str) -> mock::api::Checked {
    body(json!({"keeper": {"name": name, "password": "Dusk2026x"}}))
}

#[test]
fn the_first_has_the_documented_id_and_each_later_one_its_own() {
    let beacon = play("beacon");
    let made = ["Ada", "Bo", "Cy"].map(|name| beacon.json("create_keeper", &keeper(name))["keeper_id"].clone());
    assert_eq!(
        made,
        [
            "7e1f02c4-6b3d-4a90-8d17-5c2e9ab04f63",
            "7e1f02c4-6b3d-4a90-8d17-5c2e9ab04f64",
            "7e1f02c4-6b3d-4a90-8d17-5c2e9ab04f65"
        ]
    );
    assert_eq!(beacon.status("keeper", made[2].as_str().expect("a text")).as_deref(), Some("skerries"));
}

#[test]
fn an_id_that_was_put_there_by_hand_is_left_out() {
    let beacon = play("beacon");
    beacon.world.put("keeper", "7e1f02c4-6b3d-4a90-8d17-5c2e9ab04f63", None).expect("a keeper");
    let made = beacon.json("create_keeper", &keeper("Ada"));
    assert_eq!(made["keeper_id"], "7e1f02c4-6b3d-4a90-8d17-5c2e9ab04f64");
}

#[test]
fn what_was_kept_of_the_request_is_shown_later() {
    let beacon = play("beacon");
    for name in ["Bo", "Cy"] {
        beacon.act("create_keeper", &keeper(name)).expect("a keeper");
    }
    let keepers = beacon.json("list_keepers", &arguments(&[]))["result"]["keepers"].clone();
    let names: Vec<&Value> = keepers.as_array().expect("a list").iter().map(|keeper| &keeper["name"]).collect();
    assert_eq!(names, ["Ada", "Bo", "Cy"], "the first is that of the example");
}

#[test]
fn no_more_things_are_made_than_there_is_room_for() {
    let beacon = play("beacon");
    let before = beacon.world.things(None).expect("all kinds").len();
    for number in before..MOST_THINGS {
        beacon.world.put("chart", &number.to_string(), None).expect("there is room");
    }
    assert!(matches!(beacon.act("create_keeper", &keeper("Ada")), Err(Trouble::Forbidden { .. })));
    let full = beacon.world.put("chart", "one more", None).expect_err("there is no room");
    assert_eq!(full.to_string(), "there are 100000 things already, and no room for more");
    assert!(beacon.world.put("chart", "Skerries, north", None).is_ok(), "what is there can be changed");
}
