//! Every connection is made here, with one set of guards (sqlite.org/security.html).

use std::path::Path;
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::hooks::{AuthAction, AuthContext, Authorization};
use rusqlite::limits::Limit;
use rusqlite::{Connection, ErrorCode, OpenFlags};

use super::file::{APPLICATION_ID, RECORD_VERSION};
use super::log;
use super::schema::LOG;
use crate::error::{Error, Result};

/// How long to wait for another process, unless `ACCEDE_WAIT` says otherwise (seconds).
const WAIT: Duration = Duration::from_secs(60);

/// What is said of a file that is not ours.
pub(super) const FOREIGN: &str = "it is a database of another program; name another file";

/// Begins to read: the state of the file is that of this moment until the end.
pub(super) const BEGIN: &str = "BEGIN; SELECT 1 FROM sqlite_schema";

/// For a connection that only reads. Looking back makes tables in memory, and a row there may refer to one that is not in
/// them.
pub(super) const READING: &str = "PRAGMA foreign_keys = OFF; PRAGMA temp_store = MEMORY";

/// Ends a transaction that has written nothing to the file, if there is one.
pub(super) fn end(connection: &Connection) {
    for end in ["COMMIT", "ROLLBACK"] {
        // What was only read has nothing to lose.
        if !connection.is_autocommit() {
            let _ = connection.execute_batch(end);
        }
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
pub(super) fn authorize(context: AuthContext<'_>) -> Authorization {
    let allowed = match context.action {
        AuthAction::Insert { table_name } => table_name != LOG || log::is_appending(),
        // What looks back has a view of the same name, which goes like any other.
        AuthAction::Delete { table_name: LOG } => context.database_name == Some("temp"),
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

/// Opens for reading. A journal left by an interrupted writer has to be rolled back first, which a read-only connection
/// may not do.
pub(super) fn reading(path: &Path) -> Result<Connection> {
    let mut connection = connect(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    let mut begun = connection.execute_batch(BEGIN);
    if code(&begun) == Some(ErrorCode::ReadOnly) {
        connection = connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        begun = connection.execute_batch(BEGIN);
    }
    if code(&begun) != Some(ErrorCode::DatabaseBusy) {
        // Whose it is matters more than what is wrong with it.
        is_ours(&connection, path)?;
    }
    begun?;
    end(&connection);
    connection.execute_batch(READING)?;
    Ok(connection)
}

fn code<T>(done: &rusqlite::Result<T>) -> Option<ErrorCode> {
    done.as_ref().err().and_then(rusqlite::Error::sqlite_error_code)
}

/// Whether an interrupted writer left a journal that is played back by whoever opens the file for writing.
pub(super) fn has_hot_journal(path: &Path) -> Result<bool> {
    let asked = connect(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?.execute_batch("PRAGMA application_id");
    Ok(asked.is_err_and(|why| {
        why.sqlite_error().is_some_and(|why| why.extended_code == rusqlite::ffi::SQLITE_READONLY_ROLLBACK)
    }))
}

/// How large the file is; none if there is no file. Only its place is looked at: closing it would let go of the locks that
/// other connections of this process hold.
pub(super) fn size(path: &Path) -> Result<Option<u64>> {
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
        Ok(found) => Ok(Some(found.len())),
    }
}

/// Makes sure that the file is a database of ours, of a version that is known.
pub(super) fn is_ours(connection: &Connection, path: &Path) -> Result<()> {
    let number = |pragma: &str| connection.query_row(pragma, [], |row| row.get::<_, i32>(0));
    let asked = number("PRAGMA application_id").and_then(|id| Ok((id, number("PRAGMA user_version")?)));
    let why = match asked {
        _ if code(&asked) == Some(ErrorCode::NotADatabase) => {
            "it is not a SQLite database; name another file"
        }
        Err(why) => return Err(why.into()),
        Ok((id, _)) if id != APPLICATION_ID => FOREIGN,
        Ok((_, ..1)) => "it says of no record how to read it; restore it from a copy",
        Ok((_, version)) if version > RECORD_VERSION => &format!(
            "it was written by a newer accede (record {version}, this one knows {RECORD_VERSION}); install a newer accede"
        ),
        Ok(_) => return Ok(()),
    };
    Err(refuse(path, why))
}

pub(super) fn refuse(path: &Path, why: &str) -> Error {
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
