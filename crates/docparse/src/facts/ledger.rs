//! A ledger that adds up: each row of each table is in it once.
//!
//! A row that is taken out of a facts file takes with it what would be found because of it, and nobody would miss it. So the
//! file says beside the ledger in which lines the rows of its tables begin, and the reader holds the two against each other.

use std::collections::BTreeMap;

use document::diagnostics::Diagnostics;
use document::node::Node;

/// What a problem of this kind is called.
const CODE: &str = "ledger-row";

/// Tells of every row that a table has and the ledger has not, and of every row that no table has.
pub(super) fn check(root: &Node, diagnostics: &mut Diagnostics) {
    if diagnostics.has_errors() {
        return; // What is spoilt is told; that it is missing as well would be noise.
    }
    let mut tell = |node: &Node, message: String| {
        let problem = diagnostics.error(CODE, node.at, message);
        diagnostics.push(problem);
    };
    let mut open: BTreeMap<(u64, u64), Vec<&Node>> = BTreeMap::new();
    for row in root.items_of("rows").iter().rev() {
        open.entry((number(row.get("table")), number(row.get("line")))).or_default().push(row);
    }
    for table in root.items_of("tables") {
        let ordinal = number(table.get("table"));
        for node in table.items_of("rows") {
            let line = number(Some(node));
            if open.get_mut(&(ordinal, line)).and_then(Vec::pop).is_none() {
                tell(
                    node,
                    format!("the row in line {line} of the page, in its table {ordinal}, is missing from `rows`"),
                );
            }
        }
    }
    for ((table, line), rows) in open {
        for row in rows {
            tell(row, format!("`tables` has no such row in line {line} of the page, in its table {table}"));
        }
    }
}

fn number(node: Option<&Node>) -> u64 {
    node.and_then(Node::number).and_then(serde_json::Number::as_u64).unwrap_or_default()
}
