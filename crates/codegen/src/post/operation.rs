//! The request builder of an operation, and the method of the client that starts it.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use serde_json::Value;
use syn::{ImplItem, Item, ItemImpl};

use crate::catalogue::Catalogue;
use crate::docs::Docs;
use crate::names::{ident, type_name};
use crate::print::print;
use crate::prose;
use crate::reach::array;
use crate::source::{Operation, resolve};
use crate::tidy::Tidy;
use crate::tokens::{self, BuilderField, Kind};

/// The documented facts of an operation, which both the method and the builder show.
fn facts(value: &Value) -> Vec<String> {
    let mut facts = Vec::new();
    for (label, key) in [("Callable in", "x-callable-in"), ("Done when", "x-done-when")] {
        let states: Vec<String> = array(&value[key]).filter_map(Value::as_str).map(prose::code).collect();
        if !states.is_empty() {
            facts.push(format!("{label}: {}", states.join(", ")));
        }
    }
    if let Some(url) = value["externalDocs"]["url"].as_str() {
        facts.push(format!("Documented: <{url}>"));
    }
    facts
}

/// The method of the client.
fn method(operation: &Operation, value: &Value, builder: &str) -> String {
    let stem = ident(&operation.id);
    let mut docs = Docs::default();
    docs.paragraph(value["summary"].as_str().unwrap_or(&prose::code(&operation.id)));
    docs.paragraph(value["description"].as_str().unwrap_or_default());
    docs.list(facts(value));
    let docs = docs.text("///", 4);
    let deprecated = if value["deprecated"] == true { "    #[deprecated]\n" } else { "" };
    format!(
        "impl Client {{\n{docs}{deprecated}    pub fn {stem}(&self) -> {builder}<'_> {{\n        {builder}::new(self)\n    }}\n}}\n"
    )
}

/// What progenitor's request builder consists of.
pub(crate) struct Request {
    fields: Vec<BuilderField>,
    /// Whether it can be cloned: a body that is a stream cannot.
    is_clone: bool,
    /// `pub async fn send …`
    send: TokenStream,
}

impl Request {
    /// Reads a request builder from its declaration and its methods.
    pub(crate) fn read(parts: Vec<tokens::Item>, tidy: &Tidy) -> Result<Self, String> {
        let (mut declaration, mut new, mut send) = (TokenStream::new(), TokenStream::new(), TokenStream::new());
        for part in parts {
            match part.kind {
                Kind::Struct(_) => declaration = tidy.tidy(part.tokens),
                Kind::Inherent => {
                    let mut methods = tokens::items(tokens::body(part.tokens)).into_iter();
                    new = methods.next().map(|new| tidy.tidy(new.tokens)).unwrap_or_default();
                    send = methods.last().map(|send| tidy.tidy(send.tokens)).unwrap_or_default();
                }
                _ => {}
            }
        }
        let is_clone = tokens::text(declaration.clone()).contains("Clone");
        Ok(Self { fields: tokens::builder_fields(declaration, new)?, is_clone, send })
    }

    /// The whole source: the method of the client, the builder, its setters, and `send`.
    pub(crate) fn source(self, operation: &Operation, catalogue: &Catalogue<'_>) -> Result<String, String> {
        let document = catalogue.document;
        let path_item = &document["paths"][&operation.path];
        let value = &path_item[&operation.method];
        let (name, stem) = (type_name(&operation.id), ident(&operation.id));
        let parameters: Vec<&Value> = array(&value["parameters"])
            .chain(array(&path_item["parameters"]))
            .map(|parameter| resolve(document, parameter, "parameters"))
            .collect();
        let mut docs = Docs(vec![format!("A request of [`Client::{stem}`].")]);
        docs.list(facts(value));
        let docs = docs.text("///", 0);
        let derives = if self.is_clone { "Clone, Debug" } else { "Debug" };
        let declared: String =
            self.fields.iter().map(|field| format!("    {}: Result<{}, String>,\n", field.name, field.ty)).collect();
        let unset: String =
            self.fields.iter().map(|field| format!("            {}: {},\n", field.name, field.unset)).collect();
        let setters: String = (self.fields.iter())
            .map(|field| {
                let is_it =
                    |parameter: &&&Value| parameter["name"].as_str().is_some_and(|name| ident(name) == field.name);
                let parameter = parameters.iter().find(is_it);
                let docs = match parameter {
                    Some(parameter) => {
                        let name = prose::code(parameter["name"].as_str().unwrap_or_default());
                        let otherwise = catalogue.description(&parameter["schema"]).unwrap_or(&name);
                        Docs::of(parameter, &parameter["schema"], otherwise)
                    }
                    None => {
                        let body = resolve(document, &value["requestBody"], "requestBodies");
                        Docs::of(body, &Value::Null, "The body of the request.")
                    }
                };
                setter(&field.name, &field.ty, &docs.text("///", 4))
            })
            .collect();
        let send = print_send(&name, self.send, &sent(operation, value, document))?;
        let method = method(operation, value, &name);
        Ok(format!(
            r#"{method}
{docs}#[derive({derives})]
pub struct {name}<'a> {{
    client: &'a Client,
{declared}}}

impl<'a> {name}<'a> {{
    /// Starts a request, as [`Client::{stem}`] does.
    pub fn new(client: &'a Client) -> Self {{
        Self {{
            client,
{unset}        }}
    }}
{setters}
{send}"#
        ))
    }
}

/// A method that sets a field. Conversions say why they fail, where progenitor's only say that they do.
fn setter(field: &str, ty: &str, docs: &str) -> String {
    let (target, conversion) = match (ty.strip_prefix("types::builder::"), ty.strip_prefix("Option<")) {
        // What is set is kept as a builder, so that `body_map` can go on with it.
        (Some(built), _) => (format!("types::{built}"), ".map(From::from)"),
        (None, Some(optional)) => (optional.strip_suffix('>').unwrap_or(optional).to_owned(), ".map(Some)"),
        (None, None) => (ty.to_owned(), ""),
    };
    let mut out = format!(
        r#"
{docs}    pub fn {field}<V>(mut self, value: V) -> Self
    where
        V: TryInto<{target}, Error: ::std::fmt::Display>,
    {{
        self.{field} = value.try_into(){conversion}.map_err(|e| format!("`{field}` is not valid: {{e}}"));
        self
    }}
"#
    );
    if conversion == ".map(From::from)" {
        out.push_str(&format!(
            r#"
    /// Changes the {field} that is set so far.
    pub fn {field}_map<F>(mut self, f: F) -> Self
    where
        F: FnOnce({ty}) -> {ty},
    {{
        self.{field} = self.{field}.map(f);
        self
    }}
"#
        ));
    }
    out
}

/// `send` as the last method of an implementation that is open.
fn print_send(name: &str, send: TokenStream, docs: &Docs) -> Result<String, String> {
    let name = format_ident!("{name}");
    let mut item: ItemImpl = syn::parse2(quote!(impl<'a> #name<'a> { #send }))
        .map_err(|error| format!("progenitor wrote a `send` that is no Rust: {error}"))?;
    if let Some(ImplItem::Fn(send)) = item.items.first_mut() {
        send.attrs.extend(docs.attributes());
    }
    let text = print(vec![Item::Impl(item)]);
    Ok(text.split_once('\n').map_or_else(String::new, |(_, send)| one_line_url(send)))
}

/// Puts the arguments of the macro that makes the URL on one line. prettyplease leaves macros as they fall.
fn one_line_url(send: &str) -> String {
    const START: &str = "let url = format!(";
    let Some((before, rest)) = send.split_once(START) else { return send.to_owned() };
    let end = if rest.starts_with('\n') { "\n        );\n" } else { ");\n" };
    let Some((arguments, after)) = rest.split_once(end) else { return send.to_owned() };
    let arguments = arguments.split_whitespace().collect::<Vec<_>>().join(" ");
    let arguments = arguments.replace("(& ", "(&").replace(" .to_string()", ".to_string()");
    format!("{before}{START}{});\n{after}", arguments.trim_end_matches(','))
}

/// The request line, and what each status means.
fn sent(operation: &Operation, value: &Value, document: &Value) -> Docs {
    let mut docs =
        Docs(vec![format!("Sends a `{}` request to `{}`.", operation.method.to_uppercase(), operation.path)]);
    let statuses = value["responses"].as_object().into_iter().flatten().map(|(status, response)| {
        let description = resolve(document, response, "responses")["description"].as_str().unwrap_or_default();
        format!("`{status}`: {}", prose::lines(&description.replace('\n', " ")).join(" "))
    });
    docs.list(statuses.collect());
    docs
}
