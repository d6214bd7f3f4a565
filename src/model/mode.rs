//! What may hold beside a status: how the treaty applies to a participant for some days.

use serde::{Deserialize, Serialize};

use super::words::words;

words! {
    /// A mode of application beside the status; several can hold on one day.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
    #[serde(rename_all = "kebab-case")]
    Mode():
    /// Applied provisionally, without being a party (VCLT art. 25).
    Provisional = "provisional";
    /// Operation suspended; still a party (VCLT arts 57, 72).
    Suspended = "suspended";
    /// Consent to a part of the treaty only (VCLT art. 17).
    Partial = "partial";
    /// Bound by the text as amended, without its own consent to the amendment (VCLT art. 40(5), or the treaty's own clause).
    AsAmended = "as-amended";
    /// Bound through an organisation that is a party, without its own consent, as the treaty and the organisation say.
    ThroughOrganisation = "through-organisation";
    /// Whether it is bound by the text as amended, for all that it was silent, the record cannot tell.
    NotDetermined = "not-determined";
}

impl Mode {
    /// Whether it binds without a consent of one's own.
    #[must_use]
    pub fn binds(self) -> bool {
        matches!(self, Self::AsAmended | Self::ThroughOrganisation)
    }

    /// What tells whether one is bound without a consent of one's own: that it is, and how, or that nobody knows.
    pub const WITHOUT_CONSENT: [Self; 3] = [Self::AsAmended, Self::ThroughOrganisation, Self::NotDetermined];

    /// Whether it is one of these.
    #[must_use]
    pub fn is_without_consent(self) -> bool {
        Self::WITHOUT_CONSENT.contains(&self)
    }
}
