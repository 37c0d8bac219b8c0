//! What the sentences of the Chinese pages say. Their labels have English counterparts, and need no rules of their own.

use contract::{Aspect, Basis, Type, Value};
use regex::Captures;
use serde_json::Value as Json;

use super::limits::{self, NUMBER};
use super::{Reading, number};
use crate::inline::Inline;
use crate::lists::{self, Token};
use crate::pattern::pattern;

const TO: &str = r" ?(?:-|–|—|~|～|至|到|,|，) ?";
const CHARACTERS: &str = r" ?(?:个|位)?(?:英文|中文|[Uu]nicode|UTF-8)?(?:字符|字母)";

pattern!(
    LENGTH,
    &format!(r"(?:长度(?:范围|限制)?(?:为|是|在|：|:)? ?)?\[?{NUMBER}(?:个字符|位)?{TO}{NUMBER}\]?{CHARACTERS}")
);
pattern!(
    BARE_LENGTH,
    &format!(
        r"长度(?:取值)?(?:范围|限制)?(?:为|是|在|：|:)? ?\[?{NUMBER}位?{TO}{NUMBER}\]?(?:位|(?:之间|个|字节)?(?:$|[，,；;]))"
    )
);
pattern!(
    LONGEST,
    &format!(
        r"(?:最大长度(?:为|是)?|最长(?:为|不超过)?|最多(?:为|包含|支持|允许)?|最大(?:为|支持)?|不能?超过|不得超过|不允许超过|不能大于|不大于|小于等于) ?{NUMBER} ?(?:个|位)?(?:英文|中文|[Uu]nicode|UTF-8)?(?:字符|字节|[Bb]ytes?)"
    )
);
pattern!(EXACT_LENGTH, &format!(r"长度(?:固定)?(?:为|是) ?{NUMBER} ?(?:个|位)(?:字符)?(?:$|[，,；;）)])"));
pattern!(
    RANGE,
    &format!(
        r"(?:取值|值|有效|大小)?(?:范围|取值)(?:为|是|在|：|:)? ?\[?{NUMBER} ?(?:GB|MB|秒|分钟|天|小时)?{TO}{NUMBER}"
    )
);
pattern!(LEADING, &format!(r"^\[?{NUMBER}{TO}{NUMBER}\]?(?:$|[，,。；;（(])"));
pattern!(
    LEAST,
    &format!(r"(?:最小值(?:为|是|：|:)|最小为|不能小于|不小于|大于等于|大于或等于) ?{NUMBER}(?:$|[，,；;。])")
);
pattern!(
    MOST,
    &format!(
        r"(?:最大值(?:为|是|：|:)|最大为|不能大于|不大于|不能超过|不超过|小于等于|小于或等于) ?{NUMBER}(?:$|[，,；;。])"
    )
);
pattern!(DEFAULT, r"(?:缺省值?|默认取值|默认值|默认)(?:设置|取值)?(?:为|是|：|:) ?");
pattern!(
    LISTED,
    r"(?:(?:可选|可用|有效|枚举|合法|状态)?(?:取值|值)(?:范围)?(?:只能|可以|必须|仅能)?(?:为|是|有|包括|包含)?(?:以下(?:几种|值)?|如下)?|可(?:以)?(?:设置|选择)为|只能为|仅支持取值)(?:：|:)? ?"
);
// What holds only in some case.
pattern!(CASE, r"如果|若|当.*时|时，|时,|情况下|除外|对于|未(?:传|指定|给定|设置)");
pattern!(
    CONDITION,
    r"(?:当|如果|若|在).+(?:时|情况下|场景下).*(?:必选|必填|必须(?:指定|设置|填写|传)?|可选|选填|有效|无效|生效|不能为空|返回)|(?:仅|只有)(?:当|在|限)?.+(?:时|情况下|场景下|才)?.*(?:有效|生效|必选|必填|返回|可以?(?:设置|指定))|(?:时|情况下)(?:为)?(?:必选|必填|可选|有效)"
);
pattern!(DEPRECATED, r"^(?:该|此|本)?(?:参数|字段)?(?:已|已经|已被)(?:废弃|弃用|作废)");

impl Reading<'_> {
    /// What the sentences of a Chinese text say; `ranged` says that it stands right after `取值范围：`.
    pub(super) fn in_chinese(&mut self, inline: &Inline<'_>, ranged: bool, line: u32) {
        if inline.text.is_ascii() {
            return;
        }
        if ranged {
            self.chinese_range(inline, line);
        }
        let mut start = 0;
        for end in inline.text.match_indices(['。', '；', ';', '\n']).map(|(at, _)| at).chain([inline.text.len()]) {
            if let Some(sentence) = inline.text.get(start..end) {
                self.chinese_sentence(&inline.slice(start..end), sentence.trim(), line);
            }
            start = end + inline.text[end..].chars().next().map_or(0, char::len_utf8);
        }
    }

    fn chinese_sentence(&mut self, inline: &Inline<'_>, text: &str, line: u32) {
        if CONDITION.is_match(text) {
            self.conditions.get_or_insert((Vec::new(), line)).0.push(text.to_owned());
        }
        if DEPRECATED.is_match(text) {
            self.say(Aspect::Deprecated, Value::Flag(true), line, Basis::Prose);
        }
        if is_case(text) {
            return;
        }
        match self.ty {
            Some(Type::String) => self.chinese_lengths(text, line),
            Some(Type::Integer(_) | Type::Number(_)) => self.chinese_bounds(text, line),
            _ => {}
        }
        if let Some(found) = DEFAULT.find(text) {
            self.chinese_default(inline, found.end(), line);
        }
        for found in LISTED.find_iter(text) {
            if let Some(words) = listed(inline, found.end()) {
                self.chinese_values(words, line, Basis::Prose);
            }
        }
    }

    /// `1-65535，…`, `replace、add`: the range, or all values.
    fn chinese_range(&mut self, inline: &Inline<'_>, line: u32) {
        let text = inline.text.as_str();
        let first = text.split(['。', '；']).next().unwrap_or_default();
        if text.split(['。', '；']).any(is_case) {
            return; // Another range may hold in that case.
        }
        if let (Some(found), Some(Type::Integer(_) | Type::Number(_))) = (LEADING.captures(text), self.ty) {
            self.both(&found, (Aspect::Minimum, 1), (Aspect::Maximum, 2), line, Basis::Label);
        }
        if let Some(words) = listed(&inline.slice(0..first.trim_end_matches(['，', ',']).len()), 0) {
            self.chinese_values(words, line, Basis::Label);
        }
    }

    fn chinese_lengths(&mut self, text: &str, line: u32) {
        for found in LENGTH.captures_iter(text).chain(BARE_LENGTH.captures_iter(text)).filter(is_range) {
            self.both(&found, (Aspect::MinLength, 1), (Aspect::MaxLength, 2), line, Basis::Prose);
        }
        for found in LONGEST.captures_iter(text) {
            self.one(&found, (Aspect::MaxLength, 1), line);
        }
        for found in EXACT_LENGTH.captures_iter(text) {
            self.both(&found, (Aspect::MinLength, 1), (Aspect::MaxLength, 1), line, Basis::Prose);
        }
    }

    fn chinese_bounds(&mut self, text: &str, line: u32) {
        for found in RANGE.captures_iter(text) {
            self.both(&found, (Aspect::Minimum, 1), (Aspect::Maximum, 2), line, Basis::Prose);
        }
        for found in LEAST.captures_iter(text) {
            self.one(&found, (Aspect::Minimum, 1), line);
        }
        for found in MOST.captures_iter(text) {
            self.one(&found, (Aspect::Maximum, 1), line);
        }
    }

    fn chinese_default(&mut self, inline: &Inline<'_>, at: usize, line: u32) {
        let Some((token, after)) = token(inline, at) else { return };
        if !(after.is_empty() || after.starts_with(['，', ',', '（', '(', '）', '。'])) {
            return; // `默认为80端口`, `默认为default企业项目`: a word in a phrase.
        }
        let value = match self.ty {
            Some(Type::Integer(_)) => number(&token.word).filter(|number| !number.is_f64()).map(Json::Number),
            Some(Type::Number(_)) => number(&token.word).map(Json::Number),
            Some(Type::Boolean) => token.word.to_ascii_lowercase().parse().ok().map(Json::Bool),
            Some(Type::String) if lists::is_value(&token) => Some(Json::String(token.word)),
            _ => None,
        };
        if let Some(value) = value {
            self.say(Aspect::Default, Value::Json(value), line, Basis::Prose);
        }
    }

    fn chinese_values(&mut self, words: Vec<String>, line: u32, basis: Basis) {
        let fits = match self.scalar() {
            Some(Type::String) => !words.iter().any(|word| lists::is_absent(word)),
            Some(Type::Integer(_)) => words.iter().all(|word| word.parse::<i64>().is_ok()),
            _ => false,
        };
        if fits && !matches!(self.ty, Some(Type::Map(_))) {
            self.say_inner(Aspect::Values, Value::List(words), line, basis);
        }
    }
}

/// Whether two numbers are the ends of a range: only within brackets, a comma between them says so.
fn is_range(found: &Captures<'_>) -> bool {
    limits::joint(found).is_none_or(|(joint, _)| !joint.contains([',', '，']))
}

/// Whether what is said, or what follows a clause, holds only in some case: `当端口为0时，`.
pub(crate) fn is_case(text: &str) -> bool {
    CASE.is_match(text.rsplit(['。', '；']).next().unwrap_or_default())
}

/// The word at a byte of the text, the quotes of Chinese texts taken off; and what follows it.
fn token<'t>(inline: &'t Inline<'_>, at: usize) -> Option<(Token, &'t str)> {
    let rest = inline.text.get(at..)?;
    let start = at + rest.len() - rest.trim_start().len();
    for (open, close) in [('“', '”'), ('‘', '’'), ('"', '"')] {
        if let Some(inside) = inline.text[start..].strip_prefix(open) {
            let length = inside.find(close)?;
            let end = start + open.len_utf8() + length + close.len_utf8();
            let word = inside[..length].trim().to_owned();
            let fits = !word.is_empty() && word.is_ascii();
            return fits.then(|| (Token { word, bold: true, end }, inline.text[end..].trim_start()));
        }
    }
    let token = lists::token_at(inline, start).filter(|token| token.word.is_ascii())?;
    let after = inline.text[token.end..].trim_start();
    Some((token, after))
}

/// The list of two words or more at a byte of the text: `true或false`, `“a”、“b”`, `replace、add、remove`.
fn listed(inline: &Inline<'_>, at: usize) -> Option<Vec<String>> {
    let mut words = Vec::new();
    let mut at = at;
    loop {
        let (token, after) = token(inline, at)?;
        // `PER（独享）、WHOLE（共享）`
        let after = match [('（', '）'), ('(', ')')]
            .iter()
            .find_map(|(open, close)| after.strip_prefix(*open)?.split_once(*close))
        {
            Some((_, after)) => after.trim_start(),
            None => after,
        };
        words.push(token.word);
        let joint = ["、", "，", ",", "或者", "或", "和", "/", "与"].iter().find_map(|joint| after.strip_prefix(joint));
        match joint {
            // `1,024` is one number.
            Some(rest) if after.starts_with(',') && is_number(words.last()) && limits::is_thousands(rest) => {
                return None;
            }
            Some(rest) => at = inline.text.len() - rest.len(),
            None if after.is_empty() => break,
            None => return None,
        }
    }
    (words.len() > 1).then_some(words)
}

fn is_number(word: Option<&String>) -> bool {
    word.is_some_and(|word| word.bytes().all(|byte| byte.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use crate::blocks::{Cell, Line};
    use crate::constraints::read;

    fn told(ty: &str, description: &str) -> String {
        let lines = description.split('\n').zip(1..).map(|(text, number)| Line { number, column: 1, text }).collect();
        let parts = crate::phrases::parts(&Cell { lines }, true);
        let said = read("lamps", &parts, ty.parse().ok().as_ref()).unwrap_or_default();
        said.iter().map(|said| format!("{} {}", said.aspect, said.value)).collect::<Vec<_>>().join("; ")
    }

    #[test]
    fn chinese_phrases_become_facts() {
        for (ty, description, expected) in [
            ("string", "路灯名称。长度为3-32个字符。", "min-length 3; max-length 32"),
            ("string", "路灯名称，只能以字母开头，3 ~ 32字符。", "min-length 3; max-length 32"),
            ("string", "路灯名称，长度范围：[3,32]", "min-length 3; max-length 32"),
            ("string", "密码，长度为8-26位的字符串。", "min-length 8; max-length 26"),
            ("string", "备注，不能超过77个字符。", "max-length 77"),
            ("string", "备注，最大长度77字节。", "max-length 77"),
            ("string", "路灯ID，长度为32个字符。", "min-length 32; max-length 32"),
            ("string", "路灯ID最小长度：**3**最大长度：**33**", "min-length 3; max-length 33"),
            ("integer", "亮度，取值范围为1~100。", "minimum 1; maximum 100"),
            ("integer", "亮度。取值范围：1-100，缺省值：80", "minimum 1; maximum 100; default 80"),
            ("integer", "亮度，最小值为3，最大值为7。", "minimum 3; maximum 7"),
            ("integer", "亮度最小值：**3**最大值：**7**缺省值：**5**", "minimum 3; maximum 7; default 5"),
            ("string", "颜色，默认为white。", "default white"),
            ("string", "颜色，默认值为“warm_white”。", "default warm_white"),
            ("boolean", "是否点亮，默认值为false。", "default false"),
            ("string", "颜色。取值范围：red、green、blue", "values red, green, blue"),
            ("string", "颜色，取值为“red”或者“green”。", "values red, green"),
            ("string", "颜色，可设置为red（红）、green（绿）。", "values red, green"),
            ("string", "颜色枚举值：**red****green**", "values red, green"),
            ("integer", "状态：\n\n-  1：亮\n-  2：灭", "values 1, 2"),
            ("string", "命名规则如下：\n\n-  1-64个字符\n-  只能包含字母", "min-length 1; max-length 64"),
            ("string", "颜色。当lamp_mode为manual时，该参数必选。", "condition 当lamp_mode为manual时，该参数必选"),
        ] {
            assert_eq!(told(ty, description), expected, "{description}");
        }
    }

    #[test]
    fn chinese_phrases_that_hold_in_some_case_are_left_out() {
        for (ty, description) in [
            ("integer", "如果是路灯，取值范围为1~100。"),
            ("integer", "取值范围：1-100；当为壁灯时，取值范围：1-7"),
            ("string", "未指定时，默认为white。"),
            ("string", "默认为default企业项目。"),
            ("string", "取值范围：不涉及。"),
            ("string", "默认取值：不涉及。"),
            ("integer", "取值：1,024"),
            ("string", "取值范围：1,024"),
            ("string", "操作系统，支持32，64位。"),
            ("string", "路灯名称，长度为32，64个字符。"),
            ("array<object>", "每盏路灯的名称不能超过77个字符。"),
        ] {
            assert_eq!(told(ty, description), "", "{description}");
        }
    }
}
