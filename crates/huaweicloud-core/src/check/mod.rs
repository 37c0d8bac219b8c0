//! What is checked before anything is sent.
//!
//! Generated code holds the documented rules as a table; a request that breaks one is refused with every violation in
//! it at once. What callers know better than our documentation they can allow by name.

mod invalid;
#[cfg(feature = "patterns")]
mod pattern;
mod rules;
mod sent;
mod table;

pub use invalid::{InvalidRequest, Violation, Violations};
pub use rules::Rules;
pub(crate) use sent::PROJECT_ID;
pub use sent::{
    Sent, argument_text, check, check_field, check_header, check_member, check_path, check_query, refuse_value,
};
