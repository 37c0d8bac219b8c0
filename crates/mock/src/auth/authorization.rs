//! What a caller says it has signed.

use std::time::SystemTime;

use super::scheme::Scheme;
use super::{Refusal, date};

/// The algorithms that are checked here. The two with elliptic curves are not: no client of these services uses them.
const ALGORITHMS: [&str; 3] = ["SDK-HMAC-SHA256", "SDK-HMAC-SM3", "V11-HMAC-SHA256"];

/// What `Authorization` says.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Claim<'a> {
    pub(super) scheme: Scheme,
    /// The id of the access key.
    pub(super) id: &'a str,
    /// The schemes without a scope have an empty one.
    pub(super) scope: Scope<'a>,
    /// The names of the signed headers, as they were sent: lower-case, sorted, each once.
    pub(super) signed: &'a str,
    pub(super) signature: [u8; 32],
}

/// What a signature is limited to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Scope<'a> {
    /// The whole of it after the id: `20240229/eu-de/dcs`.
    pub(super) text: &'a str,
    pub(super) day: &'a str,
    pub(super) region: &'a str,
    pub(super) service: &'a str,
}

impl<'a> Claim<'a> {
    /// Reads it. Spaces around the commas are as the caller likes; everything else is as the vendor's signers write it.
    pub(super) fn read(text: &'a str) -> Result<Self, Refusal> {
        let malformed = |what: &str| Refusal::unknown(format!("Authorization {what}"));
        let text = text.trim_ascii();
        if text.is_empty() {
            return Err(malformed("is empty"));
        }
        let (algorithm, parts) = text.split_once([' ', '\t']).unwrap_or((text, ""));
        if !ALGORITHMS.contains(&algorithm) {
            let known = ALGORITHMS.join(", ");
            return Err(malformed(&format!("begins with another algorithm than those known here: {known}")));
        }
        let mut found: [(&str, Option<&str>); 4] =
            [("Access", None), ("Credential", None), ("SignedHeaders", None), ("Signature", None)];
        for part in parts.split(',').map(str::trim_ascii).filter(|part| !part.is_empty()) {
            let known = part
                .split_once('=')
                .and_then(|(name, value)| Some((found.iter_mut().find(|known| known.0 == name)?, value)));
            let Some((known, value)) = known else {
                let wanted = "has a part that is none of Access=, Credential=, SignedHeaders= and Signature=";
                return Err(malformed(wanted));
            };
            if known.1.replace(value).is_some() {
                return Err(malformed(&format!("has {}= twice", known.0)));
            }
        }
        let [(_, access), (_, credential), (_, signed), (_, signature)] = found;
        let (scheme, id, scope) = match (algorithm, access, credential) {
            ("SDK-HMAC-SHA256", Some(id), None) => (Scheme::Sdk, id, Scope::default()),
            ("SDK-HMAC-SM3", Some(id), None) => (Scheme::Sm3, id, Scope::default()),
            ("SDK-HMAC-SHA256", None, Some(credential)) => {
                let (id, scope) = Scope::read(credential, true)?;
                (Scheme::Scoped, id, scope)
            }
            ("V11-HMAC-SHA256", None, Some(credential)) => {
                let (id, scope) = Scope::read(credential, false)?;
                (Scheme::V11, id, scope)
            }
            (_, Some(_), Some(_)) => return Err(malformed("has both Access= and Credential=")),
            ("SDK-HMAC-SHA256", None, None) => return Err(malformed("has neither Access= nor Credential=")),
            ("SDK-HMAC-SM3", ..) => return Err(malformed("has no Access=, which SDK-HMAC-SM3 needs")),
            _ => return Err(malformed("has no Credential=, which V11-HMAC-SHA256 needs")),
        };
        if id.is_empty() {
            return Err(malformed("has an empty access key"));
        }
        let signed = signed.ok_or_else(|| malformed("has no SignedHeaders="))?;
        check_names(signed).map_err(|problem| malformed(&problem))?;
        let signature = signature.ok_or_else(|| malformed("has no Signature="))?;
        let signature =
            hex(signature).ok_or_else(|| malformed("has a Signature= that is not 64 lower-case hexadecimal digits"))?;
        Ok(Self { scheme, id, scope, signed, signature })
    }

    /// The names of the signed headers.
    pub(super) fn names(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        self.signed.split(';')
    }
}

impl<'a> Scope<'a> {
    /// Reads a `Credential`: the id of the key, and the scope.
    fn read(credential: &'a str, is_terminated: bool) -> Result<(&'a str, Self), Refusal> {
        let wanted =
            if is_terminated { "KEY/YYYYMMDD/REGION/SERVICE/sdk_request" } else { "KEY/YYYYMMDD/REGION/SERVICE" };
        let malformed =
            || Refusal::unknown(format!("Authorization has a Credential= that is not of the form {wanted}"));
        let (id, text) = credential.split_once('/').ok_or_else(malformed)?;
        let parts: Vec<&str> = text.split('/').collect();
        let (day, region, service) = match (parts.as_slice(), is_terminated) {
            ([day, region, service, "sdk_request"], true) | ([day, region, service], false) => {
                (*day, *region, *service)
            }
            _ => return Err(malformed()),
        };
        Ok((id, Self { text, day, region, service }))
    }
}

/// The names have one form, so that two texts never stand for the same list.
fn check_names(signed: &str) -> Result<(), String> {
    let is_inner = |byte: u8| byte.is_ascii_graphic() && !byte.is_ascii_uppercase() && byte != b',';
    let mut last = "";
    for name in signed.split(';') {
        if name.is_empty() || !name.bytes().all(is_inner) {
            return Err("has SignedHeaders= that are no lower-case names with `;` between them".to_owned());
        }
        if name <= last {
            let problem = if name == last { "lists a header twice" } else { "does not list the headers sorted" };
            return Err(format!("{problem} in SignedHeaders="));
        }
        last = name;
    }
    if signed.split(';').any(|name| name == "x-sdk-date") {
        Ok(())
    } else {
        Err("does not list x-sdk-date in SignedHeaders=, which has to be signed".to_owned())
    }
}

/// The time in `X-Sdk-Date`.
pub(super) fn date(text: &str) -> Result<SystemTime, Refusal> {
    date::compact(text).ok_or_else(|| Refusal::unknown("X-Sdk-Date is not of the form 20240229T101530Z, in UTC"))
}

/// Reads hexadecimal digits: in lower case only, as the vendor's signers write them, so that a signature has one form.
fn hex(text: &str) -> Option<[u8; 32]> {
    let digit = |byte: u8| match byte {
        b'0'..=b'9' => Some(byte - b'0'),
        b'a'..=b'f' => Some(byte - b'a' + 10),
        _ => None,
    };
    let mut bytes = [0; 32];
    if text.len() != 2 * bytes.len() {
        return None;
    }
    for (byte, pair) in bytes.iter_mut().zip(text.as_bytes().chunks_exact(2)) {
        let [high, low] = pair else { return None };
        *byte = digit(*high)? << 4 | digit(*low)?;
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIGNATURE: &str = "7eb88c06474c7197e670e0ae61651746453587eb5fad98074266578511cf3c01";

    fn reason(text: &str) -> String {
        let text = text.replace("SIG", &format!("Signature={SIGNATURE}"));
        Claim::read(&text).expect_err("malformed").reason
    }

    #[test]
    fn the_algorithm_and_the_form_of_the_key_tell_the_schemes_apart() {
        for (text, scheme, scope) in [
            ("SDK-HMAC-SHA256 Access=A", Scheme::Sdk, ["", "", ""]),
            ("SDK-HMAC-SM3 Access=A", Scheme::Sm3, ["", "", ""]),
            ("V11-HMAC-SHA256 Credential=A/20240229/eu-de/dcs", Scheme::V11, ["20240229", "eu-de", "dcs"]),
            (
                "SDK-HMAC-SHA256 Credential=A/20240229/eu-de/dcs/sdk_request",
                Scheme::Scoped,
                ["20240229", "eu-de", "dcs"],
            ),
            ("SDK-HMAC-SHA256 Credential=A/20240229///sdk_request", Scheme::Scoped, ["20240229", "", ""]),
        ] {
            let text = format!("{text}, SignedHeaders=host;x-sdk-date, Signature={SIGNATURE}");
            let claim = Claim::read(&text).expect("well-formed");
            assert_eq!((claim.scheme, claim.id), (scheme, "A"));
            assert_eq!([claim.scope.day, claim.scope.region, claim.scope.service], scope);
            assert_eq!(claim.names().collect::<Vec<_>>(), ["host", "x-sdk-date"]);
        }
    }

    #[test]
    fn the_space_around_the_commas_is_free() {
        for separator in [",", ", ", " ,  ", ",\t"] {
            let parts = ["SDK-HMAC-SHA256 Access=A", "SignedHeaders=x-sdk-date", &format!("Signature={SIGNATURE}")];
            let text = parts.join(separator);
            assert_eq!(Claim::read(&text).expect("well-formed").id, "A");
        }
    }

    #[test]
    fn a_key_may_have_a_space_in_it_and_need_not_be_ascii() {
        let text = format!("SDK-HMAC-SHA256 Access=é k=, SignedHeaders=x-sdk-date, Signature={SIGNATURE}");
        assert_eq!(Claim::read(&text).expect("well-formed").id, "é k=");
    }

    #[test]
    fn what_is_missing_is_said() {
        for (text, expected) in [
            ("", "Authorization is empty"),
            ("Basic YTpi", "Authorization begins with another algorithm"),
            ("SDK-HMAC-SHA256 YTpi", "Authorization has a part that is none of"),
            ("SDK-HMAC-SHA256", "Authorization has neither Access= nor Credential="),
            ("SDK-HMAC-SM3 SIG", "Authorization has no Access=, which SDK-HMAC-SM3 needs"),
            ("V11-HMAC-SHA256 Access=A", "Authorization has no Credential=, which V11-HMAC-SHA256 needs"),
            ("SDK-HMAC-SHA256 Access=A", "Authorization has no SignedHeaders="),
            ("SDK-HMAC-SHA256 Access=A, SignedHeaders=x-sdk-date", "Authorization has no Signature="),
            ("SDK-HMAC-SHA256 Access=, SignedHeaders=x-sdk-date, SIG", "Authorization has an empty access key"),
            ("SDK-HMAC-SHA256 Access=A, Credential=A", "Authorization has both Access= and Credential="),
            ("SDK-HMAC-SHA256 Access=A, Access=A", "Authorization has Access= twice"),
            ("SDK-ECDSA-P256-SHA256 Access=A, SIG", "Authorization begins with another algorithm"),
            ("SDK-HMAC-SHA256 Access=A, SignedHeaders=host, SIG", "Authorization does not list x-sdk-date"),
            (
                "SDK-HMAC-SHA256 Access=A, SignedHeaders=x-sdk-date;host, SIG",
                "Authorization does not list the headers sorted",
            ),
            ("SDK-HMAC-SHA256 Access=A, SignedHeaders=x-a;x-a;x-sdk-date, SIG", "Authorization lists a header twice"),
            (
                "SDK-HMAC-SHA256 Access=A, SignedHeaders=Host;x-sdk-date, SIG",
                "Authorization has SignedHeaders= that are no lower",
            ),
            ("SDK-HMAC-SHA256 Access=A, SignedHeaders=, SIG", "Authorization has SignedHeaders= that are no lower"),
            ("V11-HMAC-SHA256 Credential=A/20240229/a/b/c, SIG", "not of the form KEY/YYYYMMDD/REGION/SERVICE"),
            (
                "SDK-HMAC-SHA256 Credential=A/20240229/a/b, SIG",
                "not of the form KEY/YYYYMMDD/REGION/SERVICE/sdk_request",
            ),
            ("SDK-HMAC-SHA256 Credential=A, SIG", "not of the form KEY/YYYYMMDD/REGION/SERVICE/sdk_request"),
        ] {
            assert!(reason(text).contains(expected), "{text}: {}", reason(text));
        }
    }

    #[test]
    fn a_signature_has_one_form() {
        for signature in
            ["", "7eb8", &SIGNATURE.to_uppercase(), &SIGNATURE.replace('7', "g"), &format!("{SIGNATURE}00")]
        {
            let text = format!("SDK-HMAC-SHA256 Access=A, SignedHeaders=x-sdk-date, Signature={signature}");
            assert!(reason(&text).contains("64 lower-case hexadecimal digits"));
        }
    }
}
