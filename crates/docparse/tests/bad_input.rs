//! Bad pages: one clear message each, and never a panic.

use contract::{Edition, Fate};
use docparse::{Page, read};
use proptest::prelude::*;

const PAGES: [&str; 3] = [
    include_str!("fixtures/pause_robots.rst"),
    include_str!("fixtures/pause_robots.txt"),
    include_str!("fixtures/list_robots.rst"),
];

fn page(bytes: &[u8]) -> Page {
    let edition: Edition = "otc".parse().unwrap();
    read(bytes, "page.rst", &edition)
}

fn told(text: &str) -> String {
    page(text.as_bytes()).problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

const HEAD: &str = "Title\n=====\n\nURI\n---\n\nGET /v1/{id}\n\n";

#[test]
fn err_a_page_without_uri_says_so() {
    insta::assert_snapshot!(told("Overview\n========\n\nSome words.\n"), @r#"
    error[page-without-uri]: the page documents no operation
      --> page.rst
      = help: an endpoint page has a section `URI` with a line such as `POST /v2/{project_id}/tasks`; if this is one, its URI is written in a way that the reader does not know
    "#);
}

#[test]
fn err_a_page_that_is_empty_or_no_text_gets_one_message() {
    insta::assert_snapshot!(told(" \r\n\n"), @"
    error[empty-page]: the page is empty
      --> page.rst
      = help: fetch it again
    ");
    let problems = page(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\xff\xfe").problems;
    insta::assert_snapshot!(problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"), @"
    error[not-text]: the page is no text: it holds zero bytes
      --> page.rst
      = help: fetch it again, as text in UTF-8
    ");
}

#[test]
fn err_a_page_that_could_not_be_read_is_not_blamed_for_having_no_uri() {
    let problems = page(b"Title\n=====\n\nURI\n---\n\nG\xffT /v1/{id}\n").problems;
    assert_eq!(problems.iter().map(|problem| problem.code).collect::<Vec<_>>(), ["invalid-utf8"]);
}

#[test]
fn err_a_ragged_table_is_told_once_and_keeps_its_rows() {
    let text = format!(
        "{HEAD}+------+--------+\n| Name | Type   |\n+======+========+\n| id | String |\n+------+--------+\n| b  | String |\n+------+--------+\n"
    );
    insta::assert_snapshot!(told(&text), @r#"
    error[ragged-table]: the cells of this line do not stand under the 2 columns of the table
      --> page.rst:12:8
      = help: line the `|` and `+` up with the first line of the table
    "#);
    let rows = page(text.as_bytes()).rows;
    assert_eq!(rows.iter().map(|row| row.name.as_str()).collect::<Vec<_>>(), ["Name", "id", "b"]);
    assert!(rows.iter().all(|row| !matches!(row.fate, Fate::Unread(_))));
}

#[test]
fn err_a_table_with_a_border_missing_or_damaged_keeps_its_rows() {
    let grid = "+------+--------+\n| Name | Type   |\n+======+========+\n| id   | String |\n+------+--------+\n";
    let simple = "==== ======\nName Type\n==== ======\nid   String\n==== ======\n";
    for (table, place) in [
        (grid.replacen("+------+--------+\n", "", 1), "page.rst:9:1"),
        (grid.replacen("+------+--", "+---x--+--", 1), "page.rst:9:5"),
        (grid.replace("+======+", "=======+"), "page.rst:11:1"),
        (grid.replace("+======+", "+======x"), "page.rst:11:8"),
        (simple.replacen("==== ======\n", "", 1), "page.rst:9:1"),
        (simple.replacen("==== ======\n", "====\n", 1), "page.rst:10:1"),
        (simple.replacen("==== ======\n", "==== ==== =\n", 1), "page.rst:9:10"),
    ] {
        let page = page(format!("{HEAD}{table}").as_bytes());
        let told: Vec<_> = page.problems.iter().map(|problem| (problem.code, problem.at.to_string())).collect();
        assert_eq!(told, [("damaged-table", place.to_owned())], "{table}");
        assert_eq!(page.rows.iter().map(|row| row.name.as_str()).collect::<Vec<_>>(), ["Name", "id"], "{table}");
    }
}

#[test]
fn err_a_simple_table_with_text_between_its_columns_is_ragged() {
    let simple = |row: &str| told(&format!("{HEAD}==== ======\nName Type\n==== ======\n{row}\n==== ======\n"));
    insta::assert_snapshot!(simple("identity String"), @"
    error[ragged-table]: the cells of this line do not stand under the 2 columns of the table
      --> page.rst:12:1
      = help: line the cells up with the runs of `=`
    ");
    insta::assert_snapshot!(simple("id  String"), @"
    error[ragged-table]: the cells of this line do not stand under the 2 columns of the table
      --> page.rst:12:5
      = help: line the cells up with the runs of `=`
    ");
    insta::assert_snapshot!(simple("ü   String"), @"
    error[ragged-table]: the cells of this line do not stand under the 2 columns of the table
      --> page.rst:12:5
      = help: line the cells up with the runs of `=`
    ");
}

#[test]
fn err_a_truncated_table_is_told_where_the_page_ends() {
    insta::assert_snapshot!(told(&format!("{HEAD}+------+--------+\n| Name | Type   |\n+======+========+\n| id   | Str")), @r#"
    error[truncated-table]: the table ends without its last border
      --> page.rst:12:1
      = help: the page seems cut off here: fetch it again
    "#);
    insta::assert_snapshot!(told("Title\nURI\nGET /v1/{id}\n|\nName |\nType |\n|---|---|\n|\nid |\n"), @r#"
    error[truncated-table]: the table ends in the middle of a row
      --> page.rst:10:1
      = help: the page seems cut off here: fetch it again
    "#);
}

#[test]
fn err_a_row_of_the_text_rendition_with_too_few_cells_is_ragged() {
    insta::assert_snapshot!(told("Title\nURI\nGET /v1/{id}\n|\nName |\nType |\n|---|---|\n|\nid |\n|\nb |\nString |\nRequest\n"), @r#"
    error[ragged-table]: expected 2 cells in this row, but found 1
      --> page.rst:8:1
      = help: close each cell of the row with one `|`
    "#);
}

#[test]
fn err_invalid_utf_8_is_told_and_the_rest_is_read() {
    let mut bytes = PAGES[0].as_bytes().to_vec();
    let at = PAGES[0].find("Where the robots").unwrap();
    bytes[at] = 0xff;
    let page = page(&bytes);
    let told: Vec<String> = page.problems.iter().map(|problem| format!("{} {}", problem.code, problem.at)).collect();
    assert_eq!(told, ["invalid-utf8 page.rst:28:31"]);
    assert_eq!(page.contracts[0].elements.len(), 22);
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
fn objects_that_hold_each_other_over_and_over_are_cut_off() {
    let rows: String = (0..12).map(|to| format!("   f{to:02}        :ref:`T{to:02} <t{to:02}>` object\n")).collect();
    let border = "   ========== ==========================";
    let table = |of: usize| {
        format!(".. _t{of:02}:\n\n.. table:: T{of:02}\n\n{border}\n   Parameter  Type\n{border}\n{rows}{border}\n\n")
    };
    let text = format!("{HEAD}Response\n--------\n\n{}", (0..12).map(table).collect::<String>());
    let page = page(text.as_bytes());
    assert!(page.contracts[0].problems.iter().any(|problem| problem.code == "too-many-fields"), "{:?}", page.problems);
}

#[test]
fn what_is_left_out_is_told() {
    let rule = "========= ======= ===========";
    let table =
        |row: &str| format!("Response\n--------\n\n{rule}\nParameter Type    Description\n{rule}\n{row}\n{rule}\n\n");
    let example = |body: &str| format!("Example Response\n----------------\n\n::\n\n   {body}\n\n");
    let fields: String = (0..60).map(|field| format!(r#", "f{field}": 1"#)).collect();
    let limits: String = (0..150).map(|limit| format!("The value ranges from 1 to {}. ", limit + 2)).collect();
    let one = table("id        String  Which one.");
    for (rest, expected) in [
        (one.clone() + &example(&format!(r#"{{"id": "a"{fields}}}"#)), "not-all-checked"),
        (one.clone() + &example(r#"{"id": "a"}"#).repeat(51), "not-all-checked"),
        (table(&format!("id        Integer {limits}")), "too-many-facts"),
        (one.clone() + &example(r#"{"id": "a"}"#), ""),
    ] {
        let page = page(format!("{HEAD}{rest}").as_bytes());
        let problems = page.problems.iter().chain(&page.contracts[0].problems);
        assert_eq!(problems.map(|problem| problem.code).collect::<String>(), expected);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    /// Every row that has become a row of a block is in the ledger, and every contract carries the same ledger.
    #[test]
    fn no_mangled_page_panics_or_loses_a_row(
        which in 0..PAGES.len(),
        cut in 0.0..1.0f64,
        drop in 0usize..200,
        at in 0.0..1.0f64,
        insert in proptest::collection::vec(any::<u8>(), 0..12),
    ) {
        let mut lines: Vec<&str> = PAGES[which].lines().collect();
        let drop = drop % lines.len();
        lines.remove(drop);
        let mut bytes = lines.join("\n").into_bytes();
        let at = (bytes.len() as f64 * at) as usize;
        bytes.splice(at..at, insert);
        if drop.is_multiple_of(2) {
            bytes.truncate((bytes.len() as f64 * cut) as usize);
        }
        let page = page(&bytes);
        for contract in &page.contracts {
            prop_assert_eq!(contract.rows.len(), page.rows.len());
            let text = docparse::facts::write(contract, "stem", "page.rst");
            prop_assert_eq!(docparse::facts::read(&text, "facts"), Ok(docparse::facts::without_prose(contract)));
        }
    }
}

#[test]
fn swapped_columns_are_told_and_read_as_they_are_meant() {
    let border = "========= ========= ======";
    let text = format!("{HEAD}{border}\nParameter Mandatory Type\n{border}\nid        String    Yes\n{border}\n");
    let contract = page(text.as_bytes()).contracts.remove(0);
    insta::assert_snapshot!(contract, @r#"
    GET /v1/{id}
    where  name  presence  type    line  rules
    path   id    required  string  12
    "#);
    insta::assert_snapshot!(contract.defects[0].message, @r"the row of `id` has its type in the column of presence");
}

#[test]
fn what_no_reader_understands_keeps_its_words() {
    let border = "========= =======================";
    let text = format!("{HEAD}{border}\nParameter Type\n{border}\nid        As the season demands\n{border}\n");
    let contract = page(text.as_bytes()).contracts.remove(0);
    insta::assert_snapshot!(contract, @r#"
    GET /v1/{id}
    where  name  presence  type                            line  rules
    path   id    -         unknown(As the season demands)  12
    "#);
    insta::assert_snapshot!(contract.problems[0], @r#"
    warning[unknown-type]: the type of `path id` was not understood: unknown(As the season demands)
      --> page.rst:12
    "#);
}

#[test]
fn a_parameter_that_is_called_dash_is_locked_and_read_again() {
    for name in ["-", "a-", "a -", "- a", "--"] {
        let border = "========= ========= ======";
        let text = format!("{HEAD}{border}\nParameter Mandatory Type\n{border}\n{name:9} Yes       String\n{border}\n");
        for contract in &page(text.as_bytes()).contracts {
            let facts = docparse::facts::write(contract, "stem", "page.rst");
            assert_eq!(docparse::facts::read(&facts, "facts"), Ok(docparse::facts::without_prose(contract)), "{name}");
        }
    }
}
