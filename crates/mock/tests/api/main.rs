//! A service as the mock plays it, held against the specs that it is made of.

mod answers;
mod examples;
mod facts;
mod hostile;
mod judges;
mod refusals;
mod requests;
mod routes;
mod samples;
mod support;
