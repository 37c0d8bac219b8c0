//! The elements of a body as a tree: what a contract lays out flat, schemas nest again.

use std::sync::LazyLock;

use contract::{Address, Contract, Facts, FieldPath, Segment, Type};

/// A part of a body: what the page states of it, and what lies below it.
#[derive(Debug, Default)]
pub(crate) struct Part<'c> {
    /// What is stated; `None` where only what lies below it is.
    facts: Option<&'c Facts>,
    /// Its fields, in the order of the page.
    pub(crate) fields: Vec<(&'c str, Part<'c>)>,
    item: Option<Box<Part<'c>>>,
    value: Option<Box<Part<'c>>>,
}

static NOTHING: LazyLock<Facts> = LazyLock::new(Facts::default);

impl<'c> Part<'c> {
    /// The body at an address; `None` if the contract has nothing there.
    pub(crate) fn of(contract: &'c Contract, root: &Address) -> Option<Self> {
        let mut whole = None;
        for element in &contract.elements {
            let Some(path) = element.address.field_path() else { continue };
            if element.address.with_path(FieldPath::root()) == *root {
                whole.get_or_insert_with(Self::default).at(&path.0).facts = Some(&element.facts);
            }
        }
        whole
    }

    /// A value with nothing below it.
    pub(crate) fn about(facts: &'c Facts) -> Self {
        Self { facts: Some(facts), ..Self::default() }
    }

    fn at(&mut self, path: &'c [Segment]) -> &mut Self {
        let Some((first, rest)) = path.split_first() else { return self };
        let inner = match first {
            Segment::Item => self.item.get_or_insert_default().as_mut(),
            Segment::Value => self.value.get_or_insert_default().as_mut(),
            Segment::Field(name) => {
                let known = self.fields.iter().position(|(other, _)| other == name);
                let index = known.unwrap_or_else(|| {
                    self.fields.push((name, Self::default()));
                    self.fields.len() - 1
                });
                &mut self.fields[index].1
            }
        };
        inner.at(rest)
    }

    /// What is stated of it.
    pub(crate) fn facts(&self) -> &'c Facts {
        self.facts.unwrap_or(&NOTHING)
    }

    /// Its type: the stated one, or what follows from what lies below it.
    pub(crate) fn ty(&self) -> Type {
        match self.facts().ty() {
            Some(ty) => ty.clone(),
            None if !self.fields.is_empty() => Type::Object(None),
            None if self.item.is_some() => Type::array(Type::Any),
            None if self.value.is_some() => Type::map(Type::Any),
            None => Type::Any,
        }
    }

    /// Whether nothing lies below it.
    pub(crate) fn is_leaf(&self) -> bool {
        self.fields.is_empty() && self.item.is_none() && self.value.is_none()
    }

    /// What lists hold at this part.
    pub(crate) fn item(&self) -> Option<&Part<'c>> {
        self.item.as_deref()
    }

    /// What maps hold at this part.
    pub(crate) fn value(&self) -> Option<&Part<'c>> {
        self.value.as_deref()
    }
}
