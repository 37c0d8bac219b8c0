//! Examples with an object around their fields that the table lacks, or without one that it has.

use contract::{Address, Contract, FieldPath, Misfit, Type};
use serde_json::Value;

use super::fields::names;
use crate::defects::listed;

/// What an example that shares no field with its table looks like: an object around it is missing, or one too many.
pub(super) fn misfit(contract: &Contract, root: &Address, body: &Value) -> Option<Misfit> {
    let Value::Object(given) = body else { return None };
    if !matches!(contract.get(root)?.facts.ty(), Some(Type::Object(_))) {
        return None;
    }
    let below = |address: &Address| names(contract, address);
    let stated = below(root);
    let shared = |keys: &[&str], names: &[&str]| keys.iter().filter(|key| names.contains(key)).count();
    let keys: Vec<&str> = given.keys().map(String::as_str).collect();
    // `Parameter name` stands for any name.
    if stated.iter().any(|name| name.contains(' '))
        || stated.is_empty()
        || keys.is_empty()
        || shared(&keys, &stated) > 0
    {
        return None;
    }
    let message = if let [(name, Value::Object(inside))] = given.iter().collect::<Vec<_>>().as_slice()
        && shared(&inside.keys().map(String::as_str).collect::<Vec<_>>(), &stated) > 0
    {
        format!("the example wraps the fields of the table in `{name}`, which no row states")
    } else if let Some(outer) = stated.iter().find(|outer| {
        let field = root.with_path(FieldPath::root().field(**outer));
        let item = field.with_path(field.field_path().cloned().unwrap_or_default().item());
        shared(&keys, &below(&field)) + shared(&keys, &below(&item)) > 0
    }) {
        format!("the example shows the fields of `{outer}` without the `{outer}` around them")
    } else {
        let (keys, stated) = (listed(keys.iter().copied()), listed(stated.iter().copied()));
        format!("the example has {keys} where the table has {stated}")
    };
    Some(Misfit { address: root.clone(), aspect: None, message, pointer: String::new() })
}
