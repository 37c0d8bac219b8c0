//! How much may be tried again, by all calls together.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

/// What a further attempt costs. A success brings back one, so in the long run one call in ten is tried again.
const PRICE: u32 = 10;

/// What all calls of a configuration may spend on further attempts.
///
/// A server that is down answers every call with a failure; if every call then asks three times, it gets three times
/// the load. Each further attempt takes ten tokens from the budget and each success puts one back, so that retries stop
/// when they do not help. Clones share one budget. By default, each configuration has one for 50 further attempts.
///
/// ```
/// use huaweicloud_core::{CallOptions, RetryBudget, RetryPolicy};
///
/// // What is urgent tries more often, and spends the same budget as all else.
/// let budget = RetryBudget::new(20);
/// let standard = RetryPolicy::standard().budget(budget.clone());
/// let urgent = CallOptions::new().retry(RetryPolicy::standard().max_attempts(6).budget(budget.clone()));
/// assert_eq!(budget.remaining(), 20);
/// ```
#[derive(Clone, Debug)]
pub struct RetryBudget {
    tokens: Arc<AtomicU32>,
    most: u32,
}

impl RetryBudget {
    /// A full budget for so many further attempts in a row.
    #[must_use]
    pub fn new(attempts: u32) -> Self {
        let most = attempts.saturating_mul(PRICE);
        Self { tokens: Arc::new(AtomicU32::new(most)), most }
    }

    /// How many further attempts it pays for now.
    #[must_use]
    pub fn remaining(&self) -> u32 {
        self.tokens.load(Ordering::Relaxed) / PRICE
    }

    /// Pays for a further attempt, if there is enough.
    pub(crate) fn withdraw(&self) -> bool {
        let pay = |tokens: u32| tokens.checked_sub(PRICE);
        self.tokens.fetch_update(Ordering::Relaxed, Ordering::Relaxed, pay).is_ok()
    }

    /// A call succeeded.
    pub(crate) fn deposit(&self) {
        let add = |tokens: u32| (tokens < self.most).then_some(tokens + 1);
        // A full budget stays as it is.
        let _ = self.tokens.fetch_update(Ordering::Relaxed, Ordering::Relaxed, add);
    }
}

impl Default for RetryBudget {
    fn default() -> Self {
        Self::new(50)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_budget_is_spent_by_failures_and_filled_by_successes() {
        let budget = RetryBudget::new(2);
        let shared = budget.clone();
        assert!(budget.withdraw() && shared.withdraw() && !budget.withdraw());
        (0..9).for_each(|_| budget.deposit());
        assert!(!shared.withdraw());
        budget.deposit();
        assert!(shared.withdraw());
    }

    #[test]
    fn a_full_budget_grows_no_further() {
        let budget = RetryBudget::new(1);
        (0..100).for_each(|_| budget.deposit());
        assert_eq!(budget.remaining(), 1);
    }
}
