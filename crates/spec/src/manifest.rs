//! service.toml: what a service is called, where it is reached, where its pages lie, and what all of its operations answer.

mod answers;
mod endpoint;

use std::collections::BTreeMap;
use std::fmt;

use contract::{Edition, Place};

use document::checker::Checker;
use document::diagnostics::Diagnostics;
use document::grammar::{Is, Key, Object, key, must};
use document::node::{At, Node};

use answers::ANSWERS;
pub use answers::ServiceAnswer;

/// A cloud that runs the service.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Cloud {
    /// Huawei Cloud: `huaweicloud`.
    HuaweiCloud,
    /// Open Telekom Cloud: `open-telekom-cloud`.
    OpenTelekomCloud,
}

impl Cloud {
    /// Every cloud, in the order in which bundles list servers.
    pub const ALL: [Cloud; 2] = [Self::HuaweiCloud, Self::OpenTelekomCloud];

    /// Its key in service.toml.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::HuaweiCloud => "huaweicloud",
            Self::OpenTelekomCloud => "open-telekom-cloud",
        }
    }

    /// Its name as people write it.
    pub fn title(self) -> &'static str {
        match self {
            Self::HuaweiCloud => "Huawei Cloud",
            Self::OpenTelekomCloud => "Open Telekom Cloud",
        }
    }
}

impl fmt::Display for Cloud {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// How a cloud is reached.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Endpoint {
    /// The base URL; `{region}` stands for the region, where it has one.
    pub url: String,
    /// The region that tools take when none is given; there exactly if the URL has `{region}`.
    pub region: Option<String>,
    /// All regions in which the cloud has the service, the default first; none if they are not known.
    pub regions: Vec<String>,
    /// The regions whose base URL is another one, and that URL.
    pub exceptions: Vec<(String, String)>,
    /// Where the URL is written.
    pub at: Place,
}

/// A page of the vendor's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// The file, below the folder of pages.
    pub path: String,
    /// Where service.toml names it.
    pub at: Place,
}

/// What service.toml says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Manifest {
    /// The name of the service.
    pub title: String,
    /// The version of its API.
    pub version: String,
    /// What it does, in our words.
    pub description: String,
    /// The client crate.
    pub crate_name: String,
    /// How each cloud is reached.
    pub endpoints: BTreeMap<Cloud, Endpoint>,
    /// The pages of each operation, by its stem, and by edition.
    pub pages: BTreeMap<String, BTreeMap<Edition, Page>>,
    /// What a service documents for all of its operations, on a page of their own, in the order of the file.
    pub answers: Vec<ServiceAnswer>,
    /// Where the pages of each operation are named.
    pub(crate) pages_at: BTreeMap<String, Place>,
}

static TEXT: Is = Is::Text;
static PAGES: Is = Is::Map(&TEXT);
static MANIFEST_IS: Is = Is::Object(&MANIFEST);
static MANIFEST: Object = Object {
    name: "service.toml",
    keys: {
        static KEYS: &[Key] = &[
            must("title", Is::Text),
            must("version", Is::Text),
            must("description", Is::Text),
            must("crate", Is::Text),
            must("endpoints", Is::Object(&CLOUDS)),
            key("regions", Is::Object(&REGIONS)),
            key("exceptions", Is::Object(&EXCEPTIONS)),
            key("pages", Is::Map(&PAGES)),
            key("answers", Is::Object(&ANSWERS)),
        ];
        KEYS
    },
    pattern: None,
};
static CLOUDS: Object = Object {
    name: "a table of clouds",
    keys: {
        static KEYS: &[Key] = &[key("huaweicloud", Is::Text), key("open-telekom-cloud", Is::Text)];
        KEYS
    },
    pattern: None,
};

/// One region or a list of them, which `endpoint` tells apart.
static REGIONS: Object = Object {
    name: "a table of clouds",
    keys: {
        static KEYS: &[Key] = &[key("huaweicloud", Is::Any), key("open-telekom-cloud", Is::Any)];
        KEYS
    },
    pattern: None,
};
static EXCEPTIONS: Object = Object {
    name: "a table of clouds",
    keys: {
        static KEYS: &[Key] = &[key("huaweicloud", Is::Map(&TEXT)), key("open-telekom-cloud", Is::Map(&TEXT))];
        KEYS
    },
    pattern: None,
};

/// Checks service.toml and reads it; what is wrong with it is among the diagnostics.
pub(crate) fn read(node: &Node, service: &str, diagnostics: &mut Diagnostics) -> Manifest {
    Checker::new(diagnostics, &[], &[]).value(node, &MANIFEST_IS, At { line: 0, column: 0, ..node.at });
    crate_name(node, service, diagnostics);
    if let Some(endpoints) = node.field("endpoints").filter(|endpoints| endpoints.value.entries().next().is_none()) {
        let problem = diagnostics.error("endpoint", endpoints.key_at, "no cloud has the service");
        diagnostics.push(problem.help("add `huaweicloud = \"https://...\"`, or the endpoint of another cloud"));
    }
    let text = |key: &str| node.text_of(key).unwrap_or_default().to_owned();
    Manifest {
        title: text("title"),
        version: text("version"),
        description: text("description"),
        crate_name: text("crate"),
        endpoints: Cloud::ALL
            .into_iter()
            .filter_map(|cloud| Some((cloud, endpoint::read(node, cloud, diagnostics)?)))
            .collect(),
        pages: pages(node, diagnostics),
        answers: answers::read(node, diagnostics),
        pages_at: node
            .get("pages")
            .into_iter()
            .flat_map(Node::entries)
            .map(|(stem, field)| (stem.to_owned(), diagnostics.place(field.key_at)))
            .collect(),
    }
}

/// The name of the crate is the name of its folder as well: nothing but a plain name may come out of it, and no two
/// services may have one crate, because each removes from it what is not its own.
fn crate_name(node: &Node, service: &str, diagnostics: &mut Diagnostics) {
    let Some((name, at)) = node.text_of("crate").zip(node.get("crate").map(|name| name.at)) else { return };
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if !name.starts_with(|c: char| c.is_ascii_lowercase()) || !name.chars().all(plain) {
        let problem = diagnostics.error("crate-name", at, format!("`{}` is no name of a crate", name.escape_debug()));
        diagnostics.push(problem.help("use lower-case letters, digits and `-`, as in `huaweicloud-drs`"));
    } else if !name.strip_suffix(service).is_some_and(|prefix| prefix.ends_with('-')) {
        let problem =
            diagnostics.error("crate-name", at, format!("`{name}` is not named after the service `{service}`"));
        diagnostics.push(problem.help(format!("write `huaweicloud-{service}`")));
    }
}

fn pages(node: &Node, diagnostics: &mut Diagnostics) -> BTreeMap<String, BTreeMap<Edition, Page>> {
    let mut pages: BTreeMap<String, BTreeMap<Edition, Page>> = BTreeMap::new();
    for (stem, of_operation) in node.get("pages").into_iter().flat_map(Node::entries) {
        let editions = pages.entry(stem.to_owned()).or_default();
        for (edition, page) in of_operation.value.entries() {
            match (edition.parse::<Edition>(), page.value.text()) {
                (Ok(edition), Some(path)) => {
                    editions.insert(edition, Page { path: path.to_owned(), at: diagnostics.place(page.key_at) });
                }
                (Err(message), _) => {
                    let problem = diagnostics.error("edition", page.key_at, message);
                    diagnostics.push(problem);
                }
                (Ok(_), None) => {}
            }
        }
    }
    pages
}

impl Manifest {
    /// What stands in for a manifest that could not be read, so that the other files can still be checked.
    pub(crate) fn unknown() -> Self {
        Self {
            title: String::new(),
            version: String::new(),
            description: String::new(),
            crate_name: String::new(),
            endpoints: BTreeMap::new(),
            pages: BTreeMap::new(),
            answers: Vec::new(),
            pages_at: BTreeMap::new(),
        }
    }
}
