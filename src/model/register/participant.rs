//! Participants: States, dissolved States, organisations, territories.

use super::declaration::{Concern, Keeps, Noun, Register, register};
use super::sources::Sources;
use crate::model::{Confidence, Date};

register! {
    /// A participant.
    "participant" ParticipantBody(
        brief: &["code", "name"],
        table: Some("participant"), names_table: Some("name"), keeps: Keeps::Newest,
        concerns: [Concern::World; 2]
    ) {
        /// Stable code.
        code: String => gives(Noun::Participant) key,
        /// ISO 3166-1 alpha-3.
        alpha3: Option<String>,
        /// State, former-state, organisation, territory.
        #[serde(alias = "kind")]
        participant_kind: String => column("kind"),
        /// Short name.
        name: String => correctable,
        /// Full name.
        official_name: String => correctable,
        /// First day.
        exists_from: Option<Date> => correctable,
        /// First day it no longer exists.
        exists_until: Option<Date> => correctable,
        /// Admission to the United Nations.
        un_member_from: Option<Date> => correctable,
        /// Remarks.
        note: Option<String> => correctable,
        /// Codes of its sources.
        sources: Sources => correctable,
        /// Verified, consistent, unverified.
        confidence: Confidence => correctable,
    }
}

impl Register for ParticipantBody {
    fn in_short(&self) -> String {
        format!("{}: {}, {}", self.code, self.name, self.participant_kind)
    }

    fn own_day(&self) -> Option<Date> {
        self.exists_until.or(self.exists_from)
    }
}
