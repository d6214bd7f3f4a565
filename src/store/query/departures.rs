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
        let rest = format!(
            "FROM exit_from_treaty s WHERE since <= ?1 AND {} ORDER BY treaty, participant, act",
            self.only(treaty)?
        );
        let rows: Vec<(String, Departure)> =
            select_with(&self.connection, "treaty", &rest, params![on, treaty])?;
        Ok(rows.into_iter().map(|(treaty, row)| (treaty, row.as_of(on))).collect())
    }

    /// The successions up to `on` that stood then, each with its treaty: under one treaty or all.
    pub fn successions(&self, treaty: Option<&str>, on: Date) -> Result<Vec<(String, Succession)>> {
        let rest = format!(
            "FROM succession_to_treaty s
             WHERE since <= ?1 AND (until IS NULL OR until > ?1) AND {} ORDER BY treaty, participant, act",
            self.only(treaty)?
        );
        select_with(&self.connection, "treaty", &rest, params![on, treaty])
    }

    /// The condition that a treaty is `?2`, where one is asked about, so that its key serves.
    fn only(&self, treaty: Option<&str>) -> Result<&'static str> {
        self.take_in_asked(treaty)?;
        Ok(if treaty.is_some() { "treaty = ?2" } else { "?2 IS NULL" })
    }
}
