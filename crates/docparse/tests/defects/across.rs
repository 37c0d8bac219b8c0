//! What the pages of one service say against each other.

use crate::support::{request, shown, table};

/// Two pages of one service.
fn across(one: &str, other: &str) -> String {
    let edition = "otc".parse().unwrap();
    let read = |text: &str, name: &str| {
        docparse::read(format!("Title\n=====\n\nURI\n---\n\n{text}").as_bytes(), name, &edition).contracts
    };
    let contracts = [read(one, "one.rst"), read(other, "other.rst")].concat();
    docparse::across(&contracts).iter().map(shown).collect::<Vec<_>>().join("\n")
}

#[test]
fn an_endpoint_that_two_pages_describe_differently_is_told_with_what_differs() {
    let page = |rows: &[&str]| format!("POST /v1/robots/{{id}}/moves\n\n{}", request(rows));
    let rows = ["name|Yes|String|It.", "zone|No|String|It.", "arms|No|Integer|It.", "size|No|Integer|It."];
    let other = ["name|Yes|String|It.", "zone|No|String|It.", "arms|No|Integer|It.", "size|No|String|It."];
    assert_eq!(
        across(&page(&rows), &page(&other)),
        "endpoint-described-twice operation: two pages describe `POST /v1/robots/{id}/moves` differently: \
         `request size`: integer or string (medium)"
    );
    assert_eq!(across(&page(&rows), &page(&rows)), "");
    // One page for each action: a field of the body tells them apart.
    assert_eq!(across(&page(&["start|Yes|Object|It."]), &page(&["stop|Yes|Object|It."])), "");
}

#[test]
fn an_object_that_two_pages_describe_differently_is_told() {
    let page = |uri: &str, size: &str| {
        let rows = table(&["name|Yes|String|It.", "zone|No|String|It.", &format!("size|No|{size}|It.")]);
        let object = format!(".. _robot:\n\n.. table:: **Table 2** Robot\n\n{rows}");
        format!("POST /v1/{uri}\n\n{}{object}", request(&["robot|Yes|:ref:`Robot <robot>` object|It."]))
    };
    let told = across(&page("robots", "Integer"), &page("machines", "String"));
    assert_eq!(told.lines().count(), 1, "{told}");
    assert!(told.starts_with("object-described-twice request robot.size: `size` of `Robot` is "), "{told}");
    assert_eq!(across(&page("robots", "Integer"), &page("machines", "Integer")), "");
}
