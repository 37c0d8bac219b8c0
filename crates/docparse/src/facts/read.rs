//! Reading a facts file back: strictly, since only the writer should ever have written it.
//!
//! The grammar tells of keys and kinds of values; what is left to this reader is what the texts mean. Where it meets
//! something that the grammar has told of, it says nothing more.

use std::collections::HashMap;
use std::sync::Arc;

use contract::{
    Address, Aspect, Basis, Confidence, Contract, Defect, Edition, Element, Evidence, Example, ExampleRole, Fact, Fate,
    Place, Presence, Problem, RequestLine, Row, Severity, Value, Witness,
};
use document::checker::Checker;
use document::diagnostics::Diagnostics;
use document::node::{Content, Node};
use document::suggest::{nearest, one_of};

use super::emit::name_of;
use super::grammar::FACTS;
use super::ledger;

/// Reads the bytes of a facts file; `label` is how problems name it. Places within the contract name the page.
///
/// # Errors
///
/// Everything that is not as [`write`](super::write) writes it: bytes that are no UTF-8, an unknown key, a bad address,
/// a bad type, with its place in the facts file.
pub fn read(bytes: impl AsRef<[u8]>, label: &str) -> Result<Contract, Vec<Problem>> {
    file(bytes.as_ref(), label, &[])
}

/// Reads a facts file that should be about this operation in this edition, since its name says so.
///
/// # Errors
///
/// As for [`read()`]; and `facts-name` where the file says that it is about something else.
pub fn read_named(
    bytes: impl AsRef<[u8]>,
    label: &str,
    operation: &str,
    edition: &Edition,
) -> Result<Contract, Vec<Problem>> {
    file(bytes.as_ref(), label, &[("operation", operation), ("edition", edition.as_str())])
}

/// Reads a file; `named` are the keys whose values its name tells as well.
fn file(bytes: &[u8], label: &str, named: &[(&str, &str)]) -> Result<Contract, Vec<Problem>> {
    let mut diagnostics = Diagnostics::default();
    let file = diagnostics.add_file(label.to_owned());
    let root = document::yaml::parse(bytes, file, &mut diagnostics);
    let contract = root.and_then(|root| {
        Checker::new(&mut diagnostics, &[], &[]).value(&root, &FACTS, root.at);
        let page = root.text_of("page").unwrap_or_default().into();
        let mut reader = Reader { page, diagnostics: &mut diagnostics };
        named.iter().for_each(|(key, told)| reader.name(root.get(key), key, told));
        let contract = reader.contract(&root);
        ledger::check(&root, &mut diagnostics);
        contract
    });
    let problems = diagnostics.into_problems();
    match contract {
        Some(contract) if problems.is_empty() => Ok(contract),
        _ => Err(problems.into_iter().map(generated).collect()),
    }
}

/// The problem of a key that no facts file has, which says why.
const REFUSED: &str = "unsupported";
/// The problem of a file whose name and content differ.
const MISNAMED: &str = "facts-name";

/// Nothing is merely odd in a generated file, and nobody should mend one by hand.
fn generated(problem: Problem) -> Problem {
    let help = match problem.code {
        REFUSED => problem.help.clone().unwrap_or_default(),
        MISNAMED => "rename the file, or remove it and run `cargo xtask docs lock` again".to_owned(),
        _ => "facts files are generated: run `cargo xtask docs lock` again".to_owned(),
    };
    let problem = Problem { severity: Severity::Error, message: readable(&problem.message), ..problem };
    problem.help(help)
}

/// A message as one short line: a spoilt value may hold anything, and a megabyte of it.
fn readable(message: &str) -> String {
    const HEAD: usize = 80;
    const TAIL: usize = 100;
    let line: Vec<char> = message.chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect();
    match (line.get(..HEAD), line.len().checked_sub(TAIL).and_then(|at| line.get(at.max(HEAD)..))) {
        (Some(head), Some(tail)) if line.len() > HEAD + TAIL => head.iter().chain(&['…']).chain(tail).collect(),
        _ => line.into_iter().collect(),
    }
}

struct Reader<'d> {
    page: Arc<str>,
    diagnostics: &'d mut Diagnostics,
}

impl Reader<'_> {
    fn problem(&mut self, code: &'static str, node: &Node, message: String) {
        let problem = self.diagnostics.error(code, node.at, message);
        self.diagnostics.push(problem);
    }

    /// Holds a value against the one in the name of the file.
    fn name(&mut self, node: Option<&Node>, key: &str, named: &str) {
        let Some(node) = node else { return };
        if let Some(told) = node.text().filter(|told| *told != named) {
            let message = format!("the file is named after the {key} `{named}`, but holds facts of `{told}`");
            self.problem(MISNAMED, node, message);
        }
    }

    /// What a text means. `None` where it means nothing, which is told, and where there is no text.
    fn parsed<T>(&mut self, node: Option<&Node>, parse: impl FnOnce(&str) -> Result<T, String>) -> Option<T> {
        let node = node?;
        match parse(node.text()?) {
            Ok(value) => Some(value),
            Err(message) => {
                self.problem("bad-value", node, message);
                None
            }
        }
    }

    fn whole(&mut self, node: Option<&Node>) -> Option<u32> {
        let node = node?;
        let number = node.number()?.as_u64()?;
        let whole = u32::try_from(number).ok();
        if whole.is_none() {
            self.problem("bad-value", node, format!("no page has {number} lines or tables"));
        }
        whole
    }

    /// `line` and, where it is known, `column`.
    fn place(&mut self, node: &Node) -> Place {
        let line = self.whole(node.get("line")).unwrap_or_default();
        let column = self.whole(node.get("column")).unwrap_or_default();
        Place::new(self.page.clone(), line, column)
    }

    fn address(&mut self, node: &Node) -> Option<Address> {
        self.parsed(node.get("address"), str::parse)
    }

    fn contract(&mut self, root: &Node) -> Option<Contract> {
        // The operation is for people, and for the check of the file's name; a contract does not hold it.
        let edition = self.parsed(root.get("edition"), str::parse::<Edition>);
        let elements = root.items_of("elements").iter().filter_map(|node| self.element(node)).collect();
        self.no_address_twice(root.items_of("elements"));
        let examples = root.items_of("examples").iter().filter_map(|node| self.example(node)).collect();
        let defects = root.items_of("defects").iter().filter_map(|node| self.defect(node)).collect();
        let rows = root.items_of("rows").iter().filter_map(|node| self.row(node)).collect();

        let mut contract = Contract::new(Witness::Page(edition?), self.page.clone());
        contract.source.sha256 = root.text_of("sha256").filter(|sha| !sha.is_empty()).map(str::to_owned);
        contract.elements = elements;
        contract.examples = examples;
        contract.defects = defects;
        contract.rows = rows;
        Some(contract)
    }

    /// An element is found by its address: of two, readers would see one.
    fn no_address_twice(&mut self, elements: &[Node]) {
        let mut seen: HashMap<Address, &Node> = HashMap::new();
        for node in elements.iter().filter_map(|element| element.get("address")) {
            let Some(address) = node.text().and_then(|text| text.parse().ok()) else { continue };
            if let Some(first) = seen.get(&address) {
                let message = format!("the element `{address}` is listed twice");
                let problem = self.diagnostics.error("duplicate-element", node.at, message);
                let problem = problem.related(self.diagnostics.place(first.at), "the first one is here");
                self.diagnostics.push(problem);
            } else {
                seen.insert(address, node);
            }
        }
    }

    fn element(&mut self, node: &Node) -> Option<Element> {
        // A bad address is told; the facts are read all the same, for what is wrong with them.
        let address = self.address(node);
        let mut element = Element::new(address.unwrap_or(Address::Operation), self.place(node));
        for aspect in Aspect::ALL {
            let fact = node.get(aspect.as_str()).and_then(|node| self.fact(node, aspect, &element.at));
            if let Some(fact) = fact {
                element.facts.set(aspect, fact.value, fact.at, fact.basis);
            }
        }
        Some(element)
    }

    /// A fact in its long form, or a value alone: of a column, and on the element's own line.
    fn fact(&mut self, node: &Node, aspect: Aspect, of: &Place) -> Option<Fact> {
        if node.fields().is_none() {
            return Some(Fact { value: self.value(node, aspect)?, at: of.clone(), basis: Basis::Column });
        }
        let value = node.get("is").and_then(|node| self.value(node, aspect));
        let at = self.place(node);
        let basis = self.parsed(node.get("basis"), |text| {
            word(text, "basis of a fact", &Basis::ALL.map(|basis| (basis.as_str(), basis)))
        });
        Some(Fact { value: value?, at, basis: basis? })
    }

    fn value(&mut self, node: &Node, aspect: Aspect) -> Option<Value> {
        match aspect {
            Aspect::OperationId
            | Aspect::Method
            | Aspect::Path
            | Aspect::MediaType
            | Aspect::Pattern
            | Aspect::Format
            | Aspect::Condition => node.text().map(|text| Value::Text(text.to_owned())),
            Aspect::CallableIn | Aspect::DoneWhen | Aspect::Values => {
                Some(Value::List(node.list()?.iter().filter_map(Node::text).map(str::to_owned).collect()))
            }
            Aspect::Presence => self.parsed(Some(node), |text| word(text, "presence", &PRESENCES)).map(Value::Presence),
            Aspect::Type => self.parsed(Some(node), str::parse).map(Value::Type),
            Aspect::Nullable | Aspect::Deprecated => match node.content {
                Content::Bool(flag) => Some(Value::Flag(flag)),
                _ => None,
            },
            // The grammar has refused it.
            Aspect::Secret | Aspect::Idempotent | Aspect::Clouds => None,
            Aspect::MinLength
            | Aspect::MaxLength
            | Aspect::Minimum
            | Aspect::Maximum
            | Aspect::MinItems
            | Aspect::MaxItems => node.number().cloned().map(Value::Number),
            Aspect::Default => Some(Value::Json(node.to_json())),
        }
    }

    fn example(&mut self, node: &Node) -> Option<Example> {
        let role = self.parsed(node.get("role"), role);
        let at = self.place(node);
        let name = node.text_of("name").map(str::to_owned);
        let line = node.get("request").map(|node| RequestLine {
            method: node.text_of("method").map(str::to_owned),
            url: node.text_of("url").unwrap_or_default().to_owned(),
            at: self.place(node),
        });
        Some(Example { role: role?, at, name, line, body: node.get("body").map(Node::to_json) })
    }

    fn defect(&mut self, node: &Node) -> Option<Defect> {
        let (address, at) = (self.address(node), self.place(node));
        let says = |node: &Node| node.text_of("says").map(str::to_owned);
        let evidence = node.items_of("evidence").iter();
        let evidence: Vec<Evidence> =
            evidence.filter_map(|node| Some(Evidence { at: self.place(node), says: says(node)? })).collect();
        let confidence = self.parsed(node.get("confidence"), |text| {
            word(text, "confidence", &Confidence::ALL.map(|confidence| (confidence.as_str(), confidence)))
        });
        let defect = Defect::new(node.text_of("class")?, address?, at, node.text_of("message")?);
        Some(Defect { evidence, ..defect.confidence(confidence.unwrap_or_default()) })
    }

    fn row(&mut self, node: &Node) -> Option<Row> {
        let table = self.whole(node.get("table"));
        let at = self.place(node);
        let mut fates = Vec::new();
        let mut name = String::new();
        if let Some(told) = node.get("told") {
            let addresses = told.list().unwrap_or_default().iter();
            let addresses: Vec<Address> = addresses.filter_map(|node| self.parsed(Some(node), str::parse)).collect();
            name = addresses.first().map(name_of).unwrap_or_default();
            fates.push(Fate::Told(addresses));
        }
        if let Some(column) = node.text_of("header") {
            name = column.to_owned();
            fates.push(Fate::Header);
        }
        fates.extend(node.text_of("aside").map(|word| Fate::Aside(word.to_owned())));
        fates.extend(node.text_of("unread").map(|word| Fate::Unread(word.to_owned())));
        if fates.len() != 1 && !self.diagnostics.is_damaged(node) {
            let message = format!("a row has one of {}; this one has {}", one_of(FATES), fates.len());
            self.problem("row-fate", node, message);
        }
        if let Some(own) = node.text_of("name") {
            name = own.to_owned();
        }
        Some(Row { table: table?, at, name, fate: fates.pop()? })
    }
}

const FATES: [&str; 4] = ["told", "header", "aside", "unread"];

const PRESENCES: [(&str, Presence); 3] =
    [("required", Presence::Required), ("optional", Presence::Optional), ("unstated", Presence::Unstated)];

/// One of a few words.
fn word<T: Copy>(text: &str, what: &str, words: &[(&str, T)]) -> Result<T, String> {
    if let Some((_, meant)) = words.iter().find(|(word, _)| *word == text) {
        return Ok(*meant);
    }
    let known = words.iter().map(|(word, _)| *word);
    Err(match nearest(text, known.clone()) {
        Some(meant) => format!("`{text}` is no {what}; did you mean `{meant}`?"),
        None => format!("`{text}` is no {what}: it is {}", one_of(known)),
    })
}

fn role(text: &str) -> Result<ExampleRole, String> {
    match text {
        "request" => Ok(ExampleRole::Request),
        "response" => Ok(ExampleRole::Response(None)),
        status => match status.parse() {
            Ok(status) => Ok(ExampleRole::Response(Some(status))),
            Err(_) => Err(format!("`{status}` is no role of an example: it is `request`, `response` or a status")),
        },
    }
}
