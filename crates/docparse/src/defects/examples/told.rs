//! A misfit as a defect: its very place, what is said there and in the table, and how sure that is.

use contract::{Address, Aspect, Confidence, Defect, Element, Example, Fact, FieldPath, Place, Presence, is_prose};
use document::suggest::nearest;
use serde_json::Value;

use super::Group;
use super::fields::siblings;
use crate::defects::{Class, by, is_special, listed, shown};
use crate::lower::Lowering;

/// The defect of a misfit, at the line and column of what does not fit, if they are known.
pub(super) fn defect(
    lowering: &Lowering<'_, '_>,
    group: &Group,
    example: &Example,
    place: Option<(u32, u32)>,
) -> Defect {
    let Group { class, misfit, .. } = group;
    let value = example.body.as_ref().and_then(|body| body.pointer(&misfit.pointer));
    let element = lowering.contract.get(&misfit.address);
    let fact = misfit.aspect.and_then(|aspect| element?.facts.get(aspect));
    let message = message(lowering, group, example, value);
    let mut defect = lowering.defect(*class, misfit.address.clone(), example.at.line, message);
    if let Some((line, column)) = place {
        defect.at = Place::new(defect.at.file.clone(), line, column);
    }
    let at = defect.at.clone();
    if let Some(value) = value.filter(|_| !matches!(class, Class::ExampleMissingField | Class::ExampleRoot)) {
        defect = defect.evidence(at, shown(value));
    }
    if let Some((fact, aspect)) = fact.zip(misfit.aspect).filter(|(_, aspect)| *aspect != Aspect::Nullable) {
        defect = defect.evidence(fact.at.clone(), stated(fact, aspect));
    }
    let sure = match (class, fact) {
        _ if is_doubtful(lowering, group, example, value, element) => Confidence::Low,
        (Class::ExampleNotAllowed, Some(fact)) if differs_in_case(value, fact) => Confidence::Medium,
        (Class::ExampleType | Class::ExampleNotAllowed | Class::ExampleOutOfRange, Some(fact)) => by(fact),
        _ => class.confidence(),
    };
    defect.confidence(sure)
}

fn message(lowering: &Lowering<'_, '_>, group: &Group, example: &Example, value: Option<&Value>) -> String {
    let Group { class, misfit, count, .. } = group;
    // A value with the marks that quote it would end its quotation.
    let mut message = match value.and_then(Value::as_str).filter(|text| text.contains('`')) {
        Some(text) => without_prose(&misfit.message.replace(text, &text.replace('`', "'"))),
        None => without_prose(&misfit.message),
    };
    if *class == Class::ExampleUnknownField
        && let Some(name) = misfit.address.field_path().and_then(FieldPath::name)
    {
        let around = misfit.pointer.rsplit_once('/').and_then(|(outer, _)| example.body.as_ref()?.pointer(outer));
        let given = |name: &str| around.is_some_and(|object| object.get(name).is_some());
        let names = siblings(&lowering.contract, &misfit.address).filter_map(|row| row.address.field_path()?.name());
        if let Some(meant) = nearest(name, names.filter(|name| !given(name))) {
            message.push_str(&format!("; is it the `{meant}` of the table?"));
        }
    }
    if *count > 1 {
        message.push_str(&format!(", and so in {count} examples"));
    }
    message
}

/// What the table says.
fn stated(fact: &Fact, aspect: Aspect) -> String {
    match &fact.value {
        contract::Value::Presence(Presence::Required) => "mandatory".to_owned(),
        contract::Value::List(words) => listed(words.iter().map(String::as_str)),
        other => format!("{aspect} {other}"),
    }
}

/// Whether all that the table says of the type is where its fields are: an object of them, or a list of such objects.
fn is_link(lowering: &Lowering<'_, '_>, element: Option<&Element>) -> bool {
    let Some(fact) = element.and_then(|element| element.facts.get(Aspect::Type)) else { return false };
    let mut params = lowering.linked.tables.iter().flat_map(|table| &table.params);
    params.any(|param| param.is_link && param.line == fact.at.line)
}

/// Whether the author may have meant it as it is, or the reader may have missed what makes it fit.
fn is_doubtful(
    lowering: &Lowering<'_, '_>,
    group: &Group,
    example: &Example,
    value: Option<&Value>,
    element: Option<&Element>,
) -> bool {
    let Group { class, misfit, count, .. } = group;
    let text = value.and_then(Value::as_str);
    // An empty text stands for none, and an id that was made unreadable for any.
    let blank = text.is_some_and(|text| text.chars().all(|c| matches!(c, 'x' | 'X' | '*' | '.')));
    // Of several examples, one may show a case that the table does not tell apart.
    let alike = || lowering.contract.examples.iter().filter(|other| other.role == example.role && other.body.is_some());
    blank
        || (*class == Class::ExampleType && value.is_some_and(Value::is_array) && is_link(lowering, element))
        || misfit.aspect == Some(Aspect::Format)
        || match class {
            // A response that is shown in part is no mistake; tables of responses seldom mean what their column of
            // presence says. Flat tables list the fields of objects beside the objects: what is elsewhere on the page
            // is at hand for its readers.
            Class::ExampleMissingField => {
                !misfit.address.is_request()
                    || alike().count() > *count
                    || example.body.as_ref().is_some_and(|body| has_key(body, &misfit.address))
            }
            Class::ExampleUnknownField => is_row_elsewhere(lowering, &misfit.address),
            Class::ExampleRoot => alike().count() > *count,
            Class::ExampleOutOfRange => value.is_some_and(|value| is_special(&value.to_string())),
            // Of a list of one, the reader may have missed the rest; and a text may hold several values at once.
            Class::ExampleNotAllowed => {
                let values = element.and_then(|row| row.facts.list(Aspect::Values)).unwrap_or_default();
                let each = |text: &str| text.split(',').all(|word| values.iter().any(|value| value == word.trim()));
                values.len() < 2 || text.is_some_and(|text| text.contains(',') && each(text))
            }
            _ => false,
        }
}

/// Whether a value is an allowed one but for upper and lower case, which a service may not tell apart.
fn differs_in_case(value: Option<&Value>, fact: &Fact) -> bool {
    let (Some(text), contract::Value::List(allowed)) = (value.and_then(Value::as_str), &fact.value) else {
        return false;
    };
    allowed.iter().any(|allowed| allowed.eq_ignore_ascii_case(text))
}

/// Whether a row of the same body states a field of that name in another place.
fn is_row_elsewhere(lowering: &Lowering<'_, '_>, address: &Address) -> bool {
    let name = address.field_path().and_then(FieldPath::name);
    lowering.contract.elements.iter().any(|element| {
        element.address.field_path().is_some_and(|path| !path.is_root() && path.name() == name)
            && element.address.with_path(FieldPath::root()) == address.with_path(FieldPath::root())
    })
}

/// Whether the body has the field in another place.
fn has_key(body: &Value, address: &Address) -> bool {
    fn within(value: &Value, name: &str) -> bool {
        match value {
            Value::Object(fields) => fields.contains_key(name) || fields.values().any(|value| within(value, name)),
            Value::Array(items) => items.iter().any(|value| within(value, name)),
            _ => false,
        }
    }
    let path = address.field_path().filter(|path| path.0.len() == 1);
    path.and_then(FieldPath::name).is_some_and(|name| within(body, name))
}

/// A message quotes values of the page; where one is a sentence, only its length is told.
fn without_prose(message: &str) -> String {
    let quoted = |(index, part): (usize, &str)| match contract::redact_prose(&Value::String(part.to_owned())) {
        Value::String(length) if index % 2 == 1 && is_prose(part) => length,
        _ => part.to_owned(),
    };
    message.split('`').enumerate().map(quoted).collect::<Vec<_>>().join("`")
}
