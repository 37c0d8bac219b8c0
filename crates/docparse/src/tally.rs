//! What a page's tables are about and whether their references lead anywhere: what a scan counts, beside the ledger.

use foldhash::HashSet;
use std::fmt;

use contract::{Contract, ParameterIn, Status, Type};

use crate::Page;
use crate::defects::Class;
use crate::links::Linked;
use crate::tables::Role;
use crate::walk::{Answer, Walk};

/// What the rows of a table are about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Subject {
    /// Parameters that travel in one place.
    Parameters(ParameterIn),
    /// Parameters of the URI: some rows are in the path, others in the query.
    Uri,
    /// The request body.
    RequestBody,
    /// The body of the response with that status.
    ResponseBody(Status),
    /// The headers of the response with that status.
    ResponseHeaders(Status),
    /// An object that rows of other tables refer to.
    Object,
    /// Status codes.
    StatusCodes,
    /// Something other than the contract; the word says what: `error codes`, `values and explanations`.
    Other(&'static str),
    /// The page documents no operation, so that none of its tables has a part to play.
    None,
}

impl Subject {
    /// Whether each row of such a table states a parameter or a field.
    pub fn has_parameters(self) -> bool {
        !matches!(self, Self::StatusCodes | Self::Other(_) | Self::None)
    }
}

impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Parameters(place) => f.write_str(place.as_str()),
            Self::Uri => f.write_str("path or query"),
            Self::RequestBody => f.write_str("request body"),
            Self::ResponseBody(status) => write!(f, "response body {status}"),
            Self::ResponseHeaders(status) => write!(f, "response headers {status}"),
            Self::Object => f.write_str("object"),
            Self::StatusCodes => f.write_str("status codes"),
            Self::Other(word) => f.write_str(word),
            Self::None => f.write_str("none"),
        }
    }
}

/// A table of a page, as the ledger numbers them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Table {
    /// The line in which it begins.
    pub line: u32,
    /// What its rows are about.
    pub subject: Subject,
    /// Whether it has a column for types; where it has none, the page is silent about the types of its rows.
    pub typed: bool,
}

/// What became of a row's reference to the table of its object.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Resolution {
    /// The table was found, and its rows are fields below that row's.
    Resolved,
    /// There is no such table, and a defect of the page says so; or it is on another page, and a problem says so.
    Reported,
    /// Neither.
    Lost,
}

/// A row that refers to the table of its object, by the name of its type or by a link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// The line of the row.
    pub line: u32,
    /// What the row calls the object: the name of the type, or the label of the link.
    pub name: String,
    /// What became of it.
    pub resolution: Resolution,
}

/// The tables of a page, in the order of the ledger.
pub(crate) fn tables(walk: &Walk<'_>, linked: &Linked<'_>, success: Status, operations: bool) -> Vec<Table> {
    let status = |answer| match answer {
        Answer::Code(status, _) => status,
        Answer::Abnormal => Status::Default,
        Answer::Unsaid => success,
    };
    let tables = walk.tables.iter().zip(&linked.tables).map(|(found, read)| {
        let subject = match read.role {
            _ if !operations => Subject::None,
            Role::Parameters(place) => Subject::Parameters(place),
            Role::Uri => Subject::Uri,
            Role::Request => Subject::RequestBody,
            Role::Response => Subject::ResponseBody(status(found.spot.answer)),
            Role::ResponseHeaders => Subject::ResponseHeaders(status(found.spot.answer)),
            Role::Object => Subject::Object,
            Role::Status => Subject::StatusCodes,
            Role::Aside(word) => Subject::Other(word),
        };
        Table { line: found.table.line, subject, typed: read.columns.is_some_and(|columns| columns.ty.is_some()) }
    });
    tables.collect()
}

/// Every row of a structured type that names its object or links to a table of this page.
pub(crate) fn references(walk: &Walk<'_>, linked: &Linked<'_>, page: &Page) -> Vec<Reference> {
    let described: HashSet<&str> = walk
        .tables
        .iter()
        .zip(&linked.tables)
        .filter(|(_, read)| !read.params.is_empty())
        .flat_map(|(found, _)| found.labels.iter().copied())
        .collect();
    let reported: HashSet<&str> = page.contracts.iter().flat_map(without_table).collect();
    let elsewhere: HashSet<u32> = page
        .problems
        .iter()
        .filter(|problem| problem.code == "object-elsewhere")
        .map(|problem| problem.at.line)
        .collect();
    let mut references = Vec::new();
    for (table, read) in linked.tables.iter().enumerate() {
        for (row, param) in read.params.iter().enumerate().filter(|(_, param)| param.is_structured()) {
            let label = || param.refs.iter().copied().find(|label| described.contains(label));
            let Some(name) = param.type_name().or_else(label).map(str::to_owned) else { continue };
            let resolution = if !linked.links(table, row).is_empty() {
                Resolution::Resolved
            } else if elsewhere.contains(&param.line) || reported.contains(name.as_str()) {
                Resolution::Reported
            } else {
                Resolution::Lost
            };
            references.push(Reference { line: param.line, name, resolution });
        }
    }
    references
}

/// The names of the types of which a defect says that no table describes them.
fn without_table(contract: &Contract) -> impl Iterator<Item = &str> {
    let defects = contract.defects.iter().filter(|defect| defect.class == Class::ObjectWithoutTable.as_str());
    defects.filter_map(|defect| match contract.get(&defect.address)?.facts.ty()?.innermost() {
        Type::Object(name) => name.as_deref(),
        _ => None,
    })
}
