//! What a Rust type says about a value: its type on the wire, and the rules that code or documentation state.

use contract::{Address, Aspect, Basis, Element, Facts, FieldPath, Place, Problem, Segment, Type, Value};

use crate::bullets::{Bullets, Stated};
use crate::definitions::{Absent, Body, Definition, Field};
use crate::items::Items;
use crate::rust_type::{RustType, Shape};
use crate::{REGENERATE, UNREAD};

/// The aspects that a newtype with checks states in code, and that its documentation repeats.
const CHECKED: [Aspect; 3] = [Aspect::Values, Aspect::MinLength, Aspect::MaxLength];
/// The same of an enum: its values are its code, how long they may be is only documented.
const LISTED: [Aspect; 1] = [Aspect::Values];

/// The type on the wire. A name that nothing defines is `unknown(…)`.
pub(crate) fn wire_type(items: &Items<'_>, ty: &RustType<'_>, depth: usize) -> Type {
    // A newtype may hold itself only through a list or a map; none is that deep.
    if depth == 0 {
        return Type::Any;
    }
    let inner = |ty: &RustType<'_>| wire_type(items, ty, depth - 1);
    match &ty.shape {
        Shape::Unit => Type::Any,
        Shape::Bytes => Type::Binary,
        Shape::Text => Type::String,
        Shape::Integer(width) => Type::Integer(Some(*width)),
        Shape::Number(bits) => Type::Number(Some(*bits)),
        Shape::Boolean => Type::Boolean,
        Shape::Any => Type::Any,
        Shape::Object => Type::Object(None),
        Shape::List(item) => Type::array(inner(item)),
        Shape::Map(value) => Type::map(inner(value)),
        Shape::Option(value) => inner(value),
        Shape::Named(name) => match items.types.get(name).map(|definition| &definition.body) {
            Some(Body::Struct { .. }) => Type::Object(Some((*name).to_owned())),
            Some(Body::Newtype { inner: wrapped, .. }) => inner(wrapped),
            Some(Body::Enum { .. }) => Type::String,
            None => Type::Unknown((*name).to_owned()),
        },
    }
}

/// How deep types within types are followed.
pub(crate) const DEPTH: usize = 64;

/// The way through a body, from its root to every field.
pub(crate) struct Walk<'i, 't> {
    pub(crate) items: &'i Items<'t>,
    pub(crate) problems: &'i mut Vec<Problem>,
    pub(crate) elements: &'i mut Vec<Element>,
    /// The structs on the way down: one that is open is not entered again.
    open: Vec<&'t str>,
}

impl<'i, 't> Walk<'i, 't> {
    /// A walk that adds elements and problems to these.
    pub(crate) fn new(items: &'i Items<'t>, problems: &'i mut Vec<Problem>, elements: &'i mut Vec<Element>) -> Self {
        Self { items, problems, elements, open: Vec::new() }
    }

    /// States the type and the rules of a value on its element.
    pub(crate) fn value(&mut self, facts: &mut Facts, ty: &'i RustType<'t>, bullets: &'i Bullets) {
        let wire = wire_type(self.items, ty, DEPTH);
        if let Type::Unknown(name) = wire.innermost()
            && !self.items.is_incomplete
            && !self.items.broken.contains(name.as_str())
        {
            self.refuse(&ty.at, format!("expected a type that is defined here, but found `{name}`"));
        }
        facts.set(Aspect::Type, Value::Type(wire), ty.at.clone(), Basis::Declared);
        self.rules(facts, ty, bullets, &[]);
    }

    /// States what the type and the documentation say beside the type, about what lies `into` the documented value.
    fn rules(&mut self, facts: &mut Facts, ty: &'i RustType<'t>, bullets: &'i Bullets, into: &[Segment]) {
        let mut takes_null = false;
        let mut ty = ty;
        loop {
            match &ty.shape {
                Shape::Option(inner) => {
                    takes_null = true;
                    ty = inner;
                }
                Shape::Any => {
                    takes_null = true;
                    break;
                }
                Shape::Named(name) => {
                    let Some(definition) = self.items.types.get(name) else { break };
                    self.definition(facts, definition);
                    let Body::Newtype { inner, .. } = &definition.body else { break };
                    ty = inner;
                }
                _ => break,
            }
        }
        let wire = wire_type(self.items, ty, DEPTH);
        for fact in bullets.facts().iter().filter(|fact| fact.into == into) {
            if fact.aspect == Aspect::Nullable && !takes_null {
                self.refuse(&fact.at, "expected a type that takes `null`, as this says".to_owned());
            }
            state(facts, fact, &wire);
        }
    }

    /// What the definition of a type says about each of its values.
    fn definition(&mut self, facts: &mut Facts, definition: &'i Definition<'t>) {
        let mut coded = Facts::default();
        let own = self.items.implemented.get(definition.name);
        if let Body::Enum { open, .. } = definition.body {
            let words = own.into_iter().flat_map(|own| own.of_enum.words());
            let words: Vec<String> = words.map(|word| word.text.clone().into_owned()).collect();
            // Code that cannot be read is a problem already.
            if !words.is_empty() {
                coded.set(Aspect::Values, Value::List(words), definition.at.clone(), Basis::Declared);
            }
            if !open {
                let message = format!("`{}` refuses what it does not know", definition.name);
                let problem = Problem::error("closed-enum", definition.at.clone(), message);
                self.problems
                    .push(problem.help("an enum keeps any other value as it came: run `cargo xtask generate`"));
            }
        }
        for (aspect, limit, at) in own.into_iter().flat_map(|own| &own.limits) {
            coded.set(*aspect, Value::Number((*limit).into()), at.clone(), Basis::Declared);
        }
        let in_code: &[Aspect] = match definition.body {
            Body::Enum { .. } if coded.get(Aspect::Values).is_some() => &LISTED,
            Body::Newtype { private: true, .. } => &CHECKED,
            Body::Newtype { .. } | Body::Struct { .. } | Body::Enum { .. } => &[],
        };
        let is_nothing = |fact: &Stated| fact.aspect == Aspect::MinLength && fact.value == Value::Number(0.into());
        for &aspect in in_code {
            let said = definition.bullets.get(&[], aspect).filter(|fact| !is_nothing(fact));
            let done = coded.get(aspect);
            if said.map(|fact| &fact.value) != done.map(|fact| &fact.value) {
                let words = |value: Option<&Value>| value.map_or("nothing".to_owned(), |value| format!("`{value}`"));
                let message = format!(
                    "the documentation of `{}` says {} about {aspect}, and its code {}",
                    definition.name,
                    words(said.map(|fact| &fact.value)),
                    words(done.map(|fact| &fact.value)),
                );
                let at = said.map(|fact| &fact.at).or(done.map(|fact| &fact.at)).unwrap_or(&definition.at);
                let problem = Problem::error(UNREAD, at.clone(), message).help(REGENERATE);
                self.problems.push(match done {
                    Some(done) if done.at != *at => problem.related(done.at.clone(), "the code"),
                    _ => problem,
                });
            }
        }
        let wire = match &definition.body {
            Body::Struct { .. } => Type::Object(None),
            Body::Newtype { inner, .. } => wire_type(self.items, inner, DEPTH),
            Body::Enum { .. } => Type::String,
        };
        for fact in definition.bullets.facts().iter().filter(|fact| fact.into.is_empty()) {
            state(facts, fact, &wire);
        }
        for (aspect, fact) in coded.iter() {
            facts.set(aspect, fact.value.clone(), fact.at.clone(), Basis::Declared);
        }
    }

    /// Adds everything below a value.
    pub(crate) fn below(&mut self, root: &Address, path: &FieldPath, ty: &'i RustType<'t>, bullets: &'i Bullets) {
        self.inside(root, path, ty, bullets, &[]);
    }

    fn inside(
        &mut self,
        root: &Address,
        path: &FieldPath,
        ty: &'i RustType<'t>,
        bullets: &'i Bullets,
        into: &[Segment],
    ) {
        match &ty.shape {
            Shape::Option(inner) => self.inside(root, path, inner, bullets, into),
            Shape::List(item) => self.inner(root, &path.item(), item, bullets, into, Segment::Item),
            Shape::Map(value) => self.inner(root, &path.value(), value, bullets, into, Segment::Value),
            Shape::Named(name) => {
                let Some((name, definition)) = self.items.types.get_key_value(name) else { return };
                if self.open.contains(name) {
                    return;
                }
                self.open.push(name);
                match &definition.body {
                    Body::Struct { fields, .. } => fields.iter().for_each(|field| self.field(root, path, field)),
                    Body::Newtype { inner, .. } => self.inside(root, path, inner, &definition.bullets, &[]),
                    Body::Enum { .. } => {}
                }
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
        ty: &'i RustType<'t>,
        bullets: &'i Bullets,
        into: &[Segment],
        segment: Segment,
    ) {
        let into: Vec<Segment> = into.iter().cloned().chain([segment]).collect();
        let mut element = Element::new(root.with_path(path.clone()), ty.at.clone());
        self.rules(&mut element.facts, ty, bullets, &into);
        if !element.facts.is_empty() {
            self.elements.push(element);
        }
        self.inside(root, path, ty, bullets, &into);
    }

    fn field(&mut self, root: &Address, path: &FieldPath, field: &'i Field<'t>) {
        let path = path.field(field.key.clone());
        let mut element = Element::new(root.with_path(path.clone()), field.at.clone());
        let presence = match field.absent {
            Absent::Refused => contract::Presence::Required,
            Absent::Empty => contract::Presence::Optional,
        };
        element.facts.set(Aspect::Presence, Value::Presence(presence), field.absent_at.clone(), Basis::Declared);
        self.value(&mut element.facts, &field.ty, &field.bullets);
        element.words = Some(field.ty.to_string());
        let is_option = matches!(field.ty.shape, Shape::Option(_));
        if field.absent == Absent::Refused && is_option && !element.facts.flag(Aspect::Nullable) {
            self.refuse(&field.at, format!("expected `{}` to be documented as one that may be `null`", field.ident));
        }
        self.elements.push(element);
        self.below(root, &path, &field.ty, &field.bullets);
    }

    fn refuse(&mut self, at: &Place, message: String) {
        self.problems.push(Problem::error(UNREAD, at.clone(), message).help(REGENERATE));
    }
}

/// States the fact of a bullet. A default is text only where the value is.
fn state(facts: &mut Facts, fact: &Stated, wire: &Type) {
    let value = match (&fact.value, fact.aspect) {
        (Value::Text(text), Aspect::Default) => Value::Json(match wire {
            Type::String => text.clone().into(),
            _ => serde_json::from_str(text).unwrap_or_else(|_| text.clone().into()),
        }),
        (value, _) => value.clone(),
    };
    facts.set(fact.aspect, value, fact.at.clone(), Basis::Declared);
}
