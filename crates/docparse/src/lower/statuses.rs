//! Which statuses a page knows, and which of them its unnamed tables describe.

use contract::{Address, Element, Fate, FieldPath, Status};

use super::Lowering;
use crate::blocks::Line;
use crate::links::Linked;
use crate::sections::Section;
use crate::tables::Role;
use crate::walk::{Answer, Walk, status, status_line};

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
                    let words = cells.cells.last().map(|cell| walk.inline_of(cell).text.into_string());
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
        for (_, status, line) in self.walk.statuses.iter().filter(|(spot, ..)| !spot.section.is_example()) {
            self.element(Address::Response(*status, FieldPath::root()), *line);
        }
        // Where nothing says what success is, the answers shown have a status.
        let told = |element: &Element| match &element.address {
            Address::Response(status, _) => status.is_success() || is_redirection(*status),
            _ => false,
        };
        if !self.contract.elements.iter().any(told) {
            for (status, line) in shown_statuses(self.walk) {
                self.element(Address::Response(status, FieldPath::root()), line);
            }
        }
    }
}

/// Some operations succeed with a redirection or with several choices.
fn is_redirection(status: Status) -> bool {
    matches!(status, Status::Code(300..=399))
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
    let listed: Vec<Status> = listed.chain(said_statuses(walk).into_iter().map(|(status, _)| status)).collect();
    let shown: Vec<Status> = shown_statuses(walk).into_iter().map(|(status, _)| status).collect();
    // Of several successes, the one that is shown has the body; no other is, or each may have it.
    let mut bodies = shown.iter().filter(|status| status.is_success() && !matches!(status, Status::Code(204 | 205)));
    if let Some(first) = bodies.next().filter(|first| listed.contains(first) && bodies.all(|other| other == *first)) {
        return *first;
    }
    let named = walk.tables.iter().filter_map(|found| match found.spot.answer {
        Answer::Code(status, _) => Some(status),
        _ => None,
    });
    let labelled = walk.statuses.iter().map(|(_, status, _)| *status);
    let all: Vec<Status> = listed.into_iter().chain(named).chain(labelled).chain(shown).collect();
    let found =
        all.iter().find(|status| status.is_success()).or_else(|| all.iter().find(|status| is_redirection(**status)));
    found.copied().unwrap_or(Status::Range(2))
}

/// The statuses of the answers shown: of the label above each, or of its first line, `HTTP/1.1 204 No Content` or
/// `HTTP response code: 204`. What only asks to go on, `HTTP/1.1 100 Continue`, is no answer.
fn shown_statuses(walk: &Walk<'_>) -> Vec<(Status, u32)> {
    let labelled = walk.statuses.iter().filter(|(spot, ..)| spot.section.is_example());
    let labelled = labelled.map(|(_, status, line)| (*status, *line));
    let read = |line: &Line<'_>| {
        let text = line.text.trim();
        let code = text.strip_prefix("HTTP/").and_then(|rest| rest.split_once(' '));
        let status = code.and_then(|(_, code)| status(code.trim())).or_else(|| status_line(text))?;
        Some((status, line.number))
    };
    let shown = walk.codes.iter().filter(|(spot, _)| spot.section == Section::ResponseExample);
    let shown = shown.filter_map(|(_, lines)| {
        let mut heads = lines.iter().filter(|line| !line.is_blank()).map_while(read);
        heads.find(|(status, _)| !matches!(status, Status::Code(100..=199)))
    });
    labelled.chain(shown).collect()
}

/// Codes that the status section gives in words.
fn said_statuses(walk: &Walk<'_>) -> Vec<(Status, u32)> {
    let paragraphs = walk.paragraphs.iter().filter(|(spot, ..)| spot.section == Section::Status);
    let said = paragraphs.filter(|(.., inline)| inline.refs.is_empty());
    said.flat_map(|(_, line, inline)| stated(&inline.text).into_iter().map(|status| (status, *line))).collect()
}

/// The words that may stand around statuses where a paragraph says nothing else.
const AROUND: [&str; 24] = [
    "normal",
    "abnormal",
    "success",
    "successful",
    "failure",
    "failed",
    "status",
    "statuses",
    "code",
    "codes",
    "http",
    "response",
    "responses",
    "request",
    "returned",
    "return",
    "returns",
    "value",
    "values",
    "the",
    "is",
    "are",
    "or",
    "and",
];

/// `200`, `Normal: 200`, `Status Code: 202.`, `200, 202, or 204`; of `2xx, for example, 200 or 204` the hundred, of which
/// the others are examples.
fn stated(text: &str) -> Vec<Status> {
    /// Longer paragraphs say something else about statuses.
    const LONGEST: usize = 80;
    let text = text.trim();
    if text.len() > LONGEST {
        return Vec::new();
    }
    let head = [", for example", " for example", " such as", "(for example", " e.g."];
    let head = head.iter().find_map(|lead| Some(text.split_once(lead)?.0)).filter(|head| !all_stated(head).is_empty());
    let found = all_stated(head.unwrap_or(text));
    if !found.is_empty() {
        return found;
    }
    // What stands behind a status is its meaning: `204 No Content`.
    let rest = text.split_once(':').filter(|(lead, _)| lead.len() <= 20).map_or(text, |(_, rest)| rest.trim());
    status(rest).filter(|_| text.len() <= 40).into_iter().collect()
}

/// The statuses of a text that has no other words than those around them.
fn all_stated(text: &str) -> Vec<Status> {
    let mut found = Vec::new();
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        match status(word) {
            Some(status) if !found.contains(&status) => found.push(status),
            Some(_) => {}
            None if AROUND.iter().any(|known| word.eq_ignore_ascii_case(known)) => {}
            None => return Vec::new(),
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_paragraph_of_nothing_but_statuses_states_them() {
        for (text, statuses) in [
            ("200", "200"),
            ("Status Code:200.", "200"),
            ("Normal: 204 No Content", "204"),
            ("200, 202, or 204", "200 202 204"),
            ("The normal status codes are 200 and 201.", "200 201"),
            ("2xx, for example, 200, 202, or 204", "2XX"),
            ("Normal: 2xx (for example 200 or 204)", "2XX"),
            ("4xx or 5xx", "4XX 5XX"),
            ("For example, 200 lamps are lit", ""),
            ("If 201 is returned, the lamp is lit", ""),
            ("404 is what a ship gets that asks for a lighthouse which is not there", ""),
        ] {
            let found: Vec<String> = stated(text).iter().map(ToString::to_string).collect();
            assert_eq!(found.join(" "), statuses, "{text}");
        }
    }
}
