//! How much of what a careful reader sees on a page the reader states, and how much of what it states is right.
//!
//! The pages below `labelled/` are invented, in the vendor's grammar: generated (`lamps`), written by hand with labelled
//! descriptions (`ships`), in bullets (`robots`), with paragraphs that work as lists (`kites`), in Chinese (`trams`).
//! `labels.txt` beside them says what each row states. Facts that it does not list are wrong, facts that it lists and the
//! reader misses are missing.

use std::collections::BTreeMap;

use contract::{Address, Aspect, Basis, Contract, Edition};

const PAGES: [(&str, &str); 5] = [
    ("lamps.rst", include_str!("labelled/lamps.rst")),
    ("ships.rst", include_str!("labelled/ships.rst")),
    ("robots.rst", include_str!("labelled/robots.rst")),
    ("kites.rst", include_str!("labelled/kites.rst")),
    ("trams.md", include_str!("labelled/trams.md")),
];
const LABELS: &str = include_str!("labelled/labels.txt");

/// The kinds of fact, the aspects that belong to each, and the least recall: what is below is a step back.
const KINDS: [(&str, &[Aspect], f64); 12] = [
    ("enum", &[Aspect::Values], 0.90),
    ("range", &[Aspect::Minimum, Aspect::Maximum], 0.95),
    ("length", &[Aspect::MinLength, Aspect::MaxLength], 0.95),
    ("items", &[Aspect::MinItems, Aspect::MaxItems], 0.95),
    ("default", &[Aspect::Default], 0.90),
    ("pattern", &[Aspect::Pattern], 0.95),
    ("format", &[Aspect::Format], 0.95),
    ("condition", &[Aspect::Condition], 0.95),
    ("nullable", &[Aspect::Nullable], 0.95),
    ("deprecated", &[Aspect::Deprecated], 0.95),
    ("presence", &[Aspect::Presence], 1.0),
    ("type", &[Aspect::Type], 1.0),
];
const LEAST_PRECISION: f64 = 0.99;

/// A fact as the labels write it: the address, the aspect, and the value.
type Told = (String, Aspect, String);

/// The facts of the labels, page by page.
fn labels() -> BTreeMap<&'static str, (Vec<String>, Vec<Told>)> {
    let mut pages: BTreeMap<&str, (Vec<String>, Vec<Told>)> = BTreeMap::new();
    let mut page = "";
    for line in LABELS.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        if let Some(name) = line.strip_prefix("page ") {
            page = name;
            continue;
        }
        let (address, facts) = line.split_once(" | ").unwrap_or((line.trim_end_matches(" |"), ""));
        let (addresses, told) = pages.entry(page).or_default();
        addresses.push(address.to_owned());
        for fact in facts.split("; ").filter(|fact| !fact.is_empty()) {
            let (address, fact) = match fact.strip_prefix("[] ") {
                Some(fact) => (format!("{address}[]"), fact),
                None => (address.to_owned(), fact),
            };
            let (aspect, value) = fact.split_once(' ').unwrap();
            told.push((address, Aspect::from_name(aspect).unwrap(), value.to_owned()));
        }
    }
    pages
}

fn contract(name: &str, page: &str) -> Contract {
    let edition: Edition = "otc".parse().unwrap();
    let mut read = docparse::read(page.as_bytes(), name, &edition);
    assert_eq!((read.contracts.len(), read.problems.len()), (1, 0), "{name}: {:?}", read.problems);
    read.contracts.remove(0)
}

/// What the reader says at the labelled addresses and at the items of their lists.
fn told(contract: &Contract, addresses: &[String]) -> Vec<Told> {
    let labelled = |address: &Address| {
        let text = address.to_string();
        addresses.iter().any(|known| *known == text || text.strip_suffix("[]") == Some(known))
    };
    let elements = contract.elements.iter().filter(|element| labelled(&element.address));
    elements
        .flat_map(|element| {
            let at = element.address.to_string();
            element.facts.iter().map(move |(aspect, fact)| (at.clone(), aspect, fact.value.to_string()))
        })
        .collect()
}

#[test]
fn what_is_stated_is_right_and_little_is_missed() {
    let labels = labels();
    let mut right: BTreeMap<&str, usize> = BTreeMap::new();
    let (mut stated, mut expected) = (right.clone(), right.clone());
    let mut differences = Vec::new();
    for (name, page) in PAGES {
        let (addresses, wanted) = &labels[name];
        let found = told(&contract(name, page), addresses);
        for (kind, aspects, _) in KINDS {
            let of_kind = |facts: &[Told]| -> Vec<Told> {
                facts.iter().filter(|(_, aspect, _)| aspects.contains(aspect)).cloned().collect()
            };
            let (found, wanted) = (of_kind(&found), of_kind(wanted));
            *stated.entry(kind).or_default() += found.len();
            *expected.entry(kind).or_default() += wanted.len();
            *right.entry(kind).or_default() += found.iter().filter(|fact| wanted.contains(fact)).count();
            let shown =
                |word: &str, (address, aspect, value): &Told| format!("{word} {name} {address} {aspect} {value}");
            differences.extend(found.iter().filter(|fact| !wanted.contains(fact)).map(|fact| shown("wrong  ", fact)));
            differences.extend(wanted.iter().filter(|fact| !found.contains(fact)).map(|fact| shown("missing", fact)));
        }
    }
    let mut report = String::new();
    let mut fails = false;
    for (kind, _, least_recall) in KINDS {
        let share = |of: usize| if of == 0 { 1.0 } else { right[kind] as f64 / of as f64 };
        let (precision, recall) = (share(stated[kind]), share(expected[kind]));
        report += &format!("{kind:10} {:3} labelled  precision {precision:.3}  recall {recall:.3}\n", expected[kind]);
        fails |= precision < LEAST_PRECISION || recall < least_recall;
    }
    report += &differences.join("\n");
    assert!(!fails, "\n{report}");
    insta::assert_snapshot!("precision_and_recall", report);
}

#[test]
fn there_are_enough_labels_to_tell() {
    let rows: usize = labels().values().map(|(addresses, _)| addresses.len()).sum();
    assert!(rows >= 200, "{rows} rows are labelled");
}

#[test]
fn a_fact_from_a_sentence_says_so() {
    let ships = contract(PAGES[1].0, PAGES[1].1);
    let basis =
        |address: &str, aspect| ships.get(&address.parse().unwrap()).and_then(|e| e.facts.get(aspect)).map(|f| f.basis);
    assert_eq!(basis("query cargo", Aspect::Values), Some(Basis::Prose));
    assert_eq!(basis("query limit", Aspect::Maximum), Some(Basis::Label));
    assert_eq!(basis("query limit", Aspect::Type), Some(Basis::Column));
}
