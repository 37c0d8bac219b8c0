//! Answers shown under a label, or with their status line before the body: each is the example of its status.

use contract::{Edition, ExampleRole};
use docparse::read;

/// The roles of the examples of a page, and how many bytes of JSON each has.
fn examples(page: &str) -> Vec<String> {
    let page = read(page.as_bytes(), "page", &Edition::default());
    let examples = page.contracts.iter().flat_map(|contract| &contract.examples);
    let role = |role: ExampleRole| match role {
        ExampleRole::Request => "request".to_owned(),
        ExampleRole::Response(None) => "response".to_owned(),
        ExampleRole::Response(Some(status)) => status.to_string(),
    };
    let body = |body: &serde_json::Value| body.to_string();
    examples.map(|e| format!("{} {}", role(e.role), e.body.as_ref().map_or(String::new(), body))).collect()
}

#[test]
fn the_status_line_before_a_body_tells_the_status_in_every_rendition() {
    for head in ["Http Status Code: 202", "HTTP/1.1 202 Accepted", "Status code: 202", "状态码： 202"] {
        let body = r#"{"state":"awake"}"#;
        for page in [
            format!(
                "Robots\n======\n\nURI\n---\n\nPOST /v1/wake\n\nExample Response\n----------------\n\n.. code-block::\n\n   {head}\n   {body}\n"
            ),
            format!("# Robots\n\n## URI\n\nPOST /v1/wake\n\n## Example Response\n\n```\n{head}\n{body}\n```\n"),
            format!(
                "<h1>Robots</h1><h4>URI</h4><p>POST /v1/wake</p><h4>Example Response</h4><pre>{head}\n{body}</pre>"
            ),
            format!("Robots\nURI\nPOST /v1/wake\nExample Response\n{head}\n{body}\n"),
        ] {
            assert_eq!(examples(&page), [format!("202 {body}")], "{page}");
        }
    }
}

#[test]
fn code_under_a_label_that_says_how_the_request_went_is_the_answer() {
    for (label, role) in [
        ("Successful response", "response"),
        ("Response to a successful request", "response"),
        ("Failed response", "default"),
        ("请求成功样例", "response"),
        ("请求失败样例", "default"),
    ] {
        let page = format!(
            "# Robots\n\n## URI\n\nPOST /v1/wake\n\n## Response\n\n-   {label}\n\n    ```\n    {{\"a\":1}}\n    ```\n"
        );
        assert_eq!(examples(&page), [format!("{role} {{\"a\":1}}")], "{label}");
    }
}
