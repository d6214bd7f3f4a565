//! Reservations, declarations, objections and other statements.

use rusqlite::params;

use crate::error::Result;
use crate::model::Date;
use crate::store::file::Store;
use crate::store::rows::all;
use crate::store::said::{ReservationRow, statements, statements_where};

impl Store {
    /// The present statements under a treaty, in order of time.
    pub fn statements(&self, treaty: &str) -> Result<Vec<ReservationRow>> {
        statements(&self.connection, treaty)
    }

    /// The present statements of a participant under every treaty, in order of time.
    pub fn reservations_of(&self, participant: &str) -> Result<Vec<ReservationRow>> {
        self.take_in_all()?;
        statements_where(&self.connection, "participant = ?1", [participant])
    }

    /// Whose statements of which kind stand under a treaty on `day`, its own or kept of another, and how certain that is: 2 where
    /// their day is known, or the last day of its window is past; 1 where it is not; 0 where nothing is certain but that one is
    /// pending.
    pub fn statements_standing(&self, treaty: &str, day: Date) -> Result<Vec<(String, String, u8)>> {
        let sql = "SELECT participant, kind, max(how) FROM (
                     SELECT participant, kind,
                            CASE WHEN stands_from <= ?2 THEN 2 WHEN date IS NULL THEN 1 ELSE 0 END AS how
                     FROM reservation
                     WHERE treaty = ?1 AND superseded_seq IS NULL
                       AND (stands_from <= ?2 OR (date IS NULL AND coalesce(earliest, '') <= ?2)
                            OR (acceptance IS NOT NULL AND date <= ?2 AND (decided_on IS NULL OR decided_on > ?2)))
                       AND (stands_until IS NULL OR stands_until > ?2)
                     UNION ALL
                     SELECT k.participant, coalesce(r.character, r.kind), 2
                     FROM kept_reservation k JOIN reservation r ON r.id = k.reservation
                     WHERE k.treaty = ?1 AND k.since <= ?2 AND (k.until IS NULL OR k.until > ?2))
                   GROUP BY participant, kind";
        all(&self.connection, sql, params![treaty, day])
    }
}
