//! Paths and methods.

use http::header::CONTENT_TYPE;
use http::{HeaderMap, HeaderValue, Method};
use mock::api::{Api, Request, Route};

use crate::support::{api, made, service};

fn routed(api: &Api, method: &str, path: &str) -> String {
    match api.route(&method.parse::<Method>().unwrap(), path) {
        Route::Operation(operation) => operation.stem().to_owned(),
        Route::OtherMethods(methods) => format!("{methods:?}"),
        Route::Nothing => "nothing".to_owned(),
    }
}

#[test]
fn a_word_of_a_template_goes_before_an_argument() {
    let api = api(&service("beacon"));
    assert_eq!(routed(&api, "GET", "/v1/s/lamps/north"), "show_lamp");
    assert_eq!(routed(&api, "POST", "/v1/s/lamps/light"), "light_lamps");
    // `light` is no word that a lamp may not be called by.
    assert_eq!(routed(&api, "GET", "/v1/s/lamps/light"), "show_lamp");
}

#[test]
fn another_method_is_told_apart_from_another_path() {
    let api = api(&service("drs"));
    let path = "/v3/p/jobs/batch-jobs";
    assert_eq!(routed(&api, "DELETE", path), "batch_delete_jobs");
    for method in ["GET", "HEAD", "OPTIONS", "PATCH", "BREW", "delete"] {
        assert_eq!(routed(&api, method, path), "[DELETE]");
    }
    for path in
        ["/v3/p/jobs/batch-jobs/", "/v3//jobs/batch-jobs", "/v3/p/jobs", "/", "", "*", "/v3/p/q/jobs/batch-jobs"]
    {
        assert_eq!(routed(&api, "DELETE", path), "nothing", "{path}");
    }
}

#[test]
fn a_secret_in_a_path_is_shown_to_nobody_wherever_the_path_goes_on_to() {
    let beacon = api(&service("beacon"));
    for path in ["/v1/towers/hunter2/stairs", "/v1/towers/hunter2/nowhere", "/v1/towers/hunter2"] {
        assert_eq!(beacon.shown_path(None, path), path.replace("hunter2", "[secret]"));
    }
    for path in ["/v1/s/lamps/north", "/v1/towers", "/", "", "*"] {
        assert_eq!(beacon.shown_path(None, path), path);
    }
}

#[test]
fn what_an_operation_was_asked_for_is_hidden_only_where_it_is_its_own_secret() {
    let beacon = api(&service("beacon"));
    let path = "/v1/towers/hunter2/stairs";
    assert_eq!(beacon.shown_path(Some("list_lamps"), path), path);
    let secret: Vec<&str> = beacon
        .operations()
        .iter()
        .map(mock::api::Operation::stem)
        .filter(|stem| beacon.shown_path(Some(stem), path) != path)
        .collect();
    assert_eq!(secret.len(), 1, "{secret:?}");
}

/// An operation without a body.
fn post(id: &str, path: &str) -> String {
    let names = path.split('{').skip(1).filter_map(|rest| rest.split('}').next());
    let parameters: Vec<String> = names
        .map(|name| format!("{{name: {name}, in: path, required: true, description: d, schema: {{type: string}}}}"))
        .collect();
    format!(
        "paths: {{'{path}': {{post: {{operationId: {id}, summary: s, description: d, tags: [T], parameters: [{}], responses: {{'204': {{description: d}}}}}}}}}}\n",
        parameters.join(", ")
    )
}

#[test]
fn words_around_an_argument_tell_routes_apart() {
    let operations = [
        post("Bare", "/v1/tasks/{task_id}"),
        post("Stop", "/v1/tasks/{task_id}:stop"),
        post("Part", "/v1/tasks/{task_id}-{part}"),
        post("All", "/v1/tasks/all"),
        post("Other", "/v1/{kind}/all"),
        post("Deep", "/v1/{kind}/all/{task_id}"),
    ];
    let api = api(&made(&operations.each_ref().map(String::as_str)));
    for (path, stem) in [
        ("/v1/tasks/7", "bare"),
        ("/v1/tasks/7:stop", "stop"),
        ("/v1/tasks/:stop", "bare"),
        ("/v1/tasks/7-8", "part"),
        ("/v1/tasks/all", "all"),
        ("/v1/jobs/all", "other"),
        ("/v1/tasks/all/7", "deep"),
        ("/v1/tasks/some/7", "nothing"),
    ] {
        assert_eq!(routed(&api, "POST", path), stem, "{path}");
    }
}

#[test]
fn of_operations_of_one_path_the_one_that_a_request_fits_is_meant() {
    let action = |id: &str, field: &str| {
        format!(
            "paths: {{'/v1/action#{field}': {{post: {{operationId: {id}, summary: s, description: d, tags: [T], requestBody: {{description: d, required: true, content: {{application/json: {{schema: {{type: object, required: [{field}], properties: {{{field}: {{type: object, description: d}}}}}}}}}}}}, responses: {{'204': {{description: d}}}}}}}}}}\n"
        )
    };
    let operations = [action("Dim", "dim"), action("Light", "light"), action("Show", "show")];
    let api = api(&made(&operations.each_ref().map(String::as_str)));
    let Route::Operation(routed) = api.route(&Method::POST, "/v1/action") else { panic!("it is documented") };
    let headers = HeaderMap::from_iter([(CONTENT_TYPE, HeaderValue::from_static("application/json"))]);
    for (body, stem) in [
        (r#"{"dim": {}}"#, "dim"),
        (r#"{"light": {}}"#, "light"),
        (r#"{"show": {}}"#, "show"),
        // Of those that fit as little, the first.
        (r#"{"other": {}}"#, "dim"),
        ("", "dim"),
    ] {
        let request = Request { path: "/v1/action", query: "", headers: &headers, body: body.as_bytes() };
        assert_eq!(api.meant(routed, request).stem(), stem, "{body}");
    }
}
