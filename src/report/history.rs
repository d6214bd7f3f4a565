//! The history of what an entry records: every version, before and after.

use serde::Serialize;

use super::EntryBrief;
use super::knowledge::{Class, class_beside};
use crate::error::{Error, Result};
use crate::model::{Body, Date, Difference, Fact, differences};
use crate::store::{Entry, Store};

/// One version of a fact, or its retraction.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Version {
    /// The entry.
    #[serde(flatten)]
    pub log: EntryBrief,
    /// What it was to our knowledge.
    pub class: Class,
    /// Whether it retracts the version before it.
    pub retracts: bool,
    /// What it says otherwise than the version before it, field by field.
    pub differences: Vec<Difference>,
    /// Why, where given.
    pub reason: Option<String>,
}

/// Every version of what an entry records, the oldest first.
pub(super) fn history(store: &Store, seq: i64) -> Result<Vec<Version>> {
    let versions = store.versions(seq)?;
    let mut history: Vec<Version> = Vec::new();
    for (place, (entry, fact)) in versions.iter().enumerate() {
        let before = place.checked_sub(1).map(|before| (versions[before].0.seq, &versions[before].1.body));
        let retracts = matches!(fact.body, Body::Retraction(_));
        history.push(Version {
            log: EntryBrief::of(entry),
            class: class_of(store, entry, fact, before)?,
            retracts,
            differences: match before {
                Some((_, before)) if !retracts => differences(Some(before), Some(&fact.body)),
                _ => Vec::new(),
            },
            reason: entry.reason.clone(),
        });
    }
    Ok(history)
}

/// What one entry was to those who knew the record before it.
fn class_of(store: &Store, entry: &Entry, fact: &Fact, before: Option<(i64, &Body)>) -> Result<Class> {
    Ok(class_beside(&fact.body, before, known_from(store, entry, &fact.body)?))
}

/// The day up to which the record reached when an entry came: for what belongs to a treaty the last day for which its
/// acts had been collected, or that of the newest act recorded before; else the day of the recording before. What was
/// done earlier is a late fact.
pub(super) fn known_from(store: &Store, entry: &Entry, body: &Body) -> Result<Date> {
    let missing = || Error::Broken { seq: entry.seq, why: "it is missing".to_owned() };
    let recorded_on = store.recorded_on(entry.seq)?.ok_or_else(missing)?;
    let reach = match body {
        Body::Act(body) => store.reach(&body.treaty, entry.seq)?,
        Body::Reservation(body) => store.reach(&body.treaty, entry.seq)?,
        _ => None,
    };
    if let Some(reach) = reach {
        return Ok(reach);
    }
    let before = recorded_on.plus_days(-1).map(|day| store.entry_on(day)).transpose()?;
    let before = before.map(|seq| store.recorded_on(seq)).transpose()?.flatten();
    Ok(before.unwrap_or(recorded_on))
}
