//! Whatever the text, reading it neither fails nor panics.

mod shelf;

use proptest::prelude::*;
use surface::read;

fn problems(text: &str) -> Vec<String> {
    let files = [("a.rs".to_owned(), text.to_owned())];
    read(&files).problems.iter().map(|problem| format!("{}: {}", problem.at, problem.message)).collect()
}

#[test]
fn a_file_that_is_no_rust_is_a_problem_with_its_place() {
    assert_eq!(problems("pub struct {"), ["a.rs:1:12: `{` is never closed"]);
    assert_eq!(problems("pub struct A {\n)}"), ["a.rs:2:1: `)` closes a `{`: expected `}`"]);
    assert_eq!(problems("hello"), ["a.rs:1:1: expected an item that the generator writes, but found `hello`"]);
    assert_eq!(problems("pub struct A { pub \"x"), ["a.rs:1:14: `{` is never closed"]);
}

#[test]
fn one_problem_leaves_the_items_behind_it_readable() {
    assert_eq!(
        problems("pub trait A { fn a(); }\npub static B: u8 = 1;\nmod c;\npub union D { a: u8 }"),
        [
            "a.rs:1:1: expected an item that the generator writes, but found `pub`",
            "a.rs:2:1: expected an item that the generator writes, but found `pub`",
            "a.rs:4:1: expected an item that the generator writes, but found `pub`",
        ]
    );
}

#[test]
fn what_belongs_to_a_broken_item_is_no_second_problem() {
    assert_eq!(
        problems("#[derive(Clone)]\npub struct A {}\n::progenitor_client::record! { A {} }\nimpl A {}\nmod b;"),
        ["a.rs:1:15: expected `, Debug, Default, PartialEq)] #[non_exhaustive] pub struct`, but found `)`"]
    );
}

#[test]
fn types_that_nest_without_end_are_read_to_the_end() {
    let deep = format!("{}i64{}", "Vec<".repeat(100_000), ">".repeat(100_000));
    let text = format!(
        "#[derive(Clone, Debug, Default, PartialEq)]\n#[non_exhaustive]\npub struct A {{ pub a: Option<{deep}> }}"
    );
    assert_eq!(problems(&text).len(), 1);
}

#[test]
fn records_that_hold_each_other_in_all_directions_have_an_end() {
    let mut files = shelf::files();
    let names: Vec<String> = (0..40).map(|number| format!("Loop{number}")).collect();
    let fields = |row: &dyn Fn(&str) -> String| names.iter().map(|name| row(name)).collect::<String>();
    let records = names.iter().map(|name| {
        let declared = fields(&|other| format!("pub {}: Option<Box<{other}>>,", other.to_lowercase()));
        let rows = fields(&|other| format!("{}: {:?},", other.to_lowercase(), other.to_lowercase()));
        format!(
            "#[derive(Clone, Debug, Default, PartialEq)] #[non_exhaustive] pub struct {name} {{ {declared}
            /// Members of the JSON object that are not documented.
            pub extra: ::progenitor_client::Extra }}
            ::progenitor_client::record! {{ {name} {{ {rows} }} }}\n"
        )
    });
    let records: String = records.collect();
    for (label, text) in &mut files {
        match label.as_str() {
            "types/shared.rs" => text.push_str(&records),
            "operations/close_shelf.rs" => *text = text.replace("types::Refusal", "types::Loop0"),
            _ => {}
        }
    }
    let problems = read(&files).problems;
    let codes: Vec<&str> = problems.iter().map(|problem| problem.code).collect();
    assert_eq!(codes, ["too-large"]);
}

#[test]
fn no_files_say_nothing() {
    let surface = read(&[]);
    assert_eq!((surface.contracts.len(), surface.problems.len()), (0, 0));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn cut_and_mixed_files_are_read_to_the_end(cuts in proptest::collection::vec((0..9_usize, any::<u16>(), 0..400_usize), 1..6)) {
        let mut files = shelf::files();
        for (file, from, len) in cuts {
            let text = &mut files[file].1;
            let floor = |at: usize| (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
            let from = floor(usize::from(from) % (text.len() + 1));
            let to = floor(from + len);
            let cut: String = text.drain(from..to).collect();
            text.push_str(&cut);
        }
        read(&files);
    }

    #[test]
    fn any_text_is_read_to_the_end(text in ".{0,200}") {
        problems(&text);
    }
}
