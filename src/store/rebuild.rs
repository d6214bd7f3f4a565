//! DERIVED anew from RECORD: on command, and where an older law made it.

use rusqlite::Connection;

use super::apply::{self, Touched};
use super::{Access, Store, derive, log, open, schema};
use crate::error::{Error, Result};
use crate::law::DERIVATION;

/// Brings an older derivation up to date: on the way to writing in the file, on the way to reading in memory.
pub(super) fn bring_up_to_date(store: &mut Store, access: Access) -> Result<()> {
    let wanted = DERIVATION.to_string();
    let found = store
        .connection
        .query_row("SELECT value FROM meta WHERE key = 'derivation'", [], |row| row.get::<_, String>(0));
    match found {
        Ok(found) if found == wanted => return Ok(()),
        Ok(_) | Err(rusqlite::Error::QueryReturnedNoRows) => {}
        Err(rusqlite::Error::SqliteFailure(_, Some(why))) if why.starts_with("no such table") => {}
        Err(why) => return Err(why.into()),
    }
    if access == Access::Read {
        store.work_on_a_copy()?;
    }
    store.rebuild().map(|_| ())
}

impl Store {
    /// Goes on with a copy in memory: what is done to it leaves the file alone.
    pub fn work_on_a_copy(&mut self) -> Result<()> {
        const ALL_PAGES: std::ffi::c_int = -1;
        if !self.connection.is_autocommit() {
            self.connection.execute_batch("COMMIT")?;
        }
        let mut memory = open::in_memory()?;
        let backup = rusqlite::backup::Backup::new(&self.connection, &mut memory)?;
        let state = backup.step(ALL_PAGES)?;
        drop(backup);
        if state != rusqlite::backup::StepResult::Done {
            return Err(Error::Database {
                path: self.path.clone(),
                why: "it is locked by another program; try again".to_owned(),
            });
        }
        self.connection = memory;
        Ok(())
    }

    /// Drops DERIVED and makes it again from RECORD, checking the chain on the way; returns the head.
    pub fn rebuild(&mut self) -> Result<log::Head> {
        self.connection.execute_batch("PRAGMA foreign_keys = OFF")?;
        let rebuilt = rebuild(&mut self.connection);
        self.connection.execute_batch("PRAGMA foreign_keys = ON")?;
        rebuilt
    }
}

fn rebuild(connection: &mut Connection) -> Result<log::Head> {
    let transaction = connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
    derive::without_railings(&transaction, || {
        drop_derived(&transaction)?;
        transaction.execute_batch(schema::derived_part())?;
        let mut touched = Touched::default();
        log::replay(&transaction, 1, i64::MAX, |entry, fact| {
            apply::fact(&transaction, entry.seq, &fact, &mut touched)
        })?;
        derive::treaties(&transaction, &touched)?;
        derive::check_references(&transaction)
    })?;
    let head = log::head(&transaction)?;
    transaction.commit()?;
    Ok(head)
}

fn drop_derived(connection: &Connection) -> Result<()> {
    let mut statement = connection.prepare(
        "SELECT type, name FROM sqlite_schema
         WHERE type IN ('table', 'view') AND name <> 'log' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
         ORDER BY type DESC, name",
    )?;
    let objects: Vec<(String, String)> =
        statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<rusqlite::Result<_>>()?;
    for (kind, name) in objects {
        connection.execute_batch(&format!("DROP {kind} \"{}\"", name.replace('"', "\"\"")))?;
    }
    Ok(())
}
