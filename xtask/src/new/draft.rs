//! A draft, made and tried in memory: everything that is to be written, and what is still found in it.

use std::collections::{BTreeMap, BTreeSet};

use contract::{Aspect, Contract, Fact, Place, Problem, Value};
use fidelity::{Case, Finding};
use heck::ToSnakeCase as _;
use serde_json::Value as Json;
use spec::{Service, SourceFile};

use super::home::Home;
use super::operation::{Naming, document};
use super::page::Source;
use super::{decisions, examples};
use crate::quirks;
use crate::service::has_errors;

/// What stands at the head of a new quirks.yaml.
const QUIRKS: &str = "# Where a page is wrong or silent: what we do instead, why, and what would end it.\n\
                      # An entry that no longer covers anything fails `cargo xtask verify`.\n\n";

/// An operation that can be added to its service.
#[derive(Debug)]
pub(crate) struct Draft {
    /// Its stem.
    pub(crate) stem: String,
    /// New files, by their path from the top folder.
    pub(crate) new: BTreeMap<String, String>,
    /// Files that are there and grow at their end, whole.
    pub(crate) grown: BTreeMap<String, String>,
    /// The bundle and the Rust of the service, whole, as `generate` makes them; and the folder that holds nothing else.
    pub(crate) generated: (BTreeMap<String, String>, String),
    /// How many entries of quirks.yaml it needs.
    pub(crate) quirks: usize,
    /// How many of these a person still has to decide.
    pub(crate) undecided: usize,
    /// What they decide, a finding each: its rule, and what was found.
    pub(crate) decided: Vec<(String, String)>,
    /// What is found in it beside the words that are missing: nothing, unless we are wrong. It is not written then.
    pub(crate) left: Vec<Finding>,
    /// The file of the operation.
    pub(crate) document: Json,
    /// What the file says.
    pub(crate) spec: Contract,
}

/// Drafts an operation of a page for a service.
///
/// # Errors
/// What keeps the draft from becoming a bundle or a client.
pub(crate) fn draft(home: &Home, source: &Source, naming: &Naming) -> Result<Draft, Vec<Problem>> {
    json_alone(&source.contract)?;
    let stem = spec::stem(&naming.id);
    let folder = home.folder();
    let facts = docparse::facts::write(&source.contract, &stem, &source.path);
    let documented = format!("{folder}/documented/{stem}.{}.yaml", source.edition);
    // From here on the page is what its facts file holds: no sentence of the vendor's gets any further.
    let page = docparse::facts::read_named(facts.as_bytes(), &documented, &stem, &source.edition)?;
    let manifest = manifest(home, &stem, source);

    let mut text = document(&page, naming, &home.shared);
    let (_, spec) = load(home, &stem, &text, &manifest)?;
    examples::add(&mut text, &page, &spec);
    let (service, spec) = load(home, &stem, &text, &manifest)?;

    let client = codegen::client(&service)?;
    let crate_folder = home.workspace.generated_folder(&service.manifest.crate_name);
    let rust: Vec<(String, String)> =
        client.files.into_iter().map(|file| (format!("{crate_folder}/{}", file.path), file.text)).collect();
    let surface = surface::read(&rust);
    let is_it = |contract: &Contract| contract.operation_id().unwrap_or_default().to_snake_case() == stem;
    let case = Case {
        service: home.service.clone(),
        operation: stem.clone(),
        pages: vec![page.clone()],
        spec: Some(spec.clone()),
        rust: surface.contracts.into_iter().find(is_it),
    };
    let cases = [case];
    let judged = fidelity::judge(&home.service, &cases, &[], &surface.problems);
    let decidable: Vec<&Finding> = judged.open().filter(|finding| finding.excusable).collect();
    let decided = decisions::draft(&decidable, &page, &source.edition);
    let told = decidable.iter().map(|finding| (finding.rule.clone(), finding.message.clone())).collect();
    let path = format!("{folder}/quirks.yaml");
    let decisions = match &decided {
        Some((_, text)) => quirks::parse(text.as_bytes(), &path, &[&stem])?,
        None => Vec::new(),
    };
    let judged = fidelity::judge(&home.service, &cases, &decisions, &surface.problems);

    let mut draft = Draft {
        left: judged.open().cloned().collect(),
        quirks: decided.as_ref().map_or(0, |(entries, _)| *entries),
        undecided: decisions
            .iter()
            .filter(|quirk| quirks::is_unwritten(quirk))
            .map(|quirk| &quirk.at)
            .collect::<BTreeSet<_>>()
            .len(),
        decided: told,
        new: home.beside.clone(),
        grown: BTreeMap::new(),
        generated: (rust.into_iter().collect(), crate_folder),
        spec,
        document: text,
        stem,
    };
    draft.generated.0.insert(format!("{folder}/openapi.yaml"), service.openapi_yaml());
    draft.new.insert(format!("{folder}/{}.yaml", draft.stem), spec::to_yaml(&draft.document));
    draft.new.insert(documented, facts);
    let is_new = home.known.is_none();
    for file in home.files.iter().filter(|file| is_new && file.name != "service.toml") {
        draft.new.insert(format!("{folder}/{}", file.name), String::from_utf8_lossy(&file.bytes).into_owned());
    }
    let mut grow = |name: &str, text: String, is_new: bool| {
        let files = if is_new { &mut draft.new } else { &mut draft.grown };
        files.insert(format!("{folder}/{name}"), text);
    };
    grow("service.toml", manifest, is_new);
    if let Some((_, decided)) = decided {
        let before = home.quirks.as_ref().map(|text| format!("{}\n\n", text.trim_end()));
        let is_new = before.is_none();
        let text = before.unwrap_or_else(|| QUIRKS.to_owned()) + &decided;
        // What cannot go on at its end (`[]`) is told before anything is written.
        let known = home.known.iter().flat_map(|known| known.operations.iter().map(|other| other.stem.as_str()));
        let stems: Vec<&str> = known.chain([draft.stem.as_str()]).collect();
        quirks::parse(text.as_bytes(), &path, &stems)?;
        grow("quirks.yaml", text, is_new);
    }
    Ok(draft)
}

/// Clients are generated for bodies of JSON, and of bytes: an operation whose bodies are XML would be drafted as another.
fn json_alone(page: &Contract) -> Result<(), Vec<Problem>> {
    let is_xml = |fact: &&Fact| matches!(&fact.value, Value::Text(text) if text.contains("xml"));
    let told = page.elements.iter().find_map(|element| element.facts.get(Aspect::MediaType).filter(is_xml));
    let shows_json = page.examples.iter().any(|example| example.body.is_some());
    let Some(told) = told.filter(|_| !shows_json) else { return Ok(()) };
    let problem = Problem::error("xml-body", told.at.clone(), "the bodies of this operation are XML");
    Err(vec![problem.help("clients are generated for JSON and for bytes alone: this operation stays without a draft")])
}

/// service.toml with the page of the operation.
fn manifest(home: &Home, stem: &str, source: &Source) -> String {
    let text = home.text("service.toml");
    let pages = home.known.as_ref().and_then(|known| known.manifest.pages.get(stem));
    if pages.is_some_and(|pages| pages.contains_key(&source.edition)) {
        return text;
    }
    let header = format!("[pages.{stem}]");
    let page = format!("{} = {}\n", source.edition, Json::from(source.path.as_str()));
    if pages.is_none() {
        return format!("{}\n\n{header}\n{page}", text.trim_end());
    }
    // The page of another edition is named there: no table may begin twice.
    let is_header = |line: &str| line.split('#').next().is_some_and(|line| line.trim() == header);
    text.lines().map(|line| if is_header(line) { format!("{line}\n{page}") } else { format!("{line}\n") }).collect()
}

/// The service with the operation, and what the spec says of it.
fn load(home: &Home, stem: &str, document: &Json, manifest: &str) -> Result<(Service, Contract), Vec<Problem>> {
    let mut files: Vec<SourceFile> = home.files.iter().filter(|file| file.name != "service.toml").cloned().collect();
    files.push(SourceFile { name: "service.toml".to_owned(), bytes: manifest.as_bytes().to_vec() });
    files.push(SourceFile { name: format!("{stem}.yaml"), bytes: spec::to_yaml(document).into_bytes() });
    files.sort_by(|one, other| one.name.cmp(&other.name));
    let folder = home.folder();
    let loaded = spec::load_files(&files, &folder);
    let service = match loaded.service {
        Some(service) if !has_errors(&loaded.problems) => service,
        _ => return Err(loaded.problems),
    };
    let index = service.operations.iter().position(|operation| operation.stem == stem);
    let contract = index.and_then(|index| service.contracts().into_iter().nth(index));
    let lost = || {
        let at = Place::file(format!("{folder}/{stem}.yaml"));
        vec![Problem::error("draft", at, "the drafted operation is not in the bundle")]
    };
    let contract = contract.ok_or_else(lost)?;
    Ok((service, contract))
}
