//! The runtime against a real socket.
//!
//! The server is a raw one, because these tests are about exact bytes (which headers are on the wire, and which are
//! not) and about answers that a well-behaved server library would refuse to give.

#[path = "../support/mod.rs"]
mod support;

use support::{capture, client, server};

mod answers;
mod failures;
mod observed;
mod sending;
