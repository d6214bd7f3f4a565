//! The numbers that lists of States give participants.

use super::all;
use crate::error::Result;
use crate::store::Store;

/// The number that a list gives a participant, for a run of years.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StateNumberRow {
    /// Whose list: COW, GW.
    pub scheme: String,
    /// The number.
    pub number: i64,
    /// Whose.
    pub participant: String,
    /// First year in which the participant has it.
    pub first_year: i32,
    /// Last such year; none: to the end of the list.
    pub last_year: Option<i32>,
}

impl Store {
    /// The numbers of participants, by participant, list and year; those of States that are none are left out.
    pub fn state_numbers(&self) -> Result<Vec<StateNumberRow>> {
        let sql = "SELECT scheme, number, participant, first_year, last_year FROM state_number
                   WHERE participant IS NOT NULL AND superseded_seq IS NULL
                   ORDER BY participant, scheme, first_year, number";
        all(&self.connection, sql, [], |row| {
            Ok(StateNumberRow {
                scheme: row.get(0)?,
                number: row.get(1)?,
                participant: row.get(2)?,
                first_year: row.get(3)?,
                last_year: row.get(4)?,
            })
        })
    }
}
