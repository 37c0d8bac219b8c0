//! Faults in the rules that tables state, of fields and of arguments.

use super::Operator;
use super::edits::{Edit, each, lines, splice};

/// Every kind of fault in the rules of a table.
pub(crate) const OPERATORS: &[Operator] = &[
    ("drop rule", &["presence", "unread"], |text| {
        rows(text, |name, rules| (0..rules.len()).map(|index| row(name, &without(rules, index))).collect())
    }),
    ("drop all rules", &["presence", "unread"], |text| {
        rows(text, |name, rules| if rules.is_empty() { vec![] } else { vec![row(name, &[])] })
    }),
    ("require", &["presence", "unread"], |text| {
        rows(text, |name, rules| match rules.first() {
            Some(first) if first == "required()" => vec![],
            _ => vec![row(name, &[vec!["required()".to_owned()], rules.to_vec()].concat())],
        })
    }),
    ("add rule", &["unread"], |text| {
        rows(text, |name, rules| {
            let one = |rule: &str| row(name, &[rules.to_vec(), vec![rule.to_owned()]].concat());
            let more =
                ["min_length(1)", "max_length(9)", "minimum(0)", "max_items(9)", "values(&[1])", "each(minimum(0))"];
            more.iter().map(|rule| one(rule)).chain([one("pattern(\"^a$\")"), one("int32()")]).collect()
        })
    }),
    ("double rule", &["unread"], |text| {
        rows(text, |name, rules| {
            (0..rules.len())
                .map(|index| {
                    let mut more = rules.to_vec();
                    more.insert(index, rules[index].clone());
                    row(name, &more)
                })
                .collect()
        })
    }),
    ("swap rules", &["unread"], |text| {
        rows(text, |name, rules| {
            (1..rules.len())
                .map(|index| {
                    let mut others = rules.to_vec();
                    others.swap(index - 1, index);
                    row(name, &others)
                })
                .collect()
        })
    }),
    ("change a rule by one", &["unread"], |text| lines(text, |line| if is_rule(line) { by_one(line) } else { vec![] })),
    ("take one rule for another", &["unread"], |text| {
        let kinds = ["length(", "imum(", "imum_number(", "items("];
        lines(text, |line| {
            let flipped = [("min", "max"), ("max", "min")].into_iter().flat_map(|(old, new)| {
                let [old, new] = [old, new].map(|way| {
                    move |kind: &str| {
                        if kind.starts_with('i') { format!("{way}{kind}") } else { format!("{way}_{kind}") }
                    }
                });
                kinds.iter().flat_map(move |kind| each(line, &old(kind), &[&new(kind)])).collect::<Vec<_>>()
            });
            if is_rule(line) { flipped.collect() } else { vec![] }
        })
    }),
    ("change pattern", &["unread"], |text| {
        lines(text, |line| match is_rule(line) {
            true => each(line, "pattern(\"", &["pattern(\"x", "pattern(\"(?i)"]),
            false => vec![],
        })
    }),
    ("misspell rule", &["unread"], |text| {
        rows(text, |name, rules| {
            let misspelt = |index: usize| {
                let mut others = rules.to_vec();
                others[index] = others[index].replacen('(', "s(", 1);
                row(name, &others)
            };
            (0..rules.len()).map(misspelt).collect()
        })
    }),
    ("state a rule of each of the whole", &["unread"], |text| {
        rows(text, |name, rules| match rules.split_last() {
            Some((last, rest)) if last.starts_with("each(") => {
                let inner = last["each(".len()..last.len() - 1].to_owned();
                vec![row(name, &[rest.to_vec(), vec![inner]].concat())]
            }
            _ => vec![],
        })
    }),
    ("state a rule of the whole of each", &["unread", "presence"], |text| {
        rows(text, |name, rules| match rules.split_first() {
            Some(_) if !rules.iter().any(|rule| rule.starts_with("each(")) => {
                vec![row(name, &[format!("each({})", rules.join("."))])]
            }
            _ => vec![],
        })
    }),
    ("move rules to the neighbour", &["unread", "presence"], moved),
    ("swap rules with the neighbour", &["unread", "presence"], exchanged),
];

/// What a line of a table says before its rules, and each of its rules.
pub(crate) fn split(line: &str) -> Option<(&str, Vec<String>)> {
    let line = line.strip_suffix(',').filter(|line| line.starts_with("        "))?;
    let (name, rules) = line.split_once(" => ").unwrap_or((line, ""));
    let is_row = name.ends_with('"') && name.contains(": ") && !name.contains(" = ");
    let mut depth = 0;
    let mut all = vec![String::new()];
    let mut is_text = false;
    for c in rules.chars() {
        is_text ^= c == '"';
        depth += if is_text { 0 } else { i32::from(c == '(') - i32::from(c == ')') };
        match c {
            '.' if depth == 0 => all.push(String::new()),
            _ => all.last_mut().expect("one").push(c),
        }
    }
    is_row.then(|| (name, all.into_iter().filter(|rule| !rule.is_empty()).collect()))
}

/// A line of a table.
pub(crate) fn row(name: &str, rules: &[String]) -> String {
    let arrow = if rules.is_empty() { "" } else { " => " };
    format!("{name}{arrow}{},", rules.join("."))
}

fn rows(text: &str, others: impl Fn(&str, &[String]) -> Vec<String>) -> Vec<Edit> {
    lines(text, |line| split(line).map_or_else(Vec::new, |(name, rules)| others(name, &rules)))
}

fn is_rule(line: &str) -> bool {
    split(line).is_some_and(|(_, rules)| !rules.is_empty())
}

fn without(rules: &[String], index: usize) -> Vec<String> {
    let mut fewer = rules.to_vec();
    fewer.remove(index);
    fewer
}

/// Each number among the rules, one more and one less.
fn by_one(line: &str) -> Vec<String> {
    let arrow = line.find(" => ").map_or(line.len(), |at| at + 4);
    let ends = line.char_indices().filter(|(at, c)| *at > arrow && matches!(c, ')' | ',' | ']')).map(|(at, _)| at);
    ends.flat_map(|end| {
        let lead = line[..end].trim_end_matches(|c: char| c.is_ascii_digit() || c == '.' || c == '-');
        let number = &line[lead.len()..end];
        let others: Vec<String> = match (number.parse::<i64>(), number.parse::<f64>()) {
            (Ok(whole), _) => [whole + 1, whole - 1].map(|other| other.to_string()).into(),
            (_, Ok(part)) => [part + 1.0, part - 1.0].map(|other| format!("{other:?}")).into(),
            _ => vec![],
        };
        others.into_iter().map(move |other| format!("{lead}{other}{}", &line[end..]))
    })
    .collect()
}

/// Two lines of a table that follow each other, with other rules.
fn pairs(text: &str, others: impl Fn(&[String], &[String]) -> [Vec<String>; 2]) -> Vec<Edit> {
    let all: Vec<&str> = text.lines().collect();
    let both = (1..all.len()).filter_map(|index| Some((index - 1, split(all[index - 1])?, split(all[index])?)));
    both.filter(|(_, one, other)| one.1 != other.1)
        .map(|(index, one, other)| {
            let [first, second] = others(&one.1, &other.1);
            splice(text, index, 2, &[row(one.0, &first), row(other.0, &second)])
        })
        .collect()
}

fn moved(text: &str) -> Vec<Edit> {
    let down = pairs(text, |one, _| [vec![], one.to_vec()]);
    down.into_iter().chain(pairs(text, |_, other| [other.to_vec(), vec![]])).collect()
}

fn exchanged(text: &str) -> Vec<Edit> {
    pairs(text, |one, other| [other.to_vec(), one.to_vec()])
}
