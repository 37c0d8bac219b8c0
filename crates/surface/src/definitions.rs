//! The definitions of types: structs, newtypes and enums.

use std::borrow::Cow;

use contract::{Place, Problem};

use crate::attributes::{Attributes, Derived, Serde};
use crate::bullets::Bullets;
use crate::reader::Reader;
use crate::rust_type::{RustType, Shape};

/// The definition of a type of the `types` module.
#[derive(Debug)]
pub(crate) struct Definition<'t> {
    pub(crate) name: &'t str,
    /// Where its name is.
    pub(crate) at: Place,
    pub(crate) bullets: Bullets,
    pub(crate) body: Body<'t>,
}

/// What a type consists of.
#[derive(Debug)]
pub(crate) enum Body<'t> {
    /// Fields, and whether what stands under other keys is kept.
    Struct { fields: Vec<Field<'t>>, has_extra: bool },
    /// Another type under its own name; private where not every value of that type will do.
    Newtype { inner: RustType<'t>, private: bool },
    /// One of several words, each a variant; open where any other word is kept as it came.
    Enum { variants: Vec<&'t str>, open: bool },
}

/// A field of a struct.
#[derive(Debug)]
pub(crate) struct Field<'t> {
    pub(crate) ident: &'t str,
    /// The key on the wire.
    pub(crate) key: Cow<'t, str>,
    /// Where its key is.
    pub(crate) at: Place,
    pub(crate) bullets: Bullets,
    pub(crate) ty: RustType<'t>,
    pub(crate) absent: Absent,
    /// The attribute that says so, or the type.
    pub(crate) absent_at: Place,
}

/// What it means that the key of a field is not there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Absent {
    /// An error.
    Refused,
    /// That there is no value.
    Empty,
}

impl<'t> Definition<'t> {
    /// Reads a struct, whose attributes are read already, from its name on.
    pub(crate) fn read_struct(
        reader: &mut Reader<'_, 't>,
        mut attributes: Attributes<'t>,
        problems: &mut Vec<Problem>,
    ) -> Option<Self> {
        let name = reader.word()?;
        let body = if reader.eat("(") {
            let private = !reader.eat("pub");
            let inner = RustType::read(reader)?;
            reader.expect(");")?;
            if attributes.take("transparent").is_none() {
                problems.push(reader.problem_at(name.at, "the attribute #[serde(transparent)] before the newtype"));
            }
            problems.extend(attributes.lacks_serde(reader, if private { Derived::Serialize } else { Derived::Both }));
            Body::Newtype { inner, private }
        } else {
            reader.expect("{")?;
            problems.extend(attributes.lacks_serde(reader, Derived::Both));
            if let Some(deny) = attributes.take("deny_unknown_fields") {
                let message = format!("`{}` refuses fields that it does not know", name.text);
                let problem = Problem::error("closed-object", reader.place(deny.key_at), message);
                problems.push(problem.help("servers add fields: run `cargo xtask generate`"));
            }
            fields(reader, problems)?
        };
        problems.extend(attributes.rest(reader));
        let bullets = Bullets::read(&attributes.docs, reader, problems);
        Some(Self { name: name.text, at: reader.place(name.at), bullets, body })
    }

    /// Reads an enum, whose attributes are read already, from its name on.
    pub(crate) fn read_enum(
        reader: &mut Reader<'_, 't>,
        attributes: Attributes<'t>,
        problems: &mut Vec<Problem>,
    ) -> Option<Self> {
        let name = reader.word()?;
        problems.extend(attributes.lacks_serde(reader, Derived::Neither));
        problems.extend(attributes.rest(reader));
        reader.expect("{")?;
        let mut open = false;
        let mut variants = Vec::new();
        reader.list("}", |reader| {
            let attributes = Attributes::read(reader)?;
            problems.extend(attributes.rest(reader));
            let ident = reader.word()?;
            if open {
                return reader.fail_at(ident.at, "no variant behind the one that keeps what is not documented");
            }
            open = ident.text == OPEN_VARIANT;
            if open {
                return reader.expect("(String)");
            }
            variants.push(ident.text);
            Some(())
        })?;
        let bullets = Bullets::read(&attributes.docs, reader, problems);
        Some(Self { name: name.text, at: reader.place(name.at), bullets, body: Body::Enum { variants, open } })
    }
}

/// The variant that keeps what no other variant is for.
pub(crate) const OPEN_VARIANT: &str = "Unrecognized";

/// What a `serde` option is set to.
fn text<'t>(reader: &mut Reader<'_, 't>, option: Serde<'t>) -> Option<Cow<'t, str>> {
    option.value.or_else(|| reader.fail_at(option.at, "a string that this is set to"))
}

fn fields<'t>(reader: &mut Reader<'_, 't>, problems: &mut Vec<Problem>) -> Option<Body<'t>> {
    let mut has_extra = false;
    let mut fields = Vec::new();
    let all = reader.list("}", |reader| {
        let mut attributes = Attributes::read(reader)?;
        reader.expect("pub")?;
        let ident = reader.word()?;
        reader.expect(":")?;
        let ty = RustType::read(reader)?;
        if attributes.take("flatten").is_some() {
            problems.extend(attributes.rest(reader));
            if !matches!(ty.shape, Shape::Map(_) | Shape::Object) {
                problems.push(reader.problem_at(ident.at, "a map to flatten"));
            }
            has_extra = true;
            return Some(());
        }
        let (key, key_at) = match attributes.take("rename") {
            Some(rename) => {
                let at = rename.at;
                (text(reader, rename)?, at)
            }
            None => (ident.text.strip_prefix("r#").unwrap_or(ident.text).into(), ident.at),
        };
        let (absent, absent_at) = absent(reader, &mut attributes, &ty, ident.at, problems);
        problems.extend(attributes.rest(reader));
        let bullets = Bullets::read(&attributes.docs, reader, problems);
        fields.push(Field { ident: ident.text, key, at: reader.place(key_at), bullets, ty, absent, absent_at });
        Some(())
    });
    all?;
    Some(Body::Struct { fields, has_extra })
}

/// What the serde options of a field say about the absence of its key. They must fit the type and one another: a value
/// that is not there is neither read as an error nor sent as `null`.
fn absent(
    reader: &Reader<'_, '_>,
    attributes: &mut Attributes<'_>,
    ty: &RustType<'_>,
    ident: usize,
    problems: &mut Vec<Problem>,
) -> (Absent, Place) {
    let default = attributes.take("default");
    let skip = attributes.take("skip_serializing_if");
    let with = attributes.take("deserialize_with");
    let empty = match &ty.shape {
        Shape::Option(_) => Some("Option::is_none"),
        Shape::List(_) => Some("Vec::is_empty"),
        Shape::Object => Some("::serde_json::Map::is_empty"),
        Shape::Map(_) => Some("::std::collections::BTreeMap::is_empty"),
        _ => None,
    };
    let optional = matches!(ty.shape, Shape::Option(_));
    if let Some(skip) = &skip {
        // typify prints the path of a map with spaces.
        let skips = skip.value.as_deref().unwrap_or_default().replace(' ', "");
        if empty != Some(short(&skips)) {
            problems.push(reader.problem_at(skip.at, empty.unwrap_or("no such option of serde here")));
        }
    }
    let skip_at = skip.as_ref().map(|skip| reader.place(skip.at));
    let null_only = with.as_ref().is_some_and(|with| with.value.as_deref().map(short) == Some("Option::deserialize"));
    let (absent, at) = match (optional, default, skip, with) {
        (false, None, None, None) => (Absent::Refused, None),
        (true, None, None, Some(with)) if null_only => (Absent::Refused, Some(with.at)),
        (true, None, Some(skip), None) => (Absent::Empty, Some(skip.at)),
        (false, Some(default), Some(_), None) if default.value.is_none() => (Absent::Empty, Some(default.at)),
        (optional, default, skip, with) => {
            let expected = match empty {
                None => "no default and nothing skipped for a field of this type",
                Some(_) if optional => "an Option that is skipped if it is none, or deserialized even if it is null",
                Some(_) => "a default and what is skipped, or neither, for a field of this type",
            };
            let at = [default, skip, with].into_iter().flatten().map(|option| option.key_at).next();
            // A problem of the option that does not fit is enough.
            if problems.last().is_none_or(|problem| Some(&problem.at) != skip_at.as_ref()) {
                problems.push(reader.problem_at(at.unwrap_or(ident), expected));
            }
            (if optional { Absent::Empty } else { Absent::Refused }, None)
        }
    };
    (absent, at.map_or(ty.at.clone(), |at| reader.place(at)))
}

/// A path without what the prelude makes unnecessary.
fn short(path: &str) -> &str {
    ["::std::option::", "::std::vec::"].iter().find_map(|module| path.strip_prefix(module)).unwrap_or(path)
}
