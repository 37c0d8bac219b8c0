//! A made-up service of any size, to see how the line grows.
//!
//! Its operations are those of DRS under other names, so that each costs what a real one costs.

use std::path::Path;
use std::sync::Arc;

use contract::{Contract, Fate, Row, Witness};
use xtask::Workspace;

/// Writes a workspace with one service of that many operations, faithful to its made-up pages.
///
/// # Panics
/// If the folder cannot be written, or the made-up service is not a sound one: both are bugs of this function.
pub fn write(folder: &Path, operations: usize) -> Workspace {
    let drs = crate::root().join("specs/drs");
    let source = |name: &str| std::fs::read_to_string(drs.join(name)).unwrap_or_else(|err| panic!("{name}: {err}"));
    let specs = folder.join("specs/synthetic");
    let save = |path: String, text: &str| {
        let path = specs.join(path);
        std::fs::create_dir_all(path.parent().unwrap_or(&specs)).unwrap_or_else(|err| panic!("{err}"));
        std::fs::write(&path, text).unwrap_or_else(|err| panic!("{}: {err}", path.display()));
    };
    save("common.yaml".to_owned(), &source("common.yaml"));
    let manifest = source("service.toml");
    let head = manifest.split("[pages").next().unwrap_or_default().replace("huaweicloud-drs", "huaweicloud-synthetic");
    let mut pages = head.to_owned();
    for index in 0..operations {
        // Half of them after each of the two operations of DRS.
        let (stem, id, names): (&str, &str, &[&str]) = if index % 2 == 0 {
            (
                "batch_delete_jobs",
                "BatchDeleteJobs",
                &["DeleteJobReq", "DeleteJobResp", "DeleteJobStatus", "DeleteType"],
            )
        } else {
            ("batch_stop_jobs", "BatchStopJobs", &["PauseInfo", "PauseJobResp", "PauseMode"])
        };
        let mut text = source(&format!("{stem}.yaml"));
        for name in names.iter().chain([&id]) {
            text = text.replace(name, &format!("{name}{}", letters(index)));
        }
        text = text.replace("/jobs/", &format!("/jobs-{index}/"));
        let stem = format!("{stem}_{}", letters(index).to_lowercase());
        save(format!("{stem}.yaml"), &text);
        pages.push_str(&format!("[pages.{stem}]\notc = \"synthetic/{stem}.rst\"\n"));
    }
    save("service.toml".to_owned(), &pages);
    std::fs::write(folder.join("Cargo.toml"), "[workspace]\n").unwrap_or_else(|err| panic!("{err}"));
    let workspace = Workspace::find(Some(folder)).unwrap_or_else(|problem| panic!("{problem}"));
    let service = crate::load(&workspace, "synthetic");
    for (contract, operation) in service.contracts().into_iter().zip(&service.operations) {
        let page = format!("synthetic/{}.rst", operation.stem);
        let facts = docparse::facts::write(&as_page(contract, &page), &operation.stem, &page);
        save(format!("documented/{}.otc.yaml", operation.stem), &facts);
    }
    workspace
}

/// A word for a number, in letters that no case rule changes: `A`, `B`, … `Ba`.
fn letters(index: usize) -> String {
    let digit = |digit: usize| char::from(b'a' + u8::try_from(digit % 26).unwrap_or(0));
    let word: String = [index / 676, index / 26, index].into_iter().map(digit).collect();
    format!("X{word}")
}

/// The spec's contract as a page would tell it.
fn as_page(mut contract: Contract, page: &str) -> Contract {
    let edition = "otc".parse().unwrap_or_else(|err: String| panic!("{err}"));
    contract.source.witness = Witness::Page(edition);
    contract.source.file = Arc::from(page);
    contract.source.sha256 = Some("0".repeat(64));
    contract.rows = contract
        .elements
        .iter()
        .map(|element| Row {
            table: 1,
            at: contract::Place::line(page, element.at.line),
            name: element.address.to_string(),
            fate: Fate::Told(vec![element.address.clone()]),
        })
        .collect();
    for element in &mut contract.elements {
        element.at = contract::Place::line(page, element.at.line);
        element.words = None;
    }
    contract
}
