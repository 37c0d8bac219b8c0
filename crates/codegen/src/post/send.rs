//! `send`: how a request is called, and what we make of the answer.
//!
//! The runtime makes the request and calls it. Of progenitor's `send` the signature and the arms of the match are left:
//! which status is decoded to what.

use std::fmt::Write as _;

use contract::Status;
use proc_macro2::TokenStream;
use quote::ToTokens as _;
use syn::{Expr, ImplItemFn, ReturnType, Stmt};

use crate::answers::{Answers, Body, Outcome};
use crate::post::arm::Arm;
use crate::prelude::Prelude;
use crate::rust_type::{RustType, first_argument, parse};
use crate::tokens;

/// What progenitor's `send` consists of.
pub(crate) struct Send {
    /// What a success decodes to: `T` of `ResponseValue<T>`.
    success: RustType,
    /// What an error decodes to: `E` of `Error<E>`.
    error: RustType,
    arms: Vec<Arm>,
}

impl Send {
    /// Reads the function of an operation.
    pub(crate) fn read(function: TokenStream) -> Result<Self, String> {
        let unknown = |what: &str| format!("progenitor wrote a `send` whose {what} has another form than it used to");
        let function: ImplItemFn = parse(function)?;
        let (success, error) = signature(&function.sig.output).ok_or_else(|| unknown("signature"))?;
        let Some(Stmt::Expr(Expr::Match(answer), None)) = function.block.stmts.last() else {
            return Err(unknown("end"));
        };
        let arms = answer.arms.iter().map(|arm| {
            let pattern = tokens::text(arm.pat.to_token_stream()).replace("u16", "");
            Arm::read(pattern, &arm.body.to_token_stream().to_string()).ok_or_else(|| unknown("arm"))
        });
        let mut arms: Vec<Option<Arm>> = arms.collect::<Result<_, _>>()?;
        // A hundred of statuses must not hide one that is listed by itself.
        arms.sort_by_key(|arm| arm.as_ref().map(|arm| (arm.is_error, !matches!(arm.status, Status::Code(_)))));
        let arms = arms.into_iter().flatten().collect();
        Ok(Self { success, error, arms })
    }

    /// What every success of one type decodes to.
    pub(crate) fn success(&self, answers: &Answers<'_>) -> RustType {
        hidden(&self.success, &answers.success)
    }

    /// What every error of one type decodes to.
    pub(crate) fn error(&self, answers: &Answers<'_>) -> RustType {
        hidden(&self.error, &answers.error)
    }

    /// Whether a success is a stream of bytes.
    pub(crate) fn is_stream(answers: &Answers<'_>) -> bool {
        matches!(answers.success, Outcome::One(Body::Bytes))
    }

    /// The source of what looks at the request instead of sending it, from the signature on.
    pub(crate) fn dry_run(&self, answers: &Answers<'_>, prelude: &Prelude) -> String {
        let (result, error) = (prelude.name("result", "Result"), self.error(answers).text(prelude));
        format!(
            "    pub async fn dry_run(self) -> {result}<SignedRequest, Error<{error}>> {{
        Ok(self.call()?.dry_run().await?)
    }}
"
        )
    }

    /// Its source, from the signature on.
    ///
    /// What becomes of the answer is a function inside, which is not `async`: it is compiled with the client, once. The
    /// body of an `async` function is compiled with every program that awaits it.
    pub(crate) fn source(&self, answers: &Answers<'_>, prelude: &Prelude) -> String {
        let result = prelude.name("result", "Result");
        let (success, error) = (self.success(answers).text(prelude), self.error(answers).text(prelude));
        let arms = self.arms(answers);
        format!(
            "    pub async fn send(self) -> {result}<ResponseValue<{success}>, Error<{error}>> {{
        fn answer(response: ::progenitor_client::Response) -> {result}<ResponseValue<{success}>, Error<{error}>> {{
            match response.status().as_u16() {{
{arms}            }}
        }}
        answer(self.call()?.send().await?)
    }}
"
        )
    }

    /// The arms, one line each.
    fn arms(&self, answers: &Answers<'_>) -> String {
        let mut out = String::new();
        for arm in self.arms.iter().filter(|arm| arm.status != Status::Default) {
            let _ = writeln!(out, "                {} => {},", arm.pattern, arm.decode("response", answers));
        }
        // What was done is done, whatever the status: to call it an error would make callers do it again.
        let is_complete = self.arms.iter().any(|arm| arm.status == Status::Range(2));
        let success = self.arms.iter().find(|arm| !arm.is_error);
        if let (Outcome::One(_), Some(success), false) = (&answers.success, success, is_complete) {
            let decoded = success.decode("response.undocumented()", answers);
            let _ = writeln!(out, "                200..=299 => {decoded},");
        }
        let last = match self.arms.iter().find(|arm| arm.status == Status::Default) {
            Some(default) => default.decode("response", answers),
            None => "Err(Error::UnexpectedResponse(response))".to_owned(),
        };
        let _ = writeln!(out, "                _ => {last},");
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
