//! How a run ended, as an exit code with a name.

use std::process::{ExitCode, Termination};

/// The exit codes. README.md lists them for scripts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum Exit {
    /// Everything is as it should be.
    Ok = 0,
    /// Page, spec and Rust disagree somewhere, and no quirk says why; or a table row of a page is not accounted for.
    Findings = 1,
    /// The command line was not understood (clap exits with it), or names a service or workspace that there is not.
    Usage = 2,
    /// An input cannot be used as it is: a spec, a page, a facts file, a quirk.
    BadInput = 3,
    /// `--check` found generated files that are stale, missing or orphaned.
    Stale = 4,
    /// A file could not be read or written.
    Io = 5,
}

impl Exit {
    /// The graver of two outcomes: what cannot be read outweighs what is stale, and that what disagrees.
    #[must_use]
    pub fn and(self, other: Exit) -> Exit {
        let weight = |exit| {
            [Exit::Ok, Exit::Findings, Exit::Stale, Exit::BadInput, Exit::Io, Exit::Usage]
                .iter()
                .position(|e| *e == exit)
        };
        if weight(self) >= weight(other) { self } else { other }
    }
}

impl Termination for Exit {
    fn report(self) -> ExitCode {
        ExitCode::from(self as u8)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_graver_outcome_wins() {
        assert_eq!(Exit::Ok.and(Exit::Findings), Exit::Findings);
        assert_eq!(Exit::Stale.and(Exit::Findings), Exit::Stale);
        assert_eq!(Exit::Stale.and(Exit::BadInput), Exit::BadInput);
    }
}
