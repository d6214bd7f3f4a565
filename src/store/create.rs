//! Making a new file: schema, first entries, everything derived, then its name.

use std::path::{Path, PathBuf};

use rusqlite::{Connection, ErrorCode, OpenFlags};

use super::{APPLICATION_ID, RECORD_VERSION, apply, derive, log, open, schema};
use crate::error::{Error, Result};
use crate::model::Fact;

/// Makes a new file at `path`. It is built beside its place and then linked there, so that nobody meets half
/// of it, and whoever comes second leaves the first one's file alone.
pub(super) fn file(path: &Path, facts: &[Fact], by: &str, at: &str) -> Result<bool> {
    let beside = beside(path);
    let made = build(&beside, facts, by, at)
        .and_then(|()| place(&beside, path).map_err(|why| cannot_make(path, &why.to_string())));
    let _ = std::fs::remove_file(&beside);
    made.map_err(|error| match error {
        Error::Sqlite(why) if why.sqlite_error_code() == Some(ErrorCode::CannotOpen) => {
            cannot_make(path, "its folder cannot be written to")
        }
        Error::Sqlite(why) => cannot_make(path, &why.to_string()),
        other => other,
    })
}

fn cannot_make(path: &Path, why: &str) -> Error {
    let why = format!("it cannot be made here: {why}; name another place");
    Error::Database { path: path.to_owned(), why }
}

fn beside(path: &Path) -> PathBuf {
    let mut name = std::ffi::OsString::from(".");
    name.push(path.file_name().unwrap_or_default());
    name.push(format!(".{}.new", std::process::id()));
    path.with_file_name(name)
}

fn build(path: &Path, facts: &[Fact], by: &str, at: &str) -> Result<()> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE;
    let mut connection = open::connect(path, flags)?;
    // Nobody sees this file before it is complete, so that it needs no journal; it is synced at the end.
    connection
        .execute_batch("PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF; PRAGMA foreign_keys = OFF")?;
    let transaction = connection.transaction()?;
    write_schema(&transaction)?;
    log::append(&transaction, facts, by, at, None)?;
    let mut touched = apply::Touched::default();
    for (seq, fact) in (1..).zip(facts) {
        apply::fact(&transaction, seq, fact, &mut touched)?;
    }
    derive::treaties(&transaction, &touched, None)?;
    derive::sign(&transaction)?;
    derive::check_references(&transaction)?;
    transaction.commit()?;
    drop(connection);
    std::fs::File::open(path)
        .and_then(|file| file.sync_all())
        .map_err(|why| cannot_make(path, &why.to_string()))
}

fn write_schema(connection: &Connection) -> Result<()> {
    connection.pragma_update(None, "application_id", APPLICATION_ID)?;
    connection.pragma_update(None, "user_version", RECORD_VERSION)?;
    connection.execute_batch(schema::record_part())?;
    connection.execute_batch(schema::derived_part())?;
    Ok(())
}

/// Whether the file got its name, or another one has it already.
fn place(beside: &Path, path: &Path) -> std::io::Result<bool> {
    match std::fs::hard_link(beside, path) {
        Ok(()) => Ok(true),
        Err(why) if why.kind() == std::io::ErrorKind::AlreadyExists => {
            if path.exists() {
                return Ok(false);
            }
            Err(std::io::Error::other("it is a link to a file that does not exist"))
        }
        // Some file systems know no links.
        Err(_) if !path.exists() => std::fs::rename(beside, path).map(|()| true),
        Err(why) => Err(why),
    }
}
