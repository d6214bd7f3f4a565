//! Names of participants.

use super::declaration::{LookingBack, Noun, Register, on, register};
use super::sources::Sources;
use crate::model::{Confidence, Date};

register! {
    /// A dated name of a participant.
    "name" NameBody(
        brief: &["participant", "name_kind", "name"],
        table: Some("name"), made: &["folded"], looking_back: LookingBack::AsNow
    ) {
        /// Whose name.
        participant: String => about(Noun::Participant) key,
        /// As written.
        name: String => key correctable,
        /// Short, official, un, coe, dutch, portuguese (names in their lists), former, alias.
        #[serde(alias = "kind")]
        name_kind: String => column("kind") key,
        /// First day of use.
        since: Option<Date> => correctable,
        /// First day no longer in use.
        until: Option<Date> => correctable,
        /// Codes of its sources.
        sources: Sources => no_column correctable,
        /// Verified, consistent, unverified.
        confidence: Confidence => correctable,
    }
}

impl Register for NameBody {
    fn in_short(&self) -> String {
        let (since, until) = (on(" from ", self.since), on(" until ", self.until));
        format!("{}: {} ({}){since}{until}", self.participant, self.name, self.name_kind)
    }

    fn own_day(&self) -> Option<Date> {
        self.until.or(self.since)
    }

    fn key(&self) -> Vec<String> {
        vec![self.participant.clone(), self.name_kind.clone(), self.name.clone()]
    }
}
