//! One invented operation in two renditions: same content in, same contract out.

use contract::{Basis, Contract, Edition, Fact, Place, Value};
use docparse::{Page, read};

const RST: &[u8] = include_bytes!("fixtures/pause_robots.rst");
const TEXT: &[u8] = include_bytes!("fixtures/pause_robots.txt");
const PADDED: &[u8] = include_bytes!("fixtures/pause_robots_padded.txt");
const BULLETS: &[u8] = include_bytes!("fixtures/list_robots.rst");

fn page(bytes: &[u8]) -> Page {
    let edition: Edition = "otc".parse().unwrap();
    read(bytes, "page", &edition)
}

fn contract(bytes: &[u8]) -> Contract {
    let mut page = page(bytes);
    assert_eq!(page.problems, []);
    assert_eq!(page.contracts.len(), 1);
    page.contracts.remove(0)
}

/// The contract with every place, and the words, taken away.
fn placeless(mut contract: Contract) -> Contract {
    let nowhere = Place::file("page");
    contract.source.sha256 = None;
    for element in &mut contract.elements {
        element.at = nowhere.clone();
        element.words = None;
        let facts: Vec<_> = element.facts.iter().map(|(aspect, fact)| (aspect, fact.clone())).collect();
        for (aspect, Fact { value, basis, .. }) in facts {
            element.facts.set(aspect, value, nowhere.clone(), basis);
        }
    }
    for example in &mut contract.examples {
        example.at = nowhere.clone();
        if let Some(line) = &mut example.line {
            line.at = nowhere.clone();
        }
    }
    contract.rows.iter_mut().for_each(|row| row.at = nowhere.clone());
    contract.defects.iter_mut().for_each(|defect| defect.at = nowhere.clone());
    contract
}

#[test]
fn a_generated_page_reads_as_a_small_table() {
    insta::assert_snapshot!(contract(RST), @r#"
    POST /v1/{site_id}/robots/pause
    callable in MOVING, LIFTING, IDLE_WAIT
    where    name                  presence  type                        line  rules
    path     site_id               required  string                      28    1 to 36 characters
    header   Content-Type          required  string                      39    application/json
    header   X-Auth-Token          required  string                      43    1 to 10240 characters
    header   X-Language            optional  string                      49    one of en-us, zh-cn; default en-us
    request                        -         object                      61
    request  robots                required  array<object(PauseRobot)>   64    1 to 50 items
    request  robots[].robot_id     required  string                      80    format uuid
    request  robots[].mode         required  string                      82    one of soft, hard_stop, hard_wait
    request  tags                  optional  map<string>                 68
    request  limit                 optional  integer                     70    default 10; 1 to 1000
    202                            -         object                      165
    202      results               -         array<object(PauseResult)>  95
    202      results[].id          -         string                      107
    202      results[].battery     -         double                      109
    202      results[].error_code  optional  string                      111
    202      count                 -         integer                     97
    400                            -         object                      166
    400      error_msg             -         string                      121
    400      error_code            -         string                      123
    400      detail                -         string                      125   may be null
    500                            -         -                           167
    "#);
}

#[test]
fn the_text_renditions_say_the_same_as_the_page_they_were_made_from() {
    let rst = placeless(contract(RST));
    for text in [TEXT, PADDED] {
        let text = placeless(contract(text));
        assert_eq!(text.elements, rst.elements);
        assert_eq!(text.examples, rst.examples);
        assert_eq!(text.rows, rst.rows);
        assert_eq!(text.defects, rst.defects);
    }
}

#[test]
fn a_page_written_in_list_items_reads_as_well() {
    insta::assert_snapshot!(contract(BULLETS), @r#"
    GET /v1/{site_id}/robots
    deprecated
    where  name                 presence  type           line  rules
    path   site_id              required  string         27
    query  kind                 optional  string         29    one of lifter, mover
    query  limit                optional  integer        32    default 20; 1 to 100
    200                         -         object         57
    200    robots               -         array<object>  60
    200    robots[].id          -         string         72
    200    robots[].owner       -         object         74
    200    robots[].owner.name  -         string         82
    200    total                -         int64          62
    "#);
}

#[test]
fn every_fact_names_the_line_it_stands_in_and_how_sure_it_is() {
    let contract = contract(RST);
    let text = String::from_utf8_lossy(RST);
    let lines: Vec<&str> = text.lines().collect();
    let language = contract.get(&"header X-Language".parse().unwrap()).unwrap();
    let shown: Vec<String> = language
        .facts
        .iter()
        .map(|(aspect, fact)| {
            let cells: Vec<&str> = lines[fact.at.line as usize - 1].split('|').map(str::trim).collect();
            format!("{aspect} {} {:?}: {}", fact.value, fact.basis, cells[cells.len() - 2])
        })
        .collect();
    insta::assert_snapshot!(shown.join("\n"), @r#"
    presence optional Column: Language of messages.
    type string Column: Language of messages.
    values en-us, zh-cn Label: -  **en-us**
    default en-us Label: Default value: **en-us**
    "#);
}

#[test]
fn each_row_of_each_table_is_in_the_ledger() {
    let rows = page(RST).rows;
    let shown: Vec<String> = rows.iter().map(|row| format!("{} {} {:?}", row.table, row.name, row.fate)).collect();
    insta::assert_snapshot!(shown.join("\n"), @r#"
    1 Parameter Header
    1 site_id Told([Parameter(Path, "site_id")])
    2 Parameter Header
    2 Content-Type Told([Parameter(Header, "Content-Type")])
    2 X-Auth-Token Told([Parameter(Header, "X-Auth-Token")])
    2 X-Language Told([Parameter(Header, "X-Language")])
    3 Parameter Header
    3 robots Told([Request(FieldPath([Field("robots")]))])
    3 tags Told([Request(FieldPath([Field("tags")]))])
    3 limit Told([Request(FieldPath([Field("limit")]))])
    4 Parameter Header
    4 robot_id Told([Request(FieldPath([Field("robots"), Item, Field("robot_id")]))])
    4 mode Told([Request(FieldPath([Field("robots"), Item, Field("mode")]))])
    5 Parameter Header
    5 results Told([Response(Code(202), FieldPath([Field("results")]))])
    5 count Told([Response(Code(202), FieldPath([Field("count")]))])
    6 Parameter Header
    6 id Told([Response(Code(202), FieldPath([Field("results"), Item, Field("id")]))])
    6 battery Told([Response(Code(202), FieldPath([Field("results"), Item, Field("battery")]))])
    6 error_code Told([Response(Code(202), FieldPath([Field("results"), Item, Field("error_code")]))])
    7 Parameter Header
    7 error_msg Told([Response(Code(400), FieldPath([Field("error_msg")]))])
    7 error_code Told([Response(Code(400), FieldPath([Field("error_code")]))])
    7 detail Told([Response(Code(400), FieldPath([Field("detail")]))])
    8 Status Code Header
    8 202 Told([Response(Code(202), FieldPath([]))])
    8 400 Told([Response(Code(400), FieldPath([]))])
    8 500 Told([Response(Code(500), FieldPath([]))])
    "#);
}

#[test]
fn the_page_shows_its_own_contradictions() {
    let told = |bytes| {
        let told = contract(bytes).defects;
        told.iter().map(|d| format!("{} {}: {}", d.class, d.address, d.message)).collect::<Vec<_>>().join("\n")
    };
    insta::assert_snapshot!(told(RST), @r#"
    always-null 400 detail: `detail` has a type, but the page says that it is always `null`
    example-misfit request robots[].robot_id: `not-a-uuid` is no UUID
    example-url operation: the example URL lacks `/pause` of the URI
    status-without-body 500: status 500 is listed, but no table describes its body
    "#);
    insta::assert_snapshot!(told(BULLETS), @r"example-unparsable 200: the example is no JSON: trailing comma");
}

#[test]
fn words_stay_with_their_element() {
    let contract = contract(RST);
    let id = contract.get(&"202 results[].id".parse().unwrap()).unwrap();
    assert_eq!(id.words.as_deref(), Some("Which robot."));
}

#[test]
fn a_default_of_content_type_is_the_media_type() {
    let contract = contract(RST);
    let header = contract.get(&"header content-type".parse().unwrap()).unwrap();
    let media = header.facts.get(contract::Aspect::MediaType).unwrap();
    assert_eq!((&media.value, media.basis), (&Value::Text("application/json".into()), Basis::Prose));
    assert_eq!(header.facts.get(contract::Aspect::Default), None);
}
