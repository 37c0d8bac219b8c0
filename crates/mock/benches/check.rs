//! What it costs to hold a good request against its rules, beside parsing its body alone, which every server does.

use std::hint::black_box;

use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use http::Method;
use http::header::{CONTENT_TYPE, HeaderMap, HeaderValue};
use mock::api::{Api, Request, Route};
use serde_json::Value;

/// Requests of the size that such calls have: one with enumerations, and one of nested lists with limits and patterns.
const REQUESTS: [(&str, &str, &str, Method, &str, &str); 2] = [
    (
        "pause",
        "specs",
        "drs",
        Method::POST,
        "/v3/054ba152d480d55b2f5dc0069e7ddef0/jobs/batch-pause-task",
        r#"{"jobs":[{"job_id":"8d0e8e36-a618-490d-8a46-8c61ac9jb502","pause_mode":"target"},{"job_id":"4c6ac8c0-2f51-426a-97b2-cb2c668jb201","pause_mode":"all"}]}"#,
    ),
    (
        "light",
        "tests/specimen/specs",
        "beacon",
        Method::POST,
        "/v1/97b0/lamps/light",
        r#"{"orders":[{"lamp_id":"north","level":2,"then":[{"lamp_id":"west"}]}],"watch":"first","type":"fixed_light","grid":[[1,0,1],[2]],"height":12.5,"oil_grade":3}"#,
    ),
];

fn check(criterion: &mut Criterion) {
    let headers = HeaderMap::from_iter([(CONTENT_TYPE, HeaderValue::from_static("application/json"))]);
    for (name, folder, service, method, path, body) in REQUESTS {
        let label = format!("{folder}/{service}");
        let root = format!("{}/../../{label}", env!("CARGO_MANIFEST_DIR"));
        let Some(service) = spec::load(root.as_ref(), &label).service else { panic!("{label} is not sound") };
        let api = Api::of(&service, spec::Cloud::HuaweiCloud).unwrap_or_else(|error| panic!("{error}"));
        let Route::Operation(operation) = api.route(&method, path) else { panic!("{path} is not documented") };
        let request = Request { path, query: "", headers: &headers, body: body.as_bytes() };
        assert!(api.check(operation, request).broken.is_empty());

        let mut group = criterion.benchmark_group(name);
        // What is made is dropped outside of the measurement.
        group.bench_function("parse alone", |bencher| {
            let parse = |body: &str| serde_json::from_slice::<Value>(body.as_bytes());
            bencher.iter_batched(|| body, |body| parse(black_box(body)), BatchSize::SmallInput);
        });
        group.bench_function("parse and check", |bencher| {
            bencher.iter_batched(|| request, |request| api.check(operation, black_box(request)), BatchSize::SmallInput);
        });
        group.bench_function("route", |bencher| bencher.iter(|| api.route(black_box(&method), black_box(path))));
        let checked = api.check(operation, request);
        group.bench_function("example", |bencher| {
            bencher.iter_batched(|| (), |()| api.example(operation, black_box(&checked)), BatchSize::SmallInput);
        });
        group.finish();
    }
}

criterion_group!(benches, check);
criterion_main!(benches);
