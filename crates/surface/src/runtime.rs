//! What every generated crate has alike: the client, its connection and the error of conversions. It says nothing about
//! any operation, so it only must be as the generator writes it.

use crate::reader::Reader;

/// Reads attributes and documentation of the file itself.
pub(crate) fn inner_attributes(reader: &mut Reader<'_, '_>) -> Option<()> {
    while reader.next_is("#![") || reader.peek().starts_with("//!") {
        if reader.peek().starts_with("//!") {
            reader.docs();
        } else {
            reader.expect(
                "#![allow(clippy::doc_lazy_continuation, clippy::doc_overindented_list_items, \
                 clippy::just_underscores_and_digits, clippy::module_inception, clippy::should_implement_trait, \
                 clippy::type_complexity)]",
            )?;
        }
    }
    Some(())
}

/// Reads what is imported behind `use`. Nothing gets another name by it, so types keep theirs.
pub(crate) fn import(reader: &mut Reader<'_, '_>) -> Option<()> {
    reader.word()?;
    while reader.eat("::") {
        if reader.eat("{") {
            reader.list("}", import)?;
            return Some(());
        }
        reader.word()?;
    }
    reader.eat("as _");
    Some(())
}

/// Reads a definition of the runtime's, if one comes next, behind its attributes and `pub`.
pub(crate) fn definition(reader: &mut Reader<'_, '_>) -> Option<bool> {
    if reader.eat("struct Client {") {
        reader.expect(
            "pub(crate) baseurl: String, pub(crate) client: reqwest::Client, \
             pub(crate) inner: ::progenitor_client::Context }",
        )?;
        return Some(true);
    }
    if reader.eat("const SERVICE: ::progenitor_client::Service = ::progenitor_client::Service::new(") {
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
        return Some(true);
    }
    Some(reader.eat("struct ConversionError(::std::borrow::Cow<'static, str>);"))
}

/// Reads an implementation for the client or the error, if one comes next.
pub(crate) fn implementation(reader: &mut Reader<'_, '_>) -> bool {
    const WHOLE: [&str; 5] = [
        "impl ::progenitor_client::ClientHooks<::progenitor_client::Context> for Client {}",
        "impl ::std::error::Error for ConversionError {}",
        "impl ::std::fmt::Display for ConversionError { fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) \
         -> Result<(), ::std::fmt::Error> { ::std::fmt::Display::fmt(&self.0, f) } }",
        "impl ::std::fmt::Debug for ConversionError { fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) \
         -> Result<(), ::std::fmt::Error> { ::std::fmt::Debug::fmt(&self.0, f) } }",
        "impl From<String> for ConversionError { fn from(value: String) -> Self { Self(value.into()) } }",
    ];
    const STATIC: &str =
        "impl From<&'static str> for ConversionError { fn from(value: &'static str) -> Self { Self(value.into()) } }";
    let start = "impl ClientInfo<::progenitor_client::Context> for Client { fn api_version() -> &'static str {";
    const REST: &str = "} fn baseurl(&self) -> &str { self.baseurl.as_str() } \
         fn client(&self) -> &reqwest::Client { &self.client } \
         fn inner(&self) -> &::progenitor_client::Context { &self.inner } }";
    if reader.next_is(start) {
        return reader.eat(start) && reader.string().is_some() && reader.expect(REST).is_some();
    }
    WHOLE.iter().any(|whole| reader.eat(whole)) || reader.eat(STATIC)
}

/// Reads the function that makes a client.
pub(crate) fn client_new(reader: &mut Reader<'_, '_>) -> Option<()> {
    reader.expect(
        "pub fn new(config: &::progenitor_client::Config) -> Result<Self, ::progenitor_client::ConfigError> { \
         let (baseurl, client, inner) = config.connect(&SERVICE)?; Ok(Self { baseurl, client, inner }) }",
    )
}
