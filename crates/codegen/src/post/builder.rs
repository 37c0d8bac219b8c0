//! The builders of request types.

use proc_macro2::TokenStream;

use crate::tidy::Tidy;
use crate::tokens::{self, BuilderField, Kind};

/// What typify's builder of a type consists of.
pub(crate) struct Builder(Vec<BuilderField>);

impl Builder {
    /// Reads a builder from its declaration and its `Default`.
    pub(crate) fn read(parts: Vec<tokens::Item>, tidy: &Tidy) -> Result<Self, String> {
        let (mut declaration, mut new) = (TokenStream::new(), TokenStream::new());
        for part in parts {
            match part.kind {
                Kind::Struct(_) => declaration = tidy.tidy(part.tokens),
                Kind::Trait(name) if name == "Default" => new = tidy.tidy(part.tokens),
                _ => {}
            }
        }
        tokens::builder_fields(declaration, new).map(Self)
    }

    /// Its source, with the fields in a given order. `is_body`: an operation takes the type as its body.
    pub(crate) fn source(mut self, name: &str, order: &[String], is_body: bool, tidy: &Tidy) -> String {
        self.0.sort_by_key(|field| order.iter().position(|known| *known == field.name));
        let result = tidy.name("result", "Result");
        let string = tidy.name("string", "String");
        let default = tidy.name("default", "Default");
        let from = tidy.name("convert", "From");
        let try_from = tidy.name("convert", "TryFrom");
        let try_into = tidy.name("convert", "TryInto");
        let each = |line: &dyn Fn(&str, &str, &str) -> String| -> String {
            self.0.iter().map(|field| line(&field.name, &field.ty, &field.unset)).collect()
        };
        let declared = each(&|field, ty, _| format!("        {field}: {result}<{ty}, {string}>,\n"));
        let unset = each(&|field, _, value| format!("                {field}: {value},\n"));
        let setters = each(&|field, ty, _| {
            format!(
                r#"
        /// Sets [`{field}`](super::{name}::{field}).
        pub fn {field}<T>(mut self, value: T) -> Self
        where
            T: {try_into}<{ty}, Error: ::std::fmt::Display>,
        {{
            self.{field} = value.try_into().map_err(|e| format!("`{field}` is not valid: {{e}}"));
            self
        }}
"#
            )
        });
        let setters = setters.trim_start_matches('\n');
        let built = each(&|field, _, _| format!("                {field}: value.{field}?,\n"));
        let mut out = format!(
            r#"    /// Builds a [`{name}`](super::{name}).
    #[derive(Clone, Debug)]
    pub struct {name} {{
{declared}    }}

    impl {default} for {name} {{
        fn default() -> Self {{
            Self {{
{unset}            }}
        }}
    }}

    impl {name} {{
{setters}    }}

    impl {try_from}<{name}> for super::{name} {{
        type Error = super::error::ConversionError;

        fn try_from(value: {name}) -> {result}<Self, super::error::ConversionError> {{
            Ok(Self {{
{built}            }})
        }}
    }}
"#
        );
        // Back from the type to its builder: `body` takes a finished value that way, and nobody else does.
        if is_body {
            let taken = each(&|field, _, _| format!("                {field}: Ok(value.{field}),\n"));
            out.push_str(&format!(
                r#"
    impl {from}<super::{name}> for {name} {{
        fn from(value: super::{name}) -> Self {{
            Self {{
{taken}            }}
        }}
    }}
"#
            ));
        }
        out
    }
}

/// How a caller gets to the builder of a type.
pub(crate) fn start(name: &str, tidy: &Tidy) -> String {
    let default = tidy.name("default", "Default");
    format!(
        "impl {name} {{
    /// Starts one with nothing set.
    pub fn builder() -> builder::{name} {{
        {default}::default()
    }}
}}
"
    )
}
