//! How participants came from one another.

use super::declaration::{Concern, Keeps, Noun, Register, on, register};
use super::sources::Sources;
use crate::model::{Confidence, Date};

register! {
    /// A participant that came from another.
    "predecessor" PredecessorBody(
        brief: &["participant", "link", "predecessor", "on"],
        table: Some("predecessor"), keeps: Keeps::Present, concerns: [Concern::World; 2]
    ) {
        /// The later one.
        participant: String => about(Noun::Participant) key,
        /// The earlier one.
        predecessor: String => about(Noun::Participant) key,
        /// Continues (same seat), separated, succeeds, absorbs, same (an old name only).
        #[serde(alias = "kind")]
        link: String => column("kind"),
        /// The day.
        on: Option<Date> => correctable,
        /// Codes of its sources.
        sources: Sources => no_column correctable,
        /// Verified, consistent, unverified.
        confidence: Confidence => correctable,
    }
}

impl Register for PredecessorBody {
    fn in_short(&self) -> String {
        format!("{} {} {}{}", self.participant, self.link, self.predecessor, on(" on ", self.on))
    }

    fn own_day(&self) -> Option<Date> {
        self.on
    }
}
