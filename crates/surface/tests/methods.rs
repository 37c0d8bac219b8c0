//! The tables of waiters and of listings: what they say, and what shows when they contradict their operation.

mod shelf;

use surface::read;

use shelf::shown;

const W: &str = "waiters.rs";
const P: &str = "pages.rs";

#[test]
fn what_waits_and_lists_is_told_of_its_operation_in_the_names_of_the_wire() {
    let surface = read(&shelf::files_with_methods());
    let contract = surface.contracts.iter().find(|contract| contract.operation_id() == Some("AddBooks"));
    let methods = &contract.expect("the operation").methods;
    let line = |method: &contract::Method| {
        let says: Vec<String> = method.says.iter().map(|says| format!("{}={}", says.about, says.text)).collect();
        format!("{} ({}): {}", method.name, method.at, says.join(" "))
    };
    insta::assert_snapshot!(methods.iter().map(line).collect::<Vec<_>>().join("\n"), @r#"
    add_books_pages (pages.rs:9:13): style=page parameter=limit first page=0 limit=limit default limit=10 items=inner[] next=inner[].id total=id short page is last=true
    wait_for_order (waiters.rs:9:13): status=inner[].id success=["full", "in order"] failure=["fallen"] pending=["", "\"moved\""] absent=failure first interval=500 longest interval=60000 timeout=7200000
    wait_for_gone (waiters.rs:23:13): status=id success=[] failure=[] pending=["there"] first interval=1000 longest interval=1000 timeout=2000
    "#);
}

#[test]
fn a_way_that_leads_nowhere_is_told() {
    insta::assert_snapshot!(shown(W, "(inner[].id)", "(inner[].nowhere)"), @r#"
    waiters.rs:11:18: unread-rust: expected a way through `Shelf`
    - AddBooks wait_for_order
    "#);
    insta::assert_snapshot!(shown(W, "(inner[].id)", "(inner[].inner)"), @r#"
    waiters.rs:11:18: unread-rust: expected a way to a text or a whole number
    - AddBooks wait_for_order
    "#);
    insta::assert_snapshot!(shown(P, "items: (inner[])", "items: (inner)"), @r#"
    pages.rs:13:17: unread-rust: expected a way to a list of `Shelf`
    - AddBooks add_books_pages
    "#);
}

#[test]
fn another_operation_than_that_of_the_builder_is_told() {
    insta::assert_snapshot!(shown(P, "operation: \"add_books\"", "operation: \"lend_books\""), @r#"
    pages.rs:10:20: unread-rust: expected the operation that the method `add_books_pages` lists
    - AddBooks add_books_pages
    "#);
    insta::assert_snapshot!(shown(P, "builder::AddBooks", "builder::AddBook"), @r#"
    pages.rs:9:38: unread-rust: expected the builder of an operation, but found `AddBook`
    - AddBooks add_books_pages
    "#);
    insta::assert_snapshot!(shown(P, "(builder::AddBooks)", "(builder::LendBooks)"), @r#"
    pages.rs:9:52: unread-rust: expected what `LendBooks` answers
    - AddBooks add_books_pages
    "#);
    insta::assert_snapshot!(shown(P, "Page(limit \"limit\"", "Page(room \"limit\""), @r#"
    pages.rs:11:21: unread-rust: expected the setter of the query parameter `limit`
    - AddBooks add_books_pages
    "#);
}

#[test]
fn another_value_is_another_fact() {
    insta::assert_snapshot!(shown(W, "\"fallen\"", "\"full of books\""), @r#"
    waiters.rs:13:18: AddBooks wait_for_order failure: ["fallen"] -> ["full of books"]
    "#);
    insta::assert_snapshot!(shown(W, "500 to", "501 to"), @r#"
    waiters.rs:16:19: AddBooks wait_for_order first interval: 500 -> 501
    "#);
    insta::assert_snapshot!(shown(W, "Some(Failure)", "Some(Success)"), @r#"
    waiters.rs:15:22: AddBooks wait_for_order absent: failure -> success
    "#);
    insta::assert_snapshot!(shown(P, "default 10", "default 100"), @r#"
    pages.rs:12:34: AddBooks add_books_pages default limit: 10 -> 100
    "#);
    insta::assert_snapshot!(shown(P, "Page(limit \"limit\", first 0)", "Offset(limit \"limit\")"), @r#"
    pages.rs:11:16: AddBooks add_books_pages style: page -> offset
    - AddBooks add_books_pages first page 0
    "#);
}
