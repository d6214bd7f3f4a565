//! Where many stand under many treaties on one day.

use rusqlite::params;

use super::acts::{SPELL, spell};
use super::{StandingRow, all};
use crate::error::Result;
use crate::model::Date;
use crate::store::Store;

/// That a consent to be bound stands on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StandingConsent {
    /// Whose.
    pub participant: String,
    /// To which treaty.
    pub treaty: String,
    /// The act; none where none is recorded for it.
    pub consent: Option<i64>,
    /// Whether the treaty is in force for it.
    pub is_bound: bool,
}

impl Store {
    /// Where everybody with a spell under one of these treaties stands on `day`, by treaty and participant.
    pub fn standings_under(&self, treaties: &[String], day: Date) -> Result<Vec<StandingRow>> {
        let sql = format!(
            "SELECT {SPELL}, treaty FROM spell
             WHERE treaty IN (SELECT value FROM json_each(?1)) AND since <= ?2 AND (until IS NULL OR until > ?2)
             ORDER BY treaty, participant"
        );
        for treaty in treaties {
            self.take_in(treaty)?;
        }
        all(&self.connection, &sql, params![list(treaties), day], |row| {
            Ok(StandingRow { spell: spell(row)?, treaty: row.get(8)? })
        })
    }

    /// Who has consented to what on `day`, under all treaties, by participant and treaty.
    pub fn consents_on(&self, day: Date) -> Result<Vec<StandingConsent>> {
        self.take_in_all()?;
        let sql = "SELECT s.participant, s.treaty, s.consent, w.bound FROM spell s JOIN status_word w ON w.status = s.status AND w.consented
                   WHERE s.since <= ?1 AND (s.until IS NULL OR s.until > ?1) ORDER BY s.participant, s.treaty";
        all(&self.connection, sql, params![day], |row| {
            Ok(StandingConsent {
                participant: row.get(0)?,
                treaty: row.get(1)?,
                consent: row.get(2)?,
                is_bound: row.get(3)?,
            })
        })
    }
}

/// Values as a query takes them together: a JSON array.
pub(super) fn list<T: serde::Serialize>(values: &[T]) -> String {
    serde_json::to_string(values).expect("numbers and texts are JSON")
}
