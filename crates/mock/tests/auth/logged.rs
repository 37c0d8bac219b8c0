//! What the log has of signatures: read from the program, because nobody else sees it.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Command, Stdio};
use std::time::SystemTime;

use hmac::{Hmac, Mac};
use mock::auth::{FIRST_ACCESS_KEY, FIRST_SECRET};
use sha2::{Digest, Sha256};

/// A service whose secrets are not called like any.
const GATE: [(&str, &str); 3] = [
    (
        "service.toml",
        "title = \"T\"\nversion = \"v1\"\ndescription = \"d\"\ncrate = \"huaweicloud-gate\"\n[endpoints]\nhuaweicloud = \"https://gate.example\"\n",
    ),
    ("common.yaml", "openapi: 3.0.3\ninfo: {title: T, version: v1}\ntags: [{name: T, description: d}]\npaths: {}\n"),
    (
        "show_gate.yaml",
        "openapi: 3.0.3
info: {title: T, version: v1}
paths:
  /v1/gates/{word}:
    get:
      operationId: ShowGate
      summary: s
      description: d
      tags: [T]
      parameters:
      - {name: word, in: path, required: true, description: d, schema: {type: string, x-secret: true}}
      - {name: pin, in: query, description: d, schema: {type: string, x-secret: true}}
      - {name: X-Riddle, in: header, description: d, schema: {type: string, x-secret: true}}
      responses: {'204': {description: d}}
",
    ),
];

/// What the gate answers to a GET with these headers, and its log up to a line that has `last` in it.
fn asked(target: &str, headers: &str, last: &str) -> (String, Vec<String>) {
    let folder = std::env::temp_dir().join(format!("mock-gate-{}-{}", std::process::id(), last.len()));
    std::fs::create_dir_all(folder.join("gate")).unwrap();
    for (name, text) in GATE {
        std::fs::write(folder.join("gate").join(name), text).unwrap();
    }
    let mut command = Command::new(env!("CARGO_BIN_EXE_mock"));
    command.arg("--specs").arg(&folder);
    let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut url = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut url).unwrap();
    std::fs::remove_dir_all(&folder).unwrap();
    let mut stream = TcpStream::connect(url.trim_end().rsplit('/').next().unwrap()).unwrap();
    write!(stream, "GET {target} HTTP/1.1\r\nHost: mock\r\nConnection: close\r\n{headers}\r\n\r\n").unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    let mut lines = Vec::new();
    for line in BufReader::new(child.stderr.take().unwrap()).lines() {
        lines.push(line.unwrap());
        if lines.last().unwrap().contains(last) {
            break;
        }
    }
    child.kill().unwrap();
    child.wait().unwrap();
    (answer, lines)
}

/// The time as `X-Sdk-Date` has it.
fn now() -> String {
    let date = httpdate::fmt_http_date(SystemTime::now());
    let [_, day, month, year, time, _] = date.split(' ').collect::<Vec<_>>()[..] else { panic!("{date}") };
    let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let month = months.iter().position(|known| *known == month).unwrap() + 1;
    format!("{year}{month:02}{day}T{}Z", time.replace(':', ""))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn mac(key: &[u8], text: &str) -> Vec<u8> {
    Hmac::<Sha256>::new_from_slice(key).unwrap().chain_update(text).finalize().into_bytes().to_vec()
}

#[test]
fn no_secret_of_the_spec_is_in_the_explanation_of_a_wrong_signature() {
    let headers = format!(
        "X-Sdk-Date: {}\r\nAuthorization: SDK-HMAC-SHA256 Access={FIRST_ACCESS_KEY}, SignedHeaders=host;x-riddle;x-sdk-date, \
         Signature={}\r\nX-Riddle: hunter5",
        now(),
        "0".repeat(64)
    );
    let target = "/v1/gates/hunter2%2Fhunter3?pin=hunter4&send=word";
    let (answer, log) = asked(target, &headers, "the secret is another one");
    assert!(answer.starts_with("HTTP/1.1 401 "), "{answer}");
    for line in ["/v1/gates/[secret]/", "pin=[secret]&send=word", "x-riddle:[secret]"] {
        assert!(log.iter().any(|logged| logged.ends_with(&format!("  {line}"))), "{line}: {log:#?}");
    }
    assert!(!format!("{answer}{log:?}").contains("hunter"), "{answer}{log:#?}");
}

#[test]
fn who_signs_for_another_service_is_let_in_and_the_log_says_so() {
    let (path, date) = ("/v1/gates/north", now());
    let scope = format!("{}/eu-de/lighthouse/sdk_request", &date[..8]);
    let request = format!("GET\n{path}/\n\nx-sdk-date:{date}\n\nx-sdk-date\n{}", hex(&Sha256::digest("")));
    let text = format!("SDK-HMAC-SHA256\n{date}\n{scope}\n{}", hex(&Sha256::digest(request)));
    let key = scope.split('/').fold(format!("SDK{FIRST_SECRET}").into_bytes(), |key, part| mac(&key, part));
    let signature = hex(&mac(&key, &text));
    let headers = format!(
        "X-Sdk-Date: {date}\r\nAuthorization: SDK-HMAC-SHA256 Credential={FIRST_ACCESS_KEY}/{scope}, \
         SignedHeaders=x-sdk-date, Signature={signature}"
    );
    let warning = "signed for the service `lighthouse`, sent to `gate`";
    let (answer, log) = asked(path, &headers, warning);
    assert!(answer.starts_with("HTTP/1.1 204 "), "{answer}");
    assert!(log.iter().any(|line| line.ends_with(warning)), "{log:#?}");
}
