//! No page breaks the reader: whatever it holds, reading it ends, and takes time and memory by its size.
//!
//! Three kinds of pages are read: shapes that hold very much of one thing (`shapes`), pages mangled in ways that happen
//! to files (`mangled`), and pages that chance has mixed from ours (`mutate`), for as long as
//! `cargo run --release -p docparse --example fuzz -- --seconds 60` is told to. What must hold of all is in `check`.

mod check;
mod found;
mod mangled;
mod mutate;
mod seeds;
mod shapes;
mod size;

use std::panic::AssertUnwindSafe;

/// A few seconds of the fuzzer, the same ones each time.
#[test]
fn pages_mixed_by_chance_are_read() {
    let seeds = seeds::ours();
    check::warm_up(&seeds);
    let mut mixer = mutate::Mixer::new(6);
    for round in 0..300 {
        let page = mixer.page(&seeds);
        let fault = std::panic::catch_unwind(AssertUnwindSafe(|| check::fault(&page)));
        if let Some(fault) = fault.unwrap_or_else(|_| Some("it panics".to_owned())) {
            panic!("round {round}: {fault}\n{}", String::from_utf8_lossy(&page));
        }
    }
}
