//! One row, and the rows of its object below it.

use contract::{Address, Aspect, Basis, Fate, FieldPath, Type, Value};

use super::{Lowering, MOST, listed};
use crate::constraints::{About, Said};
use crate::params::{Param, Stated};

impl Lowering<'_, '_> {
    /// States a row at an address, and the rows of its object below it.
    pub(super) fn row(&mut self, table: usize, row: usize, address: Address) {
        let linked = self.linked;
        let param = &linked.tables[table].params[row];
        match &mut self.fates[table][row] {
            Some(Fate::Told(addresses)) => addresses.push(address.clone()),
            fate => *fate = Some(Fate::Told(vec![address.clone()])),
        }
        if self.contract.elements.len() >= MOST {
            self.overflows = true;
            return;
        }
        self.state(param, &address);
        let is_root = param.is_root() && address.field_path().is_some_and(FieldPath::is_root);
        let shape = if is_root { Some(listed(param.ty.clone())) } else { param.ty.clone() };
        let inside = address.field_path().map(|path| below(path, shape.as_ref()));
        for &target in linked.links(table, row) {
            let Some(path) = inside.as_ref().filter(|_| !self.open.contains(&target)) else {
                continue;
            };
            self.open.push(target);
            for (row, param) in linked.tables[target].params.iter().enumerate() {
                let path = if param.is_root() { path.clone() } else { path.field(&param.name) };
                if !param.name.is_empty() {
                    self.row(target, row, address.with_path(path));
                }
            }
            self.open.pop();
        }
        // What a row says about a field of its object can be stated only once that field is there.
        for said in &param.said {
            let About::Child(name) = &said.about else { continue };
            let inside = address.field_path().map(|path| below(path, shape.as_ref()));
            let child = inside.map(|path| address.with_path(path.field(name)));
            match child.filter(|child| self.index.contains_key(&child.key())) {
                Some(child) => self.said(&child, said),
                None if *name == param.name => self.said(&address, said),
                None => {}
            }
        }
    }

    fn said(&mut self, address: &Address, said: &Said) {
        self.set(address, said.line, said.aspect, said.value.clone(), said.basis);
    }

    fn state(&mut self, param: &Param<'_>, address: &Address) {
        let line = param.line;
        let known = self.index.contains_key(&address.key());
        let element = self.element(address.clone(), line);
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
            self.set(address, line, Aspect::Type, Value::Type(ty), Basis::Column);
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
