//! The examples of a page: request lines and JSON.

use contract::{Example, ExampleRole, RequestLine};

use crate::blocks::Line;
use crate::json;
use crate::lower::Lowering;
use crate::sections::Section;
use crate::walk::{Answer, Spot};

/// `POST https://host/path`, or the URL alone.
pub(crate) fn request_line(text: &str) -> Option<(Option<&str>, &str)> {
    let text = text.trim();
    let is_url = |url: &str| url.starts_with("http://") || url.starts_with("https://");
    let method_end = text.find(|c: char| !c.is_ascii_uppercase()).unwrap_or(text.len());
    let (method, rest) = text.split_at(method_end);
    let rest = rest.trim_start();
    let known = matches!(method, "GET" | "POST" | "PUT" | "DELETE" | "PATCH" | "HEAD" | "OPTIONS");
    if known && (is_url(rest) || rest.starts_with(['/', '{'])) {
        return Some((Some(method), rest));
    }
    (method.is_empty() && is_url(text) && !text.contains(' ')).then_some((None, text))
}

/// Reads every example of the page into the contract.
pub(crate) fn read(lowering: &mut Lowering<'_, '_>) {
    let walk = lowering.walk;
    // A request line in a block of its own belongs to the body that follows it there.
    let mut waiting: Option<(u32, Example)> = None;
    for (spot, lines) in &walk.codes {
        let Some(role) = role(*spot, lines) else { continue };
        let Some((example, has_body)) = block(lowering, role, lines) else { continue };
        if let Some((container, earlier)) = waiting.take() {
            if container == spot.container && example.line.is_none() && example.role == ExampleRole::Request {
                lowering.contract.examples.push(Example { body: example.body, ..earlier });
                continue;
            }
            lowering.contract.examples.push(earlier);
        }
        if example.line.is_some() && !has_body {
            waiting = Some((spot.container, example));
        } else {
            lowering.contract.examples.push(example);
        }
    }
    lowering.contract.examples.extend(waiting.map(|(_, example)| example));
    // Some pages write the request line as a plain paragraph.
    for (spot, line, inline) in &walk.paragraphs {
        if spot.section == Section::RequestExample
            && let Some((method, url)) = request_line(&inline.text)
        {
            let at = lowering.at(*line);
            let request = RequestLine { method: method.map(str::to_owned), url: url.to_owned(), at: at.clone() };
            let example = Example { role: ExampleRole::Request, at, name: None, line: Some(request), body: None };
            lowering.contract.examples.push(example);
        }
    }
    lowering.contract.examples.sort_by_key(|example| example.at.line);
}

fn role(spot: Spot, lines: &[Line<'_>]) -> Option<ExampleRole> {
    let status = match spot.answer {
        Answer::Code(status, _) => Some(status),
        Answer::Abnormal => Some(contract::Status::Default),
        Answer::Unsaid => None,
    };
    match spot.section {
        Section::RequestExample => Some(ExampleRole::Request),
        Section::ResponseExample => Some(ExampleRole::Response(status)),
        Section::Example => {
            let first = lines.iter().find(|line| !line.is_blank())?;
            let sent = request_line(first.text).is_some();
            Some(if sent { ExampleRole::Request } else { ExampleRole::Response(status) })
        }
        _ => None,
    }
}

/// One code block; `None` where it shows neither a request nor JSON.
fn block(lowering: &mut Lowering<'_, '_>, role: ExampleRole, lines: &[Line<'_>]) -> Option<(Example, bool)> {
    let start = lines.iter().position(|line| !line.is_blank())?;
    let first = lines[start].trimmed();
    let at = contract::Place::new(lowering.at(first.number).file, first.number, first.column);
    let line = request_line(first.text).filter(|_| role == ExampleRole::Request).map(|(method, url)| RequestLine {
        method: method.map(str::to_owned),
        url: url.trim_end_matches("HTTP/1.1").trim_end().to_owned(),
        at: at.clone(),
    });
    let body = lines.iter().position(|line| line.text.trim_start().starts_with(['{', '[']));
    let body = body.filter(|body| line.is_some() || lines[start..*body].iter().all(|line| is_head(line.text)));
    let body = body.map(|body| &lines[body..]);
    if line.is_none() && body.is_none() {
        return None;
    }
    let mut value = None;
    if let Some(lines) = body {
        let read = json::read(lines);
        if let Some((line, why)) = read.defect {
            let message = format!("the example is no JSON: {why}");
            let address = match role {
                ExampleRole::Request => contract::Address::Request(contract::FieldPath::root()),
                ExampleRole::Response(status) => {
                    let status = status.unwrap_or_else(|| lowering.status(Answer::Unsaid));
                    contract::Address::Response(status, contract::FieldPath::root())
                }
            };
            lowering.defect("example-unparsable", address, line, message);
        }
        value = read.value;
    }
    Some((Example { role, at, name: None, line, body: value }, body.is_some()))
}

/// A status line or a header before the body.
fn is_head(text: &str) -> bool {
    text.trim().is_empty()
        || text.starts_with("HTTP/")
        || text.split_once(':').is_some_and(|(name, _)| !name.contains(' '))
}
