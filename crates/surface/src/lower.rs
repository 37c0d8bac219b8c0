//! From items to contracts: each operation with everything that it sends and receives.

use std::collections::HashSet;

use contract::{
    Address, Aspect, Basis, Contract, Element, FieldPath, ParameterIn, Place, Presence, Problem, Status, Type, Value,
    Witness,
};
use heck::ToSnakeCase;

use crate::answers::{Answer, Answers};
use crate::boxes;
use crate::bullets::Bullets;
use crate::carried::Carried;
use crate::items::{Body, Items};
use crate::methods::View;
use crate::operation::{Argument, Method, Operation, ResponseHeader};
use crate::operation_info::OperationInfo;
use crate::reader::Hole;
use crate::response::{Arm, Decoded};
use crate::rust_type::{RustType, Shape};
use crate::send::Send;
use crate::values::{Declared, Walk, presence};
use crate::{REGENERATE, UNREAD};

/// Every operation that could be read, in order.
pub(crate) fn lower(items: &Items<'_>, problems: &mut Vec<Problem>) -> Vec<Contract> {
    let mut sent = HashSet::new();
    let mut answers = HashSet::new();
    let whole = items.operations.iter().filter_map(|(operation, method)| {
        Some((operation, method.as_ref(), operation.info.as_ref()?, operation.send.as_ref()?))
    });
    let contracts = whole
        .map(|(operation, method, info, send)| {
            answers.extend([&send.success, &send.error].map(|ty| ty.to_string()));
            Lowering { items, operation, info, send, problems, sent: &mut sent }.contract(method)
        })
        .collect();
    // What could not be read may hold whatever seems to be held by nothing.
    if problems.is_empty() && items.problems.is_empty() {
        unused(items, &sent, &answers, problems);
        astray(items, problems);
        boxes::check(items, problems);
    }
    contracts
}

/// Says which records are not what requests make of them, and which answers no operation gives.
fn unused(items: &Items<'_>, sent: &HashSet<&str>, answers: &HashSet<String>, problems: &mut Vec<Problem>) {
    for (name, definition) in &items.types {
        let message = match &definition.body {
            Body::Record(record) if record.is_sent && !sent.contains(name) => {
                format!("expected `record!` for `{name}`, which no request holds")
            }
            Body::Record(record) if !record.is_sent && sent.contains(name) => {
                format!("expected `sent_record!` for `{name}`, which a request holds")
            }
            Body::Answers(_) if !answers.contains(*name) => format!("expected an operation that answers `{name}`"),
            _ => continue,
        };
        problems.push(Problem::error(UNREAD, definition.at.clone(), message).help(REGENERATE));
    }
}

/// Says which methods call nothing.
fn astray(items: &Items<'_>, problems: &mut Vec<Problem>) {
    for method in &items.methods {
        let builder = method.builder;
        if !items.operations.iter().any(|(operation, _)| operation.ident.text == builder.text) {
            let message = format!("expected the builder of an operation, but found `{}`", builder.text);
            let at = items.place(method.file, builder.at);
            problems.push(Problem::error(UNREAD, at, message).help(REGENERATE));
        }
    }
}

struct Lowering<'i, 't, 'p> {
    items: &'i Items<'t>,
    operation: &'i Operation<'t>,
    info: &'i OperationInfo<'t>,
    send: &'i Send<'t>,
    problems: &'p mut Vec<Problem>,
    sent: &'p mut HashSet<&'t str>,
}

impl<'i, 't> Lowering<'i, 't, '_> {
    fn place(&self, token: usize) -> Place {
        self.items.place(self.operation.file, token)
    }

    fn contract(mut self, method: Option<&Method<'t>>) -> Contract {
        let mut contract = Contract::new(Witness::Rust, self.operation.at.file.clone());
        contract.elements.push(self.head(method));
        for argument in &self.operation.arguments {
            if let Carried::As(place) = argument.carried {
                let address = Address::Parameter(place, argument.name.clone().into_owned());
                let element = self.argument(&mut contract, address, argument);
                contract.elements.push(element);
            }
        }
        // The call is what authenticates the request.
        self.header(&mut contract, "X-Auth-Token", self.place(self.send.call_at), None);
        self.request(&mut contract);
        self.responses(&mut contract);
        self.methods(&mut contract);
        contract
    }

    /// The operation as a whole. `operation_id` has its name in the case of methods, so what is told is the name that
    /// its builder has: an acronym in the vendor's spelling does not survive.
    fn head(&mut self, method: Option<&Method<'t>>) -> Element {
        let (operation, info) = (self.operation, self.info);
        let mut element = Element::new(Address::Operation, operation.at.clone());
        let (operation_id, at) = &info.operation_id;
        let at = self.place(*at);
        let stem = operation.ident.text.to_snake_case();
        if stem != *operation_id {
            let message = format!("expected the `operation_id` `{stem}`, but found `{operation_id}`");
            self.refuse(at.clone(), message);
        }
        let mut state = |aspect, value, at| element.facts.set(aspect, value, at, Basis::Declared);
        state(Aspect::OperationId, Value::Text(operation.ident.text.to_owned()), at);
        for (aspect, (text, at)) in [(Aspect::Method, &info.method), (Aspect::Path, &info.path)] {
            state(aspect, Value::Text(text.clone().into_owned()), self.items.place(operation.file, *at));
        }
        for fact in operation.bullets.facts() {
            state(fact.aspect, fact.value.clone(), fact.at.clone());
        }
        // The bullets repeat these.
        if let Some(at) = info.is_idempotent {
            state(Aspect::Idempotent, Value::Flag(true), self.place(at));
        }
        if let Some((clouds, at)) = &info.clouds {
            state(Aspect::Clouds, Value::List(clouds.clone()), self.place(*at));
        }
        let Some(method) = method else { return element };
        if let Some(at) = &method.deprecated {
            state(Aspect::Deprecated, Value::Flag(true), at.clone());
        }
        // An underscore keeps it apart from what every client has.
        if method.name.trim_end_matches('_') != stem {
            let message = format!("expected a method `{stem}`, but found `{}`", method.name);
            self.refuse(method.at.clone(), message);
        }
        if let Some(fact) = method.bullets.difference(&operation.bullets) {
            let message = format!("the method and the builder of `{stem}` differ in {}", fact.aspect);
            self.refuse(fact.at.clone(), message);
        }
        element
    }

    /// An argument, with the type that its caller has to have.
    fn argument(&mut self, contract: &mut Contract, address: Address, argument: &'i Argument<'t>) -> Element {
        let mut element = Element::new(address, argument.at.clone());
        presence(&mut element, &argument.rules);
        let ty = &argument.ty;
        element.words = Some(if argument.is_required() { ty.to_string() } else { format!("Option<{ty}>") });
        let mut walk = self.walk(contract);
        match argument.carried {
            Carried::As(_) => walk.parameter(&mut element.facts, declared(argument)),
            _ => walk.value(&mut element.facts, declared(argument)),
        }
        element
    }

    fn walk<'w>(&'w mut self, contract: &'w mut Contract) -> Walk<'w, 't>
    where
        'i: 'w,
    {
        Walk::new(self.items, self.problems, &mut contract.elements, self.sent)
    }

    /// A header that the code always sends.
    fn header(&self, contract: &mut Contract, name: &str, at: Place, media_type: Option<&str>) {
        let mut element = Element::new(Address::Parameter(ParameterIn::Header, name.to_owned()), at.clone());
        let mut state = |aspect, value| element.facts.set(aspect, value, at.clone(), Basis::Declared);
        state(Aspect::Presence, Value::Presence(Presence::Required));
        state(Aspect::Type, Value::Type(Type::String));
        if let Some(media_type) = media_type {
            state(Aspect::MediaType, Value::Text(media_type.to_owned()));
        }
        element.words = Some("(sent by the client)".to_owned());
        contract.elements.push(element);
    }

    fn request(&mut self, contract: &mut Contract) {
        let Some((media_type, at)) = &self.info.sends else { return };
        let Some(body) = self.operation.arguments.iter().find(|argument| argument.carried.is_body()) else { return };
        self.header(contract, "Content-Type", self.place(*at), Some(media_type));
        let root = Address::Request(FieldPath::root());
        let element = self.argument(contract, root.clone(), body);
        contract.elements.push(element);
        self.walk(contract).below(&root, &FieldPath::root(), declared(body));
    }

    fn responses(&mut self, contract: &mut Contract) {
        let (operation, responses) = (self.operation, &self.send.responses);
        for arm in &responses.arms {
            self.response(contract, arm);
            for header in operation.headers.iter().filter(|header| header.statuses.contains(&arm.status)) {
                self.response_header(contract, arm.status, header);
            }
        }
        for header in &operation.headers {
            let has_arm = |status: &&Status| responses.arms.iter().any(|arm| arm.status == **status);
            if let Some(status) = header.statuses.iter().find(|status| !has_arm(status)) {
                let message = format!("expected a status that `send` has an arm for, but found `{status}`");
                self.refuse(header.statuses_at.clone(), message);
            }
        }
        for (ty, suffix) in [(&self.send.success, "Success"), (&self.send.error, "Failure")] {
            let Some((name, answers)) = self.answers(ty) else { continue };
            if name != format!("{}{suffix}", operation.ident.text) {
                self.refuse(ty.at.clone(), format!("expected `{}{suffix}`, but found `{name}`", operation.ident.text));
            }
            let is_answer = |arm: &Arm<'_>, answer: &Answer<'_>| matches!(arm.decoded, Decoded::Variant { of, variant, .. } if of == name && variant.text == answer.ident);
            for answer in &answers.0 {
                if responses.arms.iter().filter(|arm| is_answer(arm, answer)).count() != 1 {
                    let message = format!("expected one arm of `send` that gives `{name}::{}`", answer.ident);
                    self.refuse(answer.at.clone(), message);
                }
            }
        }
    }

    fn response(&mut self, contract: &mut Contract, arm: &'i Arm<'t>) {
        let root = Address::Response(arm.status, FieldPath::root());
        let mut element = Element::new(root.clone(), self.place(arm.at));
        let ty = self.payload(arm);
        element.words = Some(ty.map_or_else(|| "()".to_owned(), ToString::to_string));
        let nothing = Bullets::default();
        let value = ty.map(|ty| Declared { ty, bullets: &nothing, rules: None });
        if let Some(value) = value {
            self.walk(contract).value(&mut element.facts, value);
        }
        contract.elements.push(element);
        if let Some(value) = value {
            self.walk(contract).below(&root, &FieldPath::root(), value);
        }
    }

    /// What the body of a status is decoded to, if to anything.
    fn payload(&mut self, arm: &'i Arm<'t>) -> Option<&'i RustType<'t>> {
        let ty = if arm.status.is_success() { &self.send.success } else { &self.send.error };
        match arm.decoded {
            Decoded::Empty => None,
            Decoded::Stream => Some(ty),
            Decoded::Json => {
                if let Some((name, _)) = self.answers(ty) {
                    self.refuse(self.place(arm.at), format!("expected a status that gives a variant of `{name}`"));
                    return None;
                }
                Some(ty)
            }
            Decoded::Variant { of, variant, has_body } => self.variant(arm.status, of, variant, has_body),
        }
    }

    /// The body of a variant, which has to be the one of the status.
    fn variant(&mut self, status: Status, of: &str, variant: Hole<'t>, has_body: bool) -> Option<&'i RustType<'t>> {
        let items = self.items;
        let definition = match items.types.get(of).map(|definition| &definition.body) {
            Some(Body::Answers(answers)) => Some(answers),
            _ => None,
        };
        let answer = definition.and_then(|answers| answers.0.iter().find(|own| own.ident == variant.text));
        let Some(answer) = answer else {
            // One problem about a definition is enough.
            if !(items.is_incomplete || items.broken.contains(of)) {
                let message = format!("expected a variant that is defined here, but found `{of}::{}`", variant.text);
                self.refuse(self.place(variant.at), message);
            }
            return None;
        };
        if answer.status != status {
            let message = format!("expected the variant of {status}, but found `{}`", variant.text);
            self.refuse(self.place(variant.at), message);
        }
        if answer.payload.is_some() != has_body {
            let message = format!("expected `{}` to be given with a body if it has one", variant.text);
            self.refuse(self.place(variant.at), message);
        }
        answer.payload.as_ref()
    }

    /// The enum that a signature names, if it names one.
    fn answers(&self, ty: &RustType<'t>) -> Option<(&'t str, &'i Answers<'t>)> {
        let Shape::Named(name) = ty.shape else { return None };
        match &self.items.types.get(name)?.body {
            Body::Answers(answers) => Some((name, answers)),
            _ => None,
        }
    }

    /// A header of an answer. Whether it has to be there is nothing that a caller is told: it may be missing.
    fn response_header(&mut self, contract: &mut Contract, status: Status, header: &'i ResponseHeader<'t>) {
        let mut element = Element::new(Address::ResponseHeader(status, header.name.to_string()), header.at.clone());
        let optional = Value::Presence(Presence::Optional);
        element.facts.set(Aspect::Presence, optional, header.at.clone(), Basis::Declared);
        element.words = Some(format!("Option<{}>", header.ty));
        let value = Declared { ty: &header.ty, bullets: &header.bullets, rules: None };
        self.walk(contract).parameter(&mut element.facts, value);
        contract.elements.push(element);
    }

    /// What waits by the operation, or lists it page by page.
    fn methods(&mut self, contract: &mut Contract) {
        let Self { items, operation, info, send, .. } = *self;
        for method in items.methods.iter().filter(|method| method.builder.text == operation.ident.text) {
            let view = View { items, operation, info, send, file: method.file };
            match method.lower(&view) {
                Ok(method) => contract.methods.push(method),
                Err((at, expected)) => self.refuse(items.place(method.file, at), format!("expected {expected}")),
            }
        }
    }

    fn refuse(&mut self, at: Place, message: String) {
        self.problems.push(Problem::error(UNREAD, at, message).help(REGENERATE));
    }
}

fn declared<'i, 't>(argument: &'i Argument<'t>) -> Declared<'i, 't> {
    Declared { ty: &argument.ty, bullets: &argument.bullets, rules: Some(&argument.rules) }
}
