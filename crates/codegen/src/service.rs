//! A service on its way from document to files: every operation and every type, read and ready to be written.

use std::collections::{BTreeSet, HashMap};

use contract::{Place, Problem, Status};

use crate::answers::{Answers, Body as Answered, Outcome};
use crate::catalogue::{Catalogue, Home};
use crate::modules::TypesModule;
use crate::names::{self, type_name};
use crate::post::answer_enum::AnswerEnum;
use crate::post::record::{Record, declared_fields};
use crate::post::request::Request;
use crate::post::{header, open_enum};
use crate::prelude::Prelude;
use crate::reach::Reach;
use crate::rust_type::RustType;
use crate::schema::is_record;
use crate::source::Source;
use crate::split::Output;
use crate::{Argument, Body, Role, SourceFile, alias, files, lift, methods, modules, run, view};

/// What is known of a service once progenitor has run.
pub(crate) struct Service<'s, 'd> {
    source: &'s Source<'s>,
    catalogue: Catalogue<'d>,
    answers: Vec<Answers<'d>>,
    requests: Vec<Request<'d>>,
    output: Output,
    prelude: Prelude,
}

/// The document of which Rust is made. Problems: what has no Rust type.
pub(crate) fn prepare(source: &Source<'_>) -> Result<serde_json::Value, Vec<Problem>> {
    alias::resolve(source, lift::lift(source)?)
}

impl<'s, 'd> Service<'s, 'd> {
    /// Reads a prepared document, and what progenitor makes of it.
    pub(crate) fn read(source: &'s Source<'s>, document: &'d serde_json::Value) -> Result<Self, Vec<Problem>> {
        let catalogue = Catalogue::new(document, &Reach::of(document, &source.operations));
        let answers = all(source.operations.iter().map(|operation| Answers::read(source, document, operation)))?;
        let mut output = Output::sort(run::run(source, view::view(source, &catalogue, &answers))?);
        let builders = source.operations.iter().map(|operation| type_name(&operation.id));
        let names: Vec<String> = catalogue.order.iter().cloned().chain(builders).collect();
        let prelude = Prelude::beside(names.iter().map(String::as_str));
        let requests = all(source.operations.iter().map(|operation| {
            let parts = output.request(&type_name(&operation.id));
            let request = Request::read(parts, operation, &catalogue).map_err(|message| internal(source, message))?;
            Ok(request)
        }))?;
        Ok(Self { source, catalogue, answers, requests, output, prelude })
    }

    /// The JSON bodies, by operation, requests first.
    pub(crate) fn bodies(&self) -> Result<Vec<Body>, Vec<Problem>> {
        let mut bodies = Vec::new();
        for (index, operation) in self.source.operations.iter().enumerate() {
            let (request, answers) = (&self.requests[index], &self.answers[index]);
            let mut add = |role: Role, ty: RustType| {
                let rust_type = ty.foreign().text(&self.prelude);
                bodies.push(Body { operation: operation.stem.clone(), role, rust_type });
            };
            // A stream is no JSON, and the only type of a body that is none of ours.
            let sent = request.arguments.iter().find(|argument| argument.is_body());
            if let Some(body) = sent.filter(|body| body.ty != RustType::Other("reqwest::Body".to_owned())) {
                add(Role::Request, body.ty.clone());
            }
            let variants: HashMap<Status, RustType> = (self.answer_enums(index)?.into_iter())
                .flat_map(|answers| answers.variants)
                .filter_map(|(answer, ty)| Some((answer.status, ty?)))
                .collect();
            for answer in answers.all.iter().filter(|answer| matches!(answer.body, Answered::Json(_))) {
                let ty = match answers.outcome(answer.status) {
                    Outcome::Several(_) => variants.get(&answer.status).cloned(),
                    Outcome::One(_) if answer.status.is_success() => Some(request.send.success(answers)),
                    Outcome::One(_) => Some(request.send.error(answers)),
                };
                ty.into_iter().for_each(|ty| add(Role::Response(answer.status), ty));
            }
        }
        Ok(bodies)
    }

    /// The requests, by operation.
    pub(crate) fn requests(&self) -> Vec<crate::Request> {
        let requests = self.source.operations.iter().zip(&self.requests).map(|(operation, request)| {
            let arguments = request.arguments.iter().map(|argument| Argument {
                setter: argument.ident.clone(),
                place: argument.place.to_owned(),
                wire_name: argument.wire_name.to_owned(),
                rust_type: argument.ty.clone().foreign().text(&self.prelude),
            });
            crate::Request {
                operation: operation.stem.clone(),
                method: names::method(&operation.id),
                arguments: arguments.collect(),
            }
        });
        requests.collect()
    }

    /// The files, sorted by path.
    pub(crate) fn files(&self) -> Result<Vec<SourceFile>, Vec<Problem>> {
        let mut files = all((0..self.source.operations.len()).map(|index| self.operation_file(index)))?;
        let homes = (0..self.source.operations.len()).map(Home::Operation).chain([Home::Shared]);
        let mut modules = Vec::new();
        for (module, file) in all(homes.map(|home| self.types_file(home)))?.into_iter().flatten() {
            files.push(file);
            modules.push(module);
        }
        files.extend(modules::files(self.source, self.catalogue.document, &modules));
        files.extend(methods::files(self.source, self).map_err(|message| internal(self.source, message))?);
        files.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(files)
    }

    fn operation_file(&self, index: usize) -> Result<SourceFile, Vec<Problem>> {
        let (operation, answers) = (&self.source.operations[index], &self.answers[index]);
        let headers = header::constants(self.source, operation, answers, &self.catalogue, &self.prelude)?;
        let text = self.requests[index].source(operation, answers, &headers, &self.catalogue, &self.prelude);
        let path = format!("operations/{}.rs", operation.stem);
        Ok(SourceFile { path, text: files::operation(operation, &text) })
    }

    /// The file of the types that live in one place; `None` if there are none.
    fn types_file(&self, home: Home) -> Result<Option<(TypesModule<'_>, SourceFile)>, Vec<Problem>> {
        let internal = |message| internal(self.source, message);
        let (stem, origin) = match home {
            Home::Operation(index) => {
                let operation = &self.source.operations[index];
                (operation.stem.as_str(), operation.file.as_str())
            }
            Home::Shared => ("shared", self.source.home.as_str()),
        };
        let (mut names, mut texts, mut used) = (Vec::new(), Vec::new(), BTreeSet::new());
        for name in &self.catalogue.order {
            let Some(named) = self.catalogue.get(name).filter(|named| named.home == home) else { continue };
            let declaration = self.output.declaration(name).map_err(internal)?;
            texts.push(if is_record(named.schema) {
                let record = Record::read(declaration, name, named.schema, &self.catalogue).map_err(internal)?;
                used.extend(record.fields.iter().filter_map(|field| self.is_shared(&field.ty)));
                record.source(name, named, &self.catalogue, &self.prelude)
            } else {
                open_enum::source(name, named.schema, declaration).map_err(internal)?
            });
            names.push(name.as_str());
        }
        if let Home::Operation(index) = home {
            for answers in self.answer_enums(index)? {
                used.extend(answers.variants.iter().filter_map(|(_, ty)| self.is_shared(ty.as_ref()?)));
                texts.push(answers.source(&self.source.operations[index], &self.prelude));
                names.push(answers.name);
            }
        }
        if texts.is_empty() {
            return Ok(None);
        }
        if home == Home::Shared {
            used.clear();
        }
        names.sort_unstable();
        let text = files::types(origin, &used, &texts);
        let file = SourceFile { path: format!("types/{stem}.rs"), text };
        Ok(Some((TypesModule { stem, types: names }, file)))
    }

    /// The type of the service that a type is made of, if it is in the file that all share.
    fn is_shared(&self, ty: &RustType) -> Option<&'_ str> {
        let (name, named) = self.catalogue.find(ty.named()?)?;
        (named.home == Home::Shared).then_some(name)
    }

    /// The enums of an operation that answers several types.
    fn answer_enums(&self, index: usize) -> Result<Vec<AnswerEnum<'_>>, Vec<Problem>> {
        let answers = &self.answers[index];
        let outcomes = [(&answers.success, true), (&answers.error, false)];
        let several = outcomes.into_iter().filter_map(|(outcome, is_success)| match outcome {
            Outcome::Several(name) => Some((name, is_success)),
            Outcome::One(_) => None,
        });
        all(several.map(|(name, is_success)| {
            let declaration = self.output.declaration(name).and_then(declared_fields);
            let mut types = declaration.map_err(|message| internal(self.source, message))?;
            let variants = answers.of(is_success).map(|answer| {
                let ty = types.remove(&answer.stand_in()).map(|(_, ty)| match answer.body {
                    Answered::Json(schema) => ty.unboxed(|_| false).hide(schema, false),
                    Answered::None | Answered::Bytes => ty,
                });
                (*answer, ty)
            });
            Ok(AnswerEnum { name, is_success, variants: variants.collect() })
        }))
    }
}

impl methods::Surroundings for Service<'_, '_> {
    fn answers(&self, operation: usize) -> (RustType, RustType) {
        let (send, answers) = (&self.requests[operation].send, &self.answers[operation]);
        (send.success(answers), send.error(answers))
    }

    fn field(&self, record: &str, wire_name: &str) -> Result<(String, RustType), String> {
        let unknown = || format!("`{record}` has no field `{wire_name}`");
        let (name, named) = self.catalogue.find(record).ok_or_else(unknown)?;
        let record = Record::read(self.output.declaration(name)?, name, named.schema, &self.catalogue)?;
        let field = record.fields.into_iter().find(|field| field.wire_name == wire_name).ok_or_else(unknown)?;
        Ok((field.ident, field.ty))
    }

    fn setter(&self, operation: usize, wire_name: &str) -> Option<String> {
        let mut arguments = self.requests[operation].arguments.iter();
        arguments
            .find(|argument| argument.place == "query" && argument.wire_name == wire_name)
            .map(|it| it.ident.clone())
    }

    fn text(&self, ty: RustType) -> String {
        ty.foreign().text(&self.prelude)
    }
}

/// A problem of this crate, not of the document.
fn internal(source: &Source<'_>, message: String) -> Vec<Problem> {
    vec![Problem::error("codegen", Place::file(source.home.as_str()), message)]
}

/// Every result, or else every problem.
fn all<T>(results: impl Iterator<Item = Result<T, Vec<Problem>>>) -> Result<Vec<T>, Vec<Problem>> {
    let (mut values, mut problems) = (Vec::new(), Vec::new());
    for result in results {
        match result {
            Ok(value) => values.push(value),
            Err(found) => problems.extend(found),
        }
    }
    if problems.is_empty() { Ok(values) } else { Err(problems) }
}
