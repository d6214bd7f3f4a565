//! DERIVED anew from RECORD: on command, and where an older law made it.

use rusqlite::{Connection, OptionalExtension};

use super::apply::{self, Touched};
use super::schema::{self, Difference};
use super::{Access, Store, derive, log, open};
use crate::error::{Error, Result};
use crate::law::DERIVATION;

/// Makes sure that the schema is ours, and brings an older derivation up to date: on the way to writing in the file, on
/// the way to reading in memory.
pub(super) fn bring_up_to_date(store: &mut Store, access: Access) -> Result<()> {
    let differences = schema::differences(&store.connection, false)?;
    schema::record_is_whole(&differences)?;
    let lacks_meta = |difference: &Difference| {
        [Difference::Changed, Difference::Missing].iter().any(|no| *difference == no("meta".to_owned()))
    };
    let has_meta = !differences.iter().any(lacks_meta);
    let is_current = has_meta && derivation(&store.connection)?.as_deref() == Some(&DERIVATION.to_string());
    let in_the_way = if is_current { differences } else { schema::differences(&store.connection, true)? };
    if let Some(first) = in_the_way.iter().find(|difference| !difference.is_a_missing_railing()) {
        let why =
            format!("{first}; accede rebuild makes the derived tables anew, and takes out what is foreign");
        return Err(Error::Database { path: store.path.clone(), why });
    }
    if is_current {
        return Ok(());
    }
    if access == Access::Read {
        store.work_on_a_copy()?;
    }
    store.rebuild().map(|_| ())
}

fn derivation(connection: &Connection) -> Result<Option<String>> {
    let sql = "SELECT value FROM meta WHERE key = 'derivation'";
    Ok(connection.query_row(sql, [], |row| row.get(0)).optional()?)
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

    /// Drops everything but the log and makes DERIVED again from it, checking the chain on the way; returns the head,
    /// and the tables and views that went because accede does not make them.
    pub fn rebuild(&mut self) -> Result<(log::Head, Vec<String>)> {
        self.connection.execute_batch("PRAGMA foreign_keys = OFF")?;
        let rebuilt = rebuild(&mut self.connection);
        self.connection.execute_batch("PRAGMA foreign_keys = ON")?;
        rebuilt
    }
}

fn rebuild(connection: &mut Connection) -> Result<(log::Head, Vec<String>)> {
    let transaction = connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
    let differences = schema::differences(&transaction, false)?;
    schema::record_is_whole(&differences)?;
    let foreign = differences.iter().filter_map(|difference| match difference {
        Difference::Foreign(kind, name) => Some(format!("{kind} {name}")),
        _ => None,
    });
    let foreign = foreign.collect();
    drop_all_but_the_log(&transaction)?;
    for (_, trigger) in schema::statements(schema::record_part()).filter(|(name, _)| *name != schema::LOG) {
        transaction.execute_batch(trigger)?;
    }
    transaction.execute_batch(schema::derived_part())?;
    let mut touched = Touched::default();
    log::replay(&transaction, 1, i64::MAX, |entry, fact| {
        apply::fact(&transaction, entry.seq, &fact, &mut touched)
    })?;
    derive::treaties(&transaction, &touched, None)?;
    derive::sign(&transaction)?;
    derive::check_references(&transaction)?;
    let head = log::head(&transaction)?;
    transaction.commit()?;
    Ok((head, foreign))
}

fn drop_all_but_the_log(connection: &Connection) -> Result<()> {
    let mut statement = connection.prepare(
        "SELECT type, name FROM sqlite_schema
         WHERE type IN ('table', 'view', 'trigger') AND name <> 'log' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
           OR type = 'index' AND tbl_name = 'log' AND sql IS NOT NULL
         ORDER BY type = 'trigger' DESC, type = 'view' DESC, name",
    )?;
    let objects: Vec<(String, String)> =
        statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<rusqlite::Result<_>>()?;
    for (kind, name) in objects {
        connection.execute_batch(&format!("DROP {kind} \"{}\"", name.replace('"', "\"\"")))?;
    }
    Ok(())
}
