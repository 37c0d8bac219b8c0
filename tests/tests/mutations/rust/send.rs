//! Faults in the constant of an operation, and in what calls it.

use super::Operator;
use super::edits::{Edit, doubled, each, hole, lines, swap, without};

/// Every kind of fault in how an operation is called.
pub(crate) const OPERATORS: &[Operator] = &[
    ("drop the constant", &["unread", "coverage"], |text| without(text, "const OPERATION: ")),
    ("double the constant", &["unread"], |text| {
        // One that stands on a line of its own.
        doubled(text, |line| line.starts_with("const OPERATION: ") && line.ends_with(';'))
    }),
    ("rename the constant", &["unread"], |text| {
        swap(text, "const OPERATION: ", &["const OTHER: ", "static OPERATION: "])
    }),
    ("change operation id", &["unread"], |text| swap(text, "OperationInfo::new(\"", &["OperationInfo::new(\"other_"])),
    ("swap method", &["operation", "unread"], |text| {
        const ALL: [&str; 6] = ["GET", "POST", "PUT", "PATCH", "DELETE", "FETCH"];
        constant(text, |line| match hole(line, "\", \"", "\", \"/") {
            Some((lead, old, rest)) => {
                ALL.iter().filter(|new| **new != old).map(|new| format!("{lead}{new}{rest}")).collect()
            }
            None => vec![],
        })
    }),
    ("write the method otherwise", &["unread"], |text| {
        constant(text, |line| match hole(line, "\", \"", "\", \"/") {
            Some((lead, old, rest)) => vec![format!("{lead}{}{rest}", old.to_lowercase())],
            None => vec![],
        })
    }),
    ("change path", &["operation", "unread"], paths),
    ("swap places in the path", &["operation", "unread"], |text| {
        constant(text, |line| {
            let Some((lead, path, rest)) = route(line) else { return vec![] };
            let mut segments: Vec<&str> = path.split('/').collect();
            let places: Vec<usize> = (0..segments.len()).filter(|index| segments[*index].starts_with('{')).collect();
            let [one, other, ..] = places[..] else { return vec![] };
            segments.swap(one, other);
            vec![format!("{lead}{}{rest}", segments.join("/"))]
        })
    }),
    ("drop media type", &["missing", "media-type", "unread"], |text| calls(text, ".sending(\"", "\")", &[])),
    ("send another media type", &["media-type", "unread"], |text| {
        let others = ["application/json", "application/octet-stream", "application/x-www-form-urlencoded", ""];
        calls(text, ".sending(\"", "\")", &others)
    }),
    ("send a body that is none", &["unread"], |text| added(text, ".sending(", ".sending(\"application/json\")")),
    ("answer bytes that are none", &["unread"], |text| added(text, ".answering_bytes(", ".answering_bytes()")),
    ("answer no bytes", &["unread"], |text| constant(text, |line| each(line, ".answering_bytes()", &[""]))),
    ("repeat what may not be", &["unread", "calling"], |text| added(text, ".idempotent(", ".idempotent()")),
    ("repeat nothing", &["unread", "calling"], |text| constant(text, |line| each(line, ".idempotent()", &[""]))),
    ("keep an operation from a cloud", &["unread", "calling"], |text| {
        added(text, ".only_in(", ".only_in(&[::progenitor_client::Cloud::OpenTelekomCloud])")
    }),
    ("offer an operation everywhere", &["unread", "calling"], |text| {
        constant(text, |line| match hole(line, ".only_in(", ")") {
            Some((lead, _, rest)) => vec![format!("{}{}", lead.trim_end_matches(".only_in("), &rest[1..])],
            None => vec![],
        })
    }),
    ("offer an operation elsewhere", &["unread", "calling"], |text| {
        constant(text, |line| {
            [each(line, "HuaweiCloud", &["OpenTelekomCloud", "Elsewhere"]), each(line, "[::", &["[", "[], &[::"])]
                .concat()
        })
    }),
    ("say something unheard of", &["unread"], |text| added(text, ".unheard(", ".unheard()")),
    ("drop dry run", &["unread"], |text| without(text, "pub async fn dry_run(")),
    ("run dry otherwise", &["unread"], |text| {
        let others = ["Ok(self.call()?.send().await?)", "self.call()?.dry_run().await", "Ok(self.call()?.dry_run()?)"];
        swap(text, "Ok(self.call()?.dry_run().await?)", &others)
    }),
    ("run dry with another error", &["unread"], |text| {
        lines(text, |line| match hole(line, "Result<SignedRequest, Error<", ">> {") {
            Some((lead, old, rest)) => {
                let others = ["()", "String", "types::Another", "::serde_json::Value", "ByteStream"];
                others.iter().filter(|new| **new != old).map(|new| format!("{lead}{new}{rest}")).collect()
            }
            None => vec![],
        })
    }),
    ("answer something else than the request", &["unread"], |text| {
        swap(text, "Result<SignedRequest, ", &["Result<Request, ", "Result<ResponseValue<()>, "])
    }),
    ("drop call", &["unread", "coverage"], |text| without(text, "answer(self.call()")),
    ("answer by something else", &["unread", "coverage"], |text| {
        swap(
            text,
            "fn answer(response: ::progenitor_client::Response)",
            &["fn answers(response: Response)", "async fn answer(response: ::progenitor_client::Response)"],
        )
    }),
    ("call otherwise", &["unread", "coverage"], |text| {
        let others = [
            "self.call()?.dry_run().await?",
            "self.call()?.send()?",
            "self.call()?.send().await",
            "self.call().send().await?",
            "self.send().await?",
            "Call::new(self.client.context(), &OPERATION, self.options).send().await?",
        ];
        swap(text, "self.call()?.send().await?", &others)
    }),
    ("take another response", &["unread", "coverage"], |text| {
        swap(
            text,
            "match response.status().as_u16() {",
            &["match other.status().as_u16() {", "match response.as_u16() {"],
        )
    }),
];

/// Every line of the constant in turn, as each of what `others` makes of it.
fn constant(text: &str, others: impl Fn(&str) -> Vec<String>) -> Vec<Edit> {
    let is_it = |line: &str| line.contains("OperationInfo::new(\"") || line.starts_with("        .");
    lines(text, |line| if is_it(line) { others(line) } else { vec![] })
}

/// The route of a line, and what is around it.
fn route(line: &str) -> Option<(&str, &str, &str)> {
    hole(line, "\", \"/", "\"")
}

/// The route: each segment changed, and each dropped.
fn paths(text: &str) -> Vec<Edit> {
    constant(text, |line| {
        let Some((lead, path, rest)) = route(line) else { return vec![] };
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

/// A call of the constant with each of the other texts; without it, if there are none.
fn calls(text: &str, begins: &str, ends: &str, others: &[&str]) -> Vec<Edit> {
    constant(text, |line| match hole(line, begins, ends) {
        Some((lead, _, rest)) if others.is_empty() => {
            vec![format!("{}{}", lead.trim_end_matches(begins), &rest[ends.len()..])]
        }
        Some((lead, old, rest)) => {
            others.iter().filter(|new| **new != old).map(|new| format!("{lead}{new}{rest}")).collect()
        }
        None => vec![],
    })
}

/// A call more, where there is none of its kind, behind each of the others.
fn added(text: &str, begins: &str, call: &str) -> Vec<Edit> {
    if text.contains(begins) {
        return vec![];
    }
    constant(text, |line| match line.strip_suffix(';') {
        Some(line) => vec![format!("{line}{call};")],
        None => vec![format!("{line}{call}")],
    })
}
