//! Making a new file: schema, first entries, everything derived, then its name.

use std::fs::File;
use std::io::ErrorKind;
use std::path::Path;

use rusqlite::{Connection, OpenFlags};

use super::file::{APPLICATION_ID, RECORD_VERSION, Store};
use super::touched::Touched;
use super::{apply, log, open, rebuild, schema, side_files};
use crate::error::{Error, FailureKind, Result};
use crate::files::{Making, Reach};
use crate::model::Fact;

impl Store {
    /// Makes a new file with these facts as its first entries; false if another process made it first, and
    /// that one stays. The file appears complete or not at all.
    pub fn create(path: &Path, facts: &[Fact], by: &str, at: &str) -> Result<bool> {
        let made = appear(path, Reach::default(), |beside| {
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

/// Makes a new file at `path`: `write` builds it in a private place and it then gets its name, so that nobody meets half of
/// it, and whoever comes second leaves the first one's file alone. None if there is one already.
pub(super) fn appear<T>(
    path: &Path,
    reach: Reach,
    write: impl FnOnce(&Path) -> Result<T>,
) -> Result<Option<T>> {
    let failed = |why: std::io::Error| match why.kind() {
        ErrorKind::PermissionDenied => cannot_make(path, "its folder cannot be written to"),
        ErrorKind::StorageFull | ErrorKind::FileTooLarge | ErrorKind::QuotaExceeded => {
            cannot_make(path, FULL)
        }
        _ => cannot_make(path, &why.to_string()),
    };
    side_files::refuse_left(path)?;
    let made = Making::beside(path, reach).and_then(|making| {
        making.file()?;
        Ok(making)
    });
    let making = made.map_err(failed)?;
    let written = write(&making.path()).map_err(|error| match error {
        Error::Store(failure) => match failure.kind {
            FailureKind::CannotOpen => cannot_make(path, "its folder cannot be written to"),
            FailureKind::CannotRead | FailureKind::CannotWrite => cannot_make(path, FULL),
            _ => cannot_make(path, &failure.detail),
        },
        other => other,
    })?;
    File::open(making.path()).and_then(|file| file.sync_all()).map_err(failed)?;
    match making.place() {
        Ok(()) => Ok(Some(written)),
        Err(why) if why.kind() != ErrorKind::AlreadyExists => Err(failed(why)),
        Err(_) if path.exists() => Ok(None),
        Err(_) => Err(cannot_make(path, "it is a link to a file that does not exist")),
    }
}

const FULL: &str = "the disk is full or failing, or a limit on the size of files is reached";

pub(super) fn cannot_make(path: &Path, why: &str) -> Error {
    let why = format!("it cannot be made here: {why}; name another place");
    Error::Database { path: path.to_owned(), why }
}

/// Builds a file of the schema and of what `fill` puts into it, all in one transaction.
pub(super) fn build<T>(path: &Path, fill: impl FnOnce(&Connection) -> Result<T>) -> Result<T> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NOFOLLOW;
    let mut connection = open::connect(path, flags)?;
    // Nobody sees this file before it is complete, so that it needs no journal; it is synced at the end.
    connection.execute_batch(
        "PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF; PRAGMA foreign_keys = OFF; PRAGMA cache_size = -65536",
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
