//! Files, read and written whole.

use std::io::{Error, ErrorKind, Result, Write};
use std::path::Path;

use contract::{Place, Problem};
use tempfile::NamedTempFile;

/// The code of the problem that a file could not be put in its place when others already were.
pub(crate) const HALF: &str = "io-half";

/// What keeps a file or folder from being `read`, `written`, `listed` or `removed`, as a problem.
pub(crate) fn problem(path: &str, done: &str, err: &Error) -> Problem {
    let problem = Problem::error("io", Place::file(path), format!("`{path}` cannot be {done}: {err}"));
    match err.kind() {
        ErrorKind::NotFound => problem.help("check the path"),
        ErrorKind::IsADirectory => problem.help("a file is wanted here, not a folder"),
        ErrorKind::NotADirectory => problem.help("a folder is wanted on the way there, not a file"),
        ErrorKind::PermissionDenied => problem.help("check who may read and write it"),
        _ => problem,
    }
}

/// No page, spec or source file is larger; what is, is something else.
const LARGEST: u64 = 64 << 20;

/// The bytes of a file. A pipe or a device is none: it may never end.
pub(crate) fn read(path: &Path) -> Result<Vec<u8>> {
    let data = std::fs::metadata(path)?;
    if !data.is_file() && !data.is_dir() {
        return Err(Error::new(ErrorKind::InvalidInput, "it is no file, but a pipe or a device"));
    }
    if data.is_file() && data.len() > LARGEST {
        let message = format!("it has {} bytes, and no file that belongs here has more than {LARGEST}", data.len());
        return Err(Error::new(ErrorKind::FileTooLarge, message));
    }
    std::fs::read(path)
}

/// The bytes of a file; `None` if it is not there.
pub(crate) fn read_if_there(path: &Path) -> Result<Option<Vec<u8>>> {
    match read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(err) if err.kind() == ErrorKind::NotFound => Ok(None),
        Err(err) => Err(err),
    }
}

/// Writes a file beside its place, to be moved there with `persist`, so that nobody ever sees half of it.
pub(crate) fn stage(path: &Path, bytes: &[u8]) -> Result<NamedTempFile> {
    let folder = path.parent().unwrap_or(Path::new("."));
    std::fs::create_dir_all(folder)?;
    let mut builder = tempfile::Builder::new();
    // A temporary file is private; what is checked out of a repository is readable by all.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o644));
    let mut file = builder.tempfile_in(folder)?;
    file.write_all(bytes)?;
    Ok(file)
}

/// Removes a file, and every folder around it that it leaves empty.
pub(crate) fn remove(path: &Path) -> Result<()> {
    std::fs::remove_file(path)?;
    for folder in path.ancestors().skip(1) {
        // A folder that holds something cannot be removed.
        if std::fs::remove_dir(folder).is_err() {
            break;
        }
    }
    Ok(())
}

/// Every file below a folder, as paths from `root` with `/`, sorted; none if the folder is not there.
pub(crate) fn files_below(root: &Path, folder: &str) -> Result<Vec<String>> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        let entries = match std::fs::read_dir(root.join(&folder)) {
            Ok(entries) => entries,
            Err(err) if err.kind() == ErrorKind::NotFound => continue,
            Err(err) => return Err(err),
        };
        for entry in entries {
            let entry = entry?;
            let path = format!("{folder}/{}", entry.file_name().to_string_lossy());
            if entry.file_type()?.is_dir() { folders.push(path) } else { found.push(path) }
        }
    }
    found.sort();
    Ok(found)
}
