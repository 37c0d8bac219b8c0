//! Faults in generated types.

use super::Operator;
use super::edits::{Edit, is_above_builders, lines, splice, swap, without};

/// Every kind of fault in a type.
pub(crate) const OPERATORS: &[Operator] = &[
    ("rename field", &["missing", "undocumented", "unread"], |text| {
        fields(text, |name, ty| vec![format!("    pub {name}_x: {ty},")])
    }),
    ("rename field on the wire", &["missing", "undocumented"], |text| {
        fields(text, |name, ty| vec![format!("    #[serde(rename = \"{name}_x\")]\n    pub {name}: {ty},")])
    }),
    ("drop field", &["missing", "unread"], drop_field),
    ("make optional", &["presence", "unread"], |text| {
        fields(text, |name, ty| {
            wraps(ty, "Option<", false).map(|ty| format!("    pub {name}: {ty},")).into_iter().collect()
        })
    }),
    ("make required", &["presence", "unread"], |text| {
        fields(text, |name, ty| unwraps(ty, "Option<").map(|ty| format!("    pub {name}: {ty},")).into_iter().collect())
    }),
    ("unmake a list", &["type", "unread"], |text| {
        fields(text, |name, ty| match unwraps(ty, "Vec<") {
            Some(item) => vec![format!("    pub {name}: {item},"), format!("    pub {name}: Option<{item}>,")],
            None => vec![],
        })
    }),
    ("make a list", &["type", "unread"], |text| {
        fields(text, |name, ty| {
            wraps(ty, "Vec<", false).map(|ty| format!("    pub {name}: {ty},")).into_iter().collect()
        })
    }),
    ("change width", &["type", "unread"], |text| above(text, swap(text, "i64", &["i32", "u64", "f64"]))),
    ("change type", &["type", "unread"], |text| {
        fields(text, |name, ty| {
            ["i64", "bool", "::serde_json::Value"]
                .into_iter()
                .filter(|other| ty.contains("String") && !ty.contains(other))
                .map(|other| format!("    pub {name}: {},", ty.replace("String", other)))
                .collect()
        })
    }),
    ("drop serde option", &["unread", "presence"], |text| {
        without(text, "#[serde(skip_").into_iter().chain(without(text, "#[serde(default, ")).collect()
    }),
    ("drop default option", &["unread", "presence"], |text| swap(text, "default, skip", &["skip"])),
    ("refuse unknown fields", &["unread"], |text| {
        let derives = lines(text, |line| match line.starts_with("#[derive(") && line.contains("Default, PartialEq") {
            true => vec![format!("{line}\n#[serde(deny_unknown_fields)]")],
            false => vec![],
        });
        above(text, derives)
    }),
    ("drop value", &["values", "unread"], |text| {
        variants(text).into_iter().map(|index| splice(text, index - 1, 2, &[])).collect()
    }),
    ("add value", &["values", "unread"], |text| {
        let new = "    /// `added`\n    Added,\n    /// A value that is not documented, as it came.";
        swap(text, "    /// A value that is not documented, as it came.", &[new])
    }),
    ("swap values", &["unread"], |text| {
        let variant = |index: usize| text.lines().nth(index).unwrap_or_default().to_owned();
        let all = variants(text);
        let pairs = all.iter().zip(all.iter().skip(1)).filter(|(one, other)| **one + 2 == **other);
        pairs
            .map(|(one, other)| {
                let words = text.lines().nth(other - 1).unwrap_or_default().to_owned();
                splice(text, *one, 3, &[variant(*other), words, variant(*one)])
            })
            .collect()
    }),
    ("rename value on the wire", &["unread"], |text| {
        let renamed = |index: &usize| {
            let variant = text.lines().nth(*index).unwrap_or_default();
            splice(text, *index, 1, &["    #[serde(rename = \"x\")]".to_owned(), variant.to_owned()])
        };
        variants(text).iter().map(renamed).collect()
    }),
    ("close enum", &["unread"], |text| {
        let open = text.lines().enumerate().filter(|(_, line)| *line == "    Unrecognized(String),");
        open.map(|(index, _)| splice(text, index - 1, 2, &[])).collect()
    }),
    ("derive serde of an enum", &["unread"], |text| {
        swap(text, "#[derive(Clone, Debug, Eq, Hash", &["#[derive(::serde::Serialize, Clone, Debug, Eq, Hash"])
    }),
    ("send or receive an enum otherwise", &["unread"], |text| {
        let sent = swap(text, "serialize_str(self.as_str())", &["serialize_str(\"x\")", "serialize_none()"]);
        sent.into_iter()
            .chain(swap(text, "(deserializer).map(Self::from)", &["(deserializer).map(Self::Unrecognized)"]))
            .collect()
    }),
    ("drop code of an enum", &["unread"], |text| {
        let enums = text.lines().filter_map(|line| line.strip_prefix("pub enum ")?.strip_suffix(" {"));
        let heads = enums.flat_map(|name| {
            let end = format!(" for {name} {{");
            text.lines().filter(move |line| line.starts_with("impl") && line.ends_with(&end))
        });
        // What is gone is missed at the enum, whose code still stands above.
        let above = |edit: Edit| Edit { line: edit.line - 2, ..edit };
        heads.flat_map(|head| without(text, head)).map(above).collect()
    }),
    ("change known value", &["unread"], |text| {
        lines(text, |line| match line.contains("KNOWN: ") {
            true => vec![line.replacen("&[\"", "&[\"x", 1), line.replacen("\"];", "\", \"added\"];", 1)],
            false => vec![],
        })
    }),
    ("change value in code", &["unread"], |text| {
        lines(text, |line| match line.contains(" => \"") || line.contains("\" => Self::") {
            true => vec![line.replacen('"', "\"x", 1)],
            false => vec![],
        })
    }),
    ("change limit", &["limits", "unread"], |text| {
        lines(text, |line| {
            let Some((lead, rest)) = line.split_once(".count() ") else { return vec![] };
            let (sign, limit) = rest.trim_end_matches(" {").split_once(' ').expect("a comparison");
            let limit: u64 = limit.parse().expect("a limit");
            [limit + 1, limit - 1].map(|other| format!("{lead}.count() {sign} {other} {{")).into()
        })
    }),
    ("drop limit", &["limits", "unread"], |text| without(text, "if value.chars().count()")),
    ("flip limit", &["limits", "unread"], |text| swap(text, ".count() >", &[".count() <"])),
    ("change bullet", &["values", "default", "limits", "unread"], |text| {
        lines(text, |line| {
            match ["/// - Allowed: `", "/// - Default: `", "/// - Length: "]
                .iter()
                .any(|b| line.trim_start().starts_with(b))
            {
                true => vec![
                    line.replacen("- Allowed: `", "- Allowed: `x", 1)
                        .replacen("- Default: `", "- Default: `x", 1)
                        .replacen("Length: 1 ", "Length: 2 ", 1),
                ],
                false => vec![],
            }
        })
    }),
    ("drop bullet", &["values", "default", "limits", "nullable", "unread"], |text| {
        ["/// - Allowed", "/// - Default", "/// - Length", "/// - May be"]
            .into_iter()
            .flat_map(|bullet| drop_line(text, bullet))
            .collect()
    }),
    ("add null", &["nullable", "unread"], |text| bulleted(text, "May be `null`.")),
    ("add deprecation", &["deprecated"], |text| bulleted(text, "Deprecated.")),
    ("add format", &["format"], |text| bulleted(text, "Format: `uuid`")),
    ("let required be unset", &["unread"], |text| {
        lines(text, |line| match line.split_once("Err(\"no value supplied") {
            Some((lead, _)) => vec![format!("{lead}Ok(Default::default()),")],
            None => vec![],
        })
    }),
    ("set another field", &["unread"], |text| {
        lines(text, |line| match line.trim_start().strip_prefix("self.") {
            Some(rest) if rest.contains(" = value.try_into()") => {
                vec![format!("            self.other{}", &rest[rest.find(" =").expect("it is there")..])]
            }
            _ => vec![],
        })
    }),
    ("drop field of builder", &["unread"], |text| {
        lines(text, |line| {
            match line.starts_with("        ") && line.contains(": value.") || line.contains(": Ok(value.") {
                true => vec![String::new()],
                false => vec![],
            }
        })
    }),
];

fn above(text: &str, edits: Vec<Edit>) -> Vec<Edit> {
    edits.into_iter().filter(|edit| is_above_builders(text, edit)).collect()
}

/// The public fields of structs, each with its name and type.
fn fields(text: &str, others: impl Fn(&str, &str) -> Vec<String>) -> Vec<Edit> {
    lines(text, |line| match field(line) {
        Some((name, ty)) => others(name, ty),
        None => vec![],
    })
}

fn field(line: &str) -> Option<(&str, &str)> {
    let (name, ty) = line.strip_prefix("    pub ")?.strip_suffix(',')?.split_once(": ")?;
    (!name.contains(' ')).then_some((name, ty))
}

fn wraps(ty: &str, with: &str, again: bool) -> Option<String> {
    (again || !ty.starts_with("Option<")).then(|| format!("{with}{ty}>"))
}

fn unwraps<'t>(ty: &'t str, from: &str) -> Option<&'t str> {
    ty.strip_prefix(from)?.strip_suffix('>')
}

/// The lines of the documented values of enums.
fn variants(text: &str) -> Vec<usize> {
    let is_name = |line: &str| line.strip_prefix("    ").and_then(|line| line.strip_suffix(',')).is_some_and(is_word);
    text.lines().enumerate().filter(|(_, line)| is_name(line)).map(|(index, _)| index).collect()
}

fn is_word(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_uppercase()) && text.chars().all(|c| c.is_ascii_alphanumeric())
}

/// A field with its attribute, and without its words.
fn drop_field(text: &str) -> Vec<Edit> {
    let all: Vec<&str> = text.lines().collect();
    let is_own = |line: &str| line.starts_with("    ///") || line.starts_with("    #[");
    let at = (0..all.len()).filter(|index| field(all[*index]).is_some());
    at.map(|index| {
        let start = all[..index].iter().rposition(|line| !is_own(line)).map_or(0, |above| above + 1);
        splice(text, start, index + 1 - start, &[])
    })
    .collect()
}

/// A bullet more in the documentation of each field.
fn bulleted(text: &str, bullet: &str) -> Vec<Edit> {
    let all: Vec<&str> = text.lines().collect();
    let at = (0..all.len()).filter(|index| field(all[*index]).is_some());
    at.filter_map(|index| {
        let last = all[..index].iter().rposition(|line| line.starts_with("    ///"))?;
        let known = all[last].starts_with("    /// - ");
        let is_null = bullet.starts_with("May") && known;
        let mut new = vec![all[last].to_owned()];
        if !known {
            new.push("    ///".to_owned());
        }
        new.push(format!("    /// - {bullet}"));
        (!is_null).then(|| splice(text, last, 1, &new))
    })
    .collect()
}

fn drop_line(text: &str, begins: &str) -> Vec<Edit> {
    let at = text.lines().enumerate().filter(|(_, line)| line.trim_start().starts_with(begins));
    at.map(|(index, _)| splice(text, index, 1, &[])).collect()
}
