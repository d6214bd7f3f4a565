//! Acts with their sources.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use rusqlite::{Params, params};

use crate::error::Result;
use crate::model::{Act, ActKind, Confidence, Date};
use crate::store::file::Store;
use crate::store::rows::{Columns, codes, column, rows, select};

rows! {
    /// An act with its sources.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct ActRow {
        /// The log entry that recorded it.
        pub id: i64 = "a.id",
        /// Under which treaty.
        pub treaty: String = "a.treaty",
        /// Whose; empty for the whole treaty.
        pub participant: String = "coalesce(a.participant, '')",
        /// What.
        pub kind: ActKind = "a.act",
        /// Its day, where known.
        pub date: Option<Date> = "a.date",
        /// Window of an unknown day: not before.
        pub earliest: Option<Date> = "a.earliest",
        /// Window of an unknown day: not after.
        pub latest: Option<Date> = "a.latest",
        /// Day on which the depositary notified it.
        pub notified_on: Option<Date> = "a.notified_on",
        /// Day of effect as published.
        pub effective_on: Option<Date> = "a.effective_on",
        /// Day of effect by the clause.
        pub computed_on: Option<Date> = "a.computed_on",
        /// Whether that is only the earliest possible day.
        pub estimated: bool = "a.estimated",
        /// The day of effect that counts: published for it or for the treaty, else by the clause.
        pub counts_from: Option<Date> = "a.counts_from",
        /// The rule of that clause, in our notation.
        pub rule: Option<String> = "c.rule",
        /// The article of that clause.
        pub article: Option<String> = "c.article",
        /// Who did it, where that was another: a union of States that has since ended.
        pub done_by: Option<String> = "nullif(a.done_by, a.participant)",
        /// The territory concerned.
        pub territory: Option<String> = "a.territory",
        /// The part of the treaty concerned.
        pub scope: Option<String> = "a.scope",
        /// What it waits for before it takes effect.
        pub waits_for: Option<String> = "a.waits_for",
        /// Remarks.
        pub note: Option<String> = "a.note",
        /// What is unusual in it.
        pub remark: Option<String> = "a.remark",
        /// Support.
        pub confidence: Confidence = "a.confidence",
        /// Codes of its sources.
        pub sources: Vec<String> = "a.sources" via codes,
        /// The other treaty under which it was done, where a clause makes it consent to this one.
        pub under: Option<String> = "NULL",
        /// The article of that clause.
        pub entailed_by: Option<String> = "NULL",
    }
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

const EARLIEST_FIRST: &str = "coalesce(a.date, a.latest), a.id";

impl Store {
    /// The present acts under a treaty, by participant and day; with the consents under others that are consent to it.
    pub fn acts(&self, treaty: &str) -> Result<Vec<ActRow>> {
        let mut acts = self.acts_where(
            "a.treaty = ?1 AND a.participant IS NOT NULL",
            "a.participant, a.date, a.id",
            [treaty],
        )?;
        let entailed = self.entailed("e.treaty = ?1", [treaty])?;
        if !entailed.is_empty() {
            acts.extend(entailed);
            acts.sort_by(|one, other| {
                (&one.participant, one.date, one.id).cmp(&(&other.participant, other.date, other.id))
            });
        }
        Ok(acts)
    }

    /// One act on which a status under a treaty rests: its own, or one under another treaty that counts here.
    pub fn act_under(&self, treaty: &str, id: i64) -> Result<Option<ActRow>> {
        let own = self.act(id)?;
        match &own {
            Some(act) if act.treaty != treaty => {
                let entailed = self.entailed("e.treaty = ?1 AND e.act = ?2", params![treaty, id])?.pop();
                Ok(entailed.or(own))
            }
            _ => Ok(own),
        }
    }

    /// Every consent under another treaty that is one here, by this treaty and the act.
    pub fn entailed_consents(&self) -> Result<HashMap<(String, i64), ActRow>> {
        let entailed = self.entailed("?1", [true])?.into_iter();
        Ok(entailed.map(|act| ((act.treaty.clone(), act.id), act)).collect())
    }

    /// Consents under other treaties as what they are here: acts of this treaty, with their days of effect under it.
    fn entailed(&self, condition: &str, parameters: impl Params) -> Result<Vec<ActRow>> {
        let columns = ActRow::columns().replace("NULL, NULL", "a.under, a.entailed_by");
        let sql = format!(
            "SELECT {columns}
             FROM (SELECT o.id, e.treaty, o.participant, o.act, o.date, o.earliest, o.latest, NULL AS notified_on,
                          NULL AS effective_on, e.computed_on, e.computed_by, e.estimated, e.counts_from, o.done_by,
                          NULL AS territory, NULL AS scope, NULL AS waits_for, o.note, NULL AS remark, o.confidence, o.sources,
                          o.treaty AS under, b.article AS entailed_by
                   FROM entailed_consent e JOIN act o ON o.id = e.act JOIN clause b ON b.id = e.clause
                   WHERE {condition}) a
             LEFT JOIN clause c ON c.id = a.computed_by ORDER BY a.participant, a.date, a.id"
        );
        let mut statement = self.connection.prepare_cached(&sql)?;
        let rows = statement.query_map(parameters, |row| ActRow::read(row, 0))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
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

    /// The treaties under which an act is about a territory, by number.
    pub fn treaties_on_territory(&self, territory: &str) -> Result<Vec<String>> {
        self.take_in_all()?;
        let sql = "SELECT DISTINCT treaty FROM act WHERE territory = ?1 AND superseded_seq IS NULL AND shown_as IS NULL ORDER BY treaty";
        column(&self.connection, sql, [territory])
    }

    /// An act that counts for nothing, because another one of the same event is shown in its place.
    pub fn act_in_whose_place_another_is_shown(&self, id: i64) -> Result<Option<ActRow>> {
        let rest = "FROM act a LEFT JOIN clause c ON c.id = a.computed_by
                    WHERE a.id = ?1 AND a.superseded_seq IS NULL AND a.shown_as IS NOT NULL";
        Ok(select(&self.connection, rest, [id])?.pop())
    }

    /// The acts with these numbers that count, by number.
    pub fn acts_numbered(&self, ids: &BTreeSet<i64>) -> Result<BTreeMap<i64, ActRow>> {
        let ids: Vec<i64> = ids.iter().copied().collect();
        let acts = self.acts_where("a.id IN (SELECT value FROM json_each(?1))", "a.id", [list(&ids)])?;
        Ok(acts.into_iter().map(|act| (act.id, act)).collect())
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

    /// The present acts of a participant under every treaty, in order of time, and those of one that it
    /// continues which still stand for it; a consent that is one to another treaty too also under that.
    pub fn acts_of(&self, participant: &str) -> Result<Vec<ActRow>> {
        self.take_in_all()?;
        // Each part by its own index: of an OR, every act is looked at. A sign before the day keeps its index out.
        let own = "a.id IN (SELECT id FROM act WHERE participant = ?1
                            UNION ALL SELECT id FROM act WHERE done_by = ?1 AND done_by <> participant
                            UNION ALL SELECT signature FROM spell WHERE participant = ?1
                            UNION ALL SELECT consent FROM spell WHERE participant = ?1)";
        let mut acts = self.acts_where(own, "+coalesce(a.date, a.latest), a.id", [participant])?;
        let entailed = self.entailed("e.participant = ?1 OR o.done_by = ?1", [participant])?;
        if !entailed.is_empty() {
            acts.extend(entailed);
            acts.sort_by_key(|act| (act.day(), act.id));
        }
        Ok(acts)
    }

    fn acts_where(&self, condition: &str, order: &str, parameters: impl Params) -> Result<Vec<ActRow>> {
        let rest = format!(
            "FROM act a LEFT JOIN clause c ON c.id = a.computed_by
             WHERE {condition} AND a.superseded_seq IS NULL AND a.shown_as IS NULL ORDER BY {order}"
        );
        select(&self.connection, &rest, parameters)
    }
}

/// Values as a query takes them together: a JSON array.
pub(super) fn list<T: serde::Serialize>(values: &[T]) -> String {
    serde_json::to_string(values).expect("numbers and texts are JSON")
}
