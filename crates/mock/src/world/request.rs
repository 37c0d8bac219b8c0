//! What a request says of things. It may have any form: in lenient mode nothing has been refused.

use std::borrow::Cow;

use contract::{Address, Segment};
use serde_json::Value;

use crate::api::Checked;

/// A text or a number of the request, as a text.
pub(super) fn word<'c>(address: &Address, checked: &'c Checked) -> Option<Cow<'c, str>> {
    match address {
        Address::Parameter(_, name) => argument(name, checked).map(Cow::Borrowed),
        Address::Request(path) => text(find(checked.body.as_ref()?, &path.0)?),
        _ => None,
    }
}

/// A value of the request.
pub(super) fn value(address: &Address, checked: &Checked) -> Option<Value> {
    match address {
        Address::Parameter(_, name) => argument(name, checked).map(Value::from),
        Address::Request(path) => find(checked.body.as_ref()?, &path.0).cloned(),
        _ => None,
    }
}

/// An argument of path or query; the first one of that name.
pub(super) fn argument<'c>(name: &str, checked: &'c Checked) -> Option<&'c str> {
    checked.arguments.iter().find(|(other, _)| other == name).map(|(_, value)| value.as_str())
}

/// The entries of the list that a path leads through, and the way on from each.
pub(super) fn entries<'c, 'a>(address: &'a Address, checked: &'c Checked) -> Option<(&'c [Value], &'a [Segment])> {
    let path = address.field_path()?.0.as_slice();
    let at = path.iter().position(|segment| *segment == Segment::Item)?;
    let (list, below) = (path.get(..at)?, path.get(at + 1..)?);
    let entries = checked.body.as_ref().and_then(|body| find(body, list)?.as_array());
    Some((entries.map_or(&[], Vec::as_slice), below))
}

/// What a path of fields leads to.
pub(super) fn find<'v>(value: &'v Value, path: &[Segment]) -> Option<&'v Value> {
    path.iter().try_fold(value, |value, segment| match segment {
        Segment::Field(name) => value.get(name),
        Segment::Item | Segment::Value => None,
    })
}

/// A text as it is; a number or a flag as its text.
pub(super) fn text(value: &Value) -> Option<Cow<'_, str>> {
    match value {
        Value::String(text) => Some(Cow::Borrowed(text)),
        Value::Number(number) => Some(Cow::Owned(number.to_string())),
        Value::Bool(flag) => Some(Cow::Borrowed(if *flag { "true" } else { "false" })),
        _ => None,
    }
}
