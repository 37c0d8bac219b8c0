//! The vendor's pages: shown, counted, held against themselves, and locked into facts files.

mod count;
mod defects;
pub(crate) mod library;
mod lock;
mod progress;
mod read;
mod scan;

use std::path::Path;

use contract::Edition;

pub(crate) use defects::defects;
pub(crate) use lock::lock;
pub(crate) use read::read;
pub(crate) use scan::{LEDGER, explain, scan};

/// The edition that a path tells of, by a folder of that name; `page` where it tells of none.
pub(crate) fn edition(path: &Path) -> Edition {
    let known = ["otc", "hwc"];
    let named = path.iter().find_map(|part| known.into_iter().find(|edition| part.to_str() == Some(edition)));
    named.and_then(|edition| edition.parse().ok()).unwrap_or_default()
}
