//! What signing costs beyond its hashes: a request of 1 KiB signed, and the very bytes of it hashed by the crates that
//! everybody uses, side by side.
//!
//! To the bare cost belong the hash of the body, the hash of the canonical request, the HMACs that derive a key, and the
//! HMAC of the string to sign.

use std::hint::black_box;
use std::time::{Duration, SystemTime};

use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use hmac::digest::KeyInit;
use hmac::digest::consts::U32;
use hmac::{Hmac, Mac};
use huaweicloud_core::sign::{
    CanonicalRequest, Payload, Scheme, SdkDate, SignableRequest, SigningKey, canonical_request, sign, string_to_sign,
};
use reqwest::header::{HeaderMap, HeaderValue};
use reqwest::{Method, Request, Url};
use sha2::Digest;

const ID: &str = "HPUABOOKWORM00000001";
const SECRET: &str = "Vt1vAshelffullofsecretsPzpnpdUKGpownRZlm";
const HOST: &str = "drs.eu-de.otc.t-systems.com";
const PATH: &str = "/v3/054ba152d480d55b2f5dc0069e7ddef0/jobs/batch-pause-task";

fn now() -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(1_709_201_730)
}

/// 1 KiB of JSON.
fn body() -> Vec<u8> {
    let mut body = br#"{"jobs":["#.to_vec();
    while body.len() < 1024 - 60 {
        body.extend_from_slice(br#"{"job_id":"8d0e8e36c6cd4b1fa1fd5b3d2f1ejb20"},"#);
    }
    body.resize(1022, b' ');
    body.extend_from_slice(b"]}");
    body
}

/// All headers that a client of ours sends.
fn headers() -> HeaderMap {
    [
        ("content-type", "application/json"),
        ("accept", "application/json"),
        ("user-agent", "huaweicloud-drs/0.1.0 huaweicloud-core/0.1.0 reqwest linux-x86_64"),
        ("x-project-id", "054ba152d480d55b2f5dc0069e7ddef0"),
        ("x-language", "en-us"),
    ]
    .into_iter()
    .map(|(name, value)| (name.parse().expect("a name"), HeaderValue::from_static(value)))
    .collect()
}

fn request() -> Request {
    let mut request = Request::new(Method::POST, Url::parse(&format!("https://{HOST}{PATH}")).expect("a URL"));
    *request.headers_mut() = headers();
    *request.body_mut() = Some(body().into());
    request
}

/// What the hashes are made of.
struct Bytes {
    body: Vec<u8>,
    canonical: CanonicalRequest,
    string_to_sign: String,
}

fn bytes(scheme: &Scheme) -> Bytes {
    let body = body();
    let date = SdkDate::at(now()).expect("a date");
    let mut headers = headers();
    headers.insert("x-sdk-date", HeaderValue::from_str(date.as_str()).expect("a value"));
    let request = SignableRequest {
        method: "POST",
        path: PATH,
        query: "",
        headers: &headers,
        host: HOST,
        payload: Payload::Bytes(&body),
    };
    let canonical = canonical_request(scheme, &request).expect("a canonical request");
    let string_to_sign = string_to_sign(scheme, &date, &canonical);
    Bytes { body, canonical, string_to_sign }
}

fn code<M: Mac<OutputSize = U32> + KeyInit>(key: &[u8], text: &[u8]) -> [u8; 32] {
    let mut mac = <M as KeyInit>::new_from_slice(key).expect("a key of any length");
    Mac::update(&mut mac, text);
    mac.finalize().into_bytes().into()
}

fn bare(scheme: &Scheme, bytes: &Bytes) -> [u8; 32] {
    let text = bytes.string_to_sign.as_bytes();
    #[cfg(feature = "sm3")]
    if *scheme == Scheme::SdkHmacSm3 {
        black_box(sm3::Sm3::digest(black_box(&bytes.body)));
        black_box(sm3::Sm3::digest(black_box(bytes.canonical.text())));
        return code::<Hmac<sm3::Sm3>>(SECRET.as_bytes(), black_box(text));
    }
    black_box(sha2::Sha256::digest(black_box(&bytes.body)));
    black_box(sha2::Sha256::digest(black_box(bytes.canonical.text())));
    let code = code::<Hmac<sha2::Sha256>>;
    match scheme {
        Scheme::V11HmacSha256 { .. } => {
            let mut key = [0; 32];
            hkdf::Hkdf::<sha2::Sha256>::new(Some(ID.as_bytes()), SECRET.as_bytes())
                .expand(black_box(b"20240229/eu-de/drs"), &mut key)
                .expect("32 bytes");
            // The digits of the key are the key: twice its length, which is one block still.
            code(&[key, key].concat(), black_box(text))
        }
        Scheme::ScopedHmacSha256 { region, service } => {
            let daily = code(black_box(SECRET.as_bytes()), b"20240229");
            let key = [region, service, "sdk_request"].iter().fold(daily, |key, part| code(&key, part.as_bytes()));
            code(&key, black_box(text))
        }
        _ => code(black_box(SECRET.as_bytes()), black_box(text)),
    }
}

fn signing(criterion: &mut Criterion) {
    let (region, service) = ("eu-de".to_owned(), "drs".to_owned());
    let schemes = [
        ("SDK-HMAC-SHA256", Scheme::SdkHmacSha256),
        ("V11-HMAC-SHA256", Scheme::V11HmacSha256 { region: region.clone(), service: service.clone() }),
        ("scoped", Scheme::ScopedHmacSha256 { region, service }),
        #[cfg(feature = "sm3")]
        ("SDK-HMAC-SM3", Scheme::SdkHmacSm3),
    ];
    let key = SigningKey::new(ID, SECRET.as_bytes());
    for (name, scheme) in schemes {
        let mut group = criterion.benchmark_group(name);
        let bytes = bytes(&scheme);
        group.bench_function("bare", |bencher| bencher.iter(|| bare(&scheme, &bytes)));
        group.bench_function("sign", |bencher| {
            bencher.iter_batched_ref(
                request,
                |request| sign(black_box(request), &key, &scheme, now()),
                BatchSize::SmallInput,
            );
        });
        group.bench_function("sign again", |bencher| {
            let mut request = request();
            bencher.iter(|| sign(black_box(&mut request), &key, &scheme, now()));
        });
        group.finish();
    }
}

criterion_group!(benches, signing);
criterion_main!(benches);
