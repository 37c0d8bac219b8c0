//! Regular expressions that are compiled once.

use regex::{Regex, RegexBuilder};

/// Names a regular expression, which is compiled when it is first used.
macro_rules! pattern {
    ($visibility:vis $name:ident, $pattern:expr) => {
        $visibility static $name: std::sync::LazyLock<regex::Regex> =
            std::sync::LazyLock::new(|| crate::pattern::compile($pattern));
    };
}

pub(crate) use pattern;

/// Compiles a pattern of our own. Its words and digits are those of ASCII, which takes a fraction of the time, unless it
/// says what a letter is *not*: that needs to know all others.
pub(crate) fn compile(pattern: &str) -> Regex {
    let ascii = RegexBuilder::new(pattern).unicode(false).build();
    // The patterns are ours and tested, so none fails to compile.
    ascii.or_else(|_| Regex::new(pattern)).unwrap_or_else(|error| unreachable!("{error}"))
}
