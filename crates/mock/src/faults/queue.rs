//! The faults that wait for requests to come.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use serde::Serialize;

use super::{Fault, FaultError};

/// The most faults that wait.
const MOST: usize = 1_000;

/// The faults that wait for the requests of one service, first come, first served. They meet requests that are accepted; one
/// that breaks a rule is told so, and uses up none of them.
#[derive(Debug, Default)]
pub struct Faults {
    waiting: Mutex<VecDeque<Plan>>,
    /// How many wait, so that a request need not take the lock to learn that none does.
    count: AtomicUsize,
}

/// A fault, and which requests it is for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Plan {
    /// What goes wrong.
    #[serde(serialize_with = "written")]
    pub fault: Fault,
    /// How many accepted requests it still meets.
    pub times: u32,
    /// The stem of the only operation it meets; any, if it is `None`.
    pub operation: Option<String>,
}

impl Plan {
    /// For the next accepted request, whatever it asks for.
    #[must_use]
    pub fn once(fault: Fault) -> Self {
        Self { fault, times: 1, operation: None }
    }

    /// For so many accepted requests.
    #[must_use]
    pub fn times(self, times: u32) -> Self {
        Self { times, ..self }
    }

    /// For requests of this operation alone: `batch_stop_jobs`.
    #[must_use]
    pub fn only(self, operation: impl Into<String>) -> Self {
        Self { operation: Some(operation.into()), ..self }
    }
}

impl Faults {
    /// Has the next accepted request meet a fault: `faults.push("status=429; retry-after=2")`.
    ///
    /// # Errors
    ///
    /// The fault cannot be read, or a thousand of them wait already.
    pub fn push(&self, fault: &str) -> Result<(), FaultError> {
        self.plan(Plan::once(fault.parse()?))
    }

    /// Has accepted requests to come meet a fault.
    ///
    /// # Errors
    ///
    /// A thousand of them wait already.
    pub fn plan(&self, plan: Plan) -> Result<(), FaultError> {
        let mut waiting = self.waiting();
        if waiting.len() >= MOST {
            return Err(FaultError(format!("{MOST} faults wait already: clear them, or use `times`")));
        }
        if plan.times > 0 {
            waiting.push_back(plan);
            self.count.store(waiting.len(), Ordering::Release);
        }
        Ok(())
    }

    /// Those that wait.
    #[must_use]
    pub fn waiting_plans(&self) -> Vec<Plan> {
        self.waiting().iter().cloned().collect()
    }

    /// Forgets all of them.
    pub fn clear(&self) {
        let mut waiting = self.waiting();
        waiting.clear();
        self.count.store(0, Ordering::Release);
    }

    /// The fault that a request of this operation meets.
    pub(crate) fn take(&self, operation: &str) -> Option<Fault> {
        if self.count.load(Ordering::Acquire) == 0 {
            return None;
        }
        let mut waiting = self.waiting();
        let position =
            waiting.iter().position(|plan| plan.operation.as_deref().is_none_or(|only| only == operation))?;
        let plan = waiting.get_mut(position)?;
        plan.times -= 1;
        let (fault, is_over) = (plan.fault.clone(), plan.times == 0);
        if is_over {
            waiting.remove(position);
            self.count.store(waiting.len(), Ordering::Release);
        }
        Some(fault)
    }

    /// A panic elsewhere leaves the queue as it was.
    fn waiting(&self) -> MutexGuard<'_, VecDeque<Plan>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn written<S: serde::Serializer>(fault: &Fault, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(fault)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plan(fault: &str) -> Plan {
        Plan::once(fault.parse().unwrap())
    }

    #[test]
    fn a_fault_meets_as_many_requests_as_it_says_and_then_the_next_has_its_turn() {
        let faults = Faults::default();
        faults.plan(plan("status=429").times(2)).unwrap();
        faults.push("status=503").unwrap();
        let met = |operation| faults.take(operation).map(|fault| fault.to_string());
        assert_eq!(met("a").as_deref(), Some("status=429"));
        assert_eq!(met("b").as_deref(), Some("status=429"));
        assert_eq!(met("a").as_deref(), Some("status=503"));
        assert_eq!(met("a"), None);
    }

    #[test]
    fn a_fault_for_one_operation_lets_the_others_pass() {
        let faults = Faults::default();
        faults.plan(plan("reset").only("stop")).unwrap();
        assert_eq!(faults.take("show"), None);
        assert!(faults.take("stop").is_some());
        assert_eq!(faults.take("stop"), None);
    }

    #[test]
    fn a_thousand_wait_and_no_more() {
        let faults = Faults::default();
        for _ in 0..1_000 {
            faults.push("nulls").unwrap();
        }
        assert!(faults.push("nulls").unwrap_err().to_string().contains("1000 faults wait already"));
        faults.clear();
        assert_eq!(faults.take("any"), None);
    }
}
