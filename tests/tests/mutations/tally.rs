//! How many faults were planted, and what became of them.

use std::collections::BTreeMap;

/// What became of a planted fault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// The right rule names the right place.
    Found,
    /// The right rule names the right place, and a quirk of the specimen excuses it: what we do there is our decision.
    Excused,
    /// The input was refused, at the place of the fault.
    Refused,
    /// It is not found, or not as it should be; with what was found instead.
    Missed(String),
}

/// A fault that was planted.
#[derive(Clone, Debug)]
pub(crate) struct Planted {
    pub(crate) operator: &'static str,
    pub(crate) operation: String,
    /// What was changed, where.
    pub(crate) what: String,
    pub(crate) outcome: Outcome,
}

impl Planted {
    fn line(&self) -> String {
        let why = match &self.outcome {
            Outcome::Missed(why) => format!(" ({why})"),
            _ => String::new(),
        };
        format!("{}: {}: {}{why}", self.operation, self.operator, self.what)
    }
}

/// Prints the count of each operator, and fails if one has planted nothing, or if a fault was not found.
pub(crate) fn settle(witness: &str, operators: &[&str], planted: &[Planted]) {
    let mut counts: BTreeMap<&str, [usize; 3]> = operators.iter().map(|name| (*name, [0; 3])).collect();
    for fault in planted {
        let count = counts.get_mut(fault.operator).unwrap_or_else(|| panic!("`{}` is no operator", fault.operator));
        match fault.outcome {
            Outcome::Found => count[0] += 1,
            Outcome::Refused => count[1] += 1,
            Outcome::Excused => count[2] += 1,
            Outcome::Missed(_) => {}
        }
    }
    let cells = |name: &str, counts: [usize; 3]| {
        [vec![name.to_owned()], counts.map(|count| count.to_string()).to_vec()].concat()
    };
    let total = counts.values().fold([0; 3], |sum, count| [0, 1, 2].map(|index| sum[index] + count[index]));
    let mut rows = vec![
        [format!("{} faults in {witness}", planted.len()).as_str(), "found", "refused", "excused"]
            .map(str::to_owned)
            .to_vec(),
    ];
    rows.extend(operators.iter().map(|name| cells(name, counts[name])));
    rows.push(cells("all", total));
    println!("{}", contract::table(&rows));

    let missed: Vec<String> =
        planted.iter().filter(|fault| matches!(fault.outcome, Outcome::Missed(_))).map(Planted::line).collect();
    assert!(missed.is_empty(), "{} of {} faults not found:\n{}", missed.len(), planted.len(), missed.join("\n"));
    let idle: Vec<&str> =
        operators.iter().copied().filter(|name| !planted.iter().any(|fault| fault.operator == *name)).collect();
    assert!(idle.is_empty(), "these operators plant nothing, so they prove nothing: {idle:?}");
}
