//! The builder of an operation: its parameters, what they are before anyone sets them, and how they are set.

use contract::{Place, Problem};

use crate::attributes::Attributes;
use crate::bullets::Bullets;
use crate::reader::{Hole, Reader};
use crate::rust_type::{RustType, Shape};
use crate::send::Send;

/// The builder of an operation.
#[derive(Debug)]
pub(crate) struct Operation<'t> {
    /// The name of the struct.
    pub(crate) ident: &'t str,
    pub(crate) at: Place,
    pub(crate) bullets: Bullets,
    /// The file that it stands in.
    pub(crate) file: usize,
    client: &'t str,
    pub(crate) parameters: Vec<Parameter<'t>>,
    pub(crate) send: Option<Send<'t>>,
    has_new: bool,
    has_send: bool,
}

/// A parameter of an operation, its body included.
#[derive(Debug)]
pub(crate) struct Parameter<'t> {
    pub(crate) ident: &'t str,
    pub(crate) at: Place,
    pub(crate) at_token: usize,
    pub(crate) bullets: Bullets,
    /// The type in the builder, `Option` and all.
    pub(crate) ty: RustType<'t>,
    /// Whether it is a body that has a builder of its own.
    pub(crate) has_builder: bool,
    has_setter: bool,
}

impl Parameter<'_> {
    /// Whether it may be left out.
    pub(crate) fn optional(&self) -> bool {
        matches!(self.ty.shape, Shape::Option(_))
    }
}

impl<'t> Operation<'t> {
    /// Reads the struct, whose attributes are read already, from its name on.
    pub(crate) fn read(
        reader: &mut Reader<'_, 't>,
        attributes: &Attributes<'t>,
        problems: &mut Vec<Problem>,
    ) -> Option<Self> {
        let ident = reader.word()?;
        reader.expect("<'a> {")?;
        let client = reader.word()?;
        reader.expect(": &'a")?;
        reader.path("Client")?;
        let mut parameters = Vec::new();
        if !reader.next_is("}") {
            reader.expect(",")?;
        }
        reader.list("}", |reader| {
            let ident = reader.word()?;
            reader.expect(": Result<")?;
            let has_builder = reader.next_is("types::builder::");
            let ty = RustType::read(reader)?;
            reader.expect(", String>")?;
            parameters.push(Parameter {
                ident: ident.text,
                at: reader.place(ident.at),
                at_token: ident.at,
                bullets: Bullets::default(),
                ty,
                has_builder,
                has_setter: false,
            });
            Some(())
        })?;
        let bullets = Bullets::read(&attributes.docs, reader, problems);
        let at = reader.place(ident.at);
        Some(Self {
            ident: ident.text,
            at,
            bullets,
            file: reader.file(),
            client: client.text,
            parameters,
            send: None,
            has_new: false,
            has_send: false,
        })
    }

    /// Reads a function of the builder.
    pub(crate) fn read_function(&mut self, reader: &mut Reader<'_, 't>, problems: &mut Vec<Problem>) -> Option<()> {
        let attributes = Attributes::read(reader)?;
        if reader.next_is("pub fn new") {
            return self.read_new(reader);
        }
        if reader.next_is("pub async fn send") {
            self.has_send = true;
            self.send = Some(Send::read(reader, &attributes.docs, self.client, &self.parameters, problems)?);
            return Some(());
        }
        reader.expect("pub fn")?;
        let name = reader.word()?;
        if name.text == "body_map"
            && let Some(body) = self.parameters.iter().find(|parameter| parameter.has_builder)
        {
            return body_map(reader, body);
        }
        let Some(parameter) = self.parameters.iter_mut().find(|parameter| parameter.ident == name.text) else {
            return reader.fail_at(name.at, "the name of a parameter");
        };
        parameter.bullets = Bullets::read(&attributes.docs, reader, problems);
        parameter.has_setter = true;
        setter(reader, parameter)
    }

    fn read_new(&mut self, reader: &mut Reader<'_, 't>) -> Option<()> {
        self.has_new = true;
        let client = self.client;
        reader.expect("pub fn new(client: &'a")?;
        reader.path("Client")?;
        reader.expect(") -> Self { Self {")?;
        reader.expect(client)?;
        if client != "client" {
            reader.expect(": client")?;
        }
        for parameter in &self.parameters {
            let name = parameter.ident;
            reader.expect(&format!(", {name}:"))?;
            if parameter.optional() {
                reader.expect("Ok(None)")?;
            } else if parameter.has_builder {
                reader.expect("Ok(Default::default())")?;
            } else {
                reader.expect(&format!("Err(\"{name} was not initialized\".to_string())"))?;
            }
        }
        reader.expect("} }")
    }

    /// Says what the builder lacks once all of it is read.
    pub(crate) fn lacks(&self) -> Option<(Place, String)> {
        if let Some(parameter) = self.parameters.iter().find(|parameter| !parameter.has_setter) {
            return Some((parameter.at.clone(), format!("expected a function that sets `{}`", parameter.ident)));
        }
        let is_whole = self.has_new && self.has_send;
        (!is_whole)
            .then(|| (self.at.clone(), format!("expected `{}` to have the functions `new` and `send`", self.ident)))
    }
}

fn setter(reader: &mut Reader<'_, '_>, parameter: &Parameter<'_>) -> Option<()> {
    let name = parameter.ident;
    let (ty, optional) = parameter.ty.peeled();
    let letter = if ty.shape == Shape::Bytes { "B" } else { "V" };
    reader.expect(&format!("<{letter}>(mut self, value: {letter}) -> Self where {letter}: TryInto<"))?;
    same_type(reader, ty)?;
    reader.expect(&format!(", Error: ::std::fmt::Display>, {{ self.{name} = value.try_into()"))?;
    if optional {
        reader.expect(".map(Some)")?;
    }
    if parameter.has_builder {
        reader.expect(".map(From::from)")?;
    }
    reader.expect(&format!(".map_err(|e| format!(\"`{name}` is not valid: {{e}}\")"))?;
    reader.expect("); self }")
}

fn body_map(reader: &mut Reader<'_, '_>, body: &Parameter<'_>) -> Option<()> {
    reader.expect("<F>(mut self, f: F) -> Self where F: FnOnce(")?;
    same_type(reader, &body.ty)?;
    reader.expect(") ->")?;
    same_type(reader, &body.ty)?;
    reader.expect(", { self.body = self.body.map(f); self }")
}

/// Reads a type that must be the one given.
pub(crate) fn same_type(reader: &mut Reader<'_, '_>, ty: &RustType<'_>) -> Option<()> {
    let at = reader.at();
    match RustType::read(reader)? == *ty {
        true => Some(()),
        false => reader.fail_at(at, "the same type as in the struct"),
    }
}

/// A method of the client: which builder it makes, and what it says about the operation.
#[derive(Debug)]
pub(crate) struct Method<'t> {
    pub(crate) name: Hole<'t>,
    pub(crate) at: Place,
    pub(crate) builder: &'t str,
    pub(crate) bullets: Bullets,
    pub(crate) deprecated: Option<Place>,
}

impl<'t> Method<'t> {
    /// Reads a method behind its attributes.
    pub(crate) fn read(
        reader: &mut Reader<'_, 't>,
        attributes: &Attributes<'t>,
        problems: &mut Vec<Problem>,
    ) -> Option<Self> {
        reader.expect("pub fn")?;
        let name = reader.word()?;
        reader.expect("(&self) ->")?;
        let builder = path_to_builder(reader)?;
        reader.expect("<'_> {")?;
        reader.path(builder)?;
        reader.expect("::new(self) }")?;
        Some(Self {
            name,
            at: reader.place(name.at),
            builder,
            bullets: Bullets::read(&attributes.docs, reader, problems),
            deprecated: attributes.deprecated.clone(),
        })
    }
}

fn path_to_builder<'t>(reader: &mut Reader<'_, 't>) -> Option<&'t str> {
    let mut word = reader.word()?;
    while reader.eat("::") {
        word = reader.word()?;
    }
    Some(word.text)
}
