//! What a service answers to whom it does not let in: each refusal with the code that its page has for it.

use std::path::Path;

use http::Request;
use mock::api::Api;
use mock::auth::{Keyring, Refusal, Token};
use mock::{Content, Trouble};

use crate::case::time;

/// The refusals that there are, of tokens: none, one that nobody knows, one that has expired, one of another project.
fn refusals() -> [Refusal; 4] {
    let now = time("20240229T101530Z");
    let keyring = Keyring::empty();
    keyring.add_token(Token::new("old").with_expiry(now)).expect("a token");
    keyring.add_token(Token::new("other").with_project("0a1b")).expect("a token");
    let ask = |token: Option<&str>| {
        let request = token.into_iter().fold(Request::get("/"), |request, token| request.header("X-Auth-Token", token));
        keyring.authenticate(&request.body(()).expect("a request").into_parts().0, b"", now)
    };
    let refused = |token| ask(token).expect_err("nobody");
    let other = ask(Some("other")).expect("known").enter("0a1c").expect_err("another project");
    [refused(None), refused(Some("guess")), refused(Some("old")), other]
}

fn answered(service: &str) -> Vec<(u16, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../specs").join(service);
    let service = spec::load(&folder, service).service.expect("a service");
    let api = Api::of(&service, spec::Cloud::OpenTelekomCloud).expect("an API");
    let answer = |refusal| {
        let answer = api.error(api.operations().first(), &Trouble::from(&refusal), "r-1");
        let Content::Json(body) = answer.content else { panic!("no JSON") };
        (answer.status.as_u16(), body["error_code"].as_str().expect("a code").to_owned())
    };
    refusals().map(answer).into()
}

#[test]
fn a_service_that_tells_refusals_apart_has_a_code_for_each() {
    let codes = [(401, "DCS.1003"), (401, "DCS.1001"), (401, "DCS.1002"), (401, "DCS.1004")];
    assert_eq!(answered("dcs"), codes.map(|(status, code)| (status, code.to_owned())));
}

#[test]
fn one_that_does_not_has_those_of_the_wider_classes() {
    let codes = [(401, "DRS.M00103"), (401, "DRS.M00103"), (401, "DRS.M00103"), (403, "DRS.M00102")];
    assert_eq!(answered("drs"), codes.map(|(status, code)| (status, code.to_owned())));
}
