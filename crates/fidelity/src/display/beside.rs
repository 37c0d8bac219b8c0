//! The documented table beside the generated type, row by row: what a reviewer reads to see what changes for callers.

use contract::{Address, Aspect, Element, Presence, Value, table};

use crate::{Case, Finding, Subject, Verdict};

/// The operation's parts as documented (by the first page that has them) and as generated. A row that a finding is
/// about is marked, and the marks are explained below the table.
pub fn beside(case: &Case, verdict: &Verdict) -> String {
    let subjects = case.subjects();
    let mut text = String::new();
    if let Some(operation) = subjects.iter().find(|subject| subject.address == Address::Operation) {
        text.push_str(&headline(operation));
    }
    let mut rows = vec![["", "where", "name", "documented", "rust"].map(str::to_owned).to_vec()];
    for subject in subjects.iter().filter(|subject| subject.address != Address::Operation) {
        let (place, name) = split(&subject.address);
        let page = subject.pages.iter().flatten().next();
        rows.push(vec![
            mark(&verdict.findings, &subject.address),
            place,
            name,
            page.map_or_else(|| "(silent)".to_owned(), |page| documented(page)),
            subject.rust.map_or_else(|| "(nothing)".to_owned(), generated),
        ]);
    }
    text.push_str(&table(&rows));
    let notes = notes(&verdict.findings);
    if !notes.is_empty() {
        text.push_str(&format!("\n{notes}"));
    }
    text
}

fn headline(operation: &Subject<'_>) -> String {
    let witness = operation.rust.or(operation.spec);
    let said = |aspect| witness.and_then(|told| told.facts.text(aspect)).unwrap_or("?");
    let rules = witness.map(|told| told.facts.rules()).unwrap_or_default();
    let line = format!("{} {} {}\n", said(Aspect::OperationId), said(Aspect::Method), said(Aspect::Path));
    if rules.is_empty() { line } else { format!("{line}{rules}\n") }
}

fn split(address: &Address) -> (String, String) {
    let text = address.to_string();
    text.split_once(' ').map_or((text.clone(), String::new()), |(place, name)| (place.to_owned(), name.to_owned()))
}

fn documented(element: &Element) -> String {
    let presence = match element.facts.presence() {
        Presence::Unstated => None,
        stated => Some(Value::Presence(stated).to_string()),
    };
    let ty = element.facts.ty().map(ToString::to_string);
    let rules = Some(element.facts.rules()).filter(|rules| !rules.is_empty());
    let told: Vec<String> = presence.into_iter().chain(ty).chain(rules.map(|rules| format!("({rules})"))).collect();
    if told.is_empty() { "-".to_owned() } else { told.join(" ") }
}

/// The Rust type as callers see it, where its reader kept it, and the rules that it carries or documents.
fn generated(element: &Element) -> String {
    let Some(ty) = element.words.clone() else { return documented(element) };
    let rules = element.facts.rules();
    if rules.is_empty() { ty } else { format!("{ty} ({rules})") }
}

fn mark(findings: &[Finding], address: &Address) -> String {
    let about = findings.iter().filter(|finding| finding.address.key() == address.key());
    let (mut excused, mut open) = (false, false);
    for finding in about {
        if finding.excused.is_some() { excused = true } else { open = true }
    }
    if open {
        "!".to_owned()
    } else if excused {
        "~".to_owned()
    } else {
        String::new()
    }
}

/// What was decided or found, once each, with all the addresses it is about.
fn notes(findings: &[Finding]) -> String {
    let mut notes: Vec<([String; 3], Vec<String>)> = Vec::new();
    for finding in findings {
        let (mark, text) = match &finding.excused {
            Some(excuse) => ("~", &excuse.we_do),
            None => ("!", &finding.message),
        };
        let note = [mark.to_owned(), finding.rule.clone(), text.clone()];
        let address = finding.address.to_string();
        match notes.iter_mut().find(|(known, _)| *known == note) {
            Some((_, addresses)) if addresses.contains(&address) => {}
            Some((_, addresses)) => addresses.push(address),
            None => notes.push((note, vec![address])),
        }
    }
    let lines = notes
        .into_iter()
        .map(|([mark, rule, text], addresses)| format!("{mark} {rule}: {}\n    {text}\n", addresses.join(", ")));
    lines.collect()
}
