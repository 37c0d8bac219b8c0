//! The request builder of an operation, and the method of the client that starts it.

use std::fmt::Write as _;

use contract::is_secret_name;
use proc_macro2::TokenStream;
use quote::ToTokens as _;
use serde_json::Value;
use syn::{ItemStruct, Type};

use crate::answers::Answers;
use crate::catalogue::Catalogue;
use crate::docs::Docs;
use crate::names::{self, type_name};
use crate::post::answer_enum::status_line;
use crate::post::operation_info::{self, clouds};
use crate::post::send::Send;
use crate::post::setter::setter;
use crate::prelude::Prelude;
use crate::prose;
use crate::rules;
use crate::rust_type::{RustType, first_argument, parse};
use crate::schema::{array, object};
use crate::source::{Operation, resolve};
use crate::tokens::{self, Kind};

const JSON: &str = "application/json";
const FORM: &str = "application/x-www-form-urlencoded";

/// The path parameter that the runtime fills in where callers leave it out.
const PROJECT_ID: &str = "project_id";
const LEFT_OUT: &str = "It may be left out: the configuration knows the project, or it is looked up from the region.";

/// What progenitor's request builder consists of, beside what the document says of it.
pub(crate) struct Request<'d> {
    pub(crate) arguments: Vec<Argument<'d>>,
    /// Whether it can be cloned: a body that is a stream cannot.
    is_clone: bool,
    pub(crate) send: Send,
}

/// An argument of an operation.
pub(crate) struct Argument<'d> {
    /// The setter and the field.
    pub(crate) ident: String,
    pub(crate) ty: RustType,
    /// Where it travels: `path`, `query`, `header`; or how, in the body: `json`, `form`, `bytes`.
    pub(crate) place: &'d str,
    /// What it is called in messages: its name on the wire, or `body`.
    pub(crate) wire_name: &'d str,
    pub(crate) is_required: bool,
    schema: &'d Value,
    /// What describes it: a parameter or a request body.
    described: &'d Value,
}

impl<'d> Request<'d> {
    /// Reads a request builder from its declaration and its methods.
    pub(crate) fn read(
        parts: Vec<tokens::Item>,
        operation: &Operation,
        catalogue: &Catalogue<'d>,
    ) -> Result<Self, String> {
        let (mut declaration, mut send) = (TokenStream::new(), TokenStream::new());
        for part in parts {
            match part.kind {
                Kind::Struct(_) => declaration = part.tokens,
                Kind::Inherent => {
                    let last = tokens::items(tokens::body(part.tokens)).pop();
                    send = last.map(|send| send.tokens).unwrap_or_default();
                }
                _ => {}
            }
        }
        let item: ItemStruct = parse(declaration)?;
        let is_clone = item.attrs.iter().any(|attribute| attribute.to_token_stream().to_string().contains("Clone"));
        let mut arguments = Vec::new();
        let parameters = operation.parameters(catalogue.document);
        let body = resolve(catalogue.document, &operation.value(catalogue.document)["requestBody"], "requestBodies");
        for field in &item.fields {
            let Some(given) = field.ident.as_ref().map(ToString::to_string) else { continue };
            // The client.
            if matches!(field.ty, Type::Reference(_)) {
                continue;
            }
            let ty = first_argument(&field.ty).map(RustType::read);
            let ty = ty.ok_or_else(|| format!("progenitor wrote `{given}` with no type"))?;
            let parameter = parameters
                .iter()
                .find(|parameter| parameter["name"].as_str().is_some_and(|name| names::ident(name) == given));
            arguments.push(match parameter {
                Some(parameter) => Argument::parameter(&given, ty, parameter),
                None => Argument::body(ty, body),
            });
        }
        let send = Send::read(send)?;
        Ok(Self { arguments, is_clone, send })
    }

    /// The whole source: the constant of the operation, the method of the client, the builder with its table and setters,
    /// and what calls it.
    pub(crate) fn source(
        &self,
        operation: &Operation,
        answers: &Answers<'_>,
        headers: &str,
        catalogue: &Catalogue<'_>,
        prelude: &Prelude,
    ) -> String {
        let value = operation.value(catalogue.document);
        let (name, method) = (type_name(&operation.id), names::method(&operation.id));
        let mut docs = Docs(vec![format!("A request of [`Client::{method}`].")]);
        docs.list(facts(value));
        let docs = docs.text("///", 0);
        let derives = if self.is_clone { "Clone, Debug" } else { "Debug" };
        let (option, vec, string) =
            (prelude.name("option", "Option"), prelude.name("vec", "Vec"), prelude.name("string", "String"));
        let into = prelude.name("convert", "Into");
        let (mut declared, mut table, mut unset, mut setters) =
            (String::new(), String::new(), String::new(), String::new());
        for argument in &self.arguments {
            let Argument { ident, ty, place, wire_name, .. } = argument;
            let _ = writeln!(declared, "    {ident}: {option}<{}>,", ty.text(prelude));
            let rules = rules::sent(argument.schema, argument.is_required);
            let arrow = if rules.is_empty() { "" } else { " => " };
            let _ = writeln!(table, "        {ident}: {place} {wire_name:?}{arrow}{rules},");
            let _ = writeln!(unset, "            {ident}: None,");
            setters.push_str(&setter(ident, ty, &argument.docs(catalogue), prelude));
        }
        let mut sent =
            Docs(vec![format!("Sends a `{}` request to `{}`.", operation.method.to_uppercase(), operation.path)]);
        sent.list(answers.all.iter().map(status_line).collect());
        let sent = sent.text("///", 4);
        let (dry_run, send) = (self.send.dry_run(answers, prelude), self.send.source(answers, prelude));
        let body = self.arguments.iter().find(|argument| argument.is_body());
        let info =
            operation_info::source(operation, value, body.and_then(|body| body.media_type()), Send::is_stream(answers));
        let start = start(operation, value, &name);
        format!(
            r#"{info}
{start}
{docs}#[derive({derives})]
#[must_use = "a request does nothing until it is sent"]
pub struct {name}<'a> {{
    client: &'a Client,
{declared}    options: CallOptions,
    allowed: {vec}<{string}>,
}}

::progenitor_client::arguments! {{
    {name} of OPERATION {{
{table}    }}
}}

impl<'a> {name}<'a> {{
{headers}    /// Starts a request, as [`Client::{method}`] does.
    pub fn new(client: &'a Client) -> Self {{
        Self {{
            client,
{unset}            options: CallOptions::new(),
            allowed: {vec}::new(),
        }}
    }}
{setters}
    /// Sends a value that the documentation does not allow, at this path of the request: `body.jobs[].job_id`.
    ///
    /// Paths are those that a refused request names, with or without the numbers of elements.
    pub fn allow_undocumented(mut self, path: impl {into}<{string}>) -> Self {{
        self.allowed.push(path.into());
        self
    }}

    /// What this call does otherwise than the configuration says.
    pub fn with_options(mut self, options: CallOptions) -> Self {{
        self.options = options;
        self
    }}

    /// The request that [`send`](Self::send) would send, authenticated, and not sent.
{dry_run}
{sent}{send}}}
"#
        )
    }
}

impl<'d> Argument<'d> {
    fn parameter(given: &str, ty: RustType, parameter: &'d Value) -> Self {
        let schema = &parameter["schema"];
        let wire_name = parameter["name"].as_str().unwrap_or_default();
        Self {
            ident: names::argument(given.to_owned()),
            ty: ty.hide(schema, is_secret_name(wire_name)),
            place: parameter["in"].as_str().unwrap_or_default(),
            wire_name,
            is_required: parameter["required"] == true,
            schema,
            described: parameter,
        }
    }

    fn body(ty: RustType, body: &'d Value) -> Self {
        let content = object(&body["content"]).next();
        let schema = content.map_or(&Value::Null, |(_, media)| &media["schema"]);
        Self {
            ident: "body".to_owned(),
            ty: ty.hide(schema, false),
            place: match content.map(|(media_type, _)| media_type.as_str()) {
                Some(JSON) | None => "json",
                Some(FORM) => "form",
                Some(_) => "bytes",
            },
            wire_name: "body",
            is_required: body["required"] == true,
            schema,
            described: body,
        }
    }

    /// Whether it is the body.
    pub(crate) fn is_body(&self) -> bool {
        !matches!(self.place, "path" | "query" | "header")
    }

    /// The media type of the body.
    fn media_type(&self) -> Option<&'d str> {
        object(&self.described["content"]).next().map(|(media_type, _)| media_type.as_str())
    }

    fn docs(&self, catalogue: &Catalogue<'_>) -> String {
        let name = prose::code(self.wire_name);
        let otherwise = match self.is_body() {
            true => "The body of the request.",
            false => catalogue.description(self.schema).unwrap_or(&name),
        };
        let note = if (self.place, self.wire_name) == ("path", PROJECT_ID) { LEFT_OUT } else { "" };
        Docs::with_note(self.described, self.schema, otherwise, note).text("///", 4)
    }
}

/// The documented facts of an operation, which both the method and the builder show.
fn facts(value: &Value) -> Vec<String> {
    let mut facts = Vec::new();
    for (label, key) in [("Callable in", "x-callable-in"), ("Done when", "x-done-when")] {
        let states: Vec<String> = array(&value[key]).filter_map(Value::as_str).map(prose::code).collect();
        if !states.is_empty() {
            facts.push(format!("{label}: {}", states.join(", ")));
        }
    }
    if value["x-idempotent"] == true {
        facts.push("Idempotent.".to_owned());
    }
    let clouds: Vec<String> = clouds(value).into_iter().map(|cloud| prose::code(cloud.as_str())).collect();
    if !clouds.is_empty() {
        facts.push(format!("Clouds: {}", clouds.join(", ")));
    }
    if let Some(url) = value["externalDocs"]["url"].as_str() {
        facts.push(format!("Documented: <{url}>"));
    }
    facts
}

/// The method of the client.
fn start(operation: &Operation, value: &Value, builder: &str) -> String {
    let method = names::method(&operation.id);
    let mut docs = Docs::default();
    docs.paragraph(value["summary"].as_str().unwrap_or(&prose::code(&operation.id)));
    docs.paragraph(value["description"].as_str().unwrap_or_default());
    docs.list(facts(value));
    let docs = docs.text("///", 4);
    let deprecated = if value["deprecated"] == true { "    #[deprecated]\n" } else { "" };
    format!(
        "impl Client {{\n{docs}{deprecated}    pub fn {method}(&self) -> {builder}<'_> {{\n        {builder}::new(self)\n    }}\n}}\n"
    )
}
