//! Where a page says which statuses there are, and which of them a table without a name is about.

use contract::{Address, ParameterIn};
use docparse::Page;

use crate::{page, told};

/// The statuses of the first operation, and which of them have a body.
fn statuses(page: &Page) -> Vec<String> {
    let elements = page.contracts.first().map(|contract| contract.elements.as_slice()).unwrap_or_default();
    let shown = elements.iter().filter_map(|element| match &element.address {
        Address::Response(status, path) if path.is_root() => {
            Some(format!("{status}{}", if element.facts.ty().is_some() { " with a body" } else { "" }))
        }
        _ => None,
    });
    shown.collect()
}

fn with_response(response: &str) -> Page {
    page(&format!(
        "Lamps\n=====\n\nURI\n---\n\nPUT /v1/lamps\n\nResponse Parameters\n-------------------\n\n{response}\n"
    ))
}

const TABLE: &str = "========= ====== ===========\nParameter Type   Description\n========= ====== ===========\n\
                     place     String Where to ask.\n========= ====== ===========";

#[test]
fn a_label_tells_of_a_status_though_no_table_follows() {
    for (response, expected) in [
        ("**Status code: 204**\n\nNone", "204"),
        ("-  Response\n\n   Returned status code 204: the lamp is gone", "204"),
        ("Status code 202, as the lamp is lit later", "202"),
        ("None\n\nExample Responses\n-----------------\n\n**Status code: 204**\n\nNone", "204"),
        ("None\n\nExample Responses\n-----------------\n\n.. code-block::\n\n   Http Response Code: 204", "204"),
        ("None\n\nStatus Codes\n------------\n\nStatus Code:200.", "200"),
    ] {
        assert_eq!(statuses(&with_response(response)), [expected], "{response}");
    }
    let sentence = with_response("Status code 204 is what no lamp of this tower has ever been heard to answer with.");
    assert!(statuses(&sentence).is_empty());
}

#[test]
fn an_answer_that_only_asks_to_go_on_is_none() {
    let shown = "None\n\nSample Response\n---------------\n\n::\n\n   HTTP/1.1 100 Continue\n   HTTP/1.1 200 OK\n   Server: Tower";
    assert_eq!(statuses(&with_response(shown)), ["200"]);
}

#[test]
fn of_several_successes_the_one_that_is_shown_has_the_body() {
    let listed = "Returned Value\n--------------\n\n============== ===========\nReturned Value Description\n\
                  ============== ===========\n200 OK         It is up.\n202 OK         It will be.\n\
                  ============== ===========";
    let shown = |line: &str| format!("{TABLE}\n\nSample Response\n---------------\n\n::\n\n   {line}\n\n{listed}");
    assert_eq!(statuses(&with_response(&shown("HTTP/1.1 202 OK"))), ["202 with a body", "200"]);
    assert_eq!(statuses(&with_response(&shown("HTTP/1.1 200 OK"))), ["200 with a body", "202"]);
    // One that has no body cannot have this one.
    assert_eq!(statuses(&with_response(&shown("HTTP/1.1 204 No Content"))), ["200 with a body", "202"]);
}

#[test]
fn what_the_status_section_says_is_the_status_of_a_table_without_one() {
    let read = with_response(&format!("{TABLE}\n\nStatus Code\n-----------\n\nStatus Code:202."));
    assert_eq!(statuses(&read), ["202 with a body"]);
}

/// A request whose one table has a row for the variable of the path.
fn with_request(caption: &str, example: &str) -> Page {
    page(&format!(
        "Lamps\n=====\n\nURI\n---\n\nPOST /v1/{{house_id}}/lamps\n\nRequest\n-------\n\n.. table:: **Table 1** {caption}\n\n   \
         ========= ========= ====== ===========\n   Parameter Mandatory Type   Description\n   \
         ========= ========= ====== ===========\n   house_id  Yes       String Whose.\n   \
         colour    Yes       String Which.\n   ========= ========= ====== ===========\n\n\
         Example Request\n---------------\n\n.. code-block::\n\n   {example}\n"
    ))
}

#[test]
fn a_variable_of_the_path_may_be_described_among_the_fields() {
    let read = with_request("Request parameters", "{\"colour\": \"red\"}");
    assert_eq!(told(&read), ["path house_id", "request colour"]);
    let variable = Address::Parameter(ParameterIn::Path, "house_id".into());
    assert!(read.contracts[0].get(&variable).is_some_and(|element| element.facts.ty().is_some()));
    // What is sent in the body is a field of it, whatever else is called so.
    let sent = with_request("Request parameters", "{\"house_id\": \"h1\", \"colour\": \"red\"}");
    assert_eq!(told(&sent), ["request house_id", "request colour"]);
    let named = with_request("Request body parameters", "{\"colour\": \"red\"}");
    assert_eq!(told(&named), ["request house_id", "request colour"]);
}
