//! Refusals in statuses and shapes that somebody else thought of.

use contract::Place;
use mock::api::Api;
use mock::{Broken, Content, Trouble};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::support::{api, made, pairs};

fn invalid() -> Trouble {
    let at = Place::line("spec", 1);
    let broken = Broken { address: "query a".to_owned(), aspect: None, message: "is wrong".to_owned(), at };
    Trouble::Invalid { broken: vec![broken], more: 0 }
}

/// An operation with these answers, and a schema `E`.
fn with(responses: &str, error: &str) -> Api {
    api(&made(&[&format!(
        "paths: {{/v1/k: {{get: {{operationId: K, summary: s, description: d, tags: [T], responses: {{'204': {{description: d}}, {responses}}}}}}}}}\n\
         components: {{schemas: {{E: {error}, Inner: {{description: d, type: object, required: [code], properties: {{code: {{description: d, type: string}}, message: {{description: d, type: string}}}}}}}}}}\n"
    )]))
}

/// The body of a refusal whose code is `MOCK.0400`, in the shape of a schema, which it fits.
fn body(schema: &str) -> Value {
    let api =
        with("4XX: {description: d, content: {application/json: {schema: {$ref: '#/components/schemas/E'}}}}", schema);
    let operation = &api.operations()[0];
    let answer = api.error(Some(operation), &invalid(), "r-1");
    assert_eq!(pairs(&api.fits(operation, &answer)), [], "{answer:?}");
    match answer.content {
        Content::Json(body) => body,
        other => panic!("{other:?}"),
    }
}

/// An object with these members, of which the first ones are required.
fn object(required: &str, members: &str) -> String {
    let members = members.split("; ").map(|member| {
        let (name, schema) = member.split_once(' ').unwrap();
        format!("{name}: {{description: d, {schema}}}")
    });
    let members: Vec<String> = members.collect();
    let required = if required.is_empty() { String::new() } else { format!("required: [{required}], ") };
    format!("{{description: d, type: object, {required}properties: {{{}}}}}", members.join(", "))
}

const SAID: &str = "The request breaks a documented rule: query a is wrong.";

#[test]
fn a_code_that_is_a_number_has_the_number_of_the_code_or_the_status() {
    let text = "text type: string";
    assert_eq!(body(&object("code, text", &format!("code type: integer; {text}"))), json!({"code": 400, "text": SAID}));
    let listed = format!("ErrorCode type: integer, enum: [7, 8]; {text}");
    assert_eq!(body(&object("ErrorCode", &listed)), json!({"ErrorCode": 7, "text": SAID}));
    assert_eq!(body(&object("", "err_code type: string, pattern: '^[0-9]{3}$'")), json!({"err_code": "400"}));
}

#[test]
fn the_message_is_in_the_member_whose_name_says_so_best() {
    for name in ["msg", "reason", "detail", "description", "title", "error", "errMsg", "error-message", "Message"] {
        let members = format!("code type: string; note type: string; {name} type: string");
        assert_eq!(body(&object("", &members)), json!({"code": "MOCK.0400", name: SAID}), "{name}");
    }
    let problem = "type type: string; title type: string; status type: integer; detail type: string, maxLength: 11";
    assert_eq!(body(&object("", problem)), json!({"status": 400, "detail": "The request"}));
    assert_eq!(
        body(&object("title", problem)),
        json!({"title": SAID, "status": 400, "detail": "The request"}),
        "what must be there has it too"
    );
}

#[test]
fn the_message_is_in_the_only_free_text_where_no_name_says_so() {
    let one =
        "code type: string; kind type: string, enum: [a, b]; at type: string, format: date-time; hint type: string";
    assert_eq!(body(&object("", one)), json!({"code": "MOCK.0400", "hint": SAID}));
    let two = "code type: string; hint type: string; cause type: string";
    assert_eq!(body(&object("", two)), json!({"code": "MOCK.0400"}), "neither is surely meant");
    let strict = "code type: string; hint type: string, pattern: '^[a-z]*$'";
    assert_eq!(body(&object("", strict)), json!({"code": "MOCK.0400"}));
}

#[test]
fn an_error_within_the_body_is_told_there() {
    let inner = json!({"code": "MOCK.0400", "message": SAID});
    let members = "request_id type: string; error $ref: '#/components/schemas/Inner'; hint type: string";
    let members = members.replace("error $ref", "error allOf: [{$ref").replace("Inner'", "Inner'}]");
    assert_eq!(body(&object("error", &members)), json!({"request_id": "r-1", "error": inner}));
    let list = "errors type: array, minItems: 1, items: {$ref: '#/components/schemas/Inner'}";
    assert_eq!(body(&object("errors", list)), json!({"errors": [inner]}));
    let texts = "errors type: array, items: {type: string}";
    assert_eq!(body(&object("", texts)), json!({"errors": [SAID]}));
    assert_eq!(body("{description: d}"), json!({"error_code": "MOCK.0400", "error_msg": SAID}), "nobody describes it");
    let open = "error type: object";
    assert_eq!(body(&object("", open)), json!({"error": {"error_code": "MOCK.0400", "error_msg": SAID}}));
}

#[test]
fn of_the_documented_statuses_the_one_that_misleads_least_stands_in_for_the_one_that_fits() {
    let given = |statuses: &[&str]| {
        let responses = statuses.iter().map(|status| format!("{status}: {{description: d}}"));
        let api = with(&responses.collect::<Vec<_>>().join(", "), "{description: d, type: object}");
        let operation = &api.operations()[0];
        let stand_in = api.stand_in(operation, &invalid());
        (api.error(Some(operation), &invalid(), "r").status.as_u16(), stand_in)
    };
    let order = ["'400'", "'422'", "'406'", "'404'", "'405'", "'409'", "'408'", "'429'", "'401'", "'403'", "'407'"];
    for (index, status) in order.iter().enumerate() {
        let mut rest = order[index..].to_vec();
        rest.reverse();
        assert_eq!(format!("'{}'", given(&rest).0), *status);
    }
    assert_eq!(given(&["'404'", "default"]), (400, None));
    assert_eq!(given(&["'404'", "4XX"]), (400, None));
    let told = given(&["'404'"]).1.expect("it is told");
    assert!(told.starts_with("the spec documents no 400 here, for which its 404 stands in: specs/t/k.yaml:"), "{told}");
    let told = given(&["5XX"]).1.expect("it is told");
    assert!(told.starts_with("the spec documents no 400 here, nor anything like it: specs/t/k.yaml:"), "{told}");
}

#[test]
fn who_sends_no_credentials_gets_403_where_that_is_documented_and_401_is_not() {
    let given = |statuses: &[&str], refusal: fn(String) -> Trouble| {
        let responses = statuses.iter().map(|status| format!("{status}: {{description: d}}"));
        let api = with(&responses.collect::<Vec<_>>().join(", "), "{description: d, type: object}");
        api.error(Some(&api.operations()[0]), &refusal("x".to_owned()), "r").status.as_u16()
    };
    let nobody = |reason| Trouble::NoCredentials { reason };
    assert_eq!(given(&["'400'", "'403'"], nobody), 403);
    for statuses in [&["'401'", "'403'"][..], &["'403'", "4XX"], &["'400'"], &["5XX"]] {
        assert_eq!(given(statuses, nobody), 401, "{statuses:?}");
    }
    // Clients fetch another token when they get a 401, and would not for a 403.
    assert_eq!(given(&["'403'"], |reason| Trouble::Unauthenticated { reason }), 401);
    assert_eq!(given(&["'403'"], |reason| Trouble::Expired { reason }), 401);
}

#[test]
fn a_code_that_nobody_states_is_the_status_in_the_documented_pattern() {
    let coded = |pattern: &str| {
        let schema = object(
            "error_code, error_msg",
            &format!("error_code type: string, pattern: '{pattern}'; error_msg type: string"),
        );
        body(&schema)["error_code"].clone()
    };
    assert_eq!(coded(r"^ZOO\.[0-9]{4}$"), "ZOO.0400");
    assert_eq!(coded("^[A-Z]+$").as_str().map(|code| code.ends_with("400")), Some(false), "there is no number in it");
    assert_eq!(coded(r"^[A-Z]+\.\d+$"), "MOCK.0400", "ours fits");
}

/// Members of errors, as somebody might document them.
const MEMBERS: [&str; 16] = [
    "code type: integer, minimum: 1000",
    "error_code type: string, maxLength: 4",
    "err_code type: string, enum: [A, B]",
    "message type: string, maxLength: 7",
    "msg type: string, pattern: '^[a-z]{3,8}$'",
    "reason type: string, enum: [none, some]",
    "detail type: array, items: {type: string, minLength: 3}",
    "title type: string, format: uri",
    "error type: object, additionalProperties: {type: integer}",
    "errors type: array, minItems: 2, items: {$ref: '#/components/schemas/Inner'}",
    "status type: string, enum: [error]",
    "request_id type: string, format: uuid",
    "at type: string, format: date-time",
    "docs type: string, format: email",
    "retry type: boolean",
    "hint type: string, minLength: 2, maxLength: 3",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn a_refusal_fits_whatever_error_is_documented(
        members in proptest::sample::subsequence(&MEMBERS[..], 1..=MEMBERS.len()),
        required in proptest::collection::vec(any::<bool>(), MEMBERS.len()),
    ) {
        let names = members.iter().zip(required).filter(|(_, required)| *required);
        let names: Vec<&str> = names.filter_map(|(member, _)| Some(member.split_once(' ')?.0)).collect();
        prop_assert!(body(&object(&names.join(", "), &members.join("; "))).is_object());
    }
}
