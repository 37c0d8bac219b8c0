//! References: how they are written, and where they lead.

use document::node::{Field, Fields, Node};

/// A reference, taken apart: `common.yaml#/components/schemas/Error`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Reference<'t> {
    /// The file; empty for the file itself.
    pub(super) file: &'t str,
    /// The section of the components.
    pub(super) section: &'t str,
    /// The name in the section.
    pub(super) name: &'t str,
}

impl<'t> Reference<'t> {
    /// Takes a reference apart. `None` where it leads anywhere else than to a whole component.
    pub(super) fn parse(text: &'t str) -> Option<Self> {
        let (file, pointer) = text.split_once('#')?;
        let file = file.strip_prefix("./").unwrap_or(file);
        let (section, name) = pointer.strip_prefix("/components/")?.split_once('/')?;
        (!name.is_empty() && !name.contains('/')).then_some(Self { file, section, name })
    }
}

/// The text of a reference within one document.
pub(super) fn local_text(section: &str, name: &str) -> String {
    format!("#/components/{section}/{name}")
}

/// The section and the name of a reference within one document.
fn local(text: &str) -> Option<(&str, &str)> {
    Reference::parse(text)
        .filter(|reference| reference.file.is_empty())
        .map(|reference| (reference.section, reference.name))
}

/// The components of a bundle.
#[derive(Clone, Copy)]
pub(crate) struct Components<'b> {
    components: Option<&'b Node>,
}

impl<'b> Components<'b> {
    /// Those of a document.
    pub(crate) fn of(document: &'b Node) -> Self {
        Self { components: document.get("components") }
    }

    /// All of a section.
    pub(crate) fn section(self, section: &str) -> Option<&'b Fields> {
        self.components?.get(section)?.fields()
    }

    /// The component that a reference leads to, and its name.
    pub(crate) fn target(self, reference: &str) -> Option<(&'b str, &'b Field)> {
        let (section, name) = local(reference)?;
        let (name, field) = self.section(section)?.get_key_value(name)?;
        Some((name, field))
    }

    /// What a value is once its references are followed; itself where they lead nowhere or in a circle.
    pub(crate) fn follow(self, node: &'b Node) -> &'b Node {
        const MAX_HOPS: usize = 32;
        let mut node = node;
        for _ in 0..MAX_HOPS {
            match node.text_of("$ref").and_then(|reference| self.target(reference)) {
                Some((_, field)) => node = &field.value,
                None => break,
            }
        }
        node
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reference_leads_to_a_whole_component() {
        let reference = Reference::parse("common.yaml#/components/schemas/Error");
        assert_eq!(reference, Some(Reference { file: "common.yaml", section: "schemas", name: "Error" }));
        assert_eq!(local("#/components/responses/Bad"), Some(("responses", "Bad")));
    }

    #[test]
    fn anything_else_is_no_reference_of_ours() {
        for text in ["", "Error", "#/definitions/Error", "#/components/schemas/", "#/components/schemas/A/properties/b"]
        {
            assert_eq!(Reference::parse(text), None, "{text}");
        }
    }
}
