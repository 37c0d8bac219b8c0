//! Any page, shown.

use std::path::PathBuf;

use contract::{Contract, Fate, table};
use docparse::Page;
use serde_json::json;

use super::edition;
use crate::cli::ReadFormat;
use crate::{Exit, io, render};

/// Shows the contract of any page.
pub(crate) fn read(pages: &[PathBuf], format: ReadFormat) -> Exit {
    let mut problems = Vec::new();
    let mut shown = Vec::new();
    for path in pages {
        let label = path.to_string_lossy().into_owned();
        match io::read(path) {
            Ok(bytes) => {
                let mut page = docparse::read(&bytes, &label, &edition(path));
                problems.append(&mut page.problems);
                match format {
                    ReadFormat::Table => anstream::println!("{}", show(&label, &page)),
                    ReadFormat::Json => shown.push(json!({
                        "page": label, "title": page.title, "operations": page.contracts, "rows": page.rows,
                    })),
                }
            }
            Err(err) => problems.push(io::problem(&label, "read", &err)),
        }
    }
    if format == ReadFormat::Json {
        let problems = json!(problems);
        anstream::println!("{:#}", json!({"pages": shown, "problems": problems}));
    }
    render::report(&problems, None)
}

fn show(label: &str, page: &Page) -> String {
    let mut text = format!("{label}\n");
    if let Some(title) = &page.title {
        text.push_str(&format!("{title}\n"));
    }
    for contract in &page.contracts {
        text.push_str(&format!("\n{contract:#}"));
        text.push_str(&examples(contract));
        text.push_str(&defects(contract));
    }
    let count = |fate: fn(&Fate) -> bool| page.rows.iter().filter(|row| fate(&row.fate)).count();
    let tables = page.rows.iter().map(|row| row.table).collect::<std::collections::BTreeSet<_>>().len();
    text.push_str(&format!(
        "\nrows: {} in {tables} tables: {} told, {} headers, {} aside, {} unread\n",
        page.rows.len(),
        count(|fate| matches!(fate, Fate::Told(_))),
        count(|fate| matches!(fate, Fate::Header)),
        count(|fate| matches!(fate, Fate::Aside(_))),
        count(|fate| matches!(fate, Fate::Unread(_))),
    ));
    let unread = page.rows.iter().filter_map(|row| match &row.fate {
        Fate::Unread(why) => Some(vec![format!("  {}", row.at), row.name.clone(), why.clone()]),
        _ => None,
    });
    text.push_str(&table(&unread.collect::<Vec<_>>()));
    text
}

fn examples(contract: &Contract) -> String {
    let rows: Vec<Vec<String>> = contract
        .examples
        .iter()
        .map(|example| {
            let role = serde_json::to_value(example.role).ok().and_then(|role| role.as_str().map(str::to_owned));
            let line = example.line.as_ref().map(|line| {
                format!("{} {}", line.method.as_deref().unwrap_or_default(), line.url).trim_start().to_owned()
            });
            let body = example.body.as_ref().map(|body| format!("{} bytes of JSON", body.to_string().len()));
            let what: Vec<String> = line.into_iter().chain(body).collect();
            vec![format!("  line {}", example.at.line), role.unwrap_or_default(), what.join(", ")]
        })
        .collect();
    if rows.is_empty() { String::new() } else { format!("\nexamples:\n{}", table(&rows)) }
}

fn defects(contract: &Contract) -> String {
    let rows: Vec<Vec<String>> = contract
        .defects
        .iter()
        .map(|defect| {
            vec![
                format!("  line {}", defect.at.line),
                defect.class.clone(),
                defect.address.to_string(),
                defect.message.clone(),
            ]
        })
        .collect();
    if rows.is_empty() { String::new() } else { format!("\ndefects of the page:\n{}", table(&rows)) }
}
