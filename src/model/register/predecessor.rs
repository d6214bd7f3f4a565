//! How participants came from one another.

use super::declaration::{Concern, Keeps, Register, on, register};
use super::field::Noun;
use super::sources::Sources;
use crate::model::text_form::one_of;
use crate::model::words::words;
use crate::model::{Confidence, Date, TextForm};

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
        /// Continues (the same State), separated, succeeds, independent, unites, absorbs, same (an old code only).
        #[serde(alias = "kind")]
        link: String => form(TextForm::by(is_way)) column("kind"),
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

words! {
    /// How a participant came from another.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    How():
    /// It is the same State in law; the predecessor ends.
    Continues = "continues";
    /// It left a State, which goes on.
    Separated = "separated";
    /// It takes the place of a State that ends.
    Succeeds = "succeeds";
    /// It became independent of a State that was responsible for its territory (1978 Vienna Convention art. 2(1)(f)).
    Independent = "independent";
    /// It is a union of States, of which the predecessor was one (art. 31).
    Unites = "unites";
    /// It takes in a State that ends, whose treaties end with it.
    Absorbs = "absorbs";
    /// The predecessor is only an old code or name of it: one line of participation.
    Same = "same";
}

fn is_way(word: &str) -> Result<(), String> {
    one_of(word, "way to come from another", How::ALL.map(How::word))
}
