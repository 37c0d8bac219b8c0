//! The contradictions that a page shows by itself.
//!
//! | class | what contradicts what |
//! |---|---|
//! | `example-url` | the URL or method of an example, and the URI |
//! | `example-unparsable` | an example body, and JSON |
//! | `example-misfit` | an example body, and the table that describes it |
//! | `example-null` | a `null` in an example, and the table, which allows none |
//! | `status-without-body` | error statuses that are listed, and the tables, none of which describes their bodies |
//! | `always-null` | a field with a type, and the sentence that says it is always `null` |
//! | `path-variable-undocumented` | a variable of the URI, and the tables, none of which describes it |
//! | `path-parameter-unused` | a row among the path parameters, and the URI, which lacks it |
//! | `path-parameter-optional` | a variable of the path, and the column that says it may be left out |
//! | `duplicate-row` | two rows of one table for one name |
//! | `object-without-table` | a type with a name, and the tables, none of which describes it |
//! | `object-table-unused` | a table of an object, and the rows, none of which refers to it |
//! | `columns-swapped` | a type in the *Mandatory* column |
//! | `default-not-allowed` | a default, and the allowed values |

use std::collections::{HashMap, HashSet};

use contract::{
    Address, Aspect, Contract, Element, ExampleRole, FieldPath, Misfit, ParameterIn, Presence, Status, Type, fit,
    is_prose,
};

use crate::lower::Lowering;
use crate::tables::Role;
use crate::uri;
use crate::walk::Answer;

/// Finds them all.
pub(crate) fn find(lowering: &mut Lowering<'_, '_>) {
    rows(lowering);
    path(lowering);
    bodies(lowering);
    defaults(lowering);
    urls(lowering);
    misfits(lowering);
    lowering.contract.defects.sort_by(|a, b| (a.at.line, &a.class).cmp(&(b.at.line, &b.class)));
}

fn rows(lowering: &mut Lowering<'_, '_>) {
    let linked = lowering.linked;
    let mut unresolved = HashSet::new();
    for (table, read) in linked.tables.iter().enumerate() {
        let mut seen: HashMap<&str, u32> = HashMap::new();
        for (row, param) in read.params.iter().enumerate() {
            let address = match &lowering.fates[table][row] {
                Some(contract::Fate::Told(addresses)) => addresses.first().cloned().unwrap_or(Address::Operation),
                _ => continue,
            };
            if let Some(first) = seen.insert(&param.name, param.line) {
                let message = format!("`{}` has a row here and one in line {first}", param.name);
                lowering.defect("duplicate-row", address.clone(), param.line, message);
            }
            if param.swapped {
                let message = format!("the row of `{}` has its type under *Mandatory*", param.name);
                lowering.defect("columns-swapped", address.clone(), param.line, message);
            }
            if let Some(line) = param.always_null {
                let message = format!("`{}` has a type, but the page says that it is always `null`", param.name);
                lowering.defect("always-null", address.clone(), line, message);
            }
            let body = address.field_path().is_some();
            if let Some(name) = param.type_name().filter(|_| body && linked.links(table, row).is_empty())
                && unresolved.insert(name.to_owned())
            {
                let message = format!("no table describes the type `{name}`");
                lowering.defect("object-without-table", address, param.line, message);
            }
        }
    }
}

fn path(lowering: &mut Lowering<'_, '_>) {
    let variables: HashSet<String> = lowering.endpoint.variables().into_iter().map(str::to_owned).collect();
    let mut told = Vec::new();
    for element in &lowering.contract.elements {
        let Address::Parameter(ParameterIn::Path, name) = &element.address else { continue };
        if !variables.contains(name) {
            let message = format!("`{name}` is among the path parameters, but the URI has no such variable");
            told.push(("path-parameter-unused", element.address.clone(), element.at.line, message));
        } else if element.facts.presence() == Presence::Optional {
            let message = format!("`{name}` is a part of the path, but the page says it may be left out");
            told.push(("path-parameter-optional", element.address.clone(), element.at.line, message));
        }
    }
    for (class, address, line, message) in told {
        lowering.defect(class, address, line, message);
    }
}

/// Error statuses whose bodies no table describes: one defect for all of them, since one table would mend it. Where the
/// page describes errors in general, it says nothing against itself.
fn bodies(lowering: &mut Lowering<'_, '_>) {
    let listed = lowering.linked.tables.iter().any(|read| read.role == Role::Status);
    let mut silent = Vec::new();
    for element in &lowering.contract.elements {
        match &element.address {
            Address::Response(Status::Default, path) if path.is_root() => return,
            Address::Response(status @ (Status::Code(400..) | Status::Range(4..)), path)
                if path.is_root() && element.facts.ty().is_none() =>
            {
                silent.push((element.address.clone(), element.at.line, status.to_string()));
            }
            _ => {}
        }
    }
    let Some((address, line, status)) = silent.first().cloned().filter(|_| listed) else { return };
    let statuses: Vec<&str> = silent.iter().map(|(.., status)| status.as_str()).collect();
    let message = match statuses.len() {
        1 => format!("status {status} is listed, but no table describes its body"),
        _ => format!("statuses {} are listed, but no table describes their bodies", statuses.join(", ")),
    };
    lowering.defect("status-without-body", address, line, message);
}

fn defaults(lowering: &mut Lowering<'_, '_>) {
    let mut told = Vec::new();
    for element in &lowering.contract.elements {
        let (Some(values), Some(default)) = (element.facts.list(Aspect::Values), element.facts.get(Aspect::Default))
        else {
            continue;
        };
        let word = default.value.to_string();
        if matches!(element.facts.ty(), Some(Type::String | Type::Integer(_))) && !values.contains(&word) {
            let message = format!("the default `{word}` is none of the allowed values");
            told.push((element.address.clone(), default.at.line, message));
        }
    }
    for (address, line, message) in told {
        lowering.defect("default-not-allowed", address, line, message);
    }
}

fn urls(lowering: &mut Lowering<'_, '_>) {
    let mut told: HashMap<String, u32> = HashMap::new();
    for line in lowering.contract.examples.iter().filter_map(|example| example.line.as_ref()) {
        let fits_another = lowering.endpoints.iter().any(|endpoint| uri::misfit(line, endpoint).is_none());
        if let Some(message) = uri::misfit(line, lowering.endpoint).filter(|_| !fits_another) {
            told.entry(message).or_insert(line.at.line);
        }
    }
    let mut told: Vec<_> = told.into_iter().collect();
    told.sort_by_key(|(_, line)| *line);
    for (message, line) in told {
        lowering.defect("example-url", Address::Operation, line, message);
    }
}

/// Example bodies that their tables do not allow: one defect for each address and aspect, however many examples show it.
fn misfits(lowering: &mut Lowering<'_, '_>) {
    let mut groups: Vec<(Misfit, u32, usize)> = Vec::new();
    for example in &lowering.contract.examples {
        let Some(body) = &example.body else { continue };
        if example.role == ExampleRole::Response(None) && is_error(body) {
            continue;
        }
        let root = match example.role {
            ExampleRole::Request => Address::Request(FieldPath::root()),
            ExampleRole::Response(status) => {
                let status = status.unwrap_or_else(|| lowering.status(Answer::Unsaid));
                Address::Response(status, FieldPath::root())
            }
        };
        for misfit in fit(&lowering.contract, &root, body) {
            if is_allowed_in_words(&lowering.contract, &misfit) {
                continue;
            }
            match groups
                .iter_mut()
                .find(|(known, ..)| (&known.address, known.aspect) == (&misfit.address, misfit.aspect))
            {
                Some((.., count)) => *count += 1,
                None => groups.push((misfit, example.at.line, 1)),
            }
        }
    }
    for (misfit, line, count) in groups {
        let mut message = without_prose(&misfit.message);
        if count > 1 {
            message.push_str(&format!(", and so in {count} examples"));
        }
        let class = if misfit.aspect == Some(Aspect::Nullable) { "example-null" } else { "example-misfit" };
        lowering.defect(class, misfit.address, line, message);
    }
}

/// Whether the words of the page allow what its rows do not: `mysql` for MySQL where case does not matter, and any key in
/// metadata.
fn is_allowed_in_words(contract: &Contract, misfit: &Misfit) -> bool {
    let says = |element: &Element, any: &[&str]| {
        element.words.as_deref().is_some_and(|words| any.iter().any(|said| words.contains(said)))
    };
    match (misfit.aspect, misfit.address.field_path().and_then(FieldPath::name)) {
        (Some(Aspect::Values), _) => {
            contract.get(&misfit.address).is_some_and(|element| says(element, &["case-insensitive"]))
        }
        (None, Some(name)) => contract.elements.iter().any(|outer| {
            let inside = outer.address.field_path().map(|path| outer.address.with_path(path.field(name)));
            inside.as_ref() == Some(&misfit.address) && says(outer, &["key-value", "etadata of", "etadata to be"])
        }),
        _ => false,
    }
}

/// `{"error": {"code": …, "message": …}}`: pages show it below the answer of a success, after an *or*.
fn is_error(body: &serde_json::Value) -> bool {
    let only = body.as_object().filter(|fields| fields.len() == 1).and_then(|fields| fields.values().next());
    only.is_some_and(|inside| inside.get("code").is_some() && inside.get("message").is_some())
}

/// A message quotes values of the page; where one is a sentence, only its length is told.
fn without_prose(message: &str) -> String {
    let quoted = |(index, part): (usize, &str)| {
        if index % 2 == 1 && is_prose(part) {
            match contract::redact_prose(&serde_json::Value::String(part.to_owned())) {
                serde_json::Value::String(length) => length,
                _ => String::new(),
            }
        } else {
            part.to_owned()
        }
    };
    message.split('`').enumerate().map(quoted).collect::<Vec<_>>().join("`")
}
