//! Regular expressions that are compiled once.

/// Names a regular expression, which is compiled when it is first used.
macro_rules! pattern {
    ($name:ident, $pattern:expr) => {
        static $name: std::sync::LazyLock<regex::Regex> = std::sync::LazyLock::new(|| {
            // The patterns are ours and tested, so none fails to compile.
            regex::Regex::new($pattern).unwrap_or_else(|error| unreachable!("{error}"))
        });
    };
}

pub(crate) use pattern;
