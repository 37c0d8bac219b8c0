//! A contract against the request that was generated from it: every rule is broken, and every limit is met exactly.

use contract::{Aspect, Contract, FieldPath, Presence, Type};
use evidence::position::{Kind, Position, Step, positions};
use evidence::requests::{self, Given, Request};
use evidence::schema::Schema;
use serde_json::{Value, json};

use crate::attempts::{Try, attempts};

/// What was tried, and where request and contract disagree.
#[derive(Debug, Default)]
pub(crate) struct Audit {
    /// Documented rules.
    pub(crate) rules: usize,
    /// Requests that break one, and were refused.
    pub(crate) refused: usize,
    /// Requests that go to a limit, and were not.
    pub(crate) passed: usize,
    /// Requests that break one which the caller allows by name.
    pub(crate) allowed: usize,
    pub(crate) disagreements: Vec<String>,
}

impl std::ops::AddAssign for Audit {
    fn add_assign(&mut self, other: Self) {
        self.rules += other.rules;
        self.refused += other.refused;
        self.passed += other.passed;
        self.allowed += other.allowed;
        self.disagreements.extend(other.disagreements);
    }
}

/// An argument, what is documented of it, and every place in a value that keeps to that.
pub(crate) struct Argument<'c> {
    /// Its address.
    pub(crate) name: &'static str,
    pub(crate) schema: Schema<'c>,
    pub(crate) value: Value,
    pub(crate) positions: Vec<Position>,
}

impl Argument<'_> {
    /// How a refused request names a place.
    fn path(&self, steps: &[Step]) -> String {
        let name = argument(self.name);
        let within = Position { steps: steps.to_vec(), documented: FieldPath::root(), kind: Kind::Any }.to_string();
        let dot = if matches!(steps.first(), Some(Step::Field(_))) { "." } else { "" };
        format!("{name}{dot}{within}")
    }
}

/// What a refused request calls the argument at an address.
pub(crate) fn argument(address: &str) -> &str {
    address.split_once(' ').map_or("body", |(_, name)| name)
}

/// A request that has everything and keeps every rule.
pub(crate) fn valid<'c>(request: &Request, contract: &'c Contract) -> (Vec<Argument<'c>>, Given) {
    let mut given = Given::default();
    let arguments = request.arguments.iter().map(|name| {
        let address = name.parse().unwrap_or_else(|err| panic!("{name}: {err}"));
        let element =
            contract.get(&address).unwrap_or_else(|| panic!("`{}` does not document {name}", request.operation));
        let schema = if *name == "request" { Schema::of(contract, name) } else { Schema::of_parameter(element) };
        // Bytes have no rules; these stand for a file.
        let value = if schema.ty(&FieldPath::root()) == Some(Type::Binary) { json!([1, 2]) } else { schema.document() };
        given.set(name, value.clone());
        let positions = positions(&schema, &value);
        Argument { name, schema, value, positions }
    });
    (arguments.collect(), given)
}

pub(crate) fn audit(request: &Request, contract: &Contract) -> Audit {
    let mut audit = Audit::default();
    let (arguments, given) = valid(request, contract);
    let told = |message: String| format!("{}: {message}", request.operation);
    if let Err(refused) = request.check(&given) {
        audit.disagreements.push(told(format!("a request that keeps every rule is refused: {refused}")));
        return audit;
    }
    for argument in &arguments {
        for attempt in attempts(argument, contract) {
            let (value, at) = match &attempt {
                Try::Break { value, at, .. } | Try::Keep { value, at } => (value, at),
            };
            let mut given = given.clone();
            put(&mut given, argument, at, value.as_ref());
            let path = argument.path(at);
            let shown = value.as_ref().map_or("nothing".to_owned(), ToString::to_string);
            match (attempt, request.check(&given)) {
                (Try::Keep { .. }, Ok(())) => audit.passed += 1,
                (Try::Keep { .. }, Err(refused)) => {
                    audit.disagreements.push(told(format!("`{path}` may be {shown}: {refused}")));
                }
                (Try::Break { says, .. }, Ok(())) => {
                    audit.disagreements.push(told(format!("`{path}` cannot be {shown}: {says}")));
                }
                (Try::Break { says, .. }, Err(refused)) => {
                    let message = refused.to_string();
                    let names =
                        refused.violations().iter().any(|found| found.path == path && found.rule.contains(&says));
                    if !names || !message.contains(&path) || !message.contains(&says) {
                        audit.disagreements.push(told(format!("`{path}` with {shown} is to say `{says}`: {refused}")));
                        continue;
                    }
                    audit.refused += 1;
                    let may_pass = refused.violations().iter().all(|violation| violation.can_be_allowed);
                    for spell in [str::to_owned, pattern as fn(&str) -> String] {
                        let mut given = given.clone();
                        refused.violations().iter().for_each(|violation| given.allow(&spell(&violation.path)));
                        assert_eq!(request.check(&given).is_ok(), may_pass, "{}: {refused}", request.operation);
                        audit.allowed += usize::from(may_pass);
                    }
                }
            }
        }
    }
    audit.rules = rules(request, contract);
    audit
}

/// `body.orders[0].lamp_id` without its numbers and keys.
fn pattern(path: &str) -> String {
    let mut out = String::new();
    let mut closing = None;
    for c in path.chars() {
        match (closing, c) {
            (Some(end), c) if c != end => {}
            (_, '[') => (closing, out) = (Some(']'), out + "["),
            (_, '{') => (closing, out) = (Some('}'), out + "{"),
            (_, c) => (closing, out) = (None, format!("{out}{c}")),
        }
    }
    out
}

fn put(given: &mut Given, argument: &Argument<'_>, at: &[Step], value: Option<&Value>) {
    let mut changed = argument.value.clone();
    let place = Position { steps: at.to_vec(), documented: FieldPath::root(), kind: Kind::Any };
    match value {
        None if at.is_empty() => return given.remove(argument.name),
        None => place.remove(&mut changed),
        Some(value) => {
            if let Some(place) = place.find_mut(&mut changed) {
                place.clone_from(value);
            }
        }
    }
    given.set(argument.name, changed);
}

/// How many rules are stated of what is sent.
fn rules(request: &Request, contract: &Contract) -> usize {
    use Aspect::{MaxItems, MaxLength, Maximum, MinItems, MinLength, Minimum, Pattern, Values};
    let sent = contract
        .elements
        .iter()
        .filter(|element| element.address.is_request() && !requests::is_of_the_runtime(element));
    let stated = sent.map(|element| {
        let aspects = [MinLength, MaxLength, Minimum, Maximum, MinItems, MaxItems, Pattern, Values];
        let stated = aspects.iter().filter(|aspect| element.facts.get(**aspect).is_some()).count();
        stated + usize::from(element.facts.presence() == Presence::Required)
    });
    // The path is a rule of every parameter in it.
    stated.sum::<usize>() + request.arguments.iter().filter(|name| name.starts_with("path ")).count()
}
