//! The words of the grammar as the vendor's Chinese pages write them.
//!
//! Only words that structure a page are here: headings, columns, captions, labels, yes and no, and the types and units in
//! cells. The rules of the reader are written for their English counterparts, and so hold for both languages.

use std::borrow::Cow;

/// Each word of the Chinese pages, and what the English pages say in its place.
const WORDS: [(&str, &str); 176] = [
    // Headings.
    ("功能介绍", "Function"),
    ("功能说明", "Function"),
    ("功能描述", "Function"),
    ("接口说明", "Function"),
    ("接口约束", "Constraints"),
    ("使用约束", "Constraints"),
    ("约束说明", "Constraints"),
    ("使用说明", "Function"),
    ("约束限制", "Constraints"),
    ("约束与限制", "Constraints"),
    ("约束", "Constraints"),
    ("使用限制", "Constraints"),
    ("前提条件", "Prerequisites"),
    ("注意事项", "Precautions"),
    ("调用方法", "Calling Method"),
    ("调试", "Debugging"),
    ("在线调试", "Debugging"),
    ("授权信息", "Authorization Information"),
    ("SDK代码示例", "SDK Sample Code"),
    ("代码示例", "SDK Sample Code"),
    ("请求", "Request"),
    ("请求消息", "Request Message"),
    ("请求参数", "Request Parameters"),
    ("请求体", "Request Body"),
    ("请求消息体", "Request Body"),
    ("请求消息头", "Request Headers"),
    ("请求消息参数", "Request Parameters"),
    ("请求消息元素", "Request Elements"),
    ("请求消息样式", "Request Syntax"),
    ("输入参数", "Request Parameters"),
    ("响应", "Response"),
    ("响应消息", "Response Message"),
    ("响应参数", "Response Parameters"),
    ("返回参数", "Response Parameters"),
    ("响应体", "Response Body"),
    ("响应消息体", "Response Body"),
    ("响应消息头", "Response Headers"),
    ("响应消息元素", "Response Elements"),
    ("响应消息样式", "Response Syntax"),
    ("返回消息", "Response Message"),
    ("返回结果", "Response"),
    ("输出参数", "Response Parameters"),
    ("错误响应消息", "Error Responses"),
    ("正常响应", "Normal Response"),
    ("异常响应", "Abnormal Response"),
    ("请求示例", "Example Requests"),
    ("请求样例", "Example Requests"),
    ("响应示例", "Example Responses"),
    ("响应样例", "Example Responses"),
    ("请求消息样例", "Example Requests"),
    ("请求消息示例", "Example Requests"),
    ("响应消息样例", "Example Responses"),
    ("响应消息示例", "Example Responses"),
    ("返回样例", "Example Responses"),
    ("返回示例", "Example Responses"),
    ("正常响应示例", "Example normal response"),
    ("异常响应示例", "Example abnormal response"),
    ("示例", "Example"),
    ("状态码", "Status Codes"),
    ("HTTP状态码", "Status Codes"),
    ("返回状态码", "Status Codes"),
    ("返回码", "Return Codes"),
    ("返回值", "Returned Values"),
    ("正常返回值", "Returned Values"),
    ("错误码", "Error Codes"),
    ("意见反馈", "Feedback"),
    // Columns.
    ("参数", "Parameter"),
    ("参数名", "Parameter"),
    ("参数名称", "Parameter"),
    ("名称", "Name"),
    ("字段", "Field"),
    ("字段名", "Field"),
    ("字段名称", "Field"),
    ("属性", "Attribute"),
    ("元素", "Element"),
    ("元素名称", "Element"),
    ("消息头名称", "Header name"),
    ("要素", "Element"),
    ("是否必选", "Mandatory"),
    ("是否必须", "Mandatory"),
    ("是否必填", "Mandatory"),
    ("必选", "Mandatory"),
    ("是否为必选", "Mandatory"),
    ("是否必填项", "Mandatory"),
    ("必选/可选", "Mandatory"),
    ("必填/可选", "Mandatory"),
    ("参数类型", "Type"),
    ("类型", "Type"),
    ("数据类型", "Type"),
    ("描述", "Description"),
    ("说明", "Description"),
    ("参数说明", "Description"),
    ("参数描述", "Description"),
    ("位置", "Location"),
    ("参数位置", "Location"),
    ("请求方法", "Request method"),
    ("请求方式", "Request method"),
    ("默认取值", "Default value"),
    ("默认值", "Default value"),
    ("缺省值", "Default value"),
    ("取值范围", "Value range"),
    ("授权项", "Action"),
    ("权限", "Permission"),
    // Captions, and the items that work as such.
    ("要素说明", "Parameters"),
    ("路径参数", "Path parameters"),
    ("Path参数", "Path parameters"),
    ("URI参数", "URI parameters"),
    ("查询参数", "Query parameters"),
    ("Query参数", "Query parameters"),
    ("请求Header参数", "Request header parameters"),
    ("请求头参数", "Request header parameters"),
    ("请求消息头参数", "Request header parameters"),
    ("请求Body参数", "Request body parameters"),
    ("请求体参数", "Request body parameters"),
    ("FormData参数", "Form data parameters"),
    ("响应Header参数", "Response header parameters"),
    ("响应头参数", "Response header parameters"),
    ("响应Body参数", "Response body parameters"),
    ("响应体参数", "Response body parameters"),
    ("URI格式", "URI format"),
    // Labels within descriptions.
    ("参数解释", "Definition"),
    ("最小长度", "Minimum length"),
    ("最大长度", "Maximum length"),
    ("最小值", "Minimum"),
    ("最大值", "Maximum"),
    ("枚举值", "Enumeration values"),
    ("取值", "Values"),
    ("可选值", "Values"),
    ("取值如下", "Values"),
    ("数组长度", "Array length"),
    ("正则匹配", "Regular expression"),
    ("正则表达式", "Regular expression"),
    ("样例", "Example"),
    ("举例", "Example"),
    ("备注", "Note"),
    // Cells.
    ("是", "Yes"),
    ("必填", "Yes"),
    ("否", "No"),
    ("可选", "No"),
    ("非必选", "No"),
    ("路径", "path"),
    ("不涉及", "N/A"),
    ("无", "None"),
    ("必需", "Yes"),
    ("选填", "No"),
    ("非必填", "No"),
    ("非必须", "No"),
    ("字符串", "String"),
    ("字符型", "String"),
    ("字符串类型", "String"),
    ("枚举", "String"),
    ("时间", "String"),
    ("整数", "Integer"),
    ("整型", "Integer"),
    ("整数型", "Integer"),
    ("整形", "Integer"),
    ("长整型", "Long"),
    ("长整数", "Long"),
    ("布尔", "Boolean"),
    ("布尔值", "Boolean"),
    ("布尔型", "Boolean"),
    ("布尔类型", "Boolean"),
    ("浮点数", "Float"),
    ("浮点型", "Float"),
    ("双精度浮点数", "Double"),
    ("数字", "Number"),
    ("对象", "Object"),
    ("结构体", "Object"),
    ("字典", "Dictionary"),
    ("字典类型数据结构", "Dictionary"),
    ("字典数据结构", "Dictionary"),
    ("列表", "List"),
    ("列表数据结构", "List"),
    ("列表类型数据结构", "List"),
    ("数组", "Array"),
    ("数组类型", "Array"),
];

/// The words of the Chinese pages that have a counterpart.
pub(crate) fn words() -> impl Iterator<Item = &'static str> {
    WORDS.iter().map(|(chinese, _)| *chinese)
}

/// Whether a text is Chinese: whether it has a letter or a mark of Chinese texts.
pub(crate) fn is(text: &str) -> bool {
    !text.is_ascii() && (text.bytes().any(|byte| (0xE3..=0xE9).contains(&byte)) || text.contains(['，', '：', '（']))
}

/// Whether a text is Chinese near a byte: looking at all of it for each phrase in it would take too long.
pub(crate) fn is_near(text: &str, at: usize) -> bool {
    const NEAR: usize = 300;
    let near = text.as_bytes().get(at.saturating_sub(NEAR)..text.len().min(at + NEAR));
    near.is_some_and(|near| near.iter().any(|byte| (0xE3..=0xE9).contains(byte)))
}

/// What the English pages say for a phrase of the grammar; any other text as it is.
pub(crate) fn english(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    let word = bare(text);
    // Captions add such words: `查询参数列表`.
    let shorter = || ["说明", "列表"].iter().find_map(|tail| counterpart(word.strip_suffix(tail)?));
    Cow::Borrowed(counterpart(&word).or_else(shorter).unwrap_or(text))
}

/// A phrase without blanks, and without the marks after it.
fn bare(text: &str) -> String {
    let whole: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let word = whole.trim_end_matches([':', '：', '。']);
    word.strip_suffix("（可选）").or_else(|| word.strip_suffix("(可选)")).unwrap_or(word).to_owned()
}

/// What the English pages say for exactly this word.
fn counterpart(word: &str) -> Option<&'static str> {
    WORDS.iter().find(|(chinese, _)| chinese.eq_ignore_ascii_case(word)).map(|(_, english)| *english)
}

/// A type in the words of the English pages: `字符串数组` is an `Array of String`.
pub(crate) fn ty(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    if let Some(english) = counterpart(&bare(text)) {
        return Cow::Borrowed(english);
    }
    for (tail, shape) in [
        ("对象数组", "Array of {} objects"),
        ("结构体数组", "Array of {} objects"),
        ("数组", "Array of {}"),
        ("列表", "List of {}"),
        ("对象", "{} object"),
        ("结构体", "{} object"),
        ("数据结构", "{}"),
        ("类型", "{}"),
    ] {
        if let Some(of) = text.trim_end().strip_suffix(tail).map(str::trim).filter(|of| !of.is_empty()) {
            return Cow::Owned(shape.replace("{}", &ty(of)));
        }
    }
    Cow::Borrowed(text)
}

/// Words of captions that say what a table is about in the message, and nothing of its contents.
const GENERIC: [&str; 36] = [
    "参数", "说明", "要素", "元素", "请求", "响应", "返回", "消息", "字段", "描述", "列表", "正常", "异常", "结果",
    "值", "的", "体", "数据", "结构", "信息", "接口", "如下", "输入", "输出", "内容", "路径", "查询", "头域", "头",
    "中", "以及", "和", "方法", "公共", "样例", "格式",
];

/// What the English pages say for a caption that is made of such words alone: `请求消息头参数说明`.
pub(crate) fn caption(text: &str) -> Cow<'_, str> {
    let known = english(text);
    if known.is_ascii() {
        return known;
    }
    let mut rest = text.to_ascii_lowercase();
    for word in ["header", "body", "path", "query", "uri", "url", "https", "http", "api"] {
        rest = rest.replace(word, "");
    }
    GENERIC.iter().for_each(|word| rest = rest.replace(word, ""));
    if rest.contains(char::is_alphanumeric) {
        return known;
    }
    let lower = text.to_ascii_lowercase();
    let has = |words: &[&str]| words.iter().any(|word| lower.contains(word));
    let way = if has(&["响应", "返回"]) { "Response" } else { "Request" };
    Cow::Owned(if has(&["路径", "path"]) {
        "Path parameters".to_owned()
    } else if has(&["查询", "query"]) {
        "Query parameters".to_owned()
    } else if has(&["header", "头"]) {
        format!("{way} header parameters")
    } else if has(&["body", "消息体", "请求体", "响应体"]) {
        format!("{way} body parameters")
    } else if has(&["uri", "url"]) {
        "URI parameters".to_owned()
    } else {
        "Parameters".to_owned()
    })
}

/// The code in `状态码：200`, `状态码为 200 时`.
pub(crate) fn status_code(text: &str) -> Option<&str> {
    let rest = text.trim_start_matches("HTTP").trim_start().strip_prefix("状态码")?;
    let code = rest.trim_start().trim_start_matches(['为', '：', ':']).trim();
    let code = code.trim_end_matches([':', '：', '，', ',']).trim_end();
    let code = code.strip_suffix('时').unwrap_or(code).trim_end();
    Some(code).filter(|code| code.len() == 3 && code.bytes().all(|byte| byte.is_ascii_alphanumeric()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_the_grammar_have_english_counterparts() {
        for (chinese, expected) in [
            ("请求 Body 参数", "Request body parameters"),
            ("错误码：", "Error Codes"),
            ("机器人", "机器人"),
            ("Type", "Type"),
        ] {
            assert_eq!(english(chinese), expected, "{chinese}");
        }
    }

    #[test]
    fn captions_of_general_words_are_generic() {
        for (chinese, expected) in [
            ("要素说明", "Parameters"),
            ("请求消息头参数说明", "Request header parameters"),
            ("响应消息体参数", "Response body parameters"),
            ("查询参数列表", "Query parameters"),
            ("lamps元素结构说明", "lamps元素结构说明"),
            ("路灯结构说明", "路灯结构说明"),
        ] {
            assert_eq!(caption(chinese), expected, "{chinese}");
        }
    }

    #[test]
    fn types_have_english_counterparts() {
        for (chinese, expected) in [
            ("字符串", "String"),
            ("字符串数组", "Array of String"),
            ("列表类型数据结构", "List"),
            ("lamp对象数组", "Array of lamp objects"),
            ("字符串列表", "List of String"),
            ("整数列表", "List of Integer"),
            ("对象列表", "List of Object"),
            ("路灯", "路灯"),
        ] {
            assert_eq!(ty(chinese), expected, "{chinese}");
        }
    }

    #[test]
    fn a_status_is_announced_in_two_ways() {
        for text in ["状态码：200", "状态码: 200", "状态码为 200 时:", "状态码为200时：", "HTTP状态码：200"]
        {
            assert_eq!(status_code(text), Some("200"), "{text}");
        }
        assert_eq!(status_code("状态码为 2 个"), None);
    }
}
