//! Bad input, as a person meets it: the real command on a spoilt workspace, its exit code and its message.
//!
//! The workspace is a made-up house with lamps and doors (`house/`), so that no message here changes with the real
//! specs. Each test spoils a copy of it, and none may leave a trace in that copy.

mod command_line;
mod facts;
mod made;
mod methods;
mod pages;
mod quirks;
mod roots;
mod scratch;
mod services;
mod specs;
mod strange_files;
