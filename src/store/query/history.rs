//! The history of what an entry records, and what was known before it.

use rusqlite::params;

use crate::error::Result;
use crate::model::{Body, Date, Fact};
use crate::store::entry::Entry;
use crate::store::file::Store;
use crate::store::rows::one;

impl Store {
    /// How far the record of a treaty reached just before an entry: the last day for which its acts were collected, or
    /// that of the newest act recorded earlier, whichever is later; none where there was neither.
    pub fn reach(&self, treaty: &str, seq: i64) -> Result<Option<Date>> {
        let sql = "SELECT max(day) FROM (
                     SELECT complete_to AS day FROM treaty WHERE code = ?1 AND recorded_seq < ?2
                     UNION ALL
                     SELECT coalesce(a.date, a.latest) FROM act a JOIN log l ON l.seq = a.id
                     WHERE a.treaty = ?1 AND l.recorded_at < (SELECT recorded_at FROM log WHERE seq = ?2))";
        Ok(one(&self.connection, sql, params![treaty, seq])?.flatten())
    }

    /// The entry that replaced or retracted this one; none while it counts.
    pub fn ended_by(&self, seq: i64) -> Result<Option<i64>> {
        let sql = "SELECT by_seq FROM ended WHERE seq = ?1";
        one(&self.connection, sql, [seq])
    }

    /// The history of what an entry records: every version, the oldest first, and a retraction at the end.
    pub fn versions(&self, seq: i64) -> Result<Vec<(Entry, Fact)>> {
        let mut first = seq;
        loop {
            let earlier = match self.entry(first)? {
                Some((_, Fact { body: Body::Retraction(retraction), .. })) => Some(retraction.entry),
                Some((_, fact)) => fact.replaces.or(self.replaced_by(first)?),
                None => None,
            };
            match earlier.filter(|earlier| *earlier < first) {
                Some(earlier) => first = earlier,
                None => break,
            }
        }
        let mut versions = Vec::new();
        let mut next = Some(first);
        while let Some(seq) = next {
            versions.extend(self.entry(seq)?);
            next = self.ended_by(seq)?;
        }
        Ok(versions)
    }

    /// The entry that ended because this one recorded the same thing anew.
    fn replaced_by(&self, seq: i64) -> Result<Option<i64>> {
        let sql = "SELECT max(e.seq) FROM ended e JOIN log l ON l.seq = e.by_seq WHERE e.by_seq = ?1 AND l.kind <> 'retraction'";
        Ok(one(&self.connection, sql, [seq])?.flatten())
    }
}
