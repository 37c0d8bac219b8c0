//! What shows when one thing in generated Rust is another: each test is a rule.

mod shelf;

use shelf::{files, shown};
use surface::read;

const OP: &str = "operations/add_books.rs";
const CLOSE: &str = "operations/close_shelf.rs";
const TYPES: &str = "types/add_books.rs";
const SHARED: &str = "types/shared.rs";

#[test]
fn a_service_reads_back_as_what_it_was_generated_from() {
    let surface = read(&files());
    assert_eq!(surface.problems, []);
    let tables: Vec<String> = surface.contracts.iter().map(ToString::to_string).collect();
    insta::assert_snapshot!(tables.join("\n"), @"
    POST /v1/{room}/shelves/{shelf_id}/books AddBooks
    callable in OPEN, HALF_OPEN; done when FILLED
    where    name           presence  type                     line  rules
    path     room           required  string                   125
    path     shelf_id       required  string                   125   1 to 1024 characters
    query    limit          optional  int32                    145   default 10; 1 to 1000
    header   X-Language     optional  string                   133   one of en-us, zh-cn; default en-us
    header   X-Auth-Token   required  string                   151
    header   Content-Type   required  string                   144   application/json
    request                 required  object(AddBooksRequest)  34
    request  books          required  array<object(Book)>      81    1 to 50 items
    request  books[].type   required  string                   98    one of novel, non-fiction
    request  books[].pages  optional  int64                    102
    request  books[].note   required  string                   107   may be null
    request  labels         optional  map<string>              84
    request  labels{}       -         -                        84    at most 8 characters
    202                     -         object(Shelf)            156
    202      id             optional  string                   252   format uuid
    202      width          optional  double                   257   deprecated
    202      full           optional  boolean                  260
    202      inner          optional  array<object(Shelf)>     263
    400                     -         object(Refusal)          157
    400      code           optional  string                   71
    400      details        optional  string                   76    may be null
    5XX                     -         object(Refusal)          160
    5XX      code           optional  string                   71
    5XX      details        optional  string                   76    may be null

    PUT /v1/shelves/{shelf_id} CloseShelf
    deprecated
    where   name          presence  type             line  rules
    path    shelf_id      required  string           67    1 to 1024 characters
    query   reason        required  string           82
    header  X-Auth-Token  required  string           88
    204                   -         -                93
    400                   -         object(Refusal)  94
    400     code          optional  string           71
    400     details       optional  string           76    may be null
    ");
}

#[test]
fn a_renamed_key_is_another_field() {
    let shown = shown(TYPES, "#[serde(rename = \"type\")]", "#[serde(rename = \"kind\")]");
    insta::assert_snapshot!(shown, @"
    types/add_books.rs:98:22: + AddBooks request books[].kind
    - AddBooks request books[].type
    ");
}

#[test]
fn a_dropped_rename_is_another_field() {
    let shown = shown(TYPES, "    #[serde(rename = \"type\")]\n", "");
    insta::assert_snapshot!(shown, @"
    types/add_books.rs:98:9: + AddBooks request books[].type_
    - AddBooks request books[].type
    ");
}

#[test]
fn a_field_of_a_response_that_is_gone_is_gone() {
    let shown = shown(
        TYPES,
        "    /// Whether it is full.\n    #[serde(skip_serializing_if = \"Option::is_none\")]\n    pub full: Option<bool>,\n",
        "",
    );
    insta::assert_snapshot!(shown, @"- AddBooks 202 full");
}

#[test]
fn a_field_of_a_request_that_is_gone_leaves_its_builder() {
    let shown = shown(
        TYPES,
        "    /// How many pages.\n    #[serde(skip_serializing_if = \"Option::is_none\")]\n    pub pages: Option<i64>,\n",
        "",
    );
    insta::assert_snapshot!(shown, @"
    types/add_books.rs:322:16: unread-rust: expected the fields of the struct `Book`
    types/add_books.rs:332:24: unread-rust: expected no field that the type does not have, but found `Ok`
    - AddBooks request books[].pages
    ");
}

#[test]
fn another_width_is_another_type() {
    let shown = shown(SHARED, "pub code: Option<String>", "pub code: Option<u64>");
    insta::assert_snapshot!(shown, @r"
    types/shared.rs:71:15: AddBooks 400 code type: string -> uint64
    types/shared.rs:71:15: AddBooks 5XX code type: string -> uint64
    types/shared.rs:71:15: CloseShelf 400 code type: string -> uint64
    ");
}

#[test]
fn a_list_that_is_none_is_another_type_and_has_no_serde_options_of_one() {
    let shown = shown(TYPES, "pub inner: Vec<Shelf>", "pub inner: Shelf");
    insta::assert_snapshot!(shown, @r#"
    types/add_books.rs:262:44: unread-rust: expected no such option of serde here, but found `"Vec::is_empty"`
    types/add_books.rs:263:16: AddBooks 202 inner type: array<object(Shelf)> -> object(Shelf)
    "#);
}

#[test]
fn an_option_that_is_none_must_not_be_skipped() {
    let shown = shown(TYPES, "pub full: Option<bool>", "pub full: bool");
    insta::assert_snapshot!(shown, @r#"
    types/add_books.rs:259:35: unread-rust: expected no such option of serde here, but found `"Option::is_none"`
    types/add_books.rs:260:15: AddBooks 202 full presence: optional -> required
    "#);
}

#[test]
fn a_list_without_default_refuses_its_absence() {
    let shown = shown(
        TYPES,
        "    #[serde(default, skip_serializing_if = \"Vec::is_empty\")]\n",
        "    #[serde(skip_serializing_if = \"Vec::is_empty\")]\n",
    );
    insta::assert_snapshot!(shown, @"
    types/add_books.rs:262:13: unread-rust: expected a default and what is skipped, or neither, for a field of..., but found `skip_serializing_if`
    types/add_books.rs:263:16: AddBooks 202 inner presence: optional -> required
    ");
}

#[test]
fn a_list_without_options_is_required() {
    let shown = shown(TYPES, "    #[serde(default, skip_serializing_if = \"Vec::is_empty\")]\n", "");
    insta::assert_snapshot!(shown, @"types/add_books.rs:262:16: AddBooks 202 inner presence: optional -> required");
}

#[test]
fn an_option_without_options_would_be_sent_as_null() {
    let shown = shown(TYPES, "    #[serde(skip_serializing_if = \"Option::is_none\")]\n    pub full", "    pub full");
    insta::assert_snapshot!(shown, @"types/add_books.rs:259:9: unread-rust: expected an Option that is skipped if it is none, or deserialized ..., but found `full`");
}

#[test]
fn what_must_be_there_and_may_be_null_is_documented_so() {
    let shown = shown(TYPES, "    ///\n    /// - May be `null`.\n    #[serde(deser", "    #[serde(deser");
    insta::assert_snapshot!(shown, @"
    types/add_books.rs:105:9: unread-rust: expected `note` to be documented as one that may be `null`
    - AddBooks request books[].note nullable true
    ");
}

#[test]
fn what_is_documented_to_be_null_takes_it() {
    let shown = shown(
        SHARED,
        "    #[serde(skip_serializing_if = \"Option::is_none\")]\n    pub details: Option<String>",
        "    pub details: String",
    );
    insta::assert_snapshot!(shown, @r"
    types/shared.rs:74:5: unread-rust: expected a type that takes `null`, as this says
    types/shared.rs:75:18: AddBooks 400 details presence: optional -> required
    types/shared.rs:75:18: AddBooks 5XX details presence: optional -> required
    types/shared.rs:75:18: CloseShelf 400 details presence: optional -> required
    ");
}

#[test]
fn a_type_that_nothing_defines_is_a_problem() {
    let shown = shown(TYPES, "pub inner: Vec<Shelf>", "pub inner: Vec<Shelves>");
    insta::assert_snapshot!(shown, @"
    types/add_books.rs:263:16: unread-rust: expected a type that is defined here, but found `Shelves`
    types/add_books.rs:263:16: AddBooks 202 inner type: array<object(Shelf)> -> array<unknown(Shelves)>
    ");
}

#[test]
fn a_struct_that_refuses_unknown_fields_is_a_problem() {
    let shown = shown(SHARED, "pub struct Refusal", "#[serde(deny_unknown_fields)]\npub struct Refusal");
    insta::assert_snapshot!(shown, @"types/shared.rs:68:9: closed-object: `Refusal` refuses fields that it does not know");
}

#[test]
fn a_struct_that_cannot_be_read_from_json_is_a_problem() {
    let shown = shown(
        SHARED,
        "#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default, PartialEq)]",
        "#[derive(::serde::Serialize, Clone, Debug, Default, PartialEq)]",
    );
    insta::assert_snapshot!(shown, @"types/shared.rs:67:19: unread-rust: expected the derives of Serialize and Deserialize, but found `Serialize`");
}

#[test]
fn an_attribute_of_serde_that_nobody_knows_is_a_problem() {
    let shown = shown(SHARED, "    pub code", "    #[serde(alias = \"kode\")]\n    pub code");
    insta::assert_snapshot!(shown, @"types/shared.rs:71:13: unread-rust: expected no such option of serde here, but found `alias`");
}

#[test]
fn a_limit_is_what_the_code_checks() {
    let shown = shown(SHARED, "> 1024 {", "> 1023 {");
    insta::assert_snapshot!(shown, @r"
    types/shared.rs:7:1: unread-rust: the documentation of `ShelfId` says `1024` about max-length, and its code `1023`
    types/shared.rs:30:36: unread-rust: expected the message `longer than 1023 characters`, but found `longer than 1024 characters`
    types/shared.rs:30:36: AddBooks path shelf_id max-length: 1024 -> 1023
    types/shared.rs:30:36: CloseShelf path shelf_id max-length: 1024 -> 1023
    ");
}

#[test]
fn a_check_that_is_gone_takes_its_limit_along() {
    let shown = shown(
        SHARED,
        "        if value.chars().count() < 1 {\n            return Err(\"shorter than 1 character\".into());\n        }\n",
        "",
    );
    insta::assert_snapshot!(shown, @"types/shared.rs:7:1: unread-rust: the documentation of `ShelfId` says `1` about min-length, and its code nothing");
}

#[test]
fn a_documented_limit_is_the_one_of_the_code() {
    let shown = shown(SHARED, "1 to 1,024", "1 to 1,023");
    insta::assert_snapshot!(shown, @"types/shared.rs:7:1: unread-rust: the documentation of `ShelfId` says `1023` about max-length, and its code `1024`");
}

#[test]
fn a_bullet_that_does_not_parse_is_a_problem() {
    let shown = shown(TYPES, "- Items: 1 to 50", "- Items: 1 - 50");
    insta::assert_snapshot!(shown, @"
    types/add_books.rs:80:5: unread-rust: expected a bullet of the generator's, but found `- Items: 1 - 50`
    - AddBooks request books max-items 50
    - AddBooks request books min-items 1
    ");
}

#[test]
fn what_must_be_there_must_be_set() {
    let shown = shown(TYPES, "Err(\"no value supplied for books\".to_string())", "Ok(Default::default())");
    insta::assert_snapshot!(shown, @r#"types/add_books.rs:277:24: unread-rust: expected `Err("no value supplied for books".to_string())`, but found `Ok`"#);
}

#[test]
fn a_parameter_that_must_be_there_must_be_set() {
    let shown = shown(OP, "room: Err(\"room was not initialized\".to_string())", "room: Ok(None)");
    insta::assert_snapshot!(shown, @r#"operations/add_books.rs:42:19: unread-rust: expected `Err("room was not initialized".to_string())`, but found `Ok`"#);
}

#[test]
fn an_optional_parameter_is_optional_in_every_statement() {
    let shown = shown(OP, "limit: Result<Option<i32>, String>", "limit: Result<i32, String>");
    insta::assert_snapshot!(shown, @r#"
    operations/add_books.rs:44:20: unread-rust: expected `Err("limit was not initialized".to_string())`, but found `Ok`
    operations/add_books.rs:76:39: unread-rust: expected `map_err(|e| format!("`limit` is not valid: {e}")`, but found `map`
    operations/add_books.rs:32:19: AddBooks query limit presence: optional -> required
    "#);
}

#[test]
fn a_field_that_nobody_can_set_is_a_problem() {
    let shown = shown(TYPES, "pub fn note<T>", "pub fn nota<T>");
    insta::assert_snapshot!(shown, @"
    types/add_books.rs:328:9: unread-rust: expected a function that sets `note`
    types/add_books.rs:361:16: unread-rust: expected the name of a field of the builder, but found `nota`
    ");
}

#[test]
fn another_method_is_another_fact_once_documented() {
    let shown = shown(CLOSE, "            .put(url)", "            .post(url)");
    insta::assert_snapshot!(shown, @r"
    operations/close_shelf.rs:59:5: unread-rust: expected the documentation `Sends a `POST` request to `/v1/shelves..., but found `/// Sends a `PUT` request to `/v1/shelves/{shelf_id}`.`
    operations/close_shelf.rs:77:14: CloseShelf operation method: PUT -> POST
    ");
}

#[test]
fn another_path_is_not_the_documented_one() {
    let shown = shown(CLOSE, "\"{}/v1/shelves/{}\"", "\"{}/v2/shelves/{}\"");
    insta::assert_snapshot!(shown, @r"
    operations/close_shelf.rs:59:5: unread-rust: expected the documentation `Sends a `PUT` request to `/v2/shelves/..., but found `/// Sends a `PUT` request to `/v1/shelves/{shelf_id}`.`
    operations/close_shelf.rs:67:27: CloseShelf operation path: /v1/shelves/{shelf_id} -> /v2/shelves/{shelf_id}
    ");
}

#[test]
fn arguments_of_the_path_stand_in_order() {
    let shown = shown(
        OP,
        "encode_path(&room.to_string()), encode_path(&shelf_id.to_string())",
        "encode_path(&shelf_id.to_string()), encode_path(&room.to_string())",
    );
    insta::assert_snapshot!(shown, @r"
    operations/add_books.rs:109:5: unread-rust: expected the documentation `Sends a `POST` request to `/v1/{shelf_..., but found `/// Sends a `POST` request to `/v1/{room}/shelves/{shelf_...`
    operations/add_books.rs:125:27: AddBooks operation path: /v1/{room}/shelves/{shelf_id}/books -> /v1/{shelf_id}/shelves/{room}/books
    ");
}

#[test]
fn a_renamed_query_parameter_is_another() {
    let shown = shown(OP, "QueryParam::new(\"limit\", &limit)", "QueryParam::new(\"max\", &limit)");
    insta::assert_snapshot!(shown, @r"
    operations/add_books.rs:145:56: + AddBooks query max
    - AddBooks query limit
    ");
}

#[test]
fn a_query_parameter_that_is_not_sent_is_a_problem() {
    let shown = shown(OP, "            .query(&progenitor_client::QueryParam::new(\"limit\", &limit))\n", "");
    insta::assert_snapshot!(shown, @r"
    operations/add_books.rs:32:5: unread-rust: expected a parameter that is sent once, but found `limit`
    - AddBooks query limit
    ");
}

#[test]
fn a_renamed_header_is_another() {
    let shown = shown(OP, "\"X-Language\"", "\"X-Locale\"");
    insta::assert_snapshot!(shown, @r"
    operations/add_books.rs:133:31: + AddBooks header X-Locale
    - AddBooks header X-Language
    ");
}

#[test]
fn a_header_that_is_not_sent_is_a_problem() {
    let shown = shown(
        OP,
        "        if let Some(value) = x_language {\n            header_map.append(\"X-Language\", value.to_string().try_into()?);\n        }\n",
        "",
    );
    insta::assert_snapshot!(shown, @r"
    operations/add_books.rs:33:5: unread-rust: expected a parameter that is sent once, but found `x_language`
    operations/add_books.rs:126:74: unread-rust: expected the number of headers and one more, but found `2`
    - AddBooks header X-Language
    ");
}

#[test]
fn a_parameter_under_the_name_of_another_is_a_problem() {
    let shown = shown(OP, "QueryParam::new(\"limit\", &limit)", "QueryParam::new(\"limit\", &x_language)");
    insta::assert_snapshot!(shown, @r"
    operations/add_books.rs:32:5: unread-rust: expected a parameter that is sent once, but found `limit`
    operations/add_books.rs:33:5: unread-rust: expected a parameter that is sent once, but found `x_language`
    operations/add_books.rs:145:66: unread-rust: expected the variable of the parameter of this name, but found `x_language`
    operations/add_books.rs:82:5: AddBooks query limit default: 10 -> en-us
    operations/add_books.rs:33:24: AddBooks query limit type: int32 -> string
    types/add_books.rs:10:10: + AddBooks query limit values en-us, zh-cn
    - AddBooks header X-Language
    - AddBooks query limit maximum 1000
    - AddBooks query limit minimum 1
    ");
}

#[test]
fn a_body_that_is_not_sent_is_a_problem() {
    let shown = shown(OP, "            .json(&body)\n", "");
    insta::assert_snapshot!(shown, @r"
    operations/add_books.rs:34:5: unread-rust: expected a parameter that is sent once, but found `body`
    - AddBooks header Content-Type
    - AddBooks request
    ");
}

#[test]
fn a_request_without_accept_would_be_answered_as_a_stream() {
    let shown = shown(
        OP,
        "            .header(\n                ::reqwest::header::ACCEPT,\n                ::reqwest::header::HeaderValue::from_static(\"application/json\"),\n            )\n",
        "",
    );
    insta::assert_snapshot!(shown, @"operations/add_books.rs:139:14: unread-rust: expected the header Accept behind this, but found `post`");
}

#[test]
fn a_request_without_its_hook_is_unsigned() {
    let shown = shown(OP, "        client.pre(&mut request, &info).await?;\n", "");
    insta::assert_snapshot!(shown, @r"
    operations/add_books.rs:151:9: unread-rust: expected `client.pre(&mut request, &info).await?;`, but found `let`
    - AddBooks header X-Auth-Token
    ");
}

#[test]
fn a_request_that_is_not_executed_is_a_problem() {
    let shown = shown(OP, "client.exec(request, &info).await", "client.client.execute(request).await");
    insta::assert_snapshot!(shown, @"operations/add_books.rs:152:29: unread-rust: expected `exec(request, &info).await;`, but found `client`");
}

#[test]
fn another_operation_id_is_a_problem() {
    let shown = shown(OP, "operation_id: \"add_books\"", "operation_id: \"add_book\"");
    insta::assert_snapshot!(shown, @"operations/add_books.rs:149:27: unread-rust: expected the `operation_id` `add_books`, but found `add_book`");
}

#[test]
fn another_status_is_not_the_documented_one() {
    let shown = shown(OP, "202 =>", "200 =>");
    insta::assert_snapshot!(shown, @r"
    operations/add_books.rs:111:5: unread-rust: expected a status that has an arm below, but found `/// - `202`: Accepted.`
    operations/add_books.rs:156:13: unread-rust: expected a status that the documentation lists, but found `200`
    operations/add_books.rs:156:13: + AddBooks 200
    - AddBooks 202
    ");
}

#[test]
fn a_status_without_an_arm_is_a_problem() {
    let shown = shown(
        CLOSE,
        "            400 => {\n                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))\n            }\n",
        "",
    );
    insta::assert_snapshot!(shown, @r"
    operations/close_shelf.rs:62:5: unread-rust: expected a status that has an arm below, but found `/// - `400`: Bad.`
    operations/close_shelf.rs:77:14: unread-rust: expected an arm below for the error in the signature, but found `put`
    - CloseShelf 400
    ");
}

#[test]
fn an_error_that_is_told_as_a_success_is_a_problem() {
    let shown = shown(
        CLOSE,
        "400 => {\n                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))",
        "400 => {\n                ResponseValue::from_response(response).await",
    );
    insta::assert_snapshot!(shown, @r"
    operations/close_shelf.rs:95:17: unread-rust: expected `Err(Error::ErrorResponse(ResponseValue::from_response(res...`, but found `ResponseValue`
    - CloseShelf operation
    ");
}

#[test]
fn a_body_that_is_thrown_away_is_a_problem() {
    let shown = shown(CLOSE, "ResponseValue::from_response(response).await?", "ResponseValue::empty(response)");
    insta::assert_snapshot!(shown, @r"
    operations/close_shelf.rs:94:13: unread-rust: expected a status whose body is of the type in the signature, but found `400`
    - CloseShelf 400 code
    - CloseShelf 400 details
    - CloseShelf 400 type object(Refusal)
    ");
}

#[test]
fn another_type_of_body_is_another_fact() {
    let shown = shown(OP, "ResponseValue<types::Shelf>", "ResponseValue<types::Refusal>");
    insta::assert_snapshot!(shown, @r"
    types/shared.rs:71:9: + AddBooks 202 code
    types/shared.rs:76:9: + AddBooks 202 details
    operations/add_books.rs:116:31: AddBooks 202 type: object(Shelf) -> object(Refusal)
    - AddBooks 202 full
    - AddBooks 202 id
    - AddBooks 202 inner
    - AddBooks 202 width
    ");
}

#[test]
fn states_are_the_same_on_the_method_and_on_the_builder() {
    let shown = shown(
        OP,
        "/// A request of [`Client::add_books`].\n///\n/// - Callable in: `OPEN`, `HALF_OPEN`",
        "/// A request of [`Client::add_books`].\n///\n/// - Callable in: `OPEN`, `CLOSED`",
    );
    insta::assert_snapshot!(shown, @r"
    operations/add_books.rs:14:5: unread-rust: the method and the builder of `add_books` differ in callable-in
    operations/add_books.rs:24:1: AddBooks operation callable-in: OPEN, HALF_OPEN -> OPEN, CLOSED
    ");
}

#[test]
fn an_operation_that_is_no_longer_deprecated_is_not() {
    let shown = shown(CLOSE, "    #[deprecated]\n", "");
    insta::assert_snapshot!(shown, @"- CloseShelf operation deprecated true");
}

#[test]
fn a_method_of_another_name_is_a_problem() {
    let shown = shown(CLOSE, "pub fn close_shelf", "pub fn shut_shelf");
    insta::assert_snapshot!(shown, @"operations/close_shelf.rs:16:12: unread-rust: expected a method `close_shelf`, but found `shut_shelf`");
}

#[test]
fn what_the_generator_does_not_write_is_a_problem() {
    let shown = shown(CLOSE, "        let response = result?;", "        let response = result.unwrap();");
    insta::assert_snapshot!(shown, @r"
    operations/close_shelf.rs:91:30: unread-rust: expected `?;`, but found `.`
    - CloseShelf operation
    ");
}
