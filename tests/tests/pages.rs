//! The facts on file are those of the vendor's pages, where the pages are at hand.

use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};

use docparse::Page;

/// Every page that our services name: the facts file, what it holds, and what the page says now.
fn each_page(pages: &Path, look: impl Fn(&str, &str, &str, &Page)) {
    each_page_of(&evidence::services(), pages, look);
}

fn each_page_of(services: &[String], pages: &Path, look: impl Fn(&str, &str, &str, &Page)) {
    for service in services {
        let workspace = evidence::home(service);
        let service = evidence::load(&workspace, service);
        for (stem, editions) in &service.manifest.pages {
            for (edition, page) in editions {
                let bytes = std::fs::read(pages.join(&page.path)).unwrap_or_else(|err| panic!("{}: {err}", page.path));
                let read = docparse::read(&bytes, &page.path, edition);
                let facts = format!("{}/{stem}.{edition}.yaml", workspace.documented_folder(&service.name));
                let locked = std::fs::read_to_string(evidence::root().join(&facts)).expect("facts on file");
                look(&facts, &locked, stem, &read);
            }
        }
    }
}

#[test]
fn the_locked_facts_are_what_the_pages_say() {
    let Some(pages) = evidence::pages() else { return };
    each_page(&pages, |facts, locked, stem, page| {
        let contract = &page.contracts[0];
        assert_eq!(docparse::facts::write(contract, stem, &contract.source.file), locked, "{facts}");
    });
}

/// The specimen's pages are ours, so they are always at hand.
#[test]
fn the_locked_facts_of_the_specimen_are_what_its_pages_say() {
    let pages = evidence::root().join("tests/specimen/pages");
    each_page_of(&["beacon".to_owned()], &pages, |facts, locked, stem, page| {
        assert!(page.problems.is_empty(), "{facts}: {:?}", page.problems);
        let contract = &page.contracts[0];
        assert_eq!(docparse::facts::write(contract, stem, &contract.source.file), locked, "{facts}");
    });
}

/// Four words in a row that stand in a vendor's description must not stand in the facts.
#[test]
fn no_sentence_of_a_page_is_in_its_facts() {
    let Some(pages) = evidence::pages() else { return };
    each_page(&pages, |facts, locked, _, page| {
        for words in page.contracts[0].elements.iter().filter_map(|element| element.words.as_deref()) {
            let words: Vec<&str> = words.split_whitespace().collect();
            for phrase in words.windows(4) {
                assert!(!locked.contains(&phrase.join(" ")), "{facts} holds `{}`", phrase.join(" "));
            }
        }
    });
}

/// So many words in a row are a sentence of somebody.
const SENTENCE: usize = 8;

/// Eight words in a row of a page must not stand in the specs, nor in the room that reads the pages. The pages are all
/// those of the services that the named pages are of.
#[test]
fn no_sentence_of_a_page_is_in_the_repository() {
    let Some(pages) = evidence::pages() else { return };
    let ours: Vec<(PathBuf, String)> =
        ["specs", "crates/docparse"].iter().flat_map(|folder| texts(&evidence::root().join(folder))).collect();
    let mut held: HashMap<Vec<&str>, &Path> = HashMap::new();
    for (path, text) in &ours {
        for run in runs(text) {
            held.extend(run.windows(SENTENCE).map(|words| (words.to_vec(), path.as_path())));
        }
    }
    let named = evidence::services().into_iter().flat_map(|service| {
        let manifest = evidence::load(&evidence::workspace(), &service).manifest;
        manifest.pages.into_values().flatten().map(|(_, page)| page.path).collect::<Vec<_>>()
    });
    let folders: BTreeSet<PathBuf> = named.map(|page| Path::new(&page).iter().take(2).collect()).collect();
    let mut copied = BTreeSet::new();
    for (page, text) in folders.iter().flat_map(|folder| texts(&pages.join(folder))) {
        for run in runs(&text) {
            for words in run.windows(SENTENCE) {
                if let Some(path) = held.get(words) {
                    copied.insert(format!("{}: `{}` of {}", path.display(), words.join(" "), page.display()));
                }
            }
        }
    }
    assert!(copied.is_empty(), "{}", copied.into_iter().collect::<Vec<_>>().join("\n"));
}

/// The files of a folder and of those in it, in lower case.
fn texts(folder: &Path) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap_or_else(|err| panic!("{}: {err}", folder.display())) {
        let path = entry.expect("a folder that can be read").path();
        if path.is_dir() {
            found.extend(texts(&path));
        } else {
            let bytes = std::fs::read(&path).unwrap_or_else(|err| panic!("{}: {err}", path.display()));
            found.push((path, String::from_utf8_lossy(&bytes).to_ascii_lowercase()));
        }
    }
    found
}

/// The words of a text that stand in a row. Numbers and lone letters do not count; an empty line, an opening quote and
/// whatever else is no word, as a border, an identifier, a URL or JSON, ends the row.
fn runs(text: &str) -> Vec<Vec<&str>> {
    let mut runs = vec![Vec::new()];
    for line in text.lines().map(|line| line.trim_start().trim_start_matches(['/', '!'])) {
        if line.trim().is_empty() {
            runs.push(Vec::new());
        }
        for token in line.split_whitespace() {
            let word = token.trim_matches(|c: char| c.is_ascii_punctuation());
            let is_word = word.len() > 1 && word.bytes().all(|byte| byte.is_ascii_alphabetic());
            let is_passed = word.len() == 1 || word.starts_with(|c: char| c.is_ascii_digit());
            if token.trim_start_matches('(').starts_with('"') || !(is_word || is_passed) {
                runs.push(Vec::new());
            }
            if let Some(run) = runs.last_mut().filter(|_| is_word) {
                run.push(word);
            }
        }
    }
    runs
}
