//! From signature to consent, and from consent to entry into force.

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
    /// What.
    pub kind: ActKind,
    /// Its day; none where that is not known.
    pub date: Option<Date>,
    /// The day of effect that counts; none where there is none, or none is known.
    pub effect: Option<Date>,
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
            "SELECT s.treaty, s.participant, s.since, s.until, s.status,
                    g.id, g.act, g.date, NULL, c.id, c.act, c.date, c.counts_from
             FROM spell s LEFT JOIN act g ON g.id = s.signature LEFT JOIN act c ON c.id = s.consent
             WHERE {whose} AND s.since <= ?2 ORDER BY s.treaty, s.participant, s.since"
        );
        all(&self.connection, &sql, params![treaty, day], |row| {
            let ground = |first: usize| -> rusqlite::Result<Option<Ground>> {
                let Some(id) = row.get(first)? else { return Ok(None) };
                Ok(Some(Ground {
                    id,
                    kind: row.get(first + 1)?,
                    date: row.get(first + 2)?,
                    effect: row.get(first + 3)?,
                }))
            };
            Ok(GroundedSpell {
                treaty: row.get(0)?,
                participant: row.get(1)?,
                since: row.get(2)?,
                until: row.get(3)?,
                status: row.get(4)?,
                signature: ground(5)?,
                consent: ground(9)?,
            })
        })
    }
}
