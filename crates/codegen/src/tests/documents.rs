//! Documents to generate from.

/// One of everything that generates.
pub(super) const EVERYTHING: &str = include_str!("everything.yaml");

/// A document with one operation, `PUT /x` called `Op`, and these components. YAML in flow style, to stay short.
pub(super) fn one_operation(responses: &str, schemas: &str) -> String {
    format!(
        "openapi: 3.0.3
info: {{title: T, version: '1'}}
paths:
  /x:
    put:
      operationId: Op
      responses: {{{responses}}}
components:
  schemas: {{{schemas}}}
"
    )
}

/// A document with one operation that takes a body.
pub(super) fn one_body(body: &str, schemas: &str) -> String {
    let document = one_operation("'204': {description: Done}", schemas);
    let body = format!("requestBody: {{required: true, content: {{application/json: {{schema: {body}}}}}}}");
    document.replace("      responses:", &format!("      {body}\n      responses:"))
}

/// A response with a JSON body.
pub(super) fn json(status: &str, schema: &str) -> String {
    format!("'{status}': {{description: D, content: {{application/json: {{schema: {schema}}}}}}}")
}
