//! The server: ports, connections, and the order of things between a request and its answer.

mod body;
mod builder;
mod connection;
mod deliver;
mod error;
mod first_call;
mod judge;
mod limits;
mod lines;
mod listen;
mod refusal;
mod running;
mod service;
mod specs;
mod stamp;
mod verdict;
mod wire;

pub use builder::Builder;
pub use error::StartError;
pub use limits::Limits;
pub use listen::serve;
pub use running::Mock;

pub(crate) use body::read as read_body;
pub(crate) use lines::Line;
pub(crate) use service::Played;
