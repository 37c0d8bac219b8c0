//! Enums of documented texts that keep every other text.

use std::borrow::Cow;

use contract::{Aspect, Problem, Value};

use crate::bullets::Bullets;
use crate::names::variants;
use crate::reader::{Hole, Reader};

/// Reads an enum behind the opening brace of its macro: its name, its values in the order of its variants, and what its
/// documentation states, which has to be the same.
pub(crate) fn read<'t>(
    reader: &mut Reader<'_, 't>,
    problems: &mut Vec<Problem>,
) -> Option<(Hole<'t>, Vec<Cow<'t, str>>, Bullets)> {
    let docs = reader.docs();
    reader.expect("pub enum")?;
    let name = reader.word()?;
    reader.expect("{")?;
    let (mut idents, mut values) = (Vec::new(), Vec::new());
    reader.list("}", |reader| {
        let ident = reader.word()?;
        reader.expect("=")?;
        let (value, at) = reader.string()?;
        if values.contains(&value) {
            return reader.fail_at(at, "a value that has no variant yet");
        }
        idents.push(ident);
        values.push(value);
        Some(())
    })?;
    reader.expect("}")?;

    let known: Vec<&str> = values.iter().map(AsRef::as_ref).collect();
    let trimmed = |name: &str| name.trim_end_matches('_').to_owned();
    for (ident, expected) in idents.iter().zip(variants(&known)) {
        if trimmed(ident.text) != trimmed(&expected) {
            problems.push(reader.problem_at(ident.at, &expected));
        }
    }
    let bullets = Bullets::read(&docs, reader, problems);
    let said = bullets.get(&[], Aspect::Values);
    let is_same = said.is_some_and(|said| matches!(&said.value, Value::List(said) if *said == known));
    if !is_same {
        let expected = format!("the documentation of the values {}", known.join(", "));
        let problem = reader.problem_at(name.at, &expected);
        problems.push(match said {
            Some(said) => problem.related(said.at.clone(), "the documentation"),
            None => problem,
        });
    }
    Some((name, values, bullets))
}
