//! What exists at a service, and how it moves: each test is a sentence about it.

mod batches;
mod control;
mod creating;
mod documented;
mod lenient;
mod moves;
mod paging;
mod seed;
mod service;
mod together;
