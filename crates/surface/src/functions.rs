//! The functions of records and of request builders: each once, in one order, of one shape.

use contract::{Place, Problem};

use crate::reader::{Hole, Reader};
use crate::rust_type::{RustType, Shape};
use crate::{REGENERATE, UNREAD};

/// Reads functions up to and with the end of the implementation; `read` takes each by its index in the names behind
/// its name, with its documentation. No others than the `asynchronous` are. One that does not fit leaves the others readable;
/// one that is not there is a problem at `owner`.
pub(crate) fn functions<'t>(
    reader: &mut Reader<'_, 't>,
    problems: &mut Vec<Problem>,
    (owner, at): (&str, &Place),
    names: &[&str],
    asynchronous: &[&str],
    mut read: impl FnMut(&mut Reader<'_, 't>, usize, &[Hole<'t>], &mut Vec<Problem>) -> Option<()>,
) -> Option<()> {
    let mut next = 0;
    let lack = |missing: &[&str]| -> Vec<Problem> {
        let message = |name: &&str| format!("expected `{owner}` to have the function `{name}`, in its place");
        missing.iter().map(|name| Problem::error(UNREAD, at.clone(), message(name)).help(REGENERATE)).collect()
    };
    while !reader.next_is("}") && !reader.is_done() {
        let start = reader.at();
        let mut found = Vec::new();
        reader.item(problems, |reader| {
            let docs = reader.docs();
            let function_at = reader.at();
            let is_async = reader.eat("pub async fn");
            if !is_async {
                reader.expect("pub fn")?;
            }
            let name = reader.word()?;
            if is_async != asynchronous.contains(&name.text) {
                return reader.fail_at(function_at, if is_async { "pub fn" } else { "pub async fn" });
            }
            let missing = names.get(next..).unwrap_or_default();
            let Some(index) = missing.iter().position(|known| *known == name.text) else {
                return reader.fail_at(name.at, "the name of a function that is not here yet");
            };
            found.extend(lack(missing.get(..index).unwrap_or_default()));
            next += index + 1;
            read(reader, next - 1, &docs, &mut found)
        });
        problems.append(&mut found);
        reader.advance(start);
    }
    problems.extend(lack(names.get(next..).unwrap_or_default()));
    reader.expect("}")
}

/// Reads a function that sets a field, behind its name.
pub(crate) fn setter<'t>(reader: &mut Reader<'_, 't>, name: &str, ty: &RustType<'t>) -> Option<()> {
    match &ty.shape {
        Shape::List(item) => {
            reader.expect("(mut self, values: impl IntoIterator<Item =")?;
            taken(reader, item)?;
            reader.expect(">) -> Self {")?;
            assignment(reader, name)?;
            let converted = if is_taken(item) { "" } else { ".map(Into::into)" };
            reader.expect(&format!("values.into_iter(){converted}.collect()"))?;
        }
        Shape::Map(_) | Shape::Object => {
            reader.expect("(mut self, values: impl IntoIterator<Item = (impl Into<String>,")?;
            let mut converted = "value.into()";
            match &ty.shape {
                Shape::Map(value) => {
                    taken(reader, value)?;
                    if is_taken(value) {
                        converted = "value";
                    }
                }
                _ => reader.expect("impl Into<::serde_json::Value>")?,
            }
            reader.expect(")>) -> Self {")?;
            assignment(reader, name)?;
            reader.expect(&format!("values.into_iter().map(|(key, value)| (key.into(), {converted})).collect()"))?;
        }
        _ => {
            reader.expect("(mut self, value:")?;
            taken(reader, ty)?;
            reader.expect(") -> Self {")?;
            assignment(reader, name)?;
            reader.expect(if is_taken(ty) { "value" } else { "value.into()" })?;
        }
    }
    reader.expect("); self }")
}

/// Reads what a function takes for a value.
fn taken<'t>(reader: &mut Reader<'_, 't>, ty: &RustType<'t>) -> Option<()> {
    if is_taken(ty) {
        return ty.expect(reader);
    }
    reader.expect("impl Into<")?;
    ty.expect(reader)?;
    reader.expect(">")
}

/// Whether a function takes the very type, so that every literal of it does.
fn is_taken(ty: &RustType<'_>) -> bool {
    ty.shape == Shape::Integer
}

fn assignment(reader: &mut Reader<'_, '_>, name: &str) -> Option<()> {
    reader.expect("self.")?;
    reader.expect(name)?;
    reader.expect("= Some(")
}
