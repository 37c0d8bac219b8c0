//! How values are held: boxes, secrets, widths, and bullets that lead into lists and maps.

mod shelf;

use shelf::{shown_with, text};

const TYPES: &str = "types/add_books.rs";
const LOANS: &str = "types/lend_books.rs";

/// The first line of what shows when every occurrence of some words is another.
#[track_caller]
fn first(label: &str, old: &str, new: &str) -> String {
    assert!(text(label).contains(old), "`{old}` is not in {label}");
    shown_with(label, text(label).replace(old, new)).lines().next().unwrap_or_default().to_owned()
}

#[test]
fn a_record_that_holds_itself_is_boxed() {
    insta::assert_snapshot!(first(TYPES, "Box<Book>", "Book"), @"types/add_books.rs:103:23: unread-rust: expected a box, for what is here holds the record again, but found `Book`");
}

#[test]
fn what_holds_nothing_of_its_own_is_not_boxed() {
    insta::assert_snapshot!(first(TYPES, "Option<i64>", "Option<Box<i64>>"), @"types/add_books.rs:88:27: unread-rust: expected a record in the box, which is there to end recursion, but found `i64`");
    insta::assert_snapshot!(first(TYPES, "Vec<Vec<i64>>", "Vec<Box<Vec<i64>>>"), @"types/add_books.rs:108:31: unread-rust: expected `>`, but found `<`");
}

#[test]
fn a_secret_is_one_once() {
    let once = "::progenitor_client::Secret<String>";
    let twice = format!("::progenitor_client::Secret<{once}>");
    insta::assert_snapshot!(first(LOANS, once, &twice), @"types/lend_books.rs:12:56: unread-rust: expected `text or any JSON as a secret`, but found `:`");
}

#[test]
fn a_width_is_one_of_the_numbers_kind() {
    insta::assert_snapshot!(first(LOANS, "Format: `int32`", "Format: `float`"), @"types/lend_books.rs:15:5: unread-rust: expected the width of `i64` as its format, but found `float`");
    insta::assert_snapshot!(first(LOANS, "Format: `int32`", "Format: `uuid`"), @"types/lend_books.rs:15:5: unread-rust: expected the width of `i64` as its format, but found `uuid`");
}

#[test]
fn a_bullet_leads_where_the_type_does() {
    insta::assert_snapshot!(first(LOANS, "- Each value: Format", "- Each value: Each item: Format"), @"types/lend_books.rs:15:5: unread-rust: expected a list or a map that `{}[]` leads into, but found `BTreeMap<String, i64>`");
}

#[test]
fn a_bullet_of_an_operation_leads_nowhere() {
    const ADD: &str = "operations/add_books.rs";
    let documented = "/// - Documented: <https://example.com/add-books>\n#[derive";
    let shown = first(ADD, documented, &format!("/// - Each item: Length: at most 1 character\n{documented}"));
    assert!(shown.contains("expected a bullet about the type itself"), "{shown}");
}

#[test]
fn an_enum_is_not_boxed() {
    let shown = first(TYPES, "Option<BookType>", "Option<Box<BookType>>");
    assert!(shown.contains("expected a record in the box"), "{shown}");
}

#[test]
fn only_what_sends_is_asynchronous() {
    insta::assert_snapshot!(first(TYPES, "pub fn pages", "pub async fn pages"), @"types/add_books.rs:125:6: unread-rust: expected `Book` to have the function `pages`, in its place");
}

#[test]
fn a_response_header_is_told_once_for_a_status() {
    const LEND: &str = "operations/lend_books.rs";
    let constant = "    pub const X_LEFT: ResponseHeader<i64> = ResponseHeader::new(\"X-Left\");\n";
    let (before, _) = text(LEND).split_once(constant).expect("the constant");
    let docs = &before[before.trim_end().rfind("\n\n").expect("its documentation") + 2..];
    let again = format!("{constant}\n{docs}{}", constant.replace("X_LEFT", "X_LEFT_"));
    insta::assert_snapshot!(first(LEND, constant, &again), @"operations/lend_books.rs:67:66: unread-rust: expected each response header once for a status, but found `X-Left` again");
}
