//! Invented operations in every rendition: same content in, same contract out.

use contract::{Address, Aspect, Basis, Contract, Edition, Fact, Place, Value};
use docparse::{Page, read};

const RST: &[u8] = include_bytes!("fixtures/pause_robots.rst");
const TEXT: &[u8] = include_bytes!("fixtures/pause_robots.txt");
const PADDED: &[u8] = include_bytes!("fixtures/pause_robots_padded.txt");
/// The same page in every rendition, and in two languages.
macro_rules! renditions {
    ($name:literal) => {
        Renditions {
            rst: include_bytes!(concat!("fixtures/", $name, ".rst")),
            text: include_bytes!(concat!("fixtures/", $name, ".txt")),
            html: include_bytes!(concat!("fixtures/", $name, ".html")),
            markdown: include_bytes!(concat!("fixtures/", $name, ".md")),
            chinese_html: include_bytes!(concat!("fixtures/", $name, ".zh.html")),
            chinese_markdown: include_bytes!(concat!("fixtures/", $name, ".zh.md")),
            compact: include_bytes!(concat!("fixtures/", $name, ".pipe.md")),
            chinese_compact: include_bytes!(concat!("fixtures/", $name, ".zh.pipe.md")),
        }
    };
}

struct Renditions {
    rst: &'static [u8],
    text: &'static [u8],
    html: &'static [u8],
    markdown: &'static [u8],
    chinese_html: &'static [u8],
    chinese_markdown: &'static [u8],
    /// Markdown whose tables are all pipes: what a cell says is run together, and references are lost.
    compact: &'static [u8],
    chinese_compact: &'static [u8],
}

/// A page as the vendor's generator writes it, one written by hand, and one all in list items.
const PAGES: [Renditions; 3] = [renditions!("switch_lamps"), renditions!("list_doors"), renditions!("move_lift")];

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
    contract.defects.iter_mut().for_each(|defect| {
        defect.at = nowhere.clone();
        defect.evidence.iter_mut().for_each(|evidence| evidence.at = nowhere.clone());
    });
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
    for (rst, text) in [(RST, TEXT), (RST, PADDED), (BULLETS, include_bytes!("fixtures/list_robots.txt"))] {
        let (mut rst, text) = (placeless(contract(rst)), placeless(contract(text)));
        // A list of bold words has lost in text what tells that they are values.
        let kind = Address::Parameter(contract::ParameterIn::Query, "kind".into());
        if let Some(kind) = rst.get_mut(&kind) {
            kind.facts.remove(Aspect::Values);
        }
        assert_eq!(text.elements, rst.elements);
        assert_eq!(text.examples, rst.examples);
        assert_eq!(text.rows, rst.rows);
        assert_eq!(text.defects, rst.defects);
    }
}

#[test]
fn text_whose_rows_have_no_mark_of_their_own_says_the_same() {
    for page in PAGES {
        let text = String::from_utf8_lossy(page.text);
        // Without the pipe that begins a row, only the number of cells tells where it ends.
        let lines = text.lines().filter(|line| line.trim() != "|");
        let bare: String = lines.map(|line| line.strip_prefix('|').unwrap_or(line).to_owned() + "\n").collect();
        let (bare, marked) = (contract(bare.as_bytes()), contract(page.text));
        assert_eq!(placeless(bare), placeless(marked));
    }
}

#[test]
fn a_cell_of_text_may_be_empty_or_have_lost_its_link() {
    let text = "Lamps\nURI\nPUT /v1/lamps\nRequest Parameters\nName |\nMandatory |\nType |\nDescription |\n---|---|---|---|\n\
                lamp |\nNo |\n|\n|\nplan |\nNo |\nDefinition: When to switch. |\n|\nhour |\nYes |\nInteger |\n\
                Which hour.\nAt night.\n|\nResponse Parameters\nNone\n";
    insta::assert_snapshot!(contract(text.as_bytes()), @r#"
    PUT /v1/lamps
    where    name  presence  type     line  rules
    request        -         object   5
    request  lamp  optional  -        10
    request  plan  optional  -        14
    request  hour  required  integer  18
    "#);
}

#[test]
fn a_table_of_text_in_a_section_about_something_else_is_set_aside() {
    let text = "Lamps\nURI\nGET /v1/lamps\nAuthorization Information\n|\nAction |\nLevel |\n|---|---|\n|\nlamps:get |\n\
                Read |\nRequest Parameters\nNone\n";
    let fates: Vec<_> = contract(text.as_bytes()).rows.into_iter().map(|row| row.fate).collect();
    assert_eq!(fates, [contract::Fate::Header, contract::Fate::Aside("permissions".into())]);
}

#[test]
fn a_table_may_hold_the_method_and_the_uri() {
    let page = "# 开灯<a name=\"lamps_0001\"></a>\n\n## URI\n\nHTTP请求方法以及URI如下表所示。\n\n**表 1**  请求方法以及URI\n\n\
                <table><thead><tr><th>请求方法</th><th>URI</th></tr></thead>\n<tbody><tr><td>PUT</td>\n\
                <td><span>/v1/{street_id}</span>/lamps[?limit, offset ,color]</td></tr></tbody></table>\n\n\
                **表 2**  参数说明\n\n|名称|是否必选|类型|说明|\n|--|--|--|--|\n|street_id|是|String|街道ID|\n\n\
                ## 请求消息\n\n**表 3**  参数说明\n\n|参数|是否必选|类型|说明|\n|--|--|--|--|\n\
                |color|是|String|颜色枚举值：**red****green**|\n\n请求消息样例：\n\n```\n{\"color\": \"red\"}\n```\n";
    let contract = contract(page.as_bytes());
    assert_eq!(contract.examples.len(), 1);
    insta::assert_snapshot!(contract, @r#"
    PUT /v1/{street_id}/lamps
    where    name       presence  type    line  rules
    path     street_id  required  string  17
    request             -         object  23
    request  color      required  string  25    one of red, green
    query    limit      -         -       10
    query    offset     -         -       10
    query    color      -         -       10
    "#);
}

#[test]
fn a_table_at_the_margin_belongs_to_the_item_above_it() {
    let page = "# 开灯\n\n## URI\n\nPUT /v1/lamps\n\n## 请求消息\n\n-   请求参数\n\n|参数|是否必选|参数类型|描述|\n|--|--|--|--|\n\
                |plan|是|Object|计划。详情请参见表2。|\n|note|否|String|写作 a|b|c 的值|\n\n\n    **表 2**  plan字段数据结构说明\n\n\
                |参数|是否必选|参数类型|描述|\n|--|--|--|--|\n|hour|否|Integer|几点|\n\n\n-   请求样例\n\n\
                \x20   ```\n    {\"plan\": {\"hour\": 7}}\n    ```\n";
    let page = self::page(page.as_bytes());
    let problems: Vec<_> = page.problems.iter().map(|problem| (problem.code, problem.at.line)).collect();
    assert_eq!(problems, [("ragged-table", 14)]);
    assert_eq!(page.contracts[0].examples.len(), 1);
    let note = page.contracts[0].get(&"request note".parse().unwrap()).unwrap();
    assert_eq!(note.words.as_deref(), Some("写作 a|b|c 的值"));
    insta::assert_snapshot!(page.contracts[0], @r#"
    PUT /v1/lamps
    where    name       presence  type     line  rules
    request             -         object   11
    request  plan       required  object   13
    request  plan.hour  optional  integer  21
    request  note       optional  string   14
    "#);
}

#[test]
fn the_pages_of_robots_say_the_same_in_html_and_markdown() {
    let pages: [(&[u8], &[u8], &[u8]); 2] = [
        (RST, include_bytes!("fixtures/pause_robots.html"), include_bytes!("fixtures/pause_robots.md")),
        (BULLETS, include_bytes!("fixtures/list_robots.html"), include_bytes!("fixtures/list_robots.md")),
    ];
    for (rst, html, markdown) in pages {
        let rst = placeless(contract(rst));
        for (rendition, bytes) in [("HTML", html), ("Markdown", markdown)] {
            let other = placeless(contract(bytes));
            assert_eq!(other.to_string(), rst.to_string(), "{rendition}");
            assert_eq!(other, rst, "{rendition}");
        }
    }
}

#[test]
fn the_page_of_robots_says_the_same_with_its_frame_in_chinese() {
    // What a page is built of is translated, and the labelled facts; the sentences stay English, as on many such pages.
    let words = [
        (">Function<", ">功能介绍<"),
        ("## Function", "## 功能介绍"),
        (">Constraints<", ">约束限制<"),
        ("## Constraints", "## 约束限制"),
        ("Request Parameters", "请求参数"),
        ("Response Parameters", "响应参数"),
        ("Example Requests", "请求示例"),
        ("Example Responses", "响应示例"),
        (">Status Code<", ">状态码<"),
        ("Status Codes", "状态码"),
        ("Status code: ", "状态码： "),
        ("Error Codes", "错误码"),
        ("Table ", "表"),
        ("Path parameters", "路径参数"),
        ("Request header parameters", "请求Header参数"),
        ("Request body parameters", "请求Body参数"),
        ("Response body parameters", "响应Body参数"),
        (">Parameter<", ">参数<"),
        (">Mandatory<", ">是否必选<"),
        (">Type<", ">参数类型<"),
        (">Description<", ">描述<"),
        (">Yes<", ">是<"),
        (">No<", ">否<"),
        ("Minimum length: 1 character", "最小长度：1"),
        ("Maximum length: 10,240 characters", "最大长度：10240"),
        (">Default value: ", ">缺省值："),
        (">Values:<", ">枚举值：<"),
        ("Array Length: 1 - 50", "数组长度：1 - 50"),
    ];
    for english in [include_str!("fixtures/pause_robots.html"), include_str!("fixtures/pause_robots.md")] {
        let chinese = words.iter().fold(english.to_owned(), |text, (one, other)| text.replace(one, other));
        let (chinese, english) = (placeless(contract(chinese.as_bytes())), placeless(contract(english.as_bytes())));
        assert_eq!(chinese.to_string(), english.to_string());
        assert_eq!(chinese.elements, english.elements);
        assert_eq!(chinese.examples, english.examples);
        assert_eq!(chinese.defects, english.defects);
    }
}

#[test]
fn every_rendition_of_a_page_lowers_to_the_same_contract() {
    for page in PAGES {
        let rst = placeless(contract(page.rst));
        let others = [("text", page.text), ("HTML", page.html), ("Markdown", page.markdown), ("compact", page.compact)];
        for (rendition, bytes) in others {
            let other = placeless(contract(bytes));
            assert_eq!(other.to_string(), rst.to_string(), "{rendition}");
            assert_eq!(other, rst, "{rendition}");
        }
    }
}

#[test]
fn where_captions_and_links_are_lost_the_order_of_the_tables_tells_what_they_are_about() {
    let [page, ..] = PAGES;
    let html = String::from_utf8_lossy(page.html).into_owned();
    let mut bare: String =
        html.lines().filter(|line| !line.contains("<caption>")).map(|line| format!("{line}\n")).collect();
    for label in ["request_lampswitch", "request_nightplan", "response_lampresult"] {
        bare = bare.replace(&format!("<a href=\"#switch_lamps__{label}\">"), "<a>");
    }
    assert_eq!(placeless(contract(bare.as_bytes())).elements, placeless(contract(page.rst)).elements);
}

#[test]
fn a_page_in_chinese_lowers_to_the_contract_of_the_english_one() {
    for page in PAGES {
        let english = placeless(contract(page.rst));
        let others =
            [("HTML", page.chinese_html), ("Markdown", page.chinese_markdown), ("compact", page.chinese_compact)];
        for (rendition, bytes) in others {
            let chinese = placeless(contract(bytes));
            assert_eq!(chinese.to_string(), english.to_string(), "{rendition}");
            assert_eq!(chinese.elements, english.elements, "{rendition}");
            assert_eq!(chinese.examples, english.examples, "{rendition}");
            assert_eq!(chinese.defects, english.defects, "{rendition}");
            let fates = |contract: &Contract| contract.rows.iter().map(|row| row.fate.clone()).collect::<Vec<_>>();
            assert_eq!(fates(&chinese), fates(&english), "{rendition}");
        }
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
    example-url operation: the example URL lacks `/pause` of the URI
    example-out-of-range request robots[].robot_id: `not-a-uuid` is no UUID
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
