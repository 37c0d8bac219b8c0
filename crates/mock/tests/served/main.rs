//! The mock as callers and tests meet it: over a socket, through its library, and on the command line.

mod caller;
mod command_line;
mod control;
mod faults;
mod open;
mod order;
mod starting;
