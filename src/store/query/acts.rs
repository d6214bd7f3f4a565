//! Acts, reservations, and where participants stand.

use std::collections::HashMap;

use rusqlite::{Connection, Params, Row, params};
use serde::Serialize;

use super::all;
use crate::error::Result;
use crate::model::{ActKind, Confidence, Date, Status};
use crate::store::Store;

/// An act with its sources.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActRow {
    /// The log entry that recorded it.
    pub id: i64,
    /// Under which treaty.
    pub treaty: String,
    /// Whose.
    pub participant: String,
    /// What.
    pub kind: ActKind,
    /// Its day, where known.
    pub date: Option<Date>,
    /// Window of an unknown day: not before.
    pub earliest: Option<Date>,
    /// Window of an unknown day: not after.
    pub latest: Option<Date>,
    /// Day of effect as published.
    pub effective_on: Option<Date>,
    /// Day of effect by the clause.
    pub computed_on: Option<Date>,
    /// The article of that clause.
    pub article: Option<String>,
    /// Who did it.
    pub done_by: String,
    /// The territory concerned.
    pub territory: Option<String>,
    /// Remarks.
    pub note: Option<String>,
    /// What is unusual in it.
    pub remark: Option<String>,
    /// Support.
    pub confidence: Confidence,
    /// Codes of its sources.
    pub sources: Vec<String>,
}

impl ActRow {
    /// The day from which it counts: its own, or the last of its window.
    #[must_use]
    pub fn day(&self) -> Option<Date> {
        self.date.or(self.latest)
    }

    /// The day of effect: as published, else by the clause.
    #[must_use]
    pub fn effect(&self) -> Option<Date> {
        self.effective_on.or(self.computed_on)
    }
}

/// A reservation, declaration or other statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReservationRow {
    /// The log entry that recorded it.
    pub id: i64,
    /// Under which treaty.
    pub treaty: String,
    /// Whose.
    pub participant: String,
    /// reservation, declaration, authority, territorial, communication, withdrawal.
    pub kind: String,
    /// Articles concerned.
    pub articles: Option<String>,
    /// Its day, where known.
    pub date: Option<Date>,
    /// Window of an unknown day: not before.
    pub earliest: Option<Date>,
    /// Window of an unknown day: not after.
    pub latest: Option<Date>,
    /// First day it no longer stands.
    pub withdrawn_on: Option<Date>,
    /// What it says, in our words.
    pub summary: String,
    /// Support.
    pub confidence: Confidence,
    /// Codes of its sources.
    pub sources: Vec<String>,
}

/// An interval of one status.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SpellRow {
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
    /// The signature that stands.
    pub signature: Option<i64>,
    /// The consent that stands; for a former party, stood.
    pub consent: Option<i64>,
    /// The denunciation, withdrawal or cessation that counts.
    pub exit: Option<i64>,
}

/// Where one participant stands on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StandingRow {
    /// Under which treaty.
    pub treaty: String,
    /// The interval around the day.
    pub spell: SpellRow,
}

const SPELL: &str = "participant, since, until, status, uncertain, signature, consent, exit";

fn spell(row: &Row) -> rusqlite::Result<SpellRow> {
    Ok(SpellRow {
        participant: row.get(0)?,
        since: row.get(1)?,
        until: row.get(2)?,
        status: row.get(3)?,
        uncertain: row.get(4)?,
        signature: row.get(5)?,
        consent: row.get(6)?,
        exit: row.get(7)?,
    })
}

/// Every spell under a treaty, by participant and day.
pub(in crate::store) fn spells(connection: &Connection, treaty: &str) -> Result<Vec<SpellRow>> {
    let sql = format!("SELECT {SPELL} FROM spell WHERE treaty = ?1 ORDER BY participant, since");
    all(connection, &sql, [treaty], spell)
}

impl Store {
    /// Every spell under a treaty, by participant and day.
    pub fn spells(&self, treaty: &str) -> Result<Vec<SpellRow>> {
        spells(&self.connection, treaty)
    }

    /// Where everybody with a spell under a treaty stands on `day`.
    pub fn standings(&self, treaty: &str, day: Date) -> Result<Vec<SpellRow>> {
        let sql = format!(
            "SELECT {SPELL} FROM spell WHERE treaty = ?1 AND since <= ?2 AND (until IS NULL OR until > ?2) ORDER BY participant"
        );
        all(&self.connection, &sql, params![treaty, day], spell)
    }

    /// Where one participant stands on `day`, under each treaty where it has a spell.
    pub fn standings_of(&self, participant: &str, day: Date) -> Result<Vec<StandingRow>> {
        let sql = format!(
            "SELECT {SPELL}, treaty FROM spell WHERE participant = ?1 AND since <= ?2 AND (until IS NULL OR until > ?2) ORDER BY treaty"
        );
        all(&self.connection, &sql, params![participant, day], |row| {
            Ok(StandingRow { spell: spell(row)?, treaty: row.get(8)? })
        })
    }

    /// The present acts under a treaty.
    pub fn acts(&self, treaty: &str) -> Result<Vec<ActRow>> {
        self.acts_where("a.treaty = ?1", [treaty])
    }

    /// The present acts of a participant under every treaty, in order of time.
    pub fn acts_of(&self, participant: &str) -> Result<Vec<ActRow>> {
        self.acts_where("(a.participant = ?1 OR a.done_by = ?1)", [participant])
    }

    fn acts_where(&self, condition: &str, parameters: impl Params + Copy) -> Result<Vec<ActRow>> {
        let cited = format!(
            "SELECT c.seq, c.source FROM act a CROSS JOIN cited c ON c.seq = a.id WHERE {condition} ORDER BY c.seq, c.position"
        );
        let mut sources = self.sources(&cited, parameters)?;
        let sql = format!(
            "SELECT a.id, a.treaty, a.participant, a.act, a.date, a.earliest, a.latest, a.effective_on, a.computed_on,
                    c.article, a.done_by, a.territory, a.note, a.remark, a.confidence
             FROM act a LEFT JOIN clause c ON c.id = a.computed_by
             WHERE {condition} AND a.superseded_seq IS NULL ORDER BY coalesce(a.date, a.latest), a.id"
        );
        all(&self.connection, &sql, parameters, |row| {
            let id = row.get(0)?;
            Ok(ActRow {
                id,
                treaty: row.get(1)?,
                participant: row.get(2)?,
                kind: row.get(3)?,
                date: row.get(4)?,
                earliest: row.get(5)?,
                latest: row.get(6)?,
                effective_on: row.get(7)?,
                computed_on: row.get(8)?,
                article: row.get(9)?,
                done_by: row.get(10)?,
                territory: row.get(11)?,
                note: row.get(12)?,
                remark: row.get(13)?,
                confidence: row.get(14)?,
                sources: sources.remove(&id).unwrap_or_default(),
            })
        })
    }

    /// The present statements under a treaty.
    pub fn reservations(&self, treaty: &str) -> Result<Vec<ReservationRow>> {
        self.reservations_where("r.treaty = ?1", treaty)
    }

    /// The present statements of a participant under every treaty, in order of time.
    pub fn reservations_of(&self, participant: &str) -> Result<Vec<ReservationRow>> {
        self.reservations_where("r.participant = ?1", participant)
    }

    fn reservations_where(&self, condition: &str, value: &str) -> Result<Vec<ReservationRow>> {
        let cited = format!(
            "SELECT c.seq, c.source FROM reservation r CROSS JOIN cited c ON c.seq = r.id WHERE {condition} ORDER BY c.seq, c.position"
        );
        let mut sources = self.sources(&cited, [value])?;
        let sql = format!(
            "SELECT id, treaty, participant, kind, articles, date, earliest, latest, withdrawn_on, summary, confidence
             FROM reservation r WHERE {condition} AND superseded_seq IS NULL ORDER BY coalesce(date, latest), id"
        );
        all(&self.connection, &sql, [value], |row| {
            let id = row.get(0)?;
            Ok(ReservationRow {
                id,
                treaty: row.get(1)?,
                participant: row.get(2)?,
                kind: row.get(3)?,
                articles: row.get(4)?,
                date: row.get(5)?,
                earliest: row.get(6)?,
                latest: row.get(7)?,
                withdrawn_on: row.get(8)?,
                summary: row.get(9)?,
                confidence: row.get(10)?,
                sources: sources.remove(&id).unwrap_or_default(),
            })
        })
    }

    fn sources(&self, sql: &str, parameters: impl Params) -> Result<HashMap<i64, Vec<String>>> {
        let mut by_entry: HashMap<i64, Vec<String>> = HashMap::new();
        for (seq, source) in
            all(&self.connection, sql, parameters, |row| Ok((row.get(0)?, row.get(1)?)))?
        {
            by_entry.entry(seq).or_default().push(source);
        }
        Ok(by_entry)
    }
}
