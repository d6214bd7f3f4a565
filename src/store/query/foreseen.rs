//! Where something may come to pass on certain days by what was done up to a day before them.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;

use rusqlite::named_params;

use super::acts::list;

use crate::error::Result;
use crate::law::{NoticeWindow, Rule};
use crate::model::Date;
use crate::store::file::Store;
use crate::store::law_input;
use crate::store::rows::{all, codes, column, rows, select};

rows! {
    /// A membership that begins or ends.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct SeatChange {
        /// The group.
        pub group: String = "group_code",
        /// Its name.
        pub group_name: String = "name",
        /// Whose.
        pub participant: String = "participant",
        /// The first day with it, or the first without.
        pub day: Date = "day",
        /// Whether it begins; else it ends.
        pub begins: bool = "begins",
        /// The log entry that recorded the membership.
        pub membership: i64 = "membership",
        /// Codes of its sources.
        pub sources: Vec<String> = "sources" via codes,
    }

    /// An invitation to accede.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct InvitationRow {
        /// To which treaty.
        pub treaty: String = "a.treaty",
        /// Who is invited.
        pub participant: String = "a.participant",
        /// The day of the newest invitation.
        pub day: Date = "a.date",
        /// The log entry that recorded it.
        pub act: i64 = "a.id",
    }
}

impl Store {
    /// The treaties under which an act done up to `on` may take effect on one of `days`, published or by the clause; those
    /// that enter into force or end on one of them; and those whose participants leave with another one, or consent with it.
    pub fn treaties_astir(&self, on: Date, days: &RangeInclusive<Date>) -> Result<BTreeSet<String>> {
        self.take_in_all()?;
        let sql = "WITH astir AS (
               -- Nearly every act has such a day: the table is read as it stands, and not by an index.
               SELECT DISTINCT treaty FROM act NOT INDEXED
               WHERE superseded_seq IS NULL AND shown_as IS NULL AND coalesce(date, latest) <= :on
                 AND (counts_from BETWEEN :since AND :until OR effective_on BETWEEN :since AND :until
                      OR computed_on BETWEEN :since AND :until))
             SELECT treaty FROM astir
             UNION SELECT c.treaty FROM clause_treaty r JOIN clause c ON c.id = r.clause
                   WHERE c.kind IN ('cessation', 'entailment') AND c.superseded_seq IS NULL AND r.other IN (SELECT treaty FROM astir)
             UNION SELECT code FROM treaty
                   WHERE superseded_seq IS NULL AND (met_on IS NULL OR met_on <= :on OR met_by IS NULL)
                     AND (coalesce(in_force_on, announced_on) BETWEEN :since AND :until
                          OR computed_on BETWEEN :since AND :until OR ended_on BETWEEN :since AND :until)";
        let parameters = named_params! { ":on": on, ":since": days.start(), ":until": days.end() };
        Ok(column(&self.connection, sql, parameters)?.into_iter().collect())
    }

    /// The windows outside which no notice can be given, by treaty.
    pub fn notice_windows(&self) -> Result<Vec<(String, NoticeWindow)>> {
        let mut windows = Vec::new();
        law_input::clauses(&self.connection, "kind = 'window'", [], |treaty, clause| {
            if let Rule::Window(window) = clause.rule {
                windows.push((treaty.to_owned(), window));
            }
        })?;
        Ok(windows)
    }

    /// The days on which a treaty enters into force for somebody, by whatever is published or follows by a clause, and its own.
    pub fn days_in_force(&self, treaty: &str) -> Result<BTreeSet<Date>> {
        self.take_in(treaty)?;
        let sql = "SELECT counts_from, effective_on, computed_on FROM act WHERE treaty = ?1 AND superseded_seq IS NULL
                   UNION ALL SELECT in_force_on, announced_on, computed_on FROM treaty WHERE code = ?1";
        let days = all::<(Option<Date>, Option<Date>, Option<Date>)>(&self.connection, sql, [treaty])?;
        Ok(days.into_iter().flat_map(|(one, two, three)| [one, two, three]).flatten().collect())
    }

    /// The treaties, of some or of all, with statements of a day up to `on` that lapse on one of `days`, or whose day rests on a
    /// clause: open to objections, made known from `from` on or under a treaty that sets a time of its own, or made for the time
    /// that the treaty gives.
    pub fn treaties_with_open_statements(
        &self,
        under: Option<&[&str]>,
        on: Date,
        from: Option<Date>,
        days: &RangeInclusive<Date>,
    ) -> Result<BTreeSet<String>> {
        let sql = format!("SELECT DISTINCT treaty FROM reservation r
             WHERE {} AND superseded_seq IS NULL AND coalesce(date, latest) <= :on
               AND (lapses_on BETWEEN :since AND :until
                    OR (coalesce(character, kind) = 'reservation'
                        AND (coalesce(notified_on, date, latest) >= :from
                             OR EXISTS (SELECT 1 FROM clause c WHERE c.treaty = r.treaty AND c.superseded_seq IS NULL
                                        AND (c.kind IN ('objection', 'acceptance')
                                             OR (c.kind = 'duration' AND c.applies_to = 'reservation'))))))", self.among("treaty", under)?);
        let parameters = named_params! {
            ":on": on, ":since": days.start(), ":until": days.end(), ":from": from, ":under": under.map(list),
        };
        Ok(column(&self.connection, &sql, parameters)?.into_iter().collect())
    }

    /// The invitations to accede of these days where that is the newest of the participant up to `on`, and whose consent
    /// does not stand on `on`; to conventions of the Council of Europe, some or all.
    pub fn invitations_open(
        &self,
        under: Option<&[&str]>,
        on: Date,
        since: Date,
    ) -> Result<Vec<InvitationRow>> {
        let rest = format!("FROM treaty t CROSS JOIN act a ON a.treaty = t.code
             WHERE {} AND a.act = 'invitation' AND a.superseded_seq IS NULL AND a.shown_as IS NULL AND a.date BETWEEN :since AND :on
               AND t.depositary LIKE '%Council of Europe%'
               AND NOT EXISTS (SELECT 1 FROM act n WHERE n.treaty = a.treaty AND n.participant = a.participant
                               AND n.act = 'invitation' AND n.superseded_seq IS NULL AND n.shown_as IS NULL
                               AND n.date > a.date AND n.date <= :on)
               AND NOT EXISTS (SELECT 1 FROM spell s JOIN status_word w USING (status)
                               WHERE s.treaty = a.treaty AND s.participant = a.participant AND w.consented
                                 AND s.since <= :on AND (s.until IS NULL OR s.until > :on))
             ORDER BY a.treaty, a.participant", self.among("t.code", under)?);
        let parameters = named_params! { ":on": on, ":since": since, ":under": under.map(list) };
        select(&self.connection, &rest, parameters)
    }

    /// The condition that a treaty is one of `:under`, or any where none are named; those are then taken in.
    fn among(&self, treaty: &str, under: Option<&[&str]>) -> Result<String> {
        let Some(under) = under else {
            self.take_in_all()?;
            return Ok(":under IS NULL".to_owned());
        };
        for treaty in under {
            self.take_in(treaty)?;
        }
        Ok(format!("{treaty} IN (SELECT value FROM json_each(:under))"))
    }

    /// The seats that begin or end on these days and that were recorded by the end of `on`: nobody can tell from the record
    /// when a membership recorded later was decided.
    pub fn seat_changes(&self, on: Date, days: &RangeInclusive<Date>) -> Result<Vec<SeatChange>> {
        let of = "FROM seat s JOIN participant_group g ON g.code = s.group_code JOIN membership m ON m.id = s.membership";
        let rest = format!(
            "FROM (SELECT s.group_code, g.name, s.participant, s.since AS day, 1 AS begins, s.membership, m.sources {of}
                   WHERE s.since BETWEEN :since AND :until AND m.id <= :known
                   UNION ALL
                   SELECT s.group_code, g.name, s.participant, s.until, 0, s.membership, m.sources {of}
                   WHERE s.until BETWEEN :since AND :until AND m.id <= :known)
             ORDER BY day, group_code, participant"
        );
        let known = self.entry_on(on)?;
        let parameters = named_params! { ":since": days.start(), ":until": days.end(), ":known": known };
        select(&self.connection, &rest, parameters)
    }
}
