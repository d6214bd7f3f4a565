//! The status of a participant under a treaty on a day.

use serde::{Deserialize, Serialize};

use super::words::words;

words! {
    /// Exactly one of these holds for each participant, treaty and day.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
    #[serde(rename_all = "kebab-case")]
    Status(&'static str, &'static str):
    /// It has done nothing that is in effect.
    None = "none", "–", "third State: no act in effect (VCLT art. 2(1)(h))";
    /// It has signed.
    Signatory = "signatory", "S", "signed, subject to consent (VCLT art. 18(a))";
    /// Its signature needs confirmation.
    SignedAdRef = "signed-ad-ref", "A", "signed ad referendum, not confirmed (VCLT art. 12(2)(b))";
    /// It has taken its signature back.
    Unsigned = "unsigned", "U", "signed, then gave notice not to become a party (VCLT art. 18(a))";
    /// It waits for entry into force.
    Contracting = "contracting", "C", "consented, not yet in force for it (VCLT art. 2(1)(f))";
    /// It is bound.
    Party = "party", "P", "consented and in force for it (VCLT art. 2(1)(g))";
    /// It is bound, for some time yet.
    Leaving = "leaving", "L", "still bound; denunciation received, not yet effective (VCLT art. 54)";
    /// It is bound no longer.
    Former = "former", "F", "was a party; no longer bound (VCLT art. 70)";
}

impl Status {
    /// What it means, in the terms of the VCLT.
    #[must_use]
    pub fn meaning(self) -> &'static str {
        self.row().1
    }

    /// The letter that stands for it where there is no room.
    #[must_use]
    pub fn letter(self) -> &'static str {
        self.row().0
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
