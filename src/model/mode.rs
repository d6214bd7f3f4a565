//! What may hold beside a status: how the treaty applies to a participant for some days.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A mode of application beside the status; several can hold on one day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Mode {
    /// Applied provisionally, without being a party (VCLT art. 25).
    Provisional,
    /// Operation suspended; still a party (VCLT arts 57, 72).
    Suspended,
    /// Consent to a part of the treaty only (VCLT art. 17).
    Partial,
}

impl Mode {
    /// Every mode.
    pub const ALL: [Self; 3] = [Self::Provisional, Self::Suspended, Self::Partial];

    /// The word used everywhere.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Provisional => "provisional",
            Self::Suspended => "suspended",
            Self::Partial => "partial",
        }
    }

    /// The mode with this word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|mode| mode.word() == word)
    }
}

impl fmt::Display for Mode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.word())
    }
}
