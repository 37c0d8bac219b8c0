//! What becomes of operations.

use super::documents::{EVERYTHING, one_body, one_operation};
use super::{files, item, refused, text};

/// The file of the one operation of a document.
fn operation(document: &str) -> String {
    text(&files(document), "operations/op.rs").to_owned()
}

/// A document whose operation has these parameters.
fn with_parameters(parameters: &str) -> String {
    one_operation("'204': {description: Done}", "")
        .replace("      responses:", &format!("      parameters: [{parameters}]\n      responses:"))
}

#[test]
fn the_method_and_the_builder_show_the_documented_facts() {
    let files = files(EVERYTHING);
    insta::assert_snapshot!(item(text(&files, "operations/create_thing.rs"), "impl Client {"), @r"
    impl Client {
        /// `CreateThing`
        ///
        /// Creates a thing.
        ///
        ///    let indented = code;
        ///
        /// ```text
        /// fenced <T>
        /// ```
        ///
        /// Ends with */ and a lone \` tick.
        ///
        /// - Callable in: `READY`, `DONE`
        /// - Done when: `CREATED`
        /// - Idempotent.
        /// - Clouds: `open-telekom-cloud`
        #[deprecated]
        pub fn create_thing(&self) -> CreateThing<'_> {
            CreateThing::new(self)
        }
    }
    ");
    insta::assert_snapshot!(item(text(&files, "operations/create_thing.rs"), "/// A request of"), @r#"
    /// A request of [`Client::create_thing`].
    ///
    /// - Callable in: `READY`, `DONE`
    /// - Done when: `CREATED`
    /// - Idempotent.
    /// - Clouds: `open-telekom-cloud`
    #[derive(Clone, Debug)]
    #[must_use = "a request does nothing until it is sent"]
    pub struct CreateThing<'a> {
        client: &'a Client,
        project_id: Option<String>,
        body: Option<types::CreateThingRequest>,
        options: CallOptions,
        allowed: Vec<String>,
    }
    "#);
}

#[test]
fn every_argument_has_its_place_name_and_rules() {
    let files = files(EVERYTHING);
    insta::assert_snapshot!(item(text(&files, "operations/list_things.rs"), "::progenitor_client::arguments! {"), @r#"
    ::progenitor_client::arguments! {
        ListThings of OPERATION {
            project_id: path "project_id" => required().min_length(32).max_length(32),
            client_: query "client",
            ids: query "ids" => max_items(9).each(min_length(1).max_length(1024)),
            limit: query "limit" => int32().minimum(1).maximum(1000),
            send_: query "send" => required(),
            start_time: query "start.time",
            type_: query "type",
            x_language: header "X-Language",
            check_: header "check",
        }
    }
    "#);
    insta::assert_snapshot!(item(text(&files, "operations/stop_thing.rs"), "::progenitor_client::arguments! {"), @r#"
    ::progenitor_client::arguments! {
        StopThing of OPERATION {
            project_id: path "project_id" => required().min_length(32).max_length(32),
            thing_id: path "thing_id" => required().min_length(1).max_length(1024),
            x_old_token: header "X-Old-Token" => max_length(9),
            x_subject_token: header "X-Subject-Token" => required(),
            body: json "body" => required().max_items(5).each(min_length(1).max_length(1024)),
        }
    }
    "#);
}

#[test]
fn setters_take_what_becomes_the_type() {
    let files = files(EVERYTHING);
    insta::assert_snapshot!(item(text(&files, "operations/list_things.rs"), "    /// How many at most."), @"
    /// How many at most.
    ///
    /// - Default: `10`
    /// - Range: 1 to 1,000
    /// - Format: `int32`
    pub fn limit(mut self, value: i64) -> Self {
        self.limit = Some(value);
        self
    }
    ");
    insta::assert_snapshot!(item(text(&files, "operations/stop_thing.rs"), "    /// The body of the request."), @"
    /// The body of the request.
    ///
    /// - Items: at most 5
    /// - Each item: Length: 1 to 1,024 characters
    pub fn body(mut self, values: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.body = Some(values.into_iter().map(Into::into).collect());
        self
    }
    ");
}

#[test]
fn what_the_runtime_has_to_know_stands_in_one_constant() {
    let files = files(EVERYTHING);
    let constant = |stem: &str| {
        let text = text(&files, &format!("operations/{stem}.rs"));
        let (_, rest) = text.split_once("of the operation.\n").expect("the constant");
        rest[..=rest.find(';').expect("its end")].to_owned()
    };
    let all = ["list_things", "create_thing", "stop_thing", "get_report", "put_report"].map(constant);
    insta::assert_snapshot!(all.join("\n"), @r#"
    const OPERATION: OperationInfo =
        OperationInfo::new("list_things", "GET", "/v1/{project_id}/things");
    const OPERATION: OperationInfo =
        OperationInfo::new("create_thing", "POST", "/v1/{project_id}/things")
            .sending("application/json")
            .idempotent()
            .only_in(&[::progenitor_client::Cloud::OpenTelekomCloud]);
    const OPERATION: OperationInfo =
        OperationInfo::new("stop_thing", "PUT", "/v1/{project_id}/things/{thing_id}:stop")
            .sending("application/json");
    const OPERATION: OperationInfo =
        OperationInfo::new("get_report", "GET", "/v1/{project_id}/report").answering_bytes();
    const OPERATION: OperationInfo =
        OperationInfo::new("put_report", "PUT", "/v1/{project_id}/report")
            .sending("application/octet-stream");
    "#);
}

#[test]
fn a_request_is_called_by_the_runtime_and_its_answer_taken_by_status() {
    let document = one_operation("'204': {description: Done}, '4XX': {description: Bad}", "");
    let text = operation(&document);
    let start = text.find("    /// What this call does otherwise").unwrap();
    insta::assert_snapshot!(&text[start..], @"
        /// What this call does otherwise than the configuration says.
        pub fn with_options(mut self, options: CallOptions) -> Self {
            self.options = options;
            self
        }

        /// The request that [`send`](Self::send) would send, authenticated, and not sent.
        pub async fn dry_run(self) -> Result<SignedRequest, Error<()>> {
            Ok(self.call()?.dry_run().await?)
        }

        /// Sends a `PUT` request to `/x`.
        ///
        /// - `204`: Done
        /// - `4XX`: Bad
        pub async fn send(self) -> Result<ResponseValue<()>, Error<()>> {
            fn answer(response: ::progenitor_client::Response) -> Result<ResponseValue<()>, Error<()>> {
                match response.status().as_u16() {
                    204 => Ok(ResponseValue::empty(response)),
                    400..=499 => Err(Error::ErrorResponse(ResponseValue::empty(response))),
                    200..=299 => Ok(ResponseValue::empty(response.undocumented())),
                    _ => Err(Error::UnexpectedResponse(response)),
                }
            }
            answer(self.call()?.send().await?)
        }
    }
    ");
}

#[test]
fn a_body_is_carried_as_its_media_type_says() {
    let of = |media_type: &str, schema: &str| {
        let text = operation(&one_body(schema, "").replace("application/json", media_type));
        let row = text.lines().find(|line| line.starts_with("        body: ")).unwrap_or_default();
        let sends = text.lines().find(|line| line.contains(".sending(")).unwrap_or_default();
        format!("{}\n{}", row.trim(), sends.trim())
    };
    let object = "{type: object, properties: {a: {type: string}}}";
    insta::assert_snapshot!(of("application/json", object), @r#"
    body: json "body" => required(),
    const OPERATION: OperationInfo = OperationInfo::new("op", "PUT", "/x").sending("application/json");
    "#);
    insta::assert_snapshot!(of("application/x-www-form-urlencoded", object), @r#"
    body: form "body" => required(),
    OperationInfo::new("op", "PUT", "/x").sending("application/x-www-form-urlencoded");
    "#);
    insta::assert_snapshot!(of("application/octet-stream", "{type: string, format: binary}"), @r#"
    body: bytes "body" => required(),
    OperationInfo::new("op", "PUT", "/x").sending("application/octet-stream");
    "#);
}

#[test]
fn a_body_that_may_be_left_out_has_no_rule_that_asks_for_it() {
    let text = operation(&one_body("{type: string, enum: [a, b]}", "").replace("required: true, ", ""));
    assert!(text.contains("body: json \"body\",\n"), "{text}");
}

#[test]
fn a_project_may_be_left_out_and_says_so() {
    let text = text(&files(EVERYTHING), "operations/stop_thing.rs").to_owned();
    insta::assert_snapshot!(item(&text, "    /// The project."), @"
    /// The project.
    ///
    /// It may be left out: the configuration knows the project, or it is looked up from the region.
    ///
    /// - Length: 32 to 32 characters
    pub fn project_id(mut self, value: impl Into<String>) -> Self {
        self.project_id = Some(value.into());
        self
    }
    ");
    assert_eq!(text.matches("may be left out").count(), 1, "{text}");
}

#[test]
fn what_a_builder_calls_its_own_is_left_to_it() {
    let names = [
        "allow_undocumented",
        "allowed",
        "call",
        "check",
        "client",
        "dry_run",
        "new",
        "options",
        "request",
        "send",
        "url",
        "with_options",
    ];
    let parameters: Vec<String> =
        names.iter().map(|name| format!("{{name: {name}, in: query, schema: {{type: string}}}}")).collect();
    let text = operation(&with_parameters(&parameters.join(", ")));
    insta::assert_snapshot!(item(&text, "pub struct Op<'a> {"), @"
    pub struct Op<'a> {
        client: &'a Client,
        allow_undocumented_: Option<String>,
        allowed_: Option<String>,
        call_: Option<String>,
        check_: Option<String>,
        client_: Option<String>,
        dry_run_: Option<String>,
        new_: Option<String>,
        options_: Option<String>,
        request: Option<String>,
        send_: Option<String>,
        url: Option<String>,
        with_options_: Option<String>,
        options: CallOptions,
        allowed: Vec<String>,
    }
    ");
    let table = item(&text, "::progenitor_client::arguments! {");
    insta::assert_snapshot!(table, @r#"
    ::progenitor_client::arguments! {
        Op of OPERATION {
            allow_undocumented_: query "allow_undocumented",
            allowed_: query "allowed",
            call_: query "call",
            check_: query "check",
            client_: query "client",
            dry_run_: query "dry_run",
            new_: query "new",
            options_: query "options",
            request: query "request",
            send_: query "send",
            url: query "url",
            with_options_: query "with_options",
        }
    }
    "#);
}

#[test]
fn an_operation_called_like_a_method_of_the_client_has_another_one() {
    let files = files(EVERYTHING);
    insta::assert_snapshot!(item(text(&files, "operations/new.rs"), "impl Client {"), @"
    impl Client {
        /// `New`
        pub fn new_(&self) -> New<'_> {
            New::new(self)
        }
    }
    ");
    insta::assert_snapshot!(text(&files, "operations/mod.rs"), @"
    // @generated by `cargo xtask generate` from specs/made_up. Do not edit: change the spec, or crates/codegen.

    //! The request builder of every operation.

    mod list_things;
    mod create_thing;
    mod stop_thing;
    mod new;
    mod get_report;
    mod put_report;

    pub use list_things::ListThings;
    pub use create_thing::CreateThing;
    pub use stop_thing::StopThing;
    pub use new::New;
    pub use get_report::GetReport;
    pub use put_report::PutReport;
    ");
}

#[test]
fn bytes_travel_as_streams() {
    let files = files(EVERYTHING);
    let get = text(&files, "operations/get_report.rs");
    assert!(get.contains("-> ::std::result::Result<ResponseValue<ByteStream>, Error<ByteStream>>"), "{get}");
    assert!(get.contains("200..=299 => Ok(ResponseValue::stream(response.undocumented())),"), "{get}");
    let put = text(&files, "operations/put_report.rs");
    assert!(put.contains("#[derive(Debug)]\n#[must_use"), "{put}");
    assert!(put.contains("pub fn body(mut self, value: impl Into<reqwest::Body>) -> Self {"), "{put}");
}

#[test]
fn headers_of_answers_are_constants_of_the_builder() {
    let files = files(EVERYTHING);
    let create = text(&files, "operations/create_thing.rs");
    let start = create.find("impl<'a> CreateThing<'a> {").unwrap();
    let end = create.find("    /// Starts a request").unwrap();
    insta::assert_snapshot!(&create[start..end], @r#"
    impl<'a> CreateThing<'a> {
        /// The token.
        ///
        /// - Status: `201`, `204`
        pub const X_SUBJECT_TOKEN: ResponseHeader<::progenitor_client::Secret<String>> = ResponseHeader::new("X-Subject-Token");

        /// `X-Language`
        ///
        /// - Status: `201`
        pub const X_LANGUAGE: ResponseHeader<types::Language> = ResponseHeader::new("X-Language");
    "#);
}

#[test]
fn a_header_of_two_types_or_of_none_is_refused() {
    let answer = |status: &str, headers: &str| format!("'{status}': {{description: D, headers: {{{headers}}}}}");
    let responses = [
        answer("200", "X-Count: {schema: {type: integer}}, X-List: {schema: {type: array, items: {type: string}}}"),
        answer("202", "X-Count: {schema: {type: string}}, x.count: {schema: {type: integer}}"),
    ];
    insta::assert_snapshot!(refused(&one_operation(&responses.join(", "), "")), @"
    error[response-header]: `X-List` is no text, number or boolean
      --> /paths/~1x/put/responses/200/headers/X-List
      = help: describe it as a text
    error[response-header]: `X-Count` is of another type than with status 200
      --> /paths/~1x/put/responses/202/headers/X-Count
      = help: give both the same schema
    error[response-header]: `x.count` and `X-Count` would both be called `X_COUNT` in Rust
      --> /paths/~1x/put/responses/202/headers/x.count
      = help: check the page, and keep the one that the service knows
    ");
}
