//! Where IAM and STS are.

use reqwest::Url;

use crate::Cloud;
use crate::credentials::ProviderContext;

/// The address of IAM: given, or else of the environment, or else of the region.
pub(in crate::credentials) fn iam(context: &ProviderContext, given: Option<&str>) -> Result<String, String> {
    let variables = ["HUAWEICLOUD_SDK_IAM_ENDPOINT", "OS_AUTH_URL"];
    let named = given
        .map(|endpoint| ("the IAM endpoint", endpoint))
        .or_else(|| variables.into_iter().find_map(|name| Some((name, context.environment().get(name)?))));
    if let Some((name, endpoint)) = named {
        return base(endpoint).map_err(|problem| format!("{name} {problem}"));
    }
    match (context.cloud(), region(context)?) {
        (Some(Cloud::HuaweiCloud), Some("eu-west-101")) => Ok("https://iam.eu-west-101.myhuaweicloud.eu".to_owned()),
        (Some(Cloud::HuaweiCloud), _) => Ok("https://iam.myhuaweicloud.com".to_owned()),
        (Some(Cloud::OpenTelekomCloud), Some("eu-ch2")) => Ok("https://iam-pub.eu-ch2.sc.otc.t-systems.com".to_owned()),
        (Some(Cloud::OpenTelekomCloud), Some(region)) => Ok(format!("https://iam.{region}.otc.t-systems.com")),
        (Some(Cloud::OpenTelekomCloud), None) | (None, _) => Err(format!(
            "it is not known where IAM is: give the cloud and its region, or set {} or {}",
            variables[0], variables[1]
        )),
    }
}

/// The address of STS: given, or else of the environment, or else of the region.
pub(in crate::credentials) fn sts(context: &ProviderContext, given: Option<&str>) -> Result<String, String> {
    const VARIABLE: &str = "HUAWEICLOUD_SDK_STS_ENDPOINT";
    let named = given
        .map(|endpoint| ("the STS endpoint", endpoint))
        .or_else(|| Some((VARIABLE, context.environment().get(VARIABLE)?)));
    if let Some((name, endpoint)) = named {
        return base(endpoint).map_err(|problem| format!("{name} {problem}"));
    }
    match (context.cloud(), region(context)?) {
        // Its services answer under another domain; where STS does is not documented.
        (Some(Cloud::HuaweiCloud), Some(region)) if region != "eu-west-101" => {
            Ok(format!("https://sts.{region}.myhuaweicloud.com"))
        }
        _ => Err(format!("it is not known where STS is: give a region of Huawei Cloud, or set {VARIABLE}")),
    }
}

/// The region, which becomes a label of a host name, so that nothing may pass that could turn it into another host.
fn region(context: &ProviderContext) -> Result<Option<&str>, String> {
    let is_inner = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    match context.region() {
        Some(region) if region.is_empty() || !region.chars().all(is_inner) => {
            Err(format!("{region:?} cannot be a region: an id has lower-case letters, digits and hyphens"))
        }
        region => Ok(region),
    }
}

/// An address to which paths can be appended. It is not repeated in a message: it may hold a password.
pub(in crate::credentials) fn base(endpoint: &str) -> Result<String, String> {
    let wanted = "give scheme and host, such as https://iam.eu-de.otc.t-systems.com";
    let url = Url::parse(endpoint).map_err(|reason| format!("is no URL ({reason}): {wanted}"))?;
    if !matches!(url.scheme(), "http" | "https") || url.host_str().is_none() {
        return Err(format!("is no address of a web server: {wanted}"));
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(format!("has a user name or password in it: {wanted}"));
    }
    if url.query().is_some() || url.fragment().is_some() {
        return Err(format!("has a `?` or `#` in it: {wanted}"));
    }
    let address = url.as_str().trim_end_matches('/');
    Ok(address.strip_suffix("/v3").unwrap_or(address).trim_end_matches('/').to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Environment;

    fn context() -> ProviderContext {
        ProviderContext::new(reqwest::Client::new())
    }

    fn of_region(cloud: Cloud, region: &str) -> Result<String, String> {
        iam(&context().with_region(cloud, region), None)
    }

    fn ok(address: &str) -> Result<String, String> {
        Ok(address.to_owned())
    }

    #[test]
    fn each_region_has_the_address_that_its_cloud_documents() {
        let otc = Cloud::OpenTelekomCloud;
        assert_eq!(of_region(otc, "eu-de"), ok("https://iam.eu-de.otc.t-systems.com"));
        assert_eq!(of_region(otc, "eu-nl"), ok("https://iam.eu-nl.otc.t-systems.com"));
        assert_eq!(of_region(otc, "eu-ch2"), ok("https://iam-pub.eu-ch2.sc.otc.t-systems.com"));
        assert_eq!(of_region(Cloud::HuaweiCloud, "cn-north-4"), ok("https://iam.myhuaweicloud.com"));
        assert_eq!(of_region(Cloud::HuaweiCloud, "eu-west-101"), ok("https://iam.eu-west-101.myhuaweicloud.eu"));
    }

    #[test]
    fn what_is_given_wins_over_the_environment_and_that_over_the_region() {
        let os = Environment::empty().with("OS_AUTH_URL", "https://os.example/v3");
        let both = os.clone().with("HUAWEICLOUD_SDK_IAM_ENDPOINT", "https://sdk.example");
        let context = context().with_region(Cloud::HuaweiCloud, "cn-north-4");
        assert_eq!(iam(&context.clone().with_environment(os), None), ok("https://os.example"));
        assert_eq!(iam(&context.clone().with_environment(both.clone()), None), ok("https://sdk.example"));
        assert_eq!(iam(&context.with_environment(both), Some("https://given.example")), ok("https://given.example"));
    }

    #[test]
    fn the_version_and_slashes_at_the_end_are_left_out() {
        for address in
            ["https://iam.example", "https://iam.example/", "https://iam.example/v3", "https://iam.example/v3/"]
        {
            assert_eq!(base(address), ok("https://iam.example"));
        }
        assert_eq!(base("http://127.0.0.1:5000/identity/v3"), ok("http://127.0.0.1:5000/identity"));
    }

    #[test]
    fn without_a_cloud_nothing_is_guessed_since_a_password_would_go_there() {
        let message = "it is not known where IAM is: give the cloud and its region, or set HUAWEICLOUD_SDK_IAM_ENDPOINT \
                       or OS_AUTH_URL";
        assert_eq!(iam(&context(), None), Err(message.to_owned()));
    }

    #[test]
    fn a_region_that_would_name_another_host_is_refused() {
        for region in ["", "evil.example/", "a@b", "EU-DE"] {
            assert!(of_region(Cloud::OpenTelekomCloud, region).is_err(), "{region}");
        }
    }

    #[test]
    fn an_address_that_is_none_is_refused_without_being_repeated() {
        for address in ["secret", "ftp://secret", "https://u:secret@example.com", "https://example.com/?secret"] {
            let problem = base(address).expect_err("refused");
            assert!(!problem.contains("secret"), "{problem}");
        }
    }

    #[test]
    fn sts_has_an_address_for_each_region_of_huawei_cloud_and_none_is_guessed() {
        let huawei = |region| sts(&context().with_region(Cloud::HuaweiCloud, region), None);
        assert_eq!(huawei("cn-north-4"), ok("https://sts.cn-north-4.myhuaweicloud.com"));
        assert!(huawei("eu-west-101").is_err());
        assert!(sts(&context().with_region(Cloud::OpenTelekomCloud, "eu-de"), None).is_err());
        let set = Environment::empty().with("HUAWEICLOUD_SDK_STS_ENDPOINT", "https://sts.example/");
        assert_eq!(sts(&context().with_environment(set), None), ok("https://sts.example"));
    }
}
