//! The files of a service, put together into one document.
//!
//! The order is fixed: paths and components by name, operation keys as the grammar lists them. Within schemas the
//! author's order stays, because it is the order of the vendor's tables.

mod bytes;
mod hoist;
mod published;
mod reference;

use std::collections::{BTreeMap, HashMap};

use contract::Problem;

use crate::OperationInfo;
use crate::manifest::Manifest;
use crate::openapi::OPERATION;
use crate::origins::escape;
pub(crate) use bytes::is_bytes;
use document::diagnostics::Diagnostics;
use document::node::{At, Content, Field, Fields, Node};
use document::suggest::nearest;
use hoist::Hoist;
pub(crate) use reference::Components;

/// The methods that an operation can have, in the order of the bundle.
pub(crate) const METHODS: [&str; 6] = ["get", "put", "post", "delete", "head", "patch"];

/// A file that was read.
pub(crate) struct Part {
    /// Its name in the folder.
    pub(crate) name: String,
    /// Its number.
    pub(crate) file: u32,
    /// Whether it is common.yaml.
    pub(crate) common: bool,
    /// What it says; `None` where it could not be read, which has been told.
    pub(crate) node: Option<Node>,
}

impl Part {
    fn stem(&self) -> &str {
        self.name.strip_suffix(".yaml").unwrap_or(&self.name)
    }

    fn start(&self) -> At {
        At { file: self.file, line: 0, column: 0 }
    }
}

/// One document, and the operations in it in its order.
#[derive(Clone)]
pub(crate) struct Bundle {
    pub(crate) document: Node,
    pub(crate) operations: Vec<OperationInfo>,
    /// Where each file writes the path of its operation: several files may share one path.
    paths_at: HashMap<u32, At>,
}

/// The bundle in two views.
pub(crate) struct Bundles {
    /// As the files of the operations have it: clients are made of it, and pages are held against it.
    pub(crate) documented: Bundle,
    /// As openapi.yaml has it, where service.toml states answers of all operations besides.
    pub(crate) published: Option<Bundle>,
}

impl Bundles {
    /// The bundle that has everything that any reader sees.
    pub(crate) fn widest(&self) -> &Bundle {
        self.published.as_ref().unwrap_or(&self.documented)
    }
}

/// An operation of the bundle.
pub(crate) struct Operation<'b> {
    pub(crate) info: &'b OperationInfo,
    /// The path and where its own file writes it.
    pub(crate) path: (&'b str, At),
    /// The operation, under its method.
    pub(crate) field: &'b Field,
}

impl Bundle {
    /// The operations, each with what it says.
    pub(crate) fn operations(&self) -> impl Iterator<Item = Operation<'_>> {
        self.operations.iter().filter_map(|info| {
            let (path, item) = self.document.get("paths")?.fields()?.get_key_value(&info.key)?;
            let field = item.value.field(&info.method.to_ascii_lowercase())?;
            let path_at = self.paths_at.get(&field.key_at.file).copied().unwrap_or(item.key_at);
            Some(Operation { info, path: (template(path), path_at), field })
        })
    }

    /// The components.
    pub(crate) fn components(&self) -> Components<'_> {
        Components::of(&self.document)
    }
}

/// The path template of a key of `paths`: what stands before the word that tells operations of one path apart.
pub(crate) fn template(key: &str) -> &str {
    key.split_once('#').map_or(key, |(path, _)| path)
}

/// Puts the parts together; what does not fit is among the diagnostics, and left out.
pub(crate) fn bundle(parts: &[Part], manifest: (&Manifest, At), diagnostics: &mut Diagnostics) -> Bundles {
    let (manifest, at) = manifest;
    let common = parts.iter().find(|part| part.common);
    // What all operations answer is written there: a part that has no components of its own.
    let home = Part { name: "service.toml".to_owned(), file: at.file, common: false, node: Some(Node::map_at(at)) };
    let mut hoist = Hoist::new(parts);
    let security = common.and_then(|part| part.node.as_ref()).and_then(|node| node.field("security"));
    if let (Some(part), Some(field)) = (common, security) {
        hoist.schemes(part, &field.value, diagnostics);
    }
    let mut paths: BTreeMap<String, Field> = BTreeMap::new();
    let mut paths_at = HashMap::new();
    for part in parts.iter().filter(|part| !part.common) {
        if let Some(at) = add_operation(part, common, &mut hoist, &mut paths, diagnostics) {
            paths_at.insert(part.file, at);
        }
    }
    let components = hoist.gather(diagnostics);
    let answers = published::responses(&manifest.answers, &home, &mut hoist, diagnostics);
    let all_components = hoist.gather(diagnostics);
    hoist.tell_unused(diagnostics);
    let operations = operations(&paths, parts, diagnostics);

    let mut fields = Fields::new();
    let mut put = |key: &str, key_at: At, value: Node| fields.insert(key.to_owned(), Field { key_at, value });
    put("openapi", at, Node::text_at(at, "3.0.3"));
    put("info", at, info(manifest, at, common));
    put("servers", at, servers(manifest, at));
    for key in ["security", "tags", "externalDocs"] {
        if let Some(field) = common.and_then(|part| part.node.as_ref()).and_then(|node| node.field(key)) {
            put(key, field.key_at, field.value.clone());
        }
    }
    put("paths", at, Node { at, content: Content::Map(paths.into_iter().collect()) });
    if components.fields().is_some_and(|components| !components.is_empty()) {
        put("components", at, components);
    }
    let documented = Bundle { document: Node { at, content: Content::Map(fields) }, operations, paths_at };
    let published = (!answers.is_empty()).then(|| published::published(&documented, &answers, all_components));
    Bundles { documented, published }
}

fn info(manifest: &Manifest, at: At, common: Option<&Part>) -> Node {
    let mut fields = Fields::new();
    for (key, text) in
        [("title", &manifest.title), ("description", &manifest.description), ("version", &manifest.version)]
    {
        fields.insert(key.to_owned(), Field { key_at: at, value: Node::text_at(at, text) });
    }
    let common = common.and_then(|part| part.node.as_ref()).and_then(|node| node.get("info"));
    for key in ["termsOfService", "contact", "license"] {
        if let Some(field) = common.and_then(|info| info.field(key)) {
            fields.insert(key.to_owned(), field.clone());
        }
    }
    Node { at, content: Content::Map(fields) }
}

/// One server per cloud, with the region as its variable, and one for each region that has a URL of its own.
fn servers(manifest: &Manifest, at: At) -> Node {
    let text = |text: &str| Node::text_at(at, text);
    let map = |fields: Vec<(&str, Node)>| {
        let fields = fields.into_iter().map(|(key, value)| (key.to_owned(), Field { key_at: at, value })).collect();
        Node { at, content: Content::Map(fields) }
    };
    let mut servers = Vec::new();
    for (cloud, endpoint) in &manifest.endpoints {
        let mut server = vec![("url", text(&endpoint.url)), ("description", text(cloud.title()))];
        if let Some(region) = &endpoint.region {
            let is_exception = |region: &String| endpoint.exceptions.iter().any(|(other, _)| other == region);
            let regions: Vec<_> = endpoint.regions.iter().filter(|region| !is_exception(region)).collect();
            // The default must be a value of the variable.
            let default = if regions.contains(&region) { region } else { regions.first().copied().unwrap_or(region) };
            let mut variable = vec![("default", text(default))];
            if !regions.is_empty() {
                let regions = regions.into_iter().map(|region| text(region)).collect();
                variable.push(("enum", Node { at, content: Content::List(regions) }));
            }
            variable.push(("description", text("The region of the project.")));
            server.push(("variables", map(vec![("region", map(variable))])));
        }
        servers.push(map(server));
        for (region, url) in &endpoint.exceptions {
            let description = format!("{} in {region}", cloud.title());
            servers.push(map(vec![("url", text(url)), ("description", text(&description))]));
        }
    }
    Node { at, content: Content::List(servers) }
}

/// Moves the one operation of a file to the paths of the bundle; answers with where the file writes its path.
fn add_operation<'p>(
    part: &'p Part,
    common: Option<&Part>,
    hoist: &mut Hoist<'p>,
    paths: &mut BTreeMap<String, Field>,
    diagnostics: &mut Diagnostics,
) -> Option<At> {
    let node = part.node.as_ref()?;
    belongs_to_service(node, common.and_then(|part| part.node.as_ref()), diagnostics);
    let mut first: Option<At> = None;
    let mut path_at = None;
    for (path, item) in node.get("paths").into_iter().flat_map(Node::entries) {
        for method in METHODS {
            let Some(operation) = item.value.field(method) else { continue };
            if let Some(first) = first {
                let message = format!("`{}` holds a second operation", part.name);
                let problem = diagnostics
                    .error("two-operations", operation.key_at, message)
                    .related(diagnostics.place(first), "the first one is here")
                    .help("one file holds one operation: move it into its own file");
                diagnostics.push(problem);
                continue;
            }
            first = Some(operation.key_at);
            path_at = Some(item.key_at);
            let mut field = ordered(operation);
            hoist.operation(part, &mut field.value, diagnostics);
            let home = paths
                .entry(path.to_owned())
                .or_insert_with(|| Field { key_at: item.key_at, value: Node::map_at(item.value.at) });
            let Content::Map(methods) = &mut home.value.content else { continue };
            if let Some(other) = methods.get(method) {
                let message = format!("`{} {path}` is described twice", method.to_uppercase());
                let problem = diagnostics
                    .error("duplicate-operation", operation.key_at, message)
                    .related(diagnostics.place(other.key_at), "the other one is here")
                    .help(
                        "keep one of the two files, or mend its path; where one path does several things, \
                         tell them apart by a word: `/action#dim`",
                    );
                diagnostics.push(problem);
                continue;
            }
            methods.insert(method.to_owned(), field);
            methods.sort_by_cached_key(|method, _| METHODS.iter().position(|known| known == method));
        }
    }
    if first.is_none() && !diagnostics.is_damaged_in(part.file) {
        let at = node.field("paths").map_or(part.start(), |paths| paths.key_at);
        let problem = diagnostics.error("no-operation", at, format!("`{}` holds no operation", part.name));
        diagnostics.push(problem.help("write one below `paths`, under its path and its method"));
    }
    path_at
}

/// What a file says about the whole service would be lost unless the service says the same.
fn belongs_to_service(node: &Node, common: Option<&Node>, diagnostics: &mut Diagnostics) {
    for key in ["servers", "security", "tags", "externalDocs"] {
        let Some(field) = node.field(key) else { continue };
        if common.and_then(|common| common.get(key)).is_some_and(|shared| shared.same(&field.value)) {
            continue;
        }
        let home = if key == "servers" { "service.toml, as endpoints" } else { "common.yaml" };
        let problem = diagnostics.error(
            "service-wide",
            field.key_at,
            format!("`{key}` speaks for the whole service, in the file of one operation"),
        );
        diagnostics.push(problem.help(format!("move it to {home}")));
    }
}

/// The operation with its keys in the order of the grammar.
fn ordered(operation: &Field) -> Field {
    let mut field = operation.clone();
    if let Content::Map(keys) = &mut field.value.content {
        keys.sort_by_cached_key(|name, _| OPERATION.keys.iter().position(|key| key.name == name).unwrap_or(usize::MAX));
    }
    field
}

fn operations(paths: &BTreeMap<String, Field>, parts: &[Part], diagnostics: &Diagnostics) -> Vec<OperationInfo> {
    let stems: BTreeMap<u32, &str> = parts.iter().map(|part| (part.file, part.stem())).collect();
    let mut operations = Vec::new();
    for (path, item) in paths {
        for (method, field) in item.value.entries() {
            let operation = &field.value;
            let id = operation.text_of("operationId").unwrap_or_default().to_owned();
            operations.push(OperationInfo {
                stem: stems.get(&field.key_at.file).map_or_else(|| crate::stem(&id), |stem| (*stem).to_owned()),
                id,
                method: method.to_ascii_uppercase(),
                path: template(path).to_owned(),
                key: path.clone(),
                file: diagnostics.files().get(field.key_at.file as usize).cloned().unwrap_or_default(),
                pointer: format!("/paths/{}/{method}", escape(path)),
                page_url: operation.get("externalDocs").and_then(|docs| docs.text_of("url")).map(str::to_owned),
            });
        }
    }
    operations
}

/// Pages of operations that are not there: a warning, because a page is named and locked before its spec is written.
pub(crate) fn check_pages(manifest: &Manifest, bundle: &Bundle, parts: &[Part], diagnostics: &mut Diagnostics) {
    let stems: Vec<&str> = parts.iter().filter(|part| !part.common).map(Part::stem).collect();
    let known: std::collections::HashSet<&str> =
        bundle.operations.iter().map(|info| info.stem.as_str()).chain(stems.iter().copied()).collect();
    for (stem, at) in &manifest.pages_at {
        if known.contains(stem.as_str()) {
            continue;
        }
        let help = match nearest(stem, stems.iter().copied()) {
            Some(meant) => format!("did you mean `{meant}`?"),
            None => format!("write `{stem}.yaml`, or remove the page"),
        };
        diagnostics.push(
            Problem::warning("page", at.clone(), format!("`{stem}` is no operation of this service yet")).help(help),
        );
    }
}
