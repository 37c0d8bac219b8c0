//! What the pages of one service say against each other.

use std::collections::{BTreeMap, BTreeSet};

use contract::{Address, Aspect, Confidence, Contract, Defect, Element, FieldPath, Presence, Segment, Type};

use super::{Class, listed};

/// Contradictions between the contracts of one service: an endpoint that two pages describe differently, and an object
/// whose field has one type here and another there.
///
/// ```
/// let page = |ty: &str| format!("Robots\n======\n\nURI\n---\n\nGET /v1/robots?site={{site}}\n\n\
///     ========= ====\nParameter Type\n========= ====\nsite      {ty}\n========= ====\n");
/// let edition = contract::Edition::default();
/// let one = docparse::read(page("Long").as_bytes(), "one.rst", &edition);
/// let other = docparse::read(page("Bool").as_bytes(), "other.rst", &edition);
/// let defects = docparse::across(one.contracts.iter().chain(&other.contracts));
/// assert_eq!(defects[0].class, "endpoint-described-twice");
/// ```
pub fn across<'c>(contracts: impl IntoIterator<Item = &'c Contract>) -> Vec<Defect> {
    let contracts: Vec<&Contract> = contracts.into_iter().collect();
    let mut defects = endpoints(&contracts);
    defects.extend(objects(&contracts));
    defects
}

/// Method and path, whatever its variables are called.
fn key(contract: &Contract) -> Option<(String, String)> {
    let facts = &contract.operation()?.facts;
    let path = contract::shape(facts.text(Aspect::Path)?);
    Some((facts.text(Aspect::Method)?.to_owned(), path.trim_end_matches('/').to_owned()))
}

fn endpoints(contracts: &[&Contract]) -> Vec<Defect> {
    let mut groups: BTreeMap<(String, String), Vec<&Contract>> = BTreeMap::new();
    for contract in contracts {
        if let Some(key) = key(contract) {
            groups.entry(key).or_default().push(contract);
        }
    }
    let mut defects = Vec::new();
    for group in groups.values() {
        for (index, one) in group.iter().enumerate() {
            let others = group[index + 1..].iter().filter(|other| other.source.file != one.source.file);
            defects.extend(others.filter_map(|other| twins(one, other)));
        }
    }
    defects
}

/// What two pages about one endpoint say differently; `None` where they agree, and where they are about two actions that
/// share an endpoint, told apart by a field of the body or a value of the query.
fn twins(one: &Contract, other: &Contract) -> Option<Defect> {
    let fields = |contract: &Contract| -> BTreeSet<String> {
        let first = |element: &Element| match &element.address {
            Address::Request(path) if path.0.len() == 1 => path.name().map(str::to_owned),
            Address::Parameter(contract::ParameterIn::Query, name) if element.facts.list(Aspect::Values).is_some() => {
                Some(format!("{name}={}", element.facts.list(Aspect::Values).unwrap_or_default().join(",")))
            }
            _ => None,
        };
        contract.elements.iter().filter_map(first).collect()
    };
    let (mine, theirs) = (fields(one), fields(other));
    if mine != theirs && mine.is_disjoint(&theirs) {
        return None;
    }
    let mut differs = Vec::new();
    let mut only = Vec::new();
    let mut shared = 0usize;
    let mut place = None;
    for row in contract::align([one, other]).rows.iter().filter(|row| row.address != Address::Operation) {
        let name = row.address.to_string();
        match row.told.as_slice() {
            [Some(a), Some(b)] => {
                shared += 1;
                let ty = |element: &Element| element.facts.ty().map(Type::shape);
                let presence = |element: &Element| Some(element.facts.presence()).filter(|p| *p != Presence::Unstated);
                let ways = [
                    ty(a).zip(ty(b)).filter(|(a, b)| a != b).map(|(a, b)| format!("`{name}`: {a} or {b}")),
                    presence(a).zip(presence(b)).filter(|(a, b)| a != b).map(|_| format!("`{name}`: mandatory or not")),
                ];
                for way in ways.into_iter().flatten() {
                    place.get_or_insert((a.at.clone(), b.at.clone()));
                    differs.push(way);
                }
            }
            [Some(_), None] | [None, Some(_)] if is_parameter(&row.address) => only.push(name),
            _ => {}
        }
    }
    let operation = one.operation()?;
    let facts = &operation.facts;
    let endpoint = one.line();
    let another = other.operation()?;
    let (message, confidence) = if !differs.is_empty() {
        let shown = differs.iter().take(4).map(String::as_str).collect::<Vec<_>>().join("; ");
        let more = if differs.len() > 4 { format!("; and {} more", differs.len() - 4) } else { String::new() };
        // Where little else agrees, the pages may be about two actions that we cannot tell apart.
        let one_action = mine == theirs && !facts.text(Aspect::Path)?.ends_with("/action");
        let sure = if one_action && differs.len() * 3 <= shared {
            Class::EndpointDescribedTwice.confidence()
        } else {
            Confidence::Low
        };
        (format!("two pages describe `{endpoint}` differently: {shown}{more}"), sure)
    } else if !only.is_empty() {
        let shown = listed(only.iter().map(String::as_str));
        (format!("two pages describe `{endpoint}` differently: only one has {shown}"), Confidence::Low)
    } else {
        return None;
    };
    let (a, b) = place.unwrap_or((operation.at.clone(), another.at.clone()));
    let old =
        |contract: &Contract| contract.operation().is_some_and(|operation| operation.facts.flag(Aspect::Deprecated));
    let confidence = if old(one) || old(other) { Confidence::Low } else { confidence };
    let defect = Defect::new(Class::EndpointDescribedTwice.as_str(), Address::Operation, a.clone(), message);
    Some(defect.confidence(confidence).evidence(a, endpoint.clone()).evidence(b, endpoint))
}

fn is_parameter(address: &Address) -> bool {
    match address {
        Address::Parameter(place, _) => *place == contract::ParameterIn::Query,
        Address::Request(path) => path.0.len() == 1,
        _ => false,
    }
}

/// One field of an object, as one page tells it.
struct Told<'c> {
    element: &'c Element,
    names: BTreeSet<&'c str>,
}

/// Fields of objects of one name: where most pages agree, the one that does not is told.
fn objects(contracts: &[&Contract]) -> Vec<Defect> {
    let mut fields: BTreeMap<(String, bool, String), Vec<Told<'_>>> = BTreeMap::new();
    for contract in contracts {
        for (name, is_request, children) in named(contract) {
            let names: BTreeSet<&str> =
                children.iter().filter_map(|element| element.address.field_path()?.name()).collect();
            for element in children {
                let Some(field) = element.address.field_path().and_then(FieldPath::name) else { continue };
                let key = (name.to_owned(), is_request, field.to_owned());
                fields.entry(key).or_default().push(Told { element, names: names.clone() });
            }
        }
    }
    let mut defects = Vec::new();
    for ((object, _, field), told) in &fields {
        // A map is an object whose fields have no names; what we did not understand contradicts nothing.
        let ty = |told: &Told<'_>| match told.element.facts.ty().filter(|ty| ty.is_understood())?.shape() {
            Type::Map(_) => Some(Type::Object(None).to_string()),
            ty => Some(ty.to_string()),
        };
        let presence = |told: &Told<'_>| match told.element.facts.presence() {
            Presence::Required => Some("mandatory".to_owned()),
            Presence::Optional => Some("optional".to_owned()),
            Presence::Unstated => None,
        };
        let what = format!("`{field}` of `{object}`");
        defects.extend(minority(told, &what, Confidence::Medium, ty));
        defects.extend(minority(told, &what, Confidence::Low, presence));
    }
    defects
}

/// Each table of a named object in a contract once: its name, whether it is sent, and its fields.
fn named(contract: &Contract) -> Vec<(&str, bool, Vec<&Element>)> {
    let mut children: BTreeMap<Address, Vec<&Element>> = BTreeMap::new();
    for element in &contract.elements {
        if let Some((Segment::Field(_), outer)) = element.address.field_path().and_then(|path| path.0.split_last()) {
            children.entry(element.address.with_path(FieldPath(outer.to_vec()))).or_default().push(element);
        }
    }
    let mut seen = BTreeSet::new();
    let mut found = Vec::new();
    for element in &contract.elements {
        let Some((ty, path)) = element.facts.ty().zip(element.address.field_path()) else { continue };
        let (mut ty, mut path) = (ty, path.clone());
        loop {
            match ty {
                Type::Array(item) => (ty, path) = (item, path.item()),
                Type::Map(value) => (ty, path) = (value, path.value()),
                _ => break,
            }
        }
        let Type::Object(Some(name)) = ty else { continue };
        let Some(fields) = children.get(&element.address.with_path(path)) else { continue };
        // One table serves several addresses: its first row tells it from others.
        if seen.insert((fields[0].at.line, element.address.is_request())) {
            found.push((name.as_str(), element.address.is_request(), fields.clone()));
        }
    }
    found
}

/// Of what pages state about one field, what only a few state.
fn minority(
    told: &[Told<'_>],
    what: &str,
    confidence: Confidence,
    says: impl Fn(&Told<'_>) -> Option<String>,
) -> Vec<Defect> {
    let mut stated: BTreeMap<String, Vec<&Told<'_>>> = BTreeMap::new();
    for told in told {
        if let Some(said) = says(told) {
            stated.entry(said).or_default().push(told);
        }
    }
    let Some((usual, most)) = stated.iter().max_by_key(|(_, told)| told.len()) else { return Vec::new() };
    let mut defects = Vec::new();
    for (unusual, few) in stated.iter().filter(|(said, _)| *said != usual) {
        for told in few {
            // Objects of one name that share few fields are two objects.
            let Some(like) = most.iter().find(|other| {
                let shared = told.names.intersection(&other.names).count();
                other.element.at.file != told.element.at.file
                    && shared >= 2
                    && shared * 4 >= told.names.union(&other.names).count() * 3
            }) else {
                continue;
            };
            let message = format!("{what} is {unusual} here, but {usual} on other pages");
            let (at, there) = (told.element.at.clone(), like.element.at.clone());
            let class = Class::ObjectDescribedTwice.as_str();
            // Of two pages, nobody can say which one is right, or whether they mean one object.
            let confidence = if most.len() > few.len() { confidence } else { Confidence::Low };
            let defect = Defect::new(class, told.element.address.clone(), at.clone(), message).confidence(confidence);
            defects.push(defect.evidence(at, unusual.clone()).evidence(there, usual.clone()));
        }
    }
    defects
}
