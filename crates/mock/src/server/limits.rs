//! How much a caller may ask of the server.

use std::time::Duration;

/// What bounds a server, however many callers there are and whatever they send. The defaults are those of the command line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The most connections of all services together. Beyond them, the one that has waited longest for a request gives
    /// way; or else one whose answer a fault delays; or else one whose caller has read nothing of its answer for five
    /// seconds, which cuts that answer. If all are at work, a new one is answered 503 and closed.
    pub connections: usize,
    /// The longest body of a request, in bytes. In the worst case there is one for each connection in memory, with its answer;
    /// of two of them at a time there is what is made of them, too, which may be hundreds of times as much.
    pub body: usize,
    /// The longest head of a request, in bytes, from the first of its line to the empty line after the headers. Whatever it
    /// is, no target of a request is longer than 65,534 bytes.
    pub head: usize,
    /// The most headers of a request.
    pub headers: usize,
    /// How long a connection may wait for a request, and a request for the rest of its head.
    pub head_time: Duration,
    /// How long a body may take to arrive.
    pub body_time: Duration,
    /// How long a connection that is closed goes on reading, so that whoever still sends gets to read the answer.
    pub linger: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connections: 1_024,
            body: 1 << 20,
            head: 1 << 16,
            headers: 100,
            head_time: Duration::from_secs(30),
            body_time: Duration::from_secs(30),
            linger: Duration::from_secs(2),
        }
    }
}
