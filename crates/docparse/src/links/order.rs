//! Tables that have neither label nor caption, by the order in which rows ask for them.

use std::collections::VecDeque;

use contract::Type;
use foldhash::{HashMap, HashMapExt};

use super::lost::meant;
use super::{Linked, group};
use crate::nesting::Examples;
use crate::sections::Section;
use crate::tables::Role;
use crate::walk::{Answer, Walk};

impl Linked<'_> {
    /// Links tables that have neither label nor caption in the order in which rows ask for them.
    pub(super) fn in_order(&mut self, walk: &Walk<'_>, waiting: &[usize], examples: &mut Examples<'_, '_>) {
        let mut groups: Vec<(Section, Answer)> = Vec::new();
        for table in waiting {
            let group = group(walk, *table);
            if !groups.contains(&group) {
                groups.push(group);
            }
        }
        for of in groups {
            let free: VecDeque<usize> = waiting.iter().copied().filter(|table| group(walk, *table) == of).collect();
            let roots: Vec<usize> = (0..self.tables.len())
                .rev()
                .filter(|at| matches!(self.tables[*at].role, Role::Request | Role::Response) && group(walk, *at) == of)
                .collect();
            let mut order = self.order(&roots, free.clone(), false, of.0, examples);
            if !order.left.is_empty() {
                // Objects whose type has no name may each have a table too, if there is one for each of them.
                let all = self.order(&roots, free, true, of.0, examples);
                if all.left.is_empty() && all.without == 0 {
                    order = all;
                }
            }
            self.links.extend(order.links);
        }
    }

    /// Walks from the tables of bodies through the rows that ask for a table, and gives each the next one that is free;
    /// `unnamed` says that objects without a type name ask too.
    fn order(
        &self,
        roots: &[usize],
        mut free: VecDeque<usize>,
        unnamed: bool,
        section: Section,
        examples: &mut Examples<'_, '_>,
    ) -> Order {
        let mut next = |free: &VecDeque<usize>, field: &str| {
            examples.fitting(section, field, free.iter().map(|at| self.tables[*at].params.as_slice()))
        };
        let mut links: HashMap<(usize, usize), Vec<usize>> = HashMap::new();
        let mut names: HashMap<String, usize> = HashMap::new();
        let mut without = 0;
        // The vendor's generator writes the tables depth first: of 110 bodies measured, 98 are in that order, and none in
        // breadth-first order where the two differ. The stack is our own, so that no page can exhaust Rust's.
        let mut open: Vec<(usize, usize)> = roots.iter().map(|at| (*at, 0)).collect();
        while let Some((table, row)) = open.pop() {
            let Some(param) = self.tables[table].params.get(row) else { continue };
            open.push((table, row + 1));
            let Some(name) = param.type_name().map(str::to_owned) else {
                // A row without one may still say which table it means, and captions are numbered.
                let meant = Some(param).filter(|param| param.is_structured()).and_then(meant);
                let meant = meant.and_then(|number| number.checked_sub(1));
                let object = matches!(param.ty.as_ref().map(Type::innermost), Some(Type::Object(None) | Type::Any));
                let linked = self.links.contains_key(&(table, row));
                let told = meant.and_then(|meant| free.iter().position(|at| *at == meant));
                let asks = unnamed && object && !linked && meant.is_none();
                let next = if asks { next(&free, &param.name) } else { None };
                match told.or(next).and_then(|at| free.remove(at)) {
                    Some(target) => {
                        links.insert((table, row), vec![target]);
                        open.push((target, 0));
                    }
                    None => without += usize::from(asks),
                }
                continue;
            };
            let known = names.get(&name).copied();
            let target = known.or_else(|| free.remove(next(&free, &param.name)?));
            let Some(target) = target else { continue };
            links.insert((table, row), vec![target]);
            if known.is_none() {
                names.insert(name, target);
                open.push((target, 0));
            }
        }
        Order { links, left: free, without }
    }
}

/// Which rows take which tables, where only their order tells.
struct Order {
    links: HashMap<(usize, usize), Vec<usize>>,
    /// The tables that no row asked for.
    left: VecDeque<usize>,
    /// How many objects found no table.
    without: usize,
}
