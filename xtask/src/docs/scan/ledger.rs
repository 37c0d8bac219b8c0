//! The ledger held against the plain count.

use std::collections::BTreeMap;

#[cfg(test)]
mod mangled;

use contract::{Place, Problem};
use docparse::Page;

use crate::docs::count::{self, Counted};

/// The code of the problem that the reader and the plain count do not find the same rows.
pub(crate) const CODE: &str = "ledger";

/// A table of which the reader accounts for other rows than there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Gap {
    /// The line in which the table begins.
    pub(crate) line: u32,
    /// The rows that the plain count finds.
    pub(crate) counted: usize,
    /// The rows in the ledger.
    pub(crate) read: usize,
}

impl Gap {
    /// How many rows are in the table and not in the ledger.
    pub(crate) fn lost(self) -> usize {
        self.counted.saturating_sub(self.read)
    }

    pub(crate) fn problem(self, page: &str) -> Problem {
        let Self { line, counted, read } = self;
        let message = format!("the table has {counted} rows, but the reader accounts for {read}");
        let help = "no row of this table may be trusted: mend its borders (all as long, each with its `+` or its gaps in \
                    the same columns), or the `<tr>` and `|` of its rows, and compare with `cargo xtask docs scan \
                    --explain PAGE`; if nothing is wrong with the table, report it as an error of this tool";
        Problem::error(CODE, Place::line(page, line), message).help(help)
    }
}

/// Every table on which ledger and plain count differ.
pub(crate) fn gaps(bytes: &[u8], page: &Page) -> Vec<Gap> {
    let counted = count::tables(bytes);
    let mut read: Vec<Counted> = page.tables.iter().map(|table| Counted { line: table.line, rows: 0 }).collect();
    for row in &page.rows {
        let index = (row.table as usize).saturating_sub(1);
        if index >= read.len() {
            read.resize(index + 1, Counted { line: row.at.line, rows: 0 });
        }
        read[index].rows += 1;
    }
    read.retain(|table| table.rows > 0);
    // Where both find the same rows in the same order, it does not matter in which line each thinks that a table begins.
    if counted.iter().map(|table| table.rows).eq(read.iter().map(|table| table.rows)) {
        return Vec::new();
    }
    let mut lines: BTreeMap<u32, Gap> = BTreeMap::new();
    let gap = |line| Gap { line, counted: 0, read: 0 };
    for Counted { line, rows } in counted {
        lines.entry(line).or_insert(gap(line)).counted += rows;
    }
    for Counted { line, rows } in read {
        lines.entry(line).or_insert(gap(line)).read += rows;
    }
    lines.into_values().filter(|gap| gap.counted != gap.read).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "\
Waking a Robot
==============

URI
---

POST /v1/robots/{robot_id}/wake

.. table:: **Table 1** Path parameters

   ========= ========= ====== ===========
   Parameter Mandatory Type   Description
   ========= ========= ====== ===========
   robot_id  Yes       String Which one.
   ========= ========= ====== ===========

Request Parameters
------------------

.. table:: **Table 2** Request body parameters

   ========= ========= ======= ===========
   Parameter Mandatory Type    Description
   ========= ========= ======= ===========
   gently    No        Boolean How.
   hour      No        Integer When.
   ========= ========= ======= ===========
";

    fn read() -> Page {
        docparse::read(PAGE.as_bytes(), "robot.rst", &contract::Edition::default())
    }

    #[test]
    fn a_page_that_is_read_whole_has_no_gaps() {
        assert_eq!(gaps(PAGE.as_bytes(), &read()), []);
    }

    #[test]
    fn a_dropped_row_is_told_with_its_table() {
        let mut page = read();
        page.rows.pop();
        let gaps = gaps(PAGE.as_bytes(), &page);
        assert_eq!(gaps, [Gap { line: 22, counted: 3, read: 2 }]);
        assert_eq!(gaps[0].lost(), 1);
        let problem = gaps[0].problem("robot.rst");
        assert_eq!(problem.at, Place::line("robot.rst", 22));
        assert_eq!(problem.message, "the table has 3 rows, but the reader accounts for 2");
        assert_eq!(crate::render::report(&[problem], None), crate::Exit::Findings);
    }

    #[test]
    fn a_dropped_table_is_told() {
        let mut page = read();
        page.rows.retain(|row| row.table == 1);
        page.tables.truncate(1);
        assert_eq!(gaps(PAGE.as_bytes(), &page), [Gap { line: 22, counted: 3, read: 0 }]);
    }

    #[test]
    fn a_row_that_is_accounted_for_twice_is_told() {
        let mut page = read();
        page.rows.push(page.rows[0].clone());
        assert_eq!(gaps(PAGE.as_bytes(), &page), [Gap { line: 11, counted: 2, read: 3 }]);
    }
}
