//! Every fact of every request, broken one at a time, is found exactly: its address, its aspect, its place.

use contract::{Address, Aspect, Contract, Element, FieldPath, ParameterIn, Place, Presence, Segment, Type};
use mock::api::{Api, Operation};
use serde_json::{Number, Value, json};

use crate::support::{Parts, api, bodies, fitting, operation, services, word};

/// What one value is replaced by, and what that breaks.
struct Fault {
    value: Value,
    aspect: Aspect,
}

#[test]
fn every_fact_of_a_body_is_kept() {
    let mut count = 0;
    for service in services() {
        let api = api(&service);
        for (info, contract) in service.operations.iter().zip(service.contracts()) {
            let operation = operation(&api, &info.stem);
            let Some(body) = bodies(&contract).swap_remove(0) else { continue };
            if contract.get(&"request".parse().unwrap()).and_then(|root| root.facts.ty()) == Some(&Type::Binary) {
                continue;
            }
            let case = Case { api: &api, operation, contract: &contract };
            for element in &contract.elements {
                if let Address::Request(path) = &element.address {
                    count += case.break_element(element, path, &body);
                }
            }
        }
    }
    assert!(count > 200, "{count}");
}

struct Case<'a> {
    api: &'a Api,
    operation: &'a Operation,
    contract: &'a Contract,
}

impl Case<'_> {
    /// Breaks every fact of an element; tells how many there are.
    fn break_element(&self, element: &Element, path: &FieldPath, body: &Value) -> usize {
        let ty = self.type_of(path);
        let mut body = body.clone();
        let mut way = Vec::new();
        self.make_way(&mut body, path, &mut way);
        let address = address(&way);
        self.expect(&body, &[], element);
        let value = at(&mut body, &way).clone();
        let mut count = 0;
        for fault in faults(element, &ty, &value) {
            let mut broken = body.clone();
            *at(&mut broken, &way) = fault.value;
            let place = place(element, fault.aspect).unwrap_or_else(|| self.type_place(path));
            self.expect(&broken, &[(address.clone(), Some(fault.aspect), place)], element);
            count += 1;
        }
        if element.facts.flag(Aspect::Nullable) {
            let mut null = body.clone();
            *at(&mut null, &way) = Value::Null;
            self.expect(&null, &[], element);
        }
        if element.facts.presence() == Presence::Required && !path.is_root() {
            let mut broken = body.clone();
            let (Step::Field(name), outer) = way.split_last().unwrap() else { panic!("only fields are required") };
            at(&mut broken, outer).as_object_mut().unwrap().remove(name);
            let place = place(element, Aspect::Presence).unwrap();
            self.expect(&broken, &[(address.clone(), Some(Aspect::Presence), place)], element);
            count += 1;
        }
        if matches!(ty, Type::Object(_)) && self.has_fields(path) {
            let mut broken = body.clone();
            at(&mut broken, &way)["no-such-field"] = json!(1);
            let address = format!("{address}{}no-such-field", if way.is_empty() { " " } else { "." });
            self.expect(&broken, &[(address, None, element.at.clone())], element);
            count += 1;
        }
        count
    }

    fn expect(&self, body: &Value, expected: &[(String, Option<Aspect>, Place)], element: &Element) {
        let checked = Parts::of(self.contract, Some(body)).check(self.api, self.operation);
        let told: Vec<_> =
            checked.broken.into_iter().map(|broken| (broken.address, broken.aspect, broken.at)).collect();
        assert_eq!(told, expected, "{} {}: {body}", self.operation.stem(), element.address);
    }

    fn element(&self, path: &FieldPath) -> Option<&Element> {
        self.contract.get(&Address::Request(path.clone()))
    }

    fn has_fields(&self, path: &FieldPath) -> bool {
        let is_below = |element: &&Element| {
            element.address.is_request()
                && element
                    .address
                    .field_path()
                    .is_some_and(|other| other.0.len() == path.0.len() + 1 && other.0.starts_with(&path.0))
        };
        self.contract.elements.iter().any(|element| is_below(&element))
    }

    /// The type of what a path leads to: that of its element, or what its list or map is of.
    fn type_of(&self, path: &FieldPath) -> Type {
        if let Some(ty) = self.element(path).and_then(|element| element.facts.ty()) {
            return ty.clone();
        }
        match self.type_of(&FieldPath(path.0[..path.0.len() - 1].to_vec())) {
            Type::Array(inner) | Type::Map(inner) => *inner,
            other => panic!("{path}: {other}"),
        }
    }

    /// Where the type of what a path leads to is stated; that of an item without an element of its own is at its list, and
    /// of one that has one, at itself.
    fn type_place(&self, path: &FieldPath) -> Place {
        let element = self.element(path).unwrap();
        place(element, Aspect::Type).unwrap_or_else(|| element.at.clone())
    }

    /// Leads to a part of the body, which is added if it is not there.
    fn make_way(&self, body: &mut Value, path: &FieldPath, way: &mut Vec<Step>) {
        let mut here = body;
        let mut so_far = FieldPath::root();
        for segment in &path.0 {
            so_far.0.push(segment.clone());
            let made = || {
                let element = self.element(&so_far);
                let ty = self.type_of(&so_far);
                element.map_or(json!({}), |element| fitting(self.contract, element, &ty))
            };
            here = match segment {
                Segment::Field(name) => {
                    way.push(Step::Field(name.clone()));
                    here.as_object_mut().unwrap().entry(name.clone()).or_insert_with(made)
                }
                Segment::Item => {
                    way.push(Step::Item);
                    let items = here.as_array_mut().unwrap();
                    if items.is_empty() {
                        items.push(made());
                    }
                    &mut items[0]
                }
                Segment::Value => {
                    let fields = here.as_object_mut().unwrap();
                    let key = fields.keys().next().cloned().unwrap_or_else(|| "key".to_owned());
                    way.push(Step::Key(key.clone()));
                    fields.entry(key).or_insert_with(made)
                }
            };
        }
    }
}

#[derive(Clone)]
enum Step {
    Field(String),
    Item,
    Key(String),
}

fn at<'v>(body: &'v mut Value, way: &[Step]) -> &'v mut Value {
    way.iter().fold(body, |value, step| match step {
        Step::Field(name) | Step::Key(name) => &mut value[name],
        Step::Item => &mut value[0],
    })
}

fn address(way: &[Step]) -> String {
    let mut address = "request".to_owned();
    for (index, step) in way.iter().enumerate() {
        let blank = if index == 0 { " " } else { "" };
        address += &match step {
            Step::Field(name) if index == 0 => format!(" {name}"),
            Step::Field(name) => format!(".{name}"),
            Step::Item => format!("{blank}[0]"),
            Step::Key(key) => format!("{blank}{{{key}}}"),
        };
    }
    address
}

fn place(element: &Element, aspect: Aspect) -> Option<Place> {
    let stated = match aspect {
        Aspect::Nullable => Aspect::Type,
        other => other,
    };
    element.facts.get(stated).map(|fact| fact.at.clone())
}

/// Every way to break what is stated about a value, each breaking one fact.
fn faults(element: &Element, ty: &Type, value: &Value) -> Vec<Fault> {
    let facts = &element.facts;
    let mut faults = Vec::new();
    let mut add = |aspect, value| faults.push(Fault { value, aspect });
    let wrong = match ty {
        Type::Any => return Vec::new(),
        Type::Array(_) => json!({}),
        Type::Object(_) | Type::Map(_) => json!([]),
        Type::Boolean => json!("true"),
        Type::String => json!(true),
        _ => json!("1"),
    };
    add(Aspect::Type, wrong);
    if !facts.flag(Aspect::Nullable) {
        add(Aspect::Nullable, Value::Null);
    }
    if let Type::Integer(width) = ty {
        add(Aspect::Type, json!(1.5));
        if let Some(width) = width {
            add(Aspect::Type, json!(2_f64.powi(i32::from(width.bits) - 1)));
        }
    }
    if facts.list(Aspect::Values).is_some() {
        add(Aspect::Values, if *ty == Type::String { json!("no-such-value") } else { json!(4711) });
    }
    let count = |aspect| facts.number(aspect).and_then(Number::as_u64).map(|count| count as usize);
    let text = value.as_str().unwrap_or_default();
    let long = |length: usize| json!(text.chars().cycle().take(length).collect::<String>());
    if let Some(least) = count(Aspect::MinLength).filter(|least| *least > 0) {
        add(Aspect::MinLength, long(least - 1));
    }
    if let Some(most) = count(Aspect::MaxLength) {
        add(Aspect::MaxLength, long(most + 1));
    }
    if facts.get(Aspect::Pattern).is_some() {
        add(Aspect::Pattern, json!("!".repeat(text.chars().count())));
    }
    if matches!(facts.text(Aspect::Format), Some("uuid" | "date-time")) {
        add(Aspect::Format, json!("2026-11-03"));
    }
    if let Some(least) = facts.number(Aspect::Minimum) {
        add(Aspect::Minimum, moved(least, -1));
    }
    if let Some(most) = facts.number(Aspect::Maximum) {
        add(Aspect::Maximum, moved(most, 1));
    }
    if let Some(least) = count(Aspect::MinItems).filter(|least| *least > 0) {
        add(Aspect::MinItems, value.as_array().unwrap()[..least - 1].into());
    }
    if let Some(most) = count(Aspect::MaxItems) {
        add(Aspect::MaxItems, vec![value[0].clone(); most + 1].into());
    }
    faults
}

fn moved(limit: &Number, by: i64) -> Value {
    limit.as_i64().map_or_else(|| json!(limit.as_f64().unwrap() + by as f64), |limit| json!(limit + by))
}

#[test]
fn every_fact_of_a_parameter_is_kept() {
    let mut count = 0;
    for service in services() {
        let api = api(&service);
        for (info, contract) in service.operations.iter().zip(service.contracts()) {
            let operation = operation(&api, &info.stem);
            let good = Parts::of(&contract, bodies(&contract)[0].as_ref());
            for element in &contract.elements {
                let Address::Parameter(location, name) = &element.address else { continue };
                // Who calls is judged elsewhere, and the media type has tests of its own.
                let is_ours = !name.eq_ignore_ascii_case("X-Auth-Token") && !name.eq_ignore_ascii_case("Content-Type");
                for (words, aspect, index) in word_faults(element).into_iter().filter(|_| is_ours) {
                    let mut parts = good.clone();
                    parts.set(*location, name, &words);
                    let index = index.map(|index| format!("[{index}]")).unwrap_or_default();
                    let checked = parts.check(&api, operation);
                    let told: Vec<_> = checked.broken.into_iter().map(|b| (b.address, b.aspect, b.at)).collect();
                    let at = place(element, aspect).unwrap();
                    assert_eq!(told, [(format!("{}{index}", element.address), Some(aspect), at)], "{words:?}");
                    count += 1;
                }
            }
        }
    }
    assert!(count > 40, "{count}");
}

/// Words that break one fact of a parameter, and which of them does.
fn word_faults(element: &Element) -> Vec<(Vec<String>, Aspect, Option<usize>)> {
    let facts = &element.facts;
    let Address::Parameter(location, _) = &element.address else { return Vec::new() };
    let ty = facts.ty().unwrap();
    let mut faults = Vec::new();
    let is_list = matches!(ty, Type::Array(_));
    let good = word(element);
    if facts.presence() == Presence::Required && *location != ParameterIn::Path {
        faults.push((vec![], Aspect::Presence, None));
    }
    if !is_list && *location != ParameterIn::Path {
        faults.push((vec![good.clone(), good.clone()], Aspect::Type, None));
    }
    let mut add = |word: Value, aspect| {
        let word = word.as_str().map_or_else(|| word.to_string(), str::to_owned);
        let words = if is_list { vec![good.clone(), word] } else { vec![word] };
        faults.push((words, aspect, is_list.then_some(1)));
    };
    // A word of a query is a text whatever it says, and a header trims it.
    let value = if *ty.innermost() == Type::String { json!(good) } else { good.parse().unwrap_or(Value::Null) };
    let mut item = element.clone();
    if is_list {
        item.facts.remove(Aspect::MinItems);
        item.facts.remove(Aspect::MaxItems);
    }
    for fault in self::faults(&item, ty.innermost(), &value) {
        let is_word = !matches!(fault.value, Value::Null | Value::Array(_) | Value::Object(_));
        let breaks_type = fault.aspect == Aspect::Type && (*ty.innermost() == Type::String || fault.value.is_string());
        let is_empty = fault.value == json!("") && *location == ParameterIn::Path;
        if is_word && !breaks_type && !is_empty {
            add(fault.value, fault.aspect);
        }
    }
    if *ty.innermost() != Type::String {
        add(json!("no-such-word"), Aspect::Type);
        add(json!("+1"), Aspect::Type);
    }
    if let Some(most) = facts.number(Aspect::MaxItems).and_then(Number::as_u64).filter(|_| is_list) {
        faults.push((vec![word(element); most as usize + 1], Aspect::MaxItems, None));
    }
    faults
}
