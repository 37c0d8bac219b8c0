//! Mangled files: whatever the bytes, there is an answer and no crash.

use proptest::prelude::*;

use crate::fixture::{LABEL, lamps, messages};

/// Words that mean something, to be put where they do not belong.
const WORDS: [&str; 20] = [
    "$ref: '#/components/schemas/LampReq'",
    "type: object",
    "{}",
    "[]",
    "- ",
    "\t",
    "&a ",
    "*a",
    "null",
    "allOf:",
    "properties:",
    "required: [a]",
    "  ",
    "\n",
    ": ",
    "'",
    "\"",
    "0",
    "common.yaml#/components/schemas/Failure",
    "\u{feff}",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn no_edit_of_a_service_makes_it_crash(
        edits in proptest::collection::vec((0..4usize, 0..4000usize, 0..60usize, 0..WORDS.len()), 1..4)
    ) {
        let mut files = lamps();
        for (file, at, remove, word) in edits {
            let bytes = &mut files[file].bytes;
            let from = at % bytes.len().max(1);
            let to = (from + remove).min(bytes.len());
            bytes.splice(from.min(to)..to, WORDS[word].bytes());
        }
        messages(&spec::load_files(&files, LABEL));
    }

    #[test]
    fn no_values_in_place_of_others_make_it_crash(file in 0..4usize, line in 0..120usize, word in 0..WORDS.len()) {
        let mut files = lamps();
        let text = String::from_utf8(files[file].bytes.clone()).expect("a text");
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        let line = line % lines.len();
        if let Some((key, _)) = lines[line].split_once(':') {
            lines[line] = format!("{key}: {}", WORDS[word]);
        }
        files[file].bytes = lines.join("\n").into_bytes();
        messages(&spec::load_files(&files, LABEL));
    }

    #[test]
    fn no_truncation_makes_it_crash(file in 0..4usize, length in 0..4000usize) {
        let mut files = lamps();
        files[file].bytes.truncate(length);
        messages(&spec::load_files(&files, LABEL));
    }
}
