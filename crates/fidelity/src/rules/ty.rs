//! Types agree, and integers are as wide as documented: where no width is, 64 bits are the safe reading.

use contract::{Address, Aspect, Type, Value};

use super::status::is_status;
use super::undocumented::shared_error;
use super::{Rule, Verdict, differing, hear, page_and_spec, say, sides, spec_and_rust};
use crate::{Case, Finding, Subject};

/// The rule.
pub const RULE: Rule = Rule { id: "type", summary: "Page, spec and Rust give every value the same type.", check };

fn check(case: &Case, subjects: &[Subject<'_>]) -> Vec<Finding> {
    let typed = subjects.iter().filter(|subject| !is_status(&subject.address));
    typed
        .flat_map(|subject| {
            sides(page_to_spec(subject), spec_to_rust(subjects, subject)).map(|(side, message)| {
                let mut found = differing(case, RULE.id, &subject.address, side, message);
                found.told = hear(case, subject, say(Aspect::Type));
                found
            })
        })
        .collect()
}

fn page_to_spec(subject: &Subject<'_>) -> Option<String> {
    let address = &subject.address;
    let message = match page_and_spec(subject, Aspect::Type, same(|page| page.unnamed())) {
        Verdict::Agree => return None,
        Verdict::LeftOut(page) => format!("the page gives `{address}` the type {page}, the spec gives it none"),
        // A body as a whole has no row that could state its type.
        Verdict::Added(_) if is_root(address) => return None,
        Verdict::Added(spec) => format!("the spec gives `{address}` the type {spec}, no page gives it one"),
        Verdict::Differ(page, spec) => format!("`{address}` is {page} on the page, but {spec} in the spec"),
    };
    Some(message)
}

fn spec_to_rust(subjects: &[Subject<'_>], subject: &Subject<'_>) -> Option<String> {
    let address = &subject.address;
    let message = match spec_and_rust(subject, Aspect::Type, same(as_generated)) {
        Verdict::Agree => return None,
        Verdict::Added(_) if shared_error(subjects, address) => return None,
        Verdict::LeftOut(spec) => format!("the spec gives `{address}` the type {spec}, the Rust gives it none"),
        Verdict::Added(rust) => format!("the Rust gives `{address}` the type {rust}, the spec gives it none"),
        Verdict::Differ(spec, rust) => format!("`{address}` is {spec} in the spec, but {rust} in the Rust"),
    };
    Some(message)
}

/// Compares two type facts, the first as `read` makes of it.
pub(crate) fn same(read: impl Fn(&Type) -> Type) -> impl Fn(&Value, &Value) -> bool {
    move |one, other| match (one, other) {
        (Value::Type(one), Value::Type(other)) => free(&read(one)) == free(&other.unnamed()),
        _ => false,
    }
}

/// An object whose fields nobody lists and a map to anything are the same thing on the wire.
fn free(ty: &Type) -> Type {
    match ty {
        Type::Map(value) if **value == Type::Any => Type::Object(None),
        Type::Map(value) => Type::map(free(value)),
        Type::Array(item) => Type::array(free(item)),
        other => other.clone(),
    }
}

/// What the generator makes of a type of the spec: numbers without a width get the widest.
pub(crate) fn as_generated(spec: &Type) -> Type {
    match spec {
        Type::Integer(None) => Type::int(64),
        Type::Number(None) => Type::Number(Some(64)),
        Type::Object(_) => Type::Object(None),
        Type::Array(item) => Type::array(as_generated(item)),
        Type::Map(value) => Type::map(as_generated(value)),
        other => other.clone(),
    }
}

fn is_root(address: &Address) -> bool {
    address.field_path().is_some_and(contract::FieldPath::is_root)
}

#[cfg(test)]
mod tests {
    use crate::testing::{case, told};

    #[test]
    fn the_same_type_is_faithful_whatever_its_name() {
        let case = case("200 a type array<object(A)>", "200 a type array<object(Aye)>", "200 a type array<object>");
        assert_eq!(told(super::RULE, &case), [""; 0]);
    }

    #[test]
    fn an_integer_without_a_width_is_64_bits_wide_in_rust() {
        assert_eq!(told(super::RULE, &case("200 a type integer", "200 a type integer", "200 a type int64")), [""; 0]);
        assert_eq!(
            told(super::RULE, &case("200 a type integer", "200 a type integer", "200 a type int32")),
            ["200 a: `200 a` is integer in the spec, but int32 in the Rust",]
        );
    }

    #[test]
    fn a_width_that_no_page_states_is_invented() {
        assert_eq!(
            told(super::RULE, &case("200 a type integer", "200 a type int32", "200 a type int32")),
            ["200 a: `200 a` is integer on the page, but int32 in the spec",]
        );
    }

    #[test]
    fn an_object_without_fields_is_a_map_to_anything() {
        assert_eq!(told(super::RULE, &case("200 a type object", "200 a type object", "200 a type map<any>")), [""; 0]);
    }
}
