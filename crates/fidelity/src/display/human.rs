//! Findings as a compiler would tell them, without colour and without the files at hand.

use contract::{Severity, table};

use crate::{Finding, Report, Tally};

/// One finding: what, about which operation, what each witness says and where, and what to do.
pub fn finding(finding: &Finding) -> String {
    let level = match (&finding.excused, finding.severity) {
        (Some(_), _) => "excused",
        (None, Severity::Error) => "error",
        (None, Severity::Warning) => "warning",
    };
    let mut text = format!("{level}[{}]: {}\n", finding.rule, finding.message);
    match finding.operation.as_str() {
        "" => text.push_str(&format!("  --> {}\n", finding.service)),
        operation => text.push_str(&format!("  --> {} {operation}, {}\n", finding.service, finding.address)),
    }
    let told: Vec<Vec<String>> = finding
        .told
        .iter()
        .map(|told| vec![format!("   | {}", told.witness), told.says.clone(), told.at.to_string()])
        .collect();
    text.push_str(&table(&told));
    match &finding.excused {
        Some(excuse) => text.push_str(&format!("   = quirk: {} ({})\n", excuse.we_do, excuse.at)),
        None => text.push_str(&format!("   = help: {}\n", finding.help)),
    }
    text
}

/// The account of all services: a line for each operation, and the sum.
pub fn summary(reports: &[Report]) -> String {
    let header = ["service", "operation", "rows", "matched", "excused", "differing", "unread", "findings"];
    let mut rows = vec![header.map(str::to_owned).to_vec()];
    let mut sum = Tally::default();
    let (mut open, mut excused) = (0, 0);
    for report in reports {
        for verdict in &report.verdicts {
            let failing = verdict.findings.iter().filter(|finding| finding.is_open()).count();
            rows.push(line(&report.service, &verdict.operation, &verdict.tally, failing));
        }
        sum += report.tally();
        open += report.open().count();
        excused += report.findings().filter(|finding| finding.excused.is_some()).count();
    }
    rows.push(line("all", "", &sum, open));
    let mut text = table(&rows);
    let operations: usize = reports.iter().map(|report| report.verdicts.len()).sum();
    text.push_str(&format!(
        "\n{operations} {}: {} of {} table rows matched, {} excused, {} differing, {} unread; {open} open {}, {excused} excused.\n",
        plural(operations, "operation"), sum.matched, sum.all, sum.excused, sum.differing, sum.unread, plural(open, "finding"),
    ));
    text
}

fn line(service: &str, operation: &str, tally: &Tally, open: usize) -> Vec<String> {
    let numbers = [tally.all, tally.matched, tally.excused, tally.differing, tally.unread, open];
    let mut cells = vec![service.to_owned(), operation.to_owned()];
    cells.extend(numbers.map(|number| number.to_string()));
    cells
}

fn plural(count: usize, word: &str) -> String {
    if count == 1 { word.to_owned() } else { format!("{word}s") }
}
