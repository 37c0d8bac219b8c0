//! What the fuzzer has found, made small; each broke the reader once.

use crate::check::{fault, read};

const HEAD: &str = "Title\n=====\n\nURI\n---\n\nPOST /v1/{id}\n\nRequest\n-------\n\n";

/// Tables whose rows are all of one name, and lead to all others: no field is new, but the ways to them have no end.
#[test]
fn rows_of_one_name_that_lead_everywhere_are_not_followed_for_ever() {
    let rule = "   ========= ==========================\n";
    let table = |of: usize| {
        let rows: String = (0..30).map(|to| format!("   a         :ref:`T <t{to}>` object\n")).collect();
        format!(".. _t{of}:\n\n.. table:: T{of}\n\n{rule}   Parameter Type\n{rule}{rows}{rule}\n")
    };
    let page = format!("{HEAD}{}", (0..30).map(table).collect::<String>());
    assert_eq!(fault(page.as_bytes()), None);
    let page = read(page.as_bytes());
    assert!(page.contracts[0].problems.iter().any(|problem| problem.code == "too-many-fields"));
}

/// A chain of objects is a way down, and the stack has an end.
#[test]
fn objects_in_a_chain_of_thousands_do_not_exhaust_the_stack() {
    let rule = "   ========= ==========================\n";
    let table = |of: usize| {
        let row = format!("   a         :ref:`T <t{}>` object\n", of + 1);
        format!(".. _t{of}:\n\n.. table:: T{of}\n\n{rule}   Parameter Type\n{rule}{row}{rule}\n")
    };
    let page = format!("{HEAD}{}", (0..3_000).map(table).collect::<String>());
    assert_eq!(fault(page.as_bytes()), None);
}

/// Each field of an object has the name of the object in its address.
#[test]
fn a_name_of_many_bytes_is_not_repeated_for_each_field_below_it() {
    let name = "a".repeat(200_000);
    let rule = format!("{} =====================\n", "=".repeat(name.len()));
    let object =
        format!("{rule}Parameter{} Type\n{rule}{name} :ref:`T <t>` object\n{rule}\n", " ".repeat(name.len() - 9));
    let rows: String = (0..5_000).map(|field| format!("b{field:<8} String\n")).collect();
    let rule = "========= ======\n";
    let fields = format!(".. _t:\n\n{rule}Parameter Type\n{rule}{rows}{rule}");
    assert_eq!(fault(format!("{HEAD}{object}{fields}").as_bytes()), None);
}

/// The separator of one column has one pipe, at its end.
#[test]
fn a_table_of_text_whose_separator_begins_without_a_pipe_ends() {
    let page = "Robots\nURI\nGET /v1/robots\nRequest Parameters\n|\nName |\n---|\n|\na |\nResponse Parameters\nNone\n";
    assert_eq!(fault(page.as_bytes()), None);
    assert_eq!(read(page.as_bytes()).rows.into_iter().map(|row| row.at.line).collect::<Vec<_>>(), [5, 8]);
}

/// A line that closes some cells is no row, although the cells that go on stand there.
#[test]
fn a_border_that_breaks_off_is_no_row() {
    let page = |end: &str| read(format!("{HEAD}+---+---+\n| a | b |\n+===+===+\n| c | d |\n{end}").as_bytes());
    for end in ["+---+---+", "+---+--", "+-", "|   +---+", "|   +---+\n|   +---+", "|   +---+\n+---+---+"] {
        let names: Vec<String> = page(end).rows.into_iter().map(|row| row.name).collect();
        assert_eq!(names, ["a", "c"], "{end}");
    }
}

/// Markdown fills up short rows; its parser stops at some number of cells, and most of them are not kept.
#[test]
fn cells_that_markdown_adds_do_not_multiply_without_end() {
    let (head, rule, rows) = ("Name|".repeat(5_000), "---|".repeat(5_000), "|x|\n".repeat(5_000));
    let page = format!("# Robots\n\n## URI\n\nPOST /v1/x\n\n## Request\n\n|{head}\n|{rule}\n{rows}");
    let memory = allocation_counter::measure(|| drop(read(page.as_bytes())));
    assert!(memory.bytes_max < 64 << 20, "{}", memory.bytes_max);
}
