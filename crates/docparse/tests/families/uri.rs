//! Where a page says method and path, and what of it is no operation.

use crate::{operations, page, told, with_uri};

#[test]
fn method_and_path_stand_in_two_paragraphs() {
    assert_eq!(operations(&with_uri("PATH: /v1/{id}/lamps\n\nMethod: GET")), ["GET /v1/{id}/lamps"]);
}

#[test]
fn a_page_may_document_several_operations() {
    assert_eq!(operations(&with_uri("GET /v2/lamps\n\nGET /v2.1/lamps")), ["GET /v2/lamps", "GET /v2.1/lamps"]);
}

#[test]
fn the_uri_with_values_in_it_is_an_example_of_the_operation() {
    let uri = "GET /v1/{house_id}/lamps\n\nExample:\n\nGET /v1/3ac26c59e15a4a11/lamps";
    assert_eq!(operations(&with_uri(uri)), ["GET /v1/{house_id}/lamps"]);
    let of_another = "GET /v1/{house_id}/lamps\n\nGET /v1/3ac26c59e15a4a11bb680a103a29ddb6/lamps/lit/count?from=1";
    assert_eq!(operations(&with_uri(of_another)), ["GET /v1/{house_id}/lamps"]);
    // A word is no value.
    let both = "GET /v1/lamps/{lamp_id}\n\nGET /v1/lamps/detail";
    assert_eq!(operations(&with_uri(both)), ["GET /v1/lamps/{lamp_id}", "GET /v1/lamps/detail"]);
}

#[test]
fn rows_for_the_query_may_stand_among_those_for_the_path() {
    let read = with_uri(
        "GET /v1/{house_id}/lamps?from={from}

.. table:: **Table 1** Path Parameters

   ========= ========= ====== ===========
   Parameter Mandatory Type   Description
   ========= ========= ====== ===========
   house_id  Yes       String Whose.
   from      Yes       Long   Since when.
   ========= ========= ====== ===========",
    );
    assert_eq!(told(&read), ["path house_id", "query from"]);
    let from = read.contracts[0].get(&"query from".parse().unwrap()).unwrap();
    assert_eq!(from.facts.ty(), Some(&contract::Type::int(64)));
}

#[test]
fn an_operation_that_a_table_or_a_block_lists_twice_is_one() {
    let rule = "====== =========";
    let row = "GET    /v1/lamps";
    let table = format!("{rule}\nMethod URI\n{rule}\n{row}\n{row}\n{rule}");
    assert_eq!(operations(&with_uri(&table)), ["GET /v1/lamps"]);
    assert_eq!(operations(&with_uri("::\n\n   GET /v1/lamps\n   GET /v1/lamps")), ["GET /v1/lamps"]);
}

#[test]
fn a_host_and_a_query_are_no_part_of_the_path() {
    let read = with_uri("GET https://{Endpoint}/v3/lamps?limit={limit}&mode=all");
    assert_eq!(operations(&read), ["GET /v3/lamps"]);
    let addresses: Vec<String> = read.contracts[0].elements.iter().map(|element| element.address.to_string()).collect();
    assert_eq!(addresses, ["operation", "query limit", "query mode"]);
}

#[test]
fn a_page_of_object_storage_is_an_endpoint_page() {
    let read = page(
        "Lamp ACL\n========\n\nRequest Syntax\n--------------\n\n.. code-block:: text\n\n   PUT /?acl HTTP/1.1\n   Host: lamps.example.com\n",
    );
    assert_eq!(operations(&read), ["PUT /"]);
    assert_eq!(read.problems, []);
}

#[test]
fn a_name_in_a_request_line_stands_for_a_value() {
    let read = page(
        "Lamp\n====\n\nRequest Syntax\n--------------\n\n::\n\n   PUT /LampName?lit HTTP/1.1\n\nSample Request\n--------------\n\n::\n\n   PUT /lamp7?lit HTTP/1.1\n   Host: lamps.example.com\n\n   [Bytes of the lamp]\n",
    );
    assert_eq!(operations(&read), ["PUT /{LampName}"]);
    assert_eq!(read.contracts[0].defects, []);
}

#[test]
fn a_page_without_an_operation_says_so() {
    let read = page("Overview\n========\n\nWhat lamps are, and why GET /v1/lamps lists them.\n");
    assert_eq!(read.contracts, []);
    assert_eq!(read.problems.iter().map(|problem| problem.code).collect::<Vec<_>>(), ["page-without-uri"]);
}
