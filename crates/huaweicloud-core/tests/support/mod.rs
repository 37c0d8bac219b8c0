//! What the tests against real sockets share.

#![allow(dead_code, clippy::allow_attributes, reason = "each test binary needs its part of it")]

pub(crate) mod capture;
pub(crate) mod client;
pub(crate) mod server;
