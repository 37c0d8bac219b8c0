//! Documented examples come true, and every answer is of the documented form.

use mock::Trouble;
use mock::api::Checked;
use serde_json::json;

use crate::service::{Played, SERVICES, arguments, body, play};

/// The arguments of the operations that name a thing in the path, as in the documented examples.
const PATHS: [(&str, &str, &str); 3] = [
    ("show_lamp", "lamp_id", "north"),
    ("show_repair", "repair_id", "r-7"),
    ("stop_task", "task_id", "191297407830872"),
];

/// The documented requests of an operation, each with its name.
fn requests(played: &Played, stem: &str) -> Vec<(Option<String>, Checked)> {
    let documented = played.requests(stem);
    let of_example = |example: &&contract::Example| {
        (example.name.clone(), body(example.body.clone().expect("documented requests have bodies")))
    };
    let with_body: Vec<_> = documented.iter().map(of_example).collect();
    if !with_body.is_empty() {
        return with_body;
    }
    let path = PATHS.iter().find(|(other, ..)| *other == stem);
    vec![(None, path.map_or_else(Checked::default, |(_, name, id)| arguments(&[(name, id)])))]
}

fn acts(name: &str) -> Vec<String> {
    let behaviour = crate::service::load(name).behaviour.expect("a behaviour");
    behaviour.acts.into_iter().map(|act| act.operation).collect()
}

#[test]
fn the_documented_requests_have_the_documented_answers() {
    // Their pages contradict others: `north` is lit on one and dark on another, and there are more charts than are shown.
    let contradicted = ["list_lamps", "list_charts"];
    let mut tried = 0;
    for (name, _) in SERVICES {
        for stem in acts(name).iter().filter(|stem| !contradicted.contains(&stem.as_str())) {
            for (example, request) in requests(&play(name), stem) {
                let played = play(name);
                let documented = played.example(stem, example.as_deref());
                let answer = played.world.act(stem, &request, &documented).expect("known").expect("a success");
                assert_eq!(answer, documented, "{name} {stem} {example:?}");
                tried += 1;
            }
        }
    }
    assert_eq!(tried, 12);
}

/// Whatever the world is like, each answer fits.
fn every_answer_fits(played: &Played, stem: &str, seen: &mut [usize; 3]) {
    let note = |played: &Played, seen: &mut [usize; 3]| {
        for (example, request) in requests(played, stem) {
            let documented = played.example(stem, example.as_deref());
            match played.world.act(stem, &request, &documented).expect("known") {
                Ok(answer) => {
                    assert_eq!(played.misfits(stem, &answer), [""; 0], "{stem} {example:?}: {answer:?}");
                    seen[0] += 1;
                }
                Err(Trouble::WrongState { .. }) => seen[1] += 1,
                Err(Trouble::Missing { .. }) => seen[2] += 1,
                Err(other) => panic!("{other:?}"),
            }
        }
    };
    note(played, seen);
    for kind in played.world.kinds() {
        for status in &kind.statuses {
            for thing in played.world.things(Some(&kind.thing)).expect("a kind") {
                played.world.put(&kind.thing, &thing.id, Some(status)).expect("a status of it");
            }
            note(played, seen);
            played.world.reset();
        }
    }
    for thing in played.world.things(None).expect("all kinds") {
        played.world.remove(&thing.thing, &thing.id).expect("a kind");
    }
    note(played, seen);
}

#[test]
fn every_answer_fits_its_documented_schema_whatever_exists_and_however_it_is() {
    let mut seen = [0; 3];
    for (name, _) in SERVICES {
        for stem in acts(name) {
            every_answer_fits(&play(name), &stem, &mut seen);
        }
    }
    assert!(seen.iter().all(|count| *count > 1), "{seen:?}");
}

#[test]
fn a_shown_thing_has_its_own_id_and_status() {
    let beacon = play("beacon");
    beacon.world.put("repair", "r-8", Some("FAILED")).expect("a repair");
    let shown = beacon.json("show_repair", &arguments(&[("site_id", "97b0"), ("repair_id", "r-8")]));
    assert_eq!(shown, json!({"repair_id": "r-8", "lamp_id": "north", "status": "FAILED", "progress": 40}));
}

#[test]
fn an_operation_of_which_nothing_is_said_has_only_its_example() {
    let beacon = play("beacon");
    let example = beacon.example("show_stairs", None);
    assert!(beacon.world.act("show_stairs", &Checked::default(), &example).is_none());
}
