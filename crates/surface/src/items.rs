//! The items of generated files: an index of what they define.

use std::collections::{HashMap, HashSet};

use contract::{Place, Problem};

use crate::attributes::Attributes;
use crate::definitions::Definition;
use crate::implementations::{Implemented, implementation};
use crate::operation::{Method, Operation};
use crate::reader::Reader;
use crate::runtime;
use crate::tokens::Source;
use crate::type_builders::TypeBuilder;
use crate::{REGENERATE, UNREAD};

/// The types of the `types` module, by name.
pub(crate) type Types<'t> = HashMap<&'t str, Definition<'t>>;

/// What the generated files of one crate define.
#[derive(Default)]
pub(crate) struct Items<'t> {
    /// The types of the `types` module, by name.
    pub(crate) types: Types<'t>,
    /// What is implemented for them.
    pub(crate) implemented: HashMap<&'t str, Implemented<'t>>,
    /// The builders of the types, by the name of the type.
    pub(crate) type_builders: HashMap<&'t str, TypeBuilder<'t>>,
    /// The builders of the operations, in order.
    pub(crate) operations: Vec<Operation<'t>>,
    /// Where among them the builder of a name is.
    pub(crate) operation_index: HashMap<&'t str, usize>,
    /// The methods of the client, by the builder that they make.
    pub(crate) methods: HashMap<&'t str, Method<'t>>,
    /// The names of definitions that could not be read: one problem about each is enough.
    pub(crate) broken: HashSet<&'t str>,
    /// Whether a file could not be read at all, so that nothing can be said about what is missing.
    pub(crate) is_incomplete: bool,
    pub(crate) problems: Vec<Problem>,
    sources: Vec<Source<'t>>,
}

impl<'t> Items<'t> {
    /// Reads the items of all files: first what is defined, then what is implemented for it, so that neither files nor
    /// items need an order.
    pub(crate) fn read(files: &'t [(String, String)]) -> Self {
        let mut items = Self::default();
        let sources: Vec<Source<'t>> = files
            .iter()
            .enumerate()
            .map(|(index, (label, text))| {
                let (source, problem) = Source::new(index, label, text);
                items.is_incomplete |= problem.is_some();
                items.problems.extend(problem);
                source
            })
            .collect();
        let mut implementations = Vec::new();
        for source in &sources {
            let mut reader = Reader::new(source);
            let mut starts = Vec::new();
            while !reader.is_done() {
                items.define(&mut reader, &mut starts);
                // Only a broken file has a brace here; it is a problem already.
                reader.eat("}");
            }
            implementations.push(starts);
        }
        for (source, starts) in sources.iter().zip(implementations) {
            let mut reader = Reader::new(source);
            for start in starts {
                reader.go(start);
                items.within(&mut reader, |items, reader| implementation(items, reader));
            }
        }
        if !items.is_incomplete {
            items.complete();
        }
        items.sources = sources;
        items
    }

    /// Where a token of a file is.
    pub(crate) fn place(&self, file: usize, token: usize) -> Place {
        self.sources.get(file).map_or_else(|| Place::file(""), |source| source.place(token))
    }

    /// Reads items up to the end of the file or of the module; notes where implementations start and leaves them.
    fn define(&mut self, reader: &mut Reader<'_, 't>, implementations: &mut Vec<usize>) {
        while !reader.is_done() && !reader.next_is("}") {
            let start = reader.at();
            let module = self.within(reader, |items, reader| {
                runtime::inner_attributes(reader)?;
                if reader.is_done() {
                    return Some(false);
                }
                let attributes = Attributes::read(reader)?;
                if reader.next_is("impl") {
                    implementations.push(start);
                    reader.skip_item();
                    return Some(false);
                }
                items.definition(reader, attributes)
            });
            if module == Some(true) {
                self.define(reader, implementations);
                self.within(reader, |_, reader| reader.expect("}"));
            }
        }
    }

    /// Reads one definition behind its attributes; for a module, only the opening brace, and says so.
    fn definition(&mut self, reader: &mut Reader<'_, 't>, attributes: Attributes<'t>) -> Option<bool> {
        // A module may be open to more or fewer; what it defines must be open to all.
        let is_public = !reader.eat("pub(super)") && reader.eat("pub");
        if reader.eat("mod") {
            reader.word()?;
            if reader.eat(";") {
                return Some(false);
            }
            reader.expect("{")?;
            return Some(true);
        }
        if reader.eat("use") {
            runtime::import(reader)?;
            reader.expect(";")?;
            return Some(false);
        }
        if !is_public {
            return reader.fail("pub");
        }
        if runtime::definition(reader)? {
            return Some(false);
        }
        let mut problems = Vec::new();
        if reader.eat("enum") {
            self.broken.insert(reader.peek());
            let definition = Definition::read_enum(reader, attributes, &mut problems)?;
            self.add(definition);
        } else {
            reader.expect("struct")?;
            if reader.names_lifetime() {
                let operation = Operation::read(reader, &attributes, &mut problems)?;
                if self.operation_index.insert(operation.ident, self.operations.len()).is_some() {
                    return reader.fail_at(reader.at(), "no second builder of this name");
                }
                self.operations.push(operation);
            } else if attributes.is_builder() {
                let builder = TypeBuilder::read(reader)?;
                self.type_builders.insert(builder.name, builder);
            } else {
                self.broken.insert(reader.peek());
                let definition = Definition::read_struct(reader, attributes, &mut problems)?;
                self.add(definition);
            }
        }
        self.problems.append(&mut problems);
        Some(false)
    }

    fn add(&mut self, definition: Definition<'t>) {
        if let Some(known) = self.types.get(definition.name) {
            let message = format!("the type `{}` is defined twice", definition.name);
            let problem = Problem::error(UNREAD, definition.at.clone(), message).help(REGENERATE);
            self.problems.push(problem.related(known.at.clone(), "the other definition"));
        }
        if definition.name == "String" {
            let message = "a type called `String` cannot be told from the one of Rust";
            let problem = Problem::error(UNREAD, definition.at.clone(), message);
            self.problems.push(problem.help("give the schema another name in the spec"));
        }
        self.broken.remove(definition.name);
        self.types.insert(definition.name, definition);
    }

    /// Reads one item, and notes the problem if it does not fit its template.
    pub(crate) fn within<T>(
        &mut self,
        reader: &mut Reader<'_, 't>,
        read: impl FnOnce(&mut Self, &mut Reader<'_, 't>) -> Option<T>,
    ) -> Option<T> {
        let mut problems = Vec::new();
        let value = reader.item(&mut problems, |reader| read(self, reader));
        self.problems.append(&mut problems);
        value
    }

    /// Says what is missing once everything is read.
    fn complete(&mut self) {
        let mut missing: Vec<(Place, String)> = Vec::new();
        for operation in &self.operations {
            missing.extend(operation.lacks());
            if !self.methods.contains_key(operation.ident) {
                let message = format!("expected a method of `Client` that makes `{}`", operation.ident);
                missing.push((operation.at.clone(), message));
            }
        }
        for (builder, method) in &self.methods {
            if !self.operation_index.contains_key(builder) {
                missing.push((method.at.clone(), format!("expected the builder `{builder}`")));
            }
        }
        for builder in self.type_builders.values() {
            if !self.broken.contains(builder.name) {
                missing.extend(builder.lacks(self.types.get(builder.name)));
            }
        }
        for definition in self.types.values() {
            missing.extend(Implemented::lacks(self.implemented.get(definition.name), definition));
        }
        missing.sort();
        let problem = |(at, message)| Problem::error(UNREAD, at, message).help(REGENERATE);
        self.problems.extend(missing.into_iter().map(problem));
    }
}
