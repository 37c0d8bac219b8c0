//! quirks.yaml: where a page is wrong or silent, and what we decided.

use contract::{Address, Edition, Problem};
use document::checker::Checker;
use document::diagnostics::Diagnostics;
use document::grammar::{Is, Key, Object, key, must};
use document::node::{At, Node};
use document::suggest::nearest;
use fidelity::Quirk;
use fidelity::rules::RULES;

use crate::{Workspace, io};

static QUIRKS: Is = Is::List(&ENTRY);
static ENTRY: Is = Is::Object(&QUIRK);
static TEXT: Is = Is::Text;
static QUIRK: Object = Object {
    name: "a quirk",
    keys: {
        static KEYS: &[Key] = &[
            must("operations", Is::List(&TEXT)),
            must("addresses", Is::List(&TEXT)),
            must("rules", Is::List(&TEXT)),
            key("edition", Is::Text),
            key("page_states", Is::Text),
            key("spec_states", Is::Text),
            must("page_says", Is::Text),
            must("we_do", Is::Text),
            must("evidence", Is::Text),
            must("until", Is::Text),
        ];
        KEYS
    },
    pattern: None,
};

/// The quirks of a service, one for each operation, address and rule that an entry names; none if it has no quirks.yaml.
///
/// # Errors
/// Everything that is wrong with the file.
pub(crate) fn read(workspace: &Workspace, service: &str, operations: &[&str]) -> Result<Vec<Quirk>, Vec<Problem>> {
    let path = format!("{}/quirks.yaml", workspace.spec_folder(service));
    match io::read_if_there(&workspace.root().join(&path)) {
        Ok(Some(bytes)) => parse(&bytes, &path, operations),
        Ok(None) => Ok(Vec::new()),
        Err(err) => Err(vec![io::problem(&path, "read", &err)]),
    }
}

/// Reads quirks as [`read`] does, from a text at hand.
pub(crate) fn parse(bytes: &[u8], path: &str, operations: &[&str]) -> Result<Vec<Quirk>, Vec<Problem>> {
    let mut diagnostics = Diagnostics::default();
    let file = diagnostics.add_file(path.to_owned());
    let node = document::yaml::parse(bytes, file, &mut diagnostics);
    let mut quirks = Vec::new();
    if let Some(node) = &node {
        Checker::new(&mut diagnostics, &[], &[]).value(node, &QUIRKS, At { file, line: 1, column: 1 });
        for entry in node.list().unwrap_or_default() {
            quirks.extend(quirk(entry, operations, &mut diagnostics));
        }
    }
    if diagnostics.has_errors() { Err(diagnostics.into_problems()) } else { Ok(quirks) }
}

/// Whether a part of a quirk is still to be written by a person.
pub(crate) fn is_unwritten(quirk: &Quirk) -> bool {
    [&quirk.page_says, &quirk.we_do, &quirk.evidence, &quirk.until].into_iter().any(|text| contract::is_unwritten(text))
}

/// The quirks of an entry. What is missing from it has been told by the grammar.
fn quirk(entry: &Node, operations: &[&str], diagnostics: &mut Diagnostics) -> Vec<Quirk> {
    let text = |key: &str| entry.text_of(key).unwrap_or_default().to_owned();
    let edition = entry
        .get("edition")
        .and_then(|node| parsed::<Edition>(node, "edition", "write it as service.toml names it", diagnostics));
    entry.items_of("rules").iter().for_each(|rule| known_rule(rule, diagnostics));
    let mut quirks = Vec::new();
    for named in entry.items_of("operations") {
        let operation = named.text().unwrap_or_default();
        if !operations.contains(&operation) {
            let problem =
                diagnostics.error("unknown-operation", named.at, format!("there is no operation `{operation}`"));
            let help = match nearest(operation, operations.iter().copied()) {
                Some(meant) => format!("did you mean `{meant}`?"),
                None => format!("the operations are: {}", operations.join(", ")),
            };
            diagnostics.push(problem.help(help));
        }
        for node in entry.items_of("addresses") {
            let help = "write it as reports print it: `operation`, `header X-Language`, `202 results[].id`";
            let Some(address) = parsed::<Address>(node, "address", help, diagnostics) else { continue };
            for rule in entry.items_of("rules") {
                quirks.push(Quirk {
                    at: diagnostics.place(entry.at),
                    operation: operation.to_owned(),
                    address: address.clone(),
                    rule: rule.text().unwrap_or_default().to_owned(),
                    edition: edition.clone(),
                    page_states: entry.text_of("page_states").map(str::to_owned),
                    spec_states: entry.text_of("spec_states").map(str::to_owned),
                    page_says: text("page_says"),
                    we_do: text("we_do"),
                    evidence: text("evidence"),
                    until: text("until"),
                });
            }
        }
    }
    quirks
}

/// Tells of a rule that there is not. Some rules have kinds, as in `defect:example-url`.
fn known_rule(node: &Node, diagnostics: &mut Diagnostics) {
    let Some(name) = node.text() else { return };
    let rules = RULES.iter().map(|rule| rule.id);
    let rule = name.split(':').next().unwrap_or_default();
    if !rules.clone().any(|known| known == rule) {
        let problem = diagnostics.error("unknown-rule", node.at, format!("there is no rule `{name}`"));
        let help = match nearest(rule, rules.clone()) {
            Some(meant) => format!("did you mean `{meant}`?"),
            None => format!("the rules are: {}", rules.collect::<Vec<_>>().join(", ")),
        };
        diagnostics.push(problem.help(help));
    }
}

fn parsed<T: std::str::FromStr<Err = String>>(
    node: &Node,
    code: &'static str,
    help: &str,
    told: &mut Diagnostics,
) -> Option<T> {
    match node.text()?.parse() {
        Ok(value) => Some(value),
        Err(message) => {
            let problem = told.error(code, node.at, message);
            told.push(problem.help(help));
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOUND: &str = "\
- operations: [stop_task]
  addresses: [operation, 200 results]
  rules: [body]
  page_says: nothing
  we_do: something
  evidence: the example
  until: it says something
";

    fn told(text: &str) -> String {
        let problems = parse(text.as_bytes(), "quirks.yaml", &["stop_task"]).expect_err("it is not sound");
        problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn an_entry_is_a_quirk_for_each_of_its_addresses() {
        let quirks = parse(SOUND.as_bytes(), "quirks.yaml", &["stop_task"]).expect("it is sound");
        let shown: Vec<String> = quirks.iter().map(|quirk| format!("{} {}", quirk.at, quirk.address)).collect();
        assert_eq!(shown, ["quirks.yaml:1:3 operation", "quirks.yaml:1:3 200 results"]);
    }

    #[test]
    fn everything_wrong_with_the_file_is_told_at_once() {
        let text = SOUND.replace("evidence", "evidense").replace("stop_task", "stop_tsk").replace("200", "2000");
        insta::assert_snapshot!(told(&text), @"
        error[unknown-operation]: there is no operation `stop_tsk`
          --> quirks.yaml:1:16
          = help: did you mean `stop_task`?
        error[address]: `2000 results` is no address of an operation
          --> quirks.yaml:2:26
          = help: write it as reports print it: `operation`, `header X-Language`, `202 results[].id`
        error[unknown-keyword]: `evidense` is no keyword of a quirk; did you mean `evidence`?
          --> quirks.yaml:6:3
          = help: write `evidence`
        ");
    }
}
