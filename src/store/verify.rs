//! Whether a file is what it says: the log link by link, the derived tables row by row, the schema, and `SQLite`'s own
//! checks.

use std::path::Path;

use rusqlite::Connection;

use super::as_recorded::Questions;
use super::chain::{Chain, broken};
use super::derived_anew::DerivedAnew;
use super::entry::Head;
use super::file::Store;
use super::follows::{self, Beside, Unmoved};
use super::reflected::Reflected;
use super::schema::{self, Difference};
use super::{clock, compare, log, open, rebuild};
use crate::error::{Error, Result};
use crate::law::DERIVATION;

/// What was examined in a file whose record holds, and what is wrong with the rest of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verified {
    /// The newest entry.
    pub head: Head,
    /// What the derived tables have otherwise than the log says.
    pub derived: Vec<String>,
    /// How many rows follow from the log.
    pub rows: u64,
    /// How many derived tables there are.
    pub tables: usize,
    /// What the schema has otherwise than this program makes it.
    pub schema: Vec<String>,
    /// What `SQLite` finds wrong with the file.
    pub file: Vec<String>,
}

impl Verified {
    /// Whether nothing is wrong.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        self.derived.is_empty() && self.schema.is_empty() && self.file.is_empty()
    }
}

impl Store {
    /// Checks RECORD alone: the chain of every entry, the moment it was recorded, the form of its body, and that accede could
    /// have written it there. Returns the newest entry.
    pub fn verify_record(&self) -> Result<Head> {
        log::inspect(&self.connection, Some(clock::last_day_recorded()), |_, _| {})
    }

    /// Checks all of the file, and that the `noted` entries are still in the log with the hashes that they had. A
    /// record that does not hold is an error, and so is damage that a rebuild does not mend.
    pub fn verify(&self, noted: &[Head]) -> Result<Verified> {
        let _steady = self.steady()?;
        let verified = self.examine(noted)?;
        if verified.is_sound() || self.rebuild_mends() {
            return Ok(verified);
        }
        let why = [&verified.file, &verified.schema, &verified.derived].into_iter().flatten().next();
        let why = why.map_or("it is damaged", String::as_str);
        Err(Error::Database {
            path: self.path.clone(),
            why: format!("{why}; its record holds: accede dump and accede load make a sound file of it"),
        })
    }

    /// The same, whether or not a rebuild mends what is wrong. What `SQLite` itself finds is looked for meanwhile, by a
    /// connection of its own.
    pub(super) fn examine(&self, noted: &[Head]) -> Result<Verified> {
        // Where it is looked at by a copy, the copy is what is examined.
        let file = self.connection.path().filter(|path| !path.is_empty());
        std::thread::scope(|scope| {
            let unmoved = file.map(|file| scope.spawn(|| follows::unmoved(Path::new(file)).ok().flatten()));
            let faults_beside = file.map(|file| scope.spawn(|| faults_of(Path::new(file))));
            let unmoved = || unmoved.and_then(|thread| thread.join().ok().flatten());
            let mut verified = self.examine_record(noted, unmoved)?;
            verified.file = match faults_beside.map(std::thread::ScopedJoinHandle::join) {
                Some(Ok(Ok(faults))) => faults,
                _ => faults(&self.connection),
            };
            Ok(verified)
        })
    }

    fn examine_record(&self, noted: &[Head], unmoved: impl FnOnce() -> Option<Unmoved>) -> Result<Verified> {
        let differences = schema::differences(&self.connection, false)?;
        schema::record_is_whole(&differences)?;
        let by_another = self.made_by_another();
        let is_ours = by_another.is_none() && differences.is_empty();
        let mut questions = is_ours.then(|| Questions::to(&self.connection).ok()).flatten();
        let mut beside = questions.as_mut().and_then(|questions| Beside::begin(questions.ask().ok()?).ok());
        let head = log::inspect(&self.connection, Some(clock::last_day_recorded()), |entry, fact| {
            if let Some(beside) = &mut beside {
                beside.follow(entry, fact);
            }
        })?;
        check_noted(&self.connection, &head, noted)?;
        let mut verified = Verified {
            head,
            derived: Vec::new(),
            rows: 0,
            tables: 0,
            schema: differences.iter().map(ToString::to_string).collect(),
            file: Vec::new(),
        };
        verified.derived.extend(by_another);
        if verified.derived.is_empty() {
            let unmoved = unmoved();
            match beside
                .zip(unmoved)
                .and_then(|(beside, unmoved)| beside.holds(&self.connection, &unmoved).ok()?)
            {
                Some(rows) => (verified.rows, verified.tables) = (rows, schema::derived_tables().count()),
                None => self.compare_derived(&self.derived_anew()?, &differences, &mut verified),
            }
        }
        Ok(verified)
    }

    /// The derived tables made anew in memory.
    fn derived_anew(&self) -> Result<Connection> {
        let mut anew = DerivedAnew::begin()?;
        log::replay(&self.connection, 1, i64::MAX, |entry, fact| {
            anew.follow(entry, &fact);
            Ok(())
        })?;
        anew.complete()
    }

    /// Where another law made the derived tables: what to say of them.
    fn made_by_another(&self) -> Option<String> {
        let reflected = Reflected::read(&self.connection).ok()?;
        if let Some(newer) = rebuild::newer_derivation(&reflected) {
            return Some(newer);
        }
        let older = reflected.derivation.filter(|derivation| *derivation < DERIVATION)?;
        Some(format!(
            "an older accede made the derived tables (derivation {older}, this one makes {DERIVATION})"
        ))
    }

    fn compare_derived(&self, derived: &Connection, differences: &[Difference], verified: &mut Verified) {
        for table in schema::derived_tables().map(|table| table.name) {
            verified.tables += 1;
            if differences.iter().any(|difference| difference.is_about(table)) {
                continue;
            }
            match compare::table(&self.connection, derived, table, &[]) {
                Ok(compared) => {
                    verified.rows += compared.rows;
                    verified.derived.extend(compared.difference);
                }
                Err(why) => verified.derived.push(format!("{table} cannot be read: {why}")),
            }
        }
    }

    /// Whether a rebuild makes the file sound: it is tried on a copy in memory.
    fn rebuild_mends(&self) -> bool {
        let try_it = || -> Result<bool> {
            let mut copy = Self::of(rebuild::in_memory_copy(self)?, &self.path, self.access);
            copy.rebuild()?;
            Ok(faults(&copy.connection).is_empty())
        };
        try_it().unwrap_or(false)
    }
}

/// The heads noted earlier have to be entries of the chain.
pub(super) fn check_noted(connection: &Connection, head: &Head, noted: &[Head]) -> Result<()> {
    for Head { seq, hash } in noted {
        let (newest, next) = (head.seq, head.seq + 1);
        let now = match seq {
            0 => Some(Chain::new().head().hash),
            seq => log::hash_of(connection, *seq)?,
        };
        let why = match now {
            Some(now) if now.eq_ignore_ascii_case(hash) => continue,
            Some(_) => {
                "its hash is not the one noted: since then it was changed, or an entry before it, and the chain computed anew"
            }
            None => {
                let why = format!(
                    "the tail was cut: there were {seq} entries when the head was noted, and now there are {newest}"
                );
                return Err(Error::Broken { seq: next, why });
            }
        };
        return Err(broken(*seq, why));
    }
    Ok(())
}

/// The same by a connection of its own, which looks up every row by every index.
fn faults_of(path: &Path) -> Result<Vec<String>> {
    let connection = open::reading(path)?;
    connection.execute_batch("PRAGMA cache_size = -65536")?;
    Ok(faults(&connection))
}

/// What `SQLite` finds wrong with a file, and rows that refer to none.
fn faults(connection: &Connection) -> Vec<String> {
    let rows = |sql: &str, read: fn(&rusqlite::Row) -> rusqlite::Result<String>| -> Vec<String> {
        let found = connection
            .prepare(sql)
            .and_then(|mut statement| statement.query_map([], read)?.collect::<rusqlite::Result<Vec<_>>>());
        found.unwrap_or_else(|why| vec![why.to_string()])
    };
    let mut faults = rows("PRAGMA integrity_check(20)", |row| row.get(0));
    // The list of free pages: where a view comes first in SQLite's own order, the check of everything leaves it out.
    for fault in rows("PRAGMA integrity_check(sqlite_schema)", |row| row.get(0)) {
        if !faults.contains(&fault) {
            faults.push(fault);
        }
    }
    faults.retain(|fault| fault != "ok");
    faults.extend(rows("SELECT \"table\", parent FROM pragma_foreign_key_check LIMIT 20", |row| {
        let (table, parent) = (row.get::<_, String>(0)?, row.get::<_, String>(1)?);
        Ok(format!("a row of {table} refers to a row of {parent} that does not exist"))
    }));
    faults
}
