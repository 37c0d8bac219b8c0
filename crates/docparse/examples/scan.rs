//! Reads every page below the folders given and counts, service by service, what became of them.
//!
//! ```sh
//! cargo run --release -p docparse --example scan -- ../shared/pages/otc/*
//! cargo run --release -p docparse --example scan -- --facts ../shared/pages/otc | shuf -n 100   # for judging by hand
//! cargo run --release -p docparse --example scan -- --page ../shared/pages/hwc/oms/StopTask.txt
//! ```

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Instant;

use contract::{Address, Edition, Fate};

/// What became of table rows.
#[derive(Clone, Copy, Default)]
struct Rows {
    told: usize,
    header: usize,
    aside: usize,
    unread: usize,
    all: usize,
}

/// What was counted below one folder.
#[derive(Default)]
struct Count {
    pages: usize,
    endpoint_pages: usize,
    contracts: usize,
    elements: usize,
    facts: usize,
    rows: Rows,
    unknown: BTreeMap<String, usize>,
    defects: BTreeMap<String, usize>,
    problems: BTreeMap<String, usize>,
    asides: BTreeMap<String, usize>,
    unread: BTreeMap<String, usize>,
    aspects: BTreeMap<String, usize>,
    examples: usize,
}

fn main() {
    let mut arguments: Vec<String> = std::env::args().skip(1).collect();
    let edition: Edition = match "otc".parse() {
        Ok(edition) => edition,
        Err(error) => return eprintln!("{error}"),
    };
    if arguments.first().is_some_and(|first| first == "--page") {
        arguments.remove(0);
        arguments.iter().for_each(|page| show(page, &edition));
        return;
    }
    if arguments.first().is_some_and(|first| first == "--facts") {
        arguments.iter().skip(1).for_each(|folder| facts(Path::new(folder), &edition));
        return;
    }
    let mut all = Count::default();
    let start = Instant::now();
    for folder in &arguments {
        let mut pages = Vec::new();
        collect(Path::new(folder), &mut pages);
        pages.sort();
        let mut count = Count::default();
        pages.iter().for_each(|page| read(page, &edition, &mut count));
        pages.iter().for_each(|page| read(page, &edition, &mut all));
        print(folder.rsplit('/').next().unwrap_or(folder), &count);
    }
    print("all", &all);
    println!("{:?} (every page twice)", start.elapsed());
    for (word, counts) in [
        ("unknown types", &all.unknown),
        ("defects", &all.defects),
        ("problems", &all.problems),
        ("aside", &all.asides),
        ("unread", &all.unread),
        ("facts", &all.aspects),
    ] {
        println!("\n{word}");
        let mut counts: Vec<_> = counts.iter().collect();
        counts.sort_by_key(|(_, count)| std::cmp::Reverse(**count));
        counts.iter().for_each(|(name, count)| println!("  {count:6}  {name}"));
    }
}

fn show(page: &str, edition: &Edition) {
    let bytes = match std::fs::read(page) {
        Ok(bytes) => bytes,
        Err(error) => return eprintln!("{page}: {error}"),
    };
    let read = docparse::read(&bytes, page, edition);
    for contract in &read.contracts {
        println!("{contract}");
        for example in &contract.examples {
            let line = example.line.as_ref().map_or("", |line| &line.url);
            println!("example {:?} line {} {line} body {}", example.role, example.at.line, example.body.is_some());
        }
        contract
            .defects
            .iter()
            .for_each(|d| println!("{}: {} at line {}: {}", d.class, d.address, d.at.line, d.message));
        contract.problems.iter().for_each(|problem| println!("{problem}"));
    }
    for row in &read.rows {
        match &row.fate {
            Fate::Told(_) | Fate::Header => {}
            other => println!("table {} line {} {}: {other:?}", row.table, row.at.line, row.name),
        }
    }
    read.problems.iter().for_each(|problem| println!("{problem}"));
}

/// Every fact that is not from a column, beside the words it was read from.
fn facts(folder: &Path, edition: &Edition) {
    let mut pages = Vec::new();
    collect(folder, &mut pages);
    for page in pages {
        let Ok(bytes) = std::fs::read(&page) else { continue };
        for element in
            docparse::read(&bytes, &page.to_string_lossy(), edition).contracts.iter().flat_map(|c| &c.elements)
        {
            let ty = element.facts.ty().map_or("-".to_owned(), ToString::to_string);
            let words = element.words.as_deref().unwrap_or_default().replace('\n', " | ");
            for (aspect, fact) in element.facts.iter().filter(|(_, fact)| fact.basis != contract::Basis::Column) {
                println!("{aspect}\t{:?}\t{}\t{ty}\t{}\t{words}\t{}", fact.basis, fact.value, element.address, fact.at);
            }
        }
    }
}

fn collect(path: &Path, pages: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(path) else { return pages.push(path.to_owned()) };
    entries.flatten().for_each(|entry| collect(&entry.path(), pages));
}

fn read(path: &Path, edition: &Edition, count: &mut Count) {
    let Ok(bytes) = std::fs::read(path) else { return };
    let label = path.to_string_lossy();
    let page = docparse::read(&bytes, &label, edition);
    count.pages += 1;
    count.endpoint_pages += usize::from(!page.contracts.is_empty());
    count.contracts += page.contracts.len();
    for row in &page.rows {
        match &row.fate {
            Fate::Told(_) => count.rows.told += 1,
            Fate::Header => count.rows.header += 1,
            Fate::Aside(word) => {
                count.rows.aside += 1;
                *count.asides.entry(word.clone()).or_default() += 1;
            }
            Fate::Unread(word) => {
                count.rows.unread += 1;
                *count.unread.entry(word.clone()).or_default() += 1;
            }
        }
        count.rows.all += 1;
    }
    for problem in &page.problems {
        *count.problems.entry(problem.code.to_owned()).or_default() += 1;
    }
    for contract in &page.contracts {
        count.examples += contract.examples.len();
        for element in &contract.elements {
            count.elements += usize::from(element.address != Address::Operation);
            for (aspect, fact) in element.facts.iter() {
                count.facts += 1;
                *count.aspects.entry(format!("{aspect} {:?}", fact.basis)).or_default() += 1;
            }
            if let Some(ty) = element.facts.ty().filter(|ty| !ty.is_understood()) {
                *count.unknown.entry(ty.to_string()).or_default() += 1;
            }
        }
        for defect in &contract.defects {
            *count.defects.entry(defect.class.clone()).or_default() += 1;
        }
    }
}

fn print(name: &str, count: &Count) {
    let Rows { told, header, aside, unread, all } = count.rows;
    println!(
        "{name:32} pages {:5} endpoint pages {:5} contracts {:5} rows {all:6} = told {told:6} + \
         header {header:6} + aside {aside:6} + unread {unread:4}  \
         elements {:7} facts {:7} unknown types {:3} examples {:5} defects {:5}",
        count.pages,
        count.endpoint_pages,
        count.contracts,
        count.elements,
        count.facts,
        count.unknown.values().sum::<usize>(),
        count.examples,
        count.defects.values().sum::<usize>(),
    );
}
