//! The canonical form of a query.

use std::borrow::Cow;

use super::few::Few;
use super::percent::{Plus, UNRESERVED, decode, encode};

/// Appends the pairs of a raw query, sorted by key and value as they are before encoding, in the one encoding that
/// servers compare.
pub(super) fn push_canonical(out: &mut String, raw: &str) {
    if raw.bytes().any(|byte| matches!(byte, b'%' | b'+')) {
        let decoded: Vec<(Cow<'_, str>, Cow<'_, str>)> =
            pairs(raw).map(|(key, value)| (decode(key, Plus::Space), decode(value, Plus::Space))).collect();
        push_sorted(out, decoded.iter().map(|(key, value)| (&**key, &**value)));
    } else {
        push_sorted(out, pairs(raw));
    }
}

/// Keys and values as they stand there. A key without `=` has an empty value; nothing between two `&` is no pair.
fn pairs(raw: &str) -> impl Iterator<Item = (&str, &str)> {
    raw.split('&').filter(|pair| !pair.is_empty()).map(|pair| pair.split_once('=').unwrap_or((pair, "")))
}

fn push_sorted<'a>(out: &mut String, pairs: impl Iterator<Item = (&'a str, &'a str)>) {
    let mut sorted = Few::<(&str, &str), 16>::new();
    pairs.for_each(|pair| sorted.push(pair));
    sorted.sort_unstable();
    for (index, (key, value)) in sorted.iter().enumerate() {
        if index > 0 {
            out.push('&');
        }
        encode(out, key, &UNRESERVED);
        out.push('=');
        encode(out, value, &UNRESERVED);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn canonical(raw: &str) -> String {
        let mut out = String::new();
        push_canonical(&mut out, raw);
        out
    }

    #[test]
    fn pairs_are_sorted_by_what_they_mean_and_not_by_how_they_are_encoded() {
        assert_eq!(canonical("z=2&%C3%A9=1&e=3"), "e=3&z=2&%C3%A9=1");
        assert_eq!(canonical("a=10&a=9&a=1&a-=0"), "a=1&a=10&a=9&a-=0");
    }

    #[test]
    fn repeated_and_empty_keys_and_values_stay() {
        assert_eq!(canonical("b&a=&a=&=v&&"), "=v&a=&a=&b=");
        assert_eq!(canonical(""), "");
    }

    #[test]
    fn only_the_first_equals_sign_separates() {
        assert_eq!(canonical("a=b=c"), "a=b%3Dc");
    }

    #[test]
    fn a_plus_is_signed_as_the_space_that_servers_take_it_for() {
        assert_eq!(canonical("k=a+b"), "k=a%20b");
        assert_eq!(canonical("k=a%2Bb"), "k=a%2Bb");
    }

    #[test]
    fn more_pairs_than_the_stack_holds_are_sorted_too() {
        let raw: Vec<String> = (0..40).rev().map(|index| format!("k{index:02}=")).collect();
        let sorted: Vec<String> = (0..40).map(|index| format!("k{index:02}=")).collect();
        assert_eq!(canonical(&raw.join("&")), sorted.join("&"));
    }

    proptest! {
        #[test]
        fn the_order_on_the_wire_does_not_matter(
            (pairs, shuffled) in proptest::collection::vec("[a-cé%+ =]{0,3}=[a-c+%é&&[^&]]{0,3}", 0..24)
                .prop_flat_map(|pairs| (Just(pairs.clone()), Just(pairs).prop_shuffle())),
        ) {
            prop_assert_eq!(canonical(&pairs.join("&")), canonical(&shuffled.join("&")));
        }

        #[test]
        fn the_canonical_form_is_its_own(raw in any::<String>()) {
            let once = canonical(&raw);
            prop_assert_eq!(&canonical(&once), &once);
        }
    }
}
