//! Reading a facts file back: strictly, since only the writer should ever have written it.

use contract::{
    Address, Aspect, Basis, Contract, Defect, Edition, Element, Example, ExampleRole, Fact, Fate, Place, Presence,
    Problem, RequestLine, Row, Value, Witness,
};
use serde_json::Value as Json;

use super::emit::name_of;
use super::yaml::{self, Content, HELP, Key, Node};

/// Reads the text of a facts file; `label` is how problems name it. Places within the contract name the page.
///
/// # Errors
///
/// Everything that is not as [`write`](super::write) writes it: an unknown key, a bad address, a bad type, with its
/// place in the facts file.
pub fn read(text: &str, label: &str) -> Result<Contract, Vec<Problem>> {
    let root = yaml::parse(text, label).map_err(|problem| vec![problem])?;
    let mut reader = Reader { page: "".into(), problems: Vec::new() };
    let contract = reader.contract(&root);
    match contract {
        Some(contract) if reader.problems.is_empty() => Ok(contract),
        _ => {
            reader.problems.sort();
            Err(reader.problems)
        }
    }
}

struct Reader {
    page: std::sync::Arc<str>,
    problems: Vec<Problem>,
}

/// The fields of a map that are still to be read.
struct Fields<'n> {
    at: &'n Place,
    left: Vec<&'n (Key, Node)>,
    known: Vec<&'static str>,
}

impl<'n> Fields<'n> {
    fn take(&mut self, name: &'static str) -> Option<&'n Node> {
        self.known.push(name);
        let at = self.left.iter().position(|(key, _)| key.name == name)?;
        Some(&self.left.remove(at).1)
    }
}

impl Reader {
    fn problem(&mut self, code: &'static str, at: &Place, message: String) {
        self.problems.push(Problem::error(code, at.clone(), message).help(HELP));
    }

    fn fields<'n>(&mut self, node: &'n Node) -> Option<Fields<'n>> {
        match &node.content {
            Content::Map(fields) => Some(Fields { at: &node.at, left: fields.iter().collect(), known: Vec::new() }),
            _ => {
                self.problem("bad-value", &node.at, "expected keys and values here".into());
                None
            }
        }
    }

    /// Keys that nobody has asked for.
    fn finish(&mut self, fields: Fields<'_>) {
        for (key, _) in fields.left {
            let distance = |name: &&&str| strsim::damerau_levenshtein(name, &key.name);
            let near = fields.known.iter().filter(|name| distance(name) <= 2).min_by_key(distance);
            let meant = near.map_or(String::new(), |name| format!(": did you mean `{name}`?"));
            self.problem("unknown-key", &key.at, format!("no key is called `{}` here{meant}", key.name));
        }
    }

    fn need<'n>(&mut self, fields: &mut Fields<'n>, name: &'static str) -> Option<&'n Node> {
        let node = fields.take(name);
        if node.is_none() {
            self.problem("missing-key", fields.at, format!("the key `{name}` is missing here"));
        }
        node
    }

    fn text<'n>(&mut self, node: &'n Node) -> Option<&'n str> {
        match &node.content {
            Content::Scalar { text, .. } => Some(text),
            _ => {
                self.problem("bad-value", &node.at, "expected a single value here".into());
                None
            }
        }
    }

    fn parsed<T>(&mut self, node: &Node, parse: impl FnOnce(&str) -> Result<T, String>) -> Option<T> {
        match parse(self.text(node)?) {
            Ok(value) => Some(value),
            Err(message) => {
                self.problem("bad-value", &node.at, message);
                None
            }
        }
    }

    fn list<'n>(&mut self, node: Option<&'n Node>) -> &'n [Node] {
        match node.map(|node| (&node.content, &node.at)) {
            Some((Content::List(items), _)) => items,
            Some((_, at)) => {
                self.problem("bad-value", at, "expected a list here".into());
                &[]
            }
            None => &[],
        }
    }

    fn whole(&mut self, node: &Node) -> Option<u32> {
        self.parsed(node, |text| text.parse().map_err(|_| format!("`{text}` is no line or number")))
    }

    /// `line` and, where it is known, `column`.
    fn place(&mut self, fields: &mut Fields<'_>) -> Place {
        let line = self.need(fields, "line").and_then(|node| self.whole(node)).unwrap_or(0);
        let column = fields.take("column").and_then(|node| self.whole(node)).unwrap_or(0);
        Place::new(self.page.clone(), line, column)
    }

    fn contract(&mut self, root: &Node) -> Option<Contract> {
        let mut fields = self.fields(root)?;
        // The stem is for people, and for the one who finds the file; a contract does not hold it.
        self.need(&mut fields, "operation");
        let edition = self.need(&mut fields, "edition").and_then(|node| self.parsed(node, str::parse::<Edition>));
        let page = self.need(&mut fields, "page").and_then(|node| self.text(node)).unwrap_or_default();
        self.page = page.into();
        let sha256 = self.need(&mut fields, "sha256").and_then(|node| self.text(node)).map(str::to_owned);
        let elements = self.need(&mut fields, "elements");
        let examples = self.need(&mut fields, "examples");
        let defects = self.need(&mut fields, "defects");
        let rows = self.need(&mut fields, "rows");
        self.finish(fields);

        let mut contract = Contract::new(Witness::Page(edition?), self.page.clone());
        contract.source.sha256 = sha256.filter(|sha| !sha.is_empty());
        contract.elements = self.list(elements).iter().filter_map(|node| self.element(node)).collect();
        contract.examples = self.list(examples).iter().filter_map(|node| self.example(node)).collect();
        contract.defects = self.list(defects).iter().filter_map(|node| self.defect(node)).collect();
        contract.rows = self.list(rows).iter().filter_map(|node| self.row(node)).collect();
        Some(contract)
    }

    fn address(&mut self, fields: &mut Fields<'_>) -> Option<Address> {
        let node = self.need(fields, "address")?;
        self.parsed(node, str::parse)
    }

    fn element(&mut self, node: &Node) -> Option<Element> {
        let mut fields = self.fields(node)?;
        let address = self.address(&mut fields);
        let at = self.place(&mut fields);
        let mut element = Element::new(address?, at);
        for aspect in Aspect::ALL {
            let Some(node) = fields.take(aspect.as_str()) else { continue };
            if let Some(fact) = self.fact(node, aspect, &element.at) {
                element.facts.set(aspect, fact.value, fact.at, fact.basis);
            }
        }
        self.finish(fields);
        Some(element)
    }

    fn fact(&mut self, node: &Node, aspect: Aspect, of: &Place) -> Option<Fact> {
        let spelt = matches!(&node.content, Content::Map(fields) if fields.iter().any(|(key, _)| key.name == "is"));
        if !spelt {
            return Some(Fact { value: self.value(node, aspect)?, at: of.clone(), basis: Basis::Column });
        }
        let mut fields = self.fields(node)?;
        let value = self.need(&mut fields, "is").and_then(|node| self.value(node, aspect));
        let at = self.place(&mut fields);
        let basis = self.need(&mut fields, "basis").and_then(|node| self.parsed(node, basis));
        self.finish(fields);
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
            | Aspect::Condition => self.text(node).map(|text| Value::Text(text.to_owned())),
            Aspect::CallableIn | Aspect::DoneWhen | Aspect::Values => {
                let words = self.list(Some(node)).iter().filter_map(|node| self.text(node).map(str::to_owned));
                Some(Value::List(words.collect()))
            }
            Aspect::Presence => self.parsed(node, presence).map(Value::Presence),
            Aspect::Type => self.parsed(node, str::parse).map(Value::Type),
            Aspect::Nullable | Aspect::Deprecated => self.parsed(node, |text| {
                text.parse().map(Value::Flag).map_err(|_| format!("`{text}` is neither true nor false"))
            }),
            Aspect::MinLength
            | Aspect::MaxLength
            | Aspect::Minimum
            | Aspect::Maximum
            | Aspect::MinItems
            | Aspect::MaxItems => self.parsed(node, |text| {
                serde_json::from_str(text).map(Value::Number).map_err(|_| format!("`{text}` is no number"))
            }),
            Aspect::Default => self.json(node).map(Value::Json),
        }
    }

    fn json(&mut self, node: &Node) -> Option<Json> {
        Some(match &node.content {
            Content::Scalar { text, plain: false } => Json::String(text.clone()),
            Content::Scalar { text, plain: true } => {
                // What is plain and no JSON is a word.
                serde_json::from_str(text).unwrap_or_else(|_| Json::String(text.clone()))
            }
            Content::List(items) => items.iter().filter_map(|node| self.json(node)).collect(),
            Content::Map(fields) => {
                fields.iter().filter_map(|(key, node)| Some((key.name.clone(), self.json(node)?))).collect()
            }
        })
    }

    fn example(&mut self, node: &Node) -> Option<Example> {
        let mut fields = self.fields(node)?;
        let role = self.need(&mut fields, "role").and_then(|node| self.parsed(node, role));
        let at = self.place(&mut fields);
        let name = fields.take("name").and_then(|node| self.text(node)).map(str::to_owned);
        let line = fields.take("request").and_then(|node| self.request(node));
        let body = fields.take("body").and_then(|node| self.json(node));
        self.finish(fields);
        Some(Example { role: role?, at, name, line, body })
    }

    fn request(&mut self, node: &Node) -> Option<RequestLine> {
        let mut fields = self.fields(node)?;
        let at = self.place(&mut fields);
        let method = fields.take("method").and_then(|node| self.text(node)).map(str::to_owned);
        let url = self.need(&mut fields, "url").and_then(|node| self.text(node)).map(str::to_owned);
        self.finish(fields);
        Some(RequestLine { method, url: url?, at })
    }

    fn defect(&mut self, node: &Node) -> Option<Defect> {
        let mut fields = self.fields(node)?;
        let class = self.need(&mut fields, "class").and_then(|node| self.text(node)).map(str::to_owned);
        let address = self.address(&mut fields);
        let at = self.place(&mut fields);
        let message = self.need(&mut fields, "message").and_then(|node| self.text(node)).map(str::to_owned);
        self.finish(fields);
        Some(Defect { class: class?, address: address?, at, message: message? })
    }

    fn row(&mut self, node: &Node) -> Option<Row> {
        let mut fields = self.fields(node)?;
        let table = self.need(&mut fields, "table").and_then(|node| self.whole(node));
        let at = self.place(&mut fields);
        let told = fields.take("told");
        let aside = fields.take("aside").and_then(|node| self.text(node)).map(|word| Fate::Aside(word.to_owned()));
        let unread = fields.take("unread").and_then(|node| self.text(node)).map(|word| Fate::Unread(word.to_owned()));
        let told = told.map(|node| {
            let addresses = self.list(Some(node)).iter().filter_map(|node| self.parsed(node, str::parse));
            Fate::Told(addresses.collect())
        });
        let name = fields.take("name").and_then(|node| self.text(node)).map(str::to_owned);
        let mut fates: Vec<Fate> = [told, aside, unread].into_iter().flatten().collect();
        if fates.len() != 1 {
            let message = "expected one of `told`, `aside`, `unread` here".to_owned();
            self.problem("missing-key", &node.at, message);
        }
        let fate = fates.pop();
        self.finish(fields);
        let named = |fate: &Fate| match fate {
            Fate::Told(addresses) => addresses.first().map(name_of).unwrap_or_default(),
            _ => String::new(),
        };
        let fate = fate?;
        Some(Row { table: table?, at, name: name.unwrap_or_else(|| named(&fate)), fate })
    }
}

fn basis(text: &str) -> Result<Basis, String> {
    [Basis::Declared, Basis::Column, Basis::Label, Basis::Prose, Basis::Example]
        .into_iter()
        .find(|basis| super::emit::basis(*basis) == text)
        .ok_or_else(|| format!("`{text}` is no basis of a fact"))
}

fn presence(text: &str) -> Result<Presence, String> {
    match text {
        "required" => Ok(Presence::Required),
        "optional" => Ok(Presence::Optional),
        "unstated" => Ok(Presence::Unstated),
        _ => Err(format!("`{text}` is no presence: use required, optional or unstated")),
    }
}

fn role(text: &str) -> Result<ExampleRole, String> {
    match text {
        "request" => Ok(ExampleRole::Request),
        "response" => Ok(ExampleRole::Response(None)),
        status => Ok(ExampleRole::Response(Some(status.parse()?))),
    }
}
