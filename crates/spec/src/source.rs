//! The files of a service's folder, and what each is for.

use std::fs;
use std::path::Path;

use contract::{Place, Problem};

/// A file and its bytes.
#[derive(Clone, Debug)]
pub struct SourceFile {
    /// Its name in the folder of the service: `common.yaml`.
    pub name: String,
    /// What is in it.
    pub bytes: Vec<u8>,
}

/// What a file of the folder is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    /// service.toml.
    Manifest,
    /// common.yaml.
    Common,
    /// One operation.
    Operation,
    /// waiters.yaml.
    Waiters,
    /// paginators.yaml.
    Paginators,
    /// behaviour.yaml.
    Behaviour,
    /// Known, and read by others or written by us.
    Elsewhere,
    /// Nobody reads it: an operation might be lost in it.
    Stray,
}

/// What a file is for, by its name.
pub(crate) fn role(name: &str) -> Role {
    match name {
        "service.toml" => Role::Manifest,
        "common.yaml" => Role::Common,
        "waiters.yaml" => Role::Waiters,
        "paginators.yaml" => Role::Paginators,
        "behaviour.yaml" => Role::Behaviour,
        "quirks.yaml" | "openapi.yaml" | "documented" => Role::Elsewhere,
        _ if name.ends_with(".yaml") => Role::Operation,
        _ => Role::Stray,
    }
}

/// Reads the files of a folder, sorted by name. Hidden files are the business of editors and are left alone.
pub fn read_folder(dir: &Path, label: &str) -> (Vec<SourceFile>, Vec<Problem>) {
    let (mut files, mut problems) = (Vec::new(), Vec::new());
    let mut unreadable = |name: &str, err: std::io::Error| {
        let at = if name.is_empty() { Place::file(label) } else { Place::file(format!("{label}/{name}")) };
        problems.push(
            Problem::error("io", at, format!("it cannot be read: {err}"))
                .help("check that it is a file that may be read"),
        );
    };
    let entries = match fs::read_dir(dir) {
        Ok(entries) => entries,
        Err(err) => {
            unreadable("", err);
            return (files, problems);
        }
    };
    for entry in entries {
        let entry = match entry {
            Ok(entry) => entry,
            Err(err) => {
                unreadable("", err);
                continue;
            }
        };
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.starts_with('.') || role(&name) == Role::Elsewhere {
            continue;
        }
        if role(&name) == Role::Stray {
            // Not read, but handed on, so that it is told in one place.
            let slash = if entry.path().is_dir() { "/" } else { "" };
            files.push(SourceFile { name: name + slash, bytes: Vec::new() });
            continue;
        }
        match fs::read(entry.path()) {
            Ok(bytes) => files.push(SourceFile { name, bytes }),
            Err(err) => unreadable(&name, err),
        }
    }
    files.sort_by(|one, two| one.name.cmp(&two.name));
    (files, problems)
}
