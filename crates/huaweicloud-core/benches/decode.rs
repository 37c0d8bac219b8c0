//! What tolerance costs: the same bytes into a strict type of plain serde and into a record, side by side.

use std::fmt::Write as _;
use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use huaweicloud_core::Extra;
use huaweicloud_core::json::decode;
use serde::Deserialize;

/// What a client generated to the letter of the documentation would have.
mod strict {
    use super::Deserialize;

    #[derive(Deserialize)]
    #[allow(dead_code, reason = "only decoding is measured")]
    pub(super) struct Answer {
        count: i64,
        results: Vec<Outcome>,
    }

    #[derive(Deserialize)]
    #[allow(dead_code, reason = "only decoding is measured")]
    pub(super) struct Outcome {
        id: String,
        name: String,
        status: Status,
        progress: i64,
        rate: f64,
        is_full: bool,
    }

    #[derive(Deserialize)]
    pub(super) enum Status {
        #[serde(rename = "success")]
        Success,
        #[serde(rename = "failed")]
        Failed,
    }
}

/// What ours have.
#[derive(Clone, Debug, Default, PartialEq)]
struct Answer {
    count: Option<i64>,
    results: Option<Vec<Outcome>>,
    extra: Extra,
}

huaweicloud_core::record! {
    Answer {
        count: "count" => required(),
        results: "results",
    }
}

#[derive(Clone, Debug, Default, PartialEq)]
struct Outcome {
    id: Option<String>,
    name: Option<String>,
    status: Option<Status>,
    progress: Option<i64>,
    rate: Option<f64>,
    is_full: Option<bool>,
    extra: Extra,
}

huaweicloud_core::record! {
    Outcome {
        id: "id",
        name: "name",
        status: "status",
        progress: "progress",
        rate: "rate",
        is_full: "is_full",
    }
}

huaweicloud_core::open_enum! {
    /// What became of it.
    pub enum Status {
        Success = "success",
        Failed = "failed",
    }
}

/// An answer as it is documented, of about 100 bytes for each result.
fn clean(results: usize) -> String {
    answer(results, |index, body| {
        let status = if index % 3 == 0 { "failed" } else { "success" };
        let is_full = index % 2 == 0;
        let _ = write!(
            body,
            r#"{{"id":"9f3c{index:08}","name":"task-{index:05}","status":"{status}","progress":{},"rate":0.{:03},"is_full":{is_full}}}"#,
            index % 101,
            index % 997 + 1,
        );
    })
}

/// The same, with a number as text, a boolean as text, a `null`, an unlisted value and an unknown field in each result.
fn deviating(results: usize) -> String {
    answer(results, |index, body| {
        let _ = write!(
            body,
            r#"{{"id":"9f3c{index:08}","name":null,"status":"paused","progress":"{}","rate":0.{:03},"is_full":"true","new":1}}"#,
            index % 101,
            index % 997 + 1,
        );
    })
}

fn answer(results: usize, write: impl Fn(usize, &mut String)) -> String {
    let mut body = format!(r#"{{"count":{results},"results":["#);
    for index in 0..results {
        if index > 0 {
            body.push(',');
        }
        write(index, &mut body);
    }
    body.push_str("]}");
    body
}

fn decoding(criterion: &mut Criterion) {
    for (name, results) in [("small", 1), ("1 MB", 10_000)] {
        let (clean, deviating) = (clean(results), deviating(results));
        let mut group = criterion.benchmark_group(name);
        group.throughput(Throughput::Bytes(clean.len() as u64));
        group.bench_function("strict", |bencher| {
            bencher.iter(|| serde_json::from_slice::<strict::Answer>(black_box(clean.as_bytes())).expect("clean"));
        });
        group.bench_function("tolerant", |bencher| {
            bencher.iter(|| decode::<Answer>(black_box(clean.as_bytes())).expect("clean"));
        });
        group.bench_function("tolerant, five deviations in each result", |bencher| {
            bencher.iter(|| decode::<Answer>(black_box(deviating.as_bytes())).expect("tolerated"));
        });
        group.finish();
    }
}

criterion_group!(benches, decoding);
criterion_main!(benches);
