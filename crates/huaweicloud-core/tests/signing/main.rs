//! Signing: every stage byte for byte, what is signed is what is sent, and what cannot be signed is refused.

mod case;
mod own;
mod properties;
mod signing;
mod vendor;
mod verifier;
mod wire;
