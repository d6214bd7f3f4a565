//! Making a new file: schema, first entries, everything derived, then its name.

use std::path::{Path, PathBuf};

use rusqlite::{Connection, OpenFlags};

use super::file::{APPLICATION_ID, RECORD_VERSION, Store};
use super::touched::Touched;
use super::{apply, log, open, rebuild, schema};
use crate::error::{Error, FailureKind, Result};
use crate::model::Fact;

impl Store {
    /// Makes a new file with these facts as its first entries; false if another process made it first, and
    /// that one stays. The file appears complete or not at all.
    pub fn create(path: &Path, facts: &[Fact], by: &str, at: &str) -> Result<bool> {
        let made = appear(path, |beside| {
            build(beside, |connection| {
                log::append(connection, facts, by, at, None)?;
                let mut touched = Touched::default();
                for (seq, fact) in (1..).zip(facts) {
                    apply::fact(connection, seq, fact, &mut touched)?;
                }
                rebuild::complete(connection, &touched)
            })
        })?;
        Ok(made.is_some())
    }
}

/// Makes a new file at `path`: `write` builds it beside its place and it is then linked there, so that nobody meets half
/// of it, and whoever comes second leaves the first one's file alone. None if there is one already.
pub(super) fn appear<T>(path: &Path, write: impl FnOnce(&Path) -> Result<T>) -> Result<Option<T>> {
    let beside = beside(path);
    let _ = std::fs::remove_file(&beside);
    let made = write(&beside).and_then(|written| {
        let synced = std::fs::File::open(&beside).and_then(|file| file.sync_all());
        let placed = synced.and_then(|()| place(&beside, path));
        placed.map(|is_ours| is_ours.then_some(written)).map_err(|why| cannot_make(path, &why.to_string()))
    });
    let _ = std::fs::remove_file(&beside);
    made.map_err(|error| match error {
        Error::Store(failure) => match failure.kind {
            FailureKind::CannotOpen => cannot_make(path, "its folder cannot be written to"),
            FailureKind::CannotRead | FailureKind::CannotWrite => {
                cannot_make(path, "the disk is full or failing, or a limit on the size of files is reached")
            }
            _ => cannot_make(path, &failure.detail),
        },
        other => other,
    })
}

pub(super) fn cannot_make(path: &Path, why: &str) -> Error {
    let why = format!("it cannot be made here: {why}; name another place");
    Error::Database { path: path.to_owned(), why }
}

fn beside(path: &Path) -> PathBuf {
    let mut name = std::ffi::OsString::from(".");
    name.push(path.file_name().unwrap_or_default());
    name.push(format!(".{}.new", std::process::id()));
    path.with_file_name(name)
}

/// Builds a file of the schema and of what `fill` puts into it, all in one transaction.
pub(super) fn build<T>(path: &Path, fill: impl FnOnce(&Connection) -> Result<T>) -> Result<T> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE;
    let mut connection = open::connect(path, flags)?;
    // Nobody sees this file before it is complete, so that it needs no journal; it is synced at the end.
    connection.execute_batch(
        "PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF; PRAGMA foreign_keys = OFF; PRAGMA cache_size = -262144",
    )?;
    let transaction = connection.transaction()?;
    write_schema(&transaction)?;
    let filled = fill(&transaction)?;
    transaction.commit()?;
    Ok(filled)
}

pub(super) fn write_schema(connection: &Connection) -> Result<()> {
    connection.pragma_update(None, "application_id", APPLICATION_ID)?;
    connection.pragma_update(None, "user_version", RECORD_VERSION)?;
    connection.execute_batch(schema::record_part())?;
    schema::make_derived(connection)
}

/// Whether the file got its name, or another one has it already.
fn place(beside: &Path, path: &Path) -> std::io::Result<bool> {
    match std::fs::hard_link(beside, path) {
        Ok(()) => {
            // The name lasts like the bytes, where the system lets a folder be synced.
            let folder =
                path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
            let _ = std::fs::File::open(folder).and_then(|folder| folder.sync_all());
            Ok(true)
        }
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
