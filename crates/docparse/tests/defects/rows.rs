//! Rows against each other, and against their own cells.

use crate::support::{ROBOT, defects, request, stated, table};

#[test]
fn two_rows_of_one_name_are_told_with_what_differs() {
    let second = |row: &str| stated(&["size|No|Integer|Its size.", row]);
    assert_eq!(
        second("size|No|Integer|Its size."),
        "duplicate-row request size: `size` has two rows: identical (high)"
    );
    let differs = "duplicate-row request size: `size` has two rows: another type and presence (high)";
    assert_eq!(second("size|Yes|String|Its size."), differs);
    assert_eq!(second("Size|No|Integer|Its size."), "");
}

#[test]
fn swapped_columns_are_told() {
    assert!(stated(&["size|Integer|No|Its size."]).starts_with("columns-swapped request size: "));
    assert_eq!(stated(&["size|Mandatory|Integer|Its size."]), "");
    let page = |cells: &str| {
        let rows = format!(
            "========= ======= ===========\nParameter Type    Description\n========= ======= ===========\n{cells}\n========= ======= ===========\n"
        );
        defects(&format!("Response\n--------\n\n{rows}"))
    };
    let shifted =
        "columns-swapped 2XX size: the row of `size` has a column more than its table: presence, type, words (high)";
    assert_eq!(page("size      No      Integer"), shifted);
    assert_eq!(page("size      Integer No less."), "");
}

#[test]
fn a_description_that_contradicts_the_column_of_presence_is_told() {
    let optional = "presence-contradicted request size: `size` is mandatory by its column, but optional by its description (medium)";
    assert_eq!(stated(&["size|Yes|Integer|Its size. This parameter is optional."]), optional);
    let mandatory = "presence-contradicted request size: `size` is optional by its column, but mandatory by its description (medium)";
    assert_eq!(stated(&["size|No|Integer|Its size. This parameter is mandatory."]), mandatory);
    assert_eq!(stated(&["size|Yes|Integer|Its size. This parameter is not mandatory."]), optional);
    for fine in [
        "This parameter is optional.",
        "If it walks, this parameter is mandatory.",
        "This parameter is mandatory when it walks.",
        "It cannot be left blank.",
    ] {
        assert_eq!(stated(&[&format!("size|No|Integer|Its size. {fine}")]), "", "{fine}");
    }
}

#[test]
fn an_object_without_a_table_and_a_table_without_a_row_are_told() {
    let lone = stated(&["arms|No|Array of Arm objects|Its arms."]);
    assert_eq!(lone, "object-without-table request arms: no table describes the type `Arm` (medium)");
    assert_eq!(
        stated(&["arms|No|Array of :ref:`Arm <other_page__arm>` objects|Its arms."]),
        "",
        "it is on another page"
    );
    let page = |caption: &str| {
        format!("{}.. table:: **Table 2** {caption}\n\n{}", request(ROBOT), table(&["grip|No|String|It."]))
    };
    let unused = "object-table-unused operation: the table describes an object, but no row refers to it (low)";
    assert_eq!(defects(&page("Arm")), unused);
    let used = format!(
        "{}.. table:: **Table 2** **arms** field\n\n{}",
        request(&["arms|No|Array of objects|Its arms."]),
        table(&["grip|No|String|It."])
    );
    assert_eq!(defects(&used), "");
}

#[test]
fn a_field_that_is_always_null_is_told() {
    let row = |words: &str| stated(&[&format!("size|No|String|{words}")]);
    assert!(row("This parameter is reserved, its value is null.").starts_with("always-null request size: "));
    assert_eq!(row("This parameter is reserved."), "");
}
