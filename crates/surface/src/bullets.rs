//! The facts that stand in documentation: the bullet lines after a description.
//!
//! ```text
//! /// How many tasks to return.
//! ///
//! /// - Default: `10`
//! /// - Range: 1 to 1,000
//! ```

use contract::{Aspect, Place, Problem, Segment, Status, Value};

use crate::reader::{Hole, Reader};
use crate::{REGENERATE, UNREAD};

/// The facts of one piece of documentation, in the order of its lines.
#[derive(Debug, Default)]
pub(crate) struct Bullets {
    facts: Vec<Stated>,
}

/// A fact that a bullet states.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Stated {
    /// The way into what is documented: `Each item: ` leads to the items of a list.
    pub(crate) into: Vec<Segment>,
    pub(crate) aspect: Aspect,
    pub(crate) value: Value,
    pub(crate) at: Place,
}

/// What a bullet is about, what its line begins with, and how the rest is read.
type Bullet = (&'static [Aspect], &'static str, fn(&str) -> Option<Vec<Option<Value>>>);

const BULLETS: [Bullet; 13] = [
    (&[Aspect::CallableIn], "Callable in: ", list),
    (&[Aspect::DoneWhen], "Done when: ", list),
    (&[Aspect::Idempotent], "Idempotent", flag),
    (&[Aspect::Clouds], "Clouds: ", list),
    (&[Aspect::Values], "Allowed: ", list),
    (&[Aspect::Default], "Default: ", code),
    (&[Aspect::MinLength, Aspect::MaxLength], "Length: ", length),
    (&[Aspect::Minimum, Aspect::Maximum], "Range: ", range),
    (&[Aspect::MinItems, Aspect::MaxItems], "Items: ", range),
    (&[Aspect::Pattern], "Pattern: ", code),
    (&[Aspect::Format], "Format: ", code),
    (&[Aspect::Nullable], "May be ", nullable),
    (&[Aspect::Deprecated], "Deprecated", flag),
];

/// The bullets that lead into what is documented.
const INTO: [(&str, Segment); 2] = [("Each item: ", Segment::Item), ("Each value: ", Segment::Value)];

/// The bullet that states no fact: where the operation is documented.
const DOCUMENTED: &str = "Documented: ";

/// The bullet of a header: which answers have it.
const STATUS: &str = "Status: ";

impl Bullets {
    /// Reads the bullets among lines of documentation. A line that begins as one and is none is a problem.
    pub(crate) fn read(lines: &[Hole<'_>], reader: &Reader<'_, '_>, problems: &mut Vec<Problem>) -> Self {
        let mut bullets = Self::default();
        let start = lines.iter().rposition(|line| line.text.trim().is_empty()).map_or(0, |blank| blank + 1);
        let (prose, block) = lines.split_at(start);
        // What the description shows verbatim is no bullet, whatever it looks like.
        let mut is_verbatim = false;
        let prose: Vec<&Hole<'_>> = prose
            .iter()
            .filter(|line| {
                let is_fence = line.text.starts_with("```");
                is_verbatim ^= is_fence;
                !(is_fence || is_verbatim)
            })
            .collect();
        let refuse = |line: &Hole<'_>, expected: &str| {
            let message = format!("expected {expected}, but found `{}`", line.text);
            Problem::error(UNREAD, reader.place(line.at), message).help(REGENERATE)
        };
        problems.extend(
            prose
                .into_iter()
                .filter(|line| is_bullet(line.text))
                .map(|line| refuse(line, "bullets in the last paragraph only")),
        );
        for line in block.iter().filter(|_| block.iter().any(|line| is_bullet(line.text))) {
            match stated(line.text, &reader.place(line.at)) {
                Some(facts) => {
                    let is_new = |fact: &Stated| bullets.get(&fact.into, fact.aspect).is_none();
                    if facts.iter().all(is_new) {
                        bullets.facts.extend(facts);
                    } else {
                        problems.push(refuse(line, "each bullet once"));
                    }
                }
                None => problems.push(refuse(line, "a bullet of the generator's")),
            }
        }
        bullets
    }

    /// What is wrong with bullets of a type that is no list and no map, and that lead into it.
    pub(crate) fn leading_nowhere(&self) -> impl Iterator<Item = Problem> {
        self.facts.iter().filter(|fact| !fact.into.is_empty()).map(|fact| {
            let message = "expected a bullet about the type itself, but found one about what is in it";
            Problem::error(UNREAD, fact.at.clone(), message).help(REGENERATE)
        })
    }

    /// Reads the bullets of a header, and which statuses have it, where that is told.
    pub(crate) fn read_with_statuses(
        lines: &[Hole<'_>],
        reader: &Reader<'_, '_>,
        problems: &mut Vec<Problem>,
    ) -> (Self, Option<(Vec<Status>, Place)>) {
        let statuses = |line: &Hole<'_>| {
            let listed = list(line.text.strip_prefix("- ")?.strip_prefix(STATUS)?)?;
            let Some(Some(Value::List(words))) = listed.into_iter().next() else { return None };
            words.iter().map(|word| word.parse().ok()).collect::<Option<Vec<Status>>>()
        };
        let found = lines.iter().enumerate().find_map(|(index, line)| Some((index, statuses(line)?)));
        let Some((index, statuses)) = found else { return (Self::read(lines, reader, problems), None) };
        let others: Vec<Hole<'_>> =
            lines.iter().enumerate().filter(|(other, _)| *other != index).map(|(_, line)| *line).collect();
        let at = lines.get(index).map_or_else(|| reader.here(), |line| reader.place(line.at));
        (Self::read(&others, reader, problems), Some((statuses, at)))
    }

    /// The facts, in order.
    pub(crate) fn facts(&self) -> &[Stated] {
        &self.facts
    }

    /// What is stated about an aspect of what the way leads to.
    pub(crate) fn get(&self, into: &[Segment], aspect: Aspect) -> Option<&Stated> {
        self.facts.iter().find(|fact| fact.into == into && fact.aspect == aspect)
    }

    /// The first fact of one of two texts that the other does not state.
    pub(crate) fn difference<'b>(&'b self, other: &'b Bullets) -> Option<&'b Stated> {
        let lacks =
            |one: &Bullets, fact: &Stated| one.get(&fact.into, fact.aspect).is_none_or(|own| own.value != fact.value);
        let missing = self.facts.iter().find(|fact| lacks(other, fact));
        missing.or_else(|| other.facts.iter().find(|fact| lacks(self, fact)))
    }
}

/// The facts of a bullet; none for one that states none.
fn stated(line: &str, at: &Place) -> Option<Vec<Stated>> {
    let mut rest = line.strip_prefix("- ")?;
    if let Some(address) = rest.strip_prefix(DOCUMENTED) {
        let url = address.strip_prefix('<')?.strip_suffix('>')?;
        return url.starts_with("https://").then(Vec::new);
    }
    let mut into = Vec::new();
    while let Some((after, segment)) = INTO.iter().find_map(|(lead, to)| Some((rest.strip_prefix(lead)?, to))) {
        into.push(segment.clone());
        rest = after;
    }
    let (aspects, text, read) =
        BULLETS.iter().find_map(|(aspects, lead, read)| Some((aspects, rest.strip_prefix(lead)?, read)))?;
    let values = aspects.iter().zip(read(text)?);
    let fact = |(aspect, value): (&Aspect, Option<Value>)| {
        Some(Stated { into: into.clone(), aspect: *aspect, value: value?, at: at.clone() })
    };
    Some(values.filter_map(fact).collect())
}

/// Whether a line is a bullet, or should be one: a list in prose has other marks.
fn is_bullet(line: &str) -> bool {
    line.trim_start().starts_with("- ")
}

/// `` `a`, `b` ``
fn list(text: &str) -> Option<Vec<Option<Value>>> {
    let (first, mut rest) = span(text)?;
    let mut words = vec![first];
    while !rest.is_empty() {
        let (word, after) = span(rest.strip_prefix(", ")?)?;
        words.push(word);
        rest = after;
    }
    Some(vec![Some(Value::List(words))])
}

/// `` `a` ``
fn code(text: &str) -> Option<Vec<Option<Value>>> {
    let (text, rest) = span(text)?;
    rest.is_empty().then(|| vec![Some(Value::Text(text))])
}

/// The words of a code span and what follows it. Words that hold backticks stand between more of them and spaces.
fn span(text: &str) -> Option<(String, &str)> {
    let ticks = text.len() - text.trim_start_matches('`').len();
    let (open, inside) = text.split_at(ticks);
    let (open, close) = match ticks {
        0 => return None,
        // Nothing between two backticks.
        2 if inside.is_empty() || inside.starts_with(',') => return Some((String::new(), inside)),
        1 => ("", "`".to_owned()),
        _ => (" ", format!(" {open}")),
    };
    let (words, rest) = inside.strip_prefix(open)?.split_once(&close)?;
    Some((words.to_owned(), rest))
}

fn nullable(text: &str) -> Option<Vec<Option<Value>>> {
    (text == "`null`.").then(|| vec![Some(Value::Flag(true))])
}

/// A word that says it by being there.
fn flag(text: &str) -> Option<Vec<Option<Value>>> {
    (text == ".").then(|| vec![Some(Value::Flag(true))])
}

/// `1 to 64 characters`, `at least 1 character`
fn length(text: &str) -> Option<Vec<Option<Value>>> {
    let (range_of, unit) = text.rsplit_once(' ')?;
    let counted = if range_of.rsplit(' ').next()? == "1" { "character" } else { "characters" };
    (unit == counted).then(|| range(range_of))?
}

/// `1 to 1,024`, `at least 1`, `at most 64`: the least and the greatest.
fn range(text: &str) -> Option<Vec<Option<Value>>> {
    Some(if let Some(least) = text.strip_prefix("at least ") {
        vec![Some(number(least)?), None]
    } else if let Some(most) = text.strip_prefix("at most ") {
        vec![None, Some(number(most)?)]
    } else {
        let (least, most) = text.split_once(" to ")?;
        vec![Some(number(least)?), Some(number(most)?)]
    })
}

/// A number with a comma between every three digits before the point.
fn number(text: &str) -> Option<Value> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let digits = whole.strip_prefix('-').unwrap_or(whole);
    let mut groups = digits.split(',');
    let first = groups.next()?;
    let all_digits = |group: &str| group.bytes().all(|byte| byte.is_ascii_digit());
    let grouped = (1..=3).contains(&first.len()) && groups.all(|group| group.len() == 3 && all_digits(group));
    if !(grouped && all_digits(first) && all_digits(fraction)) {
        return None;
    }
    serde_json::from_str(&text.replace(',', "")).ok().map(Value::Number)
}

#[cfg(test)]
mod tests {
    use contract::FieldPath;

    use super::*;
    use crate::tokens::Source;

    fn read(text: &str) -> String {
        let (source, _) = Source::new(0, "a.rs", text);
        let mut reader = Reader::new(&source);
        let lines = reader.docs();
        let mut problems = Vec::new();
        let bullets = Bullets::read(&lines, &reader, &mut problems);
        let facts = bullets.facts().iter().map(|fact| {
            let into = FieldPath(fact.into.clone());
            format!("{} {into}{} {}\n", fact.at, fact.aspect, fact.value)
        });
        facts.chain(problems.iter().map(|problem| format!("{} {}\n", problem.at, problem.message))).collect()
    }

    #[test]
    fn every_bullet_is_a_fact_at_its_line() {
        insta::assert_snapshot!(read("\
/// A name.
///
/// - Allowed: `a`, `b`
/// - Default: `a`
/// - Length: 1 to 1,024 characters
/// - Range: at most 10
/// - Items: at least 1
/// - Pattern: `^[a-z]+$`
/// - Format: `uuid`
/// - May be `null`.
/// - Each item: Each value: Length: at most 1 character
/// - Deprecated.
"), @r"
        a.rs:3:1 values a, b
        a.rs:4:1 default a
        a.rs:5:1 min-length 1
        a.rs:5:1 max-length 1024
        a.rs:6:1 maximum 10
        a.rs:7:1 min-items 1
        a.rs:8:1 pattern ^[a-z]+$
        a.rs:9:1 format uuid
        a.rs:10:1 nullable true
        a.rs:11:1 []{}max-length 1
        a.rs:12:1 deprecated true
        ");
    }

    #[test]
    fn a_line_that_begins_as_a_bullet_and_is_none_is_a_problem() {
        for line in [
            "- Allowed: a, b",
            "- Default: 10",
            "- Length: 1 to 1024 characters",
            "- Length: 1 to 64",
            "- Range: 1 - 10",
            "- Items: many",
            "- Pattern: `a`b`",
            "- May be null.",
            "- Deprecated",
            "- Documented: https://example.com",
        ] {
            assert_eq!(
                read(&format!("/// {line}\n")),
                format!("a.rs:1:1 expected a bullet of the generator's, but found `{line}`\n")
            );
        }
    }

    #[test]
    fn a_code_span_may_hold_anything() {
        assert_eq!(read("/// - Allowed: ``, `` a`b ``, `c, d`\n"), "a.rs:1:1 values , a`b, c, d\n");
    }

    #[test]
    fn bullets_stand_once_and_have_no_company() {
        assert!(read("/// - Default: `a`\n/// - Default: `b`\n").contains("each bullet once"));
        assert!(read("/// - Lenght: 1 to 2 characters\n/// - Default: `a`\n").contains("expected a bullet"));
        assert!(read("/// - Default: `a`\n///\n/// Words.\n").contains("bullets in the last paragraph only"));
    }

    #[test]
    fn a_list_in_a_description_has_other_marks() {
        assert_eq!(read("/// Either\n///\n/// * this\n/// * or that.\n"), "");
        assert_eq!(
            read("/// Either\n///\n/// ```text\n/// - this\n/// ```\n///\n/// - Deprecated.\n"),
            "a.rs:7:1 deprecated true\n"
        );
        for line in ["- Formats: `int64`", "  - Format: `int64`"] {
            assert!(read(&format!("/// {line}\n")).contains("expected a bullet"), "{line}");
        }
    }
}
