//! Faults in an operation that a generator makes alike wherever it writes the same thing: what is enforced, what is sent
//! and what is documented agree, so that only the spec can contradict them.

use super::Operator;
use super::arguments::{field, is_row};
use super::edits::{Edit, docs_of, hole, length, rewrite};

/// Every kind of fault in an operation that is made everywhere.
pub(crate) const OPERATORS: &[Operator] = &[
    ("drop argument everywhere", &["missing"], |text| {
        arguments(text, |name, line| {
            let sent = line.contains(" query \"") || line.contains(" header \"") || line.contains(" body \"");
            if sent { dropped(text, name) } else { None }
        })
    }),
    ("rename argument everywhere", &["missing", "undocumented", "operation"], |text| {
        arguments(text, |name, line| {
            let (_, wire, _) = hole(line, "\"", "\"").filter(|_| name != "body")?;
            let new = format!("{}_x", name.trim_end_matches('_'));
            let renamed = rename(text, name, &new).replace(&format!("\"{wire}\""), &format!("\"{wire}_x\""));
            Some(renamed.replace(&format!("{{{wire}}}"), &format!("{{{wire}_x}}")))
        })
    }),
    ("ask for query everywhere", &["presence"], |text| {
        arguments(text, |name, line| {
            let (_, wire, _) = hole(line, "query \"", "\"")?;
            let is_required = line.contains("required()");
            let arrow = if line.contains(" => ") { " => required()." } else { " => required()" };
            let new = match line.contains(" => ") {
                true => line.replacen(" => ", arrow, 1),
                false => line.replacen("\",", &format!("\"{arrow},"), 1),
            };
            let asked = format!("let {name} = {name}.ok_or_else(|| InvalidRequest::missing(\"{wire}\"))?;");
            let text = text.replacen(line, &new, 1).replacen(
                "        let url = ",
                &format!("        {asked}\n        let url = "),
                1,
            );
            (!is_required).then_some(text)
        })
    }),
    ("make do without a body everywhere", &["presence"], |text| {
        arguments(text, |name, line| {
            let asked = "let body = body.ok_or_else(|| InvalidRequest::missing(\"body\"))?;";
            let is_stream = text.contains("reqwest::Body");
            if name != "body" || !text.contains(asked) || is_stream {
                return None;
            }
            let new = line.replacen("required().", "", 1).replacen(" => required(),", ",", 1);
            Some(text.replacen(line, &new, 1).replacen(asked, "let body = body.unwrap_or_default();", 1))
        })
    }),
    ("change method everywhere", &["operation"], |text| {
        let all = [("get", "GET"), ("post", "POST"), ("put", "PUT"), ("delete", "DELETE"), ("patch", "PATCH")];
        let old = all.iter().find(|(verb, _)| text.contains(&format!(".{verb}(url)")));
        let Some((verb, word)) = old else { return vec![] };
        let others = all.iter().filter(|(other, _)| other != verb).map(|(other, new)| {
            text.replacen(&format!(".{verb}(url)"), &format!(".{other}(url)"), 1).replacen(
                &format!("Sends a `{word}`"),
                &format!("Sends a `{new}`"),
                1,
            )
        });
        others.filter_map(|new| told(text, "another method", "(url)", &new)).collect()
    }),
    ("change path everywhere", &["operation"], |text| {
        let Some((_, path, _)) = text.lines().find_map(|line| hole(line, "request to `", "`.")) else { return vec![] };
        let words: Vec<&str> = path.split('/').filter(|word| !word.is_empty() && !word.contains('{')).collect();
        let others = words.iter().map(|word| text.replace(&format!("/{word}"), &format!("/{word}x")));
        others.filter_map(|new| told(text, "another path", "let url = ", &new)).collect()
    }),
    ("change status everywhere", &["status"], |text| {
        statuses(text, |code| {
            let new = (code + 20).to_string();
            let text = text.replacen(&format!("            {code} =>"), &format!("            {new} =>"), 1);
            text.replacen(&format!("/// - `{code}`: "), &format!("/// - `{new}`: "), 1)
        })
    }),
    ("drop status everywhere", &["status"], |text| {
        statuses(text, |code| {
            let is_it = |line: &&str| {
                line.starts_with(&format!("            {code} =>"))
                    || line.starts_with(&format!("    /// - `{code}`: "))
            };
            join(text.lines().filter(|line| !is_it(line)))
        })
    }),
    ("change answer everywhere", &["body", "type", "missing", "undocumented"], |text| {
        let Some((_, ty, _)) = text.lines().find_map(|line| hole(line, "Result<ResponseValue<", ">, Error<")) else {
            return vec![];
        };
        let is_json = ty != "()" && ty != "ByteStream" && !ty.ends_with("Success");
        let others = ["String", "::serde_json::Value", "Vec<i64>"].iter().filter(|other| is_json && **other != ty);
        let new =
            |other: &&str| text.replacen(&format!("ResponseValue<{ty}>,"), &format!("ResponseValue<{other}>,"), 1);
        others.filter_map(|other| told(text, other, "            200..=299 =>", &new(other))).collect()
    }),
];

fn join<'t>(lines: impl Iterator<Item = &'t str>) -> String {
    lines.map(|line| format!("{line}\n")).collect()
}

/// A whole text, as an edit of the line with a mark.
fn told(old: &str, what: &str, mark: &str, new: &str) -> Option<Edit> {
    let line = old.lines().position(|line| line.contains(mark)).unwrap_or(0);
    let lines: Vec<String> = new.lines().map(str::to_owned).collect();
    (old != new).then(|| rewrite(what, line, &lines))
}

/// Every argument, by its name and its line in the table.
fn arguments(text: &str, other: impl Fn(&str, &str) -> Option<String>) -> Vec<Edit> {
    let rows = text.lines().filter(|line| is_row(line));
    let changed = rows.filter_map(|line| {
        let (_, name, _) = hole(line, "        ", ":")?;
        told(text, &format!("`{name}`"), line, &other(name, line)?)
    });
    changed.collect()
}

/// Without everything that is about an argument that a request can be sent without.
fn dropped(text: &str, name: &str) -> Option<String> {
    let lines: Vec<&str> = text.lines().collect();
    let begins = |lead: String| move |line: &&str| line.starts_with(&lead);
    let position = |lead: String| lines.iter().position(|line| begins(lead.clone())(line));
    let mut gone: Vec<usize> = Vec::new();
    gone.extend(lines.iter().position(|line| field(line).is_some_and(|(own, _)| own == name)));
    gone.extend(lines.iter().position(|line| is_row(line) && line.starts_with(&format!("        {name}: "))));
    gone.extend(position(format!("            {name}: None,")));
    gone.extend(position(format!("        let {name} = {name}.")));
    let setter = position(format!("    pub fn {name}(mut self"))?;
    gone.extend(docs_of(&lines, setter)..setter + 5);
    let sent = ["if let Some(value) = NAME {", ".query(&QueryParam::new(", ".json(&NAME)", ".body(NAME)"];
    let start = lines.iter().position(|line| {
        let line = line.trim_start();
        let is_sent = |lead: &&str| line.starts_with(&lead.replace("NAME", name));
        sent.iter().any(is_sent) && (!line.starts_with(".query") || line.contains(&format!("&{name})")))
    })?;
    let is_header = lines[start].contains("if let");
    gone.extend(start..start + if is_header { length(&lines[start..], "") } else { 1 });
    if lines[start].contains(".body(") {
        gone.extend(start - 4..start);
    }
    let kept = lines.iter().enumerate().filter(|(index, _)| !gone.contains(index)).map(|(_, line)| *line);
    let counted = |line: &str| match hole(line, "with_capacity(", ")").filter(|_| is_header) {
        Some((lead, count, rest)) => format!("{lead}{}{rest}", count.parse::<usize>().map_or(0, |count| count - 1)),
        None => line.replacen(&format!(", {name}, "), ", ", usize::from(line.contains("let Self {"))),
    };
    Some(kept.map(|line| counted(line) + "\n").collect())
}

/// A text in which a word is another.
fn rename(text: &str, old: &str, new: &str) -> String {
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let mut renamed = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(old) {
        let (before, after) = (&rest[..at], &rest[at + old.len()..]);
        let is_word = !before.ends_with(is_part) && !after.starts_with(is_part) && !before.ends_with(['"', '{', '/']);
        renamed.push_str(before);
        renamed.push_str(if is_word { new } else { old });
        rest = after;
    }
    renamed + rest
}

/// Every status whose arm gives no variant of an enum, which stands in another file.
fn statuses(text: &str, other: impl Fn(u16) -> String) -> Vec<Edit> {
    let codes = text
        .lines()
        .filter(|line| !line.contains("variant("))
        .filter_map(|line| line.strip_prefix("            ")?.split_once(" =>")?.0.parse::<u16>().ok());
    codes.filter_map(|code| told(text, &code.to_string(), &format!("            {code} =>"), &other(code))).collect()
}
