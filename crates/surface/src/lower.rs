//! From items to contracts: each operation with everything that it sends and receives.

use contract::{
    Address, Aspect, Basis, Contract, Element, FieldPath, ParameterIn, Place, Presence, Problem, Type, Value, Witness,
};
use heck::ToSnakeCase;

use crate::bullets::Bullets;
use crate::items::Items;
use crate::operation::{Method, Operation, Parameter};
use crate::response::Decoded;
use crate::send::Send;
use crate::values::Walk;
use crate::{REGENERATE, UNREAD};

/// Every operation that could be read, in order.
pub(crate) fn lower(items: &Items<'_>, problems: &mut Vec<Problem>) -> Vec<Contract> {
    let with_send = items.operations.iter().filter_map(|operation| Some((operation, operation.send.as_ref()?)));
    with_send
        .map(|(operation, send)| {
            let method = items.methods.get(operation.ident);
            Lowering { items, operation, send, problems }.contract(method)
        })
        .collect()
}

struct Lowering<'i, 't, 'p> {
    items: &'i Items<'t>,
    operation: &'i Operation<'t>,
    send: &'i Send<'t>,
    problems: &'p mut Vec<Problem>,
}

impl<'t> Lowering<'_, 't, '_> {
    fn place(&self, token: usize) -> Place {
        self.items.place(self.operation.file, token)
    }

    fn contract(mut self, method: Option<&Method<'t>>) -> Contract {
        let mut contract = Contract::new(Witness::Rust, self.operation.at.file.clone());
        contract.elements.push(self.head(method));
        for parameter in &self.operation.parameters {
            if let Some((address, at)) = self.address(parameter) {
                let mut element = Element::new(address, at);
                self.presence(&mut element, !parameter.optional(), parameter.ty.at.clone());
                element.words = Some(parameter.ty.to_string());
                let mut walk = Walk::new(self.items, self.problems, &mut contract.elements);
                walk.value(&mut element.facts, &parameter.ty, &parameter.bullets);
                contract.elements.push(element);
            }
        }
        // The hook is what adds the token to a request.
        if let Some(hook) = self.send.hook_at {
            self.header(&mut contract, "X-Auth-Token", self.place(hook), None);
        }
        self.request(&mut contract);
        self.responses(&mut contract);
        contract
    }

    /// The operation as a whole. `operation_id` has its name in the case of methods, so what is told is the name that
    /// its builder has: an acronym in the vendor's spelling does not survive.
    fn head(&mut self, method: Option<&Method<'t>>) -> Element {
        let (operation, send) = (self.operation, self.send);
        let mut element = Element::new(Address::Operation, operation.at.clone());
        let at = self.place(send.operation_id_at);
        let stem = operation.ident.to_snake_case();
        if stem != send.operation_id {
            let message = format!("expected the `operation_id` `{stem}`, but found `{}`", send.operation_id);
            self.refuse(at.clone(), message);
        }
        let mut state = |aspect, value, at| element.facts.set(aspect, value, at, Basis::Declared);
        state(Aspect::OperationId, Value::Text(operation.ident.to_owned()), at);
        let verb = send.request.method;
        state(Aspect::Method, Value::Text(verb.text.to_ascii_uppercase()), self.place(verb.at));
        state(Aspect::Path, Value::Text(send.path()), self.place(send.request.path_at));
        for fact in operation.bullets.facts() {
            state(fact.aspect, fact.value.clone(), fact.at.clone());
        }
        let Some(method) = method else { return element };
        if let Some(at) = &method.deprecated {
            state(Aspect::Deprecated, Value::Flag(true), at.clone());
        }
        if method.name.text != stem {
            let message = format!("expected a method `{stem}`, but found `{}`", method.name.text);
            self.refuse(method.at.clone(), message);
        }
        if let Some(fact) = method.bullets.difference(&operation.bullets) {
            let message = format!("the method and the builder of `{stem}` differ in {}", fact.aspect);
            self.refuse(fact.at.clone(), message);
        }
        element
    }

    /// Where a parameter travels, and where that is said; nowhere for the body, which has elements of its own.
    fn address(&self, parameter: &Parameter<'t>) -> Option<(Address, Place)> {
        let request = &self.send.request;
        let of = |place, name: &str, at| Some((Address::Parameter(place, name.to_owned()), self.place(at)));
        if let Some(index) = request.path_arguments.iter().position(|hole| hole.text == parameter.ident) {
            return of(ParameterIn::Path, self.send.path_name(index)?, request.path_arguments.get(index)?.at);
        }
        if let Some(named) = request.query.iter().find(|named| named.variable.text == parameter.ident) {
            return of(ParameterIn::Query, &named.name, named.at);
        }
        let header = request.headers.iter().find(|header| header.named.variable.text == parameter.ident)?;
        of(ParameterIn::Header, &header.named.name, header.named.at)
    }

    fn presence(&self, element: &mut Element, required: bool, at: Place) {
        let presence = if required { Presence::Required } else { Presence::Optional };
        element.facts.set(Aspect::Presence, Value::Presence(presence), at, Basis::Declared);
    }

    /// A header that the code always sends.
    fn header(&self, contract: &mut Contract, name: &str, at: Place, media_type: Option<&str>) {
        let mut element = Element::new(Address::Parameter(ParameterIn::Header, name.to_owned()), at.clone());
        self.presence(&mut element, true, at.clone());
        element.facts.set(Aspect::Type, Value::Type(Type::String), at.clone(), Basis::Declared);
        element.words = Some("(sent by the client)".to_owned());
        if let Some(media_type) = media_type {
            element.facts.set(Aspect::MediaType, Value::Text(media_type.to_owned()), at, Basis::Declared);
        }
        contract.elements.push(element);
    }

    fn request(&mut self, contract: &mut Contract) {
        let Some(sent) = &self.send.request.body else { return };
        let Some(body) = self.operation.parameters.iter().find(|parameter| parameter.ident == "body") else { return };
        self.header(contract, "Content-Type", self.place(sent.at), Some(&sent.media_type));
        let root = Address::Request(FieldPath::root());
        let mut element = Element::new(root.clone(), body.at.clone());
        self.presence(&mut element, !body.optional(), body.ty.at.clone());
        element.words = Some(body.ty.to_string());
        let mut walk = Walk::new(self.items, self.problems, &mut contract.elements);
        walk.value(&mut element.facts, &body.ty, &body.bullets);
        walk.elements.push(element);
        walk.below(&root, &FieldPath::root(), &body.ty, &body.bullets);
    }

    fn responses(&mut self, contract: &mut Contract) {
        let nothing = Bullets::default();
        for arm in &self.send.arms {
            let root = Address::Response(arm.status, FieldPath::root());
            let mut element = Element::new(root.clone(), self.place(arm.at));
            let ty = if arm.status.is_success() { &self.send.success } else { &self.send.error };
            let read = (arm.decoded != Decoded::Empty).then(|| ty.to_string());
            element.words = Some(read.unwrap_or_else(|| "()".to_owned()));
            let mut walk = Walk::new(self.items, self.problems, &mut contract.elements);
            if arm.decoded != Decoded::Empty {
                walk.value(&mut element.facts, ty, &nothing);
            }
            walk.elements.push(element);
            if arm.decoded != Decoded::Empty {
                walk.below(&root, &FieldPath::root(), ty, &nothing);
            }
        }
    }

    fn refuse(&mut self, at: Place, message: String) {
        self.problems.push(Problem::error(UNREAD, at, message).help(REGENERATE));
    }
}
