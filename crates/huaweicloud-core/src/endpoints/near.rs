//! "Did you mean": the nearest of the words that would have been right.

/// The word nearest to a misspelt one, if it is near enough to be what was meant: two slips, and at most a third of it.
///
/// Of words that are equally near it is one that is preferred, and of those the first.
pub(super) fn nearest<'w, T: Copy>(
    word: &str,
    words: &[(&'w str, T)],
    is_preferred: impl Fn(T) -> bool,
) -> Option<(&'w str, T)> {
    let mut nearest = None;
    let mut least = ((word.len() / 3).min(2), true);
    for (candidate, of) in words {
        let distance = (distance(word.as_bytes(), candidate.as_bytes()), !is_preferred(*of));
        if distance < least || (distance == least && nearest.is_none()) {
            least = distance;
            nearest = Some((*candidate, *of));
        }
    }
    nearest
}

/// How many letters have to be put in, left out or replaced to make one word of the other (Levenshtein's distance).
fn distance(one: &[u8], other: &[u8]) -> usize {
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (i, a) in one.iter().enumerate() {
        let mut left = i + 1;
        let mut diagonal = i;
        for (above, b) in row.iter_mut().zip(std::iter::once(None).chain(other.iter().map(Some))) {
            let cost = match b {
                None => i + 1,
                Some(b) => (diagonal + usize::from(a != b)).min(left + 1).min(*above + 1),
            };
            diagonal = std::mem::replace(above, cost);
            left = cost;
        }
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    const REGIONS: [(&str, ()); 4] = [("cn-north-4", ()), ("cn-north-1", ()), ("eu-de", ()), ("eu-nl", ())];

    #[test]
    fn distances_are_those_of_the_textbook() {
        for (one, other, expected) in
            [("", "", 0), ("", "abc", 3), ("abc", "", 3), ("kitten", "sitting", 3), ("flaw", "lawn", 2), ("a", "a", 0)]
        {
            assert_eq!(distance(one.as_bytes(), other.as_bytes()), expected, "{one} {other}");
        }
    }

    #[test]
    fn a_slip_finds_its_word() {
        for (slip, meant) in [("cn-north4", "cn-north-4"), ("cn-nroth-1", "cn-north-1"), ("eu-d", "eu-de")] {
            assert_eq!(nearest(slip, &REGIONS, |()| true).map(|(word, ())| word), Some(meant));
        }
    }

    #[test]
    fn a_far_word_finds_none() {
        for word in ["", "x", "us-east-1", "sa-brazil-1"] {
            assert_eq!(nearest(word, &REGIONS, |()| true), None);
        }
    }
}
