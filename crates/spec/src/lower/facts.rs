//! What one schema says about one value.

use contract::{Aspect, Element, Type, Value};

use super::Lowering;
use crate::schema::Schema;
use document::node::{At, Content, Node};

impl<'b> Lowering<'b> {
    /// States the type and everything that the schema says beside it.
    pub(super) fn facts(&self, element: &mut Element, schema: &Schema<'b>) {
        let ty = self.ty(schema, &mut Vec::new());
        let at = schema.field("type").map_or(schema.origin.at, |field| field.key_at);
        self.state(element, Aspect::Type, Value::Type(ty), at);
        self.rules(element, schema);
    }

    /// States everything that the schema says beside the type.
    pub(super) fn rules(&self, element: &mut Element, schema: &Schema<'b>) {
        for (keyword, aspect) in [("nullable", Aspect::Nullable), ("deprecated", Aspect::Deprecated)] {
            if let Some(field) = schema.field(keyword)
                && matches!(field.value.content, Content::Bool(true))
            {
                self.state(element, aspect, Value::Flag(true), field.key_at);
            }
        }
        for (keyword, aspect) in [
            ("minLength", Aspect::MinLength),
            ("maxLength", Aspect::MaxLength),
            ("minimum", Aspect::Minimum),
            ("maximum", Aspect::Maximum),
            ("minItems", Aspect::MinItems),
            ("maxItems", Aspect::MaxItems),
        ] {
            if let Some(field) = schema.field(keyword)
                && let Some(number) = field.value.number()
            {
                self.state(element, aspect, Value::Number(number.clone()), field.key_at);
            }
        }
        if let Some(field) = schema.field("enum") {
            let words = field.value.list().into_iter().flatten().map(word).collect();
            self.state(element, Aspect::Values, Value::List(words), field.key_at);
        }
        if let Some(field) = schema.field("default") {
            self.state(element, Aspect::Default, Value::Json(field.value.to_json()), field.key_at);
        }
        if let Some((pattern, field)) = schema.text("pattern") {
            self.state(element, Aspect::Pattern, Value::Text(pattern.to_owned()), field.key_at);
        }
        // The formats of numbers are widths: they are part of the type.
        if let Some((format, field)) = schema.text("format")
            && schema.kind() == Some("string")
        {
            self.state(element, Aspect::Format, Value::Text(format.to_owned()), field.key_at);
        }
        if let Some((words, _)) = schema.text("description") {
            element.words = Some(words.to_owned());
        }
    }

    /// States what the schema says of each item of a list, on the element of the list.
    pub(super) fn item_rules(&self, element: &mut Element, items: &Schema<'b>) {
        const OF_ITEMS: [Aspect; 7] = [
            Aspect::Values,
            Aspect::MinLength,
            Aspect::MaxLength,
            Aspect::Minimum,
            Aspect::Maximum,
            Aspect::Pattern,
            Aspect::Format,
        ];
        let mut item = Element::new(element.address.clone(), element.at.clone());
        self.rules(&mut item, items);
        for aspect in OF_ITEMS {
            if let Some(fact) = item.facts.remove(aspect) {
                element.facts.set(aspect, fact.value, fact.at, fact.basis);
            }
        }
    }

    /// The type; `open` holds the lists and maps on the way down, because a list may contain itself.
    fn ty(&self, schema: &Schema<'b>, open: &mut Vec<*const Node>) -> Type {
        let format = schema.text("format").map(|(format, _)| format);
        match (schema.kind(), format) {
            (Some("string"), _) => Type::String,
            (Some("boolean"), _) => Type::Boolean,
            (Some("integer"), Some("int32")) => Type::int(32),
            (Some("integer"), Some("int64")) => Type::int(64),
            (Some("integer"), _) => Type::Integer(None),
            (Some("number"), Some("float")) => Type::Number(Some(32)),
            (Some("number"), Some("double")) => Type::Number(Some(64)),
            (Some("number"), _) => Type::Number(None),
            (Some("array"), _) => {
                Type::array(self.inner(schema, schema.field("items").map(|field| &field.value), open))
            }
            (Some("object"), _) => match values(schema) {
                Some((values, _)) => Type::map(self.inner(schema, Some(values), open)),
                None => Type::Object(schema.name.map(str::to_owned)),
            },
            _ => Type::Any,
        }
    }

    fn inner(&self, schema: &Schema<'b>, inner: Option<&'b Node>, open: &mut Vec<*const Node>) -> Type {
        let origin = std::ptr::from_ref(schema.origin);
        let Some(inner) = inner.filter(|_| !open.contains(&origin)) else { return Type::Any };
        open.push(origin);
        let ty = self.ty(&Schema::of(inner, self.components), open);
        open.pop();
        ty
    }
}

/// The schema of the values of a map: an object that lists no fields and says what its values are.
///
/// `additionalProperties: true` and `{}` say nothing about the values: that is an object whose fields nobody lists.
pub(super) fn values<'b>(schema: &Schema<'b>) -> Option<(&'b Node, At)> {
    if schema.properties().next().is_some() {
        return None;
    }
    let field = schema.field("additionalProperties")?;
    let says_something = field.value.fields().is_some_and(|fields| !fields.is_empty());
    says_something.then_some((&field.value, field.key_at))
}

/// A value of an enumeration as a word.
fn word(node: &Node) -> String {
    match node.text() {
        Some(text) => text.to_owned(),
        None => node.to_json().to_string(),
    }
}
