//! The least and the greatest value that a description names.

use contract::{Aspect, Basis, Type, Value};
use regex::Captures;
use serde_json::Number;

use super::sentences::{depends, sentences};
use super::{Reading, chinese as words, number};
use crate::chinese;
use crate::labels::Label;
use crate::pattern::pattern;
use crate::phrases::Phrase;

pub(super) const NUMBER: &str = r"(-?\d[\d,]*(?:\.\d+)?(?:[eE][+-]?\d+)?)";
/// Units that numbers of one range share.
const UNIT: &str = r"\b(?:[KMGT]B|[KMG]bit/s|milliseconds?|ms|seconds?|minutes?|hours?|days?|bytes?)\b|%";
/// What may stand between a number and the end of what is said of it: no unit, which the field may not have.
const END: &str = r"(?:$|[.,;]?\s*$|[,;] | and | but | \()";

pattern!(
    RANGE,
    &format!(
        r"(?i)\b(?:(?:value )?ranges? ?(?:is|of|from|between|:)? ?(?:from |between )?|(?:value (?:must be |should be |can be |is )|must be )(?:between|from|within|an? (?:positive )?(?:integer|number) (?:from|between|ranging from|in the range)|in the range(?: of| from)?) ?|(?:integers?|numbers?) (?:from|between) )\[?{NUMBER} ?({UNIT})?(?: \(inclusive\))? ?(?:to|-|–|~|and|,) ?{NUMBER} ?({UNIT})?"
    )
);
pattern!(BARE_RANGE, &format!(r"^(?:from )?\[?{NUMBER} ?(?:to|-|–|~|,|～|至|到) ?{NUMBER}\]?(?: ?(?:{UNIT}))?[.。]?$"));
pattern!(
    LEAST,
    &format!(
        r"(?i)^(?:the )?(?:min(?:imum)?(?: value)?(?: of this parameter)?(?: is|:)|(?:(?:it|value) (?:must|should) be |(?:it|value) is )?(?:an? )?(?:positive )?(?:integer )?(?:(greater than)|greater than or equal to|no less than|not less than|at least|not smaller than)) {NUMBER}{END}"
    )
);
pattern!(
    MOST,
    &format!(
        r"(?i)^(?:the )?(?:max(?:imum)?(?: value| number)?(?: of this parameter)?(?: is|:)|(?:it |value )?(?:must |should |can )?(?:be )?(?:an? )?(?:positive )?(?:integer )?(?:less than or equal to|no (?:greater|more|larger) than|not (?:greater|more|larger) than|at most|cannot (?:exceed|be greater than|be larger than)|must not exceed|not exceed)) {NUMBER}{END}"
    )
);
pattern!(BOTH, &format!(r"(?i)minimum value is {NUMBER},? and the (maximum) value is {NUMBER}{END}"));
pattern!(BOTH_TURNED, &format!(r"(?i)maximum value is {NUMBER},? and the (minimum) value is {NUMBER}{END}"));
pattern!(LEADING, &format!("^{NUMBER}"));
// How a sentence begins that holds whatever the case; `dim: 7 to 31 characters` does not.
pattern!(
    PLAIN,
    r"^(?:(?:The|A|An|Each) (?:tag |instance |parameter )?(?:value|name|key|length|password|description|ID)|Length|Format|(?:The )?UTC time|Its? |Must|Can |Contains? |Consists? |Cannot|A maximum of |A(?:n| positive)? integer|M(?:in|ax)imum value|Greater than|\d)"
);

// "(1 to 7 hours)", all that the brackets hold.
pattern!(IN_BRACKETS, &format!(r" \({NUMBER} ?(?:to|-|–|~) ?{NUMBER}(?: ({UNIT}))?\)"));
// "ranges from 0 to the value of …"
pattern!(UP_TO_OTHER, &format!(r"(?i)\branges? from {NUMBER} to the (?:value|number|maximum|total|quota|size)\b"));
pattern!(
    WITH_DEFAULT,
    &format!(
        r"(?i)both the default value and (?:the )?maximum value are {NUMBER}, and the minimum value is {NUMBER}{END}"
    )
);
// `number of lamps < 100`, `Size <= 5`
pattern!(COMPARED, &format!(r"(?i)\b(number of \w+|length|size) ?(<=|≤|<) ?{NUMBER}$"));

pattern!(ANY_RANGE, &format!(r"{NUMBER} ?(?:to|-|–|~|～|至|到) ?{NUMBER}\b"));
pattern!(AND_DEFAULT, r" and is \d+ by default$");
// "can be set to 0" takes back what is said elsewhere.
pattern!(EXCEPTION, r"(?i)\bcan (?:also )?be set to -?\d");

impl Reading<'_> {
    /// `Maximum length: 64 characters`. Of a list whose own length has a label, too, it is about the items.
    pub(super) fn limit(&mut self, aspect: Aspect, text: &str, line: u32) {
        let of_text = matches!(aspect, Aspect::MinLength | Aspect::MaxLength);
        let fits = |ty: &Type| match of_text {
            true => *ty == Type::String,
            false => matches!(ty, Type::Integer(_) | Type::Number(_)),
        };
        let fits = match self.ty {
            Some(Type::Array(item)) => self.counted && fits(item),
            Some(ty) => fits(ty),
            // Of a row without a type, nobody knows whether its length is meant.
            None => false,
        };
        if let Some(number) = leading(text).filter(|_| fits) {
            self.say_inner(aspect, Value::Number(number), line, Basis::Label);
        }
    }

    /// The range that stands right after a label: `1 to 64`; unless there is another for some case.
    pub(super) fn range(&mut self, text: &str, line: u32) {
        let mut all = sentences(text);
        let Some(first) = all.next().filter(|_| self.is_number()) else { return };
        let found = BARE_RANGE.captures(first);
        let found =
            found.or_else(|| words::LEADING.captures(first).filter(|found| chinese::is(text) && is_range(found)));
        if let Some(found) = found.filter(|_| !depends(first) && !all.any(|more| depends(more) && names_limits(more))) {
            self.both(&found, (Aspect::Minimum, 1), (Aspect::Maximum, 2), line, Basis::Label);
        }
    }

    /// `number of lamps < 100` in a column of ranges, whose unit is that of the type.
    pub(super) fn compared(&mut self, text: &str, line: u32) {
        let Some((_, [what, sign, most])) = COMPARED.captures(text.trim_end_matches('.')).map(|found| found.extract())
        else {
            return;
        };
        let characters = matches!(what.to_ascii_lowercase().as_str(), "number of characters" | "length");
        let aspect = match self.ty {
            Some(Type::String) if characters => Aspect::MaxLength,
            Some(Type::Array(_)) if !characters => Aspect::MaxItems,
            _ => return,
        };
        let most = number(most).and_then(|most| most.as_u64());
        let most = most.and_then(|most| if sign == "<" { most.checked_sub(1) } else { Some(most) });
        if let Some(most) = most {
            self.say(aspect, Value::Number(most.into()), line, Basis::Label);
        }
    }

    /// What sentences say about limits.
    pub(super) fn limits(&mut self, text: &str, line: u32) {
        // "If it is lit, the value range is shown in a table" has no number, and takes back what the others say.
        if self.is_number() && (text.bytes().any(|byte| byte.is_ascii_digit()) || text.contains("value range")) {
            sentences(text).for_each(|sentence| self.bounds(sentence, line));
        }
        self.lengths(text, line);
        self.counts(text, line);
    }

    /// What the items of a list say about limits; only those that hold whatever the case.
    pub(super) fn limits_in_list(&mut self, phrase: &Phrase<'_>) {
        for item in &phrase.items {
            let (label, text) = match item.inline.text.split_once([':', '：']) {
                Some((label, text)) if matches!(Label::of(label), Some(Label::Range | Label::Constraints)) => {
                    (Label::of(label), text.trim())
                }
                _ => (None, item.inline.text.as_str()),
            };
            if is_plain(text) {
                if label == Some(Label::Range) {
                    self.range(text, item.line);
                }
                self.limits(text, item.line);
            } else if names_limits(text) {
                self.doubtful = true;
            }
        }
    }

    fn bounds(&mut self, sentence: &str, line: u32) {
        let excepted = sentence.contains("et to ") && EXCEPTION.is_match(sentence);
        if excepted || is_conditional(sentence) {
            self.doubtful |= excepted || names_limits(sentence);
            return;
        }
        // Each of the patterns has a number in it.
        if !sentence.bytes().any(|byte| byte.is_ascii_digit()) {
            return;
        }
        let of_seconds = self.seconds;
        let chinese = chinese::is(sentence);
        let more = chinese.then(|| words::RANGE.captures_iter(sentence));
        for found in RANGE.captures_iter(sentence).chain(more.into_iter().flatten()).filter(is_range) {
            let all = found.get(0).map_or(0..0, |all| all.range());
            // What stands before an "or" is allowed too.
            let whole = !sentence[..all.start].trim_end().ends_with(" or");
            let unit = |group| found.get(group).map(|unit| unit.as_str().trim_end_matches('s'));
            let one_unit = unit(2).is_none() || unit(2) == unit(4);
            let other = unit(4).is_some_and(is_long);
            let after = sentence[all.end..].trim_start();
            let of_length = ["characters", "chars", "bytes", "digits", "letters", "个字", "字符", "位", "字节"]
                .iter()
                .any(|word| after.starts_with(word));
            if whole && one_unit && !(other && of_seconds) && !of_length && !after.starts_with("or ") {
                self.both(&found, (Aspect::Minimum, 1), (Aspect::Maximum, 3), line, Basis::Prose);
            }
        }
        if let Some(found) = BOTH.captures(sentence) {
            return self.both(&found, (Aspect::Minimum, 1), (Aspect::Maximum, 3), line, Basis::Prose);
        }
        if let Some(found) = BOTH_TURNED.captures(sentence) {
            return self.both(&found, (Aspect::Minimum, 3), (Aspect::Maximum, 1), line, Basis::Prose);
        }
        if let Some(found) = WITH_DEFAULT.captures(sentence) {
            if let Some(number) = limit(&found, 1) {
                self.say(Aspect::Default, Value::Json(number.into()), line, Basis::Prose);
            }
            return self.both(&found, (Aspect::Minimum, 2), (Aspect::Maximum, 1), line, Basis::Prose);
        }
        if let Some(found) = IN_BRACKETS.captures(sentence).filter(|_| sentence.contains('(')) {
            let long = found.get(3).is_some_and(|unit| is_long(unit.as_str()));
            if !(long && of_seconds) {
                self.both(&found, (Aspect::Minimum, 1), (Aspect::Maximum, 2), line, Basis::Prose);
            }
        }
        if let Some(found) = UP_TO_OTHER.captures(sentence) {
            self.one(&found, (Aspect::Minimum, 1), line);
        }
        if chinese && let Some(found) = words::BETWEEN.captures(sentence) {
            return self.between(&found, line);
        }
        let least = LEAST.captures(sentence);
        if let Some(found) = least.or_else(|| words::LEAST.captures(sentence).filter(|_| chinese)) {
            match (found.get(1), self.ty) {
                (None, _) => self.one(&found, (Aspect::Minimum, 2), line),
                // Of whole numbers, the least above a limit is the next.
                (Some(_), Some(Type::Integer(_))) => {
                    let above = found.get(2).and_then(|digits| number(digits.as_str())?.as_i64()?.checked_add(1));
                    if let Some(least) = above {
                        self.say(Aspect::Minimum, Value::Number(least.into()), line, Basis::Prose);
                    }
                }
                (Some(_), _) => {}
            }
        }
        let most = MOST.captures(sentence);
        if let Some(found) = most.or_else(|| words::MOST.captures(sentence).filter(|_| chinese)) {
            self.one(&found, (Aspect::Maximum, 1), line);
        }
    }

    /// `大于0小于65536`: of whole numbers, the limits themselves are left out.
    fn between(&mut self, found: &Captures<'_>, line: u32) {
        let whole = |group: usize| limit(found, group).and_then(|number| number.as_i64());
        let (Some(Type::Integer(_)), Some(least), Some(most)) = (self.ty, whole(3), whole(6)) else { return };
        let least = if found.get(2).is_some() { Some(least) } else { least.checked_add(1) };
        let most = if found.get(5).is_some() { Some(most) } else { most.checked_sub(1) };
        if let (Some(least), Some(most)) = (least, most) {
            self.say(Aspect::Minimum, Value::Number(least.into()), line, Basis::Prose);
            self.say(Aspect::Maximum, Value::Number(most.into()), line, Basis::Prose);
        }
    }

    /// Whether limits of values can be about the field: rows of a URI may have no type.
    fn is_number(&self) -> bool {
        matches!(self.ty, Some(Type::Integer(_) | Type::Number(_)) | None)
    }

    pub(super) fn one(&mut self, found: &Captures<'_>, (aspect, group): (Aspect, usize), line: u32) {
        if let Some(number) = limit(found, group) {
            self.say(aspect, Value::Number(number), line, Basis::Prose);
        }
    }

    pub(super) fn both(
        &mut self,
        found: &Captures<'_>,
        least: (Aspect, usize),
        most: (Aspect, usize),
        line: u32,
        basis: Basis,
    ) {
        if let (Some(from), Some(to)) = (limit(found, least.1), limit(found, most.1))
            && joint(found).is_none_or(|(joint, after)| !(joint == "," && is_thousands(after)))
            && from.as_f64() <= to.as_f64()
        {
            self.say(least.0, Value::Number(from), line, basis);
            self.say(most.0, Value::Number(to), line, basis);
        }
    }
}

/// Whether an aspect is one of those that sentences set limits in.
pub(super) fn are_in(aspect: Aspect) -> bool {
    matches!(aspect, Aspect::Minimum | Aspect::Maximum | Aspect::MinLength | Aspect::MaxLength)
}

/// Whether a unit of time is none that a field which counts seconds has.
pub(super) fn is_long(unit: &str) -> bool {
    ["minute", "hour", "day", "分钟", "小时", "天"].iter().any(|word| unit.starts_with(word))
}

/// Whether two numbers are the ends of a range: only within brackets, a comma between them says so.
pub(super) fn is_range(found: &Captures<'_>) -> bool {
    joint(found).is_none_or(|(joint, _)| !joint.contains([',', '，']))
}

/// What stands between the two numbers of a range that no bracket encloses, and what follows it there.
pub(super) fn joint<'t>(found: &Captures<'t>) -> Option<(&'t str, &'t str)> {
    let all = found.get(0)?;
    let mut numbers = found
        .iter()
        .skip(1)
        .flatten()
        .filter(|group| group.as_str().starts_with(|c: char| c == '-' || c.is_ascii_digit()));
    let (one, other) = (numbers.next()?, numbers.next()?);
    let at = |byte: usize| byte - all.start();
    let (before, between) = (&all.as_str()[..at(one.start())], &all.as_str()[at(one.end())..at(other.start())]);
    (!before.ends_with(['[', '('])).then_some((between, &all.as_str()[at(other.start())..]))
}

/// Whether a text begins with the last three digits of a number whose thousands a comma divides: `1,024`.
pub(super) fn is_thousands(text: &str) -> bool {
    text.bytes().take_while(u8::is_ascii_digit).count() == 3
}

fn limit(found: &Captures<'_>, group: usize) -> Option<Number> {
    number(found.get(group)?.as_str())
}

/// Whether what is said holds only in some case, or can be changed.
fn is_conditional(sentence: &str) -> bool {
    let mut lower = sentence.to_ascii_lowercase();
    // "ranges from 0 to 9 and is 3 by default" sets limits in any case.
    if let Some(found) = AND_DEFAULT.find(&lower) {
        lower.truncate(found.start());
    }
    // Of two ranges in one sentence, each holds in some case. `0 to 9` are the digits of a text.
    let ranges = ANY_RANGE.captures_iter(&lower).filter(|found| (&found[1], &found[2]) != ("0", "9"));
    if ranges.count() > 1 {
        return true;
    }
    if chinese::is(sentence) && words::CASE.is_match(sentence) {
        return true;
    }
    let starts = ["if ", "when ", "for ", "in ", "otherwise"].iter().any(|word| lower.starts_with(word));
    starts || [" if ", " when ", " for ", "by default"].iter().any(|word| lower.contains(word))
}

/// Whether a text names limits at all.
fn names_limits(text: &str) -> bool {
    let says = ["inimum value", "aximum value", "value range is", "取值范围", "最大值", "最小值"];
    says.iter().any(|words| text.contains(words)) || RANGE.is_match(text) || super::sizes::names_lengths(text)
}

/// Whether an item says something of the field whatever the case.
pub(super) fn is_plain(item: &str) -> bool {
    if chinese::is(item) {
        let about = ["长度", "范围", "取值", "默认", "限制", "规则", "要求"];
        let case = item.split_once([':', '：']).map(|(case, _)| case);
        return !depends(item) && case.is_none_or(|case| about.iter().any(|word| case.contains(word)));
    }
    PLAIN.is_match(item) && !sentences(item).next().is_some_and(is_conditional)
}

/// The number that a text begins with.
pub(super) fn leading(text: &str) -> Option<Number> {
    LEADING.find(text).and_then(|found| number(found.as_str()))
}

/// `1 - 50`, and nothing else.
pub(super) fn bare_range(text: &str) -> Option<Captures<'_>> {
    BARE_RANGE.captures(text)
}
