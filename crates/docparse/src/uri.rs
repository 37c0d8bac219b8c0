//! The lines of a page that say method and path.

use contract::RequestLine;

use crate::blocks::{Cell, Row, Table};
use crate::chinese;
use crate::report::Report;
use crate::sections::Section;
use crate::walk::Walk;

/// The names in a query string, and the value of each that is written out.
pub(crate) type Query = Vec<(String, Option<String>)>;

/// What one METHOD line states.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Endpoint {
    pub(crate) method: String,
    /// The path template, from its first slash, without a query.
    pub(crate) path: String,
    /// What the line says about the query: `?action=stop&limit={limit}`.
    pub(crate) query: Query,
    pub(crate) line: u32,
    /// Whether the line begins a request shown as a whole, in which names stand for values that no row describes.
    pub(crate) shown: bool,
    /// The names in its query that have no value, `?acl`: without one, the line is another operation's.
    pub(crate) flags: Vec<String>,
}

impl Endpoint {
    /// Whether its path is that of another operation with values in place of the names. One that holds an identifier is an
    /// example of something, if not of what this page documents.
    fn is_example_of(&self, other: &Self) -> bool {
        let is_id = |text: &str| {
            text.len() >= 16
                && text.contains(|c: char| c.is_ascii_digit())
                && text.bytes().all(|byte| byte == b'-' || byte.is_ascii_hexdigit())
        };
        if other.path.contains('{') && !self.path.contains('{') && self.path.split('/').any(is_id) {
            return true;
        }
        let is_value =
            |text: &str| text.len() >= 6 && text.contains(|c: char| c.is_ascii_digit()) && !text.contains(['{', '}']);
        let (ours, theirs) = (self.path.split('/'), other.path.split('/'));
        self.method == other.method
            && self.path != other.path
            && ours.clone().count() == theirs.clone().count()
            && ours.zip(theirs).all(|(ours, theirs)| ours == theirs || (theirs.starts_with('{') && is_value(ours)))
    }

    /// The names in braces, in order.
    pub(crate) fn variables(&self) -> Vec<&str> {
        self.path.split('{').skip(1).filter_map(|part| Some(part.split_once('}')?.0)).collect()
    }
}

/// No URL of a page is longer; what is, is looked at again for each blank in it.
const LONGEST: usize = 4_096;
/// More operations than any page documents: each is read from the whole page.
const MOST: usize = 12;

const METHODS: [&str; 7] = ["GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS"];

/// Every operation that the page documents, in order; where there are too many, that is told.
pub(crate) fn endpoints(walk: &Walk<'_>, report: &mut Report) -> Vec<Endpoint> {
    let mut found: Vec<Endpoint> = Vec::new();
    let (mut path, mut method) = (None, None);
    let in_uri = |section: Section| section == Section::Uri;
    for (_, line, inline) in walk.paragraphs.iter().filter(|(spot, ..)| in_uri(spot.section)) {
        if let Some(endpoint) = endpoint(&inline.text, *line) {
            push(&mut found, endpoint);
        }
        // Some pages write `PATH: /x` and `Method: GET` as two paragraphs.
        match inline.text.split_once([':', '：']).map(|(word, rest)| (word.trim().to_ascii_lowercase(), rest.trim())) {
            Some((word, rest)) if word == "path" && rest.starts_with('/') => path = Some((rest.to_owned(), *line)),
            Some((word, rest)) if word == "method" => method = known_method(rest),
            _ => {}
        }
        if let (Some((path, line)), Some(method)) = (&path, &method)
            && let Some(endpoint) = self::endpoint(&format!("{method} {path}"), *line)
        {
            push(&mut found, endpoint);
        }
    }
    if found.is_empty() {
        in_tables(walk).into_iter().for_each(|endpoint| push(&mut found, endpoint));
    }
    if found.is_empty() {
        for (_, lines) in walk.codes.iter().filter(|(spot, _)| in_uri(spot.section)) {
            let told = lines.iter().filter_map(|line| Some(with_names(endpoint(line.text, line.number)?, line.text)));
            told.for_each(|endpoint| push(&mut found, endpoint));
        }
    }
    let examples: Vec<bool> =
        found.iter().map(|endpoint| found.iter().any(|other| endpoint.is_example_of(other))).collect();
    let mut examples = examples.into_iter();
    found.retain(|_| !examples.next().unwrap_or(false));
    if let Some(first) = found.get(MOST) {
        let message = format!("the page documents more than {MOST} operations; the rest is left out");
        let help = "split the page: no reader looks for so many operations on one";
        report.error("too-many-operations", first.line, 1, message, help);
        found.truncate(MOST);
    }
    found
}

/// Adds an operation that is not known yet; of too many, the first that is too many shows it.
fn push(found: &mut Vec<Endpoint>, endpoint: Endpoint) {
    let same = |known: &Endpoint| (&known.method, &known.path) == (&endpoint.method, &endpoint.path);
    if found.len() <= MOST && !found.iter().any(same) {
        found.push(endpoint);
    }
}

/// Some pages have a table for it, of a column for the method and one for the URI.
fn in_tables(walk: &Walk<'_>) -> Vec<Endpoint> {
    let mut found = Vec::new();
    for table in walk.tables.iter().filter(|found| found.spot.section == Section::Uri).map(|found| &found.table) {
        let Some(header) = &table.header else { continue };
        found.extend(in_rows(walk, table));
        let column = |words: &[&str]| header.cells.iter().position(|cell| is_called(walk, cell, words));
        let (method, uri) = (column(&METHOD_WORDS), column(&URI_WORDS));
        let (Some(method), Some(uri)) = (method, uri) else { continue };
        for row in &table.rows {
            let mut line = walk.inline_of(row.cell(method));
            line.append(&walk.inline_of(row.cell(uri)));
            found.extend(endpoint(&line.text, row.line));
        }
    }
    found
}

/// What tables call the method.
const METHOD_WORDS: [&str; 5] = ["method", "http method", "request method", "http request method", "请求方法"];
/// What tables call the URI.
const URI_WORDS: [&str; 7] = ["uri", "url", "request uri", "request url", "request address", "path", "请求地址"];

fn is_called(walk: &Walk<'_>, cell: &Cell<'_>, words: &[&str]) -> bool {
    let text = walk.inline_of(cell).text;
    words.contains(&chinese::english(text.trim()).to_ascii_lowercase().as_str())
}

/// A table may have a row for each: its first column says what the second gives.
fn in_rows(walk: &Walk<'_>, table: &Table<'_>) -> Option<Endpoint> {
    let rows: Vec<&Row<'_>> = table.header.iter().chain(&table.rows).filter(|row| row.cells.len() == 2).collect();
    let row = |words: &[&str]| rows.iter().find(|row| is_called(walk, row.cell(0), words));
    let (method, uri) = (row(&METHOD_WORDS)?, row(&URI_WORDS)?);
    let text =
        format!("{} {}", walk.inline_of(method.cell(1)).text.as_str(), walk.inline_of(uri.cell(1)).text.as_str());
    endpoint(&text, uri.line)
}

/// An operation whose path shows a name in place of a value: `/ObjectName` stands for `/{ObjectName}`. What its query names
/// without a value says which operation it is.
fn with_names(endpoint: Endpoint, text: &str) -> Endpoint {
    let is_flag = |name: &&String| !text.contains(&format!("{name}=")) && !text.contains(['{', '[']);
    let flags = endpoint.query.iter().map(|(name, _)| name).filter(is_flag).cloned().collect();
    let name = |segment: &str| segment.len() > 4 && segment.ends_with("Name") && !segment.contains(['{', '_', '-']);
    let segments = endpoint.path.split('/').map(|segment| match name(segment) {
        true => format!("{{{segment}}}"),
        false => segment.to_owned(),
    });
    Endpoint { path: segments.collect::<Vec<_>>().join("/"), shown: true, flags, ..endpoint }
}

pub(crate) fn known_method(word: &str) -> Option<&'static str> {
    METHODS.into_iter().find(|method| method.eq_ignore_ascii_case(word.trim()))
}

/// A request line without the words that announce it: `URI format: GET /v1/x`.
fn unlabelled(text: &str) -> &str {
    let Some((label, rest)) = text.split_once([':', '：']).filter(|(label, _)| label.len() <= 24) else { return text };
    let label = chinese::english(label).trim().to_ascii_lowercase();
    let known = matches!(label.as_str(), "uri" | "url" | "api" | "request uri" | "request url" | "请求uri" | "请求url")
        || matches!(label.as_str(), "uri format" | "url format" | "request format" | "request line");
    if known { rest } else { text }
}

/// Whether a line of a paragraph begins one of its own: a method, and a path or a URL.
pub(crate) fn begins(text: &str) -> bool {
    let text = text.trim_start_matches(['*', '`', ' ']);
    // `PATH: /v1/x` and `Method: GET`, one below the other.
    let label = |label: &str| text.get(..label.len()).is_some_and(|lead| lead.eq_ignore_ascii_case(label));
    if label("path:") || label("method:") {
        return true;
    }
    let end = text.find(|c: char| !c.is_ascii_uppercase()).unwrap_or(text.len());
    let path = text[end..].trim_start_matches(['*', '`', ' ', '\\']);
    METHODS.contains(&&text[..end]) && ["/", "{", "http"].iter().any(|lead| path.starts_with(lead))
}

/// `METHOD /path`, as the vendor writes it.
fn endpoint(text: &str, line: u32) -> Option<Endpoint> {
    let text = unlabelled(text).trim();
    let end = text.find(|c: char| !c.is_ascii_alphabetic())?;
    let method = known_method(&text[..end])?;
    let url = text[end..].trim_start_matches([':', ' ']);
    let (path, query) = path(url)?;
    Some(Endpoint { method: method.to_owned(), path, query, line, shown: false, flags: Vec::new() })
}

/// The path of a URL with or without scheme and host, blanks that slipped in taken out; and its query.
fn path(url: &str) -> Option<(String, Query)> {
    if url.len() > LONGEST {
        return None;
    }
    let mut whole = String::new();
    // A request line ends in the version of the protocol.
    let version = |piece: &&str| !piece.starts_with("HTTP/");
    for piece in url.split(' ').filter(|piece| !piece.is_empty()).take_while(version) {
        // Words after the path are no part of it; a piece that goes on with `/`, `{` or after a `/` is.
        let open = whole.is_empty()
            || whole.ends_with(['/', '=', '&', '?'])
            || whole.matches('{').count() > whole.matches('}').count()
            || whole.matches('[').count() > whole.matches(']').count();
        if !open && !piece.starts_with(['/', '{', '?', '&']) {
            break;
        }
        whole.push_str(piece);
    }
    let rest = match whole.split_once("://") {
        Some((scheme, rest)) if scheme.len() <= 10 => &rest[rest.find('/')?..],
        _ if whole.starts_with('/') => whole.as_str(),
        // `{endpoint}/v3/x`
        _ if whole.starts_with('{') => &whole[whole.find("}/")? + 1..],
        _ => return None,
    };
    let (path, query) = match rest.split_once('?') {
        Some((path, query)) => (path, query),
        None => (rest, ""),
    };
    // RFC 6570 writes `{?a,b}`, some pages `[?a, b]`.
    let path = path.trim_end_matches(['.', ',', ';', '{', '[', '。', '*', '_']);
    let part = |part: &str| {
        let (name, value) = part.split_once('=').map_or((part, None), |(name, value)| (name, Some(value)));
        let name = name.trim_matches(|c: char| !(c.is_alphanumeric() || c == '_'));
        // `versionId=versionID` and `max-keys=max` name a value and give none.
        let bare = |text: &str| text.to_ascii_lowercase().replace(['_', '-'], "");
        let value = value.filter(|value| !bare(name).starts_with(&bare(value)));
        let value = value.filter(|value| {
            !value.is_empty() && value.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-')
        });
        (!name.is_empty()).then(|| (name.to_owned(), value.map(str::to_owned)))
    };
    Some((path.to_owned(), query.split(['&', ',']).filter_map(part).collect()))
}

/// Where an example URL and the template of the operation part ways; `None` where the URL fits.
pub(crate) fn misfit(line: &RequestLine, endpoint: &Endpoint) -> Option<String> {
    if let Some(method) = line.method.as_ref().filter(|method| **method != endpoint.method) {
        return Some(format!("the example sends {method}, but the URI says {}", endpoint.method));
    }
    let (path, _) = path(&line.url)?;
    let url = line.url.split(" HTTP/").next().unwrap_or_default().trim();
    let before_query = url.split('?').next().unwrap_or_default();
    // The name of a placeholder may have blanks: `https://{Lamp endpoint}/v1`.
    let before_query = match before_query.split_once('{') {
        Some((scheme, rest)) if scheme.is_empty() || scheme.ends_with("://") => {
            rest.split_once('}').map_or(before_query, |(_, path)| path)
        }
        _ => before_query,
    };
    // What follows as an option is a command's, and no part of the URL.
    if before_query.split_once(' ').is_some_and(|(_, rest)| !rest.trim_start().starts_with('-')) {
        return Some("the example URL has a blank in its path".to_owned());
    }
    let given: Vec<&str> = path.trim_end_matches('/').split('/').collect();
    let wanted: Vec<&str> = endpoint.path.trim_end_matches('/').split('/').collect();
    if let Some((given, wanted)) = given.iter().zip(&wanted).find(|(given, wanted)| !fits(given, wanted)) {
        if given.is_empty() {
            return Some(format!("the example URL has an empty segment before `{wanted}`"));
        }
        return Some(format!("the example URL has `{given}` where the URI has `{wanted}`"));
    }
    match given.len().cmp(&wanted.len()) {
        std::cmp::Ordering::Less => {
            Some(format!("the example URL lacks `/{}` of the URI", wanted[given.len()..].join("/")))
        }
        std::cmp::Ordering::Greater => {
            Some(format!("the example URL has `/{}` more than the URI", given[wanted.len()..].join("/")))
        }
        std::cmp::Ordering::Equal => None,
    }
}

/// Whether a segment of a URL can stand for one of the template.
fn fits(given: &str, wanted: &str) -> bool {
    match wanted.split_once('{') {
        None => given == wanted,
        Some((lead, rest)) => {
            let tail = rest.rsplit_once('}').map_or("", |(_, tail)| tail);
            given.starts_with(lead) && given.ends_with(tail) && given.len() > lead.len() + tail.len()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        endpoint(text, 1).map_or("-".into(), |e| {
            let query: Vec<String> = e
                .query
                .into_iter()
                .map(|(name, value)| name + &value.map_or(String::new(), |v| format!("={v}")))
                .collect();
            format!("{} {} {}", e.method, e.path, query.join(" ")).trim().to_owned()
        })
    }

    #[test]
    fn a_uri_is_told_in_many_ways() {
        for (text, expected) in [
            ("POST /v2/{id}/stop", "POST /v2/{id}/stop"),
            ("GET https://{Endpoint}/v3/{id}/files?a={a}&b={b}", "GET /v3/{id}/files a b"),
            ("GET/v1/{id}", "GET /v1/{id}"),
            ("URI: Get /v1/ {id}", "GET /v1/{id}"),
            ("PUT /v1/x{?limit,offset}", "PUT /v1/x limit offset"),
            ("POST /v1/x/action?action=stop", "POST /v1/x/action action=stop"),
            ("GET /v1/x[?limit, offset ,name]", "GET /v1/x limit offset name"),
            ("GET /lamp?lit&max-lamps=max HTTP/1.1", "GET /lamp lit max-lamps"),
            ("GET /v1/images?os=centos&version_id=versionID", "GET /v1/images os=centos version_id"),
            ("GET / HTTP/1.1", "GET /"),
            ("GET /v1/x (deprecated)", "GET /v1/x"),
            ("URI format: DELETE /v1/{id}", "DELETE /v1/{id}"),
            ("URI格式：DELETE /v1/{id}", "DELETE /v1/{id}"),
            ("Note: GET /v1/x", "-"),
            ("Get the list of tasks", "-"),
            ("None", "-"),
        ] {
            assert_eq!(shown(text), expected, "{text}");
        }
    }

    #[test]
    fn an_example_url_is_held_against_the_template() {
        let endpoint = endpoint("POST /v2/{id}/tasks/{task}/stop", 1).unwrap();
        let at = contract::Place::line("page", 1);
        let told = |url: &str| {
            let line = RequestLine { method: Some("POST".into()), url: url.into(), at: at.clone() };
            misfit(&line, &endpoint).unwrap_or_default()
        };
        assert_eq!(told("https://{endpoint}/v2/2c06/tasks/19/stop"), "");
        assert_eq!(told("https://{Robot endpoint}/v2/2c06/tasks/19/stop"), "");
        assert_eq!(told("https://x.y/v2/2c06/tasks/19 7/stop"), "the example URL has a blank in its path");
        assert_eq!(told("https://{endpoint}/v2/2c06/tasks/19"), "the example URL lacks `/stop` of the URI");
        assert_eq!(told("https://x.y/v1/2c06/tasks/19/stop"), "the example URL has `v1` where the URI has `v2`");
    }
}
