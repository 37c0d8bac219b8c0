//! For each operation, the documented table beside the generated type.

use std::collections::BTreeSet;

use fidelity::{display, judge};

#[test]
fn the_documented_table_beside_the_generated_type() {
    for service in evidence::all_services() {
        let (cases, quirks) = evidence::cases(&service);
        let report = judge(&service, &cases, &quirks, &[]);
        for (case, verdict) in cases.iter().zip(&report.verdicts) {
            let name = format!("{service}@{}", case.operation);
            let mut settings = insta::Settings::clone_current();
            settings.set_prepend_module_to_snapshot(false);
            settings.set_omit_expression(true);
            settings.bind(|| insta::assert_snapshot!(name, display::beside(case, verdict)));
        }
    }
}

#[test]
fn every_snapshot_belongs_to_an_operation_and_fits_a_screen_or_two() {
    let folder = evidence::root().join("tests/tests/snapshots");
    let found: BTreeSet<String> = std::fs::read_dir(&folder)
        .expect("there are snapshots")
        .map(|entry| entry.expect("a snapshot").file_name().to_string_lossy().into_owned())
        .collect();
    let expected = evidence::all_services().into_iter().flat_map(|service| {
        let operations = evidence::load(&evidence::home(&service), &service).operations;
        operations.into_iter().map(move |operation| format!("{service}@{}.snap", operation.stem))
    });
    assert_eq!(found, expected.collect());
    for name in found {
        let lines = std::fs::read_to_string(folder.join(&name)).expect("a snapshot").lines().count();
        assert!(lines <= 110, "{name} has {lines} lines");
    }
}
