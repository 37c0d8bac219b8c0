//! Examples that are no JSON, or that say one thing twice.

use contract::{Confidence, ExampleRole};

use super::root;
use crate::defects::Class;
use crate::json::{Fault, Kind};
use crate::lower::Lowering;

/// What is wrong with the JSON of a block: each reason once.
pub(crate) fn unparsable(lowering: &mut Lowering<'_, '_>, role: ExampleRole, faults: &[Fault]) {
    let address = root(lowering, role);
    let mut told: Vec<(&Kind, usize)> = Vec::new();
    for fault in faults {
        match told.iter_mut().find(|(kind, _)| std::mem::discriminant(*kind) == std::mem::discriminant(&fault.kind)) {
            Some((_, count)) => *count += 1,
            None => told.push((&fault.kind, 1)),
        }
    }
    for (kind, count) in told {
        let Some(fault) = faults.iter().find(|fault| fault.kind == *kind) else { continue };
        let again = if count > 1 { format!(", and {} more like it", count - 1) } else { String::new() };
        let (class, message) = match kind {
            Kind::DuplicateKey(_) => (Class::ExampleDuplicateKey, format!("the example has {}{again}", kind.reason())),
            _ => (Class::ExampleUnparsable, format!("the example is no JSON: {}{again}", kind.reason())),
        };
        let mut defect = lowering.defect(class, address.clone(), fault.line, message);
        defect.at.column = fault.column;
        // What is left out on purpose, and notes in the margin, mislead no reader.
        let meant = matches!(kind, Kind::Ellipsis | Kind::Comment | Kind::SecondDocument | Kind::Trailing);
        let sure = if meant { Confidence::Medium } else { Confidence::High };
        lowering.tell(defect.confidence(sure));
    }
}
