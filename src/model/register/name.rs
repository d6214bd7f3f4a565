//! Names of participants.

use super::declaration::{LookingBack, Register, in_order, on, register};
use super::field::Noun;
use super::sources::Sources;
use crate::model::name_kind::{is_kind, present_kind};
use crate::model::{Confidence, Date, TextForm};

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
        /// Short, official, un, coe (names in their lists), former, alias, or the tag of a language (BCP 47): fr, pt-PT.
        #[serde(alias = "kind")]
        name_kind: String => form(TextForm::by(is_kind)) column("kind") key,
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

    fn fits(&self) -> Result<(), String> {
        in_order(self.since, self.until, "until")
    }

    fn own_day(&self) -> Option<Date> {
        self.until.or(self.since)
    }

    fn key(&self) -> Vec<String> {
        vec![self.participant.clone(), self.kind().to_owned(), self.name.clone()]
    }
}

impl NameBody {
    /// The kind of name, in today's words.
    #[must_use]
    pub fn kind(&self) -> &str {
        present_kind(&self.name_kind)
    }
}
