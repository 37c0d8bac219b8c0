//! Applies every rule to a case, and every quirk to what they find.

use contract::{Address, Fate, Problem, Severity, Witness};

use crate::rules::{self, RULES};
use crate::{Case, Excuse, Finding, Quirk, Report, Tally, Testimony, Verdict};

/// Judges the cases of one service.
///
/// `quirks` are all quirks of that service: each must cover something. `unread` is what a reader met that belongs to no
/// contract, so that it is not lost either.
pub fn judge(service: &str, cases: &[Case], quirks: &[Quirk], unread: &[Problem]) -> Report {
    let mut used = vec![false; quirks.len()];
    let verdicts = cases.iter().map(|case| verdict(case, quirks, &mut used)).collect();
    let expired = quirks.iter().zip(used).filter(|(_, used)| !used).map(|(quirk, _)| expired(service, quirk));
    let loose = expired.chain(unread.iter().map(|problem| stray(service, problem))).collect();
    Report { service: service.to_owned(), verdicts, loose }
}

fn verdict(case: &Case, quirks: &[Quirk], used: &mut [bool]) -> Verdict {
    let subjects = case.subjects();
    let mut findings: Vec<Finding> = RULES.iter().flat_map(|rule| (rule.check)(case, &subjects)).collect();
    for finding in &mut findings {
        for (quirk, used) in quirks.iter().zip(&mut *used) {
            if quirk.covers(finding) {
                *used = true;
                finding.excused = Some(Excuse { we_do: quirk.we_do.clone(), at: quirk.at.clone() });
            }
        }
    }
    let tally = tally(case, &findings);
    Verdict { service: case.service.clone(), operation: case.operation.clone(), tally, findings }
}

/// Gives every table row of every page one of four fates; a test holds that they add up. The header of a table is
/// matched: its columns were recognised, or the rows below it would be unread.
fn tally(case: &Case, findings: &[Finding]) -> Tally {
    let mut tally = Tally::default();
    for page in &case.pages {
        for row in &page.rows {
            tally.all += 1;
            match &row.fate {
                Fate::Unread(_) => tally.unread += 1,
                Fate::Header => tally.matched += 1,
                Fate::Aside(_) => tally.excused += 1,
                Fate::Told(addresses) => {
                    let about: Vec<&Finding> = findings
                        .iter()
                        .filter(|finding| addresses.iter().any(|address| concerns(finding, address)))
                        .collect();
                    if about.iter().any(|finding| finding.is_open()) {
                        tally.differing += 1;
                    } else if about.is_empty() {
                        tally.matched += 1;
                    } else {
                        tally.excused += 1;
                    }
                }
            }
        }
    }
    tally
}

/// Whether a finding is about what a row states: the same part, or a whole that is missing with all its parts.
fn concerns(finding: &Finding, address: &Address) -> bool {
    if finding.address.key() == address.key() {
        return true;
    }
    let whole = matches!(finding.rule.as_str(), rules::missing::ID | rules::status::ID);
    match (finding.address.field_path(), address.field_path()) {
        (Some(upper), Some(lower)) if whole => {
            finding.address.with_path(lower.clone()) == *address && lower.0.starts_with(&upper.0)
        }
        _ => false,
    }
}

fn expired(service: &str, quirk: &Quirk) -> Finding {
    Finding {
        rule: "expired-quirk".to_owned(),
        severity: Severity::Error,
        service: service.to_owned(),
        operation: quirk.operation.clone(),
        address: quirk.address.clone(),
        message: format!(
            "the quirk about `{}` (rule `{}`) no longer applies: nothing is found there",
            quirk.address, quirk.rule
        ),
        told: vec![Testimony {
            witness: Witness::Spec,
            at: quirk.at.clone(),
            says: format!("it was to last until {}", quirk.until),
        }],
        help: "delete the quirk, or correct its operation, address, rule or edition".to_owned(),
        excused: None,
    }
}

/// What a reader of Rust did not understand, as a finding.
fn stray(service: &str, problem: &Problem) -> Finding {
    Finding {
        rule: rules::unread::RULE.id.to_owned(),
        severity: problem.severity,
        service: service.to_owned(),
        operation: String::new(),
        address: Address::Operation,
        message: problem.message.clone(),
        told: vec![Testimony { witness: Witness::Rust, at: problem.at.clone(), says: problem.code.to_owned() }],
        help: problem.help.clone().unwrap_or_else(|| rules::REGENERATE.to_owned()),
        excused: None,
    }
}
