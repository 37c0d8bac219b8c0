//! What the tests of this folder say.

use std::fmt::Debug;

use crate::json::{Receive, decode};

/// What came of a body, and what was tolerated, on one line; or the error.
pub(super) fn read<T: Receive + Debug>(body: impl AsRef<[u8]>) -> String {
    match decode::<T>(body.as_ref()) {
        Ok((value, tolerated)) => {
            let tolerated: Vec<String> = tolerated.iter().map(ToString::to_string).collect();
            if tolerated.is_empty() { format!("{value:?}") } else { format!("{value:?} ({})", tolerated.join(", ")) }
        }
        Err(error) => error.to_string().replace("it is not the documented JSON", "error"),
    }
}
