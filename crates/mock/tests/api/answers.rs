//! Every answer that is made fits what is documented of it, by two judges that share nothing.

use contract::{Address, Contract, FieldPath, Status, fit};
use http::{Method, StatusCode};
use mock::api::{Api, Checked, Operation};
use mock::{Answer, Broken, Content, Trouble};
use serde_json::{Value, json};
use spec::Service;

use crate::support::{Parts, api, bodies, made, operation, pairs, service, services};

fn broken() -> Broken {
    let at = contract::Place::line("spec", 1);
    Broken { address: "request jobs".to_owned(), aspect: None, message: "is wrong".to_owned(), at }
}

fn troubles() -> Vec<Trouble> {
    let word = || "x".to_owned();
    vec![
        Trouble::UnknownRoute,
        Trouble::UnknownMethod { allowed: vec![Method::PUT, Method::GET] },
        Trouble::Invalid { broken: vec![broken(); 7], more: 0 },
        Trouble::NotJson(broken()),
        Trouble::NoBody(broken()),
        Trouble::TooLarge { most: 1024 },
        Trouble::Unauthenticated { reason: "there is no token".to_owned() },
        Trouble::Forbidden { reason: "the project is another".to_owned() },
        Trouble::Missing { kind: "job".to_owned(), id: "j-1".to_owned() },
        Trouble::WrongState { kind: word(), id: word(), status: word(), allowed: vec![word()] },
    ]
}

/// Holds an answer against the contract, as the independent judge reads it.
fn assert_fits(api: &Api, operation: &Operation, contract: &Contract, answer: &Answer) {
    assert_eq!(pairs(&api.fits(operation, answer)), [], "{} {answer:?}", operation.stem());
    let code = answer.status.as_u16();
    let statuses = [Status::Code(code), Status::Range((code / 100) as u8), Status::Default];
    let roots = statuses.map(|status| Address::Response(status, FieldPath::root()));
    let root = roots.iter().find(|root| contract.get(root).is_some());
    let root = root.unwrap_or_else(|| panic!("{code} is not documented"));
    if let Content::Json(body) = &answer.content {
        assert_eq!(fit(contract, root, body), [], "{body}");
    }
}

fn each(mut what: impl FnMut(&Service, &Api, &Operation, &Contract)) {
    for service in services() {
        let api = api(&service);
        for (info, contract) in service.operations.iter().zip(service.published_contracts()) {
            what(&service, &api, operation(&api, &info.stem), &contract);
        }
    }
}

#[test]
fn every_success_fits() {
    each(|_, api, operation, contract| {
        for body in bodies(contract) {
            let checked = Parts::of(contract, body.as_ref()).check(api, operation);
            let answer = api.example(operation, &checked);
            assert!(answer.status.is_success());
            assert_fits(api, operation, contract, &answer);
        }
    });
}

#[test]
fn every_documented_status_has_an_answer_that_fits() {
    each(|_, api, operation, contract| {
        for status in operation.statuses() {
            let code = match status {
                Status::Code(code) => code,
                Status::Range(hundred) => u16::from(hundred) * 100 + 18,
                Status::Default => 599,
            };
            let answer = api.answer(operation, StatusCode::from_u16(code).unwrap(), "r-1").unwrap();
            assert_fits(api, operation, contract, &answer);
        }
        assert_eq!(api.answer(operation, StatusCode::IM_A_TEAPOT, "r-1"), None);
    });
}

#[test]
fn every_refusal_of_content_has_a_documented_status_and_body() {
    each(|_, api, operation, contract| {
        let has_4xx = operation.statuses().any(|status| matches!(status, Status::Code(400..=499)));
        for trouble in troubles() {
            let answer = api.error(Some(operation), &trouble, "r-1");
            let is_gateway = matches!(
                trouble,
                Trouble::UnknownRoute
                    | Trouble::UnknownMethod { .. }
                    | Trouble::TooLarge { .. }
                    | Trouble::Unauthenticated { .. }
                    | Trouble::Forbidden { .. }
            );
            if has_4xx && !is_gateway || api.answer(operation, answer.status, "r-1").is_some() {
                assert_fits(api, operation, contract, &answer);
            }
        }
    });
}

#[test]
fn a_refusal_of_the_gateway_has_its_own_status_and_shape_and_its_own_code_unless_the_service_has_one() {
    let drs = service("drs");
    let api = api(&drs);
    let told = |operation: Option<&Operation>, trouble: Trouble| {
        let answer = api.error(operation, &trouble, "r-1");
        let Content::Json(body) = answer.content else { panic!() };
        let is_of_gateway = body["error_code"].as_str().is_some_and(|code| code.starts_with("APIGW."));
        assert_eq!(body.get("request_id").is_some(), is_of_gateway, "{body}");
        assert!(body["error_msg"].as_str().is_some_and(|message| !message.is_empty()));
        (answer.status.as_u16(), body["error_code"].as_str().unwrap().to_owned())
    };
    let stop = operation(&api, "batch_stop_jobs");
    let reason = || "x".to_owned();
    assert_eq!(told(None, Trouble::UnknownRoute), (404, "APIGW.0101".to_owned()));
    let allowed = vec![Method::DELETE];
    assert_eq!(told(None, Trouble::UnknownMethod { allowed }), (405, "APIGW.0101".to_owned()));
    assert_eq!(told(Some(stop), Trouble::TooLarge { most: 1 }), (413, "APIGW.0201".to_owned()));
    assert_eq!(told(Some(stop), Trouble::Unauthenticated { reason: reason() }), (401, "DRS.M00103".to_owned()));
    assert_eq!(told(Some(stop), Trouble::Forbidden { reason: reason() }), (403, "DRS.M00102".to_owned()));
}

#[test]
fn an_answer_that_service_toml_states_of_all_operations_leaves_an_operation_its_own() {
    let beacon = service("beacon");
    let api = api(&beacon);
    let refused = |stem: &str| {
        let operation = operation(&api, stem);
        let answer = api.error(Some(operation), &Trouble::NoCredentials { reason: "x".to_owned() }, "r-1");
        assert_eq!(answer.status, 401);
        assert_eq!(api.fits(operation, &answer).len(), 0, "{stem}");
        let Content::Json(body) = answer.content else { panic!("no JSON") };
        body
    };
    assert_eq!(refused("light_lamps")["error_msg"], "Nobody knows who calls: x.");
    assert_eq!(refused("create_keeper")["error"]["message"], "Nobody knows who calls: x.");
}

#[test]
fn another_method_is_answered_with_those_that_there_are() {
    let api = api(&service("drs"));
    let answer = api.error(None, &Trouble::UnknownMethod { allowed: vec![Method::PUT, Method::GET] }, "r");
    assert_eq!(answer.headers[http::header::ALLOW], "PUT, GET");
}

#[test]
fn a_refusal_says_what_is_the_matter_in_whatever_shape_is_documented() {
    let beacon = service("beacon");
    let api = api(&beacon);
    let missing = Trouble::Missing { kind: "lamp".to_owned(), id: "north".to_owned() };
    let body = |stem: &str, trouble: &Trouble| match api.error(Some(operation(&api, stem)), trouble, "r-1").content {
        Content::Json(body) => body,
        other => panic!("{other:?}"),
    };
    assert_eq!(body("show_lamp", &missing), json!({"error": {"code": 404, "message": "There is no lamp `north`."}}));
    let invalid = Trouble::Invalid { broken: vec![broken()], more: 0 };
    let message = "The request breaks a documented rule: request jobs is wrong.";
    let said = json!({"error_code": "BCN.0400", "error_msg": message});
    assert_eq!(body("light_lamps", &invalid), said);
    assert_eq!(body("create_keeper", &invalid), json!([said]));
    // No page describes this body.
    assert_eq!(body("ring_bell", &invalid), said);
}

#[test]
fn a_code_or_a_message_keeps_the_rules_of_its_member() {
    let service = made(&[
        "paths: {/v1/k: {get: {operationId: K, summary: s, description: d, tags: [T], responses: {'204': {description: d}, 4XX: {description: d, content: {application/json: {schema: {$ref: '#/components/schemas/E'}}}}}}}}\n\
         components: {schemas: {E: {description: d, type: object, required: [code, message, kind, at, who], properties: {code: {description: d, type: string, enum: [K.1, K.2]}, message: {description: d, type: string, maxLength: 8}, kind: {description: d, type: string, pattern: '^[a-z]{3}-[0-9]{2}$'}, at: {description: d, type: string, format: date-time}, who: {description: d, type: integer, minimum: 5}, hint: {description: d, type: string}}}}}\n",
    ]);
    let api = api(&service);
    let answer = api.error(Some(&api.operations()[0]), &Trouble::Invalid { broken: vec![broken()], more: 0 }, "r-1");
    assert_eq!(answer.status, 400);
    let expected =
        json!({"code": "K.1", "message": "The requ", "kind": "aaa-00", "at": "2026-11-03T18:40:00Z", "who": 5});
    assert_eq!(answer.content, Content::Json(expected));
}

#[test]
fn the_status_of_a_refusal_is_the_one_that_fits_of_those_that_are_documented() {
    let beacon = service("beacon");
    let api = api(&beacon);
    let status = |stem: &str, trouble: &Trouble| api.error(Some(operation(&api, stem)), trouble, "r").status.as_u16();
    let missing = Trouble::Missing { kind: String::new(), id: String::new() };
    let state = Trouble::WrongState { kind: String::new(), id: String::new(), status: String::new(), allowed: vec![] };
    let invalid = Trouble::Invalid { broken: vec![broken()], more: 0 };
    assert_eq!(status("light_lamps", &invalid), 400);
    assert_eq!(status("light_lamps", &state), 409);
    assert_eq!(status("light_lamps", &missing), 400);
    assert_eq!(status("show_lamp", &invalid), 404, "403 would blame the caller's rights");
    assert_eq!(status("show_lamp", &Trouble::Unauthenticated { reason: String::new() }), 401);
}

#[test]
fn the_example_that_belongs_to_the_request_is_the_answer() {
    let drs = service("drs");
    let api = api(&drs);
    let contract = &drs.contracts()[0];
    let delete = operation(&api, "batch_delete_jobs");
    let counts: Vec<Value> = bodies(contract)
        .iter()
        .map(|body| match api.example(delete, &Parts::of(contract, body.as_ref()).check(&api, delete)).content {
            Content::Json(body) => body["count"].clone(),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(counts, [json!(2), json!(1)]);
    let other = Checked { body: Some(json!({"jobs": []})), ..Checked::default() };
    let Content::Json(first) = api.example(delete, &other).content else { panic!() };
    assert_eq!(first["count"], 2);
}

#[test]
fn headers_and_bytes_are_answered_too() {
    let beacon = service("beacon");
    let api = api(&beacon);
    let answer = api.example(operation(&api, "download_chart"), &Checked::default());
    assert_eq!(answer.headers["x-chart-scale"], "1");
    assert_eq!(answer.headers["x-chart-is-old"], "false");
    assert!(
        matches!(answer.content, Content::Bytes(media_type, bytes) if media_type == "application/octet-stream" && !bytes.is_empty())
    );
    let answer = api.example(operation(&api, "light_lamps"), &Checked::default());
    assert_eq!(answer.headers["x-watch"], "first");
    assert_eq!(api.example(operation(&api, "delete_lamps"), &Checked::default()).content, Content::Empty);
}

#[test]
fn a_header_has_the_value_that_is_documented_wherever_that_is() {
    let service = made(&[
        "paths: {/v1/k: {get: {operationId: K, summary: s, description: d, tags: [T], responses: {'204': {description: d, headers: {X-Total-Count: {description: d, schema: {type: integer, example: 42}}, X-Other: {description: d, example: b, schema: {type: string, example: c}}}}}}}}\n",
    ]);
    let api = api(&service);
    let headers = api.example(&api.operations()[0], &Checked::default()).headers;
    assert_eq!((&headers["x-total-count"], &headers["x-other"]), (&"42".parse().unwrap(), &"b".parse().unwrap()));
}

#[test]
fn an_answer_without_an_example_is_made_of_what_its_schema_says() {
    let service = made(&[
        "paths: {/v1/k: {get: {operationId: K, summary: s, description: d, tags: [T], responses: {'200': {description: d, content: {application/json: {schema: {$ref: '#/components/schemas/K'}}}}}}}}\n\
         components: {schemas: {K: {description: d, type: object, required: [id, kids], properties: {id: {description: d, type: string, format: uuid}, name: {description: d, type: string, example: Ada}, state: {description: d, type: string, enum: [lit, dark]}, size: {description: d, type: integer, minimum: 3}, code: {description: d, type: string, pattern: '^(?!a)(?!.)x$'}, kids: {description: d, type: array, items: {$ref: '#/components/schemas/K'}}, tags: {description: d, type: object, additionalProperties: {type: string, minLength: 12}}}}}}\n",
    ]);
    let api = api(&service);
    let operation = &api.operations()[0];
    let answer = api.example(operation, &Checked::default());
    let expected = json!({
        "id": "7e1f02c4-6b3d-4a90-8d17-5c2e9ab04f63",
        "name": "Ada",
        "state": "lit",
        "size": 3,
        "kids": [],
        "tags": {"key": "tagstagstags"},
    });
    assert_eq!(answer.content, Content::Json(expected));
    assert_fits(&api, operation, &service.contracts()[0], &answer);
}

#[test]
fn an_answer_can_be_walked_with_what_is_documented_of_it() {
    let beacon = service("beacon");
    let api = api(&beacon);
    let light = operation(&api, "light_lamps");
    let schema = api.schema_of(light, StatusCode::OK).unwrap();
    let state = schema.member("lamps").unwrap().item().unwrap();
    assert!(schema.member("no-such-member").is_none() && state.item().is_none());
    assert_eq!(state.member("state").unwrap().values(), ["lit", "dark", "veiled"]);
    assert!(state.member("tags").unwrap().member("anything").unwrap().values().is_empty());
    assert!(api.schema_of(operation(&api, "download_chart"), StatusCode::OK).is_none());
}

#[test]
fn an_answer_that_does_not_fit_is_told() {
    let drs = service("drs");
    let api = api(&drs);
    let stop = operation(&api, "batch_stop_jobs");
    let answer = |status, body| Answer {
        status: StatusCode::from_u16(status).unwrap(),
        headers: http::HeaderMap::new(),
        content: Content::Json(body),
    };
    let told =
        |status, body| pairs(&api.fits(stop, &answer(status, body))).into_iter().map(|(a, _)| a).collect::<Vec<_>>();
    assert_eq!(told(200, json!({"results": [{"id": 1}], "more": 1})), ["200 results[0].id", "200 more"]);
    assert_eq!(told(418, json!({})), ["418"]);
}

#[test]
fn a_status_that_no_refusal_has_takes_no_code_of_a_refusal() {
    let service = service("dcs");
    let api = api(&service);
    let code = |status| {
        let stop = operation(&api, "batch_stop_migration_tasks");
        let Content::Json(body) = api.answer(stop, status, "r-1").expect("documented").content else { panic!() };
        body["error_code"].as_str().unwrap_or_default().to_owned()
    };
    assert_eq!(code(StatusCode::INTERNAL_SERVER_ERROR), "MOCK.0500");
    let missing = Trouble::Missing { kind: "task".to_owned(), id: "t-1".to_owned() };
    let Content::Json(body) = api.error(None, &missing, "r-1").content else { panic!() };
    assert_eq!(body["error_code"], "MOCK.0404", "the service states none");
}
