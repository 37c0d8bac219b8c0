//! Example URLs and methods against the URI.

use contract::Address;

use super::{Class, MOST};
use crate::lower::Lowering;
use crate::uri;

/// Each contradiction once, however many examples show it.
pub(super) fn find(lowering: &mut Lowering<'_, '_>) {
    let mut told: Vec<(String, &contract::RequestLine)> = Vec::new();
    for line in lowering.contract.examples.iter().filter_map(|example| example.line.as_ref()).take(MOST) {
        let Some(message) = uri::misfit(line, lowering.endpoint) else { continue };
        if lowering.endpoints.iter().any(|endpoint| uri::misfit(line, endpoint).is_none()) {
            continue;
        }
        if told.iter().all(|(known, _)| *known != message) {
            told.push((message, line));
        }
    }
    let uri = format!("{} {}", lowering.endpoint.method, lowering.endpoint.path);
    let at = lowering.at(lowering.endpoint.line);
    let defects: Vec<_> = told
        .into_iter()
        .map(|(message, line)| {
            let sent = format!("{} {}", line.method.as_deref().unwrap_or_default(), line.url);
            let defect = lowering.defect(Class::ExampleUrl, Address::Operation, line.at.line, message);
            contract::Defect { at: line.at.clone(), ..defect }
                .evidence(line.at.clone(), sent.trim().chars().take(200).collect::<String>())
                .evidence(at.clone(), uri.clone())
        })
        .collect();
    lowering.contract.defects.extend(defects);
}
