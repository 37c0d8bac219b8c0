//! The documented rules of a value, as data.

/// The rules that the documentation states of a value, each under the keyword that OpenAPI has for it.
///
/// Made with [`rules!`](crate::rules) in a constant, so that a table of them costs nothing at run time.
#[derive(Clone, Copy, Debug, Default)]
pub struct Rules {
    pub(crate) required: bool,
    pub(crate) min_length: Option<u64>,
    pub(crate) max_length: Option<u64>,
    #[cfg(feature = "patterns")]
    pub(crate) pattern: Option<&'static str>,
    pub(crate) minimum: Option<Bound>,
    pub(crate) maximum: Option<Bound>,
    pub(crate) min_items: Option<u64>,
    pub(crate) max_items: Option<u64>,
    pub(crate) values: Option<&'static [i64]>,
    pub(crate) each: Option<&'static Rules>,
}

/// A limit of a number: of a whole one exactly, beyond what an `f64` can tell apart.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Bound {
    Whole(i64),
    Any(f64),
}

impl Rules {
    /// No rule.
    pub const NONE: Self = Self {
        required: false,
        min_length: None,
        max_length: None,
        #[cfg(feature = "patterns")]
        pattern: None,
        minimum: None,
        maximum: None,
        min_items: None,
        max_items: None,
        values: None,
        each: None,
    };

    /// The value has to be there, and a text must not be empty unless a least length says that it may.
    #[must_use]
    pub const fn required(mut self) -> Self {
        self.required = true;
        self
    }

    /// The least number of characters of a text.
    #[must_use]
    pub const fn min_length(mut self, characters: u64) -> Self {
        self.min_length = Some(characters);
        self
    }

    /// The greatest number of characters of a text.
    #[must_use]
    pub const fn max_length(mut self, characters: u64) -> Self {
        self.max_length = Some(characters);
        self
    }

    /// The regular expression, in the syntax of ECMA-262, that a text has to contain a match of.
    #[must_use]
    #[cfg(feature = "patterns")]
    pub const fn pattern(mut self, pattern: &'static str) -> Self {
        self.pattern = Some(pattern);
        self
    }

    /// The least whole number.
    #[must_use]
    pub const fn minimum(mut self, minimum: i64) -> Self {
        self.minimum = Some(Bound::Whole(minimum));
        self
    }

    /// The greatest whole number.
    #[must_use]
    pub const fn maximum(mut self, maximum: i64) -> Self {
        self.maximum = Some(Bound::Whole(maximum));
        self
    }

    /// The least number.
    #[must_use]
    pub const fn minimum_number(mut self, minimum: f64) -> Self {
        self.minimum = Some(Bound::Any(minimum));
        self
    }

    /// The greatest number.
    #[must_use]
    pub const fn maximum_number(mut self, maximum: f64) -> Self {
        self.maximum = Some(Bound::Any(maximum));
        self
    }

    /// A whole number of 32 bits. A narrower limit that is documented comes after it and wins.
    #[must_use]
    pub const fn int32(self) -> Self {
        self.minimum(i32::MIN as i64).maximum(i32::MAX as i64)
    }

    /// The least number of elements of a list, or of keys of a map.
    #[must_use]
    pub const fn min_items(mut self, items: u64) -> Self {
        self.min_items = Some(items);
        self
    }

    /// The greatest number of elements of a list, or of keys of a map.
    #[must_use]
    pub const fn max_items(mut self, items: u64) -> Self {
        self.max_items = Some(items);
        self
    }

    /// The only whole numbers there are.
    #[must_use]
    pub const fn values(mut self, values: &'static [i64]) -> Self {
        self.values = Some(values);
        self
    }

    /// The rules of every element of a list, or of every value of a map.
    #[must_use]
    pub const fn each(mut self, rules: &'static Rules) -> Self {
        self.each = Some(rules);
        self
    }
}

/// Writes rules as documentation lists them: `rules!(required().max_length(64))`, and for what is in a list or a map
/// `rules!(max_items(10).each(max_length(64)))`.
#[doc(hidden)]
#[macro_export]
macro_rules! rules {
    (@ $known:expr;) => { $known };
    (@ $known:expr; . each($($inner:tt)*) $($rest:tt)*) => {
        $crate::rules!(@ $known.each(const { &$crate::rules!($($inner)*) }); $($rest)*)
    };
    (@ $known:expr; . $rule:ident($($argument:expr),*) $($rest:tt)*) => {
        $crate::rules!(@ $known.$rule($($argument),*); $($rest)*)
    };
    () => { $crate::check::Rules::NONE };
    ($($rules:tt)+) => { $crate::rules!(@ $crate::check::Rules::NONE; . $($rules)+) };
}
