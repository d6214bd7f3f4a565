//! Reservations, declarations, objections and other statements, as they stand in the file.

use std::collections::HashMap;
use std::ops::Deref;

use rusqlite::types::ValueRef;
use rusqlite::{Connection, Params};

use super::rows::{all, codes, columns, rows, select};
use crate::error::Result;
use crate::law::{Outcome, Statement};
use crate::model::{Date, ReservationBody, Sources, StatementKind};

rows! {
    /// A reservation, declaration or other statement as it is recorded, and what follows for it.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct ReservationRow {
        /// The log entry that recorded it.
        pub id: i64 = "id",
        /// Window of an unknown day: not before.
        pub earliest: Option<Date> = "earliest",
        /// Window of an unknown day: not after.
        pub latest: Option<Date> = "latest",
        /// First day it no longer stands: withdrawn, lapsed, or its author no longer a party.
        pub withdrawn_on: Option<Date> = "withdrawn_on",
        /// The withdrawal that ended it; none where it ended otherwise.
        pub ended_by: Option<i64> = "ended_by",
        /// First day on which it has effect; none where that is not known, or it never has.
        pub stands_from: Option<Date> = "stands_from",
        /// First day on which it has none: withdrawn, lapsed, or not confirmed with the consent.
        pub stands_until: Option<Date> = "stands_until",
        /// Whether a reservation that needs acceptance is accepted: accepted, awaited, fell; none where it needs none.
        pub acceptance: Option<String> = "acceptance",
        /// The day on which it is accepted, or came to nothing; before it, it is pending.
        pub decided_on: Option<Date> = "decided_on";
        /// What was recorded. What it refers to is the present entry of that; the entry as recorded, where that no longer
        /// counts.
        pub body: ReservationBody
    }
}

impl ReservationRow {
    /// Whether it is an objection to an amendment that stands on `day`.
    #[must_use]
    pub fn keeps_out_on(&self, day: Date) -> bool {
        self.statement == StatementKind::ObjectionToAmendment.word()
            && self.date.or(self.latest).is_some_and(|done| done <= day)
            && self.withdrawn_on.is_none_or(|end| day < end)
    }
}

columns!(ReservationBody {
    treaty = "treaty",
    participant = "participant",
    statement = "kind",
    articles = "articles",
    date = "date",
    refers_to = "refers_to",
    towards = "towards",
    territory = "territory",
    stance = "stance",
    about = "about",
    character = "character",
    notified_on = "notified_on",
    effective_on = "effective_on",
    lapses_on = "lapses_on",
    late = "late",
    summary = "summary",
    text = "text",
    note = "note",
    sources = "sources" via sources,
    confidence = "confidence",
});

fn sources(value: ValueRef) -> rusqlite::Result<Sources> {
    codes(value).map(Sources)
}

/// A row is read as what was recorded.
impl Deref for ReservationRow {
    type Target = ReservationBody;

    fn deref(&self) -> &ReservationBody {
        &self.body
    }
}

impl ReservationRow {
    /// The day from which it counts: its own, or the last of its window.
    #[must_use]
    pub fn day(&self) -> Option<Date> {
        self.date.or(self.latest)
    }

    /// Why it has no effect on `day`, where it has none though it was neither withdrawn nor lapsed.
    #[must_use]
    pub fn without_effect(&self, day: Date) -> Option<String> {
        let is_over = self.withdrawn_on.is_some_and(|end| end <= day);
        let outcome = self.acceptance.as_deref().and_then(Outcome::from_word);
        if let Some(outcome) = outcome.filter(|_| !is_over && self.day().is_some_and(|made| made <= day)) {
            match (outcome, self.decided_on) {
                (Outcome::Fell, Some(on)) if on <= day => {
                    return Some("objected to in time, no effect".to_owned());
                }
                (_, Some(on)) if day < on => return Some(format!("pending until {on}, no effect yet")),
                (Outcome::Awaited, _) => return Some("not accepted yet, no effect".to_owned()),
                _ => {}
            }
        }
        let ended =
            self.stands_until.filter(|end| *end <= day && self.withdrawn_on.is_none_or(|on| *end < on));
        ended.map(|_| "not confirmed with the consent, no effect".to_owned())
    }

    /// The statement as the law sees it; none where its kind is no word of ours, or nothing is known of its day.
    #[must_use]
    pub fn in_law(&self) -> Option<Statement> {
        let day = self.day()?;
        let statement = Statement::proposed(&self.body, (self.earliest.unwrap_or(day), day))?;
        Some(Statement { id: self.id, ..statement })
    }
}

/// The present statements under a treaty, in order of time.
pub(super) fn statements(connection: &Connection, treaty: &str) -> Result<Vec<ReservationRow>> {
    statements_where(connection, "treaty = ?1", [treaty])
}

/// The present statements under the treaties that a condition names, in order of time.
pub(super) fn statements_of(connection: &Connection, condition: &str) -> Result<Vec<ReservationRow>> {
    statements_where(connection, condition, [])
}

pub(super) fn statements_where(
    connection: &Connection,
    condition: &str,
    parameters: impl Params,
) -> Result<Vec<ReservationRow>> {
    let rest = format!(
        "FROM reservation WHERE {condition} AND superseded_seq IS NULL ORDER BY coalesce(date, latest), id"
    );
    let mut rows = select(connection, &rest, parameters)?;
    follow_corrections(connection, &mut rows)?;
    Ok(rows)
}

/// What refers to an entry that was corrected since refers to the one in its place.
fn follow_corrections(connection: &Connection, rows: &mut [ReservationRow]) -> Result<()> {
    if rows.iter().all(|row| row.refers_to.is_none()) {
        return Ok(());
    }
    let sql = "SELECT e.seq, e.by_seq FROM ended e JOIN reservation r ON r.id = e.seq
               JOIN reservation n ON n.id = e.by_seq";
    let instead: HashMap<i64, i64> = all(connection, sql, [])?.into_iter().collect();
    for row in rows {
        while let Some(later) = row.refers_to.and_then(|entry| instead.get(&entry)) {
            row.body.refers_to = Some(*later);
        }
    }
    Ok(())
}
