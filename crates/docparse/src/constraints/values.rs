//! The values that a description lists as all there are.

use contract::{Aspect, Basis, Type, Value};
use foldhash::{HashSet, HashSetExt};

use super::sentences::{around, depends, is_left_out, lead};
use super::{Reading, chinese as words};
use crate::chinese;
use crate::inline::Inline;
use crate::labels::Label;
use crate::lists;
use crate::pattern::pattern;
use crate::phrases::{Part, Phrase};

pattern!(
    LISTED,
    r"(?i)\b(?:(?:values?|options?) (?:is case[- ](?:in)?sensitive and )?(?:can|may|must|should) (?:only )?be (?:either |one of (?:the following(?: values)?)?:? ?|set to |(?:as follows|the following): ?)?|(?:possible|valid|available|supported|allowed|enumeration|enumerated) (?:values?|options?) ?(?:are|is|include|:) ?(?:as follows)?:? ?|(?:value )?options?(?: include| are)?: ?|value is (?:either|one of) (?:the following)?:? ?|the (?:options|values) (?:are|include):? ?(?:as follows: ?)?)|(?:^|[.:] )values are "
);
// These tell of values only where what follows is bold.
pattern!(
    MARKED,
    r"(?i)(?:\b(?:which|it|this (?:parameter|field)|the parameter|value of (?:this|the) (?:parameter|field)|(?:the|its) (?:type|status|state|mode|action|method|protocol|level|role|parameter value)) (?:can|may|must) (?:only )?be (?:set to |either )?|\b(?:the|its) value is (?:set to )?(?:either )?)"
);
pattern!(
    FIXED,
    r"(?i)\b(?:(?:value (?:of this parameter )?|it |this (?:parameter|field) )is (?:always )?fixed (?:to|at|as) |fixed value(?: is| of|:) |value can only be |value is always )"
);
// "Only **a** is supported", "Currently, only **a** and **b** are supported."
pattern!(ONLY, r"(?i)(?:^|[.,;] )(?:(?:currently|at present),? )?only ");
pattern!(SUPPORTED, r"^(?:is|are) supported(?: currently| now)?(?:$|[.,;])");
pattern!(
    ANNOUNCES,
    r"(?i)value|option|as follows|following (?:states|statuses|types|modes)|enumerat|can be:|one of|status(?:es)?:|states?:|types?:|modes?:|取值|[一二两三四五]种|状态|类型|枚举|如下|方式|模式|选项|级别"
);
// Lists of fields, of the parts of an example, of rules and of cases are no lists of values.
pattern!(
    OF_PARTS,
    r"(?i)field|key|format of|example|such as|default values|(?:follow(?:s|ing)?|these) (?:rules?|requirements?|conditions?|constraints?|parameters?|characters?|formats?|attributes?|items?|scenarios?|steps?|cases?)|consist|contains|var(?:y|ies)|depend|meaning of|字段|格式|例如|规则|要求|条件|场景"
);

// Lists of what the value must not be.
pattern!(
    NEGATED,
    r"(?i)\b(?:not (?:be|support|supported|allowed|available|contain)|cannot(?: be| contain)?|except|excluding|other than|unsupported)(?: \w+){0,3}\W*$|(?:不支持|不能|不允许)[^，。]*$"
);

impl Reading<'_> {
    /// The list under, or right after, a label that announces values.
    pub(super) fn listed(&mut self, phrase: &Phrase<'_>, label: Label) -> bool {
        if !phrase.items.is_empty() {
            return self.bullets(phrase, Basis::Label, 1);
        }
        let words = lists::bold_words(&phrase.inline)
            .or_else(|| lists::words_at(&phrase.inline, 0))
            .or_else(|| (label == Label::Values).then(|| lists::bare_words(&phrase.inline.text)).flatten());
        words.is_some_and(|words| self.values(words, phrase.line, Basis::Label))
    }

    /// What a sentence lists: `The value can be **a** or **b**.`
    pub(super) fn listed_in_sentence(&mut self, inline: &Inline<'_>, line: u32) {
        let text = inline.text.as_str();
        let chinese = chinese::is(text);
        if let Some(words) = aside(inline) {
            self.values(words, line, Basis::Prose);
        }
        if !(chinese || ["alue", "ption", " be ", "nly ", "fixed"].iter().any(|word| text.contains(word))) {
            return;
        }
        let marked = MARKED.find_iter(text).filter(|found| inline.bold_at(found.end()).is_some());
        let listed = chinese.then(|| words::LISTED.find_iter(text));
        for found in LISTED.find_iter(text).chain(marked).chain(listed.into_iter().flatten()) {
            let Some(words) = lists::words_at(inline, found.end()).filter(|_| !self.is_crowded()) else { continue };
            match lead(text, found.start()) {
                // "Other values can be …" is only a part of the list.
                lead if lead.trim_end().ends_with("ther") => {}
                lead if depends(lead) => self.doubtful_values = true,
                _ => {
                    self.values(words, line, Basis::Prose);
                }
            }
        }
        if !matches!(self.ty, Some(Type::Array(_))) && !self.is_crowded() {
            self.only(inline, line);
        }
    }

    /// The only value there is: `The value is fixed to **a**`, `Only **a** is supported`.
    fn only(&mut self, inline: &Inline<'_>, line: u32) {
        let text = inline.text.as_str();
        let chinese = chinese::is(text);
        let number = matches!(self.ty, Some(Type::Integer(_)));
        let fixed = chinese.then(|| words::FIXED.find_iter(text));
        let fixed = fixed.into_iter().flatten().map(|found| (found, true));
        for (found, foreign) in FIXED.find_iter(text).map(|found| (found, false)).chain(fixed) {
            if self.is_crowded() {
                return;
            }
            let token = lists::token_at(inline, found.end());
            let Some(token) = token.filter(|token| lists::is_value(token) && !token.word.contains(' ')) else {
                continue;
            };
            let after = text[token.end..].trim_start();
            let ends = after.is_empty() || after.starts_with(['.', ',', ';', '。', '，', '；']);
            // In a Chinese sentence, a word of English is a value.
            let sure = token.bold || lists::is_code(&token.word) || number || foreign;
            if ends && sure && !depends(lead(text, found.start())) {
                self.values(vec![token.word], line, Basis::Prose);
            }
        }
        let supported = chinese.then(|| words::ONLY.find_iter(text));
        for found in ONLY.find_iter(text).chain(supported.into_iter().flatten()) {
            if self.is_crowded() {
                return;
            }
            let Some(tokens) = lists::tokens_at(inline, found.end(), |token| token.bold && lists::is_value(token))
            else {
                continue;
            };
            let after = tokens.last().map_or("", |token| text[token.end..].trim_start());
            let ends = match chinese {
                true => after.is_empty() || after.starts_with(['。', '，', '；', '.']),
                false => SUPPORTED.is_match(after),
            };
            // "If it is lit, only **a** is supported".
            let before = &text[around(text, found.end()).start..found.end()];
            let case = depends(before.trim_end_matches("only ").trim_end_matches("Only "));
            if ends && !case && tokens.iter().all(|token| !token.word.contains(' ')) {
                self.values(tokens.into_iter().map(|token| token.word).collect(), line, Basis::Prose);
            }
        }
    }

    /// The list below a sentence.
    pub(super) fn bullets(&mut self, phrase: &Phrase<'_>, basis: Basis, least: usize) -> bool {
        let lead = phrase.inline.text.as_str();
        // What is announced last is what the list is of.
        let last = lead.trim_end_matches([':', ' ']).rfind(". ").map_or(lead, |dot| &lead[dot + 2..]);
        // "If lit, …", but neither "When to light it" nor "For details, …".
        let of_case = ["If ", "When ", "For "].iter().any(|word| last.starts_with(word))
            && last.contains(',')
            && !last.starts_with("For details")
            && !is_left_out(last);
        let of_parts = basis == Basis::Prose && (of_case || OF_PARTS.is_match(last) || self.exemplified);
        if of_parts || NEGATED.is_match(last) || phrase.items.iter().any(tells_by_case) {
            return false;
        }
        // A list of numbers, each with its meaning, needs no announcement where the field is a number.
        let numbered = |item: &Part<'_>| {
            let number = item.inline.text.split_once([':', '：']).map(|(number, _)| number.trim());
            number.is_some_and(|number| number.parse::<i64>().is_ok())
        };
        let coded = matches!(self.scalar(), Some(Type::Integer(_))) && phrase.items.iter().all(numbered);
        let announced = basis == Basis::Label || ANNOUNCES.is_match(last) || coded;
        if basis == Basis::Prose && !announced && phrase.within.is_some() {
            return false;
        }
        let words: Option<Vec<Vec<String>>> =
            phrase.items.iter().map(|item| lists::leading(&item.inline, announced)).collect();
        let line = phrase.items.first().map_or(phrase.line, |item| item.line);
        // The last of the paragraphs that work as a list may lack the bold word.
        let rest = lists::leading(&phrase.inline, true).filter(|_| basis == Basis::Label && lead.contains(": "));
        match words.map(|words| words.into_iter().chain(rest).flatten().collect::<Vec<_>>()) {
            Some(words) if words.len() >= least => self.values(words, line, basis),
            _ => false,
        }
    }

    fn values(&mut self, mut words: Vec<String>, line: u32, basis: Basis) -> bool {
        let mut seen = HashSet::new();
        words.retain(|word| seen.insert(word.clone()));
        // `null` in a list of values says that the field may be null; it is no value of a string.
        let listed = words.len();
        words.retain(|word| word != "null");
        let nullable = words.len() < listed;
        let open = words.iter().any(|word| matches!(word.as_str(), "Other" | "Others" | "other" | "others"));
        let fits = match self.scalar() {
            // The parts of a tag are no values of it.
            _ if seen.contains("key") && seen.contains("value") => false,
            // A list that ends in "others" is not of all there are; nor is one with `lamp:xxx` in it.
            _ if open || words.iter().any(|word| word.contains("xxx")) => false,
            // What is said about a map may be about its keys.
            _ if matches!(self.ty, Some(Type::Map(_))) => false,
            Some(Type::String) => !words.iter().any(|word| lists::is_absent(word)),
            None => !words.iter().any(|word| lists::is_absent(word)),
            Some(Type::Integer(_)) => words.iter().all(|word| word.parse::<i64>().is_ok()),
            _ => false,
        };
        if fits && !words.is_empty() {
            self.say_inner(Aspect::Values, Value::List(words), line, basis);
            if nullable {
                self.say(Aspect::Nullable, Value::Flag(true), line, basis);
            }
        }
        fits
    }
}

/// The values after the noun that a description begins with: `Mode of the lamp (**a** or **b**).`
fn aside(inline: &Inline<'_>) -> Option<Vec<String>> {
    let open = inline.text.find(" (").filter(|open| inline.bold_at(open + 2).is_some())?;
    let tokens = lists::tokens_at(inline, open + 2, |token| token.bold)?;
    let after = &inline.text[tokens.last()?.end..];
    let noun = &inline.text[..open];
    let ends = after.strip_prefix(')').is_some_and(|after| after.is_empty() || after.starts_with(". ") || after == ".");
    let first = !noun.contains(['.', ',', ':', ';']) && !depends(noun) && inline.bold.len() == tokens.len();
    (tokens.len() > 1 && ends && first).then(|| tokens.into_iter().map(|token| token.word).collect())
}

/// Whether an item says what the value is in some case, as in `MySQL: **8.0**` or `dim: The value is 3.`,
/// and not what a value means.
fn tells_by_case(item: &Part<'_>) -> bool {
    let Some((case, told)) = item.inline.text.split_once(':') else { return false };
    let value = item.inline.bold.first().filter(|bold| bold.start > case.len());
    let alone = value.is_some_and(|bold| {
        item.inline.text[case.len() + 1..bold.start].trim().is_empty()
            && item.inline.text[bold.end..].trim_matches(['.', ' ']).is_empty()
    });
    let told = told.trim_start();
    alone || told.starts_with("The value ") || told.starts_with("The number ") || told.contains(" ranges from ")
}
