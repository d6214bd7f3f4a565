//! The derived tables of a log, made anew in memory while the log is read.

use rusqlite::Connection;

use super::entry::{EntryRef, Head};
use super::touched::Touched;
use super::{apply, create, log, open, rebuild, schema};
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
        let Self { connection, touched, newest, failed } = self;
        newest.seq = entry.seq;
        entry.hash.clone_into(&mut newest.hash);
        let entry = EntryRef { recorded_by: "", reason: None, hash: "", ..*entry };
        let kept = match fact.body {
            Body::Act(_) | Body::Reservation(_) => log::keep(connection, &EntryRef { body: "", ..entry }),
            _ => log::keep(connection, &entry),
        };
        *failed = kept.and_then(|()| apply::fact(connection, entry.seq, fact, touched)).err();
    }

    /// Adds what follows by law from all of it.
    pub(super) fn complete(self) -> Result<Connection> {
        let Self { connection, touched, newest, failed } = self;
        let done = failed.map_or_else(
            || {
                schema::make_what_the_law_reads_by(&connection)?;
                rebuild::follow(&connection, &touched, &newest)
            },
            Err,
        );
        done.map_err(|error| rebuild::does_not_follow(newest.seq, error))?;
        Ok(connection)
    }
}
