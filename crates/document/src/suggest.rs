//! "Did you mean": the nearest of the words that would have been right.

/// Nobody misspells a longer word; the distance between two of a megabyte takes hours.
const LONGEST: usize = 200;

/// The word nearest to a misspelt one, if it is near enough to be what was meant.
pub fn nearest<'w>(word: &str, words: impl IntoIterator<Item = &'w str>) -> Option<&'w str> {
    if word.len() > LONGEST {
        return None;
    }
    let folded = word.to_lowercase();
    let length = folded.chars().count();
    let most = (length / 3).max(1);
    words
        .into_iter()
        // The distance is at least the difference in length.
        .filter(|candidate| candidate.chars().count().abs_diff(length) <= most)
        .map(|candidate| (strsim::damerau_levenshtein(&folded, &candidate.to_lowercase()), candidate))
        .filter(|(distance, _)| *distance <= most)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// The words as a phrase: `` `a`, `b` or `c` ``.
pub fn one_of<'w>(words: impl IntoIterator<Item = &'w str>) -> String {
    let words: Vec<String> = words.into_iter().map(|word| format!("`{word}`")).collect();
    match words.split_last() {
        None => "nothing".to_owned(),
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} or {last}", rest.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_fingers_finds_its_word() {
        let words = ["required", "maxLength", "properties", "responses"];
        for (slip, meant) in [
            ("requried", "required"),
            ("maxlength", "maxLength"),
            ("propertys", "properties"),
            ("respones", "responses"),
        ] {
            assert_eq!(nearest(slip, words), Some(meant));
        }
    }

    #[test]
    fn a_far_word_finds_none() {
        assert_eq!(nearest("colour", ["required", "type"]), None);
    }

    #[test]
    fn words_are_listed_as_people_do() {
        assert_eq!(one_of(["a"]), "`a`");
        assert_eq!(one_of(["a", "b", "c"]), "`a`, `b` or `c`");
    }
}
