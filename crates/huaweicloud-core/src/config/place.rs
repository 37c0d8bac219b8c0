//! Which cloud, which region, which addresses: from all who may say it, the first who does.

use crate::credentials::Sensitive;
use crate::endpoints::{base_url, is_region_id};
use crate::{Cloud, ConfigBuilder, ConfigError, Environment};

const REGION: [&str; 5] =
    ["HUAWEICLOUD_REGION", "HUAWEICLOUD_SDK_REGION", "HW_REGION_NAME", "OS_REGION_NAME", "OS_REGION"];
const CLOUD: &str = "HUAWEICLOUD_CLOUD";
const ENDPOINT: &str = "HUAWEICLOUD_ENDPOINT";
const IAM_ENDPOINT: [&str; 2] = ["HUAWEICLOUD_SDK_IAM_ENDPOINT", "OS_AUTH_URL"];

/// A text, and who gave it. It may be an address with a password in it until it has been checked.
#[derive(Clone, Debug)]
pub(super) struct Given {
    origin: String,
    text: Sensitive,
}

impl Given {
    pub(super) fn new(origin: impl Into<String>, text: impl Into<Sensitive>) -> Self {
        Self { origin: origin.into(), text: text.into() }
    }

    /// The address, if it is one.
    pub(super) fn endpoint(&self) -> Result<String, ConfigError> {
        base_url(self.text.expose())
            .map_err(|reason| ConfigError::InvalidEndpoint { origin: self.origin.clone(), reason })
    }

    fn region(&self) -> Result<String, ConfigError> {
        let region = self.text.expose().to_owned();
        if is_region_id(&region) {
            Ok(region)
        } else {
            Err(ConfigError::InvalidRegion { origin: self.origin.clone(), region })
        }
    }

    fn cloud(&self) -> Result<Cloud, ConfigError> {
        self.text.expose().parse().map_err(|_| ConfigError::InvalidCloud { origin: self.origin.clone() })
    }
}

/// What one source says.
#[derive(Clone, Debug, Default)]
pub(super) struct Source {
    pub(super) cloud: Option<Given>,
    pub(super) region: Option<Given>,
    pub(super) endpoint: Option<Given>,
    pub(super) iam_endpoint: Option<Given>,
    /// Whether its endpoint is meant for its own region.
    pub(super) belongs_together: bool,
}

impl Source {
    pub(super) fn of_builder(builder: &ConfigBuilder) -> Self {
        let given = |method: &str, text: Option<Sensitive>| Some(Given::new(format!("`.{method}(…)`"), text?));
        Self {
            cloud: given("cloud", builder.cloud.map(|cloud| cloud.as_str().into())),
            region: given("region", builder.region.clone().map(Sensitive::from)),
            endpoint: given("endpoint", builder.endpoint.clone()),
            iam_endpoint: given("iam_endpoint", builder.iam_endpoint.clone()),
            belongs_together: false,
        }
    }

    pub(super) fn of_environment(environment: &Environment) -> Self {
        let first = |names: &[&str]| names.iter().find_map(|name| Some(Given::new(*name, environment.get(name)?)));
        Self {
            cloud: first(&[CLOUD]),
            region: first(&REGION),
            endpoint: first(&[ENDPOINT]),
            iam_endpoint: first(&IAM_ENDPOINT),
            belongs_together: false,
        }
    }

    /// Whether it says enough to call something.
    pub(super) fn is_place(&self) -> bool {
        self.region.is_some() || self.endpoint.is_some()
    }
}

/// What was found to be valid.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) cloud: Option<Cloud>,
    pub(super) region: Option<String>,
    pub(super) endpoint: Option<String>,
    pub(super) iam_endpoint: Option<String>,
}

impl Place {
    /// What the sources say together, the strongest first.
    pub(super) fn of(sources: &[Source]) -> Result<Self, ConfigError> {
        let says_region = sources.iter().position(|source| source.region.is_some());
        // What is said behind the region is about another one.
        let as_near_as_the_region = |index: usize| says_region.is_none_or(|region| index <= region);
        let mut endpoint = None;
        let mut cloud = None;
        for (index, source) in sources.iter().enumerate() {
            if as_near_as_the_region(index) {
                cloud = cloud.or(source.cloud.as_ref());
            }
            if as_near_as_the_region(index) || !source.belongs_together {
                endpoint = endpoint.or(source.endpoint.as_ref());
            }
        }
        let region = sources.iter().find_map(|source| source.region.as_ref()).map(Given::region).transpose()?;
        let iam_endpoint = sources.iter().find_map(|source| source.iam_endpoint.as_ref());
        Ok(Self {
            cloud: cloud.map(Given::cloud).transpose()?.or_else(|| region.as_deref().map(Cloud::of_region)),
            region,
            endpoint: endpoint.map(Given::endpoint).transpose()?,
            iam_endpoint: iam_endpoint.map(Given::endpoint).transpose()?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn environment(variables: &[(&str, &str)]) -> Source {
        let add = |environment: Environment, (name, value): &(&str, &str)| environment.with(*name, *value);
        Source::of_environment(&variables.iter().fold(Environment::empty(), add))
    }

    fn program(region: &str) -> Source {
        Source { region: Some(Given::new("`.region(…)`", region)), ..Source::default() }
    }

    fn place(sources: &[Source]) -> Place {
        Place::of(sources).expect("a place")
    }

    fn refusal(variables: &[(&str, &str)]) -> String {
        Place::of(&[environment(variables)]).expect_err("refused").to_string()
    }

    #[test]
    fn the_region_is_taken_from_the_first_variable_of_the_list() {
        let mut variables: Vec<(&str, &str)> =
            REGION.iter().copied().zip(["eu-de", "eu-nl", "eu-ch2", "cn-north-4", "cn-north-1"]).collect();
        while let Some((_, region)) = variables.first().copied() {
            assert_eq!(place(&[environment(&variables)]).region.as_deref(), Some(region));
            variables.remove(0);
        }
    }

    #[test]
    fn the_cloud_is_said_or_inferred_from_the_region() {
        let said =
            |cloud| place(&[environment(&[("HUAWEICLOUD_REGION", "new-1"), ("HUAWEICLOUD_CLOUD", cloud)])]).cloud;
        assert_eq!(said("otc"), Some(Cloud::OpenTelekomCloud));
        assert_eq!(said("huaweicloud"), Some(Cloud::HuaweiCloud));
        assert_eq!(said(""), Some(Cloud::HuaweiCloud));
        assert_eq!(place(&[program("eu-nl")]).cloud, Some(Cloud::OpenTelekomCloud));
    }

    #[test]
    fn a_cloud_behind_the_region_is_that_of_another_region() {
        let behind = environment(&[("HUAWEICLOUD_REGION", "cn-north-4"), ("HUAWEICLOUD_CLOUD", "huaweicloud")]);
        let place = place(&[program("eu-de"), behind]);
        assert_eq!((place.cloud, place.region.as_deref()), (Some(Cloud::OpenTelekomCloud), Some("eu-de")));
    }

    #[test]
    fn the_endpoint_of_iam_is_taken_from_either_ecosystem_without_its_version() {
        let os = ("OS_AUTH_URL", "https://iam.eu-de.otc.t-systems.com/v3");
        let sdk = ("HUAWEICLOUD_SDK_IAM_ENDPOINT", "https://iam.example/");
        let iam = |variables: &[_]| place(&[environment(variables)]).iam_endpoint;
        assert_eq!(iam(&[os]).as_deref(), Some("https://iam.eu-de.otc.t-systems.com"));
        assert_eq!(iam(&[os, sdk]).as_deref(), Some("https://iam.example"));
    }

    #[test]
    fn what_is_wrong_is_told_with_who_said_it_and_no_address() {
        assert!(refusal(&[("HW_REGION_NAME", "EU-DE")]).starts_with("HW_REGION_NAME: \"EU-DE\" cannot be a region"));
        assert!(
            refusal(&[("HUAWEICLOUD_CLOUD", "azure")])
                .starts_with("HUAWEICLOUD_CLOUD is no cloud: write `huaweicloud`")
        );
        for variable in [ENDPOINT, "OS_AUTH_URL"] {
            let message = refusal(&[(variable, "https://u:secret@example.com")]);
            assert!(
                message.starts_with(&format!("{variable} has a user name")) && !message.contains("secret"),
                "{message}"
            );
        }
    }
}
