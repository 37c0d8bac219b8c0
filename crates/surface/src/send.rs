//! The `send` of an operation: progenitor's template, statement by statement.

use std::borrow::Cow;

use contract::{Problem, Status};
use heck::ToSnakeCase;

use crate::operation::Parameter;
use crate::reader::{Hole, Reader};
use crate::request::{Request, unique};
use crate::response::{Arm, Decoded};
use crate::rust_type::{RustType, Shape};

/// What `send` does.
#[derive(Debug)]
pub(crate) struct Send<'t> {
    pub(crate) request: Request<'t>,
    /// The path that the code builds, in parts: every second one is a parameter.
    path: Vec<String>,
    /// The name of the operation in the snake case of methods.
    pub(crate) operation_id: Cow<'t, str>,
    pub(crate) operation_id_at: usize,
    /// The token of the hook that signs the request, if it is called.
    pub(crate) hook_at: Option<usize>,
    pub(crate) arms: Vec<Arm>,
    pub(crate) success: RustType<'t>,
    pub(crate) error: RustType<'t>,
}

impl<'t> Send<'t> {
    /// Reads `send` behind its documentation. What does not fit the template stops the reading; what fits it and
    /// contradicts something else is a problem.
    pub(crate) fn read(
        reader: &mut Reader<'_, 't>,
        docs: &[Hole<'t>],
        client: &str,
        parameters: &[Parameter<'t>],
        problems: &mut Vec<Problem>,
    ) -> Option<Self> {
        reader.expect("pub async fn send(self) -> Result<ResponseValue<")?;
        let success = RustType::read(reader)?;
        reader.expect(">, Error<")?;
        let error = RustType::read(reader)?;
        reader.expect(">> {")?;

        let names: Vec<&str> = parameters.iter().map(|parameter| parameter.ident).collect();
        reader.expect(&format!("let Self {{ {}}} = self;", list_of(client, &names)))?;
        for parameter in parameters {
            finalize(reader, parameter)?;
        }

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
        let arms = Arm::read_all(reader, &response)?;
        reader.expect("}")?;

        let hook_at = is_hooked.then_some(hook_at);
        let documented = Documented::read(docs);
        let path = documented.name_arguments(&request);
        let send = Self { request, path, operation_id, operation_id_at, hook_at, arms, success, error };
        documented.agree(&send, reader, docs, problems);
        send.agree(reader, parameters, problems);
        Some(send)
    }

    /// The path template, with the names of the parameters.
    pub(crate) fn path(&self) -> String {
        self.path.concat()
    }

    /// The names of the parameters in the path, in order.
    pub(crate) fn path_name(&self, index: usize) -> Option<&str> {
        self.path.iter().skip(1).step_by(2).nth(index)?.strip_prefix('{')?.strip_suffix('}')
    }

    /// Checks what the template cannot say: that the statements agree with one another.
    fn agree(&self, reader: &Reader<'_, 't>, parameters: &[Parameter<'t>], problems: &mut Vec<Problem>) {
        let mut expect = |at: usize, expected: &str| problems.push(reader.problem_at(at, expected));
        let json = |ty: &RustType<'_>| !matches!(ty.shape, Shape::Unit | Shape::Bytes);
        for arm in &self.arms {
            let ty = if arm.status.is_success() { &self.success } else { &self.error };
            let fits = match arm.decoded {
                Decoded::Empty => ty.shape == Shape::Unit,
                Decoded::Stream => ty.shape == Shape::Bytes,
                Decoded::Json => json(ty),
            };
            if !fits {
                expect(arm.at, "a status whose body is of the type in the signature");
            }
        }
        if self.arms.iter().all(|arm| arm.status.is_success()) && self.error.shape != Shape::Unit {
            expect(self.request.method.at, "an arm below for the error in the signature");
        }
        let accepts = json(&self.success) || (self.success.shape == Shape::Unit && json(&self.error));
        if accepts != self.request.accepts_json {
            let expected = if accepts { "the header Accept behind this" } else { "no header Accept behind this" };
            expect(self.request.method.at, expected);
        }
        for header in &self.request.headers {
            let parameter = parameters.iter().find(|parameter| parameter.ident == header.named.variable.text);
            if parameter.is_none_or(|parameter| parameter.optional() != header.optional) {
                expect(header.named.variable.at, "a parameter that may be left out if this may");
            }
        }
        for parameter in parameters.iter().filter(|parameter| self.request.uses(parameter.ident) != 1) {
            expect(parameter.at_token, "a parameter that is sent once");
        }
        let named = || self.request.query.iter().chain(self.request.headers.iter().map(|header| &header.named));
        for own in named().filter(|own| !is_variable_of(own.variable.text, &own.name)) {
            if named().any(|other| is_variable_of(own.variable.text, &other.name)) {
                expect(own.variable.at, "the variable of the parameter of this name");
            }
        }
    }
}

/// `client, a, b`
fn list_of(first: &str, rest: &[&str]) -> String {
    let mut list = first.to_owned();
    for name in rest {
        list.push_str(", ");
        list.push_str(name);
    }
    list
}

/// The statement that takes a parameter out of the builder.
fn finalize(reader: &mut Reader<'_, '_>, parameter: &Parameter<'_>) -> Option<()> {
    let name = parameter.ident;
    reader.expect(&format!("let {name} = {name}"))?;
    if let Shape::Named(ty) = parameter.ty.shape
        && parameter.has_builder
    {
        reader.expect(".and_then(|v|")?;
        reader.braced(|reader| {
            reader.path(ty)?;
            reader.expect("::try_from(v).map_err(|e| e.to_string())")
        })?;
        reader.expect(")")?;
    }
    reader.expect(".map_err(Error::InvalidRequest)?;")
}

/// What the documentation of `send` tells.
struct Documented<'t> {
    /// The method and the path of its first line.
    line: Option<(&'t str, &'t str)>,
}

impl<'t> Documented<'t> {
    fn read(docs: &[Hole<'t>]) -> Self {
        let line = docs.first().and_then(|line| {
            let (method, rest) = line.text.strip_prefix("Sends a `")?.split_once("` request to `")?;
            Some((method, rest.strip_suffix("`.")?))
        });
        Self { line }
    }

    /// The path that the code builds, in parts: every second one is a parameter. Code has only the variables, so the
    /// names are those of the documentation that fit.
    fn name_arguments(&self, request: &Request<'_>) -> Vec<String> {
        let documented = self.line.map(|(_, path)| path).unwrap_or_default();
        let names = || documented.split('{').skip(1).filter_map(|rest| Some(rest.split_once('}')?.0));
        let mut arguments = request.path_arguments.iter().enumerate().map(|(index, argument)| {
            let fits = |name: &&str| is_variable_of(argument.text, name);
            let name = names().nth(index).filter(fits).or_else(|| names().find(fits)).unwrap_or(argument.text);
            format!("{{{name}}}")
        });
        let mut parts = Vec::new();
        for (index, part) in request.path.split("{}").enumerate() {
            if index > 0 {
                parts.push(arguments.next().unwrap_or_else(|| "{}".to_owned()));
            }
            parts.push(part.to_owned());
        }
        parts.extend(arguments);
        parts
    }

    /// Checks that it tells what the code does, and lists the statuses that have an arm.
    fn agree(&self, send: &Send<'_>, reader: &Reader<'_, '_>, docs: &[Hole<'_>], problems: &mut Vec<Problem>) {
        let mut expect = |at: usize, expected: &str| problems.push(reader.problem_at(at, expected));
        let method = send.request.method.text.to_ascii_uppercase();
        if self.line != Some((&method, &send.path())) {
            let at = docs.first().map_or(send.request.method.at, |line| line.at);
            expect(at, &format!("the documentation `Sends a `{method}` request to `{}`.`", send.path()));
        }
        let listed = |line: &Hole<'_>| line.text.strip_prefix("- `")?.split_once("`: ")?.0.parse::<Status>().ok();
        for line in docs.iter().skip(1).filter(|line| !line.text.is_empty()) {
            if !listed(line).is_some_and(|status| send.arms.iter().any(|arm| arm.status == status)) {
                expect(line.at, "a status that has an arm below");
            }
        }
        for arm in send.arms.iter().filter(|arm| !docs.iter().filter_map(listed).any(|status| status == arm.status)) {
            expect(arm.at, "a status that the documentation lists");
        }
    }
}

/// Whether progenitor would call the variable of a parameter so.
fn is_variable_of(variable: &str, name: &str) -> bool {
    let snake = name.replace('\'', "").replace(|c: char| !(c.is_alphanumeric() || c == '_'), "-").to_snake_case();
    variable.trim_matches('_') == snake.trim_matches('_')
}
