//! behaviour.yaml: what is read of it, and what is refused, each at its place and with a way out.

mod mangled;
mod read;
mod refused;

use spec::{Loaded, SourceFile};

use crate::fixture::{LABEL, lamps, messages};

/// An operation that shows a job.
const SHOW: &str = include_str!("../../fixtures/jobs/show_job.yaml");
/// A behaviour that says everything there is to say.
const BEHAVIOUR: &str = include_str!("../../fixtures/jobs/behaviour.yaml");

const B: &str = "behaviour.yaml";

/// The service of lamps, with operations on jobs and a behaviour of them.
fn load(behaviour: &[u8]) -> Loaded {
    let file = |name: &str, text: &str| SourceFile { name: name.to_owned(), bytes: text.as_bytes().to_vec() };
    let mut files = lamps();
    files.push(file("list_jobs.yaml", include_str!("../../fixtures/jobs/list_jobs.yaml")));
    files.push(file("stop_jobs.yaml", include_str!("../../fixtures/jobs/stop_jobs.yaml")));
    files.push(file("show_job.yaml", SHOW));
    files.push(file("delete_job.yaml", include_str!("../../fixtures/jobs/delete_job.yaml")));
    files.push(file("make_job.yaml", include_str!("../../fixtures/jobs/make_job.yaml")));
    files.push(file("paginators.yaml", include_str!("../../fixtures/jobs/paginators.yaml")));
    files.push(SourceFile { name: B.to_owned(), bytes: behaviour.to_vec() });
    spec::load_files(&files, LABEL)
}

/// What is said about it after such an edit.
fn told(from: &str, to: &str) -> String {
    assert!(BEHAVIOUR.contains(from), "{from:?} is not in it");
    messages(&load(BEHAVIOUR.replacen(from, to, 1).as_bytes()))
}
