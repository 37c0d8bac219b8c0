//! Docs = spec = Rust, on what lies in this repository.

use fidelity::{Tally, judge};

#[test]
fn no_finding_is_open_and_every_row_is_accounted_for() {
    let mut all = Tally::default();
    let mut operations = 0;
    for service in evidence::all_services() {
        let (cases, quirks) = evidence::cases(&service);
        let report = judge(&service, &cases, &quirks, &[]);
        let open: Vec<String> = report.open().map(fidelity::display::finding).collect();
        assert!(open.is_empty(), "{}", open.join("\n"));
        for verdict in &report.verdicts {
            assert!(verdict.tally.adds_up(), "{}: {:?}", verdict.operation, verdict.tally);
            operations += 1;
        }
        all += report.tally();
    }
    assert!(all.adds_up());
    assert_eq!((all.differing, all.unread), (0, 0));
    println!("{operations} operations, {} table rows: {} matched, {} excused", all.all, all.matched, all.excused);
}

#[test]
fn every_quirk_is_needed() {
    for service in evidence::all_services() {
        let (cases, quirks) = evidence::cases(&service);
        for index in 0..quirks.len() {
            let mut fewer = quirks.clone();
            let quirk = fewer.remove(index);
            let report = judge(&service, &cases, &fewer, &[]);
            assert!(report.open().any(|finding| quirk.covers(finding)), "nothing needs {quirk:?}");
        }
    }
}

#[test]
fn a_contract_beside_itself_has_no_finding() {
    for service in evidence::all_services() {
        let (cases, _) = evidence::cases(&service);
        for case in cases {
            for contract in case.contracts() {
                let alignment = contract::align([contract, contract]);
                assert_eq!(alignment.rows.len(), contract.elements.len(), "addresses are unique");
                assert!(alignment.rows.iter().all(|row| row.told[0] == row.told[1]));
            }
            let page = fidelity::Case { pages: vec![case.pages[0].clone(), case.pages[0].clone()], ..case.clone() };
            let twice = judge(&service, &[page], &[], &[]);
            let editions: Vec<_> = twice.findings().filter(|finding| finding.rule == "editions").collect();
            assert!(editions.is_empty(), "{editions:?}");
        }
    }
}
