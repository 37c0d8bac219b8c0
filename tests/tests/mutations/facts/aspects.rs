//! Faults in a single fact: changed, dropped, added.

use contract::{Address, Aspect, Basis, Contract, Element, Presence, Type, Value};

use super::{Mutant, Operator};

/// Every kind of fault in a fact.
pub(crate) const OPERATORS: &[Operator] = &[
    ("flip presence", |page| vary(page, Aspect::Presence, &["presence"], presence)),
    ("change type", |page| of_types(page, types)),
    ("change width", |page| of_types(page, widths)),
    ("drop type", |page| of_types(page, |e, ty| ty.filter(|_| !is_request(e)).map(|_| None).into_iter().collect())),
    ("add body", |page| of_types(page, bodies)),
    ("change values", |page| vary(page, Aspect::Values, &["values"], |_, value| lists(value))),
    ("add values", |page| vary(page, Aspect::Values, &["values"], |e, v| added(e, v, is_text, list(&["on"])))),
    ("change default", |page| vary(page, Aspect::Default, &["default"], |_, value| texts(value))),
    ("add default", |page| vary(page, Aspect::Default, &["default"], |e, v| added(e, v, is_text, json("on")))),
    ("change limit", |page| of_limits(page, |_, _, value| numbers(value))),
    ("add limit", |page| of_limits(page, |aspect, e, v| added(e, v, |e| takes(e, aspect), Value::Number(1.into())))),
    ("add pattern", |page| vary(page, Aspect::Pattern, &["limits"], |e, v| added(e, v, is_text, text("^a$")))),
    ("change format", |page| vary(page, Aspect::Format, &["format", "expired-quirk"], |_, value| texts(value))),
    ("add format", |page| vary(page, Aspect::Format, &["format"], |e, v| added(e, v, is_text, text("date")))),
    ("flip nullable", |page| vary(page, Aspect::Nullable, &["nullable"], flags)),
    ("flip deprecated", |page| vary(page, Aspect::Deprecated, &["deprecated"], deprecated)),
    ("change media type", |page| vary(page, Aspect::MediaType, &["media-type"], |_, value| texts(value))),
    ("change states", |page| of_states(page, |_, value| lists(value))),
    ("add states", |page| of_states(page, |e, v| added(e, v, is_operation, list(&["BUSY"])))),
    ("change method", |page| vary(page, Aspect::Method, &["operation"], methods)),
    ("change path", |page| vary(page, Aspect::Path, &["operation"], paths)),
    ("change operation id", |page| {
        let changed = |element: &Element, _: Option<&Value>| {
            if is_operation(element) { vec![Some(text("OtherOperation"))] } else { vec![] }
        };
        let mut mutants = vary(page, Aspect::OperationId, &["operation"], changed);
        // An edition may be silent about the name: only what it states can contradict the other.
        mutants.iter_mut().for_each(|mutant| mutant.alone = &["editions", "operation"]);
        mutants
    }),
];

/// A mutant for every other value (`None`: no value) that `variants` gives for a fact of an element.
fn vary(
    page: &Contract,
    aspect: Aspect,
    rules: &'static [&'static str],
    variants: impl Fn(&Element, Option<&Value>) -> Vec<Option<Value>>,
) -> Vec<Mutant> {
    let mut mutants = Vec::new();
    for (index, element) in page.elements.iter().enumerate() {
        let stated = element.facts.get(aspect);
        for value in variants(element, stated.map(|fact| &fact.value)) {
            let mut page = page.clone();
            let facts = &mut page.elements[index].facts;
            let shown = value.as_ref().map_or_else(|| "nothing".to_owned(), ToString::to_string);
            match value {
                Some(value) => {
                    let (at, basis) = stated.map_or((&element.at, Basis::Column), |fact| (&fact.at, fact.basis));
                    facts.set(aspect, value, at.clone(), basis);
                }
                None => drop(facts.remove(aspect)),
            }
            let what = format!("{}: {aspect} -> {shown}", element.address);
            mutants.push(Mutant { page, what, address: element.address.clone(), rules, alone: &["editions"] });
        }
    }
    mutants
}

/// The type of a response as a whole is its body, for which there is a rule of its own.
fn of_types(page: &Contract, variants: impl Fn(&Element, Option<&Type>) -> Vec<Option<Type>>) -> Vec<Mutant> {
    let of = |response: bool, rules| {
        vary(page, Aspect::Type, rules, |element, _| match is_response(element) == response {
            true => variants(element, element.facts.ty()).into_iter().map(|ty| ty.map(Value::Type)).collect(),
            false => vec![],
        })
    };
    [of(false, &["type"]), of(true, &["body"])].concat_all()
}

fn of_limits(
    page: &Contract,
    variants: impl Fn(Aspect, &Element, Option<&Value>) -> Vec<Option<Value>>,
) -> Vec<Mutant> {
    use Aspect::{MaxItems, MaxLength, Maximum, MinItems, MinLength, Minimum};
    let limits = [MinLength, MaxLength, Minimum, Maximum, MinItems, MaxItems];
    limits.map(|aspect| vary(page, aspect, &["limits"], |e, v| variants(aspect, e, v))).concat_all()
}

fn of_states(page: &Contract, variants: impl Fn(&Element, Option<&Value>) -> Vec<Option<Value>>) -> Vec<Mutant> {
    [Aspect::CallableIn, Aspect::DoneWhen].map(|aspect| vary(page, aspect, &["states"], &variants)).concat_all()
}

/// Mutants are no `Clone`, which `concat` asks for.
trait ConcatAll {
    fn concat_all(self) -> Vec<Mutant>;
}

impl<const N: usize> ConcatAll for [Vec<Mutant>; N] {
    fn concat_all(self) -> Vec<Mutant> {
        self.into_iter().flatten().collect()
    }
}

fn is_operation(element: &Element) -> bool {
    element.address == Address::Operation
}

fn is_response(element: &Element) -> bool {
    matches!(&element.address, Address::Response(_, path) if path.is_root())
}

/// The request body as a whole: its fields say that it is an object, whether or not a page says it of the whole.
fn is_request(element: &Element) -> bool {
    matches!(&element.address, Address::Request(path) if path.is_root())
}

/// A parameter or a field: what a caller or the service gives a value to.
fn is_value(element: &Element) -> bool {
    let root = element.address.field_path().is_some_and(contract::FieldPath::is_root);
    !is_operation(element) && !root
}

fn is_text(element: &Element) -> bool {
    is_value(element) && element.facts.ty() == Some(&Type::String)
}

fn takes(element: &Element, limit: Aspect) -> bool {
    let fitting = match limit {
        Aspect::MinLength | Aspect::MaxLength => matches!(element.facts.ty(), Some(Type::String)),
        Aspect::MinItems | Aspect::MaxItems => matches!(element.facts.ty(), Some(Type::Array(_))),
        _ => matches!(element.facts.ty(), Some(Type::Integer(_) | Type::Number(_))),
    };
    is_value(element) && fitting
}

fn text(word: &str) -> Value {
    Value::Text(word.to_owned())
}

fn json(word: &str) -> Value {
    Value::Json(word.into())
}

fn list(words: &[&str]) -> Value {
    Value::List(words.iter().map(|word| (*word).to_owned()).collect())
}

/// The value, where nothing is stated and something of the kind may be.
fn added(element: &Element, value: Option<&Value>, fits: impl Fn(&Element) -> bool, new: Value) -> Vec<Option<Value>> {
    if value.is_none() && fits(element) { vec![Some(new)] } else { vec![] }
}

fn presence(element: &Element, value: Option<&Value>) -> Vec<Option<Value>> {
    let flipped = match value {
        Some(Value::Presence(Presence::Required)) => Presence::Optional,
        Some(_) => Presence::Required,
        None if is_value(element) => Presence::Required,
        None => return vec![],
    };
    vec![Some(Value::Presence(flipped))]
}

fn types(_: &Element, ty: Option<&Type>) -> Vec<Option<Type>> {
    let others = match ty {
        None => return vec![],
        Some(Type::String) => vec![Type::Integer(None), Type::Boolean, Type::array(Type::String), Type::Object(None)],
        Some(Type::Array(item)) => vec![(**item).clone(), Type::array(Type::Boolean), Type::String],
        Some(Type::Object(_)) => vec![Type::String, Type::array(Type::Object(None))],
        Some(_) => vec![Type::String, Type::array(Type::Integer(None))],
    };
    others.into_iter().map(Some).collect()
}

fn widths(_: &Element, ty: Option<&Type>) -> Vec<Option<Type>> {
    let Some(Type::Integer(_)) = ty else { return vec![] };
    let others = [Type::int(32), Type::int(64), Type::Number(None)].into_iter().filter(|other| Some(other) != ty);
    others.map(Some).collect()
}

fn bodies(element: &Element, ty: Option<&Type>) -> Vec<Option<Type>> {
    if ty.is_none() && is_response(element) { vec![Some(Type::Object(None))] } else { vec![] }
}

/// Each value dropped and changed, one added, and no list at all.
fn lists(value: Option<&Value>) -> Vec<Option<Value>> {
    let Some(Value::List(words)) = value else { return vec![] };
    let mut variants = vec![None, Some(Value::List([words.clone(), vec!["added".to_owned()]].concat()))];
    for index in 0..words.len() {
        let (mut fewer, mut other) = (words.clone(), words.clone());
        fewer.remove(index);
        other[index].push_str("_x");
        variants.extend([fewer, other].map(|words| Some(Value::List(words))));
    }
    variants
}

fn texts(value: Option<&Value>) -> Vec<Option<Value>> {
    match value {
        Some(Value::Text(word)) => vec![None, Some(text(&format!("{word}x")))],
        Some(Value::Json(word)) => vec![None, Some(json(&format!("{}x", word.as_str().unwrap_or_default())))],
        _ => vec![],
    }
}

fn numbers(value: Option<&Value>) -> Vec<Option<Value>> {
    let Some(Value::Number(number)) = value else { return vec![] };
    let by = |step: i64| match (number.as_i64(), number.as_f64()) {
        (Some(whole), _) => Some((whole + step).into()),
        (None, Some(part)) => serde_json::Number::from_f64(part + step as f64),
        (None, None) => None,
    };
    [1, -1].into_iter().filter_map(by).map(|other| Some(Value::Number(other))).chain([None]).collect()
}

fn flags(element: &Element, value: Option<&Value>) -> Vec<Option<Value>> {
    match value {
        Some(_) => vec![None],
        None => added(element, value, is_value, Value::Flag(true)),
    }
}

fn deprecated(element: &Element, value: Option<&Value>) -> Vec<Option<Value>> {
    added(element, value, |element| is_operation(element) || is_value(element), Value::Flag(true))
}

fn methods(_: &Element, value: Option<&Value>) -> Vec<Option<Value>> {
    let Some(Value::Text(method)) = value else { return vec![] };
    ["GET", "POST", "PUT", "PATCH", "DELETE"]
        .into_iter()
        .filter(|other| other != method)
        .map(|m| Some(text(m)))
        .collect()
}

/// Each segment changed, and each dropped.
fn paths(_: &Element, value: Option<&Value>) -> Vec<Option<Value>> {
    let Some(Value::Text(path)) = value else { return vec![] };
    let segments: Vec<&str> = path.split('/').skip(1).collect();
    let mut variants = Vec::new();
    for index in 0..segments.len() {
        let (mut fewer, mut other) = (segments.clone(), segments.clone());
        fewer.remove(index);
        let changed = format!("{}x", segments[index]);
        other[index] = &changed;
        variants.extend([fewer, other].map(|segments| Some(text(&format!("/{}", segments.join("/"))))));
    }
    variants
}
