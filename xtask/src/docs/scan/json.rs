//! A scan for programs. CONTRIBUTING.md says what each key means.

use std::collections::BTreeMap;
use std::time::Duration;

use contract::Problem;
use docparse::Resolution;
use serde_json::{Map, Value, json};

use super::Scan;
use super::counts::{Counts, Fates, Share};

pub(super) fn value(scan: &Scan, problems: &[Problem]) -> Value {
    let services: Map<String, Value> =
        scan.services.iter().map(|(name, counts)| (name.clone(), self::counts(counts, "core", counts.spent))).collect();
    json!({"services": services, "all": counts(&scan.all, "clock", scan.elapsed), "problems": problems})
}

/// The counts, and how fast that was by the given time.
fn counts(counts: &Counts, by: &str, time: Duration) -> Value {
    let fates = counts.fates();
    let by_role: BTreeMap<&str, Value> =
        counts.rows.iter().map(|(role, fates)| (role.as_str(), self::fates(*fates))).collect();
    let shares = |(name, share): (String, &Share), part: &str| (name, json!({part: share.part, "all": share.all}));
    let phrases: BTreeMap<String, Value> =
        counts.phrases.iter().map(|(kind, share)| shares(((*kind).to_owned(), share), "facts")).collect();
    let statuses: BTreeMap<String, Value> =
        counts.statuses.iter().map(|(status, share)| shares((status.to_string(), share), "with_body")).collect();
    let references = |resolution| counts.references.get(&resolution).copied().unwrap_or(0);
    json!({
        "pages": counts.pages,
        "endpoint_pages": counts.endpoint_pages,
        "endpoints": counts.endpoints,
        "tables": {"all": counts.tables.values().sum::<usize>(), "by_role": counts.tables},
        "rows": {
            "all": fates.all() + counts.lost,
            "understood": fates.understood,
            "not_understood": fates.odd,
            "header": fates.header,
            "aside": fates.aside,
            "lost": counts.lost,
            "by_role": by_role,
            "not_understood_because": counts.odd,
            "aside_because": counts.aside,
        },
        "parameter_rows": {
            "all": counts.parameters.all,
            "understood": counts.parameters.part,
            "without_a_type_column": counts.untyped,
        },
        "facts": counts.facts,
        "phrases": phrases,
        "references": {
            "resolved": references(Resolution::Resolved),
            "reported": references(Resolution::Reported),
            "lost": references(Resolution::Lost),
        },
        "statuses": statuses,
        "examples": {"all": counts.examples, "contradicting": counts.contradicting},
        "defects": counts.defects,
        "problems": counts.problems,
        "ledger_gaps": counts.gaps,
        "bytes": counts.bytes,
        "speed": {
            "by": by,
            "seconds": time.as_secs_f64(),
            "pages_per_second": per_second(counts.pages, time),
            "bytes_per_second": per_second(counts.bytes, time),
        },
    })
}

fn fates(fates: Fates) -> Value {
    let Fates { understood, odd, header, aside } = fates;
    json!({"understood": understood, "not_understood": odd, "header": header, "aside": aside})
}

/// How many in a second; as many as there are where it took no time at all.
pub(super) fn per_second(number: usize, time: Duration) -> u64 {
    if time.is_zero() { number as u64 } else { (number as f64 / time.as_secs_f64()) as u64 }
}
