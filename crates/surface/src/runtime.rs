//! What every generated crate has alike: modules and imports, the client and its connection. It says nothing about any
//! operation, so it only must be as the generator writes it.

use crate::reader::Reader;

/// Reads attributes and documentation of the file itself.
pub(crate) fn inner_attributes(reader: &mut Reader<'_, '_>) -> Option<()> {
    while reader.next_is("#![") || reader.peek().starts_with("//!") {
        if reader.peek().starts_with("//!") {
            reader.docs();
        } else {
            // What the linter is told is nothing on the wire.
            reader.expect("#![allow(")?;
            reader.list(")", |reader| {
                reader.expect("clippy::")?;
                reader.word()
            })?;
            reader.expect("]")?;
        }
    }
    Some(())
}

/// Reads an item of those, if one comes next behind its documentation, and says so.
pub(crate) fn item(reader: &mut Reader<'_, '_>) -> Option<bool> {
    match reader.peek() {
        "impl" => implementation(reader),
        "#" if reader.eat("#[derive(Clone)] pub struct Client {") => {
            reader.expect(
                "pub(crate) baseurl: String, pub(crate) client: reqwest::Client, \
                 pub(crate) inner: ::progenitor_client::Context }",
            )?;
            Some(true)
        }
        "pub" if reader.eat("pub const SERVICE: ::progenitor_client::Service =") => service(reader),
        "pub" if !(reader.next_is("pub mod") || reader.next_is("pub use")) => Some(false),
        "pub" | "mod" | "use" => {
            reader.eat("pub");
            module_or_import(reader)?;
            Some(true)
        }
        _ => Some(false),
    }
}

/// Reads a module, which only imports, or lies in another file; or an import.
fn module_or_import(reader: &mut Reader<'_, '_>) -> Option<()> {
    if reader.eat("use") {
        import(reader)?;
        return reader.expect(";");
    }
    reader.expect("mod")?;
    reader.word()?;
    if reader.eat(";") {
        return Some(());
    }
    reader.expect("{")?;
    while !reader.eat("}") {
        reader.expect("pub use")?;
        import(reader)?;
        reader.expect(";")?;
    }
    Some(())
}

/// Reads what is imported behind `use`. Nothing gets another name by it, so types keep theirs.
fn import(reader: &mut Reader<'_, '_>) -> Option<()> {
    reader.word()?;
    while reader.eat("::") {
        if reader.eat("{") {
            reader.list("}", |reader| {
                reader.word()?;
                reader.eat("as _");
                Some(())
            })?;
            return Some(());
        }
        reader.word()?;
    }
    reader.eat("as _");
    Some(())
}

fn service(reader: &mut Reader<'_, '_>) -> Option<bool> {
    reader.expect("::progenitor_client::Service::new(")?;
    reader.string()?;
    reader.expect(", concat!(env!(\"CARGO_PKG_NAME\"), \"/\", env!(\"CARGO_PKG_VERSION\")), &[")?;
    reader.list("]", |reader| {
        reader.expect("(::progenitor_client::Cloud::")?;
        reader.word()?;
        reader.expect(",")?;
        reader.string()?;
        reader.expect(")")
    })?;
    reader.expect(");")?;
    Some(true)
}

/// Reads an implementation for the client that is about no operation, if one comes next.
fn implementation(reader: &mut Reader<'_, '_>) -> Option<bool> {
    let start = reader.at();
    if reader.eat("impl Client {") {
        reader.docs();
        if reader.eat("pub fn new(config:") {
            reader.expect(
                "&::progenitor_client::Config) -> Result<Self, ::progenitor_client::ConfigError> { \
                 let (baseurl, client, inner) = config.connect(&SERVICE)?; Ok(Self { baseurl, client, inner }) } }",
            )?;
            return Some(true);
        }
        reader.go(start);
        return Some(false);
    }
    if reader.eat("impl ClientInfo<::progenitor_client::Context> for Client {") {
        reader.expect("fn api_version() -> &'static str {")?;
        reader.string()?;
        reader.expect(
            "} fn baseurl(&self) -> &str { self.baseurl.as_str() } \
             fn client(&self) -> &reqwest::Client { &self.client } \
             fn inner(&self) -> &::progenitor_client::Context { &self.inner } }",
        )?;
        return Some(true);
    }
    if reader.eat("impl ::std::fmt::Debug for Client {") {
        reader.expect(
            "fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result { \
             f.debug_struct(\"Client\").field(\"baseurl\", &self.baseurl).finish_non_exhaustive() } }",
        )?;
        return Some(true);
    }
    Some(reader.eat("impl ::progenitor_client::ClientHooks<::progenitor_client::Context> for Client {}"))
}
