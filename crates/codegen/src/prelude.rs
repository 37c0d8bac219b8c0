//! Names of the standard prelude, where a service has taken them for its own types.

/// Which of them it has taken.
pub(crate) struct Prelude {
    taken: Vec<String>,
}

impl Prelude {
    /// The types of a service, and the request builders that stand beside generated code.
    pub(crate) fn beside<'n>(names: impl Iterator<Item = &'n str>) -> Self {
        Self { taken: names.map(str::to_owned).collect() }
    }

    /// A name of the prelude as the generated code must write it.
    pub(crate) fn name(&self, module: &str, name: &str) -> String {
        if self.taken.iter().any(|taken| taken == name) { format!("::std::{module}::{name}") } else { name.to_owned() }
    }
}
