//! What shows when an operation in generated Rust is another: each test is a rule.

mod shelf;

use shelf::{files, shown, shown_with, text};
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
    callable in OPEN, HALF_OPEN; done when FILLED; only in huaweicloud; idempotent
    where    name                presence  type                     line  rules
    path     room                required  string                   51
    path     shelf_id            required  string                   52    1 to 1024 characters
    query    limit               optional  int32                    53    default 10; 1 to 1000
    header   X-Language          optional  string                   54    one of en-us, zh-cn; default en-us
    header   X-Auth-Token        required  string                   146
    header   Content-Type        required  string                   10    application/json
    request                      required  object(AddBooksRequest)  55
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
    202                          -         object(Shelf)            139
    202      id                  required  string                   216   format uuid
    202      width               optional  double                   217   deprecated
    202      full                optional  boolean                  218
    202      inner               optional  array<object(Shelf)>     219
    400                          -         object(Refusal)          140
    400      code                optional  string                   21    at most 32 characters
    400      details             optional  string                   22    may be null
    5XX                          -         object(Refusal)          141
    5XX      code                optional  string                   21    at most 32 characters
    5XX      details             optional  string                   22    may be null

    PUT /v1/shelves/{shelf_id} CloseShelf
    deprecated
    where   name          presence  type             line  rules
    path    shelf_id      required  string           37    1 to 1024 characters
    query   reason        required  string           38
    header  X-Auth-Token  required  string           100
    204                   -         -                94
    400                   -         object(Refusal)  95
    400     code          optional  string           21    at most 32 characters
    400     details       optional  string           22    may be null

    POST /v1/readers/{reader_token}/loans LendBooks
    where    name                    presence  type             line  rules
    path     reader_token            required  string           43    secret
    query    ids                     optional  array<string>    44    at most 36 characters; at most 10 items
    header   X-Guest-Token           optional  string           45    secret
    header   X-Subject-Token         required  string           46    secret
    header   X-Auth-Token            required  string           150
    header   Content-Type            required  string           12    application/json
    request                          optional  array<string>    47    at most 20 items
    request  []                      -         -                36    at least 1 characters
    200                              -         object(Loan)     142
    200      id                      optional  string           23
    200      tokens                  optional  array<string>    24
    200      tokens[]                -         -                12    secret
    200      counts                  optional  map<int32>       25
    200      header X-Subject-Token  optional  string           55    secret
    200      header X-Left           optional  int64            61    at most 50
    202                              -         -                143
    202      header X-Subject-Token  optional  string           55    secret
    400                              -         object(Refusal)  144
    400      code                    optional  string           21    at most 32 characters
    400      details                 optional  string           22    may be null
    409                              -         array<string>    145
    500                              -         -                146
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
fn an_argument_that_is_no_longer_required_is_another_fact() {
    let shown = shown(ADD, "room: path \"room\" => required(),", "room: path \"room\",");
    insta::assert_snapshot!(shown, @"operations/add_books.rs:51:20: AddBooks path room presence: required -> optional");
}

#[test]
fn an_argument_is_called_as_it_is_on_the_wire() {
    let shown = shown(LEND, "header \"X-Subject-Token\" =>", "header \"X-Subject-Key\" =>");
    insta::assert_snapshot!(shown, @r#"
    operations/lend_books.rs:46:33: unread-rust: expected the name on the wire of `x_subject_token`, but found `"X-Subject-Key"`
    operations/lend_books.rs:46:33: + LendBooks header X-Subject-Key
    - LendBooks header X-Subject-Token
    "#);
}

#[test]
fn arguments_belong_to_the_operation_that_is_called() {
    let shown = shown(ADD, "AddBooks of OPERATION {", "AddBooks of OTHER {");
    insta::assert_snapshot!(shown, @"
    operations/add_books.rs:50:17: unread-rust: expected `OPERATION {`, but found `OTHER`
    - AddBooks operation
    ");
}

#[test]
fn the_rules_of_an_argument_are_documented() {
    let shown = shown(ADD, "minimum(1).maximum(1000)", "minimum(1).maximum(100)");
    insta::assert_snapshot!(shown, @"
    operations/add_books.rs:53:52: unread-rust: the documentation of `limit` says `1000` about maximum, and its rules `100`
    operations/add_books.rs:53:52: AddBooks query limit maximum: 1000 -> 100
    ");
}

#[test]
fn a_width_is_a_rule_and_documented() {
    let shown = shown(ADD, "int32().minimum(1)", "minimum(1)");
    insta::assert_snapshot!(shown, @"operations/add_books.rs:92:5: unread-rust: the documentation of `limit` says `int32` about format, and its rules nothing");
}

#[test]
fn the_rules_of_a_body_that_is_no_record_are_documented() {
    let shown = shown(LEND, "max_items(20).each(min_length(1))", "max_items(20)");
    insta::assert_snapshot!(shown, @"operations/lend_books.rs:107:5: unread-rust: the documentation of `body` says `1` about min-length, and its rules nothing");
}

#[test]
fn an_argument_that_nobody_can_set_is_a_problem() {
    let shown = shown(ADD, "pub fn room(", "pub fn zoom(");
    insta::assert_snapshot!(shown, @"
    operations/add_books.rs:59:10: unread-rust: expected `AddBooks` to have the function `room`, in its place
    operations/add_books.rs:75:12: unread-rust: expected the name of a function that is not here yet, but found `zoom`
    ");
}

#[test]
fn nothing_is_set_before_anyone_sets_it() {
    let shown = shown(CLOSE, "reason: None", "reason: Some(String::new())");
    insta::assert_snapshot!(shown, @"operations/close_shelf.rs:48:21: unread-rust: expected `None`, but found `Some`");
}

#[test]
fn what_callers_allow_is_kept() {
    let shown = shown(CLOSE, "        self.allowed.push(path.into());\n", "");
    insta::assert_snapshot!(shown, @"operations/close_shelf.rs:73:5: unread-rust: expected `.allowed.push(path.into()); self }`, but found `}`");
}

#[test]
fn an_argument_travels_where_the_table_says() {
    let shown = shown(ADD, "limit: query \"limit\"", "limit: header \"limit\"");
    insta::assert_snapshot!(shown, @"
    operations/add_books.rs:53:23: + AddBooks header limit
    - AddBooks query limit
    ");
}

#[test]
fn every_place_of_the_route_has_an_argument() {
    let shown = shown(ADD, "\"/v1/{room}/shelves/{shelf_id}/books\"", "\"/v1/{room}/shelves/{shelf}/books\"");
    insta::assert_snapshot!(shown, @r#"
    operations/add_books.rs:9:45: unread-rust: expected a route whose every place has an argument, unlike `{shelf}`, but found `"/v1/{room}/shelves/{shelf}/books"`
    operations/add_books.rs:52:9: unread-rust: expected an argument that the route has one place for, but found `shelf_id`
    operations/add_books.rs:131:5: unread-rust: expected the documentation `Sends a `POST` request to `/v1/{room}/..., but found `/// Sends a `POST` request to `/v1/{room}/shelves/{shelf_...`
    operations/add_books.rs:9:45: AddBooks operation path: /v1/{room}/shelves/{shelf_id}/books -> /v1/{room}/shelves/{shelf}/books
    "#);
}

#[test]
fn another_path_is_not_the_documented_one() {
    let shown = shown(CLOSE, "\"/v1/shelves/{shelf_id}\"", "\"/v2/shelves/{shelf_id}\"");
    insta::assert_snapshot!(shown, @"
    operations/close_shelf.rs:87:5: unread-rust: expected the documentation `Sends a `PUT` request to `/v2/shelves/..., but found `/// Sends a `PUT` request to `/v1/shelves/{shelf_id}`.`
    operations/close_shelf.rs:8:75: CloseShelf operation path: /v1/shelves/{shelf_id} -> /v2/shelves/{shelf_id}
    ");
}

#[test]
fn another_method_is_not_the_documented_one() {
    let shown = shown(CLOSE, "\"PUT\"", "\"POST\"");
    insta::assert_snapshot!(shown, @"
    operations/close_shelf.rs:87:5: unread-rust: expected the documentation `Sends a `POST` request to `/v1/shelves..., but found `/// Sends a `PUT` request to `/v1/shelves/{shelf_id}`.`
    operations/close_shelf.rs:8:68: CloseShelf operation method: PUT -> POST
    ");
}

#[test]
fn a_method_is_one_of_http() {
    let shown = shown(CLOSE, "\"PUT\"", "\"put\"");
    insta::assert_snapshot!(shown, @r#"
    operations/close_shelf.rs:8:68: unread-rust: expected a method of HTTP, but found `"put"`
    - CloseShelf operation
    "#);
}

#[test]
fn a_parameter_under_the_name_of_another_is_a_problem() {
    let shown = shown(ADD, "limit: query \"limit\"", "limit: query \"X-Language\"");
    insta::assert_snapshot!(shown, @r#"
    operations/add_books.rs:53:22: unread-rust: expected the name on the wire of `limit`, but found `"X-Language"`
    operations/add_books.rs:53:22: + AddBooks query X-Language
    - AddBooks query limit
    "#);
}

#[test]
fn what_is_no_longer_secret_is_another_fact() {
    let field = "x_subject_token: Option<::progenitor_client::Secret<String>>";
    let shown = shown(LEND, field, "x_subject_token: Option<String>");
    insta::assert_snapshot!(shown, @"
    operations/lend_books.rs:99:55: unread-rust: expected the same type as in the struct, but found `:`
    - LendBooks header X-Subject-Token secret true
    ");
}

#[test]
fn a_body_has_a_media_type() {
    let shown = shown(ADD, "        .sending(\"application/json\")\n", "");
    insta::assert_snapshot!(shown, @r#"
    operations/add_books.rs:9:24: unread-rust: expected the media type of the body behind this, but found `"add_books"`
    - AddBooks header Content-Type
    - AddBooks request
    "#);
}

#[test]
fn the_media_type_is_that_of_how_the_body_is_carried() {
    let other = shown(ADD, "\"application/json\"", "\"application/octet-stream\"");
    insta::assert_snapshot!(other, @r#"
    operations/add_books.rs:10:18: unread-rust: expected the media type that the table says, but found `"application/octet-stream"`
    operations/add_books.rs:10:18: AddBooks header Content-Type media-type: application/json -> application/octet-stream
    "#);
    let carried = shown(ADD, "body: json", "body: form");
    insta::assert_snapshot!(carried, @r#"operations/add_books.rs:10:18: unread-rust: expected the media type that the table says, but found `"application/json"`"#);
    let bytes =
        shown_with(ADD, text(ADD).replace("body: json", "body: bytes").replace("application/json", "text/plain"));
    insta::assert_snapshot!(bytes, @"
    operations/add_books.rs:55:9: unread-rust: expected a body that is bytes if it is carried as bytes, but found `body`
    operations/add_books.rs:10:18: AddBooks header Content-Type media-type: application/json -> text/plain
    ");
}

#[test]
fn what_has_no_body_has_no_media_type() {
    let path = "\"/v1/shelves/{shelf_id}\")";
    let shown = shown(CLOSE, path, &format!("{path}.sending(\"application/json\")"));
    insta::assert_snapshot!(shown, @r#"operations/close_shelf.rs:8:109: unread-rust: expected no media type, for there is no body, but found `"application/json"`"#);
}

#[test]
fn what_answers_json_answers_no_bytes() {
    let path = "\"/v1/shelves/{shelf_id}\")";
    let shown = shown(CLOSE, path, &format!("{path}.answering_bytes()"));
    insta::assert_snapshot!(shown, @"operations/close_shelf.rs:8:101: unread-rust: expected no word of bytes, for the answer is none, but found `answering_bytes`");
}

#[test]
fn what_can_be_repeated_is_documented() {
    let word = shown(ADD, "        .idempotent()\n", "");
    insta::assert_snapshot!(word, @"operations/add_books.rs:32:1: unread-rust: the documentation of the operation says `true` about idempotent, and its constant nothing");
    let path = "\"/v1/shelves/{shelf_id}\")";
    let bullet = shown(CLOSE, path, &format!("{path}.idempotent()"));
    insta::assert_snapshot!(bullet, @"
    operations/close_shelf.rs:8:101: unread-rust: the documentation of the operation says nothing about idempotent, and its constant `true`
    operations/close_shelf.rs:8:101: + CloseShelf operation idempotent true
    ");
    let everywhere = text(ADD).replace("        .idempotent()\n", "").replace("/// - Idempotent.\n", "");
    insta::assert_snapshot!(shown_with(ADD, everywhere), @"- AddBooks operation idempotent true");
}

#[test]
fn which_clouds_have_an_operation_is_documented() {
    let other = shown(ADD, "Cloud::HuaweiCloud", "Cloud::OpenTelekomCloud");
    insta::assert_snapshot!(other, @"
    operations/add_books.rs:34:1: unread-rust: the documentation of the operation says `huaweicloud` about clouds, and its constant `open-telekom-cloud`
    operations/add_books.rs:12:10: AddBooks operation clouds: huaweicloud -> open-telekom-cloud
    ");
    let unknown = shown(ADD, "Cloud::HuaweiCloud", "Cloud::Cumulus");
    insta::assert_snapshot!(unknown, @"
    operations/add_books.rs:12:48: unread-rust: expected a cloud, but found `Cumulus`
    - AddBooks operation
    ");
    let none = shown(ADD, "\n        .only_in(&[::progenitor_client::Cloud::HuaweiCloud])", "");
    insta::assert_snapshot!(none, @"operations/add_books.rs:33:1: unread-rust: the documentation of the operation says `huaweicloud` about clouds, and its constant nothing");
}

#[test]
fn what_is_said_of_an_operation_is_said_before_it() {
    let constant = text(CLOSE).lines().find(|line| line.starts_with("const OPERATION")).expect("the constant");
    let shown = shown(CLOSE, constant, "");
    insta::assert_snapshot!(shown, @"
    operations/close_shelf.rs:10:1: unread-rust: expected `const OPERATION`, but found `impl`
    - CloseShelf operation
    ");
}

#[test]
fn a_dry_run_fails_as_the_call_does() {
    let error = shown(CLOSE, "Result<SignedRequest, Error<types::Refusal>>", "Result<SignedRequest, Error<()>>");
    insta::assert_snapshot!(error, @"operations/close_shelf.rs:83:63: unread-rust: expected `Refusal`, as `send` has it, but found `()`");
    let sent = shown(CLOSE, "Ok(self.call()?.dry_run().await?)", "Ok(self.call()?.send().await?)");
    insta::assert_snapshot!(sent, @"operations/close_shelf.rs:84:25: unread-rust: expected `dry_run().await?) }`, but found `send`");
}

#[test]
fn options_are_taken_and_kept() {
    let shown = shown(CLOSE, "        self.options = options;\n", "");
    insta::assert_snapshot!(shown, @"operations/close_shelf.rs:79:5: unread-rust: expected `.options = options; self }`, but found `}`");
}

#[test]
fn a_request_that_is_not_called_is_a_problem() {
    let shown = shown(ADD, "self.call()?.send().await?", "self.call()?.dry_run().await?");
    insta::assert_snapshot!(shown, @"
    operations/add_books.rs:146:29: unread-rust: expected `send().await?) }`, but found `dry_run`
    - AddBooks operation
    ");
}

#[test]
fn another_operation_id_is_a_problem() {
    let shown = shown(ADD, "OperationInfo::new(\"add_books\"", "OperationInfo::new(\"add_book\"");
    insta::assert_snapshot!(shown, @"operations/add_books.rs:9:24: unread-rust: expected the `operation_id` `add_books`, but found `add_book`");
}

#[test]
fn states_are_the_same_on_the_method_and_on_the_builder() {
    let shown = shown(
        ADD,
        "/// A request of [`Client::add_books`].\n///\n/// - Callable in: `OPEN`, `HALF_OPEN`",
        "/// A request of [`Client::add_books`].\n///\n/// - Callable in: `OPEN`, `CLOSED`",
    );
    insta::assert_snapshot!(shown, @"
    operations/add_books.rs:19:5: unread-rust: the method and the builder of `add_books` differ in callable-in
    operations/add_books.rs:31:1: AddBooks operation callable-in: OPEN, HALF_OPEN -> OPEN, CLOSED
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
    let shown = shown(CLOSE, ".call()?.send().await?)", ".call()?.send().await.unwrap())");
    insta::assert_snapshot!(shown, @"
    operations/close_shelf.rs:100:41: unread-rust: expected `?) }`, but found `.`
    - CloseShelf operation
    ");
}

#[test]
fn what_is_said_of_the_items_of_a_list_stands_at_the_argument() {
    let of_items = "max_items(10).each(max_length(36))";
    let shown = shown(LEND, of_items, "max_items(10).each(max_length(37))");
    insta::assert_snapshot!(shown, @"
    operations/lend_books.rs:44:48: unread-rust: the documentation of `ids` says `36` about max-length, and its rules `37`
    operations/lend_books.rs:44:48: LendBooks query ids max-length: 36 -> 37
    ");
}
