//! The server: ports, connections, and the order of things between a request and its answer.

mod body;
mod builder;
mod connection;
mod deliver;
mod error;
mod first_call;
mod head;
mod judge;
mod limits;
mod line;
mod lines;
mod listen;
mod refusal;
mod running;
mod service;
mod specs;
mod stamp;
mod unheard;
mod verdict;
mod wire;

pub use builder::Builder;
pub use error::StartError;
pub use limits::Limits;
pub use listen::serve;
pub use running::Mock;

pub(crate) use body::{Unread, read as read_body};
pub(crate) use line::Line;
pub(crate) use service::Played;
