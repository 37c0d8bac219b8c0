//! What shows when an operation in generated Rust is another: each test is a rule.

mod shelf;

use shelf::{files, shown};
use surface::read;

const ADD: &str = "operations/add_books.rs";
const CLOSE: &str = "operations/close_shelf.rs";
const LEND: &str = "operations/lend_books.rs";

#[test]
fn a_service_reads_back_as_what_it_was_generated_from() {
    let surface = read(&files());
    assert_eq!(surface.problems, []);
    let tables: Vec<String> = surface.contracts.iter().map(ToString::to_string).collect();
    insta::assert_snapshot!(tables.join("\n"), @r#"
    POST /v1/{room}/shelves/{shelf_id}/books AddBooks
    callable in OPEN, HALF_OPEN; done when FILLED
    where    name                presence  type                     line  rules
    path     room                required  string                   42
    path     shelf_id            required  string                   43    1 to 1024 characters
    query    limit               optional  int32                    44    default 10; 1 to 1000
    header   X-Language          optional  string                   45    one of en-us, zh-cn; default en-us
    header   X-Auth-Token        required  string                   147
    header   Content-Type        required  string                   140   application/json
    request                      required  object(AddBooksRequest)  46
    request  books               required  array<object(Book)>      37    1 to 50 items
    request  books[].type        required  string                   115   one of novel, non-fiction
    request  books[].pages       optional  int64                    116
    request  books[].note        required  string                   117   may be null; matches ^[a-z"]*$
    request  books[].stars       optional  int64                    118   one of 1, 2, 3
    request  books[].weight      optional  double                   119   0.1 to 25
    request  books[].about       optional  object(Book)             120
    request  books[].scores      optional  array<array<int64>>      121   at most 9 items
    request  books[].scores[][]  -         -                        108   at least -5
    request  labels              optional  map<string>              38
    request  labels{}            -         -                        24    at most 8 characters
    request  options             optional  object                   39
    request  password            optional  string                   40    at least 8 characters; secret
    202                          -         object(Shelf)            152
    202      id                  required  string                   216   format uuid
    202      width               optional  double                   217   deprecated
    202      full                optional  boolean                  218
    202      inner               optional  array<object(Shelf)>     219
    400                          -         object(Refusal)          153
    400      code                optional  string                   21    at most 32 characters
    400      details             optional  string                   22    may be null
    5XX                          -         object(Refusal)          154
    5XX      code                optional  string                   21    at most 32 characters
    5XX      details             optional  string                   22    may be null

    PUT /v1/shelves/{shelf_id} CloseShelf
    deprecated
    where   name          presence  type             line  rules
    path    shelf_id      required  string           36    1 to 1024 characters
    query   reason        required  string           37
    header  X-Auth-Token  required  string           104
    204                   -         -                109
    400                   -         object(Refusal)  110
    400     code          optional  string           21    at most 32 characters
    400     details       optional  string           22    may be null

    POST /v1/readers/{reader_token}/loans LendBooks
    where    name                    presence  type             line  rules
    path     reader_token            required  string           38    secret
    query    ids                     optional  array<string>    39    at most 36 characters; at most 10 items
    header   X-Guest-Token           optional  string           40    secret
    header   X-Subject-Token         required  string           41    secret
    header   X-Auth-Token            required  string           162
    header   Content-Type            required  string           155   application/json
    request                          optional  array<string>    42    at most 20 items
    request  []                      -         -                32    at least 1 characters
    200                              -         object(Loan)     167
    200      id                      optional  string           23
    200      tokens                  optional  array<string>    24
    200      tokens[]                -         -                12    secret
    200      counts                  optional  map<int32>       25
    200      header X-Subject-Token  optional  string           50    secret
    200      header X-Left           optional  int64            56    at most 50
    202                              -         -                168
    202      header X-Subject-Token  optional  string           50    secret
    400                              -         object(Refusal)  169
    400      code                    optional  string           21    at most 32 characters
    400      details                 optional  string           22    may be null
    409                              -         array<string>    170
    500                              -         -                171
    "#);
}

#[test]
fn words_are_the_types_that_callers_see() {
    let surface = read(&files());
    let words = surface
        .contracts
        .iter()
        .flat_map(|contract| &contract.elements)
        .filter_map(|element| Some(format!("{}: {}\n", element.address, element.words.as_ref()?)));
    insta::assert_snapshot!(words.collect::<String>(), @"
    path room: String
    path shelf_id: String
    query limit: Option<i64>
    header X-Language: Option<AddBooksXLanguage>
    header X-Auth-Token: (sent by the client)
    header Content-Type: (sent by the client)
    request: AddBooksRequest
    request books: Option<Vec<Book>>
    request books[].type: Option<BookType>
    request books[].pages: Option<i64>
    request books[].note: Option<String>
    request books[].stars: Option<i64>
    request books[].weight: Option<f64>
    request books[].about: Option<Box<Book>>
    request books[].scores: Option<Vec<Vec<i64>>>
    request labels: Option<BTreeMap<String, String>>
    request options: Option<Map<String, Value>>
    request password: Option<Secret<String>>
    202: Shelf
    202 id: Option<String>
    202 width: Option<f64>
    202 full: Option<bool>
    202 inner: Option<Vec<Shelf>>
    400: Refusal
    400 code: Option<String>
    400 details: Option<String>
    5XX: Refusal
    5XX code: Option<String>
    5XX details: Option<String>
    path shelf_id: String
    query reason: String
    header X-Auth-Token: (sent by the client)
    204: ()
    400: Refusal
    400 code: Option<String>
    400 details: Option<String>
    path reader_token: Secret<String>
    query ids: Option<Vec<String>>
    header X-Guest-Token: Option<Secret<String>>
    header X-Subject-Token: Secret<String>
    header X-Auth-Token: (sent by the client)
    header Content-Type: (sent by the client)
    request: Option<Vec<String>>
    200: Loan
    200 id: Option<String>
    200 tokens: Option<Vec<Secret<String>>>
    200 counts: Option<BTreeMap<String, i64>>
    200 header X-Subject-Token: Option<Secret<String>>
    200 header X-Left: Option<i64>
    202: ()
    202 header X-Subject-Token: Option<Secret<String>>
    400: Refusal
    400 code: Option<String>
    400 details: Option<String>
    409: Vec<String>
    500: ()
    ");
}

#[test]
fn an_argument_that_is_no_longer_required_is_taken_out_otherwise() {
    let shown = shown(ADD, "room: path \"room\" => required(),", "room: path \"room\",");
    insta::assert_snapshot!(shown, @"
    operations/add_books.rs:118:13: unread-rust: expected `shelf_id = shelf_id.ok_or_else(|| InvalidRequest::missing(`, but found `room`
    - AddBooks operation
    ");
}

#[test]
fn an_argument_that_is_missing_is_called_by_its_name_on_the_wire() {
    let shown = shown(LEND, "missing(\"X-Subject-Token\")", "missing(\"x_subject_token\")");
    insta::assert_snapshot!(shown, @r#"
    operations/lend_books.rs:126:85: unread-rust: expected `"X-Subject-Token"`, but found `"x_subject_token"`
    - LendBooks operation
    "#);
}

#[test]
fn arguments_are_checked_before_anything_is_sent() {
    let shown = shown(ADD, "        self.check()?;\n", "");
    insta::assert_snapshot!(shown, @"
    operations/add_books.rs:116:9: unread-rust: expected `self.check()?; let Self {`, but found `let`
    - AddBooks operation
    ");
}

#[test]
fn the_rules_of_an_argument_are_documented() {
    let shown = shown(ADD, "minimum(1).maximum(1000)", "minimum(1).maximum(100)");
    insta::assert_snapshot!(shown, @"
    operations/add_books.rs:44:52: unread-rust: the documentation of `limit` says `1000` about maximum, and its rules `100`
    operations/add_books.rs:44:52: AddBooks query limit maximum: 1000 -> 100
    ");
}

#[test]
fn a_width_is_a_rule_and_documented() {
    let shown = shown(ADD, "int32().minimum(1)", "minimum(1)");
    insta::assert_snapshot!(shown, @"operations/add_books.rs:82:5: unread-rust: the documentation of `limit` says `int32` about format, and its rules nothing");
}

#[test]
fn the_rules_of_a_body_that_is_no_record_are_documented() {
    let shown = shown(LEND, "max_items(20).each(min_length(1))", "max_items(20)");
    insta::assert_snapshot!(shown, @"operations/lend_books.rs:101:5: unread-rust: the documentation of `body` says `1` about min-length, and its rules nothing");
}

#[test]
fn an_argument_that_nobody_can_set_is_a_problem() {
    let shown = shown(ADD, "pub fn room(", "pub fn zoom(");
    insta::assert_snapshot!(shown, @"
    operations/add_books.rs:50:10: unread-rust: expected `AddBooks` to have the function `room`, in its place
    operations/add_books.rs:65:12: unread-rust: expected the name of a function that is not here yet, but found `zoom`
    ");
}

#[test]
fn nothing_is_set_before_anyone_sets_it() {
    let shown = shown(CLOSE, "reason: None", "reason: Some(String::new())");
    insta::assert_snapshot!(shown, @"operations/close_shelf.rs:47:21: unread-rust: expected `None`, but found `Some`");
}

#[test]
fn what_callers_allow_is_kept() {
    let shown = shown(CLOSE, "        self.allowed.push(path.into());\n", "");
    insta::assert_snapshot!(shown, @"operations/close_shelf.rs:71:5: unread-rust: expected `.allowed.push(path.into()); self }`, but found `}`");
}

#[test]
fn an_argument_travels_where_the_table_says() {
    let shown = shown(ADD, "limit: query \"limit\"", "limit: header \"limit\"");
    insta::assert_snapshot!(shown, @"
    operations/add_books.rs:44:9: unread-rust: expected an argument that is sent once, where this says, but found `limit`
    operations/add_books.rs:141:47: unread-rust: expected an argument of the query, but found `limit`
    operations/add_books.rs:44:23: + AddBooks header limit
    - AddBooks query limit
    ");
}

#[test]
fn arguments_of_the_path_stand_in_order() {
    let shown = shown(
        ADD,
        "encode_path(&room.to_string()), encode_path(&shelf_id.to_string())",
        "encode_path(&shelf_id.to_string()), encode_path(&room.to_string())",
    );
    insta::assert_snapshot!(shown, @"
    operations/add_books.rs:110:5: unread-rust: expected the documentation `Sends a `POST` request to `/v1/{shelf_..., but found `/// Sends a `POST` request to `/v1/{room}/shelves/{shelf_...`
    operations/add_books.rs:121:27: AddBooks operation path: /v1/{room}/shelves/{shelf_id}/books -> /v1/{shelf_id}/shelves/{room}/books
    ");
}

#[test]
fn another_path_is_not_the_documented_one() {
    let shown = shown(CLOSE, "\"{}/v1/shelves/{}\"", "\"{}/v2/shelves/{}\"");
    insta::assert_snapshot!(shown, @"
    operations/close_shelf.rs:74:5: unread-rust: expected the documentation `Sends a `PUT` request to `/v2/shelves/..., but found `/// Sends a `PUT` request to `/v1/shelves/{shelf_id}`.`
    operations/close_shelf.rs:83:27: CloseShelf operation path: /v1/shelves/{shelf_id} -> /v2/shelves/{shelf_id}
    ");
}

#[test]
fn another_method_is_not_the_documented_one() {
    let shown = shown(CLOSE, "            .put(url)", "            .post(url)");
    insta::assert_snapshot!(shown, @"
    operations/close_shelf.rs:74:5: unread-rust: expected the documentation `Sends a `POST` request to `/v1/shelves..., but found `/// Sends a `PUT` request to `/v1/shelves/{shelf_id}`.`
    operations/close_shelf.rs:93:14: CloseShelf operation method: PUT -> POST
    ");
}

#[test]
fn a_query_parameter_is_sent_under_its_own_name() {
    let shown = shown(ADD, "QueryParam::new(\"limit\", &limit)", "QueryParam::new(\"max\", &limit)");
    insta::assert_snapshot!(shown, @r#"operations/add_books.rs:141:37: unread-rust: expected `"limit"`, but found `"max"`"#);
}

#[test]
fn a_query_parameter_that_is_not_sent_is_a_problem() {
    let shown = shown(ADD, "            .query(&QueryParam::new(\"limit\", &limit))\n", "");
    insta::assert_snapshot!(shown, @"operations/add_books.rs:44:9: unread-rust: expected an argument that is sent once, where this says, but found `limit`");
}

#[test]
fn a_parameter_under_the_name_of_another_is_a_problem() {
    let shown = shown(ADD, "QueryParam::new(\"limit\", &limit)", "QueryParam::new(\"limit\", &x_language)");
    insta::assert_snapshot!(shown, @"
    operations/add_books.rs:44:9: unread-rust: expected an argument that is sent once, where this says, but found `limit`
    operations/add_books.rs:141:47: unread-rust: expected an argument of the query, but found `x_language`
    ");
}

#[test]
fn a_header_is_sent_under_its_own_name() {
    let shown = shown(ADD, "append(\"X-Language\"", "append(\"X-Locale\"");
    insta::assert_snapshot!(shown, @r#"operations/add_books.rs:129:31: unread-rust: expected `"X-Language"`, but found `"X-Locale"`"#);
}

#[test]
fn a_header_that_is_not_sent_is_a_problem() {
    let shown = shown(
        ADD,
        "        if let Some(value) = x_language {\n            header_map.append(\"X-Language\", value.to_string().try_into()?);\n        }\n",
        "",
    );
    insta::assert_snapshot!(shown, @"
    operations/add_books.rs:45:9: unread-rust: expected an argument that is sent once, where this says, but found `x_language`
    operations/add_books.rs:122:74: unread-rust: expected the number of headers and one more, but found `2`
    ");
}

#[test]
fn a_secret_header_is_sensitive() {
    let shown = shown(
        LEND,
        "::progenitor_client::sensitive(x_subject_token.into_exposed())?",
        "x_subject_token.into_exposed().to_string().try_into()?",
    );
    insta::assert_snapshot!(shown, @"
    operations/lend_books.rs:145:33: unread-rust: expected `to_string().try_into()?);`, but found `into_exposed`
    - LendBooks operation
    ");
}

#[test]
fn a_header_that_is_no_secret_is_not_sensitive() {
    let shown = shown(ADD, "value.to_string().try_into()?", "::progenitor_client::sensitive(value.into_exposed())?");
    insta::assert_snapshot!(shown, @r#"operations/add_books.rs:129:31: unread-rust: expected a header that is sensitive if its argument is secret, but found `"X-Language"`"#);
}

#[test]
fn a_secret_of_the_path_is_exposed_where_it_is_taken_out() {
    let shown = shown(LEND, "missing(\"reader_token\"))?.into_exposed();", "missing(\"reader_token\"))?;");
    insta::assert_snapshot!(shown, @"
    operations/lend_books.rs:125:96: unread-rust: expected `.into_exposed()`, but found `;`
    - LendBooks operation
    ");
}

#[test]
fn a_body_that_is_not_sent_is_a_problem() {
    let shown = shown(ADD, "            .json(&body)\n", "");
    insta::assert_snapshot!(shown, @"
    operations/add_books.rs:46:9: unread-rust: expected an argument that is sent once, where this says, but found `body`
    - AddBooks header Content-Type
    - AddBooks request
    ");
}

#[test]
fn a_request_without_accept_would_be_answered_as_a_stream() {
    let shown = shown(
        ADD,
        "            .header(\n                ::reqwest::header::ACCEPT,\n                ::reqwest::header::HeaderValue::from_static(\"application/json\"),\n            )\n",
        "",
    );
    insta::assert_snapshot!(shown, @"operations/add_books.rs:135:14: unread-rust: expected the header Accept behind this, but found `post`");
}

#[test]
fn a_request_without_its_hook_is_unsigned() {
    let shown = shown(ADD, "        client.pre(&mut request, &info).await?;\n", "");
    insta::assert_snapshot!(shown, @"
    operations/add_books.rs:147:9: unread-rust: expected `client.pre(&mut request, &info).await?;`, but found `let`
    - AddBooks header X-Auth-Token
    ");
}

#[test]
fn a_request_that_is_not_executed_is_a_problem() {
    let shown = shown(ADD, "client.exec(request, &info).await", "client.client.execute(request).await");
    insta::assert_snapshot!(shown, @"operations/add_books.rs:148:29: unread-rust: expected `exec(request, &info).await;`, but found `client`");
}

#[test]
fn another_operation_id_is_a_problem() {
    let shown = shown(ADD, "operation_id: \"add_books\"", "operation_id: \"add_book\"");
    insta::assert_snapshot!(shown, @"operations/add_books.rs:145:27: unread-rust: expected the `operation_id` `add_books`, but found `add_book`");
}

#[test]
fn states_are_the_same_on_the_method_and_on_the_builder() {
    let shown = shown(
        ADD,
        "/// A request of [`Client::add_books`].\n///\n/// - Callable in: `OPEN`, `HALF_OPEN`",
        "/// A request of [`Client::add_books`].\n///\n/// - Callable in: `OPEN`, `CLOSED`",
    );
    insta::assert_snapshot!(shown, @"
    operations/add_books.rs:15:5: unread-rust: the method and the builder of `add_books` differ in callable-in
    operations/add_books.rs:25:1: AddBooks operation callable-in: OPEN, HALF_OPEN -> OPEN, CLOSED
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
    insta::assert_snapshot!(shown, @"operations/close_shelf.rs:17:12: unread-rust: expected a method `close_shelf`, but found `shut_shelf`");
}

#[test]
fn a_method_makes_the_builder_behind_it() {
    let shown =
        shown(CLOSE, "-> CloseShelf<'_> {\n        CloseShelf::new", "-> AddBooks<'_> {\n        AddBooks::new");
    insta::assert_snapshot!(shown, @"operations/close_shelf.rs:17:34: unread-rust: expected `CloseShelf`, but found `AddBooks`");
}

#[test]
fn what_the_generator_does_not_write_is_a_problem() {
    let shown = shown(CLOSE, "        let response = result?;", "        let response = result.unwrap();");
    insta::assert_snapshot!(shown, @"
    operations/close_shelf.rs:107:30: unread-rust: expected `?;`, but found `.`
    - CloseShelf operation
    ");
}

#[test]
fn what_is_said_of_the_items_of_a_list_stands_at_the_argument() {
    let of_items = "max_items(10).each(max_length(36))";
    let shown = shown(LEND, of_items, "max_items(10).each(max_length(37))");
    insta::assert_snapshot!(shown, @"
    operations/lend_books.rs:39:48: unread-rust: the documentation of `ids` says `36` about max-length, and its rules `37`
    operations/lend_books.rs:39:48: LendBooks query ids max-length: 36 -> 37
    ");
}
