//! Bad HTML and Markdown: whatever is wrong with the tags, rows are kept. What it costs to read them is in `robust`.

use contract::{Address, Edition, Fate, FieldPath};
use docparse::{Page, read};
use proptest::prelude::*;

const PAGES: [&str; 6] = [
    include_str!("fixtures/switch_lamps.html"),
    include_str!("fixtures/switch_lamps.md"),
    include_str!("fixtures/list_doors.zh.html"),
    include_str!("fixtures/list_doors.zh.md"),
    include_str!("fixtures/move_lift.html"),
    include_str!("fixtures/move_lift.md"),
];

fn page(bytes: &[u8]) -> Page {
    let edition: Edition = "otc".parse().unwrap();
    read(bytes, "page", &edition)
}

/// An HTML page with something in its section of request parameters.
fn html(inside: &str) -> Page {
    page(format!("<h1>Robots</h1><h2>URI</h2><p>POST /v1/x</p><h2>Request</h2>{inside}").as_bytes())
}

fn markdown(inside: &str) -> Page {
    page(format!("# Robots\n\n## URI\n\nPOST /v1/x\n\n## Request\n\n{inside}").as_bytes())
}

fn table(page: &Page) -> String {
    page.contracts.iter().map(ToString::to_string).collect()
}

const HEAD: &str = "<tr><th>Parameter</th><th>Type</th><th>Description</th></tr>";

#[test]
fn tags_that_nobody_closed_end_where_they_must() {
    let page = html(
        "<table><caption><b>Table 1</b> Request body parameters<tr><th>Parameter<th>Type<th>Description\
         <tr><td>a<td>String<td><p>One.<p>Enumeration values:<ul><li><b>x<li><b>y</ul>\
         <tr><td>b<td>Integer<td><b>Minimum: 1<h2>Response<p>Words.",
    );
    insta::assert_snapshot!(table(&page), @r#"
    POST /v1/x
    where    name  presence  type     line  rules
    request        -         object   1
    request  a     -         string   1     one of x, y
    request  b     -         integer  1     at least 1
    "#);
}

#[test]
fn tags_that_nobody_opened_are_opened_or_forgotten() {
    let page =
        html(&format!("</div></td></b>{HEAD}<td>a</td><td>Boolean</td><td></li>x</ul></td></tr></table></table>"));
    insta::assert_snapshot!(table(&page), @r#"
    POST /v1/x
    where    name  presence  type     line  rules
    request        -         object   1
    request  a     -         boolean  1
    "#);
}

#[test]
fn cells_that_span_rows_or_columns_keep_the_others_in_their_columns() {
    let page = html(&format!(
        "<table>{HEAD}<tr><td>a</td><td rowspan=\"2\">String</td><td>x</td></tr><tr><td>b</td><td>y</td></tr>\
         <tr><td colspan=2>c</td><td>z</td></tr></table>"
    ));
    assert_eq!(page.problems, []);
    insta::assert_snapshot!(table(&page), @r#"
    POST /v1/x
    where    name  presence  type    line  rules
    request        -         object  1
    request  a     -         string  1
    request  b     -         string  1
    request  c     -         -       1
    "#);
}

#[test]
fn a_header_of_two_rows_names_the_columns_in_its_second() {
    let page = html(
        "<table><thead><tr><th rowspan=2>Parameter</th><th colspan=2>Kind</th></tr><tr><th>Mandatory</th><th>Type</th></tr>\
         </thead><tr><td>a</td><td>Yes</td><td>Long</td></tr></table>",
    );
    insta::assert_snapshot!(table(&page), @r#"
    POST /v1/x
    where    name  presence  type    line  rules
    request        -         object  1
    request  a     required  int64   1
    "#);
    let headers = page.rows.iter().filter(|row| row.fate == contract::Fate::Header).count();
    assert_eq!((headers, page.rows.len()), (2, 3));
}

#[test]
fn a_table_in_a_cell_describes_the_object_of_its_row() {
    let inner = format!("<table>{HEAD}<tr><td>b</td><td>Long</td><td></td></tr></table>");
    let page = html(&format!("<table>{HEAD}<tr><td>a</td><td>Object</td><td>See: {inner}</td></tr></table>"));
    insta::assert_snapshot!(table(&page), @r#"
    POST /v1/x
    where    name  presence  type    line  rules
    request        -         object  1
    request  a     -         object  1
    request  a.b   -         int64   1
    "#);
}

#[test]
fn err_a_row_with_too_few_or_too_many_cells_is_told() {
    let told = |page: Page| page.problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n");
    insta::assert_snapshot!(told(html(&format!("<table>{HEAD}\n<tr><td>a</td></tr></table>"))), @r#"
    error[ragged-table]: expected 3 cells in this row, but found 1
      --> page:2:1
      = help: give each row one cell for each column
    "#);
    insta::assert_snapshot!(told(markdown("| Name | Type |\n|---|---|\n| a | String | x |\n")), @r#"
    error[ragged-table]: expected 2 cells in this row, but found 3
      --> page:11:1
      = help: close each cell of the row with one `|`, and write a `|` within a cell as `\|`
    "#);
    insta::assert_snapshot!(told(markdown("| Name | Type |\n|---|\n| a | String |\n")), @r#"
    error[ragged-table]: expected 2 cells in this row, but found 1
      --> page:10:1
      = help: close each cell of the row with one `|`, and write a `|` within a cell as `\|`
    "#);
}

#[test]
fn err_a_pipe_alone_is_a_row_without_cells_and_ends_no_table() {
    let rows = "| Name | Type |\n|---|---|\n| a | String |\n|\n|\n| b | Long |\n|\n\n| Name | Type |\n|---|---|\n| c | Long |\n";
    let text = page(format!("Robots\nURI\nPOST /v1/x\nRequest\n{rows}").as_bytes());
    for page in [markdown(rows), text] {
        let names: Vec<_> = page.rows.iter().map(|row| (row.table, &*row.name)).collect();
        let first = [(1, "Name"), (1, "a"), (1, ""), (1, ""), (1, "b"), (1, "")];
        assert_eq!(names, [&first[..], &[(2, "Name"), (2, "c")]].concat());
        assert!(page.rows.iter().all(|row| !row.name.is_empty() || matches!(row.fate, Fate::Unread(_))));
        assert!(page.problems.iter().any(|problem| problem.code == "ragged-table"), "{:?}", page.problems);
    }
}

#[test]
fn markdown_that_is_none_by_the_letter_is_read_as_it_is_meant() {
    let page = markdown(
        "Words.\n| Parameter | Type | Description |\n|---|---|---|\n\
         | `a\\|b` | String | **Enumeration values:**<br>- **x**<br>- **y_z** |\n\
         | c | String | **Minimum length:**3 |\n\n##Response\n\n<table>\n\n<tr><th>Parameter</th><th>Type</th></tr>\n\n    \
         <tr><td>d</td>\n\n        <td>Long</td></tr>\n</table>\n",
    );
    insta::assert_snapshot!(table(&page), @r#"
    POST /v1/x
    where    name  presence  type    line  rules
    request        -         object  10
    request  a|b   -         string  12    one of x, y_z
    request  c     -         string  13    at least 3 characters
    2XX            -         object  17
    2XX      d     -         int64   21
    "#);
}

#[test]
fn line_ends_and_a_byte_order_mark_change_nothing() {
    for text in PAGES {
        let other = format!("\u{feff}{}", text.replace('\n', "\r\n"));
        let (one, other) = (page(text.as_bytes()), page(other.as_bytes()));
        assert_eq!(one.contracts[0].elements, other.contracts[0].elements);
        assert_eq!(one.rows, other.rows);
    }
}

#[test]
fn err_invalid_utf_8_is_told_and_the_rest_is_read() {
    for text in PAGES {
        let mut bytes = text.as_bytes().to_vec();
        let at = text.find("align=").unwrap();
        bytes[at] = 0xff;
        let broken = page(&bytes);
        assert_eq!(broken.problems.iter().map(|problem| problem.code).collect::<Vec<_>>(), ["invalid-utf8"]);
        assert_eq!(broken.contracts[0].elements, page(text.as_bytes()).contracts[0].elements);
    }
}

#[test]
fn words_from_right_to_left_are_words() {
    let page = html(&format!(
        "<table>{HEAD}<tr><td>a</td><td>String</td><td>\u{202e}\u{5d0}\u{5d1} <b>\u{5d2}</b></td></tr></table>"
    ));
    let element = page.contracts[0].get(&Address::Request(FieldPath::root().field("a"))).unwrap();
    assert_eq!(element.words.as_deref(), Some("\u{202e}\u{5d0}\u{5d1} \u{5d2}"));
}

#[test]
fn rows_survive_ten_thousand_open_tags() {
    for tag in ["div", "b", "li", "ul", "p", "blockquote", "span", "table", "td", "a href=x", "h2", "pre", "head"] {
        let rows = format!("<table>{HEAD}<tr><td>a</td><td>String</td><td>x</td></tr></table>");
        let page = html(&format!("{}{rows}", format!("<{tag}>").repeat(10_000)));
        let kept = page.rows.iter().filter(|row| row.name == "a" || row.name.ends_with(" a")).count();
        assert_eq!(kept, usize::from(tag != "pre" && tag != "head"), "{tag}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_mangled_page_panics_and_every_row_has_a_fate(
        which in 0..PAGES.len(),
        cuts in proptest::collection::vec((0.0..1.0f64, 0usize..40), 0..6),
        inserts in proptest::collection::vec((0.0..1.0f64, prop_oneof![
            Just("<table>"), Just("</table>"), Just("</tr>"), Just("<td>"), Just("<tr>"), Just("<p>"), Just("</p>"), Just("<pre>"),
            Just("\n\n"), Just("|"), Just("`"), Just("**"), Just("```\n"), Just("\\"), Just("<!--"), Just("<"), Just("\u{202e}中"),
        ]), 0..6),
        noise in proptest::collection::vec(any::<u8>(), 0..8),
        end in 0.0..1.0f64,
    ) {
        let mut bytes = PAGES[which].as_bytes().to_vec();
        let place = |bytes: &[u8], at: f64| (bytes.len() as f64 * at) as usize;
        for (at, length) in cuts {
            let at = place(&bytes, at);
            bytes.drain(at..(at + length).min(bytes.len()));
        }
        for (at, insert) in inserts {
            let at = place(&bytes, at);
            bytes.splice(at..at, insert.bytes());
        }
        let at = place(&bytes, end);
        bytes.splice(at..at, noise);
        let page = page(&bytes);
        let lines = bytes.iter().filter(|byte| matches!(byte, b'\n' | b'\r')).count() as u32 + 1;
        for contract in &page.contracts {
            prop_assert_eq!(contract.rows.len(), page.rows.len());
            prop_assert!(contract.elements.iter().all(|element| (1..=lines).contains(&element.at.line)));
            let text = docparse::facts::write(contract, "stem", "page");
            prop_assert_eq!(docparse::facts::read(&text, "facts"), Ok(docparse::facts::without_prose(contract)));
        }
        prop_assert!(page.rows.iter().all(|row| !matches!(&row.fate, Fate::Told(told) if told.is_empty())));
    }
}
