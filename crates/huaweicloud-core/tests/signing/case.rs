//! A vector, whoever made it: a request, a key, and what each stage makes of them.

use huaweicloud_core::sign::{
    CanonicalRequest, Payload, Scheme, SdkDate, SignableRequest, SigningKey, authorization, canonical_request,
    signature, string_to_sign,
};
use reqwest::header::{HeaderMap, HeaderName, HeaderValue};

pub(crate) struct Case {
    pub(crate) id: String,
    pub(crate) scheme: Scheme,
    pub(crate) ak: String,
    pub(crate) sk: String,
    pub(crate) method: String,
    pub(crate) path: String,
    pub(crate) query: String,
    pub(crate) host: String,
    /// As sent, but for the signature.
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
    pub(crate) date: String,
    pub(crate) canonical_request: String,
    pub(crate) string_to_sign: String,
    pub(crate) signature: String,
    pub(crate) authorization: String,
}

impl Case {
    fn canonical(&self) -> CanonicalRequest {
        let headers = header_map(&self.headers);
        let request = SignableRequest {
            method: &self.method,
            path: &self.path,
            query: &self.query,
            headers: &headers,
            host: &self.host,
            payload: Payload::Bytes(&self.body),
        };
        canonical_request(&self.scheme, &request).unwrap_or_else(|error| panic!("{}: {error}", self.id))
    }

    pub(crate) fn key(&self) -> SigningKey<'_> {
        SigningKey::new(&self.ak, self.sk.as_bytes())
    }

    pub(crate) fn date(&self) -> SdkDate {
        self.date.parse().unwrap_or_else(|error| panic!("{}: {error}", self.id))
    }

    pub(crate) fn check_canonical_request(&self) {
        assert_eq!(self.canonical().text(), self.canonical_request, "{}", self.id);
    }

    pub(crate) fn check_string_to_sign(&self) {
        assert_eq!(string_to_sign(&self.scheme, &self.date(), &self.canonical()), self.string_to_sign, "{}", self.id);
    }

    /// From the vector's own string to sign, so that this stage is tested alone.
    pub(crate) fn check_signature(&self) {
        let signature = signature(&self.scheme, &self.key(), &self.date(), &self.string_to_sign);
        assert_eq!(signature, self.signature, "{}", self.id);
    }

    pub(crate) fn check_authorization(&self) {
        let value = authorization(&self.scheme, &self.key(), &self.date(), &self.canonical());
        let value = value.unwrap_or_else(|error| panic!("{}: {error}", self.id));
        assert_eq!(String::from_utf8_lossy(value.as_bytes()), self.authorization, "{}", self.id);
        assert!(value.is_sensitive(), "{}", self.id);
    }
}

pub(crate) fn header_map(headers: &[(String, String)]) -> HeaderMap {
    let name = |name: &str| HeaderName::from_bytes(name.as_bytes()).expect("a name");
    let value = |value: &str| HeaderValue::from_bytes(value.as_bytes()).expect("a value");
    headers.iter().map(|(key, text)| (name(key), value(text))).collect()
}
