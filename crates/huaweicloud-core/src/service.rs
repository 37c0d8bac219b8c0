//! Clouds, services, and where the one offers the other.

use std::fmt;

/// A cloud that speaks these APIs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Cloud {
    /// Huawei Cloud, `*.myhuaweicloud.com`.
    HuaweiCloud,
    /// Open Telekom Cloud, `*.otc.t-systems.com`.
    OpenTelekomCloud,
}

impl fmt::Display for Cloud {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::HuaweiCloud => "Huawei Cloud",
            Self::OpenTelekomCloud => "Open Telekom Cloud",
        })
    }
}

/// A service: its name, the crate that calls it, and its endpoint on each cloud that offers it.
///
/// Every client crate has one, called `SERVICE`.
#[derive(Clone, Copy, Debug)]
pub struct Service {
    name: &'static str,
    product: &'static str,
    endpoints: &'static [(Cloud, &'static str)],
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
    /// );
    /// assert_eq!(SERVICE.clouds().collect::<Vec<_>>(), [Cloud::OpenTelekomCloud]);
    /// ```
    #[must_use]
    pub const fn new(name: &'static str, product: &'static str, endpoints: &'static [(Cloud, &'static str)]) -> Self {
        Self { name, product, endpoints }
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

    /// The endpoint template for a cloud, with `{region}` in it, or `None` if the cloud does not offer the service.
    #[must_use]
    pub fn endpoint_template(&self, cloud: Cloud) -> Option<&'static str> {
        self.endpoints.iter().find(|(offered_by, _)| *offered_by == cloud).map(|(_, template)| *template)
    }
}
