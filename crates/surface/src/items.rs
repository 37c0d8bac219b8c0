//! The items of generated files: an index of what they define.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use contract::{Place, Problem};

use crate::answers::Answers;
use crate::bullets::Bullets;
use crate::methods::{self, ClientMethod};
use crate::operation::{Method, Operation};
use crate::operation_info::OperationInfo;
use crate::reader::Reader;
use crate::record::Record;
use crate::tokens::Source;
use crate::{REGENERATE, UNREAD, open_enum, runtime};

/// The definition of a type of the `types` module.
#[derive(Debug)]
pub(crate) struct Definition<'t> {
    /// Where its name is.
    pub(crate) at: Place,
    pub(crate) bullets: Bullets,
    pub(crate) body: Body<'t>,
}

/// What a type consists of.
#[derive(Debug)]
pub(crate) enum Body<'t> {
    /// Fields.
    Record(Record<'t>),
    /// One of several texts, or any other.
    Enum(Vec<String>),
    /// What an operation answers.
    Answers(Answers<'t>),
}

/// What the generated files of one crate define.
#[derive(Default)]
pub(crate) struct Items<'t> {
    /// The types of the `types` module, by name.
    pub(crate) types: HashMap<&'t str, Definition<'t>>,
    /// The operations, in order, each with the method that starts it.
    pub(crate) operations: Vec<(Operation<'t>, Option<Method<'t>>)>,
    /// What waits and lists, in order.
    pub(crate) methods: Vec<ClientMethod<'t>>,
    /// The names of definitions that could not be read: one problem about each is enough.
    pub(crate) broken: HashSet<&'t str>,
    /// Whether a file could not be read at all, so that nothing can be said about what is missing.
    pub(crate) is_incomplete: bool,
    pub(crate) problems: Vec<Problem>,
    /// Where the builder of an operation is.
    builders: HashMap<&'t str, Place>,
    sources: Vec<Source<'t>>,
}

/// How an item begins that belongs to the one before it.
const BELONGING: [&str; 4] =
    ["::progenitor_client::record!", "::progenitor_client::sent_record!", "::progenitor_client::arguments!", "impl"];
/// How an item begins that belongs to none.
const ON_ITS_OWN: [&str; 1] = ["impl Client {"];

impl<'t> Items<'t> {
    /// Reads the items of all files.
    pub(crate) fn read(files: &'t [(String, String)]) -> Self {
        let mut items = Self::default();
        for (index, (label, text)) in files.iter().enumerate() {
            let (source, problem) = Source::new(index, label, text);
            items.is_incomplete |= problem.is_some();
            items.problems.extend(problem);
            let mut reader = Reader::new(&source);
            while !reader.is_done() {
                let start = reader.at();
                items.item(&mut reader);
                reader.advance(start);
            }
            items.sources.push(source);
        }
        items
    }

    /// Where a token of a file is.
    pub(crate) fn place(&self, file: usize, token: usize) -> Place {
        self.sources.get(file).map_or_else(|| Place::file(""), |source| source.place(token))
    }

    /// Reads an item and what belongs to it.
    fn item(&mut self, reader: &mut Reader<'_, 't>) {
        let read = self.within(reader, |items, reader, problems| {
            runtime::inner_attributes(reader)?;
            let start = reader.at();
            reader.docs();
            if reader.is_done() || runtime::item(reader)? {
                return Some(false);
            }
            if let Some(method) = methods::read(reader)? {
                items.methods.push(method);
                return Some(false);
            }
            let is_operation = [OperationInfo::BEGINS, "impl Client {"].iter().any(|begins| reader.next_is(begins));
            reader.go(start);
            if is_operation {
                return Some(true);
            }
            items.definition(reader, problems)?;
            Some(false)
        });
        match read {
            None => Self::skip_belonging(reader),
            Some(true) => self.operation(reader),
            Some(false) => {}
        }
    }

    /// Reads a type from its documentation on.
    fn definition(&mut self, reader: &mut Reader<'_, 't>, problems: &mut Vec<Problem>) -> Option<()> {
        let docs = reader.docs();
        if reader.eat("::progenitor_client::open_enum! {") {
            let start = reader.at();
            reader.docs();
            self.broken.insert(reader.keyword().1);
            reader.go(start);
            let (name, values, bullets) = open_enum::read(reader, problems)?;
            self.broken.remove(name.text);
            let values = values.into_iter().map(Cow::into_owned).collect();
            problems.extend(bullets.leading_nowhere());
            self.add(name.text, Definition { at: reader.place(name.at), bullets, body: Body::Enum(values) });
            return Some(());
        }
        let (keyword, name) = reader.keyword();
        self.broken.insert(name);
        let (name, body) = match keyword {
            "struct" => {
                let (name, record) = Record::read(reader, problems)?;
                (name, Body::Record(record))
            }
            "enum" if !(name.ends_with("Success") || name.ends_with("Failure")) => {
                let message = format!("`{name}` refuses what it does not know");
                let problem = Problem::error("closed-enum", reader.here(), message);
                problems.push(problem.help("an enum keeps any other value as it came: run `cargo xtask generate`"));
                reader.skip_item();
                return Some(());
            }
            "enum" => {
                let (name, answers) = Answers::read(reader, problems)?;
                (name, Body::Answers(answers))
            }
            _ => return reader.fail("an item that the generator writes"),
        };
        let bullets = Bullets::read(&docs, reader, problems);
        problems.extend(bullets.leading_nowhere());
        self.broken.remove(name.text);
        self.add(name.text, Definition { at: reader.place(name.at), bullets, body });
        Some(())
    }

    /// Reads the constant, the method, the struct and the functions of an operation, which stand in this order.
    fn operation(&mut self, reader: &mut Reader<'_, 't>) {
        let info = self.info(reader);
        let method = self.within(reader, |_, reader, problems| Method::read(reader, problems));
        let operation = self.within(reader, |_, reader, problems| {
            let docs = reader.docs();
            Operation::read(reader, &docs, problems)
        });
        let Some(mut operation) = operation else { return Self::skip_belonging(reader) };
        self.within(reader, |_, reader, problems| operation.read_functions(reader, problems));
        if let Some(info) = info {
            operation.agree_with_info(reader, info, &mut self.problems);
        }
        if let Some(method) = method.as_ref().filter(|method| method.builder.text != operation.ident.text) {
            self.problems.push(reader.problem_at(method.builder.at, operation.ident.text));
        }
        if let Some(known) = self.builders.insert(operation.ident.text, operation.at.clone()) {
            let problem = reader.problem_at(operation.ident.at, "no second builder of this name");
            self.problems.push(problem.related(known, "the other one"));
            return;
        }
        self.operations.push((operation, method));
    }

    /// Reads the constant of an operation. Without it, what follows is still read.
    fn info(&mut self, reader: &mut Reader<'_, 't>) -> Option<OperationInfo<'t>> {
        reader.docs();
        if reader.next_is(OperationInfo::BEGINS) {
            return self.within(reader, |_, reader, _| OperationInfo::read(reader));
        }
        self.problems.push(reader.problem_at(reader.at(), OperationInfo::BEGINS));
        None
    }

    /// Goes behind what belongs to an item that could not be read.
    fn skip_belonging(reader: &mut Reader<'_, 't>) {
        let begins = |reader: &Reader<'_, '_>, starts: &[&str]| starts.iter().any(|start| reader.next_is(start));
        while !reader.is_done() && begins(reader, &BELONGING) && !begins(reader, &ON_ITS_OWN) {
            let start = reader.at();
            reader.skip_item();
            reader.advance(start);
        }
    }

    fn add(&mut self, name: &'t str, definition: Definition<'t>) {
        if let Some(known) = self.types.get(name) {
            let message = format!("the type `{name}` is defined twice");
            let problem = Problem::error(UNREAD, definition.at.clone(), message).help(REGENERATE);
            self.problems.push(problem.related(known.at.clone(), "the other definition"));
        }
        if name == "String" {
            let message = "a type called `String` cannot be told from the one of Rust";
            let problem = Problem::error(UNREAD, definition.at.clone(), message);
            self.problems.push(problem.help("give the schema another name in the spec"));
        }
        self.types.insert(name, definition);
    }

    /// Reads one item, and notes the problem if it does not fit its template.
    fn within<T>(
        &mut self,
        reader: &mut Reader<'_, 't>,
        read: impl FnOnce(&mut Self, &mut Reader<'_, 't>, &mut Vec<Problem>) -> Option<T>,
    ) -> Option<T> {
        let (mut unread, mut found) = (Vec::new(), Vec::new());
        let value = reader.item(&mut unread, |reader| read(self, reader, &mut found));
        self.problems.append(&mut found);
        self.problems.append(&mut unread);
        value
    }
}
