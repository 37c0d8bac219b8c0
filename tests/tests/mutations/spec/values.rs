//! Faults in what a spec says about a value.

use super::Operator;
use super::text::{Edit, Line, Text, other_words, words};

/// Every kind of fault in what is said about a value.
pub(crate) const OPERATORS: &[Operator] = &[
    ("flip presence", &["presence"], presence),
    ("change type", &["type", "body"], types),
    ("drop type", &["type", "body"], |text| schemas(text, &["string", "integer"], |line| vec![text.without(line)])),
    ("make a list", &["type"], |text| schemas(text, &["string", "integer"], |line| vec![listed(text, line)])),
    ("unmake a list", &["type", "missing"], |text| schemas(text, &["array"], |line| unlisted(text, line))),
    ("change width", &["type", "body"], widths),
    ("change values", &["values"], |text| keyed(text, "enum", |line| lists(text, line))),
    ("add values", &["values"], |text| strings(text, &["enum: [first, second]"])),
    ("change default", &["default"], |text| {
        keyed(text, "default", |line| vec![text.without(line), text.with(line, "default", "zh-cn")])
    }),
    ("add default", &["default"], |text| strings(text, &["default: first"])),
    ("change limit", &["limits"], limits),
    ("add limit", &["limits"], added_limits),
    ("add format", &["format"], |text| strings(text, &["format: date"])),
    ("flip nullable", &["nullable"], nullable),
    ("flip deprecated", &["deprecated"], deprecated),
];

/// The lines of a key that are no part of an example.
pub(crate) fn keyed(text: &Text, key: &str, edits: impl Fn(&Line) -> Vec<Edit>) -> Vec<Edit> {
    text.told().filter(|line| line.key == key && !line.is_in("examples")).flat_map(edits).collect()
}

/// The types of schemas.
fn schemas(text: &Text, types: &[&str], edits: impl Fn(&Line) -> Vec<Edit>) -> Vec<Edit> {
    keyed(text, "type", |line| if types.contains(&line.value.as_str()) { edits(line) } else { vec![] })
}

/// More beside the type of every string, where it does not say such a thing already, and is no stream of bytes.
fn strings(text: &Text, more: &[&str]) -> Vec<Edit> {
    let key = more[0].split(':').next().unwrap_or_default();
    let says = |other: &Line| other.key == key || other.value == "binary";
    schemas(text, &["string"], |line| match text.beside(line).iter().any(|other| says(other)) {
        true => vec![],
        false => vec![text.and(line, more)],
    })
}

fn lists(text: &Text, line: &Line) -> Vec<Edit> {
    let changed = other_words(&line.value).into_iter().map(|words| text.with(line, &line.key, &words));
    std::iter::once(text.without(line)).chain(changed).collect()
}

/// Names taken from `required`, and added to it; `required: true` and `false` of parameters and bodies.
fn presence(text: &Text) -> Vec<Edit> {
    let mut edits = keyed(text, "required", |line| match line.value.as_str() {
        "true" => vec![text.with(line, "required", "false")],
        "false" => vec![text.with(line, "required", "true")],
        list => words(list)
            .iter()
            .map(|name| {
                let fewer: Vec<String> = words(list).into_iter().filter(|other| other != name).collect();
                match fewer.is_empty() {
                    true => text.without(line),
                    false => text.with(line, "required", &format!("[{}]", fewer.join(", "))),
                }
            })
            .collect(),
    });
    edits.extend(keyed(text, "properties", |properties| {
        let required = text.beside(properties).into_iter().find(|line| line.key == "required");
        let names = required.map_or_else(Vec::new, |line| words(&line.value));
        let optional = text.below(properties).into_iter().filter(|property| !names.contains(&property.key));
        let more = |property: &Line| match required {
            Some(line) => {
                let all: Vec<&str> = names.iter().chain([&property.key]).map(String::as_str).collect();
                text.with(line, "required", &format!("[{}]", all.join(", ")))
            }
            None => text.and(properties, &[&format!("required: [{}]", property.key)]),
        };
        optional.map(more).collect()
    }));
    edits
}

fn types(text: &Text) -> Vec<Edit> {
    keyed(text, "type", |line| {
        let others: &[&str] = match line.value.as_str() {
            "string" => &["integer", "boolean", "object"],
            "integer" => &["string", "boolean"],
            "array" | "object" => &["string"],
            _ => &[],
        };
        others.iter().map(|other| text.with(line, "type", other)).collect()
    })
}

fn widths(text: &Text) -> Vec<Edit> {
    schemas(text, &["integer"], |line| {
        vec![text.and(line, &["format: int32"]), text.and(line, &["format: int64"]), text.with(line, "type", "number")]
    })
}

fn listed(text: &Text, line: &Line) -> Edit {
    let indent = " ".repeat(line.indent);
    let lines = ["type: array", "items:", &format!("  type: {}", line.value)];
    text.instead(line, line.end, &lines.map(|new| format!("{indent}{new}")), "becomes a list of it")
}

/// A list becomes what was its item.
fn unlisted(text: &Text, line: &Line) -> Vec<Edit> {
    let beside = text.beside(line);
    let Some(items) = beside.iter().find(|other| other.key == "items" && other.index == line.index + 1) else {
        return vec![];
    };
    let item: Vec<String> = text.raw[items.index + 1..items.end].iter().map(|line| line[2..].to_owned()).collect();
    // A reference stands alone: what is said beside it would not be heard.
    let start = if item.iter().any(|line| line.contains("$ref")) { beside[0] } else { line };
    vec![text.instead(start, items.end, &item, "becomes its item")]
}

fn limits(text: &Text) -> Vec<Edit> {
    let each = |line: &Line| {
        let limit: i64 = line.value.parse().expect("a whole limit");
        let changed = [limit + 1, limit - 1].map(|other| text.with(line, &line.key, &other.to_string()));
        [vec![text.without(line)], changed.into()].concat_all()
    };
    ["minLength", "maxLength", "x-min-length", "x-max-length"]
        .into_iter()
        .flat_map(|key| keyed(text, key, each))
        .collect()
}

/// Edits are no `Clone`, which `concat` asks for.
trait ConcatAll {
    fn concat_all(self) -> Vec<Edit>;
}

impl<const N: usize> ConcatAll for [Vec<Edit>; N] {
    fn concat_all(self) -> Vec<Edit> {
        self.into_iter().flatten().collect()
    }
}

fn added_limits(text: &Text) -> Vec<Edit> {
    let of = |ty: &str, more: [&str; 2]| {
        schemas(text, &[ty], |line| {
            let known = |more: &str| text.beside(line).iter().any(|other| more.starts_with(&format!("{}:", other.key)));
            more.into_iter().filter(|more| !known(more)).map(|more| text.and(line, &[more])).collect()
        })
    };
    [
        of("string", ["minLength: 1", "maxLength: 4000"]),
        of("integer", ["minimum: 0", "maximum: 4000"]),
        of("array", ["minItems: 1", "maxItems: 4000"]),
        strings(text, &["pattern: '^.*$'"]),
    ]
    .concat_all()
}

fn nullable(text: &Text) -> Vec<Edit> {
    let dropped = keyed(text, "nullable", |line| vec![text.without(line)]);
    let added = schemas(text, &["string", "integer", "array"], |line| {
        let known = text.beside(line).iter().any(|other| other.key == "nullable");
        // What the items of a list and the security scheme may be is no property of a value here.
        let is_value = line.path.iter().rev().nth(1).is_some_and(|above| above == "properties");
        if known || !is_value { vec![] } else { vec![text.and(line, &["nullable: true"])] }
    });
    [dropped, added].concat_all()
}

fn deprecated(text: &Text) -> Vec<Edit> {
    let operation = keyed(text, "operationId", |line| vec![text.and(line, &["deprecated: true"])]);
    let parameter = keyed(text, "in", |line| match line.is_in("parameters") {
        true => vec![text.and(line, &["deprecated: true"])],
        false => vec![],
    });
    let field = schemas(text, &["string", "integer", "array"], |line| {
        let is_value = line.path.iter().rev().nth(1).is_some_and(|above| above == "properties");
        if is_value { vec![text.and(line, &["deprecated: true"])] } else { vec![] }
    });
    [operation, parameter, field].concat_all()
}
