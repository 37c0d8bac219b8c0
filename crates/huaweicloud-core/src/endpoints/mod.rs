//! Where services answer.
//!
//! The first that has something wins, and what is broken is an error, never passed over:
//!
//! 1. the endpoint given for the service, [`ConfigBuilder::service_endpoint`](crate::ConfigBuilder::service_endpoint);
//! 2. the endpoint given for all, [`ConfigBuilder::endpoint`](crate::ConfigBuilder::endpoint) and what stands for it;
//! 3. the variable `HUAWEICLOUD_SDK_REGION_{SERVICE}_{REGION}`;
//! 4. the file of regions;
//! 5. the table of the service.

mod near;
#[cfg(feature = "providers")]
mod regions_file;
#[cfg(not(feature = "providers"))]
#[path = "without_regions_file.rs"]
mod regions_file;
mod url;

pub(crate) use regions_file::RegionsFile;
pub(crate) use url::{base_url, is_region_id};

use crate::{Cloud, ConfigError, Environment, Service};

/// What is known of where services answer, checked as far as that can be done without knowing which service.
#[derive(Clone, Debug, Default)]
pub(crate) struct Endpoints {
    pub(crate) cloud: Option<Cloud>,
    pub(crate) region: Option<String>,
    /// Where everything goes, whatever the cloud and the region.
    pub(crate) all: Option<String>,
    /// Where single services are, by their names in lower case.
    pub(crate) services: Vec<(String, String)>,
    pub(crate) environment: Environment,
    pub(crate) file: RegionsFile,
}

impl Endpoints {
    /// The address at which a service answers, without a slash at its end.
    pub(crate) fn resolve(&self, service: &Service) -> Result<String, ConfigError> {
        let name = service.name().to_lowercase();
        if let Some(given) = self
            .services
            .iter()
            .find(|(service, _)| *service == name)
            .map(|(_, endpoint)| endpoint)
            .or(self.all.as_ref())
        {
            return Ok(given.clone());
        }
        let (Some(cloud), Some(region)) = (self.cloud, self.region.as_deref()) else {
            return Err(ConfigError::NoRegion { service: service.name() });
        };
        if let Some(endpoint) = self.of_variable(service, region)? {
            return Ok(endpoint);
        }
        if let Some(endpoint) = self.file.endpoint(&name, region) {
            return Ok(endpoint.to_owned());
        }
        if service.endpoint_template(cloud).is_none() {
            let offered_by = service.clouds().collect();
            return Err(ConfigError::NotOffered { service: service.name(), cloud, offered_by });
        }
        service.endpoint(cloud, region).ok_or_else(|| unknown_region(service, cloud, region))
    }

    /// What the variable of the service and the region says: a list with commas, of which the first is taken.
    fn of_variable(&self, service: &Service, region: &str) -> Result<Option<String>, ConfigError> {
        let variable = variable(service, region);
        let Some(list) = self.environment.get(&variable) else { return Ok(None) };
        let mut first = None;
        for endpoint in list.split(',') {
            let endpoint = base_url(endpoint)
                .map_err(|reason| ConfigError::InvalidEndpoint { origin: variable.clone(), reason })?;
            first.get_or_insert(endpoint);
        }
        Ok(first)
    }
}

/// `HUAWEICLOUD_SDK_REGION_DRS_EU_DE`
fn variable(service: &Service, region: &str) -> String {
    format!("HUAWEICLOUD_SDK_REGION_{}_{region}", service.name()).to_uppercase().replace('-', "_")
}

fn unknown_region(service: &Service, cloud: Cloud, region: &str) -> ConfigError {
    let mut regions: Vec<(&'static str, Cloud)> = Vec::new();
    for of in service.clouds() {
        for region in service.regions(of) {
            regions.push((region, of));
        }
    }
    ConfigError::UnknownRegion {
        service: service.name(),
        cloud,
        region: region.to_owned(),
        known: service.regions(cloud),
        // Of two regions that are equally near, the one of the asked cloud is meant.
        near: near::nearest(region, &regions, |of| of == cloud),
        variable: variable(service, region),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DRS: Service = Service::new(
        "drs",
        "",
        &[
            (Cloud::HuaweiCloud, "https://drs.{region}.myhuaweicloud.com"),
            (Cloud::OpenTelekomCloud, "https://drs.{region}.otc.t-systems.com"),
        ],
    )
    .with_regions(&[
        (Cloud::HuaweiCloud, &["cn-north-4", "cn-north-1", "eu-west-101"]),
        (Cloud::OpenTelekomCloud, &["eu-de", "eu-nl", "eu-ch2"]),
    ])
    .with_exceptions(&[
        (Cloud::HuaweiCloud, "eu-west-101", "https://drs.eu-west-101.myhuaweicloud.eu"),
        (Cloud::OpenTelekomCloud, "eu-ch2", "https://drs.eu-ch2.sc.otc.t-systems.com"),
    ]);
    const OMS: Service = Service::new("oms", "", &[(Cloud::HuaweiCloud, "https://oms.{region}.myhuaweicloud.com")]);

    fn at(region: &str) -> Endpoints {
        Endpoints { cloud: Some(Cloud::of_region(region)), region: Some(region.to_owned()), ..Endpoints::default() }
    }

    fn refusal(endpoints: &Endpoints, service: &Service) -> String {
        endpoints.resolve(service).expect_err("refused").to_string()
    }

    /// One that has everything but a file, of which parts are taken away.
    fn everything() -> Endpoints {
        Endpoints {
            all: Some("https://all.example".to_owned()),
            services: [("drs".to_owned(), "https://service.example".to_owned())].into(),
            environment: Environment::empty()
                .with("HUAWEICLOUD_SDK_REGION_DRS_EU_DE", "https://first.example/, https://second.example"),
            ..at("eu-de")
        }
    }

    #[test]
    fn the_most_specific_endpoint_wins() {
        let mut endpoints = everything();
        assert_eq!(endpoints.resolve(&DRS).as_deref().ok(), Some("https://service.example"));
        endpoints.services.clear();
        assert_eq!(endpoints.resolve(&DRS).as_deref().ok(), Some("https://all.example"));
        endpoints.all = None;
        assert_eq!(endpoints.resolve(&DRS).as_deref().ok(), Some("https://first.example"));
        endpoints.environment = Environment::empty();
        assert_eq!(endpoints.resolve(&DRS).as_deref().ok(), Some("https://drs.eu-de.otc.t-systems.com"));
    }

    #[test]
    fn a_region_of_either_cloud_is_enough() {
        for (region, endpoint) in [
            ("cn-north-4", "https://drs.cn-north-4.myhuaweicloud.com"),
            ("eu-west-101", "https://drs.eu-west-101.myhuaweicloud.eu"),
            ("eu-nl", "https://drs.eu-nl.otc.t-systems.com"),
            ("eu-ch2", "https://drs.eu-ch2.sc.otc.t-systems.com"),
        ] {
            assert_eq!(at(region).resolve(&DRS).as_deref().ok(), Some(endpoint));
        }
    }

    #[test]
    fn an_unknown_region_is_told_with_the_known_ones_and_how_to_go_on() {
        assert_eq!(
            refusal(&at("cn-nort-4"), &DRS),
            "Huawei Cloud has no region `cn-nort-4` for `drs`: did you mean `cn-north-4`? Known are cn-north-4, cn-north-1, \
             eu-west-101; to call another one, give its address with `.endpoint(…)` or in the variable \
             HUAWEICLOUD_SDK_REGION_DRS_CN_NORT_4"
        );
    }

    #[test]
    fn a_near_miss_is_looked_for_in_the_other_cloud_too() {
        assert!(refusal(&at("eu-dee"), &DRS).contains("did you mean `eu-de` of Open Telekom Cloud?"));
        let stated = Endpoints { cloud: Some(Cloud::HuaweiCloud), ..at("eu-de") };
        assert!(refusal(&stated, &DRS).contains("`eu-de` is one of Open Telekom Cloud."), "{}", refusal(&stated, &DRS));
        assert!(!refusal(&at("us-east-9"), &DRS).contains("did you mean"));
    }

    #[test]
    fn a_region_unknown_to_the_table_is_known_to_its_variable() {
        let environment = Environment::empty().with("HUAWEICLOUD_SDK_REGION_DRS_MY_LAB_1", "http://127.0.0.1:8080");
        let endpoints = Endpoints { environment, ..at("my-lab-1") };
        assert_eq!(endpoints.resolve(&DRS).as_deref().ok(), Some("http://127.0.0.1:8080"));
    }

    #[test]
    fn a_broken_variable_is_told_by_name_even_behind_a_good_first_endpoint() {
        for list in ["nonsense", "https://good.example,", "https://good.example,https://u:secret@bad.example"] {
            let environment = Environment::empty().with("HUAWEICLOUD_SDK_REGION_DRS_EU_DE", list);
            let message = refusal(&Endpoints { environment, ..at("eu-de") }, &DRS);
            assert!(message.starts_with("HUAWEICLOUD_SDK_REGION_DRS_EU_DE "), "{message}");
            assert!(!message.contains("secret"), "{message}");
        }
    }

    #[test]
    fn a_service_that_the_cloud_does_not_have_is_not_offered() {
        assert_eq!(
            refusal(&at("eu-de"), &OMS),
            "Open Telekom Cloud does not offer the service `oms`; it is offered by Huawei Cloud"
        );
    }

    #[test]
    fn without_known_regions_any_is_taken() {
        assert_eq!(at("new-1").resolve(&OMS).as_deref().ok(), Some("https://oms.new-1.myhuaweicloud.com"));
    }

    #[test]
    fn an_endpoint_for_one_service_says_nothing_of_another() {
        let endpoints = Endpoints {
            services: [("oms".to_owned(), "https://oms.example".to_owned())].into(),
            ..Endpoints::default()
        };
        assert!(endpoints.resolve(&OMS).is_ok());
        assert!(refusal(&endpoints, &DRS).starts_with("no region for `drs`: "));
    }
}
