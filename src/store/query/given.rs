//! What sources say of the acts under a treaty, for comparing with another source.

use std::collections::BTreeSet;

use rusqlite::types::ValueRef;

use crate::error::Result;
use crate::model::{ActKind, Date};
use crate::store::file::Store;
use crate::store::rows::{column, rows, select};

rows! {
    /// An act as it is recorded, and who publishes it.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct GivenAct {
        /// The log entry that recorded it.
        pub id: i64 = "a.id",
        /// Whose.
        pub participant: String = "a.participant",
        /// What.
        pub kind: ActKind = "a.act",
        /// Its day, where known.
        pub date: Option<Date> = "a.date",
        /// Window of an unknown day: not before.
        pub earliest: Option<Date> = "a.earliest",
        /// Window of an unknown day: not after.
        pub latest: Option<Date> = "a.latest",
        /// Day of effect as published.
        pub effective_on: Option<Date> = "a.effective_on",
        /// The territory concerned.
        pub territory: Option<String> = "a.territory",
        /// Withdrawn since, on a day that its source does not give.
        pub withdrawn: bool = "a.withdrawn",
        /// What its source could not tell.
        pub flag: Option<String> = "a.flag",
        /// The name in the imported file.
        pub raw_name: Option<String> = "a.raw_name",
        /// Whether another source's act is shown in its place.
        pub is_hidden: bool = "a.shown_as IS NOT NULL",
        /// The publishers that give it.
        pub publishers: BTreeSet<String> = "(SELECT group_concat(publisher, char(31)) FROM (
            SELECT o.publisher FROM cited c JOIN source o ON o.code = c.source WHERE c.seq = a.id
            UNION SELECT o.publisher FROM attestation t JOIN source o ON o.code = t.source
            WHERE t.act = a.id AND t.superseded_seq IS NULL))" via publishers,
    }

    /// One of several acts that stand side by side for one event.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct ConflictingAct {
        /// Under which treaty.
        pub treaty: String = "a.treaty",
        /// The entry of the act that is shown for the event.
        pub shown: i64 = "coalesce(a.shown_as, a.id)";
        /// The act.
        pub act: GivenAct
    }
}

fn publishers(value: ValueRef) -> rusqlite::Result<BTreeSet<String>> {
    let names = value.as_str_or_null()?.unwrap_or_default();
    Ok(names.split('\u{1f}').filter(|name| !name.is_empty()).map(str::to_owned).collect())
}

impl GivenAct {
    /// The day from which it counts.
    #[must_use]
    pub fn day(&self) -> Option<Date> {
        self.date.or(self.latest)
    }
}

impl Store {
    /// The present acts of participants under a treaty, also those that another source's act is shown for.
    pub fn given_acts(&self, treaty: &str) -> Result<Vec<GivenAct>> {
        let rest = "FROM act a WHERE a.treaty = ?1 AND a.participant IS NOT NULL AND a.superseded_seq IS NULL ORDER BY a.id";
        select(&self.connection, rest, [treaty])
    }

    /// Every act that stands beside another one for the same event, under one treaty or all of them; of each event the one
    /// that is shown first. A consent of which a source does not say by which act it was given contradicts none.
    pub fn conflicting_acts(&self, treaty: Option<&str>) -> Result<Vec<ConflictingAct>> {
        self.take_in_asked(treaty)?;
        let only = if treaty.is_some() { "treaty = ?1" } else { "?1 IS NULL" };
        // Only under some treaties do acts stand side by side.
        let rest = format!(
            "FROM act a
             WHERE a.superseded_seq IS NULL
               AND a.treaty IN (SELECT treaty FROM act WHERE beside IS NOT NULL AND {only})
               AND coalesce(a.shown_as, a.id) IN
                 (SELECT o.shown_as FROM act o JOIN act s ON s.id = o.shown_as
                  WHERE o.superseded_seq IS NULL
                    AND NOT (o.act = 'consent-to-be-bound' AND s.act <> o.act AND o.date IS s.date)
                    AND o.treaty IN (SELECT treaty FROM act WHERE beside IS NOT NULL AND {only}))
             ORDER BY a.treaty, a.participant, coalesce(a.shown_as, a.id), a.shown_as IS NOT NULL, a.id"
        );
        select(&self.connection, &rest, [treaty])
    }

    /// Every publisher that a source names.
    pub fn publishers(&self) -> Result<Vec<String>> {
        let sql = "SELECT DISTINCT publisher FROM source WHERE publisher IS NOT NULL AND superseded_seq IS NULL ORDER BY publisher";
        column(&self.connection, sql, [])
    }

    /// The publishers in the order in which their acts are shown, as recorded last.
    pub fn precedence(&self) -> Result<Vec<String>> {
        let sql = "SELECT publisher FROM precedence WHERE superseded_seq IS NULL ORDER BY position";
        column(&self.connection, sql, [])
    }
}
