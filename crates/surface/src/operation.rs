//! The request of an operation: the method that starts it, its arguments and their table, how they are set, the headers
//! of its answers, and `send`.

use std::borrow::Cow;

use contract::{ParameterIn, Place, Problem, Status};

use crate::bullets::Bullets;
use crate::functions::{functions, setter};
use crate::names::is_variable_of;
use crate::reader::{Hole, Reader};
use crate::rules::Rules;
use crate::rust_type::{RustType, Shape};
use crate::send::Send;
use crate::{REGENERATE, UNREAD};

/// The request builder of an operation.
#[derive(Debug)]
pub(crate) struct Operation<'t> {
    /// The name of the struct.
    pub(crate) ident: Hole<'t>,
    pub(crate) at: Place,
    pub(crate) bullets: Bullets,
    /// The file that it stands in.
    pub(crate) file: usize,
    pub(crate) client: &'t str,
    /// The arguments, the body included.
    pub(crate) arguments: Vec<Argument<'t>>,
    pub(crate) headers: Vec<ResponseHeader<'t>>,
    pub(crate) send: Option<Send<'t>>,
}

/// An argument of an operation.
#[derive(Debug)]
pub(crate) struct Argument<'t> {
    pub(crate) ident: &'t str,
    /// The token of its name in the table.
    pub(crate) at_token: usize,
    /// The type in the `Option`.
    pub(crate) ty: RustType<'t>,
    /// Where it travels; nowhere else than in the body, if this is none.
    pub(crate) place: Option<ParameterIn>,
    /// Its name on the wire.
    pub(crate) name: Cow<'t, str>,
    /// Where that is.
    pub(crate) at: Place,
    pub(crate) rules: Rules,
    pub(crate) bullets: Bullets,
}

/// A header that answers have.
#[derive(Debug)]
pub(crate) struct ResponseHeader<'t> {
    pub(crate) name: Cow<'t, str>,
    /// Where its name is.
    pub(crate) at: Place,
    pub(crate) ty: RustType<'t>,
    pub(crate) bullets: Bullets,
    /// The statuses whose answers have it, and where they are listed.
    pub(crate) statuses: Vec<Status>,
    pub(crate) statuses_at: Place,
}

impl<'t> Operation<'t> {
    /// Reads the struct behind its documentation, and the table of its arguments.
    pub(crate) fn read(reader: &mut Reader<'_, 't>, docs: &[Hole<'t>], problems: &mut Vec<Problem>) -> Option<Self> {
        let derives_at = reader.at();
        let is_clone = reader.eat("#[derive(Clone, Debug)]");
        if !is_clone {
            reader.expect("#[derive(Debug)]")?;
        }
        reader.expect("#[must_use = \"a request does nothing until it is sent\"] pub struct")?;
        let ident = reader.word()?;
        reader.expect("<'a> {")?;
        let client = reader.word()?;
        reader.expect(": &'a Client,")?;
        let mut fields = Vec::new();
        while !reader.eat("allowed: Vec<String> }") {
            let ident = reader.word()?;
            reader.expect(": Option<")?;
            fields.push((ident.text, RustType::read(reader)?));
            reader.expect(">,")?;
        }
        // A stream cannot be had twice.
        if is_clone == fields.iter().any(|(_, ty)| ty.shape == Shape::Body) {
            problems.push(reader.problem_at(derives_at, "a derive of Clone unless the body is a stream"));
        }
        reader.expect("::progenitor_client::arguments! {")?;
        reader.expect(ident.text)?;
        reader.expect("{")?;
        let mut arguments = Vec::new();
        for (index, (ident, ty)) in fields.into_iter().enumerate() {
            if index > 0 {
                reader.expect(",")?;
            }
            arguments.push(Argument::read(reader, ident, ty, problems)?);
        }
        reader.expect("} }")?;
        let bullets = Bullets::read(docs, reader, problems);
        problems.extend(bullets.leading_nowhere());
        let (at, file) = (reader.place(ident.at), reader.file());
        Some(Self { ident, at, bullets, file, client: client.text, arguments, headers: Vec::new(), send: None })
    }

    /// What is wrong with a constant whose header another one has for the same status.
    fn is_told_twice(&self, header: &ResponseHeader<'t>) -> Option<Problem> {
        let is_same = |other: &&ResponseHeader<'t>| {
            other.name.eq_ignore_ascii_case(&header.name)
                && other.statuses.iter().any(|status| header.statuses.contains(status))
        };
        self.headers.iter().find(is_same)?;
        let message = format!("expected each response header once for a status, but found `{}` again", header.name);
        Some(Problem::error(UNREAD, header.at.clone(), message).help(REGENERATE))
    }

    /// Reads the functions of the builder.
    pub(crate) fn read_functions(&mut self, reader: &mut Reader<'_, 't>, problems: &mut Vec<Problem>) -> Option<()> {
        reader.expect("impl<'a>")?;
        let at = reader.here();
        reader.expect(self.ident.text)?;
        reader.expect("<'a> {")?;
        loop {
            let start = reader.at();
            let docs = reader.docs();
            if !reader.next_is("pub const") {
                reader.go(start);
                break;
            }
            let mut found = Vec::new();
            let header = reader.item(problems, |reader| ResponseHeader::read(reader, &docs, &mut found));
            if let Some(header) = header {
                found.extend(self.is_told_twice(&header));
                self.headers.push(header);
            }
            problems.append(&mut found);
        }
        let idents = self.arguments.iter().map(|argument| argument.ident);
        let names: Vec<&str> = ["new"].into_iter().chain(idents).chain(["allow_undocumented", "send"]).collect();
        let ident = self.ident.text;
        functions(reader, problems, (ident, &at), &names, Some("send"), |reader, index, docs, problems| {
            if index == 0 {
                return self.read_new(reader);
            }
            if let Some(argument) = self.arguments.get_mut(index - 1) {
                argument.bullets = Bullets::read(docs, reader, problems);
                argument.rules.agree(&argument.name, &argument.ty, &argument.bullets, problems);
                return setter(reader, argument.ident, &argument.ty);
            }
            if index == self.arguments.len() + 1 {
                return reader
                    .expect("(mut self, path: impl Into<String>) -> Self { self.allowed.push(path.into()); self }");
            }
            self.send = Some(Send::read(reader, docs, self, problems)?);
            Some(())
        })
    }

    fn read_new(&self, reader: &mut Reader<'_, '_>) -> Option<()> {
        reader.expect("(client: &'a Client) -> Self { Self {")?;
        reader.expect(self.client)?;
        if self.client != "client" {
            reader.expect(": client")?;
        }
        for argument in &self.arguments {
            reader.expect(",")?;
            reader.expect(argument.ident)?;
            reader.expect(": None")?;
        }
        reader.expect(", allowed: Vec::new() } }")
    }
}

impl<'t> Argument<'t> {
    /// Reads the row of the table.
    fn read(
        reader: &mut Reader<'_, 't>,
        ident: &'t str,
        ty: RustType<'t>,
        problems: &mut Vec<Problem>,
    ) -> Option<Self> {
        let at_token = reader.at();
        reader.expect(ident)?;
        reader.expect(":")?;
        let place = reader.word()?;
        let (name, name_at) = reader.string()?;
        let place = match place.text {
            "path" => Some(ParameterIn::Path),
            "query" => Some(ParameterIn::Query),
            "header" => Some(ParameterIn::Header),
            "body" => None,
            _ => return reader.fail_at(place.at, "a place in the request: path, query, header, body"),
        };
        let fits = match place {
            Some(_) => is_variable_of(ident, &name),
            None => ident == "body" && name == "body",
        };
        if !fits {
            problems.push(reader.problem_at(name_at, &format!("the name on the wire of `{ident}`")));
        }
        let rules = Rules::read(reader, &ty)?;
        let bullets = Bullets::default();
        Some(Self { ident, at_token, ty, place, name, at: reader.place(name_at), rules, bullets })
    }

    /// Whether it has to be there.
    pub(crate) fn is_required(&self) -> bool {
        self.rules.required.is_some()
    }
}

impl<'t> ResponseHeader<'t> {
    /// Reads a constant behind its documentation.
    fn read(reader: &mut Reader<'_, 't>, docs: &[Hole<'t>], problems: &mut Vec<Problem>) -> Option<Self> {
        reader.expect("pub const")?;
        let ident = reader.word()?;
        reader.expect(": ResponseHeader<")?;
        let ty = RustType::read(reader)?;
        reader.expect("> = ResponseHeader::new(")?;
        let (name, name_at) = reader.string()?;
        reader.expect(");")?;
        let is_shouted = !ident.text.contains(char::is_lowercase);
        if !(is_shouted && is_variable_of(&ident.text.to_lowercase(), &name)) {
            problems.push(reader.problem_at(name_at, &format!("the header of `{}`", ident.text)));
        }
        let (bullets, statuses) = Bullets::read_with_statuses(docs, reader, problems);
        let at = reader.place(name_at);
        let Some((statuses, statuses_at)) = statuses else {
            return reader.fail_at(ident.at, "the documentation of the statuses, as in /// - Status: `200`");
        };
        Some(Self { name, at, ty, bullets, statuses, statuses_at })
    }
}

/// A method of the client: which builder it makes, and what it says about the operation.
#[derive(Debug)]
pub(crate) struct Method<'t> {
    pub(crate) name: &'t str,
    pub(crate) at: Place,
    pub(crate) builder: Hole<'t>,
    pub(crate) bullets: Bullets,
    pub(crate) deprecated: Option<Place>,
}

impl<'t> Method<'t> {
    /// Reads the implementation of the client that holds nothing else.
    pub(crate) fn read(reader: &mut Reader<'_, 't>, problems: &mut Vec<Problem>) -> Option<Self> {
        reader.expect("impl Client {")?;
        let docs = reader.docs();
        let at = reader.here();
        let deprecated = reader.eat("#[deprecated]").then_some(at);
        reader.expect("pub fn")?;
        let name = reader.word()?;
        reader.expect("(&self) ->")?;
        let builder = reader.word()?;
        reader.expect("<'_> {")?;
        reader.expect(builder.text)?;
        reader.expect("::new(self) } }")?;
        let bullets = Bullets::read(&docs, reader, problems);
        Some(Self { name: name.text, at: reader.place(name.at), builder, bullets, deprecated })
    }
}
