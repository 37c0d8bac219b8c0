//! Defects for people at a terminal.

use std::fmt::Write;

use contract::{Confidence, table};

use super::{Entry, Report, counted};

/// How many places of one defect are listed; the JSON lists all.
const MOST_PLACES: usize = 3;

pub(super) fn print(report: &Report) -> String {
    let mut out = String::new();
    // Writing to a string cannot fail.
    for service in report.services.iter().filter(|service| !service.entries.is_empty()) {
        let (count, affected) = (counted(service.entries.len(), "defect"), service.affected());
        let _ = writeln!(out, "{}: {count} on {affected} of {}\n", service.name, counted(service.pages, "page"));
        for entries in service.classes() {
            let class = entries[0].class;
            let _ = writeln!(
                out,
                "  {class} ({count}): {about}",
                class = class.as_str(),
                count = entries.len(),
                about = class.about()
            );
            entries.iter().for_each(|entry| self::entry(&mut out, entry));
            out.push('\n');
        }
    }
    let row = |name: &str, counts: [usize; 3]| {
        let total: usize = counts.iter().sum();
        let mut cells = vec![name.to_owned()];
        cells.extend(counts.iter().rev().map(ToString::to_string));
        cells.push(total.to_string());
        cells
    };
    let mut rows = vec![["class", "high", "medium", "low", "all"].map(str::to_owned).to_vec()];
    let counts = report.counts();
    rows.extend(counts.iter().map(|(class, counts)| row(class.as_str(), *counts)));
    let sum = counts.values().fold([0; 3], |sum, counts| [sum[0] + counts[0], sum[1] + counts[1], sum[2] + counts[2]]);
    rows.push(row("all", sum));
    out.push_str(&table(&rows));
    if report.hidden > 0 {
        let them = if report.hidden == 1 { "it" } else { "them" };
        let hidden = counted(report.hidden, "defect");
        let _ = writeln!(out, "\n{hidden} less sure: show {them} with `--min-confidence low`");
    }
    out
}

fn entry(out: &mut String, entry: &Entry) {
    let (Some(first), more) = entry.first() else { return };
    let sure = if entry.confidence == Confidence::High { String::new() } else { format!(" ({})", entry.confidence) };
    let _ = writeln!(out, "    {}: {}: {}{sure}", first.at, entry.address, entry.message);
    for evidence in &first.evidence {
        let at = match evidence.at.file == first.at.file {
            true if evidence.at.column > 0 => format!("{}:{}", evidence.at.line, evidence.at.column),
            true => evidence.at.line.to_string(),
            false => evidence.at.to_string(),
        };
        let _ = writeln!(out, "      {at}: {}", evidence.says);
    }
    for shown in more.iter().take(MOST_PLACES) {
        let _ = writeln!(out, "      also {}", shown.at);
    }
    if more.len() > MOST_PLACES {
        let _ = writeln!(out, "      and in {}", counted(more.len() - MOST_PLACES, "more place"));
    }
}
