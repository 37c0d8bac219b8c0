//! Prose that rustdoc takes as prose.
//!
//! Descriptions hold `[1,64]`, `<id>`, bare addresses and indented lines. To rustdoc these are broken links, unclosed
//! tags, and Rust code to compile.

/// The lines of a documentation comment that show a description as it was meant.
pub(crate) fn lines(text: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let fences = text.lines().filter(|line| is_fence(line)).count();
    let mut in_fence = false;
    for line in text.trim().lines() {
        // Tabs have another width everywhere, which clippy minds.
        let line = &line.trim_end().replace('\t', "    ").replace(is_flow_control, "");
        if is_fence(line) && fences % 2 == 0 {
            in_fence = !in_fence;
            // Without a language, rustdoc would compile it.
            lines.push(if in_fence { "```text".to_owned() } else { "```".to_owned() });
        } else if in_fence {
            lines.push(line.clone());
        } else {
            // Four spaces would make code of it.
            let indent = (line.len() - line.trim_start().len()).min(3);
            // A dash is for the documented facts alone.
            let line = match line.trim_start().strip_prefix("- ") {
                Some(item) => format!("* {}", escape(item)),
                None => escape(line.trim_start()),
            };
            wrap(&line, &"   "[..indent], &mut lines);
        }
    }
    lines
}

/// Whether a character turns the text around it, which rustc refuses in documentation.
fn is_flow_control(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// The width that long lines are broken at, for those who read the source.
const WIDTH: usize = 100;

/// Breaks a line between words. What starts a list stays whole, and no line comes to start with what starts a block.
fn wrap(line: &str, indent: &str, lines: &mut Vec<String>) {
    let starts_block = |word: &str| {
        let is_number = |word: &str| word.strip_suffix(['.', ')']).is_some_and(|number| number.parse::<u32>().is_ok());
        word.starts_with(['-', '+', '*', '#', '>', '=', '|', '~', '`']) || is_number(word)
    };
    let is_list =
        line.split(' ').next().is_some_and(|word| word == "*" || (starts_block(word) && !word.starts_with(['*', '`'])));
    let mut current = indent.to_owned();
    for word in line.split(' ') {
        let is_full = current.len() + 1 + word.len() > WIDTH && current.len() > indent.len();
        if is_full && !is_list && (!starts_block(word) || is_closed_span(word)) {
            lines.push(std::mem::replace(&mut current, indent.to_owned()));
        }
        if current.len() > indent.len() {
            current.push(' ');
        }
        current.push_str(word);
    }
    lines.push(current);
}

/// A single word in backticks is no fence.
fn is_closed_span(word: &str) -> bool {
    !word.starts_with("``") && code_span(word).is_some()
}

fn is_fence(line: &str) -> bool {
    let line = line.trim_start();
    line.starts_with("```") || line.starts_with("~~~")
}

/// Escapes what Markdown would read in a line, leaving code spans and links as they are.
fn escape(line: &str) -> String {
    let mut out = String::with_capacity(line.len() + 8);
    let mut rest = line;
    while let Some(next) = rest.chars().next() {
        let taken = match next {
            '`' => code_span(rest),
            '[' => link(rest),
            'h' => address(rest).inspect(|address| {
                out.push('<');
                out.push_str(address);
                out.push('>');
            }),
            '<' => address(&rest[1..]).filter(|address| rest[1 + address.len()..].starts_with('>')).map(|address| {
                out.push('<');
                out.push_str(address);
                out.push('>');
                &rest[..address.len() + 2]
            }),
            _ => None,
        };
        match (next, taken) {
            ('`' | '[', Some(verbatim)) => out.push_str(verbatim),
            (_, Some(_)) => {}
            ('`' | '[' | ']' | '<' | '>', None) => {
                out.push('\\');
                out.push(next);
            }
            (next, None) => out.push(next),
        }
        rest = &rest[taken.map_or(next.len_utf8(), str::len)..];
    }
    out
}

/// A code span that closes on its line.
fn code_span(text: &str) -> Option<&str> {
    let ticks = text.len() - text.trim_start_matches('`').len();
    let (open, inside) = text.split_at(ticks);
    let mut from = 0;
    while let Some(found) = inside[from..].find(open) {
        let end = from + found + ticks;
        if !inside[end..].starts_with('`') {
            return Some(&text[..ticks + end]);
        }
        from = end + (inside[end..].len() - inside[end..].trim_start_matches('`').len());
    }
    None
}

/// `[text](https://…)`, which authors write on purpose.
fn link(text: &str) -> Option<&str> {
    let close = text.find("](http")?;
    let end = close + text[close..].find(')')?;
    let is_plain = |text: &str| !text.contains(['[', ']', '<', '>', '`', ' ']);
    let label = &text[1..close];
    (!label.contains(['[', ']', '<', '>', '`']) && is_plain(&text[close + 2..end])).then(|| &text[..=end])
}

/// An address at the start of a text, without the punctuation that follows it.
fn address(text: &str) -> Option<&str> {
    if !text.starts_with("http://") && !text.starts_with("https://") {
        return None;
    }
    let end = text.find(|c: char| c.is_whitespace() || "<>\"'`[]{}|\\^".contains(c)).unwrap_or(text.len());
    Some(text[..end].trim_end_matches(['.', ',', ';', ':', '!', '?', ')', '*', '_']))
}

/// Words as a code span, whatever they hold.
pub(crate) fn code(words: &str) -> String {
    let words = words.replace(['\n', '\r'], " ");
    let longest = words.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    if longest == 0 {
        return format!("`{words}`");
    }
    let ticks = "`".repeat(longest + 1);
    format!("{ticks} {words} {ticks}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        lines(text).join("\n")
    }

    #[test]
    fn brackets_and_tags_are_no_links_and_no_html() {
        assert_eq!(shown("A value in [1,64], such as <id>."), r"A value in \[1,64\], such as \<id\>.");
    }

    #[test]
    fn bare_addresses_become_links_and_keep_their_sentence() {
        assert_eq!(shown("See https://a.example/b?c=d."), "See <https://a.example/b?c=d>.");
        assert_eq!(shown("See <https://a.example>."), "See <https://a.example>.");
        assert_eq!(shown("See [there](https://a.example)."), "See [there](https://a.example).");
    }

    #[test]
    fn what_turns_the_text_is_left_out() {
        assert_eq!(shown("One \u{202e}owt\u{202c} three."), "One owt three.");
    }

    #[test]
    fn code_spans_stay_and_a_lone_backtick_is_one() {
        assert_eq!(shown("Is `<a>[0]` or ``a`b``."), "Is `<a>[0]` or ``a`b``.");
        assert_eq!(shown("A lone ` here"), r"A lone \` here");
    }

    #[test]
    fn indented_lines_are_no_code() {
        assert_eq!(shown("One\n      let x = 1;"), "One\n   let x = 1;");
    }

    #[test]
    fn fences_get_a_language_that_nobody_compiles() {
        assert_eq!(shown("```\nlet [x]\n```"), "```text\nlet [x]\n```");
        assert_eq!(shown("```\nnever closed"), "\\`\\`\\`\nnever closed");
    }

    #[test]
    fn words_with_backticks_are_still_one_code_span() {
        assert_eq!(code("a"), "`a`");
        assert_eq!(code("a`b"), "`` a`b ``");
    }
}
