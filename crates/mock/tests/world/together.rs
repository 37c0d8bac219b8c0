//! Many at once.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use serde_json::{Value, json};

use crate::service::{arguments, body, play};

#[test]
fn of_many_who_stop_a_task_at_once_one_succeeds() {
    let drs = play("drs");
    for round in 0..50 {
        let id = format!("j-{round}");
        drs.world.put("job", &id, Some("INCRE_TRANSFER_STARTED")).expect("a job");
        let successes = AtomicUsize::new(0);
        thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| {
                    let request = json!({"jobs": [{"job_id": id, "pause_mode": "all"}]});
                    let answer = drs.json("batch_stop_jobs", &body(request));
                    successes.fetch_add(usize::from(answer["results"][0]["status"] == "success"), Ordering::Relaxed);
                });
            }
        });
        assert_eq!(successes.into_inner(), 1);
    }
}

#[test]
fn nobody_sees_half_of_a_request() {
    let beacon = play("beacon");
    let ids: Vec<String> = (0..50).map(|number| format!("lamp-{number}")).collect();
    for id in &ids {
        beacon.world.put("lamp", id, Some("dark")).expect("a lamp");
    }
    let orders: Vec<Value> = ids.iter().map(|id| json!({ "lamp_id": id })).collect();
    let light = body(json!({ "orders": orders }));
    // The last one cannot be lit, so all are put back, again and again, while somebody looks.
    beacon.world.put("lamp", "lamp-49", Some("lit")).expect("a lamp");
    thread::scope(|scope| {
        scope.spawn(|| {
            for _ in 0..200 {
                assert!(beacon.act("light_lamps", &light).is_err());
            }
        });
        for _ in 0..200 {
            let lamps = beacon.json("list_lamps", &arguments(&[("limit", "100"), ("marker", "east")]));
            let lit = lamps.as_array().expect("a list").iter().filter(|lamp| lamp["state"] == "lit").count();
            assert_eq!(lit, 1);
        }
    });
}

#[test]
fn ids_that_are_made_at_once_are_all_different() {
    let beacon = play("beacon");
    thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| {
                for _ in 0..50 {
                    beacon.act("create_keeper", &body(json!({"keeper": {"name": "Ada"}}))).expect("a keeper");
                }
            });
        }
    });
    assert_eq!(beacon.world.things(Some("keeper")).expect("a kind").len(), 401);
}
