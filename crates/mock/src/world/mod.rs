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

use spec::{Does, Shown};

pub use control::{Existing, KindOfThings, Unacceptable};
pub use seed::Seed;

use crate::api::Checked;
use crate::{Answer, Clock, Content, Trouble};
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
        let mut acts = HashMap::new();
        for mut act in behaviour.acts {
            if let Does::Change(change) = &mut act.does {
                change::prepare(change);
            }
            let Some(kind) = behaviour.things.iter().position(|thing| thing.name == act.thing) else { continue };
            let paginator = service.paginators.iter().find(|paginator| paginator.operation == act.operation);
            let pages = paginator.map(|paginator| Pages::of(paginator, service));
            acts.insert(act.operation, Act { kind, does: act.does, pages });
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
    /// nothing has changed. Or there is no room for more things.
    pub fn act(&self, stem: &str, checked: &Checked, example: &Answer) -> Option<Result<Answer, Trouble>> {
        let act = self.acts.get(stem)?;
        let kind = self.kinds.get(act.kind)?;
        let mut shelves = self.shelves();
        let now = self.clock.elapsed();
        let all = shelves.iter().map(Shelf::len).sum::<usize>();
        let shelf = shelves.get_mut(act.kind)?;
        let answer = match &act.does {
            Does::Change(change) => change::change(change, kind, shelf, now, checked, example),
            Does::Show(show) => show_one(show, kind, shelf, now, checked, example),
            Does::List(list) => Ok(list::list(list, act.pages.as_ref(), (kind, shelf, now), checked, example)),
            Does::Create(_) if all >= MOST_THINGS => Err(no_room()),
            Does::Create(create) => create::create(create, kind, shelf, now, checked, example),
        };
        Some(answer)
    }

    /// A panic elsewhere leaves the world as it was: whatever is done to it is complete before anything else can fail.
    fn shelves(&self) -> MutexGuard<'_, Vec<Shelf>> {
        self.shelves.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn no_room() -> Trouble {
    Trouble::Forbidden { reason: format!("there are {MOST_THINGS} things already, and no room for more") }
}

fn missing(kind: &Kind, id: impl Into<String>) -> Trouble {
    Trouble::Missing { kind: kind.name.clone(), id: id.into() }
}

fn show_one(
    show: &spec::Show,
    kind: &Kind,
    shelf: &Shelf,
    now: Duration,
    checked: &Checked,
    example: &Answer,
) -> Result<Answer, Trouble> {
    let id = request::word(&show.id, checked).unwrap_or_default();
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
