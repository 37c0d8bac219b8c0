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
    assert_eq!(problems("hello"), ["a.rs:1:1: expected `pub`, but found `hello`"]);
    assert_eq!(problems("pub struct A { pub \"x"), ["a.rs:1:14: `{` is never closed"]);
}

#[test]
fn one_problem_leaves_the_items_behind_it_readable() {
    assert_eq!(
        problems("pub trait A { fn a(); }\npub static B: u8 = 1;\nmod c;\npub union D { a: u8 }"),
        [
            "a.rs:1:5: expected `struct`, but found `trait`",
            "a.rs:2:5: expected `struct`, but found `static`",
            "a.rs:4:5: expected `struct`, but found `union`",
        ]
    );
}

#[test]
fn no_files_say_nothing() {
    let surface = read(&[]);
    assert_eq!((surface.contracts.len(), surface.problems.len()), (0, 0));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn cut_and_mixed_files_are_read_to_the_end(cuts in proptest::collection::vec((0..7_usize, any::<u16>(), 0..400_usize), 1..6)) {
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
