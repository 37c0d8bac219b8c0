//! What a client can do with an operation beyond calling it.

use serde::Serialize;

use crate::Place;

/// A method of the client that calls an operation again and again: it waits for something, or lists page by page.
///
/// No page states one: it is our decision, which the Rust has to follow.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Method {
    /// Its name in Rust: `wait_for_lamp_lit`, `list_lamps_pages`.
    pub name: String,
    /// Where it is introduced.
    pub at: Place,
    /// What is said of it.
    pub says: Vec<Saying>,
}

/// One thing that is said of a method.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Saying {
    /// What it is about: `success`, `next`. There is one about each.
    pub about: &'static str,
    /// What is said, in the one form that all witnesses use.
    pub text: String,
    /// Where.
    pub at: Place,
}

impl Method {
    /// A method of which nothing is said yet.
    pub fn new(name: impl Into<String>, at: Place) -> Self {
        Self { name: name.into(), at, says: Vec::new() }
    }

    /// Adds what is said, if anything is: a text.
    pub fn say(&mut self, about: &'static str, text: Option<impl ToString>, at: &Place) {
        self.says.extend(text.map(|text| Saying { about, text: text.to_string(), at: at.clone() }));
    }

    /// Adds a list of texts. Its order says nothing.
    pub fn list(&mut self, about: &'static str, texts: &[String], at: &Place) {
        let mut texts: Vec<&String> = texts.iter().collect();
        texts.sort();
        self.say(about, Some(format!("{texts:?}")), at);
    }

    /// What is said about something.
    pub fn about(&self, about: &str) -> Option<&Saying> {
        self.says.iter().find(|saying| saying.about == about)
    }
}
