//! Changes of generated text: each knows its line.

/// A change of a file.
pub(crate) struct Edit {
    /// What was changed.
    pub(crate) what: String,
    /// The line of the change, from 1.
    pub(crate) line: u32,
    /// The text with the change.
    pub(crate) text: String,
}

/// Other lines in the place of some: `count` of them, from `start`.
pub(crate) fn splice(text: &str, start: usize, count: usize, new: &[String]) -> Edit {
    let mut lines: Vec<&str> = text.lines().collect();
    let old: Vec<&str> = lines.splice(start..start + count, new.iter().map(String::as_str)).collect();
    let shown = |lines: &[&str]| lines.iter().map(|line| line.trim()).collect::<Vec<_>>().join(" ");
    let new: Vec<&str> = new.iter().map(String::as_str).collect();
    let what = format!("{} `{}` -> `{}`", start + 1, shown(&old), shown(&new));
    Edit { what, line: u32::try_from(start + 1).expect("a line"), text: lines.join("\n") + "\n" }
}

/// Every line in turn, as each of what `others` makes of it.
pub(crate) fn lines(text: &str, others: impl Fn(&str) -> Vec<String>) -> Vec<Edit> {
    let each = text.lines().enumerate();
    each.flat_map(|(index, line)| others(line).into_iter().map(move |new| (index, new)))
        .map(|(index, new)| splice(text, index, 1, &new.split('\n').map(str::to_owned).collect::<Vec<_>>()))
        .collect()
}

/// Every occurrence of some words, as others.
pub(crate) fn swap(text: &str, old: &str, new: &[&str]) -> Vec<Edit> {
    lines(text, |line| {
        let at = line.match_indices(old).map(|(at, _)| at);
        at.flat_map(|at| new.iter().map(move |new| format!("{}{new}{}", &line[..at], &line[at + old.len()..])))
            .collect()
    })
}

/// Without the statement, arm or attribute that begins with these words; it ends where its brackets close.
pub(crate) fn without(text: &str, begins: &str) -> Vec<Edit> {
    let all: Vec<&str> = text.lines().collect();
    let starts = (0..all.len()).filter(|index| all[*index].trim_start().starts_with(begins));
    starts
        .map(|start| {
            let mut open = 0_i32;
            let mut count = 0;
            loop {
                let line = all[start + count];
                let (opening, closing) = (line.matches(['(', '{', '[']).count(), line.matches([')', '}', ']']).count());
                open += i32::try_from(opening).expect("few") - i32::try_from(closing).expect("few");
                count += 1;
                // A chain goes on below its receiver.
                let goes_on = all.get(start + count).is_some_and(|next| next.trim_start().starts_with('.'));
                if open <= 0 && (!goes_on || begins.starts_with('.')) {
                    break;
                }
            }
            splice(text, start, count, &[])
        })
        .collect()
}

/// The parts of a text before the builders of its types, and the whole where there are none.
pub(crate) fn is_above_builders(text: &str, edit: &Edit) -> bool {
    let builders = text.lines().position(|line| line == "pub(super) mod builder {");
    builders.is_none_or(|at| (edit.line as usize) <= at)
}
