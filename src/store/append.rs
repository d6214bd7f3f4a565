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
    not_ahead_of_the_clock(recording)?;
    let mut touched = Touched::default();
    let new = add(connection, head, facts, recording, cache.as_deref_mut(), &mut touched)?;
    let same_world = !touched.world && !touched.weights;
    let changes = derive::treaties(connection, &touched, cache.filter(|_| same_world))?;
    reflected::sign(connection, &new)?;
    Ok((new, same_world, changes))
}

/// How many facts of a long recording are in memory at a time.
const AT_A_TIME: usize = 5_000;

/// The same with facts that may be too many for memory; what they change is not told.
pub(super) fn each(
    connection: &Connection,
    head: &Head,
    mut facts: impl Iterator<Item = Result<Fact>>,
    recording: &Recording,
) -> Result<Head> {
    not_ahead_of_the_clock(recording)?;
    let mut touched = Touched::default();
    let mut head = head.clone();
    loop {
        let some = facts.by_ref().take(AT_A_TIME).collect::<Result<Vec<_>>>()?;
        if some.is_empty() {
            break;
        }
        head = add(connection, &head, &some, recording, None, &mut touched)?;
    }
    derive::untold(connection, &touched, false)?;
    reflected::sign(connection, &head)?;
    Ok(head)
}

/// Appends facts after the entry `head`, and the rows of each.
fn add(
    connection: &Connection,
    head: &Head,
    facts: &[Fact],
    recording: &Recording,
    mut cache: Option<&mut Cache>,
    touched: &mut Touched,
) -> Result<Head> {
    let Recording { by, at, reason, .. } = recording;
    in_form(facts, recording)?;
    let new = log::append(connection, facts, by, at, reason.as_deref())?;
    for (seq, fact) in (head.seq + 1..).zip(facts) {
        let kind = fact.body.kind();
        earlier::check(&InTables { connection, before: seq }, seq, fact).map_err(|error| match error {
            Error::Refused(why) => Error::Refused(format!("{kind}: {why}")),
            other => other,
        })?;
        apply::fact(connection, seq, fact, touched)?;
        if let Some(cache) = &mut cache {
            cache.follow(connection, seq, fact)?;
        }
    }
    Ok(new)
}

fn not_ahead_of_the_clock(recording: &Recording) -> Result<()> {
    let last = clock::last_day_to_record();
    match clock::day_of(&recording.at).filter(|day| *day > last) {
        Some(day) => Err(Error::Refused(format!(
            "nothing is recorded as of {day}, more than a month after this machine's clock; set ACCEDE_TODAY to a day up to {last}, or leave it out"
        ))),
        None => Ok(()),
    }
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
