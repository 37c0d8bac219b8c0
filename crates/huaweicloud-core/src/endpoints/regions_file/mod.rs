//! The file of regions that the official SDKs read.

mod yaml;

use std::path::{Path, PathBuf};

use self::yaml::{At, Fault, Node, Value};
use super::url::{base_url, is_region_id};
use crate::{ConfigError, Environment};

/// The variable that names the file.
const VARIABLE: &str = "HUAWEICLOUD_SDK_REGIONS_FILE";

/// Longer than a file of addresses can be; a device that never ends is none.
const MAX_BYTES: u64 = 1024 * 1024;

/// The endpoints that a file of regions gives.
#[derive(Clone, Debug, Default)]
pub(crate) struct RegionsFile {
    /// The service in lower case, the region, and the first of its endpoints.
    endpoints: Vec<(String, String, String)>,
}

impl RegionsFile {
    /// Reads the file that the environment names, or `~/.huaweicloud/regions.yaml` if that is there.
    pub(crate) fn of(environment: &Environment) -> Result<Self, ConfigError> {
        let (path, is_named) = match (environment.get(VARIABLE), environment.home()) {
            (Some(path), _) => (PathBuf::from(path), true),
            (None, Some(home)) => (home.join(".huaweicloud").join("regions.yaml"), false),
            (None, None) => return Ok(Self::default()),
        };
        let wrong = |place: &str, problem: String| ConfigError::RegionsFile { place: place.to_owned(), problem };
        let shown = path.display().to_string();
        match text(&path) {
            Ok(text) => Self::read(&text).map_err(|fault| wrong(&format!("{shown}:{}", fault.at), fault.problem)),
            Err(reason) if reason.kind() == std::io::ErrorKind::NotFound && !is_named => Ok(Self::default()),
            Err(reason) => {
                let why = if is_named { format!(", which {VARIABLE} names,") } else { String::new() };
                Err(wrong(&shown, format!("the file{why} cannot be read: {reason}")))
            }
        }
    }

    fn read(text: &str) -> Result<Self, Fault> {
        let mut file = Self::default();
        let root = yaml::read(text)?;
        let services = match root.value {
            Value::Nothing => return Ok(file),
            Value::Map(services) => services,
            _ => {
                return Err(Fault::new(
                    root.at,
                    "the file is a mapping of services, such as `DRS:`, to lists of regions",
                ));
            }
        };
        let mut seen: Vec<String> = Vec::new();
        for (at, service, regions) in services {
            let service = service.to_lowercase();
            if seen.contains(&service) {
                return Err(Fault::new(at, format!("`{}` is there twice, in two spellings", service.escape_debug())));
            }
            let Value::List(regions) = regions.value else {
                let problem =
                    "below a service stands a list of regions: `- id: …` and `endpoint: …` or `endpoints: […]`";
                return Err(Fault::new(regions.at, problem));
            };
            for region in regions {
                file.add(&service, region)?;
            }
            seen.push(service);
        }
        Ok(file)
    }

    /// Adds a region: `id` with `endpoint` or `endpoints`.
    fn add(&mut self, service: &str, region: Node) -> Result<(), Fault> {
        let Value::Map(fields) = region.value else {
            return Err(Fault::new(region.at, "a region has an `id`, and an `endpoint` or `endpoints`"));
        };
        // Where both are, the list comes first: so the official SDKs see it.
        let (mut id, mut endpoint, mut first) = (None, None, None);
        for (at, key, node) in fields {
            match (key.as_str(), node.value) {
                ("id", Value::Text(text)) if is_region_id(&text) => id = Some((node.at, text)),
                ("id", _) => {
                    let problem =
                        "`id` is the id of a region, such as `eu-de`: lower-case letters, digits and inner hyphens";
                    return Err(Fault::new(node.at, problem));
                }
                ("endpoint", Value::Text(text)) => endpoint = Some(checked(node.at, &text)?),
                ("endpoints", Value::Text(text)) => first = Some(checked(node.at, &text)?),
                ("endpoints", Value::List(items)) => {
                    let mut addresses = Vec::with_capacity(items.len());
                    for item in items {
                        let Value::Text(text) = item.value else {
                            return Err(Fault::new(
                                item.at,
                                "an endpoint is a text, such as `https://drs.example.com`",
                            ));
                        };
                        addresses.push(checked(item.at, &text)?);
                    }
                    first = addresses.into_iter().next();
                    if first.is_none() {
                        return Err(Fault::new(node.at, "`endpoints` is empty"));
                    }
                }
                ("endpoint" | "endpoints", _) => {
                    return Err(Fault::new(node.at, "an endpoint is a text, such as `https://drs.example.com`"));
                }
                (key, _) => {
                    let key = key.escape_debug();
                    return Err(Fault::new(
                        at,
                        format!("`{key}` is not understood: a region has `id`, `endpoint`, `endpoints`"),
                    ));
                }
            }
        }
        let (at, id) = id.ok_or_else(|| Fault::new(region.at, "the region has no `id`"))?;
        let endpoint = first
            .or(endpoint)
            .ok_or_else(|| Fault::new(region.at, "the region has neither `endpoint` nor `endpoints`"))?;
        if self.endpoint(service, &id).is_some() {
            return Err(Fault::new(at, format!("the region `{id}` is there twice for this service")));
        }
        self.endpoints.push((service.to_owned(), id, endpoint));
        Ok(())
    }

    /// The endpoint of a service, named in lower case, in a region.
    pub(super) fn endpoint(&self, service: &str, region: &str) -> Option<&str> {
        let mut endpoints = self.endpoints.iter();
        endpoints.find(|(of, id, _)| of == service && id == region).map(|(.., endpoint)| endpoint.as_str())
    }
}

fn checked(at: At, endpoint: &str) -> Result<String, Fault> {
    base_url(endpoint).map_err(|reason| Fault::new(at, format!("the endpoint {reason}")))
}

fn text(path: &Path) -> std::io::Result<String> {
    use std::io::Read;

    let mut text = String::new();
    std::fs::File::open(path)?.take(MAX_BYTES + 1).read_to_string(&mut text)?;
    if text.len() as u64 > MAX_BYTES {
        return Err(std::io::Error::other("it has more than a mebibyte"));
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::endpoints::Endpoints;
    use crate::{Cloud, Service};

    fn fault(text: &str) -> String {
        let fault = RegionsFile::read(text).expect_err("refused");
        format!("{}: {}", fault.at, fault.problem)
    }

    #[test]
    fn services_are_found_in_any_case_and_the_first_endpoint_is_taken() {
        let file = RegionsFile::read(
            "DRS:\n  - id: eu-de\n    endpoint: https://a.example/\n  - id: eu-nl\n    endpoints: [https://b.example, \
             https://c.example]\nOms:\n- id: x-1\n  endpoints:\n  - https://d.example/v3\nDcs: [{id: eu-de, endpoint: \
             https://e.example}]\n",
        )
        .expect("a file of regions");
        assert_eq!(file.endpoint("dcs", "eu-de"), Some("https://e.example"));
        assert_eq!(file.endpoint("drs", "eu-de"), Some("https://a.example"));
        assert_eq!(file.endpoint("drs", "eu-nl"), Some("https://b.example"));
        assert_eq!(file.endpoint("oms", "x-1"), Some("https://d.example"));
        assert_eq!(file.endpoint("oms", "eu-de"), None);
    }

    #[test]
    fn of_a_list_and_a_single_endpoint_the_list_comes_first() {
        let text = "DRS: [{id: a, endpoint: https://a.example, endpoints: [https://b.example]}]";
        assert_eq!(RegionsFile::read(text).expect("a file").endpoint("drs", "a"), Some("https://b.example"));
    }

    #[test]
    fn what_the_file_may_not_say_is_refused_with_its_place() {
        for (text, expected) in [
            ("- a", "1:1: the file is a mapping"),
            ("DRS: x", "1:6: below a service"),
            ("DRS:\n  - x", "2:5: a region has an `id`"),
            ("DRS:\n  - id: EU\n", "2:9: `id` is the id"),
            ("DRS:\n  - id: a\n", "2:5: the region has neither"),
            ("DRS:\n  - endpoint: https://a.example\n", "2:5: the region has no `id`"),
            ("DRS:\n  - id: a\n    endpoint: ftp://a\n", "3:15: the endpoint is no `https`"),
            ("DRS:\n  - id: a\n    endpoints: [https://a, b]\n", "3:28: the endpoint is no URL"),
            ("DRS:\n  - id: a\n    endpoints: []\n", "3:16: `endpoints` is empty"),
            ("DRS:\n  - id: a\n    endpoint: https://a\n    endpoints: []\n", "4:16: `endpoints` is empty"),
            ("DRS:\n  - id: a\n    endpiont: https://a\n", "3:5: `endpiont` is not understood"),
            ("DRS:\n  - id: a\n    endpoint: https://a\n  - id: a\n    endpoint: https://b\n", "4:9: the region `a`"),
            ("DRS: []\ndrs: []\n", "2:1: `drs` is there twice"),
        ] {
            let fault = fault(text);
            assert!(fault.starts_with(expected), "{text:?}: {fault}");
        }
    }

    #[test]
    fn a_password_in_an_endpoint_is_refused_without_being_repeated() {
        let fault = fault("DRS:\n  - id: a\n    endpoint: https://user:secret@a.example\n");
        assert!(
            fault.starts_with("3:15: the endpoint has a user name or password") && !fault.contains("secret"),
            "{fault}"
        );
    }

    #[test]
    fn the_file_wins_over_the_table_of_the_service_and_yields_to_the_variable() {
        const DRS: Service = Service::new("drs", "", &[(Cloud::OpenTelekomCloud, "https://drs.example")]);
        let file = RegionsFile::read("Drs:\n  - id: eu-de\n    endpoint: https://file.example\n").expect("a file");
        let (cloud, region) = (Some(Cloud::OpenTelekomCloud), Some("eu-de".to_owned()));
        let mut endpoints = Endpoints { cloud, region, file, ..Endpoints::default() };
        assert_eq!(endpoints.resolve(&DRS).as_deref().ok(), Some("https://file.example"));
        endpoints.environment =
            Environment::empty().with("HUAWEICLOUD_SDK_REGION_DRS_EU_DE", "https://variable.example");
        assert_eq!(endpoints.resolve(&DRS).as_deref().ok(), Some("https://variable.example"));
    }

    #[test]
    fn the_file_in_the_home_folder_need_not_be_there_but_one_that_is_named_must() {
        let home = tempfile::tempdir().expect("a folder");
        let environment = Environment::empty().with_home(home.path());
        assert!(RegionsFile::of(&environment).is_ok());

        let path = home.path().join("mine.yaml");
        let named = environment.with(VARIABLE, path.display().to_string());
        let message = RegionsFile::of(&named).expect_err("refused").to_string();
        let expected = format!("{}: the file, which {VARIABLE} names, cannot be read: ", path.display());
        assert!(message.starts_with(&expected), "{message}");
    }

    #[test]
    fn a_broken_file_is_told_with_path_line_and_column() {
        let home = tempfile::tempdir().expect("a folder");
        std::fs::create_dir(home.path().join(".huaweicloud")).expect("a folder");
        let path = home.path().join(".huaweicloud").join("regions.yaml");
        std::fs::write(&path, "DRS:\n  - id: {}\n").expect("a file");
        let message = RegionsFile::of(&Environment::empty().with_home(home.path())).expect_err("refused").to_string();
        assert!(message.starts_with(&format!("{}:2:9: `id` is the id", path.display())), "{message}");
    }

    #[test]
    fn a_file_without_end_is_refused() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("long.yaml");
        std::fs::write(&path, "#".repeat(MAX_BYTES as usize + 1)).expect("a file");
        let environment = Environment::empty().with(VARIABLE, path.display().to_string());
        assert!(RegionsFile::of(&environment).expect_err("refused").to_string().contains("mebibyte"));
    }
}
