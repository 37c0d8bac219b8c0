//! A file of what exists at the beginning.

use contract::{Place, Problem};
use document::checker::Checker;
use document::diagnostics::Diagnostics;
use document::grammar::Is;
use document::node::{Content, Field, Node};
use document::suggest::{nearest, one_of};

use super::control::{LONGEST_ID, is_id};
use super::{Beginning, MOST_THINGS, World};
use crate::seen::escaped;

/// What exists at the beginning, by service: a user's own file.
///
/// ```yaml
/// drs:
///   job:
///     my-job: INCRE_TRANSFER_STARTED
///     another:                          # in the first status that jobs have
/// ```
///
/// JSON will do as well. Of a kind that is named, only the things that are written exist; of others those that
/// `behaviour.yaml` has.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Seed {
    services: Vec<(String, Place, Vec<Planted>)>,
}

/// The things of a kind.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Planted {
    thing: String,
    at: Place,
    /// Each with its status, if one is written, and where that is.
    ids: Vec<(String, Option<String>, Place)>,
}

static STATUS: Is = Is::Any;
static IDS: Is = Is::Map(&STATUS);
static THINGS: Is = Is::Map(&IDS);
static SEED: Is = Is::Map(&THINGS);

impl Seed {
    /// Reads a file; `label` is how messages name it.
    ///
    /// # Errors
    ///
    /// It is no YAML, or does not have the form above: all that is wrong, each with its place.
    ///
    /// ```
    /// let problems = mock::world::Seed::read("drs:\n  job: my-job\n", "seed.yaml").expect_err("it is no map of ids");
    /// assert_eq!(
    ///     problems[0].to_string(),
    ///     "error[wrong-type]: expected an object, but found the text `my-job`
    ///   --> seed.yaml:2:8
    ///   = help: check the indentation and what the keyword takes"
    /// );
    /// ```
    pub fn read(text: &str, label: &str) -> Result<Self, Vec<Problem>> {
        let mut diagnostics = Diagnostics::default();
        let file = diagnostics.add_file(label.to_owned());
        let node = document::yaml::parse(text.as_bytes(), file, &mut diagnostics);
        if let Some(node) = &node {
            Checker::new(&mut diagnostics, &[], &[]).value(node, &SEED, node.at);
        }
        let mut services = Vec::new();
        for (service, field) in node.iter().flat_map(Node::entries) {
            let things = field.value.entries().map(|(thing, field)| {
                let ids = field.value.entries().filter_map(|(id, field)| planted(id, field, &mut diagnostics));
                let ids = ids.collect();
                Planted { thing: thing.to_owned(), at: diagnostics.place(field.key_at), ids }
            });
            let things = things.collect();
            services.push((service.to_owned(), diagnostics.place(field.key_at), things));
        }
        if diagnostics.has_errors() { Err(diagnostics.into_problems()) } else { Ok(Self { services }) }
    }

    /// What is said of services that are none of these, which are all that there are: nobody would ever read it. What is said
    /// of one that is there and not played is not looked at.
    #[must_use]
    pub fn strangers(&self, services: &[&str]) -> Vec<Problem> {
        let strange = self.services.iter().filter(|(name, ..)| !services.contains(&name.as_str()));
        let told = strange.map(|(name, at, _)| {
            let message = format!("`{}` is no service", escaped(name, 60));
            Problem::error("unknown-service", at.clone(), message).help(meant(name, services, "services"))
        });
        told.collect()
    }
}

fn planted(id: &str, field: &Field, diagnostics: &mut Diagnostics) -> Option<(String, Option<String>, Place)> {
    if !is_id(id) {
        let problem = diagnostics.error("value", field.key_at, "this is no id of anything");
        diagnostics.push(problem.help(format!("write 1 to {LONGEST_ID} characters")));
        return None;
    }
    let status = match &field.value.content {
        Content::Null => None,
        Content::Text(status) => Some(status.clone()),
        _ => {
            let message = format!("expected a status, but found {}", field.value.kind());
            let problem = diagnostics.error("wrong-type", field.value.at, message);
            diagnostics.push(problem.help("write the status as a text, or nothing for the first one"));
            return None;
        }
    };
    let at = if status.is_some() { field.value.at } else { field.key_at };
    Some((id.to_owned(), status, diagnostics.place(at)))
}

/// The word that was meant, or all there are.
fn meant(word: &str, words: &[&str], what: &str) -> String {
    match nearest(word, words.iter().copied()) {
        Some(meant) => format!("did you mean `{meant}`?"),
        None if words.is_empty() => format!("there are no {what}"),
        None => format!("the {what} are {}", one_of(words.iter().copied()).replace(" or ", " and ")),
    }
}

impl World {
    /// The world of the service of that name, with what a seed says of it in place of what `behaviour.yaml` does. It
    /// begins so, and again whenever it is reset.
    ///
    /// # Errors
    ///
    /// The seed names things or statuses that the service does not have, or too many things.
    pub fn planted(mut self, service: &str, seed: &Seed) -> Result<Self, Vec<Problem>> {
        let mut problems = Vec::new();
        let things = seed.services.iter().filter(|(name, ..)| name == service).flat_map(|(_, _, things)| things);
        for Planted { thing, at, ids } in things {
            let Ok((index, kind)) = self.kind(thing) else {
                let known: Vec<&str> = self.kinds.iter().map(|kind| kind.name.as_str()).collect();
                let message = format!("`{}` is no thing of {service}", escaped(thing, 60));
                problems.push(Problem::error("thing", at.clone(), message).help(meant(thing, &known, "things")));
                continue;
            };
            let mut begun = Vec::new();
            for (id, status, at) in ids {
                let number = status.as_deref().map_or(Some(kind.first), |status| kind.status(status));
                if let Some(status) = number {
                    begun.push(Beginning { kind: index, id: id.clone(), status });
                    continue;
                }
                let status = status.as_deref().unwrap_or_default();
                let known: Vec<&str> = kind.statuses.iter().map(String::as_str).collect();
                let message = format!("`{}` is no status of a {thing}", escaped(status, 60));
                problems.push(Problem::error("status", at.clone(), message).help(meant(status, &known, "statuses")));
            }
            self.beginning.retain(|other| other.kind != index);
            self.beginning.append(&mut begun);
            if self.beginning.len() > MOST_THINGS {
                let message = format!("there are more than {MOST_THINGS} things");
                problems.push(Problem::error("too-large", at.clone(), message).help("write fewer"));
                break;
            }
        }
        if !problems.is_empty() {
            return Err(problems);
        }
        self.reset();
        Ok(self)
    }
}
