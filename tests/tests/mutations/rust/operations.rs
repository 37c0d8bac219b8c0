//! Faults in the generated builder of a request, and in what its `send` does.

use super::Operator;
use super::edits::{Edit, lines, splice, swap, without};

/// Every kind of fault in an operation.
pub(crate) const OPERATORS: &[Operator] = &[
    ("swap method", &["operation", "unread"], |text| {
        let all = [".get(url)", ".post(url)", ".put(url)", ".patch(url)", ".delete(url)"];
        all.iter()
            .flat_map(|old| swap(text, old, &all.into_iter().filter(|new| new != old).collect::<Vec<_>>()))
            .collect()
    }),
    ("change path", &["operation", "unread"], paths),
    ("swap path argument", &["parameter-place", "missing", "operation", "unread"], |text| {
        let swapped =
            [("encode_path(&project_id", "encode_path(&task_id"), ("encode_path(&task_id", "encode_path(&project_id")];
        swapped.into_iter().flat_map(|(old, new)| swap(text, old, &[new])).collect()
    }),
    ("do not encode", &["unread"], |text| {
        ["project_id", "task_id"]
            .into_iter()
            .flat_map(|name| {
                swap(text, &format!("encode_path(&{name}.to_string())"), &[&format!("{name}.to_string()")])
            })
            .collect()
    }),
    ("rename header", &["missing", "undocumented", "unread"], |text| {
        swap(text, "\"X-Language\"", &["\"X-Language-X\""])
    }),
    ("drop header", &["missing", "unread"], |text| without(text, "if let Some(value) = x_language")),
    ("send header as query", &["parameter-place", "unread"], |text| {
        let dropped = without(text, "if let Some(value) = x_language");
        let query = "            .query(&progenitor_client::QueryParam::new(\"X-Language\", &x_language))";
        dropped
            .into_iter()
            .map(|edit| {
                let text = edit.text.replace("            .json(&body)", &format!("{query}\n            .json(&body)"));
                Edit { text, what: format!("{} and a query", edit.what), ..edit }
            })
            .collect()
    }),
    ("drop body", &["missing", "unread"], |text| without(text, ".json(&body)")),
    ("send body as form", &["media-type", "missing", "unread"], |text| {
        swap(text, ".json(&body)", &[".form_urlencoded(&body)?", ".body(body)"])
    }),
    ("drop headers", &["unread"], |text| without(text, ".headers(header_map)")),
    ("accept another media type", &["unread"], |text| swap(text, "\"application/json\"", &["\"application/xml\""])),
    ("change status", &["status", "unread"], |text| {
        arms(text, |status, rest| vec![format!("            {}{rest}", status + 10)])
    }),
    ("drop status", &["status", "unread"], |text| {
        ["2", "4", "5"].into_iter().flat_map(|first| without(text, first)).collect()
    }),
    ("add status", &["status", "unread"], |text| {
        let new = "            409 => {\n                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))\n            }\n            _ => Err(";
        swap(text, "            _ => Err(", &[new])
    }),
    ("drop answer", &["body", "unread"], |text| {
        swap(text, "=> ResponseValue::from_response(response).await,", &["=> Ok(ResponseValue::empty(response)),"])
    }),
    ("invent answer", &["body", "unread"], |text| {
        swap(text, "=> Ok(ResponseValue::empty(response)),", &["=> ResponseValue::from_response(response).await,"])
    }),
    ("drop error", &["body", "unread"], |text| {
        swap(text, "ResponseValue::from_response(response).await?", &["ResponseValue::empty(response)"])
    }),
    ("swap answer", &["missing", "undocumented", "body", "type", "unread"], |text| {
        types(text, "ResponseValue<", &["()", "types::DeleteJobResp", "::serde_json::Value", "ByteStream"])
    }),
    ("swap error", &["missing", "undocumented", "body", "type", "unread"], |text| {
        types(text, "Error<", &["()", "types::DeleteJobResp", "::serde_json::Map<String, ::serde_json::Value>"])
    }),
    ("take an error for an answer", &["unread"], |text| swap(text, "Err(Error::ErrorResponse(", &["Ok(("])),
    ("change operation id", &["unread"], |text| swap(text, "operation_id: \"", &["operation_id: \"other_"])),
    ("drop hook", &["missing", "unread"], |text| without(text, "client.pre(")),
    ("drop call", &["unread"], |text| without(text, "let result = client.exec(")),
    ("drop hook after", &["unread"], |text| without(text, "client.post(&result")),
    ("let required be unset", &["unread"], |text| {
        lines(text, |line| match line.split_once("Err(\"") {
            Some((lead, rest)) if rest.contains("was not initialized") => {
                vec![format!("{lead}Ok(Default::default()),"), format!("{lead}Ok(None),")]
            }
            _ => vec![],
        })
    }),
    ("change type of parameter", &["type", "unread"], |text| parameters(text, &["i64", "bool"])),
    ("make parameter optional", &["presence", "unread"], |text| {
        lines(text, |line| match parameter(line) {
            Some((name, ty)) if !ty.starts_with("Option<") => {
                vec![format!("    {name}: Result<Option<{ty}>, String>,")]
            }
            _ => vec![],
        })
    }),
    ("make parameter required", &["presence", "unread"], |text| {
        lines(text, |line| match parameter(line).map(|(name, ty)| (name, ty.strip_prefix("Option<"))) {
            Some((name, Some(ty))) => vec![format!("    {name}: Result<{}, String>,", ty.trim_end_matches('>'))],
            _ => vec![],
        })
    }),
    ("change states", &["states", "unread"], |text| {
        lines(text, |line| {
            match ["/// - Callable in: `", "/// - Done when: `"].iter().any(|b| line.trim_start().starts_with(b)) {
                true => vec![line.replacen(": `", ": `X", 1), line.replacen(": `", ": `ADDED`, `", 1)],
                false => vec![],
            }
        })
    }),
    ("drop states", &["states", "unread"], |text| {
        let at = text
            .lines()
            .enumerate()
            .filter(|(_, line)| line.contains("/// - Callable in") || line.contains("/// - Done when"));
        at.map(|(index, _)| splice(text, index, 1, &[])).collect()
    }),
    ("drop states everywhere", &["states"], |text| {
        let is_states = |line: &&str| line.contains("/// - Callable in") || line.contains("/// - Done when");
        let first = text.lines().position(|line| is_states(&line));
        first
            .map(|index| {
                let kept: Vec<&str> = text.lines().filter(|line| !is_states(line)).collect();
                Edit { text: kept.join("\n") + "\n", ..splice(text, index, 1, &[]) }
            })
            .into_iter()
            .collect()
    }),
    ("deprecate", &["deprecated"], |text| {
        lines(text, |line| match line.starts_with("    pub fn ") && line.contains("(&self) -> ") {
            true => vec![format!("    #[deprecated]\n{line}")],
            false => vec![],
        })
    }),
    ("document another request", &["unread"], |text| {
        lines(text, |line| match line.contains("/// Sends a `") {
            true => vec![line.replace("Sends a `", "Sends a `X"), line.replace("to `/", "to `/x/")],
            false => vec![],
        })
    }),
    ("document another status", &["unread"], |text| {
        lines(text, |line| match line.starts_with("    /// - `") {
            true => vec![line.replacen("`4", "`3", 1).replacen("`2", "`3", 1).replacen("`5", "`3", 1)],
            false => vec![],
        })
    }),
];

/// The template of the path: each segment changed.
fn paths(text: &str) -> Vec<Edit> {
    lines(text, |line| {
        let Some((lead, rest)) = line.split_once("format!(\"{}/") else { return vec![] };
        let Some((path, rest)) = rest.split_once('"') else { return vec![] };
        let segments: Vec<&str> = path.split('/').collect();
        let changed = (0..segments.len()).flat_map(|index| {
            let (mut fewer, mut other) = (segments.clone(), segments.clone());
            fewer.remove(index);
            let word = format!("{}x", segments[index]);
            other[index] = &word;
            [fewer, other].map(|segments| segments.join("/"))
        });
        changed.map(|path| format!("{lead}format!(\"{{}}/{path}\"{rest}")).collect()
    })
}

/// The arms of the statuses: the number, and what follows it on the line.
fn arms(text: &str, others: impl Fn(u16, &str) -> Vec<String>) -> Vec<Edit> {
    lines(text, |line| {
        let arm = line.strip_prefix("            ").and_then(|arm| arm.split_once(" =>"));
        match arm.and_then(|(status, rest)| Some((status.parse().ok()?, rest))) {
            Some((status, rest)) => others(status, &format!(" =>{rest}")),
            None => vec![],
        }
    })
}

/// What `send` says it answers with.
fn types(text: &str, lead: &str, others: &[&str]) -> Vec<Edit> {
    lines(text, |line| {
        let is_signature = line.starts_with("        ResponseValue<")
            || line.starts_with("        Error<")
            || line.contains("fn send(self) -> ");
        let Some(start) = line.find(lead).filter(|_| is_signature).map(|at| at + lead.len()) else { return vec![] };
        let Some(end) = line[start..].find('>').map(|at| start + at) else { return vec![] };
        let old = &line[start..end];
        others
            .iter()
            .filter(|other| **other != old)
            .map(|other| format!("{}{other}{}", &line[..start], &line[end..]))
            .collect()
    })
}

/// The fields of the builder, each with its name and type.
fn parameter(line: &str) -> Option<(&str, &str)> {
    line.strip_prefix("    ")?.strip_suffix(", String>,")?.split_once(": Result<")
}

fn parameters(text: &str, others: &[&str]) -> Vec<Edit> {
    lines(text, |line| match parameter(line) {
        Some((name, _)) => others.iter().map(|other| format!("    {name}: Result<{other}, String>,")).collect(),
        None => vec![],
    })
}
