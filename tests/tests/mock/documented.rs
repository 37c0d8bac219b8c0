//! Every operation with what its documentation shows, and every answer that it documents.

use contract::{Address, ExampleRole, Status, Type};
use evidence::bodies::BODIES;
use evidence::document::contract;
use evidence::requests::{Given, REQUESTS, Request};
use evidence::schema::Schema;
use huaweicloud_core::{Config, Error};
use mock::Mock;
use serde_json::{Value, json};

use crate::{config, go_wrong, play, play_the_specimen};

/// The examples of a request, by name; where none is documented, one request without a name.
fn requests(request: &Request) -> Vec<(Option<String>, Given)> {
    let contract = contract(request.service, request.operation);
    let mut given = Given::default();
    for argument in request.arguments.iter().filter(|name| name.starts_with("path ")) {
        let address: Address = argument.parse().unwrap_or_else(|err| panic!("{argument}: {err}"));
        let element = contract.get(&address).unwrap_or_else(|| panic!("{argument} is documented"));
        let shown = shown_argument(request, argument.trim_start_matches("path "));
        given.set(argument, shown.unwrap_or_else(|| Schema::of_parameter(element).document()));
    }
    let body = contract.get(&"request".parse().expect("an address")).and_then(|element| element.facts.ty());
    if body == Some(&Type::Binary) {
        given.set("request", json!([1, 2]));
    }
    let shown = contract.examples.iter().filter(|example| example.role == ExampleRole::Request);
    let with_body: Vec<_> = shown
        .filter_map(|example| {
            let mut given = given.clone();
            given.set("request", example.body.clone()?);
            Some((example.name.clone(), given))
        })
        .collect();
    if with_body.is_empty() { vec![(None, given)] } else { with_body }
}

/// The value that the documentation shows of a path argument: the example in the bundle, as no contract keeps those, or
/// else what the example of the answer has under this name.
fn shown_argument(request: &Request, name: &str) -> Option<Value> {
    let home = evidence::home(request.service);
    let path = home.root().join(home.spec_folder(request.service)).join("openapi.yaml");
    let text = std::fs::read_to_string(&path).unwrap_or_else(|err| panic!("{}: {err}", path.display()));
    let bundle: Value = serde_yaml::from_str(&text).unwrap_or_else(|err| panic!("{}: {err}", path.display()));
    let contract = contract(request.service, request.operation);
    let operation = contract.operation().unwrap_or_else(|| panic!("{} is documented", request.operation));
    let of = |aspect| operation.facts.text(aspect).unwrap_or_default().to_owned();
    let (route, method) = (of(contract::Aspect::Path), of(contract::Aspect::Method).to_lowercase());
    let parameters = bundle["paths"][&route][&method]["parameters"].as_array()?;
    let resolved = parameters.iter().map(|parameter| match parameter["$ref"].as_str() {
        Some(reference) => bundle.pointer(reference.trim_start_matches('#')).unwrap_or(parameter),
        None => parameter,
    });
    let shown = { resolved }.find(|parameter| parameter["name"] == name)?.get("example").cloned();
    shown.or_else(|| shown_success(request).1.iter().find_map(|(_, answer)| member(answer, name)))
}

/// The first member of this name, however deep.
fn member(value: &Value, name: &str) -> Option<Value> {
    match value {
        Value::Array(items) => items.iter().find_map(|item| member(item, name)),
        Value::Object(members) => {
            members.get(name).cloned().or_else(|| members.values().find_map(|inner| member(inner, name)))
        }
        _ => None,
    }
}

/// The documented answers of a success: the status, and its examples by name.
fn shown_success(request: &Request) -> (u16, Vec<(Option<String>, Value)>) {
    let contract = contract(request.service, request.operation);
    let codes = contract.elements.iter().filter_map(|element| match &element.address {
        Address::Response(status @ Status::Code(code), path) if status.is_success() && path.is_root() => Some(*code),
        _ => None,
    });
    let code = codes.min().unwrap_or_else(|| panic!("{} documents a success", request.operation));
    let role = ExampleRole::Response(Some(Status::Code(code)));
    let examples = contract.examples.iter().filter(|example| example.role == role);
    (code, examples.filter_map(|example| Some((example.name.clone(), example.body.clone()?))).collect())
}

/// Whose answers cannot be the documented examples, because those show another world: one with a second page of charts,
/// and a station with two lamps.
const DIFFERENT: [(&str, &str); 2] = [("beacon", "list_charts"), ("beacon", "list_lamps")];

/// Where a body is not what the contract says.
fn misfits(request: &Request, role: &str, body: &Value) -> Vec<contract::Misfit> {
    let root = role.parse().unwrap_or_else(|err| panic!("{role}: {err}"));
    contract::fit(contract(request.service, request.operation), &root, body)
}

/// Each service has a mock of its own, so that nothing is left of what an operation did before.
async fn play_anew(service: &str) -> Mock {
    if service == "beacon" { play_the_specimen().await } else { play().await }
}

#[tokio::test]
async fn every_documented_request_gets_its_documented_answer() {
    let (mut count, mut shown) = (0, 0);
    for request in REQUESTS {
        let (status, examples) = shown_success(request);
        for (name, given) in requests(request) {
            let mock = play_anew(request.service).await;
            let told = format!("{} of {}, {name:?}", request.operation, request.service);
            let answer = request.send(&config(&mock, request.service), &given).await;
            let answer = answer.unwrap_or_else(|err| panic!("{told}: {err}"));
            assert_eq!(answer.status().as_u16(), status, "{told}");
            assert!(answer.tolerated().is_empty(), "{told}: {:?}", answer.tolerated());
            assert!(answer.request_id().is_some(), "{told} has no request id");
            count += 1;
            let same_name = examples.iter().find(|(shown, _)| *shown == name).or(examples.first());
            let Some((_, example)) = same_name else { continue };
            let body: Value = serde_json::from_slice(answer.body()).unwrap_or_else(|err| panic!("{told}: {err}"));
            if DIFFERENT.contains(&(request.service, request.operation)) {
                assert_eq!(misfits(request, &status.to_string(), &body), [], "{told}");
                assert_ne!(&body, example, "{told} is no exception any more");
            } else {
                assert_eq!(&body, example, "{told}");
                shown += 1;
            }
        }
    }
    println!("{count} documented requests, each with a documented success; {shown} of them with the very example");
}

/// Makes the mock answer with a status, and tells what the client makes of it.
async fn answered(mock: &Mock, request: &Request, config: &Config, code: u16) -> Result<u16, Error> {
    go_wrong(mock, request.service, 1, &format!("status={code}"));
    let (_, given) = requests(request).remove(0);
    request.send(config, &given).await.map(|answer| answer.status().as_u16())
}

#[tokio::test]
async fn every_documented_status_becomes_the_type_that_is_documented_for_it() {
    let (shipped, specimen) = (play().await, play_the_specimen().await);
    let mut count = 0;
    for request in REQUESTS {
        let mock = if request.service == "beacon" { &specimen } else { &shipped };
        let config = config(mock, request.service);
        let contract = contract(request.service, request.operation);
        for element in &contract.elements {
            let Address::Response(status @ Status::Code(code), path) = &element.address else { continue };
            if !path.is_root() {
                continue;
            }
            let told = format!("{} answers {code}", request.operation);
            match answered(mock, request, &config, *code).await {
                Ok(taken) => assert!(status.is_success() && taken == *code, "{told}: {taken}"),
                Err(error) => {
                    assert!(!status.is_success() && matches!(error, Error::ErrorResponse(_)), "{told}: {error}");
                    assert_eq!(error.status().map(|status| status.as_u16()), Some(*code), "{told}");
                    assert!(error.request_id().is_some(), "{told}: {error}");
                    holds(request, &status.to_string(), &error, &told);
                }
            }
            count += 1;
        }
    }
    println!("{count} documented statuses of {} operations, each taken for what it is", REQUESTS.len());
}

/// The body of an error is the documented one, member by member, in the eyes of its generated type.
fn holds(request: &Request, role: &str, error: &Error, told: &str) {
    let found = |body: &&evidence::bodies::Body| {
        (body.service, body.operation, body.role) == (request.service, request.operation, role)
    };
    let Some(body) = BODIES.iter().find(found) else { return };
    let bytes = error.body().unwrap_or_else(|| panic!("{told}: {error}"));
    let sent: Value = serde_json::from_slice(bytes).unwrap_or_else(|err| panic!("{told}: {err}"));
    let received = (body.round_trip)(bytes).unwrap_or_else(|err| panic!("{told}: {err}"));
    assert_eq!(sent, received, "{told}");
    assert_eq!(misfits(request, role, &sent), [], "{told}");
}

#[tokio::test]
async fn an_undocumented_status_is_told_as_such_and_keeps_its_code_and_its_words() {
    let mock = play().await;
    for request in REQUESTS.iter().filter(|request| request.service != "beacon") {
        for code in [402, 418, 451, 505] {
            let error = answered(&mock, request, &config(&mock, request.service), code).await.expect_err("no success");
            let told = format!("{} answers {code}: {error}", request.operation);
            assert!(matches!(error, Error::UnexpectedResponse(_)), "{told}");
            assert_eq!(error.status().map(|status| status.as_u16()), Some(code), "{told}");
            assert!(error.code().is_some() && error.message().is_some(), "{told}");
        }
    }
}
