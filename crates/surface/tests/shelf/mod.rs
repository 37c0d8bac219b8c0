//! A made-up service, as the generator writes it from `tests/fixtures/specs/shelf` (what waits and lists is written as it
//! would write that), and what shows when something in it is
//! changed.

use std::collections::BTreeMap;

use contract::{Place, Problem};
use surface::{Surface, read};

const FILES: [(&str, &str); 9] = [
    ("mod.rs", include_str!("../fixtures/shelf/mod.rs")),
    ("operations/add_books.rs", include_str!("../fixtures/shelf/operations/add_books.rs")),
    ("operations/close_shelf.rs", include_str!("../fixtures/shelf/operations/close_shelf.rs")),
    ("operations/lend_books.rs", include_str!("../fixtures/shelf/operations/lend_books.rs")),
    ("operations/mod.rs", include_str!("../fixtures/shelf/operations/mod.rs")),
    ("types/add_books.rs", include_str!("../fixtures/shelf/types/add_books.rs")),
    ("types/lend_books.rs", include_str!("../fixtures/shelf/types/lend_books.rs")),
    ("types/mod.rs", include_str!("../fixtures/shelf/types/mod.rs")),
    ("types/shared.rs", include_str!("../fixtures/shelf/types/shared.rs")),
];

/// What waits by its operations and lists them: it is read beside the others.
const METHODS: [(&str, &str); 2] = [
    ("pages.rs", include_str!("../fixtures/shelf/pages.rs")),
    ("waiters.rs", include_str!("../fixtures/shelf/waiters.rs")),
];

/// All files: label and text.
#[allow(dead_code, reason = "not every test program is about methods")]
pub(crate) fn files_with_methods() -> Vec<(String, String)> {
    FILES.iter().chain(&METHODS).map(|(label, text)| ((*label).to_owned(), (*text).to_owned())).collect()
}

/// The files of operations and types: label and text.
pub(crate) fn files() -> Vec<(String, String)> {
    FILES.iter().map(|(label, text)| ((*label).to_owned(), (*text).to_owned())).collect()
}

/// Every fact by operation, address and aspect, and where it stands.
pub(crate) fn facts(surface: &Surface) -> BTreeMap<String, (String, Place)> {
    let mut facts = BTreeMap::new();
    for contract in &surface.contracts {
        let id = contract.operation_id().unwrap_or_default();
        for element in &contract.elements {
            let name = format!("{id} {}", element.address);
            for (aspect, fact) in element.facts.iter() {
                facts.insert(format!("{name} {aspect}"), (fact.value.to_string(), fact.at.clone()));
            }
            facts.insert(name, (String::new(), element.at.clone()));
        }
        for method in &contract.methods {
            let name = format!("{id} {}", method.name);
            for says in &method.says {
                facts.insert(format!("{name} {}", says.about), (says.text.clone(), says.at.clone()));
            }
            facts.insert(name, (String::new(), method.at.clone()));
        }
    }
    facts
}

/// What shows after a change of a piece of a file, which stands in it once.
#[allow(dead_code, reason = "not every test program changes single places")]
pub(crate) fn shown(label: &str, old: &str, new: &str) -> String {
    let text = text(label);
    assert_eq!(text.matches(old).count(), 1, "`{old}` is not unique in {label}");
    shown_with(label, text.replacen(old, new, 1))
}

/// The text of one of the files.
#[allow(dead_code, reason = "not every test program changes single places")]
pub(crate) fn text(label: &str) -> &'static str {
    FILES.iter().chain(&METHODS).find(|file| file.0 == label).map(|file| file.1).expect("a file of the fixture")
}

/// What shows if a file has another text: each problem, then each fact that is another, gone (`-`) or new (`+`). Of what
/// is gone or new as a whole, only the whole.
#[allow(dead_code, reason = "not every test program changes single places")]
pub(crate) fn shown_with(label: &str, text: String) -> String {
    let is_method = METHODS.iter().any(|file| file.0 == label);
    let mut files = if is_method { files_with_methods() } else { files() };
    let before = facts(&read(&files));
    if let Some(file) = files.iter_mut().find(|file| file.0 == label) {
        file.1 = text;
    }
    let surface = read(&files);
    let after = facts(&surface);
    let problem = |problem: &Problem| format!("{}: {}: {}", problem.at, problem.code, problem.message);
    let mut lines: Vec<String> = surface.problems.iter().map(problem).collect();
    for (name, (value, at)) in &after {
        match before.get(name) {
            Some((then, _)) if then != value => lines.push(format!("{at}: {name}: {then} -> {value}")),
            None if !has_whole(name, &after, &before) => lines.push(format!("{at}: + {name} {value}")),
            _ => {}
        }
    }
    let gone = before.iter().filter(|(name, _)| !after.contains_key(*name) && !has_whole(name, &before, &after));
    lines.extend(gone.map(|(name, (value, _))| format!("- {name} {value}")));
    lines.iter().map(|line| line.trim_end().to_owned() + "\n").collect()
}

/// Whether what a fact belongs to is in one of two surfaces only, too: its operation, its element, or what leads there.
fn has_whole(name: &str, of: &BTreeMap<String, (String, Place)>, other: &BTreeMap<String, (String, Place)>) -> bool {
    let id = name.split(' ').next().unwrap_or_default();
    let operation = format!("{id} operation");
    let shorter =
        (0..name.len()).filter(|at| matches!(name.as_bytes()[*at], b' ' | b'.' | b'[' | b'{')).map(|at| &name[..at]);
    let mut wholes = shorter.chain([operation.as_str()]).filter(|whole| *whole != name);
    wholes.any(|whole| of.contains_key(whole) && !other.contains_key(whole))
}
