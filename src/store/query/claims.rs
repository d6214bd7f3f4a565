//! Published statements about status.

use rusqlite::params;

use super::{all, split};
use crate::error::Result;
use crate::model::{Date, Span};
use crate::store::Store;

/// A statement that somebody published about status.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimRow {
    /// The log entry that recorded it.
    pub id: i64,
    /// Short name: CL001 …
    pub code: String,
    /// The day it speaks of.
    pub as_of: Date,
    /// The treaty.
    pub treaty: String,
    /// The group it is limited to.
    pub group: Option<String>,
    /// The word for what it says; of an older record it need not be one of ours.
    pub claim: String,
    /// The figure or the codes that were published.
    pub value: String,
    /// Remarks.
    pub note: Option<String>,
    /// Codes of its sources.
    pub sources: Vec<String>,
}

impl Store {
    /// The claims that count, in the order of their days.
    pub fn claims(&self) -> Result<Vec<ClaimRow>> {
        let sql = "SELECT c.recorded_seq, c.code, c.as_of, c.treaty, c.group_code, c.claim, c.value, c.note,
                          (SELECT group_concat(source, ';') FROM (SELECT source FROM cited WHERE seq = c.recorded_seq ORDER BY position))
                   FROM claim c WHERE c.superseded_seq IS NULL ORDER BY c.as_of, c.code";
        all(&self.connection, sql, [], |row| {
            Ok(ClaimRow {
                id: row.get(0)?,
                code: row.get(1)?,
                as_of: row.get(2)?,
                treaty: row.get(3)?,
                group: row.get(4)?,
                claim: row.get(5)?,
                value: row.get(6)?,
                note: row.get(7)?,
                sources: split(&row.get::<_, Option<String>>(8)?.unwrap_or_default()),
            })
        })
    }

    /// The codes of all claims ever recorded, also of those that were retracted.
    pub fn claim_codes(&self) -> Result<Vec<String>> {
        all(&self.connection, "SELECT code FROM claim ORDER BY code", [], |row| row.get(0))
    }

    /// Who sat in a group from day to day.
    pub fn seats(&self, group: &str) -> Result<Vec<(String, Span)>> {
        let sql =
            "SELECT participant, since, until FROM seat WHERE group_code = ?1 ORDER BY participant, since";
        all(&self.connection, sql, params![group], |row| {
            Ok((row.get(0)?, Span { since: row.get(1)?, until: row.get(2)? }))
        })
    }

    /// Who may become a party to a treaty from day to day under its own clauses.
    pub fn eligibility_under(&self, treaty: &str) -> Result<Vec<(String, Span)>> {
        let sql =
            "SELECT participant, since, until FROM eligibility WHERE treaty = ?1 ORDER BY participant, since";
        all(&self.connection, sql, params![treaty], |row| {
            Ok((row.get(0)?, Span { since: row.get(1)?, until: row.get(2)? }))
        })
    }
}
