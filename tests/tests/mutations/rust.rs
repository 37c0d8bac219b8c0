//! Faults in the generated Rust: in its text, read back and judged beside page and spec.

mod answers;
mod arguments;
mod bullets;
mod edits;
mod enums;
mod everywhere_operations;
mod everywhere_types;
mod headers;
mod methods;
mod records;
mod rules;
mod send;
mod setters;
mod types;
mod words;

use std::ops::Range;

use contract::Witness;
use fidelity::{Case, Finding, Testimony};

use crate::bench::{Bench, Sought, in_file, of, sample, try_all};
use crate::tally::{Outcome, Planted, settle};
use edits::Edit;

/// A kind of fault: its name, the rules that may find it (`unread` where the code no longer is what the generator
/// writes), and every way to plant it into a file.
pub(crate) type Operator = (&'static str, &'static [&'static str], fn(&str) -> Vec<Edit>);

/// How many faults of an operator are planted into the specimen, which has many times as many as the services that we
/// ship; those get all of them. A word may be wrong in too many ways for that.
const BOUND: usize = 8;
/// How many faults of an operator are planted into a word of one service.
const BOUND_OF_WORDS: usize = 60;

/// How many lines a finding may be away from the function or item that has the fault.
const NEAR: usize = 8;

struct Fault {
    bench: usize,
    file: usize,
    operator: &'static Operator,
    edit: Edit,
}

/// The faults to plant, and how many there are.
fn plant(benches: &[Bench], operators: &[&'static [Operator]], shipped: usize) -> (Vec<Fault>, usize) {
    let (mut faults, mut count) = (Vec::new(), 0);
    for (bench, inputs) in benches.iter().enumerate() {
        for operator in operators.iter().copied().flatten() {
            // What modules there are nobody says: there is nothing to contradict it. Tables of waiters and of listings have
            // faults of their own.
            let is_table = |label: &str| ["/waiters.rs", "/pages.rs"].iter().any(|end| label.ends_with(end));
            let is_of_tables = methods::OPERATORS.iter().any(|(name, ..)| *name == operator.0);
            let is_said = |label: &str| !label.ends_with("/mod.rs") && is_table(label) == is_of_tables;
            let files = inputs.rust.iter().enumerate().filter(|(_, (label, _))| is_said(label));
            let of_file = |(file, (_, text)): (usize, &(String, String))| {
                (operator.2)(text)
                    .into_iter()
                    .map(move |edit| Fault { bench, file, operator, edit })
                    .collect::<Vec<_>>()
            };
            let all: Vec<Fault> = files.flat_map(of_file).collect();
            count += all.len();
            faults.extend(sample(all, if inputs.is_specimen() { BOUND } else { shipped }));
        }
    }
    (faults, count)
}

fn attempt(benches: &[Bench], fault: &Fault) -> Planted {
    let bench = &benches[fault.bench];
    let mut files = bench.rust.clone();
    let (_, text) = &mut files[fault.file];
    assert_ne!(*text, fault.edit.text, "`{}` changes nothing: {}", fault.operator.0, fault.edit.what);
    text.clone_from(&fault.edit.text);
    let surface = surface::read(&files);
    let cases = bench.cases.iter().map(|case| Case { rust: of(case, &surface.contracts), ..case.clone() });
    // About the others there is nothing new to find.
    let changed: Vec<Case> =
        cases.zip(&bench.cases).filter(|(new, old)| new.rust != old.rust).map(|(new, _)| new).collect();
    let quirks = bench.quirks.iter().filter(|quirk| changed.iter().any(|case| case.operation == quirk.operation));
    let report = fidelity::judge(&bench.service, &changed, &quirks.cloned().collect::<Vec<_>>(), &surface.problems);
    let place = |finding: &Finding| {
        let old = &bench.rust[fault.file];
        finding.told.iter().any(|told| told.witness == Witness::Rust && is_near(told, fault, old, &files))
    };
    let outcome = Sought { rules: fault.operator.1, addresses: &[], place: &place }.in_report(&report);
    let what = format!("{}:{}", bench.rust[fault.file].0, fault.edit.what);
    Planted { operator: fault.operator.0, operation: bench.service.clone(), what, outcome }
}

/// Whether a testimony points at the fault: in the same function or a few lines beside it, or at the same type, or at a line that names the faulty type. What is gone from a struct is missed where the struct is
/// named, and what a table says is contradicted by what documentation says.
fn is_near(told: &Testimony, fault: &Fault, old: &(String, String), files: &[(String, String)]) -> bool {
    let Some((label, text)) = files.iter().find(|(label, _)| in_file(&told.at, label)) else { return false };
    let (at, line) = (block(text, told.at.line as usize), fault.edit.line as usize);
    let faulty = block(&fault.edit.text, line);
    let is_there = *label == old.0;
    let around = faulty.start.saturating_sub(NEAR)..faulty.end + NEAR;
    let is_close = at == faulty || around.contains(&(told.at.line as usize));
    let items = [item(&fault.edit.text, faulty), item(&old.1, block(&old.1, line))];
    // What `send` does contradicts what the struct and the table of its arguments declare.
    let send = fault.edit.text.lines().position(|line| line.starts_with("impl<'a> ")).unwrap_or(usize::MAX);
    let is_of_it = is_there && line <= send && items.contains(&item(text, at.clone()));
    let names = |item: &str| {
        let line = told.at.line.saturating_sub(1) as usize;
        let around = if is_there { at.clone() } else { line..line + 1 };
        text.lines().skip(around.start).take(around.len()).any(|line| names(line, item))
    };
    is_there && is_close || is_of_it || items.into_iter().flatten().any(names)
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

/// The type that a block defines or implements, or is part of the implementation or the table of; of a table of waiters
/// or listings, the builder that it calls.
fn item(text: &str, block: Range<usize>) -> Option<&str> {
    const LEADS: [&str; 5] = ["pub struct ", "pub enum ", "    pub enum ", "impl<'a> ", "impl "];
    let lines: Vec<&str> = text.lines().take(block.end).collect();
    lines.into_iter().rev().find_map(|line| {
        let of_table =
            || line.strip_prefix("    ").filter(|line| line.starts_with(char::is_uppercase) && line.ends_with('{'));
        let of_method = || line.trim_start().strip_prefix("Client::")?.split_once("(builder::").map(|(_, name)| name);
        let name = LEADS.iter().find_map(|lead| line.strip_prefix(lead)).or_else(of_method).or_else(of_table)?;
        Some(&name[..name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len())])
    })
}

/// Whether a line has a name as a word.
fn names(line: &str, name: &str) -> bool {
    line.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').any(|word| word == name)
}

fn find_all(group: &str, operators: &[&'static [Operator]]) {
    find(group, operators, usize::MAX);
}

/// Plants at most so many faults of an operator into a service that we ship.
fn find(group: &str, operators: &[&'static [Operator]], shipped: usize) {
    let benches = Bench::all();
    let (faults, count) = plant(&benches, operators, shipped);
    let planted = try_all(&faults, |fault| attempt(&benches, fault));
    let names: Vec<&str> = operators.iter().copied().flatten().map(|(name, ..)| *name).collect();
    let others = if shipped == usize::MAX { String::new() } else { format!(", {shipped} in others") };
    settle(&format!("{group}, of {count}: {BOUND} of a kind in the specimen{others}"), &names, &planted);
    assert!(planted.iter().any(|fault| fault.outcome == Outcome::Found));
}

#[test]
fn every_fault_in_a_generated_type_is_found() {
    find_all("generated types", &[records::OPERATORS, enums::OPERATORS, everywhere_types::OPERATORS]);
}

#[test]
fn every_fault_in_a_rule_a_bullet_or_a_setter_is_found() {
    find_all("rules, bullets and setters", &[rules::OPERATORS, bullets::OPERATORS, setters::OPERATORS]);
}

#[test]
fn every_fault_in_a_generated_request_is_found() {
    find_all("requests", &[arguments::OPERATORS, headers::OPERATORS, everywhere_operations::OPERATORS]);
}

#[test]
fn every_fault_in_what_is_sent_and_answered_is_found() {
    find_all("sending and answering", &[send::OPERATORS, answers::OPERATORS]);
}

#[test]
fn every_fault_in_a_waiter_or_a_paginator_is_found() {
    find_all("waiters and paginators", &[methods::OPERATORS]);
}

#[test]
fn every_fault_in_a_generated_word_is_found() {
    find("generated words", &[words::OPERATORS], BOUND_OF_WORDS);
}

/// Proof that the tally can fail: what a description says is nobody's fact, so a fault in it is not found.
#[test]
#[should_panic(expected = "1 of 1 faults not found")]
fn a_fault_that_is_not_found_fails_the_test() {
    const OPERATOR: Operator = ("change prose", &["unread"], |text| {
        let is_prose = |line: &str| line.starts_with("/// A request of");
        edits::lines(text, |line| if is_prose(line) { vec![format!("{line} Or so.")] } else { vec![] })
    });
    let benches = Bench::all();
    let (faults, _) = plant(&benches, &[&[OPERATOR]], 1);
    settle("prose", &[OPERATOR.0], &[attempt(&benches, &faults[0])]);
}

/// An operator that plants nothing would prove nothing.
#[test]
#[should_panic(expected = "these operators plant nothing")]
fn an_operator_that_applies_nowhere_fails_the_test() {
    const OPERATOR: Operator = ("nothing", &["unread"], |_| vec![]);
    find_all("nothing", &[&[OPERATOR]]);
}
