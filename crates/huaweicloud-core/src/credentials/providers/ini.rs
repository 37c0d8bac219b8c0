//! Reads an INI file: sections of keys and values, as the official SDKs write their credentials.
//!
//! ```text
//! # a comment; `;` begins one, too
//! [basic]
//! ak = AKEXAMPLE
//! sk: secret
//! ```
//!
//! Strict, because what it takes for something else is a secret: no continued lines, no quotes, nothing twice. A value
//! is everything behind the first `=` or `:`, but for white space around it; names of keys are the same in any case.

/// A section, and where it begins.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Section<'a> {
    pub(super) name: &'a str,
    pub(super) at: Place,
    entries: Vec<Entry<'a>>,
}

/// A key with its value, and where the key stands. It has no `Debug` that would show the value.
#[derive(PartialEq, Eq)]
pub(super) struct Entry<'a> {
    key: String,
    pub(super) value: &'a str,
    pub(super) at: Place,
}

/// A line and a character of it, counted from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) line: usize,
    pub(super) column: usize,
}

/// What is wrong with a file. It repeats nothing of it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Fault {
    pub(super) at: Place,
    pub(super) problem: &'static str,
}

impl<'a> Section<'a> {
    /// The entry of that key, whose name is in lower case.
    pub(super) fn get(&self, key: &str) -> Option<&Entry<'a>> {
        self.entries.iter().find(|entry| entry.key == key)
    }

    pub(super) fn entries(&self) -> &[Entry<'a>] {
        &self.entries
    }
}

impl Entry<'_> {
    pub(super) fn key(&self) -> &str {
        &self.key
    }
}

impl std::fmt::Debug for Entry<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Entry").field("at", &self.at).finish_non_exhaustive()
    }
}

/// The sections of a file, in their order.
pub(super) fn read(text: &str) -> Result<Vec<Section<'_>>, Fault> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut sections: Vec<Section<'_>> = Vec::new();
    for (index, line) in text.lines().enumerate() {
        let content = line.trim();
        let at = place(index, line, content);
        if content.is_empty() || content.starts_with(['#', ';']) {
            continue;
        }
        // Other readers take such a line for more of the value before.
        if sections.last().and_then(|section| section.entries.last()).is_some_and(|before| at.column > before.at.column)
        {
            return Err(Fault {
                at,
                problem: "a line is indented more than the one before; a value cannot go on in another line",
            });
        }
        if let Some(rest) = content.strip_prefix('[') {
            let name = rest.strip_suffix(']').map(str::trim).filter(|name| is_section_name(name));
            let name = name.ok_or(Fault { at, problem: "this is no section: write `[name]`" })?;
            if sections.iter().any(|section| section.name == name) {
                return Err(Fault { at, problem: "this section is there already" });
            }
            sections.push(Section { name, at, entries: Vec::new() });
            continue;
        }
        let (key, value) =
            content.split_once(['=', ':']).ok_or(Fault { at, problem: "this is no entry: write `key = value`" })?;
        let key = key.trim().to_lowercase();
        if key.is_empty() {
            return Err(Fault { at, problem: "a value has no key: write `key = value`" });
        }
        let section = sections.last_mut().ok_or(Fault { at, problem: "an entry is before the first `[section]`" })?;
        if section.get(&key).is_some() {
            return Err(Fault { at, problem: "this key is in its section already" });
        }
        section.entries.push(Entry { key, value: value.trim(), at });
    }
    Ok(sections)
}

/// Where the content of a line begins.
fn place(index: usize, line: &str, content: &str) -> Place {
    let before = line.len() - line.trim_start().len();
    let column = if content.is_empty() { 1 } else { line.get(..before).map_or(0, |space| space.chars().count()) + 1 };
    Place { line: index + 1, column }
}

fn is_section_name(name: &str) -> bool {
    !name.is_empty() && !name.contains(['[', ']'])
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Each entry as `section.key=value@line:column`.
    fn read_all(text: &str) -> Vec<String> {
        let sections = read(text).expect("a file without a fault");
        let entries =
            sections.iter().flat_map(|section| section.entries.iter().map(move |entry| (section.name, entry)));
        let show = |(section, entry): (&str, &Entry<'_>)| {
            format!("{section}.{}={}@{}:{}", entry.key, entry.value, entry.at.line, entry.at.column)
        };
        entries.map(show).collect()
    }

    /// The fault as `line:column problem`.
    fn fault(text: &str) -> String {
        let fault = read(text).expect_err("a fault");
        format!("{}:{} {}", fault.at.line, fault.at.column, fault.problem)
    }

    #[test]
    fn sections_keys_and_values_are_read_with_their_places() {
        let text = "\u{feff}# mine\r\n[basic]\r\nAK = a\r\nsk:b=c:d\r\n\r\n; other\n[ my profile ]\nempty =\n";
        assert_eq!(read_all(text), ["basic.ak=a@3:1", "basic.sk=b=c:d@4:1", "my profile.empty=@8:1"]);
    }

    #[test]
    fn a_value_is_taken_as_it_is_with_what_looks_like_a_comment() {
        assert_eq!(read_all("[a]\nsk = 50%;#\"x\""), ["a.sk=50%;#\"x\"@2:1"]);
    }

    #[test]
    fn what_is_indented_alike_is_no_value_that_goes_on() {
        assert_eq!(read_all(" [a]\n  ak = 1\n  sk = 2\n[b]\n\tak = 3\n"), ["a.ak=1@2:3", "a.sk=2@3:3", "b.ak=3@5:2"]);
    }

    #[test]
    fn what_is_no_line_of_such_a_file_is_a_fault_with_its_place() {
        assert_eq!(fault("[a]\nsecret"), "2:1 this is no entry: write `key = value`");
        assert_eq!(fault("[a\n"), "1:1 this is no section: write `[name]`");
        assert_eq!(fault("[]"), "1:1 this is no section: write `[name]`");
        assert_eq!(fault("ak = a"), "1:1 an entry is before the first `[section]`");
        assert_eq!(fault("[a]\n= secret"), "2:1 a value has no key: write `key = value`");
        assert_eq!(
            fault("[a]\nsk = sec\n  ret"),
            "3:3 a line is indented more than the one before; a value cannot go on in another line"
        );
    }

    #[test]
    fn nothing_may_be_there_twice() {
        assert_eq!(fault("[a]\nsk = 1\nSK = 2"), "3:1 this key is in its section already");
        assert_eq!(fault("[a]\n[b]\n[a]"), "3:1 this section is there already");
    }

    #[test]
    fn debug_shows_no_value() {
        let shown = format!("{:?}", read("[a]\nsk = SECRET"));
        assert!(!shown.contains("SECRET"), "{shown}");
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in "(\\PC|[\\[\\]=:;# \n\r\t\u{feff}é])*") {
            if let Err(fault) = read(&text) {
                let line = text.lines().nth(fault.at.line - 1).expect("the line of the fault");
                prop_assert!(fault.at.column <= line.chars().count());
            }
        }

        #[test]
        fn what_is_written_is_read(key in "[a-z_]{1,10}", value in "[!-~é]([ -~é]{0,20}[!-~é])?") {
            let text = format!("[p]\n{key} = {value}\n");
            let sections = read(&text).expect("a file without a fault");
            prop_assert_eq!(sections[0].get(&key).map(|entry| entry.value), Some(value.as_str()));
        }
    }
}
