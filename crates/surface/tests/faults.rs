//! Plants faults into generated Rust, one at a time, systematically, and expects every one of them to show.

mod shelf;

use std::thread;

use rustc_lexer::{FrontmatterAllowed, TokenKind, tokenize};
use surface::read;

/// A change of one file: the bytes that go, and what comes.
struct Fault {
    file: usize,
    range: std::ops::Range<usize>,
    new: String,
}

/// Makes another of every name, number and string, and takes every other token away.
fn token_faults(file: usize, text: &str) -> Vec<Fault> {
    let mut start = 0;
    let mut faults = Vec::new();
    for token in tokenize(text, FrontmatterAllowed::No) {
        let range = start..start + token.len as usize;
        start = range.end;
        let old = &text[range.clone()];
        let new = match token.kind {
            TokenKind::Whitespace | TokenKind::LineComment { .. } => continue,
            TokenKind::Ident => format!("{old}_x"),
            TokenKind::Literal { .. } => match old.strip_suffix('"') {
                Some(open) => format!("{open}x\""),
                None => format!("{old}1"),
            },
            _ => String::new(),
        };
        faults.push(Fault { file, range, new });
    }
    faults
}

/// Takes every line away, and makes another of every bullet.
fn line_faults(file: usize, text: &str) -> Vec<Fault> {
    let mut start = 0;
    let mut faults = Vec::new();
    for line in text.split_inclusive('\n') {
        let range = start..start + line.len();
        start = range.end;
        if line.contains("/// - ") {
            let end = range.end - 2;
            faults.push(Fault { file, range: end..end + 1, new: "x".to_owned() });
        }
        faults.push(Fault { file, range, new: String::new() });
    }
    faults
}

/// Exchanges every line of code with the one behind it.
fn order_faults(file: usize, text: &str) -> Vec<Fault> {
    let is_code = |line: &str| !(line.trim().is_empty() || line.trim_start().starts_with("//"));
    let mut start = 0;
    let mut faults = Vec::new();
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    for pair in lines.windows(2) {
        if is_code(pair[0]) && is_code(pair[1]) && pair[0].trim() != pair[1].trim() {
            let new = format!("{}{}", pair[1], pair[0]);
            faults.push(Fault { file, range: start..start + new.len(), new });
        }
        start += pair[0].len();
    }
    faults
}

/// What no operation depends on, by the line that it stands on: words for readers, what a module is called and shows, and
/// a comma that only closes a list.
fn is_harmless(before: &str, line: &str, old: &str) -> bool {
    let line = line.trim();
    let is_import = before.rfind("\nuse ") > before.rfind(';');
    let starts = ["// ", "//!", "use ", "pub use ", "mod ", "pub mod "];
    let is_words = line.starts_with("///") && !line.starts_with("/// - ");
    let is_link = line.starts_with("/// - Documented: ");
    // The status counts, and what it means is for readers.
    let is_status = line.starts_with("/// - `") && old == ".";
    // Whichever of two statuses comes first, each has its arm.
    let is_arm = |line: &str| line.trim().starts_with(|c: char| c.is_ascii_digit()) && line.contains(" => ");
    let are_arms = old.contains('\n') && old.lines().all(is_arm);
    line.is_empty()
        || are_arms
        || is_import
        || is_words
        || is_link
        || is_status
        || old == ","
        || starts.iter().any(|start| line.starts_with(start))
}

#[test]
fn every_fault_of_an_operation_or_a_type_shows() {
    let files = shelf::files_with_methods();
    let whole = read(&files);
    assert_eq!(whole.problems, []);
    let whole: Vec<_> = shelf::facts(&whole).into_iter().map(|(name, (value, _))| (name, value)).collect();
    let is_told = |label: &str| !label.ends_with("mod.rs");
    let faults: Vec<Fault> = (files.iter().enumerate().filter(|(_, (label, _))| is_told(label)))
        .flat_map(|(file, (_, text))| {
            token_faults(file, text).into_iter().chain(line_faults(file, text)).chain(order_faults(file, text))
        })
        .collect();
    let survivors = |faults: &[Fault]| -> Vec<String> {
        let mut survivors = Vec::new();
        let mut files = files.clone();
        for fault in faults {
            let (label, text) = files[fault.file].clone();
            files[fault.file].1.replace_range(fault.range.clone(), &fault.new);
            let surface = read(&files);
            files[fault.file].1 = text.clone();
            let shows = !surface.problems.is_empty()
                || shelf::facts(&surface).into_iter().map(|(name, (value, _))| (name, value)).ne(whole.iter().cloned());
            let number = text[..fault.range.start].matches('\n').count();
            let line = text.lines().nth(number).unwrap_or_default();
            let old = &text[fault.range.clone()];
            if !shows && !is_harmless(&text[..fault.range.start], line, old) {
                survivors.push(format!("{label}:{} `{}` -> `{}`: {line}", number + 1, old.trim(), fault.new));
            }
        }
        survivors
    };
    let workers = thread::available_parallelism().map_or(1, usize::from);
    let found: Vec<String> = thread::scope(|scope| {
        let parts = faults.chunks(faults.len().div_ceil(workers));
        let threads: Vec<_> = parts.map(|part| scope.spawn(|| survivors(part))).collect();
        threads.into_iter().flat_map(|thread| thread.join().expect("a worker")).collect()
    });
    println!("{} faults planted", faults.len());
    assert_eq!(found, Vec::<String>::new());
}
