//! What the process was started with.

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::credentials::Sensitive;

/// A snapshot of the environment: variables, and the home folder.
///
/// Whatever this crate reads of the environment, it reads of one of these, so that a program, or a test, can say what
/// there is to read. Cheap to clone. `Debug` shows the names of the variables, and no value.
///
/// ```
/// use huaweicloud_core::Environment;
///
/// let environment = Environment::empty().with("HUAWEICLOUD_SDK_AK", "AKEXAMPLE").with("HUAWEICLOUD_SDK_SK", "");
/// assert_eq!(environment.get("HUAWEICLOUD_SDK_AK"), Some("AKEXAMPLE"));
/// assert_eq!(environment.get("HUAWEICLOUD_SDK_SK"), None, "an empty variable is not there");
/// ```
#[derive(Clone, Default)]
pub struct Environment {
    variables: Arc<Vec<(String, Sensitive)>>,
    home: Option<PathBuf>,
}

impl Environment {
    /// What this process has now. Variables whose name or value is not Unicode are left out.
    #[must_use]
    pub fn of_process() -> Self {
        let variables = std::env::vars_os()
            .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?.into())))
            .collect();
        Self { variables: Arc::new(variables), home: std::env::home_dir().filter(|home| !home.as_os_str().is_empty()) }
    }

    /// No variables and no home folder.
    #[must_use]
    pub fn empty() -> Self {
        Self::default()
    }

    /// The same with this variable, in place of another of its name.
    #[must_use]
    pub fn with(mut self, name: impl Into<String>, value: impl Into<Sensitive>) -> Self {
        let (name, value) = (name.into(), value.into());
        let variables = Arc::make_mut(&mut self.variables);
        variables.retain(|(other, _)| *other != name);
        variables.push((name, value));
        self
    }

    /// The same with this home folder.
    #[must_use]
    pub fn with_home(mut self, home: impl Into<PathBuf>) -> Self {
        self.home = Some(home.into());
        self
    }

    /// The value of a variable; `None` if it is not set, or empty.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        let (_, value) = self.variables.iter().find(|(variable, _)| variable == name)?;
        Some(value.expose()).filter(|value| !value.is_empty())
    }

    /// The home folder of the user.
    #[must_use]
    pub fn home(&self) -> Option<&Path> {
        self.home.as_deref()
    }
}

impl fmt::Debug for Environment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<_> = self.variables.iter().map(|(name, _)| name).collect();
        f.debug_struct("Environment").field("variables", &names).field("home", &self.home).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_environment_of_this_process_has_the_variables_that_cargo_sets() {
        assert_eq!(Environment::of_process().get("CARGO_PKG_NAME"), Some("huaweicloud-core"));
    }

    #[test]
    fn a_clone_does_not_see_what_is_added_to_the_other() {
        let one = Environment::empty().with("A", "1");
        let other = one.clone().with("A", "2").with_home("/home/other");
        assert_eq!((one.get("A"), one.home()), (Some("1"), None));
        assert_eq!((other.get("A"), other.home()), (Some("2"), Some(Path::new("/home/other"))));
    }

    #[test]
    fn debug_shows_names_and_no_values() {
        let shown = format!("{:?}", Environment::empty().with("OS_PASSWORD", "hunter2"));
        assert!(shown.contains("OS_PASSWORD") && !shown.contains("hunter2"), "{shown}");
    }
}
