//! Whether the rows of acts, of statements and of what is cited are those that the log gives: read beside it, entry by entry.
//! They are nearly all of a large file, and none of them is kept.

use std::collections::BTreeMap;

use rusqlite::types::ValueRef;
use rusqlite::{Connection, Rows, Statement};

use super::register_row::Row;
use super::rows::all;
use crate::error::Result;
use crate::model::{ActBody, Body, Declaration, ReservationBody, Sources, Value};

/// The tables that are read beside the log.
pub(super) const READ_BESIDE: [&str; 3] = ["act", "reservation", "cited"];

/// The questions to the file.
pub(super) struct Questions<'c> {
    acts: Statement<'c>,
    statements: Statement<'c>,
    cited: Statement<'c>,
}

impl<'c> Questions<'c> {
    pub(super) fn to(file: &'c Connection) -> Result<Self> {
        Ok(Self {
            acts: file.prepare(&in_order(&ActBody::DECLARATION))?,
            statements: file.prepare(&in_order(&ReservationBody::DECLARATION))?,
            cited: file.prepare("SELECT seq, position, source FROM cited ORDER BY seq, position")?,
        })
    }

    /// Begins to read the rows.
    pub(super) fn ask(&mut self) -> Result<AsRecorded<'_>> {
        let mut cited = Cited { rows: self.cited.query([])?, at: None, source: String::new() };
        cited.go_on()?;
        Ok(AsRecorded {
            acts: Side::of(&mut self.acts, &ActBody::DECLARATION)?,
            statements: Side::of(&mut self.statements, &ReservationBody::DECLARATION)?,
            cited,
            rows: 0,
            ended: BTreeMap::new(),
            is_here: vec![false],
        })
    }
}

/// The rows of a register; at the end of each whether what follows by law from a row that counts is left in one that does
/// not.
fn in_order(register: &Declaration) -> String {
    const SHOWN: &str = "shown_as";
    let left = |but: &str| {
        let columns = register.by_law.iter().filter(|(column, _)| *column != but);
        let columns = columns.map(|(column, value)| format!("{column} IS NOT {value}"));
        columns.collect::<Vec<_>>().join(" OR ")
    };
    let mut is_left = format!("superseded_seq IS NOT NULL AND ({})", left(""));
    // An act in whose place another one is shown does not count either.
    if register.by_law.iter().any(|(column, _)| *column == SHOWN) {
        is_left = format!("{is_left} OR {SHOWN} IS NOT NULL AND ({})", left(SHOWN));
    }
    let table = register.table.unwrap_or_default();
    format!("SELECT *, {is_left} FROM {table} NOT INDEXED ORDER BY id")
}

/// The rows of the large tables, as far as they have been compared.
pub(super) struct AsRecorded<'q> {
    acts: Side<'q>,
    statements: Side<'q>,
    cited: Cited<'q>,
    /// How many rows were compared.
    rows: u64,
    /// Which rows no longer count, and what ended them.
    ended: BTreeMap<i64, i64>,
    /// Whether the entry of each number has its row here.
    is_here: Vec<bool>,
}

impl AsRecorded<'_> {
    /// Whether the next entry is cited as it says, and where it has a row here, that is the one.
    pub(super) fn is_next(
        &mut self,
        seq: i64,
        sources: Option<&Sources>,
        row: Option<(&Body, &Row)>,
    ) -> Result<bool> {
        self.is_here.push(row.is_some());
        for (position, source) in (1_i64..).zip(sources.into_iter().flat_map(|sources| &sources.0)) {
            if (self.cited.at, &self.cited.source) != (Some((seq, position)), source) {
                return Ok(false);
            }
            self.rows += 1;
            self.cited.go_on()?;
        }
        let Some((body, row)) = row else { return Ok(true) };
        let side = if matches!(body, Body::Act(_)) { &mut self.acts } else { &mut self.statements };
        self.rows += 1;
        side.is_next(seq, row, &mut self.ended)
    }

    /// Whether nothing else is there, and what ended each row is what `derived` says; how many rows there are.
    pub(super) fn rows_if_all(mut self, derived: &Connection) -> Result<Option<u64>> {
        if self.cited.at.is_some()
            || self.acts.rows.next()?.is_some()
            || self.statements.rows.next()?.is_some()
        {
            return Ok(None);
        }
        let is_here = |seq: &i64| usize::try_from(*seq).is_ok_and(|at| self.is_here.get(at) == Some(&true));
        let ended: Vec<(i64, i64)> = all(derived, "SELECT seq, by_seq FROM ended ORDER BY seq", [])?;
        let is_same = ended.into_iter().filter(|(seq, _)| is_here(seq)).eq(self.ended);
        Ok(is_same.then_some(self.rows))
    }
}

/// The rows of what is cited.
struct Cited<'q> {
    rows: Rows<'q>,
    /// The entry and the position of the row that comes next; none after the last.
    at: Option<(i64, i64)>,
    source: String,
}

impl Cited<'_> {
    fn go_on(&mut self) -> Result<()> {
        self.at = match self.rows.next()? {
            None => None,
            Some(row) => {
                row.get_ref(2)?.as_str().map_err(rusqlite::Error::from)?.clone_into(&mut self.source);
                Some((row.get(0)?, row.get(1)?))
            }
        };
        Ok(())
    }
}

/// The rows of one table.
struct Side<'q> {
    rows: Rows<'q>,
    names: Vec<String>,
    /// Where the entry stands, and the one that ended it.
    of_entry: (usize, usize),
    register: &'static Declaration,
    /// Where the values of a recorded row stand; none where they follow by law.
    places: Vec<Option<usize>>,
}

impl<'q> Side<'q> {
    fn of(statement: &'q mut Statement<'_>, register: &'static Declaration) -> Result<Self> {
        let names: Vec<String> = statement.column_names().map(str::to_owned).collect();
        let of_entry = (statement.column_index("recorded_seq")?, statement.column_index("superseded_seq")?);
        Ok(Self { rows: statement.query([])?, names, of_entry, register, places: Vec::new() })
    }

    fn is_next(&mut self, seq: i64, row: &Row, ended: &mut BTreeMap<i64, i64>) -> Result<bool> {
        if self.places.is_empty() {
            match self.found(row) {
                Some(places) => self.places = places,
                None => return Ok(false),
            }
        }
        let ((own, ended_by), last) = (self.of_entry, self.names.len() - 1);
        let Some(found) = self.rows.next()? else { return Ok(false) };
        if (found.get::<_, i64>(0)?, found.get::<_, i64>(own)?, found.get(last)?) != (seq, seq, false) {
            return Ok(false);
        }
        if let Some(by) = found.get::<_, Option<i64>>(ended_by)? {
            ended.insert(seq, by);
        }
        for ((_, value), place) in row.columns().iter().zip(&self.places) {
            let Some(place) = *place else { continue };
            let is_same = match (value, found.get_ref(place)?) {
                (Value::Nothing, ValueRef::Null) => true,
                (Value::Number(number), ValueRef::Integer(found)) => *number == found,
                (Value::Text(text), ValueRef::Text(found)) => text.as_bytes() == found,
                _ => false,
            };
            if !is_same {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Where each value of a recorded row stands. None where the table has a column that neither is recorded nor follows:
    /// a register gives its rows the same columns in the same order each time.
    fn found(&self, row: &Row) -> Option<Vec<Option<usize>>> {
        const OF_ENTRY: [&str; 3] = ["id", "recorded_seq", "superseded_seq"];
        let by_law = |name: &str| self.register.by_law.iter().any(|(column, _)| *column == name);
        let recorded = |name: &str| row.columns().iter().any(|(column, _)| *column == name);
        let columns = &self.names[..self.names.len() - 1];
        let is_told = |name: &String| OF_ENTRY.contains(&name.as_str()) || by_law(name) || recorded(name);
        if !columns.iter().all(is_told) {
            return None;
        }
        let place = |name: &str| columns.iter().position(|known| known == name);
        let places = row.columns().iter().map(|(name, _)| Some(place(name).filter(|_| !by_law(name))));
        places.collect()
    }
}
