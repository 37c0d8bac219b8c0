//! Mangled files: whatever the bytes, there is an answer and no crash.

use proptest::prelude::*;

use super::{BEHAVIOUR, load};
use crate::fixture::messages;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_text_makes_it_crash(text in "(things|operations|job|stop_jobs|: |\\{|\\}|\\[|\\]|\n|  |- |'|NEW|\\PC){0,60}") {
        messages(&load(text.as_bytes()));
    }

    #[test]
    fn no_bytes_make_it_crash(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        messages(&load(&bytes));
    }

    #[test]
    fn no_lines_in_another_place_make_it_crash(
        moved in proptest::collection::vec((0..48usize, 0..48usize, 0..3usize), 1..5)
    ) {
        let mut lines: Vec<String> = BEHAVIOUR.lines().map(str::to_owned).collect();
        for (from, to, indent) in moved {
            let line = lines.remove(from % lines.len());
            let line = format!("{}{}", "  ".repeat(indent), line.trim_start());
            lines.insert(to % (lines.len() + 1), line);
        }
        messages(&load(lines.join("\n").as_bytes()));
    }

    #[test]
    fn no_word_in_place_of_another_makes_it_crash(
        at in 0..200usize,
        word in "NEW|job|jobs\\[\\]|'\\[\\]'|request jobs\\[\\]|request|path job_id|\\{\\}|\\[\\]|5s|true|null|''|id|'\\{\\}'"
    ) {
        let words: Vec<&str> = BEHAVIOUR.split_inclusive([' ', '\n']).collect();
        let at = at % words.len();
        let end = if words[at].ends_with('\n') { "\n" } else { " " };
        let text = [&words[..at].concat(), word.as_str(), end, &words[at + 1..].concat()].concat();
        messages(&load(text.as_bytes()));
    }
}
