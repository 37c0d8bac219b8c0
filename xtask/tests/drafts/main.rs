//! From a page to a draft: what is written, that it is found to lack nothing but words, and what is refused.

#[path = "../bad_input/scratch.rs"]
#[allow(dead_code, reason = "it is made for the tests on bad input, which need more of it")]
mod scratch;

mod judged;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use scratch::Scratch;
use serde_json::Value;
use xtask::Exit;

/// The invented pages of the specimen that document an operation.
fn specimen() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/specimen/pages/beacon");
    let mut pages: Vec<(String, String)> = fs::read_dir(folder)
        .expect("the pages of the specimen")
        .map(|entry| {
            let path = entry.expect("a page").path();
            let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
            (name, fs::read_to_string(path).expect("a text"))
        })
        .filter(|(_, text)| {
            !docparse::read(text.as_bytes(), "page", &contract::Edition::default()).contracts.is_empty()
        })
        .collect();
    pages.sort();
    pages
}

/// A workspace with the pages of the specimen below `pages/otc/beacon`.
fn with_pages() -> Scratch {
    let scratch = Scratch::new();
    for (name, text) in specimen() {
        scratch.write(&format!("pages/otc/beacon/{name}.rst"), text);
    }
    scratch
}

fn draft(scratch: &Scratch, page: &str, more: &[&str]) {
    let args: Vec<&str> = ["new", "operation", "--page", page].into_iter().chain(more.iter().copied()).collect();
    let outcome = scratch.run(&args);
    assert_eq!(outcome.exit, Some(Exit::Ok as i32), "{page}: {}{}", outcome.stdout, outcome.stderr);
}

/// The rules that find something in a service which no quirk excuses.
fn open_rules(scratch: &Scratch, service: &str) -> BTreeSet<String> {
    // As it is: a backslash means something in JSON.
    let output = scratch.command(&["verify", "--service", service, "--format", "json"]).output().expect("it runs");
    let report: Value = serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|err| panic!("{err}: {}", String::from_utf8_lossy(&output.stderr)));
    let service = &report["services"][0];
    let verdicts = service["verdicts"].as_array().into_iter().flatten();
    let findings = verdicts.flat_map(|verdict| verdict["findings"].as_array().into_iter().flatten());
    let findings = findings.chain(service["loose"].as_array().into_iter().flatten());
    let open = findings.filter(|finding| finding["excused"].is_null());
    open.map(|finding| finding["rule"].as_str().unwrap_or_default().to_owned()).collect()
}

#[test]
fn the_drafts_of_all_pages_of_the_specimen_lack_nothing_but_words() {
    let scratch = with_pages();
    for (name, _) in specimen() {
        draft(&scratch, &format!("pages/otc/beacon/{name}.rst"), &["--stem", &name]);
    }
    let outcome = scratch.run(&["generate", "--service", "beacon"]);
    assert_eq!(outcome.exit, Some(Exit::Findings as i32), "{}{}", outcome.stdout, outcome.stderr);
    assert_eq!(open_rules(&scratch, "beacon"), BTreeSet::from(["unwritten".to_owned()]));
}

#[test]
fn a_draft_passes_verify_at_once_but_for_the_marked_words() {
    let scratch = with_pages();
    draft(&scratch, "pages/otc/beacon/ring_bell.rst", &["--stem", "ring_bell"]);
    assert_eq!(open_rules(&scratch, "beacon"), BTreeSet::from(["unwritten".to_owned()]));
    let outcome = scratch.run(&["generate", "--service", "beacon", "--check"]);
    assert!(outcome.stdout.contains("generated files are up to date"), "{}{}", outcome.stdout, outcome.stderr);
}

#[test]
fn a_page_in_any_rendition_becomes_a_draft() {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates/docparse/tests/fixtures");
    for name in
        ["move_lift.rst", "move_lift.html", "move_lift.md", "move_lift.txt", "move_lift.zh.html", "move_lift.zh.md"]
    {
        let scratch = Scratch::new();
        scratch.write(&format!("far/lifts/{name}"), fs::read(fixtures.join(name)).expect("a fixture"));
        // No folder says which edition it is, and the folder of the page which service.
        draft(&scratch, &format!("far/lifts/{name}"), &["--stem", "move_lift"]);
        assert!(scratch.path("specs/lifts/move_lift.yaml").is_file(), "{name}");
        assert_eq!(open_rules(&scratch, "lifts"), BTreeSet::from(["unwritten".to_owned()]), "{name}");
    }
}

#[test]
fn pages_of_one_folder_become_operations_of_one_service() {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates/docparse/tests/fixtures");
    let scratch = Scratch::new();
    for name in ["move_lift", "list_doors", "switch_lamps"] {
        scratch.write(
            &format!("far/house/{name}.html"),
            fs::read(fixtures.join(format!("{name}.html"))).expect("a fixture"),
        );
        draft(&scratch, &format!("far/house/{name}.html"), &["--stem", name]);
    }
    assert_eq!(open_rules(&scratch, "house"), BTreeSet::from(["unwritten".to_owned()]));
    // The folder of a service that is there is that service, even if none of its pages lies there.
    scratch.write("far/doors/list_doors.rst", fs::read(fixtures.join("list_doors.rst")).expect("a fixture"));
    draft(&scratch, "far/doors/list_doors.rst", &["--stem", "list_doors"]);
    assert!(scratch.path("specs/doors/list_doors.yaml").is_file());
}

#[test]
fn a_marked_word_is_found_at_its_line_until_it_is_written() {
    let scratch = with_pages();
    draft(&scratch, "pages/otc/beacon/ring_bell.rst", &["--stem", "ring_bell"]);
    let outcome = scratch.run(&["verify", "--service", "beacon"]);
    assert_eq!(outcome.exit, Some(Exit::Findings as i32));
    assert!(outcome.stdout.contains("specs/beacon/ring_bell.yaml:"), "{}", outcome.stdout);
    for name in ["ring_bell.yaml", "common.yaml", "service.toml", "quirks.yaml"] {
        let path = format!("specs/beacon/{name}");
        if scratch.path(&path).is_file() {
            let text = scratch.read(&path);
            scratch.write(&path, text.replace("TODO(words)", "Said in our own words"));
        }
    }
    let outcome = scratch.run(&["generate", "--service", "beacon"]);
    assert_eq!(outcome.exit, Some(Exit::Ok as i32), "{}{}", outcome.stdout, outcome.stderr);
}

#[test]
fn no_four_words_of_a_page_in_a_row_get_into_a_draft() {
    for (name, text) in specimen() {
        let scratch = with_pages();
        draft(&scratch, &format!("pages/otc/beacon/{name}.rst"), &["--stem", &name]);
        let spec = scratch.read(&format!("specs/beacon/{name}.yaml"));
        let page = docparse::read(text.as_bytes(), "page", &"otc".parse().expect("an edition"));
        for words in page.contracts[0].elements.iter().filter_map(|element| element.words.as_deref()) {
            let words: Vec<&str> = words.split_whitespace().collect();
            for phrase in words.windows(4).map(|words| words.join(" ")) {
                assert!(!spec.contains(&phrase), "{name} has `{phrase}`");
            }
        }
    }
}

#[test]
fn a_draft_goes_over_nothing_and_is_written_whole_or_not_at_all() {
    let scratch = with_pages();
    draft(&scratch, "pages/otc/beacon/show_lamp.rst", &["--stem", "show_lamp"]);
    let again = ["new", "operation", "--page", "pages/otc/beacon/show_lamp.rst", "--stem", "show_it"];
    let told = scratch.refused(&again, Exit::BadInput);
    assert!(told.contains("already: it is the operation `show_lamp`"), "{told}");
    assert!(told.contains("it is drafted: go on with it"), "{told}");
    let taken = ["new", "operation", "--page", "pages/otc/beacon/list_lamps.rst", "--stem", "show_lamp"];
    let told = scratch.refused(&taken, Exit::BadInput);
    assert!(told.contains("there is an operation `show_lamp` already") && told.contains("`--stem NAME`"), "{told}");
    // What is locked of another page under the name is in the way; nothing else of the draft is written.
    scratch.write("specs/beacon/documented/list_lamps.otc.yaml", "something else");
    let other = ["new", "operation", "--page", "pages/otc/beacon/list_lamps.rst", "--stem", "list_lamps"];
    assert!(scratch.refused(&other, Exit::BadInput).contains("the file is there already"));
}

#[test]
fn a_draft_in_a_service_that_is_there_refers_to_what_it_shares() {
    let scratch = Scratch::new();
    let page = scratch.read("pages/otc/lamps/dim_lamps.rst").replace("/dim", "/shade");
    scratch.write("pages/otc/lamps/shade_lamps.rst", page);
    draft(&scratch, "pages/otc/lamps/shade_lamps.rst", &["--stem", "shade_lamps"]);
    assert!(scratch.read("specs/lamps/shade_lamps.yaml").contains("$ref: common.yaml#/components/"));
    assert!(scratch.read("specs/lamps/service.toml").contains("[pages.shade_lamps]\notc = "));
    scratch.run(&["generate", "--service", "lamps"]);
    assert_eq!(open_rules(&scratch, "lamps"), BTreeSet::from(["unwritten".to_owned()]));
}

const TWO: &str = "\
Opening and Closing Hatches
===========================

URI
---

POST /v1/{hatch_id}/open

POST /v1/{hatch_id}/close

.. table:: **Table 1** Path Parameters

   ======== ========= ====== ===========
   Name     Mandatory Type   Description
   ======== ========= ====== ===========
   hatch_id Yes       String The hatch.
   ======== ========= ====== ===========
";

#[test]
fn a_page_of_several_operations_asks_which_one_is_meant() {
    let scratch = Scratch::new();
    scratch.write("pages/otc/hatches/both.rst", TWO);
    let args = ["new", "operation", "--page", "pages/otc/hatches/both.rst"];
    let told = scratch.refused(&args, Exit::BadInput);
    assert!(told.contains("documents 2 operations"), "{told}");
    assert!(told.contains("--operation \"POST /v1/{hatch_id}/open\""), "{told}");
    draft(
        &scratch,
        "pages/otc/hatches/both.rst",
        &["--operation", "post /v1/{hatch_id}/close", "--stem", "close_hatch"],
    );
    assert!(scratch.read("specs/hatches/close_hatch.yaml").contains("/v1/{hatch_id}/close"));
}

/// A page of one of the things that a path does.
fn action(does: &str) -> String {
    format!(
        "Robot: {does}\n=================\n\nURI\n---\n\nPOST /v1/{{robot_id}}/action\n\n\
         .. table:: **Table 1** Path Parameters\n\n\
         \x20  ======== ========= ====== ===========\n   Name     Mandatory Type   Description\n\
         \x20  ======== ========= ====== ===========\n   robot_id Yes       String The robot.\n\
         \x20  ======== ========= ====== ===========\n\nRequest Parameters\n------------------\n\n\
         .. table:: **Table 2** Request body parameters\n\n\
         \x20  ======== ========= ====== ===========\n   Name     Mandatory Type   Description\n\
         \x20  ======== ========= ====== ===========\n   {does:<8} Yes       Object How.\n\
         \x20  ======== ========= ====== ===========\n\nStatus Codes\n------------\n\n204\n"
    )
}

#[test]
fn pages_of_one_path_that_does_several_things_become_operations_told_apart() {
    let scratch = Scratch::new();
    for does in ["wake", "sleep", "dance"] {
        scratch.write(&format!("pages/otc/robots/{does}.rst"), action(does));
        draft(&scratch, &format!("pages/otc/robots/{does}.rst"), &["--stem", &format!("{does}_robot")]);
    }
    let outcome = scratch.run(&["generate", "--service", "robots"]);
    assert_eq!(outcome.exit, Some(Exit::Findings as i32), "{}{}", outcome.stdout, outcome.stderr);
    assert_eq!(open_rules(&scratch, "robots"), BTreeSet::from(["unwritten".to_owned()]));
    let bundle = scratch.read("specs/robots/openapi.yaml");
    for key in ["/v1/{robot_id}/action:", "/v1/{robot_id}/action#sleep:", "/v1/{robot_id}/action#dance:"] {
        assert!(bundle.contains(&format!("\n  {key}\n")), "{key}: {bundle}");
    }
    let outcome = scratch.run(&["docs", "lock", "--pages", "pages", "--check"]);
    assert_eq!(outcome.exit, Some(Exit::Ok as i32), "{}{}", outcome.stdout, outcome.stderr);
    let again = ["new", "operation", "--page", "pages/otc/robots/sleep.rst", "--stem", "doze_robot"];
    let told = scratch.refused(&again, Exit::BadInput);
    assert!(told.contains("already: it is the operation `sleep_robot`"), "{told}");
}

#[test]
fn a_page_of_another_edition_is_a_new_operation_only_for_whoever_says_so() {
    let scratch = Scratch::new();
    scratch.write("pages/otc/robots/wake.rst", action("wake"));
    scratch.write("pages/hwc/robots/sleep.rst", action("sleep"));
    draft(&scratch, "pages/otc/robots/wake.rst", &["--stem", "wake_robot"]);
    let other = ["new", "operation", "--page", "pages/hwc/robots/sleep.rst", "--service", "robots"];
    let told = scratch.refused(&[&other[..], &["--stem", "sleep_robot"]].concat(), Exit::BadInput);
    assert!(told.contains("name its page in service.toml") && told.contains("say `--apart WORD`"), "{told}");
    let more = ["--stem", "sleep_robot", "--service", "robots", "--apart", "rest"];
    draft(&scratch, "pages/hwc/robots/sleep.rst", &more);
    assert!(scratch.read("specs/robots/sleep_robot.yaml").contains("/v1/{robot_id}/action#rest:"));
}

#[test]
fn a_variable_that_is_twice_in_a_path_is_drafted_under_two_names() {
    let scratch = Scratch::new();
    scratch.write("pages/otc/hatches/copy.rst", TWICE);
    draft(&scratch, "pages/otc/hatches/copy.rst", &["--stem", "copy_hatch"]);
    assert!(scratch.read("specs/hatches/copy_hatch.yaml").contains("/v1/{hatch_id}/to/{hatch_id_2}:"));
    assert_eq!(open_rules(&scratch, "hatches"), BTreeSet::from(["unwritten".to_owned()]));
}

#[test]
fn a_page_without_an_operation_is_refused_with_what_to_do() {
    let scratch = Scratch::new();
    scratch.write("pages/otc/hatches/index.rst", "Hatches\n=======\n\nAll about hatches.\n");
    let told = scratch.refused(&["new", "operation", "--page", "pages/otc/hatches/index.rst"], Exit::BadInput);
    assert!(
        told.contains("the page documents no operation") && told.contains("an endpoint page has a section `URI`"),
        "{told}"
    );
    let told = scratch.refused(&["new", "operation", "--page", "pages/otc/hatches/gone.rst"], Exit::Io);
    assert!(told.contains("check the path"), "{told}");
    let told = scratch.refused(&["new", "operation", "--page", "pages/otc/hatches"], Exit::Io);
    assert!(told.contains("a file is wanted here, not a folder"), "{told}");
}

#[test]
fn a_page_that_could_not_be_locked_is_not_drafted() {
    let scratch = Scratch::new();
    scratch
        .write("pages/otc/hatches/ragged.rst", TWICE.replace("/to/{hatch_id}", "").replace("Yes       S", "Yes     S"));
    let told = scratch.refused(&["new", "operation", "--page", "pages/otc/hatches/ragged.rst"], Exit::BadInput);
    assert!(told.contains("error[ragged-table]") && told.contains("pages/otc/hatches/ragged.rst:14:"), "{told}");
    let outcome = scratch.harmless(&["new", "survey", "pages/otc/hatches", "--format", "json"], Exit::Ok);
    let counts: Value = serde_json::from_str(&outcome.stdout).expect("JSON");
    assert_eq!((&counts["operations"], &counts["went_through"]), (&1.into(), &0.into()));
    assert_eq!(counts["reasons"]["error ragged-table"][0]["operation"], "POST /v1/{hatch_id}");
}

#[test]
fn a_draft_stands_beside_the_other_edition_of_its_page() {
    let scratch = Scratch::new();
    let page = scratch.read("pages/otc/lamps/dim_lamps.rst").replace("/dim", "/shade");
    scratch.write("pages/otc/lamps/shade_lamps.rst", page);
    let manifest = scratch.read("specs/lamps/service.toml");
    let other = "[pages.shade_lamps] # Two of them.\nhwc = \"hwc/lamps/shade.html\"\n";
    scratch.write("specs/lamps/service.toml", format!("{manifest}\n{other}\n[answers]\n"));
    draft(&scratch, "pages/otc/lamps/shade_lamps.rst", &["--stem", "shade_lamps"]);
    let both = other.replace("hwc =", "otc = \"otc/lamps/shade_lamps.rst\"\nhwc =");
    assert_eq!(scratch.read("specs/lamps/service.toml"), format!("{manifest}\n{both}\n[answers]\n"));
}

/// A path that no spec can have as it is: one variable in two places.
const TWICE: &str = "\
Copying a Hatch
===============

URI
---

POST /v1/{hatch_id}/to/{hatch_id}

.. table:: **Table 1** Path Parameters

   ======== ========= ====== ===========
   Name     Mandatory Type   Description
   ======== ========= ====== ===========
   hatch_id Yes       String The hatch.
   ======== ========= ====== ===========
";

#[test]
fn a_survey_tells_how_many_drafts_go_through_and_why_others_do_not() {
    let scratch = with_pages();
    scratch.write("pages/otc/hatches/both.rst", TWO);
    scratch.write("pages/otc/hatches/ragged.rst", TWICE.replace("Yes       S", "Yes     S"));
    let operations = specimen().len() + 3;
    let outcome = scratch.harmless(&["new", "survey", "pages/otc/beacon", "pages/otc/hatches"], Exit::Ok);
    let sum = outcome.stdout.lines().find(|line| line.starts_with("all ")).unwrap_or_default();
    let share = format!("{:.1}", 100.0 * (operations - 1) as f64 / operations as f64);
    let sum: Vec<&str> = sum.split_whitespace().take(4).collect();
    assert_eq!(sum, ["all", &operations.to_string(), &(operations - 1).to_string(), &share]);
    let outcome =
        scratch.harmless(&["new", "survey", "pages/otc/beacon", "pages/otc/hatches", "--format", "json"], Exit::Ok);
    let counts: Value = serde_json::from_str(&outcome.stdout).expect("JSON");
    assert_eq!((&counts["operations"], &counts["went_through"]), (&operations.into(), &(operations - 1).into()));
    assert_eq!(counts["reasons"]["error ragged-table"][0]["operation"], "POST /v1/{hatch_id}/to/{hatch_id}");
}

#[test]
fn a_survey_writes_the_clients_of_all_drafts_that_went_through() {
    let scratch = with_pages();
    // Of two pages about one operation the second is told apart by a word.
    scratch.write("pages/otc/beacon/ring_again.rst", scratch.read("pages/otc/beacon/ring_bell.rst"));
    let operations = specimen().len() + 1;
    let survey = ["new", "survey", "pages/otc/beacon", "--crates", "out"];
    let outcome = scratch.run(&survey);
    assert_eq!(outcome.exit, Some(Exit::Ok as i32), "{}{}", outcome.stdout, outcome.stderr);
    let sum =
        format!("{operations} of {operations} operations stand in 1 crate in out: `cargo check` there compiles it");
    assert!(outcome.stdout.contains(&sum), "{}", outcome.stdout);
    for path in ["Cargo.toml", "beacon/Cargo.toml", "beacon/src/generated/mod.rs", "beacon/src/lib.rs"] {
        assert!(scratch.path(&format!("out/{path}")).is_file(), "{path}");
    }
    let outcome = scratch.run(&[&survey[..], &["--format", "json"]].concat());
    let counts: Value = serde_json::from_str(&outcome.stdout).expect("JSON");
    assert_eq!(counts["crates"].as_array().and_then(|told| told.last()), Some(&sum.into()));
}

#[test]
fn a_survey_needs_no_folder_that_tells_of_the_edition() {
    let scratch = Scratch::new();
    scratch.write("far/hatches/both.rst", TWO);
    let outcome = scratch.harmless(&["new", "survey", "far", "--format", "json"], Exit::Ok);
    let counts: Value = serde_json::from_str(&outcome.stdout).expect("JSON");
    assert_eq!((&counts["operations"], &counts["went_through"]), (&2.into(), &2.into()), "{counts}");
}
