//! What a table is about, told from its columns, its caption, and where it stands.

use contract::ParameterIn;

use crate::blocks::{Row, WIDEST};
use crate::chinese;
use crate::pattern::pattern;
use crate::sections::Section;
use crate::walk::{Answer, Found, Walk};

/// The part a table plays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    /// Parameters that all travel in one place.
    Parameters(ParameterIn),
    /// Parameters of the URI: each is in the path if the path names it, else in the query.
    Uri,
    /// The request body, perhaps with headers among its rows.
    Request,
    /// The body of a response.
    Response,
    /// Headers of a response.
    ResponseHeaders,
    /// The fields of an object that rows of other tables refer to.
    Object,
    /// Status codes.
    Status,
    /// Nothing of the contract; the word says what.
    Aside(&'static str),
}

/// Which column holds what.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Columns {
    pub(crate) name: usize,
    /// The names inside the objects that the column of names gives.
    pub(crate) inner: Option<usize>,
    pub(crate) ty: Option<usize>,
    pub(crate) presence: Option<usize>,
    pub(crate) description: Option<usize>,
    pub(crate) place: Option<usize>,
    pub(crate) default: Option<usize>,
    pub(crate) range: Option<usize>,
}

impl Columns {
    /// Reads the header of a parameter table; `None` for tables of another kind.
    pub(crate) fn of(walk: &Walk<'_>, header: &Row<'_>) -> Option<Self> {
        let mut columns = Self::default();
        let (mut name, mut item) = (None, None);
        for (index, cell) in header.cells.iter().enumerate().take(WIDEST) {
            let text = walk.inline_of(cell).text;
            match chinese::english(text.trim().trim_end_matches(['.', ':'])).to_ascii_lowercase().as_str() {
                "parameter" | "parameters" | "name" | "field" | "attribute" | "header" | "element"
                | "parameter name" | "field name" | "header name" | "key" | "parameter key" => {
                    name.get_or_insert(index);
                }
                "sub-parameter" | "subparameter" | "sub-field" => columns.inner = Some(index),
                "response item" | "request item" => item = Some(index),
                "type" | "parameter type" | "data type" | "param type" | "string" | "value type" | "field type" => {
                    columns.ty.get_or_insert(index);
                }
                "mandatory"
                | "mandatory or not"
                | "mandatory (yes/no)"
                | "required"
                | "mandatory or optional"
                | "is mandatory"
                | "(mandatory) yes/no"
                | "mandatory/optional" => {
                    columns.presence.get_or_insert(index);
                }
                "description"
                | "descriptions"
                | "parameter description"
                | "remarks"
                | "remark"
                | "meaning"
                | "explanation" => {
                    columns.description.get_or_insert(index);
                }
                "in" | "location" | "position" | "parameter location" => columns.place = Some(index),
                "default value" | "default" => columns.default = Some(index),
                "value range" | "range" | "constraint" | "constraints" => columns.range = Some(index),
                _ => {}
            }
        }
        // Where items have a column of their own, that of parameters says how they travel.
        columns.place = columns.place.or(name.filter(|_| item.is_some()));
        // Inner names without outer ones are names.
        columns.name = item.or(name).or_else(|| columns.inner.take())?;
        (columns.ty.is_some() || columns.presence.is_some() || columns.description.is_some()).then_some(columns)
    }

    /// Whether the columns can only be those of parameters.
    fn are_sure(&self) -> bool {
        self.ty.is_some() || self.presence.is_some()
    }
}

/// Names of headers that the vendor's services share: they stand in tables of bodies where headers have no table.
pub(crate) fn is_header_name(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    matches!(lower.as_str(), "content-type" | "content-length" | "accept" | "host" | "authorization" | "date")
        || (lower.starts_with("x-") && !lower.contains('_'))
}

pattern!(
    GENERIC,
    r"^(?:(?:descriptions?|parameters?|params?|requests?|responses?|body|bodies|message|messages|of|the|in|a|an|for|list|information|returned|return|normal|common|element|elements|api|input|output|fields?|content|data|table|attribute|attributes|lists|describes|are|described|as|follows|following|shows|json|interface|structure|successful|returning|sent|result|if|is)[\s:,.()]*)*$"
);

/// Whether a caption names no type or field.
pub(crate) fn is_generic(caption: &str) -> bool {
    GENERIC.is_match(&caption.to_ascii_lowercase())
}

/// The role of a table, as far as it can be told without knowing who refers to it. `bodyless` says that the operation's
/// method has no body as a rule; `referenced` that a row of an earlier table refers to this one.
pub(crate) fn role(
    found: &Found<'_>,
    columns: Option<&Columns>,
    headers: bool,
    bodyless: bool,
    referenced: bool,
) -> Role {
    use ParameterIn::{Header, Path, Query};
    let section = found.spot.section;
    let Some(columns) = columns else { return aside(found) };
    let caption = found.caption.text.to_ascii_lowercase();
    let has = |word: &str| caption.contains(word);
    let answers = section == Section::Response || matches!(found.spot.answer, Answer::Code(..));
    // A table that is named by one word and referred to is the table of that type, whatever the word sounds like.
    let type_name = referenced && !found.caption.text.trim().contains(char::is_whitespace);
    let about_field = type_name || (has("field") || has("structure") || has("object")) && !is_generic(&caption);
    if !about_field {
        match section {
            Section::Uri | Section::Request if has("path param") || has("parameters in the path") => {
                return Role::Parameters(Path);
            }
            Section::Uri | Section::Request if has("query") && has("param") => return Role::Parameters(Query),
            Section::Uri if has("header") => return Role::Parameters(Header),
            Section::Uri | Section::Request if has("uri param") || has("url param") => return Role::Uri,
            Section::Request if has("header") => return Role::Parameters(Header),
            Section::Response if has("header") && !has("body") => return Role::ResponseHeaders,
            Section::Request if is_generic(&caption) && has("body") && has("param") => return Role::Request,
            _ if answers && is_generic(&caption) && has("body") && has("param") => return Role::Response,
            _ => {}
        }
    }
    if referenced {
        return Role::Object;
    }
    match section {
        Section::Uri if is_generic(&caption) || columns.are_sure() => Role::Uri,
        Section::Request if headers => Role::Parameters(Header),
        Section::Request if !is_generic(&caption) => Role::Object,
        Section::Request if bodyless && columns.place.is_none() => Role::Uri,
        Section::Request => Role::Request,
        Section::Response if !is_generic(&caption) => Role::Object,
        Section::Response => Role::Response,
        Section::Other | Section::Function | Section::Constraints if columns.ty.is_some() => Role::Object,
        _ => aside(found),
    }
}

fn aside(found: &Found<'_>) -> Role {
    let first = found.table.header.as_ref().map(|row| row.cells.iter().take(4).flat_map(|cell| &cell.lines));
    let words = first.into_iter().flatten().map(|line| chinese::english(line.text.trim_matches('*')));
    let words: Vec<String> = words.map(|word| word.to_ascii_lowercase()).collect();
    let has = |word: &str| words.iter().any(|header| header.contains(word));
    let status = words.first().is_some_and(|first| {
        first.contains("code") || first.contains("status") || first.contains("return") || first == "normal"
    });
    match found.spot.section {
        _ if has("error code") || has("error_code") => Role::Aside("error codes"),
        Section::Status if status => Role::Status,
        Section::ErrorCodes => Role::Aside("error codes"),
        Section::Status => Role::Aside("status codes"),
        _ if has("permission") || has("action") => Role::Aside("permissions"),
        Section::RequestExample | Section::ResponseExample | Section::Example => Role::Aside("examples"),
        Section::Function | Section::Constraints | Section::Other | Section::Skip => Role::Aside("explanations"),
        Section::Uri | Section::Request | Section::Response => Role::Aside("values and explanations"),
    }
}
