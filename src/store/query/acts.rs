//! Acts, reservations, and where participants stand.

use std::collections::BTreeSet;

use rusqlite::{Params, Row, params};
use serde::Serialize;

use super::patterns::list;
use super::{all, split};
use crate::error::Result;
use crate::model::{Act, ActKind, Confidence, Date, Mode, Status};
use crate::store::Store;

/// An act with its sources.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActRow {
    /// The log entry that recorded it.
    pub id: i64,
    /// Under which treaty.
    pub treaty: String,
    /// Whose; empty for the whole treaty.
    pub participant: String,
    /// What.
    pub kind: ActKind,
    /// Its day, where known.
    pub date: Option<Date>,
    /// Window of an unknown day: not before.
    pub earliest: Option<Date>,
    /// Window of an unknown day: not after.
    pub latest: Option<Date>,
    /// Day on which the depositary notified it.
    pub notified_on: Option<Date>,
    /// Day of effect as published.
    pub effective_on: Option<Date>,
    /// Day of effect by the clause.
    pub computed_on: Option<Date>,
    /// Whether that is only the earliest possible day.
    pub estimated: bool,
    /// The day of effect that counts: published for it or for the treaty, else by the clause.
    pub counts_from: Option<Date>,
    /// The rule of that clause, in our notation.
    pub rule: Option<String>,
    /// The article of that clause.
    pub article: Option<String>,
    /// Who did it, where that was another: a union of States that has since ended.
    pub done_by: Option<String>,
    /// The territory concerned.
    pub territory: Option<String>,
    /// The part of the treaty concerned.
    pub scope: Option<String>,
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

    /// The day of effect that counts; of an act that none follows from, as published.
    #[must_use]
    pub fn effect(&self) -> Option<Date> {
        self.counts_from.or(self.effective_on.filter(|_| !self.kind.is_consent()))
    }
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

const EARLIEST_FIRST: &str = "coalesce(a.date, a.latest), a.id";

pub(super) const SPELL: &str = "participant, since, until, status, uncertain, signature, consent, exit";

pub(super) fn spell(row: &Row) -> rusqlite::Result<SpellRow> {
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

impl Store {
    /// Every spell under a treaty, by participant and day.
    pub fn spells(&self, treaty: &str) -> Result<Vec<SpellRow>> {
        let sql = format!("SELECT {SPELL} FROM spell WHERE treaty = ?1 ORDER BY participant, since");
        all(&self.connection, &sql, [treaty], spell)
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
        self.take_in_all()?;
        let sql = format!(
            "SELECT {SPELL}, treaty FROM spell WHERE participant = ?1 AND since <= ?2 AND (until IS NULL OR until > ?2) ORDER BY treaty"
        );
        all(&self.connection, &sql, params![participant, day], |row| {
            Ok(StandingRow { spell: spell(row)?, treaty: row.get(8)? })
        })
    }

    /// The present acts under a treaty, by participant and day.
    pub fn acts(&self, treaty: &str) -> Result<Vec<ActRow>> {
        self.acts_where(
            "a.treaty = ?1 AND a.participant IS NOT NULL",
            "a.participant, a.date, a.id",
            [treaty],
        )
    }

    /// The `most` newest acts on or before `day`, under all treaties, newest first.
    pub fn newest_acts(&self, day: Date, most: u32) -> Result<Vec<ActRow>> {
        self.take_in_all()?;
        let order = "coalesce(a.date, a.latest) DESC, a.id DESC LIMIT ?2";
        self.acts_where("coalesce(a.date, a.latest) <= ?1", order, params![day, most])
    }

    /// One act, under whatever treaty; none if it no longer counts.
    pub fn act(&self, id: i64) -> Result<Option<ActRow>> {
        Ok(self.acts_where("a.id = ?1", "a.id", [id])?.pop())
    }

    /// The acts with these numbers that count, by number.
    pub fn acts_numbered(&self, ids: &BTreeSet<i64>) -> Result<Vec<ActRow>> {
        let ids: Vec<i64> = ids.iter().copied().collect();
        self.acts_where("a.id IN (SELECT value FROM json_each(?1))", "a.id", [list(&ids)])
    }

    /// The present acts under a treaty, and those under others that count here.
    pub fn acts_under(&self, treaty: &str, entailed: &[Act]) -> Result<Vec<ActRow>> {
        let mut rows = self.acts(treaty)?;
        let others: BTreeSet<&String> = entailed.iter().filter_map(|act| act.under.as_ref()).collect();
        for other in others {
            rows.extend(self.acts(other)?);
        }
        Ok(rows)
    }

    /// The present acts of the depositary for the whole treaty, in order of time.
    pub fn treaty_acts(&self, treaty: &str) -> Result<Vec<ActRow>> {
        self.acts_where("a.treaty = ?1 AND a.participant IS NULL", EARLIEST_FIRST, [treaty])
    }

    /// What holds on `day` beside the statuses under a treaty: whose, and the mode.
    pub fn modes(&self, treaty: &str, day: Date) -> Result<Vec<(String, Mode)>> {
        let sql = "SELECT participant, mode FROM mode
                   WHERE treaty = ?1 AND since <= ?2 AND (until IS NULL OR until > ?2) ORDER BY participant, mode";
        all(&self.connection, sql, params![treaty, day], |row| Ok((row.get(0)?, row.get(1)?)))
    }

    /// What holds on `day` beside the statuses of a participant: under which treaty, and the mode.
    pub fn modes_of(&self, participant: &str, day: Date) -> Result<Vec<(String, Mode)>> {
        self.take_in_all()?;
        let sql = "SELECT treaty, mode FROM mode
                   WHERE participant = ?1 AND since <= ?2 AND (until IS NULL OR until > ?2) ORDER BY treaty, mode";
        all(&self.connection, sql, params![participant, day], |row| Ok((row.get(0)?, row.get(1)?)))
    }

    /// The present acts of a participant under every treaty, in order of time, and those of one that it
    /// continues which still stand for it.
    pub fn acts_of(&self, participant: &str) -> Result<Vec<ActRow>> {
        self.take_in_all()?;
        let own = "(a.participant = ?1 OR a.done_by = ?1
                    OR a.id IN (SELECT signature FROM spell WHERE participant = ?1 UNION SELECT consent FROM spell WHERE participant = ?1))";
        self.acts_where(own, EARLIEST_FIRST, [participant])
    }

    pub(super) fn acts_where(
        &self,
        condition: &str,
        order: &str,
        parameters: impl Params,
    ) -> Result<Vec<ActRow>> {
        let sql = format!(
            "SELECT a.id, a.treaty, a.participant, a.act, a.date, a.earliest, a.latest, a.effective_on, a.computed_on,
                    c.rule, c.article, nullif(a.done_by, a.participant), a.territory, a.note, a.remark, a.confidence, a.sources,
                    a.notified_on, a.estimated, a.scope, a.counts_from
             FROM act a LEFT JOIN clause c ON c.id = a.computed_by
             WHERE {condition} AND a.superseded_seq IS NULL AND a.shown_as IS NULL ORDER BY {order}"
        );
        all(&self.connection, &sql, parameters, |row| {
            Ok(ActRow {
                id: row.get(0)?,
                treaty: row.get(1)?,
                participant: row.get::<_, Option<String>>(2)?.unwrap_or_default(),
                kind: row.get(3)?,
                date: row.get(4)?,
                earliest: row.get(5)?,
                latest: row.get(6)?,
                effective_on: row.get(7)?,
                computed_on: row.get(8)?,
                rule: row.get(9)?,
                article: row.get(10)?,
                done_by: row.get(11)?,
                territory: row.get(12)?,
                note: row.get(13)?,
                remark: row.get(14)?,
                confidence: row.get(15)?,
                sources: split(row.get_ref(16)?.as_str()?),
                notified_on: row.get(17)?,
                estimated: row.get(18)?,
                scope: row.get(19)?,
                counts_from: row.get(20)?,
            })
        })
    }
}
