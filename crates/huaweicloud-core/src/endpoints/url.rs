//! Addresses that somebody gave.

use reqwest::Url;

/// An address to which the path of an operation can be appended, without a slash at its end.
///
/// The version that the vendor's tables of endpoints have behind some hosts (`https://iam.eu-de.otc.t-systems.com/v3`) is
/// left out, because the path of an operation begins with it. Only directly behind the host: deeper, it is that of a gateway.
///
/// What is wrong is said without repeating the address, which may hold a password.
pub(crate) fn base_url(endpoint: &str) -> Result<String, String> {
    let url = Url::parse(endpoint.trim()).map_err(|reason| format!("is no URL ({reason})"))?;
    if !matches!(url.scheme(), "http" | "https") {
        return Err("is no `https` or `http` URL".to_owned());
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err("has a user name or password in it, which would show in messages".to_owned());
    }
    if url.query().is_some() || url.fragment().is_some() {
        return Err("has a `?` or `#`, behind which no path can be appended".to_owned());
    }
    let address = url.as_str().trim_end_matches('/');
    if url.path().trim_end_matches('/').contains("//") {
        // A target that begins with `//` names another host.
        return Err("has `//` in its path".to_owned());
    }
    if is_version(url.path().trim_matches('/')) {
        return Ok(url.origin().ascii_serialization());
    }
    Ok(address.to_owned())
}

/// `v3`, `v1.0`
fn is_version(segment: &str) -> bool {
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    segment.strip_prefix('v').is_some_and(|version| version.split('.').all(is_number))
}

/// The region becomes a label of a host name, so nothing may pass that could turn it into another host.
pub(crate) fn is_region_id(region: &str) -> bool {
    let inner = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    (1..=63).contains(&region.len()) && region.chars().all(inner) && !region.starts_with('-') && !region.ends_with('-')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_endpoint_loses_the_slash_at_its_end() {
        assert_eq!(base_url("https://example.com/").as_deref(), Ok("https://example.com"));
        assert_eq!(base_url("http://127.0.0.1:8080/drs/").as_deref(), Ok("http://127.0.0.1:8080/drs"));
    }

    #[test]
    fn the_version_behind_a_host_is_left_out_and_that_of_a_gateway_stays() {
        for endpoint in ["https://example.com/v3", "https://example.com/v3/", "https://example.com/v1.0"] {
            assert_eq!(base_url(endpoint).as_deref(), Ok("https://example.com"));
        }
        for endpoint in ["https://example.com/gateway/v3", "https://example.com/vault", "https://example.com/v"] {
            assert_eq!(base_url(endpoint).as_deref(), Ok(endpoint));
        }
        assert_eq!(base_url("http://[::1]:8080/v3").as_deref(), Ok("http://[::1]:8080"));
    }

    #[test]
    fn an_endpoint_that_is_no_base_url_is_refused_without_being_repeated() {
        for endpoint in [
            "secret.example.com",
            "/secret",
            "secret://example.com",
            "https://u:secret@example.com",
            "https://secret@example.com",
            "https://example.com/?token=secret",
            "https://example.com/#secret",
            "https://example.com//secret.example.com",
            "https://example.com/.//secret.example.com",
            "https://example.com/gateway//secret",
        ] {
            let reason = base_url(endpoint).expect_err("refused");
            assert!(!reason.contains("secret"), "{reason}");
        }
    }

    #[test]
    fn what_could_name_another_host_is_no_region() {
        for region in ["", "evil.example/", "eu-de.evil", "EU-DE", "-a", "a-", "a@b", "é"] {
            assert!(!is_region_id(region), "{region}");
        }
        assert!(is_region_id("eu-de") && is_region_id("my-kualalumpur-1"));
    }
}
