//! What the generator needs to know of a service, wherever it comes from.

use contract::Place;
use serde_json::Value;
use spec::{Cloud, Endpoint};

use crate::schema::array;

/// A service, as one resolved OpenAPI document and the origin of its parts.
pub(crate) struct Source<'s> {
    /// The short name: `drs`.
    pub(crate) name: &'s str,
    /// The bundle. Every `$ref` points into it.
    pub(crate) document: &'s Value,
    /// Where people edit what the bundle is made of: `specs/drs`.
    pub(crate) home: String,
    /// Where each cloud that has it answers.
    pub(crate) endpoints: Vec<(Cloud, &'s Endpoint)>,
    /// The operations, in the order of the document.
    pub(crate) operations: Vec<Operation>,
    /// What can be waited for.
    pub(crate) waiters: &'s [spec::Waiter],
    /// The operations that answer page by page.
    pub(crate) paginators: &'s [spec::Paginator],
    /// Where a JSON pointer of the bundle was written.
    pub(crate) place: &'s dyn Fn(&str) -> Place,
}

/// One operation of the bundle.
#[derive(Clone, Debug)]
pub(crate) struct Operation {
    /// Its name in the document: `BatchDeleteJobs`.
    pub(crate) id: String,
    /// Its name everywhere else: `batch_delete_jobs`.
    pub(crate) stem: String,
    /// In lower case, as the document has it.
    pub(crate) method: String,
    /// The template of its path.
    pub(crate) path: String,
    /// Its key among the paths of the document: the template, or the template and a word that tells operations of one
    /// method and path apart.
    pub(crate) key: String,
    /// The file that describes it: `specs/drs/batch_delete_jobs.yaml`.
    pub(crate) file: String,
}

impl Operation {
    /// Where it is in the bundle.
    pub(crate) fn pointer(&self) -> String {
        format!("/paths/{}/{}", escape(&self.key), self.method)
    }

    /// What the bundle says of it.
    pub(crate) fn value<'d>(&self, document: &'d Value) -> &'d Value {
        &document["paths"][&self.key][&self.method]
    }

    /// Its parameters: its own, and those that its path has for every operation.
    pub(crate) fn parameters<'d>(&self, document: &'d Value) -> Vec<&'d Value> {
        let of =
            |value: &'d Value| array(&value["parameters"]).map(|parameter| resolve(document, parameter, "parameters"));
        let mut parameters: Vec<&Value> = of(self.value(document)).collect();
        for shared in of(&document["paths"][&self.key]) {
            if !parameters.iter().any(|own| own["name"] == shared["name"] && own["in"] == shared["in"]) {
                parameters.push(shared);
            }
        }
        parameters
    }
}

/// A key as a token of a JSON pointer.
pub(crate) fn escape(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}

/// The last name of a `$ref` into a section of the components: `#/components/{section}/{name}`.
pub(crate) fn component<'r>(reference: &'r str, section: &str) -> Option<&'r str> {
    reference.strip_prefix("#/components/")?.strip_prefix(section)?.strip_prefix('/')
}

/// What a value refers to, where it is a `$ref` into `section`; itself otherwise.
pub(crate) fn resolve<'v>(document: &'v Value, value: &'v Value, section: &str) -> &'v Value {
    match value.get("$ref").and_then(Value::as_str).and_then(|reference| component(reference, section)) {
        Some(name) => &document["components"][section][name],
        None => value,
    }
}
