//! Faults that a generator makes alike wherever it writes the same thing: in the struct, the table and the setter of a
//! field, or in the values and the documentation of an enum. The parts agree with each other, so that only the spec can
//! contradict them.

use std::ops::Range;

use super::Operator;
use super::edits::{Edit, docs_of, hole, rewrite};
use super::records::{TYPE, field};
use super::rules::{row, split};
use super::types::{MAP, SECRET, leaf, of_another, unwrapped, wrapped};

/// Every kind of fault in a type that is made everywhere.
pub(crate) const OPERATORS: &[Operator] = &[
    ("drop field everywhere", &["missing"], |text| {
        fields(text, |mut of| {
            of.drop();
            vec![("dropped".to_owned(), of)]
        })
    }),
    ("rename field everywhere", &["missing", "undocumented"], |text| {
        fields(text, |mut of| {
            of.rename();
            vec![("renamed".to_owned(), of)]
        })
    }),
    ("change type everywhere", TYPE, |text| retyped(text, of_another)),
    ("make a list everywhere", TYPE, |text| retyped(text, |ty| vec![wrapped(ty, "Vec<")])),
    ("unmake a list everywhere", TYPE, |text| retyped(text, |ty| unwrapped(ty, "Vec<"))),
    ("make a map everywhere", TYPE, |text| retyped(text, |ty| vec![wrapped(ty, MAP)])),
    ("unmake a map everywhere", TYPE, |text| retyped(text, |ty| unwrapped(ty, MAP))),
    ("box everywhere", &["unread"], |text| retyped(text, |ty| vec![wrapped(ty, "Box<")])),
    ("show a secret everywhere", &["secret"], |text| retyped(text, |ty| unwrapped(ty, SECRET))),
    ("redact everywhere", &["secret"], |text| {
        retyped(text, |ty| {
            let is_hidden = ty.contains(SECRET) || leaf(ty) != "String";
            if is_hidden { vec![] } else { vec![format!("{}{SECRET}String>{}", &ty[..at(ty)], &ty[at(ty) + 6..])] }
        })
    }),
    ("require everywhere", &["presence"], |text| {
        ruled(text, |rules| match rules.first() {
            Some(first) if first == "required()" => None,
            _ => Some([vec!["required()".to_owned()], rules.to_vec()].concat()),
        })
    }),
    ("make do without everywhere", &["presence"], |text| {
        ruled(text, |rules| match rules.split_first() {
            Some((first, rest)) if first == "required()" => Some(rest.to_vec()),
            _ => None,
        })
    }),
    ("drop limit everywhere", &["limits"], |text| limited(text, |_| None)),
    ("change limit everywhere", &["limits"], |text| limited(text, |limit| Some(limit + 1))),
    ("change default everywhere", &["default"], |text| bulleted(text, "Default: `", "Default: `1")),
    ("change format everywhere", &["format", "type", "unread"], |text| bulleted(text, "Format: `", "Format: `x")),
    ("drop null everywhere", &["nullable"], |text| bulleted(text, "- May be `null`.", "")),
    ("drop value everywhere", &["values"], |text| enums(text, |values, index| drop(values.remove(index)))),
    ("change value everywhere", &["values"], |text| {
        enums(text, |values, index| {
            values[index].0.push('X');
            values[index].1.push_str("-x");
        })
    }),
    ("add value everywhere", &["values"], |text| {
        enums(text, |values, index| {
            values.insert(index, ("Added".to_owned(), "added".to_owned()));
        })
    }),
];

/// Where the last part of a type begins that is text.
fn at(ty: &str) -> usize {
    ty.rfind("String").unwrap_or(0)
}

/// A file, and the lines of it that are about one field.
#[derive(Clone)]
struct Field {
    lines: Vec<String>,
    name: String,
    ty: String,
    /// The line of the field, and the first of its documentation.
    own: Range<usize>,
    row: usize,
    /// The lines of the setter with its documentation, where callers set the field.
    setter: Option<Range<usize>>,
}

impl Field {
    fn drop(&mut self) {
        let gone = |range: &Range<usize>| (range.start..range.end).rev().collect::<Vec<_>>();
        let setter = self.setter.iter().flat_map(gone).collect::<Vec<_>>();
        for index in [setter, vec![self.row], gone(&self.own)].concat() {
            self.lines.remove(index);
        }
    }

    fn rename(&mut self) {
        let (old, new) = (self.name.clone(), format!("{}_x", self.name.trim_end_matches('_')));
        let of = |line: &str, lead: &str| line.replacen(&format!("{lead}{old}"), &format!("{lead}{new}"), 1);
        let own = self.own.end - 1;
        self.lines[own] = of(&self.lines[own], "    pub ");
        let row = of(&self.lines[self.row], "        ");
        if let Some((lead, wire, rest)) = hole(&row, "\"", "\"") {
            self.lines[self.row] = format!("{lead}{wire}_x{rest}");
        }
        for line in self.setter.iter().cloned().flatten() {
            self.lines[line] = of(&of(&self.lines[line], "    pub fn "), "        self.");
        }
    }

    fn retype(&mut self, ty: &str) {
        let (own, name) = (self.own.end - 1, &self.name);
        self.lines[own] = format!("    pub {name}: Option<{ty}>,");
        if let Some(setter) = &self.setter {
            let [signature, body] = setter_of(name, ty);
            self.lines[setter.end - 5] = signature;
            self.lines[setter.end - 4] = body;
        }
    }

    /// The lines of documentation, in the struct and above the setter.
    fn docs(&self) -> Vec<usize> {
        let setter = self.setter.iter().cloned().flatten();
        self.own.clone().chain(setter).filter(|index| self.lines[*index].starts_with("    ///")).collect()
    }
}

/// What a setter of a field is called with, and what it does.
fn setter_of(name: &str, ty: &str) -> [String; 2] {
    let item = |lead: &str| ty.strip_prefix(lead).and_then(|ty| ty.strip_suffix('>'));
    let pairs = item(MAP).or_else(|| item("::serde_json::Map<String, "));
    let (takes, makes) = match (item("Vec<"), pairs) {
        (Some(item), _) => (
            format!("values: impl IntoIterator<Item = impl Into<{item}>>"),
            "values.into_iter().map(Into::into).collect()",
        ),
        (None, Some(value)) => (
            format!("values: impl IntoIterator<Item = (impl Into<String>, impl Into<{value}>)>"),
            "values.into_iter().map(|(key, value)| (key.into(), value.into())).collect()",
        ),
        (None, None) => (format!("value: impl Into<{ty}>"), "value.into()"),
    };
    [format!("    pub fn {name}(mut self, {takes}) -> Self {{"), format!("        self.{name} = Some({makes});")]
}

/// Every field with all its parts.
fn all(text: &str) -> Vec<Field> {
    let lines: Vec<&str> = text.lines().collect();
    let fields = lines.iter().enumerate().filter_map(|(index, line)| {
        let (name, ty) = field(line)?;
        let after = |from: usize, is_it: &dyn Fn(&str) -> bool| {
            lines[from..].iter().position(|line| is_it(line)).map(|at| from + at)
        };
        let end = after(index, &|line| line.starts_with("pub ")).unwrap_or(lines.len());
        let row = after(index, &|line| line.starts_with(&format!("        {name}: \"")))?;
        let signature =
            after(row, &|line| line.starts_with(&format!("    pub fn {name}(mut self"))).filter(|at| *at < end);
        // With the empty line that follows, or the one before: the brace of the last one is followed by another.
        let setter = signature.map(|at| docs_of(&lines, at)..at + 4);
        Some(Field {
            lines: lines.iter().map(|line| (*line).to_owned()).collect(),
            name: name.to_owned(),
            ty: ty.to_owned(),
            own: docs_of(&lines, index)..index + 1,
            row,
            setter: setter.map(|range| range.start..range.end + usize::from(lines[range.end].is_empty())),
        })
    });
    fields.collect()
}

fn fields(text: &str, others: impl Fn(Field) -> Vec<(String, Field)>) -> Vec<Edit> {
    let of = |old: Field| {
        let (line, name) = (old.own.end - 1, old.name.clone());
        others(old).into_iter().map(move |(what, new)| rewrite(&format!("`{name}` {what}"), line, &new.lines))
    };
    all(text).into_iter().flat_map(of).filter(|edit| edit.text != text).collect()
}

fn retyped(text: &str, others: impl Fn(&str) -> Vec<String>) -> Vec<Edit> {
    fields(text, |old| {
        let with = |ty: String| {
            let mut new = old.clone();
            new.retype(&ty);
            (format!("is {ty}"), new)
        };
        others(&old.ty).into_iter().map(with).collect()
    })
}

fn ruled(text: &str, other: impl Fn(&[String]) -> Option<Vec<String>>) -> Vec<Edit> {
    fields(text, |mut of| {
        let changed = split(&of.lines[of.row]).and_then(|(name, rules)| Some(row(name, &other(&rules)?)));
        let Some(changed) = changed else { return vec![] };
        of.lines[of.row] = changed;
        vec![("has other rules".to_owned(), of)]
    })
}

/// Every limit of a value itself: another number, or none at all.
fn limited(text: &str, other: impl Fn(i64) -> Option<i64>) -> Vec<Edit> {
    const LIMITS: [(&str, &[&str]); 4] = [
        ("    /// - Length: ", &["min_length(", "max_length("]),
        ("    /// - Range: ", &["minimum(", "maximum(", "minimum_number(", "maximum_number("]),
        ("    /// - Items: ", &["min_items(", "max_items("]),
        ("    /// - Pattern: ", &["pattern("]),
    ];
    fields(text, |of| {
        let changed = LIMITS.iter().filter_map(|(bullet, keywords)| {
            let mut of = of.clone();
            let docs: Vec<usize> = of.docs().into_iter().filter(|index| of.lines[*index].starts_with(bullet)).collect();
            let words: Vec<&str> = of.lines[*docs.first()?].split(' ').collect();
            let last = words.iter().rev().find(|word| word.starts_with(|c: char| c.is_ascii_digit()));
            let number = last.and_then(|word| word.parse::<i64>().ok());
            let (name, mut rules) = split(&of.lines[of.row])?;
            match other(number.unwrap_or(0)) {
                Some(new) => {
                    let old = number?;
                    let to = |line: &str| {
                        let (lead, rest) = line.rsplit_once(&old.to_string()).unwrap_or((line, ""));
                        format!("{lead}{new}{rest}")
                    };
                    let own = |rule: &&mut String| keywords.iter().any(|keyword| rule.starts_with(keyword));
                    if let Some(rule) = rules.iter_mut().filter(own).last() {
                        *rule = to(rule);
                    }
                    let changed = row(name, &rules);
                    docs.iter().for_each(|index| of.lines[*index] = to(&of.lines[*index]));
                    of.lines[of.row] = changed;
                }
                None => {
                    rules.retain(|rule| !keywords.iter().any(|keyword| rule.starts_with(keyword)));
                    let changed = row(name, &rules);
                    of.lines[of.row] = changed;
                    docs.iter().rev().for_each(|index| drop(of.lines.remove(*index)));
                }
            }
            Some((format!("has another limit than `{}`", bullet.trim()), of))
        });
        changed.collect()
    })
}

/// The bullets of a kind: other words in it, or none of it.
fn bulleted(text: &str, old: &str, new: &str) -> Vec<Edit> {
    fields(text, |mut of| {
        let docs: Vec<usize> = of.docs().into_iter().filter(|index| of.lines[*index].contains(old)).collect();
        for index in docs.iter().rev() {
            match new {
                "" => drop(of.lines.remove(*index)),
                _ => of.lines[*index] = of.lines[*index].replacen(old, new, 1),
            }
        }
        if docs.is_empty() { vec![] } else { vec![(format!("has another `{}`", old.trim_end_matches('`')), of)] }
    })
}

/// The values of each enum, with its documentation.
fn enums(text: &str, change: impl Fn(&mut Vec<(String, String)>, usize)) -> Vec<Edit> {
    let lines: Vec<&str> = text.lines().collect();
    let value = |line: &&str| {
        let (name, value) = line.strip_prefix("        ")?.strip_suffix("\",")?.split_once(" = \"")?;
        Some((name.to_owned(), value.to_owned()))
    };
    let heads = (0..lines.len()).filter(|index| lines[*index].starts_with("    pub enum "));
    heads
        .flat_map(|head| {
            let values: Vec<(String, String)> = lines[head + 1..].iter().map_while(value).collect();
            (0..values.len()).map(move |index| (head, values.clone(), index))
        })
        .filter_map(|(head, mut values, index)| {
            let old = values.len();
            change(&mut values, index);
            let bullet = (docs_of(&lines, head)..head).find(|index| lines[*index].contains("/// - Allowed: "))?;
            let mut new: Vec<String> = lines.iter().map(|line| (*line).to_owned()).collect();
            let spans: Vec<String> = values.iter().map(|(_, value)| format!("`{value}`")).collect();
            new[bullet] = format!("    /// - Allowed: {}", spans.join(", "));
            let rows = values.iter().map(|(name, value)| format!("        {name} = \"{value}\","));
            new.splice(head + 1..head + 1 + old, rows);
            Some(rewrite(&format!("values become {}", spans.join(", ")), head, &new))
        })
        .collect()
}
