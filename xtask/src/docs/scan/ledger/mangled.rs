//! Our own pages with one character, one tag or one line of a table damaged, in every place where that can be: the ledger
//! adds up against the plain count all the same, and what is read otherwise than before is told.

use std::collections::BTreeSet;
use std::path::Path;

use docparse::Page;

use super::gaps;

/// One of so many damaged pages is read: each kind of damage comes in many places.
const SAMPLE: usize = 41;

/// Our pages of some renditions, each with its name.
fn pages(ends: &[&str]) -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates/docparse/tests/fixtures");
    let entries = std::fs::read_dir(folder).expect("the pages of the reader's tests");
    let files = entries.map(|entry| entry.expect("a page").path());
    let mut pages: Vec<_> = files
        .map(|file| (file.file_name().unwrap_or_default().to_string_lossy().into_owned(), file))
        .filter(|(name, _)| ends.iter().any(|end| name.ends_with(end)))
        .map(|(name, file)| (name, std::fs::read_to_string(file).expect("a page in UTF-8")))
        .collect();
    pages.sort();
    assert!(!pages.is_empty());
    pages
}

fn read(page: &str) -> Page {
    docparse::read(page.as_bytes(), "page", &contract::Edition::default())
}

/// What a page says, wherever it says it.
fn said(page: &Page) -> BTreeSet<String> {
    let elements = page.contracts.iter().flat_map(|contract| &contract.elements);
    elements.map(|element| format!("{} {:?}", element.address, element.facts.ty())).collect()
}

/// The line with the characters at the ends of its runs deleted, made others, or pushed on, and cut off before each.
fn damaged(line: &str) -> Vec<String> {
    let signs: Vec<char> = line.chars().collect();
    let at_end = |at: usize| at == 0 || signs.get(at + 1) != signs.get(at) || signs.get(at - 1) != signs.get(at);
    let ends = line.char_indices().map(|(at, c)| (&line[..at], c, &line[at + c.len_utf8()..]));
    let ends = ends.zip(0..).filter(|(_, at)| at_end(*at)).map(|(end, _)| end);
    let one = ends.flat_map(|(before, c, after)| {
        let other = ["", "-", "=", "+", "|", "x", " "].map(|other| format!("{before}{other}{after}"));
        let more = ["-", "=", "+", "|", "x", " "].map(|more| format!("{before}{more}{c}{after}"));
        other.into_iter().chain(more).chain([before.to_owned()])
    });
    let mut damaged: Vec<String> = one.filter(|other| other != line).collect();
    damaged.sort();
    damaged.dedup();
    damaged
}

/// Checks every page with every line that `wanted` picks made each of the others.
fn all_add_up(ends: &[&str], wanted: impl Fn(&str) -> bool, others: impl Fn(&str) -> Vec<Vec<String>>) {
    let mut faults = Vec::new();
    let mut count = 0;
    for (name, page) in pages(ends) {
        let whole = read(&page);
        let lines: Vec<&str> = page.lines().collect();
        for at in (0..lines.len()).filter(|at| wanted(lines[*at])) {
            for other in others(lines[at]) {
                count += 1;
                if count % SAMPLE != 0 {
                    continue;
                }
                let (before, after) = (&lines[..at], &lines[at + 1..]);
                let other: Vec<&str> = other.iter().map(String::as_str).collect();
                let text = [before, &other, after].concat().join("\n") + "\n";
                let read = read(&text);
                let gaps = gaps(text.as_bytes(), &read);
                let silent = read.problems.is_empty() && said(&read) != said(&whole);
                if !gaps.is_empty() || silent {
                    let what = if silent { "nothing is told" } else { "rows are lost" };
                    faults.push(format!("{name}:{}: {what}: {gaps:?}\n{}\n{}", at + 1, lines[at], other.join("\n")));
                }
            }
        }
    }
    let few = faults.iter().take(40).cloned().collect::<Vec<_>>().join("\n");
    assert!(faults.is_empty(), "{} of {count}:\n{few}", faults.len());
}

/// A line that is not there, or has its characters damaged.
fn missing_or_damaged(line: &str) -> Vec<Vec<String>> {
    // A table in an item of a list is as good as any other.
    let sound = |other: &String| other.strip_prefix("-  ").is_some_and(|border| border == line.trim_start());
    let damaged = damaged(line).into_iter().filter(|other| !sound(other)).map(|line| vec![line]);
    damaged.chain([vec![], vec![line.to_owned(), line.to_owned()]]).collect()
}

#[test]
fn borders_of_grids() {
    let is_border = |line: &str| line.trim_start().starts_with("+-") || line.trim_start().starts_with("+=");
    all_add_up(&[".rst"], is_border, missing_or_damaged);
}

#[test]
fn borders_of_simple_tables() {
    all_add_up(&[".rst"], |line| line.trim_start().starts_with("==") && line.contains("= ="), missing_or_damaged);
}

/// A line with each of its tags left out, doubled, or made another of a table.
fn other_tags(line: &str) -> Vec<Vec<String>> {
    let tags = line.match_indices('<').filter_map(|(at, _)| Some(at..at + line[at..].find('>')? + 1));
    let of_table = |tag: &str| ["t", "/t"].iter().any(|name| tag[1..].starts_with(name)) && !tag.contains("title");
    let tags = tags.filter(|tag| of_table(&line[tag.clone()]));
    let others = tags.flat_map(|tag| {
        let own = &line[tag.clone()];
        [
            "".into(),
            own.repeat(2),
            "<tr>".into(),
            "</tr>".into(),
            "</td>".into(),
            "</table>".into(),
            own.replace('>', " rowspan=\"3\">"),
        ]
        .map(|other: String| format!("{}{other}{}", &line[..tag.start], &line[tag.end..]))
    });
    others.map(|line| vec![line]).collect()
}

#[test]
fn tags_of_tables() {
    all_add_up(&[".html", ".zh.md", "s.md"], |line| line.contains("<t") || line.contains("</t"), other_tags);
}

/// A line with each of its pipes left out, doubled or escaped.
fn other_pipes(line: &str) -> Vec<Vec<String>> {
    let others = line
        .match_indices('|')
        .flat_map(|(at, _)| ["", "||", "\\|", "| |"].map(|other| format!("{}{other}{}", &line[..at], &line[at + 1..])));
    let half = line.chars().take(line.chars().count() / 2).collect();
    // Half a separator tells of other columns.
    others.chain((!line.contains("--")).then_some(half)).map(|line| vec![line]).collect()
}

#[test]
fn pipes_of_markdown() {
    all_add_up(&[".pipe.md", "robots.md"], |line| line.contains('|'), other_pipes);
}

#[test]
fn pipes_of_text() {
    all_add_up(&[".txt"], |line| line.contains('|'), other_pipes);
}
