//! `send`: how progenitor builds a request, and what we make of the answer.
//!
//! The statements that build and execute the request are progenitor's, except that secrets are marked as such. The
//! arguments before them and the arms behind them are written here.

use std::fmt::Write as _;

use contract::Status;
use proc_macro2::{TokenStream, TokenTree};
use quote::{ToTokens as _, quote};
use syn::{Expr, ImplItemFn, ReturnType, Stmt};

use crate::answers::{Answers, Body, Outcome};
use crate::post::arm::Arm;
use crate::post::request::Argument;
use crate::post::rewrite::rewrite;
use crate::prelude::Prelude;
use crate::print::print;
use crate::rust_type::{RustType, first_argument, parse};
use crate::tokens;

/// What progenitor's `send` consists of.
pub(crate) struct Send {
    /// What a success decodes to: `T` of `ResponseValue<T>`.
    success: RustType,
    /// What an error decodes to: `E` of `Error<E>`.
    error: RustType,
    /// From the URL to the response.
    statements: Vec<TokenStream>,
    /// What the response is called.
    response: String,
    arms: Vec<Arm>,
}

impl Send {
    /// Reads the function of an operation that has so many arguments.
    pub(crate) fn read(function: TokenStream, arguments: usize) -> Result<Self, String> {
        let unknown = |what: &str| format!("progenitor wrote a `send` whose {what} has another form than it used to");
        let function: ImplItemFn = parse(function)?;
        let (success, error) = signature(&function.sig.output).ok_or_else(|| unknown("signature"))?;
        let mut statements = function.block.stmts;
        let Some(Stmt::Expr(Expr::Match(answer), None)) = statements.pop() else {
            return Err(unknown("end"));
        };
        // The first statement opens the builder, the next ones convert the arguments.
        if statements.len() <= arguments + 1 {
            return Err(unknown("beginning"));
        }
        let statements = statements.drain(..).skip(arguments + 1).map(|statement| statement.into_token_stream());
        let response = match answer.expr.to_token_stream().into_iter().next() {
            Some(TokenTree::Ident(response)) => response.to_string(),
            _ => return Err(unknown("match")),
        };
        let arms = answer.arms.iter().map(|arm| {
            let pattern = tokens::text(arm.pat.to_token_stream()).replace("u16", "");
            Arm::read(pattern, &arm.body.to_token_stream().to_string()).ok_or_else(|| unknown("arm"))
        });
        let mut arms: Vec<Option<Arm>> = arms.collect::<Result<_, _>>()?;
        // A hundred of statuses must not hide one that is listed by itself.
        arms.sort_by_key(|arm| arm.as_ref().map(|arm| (arm.is_error, !matches!(arm.status, Status::Code(_)))));
        let arms = arms.into_iter().flatten().collect();
        Ok(Self { success, error, statements: statements.collect(), response, arms })
    }

    /// What every success of one type decodes to.
    pub(crate) fn success(&self, answers: &Answers<'_>) -> RustType {
        hidden(&self.success, &answers.success)
    }

    /// What every error of one type decodes to.
    pub(crate) fn error(&self, answers: &Answers<'_>) -> RustType {
        hidden(&self.error, &answers.error)
    }

    /// Its source, from the signature on.
    pub(crate) fn source(
        &self,
        client: &str,
        arguments: &[Argument<'_>],
        answers: &Answers<'_>,
        prelude: &Prelude,
    ) -> Result<String, String> {
        let result = prelude.name("result", "Result");
        let (success, error) = (self.success(answers).text(prelude), self.error(answers).text(prelude));
        let names: String = arguments.iter().map(|argument| format!("{}, ", argument.ident)).collect();
        let taken: String = arguments.iter().map(take).collect();
        let is_stream = matches!(answers.success, Outcome::One(Body::Bytes));
        let statements = self.statements.iter().map(|statement| {
            let statement = rewrite(statement.clone(), arguments);
            if is_stream { statement } else { accept_json(statement) }
        });
        let statements = statements.collect();
        let statements = print_statements(statements)?;
        let (response, arms) = (&self.response, self.arms(answers));
        Ok(format!(
            "    pub async fn send(self) -> {result}<ResponseValue<{success}>, Error<{error}>> {{
        self.check()?;
        let Self {{ {client}, {names}allowed: _ }} = self;
{taken}{statements}        match {response}.status().as_u16() {{
{arms}        }}
    }}
"
        ))
    }

    /// The arms, one line each.
    fn arms(&self, answers: &Answers<'_>) -> String {
        let mut out = String::new();
        for arm in self.arms.iter().filter(|arm| arm.status != Status::Default) {
            let _ = writeln!(out, "            {} => {},", arm.pattern, arm.decode(&self.response, answers));
        }
        // What was done is done, whatever the status: to call it an error would make callers do it again.
        let is_complete = self.arms.iter().any(|arm| arm.status == Status::Range(2));
        let success = self.arms.iter().find(|arm| !arm.is_error);
        if let (Outcome::One(_), Some(success), false) = (&answers.success, success, is_complete) {
            let response = format!("{}.undocumented()", self.response);
            let _ = writeln!(out, "            200..=299 => {},", success.decode(&response, answers));
        }
        let last = match self.arms.iter().find(|arm| arm.status == Status::Default) {
            Some(default) => default.decode(&self.response, answers),
            None => format!("Err(Error::UnexpectedResponse({}))", self.response),
        };
        let _ = writeln!(out, "            _ => {last},");
        out
    }
}

/// `T` and `E` of `Result<ResponseValue<T>, Error<E>>`.
fn signature(output: &ReturnType) -> Option<(RustType, RustType)> {
    let ReturnType::Type(_, output) = output else { return None };
    let syn::Type::Path(path) = &**output else { return None };
    let syn::PathArguments::AngleBracketed(arguments) = &path.path.segments.last()?.arguments else { return None };
    let mut types = arguments.args.iter().filter_map(|argument| match argument {
        syn::GenericArgument::Type(ty) => first_argument(ty).map(RustType::read),
        _ => None,
    });
    Some((types.next()?, types.next()?))
}

fn hidden(ty: &RustType, outcome: &Outcome<'_>) -> RustType {
    match outcome {
        Outcome::One(Body::Json(schema)) => ty.clone().hide(schema, false),
        _ => ty.clone(),
    }
}

/// The statement that takes an argument out of its `Option`, where it cannot stay there.
fn take(argument: &Argument<'_>) -> String {
    let Argument { ident, wire_name, .. } = argument;
    if argument.is_required {
        let exposed = if argument.is_in("path") && argument.ty.is_secret() { ".into_exposed()" } else { "" };
        format!("        let {ident} = {ident}.ok_or_else(|| InvalidRequest::missing({wire_name:?}))?{exposed};\n")
    } else if argument.is_in("body") {
        format!("        let {ident} = {ident}.unwrap_or_default();\n")
    } else {
        String::new()
    }
}

/// The statement that builds the request, with the header that asks for JSON; progenitor leaves it out where no JSON is
/// documented. The runtime reads what is JSON whatever its documentation, and leaves to a stream only what is to be one.
fn accept_json(statement: TokenStream) -> TokenStream {
    let text = statement.to_string();
    if !text.contains(". build ()") || text.contains("ACCEPT") {
        return statement;
    }
    const METHODS: [&str; 6] = ["get", "post", "put", "patch", "delete", "head"];
    let mut out = TokenStream::new();
    let mut is_method = false;
    for token in statement {
        let is_request = is_method && matches!(&token, TokenTree::Group(_));
        is_method = matches!(&token, TokenTree::Ident(word) if METHODS.iter().any(|method| word == method));
        out.extend([token]);
        if is_request {
            out.extend(quote!(.header(
                ::reqwest::header::ACCEPT,
                ::reqwest::header::HeaderValue::from_static("application/json"),
            )));
        }
    }
    out
}

/// The statements as they stand in a method.
fn print_statements(statements: Vec<TokenStream>) -> Result<String, String> {
    let item = parse(quote!(impl X { fn x() { #(#statements)* } }))?;
    let text = print(vec![item]);
    let lines: Vec<&str> = text.lines().collect();
    let inside = lines.get(2..lines.len().saturating_sub(2)).unwrap_or_default();
    Ok(one_line_url(&inside.iter().map(|line| format!("{line}\n")).collect::<String>()))
}

/// Puts the arguments of the macro that makes the URL on one line. prettyplease leaves macros as they fall.
fn one_line_url(send: &str) -> String {
    const START: &str = "url = format!(";
    let Some((before, rest)) = send.split_once(START) else { return send.to_owned() };
    let end = if rest.starts_with('\n') { "\n        );\n" } else { ");\n" };
    let Some((arguments, after)) = rest.split_once(end) else { return send.to_owned() };
    let arguments = arguments.split_whitespace().collect::<Vec<_>>().join(" ");
    let arguments = arguments.replace("(& ", "(&").replace(" .to_string()", ".to_string()");
    format!("{before}{START}{});\n{after}", arguments.trim_end_matches(','))
}
