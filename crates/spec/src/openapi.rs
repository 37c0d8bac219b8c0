//! OpenAPI 3.0.3 as a table: each kind of object, its keys, what they take, and which of them our line does not carry.

use crate::strangers::STRANGERS;
use document::checker::Checker;
use document::diagnostics::Diagnostics;
use document::grammar::{Is, Key, Object, Pattern, key, must, refused};
use document::node::Node;

/// Why a keyword that generators ignore is refused: it would be a promise that nothing keeps.
const UNKEPT: &str = "the generated Rust cannot keep it and no witness states it: say it in the description";
const ONE_SHAPE: &str =
    "the generator builds wrong types from it: write one object with optional fields, or `{}` for any JSON";
const NO_LINKS: &str = "nothing in the generated client follows it: remove it";
const ONLY_SERVICE: &str = "service.toml lists the endpoints of a service: remove it";
const INTO_OPERATION: &str = "write it into the operation";
const ONE_SCHEMA: &str = "describe it with `schema`";

macro_rules! object {
    ($(#[$doc:meta])* $id:ident, $name:literal, [$($key:expr),* $(,)?] $(, $pattern:expr)?) => {
        $(#[$doc])*
        pub(crate) static $id: Object = Object { name: $name, keys: { static KEYS: &[Key] = &[$($key),*]; KEYS }, pattern: object!(@ $($pattern)?) };
    };
    (@) => { None };
    (@ $pattern:expr) => { Some($pattern) };
}

static SCHEMA_REF: Is = Is::Ref(&SCHEMA, "schemas");
static TEXT: Is = Is::Text;
static ANY: Is = Is::Any;
static MEDIA_TYPE_IS: Is = Is::Object(&MEDIA_TYPE);
static EXAMPLE_REF: Is = Is::Ref(&EXAMPLE, "examples");
static HEADER_REF: Is = Is::Ref(&HEADER, "headers");
static PARAMETER_REF: Is = Is::Ref(&PARAMETER, "parameters");
static RESPONSE_REF: Is = Is::Ref(&RESPONSE, "responses");
static BODY_REF: Is = Is::Ref(&REQUEST_BODY, "requestBodies");
static SCHEME_REF: Is = Is::Ref(&SECURITY_SCHEME, "securitySchemes");
static REQUIREMENT: Is = Is::Map(&SCOPES);
static SCOPES: Is = Is::List(&TEXT);
static TAG_IS: Is = Is::Object(&TAG);
static SERVER_IS: Is = Is::Object(&SERVER);
static VARIABLE_IS: Is = Is::Object(&SERVER_VARIABLE);

/// The document itself.
pub(crate) static DOCUMENT_IS: Is = Is::Object(&DOCUMENT);

object!(
    DOCUMENT,
    "an OpenAPI document",
    [
        must("openapi", Is::Word(&["3.0.3", "3.0.2", "3.0.1", "3.0.0"])),
        must("info", Is::Object(&INFO)),
        key("servers", Is::List(&SERVER_IS)),
        key("security", Is::List(&REQUIREMENT)),
        key("tags", Is::List(&TAG_IS)),
        key("externalDocs", Is::Object(&EXTERNAL_DOCS)),
        must("paths", Is::Object(&PATHS)),
        key("components", Is::Object(&COMPONENTS)),
    ]
);

object!(
    INFO,
    "an info object",
    [
        must("title", Is::Text),
        must("version", Is::Text),
        key("description", Is::Text),
        key("termsOfService", Is::Text),
        key("contact", Is::Object(&CONTACT)),
        key("license", Is::Object(&LICENSE)),
    ]
);

object!(CONTACT, "a contact object", [key("name", Is::Text), key("url", Is::Url), key("email", Is::Text)]);
object!(LICENSE, "a license object", [must("name", Is::Text), key("url", Is::Url)]);
object!(EXTERNAL_DOCS, "an external documentation object", [must("url", Is::Url), key("description", Is::Text)]);

object!(
    TAG,
    "a tag object",
    [must("name", Is::Text), key("description", Is::Text), key("externalDocs", Is::Object(&EXTERNAL_DOCS)),]
);

object!(
    SERVER,
    "a server object",
    [must("url", Is::Text), key("description", Is::Text), key("variables", Is::Map(&VARIABLE_IS)),]
);

object!(
    SERVER_VARIABLE,
    "a server variable object",
    [must("default", Is::Text), key("enum", Is::List(&TEXT)), key("description", Is::Text),]
);

object!(
    PATHS,
    "a paths object",
    [],
    Pattern { fits: |name| name.starts_with('/'), help: "a path begins with `/`", is: Is::Object(&PATH_ITEM) }
);

object!(
    PATH_ITEM,
    "a path item",
    [
        key("get", Is::Object(&OPERATION)),
        key("put", Is::Object(&OPERATION)),
        key("post", Is::Object(&OPERATION)),
        key("delete", Is::Object(&OPERATION)),
        refused("options", "the generated client has no OPTIONS: remove it"),
        key("head", Is::Object(&OPERATION)),
        key("patch", Is::Object(&OPERATION)),
        refused("trace", "the generated client has no TRACE: remove it"),
        refused("parameters", INTO_OPERATION),
        refused("summary", INTO_OPERATION),
        refused("description", INTO_OPERATION),
        refused("servers", ONLY_SERVICE),
        refused("$ref", "write the path item here"),
    ]
);

object!(
    /// Its order of keys is the order in which bundles write operations.
    OPERATION, "an operation", [
    key("operationId", Is::Text),
    key("summary", Is::Text),
    key("description", Is::Text),
    key("externalDocs", Is::Object(&EXTERNAL_DOCS)),
    key("tags", Is::List(&TEXT)),
    key("deprecated", Is::Bool),
    key("x-callable-in", Is::List(&TEXT)),
    key("x-done-when", Is::List(&TEXT)),
    key("x-idempotent", Is::Bool),
    key("x-clouds", Is::List(&TEXT)),
    key("security", Is::List(&REQUIREMENT)),
    key("parameters", Is::List(&PARAMETER_REF)),
    key("requestBody", Is::Ref(&REQUEST_BODY, "requestBodies")),
    must("responses", Is::Object(&RESPONSES)),
    refused("callbacks", NO_LINKS),
    refused("servers", ONLY_SERVICE),
]);

object!(
    PARAMETER,
    "a parameter object",
    [
        must("name", Is::Text),
        must("in", Is::Word(&["path", "query", "header", "cookie"])),
        key("description", Is::Text),
        key("required", Is::Bool),
        key("deprecated", Is::Bool),
        refused("allowEmptyValue", UNKEPT),
        refused("allowReserved", "the generated client always escapes: remove it"),
        key("style", Is::Word(&["simple", "form", "label", "matrix", "spaceDelimited", "pipeDelimited", "deepObject"])),
        key("explode", Is::Bool),
        must("schema", Is::Ref(&SCHEMA, "schemas")),
        key("example", Is::Any),
        key("examples", Is::Map(&EXAMPLE_REF)),
        refused("content", ONE_SCHEMA),
    ]
);

object!(
    REQUEST_BODY,
    "a request body object",
    [key("description", Is::Text), key("required", Is::Bool), must("content", Is::Map(&MEDIA_TYPE_IS)),]
);

object!(
    MEDIA_TYPE,
    "a media type object",
    [
        key("schema", Is::Ref(&SCHEMA, "schemas")),
        key("example", Is::Any),
        key("examples", Is::Map(&EXAMPLE_REF)),
        refused("encoding", "only JSON and bytes are sent: remove it"),
    ]
);

object!(
    RESPONSES,
    "a responses object",
    [],
    Pattern {
        fits: |name| (name == "default" || name.len() == 3) && name.parse::<contract::Status>().is_ok(),
        help: "a response has a status of three digits, a range such as `4XX`, or `default`",
        is: Is::Ref(&RESPONSE, "responses"),
    }
);

object!(
    RESPONSE,
    "a response object",
    [
        must("description", Is::Text),
        key("headers", Is::Map(&HEADER_REF)),
        key("content", Is::Map(&MEDIA_TYPE_IS)),
        refused("links", NO_LINKS),
    ]
);

object!(
    HEADER,
    "a header object",
    [
        key("description", Is::Text),
        key("required", Is::Bool),
        key("deprecated", Is::Bool),
        must("schema", Is::Ref(&SCHEMA, "schemas")),
        key("example", Is::Any),
        key("examples", Is::Map(&EXAMPLE_REF)),
        refused("style", ONE_SCHEMA),
        refused("explode", ONE_SCHEMA),
        refused("content", ONE_SCHEMA),
        refused("allowEmptyValue", UNKEPT),
        refused("allowReserved", UNKEPT),
    ]
);

object!(
    EXAMPLE,
    "an example object",
    [
        key("summary", Is::Text),
        key("description", Is::Text),
        must("value", Is::Any),
        refused("externalValue", "write the value here: it is checked against the schema"),
    ]
);

object!(
    COMPONENTS,
    "a components object",
    [
        key("schemas", Is::Map(&SCHEMA_REF)),
        key("responses", Is::Map(&RESPONSE_REF)),
        key("parameters", Is::Map(&PARAMETER_REF)),
        key("examples", Is::Map(&EXAMPLE_REF)),
        key("requestBodies", Is::Map(&BODY_REF)),
        key("headers", Is::Map(&HEADER_REF)),
        key("securitySchemes", Is::Map(&SCHEME_REF)),
        refused("links", NO_LINKS),
        refused("callbacks", NO_LINKS),
    ]
);

object!(
    SCHEMA,
    "a schema object",
    [
        key("type", Is::Word(&["string", "integer", "number", "boolean", "object", "array"])),
        key("format", Is::Text),
        key("description", Is::Text),
        key("nullable", Is::Bool),
        key("deprecated", Is::Bool),
        key("enum", Is::List(&ANY)),
        key("default", Is::Any),
        key("example", Is::Any),
        key("minLength", Is::Count),
        key("maxLength", Is::Count),
        key("pattern", Is::Text),
        key("minimum", Is::Number),
        key("maximum", Is::Number),
        key("minItems", Is::Count),
        key("maxItems", Is::Count),
        key("items", Is::Ref(&SCHEMA, "schemas")),
        key("required", Is::List(&TEXT)),
        key("properties", Is::Map(&SCHEMA_REF)),
        key("additionalProperties", Is::BoolOr(&SCHEMA_REF)),
        key("allOf", Is::List(&SCHEMA_REF)),
        key("externalDocs", Is::Object(&EXTERNAL_DOCS)),
        key("x-secret", Is::Bool),
        refused("oneOf", ONE_SHAPE),
        refused("anyOf", ONE_SHAPE),
        refused("not", "the generator panics on it: say it in the description"),
        refused("discriminator", ONE_SHAPE),
        refused("title", "the generator would name a type after it: use the name of the component, or `description`"),
        refused("uniqueItems", UNKEPT),
        refused("multipleOf", UNKEPT),
        refused("exclusiveMinimum", "write the least allowed value as `minimum`"),
        refused("exclusiveMaximum", "write the greatest allowed value as `maximum`"),
        refused("minProperties", UNKEPT),
        refused("maxProperties", UNKEPT),
        refused("readOnly", "write one schema for the request and one for the response"),
        refused("writeOnly", "write one schema for the request and one for the response"),
        refused("xml", "bodies are JSON: remove it"),
    ]
);

object!(
    SECURITY_SCHEME,
    "a security scheme object",
    [
        must("type", Is::Word(&["apiKey"])),
        key("description", Is::Text),
        must("name", Is::Text),
        must("in", Is::Word(&["header"])),
        key("x-min-length", Is::Count),
        key("x-max-length", Is::Count),
        refused("scheme", "only `type: apiKey` in a header is taken"),
        refused("bearerFormat", "only `type: apiKey` in a header is taken"),
        refused("flows", "only `type: apiKey` in a header is taken"),
        refused("openIdConnectUrl", "only `type: apiKey` in a header is taken"),
    ]
);

/// Every kind whose keywords people put at the wrong depth.
static KINDS: &[&Object] = &[
    &OPERATION,
    &SCHEMA,
    &PARAMETER,
    &RESPONSE,
    &REQUEST_BODY,
    &MEDIA_TYPE,
    &EXAMPLE,
    &DOCUMENT,
    &PATH_ITEM,
    &COMPONENTS,
    &SECURITY_SCHEME,
    &INFO,
    &HEADER,
    &TAG,
];

/// Checks the keywords of a document.
pub(crate) fn check(document: &Node, diagnostics: &mut Diagnostics) {
    if document.text_of("openapi").is_some_and(|version| version.starts_with("3.1") || version.starts_with("3.2")) {
        // One message instead of one for each keyword that changed between the versions.
        let at = document.get("openapi").map_or(document.at, |version| version.at);
        let version = document.text_of("openapi").unwrap_or_default();
        let problem = diagnostics.error("openapi-version", at, format!("OpenAPI {version} is not taken here"));
        diagnostics.push(problem.help("write `openapi: 3.0.3`: the generator reads 3.0 only"));
    } else {
        Checker::new(diagnostics, STRANGERS, KINDS).value(document, &DOCUMENT_IS, document.at);
    }
}
