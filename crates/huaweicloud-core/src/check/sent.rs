//! How values are held against their rules.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::fmt;

use reqwest::header::HeaderValue;
use serde_json::{Map, Value};

use crate::check::rules::Bound;
use crate::check::{InvalidRequest, Rules, Violations};
use crate::joined::joined;
use crate::json::{At, Extra};

/// The path parameter that stands for the caller's project, in every API of the family.
pub(crate) const PROJECT_ID: &str = "project_id";

/// A type that a request can hold.
pub trait Sent {
    /// Tells the place of every rule that the value breaks.
    fn check(&self, rules: &Rules, at: &At<'_, Violations>);

    /// Whether the value is a list or a map of nothing, of which a query sends nothing.
    fn is_nothing(&self) -> bool {
        false
    }

    /// The value as it stands in a path or a header, if it can stand there.
    fn text(&self) -> Option<Cow<'_, str>> {
        None
    }

    /// Whether nobody may see it.
    fn is_secret(&self) -> bool {
        false
    }
}

/// Checks a value by itself, as a request would that holds it.
///
/// # Errors
///
/// Every violation.
pub fn check<T: Sent>(value: &T) -> Result<(), InvalidRequest> {
    let violations = Violations::new(&[]);
    value.check(&Rules::NONE, &At::root("", &violations));
    violations.finish()
}

/// Checks a field or an argument, which may not be there.
#[doc(hidden)]
pub fn check_field<T: Sent>(value: &Option<T>, rules: &Rules, at: &At<'_, Violations>) {
    match value {
        Some(value) => value.check(rules, at),
        None if rules.required => at.refuse_always("is missing"),
        None => {}
    }
}

/// Checks a field of a record. What takes its place in `extra` passes every rule, so somebody has to know why.
#[doc(hidden)]
pub fn check_member<T: Sent>(value: &Option<T>, extra: &Extra, name: &str, rules: &Rules, at: &At<'_, Violations>) {
    if value.is_none() && extra.get(name).is_some() {
        at.refuse("is given in `extra`, where its rules are not checked");
    } else {
        check_field(value, rules, at);
    }
}

/// Checks an argument that becomes a part of the query.
#[doc(hidden)]
pub fn check_query<T: Sent>(value: &Option<T>, rules: &Rules, at: &At<'_, Violations>) {
    match value {
        Some(value) if rules.required && value.is_nothing() => at.refuse_always("is empty, so it would be missing"),
        _ => check_field(value, rules, at),
    }
}

/// Checks an argument that becomes a segment of the path. The project may be left out: the configuration knows it, or
/// finds it out.
#[doc(hidden)]
pub fn check_path<T: Sent>(value: &Option<T>, rules: &Rules, at: &At<'_, Violations>) {
    match value.as_ref().and_then(Sent::text) {
        Some(text) if matches!(&*text, "" | "." | "..") => {
            at.refuse_always(format_args!("is {text:?}, which would address another route"));
        }
        None if at.path() == PROJECT_ID => {}
        _ => check_field(value, rules, at),
    }
}

/// Checks an argument that becomes a header.
#[doc(hidden)]
pub fn check_header<T: Sent>(value: &Option<T>, rules: &Rules, at: &At<'_, Violations>) {
    match value.as_ref().and_then(Sent::text) {
        Some(text) if HeaderValue::from_str(&text).is_err() => {
            at.refuse_always("has a character that cannot travel in a header");
        }
        _ => check_field(value, rules, at),
    }
}

/// An argument as text, where it is there and is one value.
#[doc(hidden)]
pub fn argument_text<T: Sent>(value: &Option<T>) -> Option<String> {
    value.as_ref().and_then(Sent::text).map(Cow::into_owned)
}

/// Refuses a value that is none of the documented ones.
#[doc(hidden)]
pub fn refuse_value(at: &At<'_, Violations>, value: &str, known: &[&str]) {
    let known: Vec<String> = known.iter().map(|known| format!("`{known}`")).collect();
    at.refuse(format_args!("is {value:?}, not one of {}", joined(&known, ", ")));
}

/// Says of a count that it is outside its limits, and tells whether it is within them.
fn check_count(count: usize, least: Option<u64>, most: Option<u64>, unit: &str, at: &At<'_, Violations>) -> bool {
    let count = count as u64;
    let units = |number: u64| format!("{number} {unit}{}", if number == 1 { "" } else { "s" });
    if let Some(least) = least.filter(|least| count < *least) {
        at.refuse(format_args!("has {}, and at least {least} must be there", units(count)));
    }
    if let Some(most) = most.filter(|most| count > *most) {
        at.refuse(format_args!("has {}, and at most {most} are allowed", units(count)));
    }
    (least.unwrap_or(0)..=most.unwrap_or(u64::MAX)).contains(&count)
}

#[cfg(feature = "patterns")]
fn check_pattern(text: &str, rules: &Rules, at: &At<'_, Violations>) {
    if let Some(pattern) = rules.pattern
        && !super::pattern::matches(pattern, text)
    {
        at.refuse(format_args!("does not match `{pattern}`"));
    }
}

/// Without the feature, a pattern forbids nothing.
#[cfg(not(feature = "patterns"))]
fn check_pattern(_: &str, _: &Rules, _: &At<'_, Violations>) {}

impl Sent for String {
    fn check(&self, rules: &Rules, at: &At<'_, Violations>) {
        // No page says that what is mandatory may be left empty, and hardly any says that it may not.
        if self.is_empty() && rules.required && rules.min_length.is_none() {
            at.refuse("is empty, and it is mandatory");
        }
        let is_limited = rules.min_length.is_some() || rules.max_length.is_some();
        // A text of a wrong length is not searched: it may be of any length, and a pattern may take its time.
        if !is_limited || check_count(self.chars().count(), rules.min_length, rules.max_length, "character", at) {
            check_pattern(self, rules, at);
        }
    }

    fn text(&self) -> Option<Cow<'_, str>> {
        Some(Cow::Borrowed(self))
    }
}

impl Sent for i64 {
    fn check(&self, rules: &Rules, at: &At<'_, Violations>) {
        #[allow(clippy::cast_precision_loss, reason = "a limit with a fraction is no large number")]
        let compare = |bound: Bound| match bound {
            Bound::Whole(bound) => (Some(self.cmp(&bound)), bound.to_string()),
            Bound::Any(bound) => ((*self as f64).partial_cmp(&bound), bound.to_string()),
        };
        check_bounds(self, rules, compare, at);
        if let Some(values) = rules.values.filter(|values| !values.contains(self)) {
            let values: Vec<String> = values.iter().map(ToString::to_string).collect();
            at.refuse(format_args!("is {self}, not one of {}", joined(&values, ", ")));
        }
    }

    fn text(&self) -> Option<Cow<'_, str>> {
        Some(Cow::Owned(self.to_string()))
    }
}

impl Sent for f64 {
    fn check(&self, rules: &Rules, at: &At<'_, Violations>) {
        if !self.is_finite() {
            return at.refuse_always(format_args!("is {self}, which JSON cannot write"));
        }
        #[allow(clippy::cast_precision_loss, reason = "the limit of a number with a fraction is no large number")]
        let compare = |bound: Bound| match bound {
            Bound::Whole(bound) => (self.partial_cmp(&(bound as f64)), bound.to_string()),
            Bound::Any(bound) => (self.partial_cmp(&bound), bound.to_string()),
        };
        check_bounds(self, rules, compare, at);
    }

    fn text(&self) -> Option<Cow<'_, str>> {
        Some(Cow::Owned(self.to_string()))
    }
}

fn check_bounds(
    value: &impl fmt::Display,
    rules: &Rules,
    compare: impl Fn(Bound) -> (Option<Ordering>, String),
    at: &At<'_, Violations>,
) {
    if let Some((ordering, bound)) = rules.minimum.map(&compare)
        && ordering == Some(Ordering::Less)
    {
        at.refuse(format_args!("is {value}, less than {bound}"));
    }
    if let Some((ordering, bound)) = rules.maximum.map(&compare)
        && ordering == Some(Ordering::Greater)
    {
        at.refuse(format_args!("is {value}, more than {bound}"));
    }
}

impl Sent for bool {
    fn check(&self, _: &Rules, _: &At<'_, Violations>) {}

    fn text(&self) -> Option<Cow<'_, str>> {
        Some(Cow::Borrowed(if *self { "true" } else { "false" }))
    }
}

impl Sent for Value {
    fn is_nothing(&self) -> bool {
        self.is_null()
    }

    fn check(&self, _: &Rules, _: &At<'_, Violations>) {}
}

impl<T: Sent> Sent for Box<T> {
    fn check(&self, rules: &Rules, at: &At<'_, Violations>) {
        (**self).check(rules, at);
    }

    fn is_nothing(&self) -> bool {
        (**self).is_nothing()
    }

    fn text(&self) -> Option<Cow<'_, str>> {
        (**self).text()
    }
}

impl<T: Sent> Sent for Vec<T> {
    fn is_nothing(&self) -> bool {
        self.is_empty()
    }

    fn check(&self, rules: &Rules, at: &At<'_, Violations>) {
        check_count(self.len(), rules.min_items, rules.max_items, "element", at);
        let each = rules.each.unwrap_or(&Rules::NONE);
        for (index, item) in self.iter().enumerate() {
            item.check(each, &at.item(index));
        }
    }
}

impl<T: Sent> Sent for BTreeMap<String, T> {
    fn is_nothing(&self) -> bool {
        self.is_empty()
    }

    fn check(&self, rules: &Rules, at: &At<'_, Violations>) {
        check_count(self.len(), rules.min_items, rules.max_items, "key", at);
        let each = rules.each.unwrap_or(&Rules::NONE);
        for (key, value) in self {
            value.check(each, &at.key(key));
        }
    }
}

impl Sent for Map<String, Value> {
    fn is_nothing(&self) -> bool {
        self.is_empty()
    }

    fn check(&self, rules: &Rules, at: &At<'_, Violations>) {
        check_count(self.len(), rules.min_items, rules.max_items, "key", at);
    }
}

/// A stream has nothing to check.
impl Sent for reqwest::Body {
    fn check(&self, _: &Rules, _: &At<'_, Violations>) {}
}
