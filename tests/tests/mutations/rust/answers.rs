//! Faults in what `send` makes of the response: its signature, its arms, and what it says about them.

use super::Operator;
use super::edits::{Edit, doubled, dropped, each, hole, lines, splice, swap, swapped};

/// Every kind of fault in how a response is taken.
pub(crate) const OPERATORS: &[Operator] = &[
    ("change status", &["status", "unread"], |text| {
        arms(text, |status, rest| match status.parse::<u16>() {
            Ok(code) => {
                vec![format!("                {}{rest}", code + 10), format!("                {code}..=299{rest}")]
            }
            Err(_) => vec![],
        })
    }),
    ("drop status", &["status", "unread"], |text| dropped(text, |line| arm(line).is_some())),
    ("double status", &["unread"], |text| doubled(text, |line| arm(line).is_some_and(|(status, _)| status != "_"))),
    ("add status", &["status", "unread"], |text| {
        let error = "418 => Err(Error::ErrorResponse(ResponseValue::from_response(response)?)),";
        let empty = "418 => Err(Error::ErrorResponse(ResponseValue::empty(response))),";
        let success = "208 => ResponseValue::from_response(response),";
        let last = "                _ => Err(";
        swap(
            text,
            last,
            &[error, empty, success].map(|arm| format!("                {arm}\n{last}")).each_ref().map(String::as_str),
        )
    }),
    ("swap arms", &["unread", "status"], |text| {
        // Arms of other statuses may stand in any order: they are swapped with what they lead to.
        arms_in_pairs(text)
    }),
    ("take all other successes last", &["unread"], |text| {
        swapped(text, |line| {
            line.starts_with("                200..=299 =>") || line.starts_with("                _ =>")
        })
    }),
    ("drop other successes", &["unread"], |text| {
        dropped(text, |line| line.starts_with("                200..=299 =>"))
    }),
    ("take other successes otherwise", &["unread"], |text| {
        lines(text, |line| match line.strip_prefix("                200..=299 =>") {
            Some(rest) => {
                let heads =
                    ["200..=399", "201..=299", "200..299", "_"].map(|head| format!("                {head} =>{rest}"));
                let error = "                200..=299 => Err(Error::UnexpectedResponse(response)),".to_owned();
                [vec![error, line.replacen(".undocumented()", "", 1)], heads.into()].concat()
            }
            None => vec![],
        })
    }),
    ("invent other successes", &["unread", "status"], |text| {
        let arm = "                200..=299 => ResponseValue::from_response(response.undocumented()),\n                _ => Err(";
        match text.contains("200..=299") {
            true => vec![],
            false => swap(text, "                _ => Err(", &[arm]),
        }
    }),
    ("take the rest otherwise", &["unread", "status"], |text| {
        let others = [
            "Err(Error::ErrorResponse(ResponseValue::from_response(response)?)),",
            "ResponseValue::from_response(response),",
            "Ok(ResponseValue::empty(response)),",
        ];
        swap(text, "Err(Error::UnexpectedResponse(response)),", &others)
    }),
    ("decode otherwise", &["body", "unread"], |text| {
        let ways = [
            "from_response(response)",
            "empty(response)",
            "stream(response)",
            "from_response(response.undocumented())",
        ];
        lines(text, |line| {
            let own = |way: &&&str| line.contains(**way) && arm(line).is_some();
            ways.iter().filter(own).flat_map(|old| each(line, old, &ways)).collect()
        })
    }),
    ("answer without a body", &["body", "unread"], |text| {
        arms(text, |status, rest| match rest.starts_with(" => ResponseValue::") {
            true => vec![format!("                {status} => Ok(ResponseValue::empty(response)),")],
            false => vec![],
        })
    }),
    ("answer with a body", &["body", "unread"], |text| {
        arms(text, |status, rest| match rest.starts_with(" => Ok(") {
            true => vec![format!("                {status} => ResponseValue::from_response(response),")],
            false => vec![],
        })
    }),
    ("give another variant", &["unread", "body", "type"], |text| {
        lines(text, |line| match hole(line, "ure::", ")").or_else(|| hole(line, "Success::", ")")) {
            Some((lead, old, rest)) => {
                let others = ["Ok", "Accepted", "NoContent", "BadRequest", "Other", "NotFound"];
                let others = others.iter().filter(|other| **other != old && arm(line).is_some());
                others.map(|other| format!("{lead}{other}{rest}")).collect()
            }
            None => vec![],
        })
    }),
    ("give a variant of another enum", &["unread"], |text| {
        lines(text, |line| match arm(line).is_some() {
            true => vec![line.replacen("Success::", "Failure::", 1), line.replacen("types::", "types::X", 1)],
            false => vec![],
        })
    }),
    ("swap variants", &["unread", "body", "type", "missing"], swap_variants),
    ("forget that a variant has a body", &["unread", "body"], |text| {
        swap(text, "ResponseValue::variant(", &["ResponseValue::empty_variant("])
    }),
    ("invent the body of a variant", &["unread", "body"], |text| {
        swap(text, "ResponseValue::empty_variant(", &["ResponseValue::variant("])
    }),
    ("take an error for an answer", &["unread"], |text| {
        arms(text, |status, rest| {
            let inner = rest.strip_prefix(" => Err(Error::ErrorResponse(").and_then(|rest| rest.strip_suffix(")),"));
            inner.map_or_else(Vec::new, |inner| vec![format!("                {status} => Ok({inner}),")])
        })
    }),
    ("take an answer for an error", &["unread"], |text| {
        arms(text, |status, rest| {
            let inner = rest.strip_prefix(" => ").and_then(|rest| rest.strip_suffix(','));
            let inner = inner.filter(|inner| !inner.contains("Err(") && !inner.contains("Ok("));
            inner.map_or_else(Vec::new, |inner| {
                vec![format!("                {status} => Err(Error::ErrorResponse({inner}?)),")]
            })
        })
    }),
    ("change answer", &["missing", "undocumented", "body", "type", "unread"], |text| {
        types(text, "Result<ResponseValue<", ">, Error<")
    }),
    ("change error", &["missing", "undocumented", "body", "type", "unread"], |text| types(text, ">, Error<", ">> {")),
    ("send without waiting", &["unread"], |text| swap(text, "pub async fn send(", &["pub fn send("])),
    ("send by another name", &["unread"], |text| swap(text, "fn send(self)", &["fn sends(self)", "fn send(&self)"])),
    ("document another request", &["unread"], |text| {
        lines(text, |line| match line.contains("/// Sends a `") {
            true => vec![line.replace("Sends a `", "Sends a `X"), line.replace("to `/", "to `/x/")],
            false => vec![],
        })
    }),
    ("document another status", &["unread"], |text| {
        lines(text, |line| match is_status(line) {
            true => vec![line.replacen("- `", "- `9", 1), line.replacen("`: ", "1`: ", 1)],
            false => vec![],
        })
    }),
    ("leave a status undocumented", &["unread"], |text| dropped(text, is_status)),
    ("document a status too many", &["unread"], |text| {
        lines(text, |line| if is_status(line) { vec![format!("{line}\n    /// - `418`: Tea.")] } else { vec![] })
    }),
];

/// The arm of a status: the status, and what follows it on the line.
fn arm(line: &str) -> Option<(&str, &str)> {
    let (status, _) = line.strip_prefix("                ")?.split_once(" =>")?;
    let is_status = status == "_" || status.starts_with(|c: char| c.is_ascii_digit());
    is_status.then(|| (status, &line[16 + status.len()..]))
}

fn arms(text: &str, others: impl Fn(&str, &str) -> Vec<String>) -> Vec<Edit> {
    lines(text, |line| arm(line).map_or_else(Vec::new, |(status, rest)| others(status, rest)))
}

/// Two arms that follow each other, each with what the other leads to.
fn arms_in_pairs(text: &str) -> Vec<Edit> {
    pairs(text, |one, other| {
        let line = |status: &str, rest: &str| format!("                {status}{rest}");
        (one.1 != other.1).then(|| [line(one.0, other.1), line(other.0, one.1)])
    })
}

/// Two arms that follow each other, each with the variant of the other.
fn swap_variants(text: &str) -> Vec<Edit> {
    pairs(text, |one, other| {
        let (lead, first, rest) = hole(one.1, "types::", ")")?;
        let (next_lead, second, next_rest) = hole(other.1, "types::", ")")?;
        let line =
            |status: &str, lead: &str, own: &str, rest: &str| format!("                {status}{lead}{own}{rest}");
        Some([line(one.0, lead, second, rest), line(other.0, next_lead, first, next_rest)])
    })
}

fn pairs(text: &str, others: impl Fn((&str, &str), (&str, &str)) -> Option<[String; 2]>) -> Vec<Edit> {
    let all: Vec<&str> = text.lines().collect();
    let at = (1..all.len()).filter_map(|index| Some((index - 1, others(arm(all[index - 1])?, arm(all[index])?)?)));
    at.map(|(index, new)| splice(text, index, 2, &new)).collect()
}

fn is_status(line: &str) -> bool {
    line.strip_prefix("    /// - `").is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
}

/// A type in the signatures of `send`, and of what it makes of the answer, as others.
fn types(text: &str, before: &str, after: &str) -> Vec<Edit> {
    let others = ["()", "String", "types::Another", "::serde_json::Value", "ByteStream", "Vec<String>"];
    lines(text, |line| {
        let is_send = line.contains("fn send(self) -> ") || line.contains("fn answer(");
        match hole(line, before, after).filter(|_| is_send) {
            Some((lead, ty, rest)) => {
                let list = (ty != "()").then(|| format!("{lead}Vec<{ty}>{rest}"));
                others.iter().map(|other| format!("{lead}{other}{rest}")).chain(list).collect()
            }
            None => vec![],
        }
    })
}
