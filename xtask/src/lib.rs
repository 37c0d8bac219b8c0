//! The conductor: it reads pages, specs and generated Rust, has them judged, and is the only one to write files.

mod cli;
mod docs;
mod exit;
mod generate;
mod io;
mod lists;
mod mock;
mod mode;
mod new;
mod quirks;
mod render;
mod roots;
mod service;
mod verify;
mod workspace;

pub use cli::Cli;
pub use exit::Exit;
pub use generate::{Generated, generate, generate_all};
pub use mode::Mode;
pub use service::{Testimonies, testimonies};
pub use workspace::{Home, Workspace};
