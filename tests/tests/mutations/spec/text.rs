//! A hand-written YAML file as lines with their keys: faults are planted into the text that a person would mistype.

/// A line that has a key.
#[derive(Clone, Debug)]
pub(crate) struct Line {
    /// Its index.
    pub(crate) index: usize,
    /// Where its key begins.
    pub(crate) indent: usize,
    pub(crate) key: String,
    /// What follows the key on the line; empty where a block does.
    pub(crate) value: String,
    /// The keys that it lies under, the outermost first.
    pub(crate) path: Vec<String>,
    /// The index after the last line that belongs to it.
    pub(crate) end: usize,
}

impl Line {
    /// Whether it lies under a key.
    pub(crate) fn is_in(&self, key: &str) -> bool {
        self.path.iter().any(|above| above == key)
    }

    /// Whether it lies right under a key.
    pub(crate) fn is_of(&self, key: &str) -> bool {
        self.path.last().is_some_and(|above| above == key)
    }
}

/// A file.
pub(crate) struct Text {
    /// Its name in the folder of the service.
    pub(crate) name: String,
    pub(crate) raw: Vec<String>,
    pub(crate) lines: Vec<Line>,
}

/// A change of a file.
pub(crate) struct Edit {
    /// What was changed, where.
    pub(crate) what: String,
    /// The text with the change.
    pub(crate) text: String,
}

impl Text {
    pub(crate) fn of(name: &str, text: &str) -> Text {
        let raw: Vec<String> = text.lines().map(str::to_owned).collect();
        let mut lines: Vec<Line> = Vec::new();
        let mut words_above: Option<usize> = None;
        for (index, line) in raw.iter().enumerate() {
            let bare = line.trim_start_matches([' ', '-']);
            let indent = line.len() - bare.len();
            let depth = line.len() - line.trim_start().len();
            if words_above.is_some_and(|above| depth > above || line.trim().is_empty()) || bare.starts_with('#') {
                continue;
            }
            words_above = None;
            let Some((key, value)) = key_and_value(bare) else { continue };
            if value.starts_with('>') || value.starts_with('|') {
                words_above = Some(indent);
            }
            let mut above: Vec<&Line> = Vec::new();
            for other in lines.iter().rev() {
                if other.indent < above.last().map_or(indent, |line| line.indent) {
                    above.push(other);
                }
            }
            let path = above.iter().rev().map(|line| line.key.clone()).collect();
            let is_item = depth < indent;
            let within = |line: &&String| {
                let at = line.len() - line.trim_start().len();
                line.trim().is_empty() || (if is_item { at >= indent } else { at > indent })
            };
            let end = index + 1 + raw[index + 1..].iter().take_while(within).count();
            lines.push(Line { index, indent, key, value, path, end });
        }
        Text { name: name.to_owned(), raw, lines }
    }

    /// What people write for each other and no operation depends on lies in here, or bears one of these keys.
    pub(crate) fn told(&self) -> impl Iterator<Item = &Line> {
        const WORDS: [&str; 8] =
            ["info", "tags", "description", "summary", "externalDocs", "example", "contact", "license"];
        self.lines.iter().filter(|line| !WORDS.iter().any(|key| line.key == *key || line.is_in(key)))
    }

    fn edit(&self, line: &Line, what: &str, raw: Vec<String>) -> Edit {
        let above = line.path.last().map_or("", String::as_str);
        let what = format!("{}:{} `{above}: {}` {what}", self.name, line.index + 1, line.key);
        Edit { what, text: raw.join("\n") + "\n" }
    }

    /// Without the line and what belongs to it.
    pub(crate) fn without(&self, line: &Line) -> Edit {
        let mut raw = self.raw.clone();
        raw.drain(line.index..line.end);
        self.edit(line, "dropped", raw)
    }

    /// With another value, another key, or both.
    pub(crate) fn with(&self, line: &Line, key: &str, value: &str) -> Edit {
        let mut raw = self.raw.clone();
        let lead = &self.raw[line.index][..line.indent];
        raw[line.index] = format!("{lead}{key}:{}{value}", if value.is_empty() { "" } else { " " });
        self.edit(line, &format!("becomes `{key}: {value}`"), raw)
    }

    /// With more lines beside it, after what belongs to it.
    pub(crate) fn and(&self, line: &Line, more: &[&str]) -> Edit {
        let mut raw = self.raw.clone();
        let indent = " ".repeat(line.indent);
        raw.splice(line.end..line.end, more.iter().map(|more| format!("{indent}{more}")));
        self.edit(line, &format!("followed by `{}`", more.join("; ")), raw)
    }

    /// With other lines in its place.
    pub(crate) fn instead(&self, line: &Line, to: usize, new: &[String], what: &str) -> Edit {
        let mut raw = self.raw.clone();
        raw.splice(line.index..to, new.iter().cloned());
        self.edit(line, what, raw)
    }

    /// The lines under the same key as this one, itself too.
    pub(crate) fn beside(&self, line: &Line) -> Vec<&Line> {
        let start = self.lines[..].iter().rfind(|other| other.index < line.index && other.indent < line.indent);
        let range = start.map_or(0..self.raw.len(), |parent| parent.index + 1..parent.end);
        self.lines.iter().filter(|other| range.contains(&other.index) && other.indent == line.indent).collect()
    }

    /// The lines right under this one.
    pub(crate) fn below(&self, line: &Line) -> Vec<&Line> {
        let inside = self.lines.iter().filter(|other| line.index < other.index && other.index < line.end);
        inside.filter(|other| other.path.len() == line.path.len() + 1).collect()
    }
}

fn key_and_value(bare: &str) -> Option<(String, String)> {
    let end = bare.find(": ").or_else(|| bare.ends_with(':').then(|| bare.len() - 1))?;
    let key = bare[..end].trim_matches(['\'', '"']);
    Some((key.to_owned(), bare[end + 1..].trim().to_owned()))
}

/// The words of `[a, b]`.
pub(crate) fn words(value: &str) -> Vec<String> {
    let inside = value.strip_prefix('[').and_then(|value| value.strip_suffix(']')).unwrap_or_default();
    inside.split(',').map(|word| word.trim().to_owned()).filter(|word| !word.is_empty()).collect()
}

/// Each word dropped and changed, and one added.
pub(crate) fn other_words(value: &str) -> Vec<String> {
    let words = words(value);
    let mut others = vec![[words.clone(), vec!["added".to_owned()]].concat()];
    for index in 0..words.len() {
        let (mut fewer, mut other) = (words.clone(), words.clone());
        fewer.remove(index);
        other[index].push_str("_x");
        others.extend([fewer, other]);
    }
    others.into_iter().map(|words| format!("[{}]", words.join(", "))).collect()
}
