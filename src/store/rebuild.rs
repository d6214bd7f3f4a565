//! DERIVED anew from RECORD: on command, and where an older law made it.

use std::path::Path;

use rusqlite::{Connection, ErrorCode};

use super::entry::Head;
use super::file::{Access, Store};
use super::reflected::{self, Reflected};
use super::rows::all;
use super::schema::{self, Difference};
use super::touched::Touched;
use super::{apply, derive, log, open};
use crate::error::{Error, FailureKind, Result};
use crate::law::DERIVATION;

/// Makes sure that the schema is ours, and that the tables follow from the log by this law: where an older one made them, or
/// the log has other entries than they reflect, they are brought up to date, on the way to writing in the file, on the way to
/// reading in memory.
pub(super) fn bring_up_to_date(store: &mut Store) -> Result<()> {
    let access = store.access;
    let differences = schema::differences(&store.connection, false)?;
    schema::record_is_whole(&differences)?;
    let refuse = |store: &Store, why: String| Err(Error::Database { path: store.path.clone(), why });
    let has_meta = !differences.iter().any(|difference| difference.is_about("meta"));
    let reflected = match Reflected::read(&store.connection) {
        Err(why) if has_meta => return Err(why),
        read => read.unwrap_or_default(),
    };
    if let Some(newer) = newer_derivation(&reflected) {
        return refuse(
            store,
            format!("{newer}; install a newer accede, or let accede rebuild make them anew with this one"),
        );
    }
    let is_current = has_meta && reflected.derivation == Some(DERIVATION);
    let in_the_way = if is_current { differences } else { schema::differences(&store.connection, true)? };
    if let Some(first) = in_the_way.iter().find(|difference| !difference.is_a_missing_railing()) {
        let why =
            format!("{first}; accede rebuild makes the derived tables anew, and takes out what is foreign");
        return refuse(store, why);
    }
    if let Some(first) = in_the_way.first() {
        let why = format!(
            "{first}, so that another program may have written in it; accede verify says what it changed, accede rebuild mends it"
        );
        if access == Access::Write {
            log::verify(&store.connection, None)?;
            return refuse(store, why);
        }
        store.warning = Some(why);
    }
    if is_current && reflected.reflects(&log::head(&store.connection)?) {
        return Ok(());
    }
    match access {
        Access::Write => store.rebuild().map(|_| ()),
        Access::Read if !is_current => store.derive_in_memory(),
        Access::Read => {
            store.warning = Some(match store.derive_in_memory() {
                Ok(()) => "another program wrote in its log, and its tables are derived anew for this answer; accede rebuild writes them".to_owned(),
                Err(why) => format!("its tables do not follow from its log, and none can be derived from that: {why}"),
            });
            Ok(())
        }
    }
}

/// What to say of tables that a newer law made; none where it did not.
pub(super) fn newer_derivation(reflected: &Reflected) -> Option<String> {
    let newer = reflected.derivation.filter(|derivation| *derivation > DERIVATION)?;
    Some(format!("a newer accede made the derived tables (derivation {newer}, this one makes {DERIVATION})"))
}

impl Store {
    /// Goes on with a copy in memory, of which the tables are made anew.
    fn derive_in_memory(&mut self) -> Result<()> {
        let mut copy = Self::of(in_memory_copy(self)?, &self.path, self.access);
        copy.rebuild()?;
        copy.connection.execute_batch(open::READING)?;
        let file = std::mem::replace(&mut self.connection, copy.connection);
        // It is looked at again where others have written.
        open::end(&file);
        self.behind = Some(file);
        Ok(())
    }

    /// Drops everything but the log and makes DERIVED again from it, checking the chain on the way; returns the head,
    /// and the tables and views that went because accede does not make them.
    pub fn rebuild(&mut self) -> Result<(Head, Vec<String>)> {
        self.connection.execute_batch("PRAGMA foreign_keys = OFF")?;
        let rebuilt = rebuild(&mut self.connection, &self.path);
        self.connection.execute_batch("PRAGMA foreign_keys = ON")?;
        rebuilt
    }
}

fn rebuild(connection: &mut Connection, path: &Path) -> Result<(Head, Vec<String>)> {
    let transaction = connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
    let differences = schema::differences(&transaction, false)?;
    schema::record_is_whole(&differences)?;
    let foreign = differences.iter().filter_map(|difference| match difference {
        Difference::Foreign(kind, name) => Some(format!("{kind} {name}")),
        _ => None,
    });
    let foreign = foreign.collect();
    drop_all_but_the_log(&transaction, path)?;
    for (_, trigger) in schema::statements(schema::record_part()).filter(|(name, _)| *name != schema::LOG) {
        transaction.execute_batch(trigger)?;
    }
    schema::make_derived(&transaction)?;
    derive_from_log(&transaction)?;
    let head = log::head(&transaction)?;
    transaction.commit()?;
    Ok((head, foreign))
}

/// A copy of a file in memory.
pub(super) fn in_memory_copy(store: &Store) -> Result<Connection> {
    let mut memory = open::in_memory()?;
    open::copy_pages(&store.connection, &mut memory).map_err(|error| error.at(&store.path))?;
    Ok(memory)
}

/// Fills empty derived tables with what follows from the log, checking its chain on the way.
pub(super) fn derive_from_log(connection: &Connection) -> Result<()> {
    let mut touched = Touched::default();
    let mut newest = 0;
    log::replay(connection, 1, i64::MAX, |entry, fact| {
        newest = entry.seq;
        apply::fact(connection, newest, &fact, &mut touched).map_err(|error| does_not_follow(newest, error))
    })?;
    complete(connection, &touched).map_err(|error| does_not_follow(newest, error))
}

/// What stands after the rows of all entries: what follows by law, and the rest of the schema.
pub(super) fn complete(connection: &Connection, touched: &Touched) -> Result<()> {
    follow(connection, touched, &log::head(connection)?)?;
    schema::make_the_rest(connection)
}

/// What follows by law, after the rows of all entries up to `head`.
pub(super) fn follow(connection: &Connection, touched: &Touched, head: &Head) -> Result<()> {
    schema::make_what_the_law_reads_by(connection)?;
    derive::untold(connection, touched, true)?;
    reflected::sign(connection, head)?;
    derive::check_references(connection)
}

/// The error for an entry that is well formed and from which nothing can be derived.
pub(super) fn does_not_follow(seq: i64, error: Error) -> Error {
    let why = match &error {
        Error::Refused(why) => why.clone(),
        Error::Store(failure) if failure.kind == FailureKind::UnfitValue => failure.detail.clone(),
        _ => return error,
    };
    Error::Broken { seq, why: format!("nothing can be derived from what it says: {why}") }
}

fn drop_all_but_the_log(connection: &Connection, path: &Path) -> Result<()> {
    let sql = "SELECT type, name, sql FROM sqlite_schema
         WHERE type IN ('table', 'view', 'trigger') AND name <> 'log'
           OR type = 'index' AND sql IS NOT NULL
         ORDER BY type = 'trigger' DESC, type = 'view' DESC, sql LIKE 'CREATE VIRTUAL %' DESC, name";
    for (kind, name, text) in all::<(String, String, Option<String>)>(connection, sql, [])? {
        if schema::may_stand_beside(&kind, &name, text.as_deref()) {
            continue;
        }
        // A virtual table takes its own tables with it.
        let drop = format!("DROP {kind} IF EXISTS \"{}\"", name.replace('"', "\"\""));
        connection.execute_batch(&drop).map_err(|error| match error.sqlite_error_code() {
            Some(ErrorCode::Unknown) => Error::Database {
                path: path.to_owned(),
                why: format!(
                    "the {kind} '{name}' cannot be taken out ({error}); accede dump and accede load make a sound file of the record"
                ),
            },
            _ => error.into(),
        })?;
    }
    Ok(())
}
