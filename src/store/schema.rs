//! The schema by its parts and chapters, what this program adds to it, and whether a file has it.

use std::collections::HashMap;

use rusqlite::Connection;

use crate::error::{Error, Result};
use crate::model::{ActKind, Status};

/// The whole schema: RECORD, then DERIVED.
const SCHEMA: &str = include_str!("../../schema.sql");

/// The table of RECORD.
pub(super) const LOG: &str = "log";

/// The part of the schema that makes RECORD.
pub(super) fn record_part() -> &'static str {
    parts().0
}

/// Makes DERIVED, empty but for its words, in a file that has RECORD, as far as it is made before its rows.
pub(super) fn make_derived(connection: &Connection) -> Result<()> {
    connection.execute_batch(made_first_and_last().0)?;
    let mut insert = connection.prepare("INSERT INTO status_word VALUES (?1, ?2, ?3, ?4)")?;
    for status in Status::ALL {
        insert.execute((status.word(), status.bound(), status.consented(), status.meaning()))?;
    }
    let mut insert = connection.prepare("INSERT INTO act_word VALUES (?1, ?2, ?3, ?4)")?;
    for kind in ActKind::ALL {
        insert.execute((kind.word(), kind.is_consent(), kind.letter(), kind.article()))?;
    }
    Ok(())
}

/// Makes the indexes that the law reads by, once the rows of all entries are there.
pub(super) fn make_what_the_law_reads_by(connection: &Connection) -> Result<()> {
    make_last(connection, true)
}

/// Makes the rest, once what follows by law is there.
pub(super) fn make_the_rest(connection: &Connection) -> Result<()> {
    make_last(connection, false)?;
    for table in derived_tables() {
        for railing in Railing::of(table.name) {
            connection.execute_batch(&railing.statement())?;
        }
    }
    Ok(())
}

fn make_last(connection: &Connection, by_treaty: bool) -> Result<()> {
    for (name, statement) in statements(made_first_and_last().1) {
        if name.ends_with("_by_treaty") == by_treaty {
            connection.execute_batch(statement)?;
        }
    }
    Ok(())
}

fn made_first_and_last() -> (&'static str, &'static str) {
    derived_part().split_once("\n-- DERIVED: made last\n").expect("schema.sql has this chapter")
}

/// The part of the schema that makes DERIVED, without railings.
pub(super) fn derived_part() -> &'static str {
    parts().1
}

/// A table as the schema makes it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Table {
    /// Its name.
    pub name: &'static str,
    text: &'static str,
}

impl Table {
    /// Whether it has a column of this name.
    pub(super) fn has_column(&self, name: &str) -> bool {
        self.text
            .lines()
            .any(|line| line.trim_start().strip_prefix(name).is_some_and(|rest| rest.starts_with(' ')))
    }
}

/// The derived tables, in the order in which they are made.
pub(super) fn derived_tables() -> impl Iterator<Item = Table> {
    tables(derived_part())
}

/// The tables of which every row follows by law.
pub(super) fn tables_by_law() -> impl Iterator<Item = Table> {
    const CHAPTER: &str = "\n-- DERIVED: by law\n";
    let (_, from) = derived_part().split_once(CHAPTER).expect("schema.sql has this chapter");
    tables(from.split("\n-- DERIVED: ").next().unwrap_or(from))
}

fn tables(part: &'static str) -> impl Iterator<Item = Table> {
    let tables = statements(part).filter(|(_, text)| text.starts_with("CREATE TABLE"));
    tables.map(|(name, text)| Table { name, text })
}

fn parts() -> (&'static str, &'static str) {
    SCHEMA.split_once("\n-- DERIVED\n").expect("schema.sql has two parts")
}

/// A trigger that keeps other tools from writing in a derived table: what they changed would be lost.
struct Railing<'a> {
    table: &'a str,
    verb: (&'static str, &'static str),
}

impl<'a> Railing<'a> {
    const VERBS: [(&'static str, &'static str); 3] =
        [("insert", "INSERT"), ("update", "UPDATE"), ("delete", "DELETE")];

    /// Those of a table.
    fn of(table: &'a str) -> impl Iterator<Item = Self> {
        Self::VERBS.into_iter().map(move |verb| Self { table, verb })
    }

    /// Its statement, piece by piece.
    fn pieces(&self) -> [&str; 11] {
        let Self { table, verb: (lower, upper) } = self;
        [
            "CREATE TRIGGER ",
            table,
            "_no_",
            lower,
            " BEFORE ",
            upper,
            " ON ",
            table,
            " BEGIN SELECT RAISE(ABORT, '",
            table,
            " is derived from the log: use accede record'); END",
        ]
    }

    fn statement(&self) -> String {
        self.pieces().concat()
    }

    /// Whether a statement is this one, to the letter.
    fn is(&self, statement: &[u8]) -> bool {
        let rest =
            self.pieces().into_iter().try_fold(statement, |rest, piece| rest.strip_prefix(piece.as_bytes()));
        rest == Some(b"")
    }
}

/// The statements that make tables, indexes, views and triggers, each by the name of what it makes, as `SQLite` keeps
/// them: without comments before and the semicolon behind.
pub(super) fn statements(part: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    let mut rest = part;
    std::iter::from_fn(move || {
        let from = if rest.starts_with("CREATE ") { 0 } else { rest.find("\nCREATE ")? + 1 };
        let text = &rest[from..];
        let end = if text.starts_with("CREATE TRIGGER") { "END;\n" } else { ";\n" };
        // A comment may end in a semicolon, the last line of a statement has none.
        let mut length = 0;
        for line in text.split_inclusive('\n') {
            length += line.len();
            let is_last = line.ends_with(end) || (line == text && line.ends_with(end.trim_end()));
            if is_last && !line.contains("--") {
                break;
            }
        }
        rest = &text[length..];
        let statement = text[..length].trim_end().trim_end_matches(';');
        let name = statement.split([' ', '(']).nth(2).unwrap_or_default();
        Some((name, statement))
    })
}

/// Something in the schema of a file that is not as this program makes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Difference {
    /// RECORD has another form, or is missing: what is wrong.
    Record(String),
    /// A table, index, view or trigger that this program did not make: its type and name.
    Foreign(String, String),
    /// One of ours that is made otherwise: its name.
    Changed(String),
    /// One of ours that is missing: its name.
    Missing(String),
}

/// What others may keep in a file, each known by its statement to the letter: statistics of `SQLite`, its numbers of rows, and
/// the two tables by which Litestream follows a file.
const OF_OTHERS: [&str; 5] = [
    "CREATE TABLE sqlite_stat1(tbl,idx,stat)",
    "CREATE TABLE sqlite_stat4(tbl,idx,neq,nlt,ndlt,sample)",
    "CREATE TABLE sqlite_sequence(name,seq)",
    "CREATE TABLE _litestream_seq (id INTEGER PRIMARY KEY, seq INTEGER)",
    "CREATE TABLE _litestream_lock (id INTEGER)",
];

/// Whether something in a file may be there beside what is ours: what is in [`OF_OTHERS`], and the indexes that `SQLite`
/// makes of a key, which have no statement.
pub(super) fn may_stand_beside(kind: &str, name: &str, sql: Option<&str>) -> bool {
    match sql {
        None => kind == "index" && name.starts_with("sqlite_autoindex_"),
        Some(sql) => OF_OTHERS.contains(&sql) && makes(sql.as_bytes(), kind.as_bytes(), name.as_bytes()),
    }
}

/// Compares the schema of a file with this program's; `of_old` where an earlier derivation made it, so that tables may
/// have had another form. What others may keep beside it does not count.
pub(super) fn differences(connection: &Connection, of_old: bool) -> Result<Vec<Difference>> {
    if is_as_made(connection)? {
        return Ok(Vec::new());
    }
    let mut ours: HashMap<String, String> =
        statements(SCHEMA).map(|(name, text)| (name.to_owned(), text.to_owned())).collect();
    for table in derived_tables() {
        let railings = Railing::of(table.name);
        ours.extend(railings.map(|railing| (railing.pieces()[1..4].concat(), railing.statement())));
    }
    let mut found = Vec::new();
    let mut statement = connection.prepare("SELECT type, name, sql FROM sqlite_schema")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let (kind, name) = (row.get_ref(0)?.as_str(), row.get_ref(1)?.as_str());
        let (Ok(kind), Ok(name)) = (kind, name) else {
            return Ok(vec![Difference::Foreign("object".to_owned(), "?".to_owned())]);
        };
        if may_stand_beside(kind, name, row.get_ref(2)?.as_str_or_null().unwrap_or(Some(""))) {
            continue;
        }
        let text = row.get_ref(2)?.as_str().unwrap_or_default();
        match ours.remove(name) {
            None => found.push(Difference::Foreign(kind.to_owned(), name.to_owned())),
            Some(expected) if expected == text => {}
            Some(_) if name == LOG => {
                found.push(Difference::Record("its log is not the table that accede makes".to_owned()));
            }
            Some(expected) => {
                let same_kind = expected.get("CREATE ".len()..).is_some_and(|rest| {
                    rest.get(..kind.len()).is_some_and(|word| word.eq_ignore_ascii_case(kind))
                });
                if !(of_old && same_kind) {
                    found.push(Difference::Changed(name.to_owned()));
                }
            }
        }
    }
    if ours.contains_key(LOG) {
        found.push(Difference::Record("the log is missing".to_owned()));
    }
    if !of_old {
        found.extend(ours.into_keys().map(Difference::Missing));
    }
    found.sort_by_key(|difference| match difference {
        Difference::Record(text) => (0, text.clone()),
        Difference::Foreign(kind, name) => (1, format!("{kind} {name}")),
        Difference::Changed(name) => (2, name.clone()),
        Difference::Missing(name) => (3, name.clone()),
    });
    Ok(found)
}

/// Whether the schema of a file is this program's to the letter and in its order, as it is where nobody else wrote. Every
/// command asks this first, so bytes are compared as they stand.
fn is_as_made(connection: &Connection) -> Result<bool> {
    let mut rest = next_statement(SCHEMA.as_bytes());
    let mut tables = Vec::new();
    let mut railings = None;
    let mut statement = connection
        .prepare("SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY rowid")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let bytes = |column| row.get_ref(column).ok().and_then(|value| value.as_bytes().ok());
        let (Some(kind), Some(name), Some(sql)) = (bytes(0), bytes(1), bytes(2)) else {
            return Ok(false);
        };
        if !makes(sql, kind, name) {
            return Ok(false);
        }
        if let Some(ours) = rest {
            let Some(after) = ours.strip_prefix(sql).and_then(|after| after.strip_prefix(b";")) else {
                return Ok(false);
            };
            rest = next_statement(after);
            if kind == b"table" && name != LOG.as_bytes() {
                tables.extend(str::from_utf8(&ours["CREATE TABLE ".len()..][..name.len()]));
            }
            continue;
        }
        // After all of schema.sql come the railings.
        let railings =
            railings.get_or_insert_with(|| std::mem::take(&mut tables).into_iter().flat_map(Railing::of));
        if !railings.next().is_some_and(|railing| railing.is(sql)) {
            return Ok(false);
        }
    }
    Ok(rest.is_none() && railings.is_some_and(|mut railings| railings.next().is_none()))
}

/// The schema from the next line on that begins a statement; none after the last.
fn next_statement(schema: &[u8]) -> Option<&[u8]> {
    let mut rest = schema;
    while !rest.starts_with(b"CREATE ") {
        let end = rest.iter().position(|byte| *byte == b'\n')?;
        rest = &rest[end + 1..];
    }
    Some(rest)
}

/// Whether a statement makes something of this kind by this name.
fn makes(sql: &[u8], kind: &[u8], name: &[u8]) -> bool {
    let rest = sql.strip_prefix(b"CREATE ").and_then(|rest| rest.split_at_checked(kind.len()));
    rest.is_some_and(|(word, rest)| {
        let rest = rest.strip_prefix(b" ").and_then(|rest| rest.strip_prefix(name));
        word.eq_ignore_ascii_case(kind)
            && rest.is_some_and(|rest| rest.starts_with(b" ") || rest.starts_with(b"("))
    })
}

impl Difference {
    /// Whether it is about one of ours by this name.
    pub(super) fn is_about(&self, ours: &str) -> bool {
        matches!(self, Self::Changed(name) | Self::Missing(name) if name == ours)
    }

    /// Whether only a trigger is missing that keeps other tools from writing: this program does without it.
    pub(super) fn is_a_missing_railing(&self) -> bool {
        let Self::Missing(name) = self else {
            return false;
        };
        statements(SCHEMA).all(|(ours, text)| ours != name || text.starts_with("CREATE TRIGGER"))
    }
}

/// The error for a file whose log is not as this program makes it.
pub(super) fn record_is_whole(differences: &[Difference]) -> Result<()> {
    match differences.first() {
        Some(Difference::Record(why)) => Err(Error::Broken { seq: 1, why: why.clone() }),
        _ => Ok(()),
    }
}

impl std::fmt::Display for Difference {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Record(why) => f.write_str(why),
            Self::Foreign(kind, name) => write!(f, "the {kind} '{name}' is not of accede's making"),
            Self::Changed(name) => write!(f, "'{name}' is not as accede makes it"),
            Self::Missing(name) => write!(f, "'{name}' is missing"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::open;

    /// RECORD and DERIVED, as in a new file.
    fn made() -> Connection {
        let connection = open::in_memory().unwrap();
        connection.execute_batch(record_part()).unwrap();
        make_derived(&connection).unwrap();
        make_what_the_law_reads_by(&connection).unwrap();
        make_the_rest(&connection).unwrap();
        connection
    }

    #[test]
    fn a_file_made_of_the_schema_differs_in_nothing() {
        let connection = made();
        assert!(is_as_made(&connection).unwrap());
        assert_eq!(differences(&connection, false).unwrap(), []);
        assert_eq!(statements(SCHEMA).count(), SCHEMA.matches("\nCREATE ").count());
        let derived = i64::try_from(derived_tables().count()).unwrap();
        assert_eq!(derived + 1, i64::try_from(SCHEMA.matches("\nCREATE TABLE ").count()).unwrap());
        assert!(tables_by_law().any(|table| table.name == "spell" && table.has_column("treaty")));
        assert!(tables_by_law().all(|table| table.name != "act"));
        let triggers = "SELECT count(*) FROM sqlite_schema WHERE type = 'trigger'";
        let triggers = connection.query_row(triggers, [], |row| row.get::<_, i64>(0));
        assert_eq!(triggers.unwrap(), 3 + 3 * derived);
    }

    #[test]
    fn every_railing_counts() {
        for change in [
            "DROP TRIGGER mode_no_delete",
            "DROP TRIGGER meta_no_insert",
            "DROP TRIGGER act_no_update; CREATE TRIGGER act_no_update BEFORE UPDATE ON act BEGIN SELECT 1; END",
        ] {
            let connection = made();
            connection.execute_batch(change).unwrap();
            assert!(!is_as_made(&connection).unwrap(), "{change}");
            let found = differences(&connection, false).unwrap();
            assert_eq!(
                (found.len(), found[0].is_a_missing_railing()),
                (1, !change.contains("CREATE")),
                "{change}"
            );
        }
    }

    #[test]
    fn what_is_foreign_changed_or_missing_is_named() {
        let connection = made();
        connection
            .execute_batch(
                "CREATE TABLE sqlite_of_mine (x); DROP VIEW party_count; DROP VIEW status_today;
                 CREATE VIEW status_today AS SELECT 1; CREATE TRIGGER t AFTER INSERT ON log BEGIN SELECT 1; END",
            )
            .unwrap_err();
        connection
            .execute_batch(
                "DROP VIEW party_count; DROP VIEW status_today; CREATE VIEW status_today AS SELECT 1;
                 CREATE TRIGGER t AFTER INSERT ON log BEGIN SELECT 1; END",
            )
            .unwrap();
        assert!(!is_as_made(&connection).unwrap());
        let texts = |of_old| -> Vec<String> {
            differences(&connection, of_old).unwrap().iter().map(ToString::to_string).collect()
        };
        assert_eq!(
            texts(false),
            [
                "the trigger 't' is not of accede's making",
                "'status_today' is not as accede makes it",
                "'party_count' is missing",
            ]
        );
        assert_eq!(texts(true), ["the trigger 't' is not of accede's making"]);
        record_is_whole(&differences(&connection, false).unwrap()).unwrap();
        connection.execute_batch("ALTER TABLE log RENAME TO other").unwrap_err();
    }
}
