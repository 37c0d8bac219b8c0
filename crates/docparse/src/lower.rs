//! Recognised tables to the contract of one operation.

use foldhash::{HashMap, HashMapExt, HashSet, HashSetExt};
use std::borrow::Borrow;
use std::sync::Arc;

use contract::{
    Address, Aspect, Basis, Contract, Defect, Edition, Element, Fate, FieldPath, Place, Problem, Status, Type, Value,
    Witness,
};

use crate::blocks::Line;
use crate::defects::{self, Class};
use crate::links::Linked;
use crate::params::Param;
use crate::tables::Role;
use crate::uri::Endpoint;
use crate::walk::{Answer, Walk};

mod implied;
mod markup;
mod places;
mod rows;
mod states;
mod statuses;

pub(crate) use statuses::success;

/// Objects that share objects multiply without end. Below the rows of the bodies themselves, a page unfolds into so many
/// fields at most, and so many more for each of its rows: far more than any page of the vendor's.
const MOST: usize = 4_000;
const MOST_OF_EACH: usize = 4;
/// A field whose address is longer than this counts for several.
const LONG: usize = 256;
/// How deep objects may lie in each other; no page of the vendor's reaches half of it, and no page can exhaust the stack.
const DEEPEST: usize = 24;

/// What became of the rows of each table.
pub(crate) type Fates = Vec<Vec<Option<Fate>>>;

/// Builds the contract of one endpoint.
pub(crate) struct Lowering<'w, 'p> {
    pub(crate) walk: &'w Walk<'p>,
    pub(crate) linked: &'w Linked<'p>,
    pub(crate) endpoint: &'w Endpoint,
    /// All operations of the page: an example may show any of them.
    pub(crate) endpoints: &'w [Endpoint],
    pub(crate) contract: Contract,
    pub(crate) fates: Fates,
    index: HashMap<Address, usize>,
    /// The element that was asked for last.
    latest: usize,
    file: Arc<str>,
    variables: Vec<String>,
    success: Status,
    /// Tables that the way down has entered and not left.
    open: Vec<usize>,
    /// How many more fields objects may unfold into.
    left: usize,
    /// Whether there were more than that.
    overflows: bool,
    /// The JSON of each example that has some, and the line in which the example begins.
    pub(crate) bodies: Vec<(u32, &'w [Line<'p>])>,
    /// Where code begins that is shown as an example and in which nothing was recognised.
    pub(crate) unread: Vec<u32>,
}

impl<'w, 'p> Lowering<'w, 'p> {
    pub(crate) fn new(
        walk: &'w Walk<'p>,
        linked: &'w Linked<'p>,
        endpoint: &'w Endpoint,
        endpoints: &'w [Endpoint],
        edition: &Edition,
        file: Arc<str>,
    ) -> Self {
        let fates: Fates = walk.tables.iter().map(|found| vec![None; found.table.rows.len()]).collect();
        let rows = fates.iter().map(Vec::len).sum::<usize>();
        Self {
            walk,
            linked,
            endpoint,
            endpoints,
            contract: Contract::new(Witness::Page(edition.clone()), file.clone()),
            fates,
            index: HashMap::with_capacity(rows),
            latest: 0,
            file,
            variables: endpoint.variables().into_iter().map(str::to_owned).collect(),
            success: success(walk, linked),
            open: Vec::new(),
            left: MOST + MOST_OF_EACH * rows,
            overflows: false,
            bodies: Vec::new(),
            unread: Vec::new(),
        }
    }

    /// Lowers everything that tables and paragraphs state.
    pub(crate) fn run(&mut self) {
        self.operation();
        for table in 0..self.walk.tables.len() {
            self.table(table);
        }
        self.statuses_in_prose();
        self.uri();
        self.content_type();
        self.markup();
    }

    pub(crate) fn at(&self, line: u32) -> Place {
        Place::line(self.file.clone(), line)
    }

    /// The status that an answer on the page is about.
    pub(crate) fn status(&self, answer: Answer) -> Status {
        match answer {
            Answer::Code(status, _) => status,
            Answer::Abnormal => Status::Default,
            Answer::Unsaid => self.success,
        }
    }

    /// A defect at a line, as sure as its class; it counts once it is [told](Self::tell).
    pub(crate) fn defect(&self, class: Class, address: Address, line: u32, message: String) -> Defect {
        Defect::new(class.as_str(), address, self.at(line), message).confidence(class.confidence())
    }

    pub(crate) fn tell(&mut self, defect: Defect) {
        self.contract.defects.push(defect);
    }

    fn operation(&mut self) {
        let endpoint = self.endpoint;
        for (aspect, text) in [(Aspect::Method, &endpoint.method), (Aspect::Path, &endpoint.path)] {
            self.set(&Address::Operation, endpoint.line, aspect, Value::Text(text.clone()), Basis::Column);
        }
        states::read(self);
    }

    /// The element at an address, made at that line where there is none yet.
    pub(crate) fn element(&mut self, address: impl Borrow<Address>, line: u32) -> &mut Element {
        let address = address.borrow();
        // One fact after the other is stated of the same element.
        let elements = &mut self.contract.elements;
        if elements.get(self.latest).is_none_or(|latest| latest.address != *address) {
            let key = address.as_key();
            self.latest = match self.index.get(key.as_ref()) {
                Some(&known) => known,
                None => {
                    elements.push(Element::new(address.clone(), Place::line(self.file.clone(), line)));
                    self.index.insert(key.into_owned(), elements.len() - 1);
                    elements.len() - 1
                }
            };
        }
        &mut elements[self.latest]
    }

    pub(crate) fn set(&mut self, address: &Address, line: u32, aspect: Aspect, value: Value, basis: Basis) {
        let at = self.at(line);
        self.element(address, line).facts.set_if_surer(aspect, value, at, basis);
    }

    fn table(&mut self, table: usize) {
        let found = &self.walk.tables[table];
        let read = &self.linked.tables[table];
        let line = found.table.line;
        match read.role {
            Role::Status => return self.statuses(table),
            Role::Aside(word) => {
                self.fates[table].iter_mut().for_each(|fate| *fate = Some(Fate::Aside(word.to_owned())));
                return;
            }
            Role::Object => return,
            Role::Request | Role::Response => {
                let root = self.root(table);
                let header = |param: &Param<'_>| read.role == Role::Response && Self::is_response_header(param);
                let is_of_body = |param: &&Param<'_>| self.outside(table, param).is_none() && !header(param);
                let body: Vec<&Param<'_>> = read.params.iter().filter(is_of_body).collect();
                if !body.is_empty() || read.params.is_empty() {
                    let ty = match body.as_slice() {
                        [only] if only.is_root() => only.root_type(),
                        _ => Type::Object(None),
                    };
                    self.set(&root, line, Aspect::Type, Value::Type(ty), Basis::Column);
                }
            }
            _ => {}
        }
        for (row, param) in read.params.iter().enumerate() {
            let address = self.address(table, param);
            if param.name.is_empty() {
                self.fates[table][row] = Some(Fate::Unread("the row has no name".into()));
                continue;
            }
            if read.role == Role::Uri && self.is_host(&param.name) {
                self.fates[table][row] = Some(Fate::Aside("the host, which is no parameter".into()));
                continue;
            }
            // A field that leads back to the body is stated, and not entered.
            self.open.push(table);
            self.row(table, row, address);
            self.open.pop();
        }
    }

    /// The body that a table of bodies is about.
    fn root(&self, table: usize) -> Address {
        match self.linked.tables[table].role {
            Role::Response => Address::Response(self.status(self.walk.tables[table].spot.answer), FieldPath::root()),
            _ => Address::Request(FieldPath::root()),
        }
    }

    /// Rows that nothing has told by now.
    pub(crate) fn settle(&mut self) {
        let mut orphans = Vec::new();
        for (table, fates) in self.fates.iter_mut().enumerate() {
            let open = fates.iter().any(Option::is_none);
            let mentioned = self.linked.is_mentioned(table);
            let cut_off = self.overflows && self.linked.tables[table].role == Role::Object;
            for fate in fates.iter_mut() {
                fate.get_or_insert_with(|| match mentioned {
                    _ if cut_off => Fate::Unread("the objects of this page unfold into too many fields".into()),
                    true => Fate::Aside("values and explanations".into()),
                    false => Fate::Unread("no row refers to the object that this table describes".into()),
                });
            }
            if open && !mentioned && !cut_off && self.linked.tables[table].role == Role::Object {
                orphans.push(table);
            }
        }
        for fate in self.fates.iter_mut().flatten() {
            if let Some(Fate::Told(addresses)) = fate
                && addresses.len() > 1
            {
                let mut seen = HashSet::new();
                addresses.retain(|address| seen.insert(address.clone()));
            }
        }
        if self.overflows {
            let message = "the objects of this page unfold into too many fields; the rest is left out";
            let help = "objects that hold each other many times over cannot be laid out flat";
            let problem = Problem::warning("too-many-fields", self.at(self.endpoint.line), message).help(help);
            self.contract.problems.push(problem);
        }
        orphans.into_iter().for_each(|table| defects::unused(self, table));
    }
}
