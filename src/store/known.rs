//! The record as it stood at an earlier entry (`--known-at`): acts, clauses, memberships and what was published of a
//! treaty as they were known then; names as they are known now, and the law as this program has it now.
//!
//! Tables in the TEMP schema shadow those of the file under the same names, so that every query answers from them.
//! They hold the versions of rows that counted then, and what follows from these is derived anew: for a treaty once
//! it is asked about, together with those that its clauses refer to.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::sync::LazyLock;

use rusqlite::Connection;

use super::entry::Moment;
use super::file::{Known, Store};
use super::permits::Wall;
use super::register_row::Row;
use super::rows::{all, column, one, write};
use super::touched::Touched;
use super::{derive, log, schema};
use crate::error::{Error, Result};
use crate::model::{Body, Declaration, Keeps, LookingBack};

/// The rows that a clause refers by, which are no register of their own.
const REFERRED: &str = "clause_treaty";

/// The tables that are shadowed. Sources, and the names of treaties and participants, are as they are known now.
static SHADOWED: LazyLock<Vec<&str>> = LazyLock::new(|| {
    let registers = registers()
        .filter(|(_, register)| register.looking_back != LookingBack::AsNow)
        .map(|(table, _)| table);
    registers.chain([REFERRED]).chain(schema::tables_by_law().map(|table| table.name)).collect()
});

/// The registers by their tables.
fn registers() -> impl Iterator<Item = (&'static str, &'static Declaration)> {
    Body::REGISTERS.into_iter().filter_map(|register| Some((register.table?, register)))
}

impl Store {
    /// Makes the tables of what was known at `moment`, in place of those of another one; returns the number and the time
    /// of the entry that was then the newest.
    pub(super) fn look_back_within(&mut self, moment: Moment) -> Result<(i64, String)> {
        self.unshadow()?;
        let head = log::head(&self.connection)?.seq;
        let at = match moment {
            Moment::Entry(seq) if seq > head => {
                return Err(Error::Usage(format!("there is no entry @{seq}; the newest is @{head}")));
            }
            Moment::Entry(seq) => seq,
            Moment::Day(day) => self.entry_on(day)?,
        };
        let Some(recorded_at) = recorded_at(&self.connection, at)? else {
            let by_then = match moment {
                Moment::Entry(seq) => format!("at @{seq}"),
                Moment::Day(day) => format!("on {day}"),
            };
            let first = recorded_at(&self.connection, 1)?;
            let first = first.map_or_else(String::new, |day| format!(": the first entry is of {day}"));
            return Err(Error::NothingYet(format!("nothing was recorded yet {by_then}{first}")));
        };
        if at < head {
            let wall = self.shadow(at)?;
            self.known = Some(Known { at, wall, taken: RefCell::default() });
        }
        Ok((at, recorded_at))
    }

    /// Whether this treaty is in the file, but was not recorded yet at the entry that is looked back at.
    pub fn is_later(&self, treaty: &str) -> Result<bool> {
        let Some(known) = &self.known else {
            return Ok(false);
        };
        let sql = "SELECT recorded_seq > ?2 FROM main.treaty WHERE code = ?1";
        Ok(one(&self.connection, sql, (treaty, known.at))?.unwrap_or(false))
    }

    /// Takes the tables of an earlier look back away.
    fn unshadow(&mut self) -> Result<()> {
        self.known = None;
        let sql =
            "SELECT type, name FROM sqlite_temp_schema WHERE type IN ('view', 'table') ORDER BY type DESC";
        for (kind, name) in all::<(String, String)>(&self.connection, sql, [])? {
            self.connection.execute_batch(&format!("DROP {kind} temp.\"{name}\""))?;
        }
        Ok(())
    }

    fn shadow(&self, at: i64) -> Result<Wall> {
        let connection = &self.connection;
        for (name, statement) in schema::statements(schema::derived_part()) {
            if is_shadowed(name) {
                connection.execute_batch(&statement.replacen("CREATE TABLE", "CREATE TEMP TABLE", 1))?;
            } else if let Some((_, table)) = statement.split_once(" ON ")
                && statement.starts_with("CREATE INDEX")
                && table.split('(').next().is_some_and(is_shadowed)
            {
                connection.execute_batch(&statement.replacen("CREATE INDEX ", "CREATE INDEX temp.", 1))?;
            }
        }
        let wall = Wall::before_log(connection, at)?;
        for register in registers().filter(|(_, register)| register.looking_back == LookingBack::AsItWas) {
            take(connection, register, at, "")?;
        }
        connection.execute(&format!("INSERT INTO temp.{REFERRED} SELECT * FROM main.{REFERRED}"), [])?;
        revive(connection, at)?;
        for (table, columns) in [("participant", "name, official_name"), ("treaty", "title, short_title")] {
            connection.execute_batch(&format!(
                "UPDATE temp.{table} SET ({columns}) = (SELECT {columns} FROM main.{table} now WHERE now.code = {table}.code)"
            ))?;
        }
        derive::of_the_world(connection)?;
        Ok(wall)
    }

    /// Takes in a treaty, where an earlier moment is looked at, with those that its clauses refer to.
    pub(super) fn take_in(&self, treaty: &str) -> Result<()> {
        match &self.known {
            Some(known) => known.take_in(&self.connection, vec![treaty.to_owned()]),
            None => Ok(()),
        }
    }

    /// Takes in one treaty, or every one, where an earlier moment is looked at.
    pub(super) fn take_in_asked(&self, treaty: Option<&str>) -> Result<()> {
        treaty.map_or_else(|| self.take_in_all(), |code| self.take_in(code))
    }

    /// Takes in every treaty, where an earlier moment is looked at.
    pub(super) fn take_in_all(&self) -> Result<()> {
        let Some(known) = &self.known else {
            return Ok(());
        };
        known.take_in(&self.connection, column(&self.connection, "SELECT code FROM treaty", [])?)
    }
}

impl Known {
    fn take_in(&self, connection: &Connection, mut waiting: Vec<String>) -> Result<()> {
        let others = "SELECT DISTINCT r.other FROM clause_treaty r JOIN clause c ON c.id = r.clause WHERE r.treaty = ?1";
        let mut new = BTreeSet::new();
        while let Some(code) = waiting.pop() {
            if self.taken.borrow_mut().insert(code.clone()) {
                waiting.extend(column::<String>(connection, others, [&code])?);
                for register in
                    registers().filter(|(_, register)| register.looking_back == LookingBack::AsItWasByTreaty)
                {
                    take(connection, register, self.at, &code)?;
                }
                new.insert(code);
            }
        }
        if new.is_empty() {
            return Ok(());
        }
        derive::treaties(connection, &Touched { treaties: new, ..Touched::default() }, None).map(drop)
    }
}

/// The versions of rows that counted at an entry; of acts and statements those under one treaty. What follows by law was
/// taken from those that no longer count now.
fn take(
    connection: &Connection,
    (table, register): (&str, &Declaration),
    at: i64,
    treaty: &str,
) -> Result<()> {
    if register.keeps == Keeps::Present {
        let sql = format!("INSERT INTO temp.{table} SELECT * FROM main.{table} WHERE recorded_seq <= ?1");
        return write(connection, &sql, [at]).map(drop);
    }
    let of_treaty = if treaty.is_empty() { "?2 = ''" } else { "treaty = ?2" };
    let sql = format!(
        "INSERT INTO temp.{table} SELECT * FROM main.{table}
         WHERE {of_treaty} AND recorded_seq <= ?1 AND (superseded_seq IS NULL OR superseded_seq > ?1)"
    );
    write(connection, &sql, (at, treaty))?;
    let sql =
        format!("UPDATE temp.{table} SET superseded_seq = NULL WHERE {of_treaty} AND superseded_seq > ?1");
    write(connection, &sql, (at, treaty)).map(drop)
}

/// Rows of which the file keeps only a newer version, from the entries that counted then.
fn revive(connection: &Connection, at: i64) -> Result<()> {
    let sql = "SELECT e.seq, l.kind FROM ended e JOIN main.log l ON l.seq = e.seq
               WHERE e.seq <= ?1 AND e.by_seq > ?1 ORDER BY e.seq";
    for (seq, kind) in all::<(i64, String)>(connection, sql, [at])? {
        let is_gone = |register: &Declaration| {
            register.keeps != Keeps::EveryVersion && register.looking_back != LookingBack::AsNow
        };
        if Body::register_called(&kind).is_some_and(is_gone) {
            log::replay(connection, seq, seq, |_, fact| Row::of(fact.body.said()).insert(connection, seq))?;
        }
    }
    Ok(())
}

/// Whether this table is shadowed where an earlier moment is looked at.
pub(super) fn is_shadowed(table: &str) -> bool {
    SHADOWED.contains(&table)
}

fn recorded_at(connection: &Connection, seq: i64) -> Result<Option<String>> {
    one(connection, "SELECT recorded_at FROM main.log WHERE seq = ?1", [seq])
}
