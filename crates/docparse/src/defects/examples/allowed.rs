//! What kind of contradiction a misfit is, unless the words of the page allow it.

use contract::{Address, Aspect, Contract, Element, FieldPath, Misfit, Segment};

use super::fields::{names, parent, siblings};
use crate::defects::Class;
use crate::pattern::pattern;

// One of several fields is enough, or the field is needed in some case only: an example without it may be right.
pattern!(
    CONDITIONAL,
    r"(?i)\b(?:either|alternative(?:ly)?|at least one|one of|exclusive|instead of|(?:must|need|can(?:not)?|should)(?: to)?(?: not)? be (?:specified|set|configured|left)|(?:mandatory|required|valid|needed|available|used|specified|configured|returned|displayed|exists?) (?:only )?(?:when|if|for|in|by)|if th|only (?:when|if|for)|this parameter is (?:not|optional)|can be (?:empty|omitted|left))\b"
);
pattern!(SPELLING, r"(?i)case[- ]insensitive|not case[- ]sensitive");

/// The class of a misfit; `None` where the words of the page allow it.
pub(super) fn class(contract: &Contract, misfit: &Misfit) -> Option<Class> {
    let element = contract.get(&misfit.address);
    let words = element.and_then(|element| element.words.as_deref()).unwrap_or_default();
    match misfit.aspect {
        Some(Aspect::Type) if misfit.address.field_path().is_some_and(FieldPath::is_root) => Some(Class::ExampleRoot),
        Some(Aspect::Type) => Some(Class::ExampleType),
        Some(Aspect::Nullable) => Some(Class::ExampleNull),
        Some(Aspect::Presence) => {
            let conditional = element.is_some_and(|element| element.facts.get(Aspect::Condition).is_some());
            (!conditional
                && !has_placeholders(contract, &misfit.address)
                && !CONDITIONAL.is_match(words)
                && !is_alternative(contract, misfit))
            .then_some(Class::ExampleMissingField)
        }
        Some(Aspect::Values) => (!SPELLING.is_match(words)).then_some(Class::ExampleNotAllowed),
        Some(_) => Some(Class::ExampleOutOfRange),
        None => (!is_free(contract, misfit)).then_some(Class::ExampleUnknownField),
    }
}

/// Whether a field beside the missing one says that one of them is enough.
fn is_alternative(contract: &Contract, misfit: &Misfit) -> bool {
    let Some(name) = misfit.address.field_path().and_then(FieldPath::name) else { return false };
    let says = |words: &str| {
        CONDITIONAL.is_match(words)
            && words.split(|c: char| !(c.is_alphanumeric() || c == '_')).any(|word| word == name)
    };
    siblings(contract, &misfit.address).any(|sibling| sibling.words.as_deref().is_some_and(says))
}

/// Whether the object takes any key: by its name or its words, as metadata does, or by the rows in it.
fn is_free(contract: &Contract, misfit: &Misfit) -> bool {
    let Some(mut outer) = parent(&misfit.address) else { return false };
    let own = misfit.address.field_path().and_then(FieldPath::name).unwrap_or_default();
    // An id is no name of a field.
    let is_id = own.len() >= 32 && own.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b'-');
    if is_id || has_placeholders(contract, &misfit.address) {
        return true;
    }
    // The words about a list stand at the list; those about its items nowhere.
    while let Some(Segment::Item | Segment::Value) = outer.field_path().and_then(|path| path.0.last()) {
        let Some(further) = parent(&outer) else { return false };
        outer = further;
    }
    let named = |name: &str| {
        let lower = name.to_ascii_lowercase();
        ["metadata", "labels", "annotations", "tags"].iter().any(|free| lower.ends_with(free))
    };
    let free = ["key-value", "etadata of", "etadata to be", "key/value", "key value", "custom"];
    let says =
        |element: &Element| element.words.as_deref().is_some_and(|words| free.iter().any(|said| words.contains(said)));
    outer.field_path().and_then(FieldPath::name).is_some_and(named) || contract.get(&outer).is_some_and(says)
}

/// Whether the rows beside a field are called `key` and `value`, or by a sentence: they stand for any field.
fn has_placeholders(contract: &Contract, address: &Address) -> bool {
    let names = parent(address).map(|object| names(contract, &object)).unwrap_or_default();
    names.iter().any(|name| name.contains(' ')) || names == ["key", "value"]
}
