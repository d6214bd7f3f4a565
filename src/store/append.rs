//! What some new entries change: appended, applied to DERIVED, and everything that rests on them derived anew.

use rusqlite::Connection;

use super::cache::Cache;
use super::derive::{self, Changes};
use super::entry::Head;
use super::touched::Touched;
use super::{apply, clock, log};
use crate::error::{Error, Result};
use crate::model::Fact;

/// Who records, when, why, and where it was read.
#[derive(Debug, Clone)]
pub struct Recording {
    /// By which role.
    pub by: String,
    /// When, UTC.
    pub at: String,
    /// Why, for the log.
    pub reason: Option<String>,
    /// Where it was read: the code of a source, or words.
    pub source: Option<String>,
}

/// Appends facts after the entry `head` and brings DERIVED up to date. `cache` is what was read up to that entry. Returns the
/// new head, whether `cache` still holds, and the spells under each treaty concerned before and after.
pub(super) fn facts(
    connection: &Connection,
    head: &Head,
    facts: &[Fact],
    recording: &Recording,
    mut cache: Option<&mut Cache>,
) -> Result<(Head, bool, Changes)> {
    let Recording { by, at, reason, .. } = recording;
    let last = clock::last_day_to_record();
    if let Some(day) = clock::day_of(at).filter(|day| *day > last) {
        return Err(Error::Refused(format!(
            "nothing is recorded as of {day}, more than a month after this machine's clock; set ACCEDE_TODAY to a day up to {last}, or leave it out"
        )));
    }
    let new = log::append(connection, facts, by, at, reason.as_deref())?;
    let mut touched = Touched::default();
    for (seq, fact) in (head.seq + 1..).zip(facts) {
        apply::fact(connection, seq, fact, &mut touched)?;
        if let Some(cache) = &mut cache {
            cache.follow(connection, seq, fact)?;
        }
    }
    let same_world = !touched.world && !touched.weights;
    let changes = derive::treaties(connection, &touched, cache.filter(|_| same_world))?;
    Ok((new, same_world, changes))
}
