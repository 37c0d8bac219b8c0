//! Records: objects of documented fields.

use std::collections::HashMap;
use std::fmt::Write as _;

use contract::is_secret_name;
use proc_macro2::TokenStream;
use serde_json::Value;
use syn::{Field, Fields, ItemStruct, LitStr};

use crate::catalogue::{Catalogue, Named};
use crate::docs::Docs;
use crate::names;
use crate::post::setter::setter;
use crate::prelude::Prelude;
use crate::prose;
use crate::rules;
use crate::rust_type::{RustType, parse};
use crate::schema::{array, object};

/// A record of which progenitor has said how its fields are called and typed.
pub(crate) struct Record<'d> {
    pub(crate) fields: Vec<RecordField<'d>>,
}

/// A field of a record.
pub(crate) struct RecordField<'d> {
    pub(crate) ident: String,
    pub(crate) wire_name: &'d str,
    pub(crate) ty: RustType,
    property: &'d Value,
    is_required: bool,
}

impl<'d> Record<'d> {
    /// Reads progenitor's declaration of a schema's type. The fields get the order of the document.
    pub(crate) fn read(
        declaration: TokenStream,
        name: &str,
        schema: &'d Value,
        catalogue: &Catalogue<'d>,
    ) -> Result<Self, String> {
        let mut declared = declared_fields(declaration)?;
        let fields = object(&schema["properties"])
            .map(|(wire_name, property)| {
                let (ident, ty) =
                    declared.remove(wire_name).ok_or_else(|| format!("progenitor wrote no field for `{wire_name}`"))?;
                Ok(RecordField {
                    ident: names::field(ident),
                    wire_name,
                    ty: ty.unboxed(|inner| catalogue.is_part(name, inner)).hide(property, is_secret_name(wire_name)),
                    property,
                    is_required: array(&schema["required"]).any(|required| required == wire_name),
                })
            })
            .collect::<Result<_, String>>()?;
        Ok(Self { fields })
    }

    /// Its source: the struct, its table, and setters where callers have to build it.
    pub(crate) fn source(&self, name: &str, named: &Named<'d>, catalogue: &Catalogue<'d>, prelude: &Prelude) -> String {
        let docs = Docs::of(named.schema, named.schema, &prose::code(name)).text("///", 0);
        let option = prelude.name("option", "Option");
        let (mut declared, mut table, mut setters) = (String::new(), String::new(), String::new());
        for field in &self.fields {
            let (ident, ty) = (&field.ident, field.ty.text(prelude));
            let docs = field.docs(catalogue);
            let _ = writeln!(declared, "{docs}    pub {ident}: {option}<{ty}>,");
            let rules = if named.is_sent {
                rules::sent(field.property, field.is_required)
            } else {
                rules::received(field.is_required)
            };
            let arrow = if rules.is_empty() { "" } else { " => " };
            let _ = writeln!(table, "        {ident}: {:?}{arrow}{rules},", field.wire_name);
            if named.is_sent {
                setters.push_str(&setter(ident, &field.ty, &docs, prelude));
            }
        }
        let kind = if named.is_sent { "sent_record" } else { "record" };
        let mut out = format!(
            "{docs}#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct {name} {{
{declared}    /// Members of the JSON object that are not documented.
    pub extra: ::progenitor_client::Extra,
}}

::progenitor_client::{kind}! {{
    {name} {{
{table}    }}
}}
"
        );
        if named.is_sent {
            let _ = write!(
                out,
                "
impl {name} {{
    /// One with nothing set.
    pub fn new() -> Self {{
        Self::default()
    }}
{setters}}}
"
            );
        }
        out
    }
}

impl RecordField<'_> {
    fn docs(&self, catalogue: &Catalogue<'_>) -> String {
        let name = prose::code(self.wire_name);
        let otherwise = catalogue.description(self.property).unwrap_or(&name);
        Docs::of(self.property, self.property, otherwise).text("///", 4)
    }
}

/// The fields of a struct of progenitor's, by their names on the wire.
pub(crate) fn declared_fields(declaration: TokenStream) -> Result<HashMap<String, (String, RustType)>, String> {
    let item: ItemStruct = parse(declaration)?;
    let Fields::Named(fields) = item.fields else {
        return Err(format!("progenitor wrote `{}` without fields", item.ident));
    };
    let named = fields.named.iter().filter_map(|field| {
        let ident = field.ident.as_ref()?.to_string();
        let wire_name = renamed(field).unwrap_or_else(|| ident.clone());
        Some((wire_name, (ident, RustType::read(&field.ty))))
    });
    Ok(named.collect())
}

/// The name of a field on the wire, where it is not the Rust name.
fn renamed(field: &Field) -> Option<String> {
    let mut name = None;
    for attribute in field.attrs.iter().filter(|attribute| attribute.path().is_ident("serde")) {
        // Arguments that do not parse to the end are none that rename.
        let _ = attribute.parse_nested_meta(|meta| {
            let value = meta.value().and_then(|value| value.parse::<LitStr>());
            if meta.path.is_ident("rename") {
                name = value.ok().map(|value| value.value());
            }
            Ok(())
        });
    }
    name
}
