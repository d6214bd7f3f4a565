//! Rows for research, handed on one after the other: a table of any length in the memory of a row.

use rusqlite::{Params, params};

use crate::error::Result;
use crate::model::{Date, DayBasis, Span, Status};
use crate::store::file::Store;
use crate::store::rows::{all, rows, select_each, select_with};

rows! {
    /// An interval of status, with how its first day is known.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct DatedSpell {
        /// Under which treaty.
        pub treaty: String = "s.treaty",
        /// Whose.
        pub participant: String = "s.participant",
        /// First day.
        pub since: Date = "s.since",
        /// First day no longer.
        pub until: Option<Date> = "s.until",
        /// The status.
        pub status: Status = "s.status",
        /// Whether it lies inside the window of an act whose day is not known.
        pub uncertain: bool = "s.uncertain",
        /// How its first day is known, by the act `o` that opened it. What is given of a succession is its date; the day in
        /// force follows from it. A consent that was withdrawn on a day that its source does not give ends on one that is
        /// not known.
        pub basis: DayBasis = "CASE WHEN o.id IS NULL THEN 'computed'
                                    WHEN o.withdrawn AND s.status = 'former' THEN 'window'
                                    WHEN s.since IS o.date THEN 'published'
                                    WHEN o.date IS NULL AND s.since IN (o.earliest, o.latest) THEN 'window'
                                    WHEN s.since IS o.effective_on AND o.act <> 'succession' THEN 'published'
                                    WHEN s.since IS o.computed_on THEN iif(o.estimated, 'estimated', 'computed')
                                    WHEN s.since IS o.counts_from THEN 'published'
                                    ELSE 'computed' END",
        /// The act that opened it, or the act whose effect did.
        pub act: Option<i64> = "s.opened_by",
    }

    /// An interval of status with the acts on which it rests.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct SpellInFull {
        /// The status after it; none where no end is known.
        pub next: Option<Status> = "(SELECT n.status FROM spell n
                                     WHERE n.treaty = s.treaty AND n.participant = s.participant AND n.since = s.until)",
        /// The act that closed it, or whose effect does.
        pub closed_by: Option<i64> = "s.closed_by",
        /// The signature that stands.
        pub signature: Option<i64> = "s.signature",
        /// The consent that stands.
        pub consent: Option<i64> = "s.consent",
        /// The act of leaving that stands.
        pub exit: Option<i64> = "s.exit",
        /// Day of the signature.
        pub signed_on: Option<Date> = "coalesce(g.date, g.latest)",
        /// Day of the consent.
        pub consented_on: Option<Date> = "coalesce(c.date, c.latest)",
        /// From when the treaty is in force by that consent.
        pub in_force_on: Option<Date> = "c.counts_from";
        /// The interval.
        pub spell: DatedSpell
    }

    /// An act with everything that is recorded of it.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct EventRow {
        /// The log entry that recorded it.
        pub id: i64 = "a.id",
        /// Whose act; none: the depositary's, for the whole treaty.
        pub participant: Option<String> = "a.participant",
        /// What.
        pub act: String = "a.act",
        /// Whether it establishes consent to be bound.
        pub is_consent: bool = "w.consent",
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
        /// The day of effect that counts.
        pub counts_from: Option<Date> = "a.counts_from",
        /// Whether the day by the clause is only the earliest possible one.
        pub estimated: bool = "a.estimated",
        /// Who did it, where that was another.
        pub done_by: Option<String> = "nullif(a.done_by, a.participant)",
        /// The territory concerned.
        pub territory: Option<String> = "a.territory",
        /// The part of the treaty concerned.
        pub scope: Option<String> = "a.scope",
        /// Remarks.
        pub note: Option<String> = "a.note",
        /// What is unusual in it, or was when it was recorded.
        pub remark: Option<String> = "coalesce(a.remark, a.flag)",
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
        pub withdrawn: bool = "a.withdrawn",
        /// Support.
        pub confidence: String = "a.confidence",
        /// Codes of its sources, separated by `;`.
        pub sources: String = "a.sources",
    }
}

impl DatedSpell {
    /// Its days.
    #[must_use]
    pub fn span(&self) -> Span {
        Span { since: self.since, until: self.until }
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

    /// Whose reservations stand under a treaty, and when; those of which the day is not known count from the last day of
    /// their window.
    pub fn reserved(&self, treaty: &str) -> Result<Vec<(String, Span)>> {
        self.take_in(treaty)?;
        let rest = "FROM (SELECT participant, coalesce(date, latest) AS since, withdrawn_on AS until FROM reservation
                    WHERE treaty = ?1 AND superseded_seq IS NULL AND coalesce(character, kind) = 'reservation')
                    WHERE since IS NOT NULL AND (until IS NULL OR until > since)";
        select_with(&self.connection, "participant", rest, [treaty])
    }

    /// The first day on which each participant had a status under any treaty.
    pub fn first_spells(&self) -> Result<Vec<(String, Date)>> {
        self.take_in_all()?;
        let sql = "SELECT participant, min(since) FROM spell GROUP BY participant";
        all(&self.connection, sql, [])
    }

    /// The first day on which anybody had a status under a treaty.
    pub fn first_spell_under(&self, treaty: &str) -> Result<Option<Date>> {
        self.take_in(treaty)?;
        let sql = "SELECT min(since) FROM spell WHERE treaty = ?1";
        Ok(self.connection.prepare_cached(sql)?.query_row([treaty], |row| row.get(0))?)
    }

    /// Every act under a treaty that counts and was done by `day` or can have been, by participant and day.
    pub fn each_event(
        &self,
        treaty: &str,
        day: Date,
        take: &mut dyn FnMut(EventRow) -> Result<()>,
    ) -> Result<()> {
        self.take_in(treaty)?;
        let rest = "FROM act a JOIN act_word w ON w.act = a.act
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
                    WHERE s.treaty = ?1 ORDER BY s.participant, s.since";
        select_each(&self.connection, rest, [treaty], take)
    }
}
