//! Who left, and who came in by succession.

use rusqlite::params;

use crate::error::Result;
use crate::law::{Departure, Succession};
use crate::model::Date;
use crate::store::file::Store;
use crate::store::rows::select_with;

impl Store {
    /// The exits up to `on` as they stood then, each with its treaty: under one treaty or all.
    pub fn departures(&self, treaty: Option<&str>, on: Date) -> Result<Vec<(String, Departure)>> {
        self.take_in_all()?;
        let rest = "FROM exit_from_treaty s WHERE since <= ?1 AND (?2 IS NULL OR treaty = ?2)
                    ORDER BY treaty, participant, act";
        let rows: Vec<(String, Departure)> =
            select_with(&self.connection, "treaty", rest, params![on, treaty])?;
        Ok(rows.into_iter().map(|(treaty, row)| (treaty, row.as_of(on))).collect())
    }

    /// The successions up to `on` that stood then, each with its treaty: under one treaty or all.
    pub fn successions(&self, treaty: Option<&str>, on: Date) -> Result<Vec<(String, Succession)>> {
        self.take_in_all()?;
        let rest = "FROM succession_to_treaty s
                    WHERE since <= ?1 AND (until IS NULL OR until > ?1) AND (?2 IS NULL OR treaty = ?2)
                    ORDER BY treaty, participant, act";
        select_with(&self.connection, "treaty", rest, params![on, treaty])
    }
}
