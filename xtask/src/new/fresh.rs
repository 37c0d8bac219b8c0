//! The files of a service that is not there yet.

use std::collections::BTreeMap;

use contract::{Address, ParameterIn, Type, UNWRITTEN};
use heck::ToTitleCase as _;
use serde_json::json;
use spec::SourceFile;

use super::page::Source;
use crate::Workspace;

/// What a new service is called, as far as a page tells.
#[derive(Clone, Debug)]
pub(crate) struct Fresh {
    /// The folder name.
    pub(crate) service: String,
    /// Its title.
    pub(crate) title: String,
    /// The version of its API.
    pub(crate) version: String,
    /// The crate.
    crate_name: String,
    /// Whether operations can share the parameter `project_id`, which nearly all have.
    has_project: bool,
    /// The cloud that has it, its address and its first region.
    cloud: (&'static str, String, &'static str),
}

impl Fresh {
    /// A service of that name whose first page this is.
    pub(crate) fn new(workspace: &Workspace, service: &str, source: &Source) -> Self {
        let title = source.folder().unwrap_or(service).to_title_case();
        let is_version = |part: &&str| {
            let digits = part.strip_prefix(['v', 'V']).unwrap_or_default();
            digits.starts_with(|c: char| c.is_ascii_digit()) && digits.chars().all(|c| c.is_ascii_digit() || c == '.')
        };
        let path = source.told(contract::Aspect::Path);
        let version = path.split('/').find(is_version).map_or_else(|| "v1".to_owned(), str::to_lowercase);
        let cloud = match source.edition.as_str() {
            "otc" => ("open-telekom-cloud", format!("https://{service}.{{region}}.otc.t-systems.com"), "eu-de"),
            _ => ("huaweicloud", format!("https://{service}.{{region}}.myhuaweicloud.com"), "cn-north-4"),
        };
        let crate_name = format!("{}-{service}", workspace.crate_prefix());
        let project = source.contract.get(&Address::Parameter(ParameterIn::Path, "project_id".to_owned()));
        let has_project = project.is_some_and(|project| {
            project.facts.ty().is_none_or(|ty| *ty == Type::String) && project.facts.rules().is_empty()
        });
        Self { service: service.to_owned(), title, version, crate_name, has_project, cloud }
    }

    /// service.toml and common.yaml.
    pub(crate) fn spec_files(&self) -> Vec<SourceFile> {
        let file = |name: &str, text: String| SourceFile { name: name.to_owned(), bytes: text.into_bytes() };
        vec![file("common.yaml", self.common()), file("service.toml", self.manifest())]
    }

    fn manifest(&self) -> String {
        let text = |text: &str| json!(text).to_string();
        let (cloud, url, region) = &self.cloud;
        format!(
            "# What holds for the whole service: the bundle and the client crate take it from here.\n\
             title = {title}\n\
             version = {version}\n\
             description = {description}\n\
             crate = {crate_name}\n\n\
             # One server per cloud; `{{region}}` is the only variable. Drafted after the name of the service.\n\
             [endpoints]\n\
             {cloud} = {url}\n\n\
             # The region that tools take when none is given. Which others there are is still to be looked up.\n\
             [regions]\n\
             {cloud} = {region}\n\n\
             # Where the pages of an operation lie below the pages folder, by edition.\n",
            title = text(&self.title),
            version = text(&self.version),
            description = text(&format!("{UNWRITTEN}: hold [endpoints] and [regions] against the vendor's list, too")),
            crate_name = text(&self.crate_name),
            url = text(url),
            region = text(region),
        )
    }

    fn common(&self) -> String {
        let mut document = json!({
            "openapi": "3.0.3",
            "info": {
                "title": self.title,
                "version": self.version,
                "contact": {"name": "Truespec maintainers", "url": "https://github.com/truespec/truespec"},
                "license": {
                    "name": "MIT OR Apache-2.0",
                    "url": "https://github.com/truespec/truespec#license",
                },
            },
            "tags": [{"name": self.title, "description": UNWRITTEN}],
            "security": [{"XAuthToken": []}],
            "paths": {},
            "components": {
                "securitySchemes": {
                    "XAuthToken": {
                        "type": "apiKey",
                        "in": "header",
                        "name": "X-Auth-Token",
                        "description": "A user token issued by IAM.",
                    },
                },
            },
        });
        if self.has_project {
            document["components"]["parameters"]["ProjectId"] = json!({
                "name": "project_id",
                "in": "path",
                "required": true,
                "description": "The ID of the project to act in.",
                "schema": {"type": "string"},
            });
        }
        let document = spec::to_yaml(&document);
        format!(
            "# What the operations of the service share. An operation refers to a part as `common.yaml#/components/...`.\n\
             {document}"
        )
    }

    /// The client crate, but for what is generated.
    pub(crate) fn crate_files(&self, workspace: &Workspace) -> BTreeMap<String, String> {
        let folder = workspace.crate_folder(&self.crate_name);
        // From the folder of the crate to the top folder, where the runtime is.
        let up = "../".repeat(folder.split('/').count());
        let is_top = workspace.is_top();
        let publish = if is_top { "" } else { "publish = false\n" };
        let (name, title) = (&self.crate_name, &self.title);
        let cargo = format!(
            r#"[package]
name = "{name}"
description = "A client for {title} ({service}), proven against the vendor's documentation"
version.workspace = true
edition.workspace = true
rust-version.workspace = true
license.workspace = true
repository.workspace = true
{publish}readme = "README.md"
keywords = ["huaweicloud", "{keyword}", "client"]
categories = ["api-bindings", "web-programming::http-client"]

[package.metadata.docs.rs]
features = ["rustls"]

[features]
default = ["rustls", "patterns"]
# Which TLS implementation to use; see huaweicloud-core.
rustls = ["progenitor-client/rustls"]
native-tls = ["progenitor-client/native-tls"]
# Credentials and projects that have to be asked for; each TLS brings it. See huaweicloud-core.
providers = ["progenitor-client/providers"]
# Checks documented patterns before anything is sent; see huaweicloud-core.
patterns = ["progenitor-client/patterns"]

[dependencies]
# Generated code calls its runtime by the name of progenitor's own; this is ours.
progenitor-client = {{ package = "huaweicloud-core", version = "0.1.0", path = "{up}crates/huaweicloud-core", default-features = false }}
# Named in generated code where an operation has a body of bytes, and where one has free JSON. The first has to be the
# runtime's, and the second is without the features of the workshop.
reqwest.workspace = true
serde_json = "1"

[lints]
workspace = true
"#,
            service = self.service,
            keyword = self.service.chars().take(20).collect::<String>(),
        );
        let library = "#![doc = include_str!(\"../README.md\")]\n\n\
                       // Formatted by its generator, so that its bytes do not depend on the rustfmt at hand.\n\
                       #[rustfmt::skip]\n\
                       mod generated;\n\n\
                       pub use generated::*;\n\
                       /// The runtime: configuration, credentials, errors. The same as the crate `huaweicloud-core`.\n\
                       pub use progenitor_client as core;\n";
        let readme = format!("# {name}\n\nA client for {title}.\n\n{UNWRITTEN}\n");
        let mut files = BTreeMap::from([
            (format!("{folder}/Cargo.toml"), cargo),
            (format!("{folder}/src/lib.rs"), library.to_owned()),
            (format!("{folder}/README.md"), readme),
        ]);
        // A package that is published brings its licenses along.
        for license in ["LICENSE-APACHE", "LICENSE-MIT"].into_iter().filter(|_| is_top) {
            if let Ok(text) = std::fs::read_to_string(workspace.root().join(license)) {
                files.insert(format!("{folder}/{license}"), text);
            }
        }
        files
    }
}
