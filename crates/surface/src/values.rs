//! What a Rust type says about a value: its type on the wire, and the rules that tables or documentation state.

use std::collections::HashSet;

use contract::{Address, Aspect, Basis, Element, Facts, FieldPath, Place, Presence, Problem, Segment, Type, Value};

use crate::bullets::{Bullets, Stated};
use crate::items::{Body, Items};
use crate::record::Field;
use crate::rules::{Rules, is_same};
use crate::rust_type::{RustType, Shape};
use crate::{REGENERATE, UNREAD};

/// How many elements a contract may have. Records that hold each other in all directions unfold exponentially; no
/// documented operation comes near it, and the spec says so, too.
const MAX_ELEMENTS: usize = 10_000;

/// A value as generated code declares it.
#[derive(Clone, Copy)]
pub(crate) struct Declared<'i, 't> {
    pub(crate) ty: &'i RustType<'t>,
    /// Its documentation.
    pub(crate) bullets: &'i Bullets,
    /// Its row in a table, where it has one.
    pub(crate) rules: Option<&'i Rules>,
}

/// The way through a body, from its root to every field.
pub(crate) struct Walk<'i, 't> {
    pub(crate) items: &'i Items<'t>,
    pub(crate) problems: &'i mut Vec<Problem>,
    pub(crate) elements: &'i mut Vec<Element>,
    /// The types that requests hold.
    pub(crate) sent: &'i mut HashSet<&'t str>,
    /// The records on the way down: one that is open is not entered again.
    open: Vec<&'t str>,
    /// Whether it is known that there are too many.
    has_said_so: bool,
}

impl<'i, 't> Walk<'i, 't> {
    /// A walk that adds elements, problems and types that requests hold to these.
    pub(crate) fn new(
        items: &'i Items<'t>,
        problems: &'i mut Vec<Problem>,
        elements: &'i mut Vec<Element>,
        sent: &'i mut HashSet<&'t str>,
    ) -> Self {
        Self { items, problems, elements, sent, open: Vec::new(), has_said_so: false }
    }

    /// States the type and the rules of a value on its element.
    pub(crate) fn value(&mut self, facts: &mut Facts, value: Declared<'i, 't>) {
        let wire = self.wire_type(value.ty, value.bullets, &mut Vec::new());
        if let Type::Unknown(name) = wire.innermost()
            && !self.items.is_incomplete
            && !self.items.broken.contains(name.as_str())
        {
            self.refuse(&value.ty.at, format!("expected a type that is defined here, but found `{name}`"));
        }
        if let Shape::Boxed(inner) = &value.ty.shape
            && matches!(wire, Type::String)
        {
            // An enum is the only other type with a name, and it holds nothing.
            self.refuse(&value.ty.at, format!("expected a record in the box, but found `{inner}`"));
        }
        for fact in value.bullets.facts().iter().filter(|fact| !leads(value.ty, &fact.into)) {
            let way = FieldPath(fact.into.clone());
            self.refuse(
                &fact.at,
                format!("expected a list or a map that `{way}` leads into, but found `{}`", value.ty),
            );
        }
        facts.set(Aspect::Type, Value::Type(wire), value.ty.at.clone(), Basis::Declared);
        self.rules(facts, value, value.ty, &[]);
    }

    /// States the type and the rules of a parameter or a header on its element. The items of a list have no address
    /// there, so what is said of them stands where their list does, as pages have it.
    pub(crate) fn parameter(&mut self, facts: &mut Facts, value: Declared<'i, 't>) {
        const OF_ITEMS: [Aspect; 8] = [
            Aspect::Values,
            Aspect::MinLength,
            Aspect::MaxLength,
            Aspect::Minimum,
            Aspect::Maximum,
            Aspect::Pattern,
            Aspect::Format,
            Aspect::Secret,
        ];
        self.value(facts, value);
        if let Shape::List(item) = &value.ty.shape {
            let mut of_items = Facts::default();
            self.rules(&mut of_items, value, item, &[Segment::Item]);
            for aspect in OF_ITEMS {
                if let Some(fact) = of_items.remove(aspect) {
                    facts.set(aspect, fact.value, fact.at, fact.basis);
                }
            }
        }
    }

    /// The type on the wire. A name that nothing defines is `unknown(…)`; the width of a number is documented.
    fn wire_type(&self, ty: &RustType<'_>, bullets: &Bullets, into: &mut Vec<Segment>) -> Type {
        let mut inner = |ty: &RustType<'_>, segment: Segment| {
            into.push(segment);
            let wire = self.wire_type(ty, bullets, into);
            into.pop();
            wire
        };
        match &ty.shape {
            Shape::Unit | Shape::Any => Type::Any,
            Shape::Bytes | Shape::Body => Type::Binary,
            Shape::Text => Type::String,
            Shape::Integer | Shape::Number => width(&ty.shape, bullets, into).unwrap_or(match ty.shape {
                Shape::Integer => Type::int(64),
                _ => Type::Number(Some(64)),
            }),
            Shape::Boolean => Type::Boolean,
            Shape::Object => Type::Object(None),
            Shape::List(item) => Type::array(inner(item, Segment::Item)),
            Shape::Map(value) => Type::map(inner(value, Segment::Value)),
            Shape::Boxed(value) | Shape::Secret(value) => self.wire_type(value, bullets, into),
            Shape::Named(name) => match self.items.types.get(name).map(|definition| &definition.body) {
                Some(Body::Record(_)) => Type::Object(Some((*name).to_owned())),
                Some(Body::Enum(_)) => Type::String,
                Some(Body::Answers(_)) | None => Type::Unknown((*name).to_owned()),
            },
        }
    }

    /// States what the type, the documentation and the table say beside the type about what lies `into` the value.
    fn rules(&mut self, facts: &mut Facts, value: Declared<'i, 't>, ty: &'i RustType<'t>, into: &[Segment]) {
        if ty.is_secret() {
            facts.set(Aspect::Secret, Value::Flag(true), ty.at.clone(), Basis::Declared);
        }
        let ty = ty.bare();
        let is_text = match &ty.shape {
            Shape::Named(name) => match self.items.types.get(name) {
                Some(definition) => {
                    let is_enum = matches!(definition.body, Body::Enum(_));
                    let own = definition.bullets.facts().iter().filter(|fact| fact.into.is_empty());
                    own.for_each(|fact| state(facts, fact, is_enum));
                    if let Body::Enum(values) = &definition.body {
                        let (values, at) = (Value::List(values.clone()), definition.at.clone());
                        facts.set(Aspect::Values, values, at, Basis::Declared);
                    }
                    is_enum
                }
                None => false,
            },
            shape => *shape == Shape::Text,
        };
        let is_number = matches!(ty.shape, Shape::Integer | Shape::Number);
        for fact in value.bullets.facts().iter().filter(|fact| fact.into == into) {
            // The format of a number is its width, which is part of the type.
            if !(is_number && fact.aspect == Aspect::Format) {
                state(facts, fact, is_text);
            } else if width(&ty.shape, value.bullets, into).is_none() {
                self.refuse(
                    &fact.at,
                    format!("expected the width of `{ty}` as its format, but found `{}`", fact.value),
                );
            }
        }
        let rules = value.rules.into_iter().flat_map(Rules::facts).filter(|rule| rule.into == into);
        for rule in rules.filter(|rule| rule.aspect != Aspect::Format) {
            let said = value.bullets.get(into, rule.aspect).filter(|said| is_same(said, rule)).unwrap_or(rule);
            facts.set(rule.aspect, said.value.clone(), rule.at.clone(), Basis::Declared);
        }
    }

    /// Adds everything below a value.
    pub(crate) fn below(&mut self, root: &Address, path: &FieldPath, value: Declared<'i, 't>) {
        self.inside(root, path, value, value.ty, &[]);
    }

    fn inside(
        &mut self,
        root: &Address,
        path: &FieldPath,
        value: Declared<'i, 't>,
        ty: &'i RustType<'t>,
        into: &[Segment],
    ) {
        match &ty.bare().shape {
            Shape::List(item) => self.inner(root, &path.item(), value, item, into, Segment::Item),
            Shape::Map(values) => self.inner(root, &path.value(), value, values, into, Segment::Value),
            Shape::Named(name) => {
                let Some(Body::Record(record)) = self.items.types.get(name).map(|definition| &definition.body) else {
                    return;
                };
                if root.is_request() {
                    self.sent.insert(name);
                }
                if self.open.contains(name) || self.is_full(ty) {
                    return;
                }
                self.open.push(name);
                record.fields.iter().for_each(|field| self.field(root, path, field));
                self.open.pop();
            }
            _ => {}
        }
    }

    /// The items of a list or the values of a map: an element of their own only where something is said about them
    /// beyond their type, which the list itself states.
    fn inner(
        &mut self,
        root: &Address,
        path: &FieldPath,
        value: Declared<'i, 't>,
        ty: &'i RustType<'t>,
        into: &[Segment],
        segment: Segment,
    ) {
        let into: Vec<Segment> = into.iter().cloned().chain([segment]).collect();
        let mut element = Element::new(root.with_path(path.clone()), ty.at.clone());
        self.rules(&mut element.facts, value, ty, &into);
        if !element.facts.is_empty() {
            self.elements.push(element);
        }
        self.inside(root, path, value, ty, &into);
    }

    fn field(&mut self, root: &Address, path: &FieldPath, field: &'i Field<'t>) {
        let path = path.field(field.key.clone());
        let mut element = Element::new(root.with_path(path.clone()), field.at.clone());
        presence(&mut element, &field.rules);
        let value = Declared { ty: &field.ty, bullets: &field.bullets, rules: Some(&field.rules) };
        self.value(&mut element.facts, value);
        element.words = Some(format!("Option<{}>", field.ty));
        self.elements.push(element);
        self.below(root, &path, value);
    }

    fn is_full(&mut self, ty: &RustType<'t>) -> bool {
        let is_full = self.elements.len() >= MAX_ELEMENTS;
        if is_full && !std::mem::replace(&mut self.has_said_so, true) {
            let message = format!("the operation has more than {MAX_ELEMENTS} elements");
            let problem = Problem::error("too-large", ty.at.clone(), message);
            self.problems.push(problem.help("break the circles between its schemas in the spec"));
        }
        is_full
    }

    fn refuse(&mut self, at: &Place, message: String) {
        self.problems.push(Problem::error(UNREAD, at.clone(), message).help(REGENERATE));
    }
}

/// States whether a value has to be there: where the table says so, or where it does not.
pub(crate) fn presence(element: &mut Element, rules: &Rules) {
    let (presence, at) = match &rules.required {
        Some(at) => (Presence::Required, at.clone()),
        None => (Presence::Optional, element.at.clone()),
    };
    element.facts.set(Aspect::Presence, Value::Presence(presence), at, Basis::Declared);
}

/// The documented width of a number, if it is one of that kind of number.
fn width(shape: &Shape<'_>, bullets: &Bullets, into: &[Segment]) -> Option<Type> {
    let Value::Text(format) = &bullets.get(into, Aspect::Format)?.value else { return None };
    match (shape, format.as_str()) {
        (Shape::Integer, "int32" | "int64") | (Shape::Number, "float" | "double") => format.parse().ok(),
        _ => None,
    }
}

/// Whether a way leads somewhere in a type: to the items of its lists, and to the values of its maps.
fn leads(ty: &RustType<'_>, into: &[Segment]) -> bool {
    match (into, &ty.bare().shape) {
        ([], _) => true,
        ([Segment::Item, rest @ ..], Shape::List(item)) => leads(item, rest),
        ([Segment::Value, rest @ ..], Shape::Map(value)) => leads(value, rest),
        _ => false,
    }
}

/// States the fact of a bullet. A default is text only where the value is.
fn state(facts: &mut Facts, fact: &Stated, is_text: bool) {
    let value = match (&fact.value, fact.aspect) {
        (Value::Text(text), Aspect::Default) if is_text => Value::Json(text.clone().into()),
        (Value::Text(text), Aspect::Default) => {
            Value::Json(serde_json::from_str(text).unwrap_or_else(|_| text.clone().into()))
        }
        (value, _) => value.clone(),
    };
    facts.set(fact.aspect, value, fact.at.clone(), Basis::Declared);
}
