//! Chance, for waits that are not to happen all at once.

use std::hash::{BuildHasher as _, Hasher as _, RandomState};

/// A number from 0 up to, but without, 1.
///
/// The randomness is the one by which the standard library keeps its maps from being flooded: seeded by the operating
/// system, another one for every call. It spreads load and keeps no secrets.
pub(crate) fn unit() -> f64 {
    /// As many bits as an `f64` holds exactly.
    const BITS: u32 = 53;

    let bits = RandomState::new().build_hasher().finish() >> (u64::BITS - BITS);
    bits as f64 / (1_u64 << BITS) as f64
}

#[cfg(test)]
mod tests {
    use super::unit;

    #[test]
    fn chance_stays_within_its_bounds_and_goes_everywhere_in_them() {
        let all: Vec<f64> = (0..10_000).map(|_| unit()).collect();
        assert!(all.iter().all(|chance| (0.0..1.0).contains(chance)));
        for tenth in 0..10 {
            let (from, to) = (f64::from(tenth) / 10.0, f64::from(tenth + 1) / 10.0);
            let share = all.iter().filter(|chance| (from..to).contains(*chance)).count();
            assert!((700..1_300).contains(&share), "{share} of 10000 are in {from}..{to}");
        }
    }
}
