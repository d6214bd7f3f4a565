//! Treaties, their names and clauses.

use rusqlite::{Connection, Row};
use serde::Serialize;

use super::{all, split};
use crate::error::Result;
use crate::model::{Confidence, Date};
use crate::store::Store;

/// A treaty.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TreatyRow {
    /// The depositary's number.
    pub code: String,
    /// Official title.
    pub title: String,
    /// Name in daily use.
    pub short_title: String,
    /// convention, protocol.
    pub kind: String,
    /// The treaty it is a protocol to.
    pub parent: Option<String>,
    /// Who keeps it.
    pub depositary: String,
    /// Text adopted.
    pub adopted_on: Option<Date>,
    /// Opened for signature.
    pub opened_on: Option<Date>,
    /// Where.
    pub opened_at: Option<String>,
    /// Last day to sign.
    pub signature_closes_on: Option<Date>,
    /// Entry into force as published.
    pub in_force_on: Option<Date>,
    /// Day the conditions were met, by replay.
    pub met_on: Option<Date>,
    /// The instrument that met them.
    pub met_by: Option<i64>,
    /// First day on which the record cannot tell whether they were met.
    pub undetermined_on: Option<Date>,
    /// Entry into force by the clause.
    pub computed_on: Option<Date>,
    /// First day on which it is in force for nobody: its termination.
    pub ended_on: Option<Date>,
    /// Last day up to which the acts were collected.
    pub complete_to: Option<Date>,
    /// Support.
    pub confidence: Confidence,
    /// Whether acts under it were collected at all; else nothing is known of who stands where.
    pub collected: bool,
}

impl TreatyRow {
    /// Entry into force: as published, else by the clause.
    #[must_use]
    pub fn entry_into_force(&self) -> Option<Date> {
        self.in_force_on.or(self.computed_on)
    }

    /// The day on which it begins: opened for signature, else its text concluded; where neither is known it always was.
    #[must_use]
    pub fn begins_on(&self) -> Option<Date> {
        self.opened_on.or(self.adopted_on)
    }

    /// Whether it is there on a day, as far as is known.
    #[must_use]
    pub fn is_there(&self, day: Date) -> bool {
        self.begins_on().is_none_or(|begins| begins <= day)
    }
}

/// A final clause.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ClauseRow {
    /// The log entry that recorded it.
    pub id: i64,
    /// eligibility, requirement, threshold, effect, withdrawal, gap, means, window, cessation, relation ….
    pub kind: String,
    /// treaty, consent, accession, signature, territory, denunciation.
    pub applies_to: String,
    /// The rule in our notation.
    pub rule: String,
    /// The rule in plain English.
    pub words: String,
    /// Where the treaty says so.
    pub article: String,
    /// Remarks.
    pub note: Option<String>,
    /// Support.
    pub confidence: Confidence,
    /// Codes of its sources.
    pub sources: Vec<String>,
}

const COLUMNS: &str = "code, title, short_title, kind, parent, depositary, adopted_on, opened_on, opened_at, \
                       signature_closes_on, coalesce(in_force_on, announced_on), met_on, met_by, computed_on, complete_to, confidence, \
                       undetermined_on, ended_on, \
                       complete_to IS NOT NULL OR EXISTS (SELECT 1 FROM act a WHERE a.treaty = treaty.code)";

fn row(row: &Row) -> rusqlite::Result<TreatyRow> {
    Ok(TreatyRow {
        code: row.get(0)?,
        title: row.get(1)?,
        short_title: row.get(2)?,
        kind: row.get(3)?,
        parent: row.get(4)?,
        depositary: row.get(5)?,
        adopted_on: row.get(6)?,
        opened_on: row.get(7)?,
        opened_at: row.get(8)?,
        signature_closes_on: row.get(9)?,
        in_force_on: row.get(10)?,
        met_on: row.get(11)?,
        met_by: row.get(12)?,
        computed_on: row.get(13)?,
        complete_to: row.get(14)?,
        confidence: row.get(15)?,
        undetermined_on: row.get(16)?,
        ended_on: row.get(17)?,
        collected: row.get(18)?,
    })
}

/// One treaty by its number.
pub(in crate::store) fn treaty(connection: &Connection, code: &str) -> Result<Option<TreatyRow>> {
    let sql = format!("SELECT {COLUMNS} FROM treaty WHERE code = ?1 AND superseded_seq IS NULL");
    Ok(all(connection, &sql, [code], row)?.pop())
}

impl Store {
    /// One treaty by its number.
    pub fn treaty(&self, code: &str) -> Result<Option<TreatyRow>> {
        self.take_in(code)?;
        treaty(&self.connection, code)
    }

    /// The treaties that are protocols to this one, in the order in which they were opened.
    pub fn protocols_to(&self, code: &str) -> Result<Vec<TreatyRow>> {
        let sql = format!(
            "SELECT {COLUMNS} FROM treaty WHERE parent = ?1 AND superseded_seq IS NULL ORDER BY opened_on, code"
        );
        all(&self.connection, &sql, [code], row)
    }

    /// Every treaty, in the order in which they were opened.
    pub fn treaties(&self) -> Result<Vec<TreatyRow>> {
        let sql =
            format!("SELECT {COLUMNS} FROM treaty WHERE superseded_seq IS NULL ORDER BY opened_on, code");
        self.take_in_all()?;
        all(&self.connection, &sql, [], row)
    }

    /// The numbers of the treaties with this folded name.
    pub fn treaties_named(&self, folded: &str) -> Result<Vec<String>> {
        let sql = "SELECT DISTINCT treaty FROM treaty_name WHERE folded = ?1 AND superseded_seq IS NULL ORDER BY treaty";
        all(&self.connection, sql, [folded], |row| row.get(0))
    }

    /// Every name of every treaty: the treaty's number and the name.
    pub fn treaty_names(&self) -> Result<Vec<(String, String)>> {
        let sql = "SELECT treaty, name FROM treaty_name WHERE superseded_seq IS NULL ORDER BY treaty, name";
        all(&self.connection, sql, [], |row| Ok((row.get(0)?, row.get(1)?)))
    }

    /// The present clauses of a treaty.
    pub fn clauses(&self, treaty: &str) -> Result<Vec<ClauseRow>> {
        let sql = "SELECT id, kind, applies_to, rule, words, article, note, confidence, sources FROM clause WHERE treaty = ?1 AND superseded_seq IS NULL ORDER BY id";
        all(&self.connection, sql, [treaty], |row| {
            Ok(ClauseRow {
                id: row.get(0)?,
                kind: row.get(1)?,
                applies_to: row.get(2)?,
                rule: row.get(3)?,
                words: row.get(4)?,
                article: row.get(5)?,
                note: row.get(6)?,
                confidence: row.get(7)?,
                sources: split(&row.get::<_, String>(8)?),
            })
        })
    }
}
