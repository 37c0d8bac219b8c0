//! The constant of an operation: what the runtime has to know before it can call it.

use std::borrow::Cow;

use contract::{Aspect, ParameterIn, Problem};

use crate::bullets::Bullets;
use crate::carried::Carried;
use crate::operation::Argument;
use crate::reader::Reader;
use crate::rust_type::Shape;
use crate::{REGENERATE, UNREAD};

/// What is said of an operation; each with its token.
#[derive(Debug)]
pub(crate) struct OperationInfo<'t> {
    /// The name of the operation in the snake case of methods.
    pub(crate) operation_id: (Cow<'t, str>, usize),
    /// In capitals.
    pub(crate) method: (Cow<'t, str>, usize),
    /// The route, with the names of its parameters.
    pub(crate) path: (Cow<'t, str>, usize),
    /// The media type of the body.
    pub(crate) sends: Option<(Cow<'t, str>, usize)>,
    /// Whether a success is bytes, not JSON.
    pub(crate) answers_bytes: Option<usize>,
    pub(crate) is_idempotent: Option<usize>,
    /// The only clouds that have it, as the spec calls them.
    pub(crate) clouds: Option<(Vec<String>, usize)>,
}

/// The clouds, as the runtime and as the spec calls them.
const CLOUDS: [(&str, &str); 2] = [("HuaweiCloud", "huaweicloud"), ("OpenTelekomCloud", "open-telekom-cloud")];

/// The methods that are idempotent without a word.
const ONLY_READ: [&str; 2] = ["GET", "HEAD"];

impl<'t> OperationInfo<'t> {
    /// How the constant begins.
    pub(crate) const BEGINS: &'static str = "const OPERATION";

    /// Reads the constant behind its documentation.
    pub(crate) fn read(reader: &mut Reader<'_, 't>) -> Option<Self> {
        reader.expect("const OPERATION: OperationInfo = OperationInfo::new(")?;
        let operation_id = reader.string()?;
        reader.expect(",")?;
        let method = reader.string()?;
        if !["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"].contains(&&*method.0) {
            return reader.fail_at(method.1, "a method of HTTP");
        }
        reader.expect(",")?;
        let path = reader.string()?;
        reader.expect(")")?;
        let mut sends = None;
        if reader.eat(".sending(") {
            sends = Some(reader.string()?);
            reader.expect(")")?;
        }
        let answers_bytes = flag(reader, ".answering_bytes()");
        let is_idempotent = flag(reader, ".idempotent()");
        let mut clouds = None;
        let at = reader.at() + 1;
        if reader.eat(".only_in(&[") {
            clouds = Some((reader.list("]", cloud)?, at));
            reader.expect(")")?;
        }
        reader.expect(";")?;
        Some(Self { operation_id, method, path, sends, answers_bytes, is_idempotent, clouds })
    }

    /// Checks that what is said agrees with the arguments.
    pub(crate) fn agree_with_arguments(
        &self,
        reader: &Reader<'_, 't>,
        arguments: &[Argument<'t>],
        problems: &mut Vec<Problem>,
    ) {
        let mut expect = |at: usize, expected: &str| problems.push(reader.problem_at(at, expected));
        self.agree_with_places(arguments, &mut expect);
        let body = arguments.iter().find(|argument| argument.carried.is_body());
        match (body, &self.sends) {
            (None, None) => {}
            (Some(body), Some((media_type, at))) => {
                if !body.carried.is_of(media_type) {
                    expect(*at, "the media type that the table says");
                }
                if (body.carried == Carried::Bytes) != (body.ty.shape == Shape::Body) {
                    expect(body.at_token, "a body that is bytes if it is carried as bytes");
                }
            }
            (Some(_), None) => expect(self.operation_id.1, "the media type of the body behind this"),
            (None, Some((_, at))) => expect(*at, "no media type, for there is no body"),
        }
        if self.is_idempotent.is_some() && ONLY_READ.contains(&&*self.method.0) {
            expect(self.method.1, "a method that is not idempotent by itself");
        }
    }

    /// Checks that each argument of the path has one place in the route, and each place an argument.
    fn agree_with_places(&self, arguments: &[Argument<'t>], expect: &mut impl FnMut(usize, &str)) {
        let (path, path_at) = &self.path;
        let places: Vec<&str> =
            path.split('{').skip(1).map(|rest| rest.split('}').next().unwrap_or_default()).collect();
        let of_path = || arguments.iter().filter(|argument| argument.carried == Carried::As(ParameterIn::Path));
        for place in places.iter().filter(|place| !of_path().any(|argument| argument.name == **place)) {
            expect(*path_at, &format!("a route whose every place has an argument, unlike `{{{place}}}`"));
        }
        for argument in of_path() {
            if places.iter().filter(|place| argument.name == **place).count() != 1 {
                expect(argument.at_token, "an argument that the route has one place for");
            }
        }
    }

    /// Checks that the documentation repeats what is said of calls.
    pub(crate) fn agree_with_bullets(&self, reader: &Reader<'_, 't>, bullets: &Bullets, problems: &mut Vec<Problem>) {
        let id_at = self.operation_id.1;
        let mut agree = |aspect: Aspect, said: Option<String>, said_at: Option<usize>| {
            let documented = bullets.get(&[], aspect);
            let words = documented.map(|fact| fact.value.to_string());
            if words == said {
                return;
            }
            let or_nothing = |words: Option<String>| words.map_or("nothing".to_owned(), |words| format!("`{words}`"));
            let message = format!(
                "the documentation of the operation says {} about {aspect}, and its constant {}",
                or_nothing(words),
                or_nothing(said)
            );
            // One of both says something, or they would not differ.
            let at = documented.map_or_else(|| reader.place(said_at.unwrap_or(id_at)), |fact| fact.at.clone());
            problems.push(Problem::error(UNREAD, at, message).help(REGENERATE));
        };
        agree(Aspect::Idempotent, self.is_idempotent.map(|_| "true".to_owned()), self.is_idempotent);
        let (clouds, at) = self.clouds.as_ref().map(|(clouds, at)| (clouds.join(", "), *at)).unzip();
        agree(Aspect::Clouds, clouds, at);
    }
}

/// The token of a call that says something by being there.
fn flag(reader: &mut Reader<'_, '_>, call: &str) -> Option<usize> {
    let at = reader.at() + 1;
    reader.eat(call).then_some(at)
}

fn cloud(reader: &mut Reader<'_, '_>) -> Option<String> {
    reader.expect("::progenitor_client::Cloud::")?;
    let word = reader.word()?;
    match CLOUDS.iter().find(|(variant, _)| *variant == word.text) {
        Some((_, name)) => Some((*name).to_owned()),
        None => reader.fail_at(word.at, "a cloud"),
    }
}
