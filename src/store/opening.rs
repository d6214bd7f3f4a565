//! Opening a file that is there.

use std::path::Path;

use rusqlite::{Connection, OpenFlags};

use super::file::{Access, Store};
use super::open::{self, connect, refuse};
use super::{recovery, side_files};
use crate::error::{Error, FailureKind, Result};

/// How much of a file is kept in memory while it is written, in KiB as `SQLite` counts it. What a batch writes is not
/// written twice then.
const CACHE: i64 = -65_536;

impl Store {
    /// Whether there is no file yet; a place where none can be is an error.
    pub fn is_missing(path: &Path) -> Result<bool> {
        let is_missing = open::size(path)?.is_none();
        if is_missing {
            side_files::refuse_left(path)?;
        }
        Ok(is_missing)
    }

    /// Opens an existing file whatever is in its derived tables: to look at the log, or to make the rest anew.
    pub fn open_as_is(path: &Path, access: Access) -> Result<Self> {
        match open::size(path)? {
            None => {
                side_files::refuse_left(path)?;
                return Err(refuse(
                    path,
                    "there is no such file; name one with --db, or accede status makes it",
                ));
            }
            Some(0) => return Err(refuse(path, "the file is empty; remove it, and a new one is made")),
            Some(_) => {}
        }
        let warning = look_around(path, access)?;
        let connection = match access {
            Access::Read => open::reading(path),
            Access::Write => writing(path),
        };
        let connection = connection.map_err(|error| with_reason(path, error))?;
        Ok(Self { warning: warning.map(str::to_owned), ..Self::of(connection, path, access) })
    }
}

/// A connection to read by. What an interrupted writer left has to be taken back first, which a read-only connection may
/// not do.
pub(super) fn reading(path: &Path) -> Result<Connection> {
    look_around(path, Access::Read)?;
    open::reading(path)
}

/// Before anything is opened: what lies beside it, and whether that is played back into the right file.
fn look_around(path: &Path, access: Access) -> Result<Option<&'static str>> {
    let real = std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let doubt = side_files::check(path, &real, access)?;
    recovery::check(path, &real)?;
    Ok(doubt)
}

/// Why the system does not let a file be read, which `SQLite` does not say.
fn with_reason(path: &Path, error: Error) -> Error {
    #[cfg(unix)]
    if matches!(&error, Error::Store(failure) if failure.kind == FailureKind::CannotOpen)
        && let Err(why) = rustix::fs::access(path, rustix::fs::Access::READ_OK)
    {
        return refuse(path, &format!("it cannot be read: {}", std::io::Error::from(why)));
    }
    error
}

fn writing(path: &Path) -> Result<Connection> {
    let connection = connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    open::is_ours(&connection, path)?;
    if connection.is_readonly(rusqlite::MAIN_DB)? {
        return Err(refuse(path, "it is read-only; copy it, or change its permissions"));
    }
    connection.pragma_update(None, "synchronous", "EXTRA")?;
    connection.pragma_update(None, "cache_size", CACHE)?;
    Ok(connection)
}
