//! Lists, page by page, in every way that the specimen pages.

use serde_json::{Value, json};

use crate::service::{Played, arguments, play};

/// Repairs 0 to 6, and no other.
fn seven_repairs() -> Played {
    let beacon = play("beacon");
    beacon.world.remove("repair", "r-7").expect("a kind");
    for number in 0..7 {
        beacon.world.put("repair", &format!("r-{number}"), Some("DONE")).expect("a repair");
    }
    beacon
}

fn texts<'v>(items: &'v Value, name: &str) -> Vec<&'v str> {
    items.as_array().expect("a list").iter().filter_map(|item| item[name].as_str()).collect()
}

#[test]
fn by_offset_up_to_a_short_last_page_and_an_empty_one() {
    let beacon = seven_repairs();
    let page = |offset: &str| beacon.json("list_repairs", &arguments(&[("offset", offset), ("limit", "3")]));
    assert_eq!(texts(&page("0")["repairs"], "repair_id"), ["r-0", "r-1", "r-2"]);
    assert_eq!(texts(&page("3")["repairs"], "repair_id"), ["r-3", "r-4", "r-5"]);
    assert_eq!(texts(&page("6")["repairs"], "repair_id"), ["r-6"]);
    assert_eq!(page("7"), json!({"repairs": [], "total_count": 7}));
    assert_eq!(page("99999999999999999999")["repairs"], json!([]));
    assert_eq!(page("-1")["repairs"], json!([]));
}

#[test]
fn a_page_has_as_many_as_the_default_says() {
    let beacon = play("beacon");
    for number in 0..30 {
        beacon.world.put("repair", &format!("n-{number}"), None).expect("a repair");
    }
    let first = beacon.json("list_repairs", &arguments(&[]));
    assert_eq!(first["repairs"].as_array().expect("a list").len(), 20);
    assert_eq!(first["total_count"], 31);
}

#[test]
fn by_the_id_of_the_last_item() {
    let beacon = play("beacon");
    let page = |marker: &[(&str, &str)]| beacon.json("list_lamps", &arguments(&[&[("limit", "3")], marker].concat()));
    assert_eq!(texts(&page(&[]), "lamp_id"), ["north", "south", "west"]);
    assert_eq!(texts(&page(&[("marker", "west")]), "lamp_id"), ["east"]);
    assert_eq!(page(&[("marker", "east")]), json!([]));
    assert_eq!(page(&[("marker", "nowhere")]), json!([]));
    // What the example knows of a lamp stays; what nobody knows is that of the first one.
    assert_eq!(page(&[])[1], json!({"lamp_id": "south", "tags": {}, "state": "dark"}));
    assert_eq!(page(&[])[2], json!({"lamp_id": "west", "lamp_number": 7, "state": "veiled"}));
}

#[test]
fn by_the_marker_of_the_answer() {
    let beacon = play("beacon");
    for number in 2..250 {
        beacon.world.put("chart", &format!("Chart {number}"), None).expect("a chart");
    }
    let (mut seen, mut pages, mut marker) = (Vec::new(), Vec::new(), String::new());
    loop {
        let page = beacon.json("list_charts", &arguments(&[("marker", &marker)]));
        let charts = page["charts"].as_array().expect("a list").clone();
        pages.push(charts.len());
        seen.extend(charts);
        match page["page_info"].get("next_marker") {
            Some(next) => marker = next.as_str().expect("a text").to_owned(),
            None => break,
        }
        // What is taken away in between is missing, and nothing else.
        beacon.world.remove("chart", "Chart 99").expect("a kind");
    }
    assert_eq!(pages, [100, 100, 50]);
    assert_eq!((&seen[0], &seen[249]), (&json!("Skerries, north"), &json!("Chart 249")));
    let beyond = beacon.json("list_charts", &arguments(&[("marker", "no marker of ours")]));
    assert_eq!(beyond, json!({"charts": [], "page_info": {}}));
}

#[test]
fn a_marker_of_nothing_begins_with_the_first() {
    let beacon = play("beacon");
    let page = |marker: &[(&str, &str)]| beacon.json("list_charts", &arguments(marker));
    assert_eq!(page(&[])["charts"][0], "Skerries, north");
    for marker in ["", "0"] {
        assert_eq!(page(&[("marker", marker)]), page(&[]), "{marker:?}");
    }
}

#[test]
fn by_the_number_of_the_page() {
    let beacon = play("beacon");
    for number in 0..4 {
        beacon.world.put("keeper", &format!("k-{number}"), Some("rockall")).expect("a keeper");
    }
    let page = |number: &str| {
        let page = beacon.json("list_keepers", &arguments(&[("page_no", number), ("page_size", "2")]));
        page["result"]["keepers"].as_array().expect("a list").len()
    };
    assert_eq!([page("1"), page("2"), page("3"), page("4"), page("0"), page("-7")], [2, 2, 1, 0, 0, 0]);
    assert_eq!(beacon.json("list_keepers", &arguments(&[]))["result"]["keepers"].as_array().map(Vec::len), Some(5));
}

#[test]
fn a_list_shows_each_thing_as_it_is_by_then() {
    let beacon = play("beacon");
    beacon.pass(60);
    let list = beacon.json("list_repairs", &arguments(&[]));
    assert_eq!(list["repairs"], json!([{"repair_id": "r-7", "status": "DONE", "progress": 40}]));
}
