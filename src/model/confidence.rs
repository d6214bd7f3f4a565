//! How well a fact is supported.

use serde::{Deserialize, Serialize};

/// How well a fact is supported by its sources.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Confidence {
    /// Not supported by any source seen.
    Unverified,
    /// From knowledge of the depositary's chart; it follows the rule and every dated count agrees.
    Consistent,
    /// Seen in at least one named source.
    Verified,
}

impl Confidence {
    /// The word used everywhere.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Unverified => "unverified",
            Self::Consistent => "consistent",
            Self::Verified => "verified",
        }
    }

    /// The confidence with this word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::Unverified, Self::Consistent, Self::Verified]
            .into_iter()
            .find(|confidence| confidence.word() == word)
    }
}
