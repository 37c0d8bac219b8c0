//! The values that a description lists as all there are.

use contract::{Aspect, Basis, Type, Value};
use foldhash::{HashSet, HashSetExt};

use super::sentences::{around, depends, is_left_out, lead};
use super::{Reading, chinese as words, glossed};
use crate::chinese;
use crate::inline::Inline;
use crate::labels::Label;
use crate::lists::{self, Token};
use crate::pattern::pattern;
use crate::phrases::{Part, Phrase};

pattern!(
    LISTED,
    r"(?i)\b(?:(?:values?|options?) (?:is case[- ](?:in)?sensitive and )?(?:can|may|must|should) (?:only )?be (?:either |(?:one|any) of (?:the following(?: values)?)?:? ?|set to |(?:as follows|the following): ?)?|(?:possible|valid|available|supported|allowed|enumeration|enumerated) (?:values?|options?) ?(?:are|is|include|:) ?(?:as follows)?:? ?|(?:value )?options?(?: include| are)?: ?|value is (?:either|one of) (?:the following)?:? ?|the (?:options|values) (?:are|include):? ?(?:as follows: ?)?)|(?:^|[.:] )values are "
);
// These tell of values only where what follows is bold.
pattern!(
    MARKED,
    r"(?i)(?:\b(?:which|it|this (?:parameter|field)|the parameter|value of (?:this|the) (?:parameter|field)|(?:the|its) (?:type|status|state|mode|action|method|protocol|level|role|parameter value)) (?:can|may|must) (?:only )?be (?:set to |either )?|\b(?:the|its) value is (?:set to )?(?:either )?)"
);
pattern!(
    FIXED,
    r"(?i)\b(?:(?:value (?:of this parameter )?|it |this (?:parameter|field) )is (?:always )?fixed (?:to|at|as) |fixed value(?: is| of|:) |a fixed value\. For [^.,]{1,60}, the value is |value can only be |value is always )"
);
// "Only **a** is supported", "Currently, only **a** and **b** are supported."
pattern!(ONLY, r"(?i)(?:^|[.,;] )(?:(?:currently|at present),? )?only ");
pattern!(SUPPORTED, r"^(?:is|are) supported(?: currently| now)?(?:$|[.,;])");
pattern!(
    ANNOUNCES,
    r"(?i)value|option|as follows|following (?:states|statuses|types|modes)|enumerat|can be:|one of|status(?:es)?:|states?:|types?:|modes?:|取值|[一二两三四五]种|状态|类型|枚举|如下|方式|模式|选项|级别"
);
pattern!(OF_KIND, r"(?i)(?:^|\b)(?:types?|status|mode|state|action)[.:]?$");
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

/// No list that lost its marks is longer: each of its words is looked at for each phrase that may announce it.
const LONGEST: usize = 600;

impl Reading<'_> {
    /// The list under, or right after, a label that announces values.
    pub(super) fn listed(&mut self, phrase: &Phrase<'_>, label: Label) -> bool {
        if !phrase.items.is_empty() {
            return self.bullets(phrase, Basis::Label, 1);
        }
        let words = lists::bold_words(&phrase.inline)
            .or_else(|| lists::words_at(&phrase.inline, 0))
            .or_else(|| (label == Label::Values).then(|| lists::bare_words(&phrase.inline.text)).flatten())
            .or_else(|| glossed::under_label(&phrase.inline.text));
        words.is_some_and(|words| self.values(words, phrase.line, Basis::Label))
    }

    /// What a sentence lists: `The value can be **a** or **b**.`
    pub(super) fn listed_in_sentence(&mut self, inline: &Inline<'_>, line: u32) {
        let text = inline.text.as_str();
        let chinese = chinese::is(text);
        if let Some(words) = aside(inline) {
            self.values(words, line, Basis::Prose);
        }
        if let Some(words) = glossed::words(text, matches!(self.ty, Some(Type::Integer(_)))) {
            self.values(words, line, Basis::Prose);
        }
        if !(chinese || ["alue", "ption", " be ", "nly ", "fixed"].iter().any(|word| text.contains(word))) {
            return;
        }
        let english = (text.contains("alue") || text.contains("ption")).then(|| LISTED.find_iter(text));
        let marked = (!inline.bold.is_empty()).then(|| MARKED.find_iter(text));
        let marked = marked.into_iter().flatten().filter(|found| inline.bold_at(found.end()).is_some());
        let listed = chinese.then(|| words::LISTED.find_iter(text));
        for found in english.into_iter().flatten().chain(marked).chain(listed.into_iter().flatten()) {
            let words = lists::words_at(inline, found.end());
            // A list that lost its lines and its marks.
            let flat = || {
                let announced = found.as_str().trim_end().ends_with("following:") && text.len() - found.end() < LONGEST;
                let rest = announced.then(|| text.get(found.end()..)).flatten()?;
                lists::bare_words(rest).filter(|words| words.len() > 1)
            };
            let words = words.or_else(flat);
            let Some(words) = words.filter(|_| !self.is_crowded()) else { continue };
            // "It can be **Keeper ID** or **Lamp ID**" tells whose the value is, not what it is.
            if words.iter().all(|word| word.ends_with(" ID")) {
                continue;
            }
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
        let english = ["ixed", "nly be", "always"].iter().any(|word| text.contains(word));
        let english = english.then(|| FIXED.find_iter(text)).into_iter().flatten();
        for (found, foreign) in english.map(|found| (found, false)).chain(fixed) {
            if self.is_crowded() {
                return;
            }
            let token = lists::token_at(inline, found.end());
            let Some(token) = token.filter(|token| lists::is_value(token) && !token.word.contains(' ')) else {
                continue;
            };
            let after = text[token.end..].trim_start();
            let ends = after.is_empty()
                || after.starts_with(['.', ',', ';', '。', '，', '；'])
                || (token.bold && after.starts_with(['(', '（']))
                || ["and cannot be ", "and can not be ", "and must not be "].iter().any(|tail| after.starts_with(tail));
            // In a Chinese sentence, a word of English is a value.
            let sure = token.bold || lists::is_code(&token.word) || number || foreign;
            if ends && sure && !goes_on(inline, token.end) && !depends(lead(text, found.start())) {
                self.values(vec![token.word], line, Basis::Prose);
            }
        }
        let supported = chinese.then(|| words::ONLY.find_iter(text));
        let english = (chinese || !inline.bold.is_empty()).then(|| ONLY.find_iter(text));
        for found in english.into_iter().flatten().chain(supported.into_iter().flatten()) {
            if self.is_crowded() {
                return;
            }
            // In a Chinese sentence, several words of English are values.
            let plain = chinese && matches!(self.ty, Some(Type::String));
            let fits = |token: &Token| (token.bold || plain && token.word.is_ascii()) && lists::is_value(token);
            let Some(tokens) = lists::tokens_at(inline, found.end(), fits) else { continue };
            if tokens.len() < 2 && tokens.iter().any(|token| !token.bold) {
                continue;
            }
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
        // "Type of the rule", and nothing but words below.
        let bare = || OF_KIND.is_match(last) && phrase.items.iter().all(is_word);
        let announced = basis == Basis::Label || ANNOUNCES.is_match(last) || coded || bare();
        if basis == Basis::Prose && !announced && phrase.within.is_some() {
            return false;
        }
        let words: Option<Vec<Vec<String>>> =
            phrase.items.iter().map(|item| lists::leading(&item.inline, announced)).collect();
        let words = words.or_else(|| Some(vec![glossed::after_meanings(&phrase.items)?]));
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

/// Whether an item is nothing but one word.
fn is_word(item: &Part<'_>) -> bool {
    let text = item.inline.text.as_str();
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-')
}

/// The values after the noun that a description begins with: `Mode of the lamp (**a** or **b**).`, or
/// `Mode of the lamp: **a** or **b**.`
fn aside(inline: &Inline<'_>) -> Option<Vec<String>> {
    let first = inline.bold.first()?.start;
    let open = first.checked_sub(2).filter(|open| matches!(inline.text.get(*open..first), Some(" (" | ": ")))?;
    let tokens = lists::tokens_at(inline, first, |token| token.bold)?;
    let after = &inline.text[tokens.last()?.end..];
    let noun = &inline.text[..open];
    let told = inline.text[open..].starts_with(':');
    let after = if told { Some(after) } else { after.strip_prefix(')') };
    let ends = after.is_some_and(|after| after.is_empty() || (!told && after.starts_with(". ")) || after == ".");
    if told && (OF_PARTS.is_match(noun) || NEGATED.is_match(noun)) {
        return None;
    }
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

/// Whether a list goes on behind its first value: `**dim** (at dusk) or **lit**`.
fn goes_on(inline: &Inline<'_>, at: usize) -> bool {
    let rest = inline.text[at..].trim_start();
    let rest = match rest.strip_prefix('(').and_then(|gloss| gloss.split_once(')')) {
        Some((_, after)) => after.trim_start(),
        None => rest,
    };
    let after = rest.trim_start_matches([',', ' ']);
    let next = || lists::token_at(inline, inline.text.len() - after.len()).is_some_and(|token| token.bold);
    after.starts_with("or ") || (after.len() < rest.len() && next())
}
