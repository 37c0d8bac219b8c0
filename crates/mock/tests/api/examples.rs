//! What is documented is taken.

use mock::api::Api;
use serde_json::{Value, json};
use spec::Cloud;

use crate::support::{Parts, api, bodies, made, operation, service, services, told};

#[test]
fn every_documented_request_example_keeps_every_rule() {
    let mut count = 0;
    for service in services() {
        let api = api(&service);
        for (info, contract) in service.operations.iter().zip(service.contracts()) {
            let operation = operation(&api, &info.stem);
            for body in bodies(&contract) {
                let checked = Parts::of(&contract, body.as_ref()).check(&api, operation);
                assert_eq!(told(&checked), [], "{}: {:?}", info.stem, checked.broken);
                count += 1;
            }
        }
    }
    assert!(count > 20, "{count}");
}

#[test]
fn what_may_be_left_out_may_be_left_out() {
    for service in services() {
        let api = api(&service);
        for (info, contract) in service.operations.iter().zip(service.contracts()) {
            let mut parts = Parts::of(&contract, bodies(&contract)[0].as_ref());
            parts.query.clear();
            parts.headers.retain_content_type();
            assert_eq!(told(&parts.check(&api, operation(&api, &info.stem))), [], "{}", info.stem);
        }
    }
}

trait RetainContentType {
    fn retain_content_type(&mut self);
}

impl RetainContentType for http::HeaderMap {
    fn retain_content_type(&mut self) {
        let kept = self.remove(http::header::CONTENT_TYPE);
        self.clear();
        self.extend(kept.map(|value| (http::header::CONTENT_TYPE, value)));
    }
}

#[test]
fn arguments_are_told_decoded() {
    let beacon = service("beacon");
    let api = api(&beacon);
    let request = mock::api::Request {
        path: "/v1/a%20b/lamps",
        query: "kinds=fixed&limit=7&kinds=flashing&marker=a+b%2B%C3%A4",
        headers: &http::HeaderMap::new(),
        body: b"",
    };
    let checked = api.check(operation(&api, "list_lamps"), request);
    assert_eq!(told(&checked), []);
    let arguments: Vec<String> = checked.arguments.iter().map(|(name, value)| format!("{name}={value}")).collect();
    assert_eq!(arguments, ["site_id=a b", "kinds=fixed", "kinds=flashing", "limit=7", "marker=a b+ä"]);
}

#[test]
fn numbers_are_taken_however_json_writes_them() {
    let beacon = service("beacon");
    let api = api(&beacon);
    let contract =
        beacon.contracts().into_iter().find(|contract| contract.operation_id() == Some("LightLamps")).unwrap();
    let mut parts = Parts::of(&contract, None);
    parts.body = br#"{"orders": [{"lamp_id": "n", "level": 1.0}], "watch": "first", "oil_grade": 3e0, "log_number": 9007199254740993}"#.to_vec();
    assert_eq!(told(&parts.check(&api, operation(&api, "light_lamps"))), []);
}

#[test]
fn a_masked_secret_of_an_example_stands_for_any_value() {
    let service = made(&[
        "paths: {/v1/k: {post: {operationId: K, summary: s, description: d, tags: [T], requestBody: {description: d, required: true, content: {application/json: {schema: {$ref: '#/components/schemas/K'}, example: {id: '******', name: ab}}}}, responses: {'204': {description: d}}}}}\n\
         components: {schemas: {K: {description: d, type: object, properties: {id: {description: d, type: string, minLength: 20}, name: {description: d, type: string, minLength: 2}}}}}\n",
    ]);
    let api = api(&service);
    let contract = service.contracts().remove(0);
    let check = |body: Value| told(&Parts::of(&contract, Some(&body)).check(&api, operation(&api, "k")));
    assert_eq!(check(json!({"id": "***"})), []);
    assert_eq!(check(json!({"name": "*"})).len(), 1);
}

#[test]
fn what_an_example_shows_is_taken_even_where_it_breaks_its_own_pattern() {
    let service = made(&[
        "paths: {/v1/k: {post: {operationId: K, summary: s, description: d, tags: [T], requestBody: {description: d, required: true, content: {application/json: {schema: {$ref: '#/components/schemas/K'}, example: {id: no-1, at: 2026-11-03 18:40}}}}, responses: {'204': {description: d}}}}}\n\
         components: {schemas: {K: {description: d, type: object, properties: {id: {description: d, type: string, pattern: '^[0-9]+$'}, at: {description: d, type: string, format: date-time}}}}}\n",
    ]);
    let api = api(&service);
    let contract = service.contracts().remove(0);
    let check = |body: Value| told(&Parts::of(&contract, Some(&body)).check(&api, operation(&api, "k")));
    assert_eq!(check(json!({"id": "no-1", "at": "2026-11-03 18:40"})), []);
    assert_eq!(check(json!({"id": "no-2", "at": "2026-11-03 18:41"})).len(), 2);
}

#[test]
fn a_cloud_has_its_own_operations_only() {
    let beacon = service("beacon");
    let stems = |cloud| -> Vec<String> {
        Api::of(&beacon, cloud).unwrap().operations().iter().map(|operation| operation.stem().to_owned()).collect()
    };
    assert!(stems(Cloud::HuaweiCloud).contains(&"ring_bell".to_owned()));
    assert!(!stems(Cloud::OpenTelekomCloud).contains(&"ring_bell".to_owned()));
    assert_eq!(
        Api::of(&service("oms"), Cloud::OpenTelekomCloud).unwrap_err(),
        "`oms` does not exist on Open Telekom Cloud, but on Huawei Cloud"
    );
}
