//! Whether something holds, where the record may not tell.

use crate::model::words;

words! {
    /// Whether a condition holds.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
    Holds():
    /// It does not.
    No = "no";
    /// The record cannot tell.
    Unknown = "unknown";
    /// It does.
    Yes = "yes";
}

impl Holds {
    /// The contrary.
    #[must_use]
    pub(super) fn not(self) -> Self {
        match self {
            Self::No => Self::Yes,
            Self::Unknown => Self::Unknown,
            Self::Yes => Self::No,
        }
    }
}

impl From<bool> for Holds {
    fn from(holds: bool) -> Self {
        if holds { Self::Yes } else { Self::No }
    }
}
