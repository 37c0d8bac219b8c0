//! What the line cannot carry: every feature of OpenAPI that does not become Rust is refused where it is written.
//!
//! The table walks the features that progenitor panics on, ignores or gets wrong; what is not in it works.

use crate::fixture::told;

const SHOW: &str = "show_lamp.yaml";
const SWITCH: &str = "batch_switch_lamps.yaml";
/// The parameter, the answer and the body that the features replace.
const PARAMETER: &str = "in: query";
const ANSWER: &str = "application/json:\n              schema: {}";
const POST: &str = "operationId: BatchSwitchLamps";
const SCHEMA: &str = "schema: {}";
const BODY: &str = "          application/json:\n            schema:\n              $ref: '#/components/schemas/BatchSwitchLampsRequest'\n            examples:\n              on:\n                summary: One lamp\n                value: {lamps: [{lamp_id: a1, mode: 'on'}], dim: 3}\n";

/// The feature; the file, what is replaced there, and by what; the code and the place of the first problem.
type Row = (&'static str, &'static str, &'static str, &'static str, &'static str);

const REFUSED: &[Row] = &[
    // Documents.
    ("OpenAPI 3.1", SHOW, "openapi: 3.0.3", "openapi: 3.1.0", "openapi-version 1:10"),
    ("OPTIONS", SHOW, "    get:", "    options:", "unsupported 7:5"),
    ("TRACE", SHOW, "    get:", "    trace:", "unsupported 7:5"),
    ("a path item by reference", SHOW, "    get:", "    $ref: a.yaml\n    get:", "unsupported 7:5"),
    ("parameters of a path item", SHOW, "    get:", "    parameters: []\n    get:", "unsupported 7:5"),
    ("callbacks", SHOW, "      deprecated: true", "      callbacks: {}", "unsupported 12:7"),
    (
        "links",
        SHOW,
        "          description: The lamp.",
        "          description: The lamp.\n          links: {}",
        "unsupported 29:11",
    ),
    ("no operationId", SHOW, "      operationId: ShowLamp\n", "", "operation-id 7:5"),
    ("a method that the client has", SHOW, "operationId: ShowLamp", "operationId: Client", "reserved-name 8:20"),
    (
        "an operation called as what is imported",
        SHOW,
        "operationId: ShowLamp",
        "operationId: CallOptions",
        "reserved-name 8:20",
    ),
    // What an operation says of its calls.
    ("a GET that is called idempotent", SHOW, "deprecated: true", "x-idempotent: true", "x-idempotent 12:7"),
    (
        "x-idempotent without meaning",
        SWITCH,
        POST,
        "operationId: BatchSwitchLamps\n      x-idempotent: false",
        "x-idempotent 9:7",
    ),
    ("x-idempotent that is no boolean", SHOW, "deprecated: true", "x-idempotent: always", "wrong-type 12:21"),
    ("x-clouds that is no list", SHOW, "deprecated: true", "x-clouds: huaweicloud", "wrong-type 12:17"),
    ("x-clouds of none", SHOW, "deprecated: true", "x-clouds: []", "x-clouds 12:7"),
    ("x-clouds of all", SHOW, "deprecated: true", "x-clouds: [open-telekom-cloud, huaweicloud]", "x-clouds 12:7"),
    ("x-clouds of an unknown one", SHOW, "deprecated: true", "x-clouds: [huawei-cloud]", "x-clouds 12:18"),
    ("x-clouds of one twice", SHOW, "deprecated: true", "x-clouds: [huaweicloud, huaweicloud]", "x-clouds 12:31"),
    // Parameters.
    ("a cookie", SHOW, PARAMETER, "in: cookie", "unsupported 21:15"),
    ("pipeDelimited", SHOW, PARAMETER, "in: query\n          style: pipeDelimited", "unsupported 22:18"),
    ("deepObject", SHOW, PARAMETER, "in: query\n          style: deepObject", "unsupported 22:18"),
    ("a list joined by commas", SHOW, PARAMETER, "in: query\n          explode: false", "unsupported 22:11"),
    ("a list in a header", SHOW, PARAMETER, "in: header", "unsupported 20:11"),
    (
        "a list of lists in a query",
        SHOW,
        "items: {type: string, enum: [colour, power]}",
        "items: {type: array, items: {type: string}}",
        "unsupported 25:13",
    ),
    (
        "an object outside a body",
        SHOW,
        "schema: {type: string, pattern: '^[a-z0-9]+$'}",
        "schema: {type: object}",
        "unsupported 15:11",
    ),
    ("any JSON outside a body", SHOW, "schema: {type: string, pattern: '^[a-z0-9]+$'}", "schema: {}", "no-type 15:11"),
    ("a parameter described by content", SHOW, PARAMETER, "in: query\n          content: {}", "unsupported 22:11"),
    ("allowReserved", SHOW, PARAMETER, "in: query\n          allowReserved: true", "unsupported 22:11"),
    ("a parameter in path and query", SHOW, "name: fields", "name: lamp_id", "duplicate-parameter 20:17"),
    ("a path parameter that is not declared", SHOW, "lamps/{lamp_id}:", "lamps/{lamp}:", "path-parameter 6:3"),
    ("a header that HTTP does not take", SWITCH, "name: X-Language", "name: X Language", "header-name 18:17"),
    ("Content-Type as a parameter", SWITCH, "name: X-Language", "name: Content-Type", "ignored-header 18:17"),
    ("a parameter called as the body", SWITCH, "name: X-Language", "name: body", "reserved-name 18:17"),
    // Bodies.
    ("a form", SWITCH, BODY, "          multipart/form-data: {schema: {type: object}}\n", "media-type 27:11"),
    ("XML", SWITCH, BODY, "          text/xml: {schema: {type: object}}\n", "media-type 27:11"),
    (
        "a merge patch",
        SWITCH,
        BODY,
        "          application/merge-patch+json: {schema: {type: object}}\n",
        "media-type 27:11",
    ),
    (
        "JSON with a charset",
        SWITCH,
        BODY,
        "          application/json;charset=UTF-8: {schema: {type: object}}\n",
        "media-type 27:11",
    ),
    (
        "two media types",
        SHOW,
        ANSWER,
        "application/json:\n              schema: {}\n            text/plain: {schema: {type: string}}",
        "media-types 32:13",
    ),
    ("a media type without a schema", SHOW, ANSWER, "application/json: {}", "no-schema 30:13"),
    ("encoding", SHOW, SCHEMA, "schema: {}\n              encoding: {}", "unsupported 32:15"),
    (
        "JSON beside bytes",
        SHOW,
        "        '400':",
        "        '206':\n          description: B.\n          content: {application/octet-stream: {schema: {type: string, format: binary}}}\n        '400':",
        "two-types 32:9",
    ),
    ("a body of 204", SHOW, "'200':", "'204':", "no-body 30:13"),
    ("a body of HEAD", SHOW, "    get:", "    head:", "no-body 30:13"),
    ("default beside another type", SHOW, "'400':", "default:", "two-types 32:9"),
    ("no success", SHOW, "'200':", "'302':", "no-success 26:7"),
    // Headers of responses.
    (
        "a list in a header of a response",
        SWITCH,
        "schema: {type: string}",
        "schema: {type: array, items: {type: string}}",
        "unsupported 38:13",
    ),
    (
        "a header of a response described by content",
        SWITCH,
        "schema: {type: string}",
        "schema: {}\n              content: {}",
        "unsupported 41:15",
    ),
    // Schemas.
    ("oneOf", SHOW, SCHEMA, "schema: {oneOf: [{type: string}]}", "unsupported 31:24"),
    ("anyOf", SHOW, SCHEMA, "schema: {anyOf: [{type: string}]}", "unsupported 31:24"),
    ("not", SHOW, SCHEMA, "schema: {not: {type: string}}", "unsupported 31:24"),
    ("discriminator", SHOW, SCHEMA, "schema: {discriminator: {propertyName: a}}", "unsupported 31:24"),
    ("an unknown type", SHOW, SCHEMA, "schema: {type: strnig}", "unknown-word 31:30"),
    ("a list of types", SHOW, SCHEMA, "schema: {type: [string, 'null']}", "wrong-type 31:30"),
    (
        "keywords beside a reference",
        SWITCH,
        "$ref: '#/components/schemas/Language'",
        "$ref: '#/components/schemas/Language'\n            nullable: true",
        "ref-siblings 23:13",
    ),
    (
        "a reference that leads nowhere",
        SHOW,
        SCHEMA,
        "schema: {$ref: '#/components/schemas/Ghost'}",
        "dangling-ref 31:30",
    ),
    (
        "a required field that is none",
        SHOW,
        SCHEMA,
        "schema: {type: object, required: [ghost], properties: {a: {}}}",
        "required 31:49",
    ),
    (
        "fields of one name in Rust",
        SHOW,
        SCHEMA,
        "schema: {type: object, properties: {jobId: {}, job_id: {}}}",
        "field-name 31:62",
    ),
    ("a closed object", SHOW, SCHEMA, "schema: {type: object, additionalProperties: false}", "closed-object 31:38"),
    (
        "a map beside fields",
        SHOW,
        SCHEMA,
        "schema: {type: object, properties: {a: {}}, additionalProperties: {type: string}}",
        "mixed-object 31:59",
    ),
    ("allOf of texts", SHOW, SCHEMA, "schema: {allOf: [{type: string}, {type: string}]}", "all-of 31:32"),
    ("uniqueItems", SHOW, SCHEMA, "schema: {type: array, items: {}, uniqueItems: true}", "unsupported 31:48"),
    ("readOnly", SHOW, SCHEMA, "schema: {type: string, readOnly: true}", "unsupported 31:38"),
    ("xml", SHOW, SCHEMA, "schema: {type: string, xml: {}}", "unsupported 31:38"),
    ("an enumeration of booleans", SHOW, SCHEMA, "schema: {type: boolean, enum: [true]}", "enum 31:39"),
    ("an enumeration of fractions", SHOW, SCHEMA, "schema: {type: number, enum: [0.5]}", "enum 31:38"),
    ("values of one name in Rust", SHOW, SCHEMA, "schema: {type: string, enum: [a-b, a_b]}", "enum 31:50"),
    ("null among the values", SHOW, SCHEMA, "schema: {type: string, enum: [a, null]}", "enum 31:48"),
    (
        "a default that is no value",
        SHOW,
        SCHEMA,
        "schema: {type: string, enum: [a], default: b}",
        "default-misfit 31:49",
    ),
    ("limits of another type", SHOW, SCHEMA, "schema: {type: integer, maxLength: 3}", "idle-keyword 31:39"),
    ("limits that nothing keeps", SHOW, SCHEMA, "schema: {type: string, minLength: 2, maxLength: 1}", "range 31:63"),
    ("a pattern that is none", SHOW, SCHEMA, "schema: {type: string, pattern: '('}", "pattern 31:47"),
    (
        "a name of Rust's own",
        SHOW,
        "$ref: 'common.yaml#/components/responses/BadRequest'",
        "description: B.\n          content: {application/json: {schema: {$ref: '#/components/schemas/Option'}}}\ncomponents: {schemas: {Option: {type: object}}}",
        "reserved-name 35:24",
    ),
    ("x-rust-type", SHOW, SCHEMA, "schema: {x-rust-type: {}}", "unknown-extension 31:24"),
    ("x-dropshot-pagination", SHOW, "deprecated: true", "x-dropshot-pagination: {}", "unknown-extension 12:7"),
];

#[test]
fn what_the_line_cannot_carry_is_refused_where_it_is_written() {
    let mut wrong = Vec::new();
    for (feature, file, from, to, expected) in REFUSED {
        let told = told(&[(file, from, to)]);
        let (code, place) = expected.split_once(' ').expect("a code and a place");
        let expected = format!("[{code}]: ");
        let at = format!("\n  --> specs/lamps/{file}:{place}\n");
        let refused = told.split("\nerror").any(|problem| problem.contains(&expected) && problem.contains(&at));
        let helps = told.matches("  = help: ").count() == told.matches("\n  --> ").count();
        if !(refused && helps) {
            wrong.push(format!("{feature}: expected {code} at {place}, but was told:\n{told}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}
