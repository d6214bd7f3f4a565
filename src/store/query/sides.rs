//! What sources say of the acts under a treaty, for comparing with another source.

use std::collections::{BTreeSet, HashMap};

use serde::Serialize;

use super::all;
use crate::error::Result;
use crate::model::{ActKind, Date};
use crate::store::Store;

/// An act as it is recorded, and who publishes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GivenAct {
    /// The log entry that recorded it.
    pub id: i64,
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
    /// The territory concerned.
    pub territory: Option<String>,
    /// Withdrawn since, on a day that its source does not give.
    pub withdrawn: bool,
    /// What its source could not tell.
    pub flag: Option<String>,
    /// The name in the imported file.
    pub raw_name: Option<String>,
    /// Whether another source's act is shown in its place.
    pub is_hidden: bool,
    /// The publishers that give it.
    pub publishers: BTreeSet<String>,
}

impl GivenAct {
    /// The day from which it counts.
    #[must_use]
    pub fn day(&self) -> Option<Date> {
        self.date.or(self.latest)
    }
}

/// A statement as it is recorded.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct GivenStatement {
    /// Whose.
    pub participant: String,
    /// reservation, declaration …
    pub kind: String,
    /// Its day, where known.
    pub date: Option<Date>,
    /// What it says.
    pub summary: String,
    /// Its text, where that is more.
    pub text: Option<String>,
    /// The entry that recorded it.
    pub id: i64,
    /// Articles concerned, separated by `;`.
    pub articles: Option<String>,
    /// Whom it is addressed to.
    pub towards: Option<String>,
}

/// One of several acts that stand side by side for one event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Side {
    /// Under which treaty.
    pub treaty: String,
    /// Whose.
    pub participant: String,
    /// The entry that recorded it: @N.
    pub entry: String,
    /// The entry of the act that is shown for the event.
    pub shown: String,
    /// What.
    pub act: ActKind,
    /// Its day, where known; else the last of its window.
    pub date: Option<Date>,
    /// Day of effect as published.
    pub effective_on: Option<Date>,
    /// The publishers that give it; none where it was recorded without one.
    pub publishers: Vec<String>,
}

impl Store {
    /// The present acts of participants under a treaty, also those that another source's act is shown for.
    pub fn given_acts(&self, treaty: &str) -> Result<Vec<GivenAct>> {
        let connection = &self.connection;
        let mut publishers: HashMap<i64, BTreeSet<String>> = HashMap::new();
        for sql in [
            "SELECT a.id, s.publisher FROM act a JOIN cited c ON c.seq = a.id JOIN source s ON s.code = c.source
             WHERE a.treaty = ?1 AND a.superseded_seq IS NULL AND s.publisher IS NOT NULL",
            "SELECT a.id, s.publisher FROM act a JOIN attestation t ON t.act = a.id AND t.superseded_seq IS NULL
                    JOIN source s ON s.code = t.source
             WHERE a.treaty = ?1 AND a.superseded_seq IS NULL AND s.publisher IS NOT NULL",
        ] {
            for (id, publisher) in all(connection, sql, [treaty], |row| Ok((row.get(0)?, row.get(1)?)))? {
                publishers.entry(id).or_default().insert(publisher);
            }
        }
        let sql = "SELECT id, participant, act, date, earliest, latest, effective_on, territory, withdrawn, raw_name,
                          shown_as IS NOT NULL, flag
                   FROM act WHERE treaty = ?1 AND participant IS NOT NULL AND superseded_seq IS NULL ORDER BY id";
        all(connection, sql, [treaty], |row| {
            let id = row.get(0)?;
            Ok(GivenAct {
                id,
                participant: row.get(1)?,
                kind: row.get(2)?,
                date: row.get(3)?,
                earliest: row.get(4)?,
                latest: row.get(5)?,
                effective_on: row.get(6)?,
                territory: row.get(7)?,
                withdrawn: row.get(8)?,
                raw_name: row.get(9)?,
                is_hidden: row.get(10)?,
                flag: row.get(11)?,
                publishers: publishers.remove(&id).unwrap_or_default(),
            })
        })
    }

    /// The present statements under a treaty.
    pub fn given_statements(&self, treaty: &str) -> Result<Vec<GivenStatement>> {
        let sql = "SELECT participant, kind, date, summary, text, id, articles, towards FROM reservation WHERE treaty = ?1 AND superseded_seq IS NULL";
        all(&self.connection, sql, [treaty], |row| {
            Ok(GivenStatement {
                participant: row.get(0)?,
                kind: row.get(1)?,
                date: row.get(2)?,
                summary: row.get(3)?,
                text: row.get(4)?,
                id: row.get(5)?,
                articles: row.get(6)?,
                towards: row.get(7)?,
            })
        })
    }

    /// Every act that stands beside another one for the same event, under one treaty or all of them.
    pub fn sides(&self, treaty: Option<&str>) -> Result<Vec<Side>> {
        self.take_in_all()?;
        let sql =
            "WITH side AS (SELECT id, coalesce(shown_as, id) AS shown FROM act WHERE superseded_seq IS NULL)
             SELECT a.treaty, a.participant, a.id, s.shown, a.act, coalesce(a.date, a.latest), a.effective_on,
                    (SELECT group_concat(publisher, char(31)) FROM (
                        SELECT o.publisher FROM cited c JOIN source o ON o.code = c.source WHERE c.seq = a.id
                        UNION SELECT o.publisher FROM attestation t JOIN source o ON o.code = t.source
                        WHERE t.act = a.id AND t.superseded_seq IS NULL ORDER BY 1))
             FROM side s JOIN act a ON a.id = s.id
             WHERE s.shown IN (SELECT shown_as FROM act WHERE shown_as IS NOT NULL AND superseded_seq IS NULL)
               AND (?1 IS NULL OR a.treaty = ?1)
             ORDER BY a.treaty, a.participant, s.shown, a.id <> s.shown, a.id";
        all(&self.connection, sql, [treaty], |row| {
            let publishers: Option<String> = row.get(7)?;
            Ok(Side {
                treaty: row.get(0)?,
                participant: row.get(1)?,
                entry: format!("@{}", row.get::<_, i64>(2)?),
                shown: format!("@{}", row.get::<_, i64>(3)?),
                act: row.get(4)?,
                date: row.get(5)?,
                effective_on: row.get(6)?,
                publishers: publishers
                    .map_or_else(Vec::new, |names| names.split('\u{1f}').map(str::to_owned).collect()),
            })
        })
    }

    /// Every publisher that a source names.
    pub fn publishers(&self) -> Result<Vec<String>> {
        let sql = "SELECT DISTINCT publisher FROM source WHERE publisher IS NOT NULL AND superseded_seq IS NULL ORDER BY publisher";
        all(&self.connection, sql, [], |row| row.get(0))
    }

    /// The publishers in the order in which their acts are shown, as recorded last.
    pub fn precedence(&self) -> Result<Vec<String>> {
        let sql = "SELECT publisher FROM precedence WHERE superseded_seq IS NULL ORDER BY position";
        all(&self.connection, sql, [], |row| row.get(0))
    }
}
