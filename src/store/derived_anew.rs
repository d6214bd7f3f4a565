//! The derived tables of a log, made anew in memory while the log is read.

use rusqlite::Connection;

use super::entry::EntryRef;
use super::touched::Touched;
use super::{apply, create, log, open, rebuild};
use crate::error::{Error, Result};
use crate::model::{Body, Fact};

/// The derived tables as they follow from the entries so far.
pub(super) struct DerivedAnew {
    connection: Connection,
    touched: Touched,
    newest: i64,
    /// Why nothing follows from some entry.
    failed: Option<Error>,
}

impl DerivedAnew {
    /// Those of an empty log.
    pub(super) fn begin() -> Result<Self> {
        let connection = open::in_memory()?;
        connection.execute_batch("PRAGMA foreign_keys = OFF; BEGIN")?;
        create::write_schema(&connection)?;
        Ok(Self { connection, touched: Touched::default(), newest: 0, failed: None })
    }

    /// Adds what the next entry brings. Its body is not kept where it is one of the many that nothing is read from again.
    pub(super) fn follow(&mut self, entry: &EntryRef, fact: &Fact) {
        if self.failed.is_some() {
            return;
        }
        let Self { connection, touched, newest, failed } = self;
        *newest = entry.seq;
        let body = match fact.body {
            Body::Act(_) | Body::Reservation(_) => "{}",
            _ => entry.body,
        };
        let kept = log::keep(connection, &EntryRef { body, ..*entry });
        *failed = kept.and_then(|()| apply::fact(connection, entry.seq, fact, touched)).err();
    }

    /// Adds what follows by law from all of it.
    pub(super) fn complete(self) -> Result<Connection> {
        let Self { connection, touched, newest, failed } = self;
        let done = failed.map_or_else(|| rebuild::complete(&connection, &touched), Err);
        done.map_err(|error| rebuild::does_not_follow(newest, error))?;
        Ok(connection)
    }
}
