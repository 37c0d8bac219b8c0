//! Records: structs of optional fields, each with the table that makes it travel.

use std::borrow::Cow;

use contract::{Place, Problem};

use crate::bullets::Bullets;
use crate::functions::{functions, setter};
use crate::names::is_variable_of;
use crate::reader::{Hole, Reader};
use crate::rules::Rules;
use crate::rust_type::RustType;

/// A struct of the `types` module.
#[derive(Debug)]
pub(crate) struct Record<'t> {
    pub(crate) fields: Vec<Field<'t>>,
    /// Whether requests hold it: its rules are enforced, and callers set its fields.
    pub(crate) is_sent: bool,
}

/// A field of a struct.
#[derive(Debug)]
pub(crate) struct Field<'t> {
    ident: Hole<'t>,
    docs: Vec<Hole<'t>>,
    pub(crate) bullets: Bullets,
    /// The type in the `Option`.
    pub(crate) ty: RustType<'t>,
    /// The key on the wire.
    pub(crate) key: Cow<'t, str>,
    /// Where its key is.
    pub(crate) at: Place,
    pub(crate) rules: Rules,
}

/// The documentation of the field that keeps what no other field is for.
const EXTRA: &str = "Members of the JSON object that are not documented.";

impl<'t> Record<'t> {
    /// The field of that name in Rust.
    pub(crate) fn field(&self, ident: &str) -> Option<&Field<'t>> {
        self.fields.iter().find(|field| field.ident.text == ident)
    }

    /// Reads a struct behind its documentation, its table, and the functions that set its fields: its name, and what it
    /// is.
    pub(crate) fn read(reader: &mut Reader<'_, 't>, problems: &mut Vec<Problem>) -> Option<(Hole<'t>, Self)> {
        reader.expect("#[derive(Clone, Debug, Default, PartialEq)] #[non_exhaustive] pub struct")?;
        let name = reader.word()?;
        reader.expect("{")?;
        let mut fields = fields(reader, name, problems)?;

        let is_sent = reader.eat("::progenitor_client::sent_record! {");
        if !is_sent {
            reader.expect("::progenitor_client::record! {")?;
        }
        reader.expect(name.text)?;
        reader.expect("{")?;
        for (index, field) in fields.iter_mut().enumerate() {
            if index > 0 {
                reader.expect(",")?;
            }
            field.read_row(reader, is_sent, problems)?;
        }
        reader.expect("} }")?;

        if is_sent {
            read_functions(reader, name, &fields, problems)?;
        }
        Some((name, Self { fields, is_sent }))
    }
}

/// Reads fields up to and with the end of the struct.
fn fields<'t>(reader: &mut Reader<'_, 't>, name: Hole<'t>, problems: &mut Vec<Problem>) -> Option<Vec<Field<'t>>> {
    let mut fields = Vec::new();
    loop {
        let docs = reader.docs();
        if reader.next_is("}") {
            let message = format!("`{}` has no place for fields that it does not know", name.text);
            let problem = Problem::error("closed-object", reader.place(name.at), message);
            problems.push(problem.help("servers add fields: run `cargo xtask generate`"));
            reader.expect("}")?;
            return Some(fields);
        }
        let at = reader.at();
        if reader.eat("pub extra: ::progenitor_client::Extra }") {
            if !matches!(docs.as_slice(), [line] if line.text == EXTRA) {
                let at = docs.first().map_or(at, |line| line.at);
                problems.push(reader.problem_at(at, &format!("/// {EXTRA}")));
            }
            return Some(fields);
        }
        reader.expect("pub")?;
        let ident = reader.word()?;
        reader.expect(": Option<")?;
        let ty = RustType::read(reader)?;
        reader.expect(">")?;
        if !reader.next_is("}") {
            reader.expect(",")?;
        }
        let bullets = Bullets::read(&docs, reader, problems);
        let at = reader.place(ident.at);
        fields.push(Field { ident, docs, bullets, ty, key: ident.text.into(), at, rules: Rules::default() });
    }
}

impl<'t> Field<'t> {
    /// Reads the row of the table.
    fn read_row(&mut self, reader: &mut Reader<'_, 't>, is_sent: bool, problems: &mut Vec<Problem>) -> Option<()> {
        reader.expect(self.ident.text)?;
        reader.expect(":")?;
        let (key, key_at) = reader.string()?;
        if !is_variable_of(self.ident.text, &key) {
            problems.push(reader.problem_at(key_at, &format!("the name on the wire of `{}`", self.ident.text)));
        }
        // Behind the arrow, which is two tokens.
        let rules_at = reader.at() + 2;
        let rules = Rules::read(reader, &self.ty)?;
        if is_sent {
            rules.agree(self.ident.text, &self.ty, &self.bullets, problems);
        } else if !rules.facts().is_empty() {
            problems.push(reader.problem_at(rules_at, "no rule but `required()` for what is only received"));
        }
        (self.key, self.at, self.rules) = (key, reader.place(key_at), rules);
        Some(())
    }
}

fn read_functions<'t>(
    reader: &mut Reader<'_, 't>,
    name: Hole<'t>,
    fields: &[Field<'t>],
    problems: &mut Vec<Problem>,
) -> Option<()> {
    reader.expect("impl")?;
    let at = reader.here();
    reader.expect(name.text)?;
    reader.expect("{")?;
    let names: Vec<&str> = ["new"].into_iter().chain(fields.iter().map(|field| field.ident.text)).collect();
    functions(reader, problems, (name.text, &at), &names, &[], |reader, index, docs, problems| {
        let Some(field) = index.checked_sub(1).and_then(|index| fields.get(index)) else {
            return reader.expect("() -> Self { Self::default() }");
        };
        let mut pairs = docs.iter().zip(&field.docs);
        if let Some((line, own)) = pairs.find(|(line, own)| line.text != own.text) {
            problems.push(reader.problem_at(line.at, &format!("/// {}", own.text)));
        } else if docs.len() != field.docs.len() {
            let at = docs.first().map_or(reader.at(), |line| line.at);
            problems.push(reader.problem_at(at, &format!("the documentation of the field `{}`", field.ident.text)));
        }
        setter(reader, field.ident.text, &field.ty)
    })
}
