//! What it costs to know who calls: each scheme for a body of 1 KiB, beside the hashes that it cannot do without.

use std::hint::black_box;
use std::time::{Duration, SystemTime};

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use hmac::{Hmac, Mac};
use http::Request;
use http::request::Parts;
use mock::auth::{AccessKey, FIRST_TOKEN, Keyring, Refusal};
use sha2::{Digest, Sha256};

const BODY: [u8; 1024] = [b'x'; 1024];
const SECRET: &str = "Vt1vAcqkoKcEkZB2tA1iBVuzqEwxdVJ3lPTtV6nQ";
const DATE: &str = "20240229T101530Z";
const SIGNED: &str = "content-type;host;user-agent;x-project-id;x-sdk-date";
const HEADERS: [(&str, &str); 5] = [
    ("content-type", "application/json;charset=utf-8"),
    ("host", "dcs.eu-de.otc.t-systems.com"),
    ("user-agent", "huaweicloud-usdk-python/3.0; os/Linux#5.10#x86_64 python/3.11.7 impl/CPython"),
    ("x-project-id", "0123456789abcdef0123456789abcdef"),
    ("x-sdk-date", DATE),
];
const TARGET: &str = "/v2/0123456789abcdef0123456789abcdef/migration-task/batch-stop?limit=10&offset=20";

/// 2024-02-29T10:15:30Z
fn now() -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(1_709_201_730)
}

fn request(more: (&str, &str)) -> Parts {
    let request = HEADERS
        .iter()
        .chain([&more])
        .fold(Request::post(TARGET), |request, (name, value)| request.header(*name, *value));
    request.body(()).expect("a request").into_parts().0
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn keyed(key: &[u8]) -> Hmac<Sha256> {
    Hmac::new_from_slice(key).expect("a key")
}

fn mac(key: &[u8], data: &[u8]) -> Vec<u8> {
    keyed(key).chain_update(data).finalize().into_bytes().to_vec()
}

/// The canonical request, the text to be signed, and the key of a scheme.
fn stages(algorithm: &str, scope: &str, key: &[u8]) -> (String, String, String) {
    let (path, query) = TARGET.split_once('?').expect("a query");
    let headers: String = HEADERS.iter().map(|(name, value)| format!("{name}:{value}\n")).collect();
    let canonical = format!("POST\n{path}/\n{query}\n{headers}\n{SIGNED}\n{}", hex(&Sha256::digest(BODY)));
    let text = format!("{algorithm}\n{DATE}\n{scope}{}", hex(&Sha256::digest(&canonical)));
    let signature = hex(&mac(key, text.as_bytes()));
    (canonical, text, signature)
}

fn authorization(algorithm: &str, who: &str, signature: &str) -> String {
    format!("{algorithm} {who}, SignedHeaders={SIGNED}, Signature={signature}")
}

fn who_calls(c: &mut Criterion) {
    let keyring = Keyring::default();
    keyring.add_key(AccessKey::new("AKEXAMPLE", SECRET)).expect("room");
    let mut group = c.benchmark_group("authenticate");

    let (canonical, text, plain) = stages("SDK-HMAC-SHA256", "", SECRET.as_bytes());
    group.bench_function("hashes alone", |b| {
        b.iter(|| {
            let hashes = (Sha256::digest(black_box(&BODY)), Sha256::digest(black_box(&canonical)));
            (hashes, keyed(black_box(SECRET.as_bytes())).chain_update(&text).finalize())
        });
    });

    let scope = "20240229/eu-de/dcs";
    let extracted = mac(b"AKEXAMPLE", SECRET.as_bytes());
    let derived = hex(&mac(&extracted, &[scope.as_bytes(), &[1]].concat()));
    let (.., v11) = stages("V11-HMAC-SHA256", &format!("{scope}\n"), derived.as_bytes());
    let first = mac(format!("SDK{SECRET}").as_bytes(), b"20240229");
    let chained = ["eu-de", "dcs", "sdk_request"].iter().fold(first, |key, part| mac(&key, part.as_bytes()));
    let (.., scoped) = stages("SDK-HMAC-SHA256", &format!("{scope}/sdk_request\n"), &chained);

    let signed = [
        authorization("SDK-HMAC-SHA256", "Access=AKEXAMPLE", &plain),
        authorization("V11-HMAC-SHA256", &format!("Credential=AKEXAMPLE/{scope}"), &v11),
        authorization("SDK-HMAC-SHA256", &format!("Credential=AKEXAMPLE/{scope}/sdk_request"), &scoped),
    ];
    let cases = [
        ("SDK-HMAC-SHA256", request(("authorization", &signed[0]))),
        ("V11-HMAC-SHA256", request(("authorization", &signed[1]))),
        ("SDK-HMAC-SHA256 with a scope", request(("authorization", &signed[2]))),
        ("token", request(("x-auth-token", FIRST_TOKEN))),
    ];
    for (name, parts) in cases {
        let ask = || -> Result<_, Refusal> { keyring.authenticate(black_box(&parts), black_box(&BODY), now()) };
        ask().expect("let in");
        group.bench_with_input(BenchmarkId::from_parameter(name), &(), |b, ()| b.iter(ask));
    }
    group.finish();
}

criterion_group!(benches, who_calls);
criterion_main!(benches);
