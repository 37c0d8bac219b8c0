//! The implementations of generated types. They must do what the definition of the type says.

use contract::{Aspect, Place};

use crate::attributes::Attributes;
use crate::definitions::{Body, Definition};
use crate::enums::{self, EnumCode};
use crate::items::Items;
use crate::newtypes;
use crate::operation::Method;
use crate::reader::Reader;
use crate::runtime;

/// What is implemented for a type.
#[derive(Debug, Default)]
pub(crate) struct Implemented<'t> {
    /// The limits that making it from text checks.
    pub(crate) limits: Vec<(Aspect, u64, Place)>,
    /// The code of an enum.
    pub(crate) of_enum: EnumCode<'t>,
    from_str: bool,
    deserialize: bool,
}

impl Implemented<'_> {
    /// Says what a type lacks, and where its code does not agree with itself.
    pub(crate) fn lacks(implemented: Option<&Self>, definition: &Definition<'_>) -> Vec<(Place, String)> {
        let nothing = Self::default();
        let own = implemented.unwrap_or(&nothing);
        let (lacks, differences): (Vec<&str>, Vec<_>) = match definition.body {
            Body::Newtype { private: true, .. } if !(own.from_str && own.deserialize) => {
                (vec!["FromStr", "Deserialize"], vec![])
            }
            Body::Enum { .. } => (own.of_enum.lacks().collect(), own.of_enum.differences().collect()),
            _ => (vec![], vec![]),
        };
        let message = || format!("expected `{}` to have {}", definition.name, lacks.join(", "));
        let lack = (!lacks.is_empty()).then(|| (definition.at.clone(), message()));
        lack.into_iter().chain(differences).collect()
    }
}

/// Reads an implementation from its attributes on.
pub(crate) fn implementation<'t>(items: &mut Items<'t>, reader: &mut Reader<'_, 't>) -> Option<()> {
    Attributes::read(reader)?;
    if reader.eat("impl Client {") {
        return functions(items, reader, |items, reader| {
            let attributes = Attributes::read(reader)?;
            if reader.next_is("pub fn new") {
                return runtime::client_new(reader);
            }
            let mut problems = Vec::new();
            let method = Method::read(reader, &attributes, &mut problems)?;
            items.problems.append(&mut problems);
            if items.methods.contains_key(method.builder) {
                return reader.fail_at(method.name.at, "no second method for this builder");
            }
            items.methods.insert(method.builder, method);
            Some(())
        });
    }
    if reader.eat("impl<'a>") {
        let name = reader.word()?;
        reader.expect("<'a> {")?;
        let Some(index) = items.operation_index.get(name.text).copied() else {
            return reader.fail_at(name.at, "the name of a builder of a request");
        };
        return functions(items, reader, |items, reader| {
            let mut problems = Vec::new();
            let read = items.operations.get_mut(index)?.read_function(reader, &mut problems);
            items.problems.append(&mut problems);
            read
        });
    }
    if let Some((definition, code)) = enums::start(reader, &items.types) {
        let own = items.implemented.entry(definition.name).or_default();
        return own.of_enum.read_trait(reader, definition, code);
    }
    if reader.eat("impl<'de> ::serde::Deserialize<'de> for") {
        let name = reader.word()?.text;
        items.implemented.entry(name).or_default().deserialize = true;
        return newtypes::deserialize(reader);
    }
    if runtime::implementation(reader) {
        return Some(());
    }
    reader.expect("impl")?;
    let Items { types, type_builders, implemented, problems, .. } = items;
    let of = |name: &str| types.get(name);
    if reader.eat("::std::ops::Deref for") {
        return newtypes::deref(reader, types);
    }
    if reader.eat("::std::fmt::Display for") {
        reader.word()?;
        return reader
            .expect("{ fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result { self.0.fmt(f) } }");
    }
    if reader.eat("::std::str::FromStr for") {
        let name = reader.word()?;
        let Some(definition) = of(name.text) else { return reader.fail_at(name.at, "the name of a type") };
        let own = implemented.entry(definition.name).or_default();
        own.from_str = true;
        return newtypes::from_str(reader, definition, own, problems);
    }
    if reader.next_is("TryFrom<&str>") || reader.next_is("TryFrom<String>") {
        return newtypes::try_from_text(reader, types);
    }
    if reader.eat("TryFrom<") {
        let name = reader.word()?;
        reader.expect(&format!("> for super::{} {{", name.text))?;
        let Some(builder) = type_builders.get_mut(name.text) else {
            return reader.fail_at(name.at, "the name of the builder of a type");
        };
        builder.read_try_from(reader)?;
        return reader.expect("}");
    }
    if reader.eat("Default for") {
        let name = reader.word()?;
        reader.expect("{")?;
        let Some((builder, definition)) = type_builders.get_mut(name.text).zip(of(name.text)) else {
            return reader.fail_at(name.at, "the name of the builder of a type");
        };
        builder.read_default(reader, definition)?;
        return reader.expect("}");
    }
    if reader.eat("From<super::") {
        let name = reader.word()?;
        reader.expect(&format!("> for {} {{", name.text))?;
        let Some(builder) = type_builders.get_mut(name.text) else {
            return reader.fail_at(name.at, "the name of the builder of a type");
        };
        builder.read_from(reader)?;
        return reader.expect("}");
    }
    if reader.eat("From<") {
        return newtypes::from(reader, types);
    }
    let name = reader.word()?;
    reader.expect("{")?;
    functions(items, reader, |items, reader| inherent(items, reader, name.text))
}

/// Reads functions up to the end of the implementation. One that does not fit leaves the others readable.
fn functions<'t>(
    items: &mut Items<'t>,
    reader: &mut Reader<'_, 't>,
    mut read: impl FnMut(&mut Items<'t>, &mut Reader<'_, 't>) -> Option<()>,
) -> Option<()> {
    while !reader.next_is("}") && !reader.is_done() {
        items.within(reader, &mut read);
    }
    reader.expect("}")
}

/// A function of a type itself, or of its builder.
fn inherent<'t>(items: &mut Items<'t>, reader: &mut Reader<'_, 't>, name: &'t str) -> Option<()> {
    Attributes::read(reader)?;
    if reader.eat("pub fn builder() -> builder::") {
        reader.expect(name)?;
        return reader.expect("{ Default::default() }");
    }
    let definition = items.types.get(name);
    let own = items.implemented.entry(name).or_default();
    if let Some(definition) = definition.filter(|_| reader.eat("pub const KNOWN: &'static [&'static str] = &[")) {
        return own.of_enum.read_known(reader, definition);
    }
    if let Some(definition) = definition.filter(|_| reader.eat("pub fn as_str(&self) -> &str { match self {")) {
        return own.of_enum.read_as_str(reader, definition);
    }
    match items.type_builders.get_mut(name) {
        Some(builder) => builder.read_setter(reader),
        None => reader.fail("a function that the generator writes"),
    }
}
