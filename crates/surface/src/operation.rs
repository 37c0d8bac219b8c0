//! The request of an operation: the method that starts it, its arguments and their table, how they are set, the headers
//! of its answers, and what calls it.

use std::borrow::Cow;

use contract::{Place, Problem, Status};

use crate::bullets::Bullets;
use crate::carried::Carried;
use crate::functions::{functions, setter};
use crate::names::is_variable_of;
use crate::operation_info::OperationInfo;
use crate::reader::{Hole, Reader};
use crate::rules::Rules;
use crate::rust_type::{RustType, Shape};
use crate::send::{Send, dry_run};
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
    /// The arguments, the body included.
    pub(crate) arguments: Vec<Argument<'t>>,
    pub(crate) headers: Vec<ResponseHeader<'t>>,
    pub(crate) info: Option<OperationInfo<'t>>,
    dry_run: Option<RustType<'t>>,
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
    /// Where it travels.
    pub(crate) carried: Carried,
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

/// The functions that every request has behind those that set its arguments.
const OF_ALL: [&str; 4] = ["allow_undocumented", "with_options", "dry_run", "send"];

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
        reader.expect("client: &'a Client,")?;
        let mut fields = Vec::new();
        while !reader.eat("options: CallOptions, allowed: Vec<String> }") {
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
        reader.expect("of OPERATION {")?;
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
        let (info, dry_run, send) = (None, None, None);
        Some(Self { ident, at, bullets, file, arguments, headers: Vec::new(), info, dry_run, send })
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
        let names: Vec<&str> = ["new"].into_iter().chain(idents).chain(OF_ALL).collect();
        let ident = self.ident.text;
        functions(reader, problems, (ident, &at), &names, &["dry_run", "send"], |reader, index, docs, problems| {
            if index == 0 {
                return self.read_new(reader);
            }
            if let Some(argument) = self.arguments.get_mut(index - 1) {
                argument.bullets = Bullets::read(docs, reader, problems);
                argument.rules.agree(&argument.name, &argument.ty, &argument.bullets, problems);
                return setter(reader, argument.ident, &argument.ty);
            }
            match index - 1 - self.arguments.len() {
                0 => reader
                    .expect("(mut self, path: impl Into<String>) -> Self { self.allowed.push(path.into()); self }"),
                1 => reader.expect("(mut self, options: CallOptions) -> Self { self.options = options; self }"),
                2 => {
                    self.dry_run = Some(dry_run(reader)?);
                    Some(())
                }
                _ => {
                    let send = Send::read(reader, docs, problems)?;
                    if let Some(error) = self.dry_run.as_ref().filter(|error| **error != send.error) {
                        let message = format!("expected `{}`, as `send` has it, but found `{error}`", send.error);
                        problems.push(Problem::error(UNREAD, error.at.clone(), message).help(REGENERATE));
                    }
                    self.send = Some(send);
                    Some(())
                }
            }
        })
    }

    /// Takes what the constant says of the operation, and checks that the rest agrees with it.
    pub(crate) fn agree_with_info(
        &mut self,
        reader: &Reader<'_, 't>,
        info: OperationInfo<'t>,
        problems: &mut Vec<Problem>,
    ) {
        info.agree_with_arguments(reader, &self.arguments, problems);
        info.agree_with_bullets(reader, &self.bullets, problems);
        if let Some(send) = &self.send {
            send.agree_with_info(reader, &info, problems);
        }
        self.info = Some(info);
    }

    fn read_new(&self, reader: &mut Reader<'_, '_>) -> Option<()> {
        reader.expect("(client: &'a Client) -> Self { Self { client")?;
        for argument in &self.arguments {
            reader.expect(",")?;
            reader.expect(argument.ident)?;
            reader.expect(": None")?;
        }
        reader.expect(", options: CallOptions::new(), allowed: Vec::new() } }")
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
        let Some(carried) = Carried::read(place.text) else {
            return reader.fail_at(place.at, "a place in the request: path, query, header, json, form, bytes");
        };
        let fits = match carried {
            Carried::As(_) => is_variable_of(ident, &name),
            _ => ident == "body" && name == "body",
        };
        if !fits {
            problems.push(reader.problem_at(name_at, &format!("the name on the wire of `{ident}`")));
        }
        let rules = Rules::read(reader, &ty)?;
        let bullets = Bullets::default();
        Some(Self { ident, at_token, ty, carried, name, at: reader.place(name_at), rules, bullets })
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
