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
    #[derive(Clone, Debug)]
    #[must_use = "a request does nothing until it is sent"]
    pub struct CreateThing<'a> {
        client: &'a Client,
        project_id: Option<String>,
        body: Option<types::CreateThingRequest>,
        allowed: Vec<String>,
    }
    "#);
}

#[test]
fn every_argument_has_its_place_name_and_rules() {
    let files = files(EVERYTHING);
    insta::assert_snapshot!(item(text(&files, "operations/list_things.rs"), "::progenitor_client::arguments! {"), @r#"
    ::progenitor_client::arguments! {
        ListThings {
            project_id: path "project_id" => required().min_length(32).max_length(32),
            client: query "client",
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
        StopThing {
            project_id: path "project_id" => required().min_length(32).max_length(32),
            thing_id: path "thing_id" => required().min_length(1).max_length(1024),
            x_old_token: header "X-Old-Token" => max_length(9),
            x_subject_token: header "X-Subject-Token" => required(),
            body: body "body" => required().max_items(5).each(min_length(1).max_length(1024)),
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
fn the_request_is_sent_as_progenitor_wrote_it() {
    let document = one_operation("'204': {description: Done}, '4XX': {description: Bad}", "");
    insta::assert_snapshot!(item(&operation(&document), "    /// Sends a `"), @r#"
    /// Sends a `PUT` request to `/x`.
    ///
    /// - `204`: Done
    /// - `4XX`: Bad
    pub async fn send(self) -> Result<ResponseValue<()>, Error<()>> {
        self.check()?;
        let Self { client, allowed: _ } = self;
        let url = format!("{}/x", client.baseurl);
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1);
        header_map
            .append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Client::api_version()),
            );
        #[allow(unused_mut)]
        let mut request = client
            .client
            .put(url)
            .header(
                ::reqwest::header::ACCEPT,
                ::reqwest::header::HeaderValue::from_static("application/json"),
            )
            .headers(header_map)
            .build()?;
        let info = OperationInfo {
            operation_id: "op",
        };
        client.pre(&mut request, &info).await?;
        let result = client.exec(request, &info).await;
        client.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            204 => Ok(ResponseValue::empty(response)),
            400..=499 => Err(Error::ErrorResponse(ResponseValue::empty(response))),
            200..=299 => Ok(ResponseValue::empty(response.undocumented())),
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    "#);
}

#[test]
fn what_has_to_be_there_is_taken_out_before_anything_is_built() {
    let document = with_parameters(
        "{name: b, in: query, required: true, schema: {type: string}}, {name: a, in: query, schema: {type: string}}",
    );
    let text = operation(&document);
    let taken: Vec<&str> =
        text.lines().skip_while(|line| !line.contains("self.check()?")).take(3).map(str::trim).collect();
    insta::assert_snapshot!(taken.join("\n"), @r#"
    self.check()?;
    let Self { client, a, b, allowed: _ } = self;
    let b = b.ok_or_else(|| InvalidRequest::missing("b"))?;
    "#);
}

#[test]
fn a_body_that_may_be_left_out_is_empty() {
    let optional = |body: &str| one_body(body, "").replace("required: true, ", "");
    let text = operation(&optional("{type: object, properties: {a: {type: string}}}"));
    assert!(text.contains("body: body \"body\",\n"), "{text}");
    assert!(text.contains("let body = body.unwrap_or_default();"), "{text}");
    insta::assert_snapshot!(refused(&optional("{type: string, enum: [a, b]}")), @"
    error[optional-body]: the body of `Op` may be left out, and is one of several texts
      --> /paths/~1x/put/requestBody
      = help: write `required: true`, or describe it as a text without `enum`
    ");
}

#[test]
fn secrets_are_marked_in_headers_and_exposed_in_paths() {
    let files = files(EVERYTHING);
    let stop = text(&files, "operations/stop_thing.rs");
    let start = stop.find("        if let Some(value) = x_old_token").unwrap();
    let end = stop.find("        #[allow(unused_mut)]").unwrap();
    insta::assert_snapshot!(&stop[start..end], @r#"
    if let Some(value) = x_old_token {
        header_map
            .append(
                "X-Old-Token",
                ::progenitor_client::sensitive(value.into_exposed())?,
            );
    }
    header_map
        .append(
            "X-Subject-Token",
            ::progenitor_client::sensitive(x_subject_token.into_exposed())?,
        );
    "#);
    let new = text(&files, "operations/new.rs");
    assert!(
        new.contains("let token = token.ok_or_else(|| InvalidRequest::missing(\"token\"))?.into_exposed();"),
        "{new}"
    );
    assert!(new.contains(".query(&QueryParam::new(\"secret\", &secret))"), "{new}");
}

#[test]
fn what_a_builder_calls_its_own_is_left_to_it() {
    let names = ["new", "send", "check", "allow_undocumented", "allowed", "client", "url", "value"];
    let parameters: Vec<String> =
        names.iter().map(|name| format!("{{name: {name}, in: query, schema: {{type: string}}}}")).collect();
    let text = operation(&with_parameters(&parameters.join(", ")));
    insta::assert_snapshot!(item(&text, "pub struct Op<'a> {"), @"
    pub struct Op<'a> {
        _client: &'a Client,
        allow_undocumented_: Option<String>,
        allowed_: Option<String>,
        check_: Option<String>,
        client: Option<String>,
        new_: Option<String>,
        send_: Option<String>,
        url: Option<String>,
        value: Option<String>,
        allowed: Vec<String>,
    }
    ");
    let sent: Vec<&str> =
        text.lines().map(str::trim).filter(|line| line.starts_with(".query(") || line.starts_with("let _")).collect();
    insta::assert_snapshot!(sent.join("\n"), @r#"
    let _url = format!("{}/x", _client.baseurl);
    .query(&QueryParam::new("allow_undocumented", &allow_undocumented_))
    .query(&QueryParam::new("allowed", &allowed_))
    .query(&QueryParam::new("check", &check_))
    .query(&QueryParam::new("client", &client))
    .query(&QueryParam::new("new", &new_))
    .query(&QueryParam::new("send", &send_))
    .query(&QueryParam::new("url", &url))
    .query(&QueryParam::new("value", &value))
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
