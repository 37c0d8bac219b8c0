//! The bundle to contracts: each fact with the place of its own keyword.

mod body;
mod facts;
pub(crate) mod secret;

use std::sync::Arc;

use contract::{
    Address, Aspect, Basis, Contract, Element, Example, ExampleRole, FieldPath, ParameterIn, Place, Presence, Status,
    Type, Value, Witness,
};

use crate::bundle::{Bundle, Components, Operation};
use crate::schema::Schema;
use document::diagnostics;
use document::node::{At, Field, Node};

/// Every operation of a bundle as a contract.
pub(crate) fn lower(bundle: &Bundle, files: &[Arc<str>]) -> Vec<Contract> {
    let lowering = Lowering { components: bundle.components(), security: bundle.document.get("security"), files };
    bundle.operations().map(|operation| lowering.operation(&operation)).collect()
}

/// A value of a schema as a contract of its own, below [`Address::Request`]: to check data against it.
pub(crate) fn lower_schema(node: &Node, components: Components<'_>, files: &[Arc<str>]) -> Contract {
    let lowering = Lowering { components, security: None, files };
    let mut contract = Contract::new(Witness::Spec, lowering.place(node.at).file);
    lowering.body(&mut contract, &Address::Request(FieldPath::root()), node.at, Some(node), None);
    contract
}

struct Lowering<'b> {
    components: Components<'b>,
    /// What every operation requires unless it says otherwise.
    security: Option<&'b Node>,
    files: &'b [Arc<str>],
}

impl<'b> Lowering<'b> {
    fn place(&self, at: At) -> Place {
        diagnostics::place(self.files, at)
    }

    /// States a fact that the spec declares.
    fn state(&self, element: &mut Element, aspect: Aspect, value: Value, at: At) {
        element.facts.set(aspect, value, self.place(at), Basis::Declared);
    }

    fn presence(&self, element: &mut Element, required: bool, at: At) {
        let presence = if required { Presence::Required } else { Presence::Optional };
        self.state(element, Aspect::Presence, Value::Presence(presence), at);
    }

    fn operation(&self, operation: &Operation<'b>) -> Contract {
        let node = &operation.field.value;
        let mut contract = Contract::new(Witness::Spec, operation.info.file.clone());
        let method_at = operation.field.key_at;
        let mut element = Element::new(Address::Operation, self.place(method_at));
        self.state(&mut element, Aspect::Method, Value::Text(operation.info.method.clone()), method_at);
        self.state(&mut element, Aspect::Path, Value::Text(operation.path.0.to_owned()), operation.path.1);
        if let Some((id, field)) = node.text_of("operationId").zip(node.field("operationId")) {
            self.state(&mut element, Aspect::OperationId, Value::Text(id.to_owned()), field.key_at);
        }
        for (keyword, aspect) in
            [("x-callable-in", Aspect::CallableIn), ("x-done-when", Aspect::DoneWhen), ("x-clouds", Aspect::Clouds)]
        {
            if let Some(field) = node.field(keyword) {
                let words =
                    field.value.list().into_iter().flatten().filter_map(Node::text).map(str::to_owned).collect();
                self.state(&mut element, aspect, Value::List(words), field.key_at);
            }
        }
        self.flag(&mut element, node, "x-idempotent", Aspect::Idempotent);
        self.flag(&mut element, node, "deprecated", Aspect::Deprecated);
        element.words = node.text_of("description").or(node.text_of("summary")).map(str::to_owned);
        contract.elements.push(element);

        for parameter in node.items_of("parameters") {
            contract.elements.extend(self.parameter(self.components.follow(parameter)));
        }
        self.security(&mut contract, node);
        if let Some(body) = node.field("requestBody") {
            self.request(&mut contract, body);
        }
        for (status, field) in node.get("responses").into_iter().flat_map(Node::entries) {
            if let Ok(status) = status.parse() {
                self.response(&mut contract, status, field);
            }
        }
        contract
    }

    /// States what a keyword says with `true`; to say `false` is to say nothing.
    fn flag(&self, element: &mut Element, node: &Node, keyword: &str, aspect: Aspect) {
        if let Some(field) = node.field(keyword).filter(|_| node.flag(keyword)) {
            self.state(element, aspect, Value::Flag(true), field.key_at);
        }
    }

    fn parameter(&self, parameter: &'b Node) -> Option<Element> {
        let name = parameter.field("name")?;
        let place = parameter.text_of("in")?.parse::<ParameterIn>().ok()?;
        let mut element =
            Element::new(Address::Parameter(place, name.value.text()?.to_owned()), self.place(name.key_at));
        self.header_like(&mut element, parameter, name.value.text()?, name.key_at);
        Some(element)
    }

    /// What parameters and response headers have in common.
    fn header_like(&self, element: &mut Element, node: &'b Node, name: &str, at: At) {
        let required = node.field("required");
        self.presence(element, node.flag("required"), required.map_or(at, |field| field.key_at));
        if let Some(schema) = node.get("schema") {
            let schema = Schema::of(schema, self.components);
            let secret = secret::of(&schema, secret::by_name(name, at));
            self.facts(element, &schema);
            self.secret(element, &schema, secret);
            // The items of a list have no address here, so what is said of them stands where their list does: pages
            // state it there, too.
            if let Some(items) = schema.field("items").filter(|_| schema.kind() == Some("array")) {
                let items = Schema::of(&items.value, self.components);
                self.item_rules(element, &items);
                self.secret(element, &items, secret::of(&items, secret));
            }
        }
        self.flag(element, node, "deprecated", Aspect::Deprecated);
        if let Some(words) = node.text_of("description") {
            element.words = Some(words.to_owned());
        }
    }

    /// The headers by which callers say who they are.
    fn security(&self, contract: &mut Contract, operation: &'b Node) {
        let requirements = operation.get("security").or(self.security).and_then(Node::list).unwrap_or_default();
        for (name, requirement) in requirements.iter().flat_map(Node::entries) {
            let Some(scheme) = self.components.section("securitySchemes").and_then(|schemes| schemes.get(name)) else {
                continue;
            };
            let node = self.components.follow(&scheme.value);
            let Some(header) = node.text_of("name") else { continue };
            let address = Address::Parameter(ParameterIn::Header, header.to_owned());
            if contract.get(&address).is_some() {
                continue;
            }
            let mut element = Element::new(address, self.place(scheme.key_at));
            // It may be left out where another way of signing in is as good.
            let always = requirements.iter().all(|other| other.get(name).is_some());
            self.presence(&mut element, always, requirement.key_at);
            let ty = node.field("type").map_or(scheme.key_at, |field| field.key_at);
            self.state(&mut element, Aspect::Type, Value::Type(Type::String), ty);
            for (keyword, aspect) in [("x-min-length", Aspect::MinLength), ("x-max-length", Aspect::MaxLength)] {
                if let Some((field, number)) =
                    node.field(keyword).and_then(|field| Some((field, field.value.number()?)))
                {
                    self.state(&mut element, aspect, Value::Number(number.clone()), field.key_at);
                }
            }
            element.words = node.text_of("description").map(str::to_owned);
            contract.elements.push(element);
        }
    }

    fn request(&self, contract: &mut Contract, field: &'b Field) {
        let body = self.components.follow(&field.value);
        for (media_type, content) in body.get("content").into_iter().flat_map(Node::entries) {
            let mut header = Element::new(
                Address::Parameter(ParameterIn::Header, "Content-Type".to_owned()),
                self.place(content.key_at),
            );
            self.presence(&mut header, true, content.key_at);
            self.state(&mut header, Aspect::Type, Value::Type(Type::String), content.key_at);
            self.state(&mut header, Aspect::MediaType, Value::Text(media_type.to_owned()), content.key_at);
            contract.elements.push(header);

            let root = Address::Request(FieldPath::root());
            let from = contract.elements.len();
            self.content(contract, &root, field.key_at, Some((media_type, content)));
            if let Some(element) = contract.elements.get_mut(from) {
                let at = body.field("required").map_or(field.key_at, |field| field.key_at);
                self.presence(element, body.flag("required"), at);
                if element.words.is_none() {
                    element.words = body.text_of("description").map(str::to_owned);
                }
            }
            self.examples(contract, ExampleRole::Request, content);
        }
    }

    fn response(&self, contract: &mut Contract, status: Status, field: &'b Field) {
        let response = self.components.follow(&field.value);
        let root = Address::Response(status, FieldPath::root());
        let content = response.get("content").and_then(Node::fields).and_then(|content| content.iter().next());
        let from = contract.elements.len();
        self.content(
            contract,
            &root,
            field.key_at,
            content.map(|(media_type, content)| (media_type.as_str(), content)),
        );
        if let (Some(element), Some(words)) = (contract.elements.get_mut(from), response.text_of("description")) {
            element.words = Some(words.to_owned());
        }
        if let Some((_, content)) = content {
            self.examples(contract, ExampleRole::Response(Some(status)), content);
        }
        for (name, header) in response.get("headers").into_iter().flat_map(Node::entries) {
            let mut element = Element::new(Address::ResponseHeader(status, name.to_owned()), self.place(header.key_at));
            self.header_like(&mut element, self.components.follow(&header.value), name, header.key_at);
            contract.elements.push(element);
        }
    }

    /// The elements of a body: JSON by its schema, anything else as bytes.
    fn content(&self, contract: &mut Contract, root: &Address, at: At, content: Option<(&str, &'b Field)>) {
        let json = |(media_type, _): &(&str, _)| *media_type == "application/json";
        let bytes = content.filter(|content| !json(content)).map(|(_, content)| content.key_at);
        let schema = content.filter(json).and_then(|(_, content)| content.value.get("schema"));
        self.body(contract, root, at, schema, bytes);
    }

    fn examples(&self, contract: &mut Contract, role: ExampleRole, content: &'b Field) {
        let mut add = |at: At, name: Option<&str>, body: &Node| {
            contract.examples.push(Example {
                role,
                at: self.place(at),
                name: name.map(str::to_owned),
                line: None,
                body: Some(body.to_json()),
            });
        };
        if let Some(field) = content.value.field("example") {
            add(field.key_at, None, &field.value);
        }
        for (name, field) in content.value.get("examples").into_iter().flat_map(Node::entries) {
            if let Some(value) = self.components.follow(&field.value).get("value") {
                add(field.key_at, Some(name), value);
            }
        }
    }
}
