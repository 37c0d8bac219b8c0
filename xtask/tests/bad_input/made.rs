//! Files that are made: what `--check` says of them, and what can keep them from being written.

use insta::assert_snapshot;
use xtask::Exit;

use crate::scratch::Scratch;

const TYPES: &str = "crates/huaweicloud-lamps/src/generated/types/dim_lamps.rs";

#[test]
fn nothing_is_written_a_second_time() {
    Scratch::new().harmless(&["generate"], Exit::Ok);
    Scratch::new().harmless(&["generate", "--check"], Exit::Ok);
    Scratch::new().harmless(&["docs", "lock", "--pages", "pages"], Exit::Ok);
}

#[test]
fn check_shows_what_is_stale_missing_or_orphaned_and_writes_nothing() {
    let house = Scratch::new();
    house.edit("specs/doors/openapi.yaml", "Opens one door.", "Opens two doors.");
    house.remove("crates/huaweicloud-doors/src/generated/operations/open_door.rs");
    house.write("crates/huaweicloud-lamps/src/generated/types/notes.txt", "Remember the lamps.\n");
    house.write("crates/huaweicloud-lamps/src/generated/.hidden", "");
    let outcome = house.harmless(&["generate", "--check"], Exit::Stale);
    assert_eq!(outcome.stderr, "");
    assert_snapshot!(outcome.stdout, @"
    service  operation  rows  matched  excused  differing  unread  findings
    doors    open_door  6     6        0        0          0       0
    lamps    dim_lamps  12    11       1        0          0       0
    all                 18    17       1        0          0       0

    2 operations: 17 of 18 table rows matched, 1 excused, 0 differing, 0 unread; 0 open findings, 1 excused.
    missing: crates/huaweicloud-doors/src/generated/operations/open_door.rs
    stale: specs/doors/openapi.yaml
    --- specs/doors/openapi.yaml (on disk)
    +++ specs/doors/openapi.yaml (as generated)
    @@ -15,5 +15,5 @@
           operationId: OpenDoor
           summary: Open a door
    -      description: Opens two doors.
    +      description: Opens one door.
           parameters:
             - name: door_id

    orphaned: crates/huaweicloud-lamps/src/generated/.hidden, which nothing makes
    orphaned: crates/huaweicloud-lamps/src/generated/types/notes.txt, which nothing makes
    4 generated files are not as they should be; run `cargo xtask generate`
    ");
}

#[test]
fn generate_mends_what_check_found() {
    let house = Scratch::new();
    let sound: Vec<_> = house.files().into_iter().map(|(path, (_, bytes))| (path, bytes)).collect();
    house.edit("specs/doors/openapi.yaml", "Opens one door.", "Opens two doors.");
    house.remove("crates/huaweicloud-doors/src/generated/operations/open_door.rs");
    house.write("crates/huaweicloud-lamps/src/generated/deep/notes.txt", "Remember the lamps.\n");
    let outcome = house.run(&["generate"]);
    assert_eq!(outcome.exit, Some(Exit::Ok as i32));
    assert_snapshot!(outcome.stdout, @"
    service  operation  rows  matched  excused  differing  unread  findings
    doors    open_door  6     6        0        0          0       0
    lamps    dim_lamps  12    11       1        0          0       0
    all                 18    17       1        0          0       0

    2 operations: 17 of 18 table rows matched, 1 excused, 0 differing, 0 unread; 0 open findings, 1 excused.
    wrote crates/huaweicloud-doors/src/generated/operations/open_door.rs (new)
    wrote specs/doors/openapi.yaml
    removed crates/huaweicloud-lamps/src/generated/deep/notes.txt, which nothing makes
    ");
    let mended: Vec<_> = house.files().into_iter().map(|(path, (_, bytes))| (path, bytes)).collect();
    assert!(sound == mended);
    assert!(!house.path("crates/huaweicloud-lamps/src/generated/deep").exists(), "an empty folder is left");
}

#[test]
fn one_file_that_cannot_be_written_keeps_all_from_being_written() {
    let house = Scratch::new();
    house.remove("specs/doors/openapi.yaml");
    house.replace_by_folder(TYPES);
    house.remove("crates/huaweicloud-lamps/src/generated/operations");
    house.write("crates/huaweicloud-lamps/src/generated/operations", "no folder\n");
    assert_snapshot!(house.refused(&["generate"], Exit::Io), @"
    error[io]: `crates/huaweicloud-lamps/src/generated/operations/dim_lamps.rs` cannot be read: Not a directory (os error 20)
    --> crates/huaweicloud-lamps/src/generated/operations/dim_lamps.rs
     = help: a folder is wanted on the way there, not a file

    error[io]: `crates/huaweicloud-lamps/src/generated/operations/mod.rs` cannot be read: Not a directory (os error 20)
    --> crates/huaweicloud-lamps/src/generated/operations/mod.rs
     = help: a folder is wanted on the way there, not a file

    error[io]: `crates/huaweicloud-lamps/src/generated/types/dim_lamps.rs` cannot be read: Is a directory (os error 21)
    --> crates/huaweicloud-lamps/src/generated/types/dim_lamps.rs
     = help: a file is wanted here, not a folder

    3 errors; nothing was written
    ");
}

#[test]
fn generated_rust_that_is_no_text_is_told() {
    let house = Scratch::new();
    house.write(TYPES, b"fine\n\xff\n");
    assert_snapshot!(house.refused(&["verify"], Exit::BadInput), @"
    error[invalid-utf8]: this generated file is no text
    --> crates/huaweicloud-lamps/src/generated/types/dim_lamps.rs
     = help: run `cargo xtask generate`

    1 error; nothing was written
    ");
}

#[test]
fn generated_rust_that_was_edited_is_a_finding() {
    let house = Scratch::new();
    house.edit(TYPES, "pub level: i64", "pub level: i32");
    house.remove("crates/huaweicloud-doors/src/generated/operations/open_door.rs");
    let outcome = house.harmless(&["verify"], Exit::Findings);
    assert_eq!(outcome.stderr, "");
    assert_snapshot!(outcome.stdout, @"
    error[coverage]: `open_door` has no generated Rust
      --> doors open_door, operation
       | page otc  it exists  otc/doors/open_door.rst:7
       | spec      it exists  specs/doors/open_door.yaml:7:5
       = help: run `cargo xtask generate`

    error[type]: `request level` is integer in the spec, but int32 in the Rust
      --> lamps dim_lamps, request level
       | page otc  integer  otc/lamps/dim_lamps.rst:36
       | spec      integer  specs/lamps/dim_lamps.yaml:45:11
       | rust      int32    crates/huaweicloud-lamps/src/generated/types/dim_lamps.rs:13:16
       = help: run `cargo xtask generate`; if that does not mend it, the generator or the reader of Rust is wrong

    error[unread]: expected `level` to have the type that it has in the struct
      --> lamps
       | rust  unread-rust  crates/huaweicloud-lamps/src/generated/types/dim_lamps.rs:114:9
       = help: generated files are never edited: run `cargo xtask generate`

    service  operation  rows  matched  excused  differing  unread  findings
    doors    open_door  6     6        0        0          0       1
    lamps    dim_lamps  12    11       0        1          0       1
    all                 18    17       0        1          0       3

    2 operations: 17 of 18 table rows matched, 0 excused, 1 differing, 0 unread; 3 open findings, 1 excused.
    ");
}
