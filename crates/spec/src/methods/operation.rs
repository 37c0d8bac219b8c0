//! An operation as what is said about it sees it: what it answers when it succeeds, and what it can be asked for.

use contract::{Address, Aspect, Contract, Element, FieldPath, ParameterIn, Segment, Status, Type};
use document::node::{At, Field};
use document::suggest::{nearest, one_of};

use super::Reader;
use crate::OperationInfo;

/// The status of the answers that waiters and paginators look into.
const OK: Status = Status::Code(200);

/// An operation that succeeds in one way.
#[derive(Clone, Copy)]
pub(crate) struct Operation<'b> {
    pub(crate) info: &'b OperationInfo,
    pub(crate) contract: &'b Contract,
    /// The status of its success.
    pub(crate) ok: Status,
}

impl<'b> Operation<'b> {
    /// The operation, if it can be called again and again: its only success is a 200 with JSON, and its request can be
    /// made twice.
    pub(crate) fn new(
        info: &'b OperationInfo,
        contract: &'b Contract,
        at: At,
        reader: &mut Reader<'_, '_>,
    ) -> Option<Self> {
        let (id, operation) = (&info.id, contract.operation());
        if answer(contract) != Some(OK) {
            let message = format!("`{id}` does not answer with a 200 that has a JSON body, and with nothing else");
            let help = "name an operation whose only success is such a 200";
            return reader.refuse_about(operation, "no-answer", at, message, help);
        }
        let body = contract.get(&Address::Request(FieldPath::root()));
        if body.is_some_and(|body| body.facts.ty() == Some(&Type::Binary)) {
            let help = "name an operation that is asked for with JSON, or with nothing";
            let message = format!("`{id}` sends bytes, which are gone after a call");
            return reader.refuse_about(operation, "no-repeat", at, message, help);
        }
        Some(Self { info, contract, ok: OK })
    }

    /// The operation, if it has one success, and that has JSON.
    pub(crate) fn answering(
        info: &'b OperationInfo,
        contract: &'b Contract,
        at: At,
        reader: &mut Reader<'_, '_>,
    ) -> Option<Self> {
        let Some(ok) = answer(contract) else {
            let message = format!("`{}` does not succeed in one way only, with a JSON body", info.id);
            let help = "say nothing of its answer: the documented example stands";
            return reader.refuse_about(contract.operation(), "no-answer", at, message, help);
        };
        Some(Self { info, contract, ok })
    }

    /// The part of the answer that a path names, if it is there.
    pub(crate) fn path(&self, field: &Field, reader: &mut Reader<'_, '_>) -> Option<FieldPath> {
        let at = field.value.at;
        let path: FieldPath = match field.value.text()?.parse() {
            Ok(path) => path,
            Err(message) => return reader.refuse("path", at, message, "write it as in `tasks[].status`"),
        };
        if path.0.contains(&Segment::Value) {
            let message = format!("`{path}` leads through a map, whose keys nobody knows");
            return reader.refuse("path", at, message, "name a field that is no value of a map");
        }
        for length in 1..=path.0.len() {
            let here = FieldPath(path.0[..length].to_vec());
            if self.ty(&here).is_some() {
                continue;
            }
            let parent = FieldPath(path.0[..length - 1].to_vec());
            let message = format!("the {} answer of `{}` has no `{here}`", self.ok, self.info.id);
            let help = self.help(&here, &parent);
            let about = self.element(&parent).or(self.contract.operation());
            return reader.refuse_about(about, "path", at, message, help);
        }
        Some(path)
    }

    /// What to write in place of a path that is not there, of which the parent is.
    fn help(&self, path: &FieldPath, parent: &FieldPath) -> String {
        let name = match path.0.last() {
            Some(Segment::Field(name)) => name,
            _ => return format!("`{parent}` is no list: remove the `[]`"),
        };
        if matches!(self.ty(parent), Some(Type::Array(_))) {
            return format!("it is a list there: write `{}`", parent.item().field(name));
        }
        let fields: Vec<&str> = self.fields(parent).collect();
        match nearest(name, fields.iter().copied()) {
            Some(meant) => format!("did you mean `{}`?", parent.field(meant)),
            None if fields.is_empty() => "it has no documented fields there".to_owned(),
            None => format!("it has {} there", one_of(fields).replace(" or ", " and ")),
        }
    }

    /// The names of the fields right below a path.
    fn fields(&self, parent: &FieldPath) -> impl Iterator<Item = &'b str> {
        self.contract.elements.iter().filter_map(move |element| match &element.address {
            Address::Response(status, path) if *status == self.ok => match path.0.split_last() {
                Some((Segment::Field(name), rest)) if *rest == *parent.0 => Some(name.as_str()),
                _ => None,
            },
            _ => None,
        })
    }

    /// What is stated of a part of the answer; of the items of a list only what is said beyond their type.
    pub(crate) fn element(&self, path: &FieldPath) -> Option<&'b Element> {
        self.contract.get(&Address::Response(self.ok, path.clone()))
    }

    /// The type of a part of the answer.
    pub(crate) fn ty(&self, path: &FieldPath) -> Option<Type> {
        let stated = self.element(path).and_then(|element| element.facts.ty().cloned());
        stated.or_else(|| match path.0.split_last() {
            Some((Segment::Item, list)) => match self.ty(&FieldPath(list.to_vec()))? {
                Type::Array(item) => Some(*item),
                _ => None,
            },
            _ => None,
        })
    }

    /// Whether nobody may see a part of the answer.
    pub(crate) fn is_secret(&self, path: &FieldPath) -> bool {
        self.element(path).is_some_and(|element| element.facts.flag(Aspect::Secret))
    }

    /// The query parameter that a key names, if it is there and of one of those shapes.
    pub(crate) fn parameter(&self, field: &Field, shape: &Type, reader: &mut Reader<'_, '_>) -> Option<&'b Element> {
        let (name, at) = (field.value.text()?, field.value.at);
        let address = Address::Parameter(ParameterIn::Query, name.to_owned());
        let Some(element) = self.contract.get(&address) else {
            let known: Vec<&str> = (self.contract.elements.iter())
                .filter_map(|element| match &element.address {
                    Address::Parameter(ParameterIn::Query, name) => Some(name.as_str()),
                    _ => None,
                })
                .collect();
            let help = match nearest(name, known.iter().copied()) {
                Some(meant) => format!("did you mean `{meant}`?"),
                None => format!("it has {}", one_of(known).replace(" or ", " and ")),
            };
            let message = format!("`{}` has no query parameter `{name}`", self.info.id);
            return reader.refuse_about(self.contract.operation(), "parameter", at, message, help);
        };
        let ty = element.facts.ty().map(Type::shape);
        if ty.as_ref() != Some(shape) {
            let found = ty.map_or_else(|| "nothing".to_owned(), |ty| ty.to_string());
            let message = format!("the parameter `{name}` is of type {found}, not {shape}");
            let help = "name the one that it is, or mend its type";
            return reader.refuse_about(Some(element), "parameter", at, message, help);
        }
        if element.facts.flag(Aspect::Secret) {
            let message = format!("the parameter `{name}` is a secret");
            let help = "write `x-secret: false` in its schema, if it is none";
            return reader.refuse_about(Some(element), "parameter", at, message, help);
        }
        Some(element)
    }
}

/// The status of the success of an operation, if there is one only, and that has JSON.
fn answer(contract: &Contract) -> Option<Status> {
    let mut roots = contract.elements.iter().filter_map(|element| match &element.address {
        Address::Response(status, path) if path.is_root() && status.is_success() => Some((*status, element)),
        _ => None,
    });
    let (status, element) = roots.next()?;
    let is_json = element.facts.ty().is_some_and(|ty| *ty != Type::Binary);
    (is_json && roots.next().is_none()).then_some(status)
}
