//! From signature to consent, and from consent to entry into force.

use std::collections::BTreeSet;

use rusqlite::params;

use super::all;
use crate::error::Result;
use crate::model::{ActKind, Date, Status};
use crate::store::Store;

/// An act on which an interval of status rests.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ground {
    /// The log entry that recorded it.
    pub id: i64,
    /// Who did it: also a union of States that has since ended.
    pub doer: String,
    /// What.
    pub kind: ActKind,
    /// Its day; none where that is not known.
    pub date: Option<Date>,
    /// The day of effect that counts; none where there is none, or none is known.
    pub effect: Option<Date>,
    /// Whether that is only the earliest possible day.
    pub estimated: bool,
}

/// An interval of status with the signature and the consent that stand in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GroundedSpell {
    /// Under which treaty.
    pub treaty: String,
    /// Whose.
    pub participant: String,
    /// First day.
    pub since: Date,
    /// First day no longer.
    pub until: Option<Date>,
    /// The status.
    pub status: Status,
    /// Whether it lies inside the window of an act whose day is not known.
    pub uncertain: bool,
    /// The signature.
    pub signature: Option<Ground>,
    /// The consent.
    pub consent: Option<Ground>,
}

impl Store {
    /// Every interval of status that began by `day`, under one treaty or under all, by treaty, participant and day.
    pub fn grounded_spells(&self, treaty: Option<&str>, day: Date) -> Result<Vec<GroundedSpell>> {
        match treaty {
            None => self.take_in_all()?,
            Some(code) => self.take_in(code)?,
        }
        let whose = if treaty.is_some() { "s.treaty = ?1" } else { "?1 IS NULL" };
        let sql = format!(
            "SELECT s.treaty, s.participant, s.since, s.until, s.status, s.uncertain,
                    g.id, coalesce(g.done_by, g.participant), g.act, g.date, NULL, 0,
                    c.id, coalesce(c.done_by, c.participant), c.act, c.date, c.counts_from,
                    c.estimated AND c.counts_from IS c.computed_on AND c.counts_from IS NOT c.effective_on
             FROM spell s LEFT JOIN act g ON g.id = s.signature LEFT JOIN act c ON c.id = s.consent
             WHERE {whose} AND s.since <= ?2 ORDER BY s.treaty, s.participant, s.since"
        );
        all(&self.connection, &sql, params![treaty, day], |row| {
            let ground = |first: usize| -> rusqlite::Result<Option<Ground>> {
                let Some(id) = row.get(first)? else { return Ok(None) };
                Ok(Some(Ground {
                    id,
                    doer: row.get(first + 1)?,
                    kind: row.get(first + 2)?,
                    date: row.get(first + 3)?,
                    effect: row.get(first + 4)?,
                    estimated: row.get(first + 5)?,
                }))
            };
            Ok(GroundedSpell {
                treaty: row.get(0)?,
                participant: row.get(1)?,
                since: row.get(2)?,
                until: row.get(3)?,
                status: row.get(4)?,
                uncertain: row.get(5)?,
                signature: ground(6)?,
                consent: ground(12)?,
            })
        })
    }

    /// The numbers of the treaties of which the record tells that they were not in force on `day`: their conditions are
    /// known, and not met.
    pub fn not_in_force(&self, day: Date) -> Result<BTreeSet<String>> {
        let sql = "SELECT code FROM treaty t
                   WHERE superseded_seq IS NULL AND coalesce(in_force_on, announced_on, computed_on, '9999-12-31') > ?1
                     AND coalesce(undetermined_on, '9999-12-31') > ?1
                     AND EXISTS (SELECT 1 FROM clause c
                                 WHERE c.treaty = t.code AND c.kind = 'threshold' AND c.superseded_seq IS NULL)";
        Ok(all(&self.connection, sql, [day], |row| row.get(0))?.into_iter().collect())
    }
}
