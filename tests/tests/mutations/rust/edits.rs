//! Changes of generated text: each knows its line.

/// A change of a file.
#[derive(Clone, Debug)]
pub(crate) struct Edit {
    /// What was changed.
    pub(crate) what: String,
    /// The line of the change, from 1.
    pub(crate) line: u32,
    /// The text with the change.
    pub(crate) text: String,
}

/// Other lines in the place of some: `count` of them, from `start`.
pub(crate) fn splice<S: AsRef<str>>(text: &str, start: usize, count: usize, new: &[S]) -> Edit {
    let mut lines: Vec<&str> = text.lines().collect();
    let new: Vec<&str> = new.iter().map(AsRef::as_ref).collect();
    let old: Vec<&str> = lines.splice(start..start + count, new.iter().copied()).collect();
    let shown = |lines: &[&str]| lines.iter().map(|line| line.trim()).collect::<Vec<_>>().join(" ");
    let what = format!("{} `{}` -> `{}`", start + 1, shown(&old), shown(&new));
    Edit { what, line: u32::try_from(start + 1).expect("a line"), text: lines.join("\n") + "\n" }
}

/// Another text as a whole, of which a line is told.
pub(crate) fn rewrite(what: &str, index: usize, lines: &[String]) -> Edit {
    let line = u32::try_from(index + 1).expect("a line");
    Edit { what: format!("{line} {what}"), line, text: lines.join("\n") + "\n" }
}

/// Every line in turn, as each of what `others` makes of it; a line break in there makes several of it.
pub(crate) fn lines(text: &str, others: impl Fn(&str) -> Vec<String>) -> Vec<Edit> {
    let each = text.lines().enumerate();
    each.flat_map(|(index, line)| others(line).into_iter().map(move |new| (index, line, new)))
        .filter(|(_, line, new)| line != new)
        .map(|(index, _, new)| splice(text, index, 1, &new.split('\n').collect::<Vec<_>>()))
        .collect()
}

/// Every occurrence of some words, as others.
pub(crate) fn swap(text: &str, old: &str, new: &[&str]) -> Vec<Edit> {
    lines(text, |line| each(line, old, new))
}

/// A line with every occurrence of some words in turn as others.
pub(crate) fn each(line: &str, old: &str, new: &[&str]) -> Vec<String> {
    let at = line.match_indices(old).map(|(at, _)| at);
    at.flat_map(|at| new.iter().map(move |new| format!("{}{new}{}", &line[..at], &line[at + old.len()..]))).collect()
}

/// Without each of the lines.
pub(crate) fn dropped(text: &str, is_it: impl Fn(&str) -> bool) -> Vec<Edit> {
    let at = text.lines().enumerate().filter(|(_, line)| is_it(line));
    at.map(|(index, _)| splice(text, index, 1, &[""; 0])).collect()
}

/// Each of the lines twice.
pub(crate) fn doubled(text: &str, is_it: impl Fn(&str) -> bool) -> Vec<Edit> {
    let at = text.lines().enumerate().filter(|(_, line)| is_it(line));
    at.map(|(index, line)| splice(text, index, 1, &[line, line])).collect()
}

/// Each of the lines exchanged with the next, if that is one of them and another.
pub(crate) fn swapped(text: &str, is_it: impl Fn(&str) -> bool) -> Vec<Edit> {
    let all: Vec<&str> = text.lines().collect();
    let pairs =
        all.windows(2).enumerate().filter(|(_, pair)| pair[0] != pair[1] && pair.iter().all(|line| is_it(line)));
    pairs.map(|(index, pair)| splice(text, index, 2, &[pair[1], pair[0]])).collect()
}

/// Without the statement or item that begins with these words; it ends where its brackets close.
pub(crate) fn without(text: &str, begins: &str) -> Vec<Edit> {
    let all: Vec<&str> = text.lines().collect();
    let starts = (0..all.len()).filter(|index| all[*index].trim_start().starts_with(begins));
    starts.map(|start| splice(text, start, length(&all[start..], begins), &[""; 0])).collect()
}

/// How many lines a statement or item has.
pub(crate) fn length(lines: &[&str], begins: &str) -> usize {
    let mut open = 0_i32;
    let mut count = 0;
    loop {
        let line = lines[count];
        let (opening, closing) = (line.matches(['(', '{', '[']).count(), line.matches([')', '}', ']']).count());
        open += i32::try_from(opening).expect("few") - i32::try_from(closing).expect("few");
        count += 1;
        // A chain goes on below its receiver.
        let goes_on = lines.get(count).is_some_and(|next| next.trim_start().starts_with('.'));
        if open <= 0 && (!goes_on || begins.starts_with('.')) {
            return count;
        }
    }
}

/// What stands between two marks of a line, with what is around it.
pub(crate) fn hole<'t>(line: &'t str, before: &str, after: &str) -> Option<(&'t str, &'t str, &'t str)> {
    let start = line.find(before)? + before.len();
    let end = start + line[start..].find(after)?;
    Some((&line[..start], &line[start..end], &line[end..]))
}

/// The index of the first line of the documentation and attributes above a line.
pub(crate) fn docs_of(lines: &[&str], index: usize) -> usize {
    let is_doc = |line: &str| line.trim_start().starts_with("///") || line.trim_start().starts_with("#[");
    lines[..index].iter().rposition(|line| !is_doc(line)).map_or(0, |above| above + 1)
}
