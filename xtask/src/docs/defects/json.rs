//! Defects for programs.

use contract::Problem;
use serde_json::{Map, Value, json};

use super::{Entry, Report, Service};

pub(super) fn print(report: &Report, problems: &[Problem]) -> Value {
    let counts: Map<String, Value> = report
        .counts()
        .into_iter()
        .map(|(class, [low, medium, high])| {
            (class.as_str().to_owned(), json!({"high": high, "medium": medium, "low": low}))
        })
        .collect();
    json!({
        "defects": report.total(),
        "hidden": report.hidden,
        "classes": counts,
        "services": report.services.iter().map(service).collect::<Vec<_>>(),
        "problems": problems,
    })
}

fn service(service: &Service) -> Value {
    json!({
        "service": service.name,
        "pages": service.pages,
        "affected_pages": service.affected(),
        "defects": service.entries.iter().map(entry).collect::<Vec<_>>(),
    })
}

fn entry(entry: &Entry) -> Value {
    let places = entry.places.iter().map(|shown| {
        json!({
            "file": shown.at.file, "line": shown.at.line, "column": shown.at.column,
            "evidence": shown.evidence.iter().map(|evidence| {
                let at = &evidence.at;
                json!({"file": at.file, "line": at.line, "column": at.column, "says": evidence.says})
            }).collect::<Vec<_>>(),
        })
    });
    json!({
        "class": entry.class.as_str(),
        "confidence": entry.confidence,
        "address": entry.address,
        "message": entry.message,
        "suggestion": entry.class.advice(),
        "places": places.collect::<Vec<_>>(),
    })
}
