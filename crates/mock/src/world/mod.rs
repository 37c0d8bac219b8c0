//! What exists at a service, and how it moves.
//!
//! A [`World`] is made of what `behaviour.yaml` says: kinds of things, the statuses that pass by themselves, and what
//! each operation does. Nothing runs in the background: how a thing is doing is computed from the [`Clock`] when somebody
//! looks, so a test that advances the clock sees exactly what would have become of it. There is one world per service,
//! whatever the project that is named; it lives until the process ends or somebody resets it.

mod change;
mod control;
mod create;
mod fill;
mod kind;
mod list;
mod request;
mod seed;
mod shelf;

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use contract::{Address, Contract, Element, Place, Segment};
use spec::{Does, Shown};

pub use control::{Existing, KindOfThings, Unacceptable};
pub use seed::Seed;

use crate::api::{Checked, WordRules};
use crate::{Answer, Broken, Clock, Content, Trouble};
use kind::Kind;
use list::Pages;
use shelf::{Entry, Shelf};

/// How many things a service has at most.
pub const MOST_THINGS: usize = 100_000;

/// The things of one service.
///
/// ```
/// use std::time::Duration;
///
/// use mock::{Clock, world::World};
///
/// let specs = concat!(env!("CARGO_MANIFEST_DIR"), "/../../specs/drs");
/// let service = spec::load(specs.as_ref(), "specs/drs").service.expect("the specs are sound");
/// let clock = Clock::held();
/// let world = World::new(&service, clock.clone());
///
/// world.put("job", "my-job", Some("RELEASE_RESOURCE_STARTED"))?;
/// clock.advance(Duration::from_secs(30));
/// let job = world.get("job", "my-job")?.expect("it was put there");
/// assert_eq!(job.status, "RELEASE_RESOURCE_COMPLETE");
/// # Ok::<(), mock::world::Unacceptable>(())
/// ```
#[derive(Debug)]
pub struct World {
    clock: Clock,
    kinds: Vec<Kind>,
    acts: HashMap<String, Act>,
    /// How it begins, and begins again when it is reset.
    beginning: Vec<Beginning>,
    shelves: Mutex<Vec<Shelf>>,
}

/// What an operation does.
#[derive(Debug)]
struct Act {
    /// The index of the kind.
    kind: usize,
    does: Does,
    /// How its list is paged.
    pages: Option<Pages>,
    /// How many things an answer lists at most.
    most: usize,
    /// What is documented of the id of what it makes.
    ids: WordRules,
    /// Where that is written.
    at: Place,
}

/// A thing that exists from the beginning.
#[derive(Clone, Debug)]
struct Beginning {
    kind: usize,
    id: String,
    status: usize,
}

impl World {
    /// The world as `behaviour.yaml` begins it; an empty one where there is none.
    #[must_use]
    pub fn new(service: &spec::Service, clock: Clock) -> Self {
        let behaviour = service.behaviour.clone().unwrap_or_default();
        let kinds: Vec<Kind> = behaviour.things.iter().map(Kind::of).collect();
        let mut beginning = Vec::new();
        for (kind, thing) in behaviour.things.iter().enumerate() {
            for seeded in &thing.seed {
                let status = kinds[kind].status(&seeded.status).unwrap_or_default();
                beginning.push(Beginning { kind, id: seeded.id.clone(), status });
            }
        }
        let contracts = service.contracts();
        let all = &behaviour.acts;
        let mut acts = HashMap::new();
        for mut act in all.iter().cloned() {
            if let Does::Change(change) = &mut act.does {
                change::prepare(change);
            }
            let Some(kind) = behaviour.things.iter().position(|thing| thing.name == act.thing) else { continue };
            let paginator = service.paginators.iter().find(|paginator| paginator.operation == act.operation);
            let pages = paginator.map(|paginator| Pages::of(paginator, service));
            let (most, ids) = (most_items(&act, service, &contracts), ids(&act, all, service, &contracts));
            acts.insert(act.operation, Act { kind, does: act.does, pages, most, ids, at: act.at });
        }
        let world = Self { clock, kinds, acts, beginning, shelves: Mutex::default() };
        world.reset();
        world
    }

    /// What an operation does to the world, and what it answers; `None` where nothing is said of it, so that its
    /// documented example is all there is.
    ///
    /// `example` is the documented answer of a success, over which what is known is laid. All that a request asks for is
    /// done at once: nobody sees half of it. What does not have the documented form (in lenient mode) is ignored where it
    /// can be, and else names nothing that exists.
    ///
    /// # Errors
    ///
    /// What is named does not exist, or is in the wrong state, and the answer has no place to say so item by item; then
    /// nothing has changed. Or the request does not say what is meant (in lenient mode). Or there are [`MOST_THINGS`], which
    /// is [`Trouble::Forbidden`]: a quota is used up.
    pub fn act(&self, stem: &str, checked: &Checked, example: &Answer) -> Option<Result<Answer, Trouble>> {
        let act = self.acts.get(stem)?;
        let kind = self.kinds.get(act.kind)?;
        match &act.does {
            Does::Change(change) => change::change(change, (act, kind), self, checked, example),
            Does::Show(show) => {
                self.with_shelf(act, |shelf, now, _| show_one((show, &act.at), kind, shelf, now, checked, example))
            }
            Does::List(list) => self.with_shelf(act, |shelf, now, _| {
                Ok(list::list(list, (act.pages.as_ref(), act.most), (kind, shelf, now), checked, example))
            }),
            Does::Create(create) => self.with_shelf(act, |shelf, now, all| match all {
                All { count: MOST_THINGS.., .. } => Err(no_room()),
                All { kept, .. } => create::create(create, (act, kind), (shelf, kept), now, checked, example),
            }),
        }
    }

    /// Looks at the things of an operation, or changes them, while nobody else does: with the time, and with all that
    /// there is.
    fn with_shelf<T>(&self, act: &Act, look: impl FnOnce(&mut Shelf, Duration, All) -> T) -> Option<T> {
        let mut shelves = self.shelves();
        let now = self.clock.elapsed();
        let count = shelves.iter().map(Shelf::len).sum();
        let all = All { count, kept: shelves.iter().map(|shelf| shelf.kept).sum() };
        Some(look(shelves.get_mut(act.kind)?, now, all))
    }

    /// A panic elsewhere leaves the world as it was: whatever is done to it is complete before anything else can fail.
    fn shelves(&self) -> MutexGuard<'_, Vec<Shelf>> {
        self.shelves.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The things of all kinds together.
#[derive(Clone, Copy)]
struct All {
    /// How many there are.
    count: usize,
    /// How many bytes they keep of the requests that made them.
    kept: usize,
}

/// The documented element of an operation.
fn element<'c>(
    stem: &str,
    is_it: impl Fn(&Address) -> bool,
    service: &spec::Service,
    contracts: &'c [Contract],
) -> Option<&'c Element> {
    let index = service.operations.iter().position(|operation| operation.stem == stem)?;
    contracts.get(index)?.elements.iter().find(|element| is_it(&element.address))
}

/// Whether an address is that of a part of a success.
fn is_answered(address: &Address, path: &[Segment]) -> bool {
    matches!(address, Address::Response(status, other) if status.is_success() && other.0 == path)
}

/// How many things an answer lists at most.
fn most_items(act: &spec::Act, service: &spec::Service, contracts: &[Contract]) -> usize {
    let Does::List(list) = &act.does else { return usize::MAX };
    let way = list.items.0.split_last().map_or(&[][..], |(_, way)| way);
    let found = element(&act.operation, |address| is_answered(address, way), service, contracts);
    found.and_then(crate::api::most_items).unwrap_or(usize::MAX)
}

/// What is documented of the id of what an operation makes: where it is answered, and wherever it is named afterwards.
fn ids(act: &spec::Act, all: &[spec::Act], service: &spec::Service, contracts: &[Contract]) -> WordRules {
    let mut rules = WordRules::default();
    let Does::Create(create) = &act.does else { return rules };
    let own = element(&act.operation, |address| is_answered(address, &create.id.0), service, contracts);
    own.into_iter().for_each(|element| rules.add(element));
    for other in all.iter().filter(|other| other.thing == act.thing) {
        let id = match &other.does {
            Does::Change(change) => &change.id,
            Does::Show(show) => &show.id,
            Does::List(_) | Does::Create(_) => continue,
        };
        let named = element(&other.operation, |address| address == id, service, contracts);
        named.into_iter().for_each(|element| rules.add(element));
    }
    rules
}

/// What a service says of a quota that is used up: this may not be done, rather than that it was asked for in a wrong way.
fn no_room() -> Trouble {
    Trouble::Forbidden { reason: format!("there are {MOST_THINGS} things already, and no room for more") }
}

/// The request does not say which thing is meant.
fn unnamed(id: &Address, kind: &Kind, at: &Place) -> Trouble {
    unsaid(id, format!("does not say which {} is meant", kind.name), at)
}

/// A part of a request that nothing can be made of.
fn unsaid(part: &Address, message: String, at: &Place) -> Trouble {
    let broken = Broken { address: part.to_string(), aspect: None, message, at: at.clone() };
    Trouble::Invalid { broken: vec![broken], more: 0 }
}

fn missing(kind: &Kind, id: impl Into<String>) -> Trouble {
    Trouble::Missing { kind: kind.name.clone(), id: id.into() }
}

fn show_one(
    (show, at): (&spec::Show, &Place),
    kind: &Kind,
    shelf: &Shelf,
    now: Duration,
    checked: &Checked,
    example: &Answer,
) -> Result<Answer, Trouble> {
    let id = request::word(&show.id, checked).ok_or_else(|| unnamed(&show.id, kind, at))?;
    let entry = shelf.get(&id).ok_or_else(|| missing(kind, id))?;
    Ok(shown(&show.shows, kind, entry, now, example))
}

/// The example, with what is known of a thing laid over.
fn shown(shows: &[Shown], kind: &Kind, entry: &Entry, now: Duration, example: &Answer) -> Answer {
    let mut answer = example.clone();
    if let (Content::Json(body), false) = (&mut answer.content, shows.is_empty()) {
        fill::lay_over(body, shows, kind, entry, now);
    }
    answer
}
