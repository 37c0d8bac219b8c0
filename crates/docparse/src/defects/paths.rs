//! The variables of the URI against the rows that describe them.

use contract::{Address, Confidence, Fate, ParameterIn, Presence};
use document::suggest::nearest;
use foldhash::HashSet;

use super::{Class, MOST};
use crate::lower::Lowering;
use crate::tables::Role;

pub(super) fn find(lowering: &mut Lowering<'_, '_>) {
    let variables: Vec<String> = lowering.endpoint.variables().into_iter().map(str::to_owned).collect();
    let of_another = |name: &str| lowering.endpoints.iter().any(|endpoint| endpoint.variables().contains(&name));
    // Names of rows that have no variable: of the path's own table, and of tables that mix path and query.
    let mut spare: Vec<(&str, u32)> = Vec::new();
    for read in &lowering.linked.tables {
        if matches!(read.role, Role::Uri | Role::Parameters(ParameterIn::Path)) {
            let rows = read.params.iter().map(|param| (param.name.trim_matches(['{', '}']), param.line));
            spare.extend(rows.filter(|(name, _)| !variables.iter().any(|variable| variable == name)));
        }
    }
    spare.truncate(MOST);
    let described = lowering.described();
    let mut told = Vec::new();
    for name in variables.iter().take(MOST) {
        let address = Address::Parameter(ParameterIn::Path, name.clone());
        if spare.is_empty() && described.contains(&address) {
            continue;
        }
        let meant = nearest(name, spare.iter().map(|(name, _)| *name));
        if described.contains(&address) || lowering.is_said(name) || lowering.endpoint.shown {
            continue;
        }
        let line = lowering.endpoint.line;
        let mut message = format!("the URI has the variable `{name}`, but no row describes it");
        if let Some(meant) = meant {
            message.push_str(&format!("; is it the `{meant}` of the table?"));
        }
        let mut defect = lowering.defect(Class::PathVariableUndocumented, address, line, message);
        defect = defect.evidence(lowering.at(line), lowering.endpoint.path.clone());
        if let Some((name, line)) = spare.iter().find(|(name, _)| Some(*name) == meant) {
            defect = defect.evidence(lowering.at(*line), (*name).to_owned());
        }
        told.push(defect);
    }
    for element in &lowering.contract.elements {
        let Address::Parameter(ParameterIn::Path, name) = &element.address else { continue };
        let line = element.at.line;
        if !variables.contains(name) {
            let meant = nearest(name, variables.iter().map(String::as_str))
                .filter(|meant| !described.contains(&Address::Parameter(ParameterIn::Path, (*meant).to_owned())));
            let mut message = format!("`{name}` is among the path parameters, but the URI has no such variable");
            if let Some(meant) = meant {
                message.push_str(&format!("; is it the `{meant}` of the URI?"));
            }
            let defect = lowering.defect(Class::PathParameterUnused, element.address.clone(), line, message);
            let sure = if of_another(name) { Confidence::Low } else { defect.confidence };
            let uri = lowering.at(lowering.endpoint.line);
            told.push(defect.confidence(sure).evidence(uri, lowering.endpoint.path.clone()));
        } else if element.facts.presence() == Presence::Optional {
            let message = format!("`{name}` is a part of the path, but the page says it may be left out");
            told.push(lowering.defect(Class::PathParameterOptional, element.address.clone(), line, message));
        }
    }
    lowering.contract.defects.extend(told);
}

impl Lowering<'_, '_> {
    /// The parameters that rows have told of.
    fn described(&self) -> HashSet<Address> {
        let told = self.fates.iter().flatten().filter_map(|fate| match fate {
            Some(Fate::Told(addresses)) => {
                Some(addresses.iter().filter(|address| matches!(address, Address::Parameter(..))))
            }
            _ => None,
        });
        told.flatten().cloned().collect()
    }

    /// Whether a sentence of the page explains the variable, which is not to the taste of a reader of tables.
    fn is_said(&self, name: &str) -> bool {
        let names = |text: &str| {
            text.split(|c: char| !(c.is_alphanumeric() || c == '_')).any(|word| word == name)
                && !text.contains(&format!("{{{name}}}"))
        };
        self.walk.paragraphs.iter().any(|(_, line, inline)| *line != self.endpoint.line && names(&inline.text))
    }
}
