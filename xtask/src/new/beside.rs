//! Operations that share a method and a path: `POST /v2/{server_id}/action` starts, stops or reboots, as its body says, and
//! each has a page of its own. OpenAPI has one operation there; a word behind `#` gives each a key of its own.

use std::collections::BTreeSet;

use contract::{Address, Contract, FieldPath, ParameterIn, Place, Presence, Problem, Segment};

use spec::OperationInfo;

use super::home::Home;
use super::page::Source;

const EDITION: &str = "to add an edition of the same operation, name its page in service.toml and lock it";

/// The key among the paths of its spec that a new operation gets: its path, and where the service has its method and path
/// already, a word that tells it apart: the given one, or one that follows from the page.
///
/// # Errors
/// `operation-exists` where the page, or the stem, is that of a known operation, or where nobody but a person can tell
/// whether it is.
pub(super) fn key(home: &Home, source: &Source, stem: &str, word: Option<&str>) -> Result<String, Problem> {
    let at = |stem: &str| Place::file(format!("{}/{stem}.yaml", home.folder()));
    let refused =
        |stem: &str, message, help: &str| Err(Problem::error("operation-exists", at(stem), message).help(help));
    let (line, path) = (source.contract.line(), source.told(contract::Aspect::Path));
    let known = home.known.iter().flat_map(|known| &known.operations);
    let beside: Vec<_> = known
        .filter(|other| contract::shape(&format!("{} {}", other.method, other.path)) == contract::shape(&line))
        .collect();
    let page = |other: &OperationInfo| home.known.as_ref()?.manifest.pages.get(&other.stem)?.get(&source.edition);
    if let Some(other) = beside.iter().find(|other| page(other).is_some_and(|page| page.path == source.path)) {
        let message = format!("there is `{line}` already: it is the operation `{}`", other.stem);
        return refused(&other.stem, message, "it is drafted: go on with it");
    }
    // A path with two pages in one edition is that of two operations. The page of another edition may be about either.
    let silent: Vec<&str> =
        beside.iter().filter(|other| page(other).is_none()).map(|other| other.stem.as_str()).collect();
    if let Some(first) = silent.first().filter(|_| word.is_none()) {
        let message = format!("there is `{line}` already: it is the operation `{}`", silent.join("`, or `"));
        let help = format!("{EDITION}; if the page is about something else that one path does, say `--apart WORD`");
        return refused(first, message, &help);
    }
    if home.files.iter().any(|file| file.name == format!("{stem}.yaml")) {
        let help = format!("give the new one another name with `--stem NAME`; {EDITION}");
        return refused(stem, format!("there is an operation `{stem}` already"), &help);
    }
    let Some(service) = home.known.as_ref().filter(|_| !beside.is_empty()) else { return Ok(path.to_owned()) };
    let taken: BTreeSet<&str> = beside.iter().filter_map(|other| Some(other.key.split_once('#')?.1)).collect();
    let others: Vec<Contract> = service
        .operations
        .iter()
        .zip(service.contracts())
        .filter(|(other, _)| beside.iter().any(|known| known.stem == other.stem))
        .map(|(_, contract)| contract)
        .collect();
    let told = || telling(&source.contract, &others).into_iter().find(|word| !taken.contains(word.as_str()));
    let word = word.map(str::to_owned).or_else(told).unwrap_or_else(|| stem.replace('_', "-"));
    Ok(format!("{path}#{word}"))
}

/// What an operation asks for and none of the others takes: names of fields of the body and of parameters in the query.
fn telling(page: &Contract, others: &[Contract]) -> Vec<String> {
    let name = |address: &Address| match address {
        Address::Parameter(ParameterIn::Query, name) => Some(name.clone()),
        Address::Request(FieldPath(path)) => match path.as_slice() {
            [Segment::Field(name)] => Some(name.clone()),
            _ => None,
        },
        _ => None,
    };
    let is_word = |name: &String| name.chars().all(|c| c.is_ascii_alphanumeric() || "-_.".contains(c));
    page.elements
        .iter()
        .filter(|element| element.facts.presence() == Presence::Required)
        .filter(|element| others.iter().all(|other| other.get(&element.address).is_none()))
        .filter_map(|element| name(&element.address))
        .filter(is_word)
        .collect()
}
