//! Names of participants.

use super::declaration::{LookingBack, Register, in_order, on, register};
use super::field::Noun;
use super::sources::Sources;
use crate::model::text_form::one_of;
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
        /// Short, official, un, coe, dutch, portuguese (names in their lists), former, alias.
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
        vec![self.participant.clone(), self.name_kind.clone(), self.name.clone()]
    }
}

/// The kinds of name: its own, those in the lists of others, those it no longer has, and any other that it is found by.
const KINDS: [&str; 8] = ["short", "official", "un", "coe", "dutch", "portuguese", "former", "alias"];

fn is_kind(word: &str) -> Result<(), String> {
    one_of(word, "kind of name", KINDS)
}
