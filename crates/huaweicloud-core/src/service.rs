//! Clouds, services, and where the one offers the other.

use std::fmt;
use std::str::FromStr;

/// A cloud that speaks these APIs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Cloud {
    /// Huawei Cloud, `*.myhuaweicloud.com`.
    HuaweiCloud,
    /// Open Telekom Cloud, `*.otc.t-systems.com`.
    OpenTelekomCloud,
}

impl Cloud {
    /// The name in files and variables: `huaweicloud`, `open-telekom-cloud`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::HuaweiCloud => "huaweicloud",
            Self::OpenTelekomCloud => "open-telekom-cloud",
        }
    }

    /// The cloud that a region belongs to when nobody says: the regions of Open Telekom Cloud are few and known
    /// (`eu-de`, `eu-nl`, and the Swiss `eu-ch2`), any other is one of Huawei Cloud.
    ///
    /// ```
    /// use huaweicloud_core::Cloud;
    ///
    /// assert_eq!(Cloud::of_region("eu-de"), Cloud::OpenTelekomCloud);
    /// assert_eq!(Cloud::of_region("cn-north-4"), Cloud::HuaweiCloud);
    /// ```
    #[must_use]
    pub fn of_region(region: &str) -> Self {
        match region {
            "eu-de" | "eu-nl" | "eu-ch2" => Self::OpenTelekomCloud,
            _ => Self::HuaweiCloud,
        }
    }
}

/// The name for people: `Huawei Cloud`, `Open Telekom Cloud`. [`Cloud::as_str`] is the one for files.
impl fmt::Display for Cloud {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::HuaweiCloud => "Huawei Cloud",
            Self::OpenTelekomCloud => "Open Telekom Cloud",
        })
    }
}

/// Reads either name of a cloud, in any case, with or without its hyphens; and `otc`.
///
/// ```
/// use huaweicloud_core::Cloud;
///
/// assert_eq!("otc".parse(), Ok(Cloud::OpenTelekomCloud));
/// assert_eq!(Cloud::HuaweiCloud.as_str().parse(), Ok(Cloud::HuaweiCloud));
/// assert!("azure".parse::<Cloud>().is_err());
/// ```
impl FromStr for Cloud {
    type Err = UnknownCloud;

    fn from_str(name: &str) -> Result<Self, UnknownCloud> {
        let plain: String = name.chars().filter(|c| !matches!(c, ' ' | '-' | '_')).collect();
        match plain.to_ascii_lowercase().as_str() {
            "huaweicloud" => Ok(Self::HuaweiCloud),
            "opentelekomcloud" | "otc" => Ok(Self::OpenTelekomCloud),
            _ => Err(UnknownCloud),
        }
    }
}

/// A text is the name of no cloud. It is not repeated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct UnknownCloud;

impl fmt::Display for UnknownCloud {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("is no cloud: write `huaweicloud`, or `open-telekom-cloud` (short `otc`)")
    }
}

impl std::error::Error for UnknownCloud {}

/// A service: its name, the crate that calls it, and its endpoints on each cloud that offers it.
///
/// Every client crate has one, called `SERVICE`.
#[derive(Clone, Copy, Debug)]
pub struct Service {
    name: &'static str,
    product: &'static str,
    endpoints: &'static [(Cloud, &'static str)],
    regions: &'static [(Cloud, &'static [&'static str])],
    exceptions: &'static [(Cloud, &'static str, &'static str)],
}

impl Service {
    /// Describes a service.
    ///
    /// `name` is the short name, such as `drs`; `product` is the crate as it appears in the `User-Agent`, such as
    /// `huaweicloud-drs/0.1.0`; an endpoint is a URL in which `{region}` stands for the region's id.
    ///
    /// ```
    /// use huaweicloud_core::{Cloud, Service};
    ///
    /// const SERVICE: Service = Service::new(
    ///     "drs",
    ///     concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION")),
    ///     &[(Cloud::OpenTelekomCloud, "https://drs.{region}.otc.t-systems.com")],
    /// )
    /// .with_regions(&[(Cloud::OpenTelekomCloud, &["eu-de", "eu-ch2"])])
    /// .with_exceptions(&[(Cloud::OpenTelekomCloud, "eu-ch2", "https://drs.eu-ch2.sc.otc.t-systems.com")]);
    ///
    /// assert_eq!(SERVICE.clouds().collect::<Vec<_>>(), [Cloud::OpenTelekomCloud]);
    /// assert_eq!(SERVICE.regions(Cloud::OpenTelekomCloud), ["eu-de", "eu-ch2"]);
    /// ```
    #[must_use]
    pub const fn new(name: &'static str, product: &'static str, endpoints: &'static [(Cloud, &'static str)]) -> Self {
        Self { name, product, endpoints, regions: &[], exceptions: &[] }
    }

    /// The same with the regions in which each cloud offers it. A cloud without any here is taken to offer it in all of
    /// its regions.
    #[must_use]
    pub const fn with_regions(self, regions: &'static [(Cloud, &'static [&'static str])]) -> Self {
        Self { regions, ..self }
    }

    /// The same with the regions whose endpoint is another than the cloud's template says.
    #[must_use]
    pub const fn with_exceptions(self, exceptions: &'static [(Cloud, &'static str, &'static str)]) -> Self {
        Self { exceptions, ..self }
    }

    /// The short name of the service, such as `drs`.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// The client crate and its version, as the `User-Agent` names it.
    #[must_use]
    pub const fn product(&self) -> &'static str {
        self.product
    }

    /// The clouds that offer this service.
    pub fn clouds(&self) -> impl Iterator<Item = Cloud> + use<> {
        self.endpoints.iter().map(|(cloud, _)| *cloud)
    }

    /// The regions in which a cloud offers this service; none if it does not, or if they are not known.
    #[must_use]
    pub fn regions(&self, cloud: Cloud) -> &'static [&'static str] {
        self.regions.iter().find(|(of, _)| *of == cloud).map_or(&[], |(_, regions)| *regions)
    }

    /// The endpoint template for a cloud, with `{region}` in it, or `None` if the cloud does not offer the service.
    #[must_use]
    pub fn endpoint_template(&self, cloud: Cloud) -> Option<&'static str> {
        self.endpoints.iter().find(|(of, _)| *of == cloud).map(|(_, template)| *template)
    }

    /// The endpoint in a region that its cloud is known to have, or in any region if they are not known.
    ///
    /// ```
    /// # use huaweicloud_core::{Cloud, Service};
    /// # const OMS: Service = Service::new("oms", "", &[(Cloud::HuaweiCloud, "https://oms.{region}.myhuaweicloud.com")])
    /// #     .with_regions(&[(Cloud::HuaweiCloud, &["cn-north-4"])]);
    /// let endpoint = OMS.endpoint(Cloud::HuaweiCloud, "cn-north-4");
    /// assert_eq!(endpoint.as_deref(), Some("https://oms.cn-north-4.myhuaweicloud.com"));
    /// assert_eq!(OMS.endpoint(Cloud::HuaweiCloud, "cn-north-5"), None);
    /// ```
    #[must_use]
    pub fn endpoint(&self, cloud: Cloud, region: &str) -> Option<String> {
        let template = self.endpoint_template(cloud)?;
        let regions = self.regions(cloud);
        if !regions.is_empty() && !regions.contains(&region) {
            return None;
        }
        let exception = self.exceptions.iter().find(|(of, named, _)| *of == cloud && *named == region);
        Some(exception.map_or_else(|| template.replace("{region}", region), |(_, _, url)| (*url).to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_name_of_a_cloud_is_read_back() {
        for cloud in [Cloud::HuaweiCloud, Cloud::OpenTelekomCloud] {
            assert_eq!(cloud.as_str().parse(), Ok(cloud));
            assert_eq!(cloud.to_string().parse(), Ok(cloud));
        }
        assert_eq!("OpenTelekomCloud".parse(), Ok(Cloud::OpenTelekomCloud));
        assert_eq!("OTC".parse(), Ok(Cloud::OpenTelekomCloud));
    }

    #[test]
    fn another_name_is_refused_with_those_that_there_are() {
        let error = "".parse::<Cloud>().expect_err("no cloud");
        assert_eq!(error.to_string(), "is no cloud: write `huaweicloud`, or `open-telekom-cloud` (short `otc`)");
    }

    #[test]
    fn a_service_without_known_regions_has_any_of_them() {
        let service = Service::new("x", "", &[(Cloud::HuaweiCloud, "https://x.{region}.example")]);
        assert_eq!(service.endpoint(Cloud::HuaweiCloud, "new-1").as_deref(), Some("https://x.new-1.example"));
        assert_eq!(service.endpoint(Cloud::OpenTelekomCloud, "eu-de"), None);
    }

    #[test]
    fn an_exception_wins_over_the_template() {
        let service = Service::new("x", "", &[(Cloud::HuaweiCloud, "https://x.{region}.example.com")])
            .with_regions(&[(Cloud::HuaweiCloud, &["a", "b"])])
            .with_exceptions(&[(Cloud::HuaweiCloud, "b", "https://x.b.example.eu")]);
        assert_eq!(service.endpoint(Cloud::HuaweiCloud, "a").as_deref(), Some("https://x.a.example.com"));
        assert_eq!(service.endpoint(Cloud::HuaweiCloud, "b").as_deref(), Some("https://x.b.example.eu"));
    }
}
