//! Every operation over a real connection: where its request arrives, and how it takes each documented answer.

use contract::{Address, ParameterIn, Status, Type};
use evidence::document::contract;
use evidence::requests::{REQUESTS, Request};
use evidence::schema::Schema;
use evidence::server::Server;
use huaweicloud_core::Error;
use serde_json::json;

use crate::audit::valid;

#[tokio::test]
async fn every_documented_answer_is_taken_for_what_it_is() {
    let mut count = 0;
    for request in REQUESTS {
        let contract = contract(request.service, request.operation);
        let (_, given) = valid(request, contract);
        for element in &contract.elements {
            let Address::Response(status @ Status::Code(code), path) = &element.address else { continue };
            if !path.is_root() {
                continue;
            }
            let body = match element.facts.ty() {
                None => Vec::new(),
                Some(Type::Binary) => vec![0, 255],
                Some(_) => Schema::of(contract, &status.to_string()).document().to_string().into_bytes(),
            };
            let server = Server::answering(&format!("{code} As Documented"), body).await;
            let told = || format!("{} answers {code}", request.operation);
            match request.send(&server.config, &given).await {
                Ok(taken) => {
                    let taken = taken.status().as_u16();
                    assert!(status.is_success() && taken == *code, "{}: {taken}", told());
                }
                Err(error) => {
                    assert!(!status.is_success() && matches!(error, Error::ErrorResponse(_)), "{}: {error}", told());
                    assert_eq!(error.status().map(|status| status.as_u16()), Some(*code), "{}", told());
                }
            }
            count += 1;
        }
    }
    println!("{count} documented answers of {} operations, each taken for what it is", REQUESTS.len());
}

#[tokio::test]
async fn an_error_that_is_not_documented_keeps_its_status_and_its_bytes() {
    for request in REQUESTS {
        let given = valid(request, contract(request.service, request.operation)).1;
        let server = Server::answering("418 I'm a teapot\nContent-Type: text/html", "<p>short and stout</p>").await;
        let error = request.send(&server.config, &given).await.expect_err("no success");
        assert!(matches!(error, Error::UnexpectedResponse(_)), "{}: {error}", request.operation);
        assert_eq!(error.status().map(|status| status.as_u16()), Some(418));
        assert_eq!(error.body().map(|body| &body[..]), Some(&b"<p>short and stout</p>"[..]));
    }
}

/// What somebody might give for an id to be somewhere else.
const ESCAPES: [&str; 14] = [
    "a/b",
    "/",
    "../..",
    "..%2f",
    "%2e%2e",
    "%2E",
    "a?b=c",
    "a#b",
    "a;b",
    "a\\..\\b",
    "\t",
    "a\r\nHost: b",
    "\u{7f}",
    "\u{202e}é ",
];

#[tokio::test]
async fn a_request_arrives_at_its_documented_route_whatever_is_in_its_path() {
    let mut count = 0;
    for request in REQUESTS {
        let contract = contract(request.service, request.operation);
        for name in request.arguments.iter().filter_map(|name| name.strip_prefix("path ")) {
            let address = Address::Parameter(ParameterIn::Path, name.to_owned());
            if contract.get(&address).and_then(|element| element.facts.ty()) != Some(&Type::String) {
                continue;
            }
            for escape in ESCAPES {
                arrives(request, contract, name, escape).await;
                count += 1;
            }
        }
    }
    println!("{count} values that look like another route, each arrived at the documented one");
}

async fn arrives(request: &Request, contract: &contract::Contract, name: &str, value: &str) {
    let mut given = valid(request, contract).1;
    given.set(&format!("path {name}"), json!(value));
    // The length and the list of values are not the matter here.
    given.allow(name);
    let server = Server::answering("418 I'm a teapot", "").await;
    let _ = request.send(&server.config, &given).await;
    let line = server.heard().await.line;
    let operation = contract.operation().unwrap_or_else(|| panic!("{} is documented", request.operation));
    let text = |aspect| operation.facts.text(aspect).unwrap_or_default();
    let (method, rest) = line.split_once(' ').unwrap_or_default();
    assert_eq!(method, text(contract::Aspect::Method), "{line}");
    let path = rest.strip_suffix(" HTTP/1.1").and_then(|rest| rest.split('?').next()).unwrap_or_default();
    let (segments, template): (Vec<&str>, Vec<&str>) =
        (path.split('/').collect(), text(contract::Aspect::Path).split('/').collect());
    assert_eq!(segments.len(), template.len(), "{value:?} leads to {line}");
    for (segment, template) in segments.into_iter().zip(template) {
        match template.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')) {
            Some(variable) if variable == name => assert_eq!(decoded(segment), value, "{line}"),
            Some(_) => {}
            None => assert_eq!(segment, template, "{value:?} leads to {line}"),
        }
    }
}

#[tokio::test]
async fn a_query_arrives_as_the_pairs_that_were_given_whatever_is_in_them() {
    let mut count = 0;
    for request in REQUESTS {
        let given = valid(request, contract(request.service, request.operation)).1;
        for name in request.arguments.iter().filter(|name| name.starts_with("query ")) {
            if !given.get(name).is_some_and(serde_json::Value::is_string) {
                continue;
            }
            let (mut given, value) = (given.clone(), "a&b=c#d +é%26\r\n/?");
            given.set(name, json!(value));
            given.allow(&name["query ".len()..]);
            let server = Server::answering("418 I'm a teapot", "").await;
            let _ = request.send(&server.config, &given).await;
            let line = server.heard().await.line;
            let query = line.split(['?', ' ']).nth(2).unwrap_or_default();
            let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
            let pairs: Vec<_> = pairs.map(|(name, value)| (decoded(name), decoded(&value.replace('+', " ")))).collect();
            assert!(pairs.contains(&(name["query ".len()..].to_owned(), value.to_owned())), "{line}");
            assert!(pairs.iter().all(|(name, _)| request.arguments.contains(&&*format!("query {name}"))), "{line}");
            count += 1;
        }
    }
    assert!(count > 2, "{count}");
}

/// A segment as a server reads it.
fn decoded(segment: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = segment.as_bytes();
    while let [first, tail @ ..] = rest {
        rest = match (first, tail) {
            (b'%', [high, low, tail @ ..]) => {
                let hex = |digit: &u8| char::from(*digit).to_digit(16).unwrap_or_else(|| panic!("{segment}"));
                bytes.push(u8::try_from(hex(high) * 16 + hex(low)).unwrap_or_else(|err| panic!("{err}")));
                tail
            }
            _ => {
                bytes.push(*first);
                tail
            }
        };
    }
    String::from_utf8(bytes).unwrap_or_else(|err| panic!("{err}"))
}
