//! Whether everything derived follows from the log, found without making all of it anew. The small tables are made in memory
//! while the log is read, the large ones read beside it, and what the law derives from the file as it stands has to change
//! nothing there. The answer is yes or no: what is wrong is found by making all of it anew.

use std::collections::BTreeMap;
use std::path::Path;

use rusqlite::Connection;

use super::as_recorded::{AsRecorded, READ_BESIDE};
use super::cache::Cache;
use super::derived_anew::DerivedAnew;
use super::entry::{EntryRef, Head};
use super::register_row::Row;
use super::rows::{column, one};
use super::touched::Touched;
use super::{apply, compare, derive, log, open, schema, shown_acts};
use crate::error::Result;
use crate::model::{Body, Fact};

/// What follows by law is read from a table like any other, but for who sat where and whose territory is whose.
const MADE_IN_MEMORY: [&str; 2] = ["seat", "territory_tie"];

/// The entries so far, beside the file.
pub(super) struct Beside<'q> {
    large: AsRecorded<'q>,
    small: DerivedAnew,
    holds: bool,
}

impl<'q> Beside<'q> {
    pub(super) fn begin(large: AsRecorded<'q>) -> Result<Self> {
        Ok(Self { large, small: DerivedAnew::begin()?, holds: true })
    }

    /// Looks at what the next entry brings.
    pub(super) fn follow(&mut self, entry: &EntryRef, fact: &Fact) {
        self.holds = self.holds && self.is_next(entry, fact).unwrap_or(false);
    }

    fn is_next(&mut self, entry: &EntryRef, fact: &Fact) -> Result<bool> {
        let said = fact.body.said();
        let sources = said.sources();
        if !matches!(fact.body, Body::Act(_) | Body::Reservation(_)) {
            self.small.follow(entry, fact);
            return self.large.is_next(entry.seq, sources, None);
        }
        self.small.note(entry, fact)?;
        let mut row = Row::of(said);
        apply::fill_in(self.small.connection(), entry.seq, &fact.body, &mut row)?;
        self.large.is_next(entry.seq, sources, Some((&fact.body, &row)))
    }

    /// Whether the file has that and no more, and how many rows; `by_law` are those that the law moves nothing in.
    pub(super) fn holds(self, file: &Connection, by_law: &Unmoved) -> Result<Option<u64>> {
        if !self.holds {
            return Ok(None);
        }
        let (derived, head) = self.small.without_acts()?;
        let Some(mut rows) = self.large.rows_if_all(&derived)? else { return Ok(None) };
        // The law moves nothing of a treaty that no longer counts: whatever it left there has to be looked at.
        let is_gone =
            one(&derived, "SELECT EXISTS (SELECT 1 FROM treaty WHERE superseded_seq IS NOT NULL)", [])?;
        if is_gone != Some(false) || by_law.head != head {
            return Ok(None);
        }
        let followed: Vec<&str> = schema::tables_by_law().map(|table| table.name).collect();
        for table in schema::derived_tables().map(|table| table.name) {
            if READ_BESIDE.contains(&table) {
                continue;
            }
            if !MADE_IN_MEMORY.contains(&table) && followed.contains(&table) {
                let there = one::<i64>(file, &format!("SELECT count(*) FROM {table}"), [])?;
                let there = there.and_then(|number| u64::try_from(number).ok());
                if there != Some(by_law.rows.get(table).copied().unwrap_or(0)) {
                    return Ok(None);
                }
                rows += there.unwrap_or(0);
                continue;
            }
            let register = Body::REGISTERS.into_iter().find(|register| register.table == Some(table));
            let compared =
                compare::table(file, &derived, table, register.map_or(&[], |register| register.by_law))?;
            if compared.difference.is_some() {
                return Ok(None);
            }
            rows += compared.rows;
        }
        Ok(Some(rows))
    }
}

/// What the law moves nothing in: the newest entry of the file, and how many rows of each table it derives.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Unmoved {
    head: Head,
    rows: BTreeMap<&'static str, u64>,
}

/// Derives everything from the file as it stands; none where something would change there, or where treaties refer to each
/// other in a circle, so that what is there may rest on nothing but itself.
pub(super) fn unmoved(path: &Path) -> Result<Option<Unmoved>> {
    let file = open::reading(path)?;
    // Whatever would be written is an error.
    file.execute_batch("PRAGMA query_only = ON; PRAGMA cache_size = -32768; BEGIN")?;
    let head = log::head(&file)?;
    let treaties = column(&file, "SELECT code FROM treaty", [])?.into_iter().collect();
    let touched = Touched { treaties, ..Touched::default() };
    let mut cache = Cache::at(&file, 0, None)?;
    let order = derive::concerned(&file, &touched, &cache)?;
    if order.has_circle {
        return Ok(None);
    }
    let mut rows = BTreeMap::new();
    for code in order.treaties {
        shown_acts::settle(&file, &code, false)?;
        if !cache.load(&file, &code, false)? {
            return Ok(None);
        }
        let Some(mut treaty) = cache.treaties.remove(&code) else { return Ok(None) };
        derive::derive(&file, &mut treaty, &cache.world)?;
        derive::settle(&file, &mut treaty, &cache.world)?;
        for (table, number) in treaty.state.rows() {
            *rows.entry(table).or_insert(0) += number;
        }
    }
    Ok(Some(Unmoved { head, rows }))
}
