//! Which row's object is described by which table.

use std::collections::{HashMap, HashSet};

use crate::params::Param;
use crate::sections::Section;
use crate::tables::{self, Columns, Role};
use crate::walk::{Answer, Walk};

/// A table with its columns understood, its rows read, and its part found.
pub(crate) struct Read<'p> {
    pub(crate) role: Role,
    /// The rows below the header, where it is a parameter table.
    pub(crate) params: Vec<Param<'p>>,
}

/// All tables of a page, and how they hang together.
pub(crate) struct Linked<'p> {
    pub(crate) tables: Vec<Read<'p>>,
    /// From (table, row) to the tables that list the fields of that row's object; the surest first.
    links: HashMap<(usize, usize), Vec<usize>>,
    /// Tables that sentences refer to: not objects, if no row of an object does.
    mentioned: HashSet<usize>,
}

impl Linked<'_> {
    /// The tables that list the fields of a row's object: several where it has several forms.
    pub(crate) fn links(&self, table: usize, row: usize) -> &[usize] {
        self.links.get(&(table, row)).map_or(&[], Vec::as_slice)
    }

    /// Whether a sentence refers to the table.
    pub(crate) fn is_mentioned(&self, table: usize) -> bool {
        self.mentioned.contains(&table)
    }
}

/// The body that tables next to each other describe.
fn group(walk: &Walk<'_>, table: usize) -> (Section, Answer) {
    let spot = walk.tables[table].spot;
    let answer = match spot.answer {
        Answer::Code(status, _) => Answer::Code(status, 0),
        other => other,
    };
    (spot.section, answer)
}

/// Reads every table of the page and links them.
pub(crate) fn link<'p>(walk: &Walk<'p>, bodyless: bool) -> Linked<'p> {
    let columns: Vec<Option<Columns>> =
        walk.tables.iter().map(|found| Columns::of(walk, found.table.header.as_ref()?)).collect();
    let params: Vec<Vec<Param<'p>>> = walk
        .tables
        .iter()
        .zip(&columns)
        .map(|(found, columns)| match columns {
            Some(columns) => found.table.rows.iter().map(|row| Param::read(walk, columns, row)).collect(),
            None => Vec::new(),
        })
        .collect();
    let labels: HashMap<&str, usize> = walk
        .tables
        .iter()
        .enumerate()
        .flat_map(|(at, found)| found.labels.iter().map(move |label| (*label, at)))
        .collect();

    let mut links: HashMap<(usize, usize), Vec<usize>> = HashMap::new();
    let mut referenced = HashSet::new();
    for (table, rows) in params.iter().enumerate() {
        for (row, param) in rows.iter().enumerate().filter(|(_, param)| param.is_structured()) {
            let target =
                param.refs.iter().filter_map(|label| labels.get(label).copied()).find(|at| columns[*at].is_some());
            if let Some(target) = target {
                links.insert((table, row), vec![target]);
                if target > table {
                    referenced.insert(target);
                }
            }
        }
    }
    // Further tables that a row refers to are forms of its object too, unless they belong to another row.
    let taken: HashSet<usize> = links.values().flatten().copied().collect();
    for (&(table, row), targets) in &mut links {
        let more = params[table][row].refs.iter().filter_map(|label| labels.get(label).copied());
        for target in more.filter(|at| columns[*at].is_some() && *at > table && !taken.contains(at)) {
            if !targets.contains(&target) {
                targets.push(target);
                referenced.insert(target);
            }
        }
    }
    let paragraphs = walk.paragraphs.iter().flat_map(|(_, _, inline)| inline.refs.iter().map(|found| found.label));
    let cells = params.iter().flatten().flat_map(|param| param.refs.iter().copied());
    let mentioned = paragraphs.chain(cells).filter_map(|label| labels.get(label).copied()).collect();
    let tables = walk
        .tables
        .iter()
        .zip(&columns)
        .zip(params)
        .enumerate()
        .map(|(at, ((found, columns), params))| {
            let headers = params.iter().all(|param| tables::is_header_name(&param.name))
                || (!walk.marked && params.iter().any(|param| param.name.eq_ignore_ascii_case("X-Auth-Token")));
            let role = tables::role(found, columns.as_ref(), headers, bodyless, referenced.contains(&at));
            Read { role, params }
        })
        .collect();
    let mut linked = Linked { tables, links, mentioned };
    let names = Names::of(&linked);
    linked.adopt(walk, &names);
    linked
}

/// The rows whose value may have fields, by the name of the field and of its type.
struct Names(HashMap<String, Vec<(usize, usize)>>);

impl Names {
    fn of(linked: &Linked<'_>) -> Self {
        let mut names: HashMap<String, Vec<(usize, usize)>> = HashMap::new();
        for (table, read) in linked.tables.iter().enumerate() {
            for (row, param) in read.params.iter().enumerate().filter(|(_, param)| param.is_structured()) {
                let called = [Some(param.name.as_str()), param.type_name()];
                for key in called.into_iter().flatten().map(singular) {
                    names.entry(key).or_default().push((table, row));
                }
            }
        }
        Self(names)
    }
}

impl Linked<'_> {
    /// Finds a place for the tables that nothing refers to by label.
    fn adopt(&mut self, walk: &Walk<'_>, names: &Names) {
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
                Role::Request | Role::Response if !walk.marked && roots.contains(&group) => {
                    // Without captions, what follows the body's table in its group describes its objects.
                    self.tables[table].role = Role::Object;
                    waiting.push(table);
                }
                Role::Request | Role::Response => {
                    roots.insert(group);
                }
                // A table may be used by its own fields and still be nobody's but the body's.
                Role::Object
                    if used.get(&table).is_none_or(|from| *from >= table) && !self.name(walk, names, table) =>
                {
                    let root = match group.0 {
                        Section::Request => Some(Role::Request),
                        Section::Response => Some(Role::Response),
                        _ => None,
                    };
                    if let Some(root) = root.filter(|_| !roots.contains(&group)) {
                        self.tables[table].role = root;
                        roots.insert(group);
                    }
                }
                _ => {}
            }
        }
        self.in_order(walk, &waiting);
    }

    /// Links a table to the rows above it whose field or type its caption names.
    fn name(&mut self, walk: &Walk<'_>, names: &Names, table: usize) -> bool {
        let caption = &walk.tables[table].caption;
        let last = |word: &str| singular(word.rsplit('.').next().unwrap_or(word).trim());
        let bold: Vec<String> = caption.bold_words().map(last).collect();
        let all: Vec<String> =
            caption.text.split([' ', ',', '(', ')', '"']).filter(|word| !tables::is_generic(word)).map(last).collect();
        let section = walk.tables[table].spot.section;
        for words in [bold, all] {
            let named = words.iter().filter_map(|word| names.0.get(word)).flatten();
            let targets: Vec<(usize, usize)> = named
                .filter(|from| from.0 < table && !self.links.contains_key(from))
                .filter(|(from, _)| {
                    walk.tables[*from].spot.section == section || self.tables[*from].role == Role::Object
                })
                .copied()
                .collect();
            if !targets.is_empty() {
                self.links.extend(targets.into_iter().map(|from| (from, vec![table])));
                return true;
            }
        }
        false
    }

    /// Links tables that have neither label nor caption in the order in which rows ask for them.
    fn in_order(&mut self, walk: &Walk<'_>, waiting: &[usize]) {
        let mut groups: Vec<(Section, Answer)> = Vec::new();
        for table in waiting {
            let group = group(walk, *table);
            if !groups.contains(&group) {
                groups.push(group);
            }
        }
        for of in groups {
            let mut free =
                waiting.iter().copied().filter(|table| group(walk, *table) == of).collect::<Vec<_>>().into_iter();
            let roots = |linked: &Self, at: &usize| {
                matches!(linked.tables[*at].role, Role::Request | Role::Response) && group(walk, *at) == of
            };
            let mut names: HashMap<String, usize> = HashMap::new();
            // The vendor's generator writes the tables depth first: of 110 bodies measured,
            // 98 are in that order, and none in breadth-first order where the two differ. The stack is our own, so that no page can exhaust Rust's.
            let mut open: Vec<(usize, usize)> =
                (0..self.tables.len()).rev().filter(|at| roots(self, at)).map(|at| (at, 0)).collect();
            while let Some((table, row)) = open.pop() {
                let Some(param) = self.tables[table].params.get(row) else { continue };
                open.push((table, row + 1));
                let Some(name) = param.type_name().map(str::to_owned) else { continue };
                let known = names.get(&name).copied();
                let Some(target) = known.or_else(|| free.next()) else { continue };
                self.links.insert((table, row), vec![target]);
                if known.is_none() {
                    names.insert(name, target);
                    open.push((target, 0));
                }
            }
        }
    }
}

/// A name as captions and rows both may write it: in lower case, without the `s` of a plural.
fn singular(name: &str) -> String {
    let lower = name.to_ascii_lowercase();
    lower.strip_suffix('s').map(str::to_owned).unwrap_or(lower)
}
