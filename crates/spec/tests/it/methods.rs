//! waiters.yaml and paginators.yaml: what is read of them, and what is refused, each at its place and with a way out.

use std::time::Duration;

use spec::{Absent, Documented, Loaded, SourceFile, Style};

use crate::fixture::{LABEL, lamps, messages};

/// An operation that has everything that a waiter or a paginator may look at, and may not.
const LIST: &str = r#"openapi: 3.0.3
info:
  title: Jobs
  version: v1
paths:
  /v1/jobs:
    get:
      operationId: ListJobs
      tags: [Lamps]
      parameters:
        - {name: offset, in: query, schema: {type: integer}}
        - {name: limit, in: query, schema: {type: integer, default: 20}}
        - {name: marker, in: query, schema: {type: string}}
        - {name: cookie_secret, in: query, schema: {type: string}}
      responses:
        '200':
          description: The jobs.
          content:
            application/json:
              schema:
                type: object
                properties:
                  jobs:
                    type: array
                    items:
                      type: object
                      properties:
                        id: {type: string}
                        number: {type: integer}
                        status: {type: string, enum: [NEW, DONE, FAILED]}
                        logs: {type: array, items: {type: string}}
                        parts: {type: array, items: {type: object, properties: {id: {type: string}}}}
                  state: {type: string}
                  password: {type: string}
                  next: {type: string}
                  total: {type: integer}
                  tags: {type: object, additionalProperties: {type: string}}
        '400':
          $ref: 'common.yaml#/components/responses/BadRequest'
"#;

/// One that sends bytes.
const UPLOAD: &str = r#"openapi: 3.0.3
info:
  title: Logs
  version: v1
paths:
  /v1/logs:
    put:
      operationId: PutLog
      tags: [Lamps]
      requestBody:
        required: true
        content: {application/octet-stream: {schema: {type: string, format: binary}}}
      responses:
        '200':
          description: The log.
          content: {application/json: {schema: {type: object, properties: {state: {type: string}}}}}
"#;

const WAITERS: &str = "jobs_done:
  description: All jobs are done.
  poll: ListJobs
  status: jobs[].status
  success: [DONE]
  failure: [FAILED]
  pending: [NEW]
  absent: failure
  interval: {first: 500ms, most: 1m}
  timeout: 2h
  documented: {edition: otc, page: otc/lamps/jobs.rst, line: 12}
jobs_idle:
  description: Nothing is going on.
  poll: ListJobs
  status: state
  success: []
  pending: [BUSY]
  absent: success
  interval: {first: 2s, most: 2s}
  timeout: 2s
  documented: {url: 'https://example.com/jobs.html'}
";

const PAGINATORS: &str = "list_jobs:
  description: In the order of their numbers.
  marker: marker
  next: jobs[].number
  limit: limit
  items: jobs[]
  total: total
  short_page_is_last: true
  documented: {url: 'https://example.com/jobs.html'}
";

/// The service with those files beside its own.
fn load(waiters: &str, paginators: &str) -> Loaded {
    let file = |name: &str, text: &str| SourceFile { name: name.to_owned(), bytes: text.as_bytes().to_vec() };
    let mut files = lamps();
    files.push(file("list_jobs.yaml", LIST));
    files.push(file("put_log.yaml", UPLOAD));
    files.push(file("waiters.yaml", waiters));
    files.push(file("paginators.yaml", paginators));
    spec::load_files(&files, LABEL)
}

#[test]
fn a_waiter_is_read_with_all_that_it_says() {
    let loaded = load(WAITERS, "list_jobs: {offset: offset, items: 'jobs[]'}");
    assert_eq!(messages(&loaded), "");
    let waiters = loaded.service.expect("a service").waiters;
    let [jobs_done, jobs_idle] = waiters.as_slice() else { panic!("{waiters:?}") };
    assert_eq!((jobs_done.method().as_str(), jobs_done.operation.as_str()), ("wait_for_jobs_done", "list_jobs"));
    assert_eq!(
        (jobs_done.description.as_str(), jobs_done.status.to_string().as_str()),
        ("All jobs are done.", "jobs[].status")
    );
    assert_eq!([&jobs_done.success, &jobs_done.failure, &jobs_done.pending], [&["DONE"], &["FAILED"], &["NEW"]]);
    let times = [jobs_done.first, jobs_done.most, jobs_done.timeout];
    assert_eq!(times, [500, 60_000, 7_200_000].map(Duration::from_millis));
    assert_eq!((jobs_done.absent, jobs_idle.absent), (Some(Absent::Failure), Some(Absent::Success)));
    let page = Documented::Page {
        edition: "otc".parse().expect("an edition"),
        page: "otc/lamps/jobs.rst".to_owned(),
        line: 12,
    };
    assert_eq!(jobs_done.documented, page);
    assert_eq!(jobs_idle.documented, Documented::Url("https://example.com/jobs.html".to_owned()));
    assert!(jobs_idle.success.is_empty() && jobs_idle.failure.is_empty());
}

#[test]
fn a_status_may_be_a_whole_number() {
    let numbers = [("[].status", "[].number"), ("[DONE]", "[5]"), ("[FAILED]", "[-3, 0]"), ("[NEW]", "[1, 2]")];
    let waiters = numbers.into_iter().fold(WAITERS.to_owned(), |text, (from, to)| text.replacen(from, to, 1));
    let loaded = load(&waiters, "{}");
    assert_eq!(messages(&loaded), "");
    let waiter = loaded.service.expect("a service").waiters.remove(0);
    assert_eq!(waiter.success, ["5"]);
    assert_eq!(waiter.failure, ["-3", "0"]);
    assert_eq!(waiter.pending, ["1", "2"]);
}

#[test]
fn the_contract_of_an_operation_says_what_waits_by_it_and_lists_it() {
    let contracts = load(WAITERS, PAGINATORS).service.expect("a service").contracts();
    let told = |id: &str| {
        let contract = contracts.iter().find(|contract| contract.operation_id() == Some(id)).expect("a contract");
        let method = |method: &contract::Method| {
            let says: Vec<String> = method.says.iter().map(|says| format!("{}={}", says.about, says.text)).collect();
            format!("{} at {}: {}", method.name, method.at, says.join(" "))
        };
        contract.methods.iter().map(method).collect::<Vec<_>>().join("\n")
    };
    assert_eq!(told("PutLog"), "");
    insta::assert_snapshot!(told("ListJobs"), @r#"
    wait_for_jobs_done at specs/lamps/waiters.yaml:1:1: status=jobs[].status success=["DONE"] failure=["FAILED"] pending=["NEW"] absent=failure first interval=500 longest interval=60000 timeout=7200000
    wait_for_jobs_idle at specs/lamps/waiters.yaml:12:1: status=state success=[] failure=[] pending=["BUSY"] absent=success first interval=2000 longest interval=2000 timeout=2000
    list_jobs_pages at specs/lamps/paginators.yaml:1:1: style=marker parameter=marker limit=limit default limit=20 items=jobs[] next=jobs[].number total=total short page is last=true
    "#);
}

#[test]
fn a_paginator_is_read_with_all_that_it_says() {
    let read = |paginators: &str| {
        let loaded = load("{}", paginators);
        assert_eq!(messages(&loaded), "");
        let mut paginators = loaded.service.expect("a service").paginators;
        assert_eq!(paginators.len(), 1);
        paginators.remove(0)
    };
    let by_marker = read(PAGINATORS);
    assert_eq!((by_marker.method().as_str(), by_marker.parameter.as_str()), ("list_jobs_pages", "marker"));
    assert_eq!(by_marker.style, Style::Marker("jobs[].number".parse().expect("a path")));
    assert_eq!(by_marker.limit, Some(("limit".to_owned(), Some(20))));
    assert_eq!((by_marker.items.to_string().as_str(), by_marker.short_page_is_last), ("jobs[]", true));
    assert_eq!(by_marker.total.map(|total| total.to_string()).as_deref(), Some("total"));
    assert_eq!(by_marker.description.as_deref(), Some("In the order of their numbers."));

    let by_field = read("list_jobs: {marker: marker, next: next, items: 'jobs[]'}");
    assert_eq!(by_field.style, Style::Marker("next".parse().expect("a path")));
    assert_eq!((by_field.limit, by_field.total, by_field.documented), (None, None, None));
    let by_offset = read("list_jobs: {offset: offset, items: 'jobs[]'}");
    assert_eq!((by_offset.style, by_offset.short_page_is_last), (Style::Offset, false));
    assert_eq!(read("list_jobs: {page: offset, items: 'jobs[]'}").style, Style::Page(1));
    assert_eq!(read("list_jobs: {page: offset, first: 0, items: 'jobs[]'}").style, Style::Page(0));
}

#[test]
fn a_service_needs_neither_file() {
    let service = crate::fixture::service();
    assert!(service.waiters.is_empty() && service.paginators.is_empty());
}

const W: &str = "waiters.yaml";
const P: &str = "paginators.yaml";

/// What is wrong; the file, what is replaced there and by what; the code and the place, and words of the help.
type Row = (&'static str, &'static str, &'static str, &'static str, &'static str, &'static str);

const REFUSED: &[Row] = &[
    // Grammar.
    ("an unknown key", W, "  timeout:", "  timeuot:", "unknown-keyword 10:3", "write `timeout`"),
    ("no description", W, "  description: All jobs are done.\n", "", "missing-keyword 1:1", "add `description:`"),
    (
        "nowhere documented",
        W,
        "  documented: {edition: otc, page: otc/lamps/jobs.rst, line: 12}\n",
        "",
        "missing-keyword 1:1",
        "add `documented:`",
    ),
    ("a list that is none", W, "success: [DONE]", "success: DONE", "wrong-type 5:12", "check the indentation"),
    ("a status that is no text", W, "pending: [NEW]", "pending: [1]", "wrong-type 7:13", "quotes"),
    ("another word for absence", W, "absent: failure", "absent: failed", "unknown-word 8:11", "failure"),
    ("one name twice", W, "jobs_idle:", "jobs_done:", "duplicate-key 12:1", "keep one"),
    (
        "a page without a line",
        W,
        "page: otc/lamps/jobs.rst, line: 12",
        "page: otc/lamps/jobs.rst",
        "documented 11:3",
        "url",
    ),
    ("a page and a link", W, "{edition: otc,", "{url: 'https://a.example', edition: otc,", "documented 11:3", "either"),
    ("an unknown edition", W, "edition: otc", "edition: The OTC", "edition 11:25", "otc"),
    // Names.
    ("a name that is no name in Rust", W, "jobs_done:", "jobs-done:", "waiter-name 1:1", "lamp_lit"),
    ("a name in capitals", W, "jobs_done:", "JobsDone:", "waiter-name 1:1", "small letters"),
    ("a name that begins with a digit", W, "jobs_done:", "2nd_job:", "waiter-name 1:1", "small letters"),
    ("a name that is not ASCII", W, "jobs_done:", "jöbs:", "waiter-name 1:1", "small letters"),
    ("a method that the client has", P, "list_jobs:", "put_log:", "no-repeat 1:1", "asked for with JSON"),
    // Operations.
    ("an unknown operation", W, "poll: ListJobs", "poll: ListJob", "unknown-operation 3:9", "did you mean `ListJobs`"),
    ("the stem in place of the id", W, "poll: ListJobs", "poll: jobs", "unknown-operation 3:9", "the operations are"),
    ("an operation that sends bytes", W, "poll: ListJobs", "poll: PutLog", "no-repeat 3:9", "JSON"),
    ("an operation without a 200", W, "poll: ListJobs", "poll: BatchSwitchLamps", "no-answer 3:9", "only success"),
    (
        "an unknown operation that pages",
        P,
        "list_jobs:",
        "list_job:",
        "unknown-operation 1:1",
        "did you mean `list_jobs`",
    ),
    // Paths.
    ("a path that is none", W, "status: jobs[].status", "status: jobs[status", "path 4:11", "tasks[].status"),
    ("a field that is not there", W, "status: state", "status: stat", "path 15:11", "did you mean `state`"),
    (
        "a list without its items",
        W,
        "status: jobs[].status",
        "status: jobs.status",
        "path 4:11",
        "write `jobs[].status`",
    ),
    ("items of what is no list", W, "status: state", "status: state[]", "path 15:11", "remove the `[]`"),
    ("a way through a map", W, "status: state", "status: 'tags{}'", "path 15:11", "no value of a map"),
    ("a status that is an item", W, "status: jobs[].status", "status: jobs[].logs[]", "path 4:11", "name the field"),
    (
        "a status that is a number",
        W,
        "status: jobs[].status",
        "status: jobs[].number",
        "wrong-type 5:13",
        "without quotes",
    ),
    (
        "a fraction as a status",
        W,
        "status: state\n  success: []",
        "status: total\n  success: [1.5]",
        "wrong-type 16:13",
        "plain digits",
    ),
    (
        "a status beyond 64 bits",
        W,
        "status: state\n  success: []",
        "status: total\n  success: [9223372036854775808]",
        "wrong-type 16:13",
        "plain digits",
    ),
    (
        "one number written twice",
        W,
        "status: state\n  success: []\n  pending: [BUSY]",
        "status: total\n  success: [5]\n  pending: [+5]",
        "value 17:13",
        "what it means",
    ),
    ("a status that is a list", W, "status: jobs[].status", "status: jobs", "status-type 4:11", "holds the status"),
    ("a status that is a secret", W, "status: state", "status: password", "status-type 15:11", "x-secret"),
    // Statuses.
    ("a status that nobody documents", W, "[NEW]", "[NEWS]", "value 7:13", "did you mean `NEW`"),
    (
        "a documented status that is in no list",
        W,
        "  pending: [NEW]\n",
        "",
        "value 4:11",
        "`success`, `failure` or `pending`",
    ),
    ("a status in two lists", W, "failure: [FAILED]", "failure: [FAILED, DONE]", "value 6:21", "what it means"),
    ("a status twice in a list", W, "success: [DONE]", "success: [DONE, DONE]", "value 5:19", "what it means"),
    (
        "a status that turns the text",
        W,
        "pending: [BUSY]",
        "pending: [\"B\\u202EUSY\"]",
        "value 17:13",
        "as it is sent",
    ),
    ("nothing that ends it well", W, "absent: success", "absent: failure", "no-success 16:3", "absent: success"),
    // Times.
    ("a time without a unit", W, "first: 500ms", "first: '500'", "duration 9:21", "as in `5s`"),
    ("a time that is none", W, "timeout: 2h", "timeout: long", "duration 10:12", "as in `5s`"),
    ("no time at all", W, "timeout: 2h", "timeout: 0s", "duration 10:12", "as in `5s`"),
    ("an interval that shrinks", W, "most: 1m", "most: 400ms", "duration 9:34", "at first"),
    ("a wait that is too short to poll", W, "timeout: 2h", "timeout: 59s", "duration 10:12", "longer"),
    // Paginators.
    ("an unknown key of a paginator", P, "  limit:", "  limits:", "unknown-keyword 5:3", "write `limit`"),
    ("a paginator without items", P, "  items: jobs[]\n", "", "missing-keyword 1:1", "add `items:`"),
    (
        "no way to the next page",
        P,
        "  marker: marker\n  next: jobs[].number\n",
        "",
        "paginator 1:1",
        "`offset`, `page` and `marker`",
    ),
    (
        "two ways to the next page",
        P,
        "  marker: marker\n",
        "  marker: marker\n  offset: offset\n",
        "paginator 1:1",
        "one of",
    ),
    ("an unknown parameter", P, "marker: marker", "marker: makrer", "parameter 3:11", "did you mean `marker`"),
    ("a marker that is a number", P, "marker: marker", "marker: offset", "parameter 3:11", "mend its type"),
    (
        "an offset that is a text",
        P,
        "  marker: marker\n  next: jobs[].number\n",
        "  offset: marker\n",
        "parameter 3:11",
        "mend its type",
    ),
    ("a limit that is a text", P, "limit: limit", "limit: marker", "parameter 5:10", "mend its type"),
    (
        "a limit that is the offset",
        P,
        "  marker: marker\n  next: jobs[].number\n  limit: limit",
        "  offset: offset\n  limit: offset",
        "paginator 4:10",
        "leave `limit` out",
    ),
    ("a secret as a marker", P, "marker: marker", "marker: cookie_secret", "parameter 3:11", "x-secret"),
    ("no next marker", P, "  next: jobs[].number\n", "", "paginator 3:3", "lamps[].id"),
    ("a next marker of an offset", P, "marker: marker", "offset: offset", "paginator 4:3", "remove it"),
    ("a first page of a marker", P, "  limit:", "  first: 0\n  limit:", "paginator 5:3", "remove it"),
    (
        "a first page of 2",
        P,
        "  marker: marker\n  next: jobs[].number\n",
        "  page: offset\n  first: 2\n",
        "paginator 4:10",
        "0 or 1",
    ),
    ("items that are no list", P, "items: jobs[]", "items: state", "path 6:10", "lamps[]"),
    ("a list in place of its items", P, "items: jobs[]", "items: jobs", "path 6:10", "write `jobs[]`"),
    ("items in several lists", P, "items: jobs[]", "items: jobs[].parts[]", "path 6:10", "in no other list"),
    ("items that are not there", P, "items: jobs[]", "items: job[]", "path 6:10", "did you mean `jobs`"),
    ("a marker of any item", P, "next: jobs[].number", "next: jobs[].parts[].id", "path 4:9", "its last item"),
    ("a marker that is a list", P, "next: jobs[].number", "next: jobs[].logs", "path 4:9", "mend its type"),
    ("a marker that is an item", P, "next: jobs[].number", "next: jobs[]", "path 4:9", "its last item"),
    ("a marker that is a secret field", P, "next: jobs[].number", "next: password", "path 4:9", "mend its type"),
    ("a total that is a text", P, "total: total", "total: state", "path 7:10", "leave `total` out"),
    ("a total of an item", P, "total: total", "total: jobs[].number", "path 7:10", "leave `total` out"),
    ("a short page of unknown length", P, "  limit: limit\n", "", "paginator 7:3", "add `limit:`"),
];

#[test]
fn what_leads_nowhere_is_refused_where_it_is_written() {
    let mut wrong = Vec::new();
    for (what, file, from, to, expected, help) in REFUSED {
        let edited = |name: &str, text: &str| {
            assert!(name != *file || text.contains(from), "{what}: {name} does not contain {from:?}");
            if name == *file { text.replacen(from, to, 1) } else { text.to_owned() }
        };
        let told = messages(&load(&edited(W, WAITERS), &edited(P, PAGINATORS)));
        let (code, place) = expected.split_once(' ').expect("a code and a place");
        let (head, at) = (format!("[{code}]: "), format!("\n  --> specs/lamps/{file}:{place}\n"));
        let helps = |problem: &str| problem.lines().any(|line| line.starts_with("  = help: ") && line.contains(help));
        let mut problems = told.split("\nerror").filter(|problem| problem.contains(&head) && problem.contains(&at));
        if !problems.any(|problem| help.is_empty() || helps(&format!("{problem}\n"))) {
            wrong.push(format!("{what}: expected {code} at {place} with {help:?}, but was told:\n{told}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn methods_of_one_name_are_told_with_the_place_of_the_other() {
    let told = |id: &str, stem: &str, name: &str, text: &str| {
        let mut files = lamps();
        let operation = LIST.replace("ListJobs", id);
        files.push(SourceFile { name: format!("{stem}.yaml"), bytes: operation.into_bytes() });
        files
            .push(SourceFile { name: "list_jobs.yaml".to_owned(), bytes: LIST.replace("/jobs", "/work").into_bytes() });
        files.push(SourceFile { name: name.to_owned(), bytes: text.as_bytes().to_vec() });
        messages(&spec::load_files(&files, LABEL))
    };
    let waiter = WAITERS.replace("jobs_done", "jobs");
    insta::assert_snapshot!(told("WaitForJobs", "wait_for_jobs", W, &waiter), @"
    error[method-name]: the client has a method `wait_for_jobs` already
      --> specs/lamps/waiters.yaml:1:1
      ::: specs/lamps/wait_for_jobs.yaml:7:5: it comes from here
      = help: give this one another name
    ");
    insta::assert_snapshot!(told("ListJobsPages", "list_jobs_pages", P, PAGINATORS), @"
    error[method-name]: the client has a method `list_jobs_pages` already
      --> specs/lamps/paginators.yaml:1:1
      ::: specs/lamps/list_jobs_pages.yaml:7:5: it comes from here
      = help: give this one another name
    ");
}

#[test]
fn what_operations_lack_is_not_told_once_more_of_their_waiters() {
    let mut files = lamps();
    files.push(SourceFile { name: "list_jobs.yaml".to_owned(), bytes: LIST.replace("'200'", "'302'").into_bytes() });
    files.push(SourceFile { name: W.to_owned(), bytes: WAITERS.as_bytes().to_vec() });
    let told = messages(&spec::load_files(&files, LABEL));
    assert!(told.contains("no-success") && !told.contains(W), "{told}");
}
