//! Findings in SARIF 2.1.0, the format that code hosts show beside the lines of a change.

use std::collections::BTreeSet;

use contract::{Place, Severity};
use serde_json::{Value, json};

use crate::rules::RULES;
use crate::{Finding, Report};

/// One SARIF log with one run. Excused findings are results with an accepted suppression.
pub fn sarif(reports: &[Report]) -> Value {
    let results: Vec<Value> = reports.iter().flat_map(Report::findings).map(result).collect();
    let summary = |id: &str| {
        let base = id.split(':').next().unwrap_or(id);
        RULES.iter().find(|rule| rule.id == base).map_or_else(|| of_no_rule(base), |rule| rule.summary)
    };
    let found = reports.iter().flat_map(Report::findings).map(|finding| finding.rule.as_str());
    let ids: BTreeSet<&str> = RULES.iter().map(|rule| rule.id).chain(found).collect();
    let rules: Vec<Value> =
        ids.into_iter().map(|id| json!({"id": id, "shortDescription": {"text": summary(id)}})).collect();
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {"name": "truespec", "version": env!("CARGO_PKG_VERSION"), "informationUri": env!("CARGO_PKG_REPOSITORY"), "rules": rules}},
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    })
}

fn result(finding: &Finding) -> Value {
    let mut result = json!({
        "ruleId": finding.rule,
        "level": match finding.severity { Severity::Error => "error", Severity::Warning => "warning" },
        "message": {"text": format!("{}\n{}", finding.message, finding.help)},
        "locations": finding.primary().map(|told| location(&told.at, None)).into_iter().collect::<Vec<_>>(),
        "relatedLocations": finding
            .told
            .iter()
            .map(|told| location(&told.at, Some(format!("{}: {}", told.witness, told.says))))
            .collect::<Vec<_>>(),
        "properties": {"service": finding.service, "operation": finding.operation, "address": finding.address},
    });
    if let Some(excuse) = &finding.excused {
        result["suppressions"] = json!([{
            "kind": "external",
            "status": "accepted",
            "justification": format!("{} ({})", excuse.we_do, excuse.at),
        }]);
    }
    result
}

fn location(at: &Place, message: Option<String>) -> Value {
    let mut physical = json!({"artifactLocation": {"uri": &*at.file}});
    if at.line > 0 {
        physical["region"] = json!({"startLine": at.line});
    }
    if at.column > 0 {
        physical["region"]["startColumn"] = at.column.into();
    }
    let mut location = json!({"physicalLocation": physical});
    if let Some(message) = message {
        location["message"] = json!({"text": message});
    }
    location
}
/// What is found beside the rules.
fn of_no_rule(base: &str) -> &'static str {
    if base == "unwritten" { "Our words are written." } else { "Quirks apply to something." }
}
