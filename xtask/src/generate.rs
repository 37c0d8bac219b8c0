//! The main job: specs in, bundles and client crates out, everything verified before anything is written.

use contract::Problem;
use fidelity::{Report, display};

use crate::mode::{Change, Made};
use crate::service::{self, has_errors, testimonies};
use crate::{Exit, Mode, Workspace, render};

/// What was made of one service, and how it was judged.
#[derive(Debug)]
pub struct Generated {
    pub(crate) made: Made,
    /// How page, spec and the new Rust compare.
    pub report: Report,
    /// What the spec was warned about.
    pub warnings: Vec<Problem>,
}

/// Makes the bundle and the client crate of a service in memory, reads the made Rust back, and judges all testimonies.
///
/// # Errors
/// Every problem of the service's inputs.
pub fn generate(workspace: &Workspace, name: &str) -> Result<Generated, Vec<Problem>> {
    let (service, warnings) = service::load(workspace, name)?;
    let sources = codegen::generate(&service)?;
    let crate_folder = Workspace::generated_folder(&service.manifest.crate_name);
    let rust: Vec<(String, String)> =
        sources.into_iter().map(|file| (format!("{crate_folder}/{}", file.path), file.text)).collect();
    let report = testimonies(workspace, &service, &rust)?.judge();
    let mut made = Made { files: rust.into_iter().collect(), owned: vec![crate_folder] };
    made.files.insert(format!("{}/openapi.yaml", Workspace::spec_folder(name)), service.openapi_yaml());
    Ok(Generated { made, report, warnings })
}

/// Makes every given service, each on a thread of its own; the results keep the order.
pub fn generate_all(workspace: &Workspace, services: &[String]) -> Vec<Result<Generated, Vec<Problem>>> {
    each(services, |name| generate(workspace, name))
}

pub(crate) fn command(workspace: &Workspace, only: &[String], mode: Mode) -> Exit {
    let services = match workspace.services(only) {
        Ok(services) => services,
        Err(problems) => return render::report(&problems, Some(workspace.root())),
    };
    let results = generate_all(workspace, &services);
    let mut problems = Vec::new();
    let mut made = Made::default();
    let mut reports = Vec::new();
    for result in results {
        match result {
            Ok(generated) => {
                problems.extend(generated.warnings);
                made.files.extend(generated.made.files);
                made.owned.extend(generated.made.owned);
                reports.push(generated.report);
            }
            Err(found) => problems.extend(found),
        }
    }
    let said = render::report(&problems, Some(workspace.root()));
    if has_errors(&problems) {
        return said;
    }
    let changes = match mode.apply(workspace.root(), &made) {
        Ok(changes) => changes,
        Err(problems) => return render::report(&problems, None),
    };
    for finding in reports.iter().flat_map(Report::open) {
        anstream::println!("{}", display::finding(finding));
    }
    anstream::print!("{}", display::summary(&reports));
    let stale = tell(mode, &changes, made.files.len());
    let findings = if reports.iter().any(|report| report.open().next().is_some()) { Exit::Findings } else { Exit::Ok };
    findings.and(stale)
}

/// Says what was or would be changed.
fn tell(mode: Mode, changes: &[Change], files: usize) -> Exit {
    if changes.is_empty() {
        anstream::println!("{files} generated files are up to date.");
        return Exit::Ok;
    }
    for change in changes {
        match (mode, change) {
            (Mode::Write, Change::Missing { path }) => anstream::println!("wrote {path} (new)"),
            (Mode::Write, Change::Stale { path, .. }) => anstream::println!("wrote {path}"),
            (Mode::Write, Change::Orphaned { path }) => anstream::println!("removed {path}, which nothing generates"),
            (Mode::Check, Change::Missing { path }) => anstream::println!("missing: {path}"),
            (Mode::Check, Change::Stale { path, diff }) => anstream::println!("stale: {path}\n{diff}"),
            (Mode::Check, Change::Orphaned { path }) => {
                anstream::println!("orphaned: {path}, which nothing generates");
            }
        }
    }
    match mode {
        Mode::Write => Exit::Ok,
        Mode::Check => {
            anstream::println!("{} generated files differ; run `cargo xtask generate`", changes.len());
            Exit::Stale
        }
    }
}

/// Works on every service at once, a thread each; the results keep the order.
pub(crate) fn each<T: Send>(services: &[String], work: impl Fn(&str) -> T + Sync) -> Vec<T> {
    if let [only] = services {
        return vec![work(only)];
    }
    std::thread::scope(|scope| {
        let threads: Vec<_> = services.iter().map(|name| scope.spawn(|| work(name))).collect();
        threads
            .into_iter()
            .map(|thread| thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
            .collect()
    })
}
