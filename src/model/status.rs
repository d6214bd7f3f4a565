//! The status of a participant under a treaty on a day.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Exactly one of these holds for each participant, treaty and day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// Third State: no act in effect (VCLT art. 2(1)(h)).
    None,
    /// Signed, subject to consent (VCLT art. 18(a)).
    Signatory,
    /// Signed ad referendum, not confirmed (VCLT art. 12(2)(b)).
    SignedAdRef,
    /// Signed, then gave notice not to become a party (VCLT art. 18(a)).
    Unsigned,
    /// Consented, not yet in force for it (VCLT art. 2(1)(f)).
    Contracting,
    /// Consented and in force for it (VCLT art. 2(1)(g)).
    Party,
    /// Still bound; denunciation received, not yet effective.
    Leaving,
    /// Was a party; no longer bound.
    Former,
}

impl Status {
    /// Every status, in the order of the register.
    pub const ALL: [Self; 8] = [
        Self::None,
        Self::Signatory,
        Self::SignedAdRef,
        Self::Unsigned,
        Self::Contracting,
        Self::Party,
        Self::Leaving,
        Self::Former,
    ];

    /// The word used everywhere.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Signatory => "signatory",
            Self::SignedAdRef => "signed-ad-ref",
            Self::Unsigned => "unsigned",
            Self::Contracting => "contracting",
            Self::Party => "party",
            Self::Leaving => "leaving",
            Self::Former => "former",
        }
    }

    /// The status with this word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.word() == word)
    }

    /// What it means, in the terms of the VCLT.
    #[must_use]
    pub fn meaning(self) -> &'static str {
        match self {
            Self::None => "third State: no act in effect (VCLT art. 2(1)(h))",
            Self::Signatory => "signed, subject to consent (VCLT art. 18(a))",
            Self::SignedAdRef => "signed ad referendum, not confirmed (VCLT art. 12(2)(b))",
            Self::Unsigned => "signed, then gave notice not to become a party (VCLT art. 18(a))",
            Self::Contracting => "consented, not yet in force for it (VCLT art. 2(1)(f))",
            Self::Party => "consented and in force for it (VCLT art. 2(1)(g))",
            Self::Leaving => "still bound; denunciation received, not yet effective (VCLT art. 54)",
            Self::Former => "was a party; no longer bound (VCLT art. 70)",
        }
    }

    /// Whether the treaty is in force for the participant.
    #[must_use]
    pub fn bound(self) -> bool {
        matches!(self, Self::Party | Self::Leaving)
    }

    /// Whether its consent to be bound stands.
    #[must_use]
    pub fn consented(self) -> bool {
        self.bound() || self == Self::Contracting
    }
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.word())
    }
}
