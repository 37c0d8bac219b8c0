//! What clients can do beyond single calls, as data: waiters.yaml and paginators.yaml.
//!
//! Each is checked against the operations that it is about: a name that leads nowhere, or a status that somebody forgot,
//! is told where it is written.

pub(crate) mod documented;
pub(crate) mod operation;
mod paginators;
mod statuses;
mod told;
mod waiters;

use std::collections::HashMap;

use contract::{Contract, Element};
use document::diagnostics::Diagnostics;
use document::node::{At, Node};
use heck::ToSnakeCase;

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

/// Checks the files against their grammars.
pub(crate) fn check(files: &Files, diagnostics: &mut Diagnostics) {
    waiters::check(files.waiters.as_ref(), diagnostics);
    paginators::check(files.paginators.as_ref(), diagnostics);
}

/// Reads what keeps to the grammars.
pub(crate) fn read(files: &Files, service: &mut Reader<'_, '_>) -> Methods {
    Methods {
        waiters: waiters::read(files.waiters.as_ref(), service),
        paginators: paginators::read(files.paginators.as_ref(), service),
    }
}

/// What the files that are about operations are read with.
pub(crate) struct Reader<'b, 'd> {
    operations: Vec<(&'b OperationInfo, &'b Contract)>,
    names: Names,
    pub(crate) diagnostics: &'d mut Diagnostics,
}

/// The methods of the client.
#[derive(Default)]
struct Names {
    taken: HashMap<String, At>,
}

impl<'b, 'd> Reader<'b, 'd> {
    /// A reader of what is said about these operations, which are sound.
    pub(crate) fn new(bundle: &'b Bundle, contracts: &'b [Contract], diagnostics: &'d mut Diagnostics) -> Self {
        let operations = bundle.operations().zip(contracts);
        let operations = operations.map(|(operation, contract)| (operation.info, contract)).collect();
        let mut names = Names::default();
        for operation in bundle.operations() {
            names.taken.insert(operation.info.stem.clone(), operation.field.key_at);
        }
        Self { operations, names, diagnostics }
    }

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
    pub(crate) fn refuse<T>(
        &mut self,
        code: &'static str,
        at: At,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> Option<T> {
        self.refuse_about(None, code, at, message, help)
    }

    /// Tells that something is wrong with what is said of a part of an operation: either may have to be mended.
    pub(crate) fn refuse_about<T>(
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
        let (info, contract) = self.find(name, at, of)?;
        Operation::new(info, contract, at, self)
    }

    /// The operation that somebody names, whatever it answers.
    pub(crate) fn find(
        &mut self,
        name: &str,
        at: At,
        of: impl Fn(&OperationInfo) -> &str,
    ) -> Option<(&'b OperationInfo, &'b Contract)> {
        if let Some(found) = self.operations.iter().find(|(info, _)| of(info) == name) {
            return Some(*found);
        }
        let names: Vec<String> = self.operations.iter().map(|(info, _)| of(info).to_owned()).collect();
        let names = names.iter().map(String::as_str);
        let help = match document::suggest::nearest(name, names.clone()) {
            Some(meant) => format!("did you mean `{meant}`?"),
            None => format!("the operations are {}", document::suggest::one_of(names).replace(" or ", " and ")),
        };
        self.refuse("unknown-operation", at, format!("`{name}` is no operation of this service"), help)
    }

    /// Whether a name can be part of one in Rust, and of a path; told, if it cannot. `of` is what it names: `a waiter`.
    pub(crate) fn is_name(&mut self, name: &str, at: At, of: &str, help: &str) -> bool {
        let snake = name.to_snake_case();
        if !name.is_empty() && snake == name && name.is_ascii() && name.starts_with(|c: char| c.is_ascii_lowercase()) {
            return true;
        }
        let code = if of == "a waiter" { "waiter-name" } else { "name" };
        let message = format!("`{}` is no name of {of}", name.escape_debug());
        self.refuse::<()>(code, at, message, help);
        false
    }
}
