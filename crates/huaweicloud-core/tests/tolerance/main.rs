//! Nothing that a server sends in good faith loses the answer: properties over documents and what servers do to them.

mod mutation;
mod specimen;

use huaweicloud_core::json::decode;
use proptest::prelude::*;
use serde_json::Value;

use crate::mutation::{Mutation, mutate, positions};
use crate::specimen::{Task, document, rich};

/// Decodes in both ways that there are: from bytes, as answers are, and through serde, as users may.
#[track_caller]
fn read(document: &Value) -> Task {
    let (from_bytes, _) =
        decode::<Task>(document.to_string().as_bytes()).unwrap_or_else(|error| panic!("{error} in {document}"));
    let through_serde: Task =
        serde_json::from_value(document.clone()).unwrap_or_else(|error| panic!("{error} in {document}"));
    assert_eq!(from_bytes, through_serde, "{document}");
    from_bytes
}

fn written(task: &Task) -> Value {
    serde_json::to_value(task).expect("a record is always JSON")
}

#[test]
fn every_mutation_at_every_position_decodes_alone_and_with_any_other_everywhere_else() {
    let document = rich();
    let positions = positions(&document);
    let (mut alone, mut together) = (0, 0);
    for first in 0..positions {
        for mutation in Mutation::ALL {
            let mut mutated = document.clone();
            if !mutate(&mut mutated, |position| (position == first).then_some(mutation)) {
                continue;
            }
            read(&mutated);
            alone += 1;
            for other in Mutation::ALL {
                let mut mutated = document.clone();
                mutate(&mut mutated, |position| Some(if position == first { mutation } else { other }));
                read(&mutated);
                together += 1;
            }
        }
    }
    println!("{alone} mutations at {positions} positions, {together} with another everywhere else: no decoding failed");
    assert!(alone > positions && together == alone * Mutation::ALL.len());
}

#[test]
fn a_value_in_another_form_is_the_same_value() {
    let document = rich();
    let expected = read(&document);
    for mutation in [Mutation::InText, Mutation::WithFraction, Mutation::OneOrZero] {
        let mut mutated = document.clone();
        assert!(mutate(&mut mutated, |_| Some(mutation)));
        assert_eq!(read(&mutated), expected, "{mutation:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn a_document_comes_out_as_it_went_in(document in document()) {
        prop_assert_eq!(written(&read(&document)), document);
    }

    #[test]
    fn nulls_and_unknown_fields_come_out_as_they_went_in(document in document(), seed: u64) {
        let mut mutated = document;
        mutate(&mut mutated, |position| match dice(seed, position) % 4 {
            0 => Some(Mutation::NullMember),
            1 => Some(Mutation::UnknownField),
            _ => None,
        });
        prop_assert_eq!(written(&read(&mutated)), mutated);
    }

    #[test]
    fn any_mutations_of_any_document_decode(document in document(), seed: u64) {
        let mut mutated = document;
        mutate(&mut mutated, |position| {
            let of = dice(seed, position) as usize;
            Mutation::ALL.get(of % (2 * Mutation::ALL.len())).copied()
        });
        let again = written(&read(&mutated));
        // What was tolerated once is documented from then on, but for what documentation does not know.
        prop_assert_eq!(written(&read(&again)), again);
    }

    #[test]
    fn bytes_that_are_no_json_are_an_error_and_no_panic(bytes: Vec<u8>) {
        let _ = decode::<Task>(&bytes);
    }

    #[test]
    fn a_document_with_a_byte_changed_is_an_error_or_a_value_and_no_panic(document in document(), seed: u64) {
        let mut bytes = document.to_string().into_bytes();
        let at = seed as usize % bytes.len();
        bytes[at] = (seed >> 32) as u8;
        let _ = decode::<Task>(&bytes);
    }
}

/// A number for each position that looks like chance.
fn dice(seed: u64, position: usize) -> u64 {
    let mixed = (seed ^ position as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    mixed >> 33
}
