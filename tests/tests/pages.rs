//! The facts on file are those of the vendor's pages, where the pages are at hand.

use std::path::Path;

use docparse::Page;

/// Every page that a service names: the facts file, what it holds, and what the page says now.
fn each_page(pages: &Path, look: impl Fn(&str, &str, &str, &Page)) {
    for service in evidence::services() {
        let service = evidence::load(&evidence::workspace(), &service);
        for (stem, editions) in &service.manifest.pages {
            for (edition, page) in editions {
                let bytes = std::fs::read(pages.join(&page.path)).unwrap_or_else(|err| panic!("{}: {err}", page.path));
                let read = docparse::read(&bytes, &page.path, edition);
                let facts = format!("specs/{}/documented/{stem}.{edition}.yaml", service.name);
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
