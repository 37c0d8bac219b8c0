//! The `send` of an operation: progenitor's template, statement by statement.

use std::borrow::Cow;

use contract::{ParameterIn, Problem, Status};

use crate::operation::{Argument, Operation};
use crate::reader::{Hole, Reader};
use crate::request::{Request, unique};
use crate::response::{Arm, Decoded, Responses};
use crate::rust_type::{RustType, Shape};

/// What `send` does.
#[derive(Debug)]
pub(crate) struct Send<'t> {
    pub(crate) request: Request<'t>,
    /// The path template, with the names of the parameters.
    pub(crate) path: String,
    /// The name of the operation in the snake case of methods.
    pub(crate) operation_id: Cow<'t, str>,
    pub(crate) operation_id_at: usize,
    /// The token of the hook that signs the request, if it is called.
    pub(crate) hook_at: Option<usize>,
    pub(crate) responses: Responses<'t>,
    pub(crate) success: RustType<'t>,
    pub(crate) error: RustType<'t>,
}

impl<'t> Send<'t> {
    /// Reads `send` behind its name. What does not fit the template stops the reading; what fits it and contradicts
    /// something else is a problem.
    pub(crate) fn read(
        reader: &mut Reader<'_, 't>,
        docs: &[Hole<'t>],
        operation: &Operation<'t>,
        problems: &mut Vec<Problem>,
    ) -> Option<Self> {
        let Operation { client, arguments, .. } = operation;
        reader.expect("(self) -> Result<ResponseValue<")?;
        let success = RustType::read(reader)?;
        reader.expect(">, Error<")?;
        let error = RustType::read(reader)?;
        reader.expect(">> { self.check()?; let Self {")?;
        reader.expect(client)?;
        for argument in arguments {
            reader.expect(",")?;
            reader.expect(argument.ident)?;
        }
        reader.expect(", allowed: _ } = self;")?;
        for argument in arguments {
            finalize(reader, argument)?;
        }

        let names: Vec<&str> = arguments.iter().map(|argument| argument.ident).collect();
        let request = Request::read(reader, client, &names, problems)?;
        let sent = unique("request", &names);
        let result = unique("result", &names);
        let response = unique("response", &names);
        reader.expect("let info = OperationInfo { operation_id:")?;
        let (operation_id, operation_id_at) = reader.string()?;
        reader.expect("};")?;
        let hook_at = reader.at();
        let execute = format!("let {result} =");
        let after = format!("{client}.post(");
        let last = format!("let {response} =");
        let is_hooked = reader.statement(&format!("{client}.pre(&mut {sent}, &info).await?;"), &execute, problems);
        reader.statement(&format!("{execute} {client}.exec({sent}, &info).await;"), &after, problems);
        reader.statement(&format!("{after}&{result}, &info).await?;"), &last, problems);
        reader.expect(&format!("{last} {result}?;"))?;
        let mut responses = Responses::read(reader, &response)?;
        reader.expect("}")?;
        responses.set_default_apart(docs.iter().filter_map(listed));

        let hook_at = is_hooked.then_some(hook_at);
        let path = request.template(arguments);
        let send = Self { request, path, operation_id, operation_id_at, hook_at, responses, success, error };
        send.agree_with_docs(reader, docs, problems);
        send.agree_with_arguments(reader, arguments, problems);
        send.agree(reader, problems);
        Some(send)
    }

    /// Checks that each argument is sent once, where and how its row in the table says.
    fn agree_with_arguments(&self, reader: &Reader<'_, 't>, arguments: &[Argument<'t>], problems: &mut Vec<Problem>) {
        let mut expect = |at: usize, expected: &str| problems.push(reader.problem_at(at, expected));
        let request = &self.request;
        for argument in arguments {
            let is_it = |variable: &Hole<'_>| variable.text == argument.ident;
            let sent = match argument.place {
                Some(ParameterIn::Path) => request.path_arguments.iter().filter(|variable| is_it(variable)).count(),
                Some(ParameterIn::Query) => request.query.iter().filter(|named| is_it(&named.variable)).count(),
                Some(_) => request.headers.iter().filter(|header| is_it(&header.named.variable)).count(),
                None => usize::from(request.body.is_some()),
            };
            if sent != 1 {
                expect(argument.at_token, "an argument that is sent once, where this says");
            }
        }
        let of = |place: ParameterIn, variable: &Hole<'_>| {
            arguments.iter().find(|argument| argument.place == Some(place) && argument.ident == variable.text)
        };
        for variable in &request.path_arguments {
            if of(ParameterIn::Path, variable).is_none() {
                expect(variable.at, "an argument of the path");
            }
        }
        for named in &request.query {
            match of(ParameterIn::Query, &named.variable) {
                Some(argument) if argument.name == named.name => {}
                Some(argument) => expect(named.at, &format!("{:?}", argument.name)),
                None => expect(named.variable.at, "an argument of the query"),
            }
        }
        for header in &request.headers {
            let named = &header.named;
            match of(ParameterIn::Header, &named.variable) {
                Some(argument) => {
                    if argument.name != named.name {
                        expect(named.at, &format!("{:?}", argument.name));
                    }
                    if argument.is_required() == header.optional {
                        expect(named.variable.at, "an argument that may be left out if this may");
                    }
                    if argument.ty.is_secret() != header.sensitive {
                        expect(named.at, "a header that is sensitive if its argument is secret");
                    }
                }
                None => expect(named.variable.at, "an argument that is a header"),
            }
        }
        if request.body.is_some() && !arguments.iter().any(|argument| argument.place.is_none()) {
            expect(request.method.at, "no body behind this");
        }
    }

    /// Checks what the template cannot say: that the statements agree with one another.
    fn agree(&self, reader: &Reader<'_, 't>, problems: &mut Vec<Problem>) {
        let mut expect = |at: usize, expected: &str| problems.push(reader.problem_at(at, expected));
        let Responses { arms, undocumented, default_success, .. } = &self.responses;
        for arm in arms.iter().chain(default_success).chain(undocumented) {
            let ty = if arm.status.is_success() { &self.success } else { &self.error };
            if !arm.decoded.fits(ty) {
                expect(arm.at, "a status whose body is of the type in the signature");
            }
        }
        let method_at = self.request.method.at;
        if arms.iter().all(|arm| arm.status.is_success()) && self.error.shape != Shape::Unit {
            expect(method_at, "an arm below for the error in the signature");
        }
        let accepts = self.success.shape != Shape::Bytes;
        if accepts != self.request.accepts_json {
            expect(method_at, if accepts { "the header Accept behind this" } else { "no header Accept behind this" });
        }
        let missing = "200..=299 =>";
        match (self.successes(), undocumented, default_success) {
            (Successes::Open, None, _) | (Successes::OfDefault, _, None) => expect(self.responses.rest_at, missing),
            (Successes::Closed | Successes::OfDefault, Some(arm), _) => {
                expect(arm.at, "no arm for successes that are not documented");
            }
            _ => {}
        }
    }

    /// What has to become of a success that nobody documents.
    fn successes(&self) -> Successes {
        let arms = &self.responses.arms;
        let mut successes = arms.iter().filter(|arm| arm.status.is_success());
        let has = |status| arms.iter().any(|arm| arm.status == status);
        let is_several = |arm: &Arm<'_>| matches!(arm.decoded, Decoded::Variant { .. });
        if has(Status::Range(2)) {
            Successes::Closed
        } else if has(Status::Default) {
            Successes::OfDefault
        } else {
            match successes.next() {
                Some(arm) if !is_several(arm) => Successes::Open,
                _ => Successes::Closed,
            }
        }
    }

    /// Checks that the documentation tells what the code does, and lists the statuses that have an arm.
    fn agree_with_docs(&self, reader: &Reader<'_, '_>, docs: &[Hole<'_>], problems: &mut Vec<Problem>) {
        let mut expect = |at: usize, expected: &str| problems.push(reader.problem_at(at, expected));
        let line = format!("Sends a `{}` request to `{}`.", self.request.method.text.to_ascii_uppercase(), self.path);
        if docs.first().is_none_or(|first| first.text != line) {
            let at = docs.first().map_or(self.request.method.at, |line| line.at);
            expect(at, &format!("the documentation `{line}`"));
        }
        let arms = &self.responses.arms;
        for line in docs.iter().skip(1).filter(|line| !line.text.is_empty()) {
            if !listed(line).is_some_and(|status| arms.iter().any(|arm| arm.status == status)) {
                expect(line.at, "a status that has an arm below");
            }
        }
        for arm in arms.iter().filter(|arm| !docs.iter().filter_map(listed).any(|status| status == arm.status)) {
            expect(arm.at, "a status that the documentation lists");
        }
    }
}

/// What becomes of a success that nobody documents.
enum Successes {
    /// It is decoded as the one type that the documented ones have.
    Open,
    /// It is what `default` is.
    OfDefault,
    /// Nothing: there is none, or nobody knows its type.
    Closed,
}

/// The status that a line of the documentation lists.
fn listed(line: &Hole<'_>) -> Option<Status> {
    line.text.strip_prefix("- `")?.split_once("`: ")?.0.parse().ok()
}

/// The statement that takes an argument out of its `Option`, if there is one.
fn finalize(reader: &mut Reader<'_, '_>, argument: &Argument<'_>) -> Option<()> {
    let name = argument.ident;
    if argument.is_required() {
        reader.expect(&format!("let {name} = {name}.ok_or_else(|| InvalidRequest::missing("))?;
        let (missing, at) = reader.string()?;
        if missing != argument.name {
            return reader.fail_at(at, &format!("{:?}", argument.name));
        }
        reader.expect("))?")?;
        if argument.place == Some(ParameterIn::Path) && argument.ty.is_secret() {
            reader.expect(".into_exposed()")?;
        }
        return reader.expect(";");
    }
    if argument.place.is_none() {
        return reader.expect("let body = body.unwrap_or_default();");
    }
    Some(())
}
