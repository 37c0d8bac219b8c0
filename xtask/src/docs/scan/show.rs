//! A scan for people: each service, all of them, and a line for each at the end.

use std::fmt::Write;
use std::time::Duration;

use contract::table;
use docparse::Resolution;

use super::Scan;
use super::counts::{Counts, Fates, Numbers, Share};
use super::json::per_second;

pub(super) fn text(scan: &Scan) -> String {
    let mut text = String::new();
    for (name, counts) in &scan.services {
        text.push_str(&block(name, counts, counts.spent, "one core"));
    }
    if scan.services.len() > 1 {
        text.push_str(&block("all services", &scan.all, scan.elapsed, "all cores"));
    }
    text.push_str(&summary(scan));
    text
}

fn block(name: &str, counts: &Counts, time: Duration, cores: &str) -> String {
    let fates = counts.fates();
    let mut text = format!("{name}\n{}\n", "=".repeat(name.chars().count()));
    let _ = write!(
        text,
        "{} pages, {} with an operation; {} operations; {} tables; {} rows, headers included\n\
         {} pages and {:.1} MB a second on {cores}\n",
        counts.pages,
        counts.endpoint_pages,
        counts.endpoints,
        counts.tables.values().sum::<usize>(),
        fates.all() + counts.lost,
        per_second(counts.pages, time),
        per_second(counts.bytes, time) as f64 / 1e6,
    );
    text.push_str(&roles(counts, fates));
    let _ = write!(
        text,
        "\nparameter rows understood: {}; {} of them in tables without a column for types\n",
        share(counts.parameters),
        counts.untyped
    );
    let facts = counts.facts.iter().map(|(kind, bases)| {
        let bases: Vec<String> = bases.iter().map(|(basis, number)| format!("{number} {basis}")).collect();
        (*kind, counts.facts[kind].values().sum::<usize>(), bases.join(", "))
    });
    let facts: Vec<_> = facts.map(|(kind, number, bases)| vec![format!("  {kind}"), right(number), bases]).collect();
    section(&mut text, "facts by kind and basis", &facts);
    let mut phrases: Vec<_> = counts.phrases.iter().map(|(kind, of)| vec![format!("  {kind}"), share(*of)]).collect();
    phrases.push(vec!["  all".to_owned(), share(counts.all_phrases())]);
    section(&mut text, "rows with a constraint phrase that became a fact", &phrases);
    let references = |resolution| counts.references.get(&resolution).copied().unwrap_or(0);
    let _ = write!(
        text,
        "\nreferences to objects: {} resolved, {} reported, {} lost: {}\n",
        references(Resolution::Resolved),
        references(Resolution::Reported),
        references(Resolution::Lost),
        share(counts.followed()),
    );
    let statuses: Vec<_> = counts.statuses.iter().map(|(status, of)| vec![format!("  {status}"), share(*of)]).collect();
    section(&mut text, "statuses with a described body", &statuses);
    let _ = writeln!(text, "\nexamples: {}, of which {} contradict their table", counts.examples, counts.contradicting);
    for (title, of) in [
        ("not understood", &counts.odd),
        ("aside", &counts.aside),
        ("defects of the pages", &counts.defects),
        ("problems of the reader", &counts.problems),
    ] {
        section(&mut text, title, &numbers(of));
    }
    text.push('\n');
    text
}

/// Tables and rows by what they are about.
fn roles(counts: &Counts, all: Fates) -> String {
    let line = |role: &str, tables: String, fates: Fates| {
        let Fates { understood, odd, header, aside } = fates;
        [vec![format!("  {role}"), tables], [understood, odd, header, aside, fates.all()].map(right).to_vec()].concat()
    };
    let titles = ["tables", "understood", "not understood", "header", "aside", "all"];
    let mut rows = vec![[vec!["  role".to_owned()], titles.map(|title| format!("{title:>7}")).to_vec()].concat()];
    let mut roles: Vec<&String> = counts.tables.keys().chain(counts.rows.keys()).collect();
    roles.sort();
    roles.dedup();
    for role in roles {
        let tables = counts.tables.get(role).copied().unwrap_or(0);
        rows.push(line(role, right(tables), counts.rows.get(role).copied().unwrap_or_default()));
    }
    rows.push(line("all", right(counts.tables.values().sum()), all));
    format!("\ntables and rows by role; lost rows: {}\n{}", counts.lost, table(&rows))
}

/// One line for each service, to be seen at once.
fn summary(scan: &Scan) -> String {
    let titles = [
        "service",
        "pages",
        "endpoint pages",
        "endpoints",
        "tables",
        "rows",
        "understood",
        "not",
        "header",
        "aside",
        "lost",
        "parameters",
        "phrases",
        "references",
        "defects",
    ];
    let mut rows = vec![titles.map(str::to_owned).to_vec()];
    for (name, counts) in scan.services.iter().map(|(name, counts)| (name.as_str(), counts)).chain([("all", &scan.all)])
    {
        let Fates { understood, odd, header, aside } = counts.fates();
        let numbers = [
            counts.pages,
            counts.endpoint_pages,
            counts.endpoints,
            counts.tables.values().sum(),
            counts.fates().all() + counts.lost,
            understood,
            odd,
            header,
            aside,
            counts.lost,
        ];
        let shares = [counts.parameters, counts.all_phrases(), counts.followed()];
        rows.push(
            [
                vec![name.to_owned()],
                numbers.map(|number| number.to_string()).to_vec(),
                shares.map(|share| format!("{:.2} %", share.percent())).to_vec(),
                vec![counts.defects.values().sum::<usize>().to_string()],
            ]
            .concat(),
        );
    }
    table(&rows)
}

fn section(text: &mut String, title: &str, rows: &[Vec<String>]) {
    if !rows.is_empty() {
        let _ = write!(text, "\n{title}\n{}", table(rows));
    }
}

/// The greatest first.
fn numbers(numbers: &Numbers) -> Vec<Vec<String>> {
    let mut sorted: Vec<_> = numbers.iter().collect();
    sorted.sort_by_key(|(_, number)| std::cmp::Reverse(**number));
    sorted.into_iter().map(|(name, number)| vec![format!("  {}", right(*number)), name.clone()]).collect()
}

fn right(number: usize) -> String {
    format!("{number:>7}")
}

fn share(share: Share) -> String {
    format!("{} of {} ({:.2} %)", share.part, share.all, share.percent())
}
