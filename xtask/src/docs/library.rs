//! The pages below some folders, read on all cores.

use std::collections::VecDeque;
use std::fs;
use std::io::Error;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use contract::{Place, Problem, Severity};
use docparse::Page;

use super::edition;
use super::progress::Progress;
use crate::io;

/// What pages end with. Anything else below a folder is none.
const ENDINGS: [&str; 6] = ["rst", "html", "htm", "md", "markdown", "txt"];

/// A file that may be a page.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct PageFile {
    /// The service that it belongs to: the name of a folder.
    pub(crate) service: String,
    /// Where it is, as the folder was given.
    pub(crate) path: PathBuf,
}

impl PageFile {
    /// How places name it.
    pub(crate) fn label(&self) -> String {
        self.path.to_string_lossy().into_owned()
    }
}

/// Every page below the folders, by service and path. A folder that has pages itself is a service; of one that has none,
/// each folder in it is looked at in the same way. A file is a page of the service that its folder is.
///
/// # Errors
/// Folders that cannot be listed, and each of the folders that has no page.
pub(crate) fn find(folders: &[PathBuf]) -> Result<Vec<PageFile>, Vec<Problem>> {
    let mut pages = Vec::new();
    let mut problems = Vec::new();
    for folder in folders {
        if folder.is_file() {
            let service = folder.parent().map(name).unwrap_or_default();
            pages.push(PageFile { service, path: folder.clone() });
            continue;
        }
        let before = pages.len();
        match services(folder, &mut pages) {
            Err((path, err)) => problems.push(io::problem(&path.to_string_lossy(), "listed", &err)),
            Ok(()) if pages.len() == before => problems.push(without_pages(folder)),
            Ok(()) => {}
        }
    }
    pages.sort();
    pages.dedup();
    if problems.is_empty() { Ok(pages) } else { Err(problems) }
}

fn without_pages(folder: &Path) -> Problem {
    let folder = folder.to_string_lossy();
    let problem = Problem::error("no-pages", Place::file(&*folder), format!("no page lies below {folder}"));
    problem.help("name folders that hold pages: .rst, .html, .htm, .md, .markdown, .txt")
}

fn services(folder: &Path, pages: &mut Vec<PageFile>) -> Result<(), (PathBuf, Error)> {
    let (files, folders) = list(folder)?;
    if files.iter().any(|file| is_page(file)) || folders.is_empty() {
        return below(folder, &name(folder), pages);
    }
    folders.iter().try_for_each(|folder| services(folder, pages))
}

fn below(folder: &Path, service: &str, pages: &mut Vec<PageFile>) -> Result<(), (PathBuf, Error)> {
    let mut waiting = VecDeque::from([folder.to_owned()]);
    while let Some(folder) = waiting.pop_front() {
        let (files, folders) = list(&folder)?;
        let files = files.into_iter().filter(|file| is_page(file));
        pages.extend(files.map(|path| PageFile { service: service.to_owned(), path }));
        waiting.extend(folders);
    }
    Ok(())
}

/// The files and the folders in a folder. Links to folders are not followed: they may lead in a circle.
fn list(folder: &Path) -> Result<(Vec<PathBuf>, Vec<PathBuf>), (PathBuf, Error)> {
    let told = |err| (folder.to_owned(), err);
    let (mut files, mut folders) = (Vec::new(), Vec::new());
    for entry in fs::read_dir(folder).map_err(told)? {
        let entry = entry.map_err(told)?;
        let is_folder = entry.file_type().map_err(told)?.is_dir();
        if is_folder { &mut folders } else { &mut files }.push(entry.path());
    }
    Ok((files, folders))
}

fn is_page(file: &Path) -> bool {
    file.extension().is_some_and(|ending| ENDINGS.iter().any(|known| ending.eq_ignore_ascii_case(known)))
}

fn name(folder: &Path) -> String {
    let whole = fs::canonicalize(folder);
    let folder = whole.as_deref().unwrap_or(folder);
    folder.file_name().map_or_else(|| folder.to_string_lossy(), |name| name.to_string_lossy()).into_owned()
}

/// Reads pages on all cores, and makes something of each: what was made, in the order of the pages, and what is wrong with
/// files that cannot be read.
pub(crate) fn read<T: Send>(
    pages: &[PageFile],
    make: impl Fn(&PageFile, &[u8], Page) -> T + Sync,
) -> (Vec<T>, Vec<Problem>) {
    let keep = |made: &mut Vec<(usize, T)>, Reading { index, bytes, page, .. }: Reading<'_>| {
        made.push((index, make(&pages[index], bytes, page)));
    };
    let (made, problems) = fold(pages, Vec::new, keep);
    let mut made: Vec<(usize, T)> = made.into_iter().flatten().collect();
    made.sort_by_key(|(index, _)| *index);
    (made.into_iter().map(|(_, made)| made).collect(), problems)
}

/// What keeps a page from being read as it stands. That it documents no operation does not: most pages of a library do not.
pub(crate) fn errors(page: &Page) -> impl Iterator<Item = &Problem> {
    let is_error = |problem: &&Problem| problem.severity == Severity::Error && problem.code != "page-without-uri";
    page.problems.iter().filter(is_error)
}

/// One page, read.
pub(crate) struct Reading<'b> {
    /// Which of the pages it is.
    pub(crate) index: usize,
    pub(crate) bytes: &'b [u8],
    pub(crate) page: Page,
    /// How long one core took to load and to read it.
    pub(crate) spent: Duration,
}

/// Reads pages on all cores, and keeps none of them: each core folds the pages that it happens to read into one thing.
/// Those things, and what is wrong with files that cannot be read. A person who watches sees how far it is.
pub(crate) fn fold<T: Send>(
    pages: &[PageFile],
    begin: impl Fn() -> T + Sync,
    add: impl Fn(&mut T, Reading<'_>) + Sync,
) -> (Vec<T>, Vec<Problem>) {
    let mut progress = Progress::new(pages.len());
    let next = AtomicUsize::new(0);
    let (sender, receiver) = mpsc::channel();
    let work = |done: mpsc::Sender<()>| {
        let mut folded = begin();
        let mut problems = Vec::new();
        loop {
            let index = next.fetch_add(1, Ordering::Relaxed);
            let Some(page) = pages.get(index) else { return (folded, problems) };
            let label = page.label();
            let start = Instant::now();
            match io::read(&page.path) {
                Ok(bytes) => {
                    let page = docparse::read(&bytes, &label, &edition(&page.path));
                    add(&mut folded, Reading { index, bytes: &bytes, page, spent: start.elapsed() });
                }
                Err(err) => problems.push(io::problem(&label, "read", &err)),
            }
            // Nobody listens any more only if the run is over anyway.
            let _ = done.send(());
        }
    };
    thread::scope(|scope| {
        let cores = thread::available_parallelism().map_or(1, usize::from);
        let work = &work;
        let spawn = |done: mpsc::Sender<()>| scope.spawn(move || work(done));
        let workers: Vec<_> = (0..cores).map(|_| spawn(sender.clone())).collect();
        drop(sender);
        receiver.into_iter().enumerate().for_each(|(done, ())| progress.tell(done + 1));
        let mut all = (Vec::new(), Vec::new());
        for worker in workers {
            match worker.join() {
                Ok((folded, problems)) => {
                    all.0.push(folded);
                    all.1.extend(problems);
                }
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        all.1.sort();
        all
    })
}
