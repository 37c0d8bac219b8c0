//! Write or check: one switch for everything that makes files.

use std::collections::BTreeMap;
use std::path::Path;

use contract::Problem;
use similar::TextDiff;

use crate::{Exit, io, render};

/// Whether made files are written, or only compared with what is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Write what differs, and remove what nobody makes any more.
    Write,
    /// Write nothing; say what differs.
    Check,
}

/// How a made file and what lies in its place compare.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Change {
    /// It is not there yet.
    Missing { path: String, diff: String },
    /// It says something else.
    Stale { path: String, diff: String },
    /// It is there, and nobody makes it.
    Orphaned { path: String, diff: String },
}

/// A set of made files, and the folders that hold nothing else.
#[derive(Clone, Debug, Default)]
pub(crate) struct Made {
    /// Path from the root of the workspace, with `/`; and text.
    pub(crate) files: BTreeMap<String, String>,
    /// Folders, from the root of the workspace, whose every file is made.
    pub(crate) owned: Vec<String>,
}

impl Mode {
    /// `--check` or not.
    pub fn checking(check: bool) -> Self {
        if check { Self::Check } else { Self::Write }
    }

    /// Compares the made files with those below `root`, and in [`Mode::Write`] makes them so. Each file is written
    /// whole, and only if it differs; none is written unless all can be.
    ///
    /// # Errors
    /// Every file that cannot be read, written or removed.
    pub(crate) fn apply(self, root: &Path, made: &Made) -> Result<Vec<Change>, Vec<Problem>> {
        let changes = self.compare(root, made)?;
        if self == Self::Write {
            write(root, made, &changes)?;
        }
        Ok(changes)
    }

    /// Prints problems: of what was to be written, that it was not.
    pub(crate) fn report(self, problems: &[Problem], root: Option<&Path>) -> Exit {
        match self {
            Self::Write => render::report_unwritten(problems, root),
            Self::Check => render::report(problems, root),
        }
    }

    /// Says what was changed, or would be; `kind` names the files, and `command` what writes them.
    pub(crate) fn tell(self, changes: &[Change], files: usize, kind: &str, command: &str) -> Exit {
        for change in changes {
            match (self, change) {
                (Self::Write, Change::Missing { path, .. }) => anstream::println!("wrote {path} (new)"),
                (Self::Write, Change::Stale { path, .. }) => anstream::println!("wrote {path}"),
                (Self::Write, Change::Orphaned { path, .. }) => {
                    anstream::println!("removed {path}, which nothing makes")
                }
                (Self::Check, Change::Missing { path, diff }) => anstream::println!("missing: {path}\n{diff}"),
                (Self::Check, Change::Stale { path, diff }) => anstream::println!("stale: {path}\n{diff}"),
                (Self::Check, Change::Orphaned { path, diff }) => {
                    anstream::println!("orphaned: {path}, which nothing makes\n{diff}");
                }
            }
        }
        match (self, changes.len()) {
            (_, 0) => anstream::println!("{files} {kind} are up to date."),
            (Self::Write, _) => {}
            (Self::Check, count) => {
                anstream::println!("{count} {kind} are not as they should be; run `{command}`");
                return Exit::Stale;
            }
        }
        Exit::Ok
    }

    fn compare(self, root: &Path, made: &Made) -> Result<Vec<Change>, Vec<Problem>> {
        let mut changes = Vec::new();
        let mut problems = Vec::new();
        for (path, text) in &made.files {
            match io::read_if_there(&root.join(path)) {
                Ok(Some(bytes)) if bytes == text.as_bytes() => {}
                Ok(Some(bytes)) => {
                    let diff = self.diff(path, &String::from_utf8_lossy(&bytes), text);
                    changes.push(Change::Stale { path: path.clone(), diff });
                }
                Ok(None) => changes.push(Change::Missing { path: path.clone(), diff: self.diff(path, "", text) }),
                Err(err) => problems.push(io::problem(path, "read", &err)),
            }
        }
        for folder in &made.owned {
            match io::files_below(root, folder) {
                Ok(found) => {
                    for path in found.into_iter().filter(|path| !made.files.contains_key(path)) {
                        let bytes = io::read_if_there(&root.join(&path)).ok().flatten().unwrap_or_default();
                        let diff = self.diff(&path, &String::from_utf8_lossy(&bytes), "");
                        changes.push(Change::Orphaned { path, diff });
                    }
                }
                Err(err) => problems.push(io::problem(folder, "listed", &err)),
            }
        }
        if problems.is_empty() { Ok(changes) } else { Err(problems) }
    }
}

/// Makes every change. All new files lie beside their places before the first is moved to its own.
fn write(root: &Path, made: &Made, changes: &[Change]) -> Result<(), Vec<Problem>> {
    let mut problems = Vec::new();
    let mut staged = Vec::new();
    for change in changes {
        let (Change::Missing { path, .. } | Change::Stale { path, .. }) = change else { continue };
        match io::stage(&root.join(path), made.files[path].as_bytes()) {
            Ok(file) => staged.push((path, file)),
            Err(err) => problems.push(io::problem(path, "written", &err)),
        }
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    let half = |problem: Problem| Problem { code: io::HALF, ..problem };
    for (path, file) in staged {
        if let Err(err) = file.persist(root.join(path)) {
            problems.push(half(io::problem(path, "written", &err.error)));
        }
    }
    for change in changes {
        let Change::Orphaned { path, .. } = change else { continue };
        if let Err(err) = io::remove(&root.join(path)) {
            problems.push(half(io::problem(path, "removed", &err)));
        }
    }
    if problems.is_empty() { Ok(()) } else { Err(problems) }
}

/// The most lines of one file's diff: enough to see what it is about, and not to bury the other files.
const LONGEST_DIFF: usize = 40;

impl Mode {
    /// What a check shows of a file; nothing where it is written anyway.
    fn diff(self, path: &str, old: &str, new: &str) -> String {
        if self == Self::Write {
            return String::new();
        }
        let diff = TextDiff::from_lines(old, new)
            .unified_diff()
            .context_radius(2)
            .header(&format!("{path} (on disk)"), &format!("{path} (as generated)"))
            .to_string();
        let lines = diff.lines().count();
        if lines <= LONGEST_DIFF {
            return diff;
        }
        let shown: String = diff.split_inclusive('\n').take(LONGEST_DIFF).collect();
        format!("{shown}… {} more lines\n", lines - LONGEST_DIFF)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made(files: &[(&str, &str)]) -> Made {
        let files = files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect();
        Made { files, owned: vec!["generated".to_owned()] }
    }

    fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for (path, text) in files {
            let path = folder.path().join(path);
            io::stage(&path, text.as_bytes()).unwrap().persist(path).unwrap();
        }
        folder
    }

    #[test]
    fn checking_tells_stale_missing_and_orphaned_apart_and_writes_nothing() {
        let folder = folder(&[("generated/a.rs", "old\n"), ("generated/deep/orphan.rs", "")]);
        let changes =
            Mode::Check.apply(folder.path(), &made(&[("generated/a.rs", "new\n"), ("generated/b.rs", "b\n")]));
        let [
            Change::Stale { path: stale, diff },
            Change::Missing { path: missing, .. },
            Change::Orphaned { path: orphan, .. },
        ] = &changes.unwrap()[..]
        else {
            panic!("three changes were expected")
        };
        assert_eq!([stale, missing, orphan], ["generated/a.rs", "generated/b.rs", "generated/deep/orphan.rs"]);
        assert!(diff.contains("-old\n+new\n"), "{diff}");
        assert_eq!(std::fs::read_to_string(folder.path().join("generated/a.rs")).unwrap(), "old\n");
    }

    #[test]
    fn writing_makes_it_so_and_a_second_time_changes_nothing() {
        let folder = folder(&[("generated/a.rs", "old\n"), ("generated/orphan.rs", "")]);
        let made = made(&[("generated/a.rs", "new\n")]);
        assert_eq!(Mode::Write.apply(folder.path(), &made).unwrap().len(), 2);
        assert_eq!(Mode::Write.apply(folder.path(), &made).unwrap(), []);
        assert_eq!(Mode::Check.apply(folder.path(), &made).unwrap(), []);
    }
}
