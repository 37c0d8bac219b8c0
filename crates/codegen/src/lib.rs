//! Turns a service's OpenAPI document into the source of a client crate
