//! What behaviour.yaml says, checked.

use std::time::Duration;

use contract::{Address, FieldPath, Place, Type};
use serde_json::{Map, Value};

use crate::Documented;

/// What exists at a service, how it moves, and which codes its refusals have.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Behaviour {
    /// The error codes, by class.
    pub errors: Vec<ErrorCode>,
    /// The kinds of things that exist there.
    pub things: Vec<Thing>,
    /// What operations do to them. Of others nothing is known but their examples.
    pub acts: Vec<Act>,
}

/// The code that the service gives to a class of refusals.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ErrorCode {
    /// The class, one of [`CLASSES`](Self::CLASSES).
    pub class: String,
    /// The code: `DRS.M00202`.
    pub code: String,
    /// Where it is written.
    pub at: Place,
}

impl ErrorCode {
    /// Every class of refusals that may have a code.
    pub const CLASSES: [&str; 13] = [
        "unknown_route",
        "unknown_method",
        "invalid",
        "not_json",
        "no_body",
        "too_large",
        "unauthenticated",
        "no_credentials",
        "expired",
        "other_project",
        "forbidden",
        "missing",
        "wrong_state",
    ];
}

/// A kind of things: a task, a job.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Thing {
    /// What it is called: `job`.
    pub name: String,
    /// What that is, in our words.
    pub description: String,
    /// The statuses that one can have, each once.
    pub statuses: Vec<String>,
    /// The status of one of which nobody says more.
    pub first: String,
    /// The statuses that pass by themselves. They never lead in a circle.
    pub moves: Vec<Move>,
    /// Those that exist from the beginning, in the order of the file.
    pub seed: Vec<Seeded>,
    /// Where the vendor lists the statuses.
    pub documented: Documented,
    /// Where it is written.
    pub at: Place,
}

/// A status that passes by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Move {
    /// The status.
    pub from: String,
    /// What comes after it.
    pub to: String,
    /// How long it lasts.
    pub after: Duration,
}

/// A thing that exists from the beginning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seeded {
    /// Which one.
    pub id: String,
    /// The status it is in.
    pub status: String,
    /// Where it is written.
    pub at: Place,
}

/// What an operation does to the things of a kind.
#[derive(Clone, Debug, PartialEq)]
pub struct Act {
    /// The stem of the operation.
    pub operation: String,
    /// The kind.
    pub thing: String,
    /// What it does.
    pub does: Does,
    /// Where it is written.
    pub at: Place,
}

/// What an operation does.
#[derive(Clone, Debug, PartialEq)]
pub enum Does {
    /// Gives things other statuses, or removes them.
    Change(Box<Change>),
    /// Shows one.
    Show(Show),
    /// Lists all.
    List(List),
    /// Makes one.
    Create(Create),
}

/// An operation that gives things other statuses, or removes them.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// Where the request names them: an argument, or a field. A path with a `[]` names several.
    pub id: Address,
    /// What becomes of each.
    pub choice: Choice,
    /// How the answer tells it one by one. Without it either all of them are changed, or none.
    pub answer: Option<Outcomes>,
    /// Where the answer shows the thing as it is then, if it is one.
    pub shows: Vec<Shown>,
}

/// What becomes of a thing.
#[derive(Clone, Debug, PartialEq)]
pub enum Choice {
    /// This.
    Always(Step),
    /// What the request says.
    By {
        /// Where it says so, in an argument or in a field: of the entry of the thing, or of the whole.
        field: Address,
        /// What becomes of it, by what the request says.
        cases: Vec<(String, Step)>,
        /// The case where it says nothing.
        default: Option<String>,
    },
}

/// What becomes of a thing, if it is in one of some statuses.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// The statuses it can be in.
    pub from: Vec<String>,
    /// What becomes of it.
    pub to: Effect,
    /// What its item of the answer has if it is in another one, where that is not what [`Outcomes`] say.
    pub failure: Option<Map<String, Value>>,
}

/// What becomes of a thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// It has this status then.
    To(String),
    /// It is gone.
    Removes,
}

/// How an answer tells what became of each thing.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcomes {
    /// The items, one per entry of the request and in its order: a path that ends in `[]`.
    pub items: FieldPath,
    /// The field of the item that names the thing, from the item on.
    pub id: Option<(FieldPath, Type)>,
    /// Whether no item may be without it.
    pub id_is_required: bool,
    /// Where the number of items is.
    pub count: Option<FieldPath>,
    /// What an item has if all went well, beside the id.
    pub success: Map<String, Value>,
    /// What it has if the thing is in a status in which this cannot be done.
    pub failure: Map<String, Value>,
    /// What it has if there is no such thing.
    pub missing: Map<String, Value>,
    /// What it has if the request does not say which thing, or what is to become of it.
    pub invalid: Map<String, Value>,
}

/// An operation that shows one thing: its documented example, with what is known of the thing laid over.
#[derive(Clone, Debug, PartialEq)]
pub struct Show {
    /// Where the request names it.
    pub id: Address,
    /// Where the answer has what.
    pub shows: Vec<Shown>,
}

/// An operation that lists all things of a kind, page by page if it is among the paginators.
#[derive(Clone, Debug, PartialEq)]
pub struct List {
    /// The items: a path that ends in `[]`.
    pub items: FieldPath,
    /// Where an item has what, from the item on.
    pub shows: Vec<Shown>,
}

/// An operation that makes a thing, in the first status of its kind.
#[derive(Clone, Debug, PartialEq)]
pub struct Create {
    /// Where the answer has its id, which is new and of the shape of the documented example.
    pub id: FieldPath,
    /// Whether that is a text or a whole number.
    pub ty: Type,
    /// What is kept of the request, by name, to be shown later.
    pub keeps: Vec<(String, Address)>,
    /// Where the answer has what else.
    pub shows: Vec<Shown>,
}

/// Something known of a thing, and where an answer has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// What.
    pub what: Attribute,
    /// Where: in the answer, or in the item of a list.
    pub path: FieldPath,
    /// Its type there, without names and widths.
    pub ty: Type,
}

impl Shown {
    /// A text as a value of that type: a whole number of digits, if that is what the type asks for. `None` where it is none.
    pub fn value(ty: &Type, text: &str) -> Option<Value> {
        match ty.shape() {
            Type::String => Some(Value::from(text)),
            Type::Integer(_) => text.parse::<i64>().ok().filter(|number| number.to_string() == text).map(Value::from),
            _ => None,
        }
    }
}

/// Something known of a thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Attribute {
    /// Its id.
    Id,
    /// Its status.
    Status,
    /// What was kept under that name when it was made.
    Kept(String),
}
