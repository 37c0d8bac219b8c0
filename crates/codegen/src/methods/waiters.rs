//! The table of a waiter.

use std::time::Duration;

use spec::{Absent, Waiter};

use super::{Surroundings, documented, operation, path};
use crate::docs::Docs;
use crate::names::{self, type_name};
use crate::prose;
use crate::source::Source;

/// The source of a waiter.
pub(super) fn source(waiter: &Waiter, source: &Source<'_>, around: &impl Surroundings) -> Result<String, String> {
    let index = operation(source, &waiter.operation)?;
    let operation = &source.operations[index];
    let (success, error) = around.answers(index);
    let (status, _) = path(success.clone(), &waiter.status, around)?;
    let (request, method) = (type_name(&operation.id), names::method(&operation.id));
    let absent = match waiter.absent {
        None => "None",
        Some(Absent::Success) => "Some(Success)",
        Some(Absent::Failure) => "Some(Failure)",
    };
    Ok(format!(
        "::progenitor_client::waiter! {{
{}    Client::{}(builder::{request}) -> {}, {} {{
        name: {:?},
        status: ({status}),
        success: {:?},
        failure: {:?},
        pending: {:?},
        absent: {absent},
        interval: {} to {},
        timeout: {},
    }}
}}
",
        docs(waiter, &method).text("///", 4),
        waiter.method(),
        around.text(success),
        around.text(error),
        waiter.name,
        waiter.success,
        waiter.failure,
        waiter.pending,
        waiter.first.as_millis(),
        waiter.most.as_millis(),
        waiter.timeout.as_millis(),
    ))
}

fn docs(waiter: &Waiter, method: &str) -> Docs {
    let mut docs = Docs::default();
    docs.paragraph(&waiter.description);
    let status = prose::code(&waiter.status.to_string());
    docs.0.extend([String::new(), format!("Asks by [`{method}`](Self::{method}), and looks at {status}.")]);
    let mut facts = Vec::new();
    let mut list = |label: &str, values: &[String], absent: Option<&str>| {
        let values = values.iter().map(|value| prose::code(value));
        let values: Vec<String> = values.chain(absent.map(str::to_owned)).collect();
        if !values.is_empty() {
            facts.push(format!("{label}: {}", values.join(", ")));
        }
    };
    let gone = |meaning| (waiter.absent == Some(meaning)).then_some("404 (it does not exist)");
    list("Done", &waiter.success, gone(Absent::Success));
    list("Failed", &waiter.failure, gone(Absent::Failure));
    list("Going on", &waiter.pending, None);
    let [first, most, timeout] = [waiter.first, waiter.most, waiter.timeout].map(time);
    facts.push(format!("Interval: {first} at first, {most} at most"));
    facts.push(format!("Timeout: {timeout}"));
    facts.push(documented(&waiter.documented));
    docs.list(facts);
    docs
}

/// A time as people say it, in the largest unit of which it is a whole number.
fn time(time: Duration) -> String {
    let milliseconds = time.as_millis();
    let units = [(3_600_000, "h"), (60_000, "min"), (1_000, "s")];
    let whole = units.into_iter().find(|(unit, _)| milliseconds.is_multiple_of(*unit));
    whole.map_or_else(|| format!("{milliseconds} ms"), |(unit, name)| format!("{} {name}", milliseconds / unit))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_told_in_the_largest_unit_that_fits() {
        let told = [1, 1_500, 90_000, 1_800_000, 7_200_000].map(|ms| time(Duration::from_millis(ms)));
        assert_eq!(told, ["1 ms", "1500 ms", "90 s", "30 min", "2 h"]);
    }
}
