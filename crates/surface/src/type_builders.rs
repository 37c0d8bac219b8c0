//! The builders of types: what a value is composed with, field by field.

use contract::Place;

use crate::definitions::{Absent, Body, Definition};
use crate::operation::same_type;
use crate::reader::Reader;
use crate::rust_type::RustType;

/// The builder of a struct.
#[derive(Debug)]
pub(crate) struct TypeBuilder<'t> {
    pub(crate) name: &'t str,
    at: Place,
    fields: Vec<BuilderField<'t>>,
    has: Has,
}

#[derive(Debug)]
struct BuilderField<'t> {
    ident: &'t str,
    at: Place,
    ty: RustType<'t>,
    has_setter: bool,
}

/// Which implementations were read.
#[derive(Clone, Copy, Debug, Default)]
struct Has {
    default: bool,
    try_from: bool,
}

impl<'t> TypeBuilder<'t> {
    /// Reads the struct from its name on.
    pub(crate) fn read(reader: &mut Reader<'_, 't>) -> Option<Self> {
        let name = reader.word()?;
        reader.expect("{")?;
        let fields = reader.list("}", |reader| {
            let ident = reader.word()?;
            reader.expect(": Result<")?;
            let ty = RustType::read(reader)?;
            reader.expect(", String>")?;
            Some(BuilderField { ident: ident.text, at: reader.place(ident.at), ty, has_setter: false })
        })?;
        Some(Self { name: name.text, at: reader.place(name.at), fields, has: Has::default() })
    }

    /// Reads the body of `Default`: a value that must be given starts as an error, any other as what it is when absent.
    pub(crate) fn read_default(&mut self, reader: &mut Reader<'_, 't>, definition: &Definition<'t>) -> Option<()> {
        let Body::Struct { fields, has_extra } = &definition.body else {
            return reader.fail("no builder of a type that is no struct");
        };
        self.has.default = true;
        reader.expect("fn default() -> Self { Self {")?;
        for (index, own) in self.fields.iter().enumerate() {
            let name = own.ident;
            reader.expect(&format!("{}{name}:", if index > 0 { ", " } else { "" }))?;
            match fields.iter().find(|field| field.ident == name) {
                Some(field) if field.absent == Absent::Refused => {
                    reader.expect(&format!("Err(\"no value supplied for {name}\".to_string())"))?;
                }
                None if !has_extra => return reader.fail("no field that the type does not have"),
                _ => reader.expect("Ok(Default::default())")?,
            }
        }
        reader.expect("} }")
    }

    /// Reads a function that sets a field.
    pub(crate) fn read_setter(&mut self, reader: &mut Reader<'_, 't>) -> Option<()> {
        reader.expect("pub fn")?;
        let name = reader.word()?;
        let Some(field) = self.fields.iter_mut().find(|field| field.ident == name.text) else {
            return reader.fail_at(name.at, "the name of a field of the builder");
        };
        field.has_setter = true;
        let name = name.text;
        reader.expect("<T>(mut self, value: T) -> Self where T: TryInto<")?;
        same_type(reader, &field.ty)?;
        reader.expect(&format!(", Error: ::std::fmt::Display>, {{ self.{name} = value.try_into()"))?;
        reader.expect(&format!(".map_err(|e| format!(\"`{}` is not valid: {{e}}\")); self }}", plain(name)))
    }

    /// Reads the body of the conversion into the type.
    pub(crate) fn read_try_from(&mut self, reader: &mut Reader<'_, 't>) -> Option<()> {
        self.has.try_from = true;
        let value = self.value();
        reader.expect("type Error =")?;
        reader.path("ConversionError")?;
        reader.expect(&format!("; fn try_from({value}: {}) -> Result<Self,", self.name))?;
        reader.path("ConversionError")?;
        reader.expect("> { Ok(Self {")?;
        for (index, field) in self.fields.iter().enumerate() {
            let comma = if index > 0 { ", " } else { "" };
            reader.expect(&format!("{comma}{0}: value.{0}?", field.ident))?;
        }
        reader.expect("}) }")
    }

    /// Reads the body of the conversion from the type.
    pub(crate) fn read_from(&self, reader: &mut Reader<'_, 't>) -> Option<()> {
        reader.expect(&format!("fn from({}: super::{}) -> Self {{ Self {{", self.value(), self.name))?;
        for (index, field) in self.fields.iter().enumerate() {
            let comma = if index > 0 { ", " } else { "" };
            reader.expect(&format!("{comma}{0}: Ok(value.{0})", field.ident))?;
        }
        reader.expect("} }")
    }

    fn value(&self) -> &'static str {
        if self.fields.is_empty() { "_value" } else { "value" }
    }

    /// Says what the builder lacks, given the type that it builds.
    pub(crate) fn lacks(&self, definition: Option<&Definition<'t>>) -> Option<(Place, String)> {
        let Some(Body::Struct { fields, has_extra }) = definition.map(|definition| &definition.body) else {
            return Some((self.at.clone(), format!("expected a struct `{}` that this builds", self.name)));
        };
        for field in fields {
            match self.fields.iter().find(|own| own.ident == field.ident) {
                None => return Some((field.at.clone(), format!("expected `{}` in the builder, too", field.ident))),
                Some(own) if own.ty != field.ty => {
                    return Some((
                        own.at.clone(),
                        format!("expected `{}` to have the type that it has in the struct", own.ident),
                    ));
                }
                Some(_) => {}
            }
        }
        if self.fields.len() != fields.len() + usize::from(*has_extra) {
            return Some((self.at.clone(), format!("expected the fields of the struct `{}`", self.name)));
        }
        if let Some(field) = self.fields.iter().find(|field| !field.has_setter) {
            return Some((field.at.clone(), format!("expected a function that sets `{}`", field.ident)));
        }
        let Has { default, try_from } = self.has;
        (!(default && try_from))
            .then(|| (self.at.clone(), format!("expected Default and TryFrom for the builder `{}`", self.name)))
    }
}

/// The name as messages have it.
fn plain(ident: &str) -> &str {
    ident.strip_prefix("r#").unwrap_or(ident)
}
