//! How answers become values, whatever the server makes of its documentation.
//!
//! A generated type is a *record* of optional fields. It is decoded in one pass: what carries the documented value in
//! another form (`"12"` for 12, `null` for nothing) is taken, what no page mentions is kept, and each such deviation is
//! noted with its place. Generated code holds only the table of its fields; everything here exists once.

mod at;
mod boolean;
mod decode;
mod digits;
mod extra;
mod integer;
mod number;
mod open_enum;
mod receive;
mod record;
mod repair;
#[cfg(test)]
mod testing;
mod text;
mod tolerated;
mod word;

pub use at::At;
pub use decode::decode;
pub use extra::Extra;
pub use receive::{Receive, Seed, through_serde};
pub use record::{Record, RecordVisitor, serialize_end, serialize_field};
pub use tolerated::{Deviation, Notes, Tolerated};
pub use word::receive_word;

/// What is said of a `null` that nothing can stand for.
const NOT_NULL: &str = "expected a value, but found null";

/// What is said of a secret, in place of what serde would quote.
pub(crate) const NOT_SHOWN: &str = "a secret is there that is not of the documented kind";
