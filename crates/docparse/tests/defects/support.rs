//! Pages of a robot, and what is said of them.

use contract::{Contract, Defect};

pub(crate) fn contracts(page: &str) -> Vec<Contract> {
    docparse::read(page.as_bytes(), "page.rst", &"otc".parse().unwrap()).contracts
}

pub(crate) fn shown(defect: &Defect) -> String {
    format!("{} {}: {} ({})", defect.class, defect.address, defect.message, defect.confidence)
}

/// The defects of a page about `GET /v1/robots`, or another URI.
pub(crate) fn of(uri: &str, rest: &str) -> String {
    let page = format!("Title\n=====\n\nURI\n---\n\n{uri}\n\n{rest}");
    contracts(&page)[0].defects.iter().map(shown).collect::<Vec<_>>().join("\n")
}

pub(crate) fn defects(rest: &str) -> String {
    of("POST /v1/robots", rest)
}

/// A table of `name|mandatory|type|description` rows.
pub(crate) fn table(rows: &[&str]) -> String {
    let header = "Parameter|Mandatory|Type|Description";
    let cells: Vec<Vec<&str>> =
        [header].iter().chain(rows).map(|row| row.split('|').map(str::trim).collect()).collect();
    let line = |cells: &[&str]| {
        format!("   | {} |\n", cells.iter().map(|cell| format!("{cell:90}")).collect::<Vec<_>>().join(" | "))
    };
    let rule = |mark: &str| format!("   +{}\n", format!("{}+", mark.repeat(92)).repeat(4));
    let mut text = format!("{}{}{}", rule("-"), line(&cells[0]), rule("="));
    for row in &cells[1..] {
        // A `/` in the description begins a new line of the cell.
        for (index, part) in row[3].split(" / ").enumerate() {
            let head = if index == 0 { [row[0], row[1], row[2]] } else { [""; 3] };
            text.push_str(&line(&[head[0], head[1], head[2], part]));
            text.push_str(&line(&["", "", "", ""]));
        }
        text.push_str(&rule("-"));
    }
    text
}

/// A page with a request table.
pub(crate) fn request(rows: &[&str]) -> String {
    format!("Request\n-------\n\n.. table:: **Table 1** Request body parameters\n\n{}\n", table(rows))
}

pub(crate) fn sent(rows: &[&str], body: &str) -> String {
    let lines: String = body.lines().map(|line| format!("   {line}\n")).collect();
    defects(&format!("{}Example Request\n---------------\n\n.. code-block::\n\n{lines}", request(rows)))
}

pub(crate) fn stated(rows: &[&str]) -> String {
    defects(&request(rows))
}

pub(crate) const ROBOT: &[&str] = &["name|Yes|String|Its name.", "size|No|Integer|Its size."];
