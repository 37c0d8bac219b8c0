//! What callers do that nobody should, with bare sockets: each is answered or closed, and the next caller is served.

mod bodies;
mod caller;
mod connections;
mod heads;
mod long;
