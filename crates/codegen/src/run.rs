//! Runs progenitor.

use std::cell::Cell;
use std::panic;
use std::sync::Once;

use contract::{Place, Problem};
use openapiv3::OpenAPI;
use proc_macro2::TokenStream;
use progenitor::{GenerationSettings, Generator, InterfaceStyle, TagStyle};
use serde_json::Value;

use crate::source::Source;

/// What progenitor makes of a view. Problems: what it refuses, and what it panics on.
pub(crate) fn run(source: &Source<'_>, view: Value) -> Result<TokenStream, Vec<Problem>> {
    let problem = |message: String| {
        let problem = Problem::error("not-generatable", Place::file(source.home.as_str()), message);
        vec![
            problem
                .help("the pre-flight of crate `spec` let it through: it needs a rule that says where and what to do"),
        ]
    };
    let name = source.name;
    let spec: OpenAPI =
        serde_json::from_value(view).map_err(|error| problem(format!("`{name}` is not OpenAPI 3.0: {error}")))?;
    let mut settings = GenerationSettings::default();
    settings
        .with_interface(InterfaceStyle::Builder)
        .with_tag(TagStyle::Merged)
        .with_map_type("::std::collections::BTreeMap");
    match quietly(|| Generator::new(&settings).generate_tokens(&spec)) {
        Ok(Ok(tokens)) => Ok(tokens),
        Ok(Err(error)) => Err(problem(format!("progenitor does not take `{name}`: {error}"))),
        Err(panic) => Err(problem(format!("progenitor cannot take `{name}`: {panic}"))),
    }
}

/// Runs what may panic, and turns the panic into its message instead of letting it reach the terminal.
///
/// progenitor and typify assert where they could refuse.
fn quietly<T>(run: impl FnOnce() -> T) -> Result<T, String> {
    thread_local! {
        static QUIET: Cell<bool> = const { Cell::new(false) };
    }
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let usual = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if !QUIET.get() {
                usual(info);
            }
        }));
    });
    QUIET.set(true);
    // The generator is gone after a panic, so nothing can be seen half-made.
    let result = panic::catch_unwind(panic::AssertUnwindSafe(run));
    QUIET.set(false);
    result.map_err(|payload| match payload.downcast::<String>() {
        Ok(message) => *message,
        Err(payload) => {
            payload.downcast::<&str>().map_or_else(|_| "a panic".to_owned(), |message| (*message).to_owned())
        }
    })
}
