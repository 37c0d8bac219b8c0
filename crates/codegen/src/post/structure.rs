//! Types as progenitor declares them: they get their documentation and the order of the document.

use std::collections::HashMap;

use syn::punctuated::Punctuated;
use syn::{Attribute, Field, Fields, Item, LitStr, Token};

use crate::catalogue::{Catalogue, Named};
use crate::docs::Docs;
use crate::prose;

/// Finishes the items of one type, and tells the Rust names of its fields in their order.
pub(crate) fn finish<'d>(items: &mut [Item], name: &str, named: &Named<'d>, catalogue: &Catalogue<'d>) -> Vec<String> {
    let mut fields = Vec::new();
    for item in items {
        let docs = || Docs::of(named.schema, named.schema, &prose::code(name));
        match item {
            Item::Struct(item) => {
                prepend(&mut item.attrs, &docs());
                if let Fields::Named(named_fields) = &mut item.fields {
                    fields = finish_fields(&mut named_fields.named, named, catalogue);
                }
            }
            Item::Enum(item) => prepend(&mut item.attrs, &docs()),
            _ => {}
        }
    }
    fields
}

fn finish_fields<'d>(
    fields: &mut Punctuated<Field, Token![,]>,
    named: &Named<'d>,
    catalogue: &Catalogue<'d>,
) -> Vec<String> {
    let properties = catalogue.properties(named.schema);
    let by_name: HashMap<&str, (usize, _)> =
        properties.iter().enumerate().map(|(index, (name, property))| (*name, (index, *property))).collect();
    // A field that is no property, such as the one for all further keys, comes last.
    let mut placed: Vec<(usize, Field)> = std::mem::take(fields)
        .into_iter()
        .map(|mut field| {
            let wire_name = renamed(&field).or_else(|| Some(field.ident.as_ref()?.to_string())).unwrap_or_default();
            match by_name.get(wire_name.as_str()) {
                Some((index, property)) => {
                    let name = prose::code(&wire_name);
                    let otherwise = catalogue.description(property).unwrap_or(&name);
                    prepend(&mut field.attrs, &Docs::of(property, property, otherwise));
                    (*index, field)
                }
                None => {
                    prepend(&mut field.attrs, &Docs(vec!["What the document does not name.".to_owned()]));
                    (usize::MAX, field)
                }
            }
        })
        .collect();
    placed.sort_by_key(|(index, _)| *index);
    *fields = placed.into_iter().map(|(_, field)| field).collect();
    fields.iter().filter_map(|field| Some(field.ident.as_ref()?.to_string())).collect()
}

/// Puts documentation before the other attributes.
pub(crate) fn prepend(attributes: &mut Vec<Attribute>, docs: &Docs) {
    attributes.splice(0..0, docs.attributes());
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
