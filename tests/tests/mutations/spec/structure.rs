//! Faults in what a spec is made of: the operation, parameters, fields, statuses, bodies, references and examples.

use super::Operator;
use super::text::{Edit, Line, Text, other_words};
use super::values::keyed;

/// Every kind of fault in what there is.
pub(crate) const OPERATORS: &[Operator] = &[
    ("drop field", &["missing"], |text| fields(text, |line| text.without(line))),
    ("rename field", &["missing"], |text| fields(text, |line| text.with(line, &format!("{}_x", line.key), ""))),
    ("add field", &["undocumented"], |text| {
        keyed(text, "properties", |line| {
            let indent = " ".repeat(line.indent + 2);
            let new = [text.raw[line.index].clone(), format!("{indent}extra:"), format!("{indent}  type: string")];
            vec![text.instead(line, line.index + 1, &new, "has one more")]
        })
    }),
    ("move parameter", &["parameter-place"], |text| places(text)),
    ("rename parameter", &["missing", "undocumented"], |text| {
        keyed(text, "name", |line| vec![text.with(line, "name", &format!("{}-x", line.value))])
    }),
    ("drop parameter", &["missing"], |text| {
        keyed(text, "$ref", |line| if line.is_of("parameters") { vec![text.without(line)] } else { vec![] })
    }),
    ("add parameter", &["undocumented"], |text| {
        keyed(text, "parameters", |line| match line.is_in("paths") {
            true => ["query", "header"].map(|place| added_parameter(text, line, place)).into(),
            false => vec![],
        })
    }),
    ("drop token", &["missing", "expired-quirk"], |text| keyed(text, "security", |line| vec![text.without(line)])),
    ("call without token", &["missing", "expired-quirk"], |text| {
        keyed(text, "operationId", |line| vec![text.and(line, &["security: []"])])
    }),
    ("change method", &["operation"], methods),
    ("change path", &["operation"], |text| {
        of(
            text,
            |line| line.is_of("paths"),
            |line| other_paths(&line.key).iter().map(|p| text.with(line, p, "")).collect(),
        )
    }),
    ("change operation id", &["operation", "coverage"], |text| {
        keyed(text, "operationId", |line| vec![text.with(line, "operationId", &format!("{}Twice", line.value))])
    }),
    ("change states", &["states"], states),
    ("change status", &["status"], |text| statuses(text, |line| text.with(line, "'409'", ""))),
    ("drop status", &["status"], |text| statuses(text, |line| text.without(line))),
    ("add status", &["status"], |text| statuses(text, |line| twin(text, line, "'409':"))),
    ("drop body", &["body", "expired-quirk"], |text| {
        keyed(text, "content", |line| match line.is_in("responses") {
            true => vec![text.without(line)],
            false => vec![],
        })
    }),
    ("drop request body", &["missing"], |text| keyed(text, "requestBody", |line| vec![text.without(line)])),
    ("change media type", &["media-type", "body"], |text| {
        keyed(text, "application/json", |line| {
            ["text/plain", "application/xml"].map(|other| text.with(line, other, "")).into()
        })
    }),
    ("redirect reference", &["missing", "undocumented", "values", "type", "body", "presence"], redirect),
    ("change example", &["examples"], examples),
    ("drop example", &["examples"], |text| of(text, |line| line.is_of("examples"), |line| vec![text.without(line)])),
    ("add example", &["examples"], |text| {
        of(
            text,
            |line| line.is_of("examples"),
            |line| {
                let indent = " ".repeat(line.indent);
                let mut both = text.raw[line.index..line.end].to_vec();
                both.extend([format!("{indent}extra:"), format!("{indent}  value: {{}}")]);
                vec![text.instead(line, line.end, &both, "has one more beside it")]
            },
        )
    }),
];

fn of(text: &Text, is_it: impl Fn(&Line) -> bool, edits: impl Fn(&Line) -> Vec<Edit>) -> Vec<Edit> {
    text.told().filter(|line| is_it(line)).flat_map(edits).collect()
}

fn fields(text: &Text, edit: impl Fn(&Line) -> Edit) -> Vec<Edit> {
    of(text, |line| line.is_of("properties") && !line.is_in("examples"), |line| vec![edit(line)])
}

fn places(text: &Text) -> Vec<Edit> {
    keyed(text, "in", |line| {
        let others = ["path", "query", "header", "cookie"].into_iter().filter(|other| *other != line.value);
        others.map(|other| text.with(line, "in", other)).collect()
    })
}

fn added_parameter(text: &Text, line: &Line, place: &str) -> Edit {
    let indent = " ".repeat(line.indent + 2);
    let mut new = text.raw[line.index..line.end].to_vec();
    new.extend([
        format!("{indent}- name: extra"),
        format!("{indent}  in: {place}"),
        format!("{indent}  schema:"),
        format!("{indent}    type: string"),
    ]);
    text.instead(line, line.end, &new, &format!("has one more in the {place}"))
}

fn methods(text: &Text) -> Vec<Edit> {
    let all = ["get", "post", "put", "patch", "delete"];
    of(
        text,
        |line| all.contains(&line.key.as_str()) && line.path.len() == 2,
        |line| all.into_iter().filter(|other| *other != line.key).map(|other| text.with(line, other, "")).collect(),
    )
}

/// Each segment changed, and each dropped.
fn other_paths(path: &str) -> Vec<String> {
    let segments: Vec<&str> = path.split('/').skip(1).collect();
    let mut others = Vec::new();
    for index in 0..segments.len() {
        let (mut fewer, mut other) = (segments.clone(), segments.clone());
        fewer.remove(index);
        let changed = format!("{}x", segments[index]);
        other[index] = &changed;
        others.extend([fewer, other].map(|segments| format!("/{}", segments.join("/"))));
    }
    others
}

fn states(text: &Text) -> Vec<Edit> {
    let mut edits = Vec::new();
    for key in ["x-callable-in", "x-done-when"] {
        let changed = keyed(text, key, |line| {
            let mut edits = vec![text.without(line)];
            if line.value.is_empty() {
                // A list with a line for each word.
                for index in line.index + 1..line.end {
                    let (mut fewer, mut other) = (text.raw.clone(), text.raw.clone());
                    fewer.remove(index);
                    other[index].push_str("_x");
                    let range = |raw: Vec<String>, end: usize| raw[line.index..end].to_vec();
                    edits.push(text.instead(line, line.end, &range(fewer, line.end - 1), "lacks a word"));
                    edits.push(text.instead(line, line.end, &range(other, line.end), "has another word"));
                }
            } else {
                edits.extend(other_words(&line.value).iter().map(|words| text.with(line, key, words)));
            }
            edits
        });
        if changed.is_empty() {
            edits.extend(keyed(text, "operationId", |line| vec![text.and(line, &[&format!("{key}: [BUSY]")])]));
        }
        edits.extend(changed);
    }
    edits
}

fn statuses(text: &Text, edit: impl Fn(&Line) -> Edit) -> Vec<Edit> {
    of(text, |line| line.is_of("responses") && line.is_in("paths"), |line| vec![edit(line)])
}

/// The same once more, under another key.
fn twin(text: &Text, line: &Line, key: &str) -> Edit {
    let mut both = text.raw[line.index..line.end].to_vec();
    both.push(format!("{}{key}", " ".repeat(line.indent)));
    both.extend_from_slice(&text.raw[line.index + 1..line.end]);
    text.instead(line, line.end, &both, &format!("has a twin {key}"))
}

/// Every reference to a component of the same file, to another one of its kind.
fn redirect(text: &Text) -> Vec<Edit> {
    keyed(text, "$ref", |line| {
        let Some((lead, name)) = line.value.trim_matches('\'').rsplit_once('/') else { return vec![] };
        let Some(kind) = lead.strip_prefix("#/components/") else { return vec![] };
        let components: Vec<&Line> = text.lines.iter().filter(|other| other.path == ["components", kind]).collect();
        // Beside the words: two components may say the same.
        let says = |component: &Line| -> Vec<&String> {
            let body = text.raw[component.index + 1..component.end].iter();
            body.filter(|line| !line.trim_start().starts_with("description:")).collect()
        };
        let Some(old) = components.iter().find(|component| component.key == name) else { return vec![] };
        let others = components.iter().filter(|other| says(other) != says(old));
        others.map(|other| text.with(line, "$ref", &format!("'{lead}/{}'", other.key))).collect()
    })
}

/// Every value in an example: another one, one of another type, and none.
fn examples(text: &Text) -> Vec<Edit> {
    of(
        text,
        |line| line.is_in("examples") && line.is_in("value"),
        |line| {
            let mut edits = vec![text.without(line)];
            if line.value.is_empty() {
                edits.push(text.with(line, &format!("{}_x", line.key), ""));
            } else {
                let wrong = if line.value.parse::<i64>().is_ok() { "word" } else { "7" };
                edits.extend(["{}", wrong, "4711"].map(|other| text.with(line, &line.key, other)));
            }
            edits
        },
    )
}
