//! Writes down what is traced.
//!
//! There is one subscriber for the whole program, and it keeps what each thread traces apart. With a subscriber for each
//! test, the thread of another test, which has none, may be the first to reach an event: `tracing` then remembers that
//! nobody listens to it.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fmt::{Debug, Write as _};
use std::sync::Once;

use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

thread_local! {
    static TRACED: RefCell<Traced> = RefCell::default();
}

/// Every span and every event that this thread traced since [`start`](Self::start). The runtime of a test has one
/// thread, which is that of the test.
pub(crate) struct Capture;

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
    /// Begins to listen; what this thread traced before is forgotten.
    pub(crate) fn start() -> Self {
        static ONCE: Once = Once::new();
        ONCE.call_once(|| tracing::subscriber::set_global_default(Listener).expect("no other subscriber"));
        TRACED.take();
        Self
    }

    /// The spans of this name.
    pub(crate) fn spans(&self, name: &str) -> Vec<Span> {
        TRACED.with_borrow(|traced| traced.spans.iter().filter(|span| span.name == name).cloned().collect())
    }

    /// Each event of this crate on a line: its level, and its fields.
    pub(crate) fn events(&self) -> Vec<String> {
        TRACED.with_borrow(|traced| traced.events.clone())
    }

    /// Everything.
    pub(crate) fn text(&self) -> String {
        TRACED.with_borrow(|traced| format!("{:?} {:?}", traced.spans, traced.events))
    }
}

impl Span {
    pub(crate) fn field(&self, name: &str) -> Option<&str> {
        self.fields.get(name).map(String::as_str)
    }
}

struct Listener;

impl Subscriber for Listener {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target().starts_with("huaweicloud_core")
    }

    fn new_span(&self, attributes: &Attributes<'_>) -> Id {
        let mut span = Span { name: attributes.metadata().name(), fields: BTreeMap::new() };
        attributes.record(&mut span);
        TRACED.with_borrow_mut(|traced| {
            traced.spans.push(span);
            Id::from_u64(traced.spans.len() as u64)
        })
    }

    fn record(&self, id: &Id, values: &Record<'_>) {
        TRACED.with_borrow_mut(|traced| {
            // A span that began before this thread began to listen is not among them.
            if let Some(span) = traced.spans.get_mut(id.into_u64() as usize - 1) {
                values.record(span);
            }
        });
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        let mut line = Line(event.metadata().level().to_string());
        event.record(&mut line);
        TRACED.with_borrow_mut(|traced| traced.events.push(line.0));
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
