//! Participants: States, dissolved States, organisations, territories.

use super::declaration::{Concern, Keeps, Register, in_order, register};
use super::field::Noun;
use super::sources::Sources;
use crate::model::codes::{is_alpha3, is_code};
use crate::model::text_form::one_of;
use crate::model::{Confidence, Date, TextForm};

register! {
    /// A participant.
    "participant" ParticipantBody(
        brief: &["code", "name"],
        table: Some("participant"), names_table: Some("name"), keeps: Keeps::Newest,
        concerns: [Concern::World; 2]
    ) {
        /// Stable code.
        code: String => form(TextForm::by(is_code)) gives(Noun::Participant) key,
        /// ISO 3166-1 alpha-3.
        alpha3: Option<String> => form(TextForm::by(is_alpha3)),
        /// State, former-state, organisation, territory.
        #[serde(alias = "kind")]
        participant_kind: String => form(TextForm::by(is_kind)) column("kind"),
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
        note: Option<String> => form(TextForm::TEXT) correctable,
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

    fn fits(&self) -> Result<(), String> {
        in_order(self.exists_from, self.exists_until, "exists_until")
    }

    fn own_day(&self) -> Option<Date> {
        self.exists_until.or(self.exists_from)
    }
}

const KINDS: [&str; 4] = ["state", "former-state", "organisation", "territory"];

fn is_kind(word: &str) -> Result<(), String> {
    one_of(word, "kind of participant", KINDS)
}
