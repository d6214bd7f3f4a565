//! Weights that thresholds ask for.

use super::declaration::{Concern, Register, on, register};
use super::field::Noun;
use super::sources::Sources;
use crate::model::codes::is_weight_table;
use crate::model::{Confidence, Date, Decimal, TextForm};

register! {
    /// The weight of a participant in a table that a threshold asks for.
    "weight" WeightBody(
        brief: &["table", "participant", "weight", "since"],
        table: Some("weight"), concerns: [Concern::Weights; 2]
    ) {
        /// The table.
        table: String => column("weight_table") form(TextForm::by(is_weight_table)) key,
        /// Whose.
        participant: String => about(Noun::Participant) key,
        /// A decimal number, in the unit of the table.
        weight: String => form(TextForm::by(is_weight)) correctable,
        /// First day on which it weighs that.
        since: Option<Date> => key correctable,
        /// Remarks.
        note: Option<String> => form(TextForm::TEXT) correctable,
        /// Codes of its sources.
        sources: Sources => correctable,
        /// Verified, consistent, unverified.
        confidence: Confidence => correctable,
    }
}

impl Register for WeightBody {
    fn in_short(&self) -> String {
        format!("{} of {}: {}{}", self.participant, self.table, self.weight, on(" from ", self.since))
    }

    fn own_day(&self) -> Option<Date> {
        self.since
    }
}

fn is_weight(text: &str) -> Result<(), String> {
    text.parse::<Decimal>().map(drop).map_err(|why| why.to_string())
}
