//! A workspace with several roots: everything goes over all of them, and what is no root is told.

use insta::assert_snapshot;
use xtask::Exit;

use crate::scratch::Scratch;

/// The house, whose doors lie below a root of their own, with their pages.
fn with_an_annexe() -> Scratch {
    let house = Scratch::new();
    for path in house.files().into_keys().filter(|path| path.contains("doors")) {
        house.write(&format!("annexe/{path}"), house.read(&path));
        house.remove(&path);
    }
    house.remove("specs/doors");
    house.remove("crates/huaweicloud-doors");
    house.write("Cargo.toml", "[workspace.metadata.truespec]\nroots = [\".\", \"annexe\"]\n");
    house.run(&["generate"]);
    house
}

#[test]
fn every_command_goes_over_all_roots() {
    let house = with_an_annexe();
    for args in [
        &["generate", "--check"][..],
        &["verify"],
        &["docs", "lock", "--check", "--pages", "pages"],
        &["verify", "--service", "doors"],
    ] {
        house.harmless(args, Exit::Ok);
    }
    house.edit("annexe/specs/doors/open_door.yaml", "Opens one door.", "Opens two doors.");
    let outcome = house.harmless(&["generate", "--check"], Exit::Stale);
    assert!(outcome.stdout.contains("stale: annexe/specs/doors/openapi.yaml\n"), "{}", outcome.stdout);
}

#[test]
fn a_root_with_pages_of_its_own_is_locked_by_them() {
    let house = with_an_annexe();
    house.remove("pages");
    let outcome = house.harmless(&["docs", "lock", "--check"], Exit::Ok);
    assert_snapshot!(outcome.stdout, @"1 facts files are up to date.");
    house.remove("annexe/pages/otc/doors/open_door.rst");
    assert_snapshot!(house.refused(&["docs", "lock"], Exit::BadInput), @r#"
    error[page-missing]: `otc/doors/open_door.rst`, the otc page of `open_door`, is not below the pages folder
      --> annexe/specs/doors/service.toml:10:1
       |
    10 | otc = "otc/doors/open_door.rst"
       | ^^^
       |
       = help: correct the path here, or the folder given with `--pages`

    1 error; nothing was written
    "#);
}

#[test]
fn pages_that_are_nowhere_have_to_be_named() {
    let house = Scratch::new();
    house.remove("pages");
    assert_snapshot!(house.refused(&["docs", "lock"], Exit::Usage), @"
    error[no-pages]: no root of this workspace has pages of its own
    --> pages
     = help: name the folder that holds the pages with `--pages DIR`

    1 error; nothing was written
    ");
}

#[test]
fn what_is_no_root_is_told() {
    let house = Scratch::new();
    house.write("Cargo.toml", "[workspace.metadata.truespec]\nroots = [\".\", \"anexe\", \"../elsewhere\", 7]\n");
    assert_snapshot!(house.refused(&["verify"], Exit::BadInput), @r#"
    error[roots]: the text `anexe` is no folder of this workspace that holds `specs/`
     --> Cargo.toml:2:15
      |
    2 | roots = [".", "anexe", "../elsewhere", 7]
      |               ^^^^^^^
      |
      = help: name a folder below this file, or remove it here

    error[roots]: the text `../elsewhere` is no folder of this workspace that holds `specs/`
     --> Cargo.toml:2:24
      |
    2 | roots = [".", "anexe", "../elsewhere", 7]
      |                        ^^^^^^^^^^^^^^
      |
      = help: name a folder below this file, or remove it here

    error[roots]: the number `7` is no folder of this workspace that holds `specs/`
     --> Cargo.toml:2:40
      |
    2 | roots = [".", "anexe", "../elsewhere", 7]
      |                                        ^
      |
      = help: name a folder below this file, or remove it here

    3 errors; nothing was written
    "#);
    house.write("Cargo.toml", "[workspace.metadata.truespec]\nroots = \".\"\n");
    assert_snapshot!(house.refused(&["verify"], Exit::BadInput), @r#"
    error[roots]: expected a list, but found the text `.`
     --> Cargo.toml:2:9
      |
    2 | roots = "."
      |         ^^^
      |
      = help: write `roots = ["."]`

    1 error; nothing was written
    "#);
}

#[test]
fn a_service_of_two_roots_is_told() {
    let house = with_an_annexe();
    house.write("annexe/specs/lamps/service.toml", house.read("specs/lamps/service.toml"));
    assert_snapshot!(house.refused(&["verify"], Exit::BadInput), @"
    error[duplicate-service]: there are two services `lamps`
    --> annexe/specs/lamps
     = note: specs/lamps: the other one
     = help: rename one of the folders: `--service` names a service alone

    1 error; nothing was written
    ");
}

#[test]
fn the_bodies_and_requests_of_all_services_are_listed_for_the_tests() {
    let house = with_an_annexe();
    house.write("tests/src/lib.rs", "");
    house.run(&["generate", "--service", "lamps"]);
    assert!(!house.path("tests/src/generated").exists(), "a list of some would be a stale list of all");
    let missing = house.harmless(&["generate", "--check"], Exit::Stale).stdout;
    assert!(missing.contains("missing: tests/src/generated/bodies.rs\n"), "{missing}");
    house.run(&["generate"]);
    assert_snapshot!(house.read("tests/src/generated/bodies.rs"), @r#"
    // @generated by `cargo xtask generate` from all specs. Do not edit: change a spec, or xtask.

    /// Hands every body to a macro: its service, its operation, `request` or its status, and its type.
    macro_rules! bodies {
        ($visit:ident) => {
            $visit! {
                "lamps", "dim_lamps", "request", huaweicloud_lamps::types::DimLampsRequest;
                "lamps", "dim_lamps", "200", huaweicloud_lamps::types::DimLampsResponse;
                "lamps", "dim_lamps", "400", huaweicloud_lamps::types::Failure;
            }
        };
    }
    "#);
    assert_snapshot!(house.read("tests/src/generated/requests.rs"), @r#"
    // @generated by `cargo xtask generate` from all specs. Do not edit: change a spec, or xtask.

    /// Hands every request to a macro: its service, operation, client and method; each argument's address, setter, type.
    macro_rules! requests {
        ($visit:ident) => {
            $visit! {
                "lamps", "dim_lamps", huaweicloud_lamps::Client, dim_lamps, [
                    "path house_id" house_id String,
                    "request" body huaweicloud_lamps::types::DimLampsRequest,
                ];
                "doors", "open_door", huaweicloud_doors::Client, open_door, [
                    "path door_id" door_id String,
                ];
            }
        };
    }
    "#);
    house.harmless(&["generate", "--check"], Exit::Ok);
    house.edit("tests/src/generated/requests.rs", "door_id String", "door_id i64");
    let stale = house.harmless(&["generate", "--check"], Exit::Stale).stdout;
    assert!(stale.contains("stale: tests/src/generated/requests.rs\n"), "{stale}");
}
