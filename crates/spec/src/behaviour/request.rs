//! The parts of a request that say which thing is meant, and what is to become of it.

use contract::{Address, Aspect, Contract, FieldPath, ParameterIn, Segment, Type};
use document::node::Field;
use document::suggest::{nearest, one_of};

use crate::methods::Reader;

/// The part of the request that a key names, if it is there and of one of those types.
pub(super) fn part(contract: &Contract, field: &Field, takes: &[Type], reader: &mut Reader<'_, '_>) -> Option<Address> {
    let (text, at) = (field.value.text()?, field.value.at);
    let known = || {
        let elements = contract.elements.iter().map(|element| &element.address);
        elements.filter(|address| is_readable(address)).map(ToString::to_string).collect::<Vec<_>>()
    };
    let address = text.parse::<Address>().ok().filter(is_readable);
    let Some((address, ty)) = address.and_then(|address| ty(contract, &address).map(|ty| (address, ty))) else {
        let known = known();
        let names = known.iter().map(String::as_str);
        let help = match nearest(text, names.clone()) {
            Some(meant) => format!("did you mean `{meant}`?"),
            None if known.is_empty() => "the operation is asked for without any argument".to_owned(),
            None => format!("it has {}", one_of(names).replace(" or ", " and ")),
        };
        let message = format!("`{}` is no part of the request", text.escape_debug());
        return reader.refuse_about(contract.operation(), "path", at, message, help);
    };
    let element = contract.get(&address);
    let path = address.field_path().map(|path| path.0.as_slice()).unwrap_or_default();
    let lists = path.iter().filter(|segment| **segment == Segment::Item).count();
    if lists > 1 || path.contains(&Segment::Value) {
        let message = format!("`{address}` leads through several lists, or through a map");
        return reader.refuse_about(element, "path", at, message, "name a field that is in one list at most");
    }
    if !takes.contains(&ty) {
        let types: Vec<String> = takes.iter().map(ToString::to_string).collect();
        let message = format!("`{address}` is of type {ty}");
        let help = format!("name a part of type {}", one_of(types.iter().map(String::as_str)).replace('`', ""));
        return reader.refuse_about(element, "path", at, message, help);
    }
    if element.is_some_and(|element| element.facts.flag(Aspect::Secret)) {
        let message = format!("`{address}` is a secret, and this is shown");
        return reader.refuse_about(element, "path", at, message, "name another part");
    }
    Some(address)
}

/// Whether it is an argument in path or query, or below the body.
fn is_readable(address: &Address) -> bool {
    match address {
        Address::Parameter(place, _) => matches!(place, ParameterIn::Path | ParameterIn::Query),
        Address::Request(path) => !path.is_root(),
        _ => false,
    }
}

/// The type of a part, without names and widths; of the items of a list only the list may state it.
pub(super) fn ty(contract: &Contract, address: &Address) -> Option<Type> {
    let stated = contract.get(address).and_then(|element| element.facts.ty().map(Type::shape));
    stated.or_else(|| match address.field_path()?.0.split_last()? {
        (Segment::Item, list) => match ty(contract, &address.with_path(FieldPath(list.to_vec())))? {
            Type::Array(item) => Some(*item),
            _ => None,
        },
        _ => None,
    })
}

/// The list whose entries a part belongs to: the path up to its `[]`.
pub(super) fn list_of(address: &Address) -> Option<&[Segment]> {
    let path = &address.field_path()?.0;
    let end = path.iter().position(|segment| *segment == Segment::Item)?;
    Some(&path[..=end])
}
