//! Proof that the proof works: faults are planted into the facts of the pages, the specs, the quirks and the generated
//! Rust of every operation, one at a time, and each must be found: by the right rule, at the right place.
//!
//! A fault is made by an *operator*, which is applied wherever it applies; one that applies nowhere proves nothing and
//! fails the test. `cargo test -p evidence --test mutations -- --nocapture` prints how many each has planted.

mod bench;
mod facts;
mod itself;
mod quirks;
mod rust;
mod spec;
mod tally;
