//! Reservations, declarations, objections and other statements.

use rusqlite::params;

use crate::error::Result;
use crate::model::Date;
use crate::store::file::Store;
use crate::store::rows::{all, rows, select};
use crate::store::said::{ReservationRow, statements, statements_where};

rows! {
    /// A statement under another treaty that stands under this one too.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct CarriedRow {
        /// This treaty.
        pub treaty: String = "k.treaty",
        /// Code of the one for which it stands.
        pub participant: String = "k.participant",
        /// The other treaty.
        pub other: String = "r.treaty",
        /// The statement.
        pub id: i64 = "r.id",
        /// reservation, declaration.
        pub kind: String = "coalesce(r.character, r.kind)",
        /// The articles of the other treaty for which it stands there, with `;` between them; none: not known.
        pub articles: Option<String> = "coalesce((SELECT n.articles FROM narrowed_statement n
            WHERE n.treaty = r.treaty AND n.statement = r.id AND n.participant = r.participant AND n.since <= ?3
            ORDER BY n.since DESC LIMIT 1), r.articles)",
        /// From this day on.
        pub since: Date = "k.since",
        /// The article by which it stands here.
        pub article: String = "c.article",
    }
}

impl Store {
    /// The statements under other treaties that stand on a day under one too, or under any; of one participant, where that is
    /// named. One whose day is not known may stand before it counts.
    pub fn carried_statements(
        &self,
        treaty: Option<&str>,
        participant: Option<&str>,
        day: Date,
    ) -> Result<Vec<CarriedRow>> {
        self.take_in_asked(treaty)?;
        let rest = "FROM carried_statement k JOIN reservation r ON r.id = k.statement JOIN clause c ON c.id = k.clause
                    WHERE (?1 IS NULL OR k.treaty = ?1) AND (?2 IS NULL OR k.participant = ?2)
                      AND coalesce(k.earliest, k.since) <= ?3 AND (k.until IS NULL OR k.until > ?3)
                    ORDER BY k.treaty, k.participant, r.kind DESC, coalesce(r.date, r.latest), r.id";
        select(&self.connection, rest, params![treaty, participant, day])
    }

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
                     WHERE k.treaty = ?1 AND k.since <= ?2 AND (k.until IS NULL OR k.until > ?2)
                     UNION ALL
                     SELECT k.participant, r.kind, iif(k.since <= ?2, 2, 1)
                     FROM carried_statement k JOIN reservation r ON r.id = k.statement
                     WHERE k.treaty = ?1 AND coalesce(k.earliest, k.since) <= ?2 AND (k.until IS NULL OR k.until > ?2))
                   GROUP BY participant, kind";
        all(&self.connection, sql, params![treaty, day])
    }
}
