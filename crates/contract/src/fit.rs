//! Whether a JSON value fits what a contract says about a body.

use foldhash::{HashMap, HashMapExt, HashSet, HashSetExt};
use serde_json::Value as Json;

use crate::{Address, Aspect, Contract, Element, FieldPath, Presence, Segment, Type};

/// Where a JSON value does not fit a contract.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Misfit {
    /// The element it is about; for an unknown field, the address the field would have.
    pub address: Address,
    /// The aspect that is broken; `None` for a field that the contract does not know.
    pub aspect: Option<Aspect>,
    /// What is there and what should be, in a sentence without its full stop.
    pub message: String,
    /// The JSON pointer (RFC 6901) of the value in the body; of what is missing, that of the object that lacks it.
    pub pointer: String,
}

/// The way from the root of a body to a value in it, link by link: written out only where something does not fit.
#[derive(Clone, Copy)]
struct Trail<'t> {
    up: Option<&'t Trail<'t>>,
    step: Step<'t>,
}

#[derive(Clone, Copy)]
enum Step<'t> {
    Root,
    Field(&'t str),
    Item(usize),
}

impl<'t> Trail<'t> {
    const ROOT: Trail<'static> = Trail { up: None, step: Step::Root };

    fn down(&'t self, step: Step<'t>) -> Trail<'t> {
        Trail { up: Some(self), step }
    }

    fn pointer(&self) -> String {
        let mut steps = Vec::new();
        let mut at = Some(self);
        while let Some(trail) = at {
            match trail.step {
                Step::Root => {}
                Step::Field(name) => steps.push(name.replace('~', "~0").replace('/', "~1")),
                Step::Item(index) => steps.push(index.to_string()),
            }
            at = trail.up;
        }
        steps.iter().rev().fold(String::new(), |pointer, step| pointer + "/" + step)
    }
}

/// Every place where a body does not fit what the contract says below `root`.
///
/// `root` is [`Address::Request`] or [`Address::Response`] with the root path. A contract that says nothing about the
/// body, or [`Type::Any`], fits everything. The same misfit at several items of a list is told once.
pub fn fit(contract: &Contract, root: &Address, body: &Json) -> Vec<Misfit> {
    let Some(element) = contract.get(root) else { return Vec::new() };
    let Some(ty) = element.facts.ty() else { return Vec::new() };
    let mut fitting = Fitting::new(contract, root);
    fitting.value(element, ty, &FieldPath::root(), body, &Trail::ROOT);
    fitting.misfits
}

/// A body is as large as its author likes, and so is a contract: neither is gone through again for each part of the other.
struct Fitting<'c> {
    root: &'c Address,
    /// What is stated about the items of lists and the values of maps, by its path.
    inner: HashMap<&'c [Segment], &'c Element>,
    /// The fields of each object, by the path of the object.
    objects: HashMap<&'c [Segment], Object<'c>>,
    misfits: Vec<Misfit>,
    told: HashSet<(Address, Option<Aspect>)>,
}

/// The fields of one object.
#[derive(Default)]
struct Object<'c> {
    fields: HashMap<&'c str, (&'c FieldPath, &'c Element)>,
    /// The ones that must be there and have not been told as missing.
    required: Vec<(&'c str, &'c Element)>,
}

impl<'c> Fitting<'c> {
    fn new(contract: &'c Contract, root: &'c Address) -> Self {
        let (mut inner, mut objects) = (HashMap::new(), HashMap::<&[Segment], Object<'c>>::new());
        for element in &contract.elements {
            let path = match (root, &element.address) {
                (Address::Request(_), Address::Request(path)) => path,
                (Address::Response(status, _), Address::Response(of, path)) if of == status => path,
                _ => continue,
            };
            match path.0.split_last() {
                Some((Segment::Field(name), object)) => {
                    let object = objects.entry(object).or_default();
                    object.fields.entry(name).or_insert((path, element));
                    if element.facts.presence() == Presence::Required {
                        object.required.push((name, element));
                    }
                }
                _ => {
                    inner.entry(path.0.as_slice()).or_insert(element);
                }
            }
        }
        Self { root, inner, objects, misfits: Vec::new(), told: HashSet::new() }
    }

    /// Tells a misfit, unless it has been told.
    fn tell(&mut self, address: &Address, aspect: Option<Aspect>, trail: &Trail<'_>, message: impl FnOnce() -> String) {
        if self.told.insert((address.clone(), aspect)) {
            self.misfits.push(Misfit {
                address: address.clone(),
                aspect,
                message: message(),
                pointer: trail.pointer(),
            });
        }
    }

    /// Tells that a value does not fit a fact about it.
    fn misfit(&mut self, element: &Element, aspect: Aspect, trail: &Trail<'_>, message: impl FnOnce() -> String) {
        self.tell(&element.address, Some(aspect), trail, message);
    }

    /// `path` leads to the value; `element` states the facts about it, which for the items of a list is the list's.
    fn value(&mut self, element: &'c Element, ty: &Type, path: &FieldPath, value: &Json, trail: &Trail<'_>) {
        if value.is_null() {
            if !element.facts.flag(Aspect::Nullable) && !matches!(ty, Type::Any | Type::Unknown(_)) {
                self.misfit(element, Aspect::Nullable, trail, || {
                    "`null` is given where no witness allows it".to_owned()
                });
            }
            return;
        }
        match (ty, value) {
            (Type::Any | Type::Unknown(_) | Type::Binary, _) | (Type::Boolean, Json::Bool(_)) => {}
            (Type::String, Json::String(text)) => self.text(element, text, trail),
            (Type::Integer(_), Json::Number(number)) if number.is_i64() || number.is_u64() => {
                self.number(element, number, trail);
            }
            (Type::Number(_), Json::Number(number)) => self.number(element, number, trail),
            (Type::Array(item), Json::Array(items)) => {
                self.item_count(element, items.len(), trail);
                let path = path.item();
                let element = self.inner.get(path.0.as_slice()).copied().unwrap_or(element);
                for (index, value) in items.iter().enumerate() {
                    self.value(element, item, &path, value, &trail.down(Step::Item(index)));
                }
            }
            (Type::Map(of), Json::Object(fields)) => {
                let path = path.value();
                let element = self.inner.get(path.0.as_slice()).copied().unwrap_or(element);
                for (name, value) in fields {
                    self.value(element, of, &path, value, &trail.down(Step::Field(name)));
                }
            }
            (Type::Object(_), Json::Object(fields)) => self.object(path, fields, trail),
            (expected, found) => self.misfit(element, Aspect::Type, trail, || {
                format!("expected {}, but found {}", expected.shape(), json_kind(found))
            }),
        }
    }

    fn object(&mut self, path: &FieldPath, fields: &serde_json::Map<String, Json>, trail: &Trail<'_>) {
        // An object whose fields nobody lists takes any. It is put back when its fields have been gone through, none of which
        // leads back to it.
        let Some((object, mut stated)) = self.objects.remove_entry(path.0.as_slice()) else { return };
        for (name, value) in fields {
            match stated.fields.get(name.as_str()).copied() {
                Some((path, child)) => {
                    if let Some(ty) = child.facts.ty() {
                        self.value(child, ty, path, value, &trail.down(Step::Field(name)));
                    }
                }
                None => {
                    let address = self.root.with_path(path.field(name));
                    let message = || format!("`{name}` is given, but no row states it");
                    self.tell(&address, None, &trail.down(Step::Field(name)), message);
                }
            }
        }
        let (there, missing) = stated.required.into_iter().partition(|(name, _)| fields.contains_key(*name));
        stated.required = there;
        self.objects.insert(object, stated);
        for (name, child) in missing {
            self.misfit(child, Aspect::Presence, trail, || format!("`{name}` is required, but left out"));
        }
    }

    fn text(&mut self, element: &Element, text: &str, trail: &Trail<'_>) {
        if !text.is_empty() && text.bytes().all(|byte| byte == b'*') {
            return; // A masked secret stands for a text that nobody may see.
        }
        let facts = &element.facts;
        if let Some(values) = facts.list(Aspect::Values)
            && !values.iter().any(|value| value == text)
        {
            self.misfit(element, Aspect::Values, trail, || format!("`{text}` is none of {}", values.join(", ")));
        }
        let length = text.chars().count() as u64;
        if let Some(least) = facts.number(Aspect::MinLength).and_then(serde_json::Number::as_u64)
            && length < least
        {
            let message = || format!("{length} characters, but at least {least} are required");
            self.misfit(element, Aspect::MinLength, trail, message);
        }
        if let Some(most) = facts.number(Aspect::MaxLength).and_then(serde_json::Number::as_u64)
            && length > most
        {
            let message = || format!("{length} characters, but at most {most} are allowed");
            self.misfit(element, Aspect::MaxLength, trail, message);
        }
        if facts.text(Aspect::Format) == Some("uuid") && !is_uuid(text) {
            self.misfit(element, Aspect::Format, trail, || format!("`{text}` is no UUID"));
        }
    }

    fn number(&mut self, element: &Element, number: &serde_json::Number, trail: &Trail<'_>) {
        let facts = &element.facts;
        let Some(value) = number.as_f64() else { return };
        if let Some(values) = facts.list(Aspect::Values)
            && !values.contains(&number.to_string())
        {
            self.misfit(element, Aspect::Values, trail, || format!("`{number}` is none of {}", values.join(", ")));
        }
        if let Some(least) = facts.number(Aspect::Minimum).and_then(serde_json::Number::as_f64)
            && value < least
        {
            let message = || format!("{number} is less than the least value, {least}");
            self.misfit(element, Aspect::Minimum, trail, message);
        }
        if let Some(most) = facts.number(Aspect::Maximum).and_then(serde_json::Number::as_f64)
            && value > most
        {
            let message = || format!("{number} is more than the greatest value, {most}");
            self.misfit(element, Aspect::Maximum, trail, message);
        }
    }

    fn item_count(&mut self, element: &Element, count: usize, trail: &Trail<'_>) {
        let limit = |aspect| element.facts.number(aspect).and_then(serde_json::Number::as_u64);
        if limit(Aspect::MinItems).is_some_and(|least| (count as u64) < least) {
            self.misfit(element, Aspect::MinItems, trail, || format!("{count} items are fewer than allowed"));
        }
        if limit(Aspect::MaxItems).is_some_and(|most| (count as u64) > most) {
            self.misfit(element, Aspect::MaxItems, trail, || format!("{count} items are more than allowed"));
        }
    }
}

/// 8-4-4-4-12 hexadecimal digits.
fn is_uuid(text: &str) -> bool {
    let groups: Vec<&str> = text.split('-').collect();
    groups.iter().map(|group| group.len()).eq([8, 4, 4, 4, 12])
        && groups.iter().all(|group| group.bytes().all(|b| b.is_ascii_hexdigit()))
}

fn json_kind(value: &Json) -> &'static str {
    match value {
        Json::Null => "null",
        Json::Bool(_) => "a boolean",
        Json::Number(number) if number.is_f64() => "a number with a fraction",
        Json::Number(_) => "an integer",
        Json::String(_) => "a string",
        Json::Array(_) => "an array",
        Json::Object(_) => "an object",
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::{Basis, Place, Status, Value, Witness};

    fn contract(fields: &[(&str, Aspect, Value)]) -> Contract {
        let mut contract = Contract::new(Witness::Spec, "spec");
        for (address, aspect, value) in fields {
            let address: Address = address.parse().unwrap();
            if contract.get(&address).is_none() {
                contract.elements.push(Element::new(address.clone(), Place::file("spec")));
            }
            let element = contract.get_mut(&address).unwrap();
            element.facts.set(*aspect, value.clone(), Place::file("spec"), Basis::Declared);
        }
        contract
    }

    fn ty(text: &str) -> Value {
        Value::Type(text.parse().unwrap())
    }

    fn jobs() -> Contract {
        contract(&[
            ("request", Aspect::Type, ty("object")),
            ("request jobs", Aspect::Type, ty("array<object(Job)>")),
            ("request jobs", Aspect::Presence, Value::Presence(Presence::Required)),
            ("request jobs[].id", Aspect::Type, ty("string")),
            ("request jobs[].id", Aspect::Format, Value::Text("uuid".into())),
            ("request jobs[].mode", Aspect::Type, ty("string")),
            ("request jobs[].mode", Aspect::Values, Value::List(vec!["all".into(), "target".into()])),
        ])
    }

    fn told(contract: &Contract, body: Json) -> Vec<String> {
        let root = Address::Request(FieldPath::root());
        fit(contract, &root, &body).into_iter().map(|m| format!("{}: {}", m.address, m.message)).collect()
    }

    #[test]
    fn a_body_that_keeps_every_fact_fits() {
        let body = json!({"jobs": [{"id": "b21989ec-2889-4b8e-99db-19c073425ec2", "mode": "all"}]});
        assert!(told(&jobs(), body).is_empty());
    }

    #[test]
    fn each_broken_fact_is_told_once_with_its_address() {
        let body =
            json!({"jobs": [{"id": "no-uuid", "mode": "some", "extra": 1}, {"id": 7, "mode": null}, {"id": "x"}]});
        assert_eq!(
            told(&jobs(), body),
            [
                "request jobs[].id: `no-uuid` is no UUID",
                "request jobs[].mode: `some` is none of all, target",
                "request jobs[].extra: `extra` is given, but no row states it",
                "request jobs[].id: expected string, but found an integer",
                "request jobs[].mode: `null` is given where no witness allows it",
            ]
        );
    }

    #[test]
    fn a_misfit_points_at_the_very_value() {
        let root = Address::Request(FieldPath::root());
        let body = json!({"jobs": [{"mode": "all"}, {"mode": "some", "a/b": 1}]});
        let pointers: Vec<String> = fit(&jobs(), &root, &body).into_iter().map(|misfit| misfit.pointer).collect();
        assert_eq!(pointers, ["/jobs/1/mode", "/jobs/1/a~1b"].map(str::to_owned), "fields are in the body's order");
        assert!(pointers.iter().all(|pointer| body.pointer(pointer).is_some()));
    }

    #[test]
    fn a_masked_secret_fits_every_rule_of_a_text() {
        assert!(told(&jobs(), json!({"jobs": [{"id": "******", "mode": "all"}]})).is_empty());
    }

    #[test]
    fn a_missing_required_field_is_told() {
        assert_eq!(told(&jobs(), json!({})), ["request jobs: `jobs` is required, but left out"]);
    }

    #[test]
    fn lists_of_lists_and_maps_are_followed_to_their_innermost_values() {
        let contract = contract(&[
            ("request", Aspect::Type, ty("map<array<array<integer>>>")),
            ("request {}", Aspect::MaxItems, Value::Number(2.into())),
            ("request {}[][]", Aspect::Maximum, Value::Number(9.into())),
        ]);
        assert!(told(&contract, json!({"a": [[1, 2], []], "b": []})).is_empty());
        assert_eq!(
            told(&contract, json!({"a": [[1, 10], [], ["1"]]})),
            [
                "request {}: 3 items are more than allowed",
                "request {}[][]: 10 is more than the greatest value, 9",
                "request {}[][]: expected integer, but found a string",
            ]
        );
    }

    #[test]
    fn a_type_that_holds_itself_is_judged_as_deep_as_it_is_stated() {
        let contract = contract(&[
            ("request", Aspect::Type, ty("object(Book)")),
            ("request title", Aspect::Type, ty("string")),
            ("request about", Aspect::Type, ty("object(Book)")),
        ]);
        assert_eq!(
            told(&contract, json!({"title": 1, "about": {"title": 2, "about": {"any": [{}]}}})),
            ["request title: expected string, but found an integer"]
        );
        assert_eq!(told(&contract, json!({"about": 1})), ["request about: expected object, but found an integer"]);
    }

    #[test]
    fn a_body_nobody_describes_takes_anything() {
        let contract = contract(&[("400", Aspect::Type, ty("any"))]);
        let root = Address::Response(Status::Code(400), FieldPath::root());
        assert!(fit(&contract, &root, &json!([1, null])).is_empty());
    }
}
