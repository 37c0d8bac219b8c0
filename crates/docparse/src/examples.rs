//! The examples of a page: request lines and JSON.

use contract::{Address, Example, ExampleRole, FieldPath, RequestLine};
use serde_json::Value;

use crate::blocks::Line;
use crate::defects;
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
fn block<'w, 'p>(
    lowering: &mut Lowering<'w, 'p>,
    mut role: ExampleRole,
    lines: &'w [Line<'p>],
) -> Option<(Example, bool)> {
    let start = lines.iter().position(|line| !line.is_blank())?;
    let first = lines[start].trimmed();
    let at = contract::Place::new(lowering.at(first.number).file, first.number, first.column);
    let line = request_line(first.text).filter(|_| role == ExampleRole::Request).map(|(method, url)| RequestLine {
        method: method.map(str::to_owned),
        url: url.trim_end_matches("HTTP/1.1").trim_end().to_owned(),
        at: at.clone(),
    });
    let body = lines.iter().position(|line| begins_json(line.text));
    let body = body.filter(|body| line.is_some() || lines[start..*body].iter().all(|line| is_head(line.text)));
    let body = body.map(|body| &lines[body..]);
    if line.is_none() && body.is_none() {
        return None;
    }
    let mut value = None;
    if let Some(lines) = body {
        let read = json::read(lines);
        defects::unparsable(lowering, role, &read.faults);
        value = read.value;
        if role == ExampleRole::Response(None) && value.as_ref().is_some_and(|value| is_error(lowering, value)) {
            role = ExampleRole::Response(Some(contract::Status::Default));
        }
        lowering.bodies.push((at.line, lines));
    }
    Some((Example { role, at, name: None, line, body: value }, body.is_some()))
}

/// Whether JSON may begin in a line: `[{` does, `[Bytes of the object]` is a description.
pub(crate) fn begins_json(text: &str) -> bool {
    let text = text.trim_start();
    let described = text.strip_prefix('[').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_uppercase()));
    text.starts_with(['{', '[']) && !described
}

/// Whether a body is the vendor's for failures, where the fields of the answer are others.
fn is_error(lowering: &Lowering<'_, '_>, value: &Value) -> bool {
    let Some(fields) = value.as_object() else { return false };
    let names = ["error", "error_code", "error_msg", "errCode", "externalMessage", "request_id", "code", "message"];
    let told = fields.keys().all(|name| names.contains(&name.as_str()))
        && ["error", "error_code", "errCode"].iter().any(|name| fields.contains_key(*name));
    let success = lowering.status(Answer::Unsaid);
    let is_known = |name: &String| {
        let path = FieldPath::root().field(name);
        lowering.contract.get(&Address::Response(success, path)).is_some()
    };
    told && !fields.keys().any(is_known)
}

/// A status line or a header before the body.
fn is_head(text: &str) -> bool {
    text.trim().is_empty()
        || text.starts_with("HTTP/")
        || text.split_once(':').is_some_and(|(name, _)| !name.contains(' '))
}
