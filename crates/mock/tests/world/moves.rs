//! Statuses that pass by themselves.

use std::time::Duration;

use mock::Clock;
use mock::world::World;

use crate::service::{load, play};

#[test]
fn a_move_happens_at_its_very_moment_and_not_before() {
    let drs = play("drs");
    drs.world.put("job", "j", Some("RELEASE_RESOURCE_STARTED")).expect("a job");
    drs.clock.advance(Duration::from_nanos(29_999_999_999));
    assert_eq!(drs.status("job", "j").as_deref(), Some("RELEASE_RESOURCE_STARTED"));
    drs.clock.advance(Duration::from_nanos(1));
    assert_eq!(drs.status("job", "j").as_deref(), Some("RELEASE_RESOURCE_COMPLETE"));
}

#[test]
fn a_chain_of_moves_is_followed_as_far_as_time_has_passed() {
    for (seconds, status) in
        [(0, "WAITING"), (9, "WAITING"), (10, "RUNNING"), (69, "RUNNING"), (70, "DONE"), (9_999, "DONE")]
    {
        let beacon = play("beacon");
        beacon.world.put("repair", "r", None).expect("a repair");
        beacon.pass(seconds);
        assert_eq!(beacon.status("repair", "r").as_deref(), Some(status), "after {seconds} seconds");
    }
}

#[test]
fn whether_somebody_looks_on_the_way_makes_no_difference() {
    let beacon = play("beacon");
    beacon.world.put("repair", "r", None).expect("a repair");
    for _ in 0..69 {
        beacon.pass(1);
        beacon.status("repair", "r");
    }
    assert_eq!(beacon.status("repair", "r").as_deref(), Some("RUNNING"));
    beacon.pass(1);
    assert_eq!(beacon.status("repair", "r").as_deref(), Some("DONE"));
}

#[test]
fn a_status_that_is_given_begins_when_it_is_given() {
    let beacon = play("beacon");
    beacon.pass(1_000);
    beacon.world.put("repair", "r-7", Some("WAITING")).expect("a repair");
    beacon.pass(9);
    assert_eq!(beacon.status("repair", "r-7").as_deref(), Some("WAITING"));
    beacon.pass(1);
    assert_eq!(beacon.status("repair", "r-7").as_deref(), Some("RUNNING"));
}

#[test]
fn the_end_of_time_is_no_trouble() {
    let beacon = play("beacon");
    beacon.world.put("repair", "r", None).expect("a repair");
    beacon.clock.advance(Duration::MAX);
    assert_eq!(beacon.status("repair", "r").as_deref(), Some("DONE"));
    beacon.world.put("repair", "r", None).expect("a repair");
    beacon.clock.advance(Duration::MAX);
    assert_eq!(beacon.status("repair", "r").as_deref(), Some("WAITING"), "nothing comes after the end");
}

#[test]
fn a_world_that_begins_late_begins_at_its_beginning() {
    let clock = Clock::held();
    clock.advance(Duration::from_secs(3_600));
    let world = World::new(&load("beacon"), clock.clone());
    let status = |id: &str| world.get("lamp", id).expect("a kind").expect("a lamp").status;
    assert_eq!(status("west"), "veiled");
    clock.advance(Duration::from_secs(20));
    assert_eq!(status("west"), "lit");
}
