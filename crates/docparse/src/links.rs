//! Which row's object is described by which table.

use contract::Type;
use foldhash::{HashMap, HashMapExt, HashSet, HashSetExt};

use crate::nesting::{self, Examples};
use crate::params::Param;
use crate::sections::Section;
use crate::tables::{self, Columns, Role};
use crate::walk::{Answer, Walk};

use lost::{lost, meant, number_alone};

mod captions;
mod lost;
mod order;

/// A table with its columns understood, its rows read, and its part found.
pub(crate) struct Read<'p> {
    pub(crate) role: Role,
    /// What its columns hold, where it is a parameter table.
    pub(crate) columns: Option<Columns>,
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
    let captions = if of_tags { lost::captions(walk) } else { HashMap::new() };

    let mut links: HashMap<(usize, usize), Vec<usize>> = HashMap::new();
    let mut referenced = HashSet::new();
    for (table, rows) in params.iter().enumerate() {
        for (row, param) in rows.iter().enumerate().filter(|(_, param)| param.is_structured()) {
            // Where the mark of a reference is lost, its words are left.
            let by_number = |number| numbers.get(&number).copied();
            let by_words = |(_, words): (&str, &str)| {
                let words = words.trim();
                number_alone(words).and_then(by_number).or_else(|| captions.get(&words.to_ascii_lowercase()).copied())
            };
            let is_lost = param.refs.iter().all(|label| lost(label).is_some());
            let named = || {
                let mut words = param.refs.iter().filter_map(|label| lost(label));
                words.find_map(by_words).or_else(|| meant(param).and_then(by_number))
            };
            let target = param
                .refs
                .iter()
                .filter_map(|label| labels.get(label).copied())
                .chain(is_lost.then(named).flatten().filter(|at| *at != table));
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
            // Without captions, a table of headers alone is not that of the body, which comes after it.
            let role = match role {
                Role::Response if bare && headers && !params.is_empty() => Role::ResponseHeaders,
                role => role,
            };
            Read { role, columns: *columns, params }
        })
        .collect();
    let mut linked = Linked { tables, links, mentioned, bare };
    linked.prefer_copies(walk);
    let mut examples = Examples::new(walk);
    linked.adopt(walk, &mut examples);
    linked.share_lost();
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
        let Some(ty) = ty else { continue };
        if *ty == Type::array(Type::Any) {
            *ty = Type::array(Type::Object(None));
        } else if let Type::Unknown(text) = &*ty
            && number_alone(text).is_some()
        {
            *ty = Type::Object(None);
        }
    }
    linked
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
}
