//! Writes down what is traced.

use std::collections::BTreeMap;
use std::fmt::{Debug, Write as _};
use std::sync::{Arc, Mutex};

use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

/// Every span and every event of whatever is traced while [`start`](Self::start)'s guard lives.
#[derive(Clone, Default)]
pub(crate) struct Capture(Arc<Mutex<Traced>>);

#[derive(Default)]
struct Traced {
    spans: Vec<Span>,
    events: Vec<String>,
}

/// A span, and what its fields were at last.
#[derive(Clone, Debug, Default)]
pub(crate) struct Span {
    pub(crate) name: &'static str,
    pub(crate) fields: BTreeMap<&'static str, String>,
}

impl Capture {
    /// Begins to listen. The runtime of a test has one thread, which is this one.
    pub(crate) fn start() -> (Self, tracing::subscriber::DefaultGuard) {
        let capture = Self::default();
        let guard = tracing::subscriber::set_default(capture.clone());
        (capture, guard)
    }

    /// The spans of this name.
    pub(crate) fn spans(&self, name: &str) -> Vec<Span> {
        let traced = self.0.lock().expect("not poisoned");
        traced.spans.iter().filter(|span| span.name == name).cloned().collect()
    }

    /// Each event of this crate on a line: its level, and its fields.
    pub(crate) fn events(&self) -> Vec<String> {
        self.0.lock().expect("not poisoned").events.clone()
    }

    /// Everything.
    pub(crate) fn text(&self) -> String {
        let traced = self.0.lock().expect("not poisoned");
        format!("{:?} {:?}", traced.spans, traced.events)
    }
}

impl Span {
    pub(crate) fn field(&self, name: &str) -> Option<&str> {
        self.fields.get(name).map(String::as_str)
    }
}

impl Subscriber for Capture {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target().starts_with("huaweicloud_core")
    }

    fn new_span(&self, attributes: &Attributes<'_>) -> Id {
        let mut span = Span { name: attributes.metadata().name(), fields: BTreeMap::new() };
        attributes.record(&mut span);
        let mut traced = self.0.lock().expect("not poisoned");
        traced.spans.push(span);
        Id::from_u64(traced.spans.len() as u64)
    }

    fn record(&self, id: &Id, values: &Record<'_>) {
        let mut traced = self.0.lock().expect("not poisoned");
        values.record(&mut traced.spans[id.into_u64() as usize - 1]);
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        let mut line = Line(event.metadata().level().to_string());
        event.record(&mut line);
        self.0.lock().expect("not poisoned").events.push(line.0);
    }

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

impl Visit for Span {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.fields.insert(field.name(), format!("{value:?}"));
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        self.fields.insert(field.name(), value.to_owned());
    }
}

struct Line(String);

impl Visit for Line {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        let _ = write!(self.0, " {}={value:?}", field.name());
    }
}
