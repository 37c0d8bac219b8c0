//! The main job: specs in, bundles and client crates out, everything verified before anything is written.

use contract::Problem;
use fidelity::{Report, display};

use crate::lists::Lists;
use crate::mode::Made;
use crate::service::{self, has_errors, testimonies};
use crate::{Exit, Mode, Workspace};

/// What was made of one service, and how it was judged.
#[derive(Debug)]
pub struct Generated {
    pub(crate) made: Made,
    /// What is listed of it, for the tests.
    pub(crate) lists: Lists,
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
    let client = codegen::client(&service)?;
    let lists = Lists::of(&service, &client);
    let crate_folder = workspace.generated_folder(&service.manifest.crate_name);
    let rust: Vec<(String, String)> =
        client.files.into_iter().map(|file| (format!("{crate_folder}/{}", file.path), file.text)).collect();
    let report = testimonies(workspace, &service, &rust)?.judge();
    let mut made = Made { files: rust.into_iter().collect(), owned: vec![crate_folder] };
    made.files.insert(format!("{}/openapi.yaml", workspace.spec_folder(name)), service.openapi_yaml());
    Ok(Generated { made, lists, report, warnings })
}

/// Makes every given service, each on a thread of its own; the results keep the order.
pub fn generate_all(workspace: &Workspace, services: &[String]) -> Vec<Result<Generated, Vec<Problem>>> {
    each(services, |name| generate(workspace, name))
}

pub(crate) fn command(workspace: &Workspace, only: &[String], mode: Mode) -> Exit {
    let homes = match workspace.homes(only) {
        Ok(homes) => homes,
        Err(problems) => return mode.report(&problems, Some(workspace.root())),
    };
    let results = each(&homes, |home| generate(&home.workspace, &home.service));
    let mut problems = Vec::new();
    let mut made = Made::default();
    let mut lists = Lists::default();
    let mut reports = Vec::new();
    for result in results {
        match result {
            Ok(generated) => {
                problems.extend(generated.warnings);
                made.files.extend(generated.made.files);
                made.owned.extend(generated.made.owned);
                lists.extend(generated.lists);
                reports.push(generated.report);
            }
            Err(found) => problems.extend(found),
        }
    }
    let said = mode.report(&problems, Some(workspace.root()));
    if has_errors(&problems) {
        return said;
    }
    // A list of some would be a stale list of all.
    if only.is_empty() {
        lists.add_to(&mut made, workspace.root());
    }
    let changes = match mode.apply(workspace.root(), &made) {
        Ok(changes) => changes,
        Err(problems) => return mode.report(&problems, None),
    };
    for finding in reports.iter().flat_map(Report::open) {
        anstream::println!("{}", display::finding(finding));
    }
    anstream::print!("{}", display::summary(&reports));
    let stale = mode.tell(&changes, made.files.len(), "generated files", "cargo xtask generate");
    let findings = if reports.iter().any(|report| report.open().next().is_some()) { Exit::Findings } else { Exit::Ok };
    findings.and(stale)
}

/// Works on every service at once, a thread each; the results keep the order.
pub(crate) fn each<S: Sync, T: Send>(services: &[S], work: impl Fn(&S) -> T + Sync) -> Vec<T> {
    if let [only] = services {
        return vec![work(only)];
    }
    std::thread::scope(|scope| {
        let threads: Vec<_> = services.iter().map(|service| scope.spawn(|| work(service))).collect();
        threads
            .into_iter()
            .map(|thread| thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
            .collect()
    })
}
