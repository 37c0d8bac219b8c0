//! Spoilt pages: shown as far as they can be read, and never locked.

use insta::assert_snapshot;
use xtask::Exit;

use crate::scratch::Scratch;

const LAMPS: &str = "pages/otc/lamps/dim_lamps.rst";
const LOCK: &[&str] = &["docs", "lock", "--pages", "pages"];

/// What `docs read` and `docs lock` say of a spoilt page.
fn told(house: &Scratch) -> String {
    let read = house.harmless(&["docs", "read", LAMPS], Exit::BadInput);
    assert!(read.stdout.len() < 10_000, "{} bytes", read.stdout.len());
    let locked = house.refused(LOCK, Exit::BadInput);
    assert_eq!(locked.replace("; nothing was written", ""), read.stderr);
    assert_ne!(locked, read.stderr, "only who was to write says that nothing was written");
    read.stderr
}

fn edited(from: &str, to: &str) -> String {
    let house = Scratch::new();
    house.edit(LAMPS, from, to);
    told(&house)
}

#[test]
fn a_page_without_a_uri_is_told() {
    assert_snapshot!(edited("POST /v1/{house_id}/lamps/dim\n", ""), @"
    error[page-without-uri]: the page documents no operation
    --> pages/otc/lamps/dim_lamps.rst
     = help: an endpoint page has a section `URI` with a line such as `POST /v2/{project_id}/tasks`; if this is one, its URI is written in a way that the reader does not know

    1 error
    ");
}

#[test]
fn a_ragged_grid_is_told_where_it_leaves_its_columns() {
    assert_snapshot!(edited("| level     | Yes       | Integer |", "| level     | Yes     | Integer |"), @"
    error[ragged-table]: the cells of this line do not stand under the 4 columns of the table
      --> pages/otc/lamps/dim_lamps.rst:36:28
       |
    36 |    | level     | Yes     | Integer | How bright.                               |
       |                            ^^^^^^^
       |
       = help: line the `|` and `+` up with the first line of the table

    1 error
    ");
}

#[test]
fn a_ragged_simple_table_is_told_where_it_leaves_its_columns() {
    assert_snapshot!(edited("count     Integer How many lamps.", "count    Integer How many lamps."), @"
    error[ragged-table]: the cells of this line do not stand under the 3 columns of the table
      --> pages/otc/lamps/dim_lamps.rst:49:13
       |
    49 |    count    Integer How many lamps.
       |             ^^^^^^^
       |
       = help: line the cells up with the runs of `=`

    1 error
    ");
}

#[test]
fn a_page_that_ends_within_a_table_is_told() {
    let house = Scratch::new();
    house.cut(LAMPS, "or **fast**");
    assert_snapshot!(told(&house), @"
    error[truncated-table]: the table ends without its last border
      --> pages/otc/lamps/dim_lamps.rst:34:4
       |
    34 |    | mode      | Yes       | String  | The value can be **slow** 
       |    ^
       |
       = help: the page seems cut off here: fetch it again

    1 error
    ");
}

#[test]
fn invalid_utf_8_is_told_where_it_stands() {
    let house = Scratch::new();
    let text = house.read(LAMPS);
    let at = text.find("How bright").expect("it is there");
    let mut bytes = text.into_bytes();
    bytes[at] = 0xff;
    house.write(LAMPS, bytes);
    assert_snapshot!(told(&house), @"
    error[invalid-utf8]: these bytes are no UTF-8
      --> pages/otc/lamps/dim_lamps.rst:36:40
       |
    36 |    | level     | Yes       | Integer | �ow bright.                               |
       |                                        ^^^
       |
       = help: save the page as UTF-8; what was unreadable reads as `�` here

    1 error
    ");
}

#[test]
fn an_empty_page_is_told() {
    let house = Scratch::new();
    house.write(LAMPS, "");
    assert_snapshot!(told(&house), @"
    error[empty-page]: the page is empty
    --> pages/otc/lamps/dim_lamps.rst
     = help: fetch it again

    1 error
    ");
}

#[test]
fn a_binary_file_is_told() {
    let house = Scratch::new();
    let bytes: Vec<u8> = (0..60_000_u32).map(|number| (number.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    house.write(LAMPS, bytes);
    assert_snapshot!(told(&house), @"
    error[not-text]: the page is no text: it holds zero bytes
    --> pages/otc/lamps/dim_lamps.rst
     = help: fetch it again, as text in UTF-8

    1 error
    ");
}

#[test]
fn a_megabyte_in_one_cell_is_read_like_any_other() {
    let house = Scratch::new();
    house.edit(LAMPS, "How many lamps.", &"How many lamps. ".repeat(1 << 16));
    let outcome = house.harmless(&["docs", "read", LAMPS], Exit::Ok);
    assert_eq!(outcome.stderr, "");
    assert!(outcome.stdout.len() < 2_000, "{} bytes", outcome.stdout.len());
}

#[test]
fn a_megabyte_in_a_ragged_cell_does_not_bury_the_message() {
    let huge = "x".repeat(1 << 20);
    assert_snapshot!(edited("count     Integer", &format!("{huge} Integer")), @"
    error[ragged-table]: the cells of this line do not stand under the 3 columns of the table
    --> pages/otc/lamps/dim_lamps.rst:49:4
     = help: line the cells up with the runs of `=`

    1 error
    ");
}

#[test]
fn a_megabyte_in_place_of_a_type_does_not_bury_the_message() {
    let house = Scratch::new();
    house.edit(LAMPS, "error_code String A code.", &format!("error_code {0} A code.", "x".repeat(1 << 20)));
    let outcome = house.run(&["docs", "read", LAMPS]);
    assert!(outcome.stdout.len() + outcome.stderr.len() < 5_000);
}

#[test]
fn a_missing_page_and_a_folder_are_told_beside_the_page_that_is_there() {
    let house = Scratch::new();
    let outcome =
        house.harmless(&["docs", "read", "pages/otc/gone.rst", "pages/otc", "pages/otc/doors/open_door.rst"], Exit::Io);
    assert!(outcome.stdout.contains("POST /v1/doors/{door_id}/open"), "{}", outcome.stdout);
    assert_snapshot!(outcome.stderr, @"
    error[io]: `pages/otc/gone.rst` cannot be read: No such file or directory (os error 2)
    --> pages/otc/gone.rst
     = help: check the path

    error[io]: `pages/otc` cannot be read: Is a directory (os error 21)
    --> pages/otc
     = help: a file is wanted here, not a folder

    2 errors
    ");
}

#[test]
fn problems_are_part_of_the_json_as_well() {
    let house = Scratch::new();
    house.edit(LAMPS, "POST /v1/{house_id}/lamps/dim\n", "");
    let outcome = house.harmless(&["docs", "read", "--format", "json", LAMPS], Exit::BadInput);
    let json: serde_json::Value = serde_json::from_str(&outcome.stdout).expect("JSON");
    assert_eq!(json["problems"][0]["code"], "page-without-uri");
}

#[test]
fn pages_that_are_not_where_service_toml_says_are_told_at_once() {
    let house = Scratch::new();
    house.remove("pages/otc/lamps/dim_lamps.rst");
    house.replace_by_folder("pages/otc/doors/open_door.rst");
    assert_snapshot!(house.refused(LOCK, Exit::Io), @r#"
    error[io]: `pages/otc/doors/open_door.rst` cannot be read: Is a directory (os error 21)
    --> pages/otc/doors/open_door.rst
     = help: a file is wanted here, not a folder

    error[page-missing]: `otc/lamps/dim_lamps.rst`, the otc page of `dim_lamps`, is not below the pages folder
      --> specs/lamps/service.toml:13:1
       |
    13 | otc = "otc/lamps/dim_lamps.rst"
       | ^^^
       |
       = help: correct the path here, or the folder given with `--pages`

    2 errors; nothing was written
    "#);
}

#[test]
fn a_pages_folder_that_is_not_there_is_told_once() {
    assert_snapshot!(Scratch::new().refused(&["docs", "lock", "--pages", "elsewhere"], Exit::Io), @"
    error[io]: `elsewhere` cannot be listed: No such file or directory (os error 2)
    --> elsewhere
     = help: name the folder that holds the pages with `--pages`

    1 error; nothing was written
    ");
}

#[test]
fn two_operations_on_one_page_neither_of_which_is_meant_are_told() {
    let house = Scratch::new();
    house.edit(
        LAMPS,
        "POST /v1/{house_id}/lamps/dim\n",
        "POST /v1/{house_id}/lamps/on\n\nPOST /v1/{house_id}/lamps/off\n",
    );
    assert_snapshot!(house.refused(LOCK, Exit::BadInput), @r#"
    error[page-operation]: `otc/lamps/dim_lamps.rst` documents no operation that could be `dim_lamps`
      --> specs/lamps/service.toml:13:1
       |
    13 | otc = "otc/lamps/dim_lamps.rst"
       | ^^^
       |
       = help: name the page of this operation here

    1 error; nothing was written
    "#);
}

#[test]
fn facts_that_are_not_those_of_the_pages_are_stale_missing_or_orphaned() {
    let house = Scratch::new();
    house.edit("specs/lamps/documented/dim_lamps.otc.yaml", "line: 36\n", "line: 37\n");
    house.remove("specs/doors/documented/open_door.otc.yaml");
    house.write("specs/doors/documented/close_door.otc.yaml", "");
    let outcome = house.harmless(&["docs", "lock", "--pages", "pages", "--check"], Exit::Stale);
    assert_snapshot!(outcome.stdout, @r#"
    missing: specs/doors/documented/open_door.otc.yaml
    --- specs/doors/documented/open_door.otc.yaml (on disk)
    +++ specs/doors/documented/open_door.otc.yaml (as generated)
    @@ -0,0 +1,39 @@
    +# The facts of one page of the vendor's: names, types, values, lines; none of its sentences.
    +# Generated by `cargo xtask docs lock`. Do not edit: change the reader, or fetch the page, and lock again.
    +operation: open_door
    +edition: otc
    +page: otc/doors/open_door.rst
    +sha256: "caeb1e45cb9ee9006d660d193fd824ef68093a264f09712db930169aa7a22d7f"
    +
    +elements:
    +  - address: operation
    +    line: 7
    +    method: POST
    +    path: /v1/doors/{door_id}/open
    +  - address: path door_id
    +    line: 14
    +    presence: required
    +    type: string
    +  - address: header X-Auth-Token
    +    line: 25
    +    presence: required
    +    type: string
    +  - address: "204"
    +    line: 39
    +
    +examples: []
    +
    +defects: []
    +
    +tables:
    +  - {table: 1, rows: [12, 14]}
    +  - {table: 2, rows: [23, 25]}
    +  - {table: 3, rows: [37, 39]}
    +
    +rows:
    +  - {table: 1, line: 12, header: Parameter}
    +  - {table: 1, line: 14, told: [path door_id]}
    +  - {table: 2, line: 23, header: Parameter}
    +  - {table: 2, line: 25, told: [header X-Auth-Token]}
    … 2 more lines

    stale: specs/lamps/documented/dim_lamps.otc.yaml
    --- specs/lamps/documented/dim_lamps.otc.yaml (on disk)
    +++ specs/lamps/documented/dim_lamps.otc.yaml (as generated)
    @@ -33,5 +33,5 @@
         values: {is: [slow, fast], line: 34, basis: prose}
       - address: request level
    -    line: 37
    +    line: 36
         presence: required
         type: integer

    orphaned: specs/doors/documented/close_door.otc.yaml, which nothing makes

    3 facts files are not as they should be; run `cargo xtask docs lock --pages DIR`
    "#);
}
