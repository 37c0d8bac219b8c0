//! What a section, or an item of a list that works as one, is about.

use crate::chinese;

/// The part a section plays on a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Section {
    Function,
    Constraints,
    Uri,
    Request,
    Response,
    RequestExample,
    ResponseExample,
    /// Examples of both.
    Example,
    Status,
    ErrorCodes,
    /// Nothing in it is about the contract.
    Skip,
    Other,
}

impl Section {
    /// The section that a heading opens, where the heading is one of the known words.
    pub(crate) fn of_heading(heading: &str) -> Option<Self> {
        if heading.len() > 40 {
            return None; // No known heading is as long; this keeps the search off paragraphs.
        }
        let heading = without_number(heading.trim_end_matches(['¶', '\u{f0c1}', ':', '：', ' ']));
        let words = chinese::english(heading).to_ascii_lowercase();
        let words = words.strip_suffix(" (optional)").unwrap_or(&words);
        Some(match words {
            "function" | "functions" | "description" | "function description" | "api description" => Self::Function,
            "constraints"
            | "constraint"
            | "restrictions"
            | "notes"
            | "prerequisites"
            | "precautions"
            | "constraints and limitations"
            | "notes and constraints" => Self::Constraints,
            "uri" | "url" | "request uri" | "request syntax" | "uri format" | "api format" | "prototype"
            | "api prototype" | "接口原型" => Self::Uri,
            "request" | "requests" | "request parameters" | "request parameter" | "request message"
            | "request body" | "request headers" | "request header" | "request elements" => Self::Request,
            "response"
            | "responses"
            | "response parameters"
            | "response parameter"
            | "response message"
            | "response body"
            | "response headers"
            | "response header"
            | "response elements"
            | "response messages"
            | "normal response"
            | "abnormal response" => Self::Response,
            "example request" | "example requests" | "request example" | "request examples" | "sample request"
            | "sample requests" => Self::RequestExample,
            "example response" | "example responses" | "response example" | "response examples" | "sample response"
            | "sample responses" | "response syntax" => Self::ResponseExample,
            "example" | "examples" | "sample" => Self::Example,
            "status code" | "status codes" | "returned value" | "returned values" | "return code" | "return codes"
            | "return value" | "return values" => Self::Status,
            "error code" | "error codes" | "error responses" => Self::ErrorCodes,
            "calling method"
            | "debugging"
            | "sdk sample code"
            | "feedback"
            | "authorization information"
            | "authorization" => Self::Skip,
            _ => return None,
        })
    }

    pub(crate) fn is_example(self) -> bool {
        matches!(self, Self::RequestExample | Self::ResponseExample | Self::Example)
    }

    /// Whether a label says how a request went, so that code below it is the answer: `-  Successful response`.
    pub(crate) fn tells_outcome(label: &str) -> bool {
        let lower = label.to_ascii_lowercase();
        let known = ["success", "succeeded", "fail", "normal", "error", "成功", "失败", "正常", "异常"];
        let answer = ["response", "request", "return", "请求", "响应", "返回"];
        label.len() <= 60
            && known.iter().any(|word| lower.contains(word))
            && answer.iter().any(|word| lower.contains(word))
    }

    /// Whether the tables in it are of parameters.
    pub(crate) fn has_parameters(self) -> bool {
        matches!(self, Self::Uri | Self::Request | Self::Response)
    }

    /// The section that a short label inside another section opens: `-  Example request`, `-  URI format`.
    pub(crate) fn of_label(self, label: &str) -> Option<Self> {
        let label = chinese::english(label).to_ascii_lowercase();
        let outcome = ["成功", "失败", "响应", "返回"].iter().any(|word| label.contains(word));
        // Of a request that succeeded, its answer is shown.
        let has = |word: &str| match word {
            "response" => outcome || label.contains(word),
            "request" => label.contains(word) || (!outcome && label.contains("请求")),
            _ => label.contains(word),
        };
        if has("example") || has("sample") || has("样例") || has("示例") {
            return Some(match self {
                Self::ResponseExample | Self::RequestExample => {
                    if has("response") && !has("request") {
                        Self::ResponseExample
                    } else if has("request") && !has("response") {
                        Self::RequestExample
                    } else {
                        self
                    }
                }
                _ if has("response") || has("returned") => Self::ResponseExample,
                _ if has("request") => Self::RequestExample,
                Self::Response => Self::ResponseExample,
                Self::Request | Self::Uri => Self::RequestExample,
                Self::Status | Self::ErrorCodes => Self::Skip,
                _ => Self::Example,
            });
        }
        if self.is_example() {
            let response = has("response") && !has("request");
            return Some(if response && self == Self::Example { Self::ResponseExample } else { self });
        }
        None
    }
}

/// A heading without the number of its chapter: `4.1.2 URI`, `2. URI`.
fn without_number(heading: &str) -> &str {
    let words = heading.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    let number = &heading[..heading.len() - words.len()];
    let counts = number.starts_with(|c: char| c.is_ascii_digit());
    // A year, or what a word begins with, is no number of a chapter.
    let apart = words.starts_with([' ', '\u{a0}', '\u{3000}']) || (number.ends_with('.') && !words.is_empty());
    if counts && apart && number.len() <= 12 { words.trim_start() } else { heading }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_have_many_words_for_one_part() {
        for heading in ["Request", "Request Parameters", "Request Message (Optional)", "Request Body"] {
            assert_eq!(Section::of_heading(heading), Some(Section::Request), "{heading}");
        }
        for heading in ["请求参数", "请求消息（可选）"] {
            assert_eq!(Section::of_heading(heading), Some(Section::Request), "{heading}");
        }
        for heading in ["URI", "4.1.2 URI", "2. URI", "3.URI", "URI：", "URI¶", "URI format:"] {
            assert_eq!(Section::of_heading(heading), Some(Section::Uri), "{heading}");
        }
        assert_eq!(Section::of_heading("4.1 请求参数："), Some(Section::Request));
        for heading in ["Instance Management", "2URI", "200", "4.1"] {
            assert_eq!(Section::of_heading(heading), None, "{heading}");
        }
    }

    #[test]
    fn an_item_may_open_an_example_within_a_response() {
        assert_eq!(Section::Response.of_label("Example normal response"), Some(Section::ResponseExample));
        assert_eq!(Section::Response.of_label("Normal response"), None);
        assert_eq!(Section::Response.of_label("请求成功样例"), Some(Section::ResponseExample));
        assert_eq!(Section::Request.of_label("请求样例"), Some(Section::RequestExample));
    }
}
