//! The roots of a workspace: `[workspace.metadata.truespec] roots = [".", "tests/specimen"]` in its Cargo.toml.

use std::path::{Component, Path};

use contract::Problem;
use document::diagnostics::Diagnostics;
use document::node::Node;

use crate::io;

/// What the paths of each root begin with: nothing for `.`, `tests/specimen/` for `tests/specimen`. A Cargo.toml that
/// lists none means its own folder.
///
/// # Errors
/// A Cargo.toml that cannot be read, and whatever it lists that is no folder with `specs/`.
pub(crate) fn read(top: &Path) -> Result<Vec<String>, Vec<Problem>> {
    const MANIFEST: &str = "Cargo.toml";
    let bytes = std::fs::read(top.join(MANIFEST)).map_err(|err| vec![io::problem(MANIFEST, "read", &err)])?;
    let mut diagnostics = Diagnostics::default();
    let file = diagnostics.add_file(MANIFEST.to_owned());
    let manifest = document::toml::parse(&bytes, file, &mut diagnostics);
    let metadata = manifest.as_ref().and_then(|node| node.get("workspace")?.get("metadata")?.get("truespec"));
    let listed = metadata.and_then(|metadata| metadata.get("roots"));
    let mut prefixes = Vec::new();
    match listed.map(|node| (node, node.list())) {
        None => prefixes.push(String::new()),
        Some((_, Some(items))) => prefixes.extend(items.iter().filter_map(|item| root(top, item, &mut diagnostics))),
        Some((node, None)) => {
            let problem = diagnostics.error("roots", node.at, format!("expected a list, but found {}", node.kind()));
            diagnostics.push(problem.help("write `roots = [\".\"]`"));
        }
    }
    if diagnostics.has_errors() { Err(diagnostics.into_problems()) } else { Ok(prefixes) }
}

fn root(top: &Path, node: &Node, diagnostics: &mut Diagnostics) -> Option<String> {
    let text = node.text().unwrap_or_default();
    let is_inside = Path::new(text).components().all(|part| matches!(part, Component::Normal(_) | Component::CurDir));
    if text.is_empty() || !is_inside || !top.join(text).join("specs").is_dir() {
        let message = format!("{} is no folder of this workspace that holds `specs/`", node.kind());
        let problem = diagnostics.error("roots", node.at, message);
        diagnostics.push(problem.help("name a folder below this file, or remove it here"));
        return None;
    }
    let parts = Path::new(text).components().filter_map(|part| match part {
        Component::Normal(part) => Some(format!("{}/", part.to_string_lossy())),
        _ => None,
    });
    Some(parts.collect())
}
