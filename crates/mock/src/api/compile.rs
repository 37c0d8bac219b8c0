//! Elements of a contract to rules.

use std::collections::HashMap;

use contract::{Address, Aspect, Contract, Element, Fact, FieldPath, Place, Presence, Segment, Type, Value};
use regress::Regex;

use super::document::Schema;
use super::format::Format;
use super::number::Num;
use super::rule::{Kind, Member, NumberRules, Pattern, RecordId, Rule, RuleId, Rules, Stated, TextRules};

/// Compiles one body after the other into one arena.
pub(super) struct Body<'c, 'r> {
    rules: &'r mut Rules,
    elements: HashMap<&'c FieldPath, &'c Element>,
    /// The fields of what a path leads to, in order.
    fields: HashMap<&'c [Segment], Vec<(&'c str, &'c Element)>>,
    /// The named records on the way down, for those that lead back to one.
    open: Vec<(&'c str, RecordId)>,
}

/// The rule of a body, if the contract says that there is one. `schema` is where the document describes it.
pub(super) fn body(
    rules: &mut Rules,
    contract: &Contract,
    root: &Address,
    schema: Option<&Schema<'_>>,
) -> Option<RuleId> {
    let root_element = contract.get(root)?;
    let ty = root_element.facts.ty()?;
    let mut body = Body { rules, elements: HashMap::new(), fields: HashMap::new(), open: Vec::new() };
    for element in &contract.elements {
        let Some(path) = element.address.field_path().filter(|_| is_of(&element.address, root)) else { continue };
        body.elements.insert(path, element);
        if let Some((Segment::Field(name), outer)) = path.0.split_last() {
            body.fields.entry(outer).or_default().push((name, element));
        }
    }
    Some(body.value(&FieldPath::root(), ty, Some(root_element), &root_element.at, schema))
}

/// The rule of a parameter or of a header. What is said of the items of a list stands on the list itself.
pub(super) fn parameter(rules: &mut Rules, element: &Element, examples: &[&serde_json::Value]) -> RuleId {
    let mut rule = match element.facts.ty() {
        Some(Type::Array(item)) => {
            let item = rules.add(leaf(item, Some(element), &element.at, None));
            let (least, most) = (count(Some(element), Aspect::MinItems), count(Some(element), Aspect::MaxItems));
            let at = type_place(Some(element), &element.at);
            rule(Kind::List { item, least, most }, Some(element), at)
        }
        ty => leaf(ty.unwrap_or(&Type::String), Some(element), &element.at, None),
    };
    let examples = examples.iter().map(|example| (*example).clone());
    rule.samples = examples.chain(std::mem::take(&mut rule.samples)).collect();
    rules.add(rule)
}

/// Whether the element is a part of that body.
fn is_of(address: &Address, root: &Address) -> bool {
    match (address, root) {
        (Address::Request(_), Address::Request(_)) => true,
        (Address::Response(status, _), Address::Response(other, _)) => status == other,
        _ => false,
    }
}

impl<'c> Body<'c, '_> {
    /// `at` is the place of whatever holds the value, for one that has no element of its own.
    fn value(
        &mut self,
        path: &FieldPath,
        ty: &'c Type,
        element: Option<&'c Element>,
        at: &Place,
        schema: Option<&Schema<'_>>,
    ) -> RuleId {
        let at = element.map_or(at, |element| &element.at);
        let inner_at = type_place(element, at);
        let kind = match ty {
            Type::Array(item) => {
                let path = path.item();
                let own = self.elements.get(&path).copied();
                let items = schema.and_then(|schema| schema.below("items"));
                let item = self.value(&path, item, own, &inner_at, items.as_ref());
                Kind::List { item, least: count(element, Aspect::MinItems), most: count(element, Aspect::MaxItems) }
            }
            Type::Map(of) => {
                let path = path.value();
                let own = self.elements.get(&path).copied();
                let values = schema.and_then(|schema| schema.below("additionalProperties"));
                Kind::Map(self.value(&path, of, own, &inner_at, values.as_ref()))
            }
            Type::Object(name) => self.object(path, name.as_deref(), at, schema),
            _ => {
                let leaf = leaf(ty, element, at, schema);
                return self.rules.add(leaf);
            }
        };
        let mut rule = rule(kind, element, inner_at);
        rule.samples = samples(element, schema);
        self.rules.add(rule)
    }

    fn object(&mut self, path: &FieldPath, name: Option<&'c str>, at: &Place, schema: Option<&Schema<'_>>) -> Kind {
        let Some(fields) = self.fields.get(path.0.as_slice()).cloned() else {
            // Of an object that leads back to one on the way down, contracts state the type and nothing below it.
            let outer = self.open.iter().rev().find(|(open, _)| Some(*open) == name);
            return outer.map_or(Kind::Open, |(_, record)| Kind::Record(*record));
        };
        let id = self.rules.reserve(at);
        let depth = self.open.len();
        self.open.extend(name.map(|name| (name, id)));
        let members = fields.into_iter().map(|(name, element)| {
            let path = path.field(name);
            let schema = schema.and_then(|schema| schema.property(name));
            let ty = element.facts.ty().unwrap_or(&Type::Any);
            let rule = self.value(&path, ty, Some(element), &element.at, schema.as_ref());
            Member { name: name.to_owned(), rule, required: required(element) }
        });
        let members = members.collect();
        self.open.truncate(depth);
        self.rules.fill(id, members);
        Kind::Record(id)
    }
}

/// Where it is said that the element must be there, if it must.
pub(super) fn required(element: &Element) -> Option<Place> {
    let fact = element.facts.get(Aspect::Presence)?;
    (element.facts.presence() == Presence::Required).then(|| fact.at.clone())
}

fn type_place(element: Option<&Element>, at: &Place) -> Place {
    element.and_then(|element| element.facts.get(Aspect::Type)).map_or_else(|| at.clone(), |fact| fact.at.clone())
}

fn rule(kind: Kind, element: Option<&Element>, at: Place) -> Rule {
    let flag = |aspect| element.is_some_and(|element| element.facts.flag(aspect));
    let (is_nullable, is_secret) = (flag(Aspect::Nullable), flag(Aspect::Secret));
    Rule { kind, is_nullable, is_secret, is_masked: false, at, samples: Vec::new() }
}

/// The rule of a value that holds no other.
fn leaf(ty: &Type, element: Option<&Element>, at: &Place, schema: Option<&Schema<'_>>) -> Rule {
    let kind = match ty {
        Type::String => Kind::Text(Box::new(text(element))),
        Type::Integer(width) => {
            Kind::Number(Box::new(NumberRules { is_whole: true, width: *width, ..number(element) }))
        }
        Type::Number(bits) => Kind::Number(Box::new(NumberRules { is_single: *bits == Some(32), ..number(element) })),
        Type::Boolean => Kind::Boolean,
        Type::Binary => Kind::Bytes,
        Type::Object(_) | Type::Map(_) => Kind::Open,
        Type::Array(_) | Type::Any | Type::Unknown(_) => Kind::Any,
    };
    let mut rule = rule(kind, element, type_place(element, at));
    rule.samples = samples(element, schema);
    rule
}

/// What the documentation itself gives as a value.
fn samples(element: Option<&Element>, schema: Option<&Schema<'_>>) -> Vec<serde_json::Value> {
    let example = schema.and_then(|schema| schema.keyword("example")).cloned();
    let default = fact(element, Aspect::Default).and_then(|fact| match &fact.value {
        Value::Json(value) => Some(value.clone()),
        _ => None,
    });
    example.into_iter().chain(default).collect()
}

fn text(element: Option<&Element>) -> TextRules {
    TextRules {
        values: stated(element, Aspect::Values, |value| match value {
            Value::List(words) => Some(words.clone()),
            _ => None,
        }),
        least: count(element, Aspect::MinLength),
        most: count(element, Aspect::MaxLength),
        pattern: stated(element, Aspect::Pattern, |value| match value {
            // The spec refuses what is no pattern.
            Value::Text(source) => Some(Pattern { source: source.clone(), regex: regex(source)? }),
            _ => None,
        }),
        format: stated(element, Aspect::Format, |value| match value {
            Value::Text(name) => Format::of(name),
            _ => None,
        }),
    }
}

/// A pattern, in the form of ECMA-262 that knows kinds of characters (`\p{Lu}`) where it names one: the other one takes that
/// for the letter p.
fn regex(source: &str) -> Option<Regex> {
    let flags = if source.contains(r"\p{") || source.contains(r"\P{") { "u" } else { "" };
    Regex::with_flags(source, flags).or_else(|_| Regex::new(source)).ok()
}

fn number(element: Option<&Element>) -> NumberRules {
    let limit = |value: &Value| match value {
        Value::Number(number) => Some(Num::of(number)),
        _ => None,
    };
    NumberRules {
        is_whole: false,
        width: None,
        is_single: false,
        values: stated(element, Aspect::Values, |value| match value {
            Value::List(words) => Some(words.iter().filter_map(|word| Num::parse(word)).collect()),
            _ => None,
        }),
        least: stated(element, Aspect::Minimum, limit),
        most: stated(element, Aspect::Maximum, limit),
    }
}

fn count(element: Option<&Element>, aspect: Aspect) -> Option<Stated<u64>> {
    stated(element, aspect, |value| match value {
        Value::Number(number) => number.as_u64(),
        _ => None,
    })
}

fn fact(element: Option<&Element>, aspect: Aspect) -> Option<&Fact> {
    element?.facts.get(aspect)
}

fn stated<T>(element: Option<&Element>, aspect: Aspect, read: impl Fn(&Value) -> Option<T>) -> Option<Stated<T>> {
    let fact = fact(element, aspect)?;
    Some(Stated { value: read(&fact.value)?, at: fact.at.clone() })
}
