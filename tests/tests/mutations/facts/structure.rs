//! Faults in what there is: elements, statuses, bodies, examples, defects and rows.

use contract::{
    Address, Aspect, Contract, Defect, Element, ExampleRole, Fate, FieldPath, ParameterIn, Segment, Status,
};
use serde_json::{Value as Json, json};

use super::{Mutant, Operator};

/// Every kind of fault in what there is.
pub(crate) const OPERATORS: &[Operator] = &[
    ("drop element", drop_element),
    ("drop element with its parts", drop_with_parts),
    ("rename element", rename),
    ("move parameter", move_parameter),
    ("change status", change_status),
    ("drop status", drop_status),
    ("add status", add_status),
    ("drop body", drop_body),
    ("change example", change_example),
    ("drop example", drop_example),
    ("add example", add_example),
    ("drop defect", drop_defect),
    ("add defect", add_defect),
    ("leave row unread", unread_row),
    ("misdirect row", misdirect_row),
];

fn each(page: &Contract, edit: impl Fn(&mut Contract, &Element) -> Option<(String, Address, Rules)>) -> Vec<Mutant> {
    let planted = page.elements.iter().filter_map(|element| {
        let mut page = page.clone();
        let (what, address, rules) = edit(&mut page, element)?;
        Some(Mutant { page, what, address, rules, alone: &["editions"] })
    });
    planted.collect()
}

type Rules = &'static [&'static str];

fn is_status(address: &Address) -> bool {
    matches!(address, Address::Response(_, path) if path.is_root())
}

/// What finds that the spec has something that the page does not state.
fn lacking(address: &Address) -> Rules {
    match address {
        Address::Response(_, path) if path.is_root() => &["status"],
        // A documented JSON body implies this header; but the row of the page that tells of it then tells of nothing.
        Address::Parameter(ParameterIn::Header, name) if name == "Content-Type" => &["unread"],
        _ => &["undocumented"],
    }
}

fn drop_element(page: &Contract) -> Vec<Mutant> {
    each(page, |page, dropped| {
        page.elements.retain(|element| element.address != dropped.address);
        let rules = lacking(&dropped.address);
        let address = if rules == ["unread"] { Address::Operation } else { dropped.address.clone() };
        Some((format!("{} dropped", dropped.address), address, rules))
    })
}

fn is_within(part: &Address, whole: &Address) -> bool {
    match (part.field_path(), whole.field_path()) {
        (Some(lower), Some(upper)) => whole.with_path(lower.clone()) == *part && lower.0.starts_with(&upper.0),
        _ => part == whole,
    }
}

fn drop_with_parts(page: &Contract) -> Vec<Mutant> {
    each(page, |page, dropped| {
        let before = page.elements.len();
        page.elements.retain(|element| !is_within(&element.address, &dropped.address));
        let has_parts = before > page.elements.len() + 1;
        has_parts.then(|| {
            (format!("{} dropped with its parts", dropped.address), dropped.address.clone(), lacking(&dropped.address))
        })
    })
}

fn rename(page: &Contract) -> Vec<Mutant> {
    each(page, |page, old| {
        let address = match &old.address {
            Address::Parameter(place, name) => Address::Parameter(*place, format!("{name}_x")),
            Address::ResponseHeader(status, name) => Address::ResponseHeader(*status, format!("{name}-x")),
            body => {
                let mut path = body.field_path().cloned()?;
                let Some(Segment::Field(name)) = path.0.last_mut() else { return None };
                name.push_str("_x");
                body.with_path(path)
            }
        };
        page.get_mut(&old.address)?.address = address.clone();
        Some((format!("{} renamed", old.address), address, &["missing"]))
    })
}

fn move_parameter(page: &Contract) -> Vec<Mutant> {
    use ParameterIn::{Cookie, Header, Path, Query};
    let to = |place| {
        each(page, move |page, old| {
            let Address::Parameter(from, name) = &old.address else { return None };
            let address = Address::Parameter(place, name.clone());
            page.get_mut(&old.address)?.address = address.clone();
            (*from != place).then(|| (format!("{} moved to {}", old.address, place.as_str()), address, RULES))
        })
    };
    const RULES: Rules = &["parameter-place"];
    [Path, Query, Header, Cookie].into_iter().flat_map(to).collect()
}

fn change_status(page: &Contract) -> Vec<Mutant> {
    each(page, |page, old| {
        let Address::Response(Status::Code(code), path) = &old.address else { return None };
        let to = Status::Code(code + 10);
        for element in page.elements.iter_mut().filter(|element| is_within(&element.address, &old.address)) {
            element.address = Address::Response(to, element.address.field_path()?.clone());
        }
        let address = Address::Response(to, FieldPath::root());
        path.is_root().then(|| (format!("{code} becomes {to}"), address, RULES))
    })
}

const RULES: Rules = &["status"];

fn drop_status(page: &Contract) -> Vec<Mutant> {
    each(page, |page, old| {
        page.elements.retain(|element| !is_within(&element.address, &old.address));
        is_status(&old.address).then(|| (format!("{} dropped", old.address), old.address.clone(), RULES))
    })
}

fn add_status(page: &Contract) -> Vec<Mutant> {
    each(page, |page, like| {
        let mut added = like.clone();
        added.address = Address::Response(Status::Code(418), FieldPath::root());
        page.elements.push(added.clone());
        is_status(&like.address).then(|| (format!("418 added like {}", like.address), added.address, RULES))
    })
}

fn drop_body(page: &Contract) -> Vec<Mutant> {
    each(page, |page, of| {
        page.elements.retain(|element| element.address == of.address || !is_within(&element.address, &of.address));
        page.get_mut(&of.address)?.facts.remove(Aspect::Type)?;
        is_status(&of.address)
            .then(|| (format!("body of {} dropped", of.address), of.address.clone(), &["body"] as Rules))
    })
}

/// The body that an example shows.
fn root(role: ExampleRole) -> Address {
    match role {
        ExampleRole::Request => Address::Request(FieldPath::root()),
        ExampleRole::Response(Some(status)) => Address::Response(status, FieldPath::root()),
        ExampleRole::Response(None) => Address::Operation,
    }
}

/// A mutant for every other body that `variants` gives.
fn of_examples(page: &Contract, variants: impl Fn(&Json) -> Vec<(String, Option<Json>)>) -> Vec<Mutant> {
    let mut mutants = Vec::new();
    for (index, example) in page.examples.iter().enumerate() {
        for (what, body) in example.body.iter().flat_map(&variants) {
            let mut page = page.clone();
            match body {
                Some(body) => page.examples[index].body = Some(body),
                None => drop(page.examples.remove(index)),
            }
            let address = root(example.role);
            let what = format!("example {index} of {address}: {what}");
            mutants.push(Mutant { page, what, address, rules: &["examples"], alone: &["editions"] });
        }
    }
    mutants
}

/// Every value of the body in turn: another, one of another type, and none; and a field more.
fn change_example(page: &Contract) -> Vec<Mutant> {
    of_examples(page, |body| {
        let mut variants = vec![];
        for pointer in pointers(body, String::new()) {
            let Some(old) = body.pointer(&pointer) else { continue };
            let (other, wrong) = match old {
                Json::String(_) => (json!("changed"), json!(7)),
                Json::Number(_) => (json!(4711), json!("7")),
                Json::Object(_) => (json!({"added": 1}), json!("7")),
                _ => (json!([]), json!("7")),
            };
            for new in [other, wrong, Json::Null].into_iter().filter(|new| new != old) {
                let mut body = body.clone();
                *body.pointer_mut(&pointer).expect("it is there") = new.clone();
                variants.push((format!("{pointer} -> {new}"), Some(body)));
            }
            let mut fewer = body.clone();
            if let Some((parent, name)) = pointer.rsplit_once('/')
                && let Some(Json::Object(fields)) = fewer.pointer_mut(parent)
            {
                fields.remove(name);
                variants.push((format!("{pointer} dropped"), Some(fewer)));
            }
        }
        variants
    })
}

/// The way to every value.
fn pointers(value: &Json, at: String) -> Vec<String> {
    let below: Vec<String> = match value {
        Json::Object(fields) => {
            fields.iter().flat_map(|(name, value)| pointers(value, format!("{at}/{name}"))).collect()
        }
        Json::Array(items) => {
            items.iter().enumerate().flat_map(|(index, value)| pointers(value, format!("{at}/{index}"))).collect()
        }
        _ => vec![],
    };
    [vec![at], below].concat()
}

fn drop_example(page: &Contract) -> Vec<Mutant> {
    of_examples(page, |_| vec![("dropped".to_owned(), None)])
}

fn add_example(page: &Contract) -> Vec<Mutant> {
    of_examples(page, |_| vec![("another".to_owned(), None)])
        .into_iter()
        .zip(page.examples.iter().filter(|example| example.body.is_some()))
        .map(|(mutant, example)| {
            let mut page = page.clone();
            let mut added = example.clone();
            added.body = Some(json!({}));
            page.examples.push(added);
            Mutant { page, ..mutant }
        })
        .collect()
}

fn drop_defect(page: &Contract) -> Vec<Mutant> {
    let dropped = page.defects.iter().enumerate().map(|(index, defect)| {
        let mut page = page.clone();
        page.defects.remove(index);
        let what = format!("defect {} of {} dropped", defect.class, defect.address);
        let rules = &["expired-quirk"];
        Mutant { page, what, address: defect.address.clone(), rules, alone: rules }
    });
    dropped.collect()
}

fn add_defect(page: &Contract) -> Vec<Mutant> {
    let mut mutants = each(page, |page, of| {
        page.defects.push(Defect::new("example-type", of.address.clone(), of.at.clone(), "it does not fit"));
        let known = page.defects.iter().filter(|defect| defect.address == of.address).count() > 1;
        (!known)
            .then(|| (format!("defect of {} added", of.address), of.address.clone(), &["defect:example-type"] as Rules))
    });
    mutants.iter_mut().for_each(|mutant| mutant.alone = mutant.rules);
    mutants
}

/// Each row with another fate.
fn of_rows(page: &Contract, fate: impl Fn(&Fate) -> Option<Fate>) -> Vec<Mutant> {
    let mutants = page.rows.iter().enumerate().filter_map(|(index, row)| {
        let mut page = page.clone();
        page.rows[index].fate = fate(&row.fate)?;
        let told = match &row.fate {
            Fate::Told(addresses) => addresses.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "),
            _ => row.name.clone(),
        };
        let what = format!("row `{told}` of table {}", row.table);
        let rules = &["unread"];
        Some(Mutant { page, what, address: Address::Operation, rules, alone: rules })
    });
    mutants.collect()
}

fn unread_row(page: &Contract) -> Vec<Mutant> {
    of_rows(page, |_| Some(Fate::Unread("a cell too many".to_owned())))
}

fn misdirect_row(page: &Contract) -> Vec<Mutant> {
    of_rows(page, |fate| {
        let nowhere = Address::Request(FieldPath::root().field("nowhere"));
        matches!(fate, Fate::Told(_)).then(|| Fate::Told(vec![nowhere]))
    })
}
