//! Example bodies against JSON, and against the tables that describe them.

mod allowed;
mod around;
mod fields;
mod syntax;
mod told;

use contract::{Address, Aspect, Defect, Example, ExampleRole, FieldPath, Misfit, fit};
use foldhash::{HashMap, HashMapExt, HashSet};

pub(crate) use syntax::unparsable;

use super::{Class, MOST, leave_out};
use crate::json;
use crate::lower::Lowering;
use crate::uri;
use crate::walk::Answer;

/// One misfit, the example that shows it first, and how many do.
struct Group {
    class: Class,
    misfit: Misfit,
    /// Which example of the page.
    example: usize,
    count: usize,
}

/// Example bodies that their tables do not allow: one defect for each address and aspect, however many examples show it.
pub(super) fn find(lowering: &mut Lowering<'_, '_>) {
    let mut groups: Vec<Group> = Vec::new();
    let mut known: HashMap<(Address, Class, Option<Aspect>), usize> = HashMap::new();
    let mut more = false;
    for (example, shown) in lowering.contract.examples.iter().take(MOST).enumerate() {
        let (misfits, cut_off) = misfits(lowering, shown);
        more |= cut_off;
        for (class, misfit) in misfits {
            let group = *known.entry((misfit.address.clone(), class, misfit.aspect)).or_insert(groups.len());
            match groups.get_mut(group) {
                Some(group) => group.count += 1,
                None => groups.push(Group { class, misfit, example, count: 1 }),
            }
        }
    }
    let mut defects: Vec<Defect> = Vec::new();
    for of_one in groups.chunk_by(|a, b| a.example == b.example) {
        let Some(example) = of_one.first().and_then(|group| lowering.contract.examples.get(group.example)) else {
            continue;
        };
        let pointers: HashSet<&str> = of_one.iter().map(|group| group.misfit.pointer.as_str()).collect();
        let block = lowering.bodies.iter().find(|(line, _)| *line >= example.at.line);
        let places = block.map(|(_, lines)| json::locate(lines, &pointers)).unwrap_or_default();
        defects.extend(of_one.iter().map(|group| {
            let place = places.get(group.misfit.pointer.as_str());
            told::defect(lowering, group, example, place.copied())
        }));
    }
    lowering.contract.defects.extend(defects);
    if more {
        leave_out(lowering, "misfits in one example");
    }
}

/// What in an example its table does not allow, and what kind of contradiction each is; and whether there is more of it.
fn misfits(lowering: &Lowering<'_, '_>, example: &Example) -> (Vec<(Class, Misfit)>, bool) {
    let Some(body) = &example.body else { return Default::default() };
    if is_of_another(lowering, example) {
        return Default::default();
    }
    let (contract, root) = (&lowering.contract, root(lowering, example.role));
    if let Some(misfit) = around::misfit(contract, &root, body) {
        return (vec![(Class::ExampleRoot, misfit)], false);
    }
    let misfits = fit(contract, &root, body);
    let cut_off = misfits.len() > MOST;
    let mut found: Vec<(Class, Misfit)> = misfits
        .into_iter()
        .take(MOST)
        .filter_map(|misfit| Some((allowed::class(contract, &misfit)?, misfit)))
        .collect();
    // An example that leaves out most of what is mandatory in one object shows another form of it.
    if found.iter().filter(|(class, _)| *class == Class::ExampleMissingField).count() > 2 {
        found.retain(|(class, _)| *class != Class::ExampleMissingField);
    }
    (found, cut_off)
}

/// The body that an example shows.
fn root(lowering: &Lowering<'_, '_>, role: ExampleRole) -> Address {
    let success = || Address::Response(lowering.status(Answer::Unsaid), FieldPath::root());
    role.body(&lowering.contract).unwrap_or_else(success)
}

/// Whether an example's request line belongs to another operation of the page.
fn is_of_another(lowering: &Lowering<'_, '_>, example: &Example) -> bool {
    let Some(line) = &example.line else { return false };
    let fits = |endpoint| uri::misfit(line, endpoint).is_none();
    !fits(lowering.endpoint) && lowering.endpoints.iter().any(fits)
}
