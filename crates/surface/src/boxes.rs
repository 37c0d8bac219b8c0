//! Boxes stand where a record contains itself, and nowhere else.

use std::collections::{HashMap, HashSet};

use contract::Problem;

use crate::items::{Body, Items};
use crate::rust_type::{RustType, Shape};
use crate::{REGENERATE, UNREAD};

/// Says which boxes end no recursion, and which records are without an end for want of one.
pub(crate) fn check(items: &Items<'_>, problems: &mut Vec<Problem>) {
    let records = || {
        items.types.iter().filter_map(|(name, definition)| match &definition.body {
            Body::Record(record) => Some((*name, record)),
            _ => None,
        })
    };
    // What each record holds by itself or in a box: lists and maps are as small with anything in them.
    let (mut all, mut unboxed) = (Edges::new(), Edges::new());
    for (name, record) in records() {
        for (target, is_boxed) in record.fields.iter().filter_map(|field| held(&field.ty)) {
            all.entry(name).or_default().push(target);
            if !is_boxed {
                unboxed.entry(name).or_default().push(target);
            }
        }
    }
    for (name, record) in records() {
        for field in &record.fields {
            let Some((target, is_boxed)) = held(&field.ty) else { continue };
            let expected = match is_boxed {
                true if !leads(&all, target, name) => "no box, for what is in it does not hold the record again",
                false if leads(&unboxed, target, name) => "a box, for what is here holds the record again",
                _ => continue,
            };
            let message = format!("expected {expected}, but found `{}`", field.ty);
            problems.push(Problem::error(UNREAD, field.ty.at.clone(), message).help(REGENERATE));
        }
    }
}

type Edges<'t> = HashMap<&'t str, Vec<&'t str>>;

/// The type that a field is made of, and whether it is in a box.
fn held<'t>(ty: &RustType<'t>) -> Option<(&'t str, bool)> {
    match &ty.shape {
        Shape::Named(name) => Some((name, false)),
        Shape::Boxed(inner) => held(inner).map(|(name, _)| (name, true)),
        _ => None,
    }
}

/// Whether a way leads from one record to another, or it is that one.
fn leads(edges: &Edges<'_>, from: &str, to: &str) -> bool {
    let (mut stack, mut seen) = (vec![from], HashSet::new());
    while let Some(name) = stack.pop() {
        if name == to {
            return true;
        }
        if seen.insert(name) {
            stack.extend(edges.get(name).into_iter().flatten());
        }
    }
    false
}
