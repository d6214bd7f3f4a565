//! The derived tables of a log, made anew in memory while the log is read.

use rusqlite::Connection;

use super::entry::{EntryRef, Head};
use super::touched::Touched;
use super::{apply, create, derive, log, open, rebuild, reflected, supersede};
use crate::error::{Error, Result};
use crate::model::{Body, Fact};

/// The derived tables as they follow from the entries so far.
pub(super) struct DerivedAnew {
    connection: Connection,
    touched: Touched,
    newest: Head,
    /// Why nothing follows from some entry.
    failed: Option<Error>,
}

impl DerivedAnew {
    /// Those of an empty log.
    pub(super) fn begin() -> Result<Self> {
        let connection = open::in_memory()?;
        // What a CHECK looks at, SQLite checks in the file itself.
        connection.execute_batch("PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON; BEGIN")?;
        create::write_schema(&connection)?;
        Ok(Self {
            connection,
            touched: Touched::default(),
            newest: Head { seq: 0, hash: String::new() },
            failed: None,
        })
    }

    /// Adds what the next entry brings. No more of it is kept than is read again, which of an act is its kind.
    pub(super) fn follow(&mut self, entry: &EntryRef, fact: &Fact) {
        if self.failed.is_some() {
            return;
        }
        let kept = self.keep(entry, fact);
        let Self { connection, touched, failed, .. } = self;
        *failed = kept.and_then(|()| apply::fact(connection, entry.seq, fact, touched)).err();
    }

    /// Takes note of an act or a statement whose row is not made here: what it replaces no longer counts.
    pub(super) fn note(&mut self, entry: &EntryRef, fact: &Fact) -> Result<()> {
        let has_day = match &fact.body {
            Body::Act(act) => act.date.is_some() || act.latest.is_some(),
            Body::Reservation(statement) => statement.date.is_some(),
            _ => false,
        };
        if has_day {
            self.follow_to(entry);
        } else {
            // Its window may end on the day it was recorded.
            self.keep(entry, fact)?;
        }
        let Self { connection, touched, .. } = self;
        fact.replaces.map_or(Ok(()), |earlier| supersede::entry(connection, earlier, entry.seq, touched))
    }

    fn keep(&mut self, entry: &EntryRef, fact: &Fact) -> Result<()> {
        self.follow_to(entry);
        let entry = EntryRef { recorded_by: "", reason: None, hash: "", ..*entry };
        match fact.body {
            Body::Act(_) | Body::Reservation(_) => {
                log::keep(&self.connection, &EntryRef { body: "", ..entry })
            }
            _ => log::keep(&self.connection, &entry),
        }
    }

    fn follow_to(&mut self, entry: &EntryRef) {
        self.newest.seq = entry.seq;
        entry.hash.clone_into(&mut self.newest.hash);
    }

    /// The tables so far.
    pub(super) fn connection(&self) -> &Connection {
        &self.connection
    }

    /// Adds what is derived from none of the acts: who sat where, whose territory is whose, and the head that the tables reflect,
    /// which is returned.
    pub(super) fn without_acts(self) -> Result<(Connection, Head)> {
        let Self { connection, touched, newest, failed } = self;
        failed.map_or(Ok(()), Err)?;
        if touched.world {
            derive::of_the_world(&connection)?;
        }
        reflected::sign(&connection, &newest)?;
        derive::check_references(&connection)?;
        Ok((connection, newest))
    }

    /// Adds what follows by law from all of it.
    pub(super) fn complete(self) -> Result<Connection> {
        let Self { connection, touched, newest, failed } = self;
        let done = failed.map_or_else(|| rebuild::follow(&connection, &touched, &newest), Err);
        done.map_err(|error| rebuild::does_not_follow(newest.seq, error))?;
        Ok(connection)
    }
}
