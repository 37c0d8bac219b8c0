//! Faults in what `send` does with the request.

use super::Operator;
use super::edits::{Edit, dropped, each, hole, length, lines, splice, swap, swapped, without};

/// Every kind of fault in how a request is made and sent.
pub(crate) const OPERATORS: &[Operator] = &[
    ("drop check", &["unread"], |text| dropped(text, |line| line == "        self.check()?;")),
    ("check in vain", &["unread"], |text| {
        swap(text, "self.check()?;", &["let _ = self.check();", "self.check().ok();"])
    }),
    ("check too late", &["unread"], |text| {
        swapped(text, |line| line.contains("self.check()") || line.contains("let Self {"))
    }),
    ("take arguments otherwise", &["unread"], |text| {
        let is_it = |line: &&str| line.contains("let Self { client, ") && line.matches(", ").count() > 1;
        let Some(line) = text.lines().find(is_it) else { return vec![] };
        let names: Vec<&str> = line.split(", ").collect();
        let others = (1..names.len() - 1).flat_map(|index| {
            let (mut fewer, mut swapped) = (names.clone(), names.clone());
            fewer.remove(index);
            swapped.swap(index, index - 1);
            let renamed = line.replacen(&format!(" {},", names[index]), &format!(" {}: _,", names[index]), 1);
            [fewer.join(", "), swapped.join(", "), renamed]
        });
        others.flat_map(|other| swap(text, line, &[&other])).collect()
    }),
    ("do not ask for an argument", &["presence", "unread"], |text| dropped(text, is_asking)),
    ("ask for another argument", &["unread"], |text| {
        lines(text, |line| match hole(line, "missing(\"", "\"").filter(|_| is_asking(line)) {
            Some((lead, name, rest)) => vec![format!("{lead}{name}_x{rest}"), format!("{lead}{rest}")],
            None => vec![],
        })
    }),
    ("make do without an argument", &["presence", "unread"], |text| {
        lines(text, |line| match line.find(".ok_or_else(").filter(|_| is_asking(line)) {
            Some(at) => vec![format!("{}.unwrap_or_default();", &line[..at]), format!("{}.unwrap();", &line[..at])],
            None => vec![],
        })
    }),
    ("ask for what may be missing", &["presence", "unread"], |text| {
        swap(text, ".unwrap_or_default();", &[".ok_or_else(|| InvalidRequest::missing(\"body\"))?;"])
    }),
    ("swap what is asked for", &["unread"], |text| swapped(text, is_asking)),
    ("swap method", &["operation", "unread"], |text| {
        let all = [".get(url)", ".post(url)", ".put(url)", ".patch(url)", ".delete(url)"];
        let others = |old: &str| all.into_iter().filter(|new| *new != old).collect::<Vec<_>>();
        all.iter().flat_map(|old| swap(text, old, &others(old))).collect()
    }),
    ("change path", &["operation", "unread"], paths),
    ("swap path arguments", &["unread"], |text| {
        lines(text, |line| match line.split_once(", encode_path(").filter(|_| line.contains("let url = ")) {
            Some((lead, rest)) => {
                let arguments: Vec<&str> = rest.trim_end_matches(");").split(", encode_path(").collect();
                let dropped = format!("{lead}, encode_path({});", arguments[1..].join(", encode_path("));
                let turned: Vec<&str> = arguments.iter().rev().copied().collect();
                vec![dropped, format!("{lead}, encode_path({});", turned.join(", encode_path("))]
            }
            None => vec![],
        })
    }),
    ("put another argument into the path", &["unread"], |text| {
        lines(text, |line| each(line, "encode_path(&", &["encode_path(&other_", "encode_path(&format!(\"x\") + &"]))
    }),
    ("do not encode", &["unread"], |text| lines(text, |line| each(line, "encode_path(&", &["(", "format!(\"{}\", &"]))),
    ("rename sent header", &["unread"], |text| {
        lines(text, |line| match line.trim_start().starts_with("header_map.append(\"") || line.ends_with("\",") {
            true => hole(line, "\"", "\"")
                .map(|(lead, name, rest)| vec![format!("{lead}{name}-X{rest}")])
                .unwrap_or_default(),
            false => vec![],
        })
        .into_iter()
        .filter(|edit| !edit.what.contains(": \""))
        .collect()
    }),
    ("drop sent header", &["missing", "unread"], headers),
    ("send another value in a header", &["unread"], |text| {
        let all = ["value.to_string()", "into_exposed()"];
        all.iter().flat_map(|old| swap(text, old, &["to_string().trim()", "\"x\".to_string()"])).collect()
    }),
    ("show a secret header", &["unread"], |text| {
        swap(text, "::progenitor_client::sensitive(", &["std::convert::identity(", "(", "::progenitor_client::plain("])
    }),
    ("send a secret as it is printed", &["unread"], |text| {
        swap(text, ".into_exposed()", &[".to_string()", "", ".expose()"])
    }),
    ("count headers otherwise", &["unread"], |text| swap(text, "with_capacity(", &["with_capacity(1"])),
    ("drop query", &["missing", "unread"], |text| dropped(text, |line| line.trim_start().starts_with(".query("))),
    ("swap queries", &["unread"], |text| swap_names(text, ".query(")),
    ("rename query", &["unread"], |text| swap(text, "QueryParam::new(\"", &["QueryParam::new(\"x_"])),
    ("send another value in the query", &["unread"], |text| {
        lines(text, |line| match line.trim_start().starts_with(".query(") {
            true => vec![line.replacen(", &", ", &other_", 1), line.replacen(", &", ", &&", 1)],
            false => vec![],
        })
    }),
    ("drop body", &["missing", "unread"], |text| {
        [".json(&body)", ".body(body)"].into_iter().flat_map(|sent| without(text, sent)).collect()
    }),
    ("send body otherwise", &["media-type", "missing", "unread"], |text| {
        let json =
            swap(text, ".json(&body)", &[".form_urlencoded(&body)?", ".body(body)", ".json(&())", ".query(&body)"]);
        json.into_iter().chain(swap(text, ".body(body)", &[".json(&body)", ".body(Vec::new())"])).collect()
    }),
    ("send another media type", &["media-type", "unread"], |text| {
        swap(text, "\"application/octet-stream\"", &["\"application/json\"", "\"text/plain\""])
    }),
    ("send another kind of header", &["unread"], |text| {
        let old = ["header::ACCEPT", "header::CONTENT_TYPE"];
        old.iter().flat_map(|old| swap(text, old, &["header::AGE"])).collect()
    }),
    ("accept another media type", &["unread"], |text| {
        swap(text, "\"application/json\"", &["\"application/xml\"", "\"\""])
    }),
    ("drop accept", &["unread"], |text| without(text, ".header(")),
    ("drop headers", &["unread"], |text| without(text, ".headers(header_map)")),
    ("drop version", &["unread"], |text| dropped(text, |line| line.contains("Client::api_version()"))),
    ("change operation id", &["unread"], |text| swap(text, "operation_id: \"", &["operation_id: \"other_"])),
    ("drop hook before", &["missing", "unread"], |text| without(text, "client.pre(")),
    ("drop call", &["unread"], |text| without(text, "let result = client.exec(")),
    ("drop hook after", &["unread"], |text| without(text, "client.post(&result")),
    ("swap statements", &["unread", "missing"], |text| {
        let leads = ["client.pre(", "let result", "client.post(&", "let response"];
        swapped(text, |line| leads.iter().any(|lead| line.trim_start().starts_with(lead)))
    }),
    ("forget an error", &["unread"], |text| {
        lines(text, |line| match line.trim_start().starts_with("client.p") {
            true => vec![line.replace("?;", ";"), line.replace(".await?;", "?;")],
            false => vec![],
        })
    }),
];

/// Whether a line of `send` asks for an argument.
fn is_asking(line: &str) -> bool {
    line.contains("InvalidRequest::missing(")
}

/// The template of the path: each segment changed, and each dropped.
fn paths(text: &str) -> Vec<Edit> {
    lines(text, |line| {
        let Some((lead, path, rest)) = hole(line, "format!(\"{}/", "\"") else { return vec![] };
        let segments: Vec<&str> = path.split('/').collect();
        let changed = (0..segments.len()).flat_map(|index| {
            let (mut fewer, mut other) = (segments.clone(), segments.clone());
            fewer.remove(index);
            let word = format!("{}x", segments[index]);
            other[index] = &word;
            [fewer, other].map(|segments| segments.join("/"))
        });
        changed.map(|path| format!("{lead}{path}{rest}")).collect()
    })
}

/// Without each of the headers that an argument is sent in.
fn headers(text: &str) -> Vec<Edit> {
    let optional = without(text, "if let Some(value) = ");
    let all: Vec<&str> = text.lines().collect();
    let required = (0..all.len()).filter(|index| all[*index].starts_with("        header_map.append(\""));
    let required = required.map(|start| splice(text, start, length(&all[start..], ""), &[""; 0]));
    optional.into_iter().chain(required).collect()
}

/// Two lines that follow each other, with each other's first text.
fn swap_names(text: &str, begins: &str) -> Vec<Edit> {
    let all: Vec<&str> = text.lines().collect();
    let is_it = |index: usize| all[index].trim_start().starts_with(begins);
    let at = (1..all.len()).filter(|index| is_it(*index) && is_it(index - 1));
    at.filter_map(|index| {
        let (lead, one, rest) = hole(all[index - 1], "\"", "\"")?;
        let (next_lead, other, next_rest) = hole(all[index], "\"", "\"")?;
        Some(splice(text, index - 1, 2, &[format!("{lead}{other}{rest}"), format!("{next_lead}{one}{next_rest}")]))
    })
    .collect()
}
