//! What a statement that somebody else wrote may do: read, and of the record no more than was known at the moment that is
//! looked back at.

use std::hash::{BuildHasher, RandomState};

use rusqlite::Connection;
use rusqlite::hooks::{AuthAction, AuthContext};

use super::schema::LOG;
use crate::error::{Error, Result};

/// What may be asked of the schema.
const PRAGMAS: [&str; 9] = [
    "table_info",
    "table_xinfo",
    "table_list",
    "index_list",
    "index_info",
    "index_xinfo",
    "foreign_key_list",
    "function_list",
    "collation_list",
];

/// What may not be called.
const FUNCTIONS: [&str; 2] = ["load_extension", "fts3_tokenizer"];

/// The tables of the file that are the same at every moment.
const ALWAYS_THE_SAME: [&str; 4] = ["status_word", "act_word", "sqlite_schema", "sqlite_master"];

/// Tables of which `SQLite` has one for the file as it stands, under names without a schema.
const OF_THE_FILE: [&str; 3] = ["dbstat", "sqlite_dbpage", "sqlite_stat"];

/// The parts of tables that were known at an entry, where no copy of them is made, for a statement that somebody else wrote:
/// the tables, and which rows. Of what is shown as it is known now, that is what was there then.
fn windows(at: i64) -> [(&'static str, String); 6] {
    [
        // Where the derivation stands is a fact of the file as it is.
        ("meta", "key = 'derivation'".to_owned()),
        ("ended", format!("by_seq <= {at}")),
        ("cited", format!("seq <= {at}")),
        ("name", "participant IN (SELECT code FROM temp.participant)".to_owned()),
        ("treaty_name", "treaty IN (SELECT code FROM temp.treaty)".to_owned()),
        (
            "source",
            format!(
                "recorded_seq <= {at} OR code IN (SELECT l.body ->> 'code' FROM main.ended e JOIN main.log l ON l.seq = e.seq
                                                  WHERE e.by_seq > {at} AND e.seq <= {at} AND l.kind = 'source')"
            ),
        ),
    ]
}

/// What keeps a statement from the record as it stands now.
#[derive(Debug, Clone)]
pub(super) struct Wall {
    /// How the names begin through which the windows look at the file. `SQLite` tells by which view something is read, or by
    /// which name that the statement gives to a part of itself: only a name that no statement has in it is that of a view.
    through: String,
    at: i64,
}

impl Wall {
    /// Puts a window in the place of the log.
    pub(super) fn before_log(connection: &Connection, at: i64) -> Result<Self> {
        let wall = Self { through: format!("at_{:016x}", RandomState::new().hash_one(at)), at };
        // Where nothing but the key is read of a table, SQLite does not tell by which view.
        wall.window(connection, LOG, &format!("seq <= {at} AND recorded_at > ''"))?;
        Ok(wall)
    }

    /// Puts a window in the place of each other table that is not shadowed. A statement that knows the windows is refused.
    pub(super) fn before_all(&self, connection: &Connection, statement: &str) -> Result<()> {
        if statement.to_ascii_lowercase().contains(&self.through) {
            return Err(Error::Refused(format!(
                "{}: that name is not for statements; leave it out",
                self.through
            )));
        }
        windows(self.at).iter().try_for_each(|(table, rows)| self.window(connection, table, rows))
    }

    fn window(&self, connection: &Connection, table: &str, rows: &str) -> Result<()> {
        let Self { through, .. } = self;
        connection.execute_batch(&format!(
            "CREATE TEMP VIEW {through}_{table} AS SELECT * FROM main.{table} WHERE {rows};
             CREATE TEMP VIEW {table} AS SELECT * FROM temp.{through}_{table}"
        ))?;
        Ok(())
    }

    /// Whether what a statement would read is of the record as it stands now.
    fn is_before(&self, table: &str, schema: Option<&str>, through: Option<&str>) -> bool {
        if through.is_some_and(|view| view.starts_with(&self.through)) {
            return false;
        }
        let is = |name: &str| table.eq_ignore_ascii_case(name);
        match schema {
            Some(schema) if schema.eq_ignore_ascii_case("temp") => false,
            // Tables of functions are in no file.
            Some(_) if is("json_each") || is("json_tree") => false,
            Some(_) if table.get(..7).is_some_and(|start| start.eq_ignore_ascii_case("pragma_")) => false,
            Some(_) => !ALWAYS_THE_SAME.into_iter().any(is),
            // Without the name of a schema a shadow or a window stands before each table of the record.
            None => {
                let starts = |name: &str| {
                    table.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name))
                };
                OF_THE_FILE.into_iter().any(starts)
            }
        }
    }
}

/// Why a part of a statement is not allowed; none where it is.
pub(super) fn forbidden(context: &AuthContext<'_>, wall: Option<&Wall>) -> Option<Error> {
    let is_one_of = |name: &str, of: &[&str]| of.iter().any(|known| name.eq_ignore_ascii_case(known));
    let writes = |table: &str| {
        let what = if table.starts_with("sqlite_") { "the schema" } else { table };
        only_reads(&format!("it would write to {what}"))
    };
    match context.action {
        AuthAction::Select | AuthAction::Recursive => None,
        AuthAction::Read { table_name, .. } => {
            let is_later =
                wall.is_some_and(|wall| wall.is_before(table_name, context.database_name, context.accessor));
            is_later.then(|| {
                let schema = context.database_name.map_or_else(String::new, |name| format!("{name}."));
                Error::Refused(format!(
                    "{schema}{table_name} is the record as it stands now, and --known-at asks for an earlier one"
                ))
            })
        }
        AuthAction::Function { function_name } => {
            is_one_of(function_name, &FUNCTIONS).then(|| only_reads(&format!("it calls {function_name}")))
        }
        AuthAction::Pragma { pragma_name, .. } => {
            (!is_one_of(pragma_name, &PRAGMAS)).then(|| only_reads(&format!("it is PRAGMA {pragma_name}")))
        }
        AuthAction::Insert { table_name }
        | AuthAction::Delete { table_name }
        | AuthAction::Update { table_name, .. } => Some(writes(table_name)),
        AuthAction::Attach { .. } | AuthAction::Detach { .. } => Some(only_reads("it is about another file")),
        AuthAction::Transaction { .. } | AuthAction::Savepoint { .. } => {
            Some(only_reads("it is about transactions"))
        }
        _ => Some(only_reads("it would change the schema")),
    }
}

/// The error for a statement that would do more.
pub(super) fn only_reads(why: &str) -> Error {
    Error::Refused(format!("{why}; accede sql only reads: to record something, use accede record"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::{known, schema};

    #[test]
    fn each_table_is_shadowed_or_has_a_window_or_is_always_the_same() {
        let has_window = |table: &str| table == LOG || windows(1).iter().any(|window| window.0 == table);
        for table in schema::derived_tables().map(|table| table.name).chain([LOG]) {
            let ways = [known::is_shadowed(table), has_window(table), ALWAYS_THE_SAME.contains(&table)];
            assert_eq!(ways.into_iter().filter(|way| *way).count(), 1, "{table}");
        }
    }
}
