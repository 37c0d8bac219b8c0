//! From syntax trees to text.

use syn::{File, Item};

/// Prints items as rustfmt would, nearly, with an empty line between items and between methods.
pub(crate) fn print(items: Vec<Item>) -> String {
    space_out(&prettyplease::unparse(&File { shebang: None, frontmatter: None, attrs: Vec::new(), items }))
}

/// prettyplease leaves no empty lines, which makes walls of long files.
fn space_out(text: &str) -> String {
    const STARTS: [&str; 6] = ["///", "#[", "pub ", "impl", "fn ", "async fn "];
    let mut out = String::with_capacity(text.len() + text.len() / 32);
    let mut previous = "";
    for line in text.lines() {
        let start = line.trim_start();
        let closed = previous.trim_start();
        let same_indent = line.len() - start.len() == previous.len() - closed.len();
        let is_item = ["type ", "pub struct ", "impl"].iter().any(|word| closed.starts_with(word));
        let is_end = closed == "}" || (is_item && closed.ends_with([';', '}']));
        if is_end && same_indent && STARTS.iter().any(|known| start.starts_with(known)) {
            out.push('\n');
        }
        out.push_str(line);
        out.push('\n');
        previous = line;
    }
    out
}
