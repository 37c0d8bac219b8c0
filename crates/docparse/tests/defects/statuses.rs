//! Statuses that one place of a page lists and another does not.

use crate::support::{defects, table};

/// A page with a table of status codes.
fn statuses(codes: &[&str]) -> String {
    let rows: String = codes.iter().map(|code| format!("{code:11} Words.\n")).collect();
    format!(
        "Status Codes\n------------\n\n=========== =====\nStatus Code Words\n=========== =====\n{rows}=========== =====\n"
    )
}

#[test]
fn a_status_that_the_table_of_status_codes_lacks_is_told() {
    let page = |codes: &[&str]| {
        let rows = table(&["code||String|A code."]);
        defects(&format!("Response\n--------\n\n**Status code: 204**\n\n{rows}\n{}", statuses(codes)))
    };
    let told =
        "status-not-listed 204: status 204 is described, but the table of status codes does not list it (medium)";
    assert_eq!(page(&["200"]), told);
    assert_eq!(page(&["204"]), "");
    assert_eq!(page(&["2XX"]), "");
}

#[test]
fn error_statuses_whose_bodies_no_table_describes_are_told_once() {
    let one = "status-without-body 400: status 400 is listed, but no table describes its body (low)";
    assert_eq!(defects(&statuses(&["200", "400"])), one);
    let two = "status-without-body 400: statuses 400, 404 are listed, but no table describes their bodies (low)";
    assert_eq!(defects(&statuses(&["200", "400", "404"])), two);
    assert_eq!(defects(&statuses(&["200"])), "");
}
