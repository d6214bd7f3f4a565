//! The one transaction of a recording: kept, or on trial.

use rusqlite::OpenFlags;

use super::file::Store;
use super::{open, rebuild};
use crate::error::Result;

/// How a file is written on trial: neither the file nor a journal beside it changes on the disk.
const ON_TRIAL: &str = "PRAGMA cache_spill = OFF; PRAGMA synchronous = OFF";

impl Store {
    /// Keeps others from writing until something was recorded, or the store is closed: what is read from now on holds
    /// until then.
    pub fn hold(&mut self) -> Result<()> {
        self.check_chain()?;
        Ok(self.connection.execute_batch("BEGIN IMMEDIATE")?)
    }

    /// From now on what is recorded is on trial: whoever asks this store sees it, and it is gone with the store. Until then
    /// others cannot record. Where the file cannot be written, a copy in memory is.
    pub fn try_out(&mut self) -> Result<()> {
        self.connection = match self.to_write_in_memory()? {
            Some(connection) => connection,
            None => rebuild::in_memory_copy(self)?,
        };
        self.on_trial = true;
        // Whatever would keep it takes it back.
        self.connection.commit_hook(Some(|| true))?;
        Ok(self.connection.execute_batch("BEGIN IMMEDIATE")?)
    }

    /// A connection to the file whose changes stay in memory; none where the file cannot be written, or is itself looked
    /// at through tables in memory.
    fn to_write_in_memory(&self) -> Result<Option<rusqlite::Connection>> {
        if self.behind.is_some() {
            return Ok(None);
        }
        let connection = open::connect(&self.path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        if connection.is_readonly(rusqlite::MAIN_DB)? {
            return Ok(None);
        }
        let journal: String = connection.pragma_query_value(None, "journal_mode", |row| row.get(0))?;
        // A log of writes ahead gets nothing before the end, and to leave that mode would be to write.
        if journal != "wal" {
            connection.execute_batch("PRAGMA journal_mode = MEMORY")?;
        }
        connection.execute_batch(ON_TRIAL)?;
        Ok(Some(connection))
    }

    /// Records something, all of it or none.
    pub(super) fn in_one_transaction<T>(&mut self, record: impl FnOnce(&mut Self) -> Result<T>) -> Result<T> {
        self.check_chain()?;
        if self.connection.is_autocommit() {
            self.connection.execute_batch("BEGIN IMMEDIATE")?;
        }
        let done = record(self).and_then(|done| {
            if !self.on_trial {
                self.connection.execute_batch("COMMIT")?;
            }
            Ok(done)
        });
        // What went wrong is told; after some errors all is undone already.
        if done.is_err() && !self.connection.is_autocommit() {
            let _ = self.connection.execute_batch("ROLLBACK");
        }
        done
    }
}
