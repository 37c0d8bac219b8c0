//! Whether a JSON value fits what a contract says about a body.

use serde_json::Value as Json;

use crate::{Address, Aspect, Contract, Element, FieldPath, Presence, Type};

/// Where a JSON value does not fit a contract.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Misfit {
    /// The element it is about; for an unknown field, the address the field would have.
    pub address: Address,
    /// The aspect that is broken; `None` for a field that the contract does not know.
    pub aspect: Option<Aspect>,
    /// What is there and what should be, in a sentence without its full stop.
    pub message: String,
}

/// Every place where a body does not fit what the contract says below `root`.
///
/// `root` is [`Address::Request`] or [`Address::Response`] with the root path. A contract that says nothing about the
/// body, or [`Type::Any`], fits everything. The same misfit at several items of a list is told once.
pub fn fit(contract: &Contract, root: &Address, body: &Json) -> Vec<Misfit> {
    let mut misfits = Vec::new();
    let Some(element) = contract.get(root) else { return misfits };
    let Some(ty) = element.facts.ty() else { return misfits };
    let fitting = Fitting { contract, root };
    fitting.value(element, ty, &FieldPath::root(), body, &mut misfits);
    let mut told = Vec::new();
    misfits.retain(|misfit| {
        let new = !told.contains(&(misfit.address.clone(), misfit.aspect));
        if new {
            told.push((misfit.address.clone(), misfit.aspect));
        }
        new
    });
    misfits
}

struct Fitting<'c> {
    contract: &'c Contract,
    root: &'c Address,
}

impl Fitting<'_> {
    fn at(&self, path: &FieldPath) -> Address {
        self.root.with_path(path.clone())
    }

    /// `path` leads to the value; `element` states the facts about it, which for the items of a list is the list's.
    fn value(&self, element: &Element, ty: &Type, path: &FieldPath, value: &Json, misfits: &mut Vec<Misfit>) {
        let mut misfit = |aspect, message| misfits.push(Misfit { address: element.address.clone(), aspect, message });
        if value.is_null() {
            if !element.facts.flag(Aspect::Nullable) && !matches!(ty, Type::Any | Type::Unknown(_)) {
                misfit(Some(Aspect::Nullable), "`null` is given where no witness allows it".to_owned());
            }
            return;
        }
        match (ty, value) {
            (Type::Any | Type::Unknown(_) | Type::Binary, _) | (Type::Boolean, Json::Bool(_)) => {}
            (Type::String, Json::String(text)) => self.text(element, text, misfits),
            (Type::Integer(_), Json::Number(number)) if number.is_i64() || number.is_u64() => {
                Self::number(element, number, misfits);
            }
            (Type::Number(_), Json::Number(number)) => Self::number(element, number, misfits),
            (Type::Array(item), Json::Array(items)) => {
                self.item_count(element, items.len(), misfits);
                let path = path.item();
                let element = self.contract.get(&self.at(&path)).unwrap_or(element);
                for value in items {
                    self.value(element, item, &path, value, misfits);
                }
            }
            (Type::Map(of), Json::Object(fields)) => {
                let path = path.value();
                let element = self.contract.get(&self.at(&path)).unwrap_or(element);
                for value in fields.values() {
                    self.value(element, of, &path, value, misfits);
                }
            }
            (Type::Object(_), Json::Object(fields)) => self.object(path, fields, misfits),
            (expected, found) => {
                misfit(Some(Aspect::Type), format!("expected {}, but found {}", expected.shape(), json_kind(found)))
            }
        }
    }

    fn object(&self, path: &FieldPath, fields: &serde_json::Map<String, Json>, misfits: &mut Vec<Misfit>) {
        let children: Vec<&Element> = self
            .contract
            .elements
            .iter()
            .filter(|element| is_child(element.address.field_path(), path) && self.same_body(&element.address))
            .collect();
        if children.is_empty() {
            return; // An object whose fields nobody lists takes any.
        }
        for (name, value) in fields {
            let address = self.at(&path.field(name));
            match children.iter().find(|child| child.address == address) {
                Some(child) => {
                    if let Some(ty) = child.facts.ty() {
                        self.value(child, ty, &path.field(name), value, misfits);
                    }
                }
                None => misfits.push(Misfit {
                    address,
                    aspect: None,
                    message: format!("`{name}` is given, but no row states it"),
                }),
            }
        }
        for child in children {
            let name = child.address.field_path().and_then(FieldPath::name).unwrap_or_default();
            if child.facts.presence() == Presence::Required && !fields.contains_key(name) {
                misfits.push(Misfit {
                    address: child.address.clone(),
                    aspect: Some(Aspect::Presence),
                    message: format!("`{name}` is required, but left out"),
                });
            }
        }
    }

    fn same_body(&self, address: &Address) -> bool {
        address.with_path(FieldPath::root()) == *self.root
    }

    fn text(&self, element: &Element, text: &str, misfits: &mut Vec<Misfit>) {
        if !text.is_empty() && text.bytes().all(|byte| byte == b'*') {
            return; // A masked secret stands for a text that nobody may see.
        }
        let facts = &element.facts;
        let mut misfit =
            |aspect, message| misfits.push(Misfit { address: element.address.clone(), aspect: Some(aspect), message });
        if let Some(values) = facts.list(Aspect::Values)
            && !values.iter().any(|value| value == text)
        {
            misfit(Aspect::Values, format!("`{text}` is none of {}", values.join(", ")));
        }
        let length = text.chars().count() as u64;
        if let Some(least) = facts.number(Aspect::MinLength).and_then(serde_json::Number::as_u64)
            && length < least
        {
            misfit(Aspect::MinLength, format!("{length} characters, but at least {least} are required"));
        }
        if let Some(most) = facts.number(Aspect::MaxLength).and_then(serde_json::Number::as_u64)
            && length > most
        {
            misfit(Aspect::MaxLength, format!("{length} characters, but at most {most} are allowed"));
        }
        if facts.text(Aspect::Format) == Some("uuid") && !is_uuid(text) {
            misfit(Aspect::Format, format!("`{text}` is no UUID"));
        }
    }

    fn number(element: &Element, number: &serde_json::Number, misfits: &mut Vec<Misfit>) {
        let facts = &element.facts;
        let mut misfit =
            |aspect, message| misfits.push(Misfit { address: element.address.clone(), aspect: Some(aspect), message });
        let Some(value) = number.as_f64() else { return };
        if let Some(values) = facts.list(Aspect::Values)
            && !values.contains(&number.to_string())
        {
            misfit(Aspect::Values, format!("`{number}` is none of {}", values.join(", ")));
        }
        if let Some(least) = facts.number(Aspect::Minimum).and_then(serde_json::Number::as_f64)
            && value < least
        {
            misfit(Aspect::Minimum, format!("{number} is less than the least value, {least}"));
        }
        if let Some(most) = facts.number(Aspect::Maximum).and_then(serde_json::Number::as_f64)
            && value > most
        {
            misfit(Aspect::Maximum, format!("{number} is more than the greatest value, {most}"));
        }
    }

    fn item_count(&self, element: &Element, count: usize, misfits: &mut Vec<Misfit>) {
        let mut misfit =
            |aspect, message| misfits.push(Misfit { address: element.address.clone(), aspect: Some(aspect), message });
        let limit = |aspect| element.facts.number(aspect).and_then(serde_json::Number::as_u64);
        if limit(Aspect::MinItems).is_some_and(|least| (count as u64) < least) {
            misfit(Aspect::MinItems, format!("{count} items are fewer than allowed"));
        }
        if limit(Aspect::MaxItems).is_some_and(|most| (count as u64) > most) {
            misfit(Aspect::MaxItems, format!("{count} items are more than allowed"));
        }
    }
}

/// Whether `path` is `parent` and one field more.
fn is_child(path: Option<&FieldPath>, parent: &FieldPath) -> bool {
    path.is_some_and(|path| {
        path.0.len() == parent.0.len() + 1
            && path.0.starts_with(&parent.0)
            && matches!(path.0.last(), Some(crate::Segment::Field(_)))
    })
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
