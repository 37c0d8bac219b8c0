//! What the server takes where the caller says nothing.

use contract::{Aspect, Basis, Type, Value};
use serde_json::Value as Json;

use super::sentences::{around, depends, is_left_out, lead};
use super::{Reading, chinese as words, limits, number};
use crate::chinese;
use crate::inline::Inline;
use crate::lists::{self, Token};
use crate::pattern::pattern;
use crate::phrases::Phrase;

pattern!(
    DEFAULT,
    r"(?i)\b(?:default (?:parameter )?(?:value|setting) (?:of (?:this parameter|the parameter|(?P<own>\w+)) )?is (?:set to )?|defaults to |by default, the value is |by default, (?:it|this parameter|the parameter) is (?P<told>(?:set to )?\S+)|(?:the (?:parameter )?value|it|this parameter) (?:is|is set to) (?P<turned>\S+ by default)|and is (?P<number>\d+) by default|(?P<used>\S+) (?:is|will be) used by default|by default, (?P<first>\S+) is used|default value (?P<named>\S+) is used)"
);
// A text of no characters, said in words.
pattern!(EMPTY, r#"^an empty string(?:, that is, (?:""|“”|'')|,? \((?:""|“”|'')\))?\.?(?:$| [A-Z])"#);
// `yes, no(缺省)`
pattern!(MARKED, r"([A-Za-z0-9][A-Za-z0-9_.-]*) ?[（(](?:默认|缺省)值?[）)]");
// `fr-FR for French (default)`
pattern!(MARKED_FOR, r"\b([a-z0-9]+[_-][A-Za-z0-9_-]+) for [A-Z]\w+ \(default\)");
/// What marks one of several values as the default.
const MARKS: [&str; 8] =
    ["(default)", "(default value)", "(by default)", "（默认）", "（默认值）", "（缺省）", "(默认)", "(默认值)"];
/// "10 in seconds" holds in any case, "10 in dim mode" does not.
const UNITS: [&str; 9] = ["second", "minute", "hour", "day", "milli", "byte", "KB", "MB", "GB"];
/// Units of time as they cling to a number: `300s`.
const CLINGING: [&str; 2] = ["s", "S"];

impl Reading<'_> {
    pub(super) fn default_in_prose(&mut self, inline: &Inline<'_>, line: u32) {
        let text = inline.text.as_str();
        if text.contains("efault") {
            for found in DEFAULT.captures_iter(text) {
                if self.is_crowded() {
                    return;
                }
                // "The default value of **page** is 0" is said of the field only where it is its name.
                if found.name("own").is_some_and(|own| own.as_str() != self.name) {
                    continue;
                }
                let Some(all) = found.get(0).filter(|all| self.holds(text, all.start())) else { continue };
                if matches!(self.ty, Some(Type::String)) && EMPTY.is_match(&text[all.end()..]) {
                    self.say(Aspect::Default, Value::Json(Json::String(String::new())), line, Basis::Prose);
                    continue;
                }
                // Only what is marked as a value: "the first lamp is used by default".
                let marked = ["used", "named", "first"].iter().find_map(|name| found.name(name));
                // "It is displayed by default" says nothing of a value.
                let told = found.name("turned").or(found.name("told"));
                let at = match (marked, told, found.name("number")) {
                    (Some(marked), ..) if inline.bold_at(marked.start()).is_none() => continue,
                    (Some(at), ..) | (_, _, Some(at)) => at.start(),
                    (_, Some(told), _) => {
                        let at = told.start() + if told.as_str().starts_with("set to ") { 7 } else { 0 };
                        let token = lists::token_at(inline, at);
                        let text = matches!(self.ty, Some(Type::String) | None);
                        if text && !token.is_some_and(|token| token.bold || lists::is_code(&token.word)) {
                            continue;
                        }
                        at
                    }
                    _ => all.end(),
                };
                self.state_default(inline, line, at, Basis::Prose);
            }
        }
        let chinese = chinese::is(text).then(|| words::DEFAULT.find_iter(text));
        for found in chinese.into_iter().flatten() {
            if self.is_crowded() {
                return;
            }
            // `默认20`: only a number needs no verb before it.
            let verb = found.as_str().trim_end().ends_with(['为', '是', '：', ':']);
            let rest = &text[found.end()..];
            let code = || {
                lists::token_at(inline, found.end()).is_some_and(|token| {
                    (lists::is_code(&token.word) || token.word.contains('-')) && token.word.is_ascii() && !token.bold
                })
            };
            if (verb || rest.starts_with(|c: char| c.is_ascii_digit()) || code()) && self.holds(text, found.start()) {
                self.state_default(inline, line, found.end(), Basis::Prose);
            }
        }
        for found in
            (chinese::is(text) && text.contains(['默', '缺'])).then(|| MARKED.captures_iter(text)).into_iter().flatten()
        {
            if let Some(word) = found.get(1).filter(|word| !self.is_crowded() && self.holds(text, word.start())) {
                // Within quotes, any word is a value.
                let word = format!("\"{}\"", word.as_str());
                self.state_marked(&Token { word, bold: true, end: 0 }, line);
            }
        }
        if text.contains(" for ")
            && text.contains("(default)")
            && let Some(word) = MARKED_FOR.captures(text).and_then(|found| found.get(1))
        {
            self.state_marked(&Token { word: word.as_str().to_owned(), bold: true, end: 0 }, line);
        }
        // `The options are **a** (default) and **b**.`
        let marked = if text.contains("(default)") { inline.bold.as_slice() } else { &[] };
        for bold in marked {
            if !self.is_crowded() && text[bold.end..].starts_with(" (default)") && self.holds(text, bold.start) {
                self.state_default(inline, line, bold.start, Basis::Prose);
            }
        }
    }

    /// Whether the default that is told at a byte of the text holds in any case. That the caller says nothing is none.
    fn holds(&mut self, text: &str, at: usize) -> bool {
        let holds = !depends(lead(text, at)) || is_left_out(&text[around(text, at)]);
        self.doubtful_default |= !holds;
        // "If lit, it is 3. The default value is 1."
        self.case_before |= holds && follows_case(text, at);
        holds
    }

    /// The value that stands at a byte of the text.
    pub(super) fn state_default(&mut self, inline: &Inline<'_>, line: u32, at: usize, basis: Basis) {
        // What stands alone under a label is a value as a whole: `GMT+01:00`.
        let whole = inline.text.trim_end_matches(['.', '。']);
        let alone =
            at == 0 && basis == Basis::Label && inline.bold.is_empty() && !whole.contains([' ', '"', '“', '<', '，']);
        let whole =
            (alone && whole.is_ascii()).then(|| Token { word: whole.to_owned(), bold: false, end: inline.text.len() });
        let Some(token) = whole.or_else(|| lists::token_at(inline, at)) else { return };
        let after = inline.text[token.end..].trim_start();
        // "15 minutes" is no value of a field that counts seconds.
        if limits::is_long(after) && self.seconds {
            return;
        }
        let conditional = ["if ", "when ", "for ", "or ", "and ", "to "].iter().any(|word| after.starts_with(word))
            || after.strip_prefix("in ").is_some_and(|rest| !UNITS.iter().any(|unit| rest.starts_with(unit)));
        // Without bold, a word is a value only where the sentence ends after it.
        let ends = token.bold
            || after.is_empty()
            || after.starts_with(['.', ',', ';', '(', '。', '，', '；', '（', '）'])
            || after.starts_with("by default");
        // Of a number, English goes on with the unit; Chinese, also with what there are so many of: `默认为80端口`.
        let counted = ends
            || after.starts_with(|c: char| c.is_ascii())
            || limits::is_long(after)
            || (after.starts_with('秒') && self.seconds);
        let value = match self.ty {
            Some(Type::Integer(_)) if counted => {
                self.counted(&token).filter(|number| !number.is_f64()).map(Json::Number)
            }
            Some(Type::Number(_)) if counted => self.counted(&token).map(Json::Number),
            Some(Type::Boolean) => token.word.to_ascii_lowercase().parse().ok().map(Json::Bool),
            // A row without a type still tells what is taken; as text, which every value of a URI is.
            Some(Type::String) | None if ends && lists::is_value(&token) => Some(Json::String(token.word.clone())),
            _ => None,
        };
        if let Some(value) = value.filter(|_| !conditional) {
            self.say(Aspect::Default, Value::Json(value), line, basis);
        }
    }

    /// The value that an item begins with.
    fn state_marked(&mut self, token: &Token, line: u32) {
        let inline = Inline { text: token.word.clone().into(), ..Inline::default() };
        self.state_default(&inline, line, 0, Basis::Label);
    }

    /// The number that a token is; the unit of `300s` is the field's own.
    fn counted(&self, token: &Token) -> Option<serde_json::Number> {
        let seconds = CLINGING.iter().find_map(|unit| token.word.strip_suffix(unit));
        number(seconds.unwrap_or(&token.word))
    }

    /// The item of a list of values that is marked: `**a** (default): what it means`.
    pub(super) fn default_in_list(&mut self, phrase: &Phrase<'_>) {
        for item in &phrase.items {
            let Some(token) = lists::token_at(&item.inline, 0) else { continue };
            let after = item.inline.text[token.end..].trim_start_matches([' ', ':', '：']).to_ascii_lowercase();
            let end = after.trim_end_matches(['.', '。']);
            let told = end.ends_with("this is the default value") || end.ends_with("this is the default option");
            if told || MARKS.iter().any(|mark| after.starts_with(mark) || end.ends_with(mark)) {
                self.state_marked(&token, item.line);
            }
        }
    }
}

/// Whether the sentence before that at a byte of the text is about some case.
fn follows_case(text: &str, at: usize) -> bool {
    // Where the marks between the two sentences begin.
    let end = text[..around(text, at).start].trim_end_matches([' ', '\n', '.', ';', '。', '；']).len();
    let before = &text[around(text, end).start..end];
    depends(before) && !is_left_out(before)
}

/// Whether what stands under a label of defaults says that there is none.
pub(super) fn is_none(text: &str) -> bool {
    matches!(text.trim().trim_end_matches(['.', '。']), "N/A" | "NA" | "None" | "-" | "--" | "不涉及" | "无")
}

/// Whether what stands under a label of defaults is a sentence about one.
pub(super) fn is_sentence(text: &str) -> bool {
    ["The default value is", "If ", "By default"].iter().any(|lead| text.starts_with(lead)) && text.contains("efault")
}
