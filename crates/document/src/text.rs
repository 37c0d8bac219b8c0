//! Bytes to text: what every file is held to, whatever its format.

use crate::diagnostics::Diagnostics;
use crate::node::At;

/// The bytes as a text; why they are none is among the diagnostics.
pub(crate) fn text<'b>(bytes: &'b [u8], file: u32, diagnostics: &mut Diagnostics) -> Option<&'b str> {
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(err) => {
            let at = end_of(&String::from_utf8_lossy(&bytes[..err.valid_up_to()]), file);
            let problem = diagnostics.error("invalid-utf8", at, "the file is not UTF-8 from here on");
            diagnostics.push(problem.help("save it as UTF-8 (without a byte order mark)"));
            return None;
        }
    };
    if text.starts_with('\u{feff}') {
        let at = At { file, line: 1, column: 1 };
        let problem = diagnostics.error("byte-order-mark", at, "the file begins with a byte order mark");
        diagnostics.push(problem.help("save it as UTF-8 without a byte order mark"));
        return None;
    }
    let control = |c: char| c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{85}');
    if let Some((start, c)) = text.char_indices().find(|(_, c)| control(*c)) {
        let message = format!("the file holds the control character U+{:04X}", u32::from(c));
        let problem = diagnostics.error("control-character", end_of(&text[..start], file), message);
        diagnostics.push(problem.help("remove it; if the file is no text at all, put the right one in its place"));
        return None;
    }
    Some(text)
}

/// The position after the last character.
pub(crate) fn end_of(text: &str, file: u32) -> At {
    let line = text.bytes().filter(|b| *b == b'\n').count() + 1;
    let column = text.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    At { file, line: line as u32, column: column as u32 }
}
