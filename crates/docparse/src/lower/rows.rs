//! One row, and the rows of its object below it.

use contract::{Address, Aspect, Basis, Fate, FieldPath, Segment, Type, Value};

use super::{DEEPEST, LONG, Lowering};
use crate::constraints::{About, Said};
use crate::params::{Param, Stated};

impl Lowering<'_, '_> {
    /// States a row at an address, and the rows of its object below it; unless there is no room for them.
    pub(super) fn row(&mut self, table: usize, row: usize, address: Address) -> bool {
        let linked = self.linked;
        let param = &linked.tables[table].params[row];
        if self.open.len() > 1 && !self.has_room(&address) {
            self.overflows = true;
            return false;
        }
        match &mut self.fates[table][row] {
            Some(Fate::Told(addresses)) => addresses.push(address.clone()),
            fate => *fate = Some(Fate::Told(vec![address.clone()])),
        }
        self.enclose(param, &address);
        self.state(param, &address);
        let is_root = param.is_root() && address.field_path().is_some_and(FieldPath::is_root);
        let shape = if is_root { Some(param.root_type()) } else { param.ty.clone() };
        let targets = linked.links(table, row);
        let inside = address.field_path().filter(|_| !targets.is_empty()).map(|path| below(path, shape.as_ref()));
        for &target in targets {
            let Some(path) = inside.as_ref().filter(|_| !self.open.contains(&target)) else {
                continue;
            };
            self.open.push(target);
            for (row, param) in linked.tables[target].params.iter().enumerate() {
                let path = path_of(path.clone(), param);
                if !param.name.is_empty() && !self.row(target, row, address.with_path(path)) {
                    break;
                }
            }
            self.open.pop();
        }
        // What a row says about a field of its object can be stated only once that field is there.
        for said in &param.said {
            let About::Child(name) = &said.about else { continue };
            let inside = address.field_path().map(|path| below(path, shape.as_ref()));
            let child = inside.map(|path| address.with_path(path.field(name)));
            match child.filter(|child| self.index.contains_key(child.as_key().as_ref())) {
                Some(child) => self.said(&child, said),
                None if *name == param.name => self.said(&address, said),
                None => {}
            }
        }
        true
    }

    /// Counts a field of an object; whether there is room for it.
    fn has_room(&mut self, address: &Address) -> bool {
        let length = address.field_path().map_or(0, FieldPath::length);
        let left = self.left.checked_sub(1 + length / LONG).filter(|_| self.open.len() <= DEEPEST);
        self.left = left.unwrap_or(self.left);
        left.is_some()
    }

    /// States the object that a row lies in where it has no row of its own.
    fn enclose(&mut self, param: &Param<'_>, address: &Address) {
        let (Some(outer), Some(path)) = (param.outer.first(), address.field_path()) else { return };
        let above = &path.0[..path.0.len().saturating_sub(1)];
        let holder = above.iter().rposition(|segment| *segment == Segment::Field(outer.name.clone()));
        if let (Some(at), Some(ty), Some(basis)) = (holder, outer.ty.clone(), outer.implied) {
            let holder = address.with_path(FieldPath(above[..=at].to_vec()));
            self.set(&holder, param.line, Aspect::Type, Value::Type(ty), basis);
        }
    }

    fn said(&mut self, address: &Address, said: &Said) {
        self.set(address, said.line, said.aspect, said.value.clone(), said.basis);
    }

    fn state(&mut self, param: &Param<'_>, address: &Address) {
        let line = param.line;
        let known = self.index.contains_key(address.as_key().as_ref());
        let element = self.element(address, line);
        if !known || element.words.is_none() {
            element.words.clone_from(&param.words);
        }
        let is_root = param.is_root() && address.field_path().is_some_and(FieldPath::is_root);
        match &param.presence {
            Stated::Presence(presence) => {
                self.set(address, line, Aspect::Presence, Value::Presence(*presence), Basis::Column);
            }
            Stated::Condition(words) => {
                self.set(address, line, Aspect::Condition, Value::Text(words.clone()), Basis::Column);
            }
            Stated::Nothing => {}
        }
        if let Some(ty) = param.ty.clone().filter(|_| !is_root) {
            self.set(address, line, Aspect::Type, Value::Type(ty), param.ty_basis);
        }
        if let Some(length) = param.max_length {
            self.set(address, line, Aspect::MaxLength, Value::Number(length.into()), Basis::Column);
        }
        if let Some(format) = param.format {
            self.set(address, line, Aspect::Format, Value::Text(format.into()), Basis::Column);
        }
        for said in &param.said {
            match &said.about {
                About::Field => self.said(address, said),
                About::Item => {
                    let inside = address.field_path().map(|path| below(path, param.ty.as_ref()));
                    let item = inside.map_or_else(|| address.clone(), |path| address.with_path(path));
                    self.said(&item, said);
                }
                About::Child(_) => {}
            }
        }
    }
}

/// The path to a row of a table whose fields lie below `base`.
pub(super) fn path_of(base: FieldPath, param: &Param<'_>) -> FieldPath {
    let inside = param.outer.iter().fold(base, |path, outer| below(&path.field(&outer.name), outer.ty.as_ref()));
    if param.is_root() { inside } else { inside.field(&param.name) }
}

/// The path to the fields inside a value of that type.
fn below(path: &FieldPath, ty: Option<&Type>) -> FieldPath {
    match ty {
        Some(Type::Array(item)) => below(&path.item(), Some(item)),
        // The fields that a table lists for a map of scalars are keys of the map itself.
        Some(Type::Map(value)) if matches!(value.innermost(), Type::Object(_) | Type::Any) => {
            below(&path.value(), Some(value))
        }
        _ => path.clone(),
    }
}
