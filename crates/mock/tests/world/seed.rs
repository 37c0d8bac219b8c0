//! A user's own file of what exists at the beginning.

use mock::Clock;
use mock::world::{Seed, World};

use crate::service::load;

const FILE: &str = "drs:
  job:
    mine: PAUSING
    new:
dcs:
  migration_task: {t-1: MIGRATING}
";

fn drs() -> World {
    World::new(&load("drs"), Clock::held())
}

fn told(text: &str) -> String {
    let problems = match Seed::read(text, "seed.yaml") {
        Err(problems) => problems,
        Ok(seed) => {
            let strangers = seed.strangers(&["drs", "dcs"]);
            let planted = drs().planted("drs", &seed).err().unwrap_or_default();
            strangers.into_iter().chain(planted).collect()
        }
    };
    problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

fn things(world: &World) -> Vec<String> {
    let things = world.things(None).expect("all kinds");
    things.into_iter().map(|thing| format!("{} {}", thing.id, thing.status)).collect()
}

#[test]
fn the_things_of_the_file_exist_in_place_of_the_documented_ones() {
    let seed = Seed::read(FILE, "seed.yaml").expect("it is one");
    let world = drs().planted("drs", &seed).expect("it fits");
    assert_eq!(things(&world), ["mine PAUSING", "new CREATING"]);
    world.remove("job", "mine").expect("a kind");
    world.reset();
    assert_eq!(things(&world), ["mine PAUSING", "new CREATING"]);
}

#[test]
fn a_kind_that_the_file_does_not_name_is_as_it_was() {
    let seed = Seed::read("dcs: {migration_task: {}}", "seed.yaml").expect("it is one");
    assert_eq!(things(&drs().planted("drs", &seed).expect("it fits")).len(), 4);
    let dcs = World::new(&load("dcs"), Clock::held()).planted("dcs", &seed).expect("it fits");
    assert_eq!(things(&dcs), [""; 0]);
}

#[test]
fn json_is_read_as_well() {
    let json = "{\n\t\"drs\": {\n\t\t\"job\": {\"mine\": \"PAUSING\", \"new\": null}\n\t},\n\t\"dcs\": {\"migration_task\": {\"t-1\": \"MIGRATING\"}}\n}\n";
    let seed = Seed::read(json, "seed.json").expect("it is one");
    let world = drs().planted("drs", &seed).expect("it fits");
    assert_eq!(things(&world), ["mine PAUSING", "new CREATING"]);
}

#[test]
fn what_is_wrong_is_told_where_it_is_written_and_with_a_way_out() {
    let wrong = [
        "drs: [job]",
        "drs:\n  job:\n    mine: 5\n    other: [PAUSING]\n    '': PAUSING\n",
        "dsr:\n  job: {mine: PAUSING}\n",
        "drs:\n  jobs: {mine: PAUSING}\n",
        "drs:\n  job:\n    mine: PAUSIN\n",
        "drs: {job: {a: PAUSING, a: CREATING}}",
        "drs: {",
        "",
    ];
    let told: Vec<String> = wrong.iter().map(|text| format!("{}\n", told(text))).collect();
    insta::assert_snapshot!(told.join("\n"), @"
    error[wrong-type]: expected an object, but found a list
      --> seed.yaml:1:6
      = help: check the indentation and what the keyword takes

    error[wrong-type]: expected a status, but found the number `5`
      --> seed.yaml:3:11
      = help: write the status as a text, or nothing for the first one
    error[wrong-type]: expected a status, but found a list
      --> seed.yaml:4:12
      = help: write the status as a text, or nothing for the first one
    error[value]: this is no id of anything
      --> seed.yaml:5:5
      = help: write 1 to 1024 characters

    error[unknown-service]: `dsr` is no service
      --> seed.yaml:1:1
      = help: did you mean `drs`?

    error[thing]: `jobs` is no thing of drs
      --> seed.yaml:2:3
      = help: did you mean `job`?

    error[status]: `PAUSIN` is no status of a job
      --> seed.yaml:3:11
      = help: did you mean `PAUSING`?

    error[duplicate-key]: `a` is given twice in one object
      --> seed.yaml:1:25
      ::: seed.yaml:1:13: the first one is here
      = help: keep one of them: readers differ in which one they take

    error[truncated]: the file ends in the middle of something (while parsing a node, did not find expected node content)
      --> seed.yaml:1:7
      = help: finish the last lines

    error[empty-file]: the file holds no document
      --> seed.yaml
      = help: write it, or remove the file
    ");
}

#[test]
fn no_text_makes_it_panic() {
    proptest::proptest!(|(text in "(drs|job|a|: |\\{|\\}|\\[|\n|  |\t|'|PAUSING|\\PC){0,40}")| {
        told(&text);
    });
}
