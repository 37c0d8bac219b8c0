//! Without a fault nothing is found: what the other tests find is what they planted.

use contract::Contract;

use crate::bench::Bench;

#[test]
fn without_a_fault_nothing_is_found() {
    for bench in Bench::all() {
        let whole = fidelity::judge(&bench.service, &bench.cases, &bench.quirks, &[]);
        for report in bench.cases.iter().map(|case| bench.judge(case)).chain([whole]) {
            assert_eq!(report.open().map(fidelity::display::finding).collect::<Vec<_>>(), [""; 0]);
        }
    }
}

/// The ways by which the faults travel change nothing by themselves: the facts file, the spec in memory and the Rust
/// that is generated from it.
#[test]
fn the_ways_of_the_faults_are_faithful_themselves() {
    for bench in Bench::all() {
        let loaded = ::spec::load_files(&bench.specs, &bench.label);
        let service = loaded.service.expect("the spec is sound");
        let of = |all: Vec<Contract>| bench.cases.iter().map(|case| crate::bench::of(case, &all)).collect::<Vec<_>>();
        assert_eq!(of(service.contracts()), bench.cases.iter().map(|case| case.spec.clone()).collect::<Vec<_>>());
        for case in &bench.cases {
            for page in &case.pages {
                let text = docparse::facts::write(page, &case.operation, &page.source.file);
                assert_eq!(docparse::facts::read(&text, "facts").as_ref(), Ok(page));
            }
        }
        let surface = surface::read(&bench.rust);
        assert_eq!(surface.problems, []);
        let rust: Vec<_> = bench.cases.iter().map(|case| case.rust.clone()).collect();
        assert_eq!(of(surface.contracts), rust);
        let generated = of(crate::spec::generated(&service).expect("it is read"));
        for (case, rust) in bench.cases.iter().zip(generated) {
            let report = bench.judge(&fidelity::Case { rust, ..case.clone() });
            assert_eq!(report.open().map(fidelity::display::finding).collect::<Vec<_>>(), [""; 0]);
        }
    }
}
