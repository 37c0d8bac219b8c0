//! The runtime against a real socket.
//!
//! The server is a raw one, because these tests are about exact bytes (which headers are on the wire, and which are
//! not) and about answers that a well-behaved server library would refuse to give.

mod client;
mod server;

mod answers;
mod failures;
mod observed;
mod sending;
