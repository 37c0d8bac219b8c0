//! The facts on file are those of the vendor's pages, where the pages are at hand.

use contract::Edition;

#[test]
fn the_locked_facts_are_what_the_pages_say() {
    let Some(pages) = evidence::pages() else { return };
    for service in evidence::services() {
        let service = evidence::load(&evidence::workspace(), &service);
        for (stem, editions) in &service.manifest.pages {
            for (edition, page) in editions {
                let bytes = std::fs::read(pages.join(page)).unwrap_or_else(|err| panic!("{page}: {err}"));
                let edition: Edition = edition.parse().expect("an edition");
                let read = docparse::read(&bytes, page, &edition);
                let facts = format!("specs/{}/documented/{stem}.{edition}.yaml", service.name);
                let locked = std::fs::read_to_string(evidence::root().join(&facts)).expect("facts on file");
                assert_eq!(docparse::facts::write(&read.contracts[0], stem, page), locked, "{facts}");
            }
        }
    }
}

/// Four words in a row that stand in a vendor's description must not stand in the facts.
#[test]
fn no_sentence_of_a_page_is_in_its_facts() {
    let Some(pages) = evidence::pages() else { return };
    for service in evidence::services() {
        let service = evidence::load(&evidence::workspace(), &service);
        for (stem, editions) in &service.manifest.pages {
            for (edition, page) in editions {
                let bytes = std::fs::read(pages.join(page)).unwrap_or_else(|err| panic!("{page}: {err}"));
                let read = docparse::read(&bytes, page, &edition.parse().expect("an edition"));
                let facts = format!("specs/{}/documented/{stem}.{edition}.yaml", service.name);
                let locked = std::fs::read_to_string(evidence::root().join(&facts)).expect("facts on file");
                for words in read.contracts[0].elements.iter().filter_map(|element| element.words.as_deref()) {
                    let words: Vec<&str> = words.split_whitespace().collect();
                    for phrase in words.windows(4) {
                        assert!(!locked.contains(&phrase.join(" ")), "{facts} holds `{}`", phrase.join(" "));
                    }
                }
            }
        }
    }
}
