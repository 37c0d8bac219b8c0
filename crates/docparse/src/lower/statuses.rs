//! Which statuses a page knows, and which of them its unnamed tables describe.

use contract::{Address, Element, Fate, FieldPath, Status};

use super::Lowering;
use crate::links::Linked;
use crate::sections::Section;
use crate::tables::Role;
use crate::walk::{Answer, Walk, status};

impl Lowering<'_, '_> {
    /// A table of status codes introduces each response.
    pub(super) fn statuses(&mut self, table: usize) {
        let walk = self.walk;
        for (row, cells) in walk.tables[table].table.rows.iter().enumerate() {
            let found = cells.cells.iter().take(2).find_map(|cell| status(walk.inline_of(cell).text.trim()));
            self.fates[table][row] = Some(match found {
                Some(status) => {
                    let address = Address::Response(status, FieldPath::root());
                    let at = self.at(cells.line);
                    let words = cells.cells.last().map(|cell| walk.inline_of(cell).text);
                    let element = self.element(address.clone(), cells.line);
                    element.at = at;
                    element.words = words;
                    Fate::Told(vec![address])
                }
                None => Fate::Aside("status codes".into()),
            });
        }
    }

    pub(super) fn statuses_in_prose(&mut self) {
        for (status, line) in said_statuses(self.walk) {
            self.element(Address::Response(status, FieldPath::root()), line);
        }
        // Where nothing lists the statuses, the answers shown have some.
        let told = |element: &Element| matches!(&element.address, Address::Response(Status::Code(_), _));
        if !self.contract.elements.iter().any(told) {
            for (status, line) in shown_statuses(self.walk) {
                self.element(Address::Response(status, FieldPath::root()), line);
            }
        }
    }
}

/// The status of the response that a page describes without naming it.
pub(crate) fn success(walk: &Walk<'_>, linked: &Linked<'_>) -> Status {
    let listed =
        walk.tables.iter().zip(&linked.tables).filter(|(_, read)| read.role == Role::Status).flat_map(|(found, _)| {
            found
                .table
                .rows
                .iter()
                .filter_map(|row| row.cells.iter().take(2).find_map(|cell| status(walk.inline_of(cell).text.trim())))
        });
    let named = walk.tables.iter().map(|found| found.spot.answer).chain(walk.codes.iter().map(|(spot, _)| spot.answer));
    let named = named.filter_map(|answer| match answer {
        Answer::Code(status, _) => Some(status),
        _ => None,
    });
    let prose = said_statuses(walk).into_iter().map(|(status, _)| status);
    let shown = shown_statuses(walk).into_iter().map(|(status, _)| status);
    let all: Vec<Status> = listed.chain(prose).chain(named).chain(shown).collect();
    // Some operations succeed with a redirection or with several choices.
    let normal = |status: &Status| matches!(status, Status::Code(300..=399));
    let found = all.iter().find(|status| status.is_success()).or_else(|| all.iter().find(|status| normal(status)));
    found.copied().unwrap_or(Status::Range(2))
}

/// The status lines of the answers shown: `HTTP/1.1 204 No Content`.
fn shown_statuses(walk: &Walk<'_>) -> Vec<(Status, u32)> {
    let shown = walk.codes.iter().filter(|(spot, _)| spot.section == Section::ResponseExample);
    let shown = shown.filter_map(|(_, lines)| {
        let line = lines.iter().find(|line| !line.is_blank())?;
        let (_, code) = line.text.trim().strip_prefix("HTTP/")?.split_once(' ')?;
        Some((status(code.trim())?, line.number))
    });
    shown.collect()
}

/// Codes that the status section gives in words: `200`, `Normal: 200`, `Status Code: 202.`
fn said_statuses(walk: &Walk<'_>) -> Vec<(Status, u32)> {
    let mut said = Vec::new();
    for (_, line, inline) in walk.paragraphs.iter().filter(|(spot, ..)| spot.section == Section::Status) {
        let text = inline.text.trim();
        let text = text.split_once(':').filter(|(lead, _)| lead.len() <= 20).map_or(text, |(_, rest)| rest.trim());
        if let Some(status) = status(text).filter(|_| text.len() <= 40 && inline.refs.is_empty()) {
            said.push((status, *line));
        }
    }
    said
}
