//! A workspace to be spoilt.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;
use std::time::SystemTime;

use tempfile::TempDir;
use xtask::Exit;

/// Every file of a folder: its path from there, when it was written, and what is in it.
pub(crate) type Files = BTreeMap<String, (SystemTime, Vec<u8>)>;

/// A copy of the house, its facts locked and its crates generated.
pub(crate) struct Scratch {
    folder: TempDir,
}

/// What a command did.
pub(crate) struct Outcome {
    pub(crate) exit: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Scratch {
    /// A sound one.
    pub(crate) fn new() -> Self {
        static SOUND: OnceLock<Files> = OnceLock::new();
        let sound = SOUND.get_or_init(|| {
            let house = Self::bare();
            for args in [&["docs", "lock", "--pages", "pages"][..], &["generate"]] {
                let outcome = house.run(args);
                assert_eq!(outcome.exit, Some(Exit::Ok as i32), "{}{}", outcome.stdout, outcome.stderr);
            }
            house.files()
        });
        let scratch = Self { folder: tempfile::tempdir().expect("a temporary folder") };
        for (path, (_, bytes)) in sound {
            scratch.write(path, bytes);
        }
        scratch
    }

    /// The house as it is written by hand.
    fn bare() -> Self {
        let scratch = Self { folder: tempfile::tempdir().expect("a temporary folder") };
        let house = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/bad_input/house");
        for (path, (_, bytes)) in files_below(&house) {
            scratch.write(&path, bytes);
        }
        scratch.write("Cargo.toml", "[workspace]\n");
        scratch
    }

    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    /// Writes a file, and the folders above it.
    pub(crate) fn write(&self, path: &str, bytes: impl AsRef<[u8]>) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, bytes).expect("a file");
    }

    pub(crate) fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).expect("a file")
    }

    pub(crate) fn remove(&self, path: &str) {
        let path = self.path(path);
        if path.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) }.expect("it is there");
    }

    /// Replaces a text that stands in a file once.
    pub(crate) fn edit(&self, path: &str, from: &str, to: &str) {
        let text = self.read(path);
        assert_eq!(text.matches(from).count(), 1, "{path}: {from}");
        self.write(path, text.replace(from, to));
    }

    /// Keeps only what stands in a file before that text.
    pub(crate) fn cut(&self, path: &str, before: &str) {
        let text = self.read(path);
        let end = text.find(before).expect("the text is there");
        self.write(path, &text[..end]);
    }

    /// Puts a folder where a file is.
    pub(crate) fn replace_by_folder(&self, path: &str) {
        self.remove(path);
        fs::create_dir(self.path(path)).expect("a folder");
    }

    pub(crate) fn files(&self) -> Files {
        files_below(self.folder.path())
    }

    /// The command that runs `cargo xtask` in this workspace.
    pub(crate) fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
        command.args(args).current_dir(self.folder.path()).env("NO_COLOR", "1");
        command
    }

    pub(crate) fn run(&self, args: &[&str]) -> Outcome {
        let output = self.command(args).output().expect("the command runs");
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8").replace('\\', "/");
        Outcome { exit: output.status.code(), stdout: text(output.stdout), stderr: text(output.stderr) }
    }

    /// Runs a command that writes nothing and ends with that code.
    pub(crate) fn harmless(&self, args: &[&str], exit: Exit) -> Outcome {
        let before = self.files();
        let outcome = self.run(args);
        assert_eq!(outcome.exit, Some(exit as i32), "{}{}", outcome.stdout, outcome.stderr);
        assert!(before == self.files(), "something was written");
        outcome
    }

    /// Runs a command that refuses its input: what it says on standard error, having said nothing elsewhere.
    pub(crate) fn refused(&self, args: &[&str], exit: Exit) -> String {
        let outcome = self.harmless(args, exit);
        assert_eq!(outcome.stdout, "");
        outcome.stderr
    }
}

fn files_below(folder: &Path) -> Files {
    let mut files = Files::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(inner) = folders.pop() {
        for entry in fs::read_dir(inner).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(folder).expect("it is inside").to_string_lossy().replace('\\', "/");
                let written = fs::metadata(&path).and_then(|data| data.modified()).expect("a time");
                files.insert(name, (written, fs::read(&path).expect("a file")));
            }
        }
    }
    files
}
