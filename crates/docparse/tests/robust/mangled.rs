//! What happens to files: they are cut off, saved by other systems, mixed up, and written in other scripts.

use contract::{Address, Contract, FieldPath};
use docparse::Page;
use proptest::prelude::*;

use crate::check::{fault, read};
use crate::seeds::ours;

/// The contracts of a page, without the hash of its bytes.
fn contracts(page: Page) -> Vec<Contract> {
    let mut contracts = page.contracts;
    contracts.iter_mut().for_each(|contract| contract.source.sha256 = None);
    contracts
}

fn text(page: &[u8]) -> String {
    String::from_utf8_lossy(page).into_owned()
}

#[test]
fn line_ends_and_a_byte_order_mark_change_nothing() {
    for page in ours() {
        let (as_is, text) = (read(&page), text(&page));
        let told = as_is.rows.clone();
        let as_is = contracts(as_is);
        for other in [text.replace('\n', "\r\n"), text.replace('\n', "\r"), format!("\u{feff}{text}")] {
            let other = read(other.as_bytes());
            assert_eq!(other.rows, told);
            assert_eq!(contracts(other), as_is);
        }
    }
}

#[test]
fn tabs_are_blanks_up_to_the_next_stop() {
    for page in ours() {
        let text = text(&page);
        // Indentation by eight blanks is a tab for many editors; elsewhere a tab would move what follows it.
        let tabbed = text.lines().map(|line| {
            let blanks = line.len() - line.trim_start_matches(' ').len();
            format!("{}{}{}\n", "\t".repeat(blanks / 8), " ".repeat(blanks % 8), &line[blanks..])
        });
        let (tabbed, as_is) = (read(tabbed.collect::<String>().as_bytes()), read(&page));
        assert_eq!(tabbed.rows, as_is.rows);
        assert_eq!(contracts(tabbed), contracts(as_is));
    }
}

#[test]
fn names_and_words_from_right_to_left_stay_as_they_are() {
    let (name, words) = ("\u{5d0}\u{5d1}\u{5d2}_\u{627}", "\u{5d0}\u{5d1} \u{202b}lamp\u{202c} \u{627}\u{628}.");
    let simple = "======== ====== ====================";
    for page in [
        format!(
            "Robots\n======\n\nURI\n---\n\nPOST /v1/x\n\nRequest\n-------\n\n{simple}\nName     Type   Description\n{simple}\n{name:8} String {words}\n{simple}\n"
        ),
        format!(
            "<h1>Robots</h1><h2>URI</h2><p>POST /v1/x</p><h2>Request</h2><table><tr><th>Name<th>Type<th>Description<tr><td>{name}<td>String<td dir=rtl>{words}</table>"
        ),
        format!(
            "# Robots\n\n## URI\n\nPOST /v1/x\n\n## Request\n\n| Name | Type | Description |\n|---|---|---|\n| {name} | String | {words} |\n"
        ),
        format!(
            "Robots\nURI\nPOST /v1/x\nRequest\n|\nName |\nType |\nDescription |\n|---|---|---|\n|\n{name} |\nString |\n{words} |\n"
        ),
    ] {
        let read = read(page.as_bytes());
        assert_eq!(read.problems, [], "{page}");
        let address = Address::Request(FieldPath::root().field(name));
        let element = read.contracts[0].get(&address).unwrap_or_else(|| panic!("{}", read.contracts[0]));
        assert_eq!(element.words.as_deref(), Some(words));
        assert_eq!(fault(page.as_bytes()), None);
    }
}

#[test]
fn err_invalid_utf_8_is_told_once_with_its_place() {
    for page in ours() {
        let middle = page.len() / 2;
        for bad in [&b"\xff"[..], b"\xc3", b"\xe4\xb8", b"\xed\xa0\x80", b"\xc0\x80"] {
            let mut page = page.clone();
            page.splice(middle..middle, [b"\n", bad, b"\n"].concat());
            let lines = page[..middle].iter().filter(|byte| **byte == b'\n').count() as u32;
            let problems = read(&page).problems;
            let told: Vec<_> = problems.iter().filter(|problem| problem.code == "invalid-utf8").collect();
            assert_eq!(told.len(), 1);
            // The cut may have gone through a character, which is told first.
            assert!((lines + 1..=lines + 2).contains(&told[0].at.line), "{}", told[0]);
            assert!(told[0].at.column > 0);
        }
    }
}

/// The first cells of the rows below the headers, each with the number of its line.
fn names(page: &Page) -> Vec<(u32, String)> {
    page.rows.iter().map(|row| (row.at.line, row.name.clone())).collect()
}

#[test]
fn a_page_that_is_cut_off_anywhere_has_no_row_that_the_whole_has_not() {
    for page in ours() {
        let whole = names(&read(&page));
        for end in (0..page.len()).step_by(307) {
            let cut = read(&page[..end]);
            assert_eq!(fault(&page[..end]), None, "cut off at {end}");
            let cut = names(&cut);
            // Of the row in which the page ends, nobody knows how much is lost.
            let last = cut.iter().map(|(line, _)| *line).max();
            for row in cut.iter().filter(|(line, _)| Some(*line) < last) {
                assert!(whole.contains(row), "cut off at {end}: {row:?}\n{}", text(&page[..end]));
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn two_pages_interleaved_are_read(one in 0usize..18, other in 0usize..18, take in 1usize..6) {
        let pages = ours();
        let (one, other) = (text(&pages[one % pages.len()]), text(&pages[other % pages.len()]));
        let (one, other): (Vec<&str>, Vec<&str>) = (one.lines().collect(), other.lines().collect());
        let mixed = one.chunks(take).zip(other.chunks(take)).flat_map(|(one, other)| [one, other].concat());
        let mixed: Vec<&str> = mixed.collect();
        prop_assert_eq!(fault(mixed.join("\n").as_bytes()), None);
    }

    #[test]
    fn any_bytes_are_read(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
        prop_assert_eq!(fault(&bytes), None);
    }

    #[test]
    fn any_text_in_any_cell_is_read(which in 0usize..18, cell in "\\PC{0,60}", at in 0usize..60) {
        let pages = ours();
        let page = text(&pages[which % pages.len()]);
        let words: Vec<&str> = page.split(' ').collect();
        let at = at * words.len() / 60;
        let page = [words[..at].join(" "), cell, words[at..].join(" ")].join(" ");
        prop_assert_eq!(fault(page.as_bytes()), None);
    }

    #[test]
    fn a_page_with_lines_of_another_rendition_is_read(
        one in 0usize..18,
        other in 0usize..18,
        from in 0.0..1.0f64,
        to in 0.0..1.0f64,
    ) {
        let pages = ours();
        let (one, other) = (text(&pages[one % pages.len()]), text(&pages[other % pages.len()]));
        let (one, other): (Vec<&str>, Vec<&str>) = (one.lines().collect(), other.lines().collect());
        let at = |lines: &[&str], part: f64| (lines.len() as f64 * part) as usize;
        let (head, tail) = one.split_at(at(&one, from));
        let piece = &other[at(&other, from.min(to))..at(&other, from.max(to))];
        prop_assert_eq!(fault([head, piece, tail].concat().join("\n").as_bytes()), None);
    }
}
