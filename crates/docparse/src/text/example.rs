//! The examples of a text rendition: nothing marks their code but what it looks like.

use crate::blocks::{Block, Line};
use crate::examples;
use crate::sections::Section;
use crate::walk;

/// An example of an answer shows no more headers.
const MOST_HEADERS: usize = 20;

/// Whether a label within an example names the part of the message that follows: `Request Body:`.
pub(super) fn goes_on(lines: &[Line<'_>]) -> bool {
    let label = lines[0].text.trim();
    let mut below = lines[1..].iter().map(|line| line.text.trim()).filter(|text| !text.is_empty());
    label.ends_with([':', '：'])
        && walk::is_part_of_message(label)
        && below.next().is_some_and(|next| next.starts_with(['{', '[']) || next.contains(": "))
}

/// A request line or JSON is code; the rest of an example section is words.
pub(super) fn read<'p>(lines: &[Line<'p>], blocks: &mut Vec<Block<'p>>) -> usize {
    let first = lines[0].trimmed();
    let sent = examples::sent(lines);
    // The body may begin in the line of the URL.
    let is_open = |body: &str| body.starts_with(['{', '[']) && !Balance::default().closes(body);
    if let Some((taken, body)) = sent
        && !body.is_some_and(is_open)
    {
        blocks.push(Block::Code(lines[..taken].iter().map(|line| line.trimmed()).collect()));
        return taken;
    }
    // The status line and the headers of an answer belong to the body below them.
    let is_header = |line: &&Line<'_>| {
        line.text.split_once(':').is_some_and(|(name, _)| !name.trim().contains([' ', '{', '[', '"']))
    };
    let heads = match first.text.starts_with("HTTP/") {
        true => 1 + lines[1..].iter().take(MOST_HEADERS).take_while(is_header).count(),
        false => 0,
    };
    if sent.is_none() && !lines.get(heads).is_some_and(|line| line.text.trim_start().starts_with(['{', '['])) {
        blocks.push(super::paragraph(first));
        return 1;
    }
    let mut balance = Balance::default();
    let mut taken = heads;
    for line in &lines[heads..] {
        // A section word ends even what was never closed.
        if taken > heads && Section::of_heading(line.text.trim()).is_some() {
            break;
        }
        taken += 1;
        if balance.closes(line.text) {
            break;
        }
    }
    blocks.push(Block::Code(lines[..taken].to_vec()));
    taken
}

/// Counts brackets outside strings.
#[derive(Default)]
struct Balance {
    open: usize,
    quoted: bool,
}

impl Balance {
    /// Whether the last bracket is closed within this line.
    fn closes(&mut self, line: &str) -> bool {
        let mut escaped = false;
        for byte in line.bytes() {
            match byte {
                _ if escaped => escaped = false,
                b'\\' if self.quoted => escaped = true,
                b'"' => self.quoted = !self.quoted,
                _ if self.quoted => {}
                b'{' | b'[' => self.open += 1,
                b'}' | b']' => self.open = self.open.saturating_sub(1),
                _ => {}
            }
        }
        self.quoted = false; // No string of JSON goes on in the next line.
        self.open == 0
    }
}
