//! What shows when an enum in generated Rust is another: each test is a rule.

mod shelf;

use shelf::shown;

const TYPES: &str = "types/add_books.rs";

#[test]
fn a_word_of_an_enum_is_the_one_that_is_sent_and_all_others_agree() {
    let shown = shown(TYPES, "Self::Novel => \"novel\"", "Self::Novel => \"romance\"");
    insta::assert_snapshot!(shown, @r#"
    types/add_books.rs:119:1: unread-rust: the documentation of `BookType` says `novel, non-fiction` about values, and its code `romance, non-fiction`
    types/add_books.rs:133:50: unread-rust: expected "romance" as `as_str` has it, but found "novel"
    types/add_books.rs:148:13: unread-rust: expected "romance" as `as_str` has it, but found "novel"
    types/add_books.rs:122:10: AddBooks request books[].type values: novel, non-fiction -> romance, non-fiction
    "#);
}

#[test]
fn a_word_that_is_received_as_another_is_a_problem() {
    let shown = shown(TYPES, "\"novel\" => Self::Novel", "\"novels\" => Self::Novel");
    insta::assert_snapshot!(shown, @r#"types/add_books.rs:148:13: unread-rust: expected "novel" as `as_str` has it, but found "novels""#);
}

#[test]
fn a_word_that_is_listed_as_another_is_a_problem() {
    let shown = shown(TYPES, "&[\"novel\", \"non-fiction\"]", "&[\"novel\", \"fiction\"]");
    insta::assert_snapshot!(shown, @r#"types/add_books.rs:133:59: unread-rust: expected "non-fiction" as `as_str` has it, but found "fiction""#);
}

#[test]
fn a_word_that_is_listed_beyond_the_variants_is_a_problem() {
    let shown = shown(TYPES, "&[\"novel\", \"non-fiction\"]", "&[\"novel\", \"non-fiction\", \"comic\"]");
    insta::assert_snapshot!(shown, @"types/add_books.rs:133:72: unread-rust: expected `];`, but found `,`");
}

#[test]
fn a_variant_that_is_gone_leaves_its_code() {
    let shown = shown(TYPES, "    /// `novel`\n    Novel,\n", "");
    insta::assert_snapshot!(shown, @"
    types/add_books.rs:131:57: unread-rust: expected `];`, but found `,`
    types/add_books.rs:136:19: unread-rust: expected `NonFiction =>`, but found `Novel`
    types/add_books.rs:146:30: unread-rust: expected `NonFiction,`, but found `Novel`
    ");
}

#[test]
fn a_variant_that_is_new_has_no_code() {
    let shown = shown(TYPES, "    NonFiction,\n", "    NonFiction,\n    /// `comic`\n    Comic,\n");
    insta::assert_snapshot!(shown, @"
    types/add_books.rs:135:72: unread-rust: expected `,`, but found `]`
    types/add_books.rs:142:19: unread-rust: expected `Comic =>`, but found `Unrecognized`
    types/add_books.rs:152:13: unread-rust: expected a string, but found `_`
    ");
}

#[test]
fn an_enum_that_refuses_other_values_is_closed() {
    let shown = shown(
        TYPES,
        "    NonFiction,\n    /// A value that is not documented, as it came.\n    Unrecognized(String),\n",
        "    NonFiction,\n",
    );
    insta::assert_snapshot!(shown, @"types/add_books.rs:122:10: closed-enum: `BookType` refuses what it does not know");
}

#[test]
fn the_words_of_an_enum_need_no_options_of_serde() {
    let shown = shown(TYPES, "    Novel,\n", "    #[serde(rename = \"romance\")]\n    Novel,\n");
    insta::assert_snapshot!(shown, @"types/add_books.rs:124:13: unread-rust: expected no such option of serde here, but found `rename`");
}

#[test]
fn an_enum_travels_by_its_own_code_and_derives_none() {
    let shown = shown(
        TYPES,
        "PartialOrd)]\n#[non_exhaustive]\npub enum BookType",
        "PartialOrd, ::serde::Serialize)]\n#[non_exhaustive]\npub enum BookType",
    );
    insta::assert_snapshot!(shown, @"types/add_books.rs:120:71: unread-rust: expected no derive of Serialize or Deserialize, but found `Serialize`");
}

#[test]
fn an_enum_is_sent_as_its_word() {
    let code = "impl ::serde::Serialize for BookType {\n    fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {\n        serializer.serialize_str(";
    let shown = shown(TYPES, &format!("{code}self.as_str())"), &format!("{code}\"novel\")"));
    insta::assert_snapshot!(shown, @r#"types/add_books.rs:177:34: unread-rust: expected `self.as_str()) } }`, but found `"novel"`"#);
}

#[test]
fn an_enum_that_nobody_can_send_or_receive_is_a_problem() {
    let shown = shown(TYPES, "impl ::serde::Serialize for BookType", "impl ::serde::Serialize for Book");
    insta::assert_snapshot!(shown, @"
    types/add_books.rs:122:10: unread-rust: expected `BookType` to have Serialize
    types/add_books.rs:175:6: unread-rust: expected a name, but found `:`
    ");
}

#[test]
fn how_long_the_values_of_an_enum_may_be_is_only_documented() {
    let shown =
        shown(TYPES, "`novel`, `non-fiction`\n", "`novel`, `non-fiction`\n/// - Length: at most 64 characters\n");
    insta::assert_snapshot!(shown, @"types/add_books.rs:120:1: + AddBooks request books[].type max-length 64");
}
