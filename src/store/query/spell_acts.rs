//! From signature to consent, and from consent to entry into force.

use std::collections::BTreeSet;

use rusqlite::params;

use crate::error::Result;
use crate::law::Spell;
use crate::model::{ActKind, Date};
use crate::store::file::Store;
use crate::store::rows::{Columns, column, if_any, rows};

rows! {
    /// An act on which an interval of status rests.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct SpellAct {
        /// The log entry that recorded it.
        pub id: i64 = "a.id",
        /// Who did it: also a union of States that has since ended.
        pub doer: String = "coalesce(a.done_by, a.participant)",
        /// What.
        pub kind: ActKind = "a.act",
        /// Its day; none where that is not known.
        pub date: Option<Date> = "a.date",
        /// The day of effect that counts; none where there is none, or none is known.
        pub effect: Option<Date> = "a.counts_from",
        /// Whether that is only the earliest possible day.
        pub estimated: bool = "a.estimated AND a.counts_from IS a.computed_on AND a.counts_from IS NOT a.effective_on",
    }
}

/// An interval of status with the signature and the consent that stand in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SpellWithActs {
    /// Under which treaty.
    pub treaty: String,
    /// The interval.
    pub spell: Spell,
    /// The signature.
    pub signature: Option<SpellAct>,
    /// The consent.
    pub consent: Option<SpellAct>,
}

impl Store {
    /// Every interval of status that began by `day`, under one treaty or under all, by treaty, participant and day.
    pub fn spells_with_acts(&self, treaty: Option<&str>, day: Date) -> Result<Vec<SpellWithActs>> {
        self.take_in_asked(treaty)?;
        let whose = if treaty.is_some() { "s.treaty = ?1" } else { "?1 IS NULL" };
        let act = |row: &str| SpellAct::columns().replace("a.", row);
        // Of a consent under another treaty that is one to this too: its day of effect under this one.
        let consent = act("c.")
            .replace("c.counts_from", "iif(e.act IS NULL, c.counts_from, e.counts_from)")
            .replace("c.estimated", "iif(e.act IS NULL, c.estimated, e.estimated)")
            .replace("c.computed_on", "iif(e.act IS NULL, c.computed_on, e.computed_on)")
            .replace("c.effective_on", "iif(e.act IS NULL, c.effective_on, NULL)");
        let sql = format!(
            "SELECT s.treaty, {}, {}, {}
             FROM spell s LEFT JOIN act g ON g.id = s.signature LEFT JOIN act c ON c.id = s.consent
             LEFT JOIN entailed_consent e ON e.treaty = s.treaty AND e.act = s.consent
             WHERE {whose} AND s.since <= ?2 ORDER BY s.treaty, s.participant, s.since",
            Spell::columns(),
            act("g."),
            consent
        );
        let mut statement = self.connection.prepare_cached(&sql)?;
        let rows = statement.query_map(params![treaty, day], |row| {
            let (signature, consent) = (1 + Spell::COUNT, 1 + Spell::COUNT + SpellAct::COUNT);
            Ok(SpellWithActs {
                treaty: row.get(0)?,
                spell: Spell::read(row, 1)?,
                signature: if_any(row, signature)?,
                consent: if_any(row, consent)?,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The numbers of the treaties of which the record tells that they were not in force on `day`: their conditions are
    /// known, and not met.
    pub fn not_in_force(&self, day: Date) -> Result<BTreeSet<String>> {
        let sql = "SELECT code FROM treaty t
                   WHERE superseded_seq IS NULL AND coalesce(in_force_on, announced_on, computed_on, '9999-12-31') > ?1
                     AND coalesce(undetermined_on, '9999-12-31') > ?1
                     AND EXISTS (SELECT 1 FROM clause c
                                 WHERE c.treaty = t.code AND c.kind = 'threshold' AND c.superseded_seq IS NULL)";
        Ok(column(&self.connection, sql, [day])?.into_iter().collect())
    }
}
