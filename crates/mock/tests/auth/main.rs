//! Who is let in, and who is not: signatures and tokens, as they come over the wire.

mod answered;
mod by_hand;
mod case;
mod flips;
mod keyring;
mod logged;
mod refusals;
mod vectors;
mod vendor;
