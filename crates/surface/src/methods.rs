//! The tables of waiters and of listings, which are methods of the client.

use std::borrow::Cow;

use contract::{FieldPath, Method, ParameterIn, Segment};

use crate::carried::Carried;
use crate::items::{Body, Items};
use crate::operation::Operation;
use crate::operation_info::OperationInfo;
use crate::reader::{Hole, Reader};
use crate::rust_type::{RustType, Shape};
use crate::send::Send;

/// A text, and its token.
type Text<'t> = (Cow<'t, str>, usize);
/// A number, and its token.
type Number = (u64, usize);

/// A method of the client, as its table says.
#[derive(Debug)]
pub(crate) struct ClientMethod<'t> {
    /// The file that it stands in.
    pub(crate) file: usize,
    name: Hole<'t>,
    /// The builder of the operation that it calls.
    pub(crate) builder: Hole<'t>,
    answer: RustType<'t>,
    error: RustType<'t>,
    /// The token of the types.
    types_at: usize,
    table: Table<'t>,
}

#[derive(Debug)]
enum Table<'t> {
    Waiter(Box<Waiter<'t>>),
    Paginator(Box<Paginator<'t>>),
}

#[derive(Debug)]
struct Waiter<'t> {
    name: Text<'t>,
    status: Way<'t>,
    /// Those of success, of failure, and on the way.
    statuses: [(Vec<String>, usize); 3],
    absent: Option<Hole<'t>>,
    first: Number,
    most: Number,
    timeout: Number,
}

#[derive(Debug)]
struct Paginator<'t> {
    item: RustType<'t>,
    operation: Text<'t>,
    style: Hole<'t>,
    setter: Hole<'t>,
    parameter: Text<'t>,
    first: Option<Number>,
    limit: Option<Text<'t>>,
    default_limit: Option<Number>,
    items: Way<'t>,
    next: Way<'t>,
    total: Way<'t>,
    is_short_page_last: Hole<'t>,
}

/// A way through an answer in the names of Rust; `None` stands for the items of a list.
#[derive(Debug)]
struct Way<'t> {
    parts: Vec<Option<&'t str>>,
    at: usize,
}

/// What is wrong at a token: what was expected there.
pub(crate) type Wrong = (usize, String);

/// Reads a table behind its documentation, if one comes next.
pub(crate) fn read<'t>(reader: &mut Reader<'_, 't>) -> Option<Option<ClientMethod<'t>>> {
    let is_waiter = reader.eat("::progenitor_client::waiter! {");
    if !is_waiter && !reader.eat("::progenitor_client::paginator! {") {
        return Some(None);
    }
    reader.docs();
    reader.expect("Client::")?;
    let name = reader.word()?;
    reader.expect("(builder::")?;
    let builder = reader.word()?;
    reader.expect(") ->")?;
    let types_at = reader.at();
    let answer = RustType::read(reader)?;
    reader.expect(",")?;
    let item = if is_waiter { None } else { Some(RustType::read(reader)?) };
    if item.is_some() {
        reader.expect(",")?;
    }
    let error = RustType::read(reader)?;
    reader.expect("{")?;
    let table = match item {
        None => Table::Waiter(Box::new(Waiter::read(reader)?)),
        Some(item) => Table::Paginator(Box::new(Paginator::read(reader, item)?)),
    };
    reader.expect("} }")?;
    Some(Some(ClientMethod { file: reader.file(), name, builder, answer, error, types_at, table }))
}

impl<'t> Waiter<'t> {
    fn read(reader: &mut Reader<'_, 't>) -> Option<Self> {
        reader.expect("name:")?;
        let name = reader.string()?;
        reader.expect(", status: (")?;
        let status = Way::read(reader)?;
        let mut list = |lead: &str| {
            reader.expect(lead)?;
            let at = reader.at();
            reader.expect("[")?;
            let texts = reader.list("]", |reader| reader.string())?;
            Some((texts.into_iter().map(|(text, _)| text.into_owned()).collect(), at))
        };
        let statuses = [list(", success:")?, list(", failure:")?, list(", pending:")?];
        reader.expect(", absent:")?;
        let absent = if reader.eat("None") {
            None
        } else {
            reader.expect("Some(")?;
            let meaning = reader.word()?;
            reader.expect(")")?;
            Some(meaning)
        };
        reader.expect(", interval:")?;
        let first = reader.number()?;
        reader.expect("to")?;
        let most = reader.number()?;
        reader.expect(", timeout:")?;
        Some(Self { name, status, statuses, absent, first, most, timeout: reader.number()? })
    }

    fn say(&self, method: &mut Method, view: &View<'_, 't>) -> Result<(), Wrong> {
        if method.name != format!("wait_for_{}", self.name.0) {
            return Err((self.name.1, format!("the name that the method `{}` ends in", method.name)));
        }
        let (status, ty) = view.follow(&self.status)?;
        if !matches!(ty.bare().shape, Shape::Text | Shape::Integer | Shape::Named(_)) || ty.is_secret() {
            return Err((self.status.at, "a way to a text or a whole number".to_owned()));
        }
        method.say("status", Some(status), &view.place(self.status.at));
        for (about, (texts, at)) in ["success", "failure", "pending"].into_iter().zip(&self.statuses) {
            method.list(about, texts, &view.place(*at));
        }
        if let Some(meaning) = self.absent {
            method.say("absent", Some(meaning.text.to_ascii_lowercase()), &view.place(meaning.at));
        }
        for (about, (number, at)) in
            [("first interval", self.first), ("longest interval", self.most), ("timeout", self.timeout)]
        {
            method.say(about, Some(number), &view.place(at));
        }
        Ok(())
    }
}

impl<'t> Paginator<'t> {
    fn read(reader: &mut Reader<'_, 't>, item: RustType<'t>) -> Option<Self> {
        reader.expect("operation:")?;
        let operation = reader.string()?;
        reader.expect(", style:")?;
        let style = reader.word()?;
        reader.expect("(")?;
        let setter = reader.word()?;
        let parameter = reader.string()?;
        let first = if reader.eat(", first") { Some(reader.number()?) } else { None };
        reader.expect("), limit: (")?;
        let limit = if reader.next_is(")") { None } else { Some(reader.string()?) };
        let has_default = limit.is_some() && reader.eat(", default");
        let default_limit = if has_default { Some(reader.number()?) } else { None };
        reader.expect("), items: (")?;
        let items = Way::read(reader)?;
        reader.expect(", next: (")?;
        let next = Way::read(reader)?;
        reader.expect(", total: (")?;
        let total = Way::read(reader)?;
        reader.expect(", is_short_page_last:")?;
        let is_short_page_last = reader.word()?;
        Some(Self {
            item,
            operation,
            style,
            setter,
            parameter,
            first,
            limit,
            default_limit,
            items,
            next,
            total,
            is_short_page_last,
        })
    }

    fn say(&self, method: &mut Method, view: &View<'_, 't>) -> Result<(), Wrong> {
        let (operation, at) = &self.operation;
        if *operation != view.info.operation_id.0 || method.name != format!("{operation}_pages") {
            return Err((*at, format!("the operation that the method `{}` lists", method.name)));
        }
        let argument = (view.operation.arguments.iter())
            .find(|argument| argument.name == self.parameter.0 && argument.carried == Carried::As(ParameterIn::Query));
        if argument.is_none_or(|argument| argument.ident != self.setter.text) {
            return Err((self.setter.at, format!("the setter of the query parameter `{}`", self.parameter.0)));
        }
        let mut say = |about, text: Option<String>, at| method.say(about, text, &view.place(at));
        say("style", Some(self.style.text.to_ascii_lowercase()), self.style.at);
        say("parameter", Some(self.parameter.0.to_string()), self.parameter.1);
        if let Some((first, at)) = self.first {
            say("first page", Some(first.to_string()), at);
        }
        if let Some((limit, at)) = &self.limit {
            say("limit", Some(limit.to_string()), *at);
        }
        if let Some((default, at)) = self.default_limit {
            say("default limit", Some(default.to_string()), at);
        }
        let (items, item) = view.follow(&self.items)?;
        if !matches!(self.items.parts.last(), Some(None)) || *item != self.item {
            return Err((self.items.at, format!("a way to a list of `{}`", self.item)));
        }
        say("items", Some(items.to_string()), self.items.at);
        for (about, way) in [("next", &self.next), ("total", &self.total)] {
            if !way.parts.is_empty() {
                say(about, Some(view.follow(way)?.0.to_string()), way.at);
            }
        }
        say("short page is last", Some(self.is_short_page_last.text.to_owned()), self.is_short_page_last.at);
        Ok(())
    }
}

impl<'t> Way<'t> {
    /// Reads a way up to and with its closing bracket.
    fn read(reader: &mut Reader<'_, 't>) -> Option<Self> {
        let (mut parts, at) = (Vec::new(), reader.at());
        while !reader.eat(")") {
            if reader.eat("[]") {
                parts.push(None);
                continue;
            }
            if !parts.is_empty() {
                reader.expect(".")?;
            }
            parts.push(Some(reader.word()?.text));
        }
        Some(Self { parts, at })
    }
}

/// What a table is read beside: the operation that it calls.
pub(crate) struct View<'i, 't> {
    pub(crate) items: &'i Items<'t>,
    pub(crate) operation: &'i Operation<'t>,
    pub(crate) info: &'i OperationInfo<'t>,
    pub(crate) send: &'i Send<'t>,
    pub(crate) file: usize,
}

impl<'i, 't> View<'i, 't> {
    fn place(&self, token: usize) -> contract::Place {
        self.items.place(self.file, token)
    }

    /// The way through the answer in the names on the wire, and the type that it leads to.
    fn follow(&self, way: &Way<'t>) -> Result<(FieldPath, &'i RustType<'t>), Wrong> {
        let (mut path, mut ty) = (FieldPath::root(), &self.send.success);
        for part in &way.parts {
            let next = match (part, &ty.bare().shape) {
                (None, Shape::List(item)) => Some((Segment::Item, item.as_ref())),
                (Some(ident), Shape::Named(name)) => {
                    match self.items.types.get(name).map(|definition| &definition.body) {
                        Some(Body::Record(record)) => {
                            record.field(ident).map(|field| (Segment::Field(field.key.clone().into_owned()), &field.ty))
                        }
                        _ => None,
                    }
                }
                _ => None,
            };
            let (segment, inner) = next.ok_or_else(|| (way.at, format!("a way through `{}`", self.send.success)))?;
            path.0.push(segment);
            ty = inner;
        }
        Ok((path, ty))
    }
}

impl<'t> ClientMethod<'t> {
    /// What the method says of its operation.
    pub(crate) fn lower(&self, view: &View<'_, 't>) -> Result<Method, Wrong> {
        let mut method = Method::new(self.name.text, view.place(self.name.at));
        if self.answer != view.send.success || self.error != view.send.error {
            return Err((self.types_at, format!("what `{}` answers", self.builder.text)));
        }
        match &self.table {
            Table::Waiter(waiter) => waiter.say(&mut method, view)?,
            Table::Paginator(paginator) => paginator.say(&mut method, view)?,
        }
        Ok(method)
    }
}
