//! What an operation's `send` puts into the request: URL, headers, body and query.

use std::borrow::Cow;
use std::fmt::Write as _;

use contract::Problem;

use crate::operation::Argument;
use crate::reader::{Hole, Reader};

/// The request that `send` builds.
#[derive(Debug)]
pub(crate) struct Request<'t> {
    /// The lower-case name of the method.
    pub(crate) method: Hole<'t>,
    /// The path with `{}` for each argument, and its token.
    pub(crate) path: Cow<'t, str>,
    pub(crate) path_at: usize,
    /// The variables in the path, in order.
    pub(crate) path_arguments: Vec<Hole<'t>>,
    pub(crate) headers: Vec<Header<'t>>,
    pub(crate) query: Vec<Named<'t>>,
    pub(crate) body: Option<Sent<'t>>,
    /// Whether it says that it wants JSON back.
    pub(crate) accepts_json: bool,
}

/// A variable and the name under which it is sent.
#[derive(Debug)]
pub(crate) struct Named<'t> {
    pub(crate) name: Cow<'t, str>,
    /// The token of the name.
    pub(crate) at: usize,
    pub(crate) variable: Hole<'t>,
}

/// A header.
#[derive(Debug)]
pub(crate) struct Header<'t> {
    pub(crate) named: Named<'t>,
    /// Whether it is left out when the variable is `None`.
    pub(crate) optional: bool,
    /// Whether no log may show it.
    pub(crate) sensitive: bool,
}

/// A body.
#[derive(Debug)]
pub(crate) struct Sent<'t> {
    pub(crate) media_type: Cow<'t, str>,
    /// The token that says so.
    pub(crate) at: usize,
}

/// What `send` calls its own variables: the name with underscores before it until no parameter has it.
pub(crate) fn unique(name: &str, parameters: &[&str]) -> String {
    let mut name = name.to_owned();
    while parameters.contains(&name.as_str()) {
        name.insert(0, '_');
    }
    name
}

impl<'t> Request<'t> {
    /// Reads from the statement that makes the URL to the one that builds the request.
    pub(crate) fn read(
        reader: &mut Reader<'_, 't>,
        client: &str,
        parameters: &[&str],
        problems: &mut Vec<Problem>,
    ) -> Option<Self> {
        let url = unique("url", parameters);
        let request = unique("request", parameters);

        reader.expect(&format!("let {url} = format!("))?;
        let (path, path_at) = reader.string()?;
        let Some(path) = cut(&path, "{}") else {
            return reader.fail_at(path_at, "a string that begins with `{}`");
        };
        reader.expect(&format!(", {client}.baseurl"))?;
        let mut path_arguments = Vec::new();
        while reader.eat(", encode_path(&") {
            path_arguments.push(reader.word()?);
            reader.expect(".to_string())")?;
        }
        reader.expect(");")?;

        reader.expect("let mut header_map = ::reqwest::header::HeaderMap::with_capacity(")?;
        let (capacity, capacity_at) = reader.number()?;
        reader.expect(");")?;
        reader.expect("header_map.append(::reqwest::header::HeaderName::from_static(\"api-version\"),")?;
        reader.expect("::reqwest::header::HeaderValue::from_static(Client::api_version()));")?;
        let mut headers = Vec::new();
        while let Some(header) = Header::read(reader)? {
            headers.push(header);
        }
        if capacity != headers.len() as u64 + 1 {
            problems.push(reader.problem_at(capacity_at, "the number of headers and one more"));
        }

        reader.expect(&format!("#[allow(unused_mut)] let mut {request} = {client}.client."))?;
        let method = reader.word()?;
        reader.expect(&format!("({url})"))?;
        let accepts_json = reader.eat(
            ".header(::reqwest::header::ACCEPT, ::reqwest::header::HeaderValue::from_static(\"application/json\"))",
        );
        let body = Sent::read(reader)?;
        let mut query = Vec::new();
        while reader.eat(".query(") {
            reader.expect("&QueryParam::new(")?;
            let (name, at) = reader.string()?;
            reader.expect(", &")?;
            query.push(Named { name, at, variable: reader.word()? });
            reader.expect("))")?;
        }
        reader.expect(".headers(header_map).build()?;")?;
        Some(Self { method, path, path_at, path_arguments, headers, query, body, accepts_json })
    }

    /// The path template: code has only the variables, and the table of arguments their names.
    pub(crate) fn template(&self, arguments: &[Argument<'_>]) -> String {
        let mut variables = self.path_arguments.iter();
        let mut template = String::new();
        for (index, part) in self.path.split("{}").enumerate() {
            if index > 0 {
                let variable = variables.next().map_or("", |variable| variable.text);
                let argument = arguments.iter().find(|argument| argument.ident == variable);
                let _ = write!(template, "{{{}}}", argument.map_or(variable, |argument| &argument.name));
            }
            template.push_str(part);
        }
        for variable in variables {
            let _ = write!(template, "{{{}}}", variable.text);
        }
        template
    }
}

impl<'t> Header<'t> {
    /// Reads the statement of a header, if one comes next.
    fn read(reader: &mut Reader<'_, 't>) -> Option<Option<Self>> {
        let optional = if reader.eat("if let Some(value) =") {
            Some(reader.word()?)
        } else if reader.next_is("header_map") {
            None
        } else {
            return Some(None);
        };
        if optional.is_some() {
            reader.expect("{")?;
        }
        reader.expect("header_map.append(")?;
        let (name, at) = reader.string()?;
        reader.expect(",")?;
        let sensitive = reader.eat("::progenitor_client::sensitive(");
        let variable = match optional {
            Some(variable) => {
                reader.expect("value")?;
                variable
            }
            None => reader.word()?,
        };
        reader.expect(if sensitive { ".into_exposed())?);" } else { ".to_string().try_into()?);" })?;
        if optional.is_some() {
            reader.expect("}")?;
        }
        Some(Some(Header { named: Named { name, at, variable }, optional: optional.is_some(), sensitive }))
    }
}

impl<'t> Sent<'t> {
    /// Reads how the body is sent, if it is.
    fn read(reader: &mut Reader<'_, 't>) -> Option<Option<Self>> {
        let at = reader.at() + 1;
        if reader.eat(".json(&body)") {
            return Some(Some(Self { media_type: "application/json".into(), at }));
        }
        if reader.eat(".form_urlencoded(&body)?") {
            return Some(Some(Self { media_type: "application/x-www-form-urlencoded".into(), at }));
        }
        if !reader.eat(".header(::reqwest::header::CONTENT_TYPE, ::reqwest::header::HeaderValue::from_static(") {
            return Some(None);
        }
        let (media_type, at) = reader.string()?;
        reader.expect(")).body(body)")?;
        Some(Some(Self { media_type, at }))
    }
}

/// A text without its prefix, borrowed where it was.
fn cut<'t>(text: &Cow<'t, str>, prefix: &str) -> Option<Cow<'t, str>> {
    match text {
        Cow::Borrowed(text) => text.strip_prefix(prefix).map(Cow::Borrowed),
        Cow::Owned(text) => text.strip_prefix(prefix).map(|rest| Cow::Owned(rest.to_owned())),
    }
}
