//! Recognised tables to the contract of one operation.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use contract::{
    Address, Aspect, Basis, Contract, Defect, Edition, Element, Fate, FieldPath, ParameterIn, Place, Problem, Status,
    Type, Value, Witness,
};

use crate::links::Linked;
use crate::params::Param;
use crate::tables::{self, Role};
use crate::uri::Endpoint;
use crate::walk::{Answer, Walk};

mod implied;
mod rows;
mod states;
mod statuses;

/// More elements than any page of the vendor's has by far: objects that share objects may multiply without end.
const MOST: usize = 10_000;

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
    file: Arc<str>,
    variables: Vec<String>,
    success: Status,
    /// Tables that the way down has entered and not left.
    open: Vec<usize>,
    /// Whether there was more than [`MOST`].
    overflows: bool,
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
        let fates = walk.tables.iter().map(|found| vec![None; found.table.rows.len()]).collect();
        Self {
            walk,
            linked,
            endpoint,
            endpoints,
            contract: Contract::new(Witness::Page(edition.clone()), file.clone()),
            fates,
            index: HashMap::new(),
            file,
            variables: endpoint.variables().into_iter().map(str::to_owned).collect(),
            success: statuses::success(walk, linked),
            open: Vec::new(),
            overflows: false,
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

    pub(crate) fn defect(&mut self, class: &str, address: Address, line: u32, message: String) {
        let at = self.at(line);
        self.contract.defects.push(Defect { class: class.to_owned(), address, at, message });
    }

    fn operation(&mut self) {
        let endpoint = self.endpoint;
        for (aspect, text) in [(Aspect::Method, &endpoint.method), (Aspect::Path, &endpoint.path)] {
            self.set(&Address::Operation, endpoint.line, aspect, Value::Text(text.clone()), Basis::Column);
        }
        states::read(self);
    }

    /// The element at an address, made at that line where there is none yet.
    pub(crate) fn element(&mut self, address: Address, line: u32) -> &mut Element {
        let at = self.at(line);
        let elements = &mut self.contract.elements;
        let index = *self.index.entry(address.key()).or_insert_with(|| {
            elements.push(Element::new(address, at));
            elements.len() - 1
        });
        &mut elements[index]
    }

    pub(crate) fn set(&mut self, address: &Address, line: u32, aspect: Aspect, value: Value, basis: Basis) {
        let at = self.at(line);
        self.element(address.clone(), line).facts.set_if_surer(aspect, value, at, basis);
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
                let body = read.params.iter().any(|param| self.outside(table, param).is_none());
                if body || read.params.is_empty() {
                    let ty = match read.params.as_slice() {
                        [only] if only.is_root() => listed(only.ty.clone()),
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

    /// The parameter that a row states although its table is about something else.
    fn outside(&self, table: usize, param: &Param<'_>) -> Option<ParameterIn> {
        match self.linked.tables[table].role {
            Role::Request | Role::Uri if param.place.is_some() => param.place,
            Role::Request | Role::Uri
                if tables::is_header_name(&param.name) && param.ty.as_ref().is_none_or(|ty| *ty == Type::String) =>
            {
                Some(ParameterIn::Header)
            }
            _ => None,
        }
    }

    fn address(&self, table: usize, param: &Param<'_>) -> Address {
        if let Some(place) = self.outside(table, param) {
            return Address::Parameter(place, param.name.clone());
        }
        let bare = param.name.trim_matches(['{', '}']);
        match self.linked.tables[table].role {
            Role::Parameters(place) => Address::Parameter(place, bare.to_owned()),
            Role::Uri if self.variables.iter().any(|name| name == bare) => {
                Address::Parameter(ParameterIn::Path, bare.to_owned())
            }
            Role::Uri => Address::Parameter(ParameterIn::Query, bare.to_owned()),
            Role::ResponseHeaders => {
                Address::ResponseHeader(self.status(self.walk.tables[table].spot.answer), param.name.clone())
            }
            _ => {
                let root = self.root(table);
                if param.is_root() { root } else { root.with_path(FieldPath::root().field(&param.name)) }
            }
        }
    }

    /// Rows that nothing has told by now.
    pub(crate) fn settle(&mut self) {
        let mut orphans = Vec::new();
        for (table, fates) in self.fates.iter_mut().enumerate() {
            let open = fates.iter().any(Option::is_none);
            let mentioned = self.linked.is_mentioned(table);
            for fate in fates.iter_mut() {
                fate.get_or_insert_with(|| match mentioned {
                    true => Fate::Aside("values and explanations".into()),
                    false => Fate::Unread("no row refers to the object that this table describes".into()),
                });
            }
            if open && !mentioned && self.linked.tables[table].role == Role::Object {
                orphans.push(self.walk.tables[table].table.line);
            }
        }
        for fate in self.fates.iter_mut().flatten() {
            if let Some(Fate::Told(addresses)) = fate {
                let mut seen = HashSet::new();
                addresses.retain(|address| seen.insert(address.clone()));
            }
        }
        if self.overflows {
            let message = format!("the objects of this page unfold into more than {MOST} fields; the rest is left out");
            let help = "objects that hold each other many times over cannot be laid out flat";
            let problem = Problem::warning("too-many-fields", self.at(self.endpoint.line), message).help(help);
            self.contract.problems.push(problem);
        }
        for line in orphans {
            let message = "the table describes an object, but no row refers to it".to_owned();
            self.defect("object-table-unused", Address::Operation, line, message);
        }
    }
}

/// The type of a body whose only row stands for its items.
fn listed(ty: Option<Type>) -> Type {
    match ty {
        Some(ty @ Type::Array(_)) => ty,
        Some(ty) => Type::array(ty),
        None => Type::array(Type::Any),
    }
}
