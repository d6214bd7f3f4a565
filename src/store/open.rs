//! Every connection is made here, with one set of guards (sqlite.org/security.html).

use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};

use super::{APPLICATION_ID, Access, RECORD_VERSION, Store};
use crate::error::{Error, Result};

/// How long to wait for another process, unless `ACCEDE_WAIT` says otherwise (seconds).
const WAIT: Duration = Duration::from_secs(5);

/// Whether there is no file at `path` yet.
pub(super) fn is_missing(path: &Path) -> Result<bool> {
    Ok(header(path)?.is_none())
}

/// Opens a file of ours that exists.
pub(super) fn existing(path: &Path, access: Access) -> Result<Store> {
    let Some(header) = header(path)? else {
        return Err(refuse(path, "there is no such file; name one with --db, or accede status makes it"));
    };
    check(path, &header)?;
    let connection = match access {
        Access::Read => reading(path)?,
        Access::Write => {
            let connection = connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
            if connection.is_readonly(rusqlite::MAIN_DB)? {
                return Err(refuse(path, "it is read-only; copy it, or change its permissions"));
            }
            connection.pragma_update(None, "synchronous", "EXTRA")?;
            connection
        }
    };
    Ok(Store { connection, path: path.to_owned(), verified: None })
}

/// A new connection to `path`, guarded. An absolute path means a file whatever its name would mean to `SQLite`.
pub(super) fn connect(path: &Path, flags: OpenFlags) -> Result<Connection> {
    let path = std::path::absolute(path).map_err(|why| refuse(path, &why.to_string()))?;
    guard(Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)?)
}

/// A new connection to nothing but memory, guarded.
pub(super) fn in_memory() -> Result<Connection> {
    guard(Connection::open_in_memory()?)
}

fn guard(connection: Connection) -> Result<Connection> {
    connection.busy_timeout(wait()?)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DQS_DML, false)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DQS_DDL, false)?;
    connection.execute_batch("PRAGMA cell_size_check = ON; PRAGMA recursive_triggers = ON")?;
    connection.set_prepared_statement_cache_capacity(64);
    Ok(connection)
}

fn wait() -> Result<Duration> {
    match std::env::var("ACCEDE_WAIT").ok().filter(|text| !text.is_empty()) {
        None => Ok(WAIT),
        Some(text) => {
            let seconds = text.parse().ok().and_then(|seconds| Duration::try_from_secs_f64(seconds).ok());
            seconds.ok_or_else(|| Error::Usage(format!("ACCEDE_WAIT: '{text}' is not a number of seconds")))
        }
    }
}

/// Opens for reading, in one transaction: whatever others write meanwhile, an answer rests on one state. A
/// journal left by an interrupted writer has to be rolled back first, which a read-only connection may not do.
fn reading(path: &Path) -> Result<Connection> {
    const ONE_LOOK: &str = "BEGIN; SELECT 1 FROM sqlite_schema";
    let connection = connect(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    match connection.execute_batch(ONE_LOOK) {
        Ok(()) => Ok(connection),
        Err(rusqlite::Error::SqliteFailure(failure, _)) if failure.code == rusqlite::ErrorCode::ReadOnly => {
            let recovered = connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
            recovered.execute_batch(ONE_LOOK)?;
            Ok(recovered)
        }
        Err(other) => Err(other.into()),
    }
}

/// The first bytes of the file; none if there is no file.
fn header(path: &Path) -> Result<Option<Vec<u8>>> {
    const LENGTH: u64 = 100;
    match std::fs::metadata(path) {
        Err(why) if why.kind() == std::io::ErrorKind::NotFound => {
            let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
            match folder.filter(|folder| !folder.is_dir()) {
                Some(folder) => Err(refuse(
                    path,
                    &format!("the folder {} does not exist; make it, or name another file", folder.display()),
                )),
                None => Ok(None),
            }
        }
        Err(why) => Err(refuse(path, &format!("it cannot be reached: {why}"))),
        Ok(found) if found.is_dir() => Err(refuse(path, "it is a folder; name a file in it")),
        Ok(found) if !found.is_file() => Err(refuse(path, "it is not a file; name one")),
        Ok(_) => {
            let mut bytes = Vec::new();
            File::open(path)
                .and_then(|file| file.take(LENGTH).read_to_end(&mut bytes))
                .map_err(|why| refuse(path, &format!("it cannot be read: {why}")))?;
            Ok(Some(bytes))
        }
    }
}

fn check(path: &Path, header: &[u8]) -> Result<()> {
    const MAGIC: &[u8] = b"SQLite format 3\0";
    let number = |at: usize| {
        let bytes = header.get(at..at + 4).and_then(|four| four.try_into().ok());
        bytes.map_or(0, i32::from_be_bytes)
    };
    if header.is_empty() {
        return Err(refuse(path, "the file is empty; remove it, and a new one is made"));
    }
    if !header.starts_with(MAGIC) || header.len() < 100 {
        return Err(refuse(path, "it is not a SQLite database; name another file"));
    }
    if number(68) != APPLICATION_ID {
        return Err(refuse(path, "it is a database of another program; name another file"));
    }
    let version = number(60);
    if version < 1 {
        return Err(refuse(path, "it says of no record how to read it; restore it from a copy"));
    }
    if version > RECORD_VERSION {
        return Err(refuse(
            path,
            &format!(
                "it was written by a newer accede (record {version}, this one knows {RECORD_VERSION}); install a newer accede"
            ),
        ));
    }
    Ok(())
}

fn refuse(path: &Path, why: &str) -> Error {
    Error::Database { path: path.to_owned(), why: why.to_owned() }
}
