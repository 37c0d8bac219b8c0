//! The implementations of enums: every word travels as its variant says, and any other as it came.

use crate::definitions::{Body, Definition, OPEN_VARIANT};
use crate::items::Types;
use crate::reader::Reader;

/// Takes the name of an enum.
pub(crate) fn name<'i, 't>(reader: &mut Reader<'_, 't>, types: &'i Types<'t>) -> Option<&'i Definition<'t>> {
    let name = reader.word()?;
    let definition = types.get(name.text).filter(|definition| matches!(definition.body, Body::Enum { .. }));
    definition.or_else(|| reader.fail_at(name.at, "the name of an enum"))
}

/// Reads one arm for each variant.
fn arms<'t>(
    reader: &mut Reader<'_, 't>,
    definition: &Definition<'t>,
    mut arm: impl FnMut(&mut Reader<'_, 't>, &str, &str) -> Option<()>,
) -> Option<()> {
    let Body::Enum { variants, .. } = &definition.body else { return None };
    variants.iter().try_for_each(|variant| arm(reader, variant.ident, &variant.word))
}

/// Reads the word of a variant.
fn same_word(reader: &mut Reader<'_, '_>, word: &str) -> Option<()> {
    let (text, at) = reader.string()?;
    if text == word { Some(()) } else { reader.fail_at(at, &format!("{word:?}")) }
}

/// The list of the documented words, behind its opening bracket.
pub(crate) fn known<'t>(reader: &mut Reader<'_, 't>, definition: &Definition<'t>) -> Option<()> {
    let mut first = true;
    arms(reader, definition, |reader, _, word| {
        if !std::mem::take(&mut first) {
            reader.expect(",")?;
        }
        same_word(reader, word)
    })?;
    reader.expect("];")
}

/// From variants to words, behind the opening brace of the match.
pub(crate) fn as_str<'t>(reader: &mut Reader<'_, 't>, definition: &Definition<'t>) -> Option<()> {
    arms(reader, definition, |reader, variant, word| {
        reader.expect(&format!("Self::{variant} =>"))?;
        same_word(reader, word)?;
        reader.expect(",")
    })?;
    reader.expect(&format!("Self::{OPEN_VARIANT}(value) => value }} }}"))
}

/// From words to variants.
pub(crate) fn from_text<'t>(reader: &mut Reader<'_, 't>, definition: &Definition<'t>) -> Option<()> {
    reader.expect("{ fn from(value: &str) -> Self { match value {")?;
    arms(reader, definition, |reader, variant, word| {
        same_word(reader, word)?;
        reader.expect(&format!("=> Self::{variant},"))
    })?;
    reader.expect(&format!("_ => Self::{OPEN_VARIANT}(value.to_owned()) }} }} }}"))
}
