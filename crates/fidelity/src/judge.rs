//! Applies every rule to a case, and every quirk to what they find.

use contract::{Address, Contract, Fate, Place, Problem, Severity, UNWRITTEN, Witness};

use crate::rules::{self, RULES};
use crate::{Case, Excuse, Finding, Quirk, Report, Tally, Testimony, Verdict};

/// Judges the cases of one service.
///
/// `quirks` are all quirks of that service: each must cover something. `unread` is what a reader met that belongs to no
/// contract, so that it is not lost either.
pub fn judge(service: &str, cases: &[Case], quirks: &[Quirk], unread: &[Problem]) -> Report {
    let verdicts: Vec<Verdict> = cases.iter().map(|case| verdict(case, quirks)).collect();
    let expired = quirks.iter().filter_map(|quirk| {
        let case = cases.iter().find(|case| case.operation == quirk.operation);
        let verdict = verdicts.iter().find(|verdict| verdict.operation == quirk.operation);
        let lack = lack(quirk, case, verdict.map_or(&[], |verdict| &verdict.findings))?;
        Some(expired(service, quirk, &lack))
    });
    let loose = expired.chain(unread.iter().map(|problem| stray(service, problem))).collect();
    Report { service: service.to_owned(), verdicts, loose }
}

fn verdict(case: &Case, quirks: &[Quirk]) -> Verdict {
    let subjects = case.subjects();
    let mut findings: Vec<Finding> = RULES.iter().flat_map(|rule| (rule.check)(case, &subjects)).collect();
    for finding in &mut findings {
        if let Some(quirk) = quirks.iter().rfind(|quirk| quirk.covers(finding)) {
            finding.excused = Some(Excuse { we_do: quirk.we_do.clone(), at: quirk.at.clone() });
        }
    }
    let tally = tally(case, &findings);
    Verdict { service: case.service.clone(), operation: case.operation.clone(), tally, findings }
}

/// Gives every table row of every page, headers aside, one of four fates; a test holds that they add up. Where a witness
/// is missing altogether, no row has its match.
fn tally(case: &Case, findings: &[Finding]) -> Tally {
    let mut tally = Tally::default();
    let complete = case.spec.is_some() && case.rust.is_some();
    for row in case.pages.iter().flat_map(|page| &page.rows) {
        if row.fate != Fate::Header {
            tally.all += 1;
            match &row.fate {
                Fate::Header => {}
                Fate::Unread(_) => tally.unread += 1,
                Fate::Aside(_) => tally.excused += 1,
                Fate::Told(_) if !complete => tally.differing += 1,
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

/// In what a quirk covers nothing, if it is not all used: nowhere at all, or not in one of the editions it is about.
fn lack(quirk: &Quirk, case: Option<&Case>, findings: &[Finding]) -> Option<String> {
    let covered: Vec<&Finding> = findings.iter().filter(|finding| quirk.covers(finding)).collect();
    if covered.is_empty() {
        return Some("nothing is found there".to_owned());
    }
    let told: Vec<&Witness> = covered.iter().flat_map(|finding| &finding.told).map(|told| &told.witness).collect();
    let named = |page: &Contract| told.contains(&&page.source.witness);
    let pages = case.map_or(&[][..], |case| &case.pages);
    let silent =
        pages.iter().find(|page| !named(page)).filter(|_| pages.iter().any(named) && quirk.edition.is_none())?;
    Some(format!("nothing is found there on {}", silent.source.witness))
}

fn expired(service: &str, quirk: &Quirk, lack: &str) -> Finding {
    Finding {
        rule: "expired-quirk".to_owned(),
        severity: Severity::Error,
        service: service.to_owned(),
        operation: quirk.operation.clone(),
        address: quirk.address.clone(),
        message: format!("the quirk about `{}` (rule `{}`) no longer applies: {lack}", quirk.address, quirk.rule),
        told: vec![Testimony {
            witness: Witness::Spec,
            at: quirk.at.clone(),
            says: format!("it was to last until {}", quirk.until),
        }],
        help: "delete the quirk, or correct its operation, address, rule or edition".to_owned(),
        excusable: false,
        excused: None,
    }
}

/// The finding that words of ours are still to be written at a place of a service: see [`contract::UNWRITTEN`].
///
/// Nothing excuses it: a draft is no spec until a person has said what each part is.
pub fn unwritten(service: &str, at: &Place) -> Finding {
    Finding {
        rule: "unwritten".to_owned(),
        severity: Severity::Error,
        service: service.to_owned(),
        operation: String::new(),
        address: Address::Operation,
        message: format!("our words are missing here: `{UNWRITTEN}` stands for them"),
        told: vec![Testimony { witness: Witness::Spec, at: at.clone(), says: UNWRITTEN.to_owned() }],
        help: "say it in our own words, in place of the mark; the vendor's sentences are not ours to copy".to_owned(),
        excusable: false,
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
        excusable: false,
        excused: None,
    }
}

#[cfg(test)]
mod tests {
    use contract::Place;

    use super::*;
    use crate::testing::{case, page};

    const PLAIN: &str = "200 a presence optional";

    fn quirk(edition: Option<&str>) -> Quirk {
        Quirk {
            page_states: None,
            spec_states: None,
            at: Place::line("quirks", 3),
            operation: "op".to_owned(),
            address: "200 a".parse().unwrap(),
            rule: "nullable".to_owned(),
            edition: edition.map(|edition| edition.parse().unwrap()),
            page_says: "it may be null".to_owned(),
            we_do: "it is never null".to_owned(),
            evidence: "it never was".to_owned(),
            until: "the page says so".to_owned(),
        }
    }

    fn open(cases: &[Case], quirk: Quirk) -> Vec<String> {
        let report = judge("svc", cases, &[quirk], &[]);
        report.open().map(|found| format!("{}: {}", found.rule, found.message)).collect()
    }

    #[test]
    fn a_quirk_excuses_the_page_and_never_the_rust() {
        let null = "200 a presence optional\n200 a nullable true";
        assert_eq!(open(&[case(null, PLAIN, PLAIN)], quirk(None)), [""; 0]);
        assert_eq!(
            open(&[case(PLAIN, null, PLAIN)], quirk(None)),
            ["nullable: the spec states nullable true of `200 a`, the Rust does not"]
        );
    }

    #[test]
    fn a_quirk_that_covers_nothing_has_expired() {
        assert_eq!(
            open(&[case(PLAIN, PLAIN, PLAIN)], quirk(None)),
            ["expired-quirk: the quirk about `200 a` (rule `nullable`) no longer applies: nothing is found there"]
        );
    }

    #[test]
    fn a_quirk_about_all_editions_applies_in_each() {
        let mut case = case(PLAIN, PLAIN, PLAIN);
        case.pages.push(page("hwc", PLAIN));
        let defect = |page: &Contract| {
            let at = page.elements[0].at.clone();
            contract::Defect::new("always-null", "200 a".parse().unwrap(), at, "it is always null")
        };
        let quirk = |edition| Quirk { rule: "defect:always-null".to_owned(), ..quirk(edition) };
        case.pages[0].defects = vec![defect(&case.pages[0])];
        assert_eq!(open(&[case.clone()], quirk(Some("otc"))), [""; 0]);
        assert_eq!(
            open(&[case.clone()], quirk(None)),
            ["expired-quirk: the quirk about `200 a` (rule `defect:always-null`) no longer applies: \
                 nothing is found there on page hwc"]
        );
        case.pages[1].defects = vec![defect(&case.pages[1])];
        assert_eq!(open(&[case], quirk(None)), [""; 0]);
    }
}
