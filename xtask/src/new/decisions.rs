//! Quirks for what a page contradicts itself in, or what a spec cannot say: drafted, to be decided by a person.

use std::collections::BTreeMap;

use contract::{Address, Contract, Edition, ExampleRole, ParameterIn, UNWRITTEN, Witness, is_secret_name};
use fidelity::Finding;
use serde_json::{Value as Json, json};

use crate::render::capitalised;

/// Entries of quirks.yaml that cover the findings of an operation; `None` if there are none.
///
/// Where a page is silent and there is only one thing to be done, the entry is complete. Any other is one for each
/// address, and a person says how we know better.
pub(crate) fn draft(findings: &[&Finding], page: &Contract, edition: &Edition) -> Option<(usize, String)> {
    let mut by_address: BTreeMap<&Address, Vec<&Finding>> = BTreeMap::new();
    for finding in findings {
        by_address.entry(&finding.address).or_default().push(finding);
    }
    let mut silent: BTreeMap<Silence, Vec<&Finding>> = BTreeMap::new();
    let mut entries = Vec::new();
    for findings in by_address.into_values() {
        match findings.as_slice() {
            [only] => match silence_of(only, page) {
                Some(silence) => silent.entry(silence).or_default().push(only),
                None => entries.push(entry(&findings, edition)),
            },
            _ => entries.push(entry(&findings, edition)),
        }
    }
    let mut all: Vec<Json> = silent.into_iter().map(|(silence, of)| silence.entry(&of, edition)).collect();
    all.extend(entries);
    (!all.is_empty()).then(|| (all.len(), spec::to_yaml(&Json::Array(all))))
}

/// What pages are silent about as a habit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Silence {
    /// The token that every call has.
    Token,
    /// Whether callers may do without it: they may sign in in another way, but our calls send it.
    OtherToken,
    /// The type of something that travels outside a body.
    Type,
    /// What comes with a status.
    Body,
}

impl Silence {
    fn entry(self, findings: &[&Finding], edition: &Edition) -> Json {
        let (page_says, we_do, evidence, until) = match self {
            Self::Token => (
                "Nothing about the token that callers send.",
                "The token is sent, as with every other call of the service.",
                "The service as a whole asks for it, as common.yaml says; only this page has no row for it.",
                "the page has a row for the header",
            ),
            Self::OtherToken => (
                "Callers may leave out the token.",
                "The token is sent, as with every other call of the service.",
                "The service as a whole takes it, as common.yaml says; what else callers may sign in with is theirs to send.",
                "the page makes the header mandatory",
            ),
            Self::Type => (
                "Nothing about the type.",
                "It is sent as text.",
                "Path, query and headers carry nothing but text.",
                "the page states a type",
            ),
            Self::Body => (
                "The status is listed, and no table describes its body.",
                "The status is expected without a body; whatever comes with it is kept.",
                "No table on the page describes it, and no example on it is one of a failure.",
                "the page describes the body",
            ),
        };
        let addresses: Vec<String> = findings.iter().map(|finding| finding.address.to_string()).collect();
        json!({
            "operations": [findings.first().map(|finding| &finding.operation)],
            "addresses": addresses,
            "rules": [findings.first().map(|finding| &finding.rule)],
            "edition": edition.as_str(),
            "page_says": page_says,
            "we_do": we_do,
            "evidence": evidence,
            "until": until,
        })
    }
}

/// Which habit of pages a finding is about, if any.
fn silence_of(finding: &Finding, page: &Contract) -> Option<Silence> {
    let shows_failure = page.examples.iter().any(|example| match example.role {
        ExampleRole::Response(Some(status)) => !status.is_success() && example.body.is_some(),
        _ => false,
    });
    let says = |page: bool| {
        let of = finding.told.iter().find(|told| matches!(told.witness, Witness::Page(_)) == page);
        of.map(|told| told.says.as_str())
    };
    match (finding.rule.as_str(), &finding.address) {
        ("undocumented", Address::Parameter(ParameterIn::Header, name)) if is_secret_name(name) => Some(Silence::Token),
        ("presence", Address::Parameter(ParameterIn::Header, name))
            if is_secret_name(name) && says(true) == Some("optional") =>
        {
            Some(Silence::OtherToken)
        }
        ("type", Address::Parameter(..)) if says(true) == Some("nothing") && says(false) == Some("string") => {
            Some(Silence::Type)
        }
        ("defect:status-without-body", Address::Response(..)) if !shows_failure => Some(Silence::Body),
        _ => None,
    }
}

/// One decision about an address, whichever rules meet there.
fn entry(findings: &[&Finding], edition: &Edition) -> Json {
    let unique = |texts: Vec<String>| {
        let mut kept: Vec<String> = Vec::new();
        for text in texts {
            if !kept.contains(&text) {
                kept.push(text);
            }
        }
        kept
    };
    let rules = unique(findings.iter().map(|finding| finding.rule.clone()).collect());
    let messages = said_once(unique(findings.iter().map(|finding| finding.message.clone()).collect()));
    let done = unique(rules.iter().map(|rule| we_do(rule).to_owned()).collect());
    let operation = findings.first().map(|finding| &finding.operation);
    let address = findings.first().map(|finding| finding.address.to_string());
    json!({
        "operations": [operation],
        "addresses": [address],
        "rules": rules,
        "edition": edition.as_str(),
        "page_says": format!("{}.", capitalised(messages.join("; ").trim_end_matches('.'))),
        "we_do": done.join(" "),
        "evidence": UNWRITTEN,
        "until": UNWRITTEN,
    })
}

/// The messages without those that end in what another says by itself: one contradiction, found by two rules.
fn said_once(messages: Vec<String>) -> Vec<String> {
    let core = |message: &str| message.split(", and so in ").next().unwrap_or_default().to_owned();
    let is_said = |message: &String| {
        messages.iter().any(|other| other != message && core(message).ends_with(&format!(": {}", core(other))))
    };
    messages.iter().filter(|message| !is_said(message)).cloned().collect()
}

/// What the draft does about findings of a rule.
fn we_do(rule: &str) -> &'static str {
    match rule {
        "defect:example-url" => "The spec has the method and the path of the URI.",
        _ if rule == "examples" || rule.starts_with("defect:example-") => {
            "The example is left out: the spec follows the tables."
        }
        "missing" => "It is left out: no client of ours could send it, or read it.",
        "undocumented" => "The spec has it all the same.",
        "limits" | "default" | "values" | "format" => "The spec states what can be kept; the rest is left out.",
        "type" | "body" => "The spec has the widest type that fits.",
        "status" => "The spec lists the statuses that a client can tell apart.",
        "unread" => "It is left out until the reader understands it.",
        _ => "The spec follows the tables.",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_two_rules_find_is_said_once() {
        let said = |messages: &[&str]| said_once(messages.iter().map(|message| (*message).to_owned()).collect());
        let one = "expected object, but found an array";
        let found = [&format!("{one}, and so in 2 examples"), &format!("it does not fit the Rust: {one}")[..]];
        assert_eq!(said(&found), [found[0]]);
        assert_eq!(said(&["expected object", "no object"]), ["expected object", "no object"]);
    }
}
