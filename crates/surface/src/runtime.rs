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
        "#" if reader.eat("#[derive(Clone, Debug)] pub struct Client {") => {
            reader.expect("context: ::progenitor_client::Context }")?;
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
            reader.list("}", |reader| reader.word())?;
            return Some(());
        }
        reader.word()?;
    }
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
    reader.expect(")")?;
    if reader.eat(".with_regions(&[") {
        reader.list("]", |reader| {
            reader.expect("(::progenitor_client::Cloud::")?;
            reader.word()?;
            reader.expect(", &[")?;
            reader.list("]", |reader| reader.string().map(drop))?;
            reader.expect(")")
        })?;
        reader.expect(")")?;
    }
    if reader.eat(".with_exceptions(&[") {
        reader.list("]", |reader| {
            reader.expect("(::progenitor_client::Cloud::")?;
            reader.word()?;
            reader.expect(",")?;
            reader.string()?;
            reader.expect(",")?;
            reader.string()?;
            reader.expect(")")
        })?;
        reader.expect(")")?;
    }
    reader.expect(";")?;
    Some(true)
}

/// Reads the implementation of the client that is about no operation, if it comes next.
fn implementation(reader: &mut Reader<'_, '_>) -> Option<bool> {
    let start = reader.at();
    if reader.eat("impl Client {") {
        reader.docs();
        if reader.eat("pub fn new(config:") {
            reader.expect("&::progenitor_client::Config) -> Self { Self { context: config.connect(&SERVICE) } }")?;
            reader.docs();
            reader.expect("pub fn context(&self) -> &::progenitor_client::Context { &self.context } }")?;
            return Some(true);
        }
        reader.go(start);
    }
    Some(false)
}
