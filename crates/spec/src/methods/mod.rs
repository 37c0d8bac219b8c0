//! What clients can do beyond single calls, as data: waiters.yaml and paginators.yaml.
//!
//! Each is checked against the operations that it is about: a name that leads nowhere, or a status that somebody forgot,
//! is told where it is written.

mod documented;
mod duration;
mod operation;
mod paginators;
mod statuses;
mod told;
mod waiters;

use std::collections::HashMap;

use contract::{Contract, Element};
use document::diagnostics::Diagnostics;
use document::node::{At, Node};

use crate::OperationInfo;
use crate::bundle::Bundle;
use operation::Operation;

pub use documented::Documented;
pub use paginators::{Paginator, Style};
pub(crate) use told::tell;
pub use waiters::{Absent, Waiter};

/// What the two files hold.
#[derive(Default)]
pub(crate) struct Methods {
    pub(crate) waiters: Vec<Waiter>,
    pub(crate) paginators: Vec<Paginator>,
}

/// The two files as they were parsed, where they are there.
#[derive(Default)]
pub(crate) struct Files {
    pub(crate) waiters: Option<Node>,
    pub(crate) paginators: Option<Node>,
}

/// Reads and checks the files. Where the operations themselves are wrong, what is said about them waits until they are
/// mended: it would only be noise.
pub(crate) fn read(files: &Files, bundle: &Bundle, contracts: &[Contract], diagnostics: &mut Diagnostics) -> Methods {
    let is_sound = !diagnostics.has_errors();
    waiters::check(files.waiters.as_ref(), diagnostics);
    paginators::check(files.paginators.as_ref(), diagnostics);
    if !is_sound {
        return Methods::default();
    }
    let operations = bundle.operations().zip(contracts);
    let operations: Vec<(&OperationInfo, &Contract)> = operations.map(|(op, contract)| (op.info, contract)).collect();
    let mut names = Names::default();
    for operation in bundle.operations() {
        names.taken.insert(operation.info.stem.clone(), operation.field.key_at);
    }
    let mut service = Reader { operations, names, diagnostics };
    Methods {
        waiters: waiters::read(files.waiters.as_ref(), &mut service),
        paginators: paginators::read(files.paginators.as_ref(), &mut service),
    }
}

/// What both files are read with.
struct Reader<'b, 'd> {
    operations: Vec<(&'b OperationInfo, &'b Contract)>,
    names: Names,
    diagnostics: &'d mut Diagnostics,
}

/// The methods of the client.
#[derive(Default)]
struct Names {
    taken: HashMap<String, At>,
}

impl<'b> Reader<'b, '_> {
    /// Takes a method of the client; false, and told, if something else has it.
    fn claim(&mut self, method: String, at: At) -> bool {
        let Some(first) = self.names.taken.get(&method).copied() else {
            self.names.taken.insert(method, at);
            return true;
        };
        let problem = self
            .diagnostics
            .error("method-name", at, format!("the client has a method `{method}` already"))
            .related(self.diagnostics.place(first), "it comes from here")
            .help("give this one another name");
        self.diagnostics.push(problem);
        false
    }

    /// Tells that something is wrong.
    fn refuse<T>(
        &mut self,
        code: &'static str,
        at: At,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> Option<T> {
        self.refuse_about(None, code, at, message, help)
    }

    /// Tells that something is wrong with what is said of a part of an operation: either may have to be mended.
    fn refuse_about<T>(
        &mut self,
        part: Option<&Element>,
        code: &'static str,
        at: At,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> Option<T> {
        let mut problem = self.diagnostics.error(code, at, message);
        if let Some(part) = part {
            problem = problem.related(part.at.clone(), "this is what it is about");
        }
        self.diagnostics.push(problem.help(help));
        None
    }

    /// The operation that somebody names, by the name that `name` gives to each.
    fn operation(&mut self, name: &str, at: At, of: impl Fn(&OperationInfo) -> &str) -> Option<Operation<'b>> {
        if let Some((info, contract)) = self.operations.iter().find(|(info, _)| of(info) == name) {
            return Operation::new(info, contract, at, self);
        }
        let names: Vec<String> = self.operations.iter().map(|(info, _)| of(info).to_owned()).collect();
        let names = names.iter().map(String::as_str);
        let help = match document::suggest::nearest(name, names.clone()) {
            Some(meant) => format!("did you mean `{meant}`?"),
            None => format!("the operations are {}", document::suggest::one_of(names).replace(" or ", " and ")),
        };
        self.refuse("unknown-operation", at, format!("`{name}` is no operation of this service"), help)
    }
}
