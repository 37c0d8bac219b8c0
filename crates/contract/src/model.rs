//! A contract: one operation, as one witness tells it.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use serde::Serialize;

use crate::{Address, Aspect, Example, Facts, Method, Place, Problem, Row};

/// An edition of the vendor's documentation.
///
/// It sorts by name, so reports name editions in one order.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct Edition(Arc<str>);

impl Edition {
    /// Its short name: `otc`, `hwc`.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Default for Edition {
    /// The edition of a page of which nobody says which one it is: `page`.
    fn default() -> Self {
        Self("page".into())
    }
}

impl FromStr for Edition {
    type Err = String;

    /// An edition is a word of lower-case letters, digits and `-`: it is part of file names.
    fn from_str(text: &str) -> Result<Self, String> {
        let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if text.is_empty() || !text.chars().all(fits) {
            return Err(format!("`{text}` is no edition: use lower-case letters, digits and `-`, as in `otc`"));
        }
        Ok(Self(text.into()))
    }
}

impl fmt::Display for Edition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Who tells.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Witness {
    /// A page of the vendor's, in one edition.
    Page(Edition),
    /// Our hand-written OpenAPI.
    Spec,
    /// The generated Rust, read back.
    Rust,
}

impl fmt::Display for Witness {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Page(edition) => write!(f, "page {edition}"),
            Self::Spec => f.write_str("spec"),
            Self::Rust => f.write_str("rust"),
        }
    }
}

impl Serialize for Witness {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// Where a contract was read from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Source {
    /// Who tells.
    pub witness: Witness,
    /// The file that tells most of it.
    pub file: Arc<str>,
    /// The SHA-256 of that file's bytes in lower-case hex, for pages.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sha256: Option<String>,
}

/// One addressed part of an operation and what is stated about it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Element {
    /// Which part.
    pub address: Address,
    /// Where it is introduced.
    pub at: Place,
    /// What is stated.
    pub facts: Facts,
    /// The witness's own words about it. A page's words are for reading on the spot: they are never locked or
    /// committed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub words: Option<String>,
}

impl Element {
    /// An element about which nothing is stated yet.
    pub fn new(address: Address, at: Place) -> Self {
        Self { address, at, facts: Facts::default(), words: None }
    }
}

/// How sure it is that a [`Defect`] is one. They sort from the least sure to the surest.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Confidence {
    /// Worth a look: often an omission, or our own misunderstanding.
    Low,
    /// Sentences were understood, or tables linked, on the way: a few of these are false.
    Medium,
    /// Columns, examples and URIs contradict each other as they stand.
    #[default]
    High,
}

impl Confidence {
    /// Every confidence, from the least sure.
    pub const ALL: [Self; 3] = [Self::Low, Self::Medium, Self::High];

    /// Its word, as reports and facts files write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
        }
    }
}

impl fmt::Display for Confidence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// One of the statements that contradict each other.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Evidence {
    /// Where it stands.
    pub at: Place,
    /// What stands there, in values and names: never a sentence of the witness's.
    pub says: String,
}

/// A contradiction that a witness shows by itself, with no second witness needed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Defect {
    /// A stable kebab-case name of the class: `example-url`, `example-type`, `status-without-body`, …
    pub class: String,
    /// Which part of the operation it is about.
    pub address: Address,
    /// Where it shows.
    pub at: Place,
    /// What contradicts what, in our words.
    pub message: String,
    /// How sure it is.
    pub confidence: Confidence,
    /// The statements that contradict each other, as far as the message does not hold them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<Evidence>,
}

impl Defect {
    /// A sure defect without further evidence.
    pub fn new(class: impl Into<String>, address: Address, at: Place, message: impl Into<String>) -> Self {
        let (class, message) = (class.into(), message.into());
        Self { class, address, at, message, confidence: Confidence::High, evidence: Vec::new() }
    }

    /// Says how sure it is.
    #[must_use]
    pub fn confidence(mut self, confidence: Confidence) -> Self {
        self.confidence = confidence;
        self
    }

    /// Adds a statement that takes part in the contradiction.
    #[must_use]
    pub fn evidence(mut self, at: Place, says: impl Into<String>) -> Self {
        self.evidence.push(Evidence { at, says: says.into() });
        self
    }
}

/// A path, or a method and a path, whatever its variables are called: two operations of one shape are one.
///
/// ```
/// assert_eq!(contract::shape("POST /v1/{lamp_id}:dim"), "POST /v1/{}:dim");
/// ```
pub fn shape(path: &str) -> String {
    let mut parts = path.split('{');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |shape, part| shape + "{}" + part.split_once('}').map_or("", |(_, rest)| rest))
}

/// One operation, as one witness tells it.
///
/// Addresses are unique by [`Address::key`]; elements stand in the order of their witness.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Contract {
    /// Where it was read from.
    pub source: Source,
    /// The operation and all its parts. The first is [`Address::Operation`].
    pub elements: Vec<Element>,
    /// What a client can do with it beyond a call; no page says that.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub methods: Vec<Method>,
    /// The examples, in order.
    pub examples: Vec<Example>,
    /// What became of each table row; empty for witnesses that have no tables.
    pub rows: Vec<Row>,
    /// What the witness contradicts itself in.
    pub defects: Vec<Defect>,
    /// What we met and could not understand: facts about us.
    pub problems: Vec<Problem>,
}

impl Contract {
    /// A contract that says nothing yet.
    pub fn new(witness: Witness, file: impl Into<Arc<str>>) -> Self {
        Self {
            source: Source { witness, file: file.into(), sha256: None },
            elements: Vec::new(),
            methods: Vec::new(),
            examples: Vec::new(),
            rows: Vec::new(),
            defects: Vec::new(),
            problems: Vec::new(),
        }
    }

    /// The element at an address, by [`Address::key`].
    pub fn get(&self, address: &Address) -> Option<&Element> {
        self.elements.iter().find(|element| element.address.means(address))
    }

    /// The element at an address, for the one who needs to change it.
    pub fn get_mut(&mut self, address: &Address) -> Option<&mut Element> {
        self.elements.iter_mut().find(|element| element.address.means(address))
    }

    /// What is stated about the operation as a whole.
    pub fn operation(&self) -> Option<&Element> {
        self.get(&Address::Operation)
    }

    /// Its method and its path, as in `POST /v2/{lamp_id}`; a witness may be silent about either.
    pub fn line(&self) -> String {
        let told = |aspect| self.operation().and_then(|operation| operation.facts.text(aspect)).unwrap_or_default();
        format!("{} {}", told(Aspect::Method), told(Aspect::Path))
    }

    /// The vendor's name of the operation, where the witness knows it.
    pub fn operation_id(&self) -> Option<&str> {
        self.operation()?.facts.text(Aspect::OperationId)
    }
}
