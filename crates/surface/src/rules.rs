//! The rules that tables state of a field or an argument: `required().min_length(1).each(max_length(36))`.
//!
//! They are what is enforced before anything is sent, and the documentation repeats them: both must agree.

use contract::{Aspect, Place, Problem, Segment, Value};
use serde_json::Number;

use crate::bullets::{Bullets, Stated};
use crate::reader::Reader;
use crate::rust_type::{RustType, Shape};
use crate::{REGENERATE, UNREAD};

/// What a table says behind the name of a field or an argument.
#[derive(Debug, Default)]
pub(crate) struct Rules {
    /// Where it says that the value has to be there.
    pub(crate) required: Option<Place>,
    facts: Vec<Stated>,
}

/// What a rule is about, and how what stands in its parentheses is read.
type Keyword = (&'static str, Aspect, fn(&mut Reader<'_, '_>) -> Option<Value>);

/// The rules, in the order in which they stand.
const KEYWORDS: [Keyword; 12] = [
    ("required", Aspect::Presence, |_| Some(Value::Flag(true))),
    ("int32", Aspect::Format, |_| Some(Value::Text("int32".to_owned()))),
    ("min_length", Aspect::MinLength, count),
    ("max_length", Aspect::MaxLength, count),
    ("pattern", Aspect::Pattern, |reader| Some(Value::Text(reader.string()?.0.into_owned()))),
    ("minimum", Aspect::Minimum, whole),
    ("maximum", Aspect::Maximum, whole),
    ("minimum_number", Aspect::Minimum, number),
    ("maximum_number", Aspect::Maximum, number),
    ("min_items", Aspect::MinItems, count),
    ("max_items", Aspect::MaxItems, count),
    ("values", Aspect::Values, values),
];

impl Rules {
    /// Reads what stands behind a name, nothing at all included.
    pub(crate) fn read<'t>(reader: &mut Reader<'_, 't>, ty: &RustType<'t>) -> Option<Self> {
        let mut rules = Self::default();
        if reader.eat("=>") {
            rules.chain(reader, ty, &mut Vec::new())?;
        }
        Some(rules)
    }

    fn chain<'t>(&mut self, reader: &mut Reader<'_, 't>, ty: &RustType<'t>, into: &mut Vec<Segment>) -> Option<()> {
        let ty = ty.bare();
        let mut rest = KEYWORDS.as_slice();
        loop {
            let name = reader.word()?;
            let at = reader.place(name.at);
            reader.expect("(")?;
            if name.text == "each" {
                let (segment, inner) = match &ty.shape {
                    Shape::List(item) => (Segment::Item, item),
                    Shape::Map(value) => (Segment::Value, value),
                    _ => return reader.fail_at(name.at, "no `each` for a value that holds no others"),
                };
                into.push(segment);
                self.chain(reader, inner, into)?;
                into.pop();
                // It is the last one.
                return reader.expect(")");
            }
            let index = rest.iter().position(|(keyword, aspect, _)| {
                *keyword == name.text && fits(keyword, ty) && (*aspect != Aspect::Presence || into.is_empty())
            });
            let Some((&(_, aspect, value), after)) = index.and_then(|index| rest.get(index..)?.split_first()) else {
                return reader.fail_at(name.at, "a rule of the generator's for such a value, in its order");
            };
            rest = after;
            let value = value(reader)?;
            reader.expect(")")?;
            if aspect == Aspect::Presence {
                self.required = Some(at);
            } else {
                self.facts.push(Stated { into: into.clone(), aspect, value, at });
            }
            if !reader.eat(".") {
                return Some(());
            }
        }
    }

    /// What is enforced beside the presence.
    pub(crate) fn facts(&self) -> &[Stated] {
        &self.facts
    }

    /// Says where the documentation of a value and the rules are not of one mind.
    pub(crate) fn agree(&self, name: &str, ty: &RustType<'_>, bullets: &Bullets, problems: &mut Vec<Problem>) {
        let mut differ = |at: &Place, aspect: Aspect, said: Option<&Stated>, done: Option<&Stated>| {
            let words = |fact: Option<&Stated>| fact.map_or("nothing".to_owned(), |fact| format!("`{}`", fact.value));
            let message = format!(
                "the documentation of `{name}` says {} about {aspect}, and its rules {}",
                words(said),
                words(done)
            );
            let problem = Problem::error(UNREAD, at.clone(), message).help(REGENERATE);
            problems.push(match said.filter(|said| said.at != *at) {
                Some(said) => problem.related(said.at.clone(), "the documentation"),
                None => problem,
            });
        };
        for done in &self.facts {
            let said = bullets.get(&done.into, done.aspect);
            if !said.is_some_and(|said| is_same(said, done)) {
                differ(&done.at, done.aspect, said, Some(done));
            }
        }
        for said in bullets.facts().iter().filter(|said| is_enforced(said, ty)) {
            if !self.facts.iter().any(|done| done.into == said.into && done.aspect == said.aspect) {
                differ(&said.at, said.aspect, Some(said), None);
            }
        }
    }
}

/// Whether a rule can be stated of values of a type.
fn fits(keyword: &str, ty: &RustType<'_>) -> bool {
    match keyword {
        "int32" | "minimum" | "maximum" | "values" => ty.shape == Shape::Integer,
        "minimum_number" | "maximum_number" => ty.shape == Shape::Number,
        "min_length" | "max_length" | "pattern" => ty.shape == Shape::Text,
        "min_items" | "max_items" => matches!(ty.shape, Shape::List(_)),
        _ => true,
    }
}

/// Whether what the documentation states has to be a rule, too.
fn is_enforced(said: &Stated, ty: &RustType<'_>) -> bool {
    let inside = said.into.iter().try_fold(ty.bare(), |ty, _| match &ty.shape {
        Shape::List(inner) | Shape::Map(inner) => Some(inner.bare()),
        _ => None,
    });
    let Some(ty) = inside else { return false };
    let is_int32 = || matches!(&said.value, Value::Text(format) if format == "int32");
    KEYWORDS.iter().any(|(keyword, aspect, _)| {
        *aspect == said.aspect && *keyword != "required" && fits(keyword, ty) && (*keyword != "int32" || is_int32())
    })
}

/// Whether a rule is what the documentation states. `1` and `1.0` are the same limit, and a limit of whole numbers that
/// is none itself is rounded to the last number that keeps it.
pub(crate) fn is_same(said: &Stated, done: &Stated) -> bool {
    let (Value::Number(limit), Value::Number(rule)) = (&said.value, &done.value) else {
        return said.value == done.value;
    };
    let rounded = limit.as_f64().map(|limit| if done.aspect == Aspect::Minimum { limit.ceil() } else { limit.floor() });
    let is_rounded = || {
        #[allow(clippy::cast_possible_truncation, reason = "it saturates, as it does where the rule is written")]
        let rounded = rounded.map(|limit| limit as i64);
        limit.as_i64().is_none() && rule.is_i64() && rule.as_i64() == rounded
    };
    limit == rule || (rule.is_f64() && limit.as_f64() == rule.as_f64()) || is_rounded()
}

fn count(reader: &mut Reader<'_, '_>) -> Option<Value> {
    Some(Value::Number(reader.number()?.0.into()))
}

fn whole(reader: &mut Reader<'_, '_>) -> Option<Value> {
    Some(Value::Number(integer(reader)?.into()))
}

fn integer(reader: &mut Reader<'_, '_>) -> Option<i64> {
    let at = reader.at();
    let sign = if reader.eat("-") { "-" } else { "" };
    match format!("{sign}{}", reader.literal()?.text).parse() {
        Ok(integer) => Some(integer),
        Err(_) => reader.fail_at(at, "a whole number of 64 bits"),
    }
}

fn number(reader: &mut Reader<'_, '_>) -> Option<Value> {
    let at = reader.at();
    let sign = if reader.eat("-") { "-" } else { "" };
    let text = reader.literal()?.text;
    match format!("{sign}{text}").parse().ok().and_then(Number::from_f64) {
        Some(number) if text.contains(['.', 'e']) => Some(Value::Number(number)),
        _ => reader.fail_at(at, "a number with a fraction"),
    }
}

fn values(reader: &mut Reader<'_, '_>) -> Option<Value> {
    reader.expect("&[")?;
    let values = reader.list("]", integer)?;
    Some(Value::List(values.iter().map(ToString::to_string).collect()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tokens::Source;

    /// Holds documentation, a type and rules against each other.
    fn differences(text: &str) -> Result<Vec<String>, Vec<String>> {
        let (source, _) = Source::new(0, "a.rs", text);
        let mut reader = Reader::new(&source);
        let (mut unread, mut found) = (Vec::new(), Vec::new());
        let read = reader.item(&mut unread, |reader| {
            let docs = reader.docs();
            let bullets = Bullets::read(&docs, reader, &mut Vec::new());
            let ty = RustType::read(reader)?;
            Rules::read(reader, &ty)?.agree("a", &ty, &bullets, &mut found);
            if reader.is_done() { Some(()) } else { reader.fail("the end") }
        });
        let messages = |problems: Vec<Problem>| problems.into_iter().map(|problem| problem.message).collect();
        read.map(|()| messages(found)).ok_or_else(|| messages(unread))
    }

    #[test]
    fn rules_are_what_the_documentation_states() {
        for text in [
            "/// - Length: 1 to 64 characters\n/// - Pattern: `^a$`\nString => min_length(1).max_length(64).pattern(\"^a$\")",
            "/// - Range: -1 to 1\n/// - Format: `int32`\ni64 => required().int32().minimum(-1).maximum(1)",
            "/// - Allowed: `1`, `-2`\ni64 => values(&[1, -2])",
            "/// - Items: at most 3\n/// - Each item: Each value: Range: at least 0.5\n\
             Vec<::std::collections::BTreeMap<String, f64>> => max_items(3).each(each(minimum_number(0.5)))",
            "/// - Format: `uuid`\n/// - Default: `a`\n::progenitor_client::Secret<String>",
        ] {
            assert_eq!(differences(text), Ok(vec![]), "{text}");
        }
    }

    #[test]
    fn a_limit_of_whole_numbers_is_rounded_to_the_last_that_keeps_it() {
        assert_eq!(differences("/// - Range: 0.5 to 2.5\ni64 => minimum(1).maximum(2)"), Ok(vec![]));
        assert_eq!(
            differences("/// - Range: 0.5 to 2.5\ni64 => minimum(0).maximum(2)"),
            Ok(vec!["the documentation of `a` says `0.5` about minimum, and its rules `0`".to_owned()])
        );
    }

    #[test]
    fn what_stands_deeper_is_another_rule() {
        let text = "/// - Each item: Length: at most 3 characters\nVec<Vec<String>> => each(each(max_length(3)))";
        assert_eq!(
            differences(text),
            Ok(vec!["the documentation of `a` says nothing about max-length, and its rules `3`".to_owned()])
        );
    }

    #[test]
    fn a_rule_that_does_not_fit_its_value_is_not_read() {
        for text in [
            "String => minimum(1)",
            "i64 => minimum_number(1.0)",
            "f64 => minimum_number(1)",
            "f64 => maximum_number(x)",
            "i64 => values(&[1.5])",
            "String => each(max_length(1))",
            "Vec<String> => each(required())",
            "String => max_length(1).required()",
            "String => max_length(1).max_length(2)",
            "String => max_length(-1)",
            "Vec<i64> => each(minimum(1)).max_items(1)",
            "types::Kind => max_length(1)",
            "i64 => maximum(99999999999999999999)",
            "i64 =>",
        ] {
            assert!(differences(text).is_err_and(|problems| problems.len() == 1), "{text}");
        }
    }
}
