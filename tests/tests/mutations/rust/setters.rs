//! Faults in the functions that set a field or an argument.

use super::Operator;
use super::edits::{Edit, docs_of, hole, lines, splice, swap};
use super::types::{MAP, of_another};

const LIST: &str = "values: impl IntoIterator<Item = impl Into<";
const PAIRS: &str = "values: impl IntoIterator<Item = (impl Into<String>, impl Into<";

/// Every kind of fault in a setter, and in what makes an empty record or request.
pub(crate) const OPERATORS: &[Operator] = &[
    ("drop setter", &["unread"], |text| functions(text, |_, _| vec![])),
    ("double setter", &["unread"], |text| functions(text, |_, lines| [lines, lines].concat())),
    ("rename setter", &["unread"], |text| {
        lines(text, |line| if is_setter(line) { vec![line.replacen("(mut self", "_x(mut self", 1)] } else { vec![] })
    }),
    ("set another field", &["unread"], |text| {
        lines(text, |line| match hole(line, "        self.", " = Some(") {
            Some((lead, name, rest)) => vec![format!("{lead}{name}_x{rest}"), format!("{lead}extra{rest}")],
            None => vec![],
        })
    }),
    ("swap setters", &["unread"], swap_setters),
    ("set nothing", &["unread"], |text| {
        lines(text, |line| match line.starts_with("        self.") && line.contains(" = Some(") {
            true => vec![String::new()],
            false => vec![],
        })
    }),
    ("set none", &["unread"], |text| {
        lines(text, |line| match hole(line, " = ", ";").filter(|_| line.starts_with("        self.")) {
            Some((lead, _, rest)) => vec![format!("{lead}None{rest}"), format!("{lead}Default::default(){rest}")],
            None => vec![],
        })
    }),
    ("set a value of another kind", &["unread"], |text| {
        lines(text, |line| {
            let plain = ["value: impl Into<", "value: "];
            let kinds = [(LIST, "value: impl Into<"), (PAIRS, LIST), ("value: impl Into<", LIST)];
            if !is_setter(line) {
                return vec![];
            }
            let mut others: Vec<String> = kinds.iter().map(|(old, new)| line.replacen(old, new, 1)).collect();
            others.push(line.replacen(plain[0], plain[1], 1));
            others
        })
    }),
    ("collect otherwise", &["unread"], |text| {
        let ways = [
            ("map(Into::into)", "map(Into::into).rev()"),
            ("values.into_iter()", "values.into_iter().take(1)"),
            ("(key.into(), value.into())", "(value.into(), key.into())"),
            ("value.into()", "value.clone().into()"),
        ];
        lines(text, |line| match line.starts_with("        self.") {
            true => ways.iter().map(|(old, new)| line.replacen(old, new, 1)).collect(),
            false => vec![],
        })
    }),
    ("set a value of another type", &["unread"], |text| {
        lines(text, |line| match line.rsplit_once("impl Into<").filter(|_| is_setter(line)) {
            Some((lead, rest)) => {
                let Some(end) = rest.find(") -> Self {") else { return vec![] };
                let open = 1 + usize::from(line.contains("values: ")) + usize::from(line.contains(PAIRS));
                let ty = &rest[..end - open];
                let others = of_another(ty).into_iter().chain([format!("Vec<{ty}>"), format!("{MAP}{ty}>")]);
                others.map(|other| format!("{lead}impl Into<{other}{}", &rest[end - open..])).collect()
            }
            None => vec![],
        })
    }),
    ("take the record by reference", &["unread"], |text| {
        lines(text, |line| match is_setter(line) {
            true => vec![line.replacen("mut self", "&mut self", 1), line.replacen("(mut self", "(self", 1)],
            false => vec![],
        })
    }),
    ("hide setter", &["unread"], |text| {
        lines(text, |line| if is_setter(line) { vec![line.replacen("pub fn", "fn", 1)] } else { vec![] })
    }),
    ("await setter", &["unread"], |text| {
        lines(text, |line| if is_setter(line) { vec![line.replacen("pub fn", "pub async fn", 1)] } else { vec![] })
    }),
    ("return another record", &["unread"], |text| {
        lines(text, |line| if line == "        self" { vec!["        Self::default()".to_owned()] } else { vec![] })
    }),
    ("change the words of a setter", &["unread"], |text| {
        documented(text, |docs| {
            let mut docs = docs.to_vec();
            docs[0].push('x');
            docs
        })
    }),
    ("drop the words of a setter", &["unread"], |text| documented(text, |_| vec![])),
    ("drop the start", &["unread"], |text| functions_of(text, is_start, |_, _| vec![])),
    ("start with something", &["unread"], |text| {
        swap(text, "        Self::default()", &["        Self { ..Self::default() }", "        todo!()"])
    }),
];

pub(crate) fn is_setter(line: &str) -> bool {
    line.starts_with("    pub fn ") && line.contains("(mut self, value")
}

fn is_start(line: &str) -> bool {
    line.starts_with("    pub fn new(")
}

/// Each setter with its documentation, as other lines.
fn functions(text: &str, others: impl Fn(usize, &[String]) -> Vec<String>) -> Vec<Edit> {
    functions_of(text, is_setter, others)
}

fn functions_of(
    text: &str,
    is_it: impl Fn(&str) -> bool,
    others: impl Fn(usize, &[String]) -> Vec<String>,
) -> Vec<Edit> {
    let all: Vec<&str> = text.lines().collect();
    let at = (0..all.len()).filter(|index| is_it(all[*index]));
    at.filter_map(|index| {
        let (start, end) = (docs_of(&all, index), index + all[index..].iter().position(|line| *line == "    }")? + 1);
        let old: Vec<String> = all[start..end].iter().map(|line| (*line).to_owned()).collect();
        Some(splice(text, start, end - start, &others(index - start, &old)))
    })
    .collect()
}

/// The documentation of each setter of a record, as other lines. That of an argument stands nowhere else.
fn documented(text: &str, others: impl Fn(&[String]) -> Vec<String>) -> Vec<Edit> {
    if text.contains("arguments! {") {
        return vec![];
    }
    functions(text, |docs, lines| [others(&lines[..docs]), lines[docs..].to_vec()].concat())
}

/// Two setters that follow each other, with each other's names.
fn swap_setters(text: &str) -> Vec<Edit> {
    let all: Vec<&str> = text.lines().collect();
    let at: Vec<usize> = (0..all.len()).filter(|index| is_setter(all[*index])).collect();
    let name = |line: &str| hole(line, "    pub fn ", "(").map(|(_, name, _)| name.to_owned());
    at.windows(2)
        .filter_map(|pair| {
            let (one, other) = (name(all[pair[0]])?, name(all[pair[1]])?);
            let mut lines: Vec<String> = all[pair[0]..=pair[1]].iter().map(|line| (*line).to_owned()).collect();
            let (first, last) = (0, lines.len() - 1);
            lines[first] = lines[first].replacen(&one, &other, 1);
            lines[last] = lines[last].replacen(&other, &one, 1);
            Some(splice(text, pair[0], lines.len(), &lines))
        })
        .collect()
}
