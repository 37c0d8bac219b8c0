//! The implementations of enums: every word travels as its variant says, and any other as it came.

use std::borrow::Cow;

use contract::Place;

use crate::definitions::{Body, Definition, OPEN_VARIANT};
use crate::items::Types;
use crate::reader::Reader;

/// What every enum implements: the name of it, and the start and the rest of its code around the name of the enum.
/// Where there is no rest, the code has the words of the enum.
const TRAITS: [(&str, &str, &str); 6] = [
    (FROM_STRING, "impl From<String> for", ""),
    ("From<&str>", "impl From<&str> for", "{ fn from(value: &str) -> Self { Self::from(value.to_owned()) } }"),
    (
        "FromStr",
        "impl ::std::str::FromStr for",
        "{ type Err = ::std::convert::Infallible; \
         fn from_str(value: &str) -> Result<Self, Self::Err> { Ok(Self::from(value)) } }",
    ),
    (
        "Display",
        "impl ::std::fmt::Display for",
        "{ fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result { f.write_str(self.as_str()) } }",
    ),
    (
        "Serialize",
        "impl ::serde::Serialize for",
        "{ fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> \
         { serializer.serialize_str(self.as_str()) } }",
    ),
    (
        "Deserialize",
        "impl<'de> ::serde::Deserialize<'de> for",
        "{ fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> \
         { <String as ::serde::Deserialize>::deserialize(deserializer).map(Self::from) } }",
    ),
];

const FROM_STRING: &str = "From<String>";
const KNOWN: &str = "KNOWN";
const AS_STR: &str = "as_str";

/// What the code of an enum does.
#[derive(Debug, Default)]
pub(crate) struct EnumCode<'t> {
    /// What there is of it, whether it fits or not.
    met: Vec<&'static str>,
    /// The words of the variants, as each place that tells them has them; the one that counts comes first.
    sent: Vec<Word<'t>>,
    received: Vec<Word<'t>>,
    listed: Vec<Word<'t>>,
}

/// What a variant is called on the wire.
#[derive(Debug)]
pub(crate) struct Word<'t> {
    pub(crate) text: Cow<'t, str>,
    at: Place,
}

impl<'t> EnumCode<'t> {
    /// The words in the order of the variants, as they are sent; none where no code can be read.
    pub(crate) fn words(&self) -> &[Word<'t>] {
        [&self.sent, &self.received, &self.listed]
            .into_iter()
            .find(|words| !words.is_empty())
            .map_or(&[], Vec::as_slice)
    }

    /// The names of what an enum has and this does not.
    pub(crate) fn lacks(&self) -> impl Iterator<Item = &'static str> {
        let all = [KNOWN, AS_STR].into_iter().chain(TRAITS.iter().map(|(name, ..)| *name));
        all.filter(|name| !self.met.contains(name))
    }

    /// Where a word is another than the one that is sent.
    pub(crate) fn differences(&self) -> impl Iterator<Item = (Place, String)> {
        let pairs = [&self.received, &self.listed].into_iter().flat_map(|words| self.words().iter().zip(words));
        pairs.filter(|(word, other)| word.text != other.text).map(|(word, other)| {
            (other.at.clone(), format!("expected {:?} as `{AS_STR}` has it, but found {:?}", word.text, other.text))
        })
    }

    /// Reads the list of the documented words, behind its opening bracket.
    pub(crate) fn read_known(&mut self, reader: &mut Reader<'_, 't>, definition: &Definition<'t>) -> Option<()> {
        self.met.push(KNOWN);
        let mut is_first = true;
        let words = words(reader, definition, |reader, _| {
            if !std::mem::take(&mut is_first) {
                reader.expect(",")?;
            }
            word(reader)
        })?;
        reader.expect("];")?;
        self.listed = words;
        Some(())
    }

    /// Reads the way from variants to words, behind the opening brace of the match.
    pub(crate) fn read_as_str(&mut self, reader: &mut Reader<'_, 't>, definition: &Definition<'t>) -> Option<()> {
        self.met.push(AS_STR);
        let words = words(reader, definition, |reader, variant| {
            reader.expect(&format!("Self::{variant} =>"))?;
            let word = word(reader)?;
            reader.expect(",")?;
            Some(word)
        })?;
        reader.expect(&format!("Self::{OPEN_VARIANT}(value) => value }} }}"))?;
        self.sent = words;
        Some(())
    }

    /// Reads a trait behind the name of the enum.
    pub(crate) fn read_trait(
        &mut self,
        reader: &mut Reader<'_, 't>,
        definition: &Definition<'t>,
        (name, code): (&'static str, &str),
    ) -> Option<()> {
        self.met.push(name);
        if name != FROM_STRING {
            return reader.expect(code);
        }
        reader.expect("{ fn from(value: String) -> Self { match value.as_str() {")?;
        let words = words(reader, definition, |reader, variant| {
            let word = word(reader)?;
            reader.expect(&format!("=> Self::{variant},"))?;
            Some(word)
        })?;
        reader.expect(&format!("_ => Self::{OPEN_VARIANT}(value) }} }} }}"))?;
        self.received = words;
        Some(())
    }
}

/// Reads the start of a trait up to the name of an enum, if this is one: the enum, and what to read on.
pub(crate) fn start<'i, 't>(
    reader: &mut Reader<'_, 't>,
    types: &'i Types<'t>,
) -> Option<(&'i Definition<'t>, (&'static str, &'static str))> {
    let at = reader.at();
    let (name, _, code) = TRAITS.iter().find(|(_, head, _)| reader.eat(head))?;
    let is_enum = |definition: &&Definition<'_>| matches!(definition.body, Body::Enum { .. });
    let definition = reader.word().and_then(|of| types.get(of.text)).filter(is_enum);
    if definition.is_none() {
        reader.go(at);
    }
    Some((definition?, (name, code)))
}

/// Reads one word for each variant.
fn words<'t>(
    reader: &mut Reader<'_, 't>,
    definition: &Definition<'t>,
    mut read: impl FnMut(&mut Reader<'_, 't>, &str) -> Option<Word<'t>>,
) -> Option<Vec<Word<'t>>> {
    let Body::Enum { variants, .. } = &definition.body else { return None };
    variants.iter().map(|variant| read(reader, variant)).collect()
}

fn word<'t>(reader: &mut Reader<'_, 't>) -> Option<Word<'t>> {
    let (text, at) = reader.string()?;
    Some(Word { text, at: reader.place(at) })
}
