//! Faults in an operation that a generator makes alike wherever it writes the same thing: what is enforced, what is sent
//! and what is documented agree, so that only the spec can contradict them.

use super::Operator;
use super::arguments::{field, is_row};
use super::edits::{Edit, docs_of, hole, rewrite};

/// Every kind of fault in an operation that is made everywhere.
pub(crate) const OPERATORS: &[Operator] = &[
    ("drop argument everywhere", &["missing"], |text| {
        arguments(text, |name, line| if line.contains(": path \"") { None } else { dropped(text, name) })
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
        arguments(text, |_, line| {
            let is_optional = line.contains(": query \"") && !line.contains("required()");
            let arrow = if line.contains(" => ") { " => required()." } else { " => required()" };
            let new = match line.contains(" => ") {
                true => line.replacen(" => ", arrow, 1),
                false => line.replacen("\",", &format!("\"{arrow},"), 1),
            };
            is_optional.then(|| text.replacen(line, &new, 1))
        })
    }),
    ("make do without a body everywhere", &["presence"], |text| {
        arguments(text, |name, line| {
            if name != "body" || !line.contains("required()") {
                return None;
            }
            let new = line.replacen("required().", "", 1).replacen(" => required(),", ",", 1);
            Some(text.replacen(line, &new, 1))
        })
    }),
    ("change method everywhere", &["operation"], |text| {
        let all = ["GET", "POST", "PUT", "DELETE", "PATCH"];
        let Some(old) = all.iter().find(|method| text.contains(&format!("Sends a `{method}`"))) else { return vec![] };
        let others = all.iter().filter(|new| *new != old).map(|new| {
            let text = text.replacen(&format!("\", \"{old}\", \"/"), &format!("\", \"{new}\", \"/"), 1);
            text.replacen(&format!("Sends a `{old}`"), &format!("Sends a `{new}`"), 1)
        });
        others.filter_map(|new| told(text, "another method", "OperationInfo::new(", &new)).collect()
    }),
    ("carry a body otherwise everywhere", &["media-type"], |text| {
        let new = text.replacen("body: json \"body\"", "body: form \"body\"", 1).replacen(
            ".sending(\"application/json\")",
            ".sending(\"application/x-www-form-urlencoded\")",
            1,
        );
        told(text, "a form", ".sending(", &new).into_iter().collect()
    }),
    ("repeat everywhere what may not be", &["calling"], |text| {
        let is_read = ["GET", "HEAD"].iter().any(|method| text.contains(&format!("Sends a `{method}`")));
        if is_read || text.contains(".idempotent()") || text.contains(".only_in(") {
            vec![]
        } else {
            said(text, ".idempotent()", "Idempotent.")
        }
    }),
    ("repeat nothing anywhere", &["calling"], |text| unsaid(text, ".idempotent()", "    /// - Idempotent.")),
    ("keep an operation from a cloud everywhere", &["calling"], |text| match text.contains(".only_in(") {
        true => vec![],
        false => said(text, ".only_in(&[::progenitor_client::Cloud::HuaweiCloud])", "Clouds: `huaweicloud`"),
    }),
    ("offer an operation elsewhere everywhere", &["calling"], |text| {
        let new = text
            .replacen("Cloud::HuaweiCloud", "Cloud::OpenTelekomCloud", 1)
            .replace("Clouds: `huaweicloud`", "Clouds: `open-telekom-cloud`");
        told(text, "another cloud", ".only_in(", &new).into_iter().collect()
    }),
    ("change path everywhere", &["operation"], |text| {
        let Some((_, path, _)) = text.lines().find_map(|line| hole(line, "request to `", "`.")) else { return vec![] };
        let words: Vec<&str> = path.split('/').filter(|word| !word.is_empty() && !word.contains('{')).collect();
        let others = words.iter().map(|word| text.replace(&format!("/{word}"), &format!("/{word}x")));
        others.filter_map(|new| told(text, "another path", "OperationInfo::new(", &new)).collect()
    }),
    ("change status everywhere", &["status"], |text| {
        statuses(text, |code| {
            let new = (code + 20).to_string();
            let text = text.replacen(&format!("                {code} =>"), &format!("                {new} =>"), 1);
            text.replacen(&format!("/// - `{code}`: "), &format!("/// - `{new}`: "), 1)
        })
    }),
    ("drop status everywhere", &["status"], |text| {
        statuses(text, |code| {
            let is_it = |line: &&str| {
                line.starts_with(&format!("                {code} =>"))
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
        let new = |other: &&str| text.replace(&format!("ResponseValue<{ty}>,"), &format!("ResponseValue<{other}>,"));
        others.filter_map(|other| told(text, other, "                200..=299 =>", &new(other))).collect()
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
    let setter = position(format!("    pub fn {name}(mut self"))?;
    gone.extend(docs_of(&lines, setter)..setter + 5);
    let kept = lines.iter().enumerate().filter(|(index, _)| !gone.contains(index)).map(|(_, line)| *line);
    let is_body = name == "body";
    let unsent = |line: &str| match hole(line, ".sending(", ")").filter(|_| is_body) {
        Some((lead, _, rest)) => format!("{}{}", lead.trim_end_matches(".sending("), &rest[1..]),
        None => line.to_owned(),
    };
    Some(kept.map(|line| unsent(line) + "\n").collect())
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

/// A word more in the constant of the operation, and a bullet more on its method and its builder.
fn said(text: &str, call: &str, bullet: &str) -> Vec<Edit> {
    if text.contains("#[deprecated]") {
        return vec![];
    }
    let bullet_above = |line: &str, indent: &str| format!("{indent}///\n{indent}/// - {bullet}\n{line}");
    let lines: Vec<&str> = text.lines().collect();
    let start = lines.iter().position(|line| line.starts_with("const OPERATION"));
    let end = start.and_then(|start| Some(start + lines[start..].iter().position(|line| line.ends_with(';'))?));
    let Some(end) = end else { return vec![] };
    let new = lines.iter().enumerate().map(|(index, line)| match *line {
        line if index == end => format!("{}{call};", line.trim_end_matches(';')),
        line if line.contains("(&self) -> ") => bullet_above(line, "    "),
        line if line.starts_with("#[derive(") => bullet_above(line, ""),
        line => line.to_owned(),
    });
    let new: Vec<String> = new.collect();
    told(text, call, "pub struct ", &without_gaps(&join(new.iter().map(String::as_str)))).into_iter().collect()
}

/// A text whose lists of bullets have no empty line within.
fn without_gaps(text: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let is_bullet = |index: usize| lines.get(index).is_some_and(|line| line.trim_start().starts_with("/// - "));
    let is_gap =
        |index: usize| lines[index].trim() == "///" && index > 0 && is_bullet(index - 1) && is_bullet(index + 1);
    join((0..lines.len()).filter(|index| !is_gap(*index)).map(|index| lines[index]))
}

/// Without a word of the constant, and without the bullets that say it.
fn unsaid(text: &str, call: &str, bullet: &str) -> Vec<Edit> {
    if !text.contains(call) {
        return vec![];
    }
    let new = text.replacen(call, "", 1);
    let kept = new.lines().filter(|line| line.trim() != bullet.trim());
    told(text, &format!("no `{call}`"), "pub struct ", &join(kept)).into_iter().collect()
}

/// Every status whose arm gives no variant of an enum, which stands in another file.
fn statuses(text: &str, other: impl Fn(u16) -> String) -> Vec<Edit> {
    let codes = text
        .lines()
        .filter(|line| !line.contains("variant("))
        .filter_map(|line| line.strip_prefix("                ")?.split_once(" =>")?.0.parse::<u16>().ok());
    codes
        .filter_map(|code| told(text, &code.to_string(), &format!("                {code} =>"), &other(code)))
        .collect()
}
