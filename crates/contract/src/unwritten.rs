//! Words of ours that are still to be written.

/// What stands where words of ours are to be written: a draft has it in each such place.
pub const UNWRITTEN: &str = "TODO(words)";

/// Whether a text is still to be written, or a part of it.
pub fn is_unwritten(text: &str) -> bool {
    text.contains(UNWRITTEN)
}
