//! Small contracts for the tests of the rules: a fact a line, `ADDRESS ASPECT VALUE`, or an address alone.

use contract::{Address, Aspect, Basis, Contract, Element, Place, Presence, Value, Witness};

use crate::{Case, Rule};

/// A case of three witnesses.
pub(crate) fn case(page_facts: &str, spec: &str, rust: &str) -> Case {
    Case {
        service: "svc".to_owned(),
        operation: "op".to_owned(),
        pages: vec![page("otc", page_facts)],
        spec: Some(contract(Witness::Spec, "spec", spec)),
        rust: Some(contract(Witness::Rust, "rust", rust)),
    }
}

/// A page of an edition.
pub(crate) fn page(edition: &str, facts: &str) -> Contract {
    contract(Witness::Page(edition.parse().unwrap()), &format!("page-{edition}"), facts)
}

/// What a rule finds, as `ADDRESS: MESSAGE`.
pub(crate) fn told(rule: Rule, case: &Case) -> Vec<String> {
    let findings = (rule.check)(case, &case.subjects());
    findings.into_iter().map(|found| format!("{}: {}", found.address, found.message)).collect()
}

fn contract(witness: Witness, file: &str, facts: &str) -> Contract {
    let mut contract = Contract::new(witness, file);
    for (index, line) in facts.lines().enumerate() {
        let at = Place::line(file, index as u32 + 1);
        let (address, fact) = split(line);
        if contract.get(&address).is_none() {
            contract.elements.push(Element::new(address.clone(), at.clone()));
        }
        if let Some((aspect, value)) = fact {
            contract.get_mut(&address).unwrap().facts.set(aspect, value, at, Basis::Declared);
        }
    }
    contract
}

fn split(line: &str) -> (Address, Option<(Aspect, Value)>) {
    let words: Vec<&str> = line.split(' ').collect();
    let found = words.iter().enumerate().skip(1).find_map(|(index, word)| {
        let aspect = Aspect::from_name(word)?;
        let address = words[..index].join(" ").parse().ok()?;
        Some((address, Some((aspect, value(aspect, &words[index + 1..].join(" "))))))
    });
    found.unwrap_or_else(|| (line.parse().unwrap(), None))
}

fn value(aspect: Aspect, text: &str) -> Value {
    match aspect {
        Aspect::Presence if text == "required" => Value::Presence(Presence::Required),
        Aspect::Presence => Value::Presence(Presence::Optional),
        Aspect::Type => Value::Type(text.parse().unwrap()),
        Aspect::Nullable | Aspect::Deprecated | Aspect::Secret | Aspect::Idempotent => Value::Flag(text == "true"),
        Aspect::Values | Aspect::CallableIn | Aspect::DoneWhen | Aspect::Clouds => {
            Value::List(text.split(',').map(str::to_owned).collect())
        }
        Aspect::Default => Value::Json(text.into()),
        Aspect::OperationId
        | Aspect::Method
        | Aspect::Path
        | Aspect::MediaType
        | Aspect::Pattern
        | Aspect::Format
        | Aspect::Condition => Value::Text(text.to_owned()),
        _ => Value::Number(text.parse().unwrap()),
    }
}
