//! Rows for research, handed on one after the other: a table of any length in the memory of a row.

use rusqlite::{Params, Row, params};

use super::all;
use crate::error::Result;
use crate::model::{Date, Span, Status};
use crate::store::Store;

/// An interval of status, with how its first day is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DatedSpell {
    /// Under which treaty.
    pub treaty: String,
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
    /// published, computed, estimated, window.
    pub basis: &'static str,
    /// The act that opened it, or the act whose effect did.
    pub act: Option<i64>,
}

impl DatedSpell {
    /// How its first day can be known: published, computed by the clause, estimated (only the earliest day by the clause),
    /// or an end of the window of an act whose day is not known.
    pub const BASES: [&'static str; 4] = ["published", "computed", "estimated", "window"];

    /// Its days.
    #[must_use]
    pub fn span(&self) -> Span {
        Span { since: self.since, until: self.until }
    }
}

/// Which of `BASES`, of a spell `s` opened by the act `o`. What is given of a succession is its date; the day in force
/// follows from it. A consent that was withdrawn on a day that its source does not give ends on one that is not known.
const BASIS: &str = "CASE WHEN o.id IS NULL THEN 1
                          WHEN o.withdrawn AND s.status = 'former' THEN 3
                          WHEN s.since IS o.date THEN 0
                          WHEN o.date IS NULL AND s.since IN (o.earliest, o.latest) THEN 3
                          WHEN s.since IS o.effective_on AND o.act <> 'succession' THEN 0
                          WHEN s.since IS o.computed_on THEN iif(o.estimated, 2, 1)
                          WHEN s.since IS o.counts_from THEN 0
                          ELSE 1 END";

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
        let sql = format!(
            "SELECT s.treaty, s.participant, s.since, s.until, s.status, s.uncertain, {BASIS}, s.opened_by
             FROM spell s LEFT JOIN act o ON o.id = s.opened_by WHERE {condition}"
        );
        self.each(&sql, parameters, &mut |row| take(dated(row)?))
    }

    fn each(
        &self,
        sql: &str,
        parameters: impl Params,
        take: &mut dyn FnMut(&Row) -> Result<()>,
    ) -> Result<()> {
        let mut statement = self.connection.prepare_cached(sql)?;
        let mut rows = statement.query(parameters)?;
        while let Some(row) = rows.next()? {
            take(row)?;
        }
        Ok(())
    }

    /// Whose reservations stand under a treaty, and when; those of which the day is not known count from the last day of
    /// their window.
    pub fn reserved(&self, treaty: &str) -> Result<Vec<(String, Span)>> {
        self.take_in(treaty)?;
        let sql = "SELECT participant, coalesce(date, latest), withdrawn_on FROM reservation
                   WHERE treaty = ?1 AND superseded_seq IS NULL AND coalesce(character, kind) = 'reservation'
                     AND coalesce(date, latest) IS NOT NULL
                     AND (withdrawn_on IS NULL OR withdrawn_on > coalesce(date, latest))";
        all(&self.connection, sql, params![treaty], |row| {
            Ok((row.get(0)?, Span { since: row.get(1)?, until: row.get(2)? }))
        })
    }

    /// The first day on which each participant had a status under any treaty.
    pub fn first_spells(&self) -> Result<Vec<(String, Date)>> {
        self.take_in_all()?;
        let sql = "SELECT participant, min(since) FROM spell GROUP BY participant";
        all(&self.connection, sql, [], |row| Ok((row.get(0)?, row.get(1)?)))
    }

    /// The first day on which anybody had a status under a treaty.
    pub fn first_spell_under(&self, treaty: &str) -> Result<Option<Date>> {
        self.take_in(treaty)?;
        let sql = "SELECT min(since) FROM spell WHERE treaty = ?1";
        Ok(self.connection.prepare_cached(sql)?.query_row([treaty], |row| row.get(0))?)
    }
}

/// An act with everything that is recorded of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventRow {
    /// The log entry that recorded it.
    pub id: i64,
    /// Whose act; none: the depositary's, for the whole treaty.
    pub participant: Option<String>,
    /// What.
    pub act: String,
    /// Whether it establishes consent to be bound.
    pub is_consent: bool,
    /// The days: of the act; window of an unknown one, not before and not after; notified; of effect as published, by the
    /// clause, and the one that counts.
    pub days: [Option<Date>; 7],
    /// Whether the day by the clause is only the earliest possible one.
    pub estimated: bool,
    /// Who did it, the territory, the part of the treaty, remarks, what was unusual, what was refused and recorded all the
    /// same; the participant, the heading, the cell and its place in the imported file.
    pub texts: [Option<String>; 10],
    /// Whether the source shows that it was withdrawn since, on a day that it does not give.
    pub withdrawn: bool,
    /// Support.
    pub confidence: String,
    /// Codes of its sources, separated by `;`.
    pub sources: String,
}

impl Store {
    /// Every act under a treaty that counts and was done by `day` or can have been, by participant and day.
    pub fn each_event(
        &self,
        treaty: &str,
        day: Date,
        take: &mut dyn FnMut(EventRow) -> Result<()>,
    ) -> Result<()> {
        self.take_in(treaty)?;
        let sql = "SELECT a.id, a.participant, a.act, w.consent, a.date, a.earliest, a.latest, a.notified_on, a.effective_on,
                          a.computed_on, a.counts_from, a.estimated, nullif(a.done_by, a.participant), a.territory, a.scope,
                          a.note, coalesce(a.remark, a.flag), a.forced, a.raw_name, a.raw_header, a.raw_cell, a.raw_place,
                          a.withdrawn, a.confidence, a.sources
                   FROM act a JOIN act_word w ON w.act = a.act
                   WHERE a.treaty = ?1 AND a.superseded_seq IS NULL AND a.shown_as IS NULL
                     AND (coalesce(a.date, a.earliest) IS NULL OR coalesce(a.date, a.earliest) <= ?2)
                   ORDER BY a.participant, coalesce(a.date, a.latest), a.id";
        self.each(sql, params![treaty, day], &mut |row| {
            let mut days = [None; 7];
            for (place, day) in days.iter_mut().enumerate() {
                *day = row.get(4 + place)?;
            }
            let mut texts: [Option<String>; 10] = Default::default();
            for (place, text) in texts.iter_mut().enumerate() {
                *text = row.get(12 + place)?;
            }
            take(EventRow {
                id: row.get(0)?,
                participant: row.get(1)?,
                act: row.get(2)?,
                is_consent: row.get(3)?,
                days,
                estimated: row.get(11)?,
                texts,
                withdrawn: row.get(22)?,
                confidence: row.get(23)?,
                sources: row.get(24)?,
            })
        })
    }
}

/// An interval of status with the acts on which it rests.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RestingSpell {
    /// The interval.
    pub spell: DatedSpell,
    /// The status after it; none where no end is known.
    pub next: Option<Status>,
    /// Entries: the act that closed it, or whose effect does; the signature, the consent and the act of leaving that stand.
    pub acts: [Option<i64>; 4],
    /// Days of the signature and of the consent, and from when the treaty is in force by that consent.
    pub days: [Option<Date>; 3],
}

impl Store {
    /// Every interval of status under a treaty with what it rests on, by participant and day.
    pub fn each_resting_spell(
        &self,
        treaty: &str,
        take: &mut dyn FnMut(RestingSpell) -> Result<()>,
    ) -> Result<()> {
        self.take_in(treaty)?;
        let sql = format!(
            "SELECT s.treaty, s.participant, s.since, s.until, s.status, s.uncertain, {BASIS}, s.opened_by,
                    (SELECT n.status FROM spell n
                     WHERE n.treaty = s.treaty AND n.participant = s.participant AND n.since = s.until),
                    s.closed_by, s.signature, s.consent, s.exit, coalesce(g.date, g.latest), coalesce(c.date, c.latest),
                    c.counts_from
             FROM spell s LEFT JOIN act o ON o.id = s.opened_by LEFT JOIN act g ON g.id = s.signature
             LEFT JOIN act c ON c.id = s.consent
             WHERE s.treaty = ?1 ORDER BY s.participant, s.since"
        );
        self.each(&sql, [treaty], &mut |row| {
            take(RestingSpell {
                spell: dated(row)?,
                next: row.get(8)?,
                acts: [row.get(9)?, row.get(10)?, row.get(11)?, row.get(12)?],
                days: [row.get(13)?, row.get(14)?, row.get(15)?],
            })
        })
    }
}

fn dated(row: &Row) -> rusqlite::Result<DatedSpell> {
    Ok(DatedSpell {
        treaty: row.get(0)?,
        participant: row.get(1)?,
        since: row.get(2)?,
        until: row.get(3)?,
        status: row.get(4)?,
        uncertain: row.get(5)?,
        basis: DatedSpell::BASES[usize::from(row.get::<_, u8>(6)?.min(3))],
        act: row.get(7)?,
    })
}
