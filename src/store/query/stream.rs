//! Rows for research, handed on one after the other: a table of any length in the memory of a row.

use rusqlite::{Params, params};

use super::acts::{ActRow, list};
use crate::error::Result;
use crate::law::Spell;
use crate::model::{Date, DayBasis, Mode, Span, Status};
use crate::store::file::Store;
use crate::store::rows::{all, one, rows, select_each, select_with};

rows! {
    /// An interval of status, with how its first day is known.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct DatedSpell {
        /// Under which treaty.
        pub treaty: String = "s.treaty",
        /// How its first day is known, by the act `o` that opened it. What is given of a succession is its date; the day in
        /// force follows from it. A consent that was withdrawn on a day that its source does not give ends on one that is
        /// not known.
        pub basis: DayBasis = "CASE WHEN o.id IS NULL THEN 'computed'
                                    WHEN o.withdrawn AND s.status = 'former' THEN 'window'
                                    WHEN s.since IS o.date THEN 'published'
                                    WHEN o.date IS NULL AND s.since IN (o.earliest, o.latest) THEN 'window'
                                    WHEN s.treaty <> o.treaty AND o.id = s.consent THEN 'computed'
                                    WHEN s.since IS o.effective_on AND o.act <> 'succession' THEN 'published'
                                    WHEN s.since IS o.computed_on THEN iif(o.estimated, 'estimated', 'computed')
                                    WHEN s.since IS o.counts_from THEN 'published'
                                    ELSE 'computed' END";
        /// The interval.
        pub spell: Spell
    }

    /// The same with the days of the acts on which it rests.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct SpellInFull {
        /// The status after it; none where no end is known.
        pub next: Option<Status> = "(SELECT n.status FROM spell n
                                     WHERE n.treaty = s.treaty AND n.participant = s.participant AND n.since = s.until)",
        /// Day of the signature.
        pub signed_on: Option<Date> = "coalesce(g.date, g.latest)",
        /// Day of the consent.
        pub consented_on: Option<Date> = "coalesce(c.date, c.latest)",
        /// From when the treaty is in force by that consent.
        pub in_force_on: Option<Date> = "iif(e.act IS NULL, c.counts_from, e.counts_from)";
        /// The interval.
        pub dated: DatedSpell
    }

    /// An act with everything that is recorded of it.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct EventRow {
        /// What was unusual in it when it was recorded.
        pub flag: Option<String> = "a.flag",
        /// What was refused and recorded all the same.
        pub forced: Option<String> = "a.forced",
        /// The participant in the imported file.
        pub raw_name: Option<String> = "a.raw_name",
        /// The heading there.
        pub raw_header: Option<String> = "a.raw_header",
        /// The cell there.
        pub raw_cell: Option<String> = "a.raw_cell",
        /// The place of that cell.
        pub raw_place: Option<String> = "a.raw_place",
        /// Whether the source shows that it was withdrawn since, on a day that it does not give.
        pub withdrawn: bool = "a.withdrawn";
        /// The act.
        pub act: ActRow
    }
}

impl Store {
    /// Every interval of status under a treaty, by participant and day.
    pub fn each_spell_under(
        &self,
        treaty: &str,
        take: &mut dyn FnMut(DatedSpell) -> Result<()>,
    ) -> Result<()> {
        self.take_in(treaty)?;
        self.each_spell("s.treaty = ?1 ORDER BY s.participant, s.since", [treaty], take)
    }

    /// Every interval of status of a participant, by treaty and day.
    pub fn each_spell_of(
        &self,
        participant: &str,
        take: &mut dyn FnMut(DatedSpell) -> Result<()>,
    ) -> Result<()> {
        self.take_in_all()?;
        self.each_spell("s.participant = ?1 ORDER BY s.treaty, s.since", [participant], take)
    }

    fn each_spell(
        &self,
        condition: &str,
        parameters: impl Params,
        take: &mut dyn FnMut(DatedSpell) -> Result<()>,
    ) -> Result<()> {
        let rest = format!("FROM spell s LEFT JOIN act o ON o.id = s.opened_by WHERE {condition}");
        select_each(&self.connection, &rest, parameters, take)
    }

    /// Whose reservations stand under a treaty, their own or kept of another, and when; those of which the day is not known
    /// count from the last day of their window.
    pub fn reserved(&self, treaty: &str) -> Result<Vec<(String, Span)>> {
        self.take_in(treaty)?;
        let rest = "FROM (SELECT participant, stands_from AS since, stands_until AS until FROM reservation
                          WHERE treaty = ?1 AND superseded_seq IS NULL AND coalesce(character, kind) = 'reservation'
                          UNION ALL SELECT k.participant, k.since, k.until
                          FROM kept_reservation k JOIN reservation r ON r.id = k.reservation
                          WHERE k.treaty = ?1 AND coalesce(r.character, r.kind) = 'reservation'
                          UNION ALL SELECT k.participant, k.since, k.until
                          FROM carried_statement k JOIN reservation r ON r.id = k.statement
                          WHERE k.treaty = ?1 AND coalesce(r.character, r.kind) = 'reservation')
                    WHERE since IS NOT NULL AND (until IS NULL OR until > since)";
        select_with(&self.connection, "participant", rest, [treaty])
    }

    /// Whose reservations may stand under a treaty, and when: those of which the day is not known, up to the last day of their
    /// window, those that wait for an acceptance that may not be recorded, and what may stand there from another treaty.
    pub fn perhaps_reserved(&self, treaty: &str) -> Result<Vec<(String, Span)>> {
        let sql = "SELECT participant, coalesce(date, earliest), iif(acceptance IS NULL, latest, withdrawn_on) FROM reservation
                   WHERE treaty = ?1 AND superseded_seq IS NULL AND coalesce(character, kind) = 'reservation'
                     AND (date IS NULL OR (acceptance = 'awaited' AND decided_on IS NULL))
                   UNION ALL SELECT k.participant, k.earliest, k.since
                   FROM carried_statement k JOIN reservation r ON r.id = k.statement
                   WHERE k.treaty = ?1 AND k.earliest IS NOT NULL AND coalesce(r.character, r.kind) = 'reservation'
                   UNION ALL SELECT DISTINCT s.participant, date(o.statements_complete_to, '+1 day'), NULL
                   FROM clause c
                   JOIN clause_treaty l ON l.clause = c.id
                   JOIN treaty o ON o.code = l.other
                   JOIN spell s ON s.treaty = c.treaty
                   WHERE c.treaty = ?1 AND c.kind = 'carried' AND c.applies_to = 'reservation' AND c.superseded_seq IS NULL";
        let rows: Vec<(String, Option<Date>, Option<Date>)> = all(&self.connection, sql, [treaty])?;
        let rows = rows.into_iter();
        Ok(rows
            .map(|(code, since, until)| (code, Span { since: since.unwrap_or(Date::FIRST), until }))
            .collect())
    }

    /// Who is bound without its own consent under a treaty, how, and when, and of whom nobody knows whether it is.
    pub fn without_consent(&self, treaty: &str) -> Result<Vec<(String, Mode, Span)>> {
        let sql = "SELECT participant, mode, since, until FROM mode
                   WHERE treaty = ?1 AND mode IN (SELECT value FROM json_each(?2)) ORDER BY participant, since";
        let rows: Vec<(String, Mode, Date, Option<Date>)> =
            all(&self.connection, sql, [treaty, &list(&Mode::WITHOUT_CONSENT.map(Mode::word))])?;
        Ok(rows.into_iter().map(|(code, mode, since, until)| (code, mode, Span { since, until })).collect())
    }

    /// The first day on which each participant had a status under any treaty.
    pub fn first_spells(&self) -> Result<Vec<(String, Date)>> {
        self.take_in_all()?;
        let sql = "SELECT code, first FROM (
                       SELECT code, (SELECT min(since) FROM spell WHERE participant = code) AS first FROM participant)
                   WHERE first IS NOT NULL";
        all(&self.connection, sql, [])
    }

    /// The first day on which anybody had a status under a treaty.
    pub fn first_spell_under(&self, treaty: &str) -> Result<Option<Date>> {
        self.take_in(treaty)?;
        let sql = "SELECT min(since) FROM spell WHERE treaty = ?1";
        Ok(one(&self.connection, sql, [treaty])?.flatten())
    }

    /// Every act under a treaty that counts and was done by `day` or can have been, by participant and day.
    pub fn each_event(
        &self,
        treaty: &str,
        day: Date,
        take: &mut dyn FnMut(EventRow) -> Result<()>,
    ) -> Result<()> {
        self.take_in(treaty)?;
        let rest = "FROM act a LEFT JOIN clause c ON c.id = a.computed_by
                    WHERE a.treaty = ?1 AND a.superseded_seq IS NULL AND a.shown_as IS NULL
                      AND (coalesce(a.date, a.earliest) IS NULL OR coalesce(a.date, a.earliest) <= ?2)
                    ORDER BY a.participant, coalesce(a.date, a.latest), a.id";
        select_each(&self.connection, rest, params![treaty, day], take)
    }

    /// Every interval of status under a treaty with what it rests on, by participant and day.
    pub fn each_spell_in_full(
        &self,
        treaty: &str,
        take: &mut dyn FnMut(SpellInFull) -> Result<()>,
    ) -> Result<()> {
        self.take_in(treaty)?;
        let rest = "FROM spell s LEFT JOIN act o ON o.id = s.opened_by LEFT JOIN act g ON g.id = s.signature
                    LEFT JOIN act c ON c.id = s.consent
                    LEFT JOIN entailed_consent e ON e.treaty = s.treaty AND e.act = s.consent
                    WHERE s.treaty = ?1 ORDER BY s.participant, s.since";
        select_each(&self.connection, rest, [treaty], take)
    }
}
