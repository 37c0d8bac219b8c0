//! Judges what is there: the facts, the specs, and the Rust on disk.

use std::io::ErrorKind;

use contract::{Place, Problem};
use fidelity::{Report, display};
use serde_json::json;

use crate::cli::Format;
use crate::service::{has_errors, load, testimonies};
use crate::{Exit, Workspace, generate, io, render};

pub(crate) fn command(workspace: &Workspace, only: &[String], format: Format, excused: bool) -> Exit {
    let homes = match workspace.homes(only) {
        Ok(homes) => homes,
        Err(problems) => return render::report(&problems, Some(workspace.root())),
    };
    let mut problems = Vec::new();
    let mut reports = Vec::new();
    for result in generate::each(&homes, |home| verify(&home.workspace, &home.service)) {
        match result {
            Ok((report, warnings)) => {
                reports.push(report);
                problems.extend(warnings);
            }
            Err(found) => problems.extend(found),
        }
    }
    let said = render::report(&problems, Some(workspace.root()));
    if has_errors(&problems) {
        return said;
    }
    match format {
        Format::Human => human(&reports, excused),
        Format::Json => {
            let tally = reports.iter().fold(fidelity::Tally::default(), |mut sum, report| {
                sum += report.tally();
                sum
            });
            anstream::println!("{:#}", json!({"tally": tally, "services": reports}));
        }
        Format::Sarif => anstream::println!("{:#}", display::sarif(&reports)),
    }
    if reports.iter().any(|report| report.open().next().is_some()) { Exit::Findings } else { Exit::Ok }
}

fn human(reports: &[Report], excused: bool) {
    let findings = reports.iter().flat_map(Report::findings);
    for finding in findings.filter(|finding| excused || finding.is_open()) {
        anstream::println!("{}", display::finding(finding));
    }
    anstream::print!("{}", display::summary(reports));
}

fn verify(workspace: &Workspace, name: &str) -> Result<(Report, Vec<Problem>), Vec<Problem>> {
    let (service, warnings) = load(workspace, name)?;
    let folder = workspace.generated_folder(&service.manifest.crate_name);
    let files = io::files_below(workspace.root(), &folder).map_err(|err| vec![io::problem(&folder, "listed", &err)])?;
    let (mut rust, mut problems) = (Vec::new(), Vec::new());
    for path in files {
        match std::fs::read_to_string(workspace.root().join(&path)) {
            Ok(text) => rust.push((path, text)),
            Err(err) if err.kind() == ErrorKind::InvalidData => {
                let problem = Problem::error("invalid-utf8", Place::file(path), "this generated file is no text");
                problems.push(problem.help("run `cargo xtask generate`"));
            }
            Err(err) => problems.push(io::problem(&path, "read", &err)),
        }
    }
    match testimonies(workspace, &service, &rust) {
        Ok(testimonies) if problems.is_empty() => Ok((testimonies.judge(), warnings)),
        told => Err(problems.into_iter().chain(told.err().unwrap_or_default()).collect()),
    }
}
