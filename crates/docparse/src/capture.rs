//! Bytes to lines: the one place that knows about encodings, line ends and tabs.

use std::borrow::Cow;
use std::sync::Arc;

use contract::{Place, Problem};
use sha2::{Digest, Sha256};

use crate::blocks::{Line, trim_end};

/// A page as text, normalised so that nothing after it needs to think of carriage returns or tabs.
pub(crate) struct Capture<'b> {
    pub(crate) file: Arc<str>,
    pub(crate) text: Cow<'b, str>,
    pub(crate) problems: Vec<Problem>,
}

/// Takes the bytes of a page in. What is no UTF-8 is replaced, and the first place of it is told. A page that is empty,
/// or no text at all, has one problem that says so.
pub(crate) fn capture<'b>(bytes: &'b [u8], label: &str) -> Capture<'b> {
    let file: Arc<str> = label.into();
    let mut problems = Vec::new();
    let bare = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    if bare.trim_ascii().is_empty() {
        let problem = Problem::error("empty-page", Place::file(file.clone()), "the page is empty");
        problems.push(problem.help("fetch it again"));
    } else if memchr::memchr(0, bare).is_some() {
        // Where a zero stands, every further message would be about noise.
        let problem = Problem::error("not-text", Place::file(file.clone()), "the page is no text: it holds zero bytes");
        problems.push(problem.help("fetch it again, as text in UTF-8"));
    }
    let text = match std::str::from_utf8(bare) {
        Ok(text) => Cow::Borrowed(text),
        Err(error) => {
            let good = String::from_utf8_lossy(&bare[..error.valid_up_to()]);
            let line = good.matches('\n').count() as u32 + 1;
            let column = good.rsplit('\n').next().unwrap_or_default().chars().count() as u32 + 1;
            let help = "save the page as UTF-8; what was unreadable reads as `\u{fffd}` here";
            let at = Place::new(file.clone(), line, column);
            if problems.is_empty() {
                problems.push(Problem::error("invalid-utf8", at, "these bytes are no UTF-8").help(help));
            }
            String::from_utf8_lossy(bare)
        }
    };
    let text = if is_suspect(text.as_bytes()) { plain(&text).into() } else { text };
    Capture { file, text, problems }
}

/// Whether there may be control characters. Bytes are faster to look through than characters, many at once faster than one
/// by one; 0xc2 begins the control characters beyond ASCII, among others.
fn is_suspect(bytes: &[u8]) -> bool {
    let suspect = |byte: u8| ((byte < 0x20) & (byte != b'\n')) | (byte == 0x7f) | (byte == 0xc2);
    bytes.chunks(1024).any(|bytes| bytes.iter().fold(false, |found, byte| found | suspect(*byte)))
}

/// Without carriage returns and tabs; other control characters are as good as unreadable.
fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len() + text.len() / 8);
    let mut column = 0;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\r' if chars.peek() == Some(&'\n') => {}
            '\n' | '\r' => {
                plain.push('\n');
                column = 0;
            }
            '\t' => {
                let width = 8 - column % 8;
                plain.extend(std::iter::repeat_n(' ', width));
                column += width;
            }
            c => {
                plain.push(if c.is_control() { '\u{fffd}' } else { c });
                column += 1;
            }
        }
    }
    plain
}

/// The hash that says which bytes a contract is of, in hexadecimal digits.
pub(crate) fn sha256(bytes: &[u8]) -> String {
    let digits = Sha256::digest(bytes).into_iter().flat_map(|byte| [byte >> 4, byte & 0xf]);
    digits.filter_map(|digit| char::from_digit(digit.into(), 16)).collect()
}

impl Capture<'_> {
    /// The lines of the page, trailing white space gone.
    pub(crate) fn lines(&self) -> Vec<Line<'_>> {
        let mut start = 0;
        let ends = memchr::memchr_iter(b'\n', self.text.as_bytes()).chain([self.text.len()]);
        let line = |(end, number)| {
            let text = &self.text[std::mem::replace(&mut start, end + 1)..end];
            Line { number, column: 1, text: trim_end(text) }
        };
        ends.zip(1..).map(line).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn line_ends_tabs_and_the_byte_order_mark_are_gone() {
        let capture = capture(b"\xef\xbb\xbfa\r\n\tb\rc", "page");
        let lines: Vec<_> = capture.lines().iter().map(|line| (line.number, line.text)).collect();
        assert_eq!(lines, [(1, "a"), (2, "        b"), (3, "c")]);
        assert!(capture.problems.is_empty());
    }

    #[test]
    fn err_invalid_utf_8_is_told_with_line_and_column() {
        let capture = capture(b"ok\nab\xff\n", "page");
        assert_eq!(
            capture.problems.iter().map(ToString::to_string).collect::<Vec<_>>(),
            [
                "error[invalid-utf8]: these bytes are no UTF-8\n  --> page:2:3\n  = help: save the page as UTF-8; what was unreadable reads as `\u{fffd}` here"
            ]
        );
    }
}
