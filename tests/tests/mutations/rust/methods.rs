//! Faults in the tables of waiters and of listings.

use super::Operator;
use super::edits::{Edit, dropped, each, hole, lines, swap, swapped, without};

/// Every kind of fault in such a table. What its documentation says beside it is for readers.
pub(crate) const OPERATORS: &[Operator] = &[
    ("drop a waiter", &["methods"], |text| without(text, "::progenitor_client::waiter!")),
    ("drop a paginator", &["methods"], |text| without(text, "::progenitor_client::paginator!")),
    ("rename the method", &["methods", "unread"], |text| {
        rows(text, "Client::", |line| {
            [each(line, "Client::", &["Client::x_"]), each(line, "(builder", &["_x(builder"])].concat()
        })
    }),
    ("call another operation", &["methods", "unread"], |text| {
        swap(text, "(builder::", &["(builder::Other", "(builder::RingBell) -> (builder::"])
    }),
    ("answer something else", &["unread"], |text| {
        rows(text, "Client::", |line| {
            [each(line, "-> ", &["-> types::Another, ", "-> Vec<String>, "]), each(line, " {", &["x {", ", String {"])]
                .concat()
        })
    }),
    ("drop a row of the table", &["unread"], |text| dropped(text, is_row)),
    ("swap rows of the table", &["unread"], |text| swapped(text, is_row)),
    ("rename what is waited for", &["unread"], |text| texts(text, "name: ")),
    ("list another operation", &["unread"], |text| texts(text, "operation: ")),
    ("look elsewhere for the status", &["methods", "unread"], |text| ways(text, "status: (")),
    ("look elsewhere for items", &["unread"], |text| ways(text, "items: (")),
    ("look elsewhere for the next page", &["methods", "unread"], |text| ways(text, "next: (")),
    ("look elsewhere for the total", &["methods", "unread"], |text| ways(text, "total: (")),
    ("take a failure for a success", &["methods"], |text| {
        let all: Vec<&str> = text.lines().collect();
        let pairs = all.windows(2).enumerate().filter(|(_, pair)| pair.iter().all(|line| is_list(line)));
        let exchanged = |line: &str, by: &str| {
            let (lead, old, rest) = hole(line, "[", "]").expect("a list");
            let new = hole(by, "[", "]").expect("a list").1;
            (new != old).then(|| format!("{lead}{new}{rest}"))
        };
        pairs
            .filter_map(|(index, pair)| {
                let new = [exchanged(pair[0], pair[1])?, exchanged(pair[1], pair[0])?];
                Some(super::edits::splice(text, index, 2, &new))
            })
            .collect()
    }),
    ("change a status", &["methods"], |text| {
        lines(text, |line| {
            if is_list(line) { each(line, "\"", &["\"x", "x\""]).into_iter().take(1).collect() } else { vec![] }
        })
    }),
    ("forget the statuses", &["methods"], |text| {
        lines(text, |line| match hole(line, "[", "]").filter(|(_, old, _)| is_list(line) && !old.is_empty()) {
            Some((lead, _, rest)) => vec![format!("{lead}{rest}")],
            None => vec![],
        })
    }),
    ("invent a status", &["methods"], |text| {
        lines(text, |line| if is_list(line) { each(line, "[", &["[\"invented\", "]) } else { vec![] })
    }),
    ("take absence for something else", &["methods"], |text| {
        rows(text, "absent: ", |line| {
            let others = ["None", "Some(Success)", "Some(Failure)"];
            others.iter().map(|other| format!("        absent: {other},")).filter(|new| new != line).collect()
        })
    }),
    ("wait otherwise", &["methods", "unread"], |text| {
        let longer = |lead| rows(text, lead, |line| each(line, ",", &["0,", " to 1,"]));
        [longer("interval: "), longer("timeout: "), rows(text, "interval: ", |line| each(line, " to", &["0 to"]))]
            .concat()
    }),
    ("page otherwise", &["methods", "unread"], |text| {
        rows(text, "style: ", |line| {
            let styles = ["Offset", "Page", "Marker"].map(|style| each(line, style, &["Offset", "Page", "Marker"]));
            styles.concat().into_iter().filter(|new| new != line).collect()
        })
    }),
    ("page by another parameter", &["unread"], |text| {
        rows(text, "style: ", |line| [each(line, "(", &["(x_"]), each(line, " \"", &[" \"x_"])].concat())
    }),
    ("begin with another page", &["methods"], |text| swap(text, ", first ", &[", first 1"])),
    ("read another limit", &["methods", "unread"], |text| {
        rows(text, "limit: ", |line| {
            [each(line, "(", &["(\"x\" "]), each(line, "default ", &["default 1"]), each(line, "\"", &["x\""])].concat()
        })
    }),
    ("end too early, or never", &["methods"], |text| {
        rows(text, "is_short_page_last: ", |line| {
            [each(line, "true", &["false"]), each(line, "false", &["true"])].concat()
        })
    }),
];

/// Every row that begins with these words, as each of what `others` makes of it.
fn rows(text: &str, begins: &str, others: impl Fn(&str) -> Vec<String>) -> Vec<Edit> {
    lines(text, |line| if line.trim_start().starts_with(begins) { others(line) } else { vec![] })
}

/// Whether it is a row of a table: one of the words before a colon that the documentation has not.
fn is_row(line: &str) -> bool {
    line.starts_with("        ") && line.contains(": ") && !line.contains("///")
}

/// Whether it is a list of statuses.
fn is_list(line: &str) -> bool {
    ["success: [", "failure: [", "pending: ["].iter().any(|list| line.trim_start().starts_with(list))
}

/// Another text in a row.
fn texts(text: &str, begins: &str) -> Vec<Edit> {
    rows(text, begins, |line| each(line, " \"", &[" \"x_"]))
}

/// Other ways through the answer: longer, with another end, through a list and through none.
fn ways(text: &str, begins: &str) -> Vec<Edit> {
    rows(text, begins, |line| {
        let Some((lead, old, rest)) = hole(line, "(", ")") else { return vec![] };
        let others = [
            format!("{old}_x"),
            format!("x.{old}"),
            format!("{old}.x"),
            format!("{old}[]"),
            old.replace("[]", ""),
            String::new(),
        ];
        others.into_iter().filter(|new| new != old).map(|new| format!("{lead}{new}{rest}")).collect()
    })
}
