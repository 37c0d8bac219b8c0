//! Texts that are listed.

/// Texts one behind the other, with a separator between them.
///
/// The `join` and `concat` of the standard library have code of their own for each of several lengths of separators, which is
/// compiled anew for each kind of text: three hundredths of this crate, for messages.
pub(crate) fn joined<T: AsRef<str>>(texts: &[T], separator: &str) -> String {
    let mut length = separator.len() * texts.len().saturating_sub(1);
    for text in texts {
        length += text.as_ref().len();
    }
    // To the byte: who takes the text over does not have to copy it.
    let mut out = String::with_capacity(length);
    for (index, text) in texts.iter().enumerate() {
        if index > 0 {
            out.push_str(separator);
        }
        out.push_str(text.as_ref());
    }
    out
}

#[cfg(test)]
mod tests {
    use super::joined;

    #[test]
    fn a_separator_stands_between_texts_and_nowhere_else() {
        assert_eq!(joined(&["a", "", "b"], ", "), "a, , b");
        assert_eq!(joined(&["a"], ", "), "a");
        assert_eq!(joined::<&str>(&[], ", "), "");
    }
}
