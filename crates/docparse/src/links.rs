//! Which row's object is described by which table.

use std::collections::{HashMap, HashSet, VecDeque};

use contract::Type;

use crate::nesting::{self, Examples};
use crate::params::Param;
use crate::pattern::pattern;
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
    /// Whether tables have neither captions nor references to them: then only their order tells what they are about.
    bare: bool,
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

/// Reads every table of the page and links them; `of_tags` says that the page is HTML, or Markdown, which may leave
/// captions out of all its tables.
pub(crate) fn link<'p>(walk: &Walk<'p>, bodyless: bool, of_tags: bool) -> Linked<'p> {
    let columns: Vec<Option<Columns>> =
        walk.tables.iter().map(|found| Columns::of(walk, found.table.header.as_ref()?)).collect();
    let params: Vec<Vec<Param<'p>>> = walk
        .tables
        .iter()
        .zip(&columns)
        .map(|(found, columns)| match columns {
            Some(columns) => {
                let mut rows = found.table.rows.iter().map(|row| Param::read(walk, columns, row)).collect::<Vec<_>>();
                nesting::continue_objects(&mut rows);
                nesting::under_parents(&mut rows);
                rows
            }
            None => Vec::new(),
        })
        .collect();
    let labels: HashMap<&str, usize> = walk
        .tables
        .iter()
        .enumerate()
        .flat_map(|(at, found)| found.labels.iter().map(move |label| (*label, at)))
        .collect();
    let numbers: HashMap<usize, usize> =
        walk.tables.iter().enumerate().rev().filter_map(|(at, found)| Some((found.number?, at))).collect();

    let mut links: HashMap<(usize, usize), Vec<usize>> = HashMap::new();
    let mut referenced = HashSet::new();
    for (table, rows) in params.iter().enumerate() {
        for (row, param) in rows.iter().enumerate().filter(|(_, param)| param.is_structured()) {
            // Where the mark of a reference is lost, its words are left.
            let named =
                || param.words.as_deref().and_then(table_number).and_then(|number| numbers.get(&number).copied());
            let target = param
                .refs
                .iter()
                .filter_map(|label| labels.get(label).copied())
                .chain(param.refs.is_empty().then(named).flatten().filter(|at| *at != table));
            let target = { target }.find(|at| columns[*at].is_some());
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
    let bare = !walk.marked || (of_tags && !walk.captioned && links.is_empty());
    let tables = walk
        .tables
        .iter()
        .zip(&columns)
        .zip(params)
        .enumerate()
        .map(|(at, ((found, columns), params))| {
            let headers = params.iter().all(|param| tables::is_header_name(&param.name))
                || (bare && params.iter().any(|param| param.name.eq_ignore_ascii_case("X-Auth-Token")));
            let role = tables::role(found, columns.as_ref(), headers, bodyless, referenced.contains(&at));
            Read { role, params }
        })
        .collect();
    let mut linked = Linked { tables, links, mentioned, bare };
    linked.prefer_copies(walk);
    let mut examples = Examples::new(walk);
    linked.adopt(walk, &mut examples);
    for (table, read) in linked.tables.iter_mut().enumerate() {
        let links = &linked.links;
        if let (Role::Request | Role::Response, [only]) = (read.role, read.params.as_mut_slice()) {
            only.keys = only.is_any_key();
        }
        examples.nest(table, read, |row| links.contains_key(&(table, row)));
    }
    // A list whose items have a table is one of objects, though its type says no more than `Array`.
    for &(table, row) in linked.links.keys() {
        let ty =
            linked.tables.get_mut(table).and_then(|read| read.params.get_mut(row)).and_then(|param| param.ty.as_mut());
        if let Some(ty) = ty.filter(|ty| **ty == Type::array(Type::Any)) {
            *ty = Type::array(Type::Object(None));
        }
    }
    linked
}

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
    /// Some pages repeat the tables of a type for each status and let all references point to one of the copies, or to
    /// the table of the body: a row's own copy is the one that its caption names among the tables of its body.
    fn prefer_copies(&mut self, walk: &Walk<'_>) {
        let used: HashSet<usize> = self.links.values().flatten().copied().collect();
        let mut copies: HashMap<(String, Section, Answer), usize> = HashMap::new();
        for (at, found) in walk.tables.iter().enumerate() {
            let caption = found.caption.text.trim();
            let (section, answer) = group(walk, at);
            if self.tables[at].role == Role::Object && !used.contains(&at) && !caption.contains(char::is_whitespace) {
                copies.entry((caption.to_ascii_lowercase(), section, answer)).or_insert(at);
            }
        }
        if copies.is_empty() {
            return;
        }
        let moved: Vec<((usize, usize), usize)> = self
            .links
            .iter()
            .filter_map(|(&(table, row), targets)| {
                let name = self.tables[table].params.get(row)?.type_name()?.to_ascii_lowercase();
                let (section, answer) = group(walk, table);
                let copy = *copies.get(&(name.clone(), section, answer))?;
                let target = *targets.first()?;
                let told = walk.tables[target].caption.text.trim().eq_ignore_ascii_case(&name);
                (!told || group(walk, target) != (section, answer)).then_some(((table, row), copy))
            })
            .collect();
        self.links.extend(moved.into_iter().map(|(from, copy)| (from, vec![copy])));
    }

    /// Finds a place for the tables that nothing refers to by label.
    fn adopt(&mut self, walk: &Walk<'_>, examples: &mut Examples<'_, '_>) {
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
        self.in_order(walk, &waiting);
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
            let targets: Vec<(usize, usize)> = named
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
            let free: VecDeque<usize> = waiting.iter().copied().filter(|table| group(walk, *table) == of).collect();
            let roots: Vec<usize> = (0..self.tables.len())
                .rev()
                .filter(|at| matches!(self.tables[*at].role, Role::Request | Role::Response) && group(walk, *at) == of)
                .collect();
            let mut order = self.order(&roots, free.clone(), false);
            if !order.left.is_empty() {
                // Objects whose type has no name may each have a table too, if there is one for each of them.
                let all = self.order(&roots, free, true);
                if all.left.is_empty() && all.without == 0 {
                    order = all;
                }
            }
            self.links.extend(order.links);
        }
    }

    /// Walks from the tables of bodies through the rows that ask for a table, and gives each the next one that is free;
    /// `unnamed` says that objects without a type name ask too.
    fn order(&self, roots: &[usize], mut free: VecDeque<usize>, unnamed: bool) -> Order {
        let mut links: HashMap<(usize, usize), Vec<usize>> = HashMap::new();
        let mut names: HashMap<String, usize> = HashMap::new();
        let mut without = 0;
        // The vendor's generator writes the tables depth first: of 110 bodies measured, 98 are in that order, and none in
        // breadth-first order where the two differ. The stack is our own, so that no page can exhaust Rust's.
        let mut open: Vec<(usize, usize)> = roots.iter().map(|at| (*at, 0)).collect();
        while let Some((table, row)) = open.pop() {
            let Some(param) = self.tables[table].params.get(row) else { continue };
            open.push((table, row + 1));
            let Some(name) = param.type_name().map(str::to_owned) else {
                // A row without one may still say which table it means, and captions are numbered.
                let meant = param.words.as_deref().filter(|_| param.is_structured()).and_then(table_number);
                let meant = meant.and_then(|number| number.checked_sub(1));
                let object = matches!(param.ty.as_ref().map(Type::innermost), Some(Type::Object(None) | Type::Any));
                let linked = self.links.contains_key(&(table, row));
                let told = meant.and_then(|meant| free.iter().position(|at| *at == meant));
                let next = (unnamed && object && !linked && meant.is_none()).then_some(0);
                match told.or(next).and_then(|at| free.remove(at)) {
                    Some(target) => {
                        links.insert((table, row), vec![target]);
                        open.push((target, 0));
                    }
                    None => without += usize::from(next.is_some()),
                }
                continue;
            };
            let known = names.get(&name).copied();
            let Some(target) = known.or_else(|| free.pop_front()) else { continue };
            links.insert((table, row), vec![target]);
            if known.is_none() {
                names.insert(name, target);
                open.push((target, 0));
            }
        }
        Order { links, left: free, without }
    }
}

/// Which rows take which tables, where only their order tells.
struct Order {
    links: HashMap<(usize, usize), Vec<usize>>,
    /// The tables that no row asked for.
    left: VecDeque<usize>,
    /// How many objects found no table.
    without: usize,
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

pattern!(TABLE_NUMBER, r"\b(?:[Ss]ee|in|to) Table (\d{1,3})\b|(?:参见|参考|参照|详见|见|如) ?表 ?(\d{1,3})");

/// The number of the table in `see Table 3`.
fn table_number(words: &str) -> Option<usize> {
    let found = TABLE_NUMBER.captures(words)?;
    found.get(1).or_else(|| found.get(2))?.as_str().parse().ok()
}

/// A name as captions and rows both may write it: in lower case, without the `s` of a plural.
fn singular(name: &str) -> String {
    let lower = name.to_ascii_lowercase();
    lower.strip_suffix('s').map(str::to_owned).unwrap_or(lower)
}
