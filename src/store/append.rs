//! What some new entries change: appended, applied to DERIVED, and everything that rests on them derived anew.

use rusqlite::Connection;

use super::cache::Cache;
use super::derive::{self, Changes};
use super::earlier::InTables;
use super::entry::Head;
use super::touched::Touched;
use super::{apply, clock, earlier, log, reflected};
use crate::error::{Error, Result};
use crate::model::{Fact, TextForm};

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
    in_form(facts, recording)?;
    let new = log::append(connection, facts, by, at, reason.as_deref())?;
    let mut touched = Touched::default();
    for (seq, fact) in (head.seq + 1..).zip(facts) {
        let kind = fact.body.kind();
        earlier::check(&InTables { connection, before: seq }, seq, fact).map_err(|error| match error {
            Error::Refused(why) => Error::Refused(format!("{kind}: {why}")),
            other => other,
        })?;
        apply::fact(connection, seq, fact, &mut touched)?;
        if let Some(cache) = &mut cache {
            cache.follow(connection, seq, fact)?;
        }
    }
    let same_world = !touched.world && !touched.weights;
    let changes = derive::treaties(connection, &touched, cache.filter(|_| same_world))?;
    reflected::sign(connection, &new)?;
    Ok((new, same_world, changes))
}

/// What is recorded has the form to which a log is held where it is read.
fn in_form(facts: &[Fact], recording: &Recording) -> Result<()> {
    let refused = |what: &str, why: String| Error::Refused(format!("{what}: {why}"));
    TextForm::LINE.check(&recording.by).map_err(|why| refused("the role", why))?;
    if let Some(reason) = &recording.reason {
        TextForm::LINE.check(reason).map_err(|why| refused("the reason", why))?;
    }
    facts.iter().try_for_each(|fact| fact.body.check().map_err(|why| refused(fact.body.kind(), why)))
}
