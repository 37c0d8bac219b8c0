//! Reads pages that chance has mixed, until the time is over or one of them breaks the reader.
//!
//! ```text
//! cargo run --release -p docparse --example fuzz -- --seconds 60 [--seed N] [PAGE or FOLDER]...
//! ```
//!
//! First come the shapes of `tests/robust`, a megabyte of each. Without pages, ours are mixed. A page that breaks
//! something is made small, and left in the folder for temporary files.

#[path = "../tests/robust/check.rs"]
mod check;
#[path = "../tests/robust/mutate.rs"]
mod mutate;
#[path = "../tests/robust/seeds.rs"]
mod seeds;
#[path = "../tests/robust/shapes.rs"]
mod shapes;

use std::error::Error;
use std::path::Path;
use std::sync::LazyLock;
use std::time::{Duration, Instant};
use std::{env, fs, panic, process};

/// No page may keep a processor busy for longer; one of several megabytes not longer than this for each.
const PATIENCE: Duration = Duration::from_secs(1);

fn main() -> Result<(), Box<dyn Error>> {
    let (mut seconds, mut seed, mut pages) = (60, 1, Vec::new());
    let mut arguments = env::args().skip(1);
    while let Some(argument) = arguments.next() {
        let mut number = || -> Result<u64, Box<dyn Error>> {
            Ok(arguments.next().ok_or(format!("{argument} wants a number"))?.parse()?)
        };
        match argument.as_str() {
            "--seconds" => seconds = number()?,
            "--seed" => seed = number()?,
            path => add(Path::new(path), &mut pages)?,
        }
    }
    if pages.is_empty() {
        pages = seeds::ours();
    }
    check::warm_up(&pages);
    panic::set_hook(Box::new(|_| {}));
    read_shapes()?;
    let (mut mixer, start, mut slowest, mut count) = (mutate::Mixer::new(seed), Instant::now(), Duration::ZERO, 0);
    while start.elapsed() < Duration::from_secs(seconds) {
        let page = mixer.page(&pages);
        let (fault, took) = fault(&page);
        (slowest, count) = (slowest.max(took), count + 1);
        if let Some(fault) = fault {
            let small = smaller(page, &fault);
            let file = env::temp_dir().join(format!("fuzz-{seed}-{count}.page"));
            fs::write(&file, &small)?;
            eprintln!("page {count} of seed {seed}: {fault}\n{} bytes in {}", small.len(), file.display());
            process::exit(1);
        }
    }
    println!("{count} pages of seed {seed}; the slowest took {slowest:?}");
    Ok(())
}

/// Reads a megabyte of each shape.
fn read_shapes() -> Result<(), Box<dyn Error>> {
    let (mut slowest, mut bad) = ((Duration::ZERO, ""), false);
    for (what, make) in [shapes::OF_RST, shapes::OF_HTML, shapes::OF_MARKDOWN, shapes::OF_TEXT].into_iter().flatten() {
        let page = make((1 << 30) / make(1 << 10).len());
        let (fault, took) = fault(page.as_bytes());
        if let Some(fault) = fault {
            eprintln!("{what}, {} bytes: {fault}", page.len());
            bad = true;
        }
        slowest = slowest.max((took, what));
    }
    if bad {
        return Err("some shapes cost too much".into());
    }
    println!("a megabyte of each shape; the slowest took {:?}: {}", slowest.0, slowest.1);
    Ok(())
}

fn add(path: &Path, pages: &mut Vec<Vec<u8>>) -> Result<(), Box<dyn Error>> {
    if !path.is_dir() {
        pages.push(fs::read(path)?);
        return Ok(());
    }
    for entry in fs::read_dir(path)? {
        add(&entry?.path(), pages)?;
    }
    Ok(())
}

/// What is wrong with how the page is read, and how long all of it takes.
fn fault(page: &[u8]) -> (Option<String>, Duration) {
    let once = || {
        let start = clock();
        drop(check::read(page));
        clock().saturating_sub(start)
    };
    let found = panic::catch_unwind(|| {
        let took = once();
        let slow = took > PATIENCE * (1 + page.len() as u32 / (1 << 20));
        (slow.then(|| "it takes more than a second".to_owned()).or_else(|| check::fault(page)), took)
    });
    found.unwrap_or_else(|cause| {
        let said = cause.downcast_ref::<String>().map(String::as_str).or(cause.downcast_ref::<&str>().copied());
        (Some(format!("it panics: {}", said.unwrap_or_default())), Duration::ZERO)
    })
}

/// How long this thread has been at work, where the system tells; else how late it is.
fn clock() -> Duration {
    static START: LazyLock<Instant> = LazyLock::new(Instant::now);
    let told = fs::read_to_string("/proc/thread-self/schedstat").ok();
    let spent = told.and_then(|told| told.split(' ').next()?.parse().ok());
    spent.map_or_else(|| START.elapsed(), Duration::from_nanos)
}

/// The page without all that the fault does not need.
fn smaller(mut page: Vec<u8>, wanted: &str) -> Vec<u8> {
    // Messages name bytes and places; what the fault is about stands before the first number.
    let kind = |fault: &str| fault.split(|c: char| c.is_ascii_digit()).next().unwrap_or_default().to_owned();
    let mut piece = page.len() / 2;
    while piece > 0 {
        let mut at = 0;
        while at < page.len() {
            let end = (at + piece).min(page.len());
            let rest = [&page[..at], &page[end..]].concat();
            match fault(&rest).0.filter(|fault| kind(fault) == kind(wanted)) {
                Some(_) => page = rest,
                None => at = end,
            }
        }
        piece /= 2;
    }
    page
}
