//! The providers of credentials against a raw server on loopback.
//!
//! What they send is part of what they promise, so the tests look at the bytes.

#![cfg(feature = "providers")]

mod log;
mod server;
mod setup;

mod agency;
mod chain;
mod environment;
mod failures;
mod metadata;
mod oidc;
mod password;
mod profile;
mod secrets;
