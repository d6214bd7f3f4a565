//! The numbers that lists of States give participants.

use crate::error::Result;
use crate::store::file::Store;
use crate::store::rows::{rows, select};

rows! {
    /// The number that a list gives a participant, for a run of years.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct StateNumberRow {
        /// Whose list: COW, GW.
        pub scheme: String = "scheme",
        /// The number.
        pub number: i64 = "number",
        /// Whose.
        pub participant: String = "participant",
        /// First year in which the participant has it.
        pub first_year: i32 = "first_year",
        /// Last such year; none: to the end of the list.
        pub last_year: Option<i32> = "last_year",
    }
}

impl Store {
    /// The numbers of participants, by participant, list and year; those of States that are none are left out.
    pub fn state_numbers(&self) -> Result<Vec<StateNumberRow>> {
        let rest = "FROM state_number WHERE participant IS NOT NULL AND superseded_seq IS NULL
                    ORDER BY participant, scheme, first_year, number";
        select(&self.connection, rest, [])
    }
}
