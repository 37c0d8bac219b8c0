#![doc = include_str!("../README.md")]

pub mod answer;
pub mod api;
pub mod auth;
pub mod cli;
pub mod clock;
mod control;
pub mod faults;
pub mod iam;
pub mod seen;
pub mod server;
mod shown;
pub mod trouble;
pub mod world;

pub use answer::{Answer, Content};
pub use clock::Clock;
pub use control::Control;
pub use server::{Builder, Limits, Mock, StartError};
pub use trouble::{Broken, Trouble};
