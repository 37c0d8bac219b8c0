//! Write or check: one switch for everything that makes files.

use std::collections::BTreeMap;
use std::path::Path;

use contract::{Place, Problem};
use similar::TextDiff;

use crate::io;

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
    Missing { path: String },
    /// It says something else.
    Stale { path: String, diff: String },
    /// It is there, and nobody makes it.
    Orphaned { path: String },
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
    /// whole or not at all, and only if it differs.
    pub(crate) fn apply(self, root: &Path, made: &Made) -> Result<Vec<Change>, Vec<Problem>> {
        let mut changes = Vec::new();
        let mut problems = Vec::new();
        for (path, text) in &made.files {
            match io::read_if_there(&root.join(path)) {
                Ok(Some(bytes)) if bytes == text.as_bytes() => continue,
                Ok(Some(bytes)) => {
                    let diff = match self {
                        Self::Check => diff(path, &String::from_utf8_lossy(&bytes), text),
                        Self::Write => String::new(),
                    };
                    changes.push(Change::Stale { path: path.clone(), diff });
                }
                Ok(None) => changes.push(Change::Missing { path: path.clone() }),
                Err(err) => {
                    problems.push(io_problem(path, "read", &err));
                    continue;
                }
            }
            if self == Self::Write
                && let Err(err) = io::write_whole(&root.join(path), text.as_bytes())
            {
                problems.push(io_problem(path, "written", &err));
            }
        }
        for folder in &made.owned {
            match io::files_below(root, folder) {
                Ok(found) => {
                    for path in found.into_iter().filter(|path| !made.files.contains_key(path)) {
                        if self == Self::Write
                            && let Err(err) = std::fs::remove_file(root.join(&path))
                        {
                            problems.push(io_problem(&path, "removed", &err));
                        }
                        changes.push(Change::Orphaned { path });
                    }
                }
                Err(err) => problems.push(io_problem(folder, "listed", &err)),
            }
        }
        if problems.is_empty() { Ok(changes) } else { Err(problems) }
    }
}

fn io_problem(path: &str, what: &str, err: &std::io::Error) -> Problem {
    Problem::error("io", Place::file(path), format!("`{path}` cannot be {what}: {err}"))
}

fn diff(path: &str, old: &str, new: &str) -> String {
    TextDiff::from_lines(old, new)
        .unified_diff()
        .context_radius(2)
        .header(&format!("{path} (on disk)"), &format!("{path} (as generated)"))
        .to_string()
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
            io::write_whole(&folder.path().join(path), text.as_bytes()).unwrap();
        }
        folder
    }

    #[test]
    fn checking_tells_stale_missing_and_orphaned_apart_and_writes_nothing() {
        let folder = folder(&[("generated/a.rs", "old\n"), ("generated/deep/orphan.rs", "")]);
        let changes =
            Mode::Check.apply(folder.path(), &made(&[("generated/a.rs", "new\n"), ("generated/b.rs", "b\n")]));
        let [Change::Stale { path: stale, diff }, Change::Missing { path: missing }, Change::Orphaned { path: orphan }] =
            &changes.unwrap()[..]
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
