//! Tables that no label leads to, by the names in their captions.

use contract::Type;
use foldhash::{HashMap, HashMapExt, HashSet, HashSetExt};

use super::lost::lost;
use super::{Linked, group};
use crate::nesting::Examples;
use crate::params::Param;
use crate::sections::Section;
use crate::tables::{self, Role};
use crate::walk::{Answer, Walk};

/// The rows above a table, as its caption may name them.
#[derive(Default)]
struct Names {
    /// The rows whose value may have fields, by the name of the field and of its type.
    called: HashMap<String, Vec<(usize, usize)>>,
    /// The rows of objects without a name, by the last word of the field's.
    ending: HashMap<String, Vec<(usize, usize)>>,
    /// The names of the texts.
    texts: HashSet<String>,
}

impl Names {
    fn add(&mut self, table: usize, params: &[Param<'_>]) {
        for (row, param) in params.iter().enumerate() {
            if param.ty == Some(Type::String) {
                self.texts.insert(param.name.clone());
            }
            if !param.is_structured() {
                continue;
            }
            let called = [Some(param.name.as_str()), param.type_name()];
            for key in called.into_iter().flatten().map(singular) {
                self.called.entry(key).or_default().push((table, row));
            }
            if matches!(param.ty.as_ref().map(Type::innermost), Some(Type::Object(None)))
                && let Some(last) = pieces(&param.name).pop()
            {
                self.ending.entry(last).or_default().push((table, row));
            }
        }
    }
}

impl Linked<'_> {
    /// Finds a place for the tables that nothing refers to by label.
    pub(super) fn adopt(&mut self, walk: &Walk<'_>, examples: &mut Examples<'_, '_>) {
        let mut names = Names::default();
        let mut used: HashMap<usize, usize> = HashMap::new();
        for ((from, _), targets) in &self.links {
            for target in targets {
                let first = used.entry(*target).or_insert(*from);
                *first = (*first).min(*from);
            }
        }
        let mut roots: HashSet<(Section, Answer)> = HashSet::new();
        let mut waiting: Vec<usize> = Vec::new();
        for table in 0..self.tables.len() {
            let group = group(walk, table);
            let role = self.tables[table].role;
            match role {
                Role::Request | Role::Response if self.bare && roots.contains(&group) => {
                    // Without captions, what follows the body's table in its group describes its objects.
                    self.tables[table].role = Role::Object;
                    waiting.push(table);
                }
                Role::Request | Role::Response => {
                    roots.insert(group);
                }
                // A table may be used by its own fields and still be nobody's but the body's.
                Role::Object
                    if used.get(&table).is_none_or(|from| *from >= table) && !self.name(walk, &mut names, table) =>
                {
                    let root = match group.0 {
                        Section::Request => Some(Role::Request),
                        Section::Response => Some(Role::Response),
                        _ => None,
                    };
                    let field = root.and_then(|_| examples.field_of(table, &self.tables[table].params));
                    if let (Some(root), Some(field)) = (root, field) {
                        self.tables[table].role = root;
                        self.tables[table].params.iter_mut().for_each(|param| param.outer.insert(0, field.clone()));
                        names.add(table, &self.tables[table].params);
                        continue;
                    }
                    match root.filter(|_| !roots.contains(&group)) {
                        Some(root) => {
                            self.tables[table].role = root;
                            roots.insert(group);
                        }
                        None if is_of_text(walk, &names, table) => {
                            self.tables[table].role = Role::Aside("fields of a value that travels as text");
                        }
                        None => {}
                    }
                }
                _ => {}
            }
            names.add(table, &self.tables[table].params);
        }
        self.in_order(walk, &waiting, examples);
    }

    /// Links a table to the rows above it whose field or type its caption names.
    fn name(&mut self, walk: &Walk<'_>, names: &mut Names, table: usize) -> bool {
        let caption = &walk.tables[table].caption;
        let last = |word: &str| singular(word.rsplit(['.', '/']).next().unwrap_or(word).trim());
        let bold: Vec<String> = caption.bold_words().map(last).collect();
        let all: Vec<String> = caption
            .text
            .split(|c: char| " ,()\"".contains(c) || !c.is_ascii())
            .filter(|word| !tables::is_generic(word))
            .map(last)
            .collect();
        let section = walk.tables[table].spot.section;
        for words in [&bold, &all] {
            for word in words {
                if let Some(rows) = names.called.get_mut(word) {
                    rows.retain(|from| !self.links.contains_key(from));
                }
            }
            let named = words.iter().filter_map(|word| names.called.get(word)).flatten();
            let mut targets: Vec<(usize, usize)> = named
                .filter(|(from, _)| {
                    walk.tables[*from].spot.section == section || self.tables[*from].role == Role::Object
                })
                .copied()
                .collect();
            // Rows of the same name that refer to nothing were not meant where others refer to something that was lost.
            let claims = |(at, row): &(usize, usize)| {
                let refs =
                    self.tables.get(*at).and_then(|read| read.params.get(*row)).map_or(&[][..], |param| &param.refs);
                refs.iter().any(|label| lost(label).is_some())
            };
            if targets.iter().any(claims) {
                targets.retain(claims);
            }
            if !targets.is_empty() {
                self.links.extend(targets.into_iter().map(|from| (from, vec![table])));
                return true;
            }
        }
        let called = if bold.is_empty() { &all } else { &bold };
        match self.akin(walk, names, called, table) {
            Some(from) => self.links.insert(from, vec![table]).is_none(),
            None => false,
        }
    }

    /// The only object above a table, in its section, that has no table yet and whose last word its caption has:
    /// `resource_tag` describes the items of `tags`, `LampDetailForTag` those of `lamp_detail`.
    fn akin(&self, walk: &Walk<'_>, names: &mut Names, called: &[String], table: usize) -> Option<(usize, usize)> {
        let caption = &walk.tables[table].caption;
        let said: Vec<&str> = match caption.bold_words().next() {
            Some(_) => caption.bold_words().collect(),
            None => caption.text.split_whitespace().filter(|word| !tables::is_generic(word)).collect(),
        };
        // More words than a name has are a sentence, which shares words with anything.
        let [name] = said.as_slice() else { return None };
        if called.is_empty() {
            return None;
        }
        let section = walk.tables[table].spot.section;
        let mut words = pieces(name);
        words.sort();
        words.dedup();
        for word in &words {
            if let Some(rows) = names.ending.get_mut(word) {
                rows.retain(|from| !self.links.contains_key(from));
            }
        }
        let free = words.iter().filter_map(|word| names.ending.get(word)).flatten();
        let mut free = free.filter(|(at, _)| walk.tables[*at].spot.section == section);
        let found = *free.next()?;
        free.next().is_none().then_some(found)
    }
}

/// Whether the caption names a text above: JSON inside a string, whose fields are none of the body's.
fn is_of_text(walk: &Walk<'_>, names: &Names, table: usize) -> bool {
    let caption = &walk.tables[table].caption.text;
    let mut words = caption.split([' ', ',', '(', ')', '"']).filter(|word| !tables::is_generic(word));
    words.any(|word| names.texts.contains(word))
}

/// The words that a name is made of: `resource_tags` and `ResourceTag` both of `resource` and `tag`.
fn pieces(name: &str) -> Vec<String> {
    let mut pieces: Vec<String> = Vec::new();
    let mut open = false;
    for c in name.chars() {
        if !c.is_alphanumeric() {
            open = false;
            continue;
        }
        match pieces.last_mut().filter(|_| open && !c.is_uppercase()) {
            Some(last) => last.push(c),
            None => pieces.push(c.to_lowercase().collect()),
        }
        open = true;
    }
    pieces.iter().map(|piece| singular(piece)).filter(|piece| piece.len() > 2).collect()
}

/// A name as captions and rows both may write it: in lower case, without the `s` of a plural.
fn singular(name: &str) -> String {
    let lower = name.to_ascii_lowercase();
    lower.strip_suffix('s').map(str::to_owned).unwrap_or(lower)
}
