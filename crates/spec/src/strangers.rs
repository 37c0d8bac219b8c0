//! Words that mean something in other versions of OpenAPI, or to the generator alone.

use document::checker::Strangers;

const V31: &str = "it is OpenAPI 3.1 (or JSON Schema); this line reads 3.0.3: remove it";
const STEERS: &str = "it would steer the generator behind our back: remove it";
const V2: &str = "it is Swagger 2.0; this line reads OpenAPI 3.0.3";

/// The words, each with what to say about it.
pub(crate) static STRANGERS: Strangers = &[
    ("const", "it is OpenAPI 3.1; write `enum` with one value"),
    ("$defs", "it is OpenAPI 3.1; write `components/schemas`"),
    ("prefixItems", V31),
    ("patternProperties", V31),
    ("propertyNames", V31),
    ("unevaluatedProperties", V31),
    ("contentEncoding", V31),
    ("contentMediaType", V31),
    ("if", V31),
    ("then", V31),
    ("else", V31),
    ("$schema", V31),
    ("$id", V31),
    ("$anchor", V31),
    ("$comment", "write a YAML comment (`# ...`)"),
    ("jsonSchemaDialect", V31),
    ("webhooks", V31),
    ("pathItems", V31),
    ("identifier", V31),
    ("x-rust-type", STEERS),
    ("x-dropshot-pagination", STEERS),
    ("x-dropshot-websocket", STEERS),
    ("swagger", V2),
    ("host", V2),
    ("basePath", V2),
    ("schemes", V2),
    ("consumes", V2),
    ("produces", V2),
    ("definitions", "it is Swagger 2.0; write `components/schemas`"),
    ("securityDefinitions", "it is Swagger 2.0; write `components/securitySchemes`"),
];
