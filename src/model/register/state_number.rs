//! Numbers of States in lists of States.

use super::declaration::{Register, register};
use super::field::Noun;
use super::sources::Sources;
use crate::model::{Confidence, TextForm};

register! {
    /// The number of a State in a list of States, for some years.
    "state-number" StateNumberBody(
        brief: &["scheme", "number", "participant", "name", "first_year", "last_year"],
        table: Some("state_number")
    ) {
        /// Whose list: COW (Correlates of War), GW (Gleditsch and Ward).
        scheme: String => key,
        /// The number in that list.
        number: i64 => key,
        /// First year in which it is in that list under this participant.
        first_year: i32 => key correctable,
        /// Last such year; empty: to the end of the list.
        last_year: Option<i32> => correctable,
        /// Whose; empty: a State that is no participant here.
        participant: Option<String> => about(Noun::Participant) correctable,
        /// The list's three letters for it.
        abbreviation: String => correctable,
        /// The list's name of it.
        name: String => correctable,
        /// Remarks.
        note: Option<String> => form(TextForm::TEXT) correctable,
        /// Codes of its sources.
        sources: Sources => correctable,
        /// Verified, consistent, unverified.
        confidence: Confidence => correctable,
    }
}

impl Register for StateNumberBody {
    fn in_short(&self) -> String {
        let last = self.last_year.map_or_else(String::new, |year| year.to_string());
        let whose = self.participant.as_ref().unwrap_or(&self.name);
        format!("{} {}: {whose} {}–{last}", self.scheme, self.number, self.first_year)
    }

    fn fits(&self) -> Result<(), String> {
        match self.last_year {
            Some(last) if last < self.first_year => {
                Err(format!("last_year: {last} is before {}", self.first_year))
            }
            _ => Ok(()),
        }
    }
}
