//! What shows when a record or an enum in generated Rust is another: each test is a rule.

mod shelf;

use shelf::shown;

const TYPES: &str = "types/add_books.rs";
const LOANS: &str = "types/lend_books.rs";
const SHARED: &str = "types/shared.rs";

#[test]
fn a_renamed_key_is_another_field() {
    let shown = shown(TYPES, "type_: \"type\"", "type_: \"kind\"");
    insta::assert_snapshot!(shown, @r#"
    types/add_books.rs:115:16: unread-rust: expected the name on the wire of `type_`, but found `"kind"`
    types/add_books.rs:115:16: + AddBooks request books[].kind
    - AddBooks request books[].type
    "#);
}

#[test]
fn keys_that_are_exchanged_are_not_those_of_their_fields() {
    let shown = shown(LOANS, "id: \"id\",\n        tokens: \"tokens\"", "id: \"tokens\",\n        tokens: \"id\"");
    insta::assert_snapshot!(shown, @r#"
    types/lend_books.rs:23:13: unread-rust: expected the name on the wire of `id`, but found `"tokens"`
    types/lend_books.rs:24:17: unread-rust: expected the name on the wire of `tokens`, but found `"id"`
    types/lend_books.rs:12:24: LendBooks 200 id type: string -> array<string>
    types/lend_books.rs:12:28: + LendBooks 200 id[]
    types/lend_books.rs:10:20: LendBooks 200 tokens type: array<string> -> string
    - LendBooks 200 tokens[]
    "#);
}

#[test]
fn a_field_that_the_table_does_not_have_is_a_problem() {
    let shown = shown(LOANS, "        counts: \"counts\",\n", "");
    insta::assert_snapshot!(shown, @"
    types/lend_books.rs:25:5: unread-rust: expected `,`, but found `}`
    types/lend_books.rs:33:8: LendBooks 200 type: object(Loan) -> unknown(Loan)
    - LendBooks 200 counts
    - LendBooks 200 id
    - LendBooks 200 tokens
    ");
}

#[test]
fn a_row_that_no_field_has_is_a_problem() {
    let shown = shown(LOANS, "        counts: \"counts\",\n", "        counts: \"counts\",\n        more: \"more\",\n");
    insta::assert_snapshot!(shown, @"
    types/lend_books.rs:25:25: unread-rust: expected `} }`, but found `,`
    types/lend_books.rs:35:8: LendBooks 200 type: object(Loan) -> unknown(Loan)
    - LendBooks 200 counts
    - LendBooks 200 id
    - LendBooks 200 tokens
    ");
}

#[test]
fn rows_stand_in_the_order_of_fields() {
    let shown = shown(
        LOANS,
        "        id: \"id\",\n        tokens: \"tokens\",\n",
        "        tokens: \"tokens\",\n        id: \"id\",\n",
    );
    insta::assert_snapshot!(shown, @"
    types/lend_books.rs:23:9: unread-rust: expected `id`, but found `tokens`
    types/lend_books.rs:34:8: LendBooks 200 type: object(Loan) -> unknown(Loan)
    - LendBooks 200 counts
    - LendBooks 200 id
    - LendBooks 200 tokens
    ");
}

#[test]
fn a_table_is_that_of_its_record() {
    let shown = shown(LOANS, "record! {\n    Loan", "record! {\n    Loans");
    insta::assert_snapshot!(shown, @"
    types/lend_books.rs:22:5: unread-rust: expected `Loan`, but found `Loans`
    types/lend_books.rs:34:8: LendBooks 200 type: object(Loan) -> unknown(Loan)
    - LendBooks 200 counts
    - LendBooks 200 id
    - LendBooks 200 tokens
    ");
}

#[test]
fn another_type_is_another_fact() {
    let shown = shown(LOANS, "pub id: Option<String>", "pub id: Option<i64>");
    insta::assert_snapshot!(shown, @"types/lend_books.rs:10:20: LendBooks 200 id type: string -> int64");
}

#[test]
fn another_documented_width_is_another_type() {
    let shown = shown(LOANS, "Format: `int32`", "Format: `int64`");
    insta::assert_snapshot!(shown, @"types/lend_books.rs:16:24: LendBooks 200 counts type: map<int32> -> map<int64>");
}

#[test]
fn a_type_that_the_generator_does_not_write_is_a_problem() {
    let shown = shown(LOANS, "pub id: Option<String>", "pub id: Option<u64>");
    insta::assert_snapshot!(shown, @"
    types/lend_books.rs:10:20: unread-rust: expected a type that the generator writes, but found `u64`
    types/lend_books.rs:34:8: LendBooks 200 type: object(Loan) -> unknown(Loan)
    - LendBooks 200 counts
    - LendBooks 200 id
    - LendBooks 200 tokens
    ");
}

#[test]
fn a_field_that_has_to_be_there_in_rust_is_a_problem() {
    let shown = shown(LOANS, "pub id: Option<String>", "pub id: String");
    insta::assert_snapshot!(shown, @"
    types/lend_books.rs:10:13: unread-rust: expected `Option<`, but found `String`
    types/lend_books.rs:34:8: LendBooks 200 type: object(Loan) -> unknown(Loan)
    - LendBooks 200 counts
    - LendBooks 200 id
    - LendBooks 200 tokens
    ");
}

#[test]
fn a_type_that_nothing_defines_is_a_problem() {
    let shown = shown(TYPES, "pub inner: Option<Vec<Shelf>>", "pub inner: Option<Vec<Shelves>>");
    insta::assert_snapshot!(shown, @"
    types/add_books.rs:209:23: unread-rust: expected a type that is defined here, but found `Shelves`
    types/add_books.rs:209:23: AddBooks 202 inner type: array<object(Shelf)> -> array<unknown(Shelves)>
    ");
}

#[test]
fn a_secret_that_is_shown_is_another_fact() {
    let shown = shown(LOANS, "Option<Vec<::progenitor_client::Secret<String>>>", "Option<Vec<String>>");
    insta::assert_snapshot!(shown, @"- LendBooks 200 tokens[]");
}

#[test]
fn a_record_without_room_for_more_is_closed() {
    let shown = shown(
        SHARED,
        "    /// Members of the JSON object that are not documented.\n    pub extra: ::progenitor_client::Extra,\n",
        "",
    );
    insta::assert_snapshot!(shown, @"types/shared.rs:6:12: closed-object: `Refusal` has no place for fields that it does not know");
}

#[test]
fn a_record_derives_what_all_records_derive() {
    let shown = shown(LOANS, "#[derive(Clone, Debug, Default, PartialEq)]", "#[derive(Clone, Debug, Default)]");
    insta::assert_snapshot!(shown, @"
    types/lend_books.rs:6:31: unread-rust: expected `, PartialEq)] #[non_exhaustive] pub struct`, but found `)`
    types/lend_books.rs:34:8: LendBooks 200 type: object(Loan) -> unknown(Loan)
    - LendBooks 200 counts
    - LendBooks 200 id
    - LendBooks 200 tokens
    ");
}

#[test]
fn a_record_can_be_added_to() {
    let shown = shown(LOANS, "#[non_exhaustive]\npub struct", "pub struct");
    insta::assert_snapshot!(shown, @"
    types/lend_books.rs:7:1: unread-rust: expected `#[non_exhaustive] pub struct`, but found `pub`
    types/lend_books.rs:33:8: LendBooks 200 type: object(Loan) -> unknown(Loan)
    - LendBooks 200 counts
    - LendBooks 200 id
    - LendBooks 200 tokens
    ");
}

#[test]
fn a_dropped_rule_is_missed_by_the_documentation() {
    let shown = shown(TYPES, "required().min_items(1).max_items(50)", "required().min_items(1)");
    insta::assert_snapshot!(shown, @"types/add_books.rs:19:5: unread-rust: the documentation of `books` says `50` about max-items, and its rules nothing");
}

#[test]
fn another_limit_is_not_the_documented_one() {
    let shown = shown(TYPES, "minimum_number(0.1)", "minimum_number(0.2)");
    insta::assert_snapshot!(shown, @"
    types/add_books.rs:119:29: unread-rust: the documentation of `weight` says `0.1` about minimum, and its rules `0.2`
    types/add_books.rs:119:29: AddBooks request books[].weight minimum: 0.1 -> 0.2
    ");
}

#[test]
fn another_pattern_is_not_the_documented_one() {
    let shown = shown(TYPES, r#"pattern("^[a-z\"]*$")"#, r#"pattern("^[a-z]*$")"#);
    insta::assert_snapshot!(shown, @r#"
    types/add_books.rs:117:36: unread-rust: the documentation of `note` says `^[a-z"]*$` about pattern, and its rules `^[a-z]*$`
    types/add_books.rs:117:36: AddBooks request books[].note pattern: ^[a-z"]*$ -> ^[a-z]*$
    "#);
}

#[test]
fn other_numbers_are_not_the_documented_ones() {
    let shown = shown(TYPES, "values(&[1, 2, 3])", "values(&[1, 2])");
    insta::assert_snapshot!(shown, @"
    types/add_books.rs:118:27: unread-rust: the documentation of `stars` says `1, 2, 3` about values, and its rules `1, 2`
    types/add_books.rs:118:27: AddBooks request books[].stars values: 1, 2, 3 -> 1, 2
    ");
}

#[test]
fn a_rule_of_what_is_inside_is_at_its_depth() {
    let shown = shown(TYPES, "each(each(minimum(-5)))", "each(each(minimum(5)))");
    insta::assert_snapshot!(shown, @"
    types/add_books.rs:121:52: unread-rust: the documentation of `scores` says `-5` about minimum, and its rules `5`
    types/add_books.rs:121:52: AddBooks request books[].scores[][] minimum: -5 -> 5
    ");
}

#[test]
fn a_rule_that_nobody_documents_is_a_problem() {
    let shown = shown(TYPES, "pages: \"pages\",", "pages: \"pages\" => maximum(1000),");
    insta::assert_snapshot!(shown, @"
    types/add_books.rs:116:27: unread-rust: the documentation of `pages` says nothing about maximum, and its rules `1000`
    types/add_books.rs:116:27: + AddBooks request books[].pages maximum 1000
    ");
}

#[test]
fn a_documented_limit_is_a_rule_too() {
    let shown = shelf::shown_with(TYPES, shelf::text(TYPES).replace("- Range: 0.1 to 25", "- Range: 0.1 to 26"));
    insta::assert_snapshot!(shown, @"
    types/add_books.rs:119:49: unread-rust: the documentation of `weight` says `26` about maximum, and its rules `25.0`
    types/add_books.rs:119:49: AddBooks request books[].weight maximum: 25 -> 25.0
    ");
}

#[test]
fn rules_stand_in_their_order() {
    let shown = shown(TYPES, "min_items(1).max_items(50)", "max_items(50).min_items(1)");
    insta::assert_snapshot!(shown, @"
    types/add_books.rs:37:52: unread-rust: expected a rule of the generator's for such a value, in its order, but found `min_items`
    operations/add_books.rs:44:18: AddBooks request type: object(AddBooksRequest) -> unknown(AddBooksRequest)
    - AddBooks request books
    - AddBooks request labels
    - AddBooks request options
    - AddBooks request password
    ");
}

#[test]
fn a_rule_is_one_of_values_of_its_type() {
    let shown = shown(TYPES, "minimum_number(0.1)", "minimum(1)");
    insta::assert_snapshot!(shown, @"
    types/add_books.rs:119:29: unread-rust: expected a rule of the generator's for such a value, in its order, but found `minimum`
    types/add_books.rs:20:23: AddBooks request books type: array<object(Book)> -> array<unknown(Book)>
    - AddBooks request books[].about
    - AddBooks request books[].note
    - AddBooks request books[].pages
    - AddBooks request books[].scores
    - AddBooks request books[].stars
    - AddBooks request books[].type
    - AddBooks request books[].weight
    ");
}

#[test]
fn what_is_no_longer_required_is_optional() {
    let shown = shown(TYPES, "type_: \"type\" => required(),", "type_: \"type\",");
    insta::assert_snapshot!(shown, @"types/add_books.rs:115:16: AddBooks request books[].type presence: required -> optional");
}

#[test]
fn what_is_only_received_has_no_rules() {
    let shown = shown(SHARED, "code: \"code\",", "code: \"code\" => max_length(32),");
    insta::assert_snapshot!(shown, @"types/shared.rs:21:25: unread-rust: expected no rule but `required()` for what is only received, but found `max_length`");
}

#[test]
fn a_limit_of_what_is_received_is_only_documented() {
    let shown = shown(SHARED, "at most 32 characters", "at most 33 characters");
    insta::assert_snapshot!(shown, @"
    types/shared.rs:9:5: AddBooks 400 code max-length: 32 -> 33
    types/shared.rs:9:5: AddBooks 5XX code max-length: 32 -> 33
    types/shared.rs:9:5: CloseShelf 400 code max-length: 32 -> 33
    types/shared.rs:9:5: LendBooks 400 code max-length: 32 -> 33
    ");
}

#[test]
fn what_no_request_holds_is_no_sent_record() {
    let unsent = "
/// Nothing.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Nothing {
    /// Members of the JSON object that are not documented.
    pub extra: ::progenitor_client::Extra,
}

::progenitor_client::sent_record! {
    Nothing {
    }
}

impl Nothing {
    /// One with nothing set.
    pub fn new() -> Self {
        Self::default()
    }
}
";
    let shown = shelf::shown_with(SHARED, shelf::text(SHARED).to_owned() + unsent);
    insta::assert_snapshot!(shown, @"types/shared.rs:29:12: unread-rust: expected `record!` for `Nothing`, which no request holds");
}

#[test]
fn what_a_request_holds_is_a_sent_record() {
    let (before, rest) =
        shelf::text(TYPES).split_once("::progenitor_client::sent_record! {\n    Book {").expect("the table of books");
    let (_, after) = rest.split_once("::progenitor_client::open_enum! {").expect("the enum behind it");
    let table = "type_ pages note stars weight about scores".split(' ').map(|field| {
        let rule = if ["type_", "note"].contains(&field) { " => required()" } else { "" };
        format!("        {field}: \"{}\"{rule},\n", field.trim_end_matches('_'))
    });
    let record = format!("::progenitor_client::record! {{\n    Book {{\n{}    }}\n}}\n\n", table.collect::<String>());
    let shown = shelf::shown_with(TYPES, format!("{before}{record}::progenitor_client::open_enum! {{{after}"));
    insta::assert_snapshot!(shown, @"types/add_books.rs:84:12: unread-rust: expected `sent_record!` for `Book`, which a request holds");
}

#[test]
fn nobody_sets_what_is_only_received() {
    let shown = shown(
        LOANS,
        "        counts: \"counts\",\n    }\n}\n",
        "        counts: \"counts\",\n    }\n}\n\nimpl Loan {}\n",
    );
    insta::assert_snapshot!(shown, @"types/lend_books.rs:29:1: unread-rust: expected an item that the generator writes, but found `impl`");
}

#[test]
fn a_field_that_nobody_can_set_is_a_problem() {
    let shown = shown(TYPES, "pub fn note(", "pub fn nota(");
    insta::assert_snapshot!(shown, @"
    types/add_books.rs:125:6: unread-rust: expected `Book` to have the function `note`, in its place
    types/add_books.rs:147:12: unread-rust: expected the name of a function that is not here yet, but found `nota`
    ");
}

#[test]
fn a_setter_sets_its_own_field() {
    let shown = shown(TYPES, "self.pages = Some(", "self.stars = Some(");
    insta::assert_snapshot!(shown, @"types/add_books.rs:139:14: unread-rust: expected `pages`, but found `stars`");
}

#[test]
fn a_setter_takes_the_type_of_its_field() {
    let shown = shown(
        TYPES,
        "pub fn weight(mut self, value: impl Into<f64>)",
        "pub fn weight(mut self, value: impl Into<i64>)",
    );
    insta::assert_snapshot!(shown, @"types/add_books.rs:163:46: unread-rust: expected the same type as in the struct, but found `i64`");
}

#[test]
fn the_setter_of_a_list_takes_its_items() {
    let shown = shown(
        TYPES,
        "pub fn books(mut self, values: impl IntoIterator<Item = impl Into<Book>>)",
        "pub fn books(mut self, value: impl Into<Vec<Book>>)",
    );
    insta::assert_snapshot!(shown, @"types/add_books.rs:53:28: unread-rust: expected `values: impl IntoIterator<Item =`, but found `value`");
}

#[test]
fn the_setters_documentation_is_that_of_the_field() {
    let shown = shown(TYPES, "    /// How many pages.\n    pub fn", "    /// How many leaves.\n    pub fn");
    insta::assert_snapshot!(shown, @"types/add_books.rs:137:5: unread-rust: expected `/// How many pages.`, but found `/// How many leaves.`");
}

#[test]
fn a_bullet_that_the_setter_lacks_is_a_problem() {
    let shown = shown(
        TYPES,
        "    /// In kilograms.\n    ///\n    /// - Range: 0.1 to 25\n    pub fn",
        "    /// In kilograms.\n    pub fn",
    );
    insta::assert_snapshot!(shown, @"types/add_books.rs:160:5: unread-rust: expected the documentation of the field `weight`, but found `/// In kilograms.`");
}

#[test]
fn a_bullet_that_does_not_parse_is_a_problem() {
    let shown = shown(SHARED, "- Length: at most 32 characters", "- Length: up to 32 characters");
    insta::assert_snapshot!(shown, @"
    types/shared.rs:9:5: unread-rust: expected a bullet of the generator's, but found `- Length: up to 32 characters`
    - AddBooks 400 code max-length 32
    - AddBooks 5XX code max-length 32
    - CloseShelf 400 code max-length 32
    - LendBooks 400 code max-length 32
    ");
}

#[test]
fn a_value_of_an_enum_is_the_documented_one() {
    let shown = shown(TYPES, "Novel = \"novel\"", "Novel = \"romance\"");
    insta::assert_snapshot!(shown, @"
    types/add_books.rs:188:14: unread-rust: expected the documentation of the values romance, non-fiction, but found `BookType`
    types/add_books.rs:189:9: unread-rust: expected `Romance`, but found `Novel`
    types/add_books.rs:188:14: AddBooks request books[].type values: novel, non-fiction -> romance, non-fiction
    ");
}

#[test]
fn values_of_an_enum_stand_in_the_documented_order() {
    let shown = shown(
        TYPES,
        "        Novel = \"novel\",\n        NonFiction = \"non-fiction\",\n",
        "        NonFiction = \"non-fiction\",\n        Novel = \"novel\",\n",
    );
    insta::assert_snapshot!(shown, @"
    types/add_books.rs:188:14: unread-rust: expected the documentation of the values non-fiction, novel, but found `BookType`
    types/add_books.rs:188:14: AddBooks request books[].type values: novel, non-fiction -> non-fiction, novel
    ");
}

#[test]
fn values_that_are_exchanged_are_not_those_of_their_variants() {
    let shown = shown(
        TYPES,
        "Novel = \"novel\",\n        NonFiction = \"non-fiction\"",
        "NonFiction = \"novel\",\n        Novel = \"non-fiction\"",
    );
    insta::assert_snapshot!(shown, @"
    types/add_books.rs:189:9: unread-rust: expected `Novel`, but found `NonFiction`
    types/add_books.rs:190:9: unread-rust: expected `NonFiction`, but found `Novel`
    ");
}

#[test]
fn an_enum_that_cannot_be_read_is_one_problem() {
    let shown = shown(TYPES, "Novel = \"novel\"", "Novel = novel");
    insta::assert_snapshot!(shown, @"
    types/add_books.rs:189:17: unread-rust: expected a string, but found `novel`
    types/add_books.rs:86:23: AddBooks request books[].type type: string -> unknown(BookType)
    - AddBooks request books[].type values novel, non-fiction
    ");
}

#[test]
fn a_variant_that_is_gone_is_missed_by_the_documentation() {
    let shown = shown(TYPES, "        NonFiction = \"non-fiction\",\n", "");
    insta::assert_snapshot!(shown, @"
    types/add_books.rs:188:14: unread-rust: expected the documentation of the values novel, but found `BookType`
    types/add_books.rs:188:14: AddBooks request books[].type values: novel, non-fiction -> novel
    ");
}

#[test]
fn an_enum_that_refuses_other_values_is_closed() {
    let (before, rest) =
        shelf::text(TYPES).split_once("::progenitor_client::open_enum! {\n    /// The kind").expect("the enum");
    let (_, after) = rest.split_once("}\n}\n").expect("its end");
    let closed = "/// The kind of a book.\n#[derive(Clone, Debug)]\npub enum BookType {\n    Novel,\n}\n";
    let shown = shelf::shown_with(TYPES, format!("{before}{closed}{after}"));
    insta::assert_snapshot!(shown, @"
    types/add_books.rs:185:1: closed-enum: `BookType` refuses what it does not know
    types/add_books.rs:86:23: AddBooks request books[].type type: string -> unknown(BookType)
    - AddBooks request books[].type values novel, non-fiction
    ");
}
