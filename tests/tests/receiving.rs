//! Whatever a server makes of its documentation: its answers decode, and nothing that they say is lost.

use evidence::bodies::BODIES;
use evidence::change::{Change, senseless, tolerable};
use evidence::document::{Document, documents};
use evidence::oracle;
use evidence::position::{Position, Step};
use huaweicloud_core::BodyError;
use proptest::prelude::*;
use proptest::sample::Index;
use proptest::test_runner::{RngAlgorithm, TestRng, TestRunner};
use serde_json::Value;

/// Pairs of changes that are tried on one document, spread evenly over all there are.
const MOST_PAIRS: usize = 1_500;

/// A document with some changes decodes to what an independent reading makes of it.
fn holds(document: &Document, changes: &[(&Position, &Change)]) {
    let mut changed = document.value.clone();
    for (position, change) in changes {
        change.apply(position, &mut changed);
    }
    let expected = oracle::received(&document.schema, &changed);
    let bytes = serde_json::to_vec(&changed).expect("it is JSON");
    let told = || format!("{} with {changes:?}: {changed}", document.from);
    match (document.body.round_trip)(&bytes) {
        Ok(found) => {
            let expected = expected.unwrap_or_else(|| nothing(document));
            assert_eq!(found, expected, "{}", told());
        }
        Err(error) => panic!("{}: {error}", told()),
    }
}

/// What stands for a whole document that is `null`.
fn nothing(document: &Document) -> Value {
    if document.value.is_array() { Value::Array(Vec::new()) } else { Value::Object(serde_json::Map::new()) }
}

/// Every change at every place; a change at a place inner to another's comes first, so that both take effect.
fn changes(document: &Document) -> Vec<(&Position, Change)> {
    let positions = document.positions.iter().rev();
    positions.flat_map(|position| tolerable(position).into_iter().map(move |change| (position, change))).collect()
}

#[test]
fn every_documented_document_decodes_and_comes_out_with_the_same_values() {
    let documents = documents();
    documents.iter().for_each(|document| holds(document, &[]));
    println!("{} documents", documents.len());
}

#[test]
fn every_single_deviation_is_survived() {
    let (mut count, mut places) = (0, 0);
    for document in documents() {
        places += document.positions.len();
        for (position, change) in changes(&document) {
            holds(&document, &[(position, &change)]);
            count += 1;
        }
    }
    assert!(count > 1_000, "{count}");
    println!("{count} deviations at {places} places, no decode failure");
}

#[test]
fn every_pair_of_deviations_is_survived() {
    let (mut count, mut all) = (0, 0);
    for document in documents() {
        let changes = changes(&document);
        let pairs = changes.len() * changes.len().saturating_sub(1) / 2;
        all += pairs;
        let step = pairs.div_ceil(MOST_PAIRS).max(1);
        let pairs = (0..changes.len()).flat_map(|one| (one + 1..changes.len()).map(move |other| (one, other)));
        for (one, other) in pairs.step_by(step) {
            let [one, other] = [&changes[one], &changes[other]];
            holds(&document, &[(one.0, &one.1), (other.0, &other.1)]);
            count += 1;
        }
    }
    println!("{count} pairs of {all}, spread evenly, no decode failure");
}

#[test]
fn many_deviations_at_once_are_survived() {
    let documents = documents();
    let config = ProptestConfig { cases: 4_000, failure_persistence: None, ..ProptestConfig::default() };
    let cases = config.cases;
    let mut runner = TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    let picked = (any::<Index>(), prop::collection::vec(any::<Index>(), 1..24));
    let outcome = runner.run(&picked, |(which, picked)| {
        let document = which.get(&documents);
        let changes = changes(document);
        let mut picked: Vec<usize> = picked.iter().map(|index| index.index(changes.len())).collect();
        picked.sort_unstable();
        let picked: Vec<_> = picked.into_iter().map(|index| (changes[index].0, &changes[index].1)).collect();
        holds(document, &picked);
        Ok(())
    });
    outcome.unwrap_or_else(|failure| panic!("{failure}"));
    println!("{cases} documents with up to 23 deviations each, no decode failure");
}

#[test]
fn what_no_client_can_make_sense_of_is_an_error_that_names_its_place() {
    let (mut count, mut places) = (0, 0);
    for document in documents() {
        for position in &document.positions {
            let values = senseless(position.kind);
            places += usize::from(!values.is_empty());
            for value in values {
                let mut changed = document.value.clone();
                Change::Put(value.clone()).apply(position, &mut changed);
                let bytes = serde_json::to_vec(&changed).expect("it is JSON");
                match (document.body.round_trip)(&bytes) {
                    Err(BodyError::Json { path, .. }) => assert_eq!(path, position.to_string(), "{}", document.from),
                    Err(other) => panic!("{} with {value} at {position}: {other}", document.from),
                    Ok(out) => panic!("{} took {value} at {position}, as {out}", document.from),
                }
                count += 1;
            }
        }
    }
    println!("{count} senseless values at {places} places, each refused with its JSON path");
}

/// What `#[derive(Deserialize)]` makes of the same answers, for a type that is as strict as its page.
#[test]
fn a_type_to_the_letter_of_its_page_would_fail_on_most_of_them() {
    #[derive(serde::Deserialize)]
    #[allow(dead_code)]
    struct Strict {
        results: Option<Vec<StrictResult>>,
        count: Option<i64>,
    }
    #[derive(serde::Deserialize)]
    #[allow(dead_code)]
    struct StrictResult {
        id: String,
        status: StrictStatus,
        error_code: Option<String>,
        error_msg: Option<String>,
    }
    #[derive(serde::Deserialize)]
    #[serde(rename_all = "lowercase")]
    enum StrictStatus {
        Success,
        Failed,
    }
    let documents = documents();
    let of_the_page = documents
        .iter()
        .filter(|document| (document.body.operation, document.body.role) == ("batch_delete_jobs", "202"));
    let (mut failed, mut all) = (0, 0);
    for document in of_the_page {
        assert!(serde_json::from_value::<Strict>(document.value.clone()).is_ok(), "{}", document.from);
        for (position, change) in changes(document) {
            let mut changed = document.value.clone();
            change.apply(position, &mut changed);
            failed += usize::from(serde_json::from_value::<Strict>(changed).is_err());
            all += 1;
        }
    }
    assert!(failed * 2 > all, "{failed} of {all}");
    println!("a strict type fails on {failed} of {all} answers of one operation, the generated one on none");
}

/// A body that the generator forgot to list would go untested.
#[test]
fn every_json_body_of_every_contract_is_listed() {
    for service in evidence::all_services() {
        for operation in evidence::load(&evidence::home(&service), &service).operations {
            let contract = evidence::document::contract(&service, &operation.stem);
            for element in &contract.elements {
                let is_root = element.address.field_path().is_some_and(contract::FieldPath::is_root);
                if !is_root || element.facts.ty().is_none_or(|ty| *ty == contract::Type::Binary) {
                    continue;
                }
                let role = element.address.to_string();
                let listed = BODIES
                    .iter()
                    .any(|body| (body.service, body.operation, body.role) == (&*service, &*operation.stem, &*role));
                assert!(listed, "{service}, {}, {role}", operation.stem);
            }
        }
    }
}

/// The tests above are worth something only if there is much that they are about.
#[test]
fn the_documents_have_every_kind_of_value_at_every_kind_of_place() {
    use evidence::position::Kind::{Any, Boolean, Free, Integer, List, Map, Number, Record, Text, Word};
    let documents = documents();
    let positions = || documents.iter().flat_map(|document| &document.positions);
    let lacks: Vec<String> = [Text, Word, Integer, Number, Boolean, Record, List, Map, Free, Any]
        .into_iter()
        .filter(|kind| !positions().any(|position| position.kind == *kind))
        .map(|kind| format!("{kind:?}"))
        .collect();
    assert!(lacks.is_empty(), "no document has {lacks:?}");
    let within = |fits: fn(&Step) -> bool| positions().any(|position| position.steps.last().is_some_and(fits));
    assert!(within(|step| matches!(step, Step::Item(_))) && within(|step| matches!(step, Step::Key(_))));
    let deepest = positions().map(|position| position.steps.len()).max();
    assert!(deepest >= Some(6), "{deepest:?}");
}
