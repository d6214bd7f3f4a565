//! What changes in law from day to day: one status after another, and what begins and ends beside it.

use std::ops::RangeInclusive;

use rusqlite::named_params;

use crate::error::Result;
use crate::model::{Date, Mode, Status};
use crate::store::file::Store;
use crate::store::rows::{Columns, rows, select};

rows! {
    /// A day on which the status of a participant under a treaty becomes another.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct StatusChange {
        /// Under which treaty.
        pub treaty: String = "treaty",
        /// Whose.
        pub participant: String = "participant",
        /// The first day of the new status.
        pub day: Date = "day",
        /// The status before.
        pub from: Status = "before",
        /// The status from that day on.
        pub to: Status = "after",
        /// Whether the new status lies inside the window of an act whose day is not known.
        pub uncertain: bool = "uncertain",
        /// The act that brings it, or whose effect does; none where the treaty or the participant ends.
        pub act: Option<i64> = "act",
    }

    /// A day on which a mode of application begins or ends.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct ModeChange {
        /// Under which treaty.
        pub treaty: String = "treaty",
        /// Whose.
        pub participant: String = "participant",
        /// The first day with it, or the first without.
        pub day: Date = "day",
        /// The mode.
        pub mode: Mode = "mode",
        /// Whether it begins; else it ends.
        pub begins: bool = "begins",
        /// The part of the treaty concerned, in words; none: the whole.
        pub scope: Option<String> = "scope",
        /// The act that begins or ends it.
        pub act: Option<i64> = "act",
    }
}

/// Whose changes are asked for.
#[derive(Debug, Clone, Copy, Default)]
pub struct Whose<'a> {
    /// Only those under this treaty.
    pub treaty: Option<&'a str>,
    /// Only those of this participant.
    pub participant: Option<&'a str>,
}

impl Whose<'_> {
    /// The condition on the rows called `row`, so that an index serves what is asked for.
    fn condition(self, row: &str) -> String {
        let treaty =
            if self.treaty.is_some() { &format!("{row}.treaty = :treaty") } else { ":treaty IS NULL" };
        let participant = if self.participant.is_some() {
            &format!("{row}.participant = :participant")
        } else {
            ":participant IS NULL"
        };
        format!("{treaty} AND {participant}")
    }
}

impl Store {
    /// The changes of status on these days, in order of time. Spells have no index by day: all are looked at
    /// that are of the treaty or the participant asked for.
    pub fn status_changes(&self, days: &RangeInclusive<Date>, whose: Whose) -> Result<Vec<StatusChange>> {
        let asked = whose.condition("s");
        // A last spell that ends is the end of its participant.
        let rest = format!(
            "FROM (
             SELECT s.treaty, s.participant, s.since AS day, coalesce(b.status, 'none') AS before, s.status AS after,
                    s.uncertain, s.opened_by AS act
             FROM spell s
             LEFT JOIN spell b ON b.treaty = s.treaty AND b.participant = s.participant AND b.until = s.since
             WHERE s.since BETWEEN :since AND :until AND s.status <> coalesce(b.status, 'none')
               AND {asked}
             UNION ALL
             SELECT s.treaty, s.participant, s.until, s.status, 'none', 0, NULL
             FROM spell s
             WHERE s.until BETWEEN :since AND :until AND s.status <> 'none'
               AND {asked}
               AND NOT EXISTS (SELECT 1 FROM spell n WHERE n.treaty = s.treaty AND n.participant = s.participant AND n.since = s.until))
             ORDER BY day, treaty, participant"
        );
        self.changes(&rest, days, whose)
    }

    /// The modes that begin or end on these days, in order of time. What ends one is the newest act of its participant,
    /// or of the depositary for all, that was done on that day or took effect on it.
    pub fn mode_changes(&self, days: &RangeInclusive<Date>, whose: Whose) -> Result<Vec<ModeChange>> {
        let asked = whose.condition("m");
        let rest = format!(
            "FROM (
             SELECT m.treaty, m.participant, m.since AS day, m.mode, 1 AS begins, m.scope, m.opened_by AS act FROM mode m
             WHERE m.since BETWEEN :since AND :until
               AND {asked}
             UNION ALL
             SELECT m.treaty, m.participant, m.until, m.mode, 0, m.scope,
                    (SELECT a.id FROM act a
                     WHERE a.treaty = m.treaty AND coalesce(a.participant, m.participant) = m.participant
                       AND a.superseded_seq IS NULL AND m.until IN (coalesce(a.date, a.latest), a.counts_from)
                     ORDER BY coalesce(a.date, a.latest) = m.until DESC, a.id DESC LIMIT 1)
             FROM mode m
             WHERE m.until BETWEEN :since AND :until
               AND {asked})
             ORDER BY day, treaty, participant, begins"
        );
        self.changes(&rest, days, whose)
    }

    fn changes<T: Columns>(&self, rest: &str, days: &RangeInclusive<Date>, whose: Whose) -> Result<Vec<T>> {
        let parameters = named_params! {
            ":since": days.start(),
            ":until": days.end(),
            ":treaty": whose.treaty,
            ":participant": whose.participant,
        };
        select(&self.connection, rest, parameters)
    }
}
