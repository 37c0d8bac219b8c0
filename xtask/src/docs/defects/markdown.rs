//! Defects for the vendor: text for an issue, service by service.

use std::fmt::Write;
use std::path::{Path, PathBuf};

use contract::{Evidence, Place, Problem};

use super::{Entry, Report, Shown, counted};
use crate::render::capitalised;

/// How many places of one defect stand in the row; the others fold.
const MOST_PLACES: usize = 3;
/// What GitHub takes as one issue, in characters.
const LONGEST_ISSUE: usize = 65_536;

pub(super) fn print(report: &Report) -> String {
    let mut out = String::from("# Contradictions in the API reference\n\n");
    let pages: usize = report.services.iter().map(|service| service.pages).sum();
    let affected: usize = report.services.iter().map(super::Service::affected).sum();
    // Writing to a string cannot fail.
    if report.total() == 0 {
        let _ = writeln!(out, "None was found on {}.", counted(pages, "page"));
        return out;
    }
    let _ = writeln!(
        out,
        "{} on {affected} of {}. Each is a contradiction that a page shows by itself, or with another page of its \
         service. Lines and columns are those of the page's source.",
        counted(report.total(), "defect"),
        counted(pages, "page"),
    );
    for service in report.services.iter().filter(|service| !service.entries.is_empty()) {
        let _ = writeln!(out, "\n## {} ({})", text(&service.name), counted(service.entries.len(), "defect"));
        for entries in service.classes() {
            let class = entries[0].class;
            let _ = writeln!(out, "\n### {} ({})\n", capitalised(class.about()), entries.len());
            let _ = writeln!(out, "What to do: {} (`{}`)\n", class.advice(), class.as_str());
            out.push_str("| where | what | evidence | confidence |\n|---|---|---|---|\n");
            entries.iter().for_each(|entry| row(&mut out, entry, &report.folders));
        }
    }
    out
}

/// What there is to say of a text that is longer than an issue may be.
pub(super) fn too_long(text: &str, folders: &[PathBuf]) -> Option<Problem> {
    let length = text.chars().count();
    let folders: Vec<String> = folders.iter().map(|folder| folder.to_string_lossy().into_owned()).collect();
    let message = format!("the text has {length} characters, and GitHub takes {LONGEST_ISSUE} in one issue");
    let problem = Problem::warning("long-issue", Place::file(folders.join(", ")), message);
    let help = "name one service at a time, or only what is surest with `--min-confidence high`";
    (length > LONGEST_ISSUE).then(|| problem.help(help))
}

fn row(out: &mut String, entry: &Entry, folders: &[PathBuf]) {
    let (Some(first), more) = entry.first() else { return };
    let mut places = code(&place(&first.at, folders));
    let (near, far) = more.split_at(more.len().min(MOST_PLACES));
    let listed = |shown: &[Shown]| {
        shown.iter().map(|shown| format!("<br>{}", code(&place(&shown.at, folders)))).collect::<String>()
    };
    places.push_str(&listed(near));
    if !far.is_empty() {
        let _ = write!(places, "<details><summary>and {} more</summary>{}</details>", far.len(), listed(far));
    }
    let what = format!("{}: {}", code(&entry.address.to_string()), text(&entry.message));
    let evidence: Vec<String> = first.evidence.iter().map(|evidence| witness(evidence, first, folders)).collect();
    let _ = writeln!(out, "| {places} | {what} | {} | {} |", evidence.join("<br>"), entry.confidence);
}

/// What stands where; on the same page the line is enough.
fn witness(evidence: &Evidence, of: &Shown, folders: &[PathBuf]) -> String {
    let at = match evidence.at.file == of.at.file {
        true => format!("line {}", evidence.at.line),
        false => code(&place(&evidence.at, folders)),
    };
    let says = match evidence.says.matches('`').count() {
        count if count > 0 && count % 2 == 0 => text(&evidence.says),
        _ => code(&evidence.says),
    };
    format!("{at}: {says}")
}

/// The place as the vendor knows it: the path of the page below the folder that was given, line and column.
fn place(at: &Place, folders: &[PathBuf]) -> String {
    let path = Path::new(at.file.as_ref());
    let below = folders.iter().filter_map(|folder| path.strip_prefix(folder).ok());
    let below = below.filter(|below| !below.as_os_str().is_empty()).min_by_key(|below| below.as_os_str().len());
    let name = || path.file_name().map(Path::new);
    Place::new(below.or_else(name).unwrap_or(path).to_string_lossy(), at.line, at.column).to_string()
}

/// A message in a cell of a table: what it quotes is code, and nothing else means anything to Markdown.
fn text(message: &str) -> String {
    let parts = message.split('`').enumerate().map(|(index, part)| match index % 2 {
        1 => code(part),
        _ => escaped(part),
    });
    parts.collect()
}

fn escaped(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match c {
            '\\' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~' | '#' | '&' => out.extend(['\\', c]),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

/// Text as it stands on the page, in a cell of a table.
fn code(text: &str) -> String {
    let text = text.replace(|c: char| c.is_control(), " ").replace('|', "\\|");
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or_default();
    let fence = "`".repeat(longest + 1);
    match text.as_str() {
        "" => "nothing".to_owned(),
        _ if longest > 0 => format!("{fence} {text} {fence}"),
        _ => format!("{fence}{text}{fence}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_holds_whatever_a_page_has() {
        assert_eq!(text("`a|b` is none of *, <x>"), r"`a\|b` is none of \*, \<x\>");
        assert_eq!(code("a\nb\u{1b}c"), "`a b c`");
        assert_eq!(code("a`b``c"), "``` a`b``c ```");
        assert_eq!(code(""), "nothing");
    }

    #[test]
    fn a_page_is_named_from_the_nearest_folder_on() {
        let folders = ["pages".into(), "pages/otc/robots".into()];
        assert_eq!(place(&Place::new("pages/otc/robots/api/wake.rst", 3, 4), &folders), "api/wake.rst:3:4");
        assert_eq!(place(&Place::line("wake.rst", 3), &["wake.rst".into()]), "wake.rst:3");
    }
}
