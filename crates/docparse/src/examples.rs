//! The examples of a page: request lines and JSON.

use contract::{Address, Example, ExampleRole, FieldPath, RequestLine, Status};
use serde_json::Value;

use crate::blocks::Line;
use crate::defects;
use crate::lower::Lowering;
use crate::sections::Section;
use crate::uri::{self, Endpoint};
use crate::walk::{self, Answer, Spot};

pub(crate) mod curl;

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
    for (code, (spot, lines)) in walk.codes.iter().enumerate() {
        let Some(role) = role(*spot, lines) else { continue };
        let Some((example, has_body)) = block(lowering, role, code) else { continue };
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

/// The request line among the lines above a body: of several, the one of this operation. The method may have a line of its
/// own, and above a body a URL needs none.
fn request<'l>(lines: &'l [Line<'_>], has_body: bool, endpoint: &Endpoint) -> Option<(Option<&'l str>, &'l str)> {
    let mut words = lines.iter().map(|line| line.text.trim()).filter(|text| !text.is_empty());
    let first = words.next()?;
    let Some(found) = request_line(first) else {
        return match request_line(words.next().filter(|_| is_method(first)).unwrap_or_default()) {
            Some((None, url)) => Some((Some(first), url)),
            _ if has_body && first.starts_with("http") && first.contains("://") => Some((None, first)),
            _ => None,
        };
    };
    let fits = |(method, url): &(Option<&str>, &str)| {
        let (method, url) = (method.map(str::to_owned), (*url).to_owned());
        uri::misfit(&RequestLine { method, url, at: contract::Place::line("", 0) }, endpoint).is_none()
    };
    let mut others = words.map_while(request_line).peekable();
    if others.peek().is_none() || fits(&found) {
        return Some(found);
    }
    others.find(fits).or(Some(found))
}

/// How many of the lines say what is sent, where the first does: the method may have one of its own. And the body, where it
/// begins in the line of the URL.
pub(crate) fn sent<'l>(lines: &'l [Line<'_>]) -> Option<(usize, Option<&'l str>)> {
    let first = lines.first()?.text.trim();
    if request_line(first).is_some() {
        return Some((1, body_in(first).map(|at| first[at..].trim_start())));
    }
    if !is_method(first) {
        return None;
    }
    let next = (1..lines.len()).find(|at| !lines[*at].is_blank())?;
    matches!(request_line(lines[next].text), Some((None, _))).then_some((next + 1, None))
}

fn is_method(word: &str) -> bool {
    word.bytes().all(|byte| byte.is_ascii_uppercase()) && uri::known_method(word).is_some()
}

/// The lines of an example, with what stands in one line set apart: the method and its URL, the URL and its body.
pub(crate) fn apart(mut lines: Vec<Line<'_>>) -> Vec<Line<'_>> {
    let Some(first) = lines.iter().position(|line| !line.is_blank()) else { return lines };
    let line = lines[first].trimmed();
    if request_line(line.text).is_none() {
        return lines;
    }
    if let Some(at) = body_in(line.text) {
        let body = line.part(at, line.text.len()).map(Line::trimmed).filter(|body| body.text != "null");
        lines[first] = Line { text: line.text[..at].trim_end(), ..line };
        if let Some(body) = body {
            lines.insert(first + 1, body);
        }
    }
    lines
}

/// Where the body begins that stands in the line of its URL. What is in braces there is a name: `{endpoint}`.
fn body_in(text: &str) -> Option<usize> {
    let begins = |rest: &str| {
        rest == "null" || rest == "{" || rest == "[" || {
            let inside = rest.strip_prefix(['{', '[']).unwrap_or("x").trim_start();
            inside.starts_with(['"', '{', '}', ']'])
        }
    };
    let mut blanks = text.match_indices(' ').filter(|(at, _)| !text[at + 1..].starts_with(' '));
    let found = blanks.find(|(at, _)| begins(&text[at + 1..]));
    found.map(|(at, _)| at + 1)
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
            let sent = request_line(first.text).is_some() || curl::begins(first.text) || is_method(first.text.trim());
            Some(if sent { ExampleRole::Request } else { ExampleRole::Response(status) })
        }
        _ => None,
    }
}

/// One code block; `None` where it shows neither a request nor JSON.
fn block(lowering: &mut Lowering<'_, '_>, mut role: ExampleRole, code: usize) -> Option<(Example, bool)> {
    let walk = lowering.walk;
    let (_, lines) = walk.codes.get(code)?;
    let start = lines.iter().position(|line| !line.is_blank())?;
    let first = lines[start].trimmed();
    let at = contract::Place::new(lowering.at(first.number).file, first.number, first.column);
    let body = lines.iter().position(|line| begins_json(line.text));
    let sent = request(&lines[..body.unwrap_or(lines.len())], body.is_some(), lowering.endpoint);
    let sent = sent.or_else(|| curl::request(lines)).filter(|_| role == ExampleRole::Request);
    let line = sent.map(|(method, url)| RequestLine {
        method: method.map(str::to_owned),
        url: whole_url(url, &lines[start + 1..]),
        at: at.clone(),
    });
    // The request may be shown once more above its answer.
    let is_before = |line: &Line<'_>| is_head(line.text) || request_line(line.text).is_some();
    let body = body.filter(|body| line.is_some() || lines[start..*body].iter().all(is_before));
    // What the block says of itself is nearer than what is said around it; `100 Continue` is no answer.
    if let (ExampleRole::Response(status), Some(body)) = (&mut role, body) {
        let mut told = lines[start..body].iter().filter_map(|line| status_of_head(line.text));
        *status = told.find(|status| !matches!(status, Status::Code(100..=199))).or(*status);
    }
    let body = body.map(|body| &lines[body..]);
    if line.is_none() && body.is_none() {
        if !says_nothing(&lines[start..]) {
            lowering.unread.push(at.line);
        }
        return None;
    }
    let mut value = None;
    if let (Some(lines), Some(read)) = (body, walk.json(code)) {
        defects::unparsable(lowering, role, &read.faults);
        value.clone_from(&read.value);
        if role == ExampleRole::Response(None) && value.as_ref().is_some_and(|value| is_error(lowering, value)) {
            role = ExampleRole::Response(Some(contract::Status::Default));
        }
        lowering.bodies.push((at.line, lines));
    }
    Some((Example { role, at, name: None, line, body: value }, body.is_some()))
}

/// Whether an example without JSON shows all that there is: an answer has no body, or the body is XML, which is no contract's.
fn says_nothing(lines: &[Line<'_>]) -> bool {
    const NOTHING: [&str; 6] = ["none", "null", "n/a", "-", "无", "/"];
    let first = lines.first().map_or("", |line| line.text.trim());
    let none = first.trim_end_matches(['.', '。']).to_lowercase();
    // The name of a header has no quotes; that of a field has, whose braces were lost.
    let is_head = |line: &&Line<'_>| is_head(line.text) && !line.text.trim_start().starts_with('"');
    let ends = lines.iter().find(|line| !is_head(line)).is_none_or(|line| line.text.trim_start().starts_with('<'));
    ends || first.starts_with('<') || (lines.len() == 1 && NOTHING.contains(&none.as_str()))
}

/// What to tell of the examples that say what nobody has read.
pub(crate) fn unread(lines: &[u32], file: &std::sync::Arc<str>) -> Option<contract::Problem> {
    let (first, more) = lines.split_first()?;
    let others = match more {
        [] => String::new(),
        [line] => format!(", nor does that in line {line}"),
        _ => format!(", nor do {} more below", more.len()),
    };
    let message = format!(
        "nothing is read from this example{others}: it begins neither as a request nor as a JSON object or list"
    );
    let help = "where it is a request, begin it with `POST https://…`; where it is a body, write it as JSON";
    Some(contract::Problem::warning("example-unread", contract::Place::line(file.clone(), *first), message).help(help))
}

/// A URL, with what the next lines go on with, and without the version of the protocol.
fn whole_url(url: &str, next: &[Line<'_>]) -> String {
    let mut whole = url.to_owned();
    let goes_on = |text: &&str| text.starts_with(['/', '?', '&']) && !text.starts_with("//") && !text.starts_with("/*");
    for more in next.iter().map(|line| line.text.trim()).take_while(goes_on) {
        let twice = whole.ends_with('/') && more.starts_with('/');
        whole.push_str(&more[usize::from(twice)..]);
    }
    whole.trim_end_matches("HTTP/1.1").trim_end().to_owned()
}

/// Whether JSON may begin in a line: `[{` does, `[Bytes of the object]` is a description.
pub(crate) fn begins_json(text: &str) -> bool {
    let text = text.trim_start();
    let described = text.strip_prefix('[').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_uppercase()));
    text.starts_with(['{', '[']) && !described
}

/// Whether a body is the vendor's for failures, where the fields of the answer are others: pages show it below the answer of
/// a success, after an *or*. `{"error_code": …, "error_msg": …}`, `{"error": {"code": …, "message": …}}`.
fn is_error(lowering: &Lowering<'_, '_>, value: &Value) -> bool {
    let Some(fields) = value.as_object() else { return false };
    let names = ["errCode", "externalMessage", "request_id", "code", "message"];
    let flat = fields.keys().all(|name| name.starts_with("error") || names.contains(&name.as_str()))
        && ["error", "error_code", "errCode"].iter().any(|name| fields.contains_key(*name));
    let only = Some(fields).filter(|fields| fields.len() == 1).and_then(|fields| fields.values().next());
    let wrapped = only.is_some_and(|inside| inside.get("code").is_some() && inside.get("message").is_some());
    let success = lowering.status(Answer::Unsaid);
    let is_known = |name: &String| {
        let path = FieldPath::root().field(name);
        lowering.contract.get(&Address::Response(success, path)).is_some()
    };
    (flat || wrapped) && !fields.keys().any(is_known)
}

/// A status line or a header before the body.
pub(crate) fn is_head(text: &str) -> bool {
    text.trim().is_empty()
        || text.trim_start().starts_with("HTTP/")
        || text.split_once(':').is_some_and(|(name, _)| !name.trim().contains(' '))
        || status_of_head(text).is_some()
}

/// The status of `HTTP/1.1 200 OK` or `Status code: 200`.
fn status_of_head(text: &str) -> Option<Status> {
    let text = text.trim();
    match text.strip_prefix("HTTP/") {
        Some(version) => walk::status(version.split_once(' ')?.1.trim()),
        None => walk::status_line(text),
    }
}
