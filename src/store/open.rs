//! Every connection is made here, with one set of guards (sqlite.org/security.html).

use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::hooks::{AuthAction, AuthContext, Authorization};
use rusqlite::limits::Limit;
use rusqlite::{Connection, OpenFlags};

use super::file::{APPLICATION_ID, Access, RECORD_VERSION, Store};
use super::log;
use super::schema::LOG;
use crate::error::{Error, Result};

/// How long to wait for another process, unless `ACCEDE_WAIT` says otherwise (seconds).
const WAIT: Duration = Duration::from_secs(60);

/// How much of a file is kept in memory while it is written, in KiB as `SQLite` counts it. What a batch writes is not
/// written twice then.
const CACHE: i64 = -65_536;

impl Store {
    /// Whether there is no file yet; an unusable one is an error.
    pub fn is_missing(path: &Path) -> Result<bool> {
        Ok(header(path)?.is_none())
    }

    /// Opens an existing file whatever is in its derived tables: to look at the log, or to make the rest anew.
    pub fn open_as_is(path: &Path, access: Access) -> Result<Self> {
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
                connection.pragma_update(None, "cache_size", CACHE)?;
                connection
            }
        };
        Ok(Self::of(connection, path))
    }
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

/// Copies every page of one database to another, as they stand at one moment.
pub(super) fn copy_pages(from: &Connection, to: &mut Connection) -> Result<()> {
    const ALL_PAGES: std::ffi::c_int = -1;
    if rusqlite::backup::Backup::new(from, to)?.step(ALL_PAGES)? == rusqlite::backup::StepResult::Done {
        return Ok(());
    }
    let busy = rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_BUSY);
    Err(rusqlite::Error::SqliteFailure(busy, None).into())
}

/// What a file that we did not write may cost: the longest value, statement, expression, and so on.
const LIMITS: [(Limit, i32); 9] = [
    (Limit::SQLITE_LIMIT_LENGTH, 16 * 1024 * 1024),
    (Limit::SQLITE_LIMIT_SQL_LENGTH, 100_000),
    (Limit::SQLITE_LIMIT_COLUMN, 100),
    (Limit::SQLITE_LIMIT_EXPR_DEPTH, 50),
    (Limit::SQLITE_LIMIT_COMPOUND_SELECT, 20),
    (Limit::SQLITE_LIMIT_VDBE_OP, 250_000),
    (Limit::SQLITE_LIMIT_ATTACHED, 0),
    (Limit::SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 100),
    (Limit::SQLITE_LIMIT_TRIGGER_DEPTH, 5),
];

/// Triggers are for other tools: here the authorizer stands in their place, also against REPLACE, and no trigger of a
/// file that somebody else wrote ever runs. An extension cannot be loaded: this program is built without that.
fn guard(mut connection: Connection) -> Result<Connection> {
    connection.busy_timeout(wait()?)?;
    for (option, on) in [
        (DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true),
        (DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false),
        (DbConfig::SQLITE_DBCONFIG_DQS_DML, false),
        (DbConfig::SQLITE_DBCONFIG_DQS_DDL, false),
        (DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER, false),
        (DbConfig::SQLITE_DBCONFIG_ENABLE_VIEW, false),
        (DbConfig::SQLITE_DBCONFIG_WRITABLE_SCHEMA, false),
        // A plan does not depend on what is bound: else statements are prepared anew for every value.
        (DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true),
    ] {
        connection.set_db_config(option, on)?;
    }
    for (limit, most) in LIMITS {
        connection.set_limit(limit, most)?;
    }
    connection.execute_batch("PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0")?;
    connection.set_prepared_statement_cache_capacity(128);
    connection.authorizer(Some(authorize))?;
    Ok(connection)
}

/// RECORD only grows, at its end, and by one function; nothing else is attached or loaded.
fn authorize(context: AuthContext<'_>) -> Authorization {
    let allowed = match context.action {
        AuthAction::Insert { table_name } => table_name != LOG || log::is_appending(),
        AuthAction::Update { table_name, .. }
        | AuthAction::Delete { table_name }
        | AuthAction::DropTable { table_name }
        | AuthAction::AlterTable { table_name, .. } => table_name != LOG,
        AuthAction::Attach { .. } | AuthAction::Detach { .. } => false,
        AuthAction::Pragma { pragma_name, pragma_value } => {
            pragma_value.is_none() || !pragma_name.eq_ignore_ascii_case("writable_schema")
        }
        AuthAction::Function { function_name } => !function_name.eq_ignore_ascii_case("load_extension"),
        _ => true,
    };
    if allowed { Authorization::Allow } else { Authorization::Deny }
}

fn wait() -> Result<Duration> {
    // Longer than SQLite can count is no wait that ends.
    const LONGEST: Duration = Duration::from_secs(1_000_000);
    let Some(text) = std::env::var_os("ACCEDE_WAIT").filter(|text| !text.is_empty()) else {
        return Ok(WAIT);
    };
    let text = text.to_string_lossy();
    let seconds = text.parse().ok().and_then(|seconds| Duration::try_from_secs_f64(seconds).ok());
    seconds.filter(|seconds| *seconds <= LONGEST).ok_or_else(|| {
        Error::Usage(format!(
            "ACCEDE_WAIT: '{text}' is not a number of seconds, from 0 to {}",
            LONGEST.as_secs()
        ))
    })
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
    let version = number(60);
    let why = if header.is_empty() {
        "the file is empty; remove it, and a new one is made"
    } else if !header.starts_with(MAGIC) || header.len() < 100 {
        "it is not a SQLite database; name another file"
    } else if number(68) != APPLICATION_ID {
        "it is a database of another program; name another file"
    } else if version < 1 {
        "it says of no record how to read it; restore it from a copy"
    } else if version > RECORD_VERSION {
        &format!(
            "it was written by a newer accede (record {version}, this one knows {RECORD_VERSION}); install a newer accede"
        )
    } else {
        return Ok(());
    };
    Err(refuse(path, why))
}

fn refuse(path: &Path, why: &str) -> Error {
    Error::Database { path: path.to_owned(), why: why.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_log_only_grows_also_where_triggers_do_not_run() {
        let connection = in_memory().unwrap();
        connection
            .execute_batch("CREATE TABLE log (seq INTEGER PRIMARY KEY, body TEXT); CREATE TABLE other (x)")
            .unwrap();
        for statement in [
            "UPDATE log SET body = ''",
            "DELETE FROM log",
            "INSERT INTO log VALUES (1, '')",
            "REPLACE INTO log VALUES (1, '')",
            "INSERT INTO log VALUES (1, '') ON CONFLICT DO UPDATE SET body = ''",
            "DROP TABLE log",
            "ALTER TABLE log ADD COLUMN x",
            "ATTACH ':memory:' AS more",
            "SELECT load_extension('x')",
            "PRAGMA writable_schema = ON",
        ] {
            let refused = connection.execute_batch(statement).unwrap_err().to_string();
            assert!(refused.contains("not authorized"), "{statement}: {refused}");
        }
        connection
            .execute_batch("INSERT INTO other VALUES (1); UPDATE other SET x = 2; DELETE FROM other")
            .unwrap();
    }

    #[test]
    fn every_connection_holds_each_row_to_its_references() {
        let connection = in_memory().unwrap();
        let on = connection.query_row("PRAGMA foreign_keys", [], |row| row.get::<_, bool>(0));
        assert_eq!(on, Ok(true));
    }

    #[test]
    fn every_connection_has_the_limits() {
        let connection = in_memory().unwrap();
        for (limit, most) in LIMITS {
            assert_eq!(connection.limit(limit).unwrap(), most, "{limit:?}");
        }
    }
}
