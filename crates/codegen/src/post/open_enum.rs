//! Enumerations that take values which nobody has documented yet.
//!
//! progenitor's enums are closed: one value that the vendor adds makes a whole response unreadable. Ours, which the
//! runtime's macro writes, keep what they do not know, and send it back as it came.

use proc_macro2::TokenStream;
use serde_json::Value;
use syn::ItemEnum;

use crate::docs::Docs;
use crate::prose;
use crate::rust_type::parse;
use crate::schema::values;

/// The source of an open enum, with the names that progenitor gave to the variants in `declaration`.
pub(crate) fn source(name: &str, schema: &Value, declaration: TokenStream) -> Result<String, String> {
    let values: Vec<&str> = values(schema).filter_map(Value::as_str).collect();
    let item: ItemEnum = parse(declaration)?;
    if item.variants.len() != values.len() {
        return Err(format!(
            "progenitor wrote {} variants of `{name}`, which has {} values",
            item.variants.len(),
            values.len()
        ));
    }
    let docs = Docs::of(schema, schema, &prose::code(name)).text("///", 4);
    let variants: String = (item.variants.iter().zip(values))
        .map(|(variant, value)| format!("        {} = {value:?},\n", variant.ident))
        .collect();
    Ok(format!("::progenitor_client::open_enum! {{\n{docs}    pub enum {name} {{\n{variants}    }}\n}}\n"))
}
