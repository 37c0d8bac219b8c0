//! Faults in the generated Rust: in the text that lies on disk, read back and judged beside page and spec.

mod edits;
mod operations;
mod types;

use std::ops::Range;

use contract::Witness;
use fidelity::{Case, Finding, Testimony};

use crate::bench::{Bench, Sought, in_file, try_all};
use crate::tally::{Outcome, Planted, settle};
use edits::Edit;

/// A kind of fault: its name, the rules that may find it (`unread` where the code no longer is what the generator
/// writes), and every way to plant it into a file.
pub(crate) type Operator = (&'static str, &'static [&'static str], fn(&str) -> Vec<Edit>);

/// How many lines a finding may be away from its fault, outside of what they have in common.
const NEAR: u32 = 10;

struct Fault {
    bench: usize,
    file: usize,
    operator: &'static Operator,
    edit: Edit,
}

fn plant(benches: &[Bench]) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (bench, inputs) in benches.iter().enumerate() {
        for (file, (label, text)) in inputs.rust.iter().enumerate().filter(|(_, (label, _))| !label.ends_with("mod.rs"))
        {
            let operators = if label.contains("/operations/") { operations::OPERATORS } else { types::OPERATORS };
            for operator in operators {
                let edits = operator.2(text).into_iter();
                faults.extend(edits.map(|edit| Fault { bench, file, operator, edit }));
            }
        }
    }
    faults
}

fn attempt(benches: &[Bench], fault: &Fault) -> Planted {
    let bench = &benches[fault.bench];
    let mut files = bench.rust.clone();
    let (label, text) = &mut files[fault.file];
    assert_ne!(*text, fault.edit.text, "`{}` changes nothing: {}", fault.operator.0, fault.edit.what);
    text.clone_from(&fault.edit.text);
    let label = label.clone();
    let surface = surface::read(&files);
    let of = |case: &Case| {
        let stem = |id: &str| spec::stem(id) == case.operation;
        surface.contracts.iter().find(|contract| contract.operation_id().is_some_and(stem)).cloned()
    };
    let cases: Vec<Case> = bench.cases.iter().map(|case| Case { rust: of(case), ..case.clone() }).collect();
    let report = fidelity::judge(&bench.service, &cases, &bench.quirks, &surface.problems);
    let place = |finding: &Finding| {
        finding.told.iter().any(|told| told.witness == Witness::Rust && is_near(told, &label, &fault.edit, &files))
    };
    let outcome = Sought { rules: fault.operator.1, addresses: &[], place: &place }.in_report(&report);
    let what = format!("{label}:{}", fault.edit.what);
    Planted { operator: fault.operator.0, operation: bench.service.clone(), what, outcome }
}

/// Whether a testimony points at the fault: a few lines away from it, or in the same function, or at an item or a line
/// that names the faulty type. What is gone from a struct is missed where the struct is named, and what the code of a
/// type does is contradicted by what its documentation says.
fn is_near(told: &Testimony, label: &str, edit: &Edit, files: &[(String, String)]) -> bool {
    let Some((_, text)) = files.iter().find(|(label, _)| in_file(&told.at, label)) else { return false };
    let at = block(text, told.at.line as usize);
    let fault = block(&edit.text, edit.line as usize);
    let close = told.at.line.abs_diff(edit.line) <= NEAR || at == fault;
    let names = |item: &str| {
        let line = told.at.line.saturating_sub(1) as usize;
        let around = if in_file(&told.at, label) { at.clone() } else { line..line + 1 };
        text.lines().skip(around.start).take(around.len()).any(|line| names(line, item))
    };
    in_file(&told.at, label) && close || item(&edit.text, fault).is_some_and(names)
}

/// The lines of the function or the item around a line: all that ends at the same closing brace.
fn block(text: &str, line: usize) -> Range<usize> {
    let is_end = |line: &&str| *line == "}" || *line == "    }";
    let lines: Vec<&str> = text.lines().collect();
    let line = line.clamp(1, lines.len());
    let start = lines[..line - 1].iter().rposition(is_end).map_or(0, |end| end + 1);
    let end = lines[line - 1..].iter().position(is_end).map_or(lines.len(), |end| line + end);
    start..end
}

/// The type that a block defines or implements, or is part of the implementation of.
fn item(text: &str, block: Range<usize>) -> Option<&str> {
    let lines: Vec<&str> = text.lines().take(block.end).collect();
    lines.into_iter().rev().find_map(|line| {
        let definition = line.strip_prefix("pub struct ").or_else(|| line.strip_prefix("pub enum "));
        let implementation = || line.starts_with("impl").then(|| line.rsplit([' ']).nth(1)).flatten();
        let name = definition.or_else(implementation)?;
        Some(&name[..name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len())])
    })
}

/// Whether a line has a name as a word.
fn names(line: &str, name: &str) -> bool {
    line.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').any(|word| word == name)
}

#[test]
fn every_fault_in_the_rust_is_found() {
    let benches = Bench::all();
    let faults = plant(&benches);
    let planted = try_all(&faults, |fault| attempt(&benches, fault));
    let operators = operations::OPERATORS.iter().chain(types::OPERATORS);
    let mut names: Vec<&str> = operators.map(|(name, ..)| *name).collect();
    names.sort_unstable();
    names.dedup();
    settle("the generated Rust", &names, &planted);
    assert!(planted.iter().any(|fault| fault.outcome == Outcome::Found));
}
