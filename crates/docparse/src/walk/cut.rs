//! JSON that was cut into several code blocks, put together again.

use crate::blocks::{Block, Line};
use crate::examples::begins_json;

/// Puts code blocks together that stand one behind the other, where only all of them close what the first one opens.
pub(super) fn joined(mut blocks: Vec<Block<'_>>) -> Vec<Block<'_>> {
    let is_open = |block: &Block<'_>| matches!(block, Block::Code(lines) if opens(lines));
    if !blocks.windows(2).any(|pair| matches!(pair[1], Block::Code(_)) && is_open(&pair[0])) {
        return blocks;
    }
    let mut whole = Vec::with_capacity(blocks.len());
    while !blocks.is_empty() {
        let parts = if is_open(&blocks[0]) { parts(&blocks) } else { 1 };
        let mut parts = blocks.drain(..parts);
        let mut first = parts.next();
        for part in parts {
            if let (Some(Block::Code(lines)), Block::Code(more)) = (&mut first, part) {
                lines.extend(more);
            }
        }
        whole.extend(first);
    }
    whole
}

/// How many of the code blocks at the front make one value; one where the value never ends.
fn parts(blocks: &[Block<'_>]) -> usize {
    let mut depth = 0;
    for (at, block) in blocks.iter().enumerate() {
        let Block::Code(lines) = block else { return 1 };
        depth += lines.iter().map(|line| balance(line.text)).sum::<i64>();
        if depth <= 0 {
            return at + 1;
        }
    }
    1
}

/// Whether JSON begins in a block, and does not end there.
fn opens(lines: &[Line<'_>]) -> bool {
    let Some(first) = lines.iter().find(|line| !line.is_blank()) else { return false };
    begins_json(first.text) && lines.iter().map(|line| balance(line.text)).sum::<i64>() > 0
}

/// How many more brackets a line opens than it closes, outside of texts.
fn balance(line: &str) -> i64 {
    let (mut depth, mut quoted, mut escaped) = (0, false, false);
    for byte in line.bytes() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => quoted = !quoted,
            b'{' | b'[' if !quoted => depth += 1,
            b'}' | b']' if !quoted => depth -= 1,
            _ => {}
        }
    }
    depth
}
