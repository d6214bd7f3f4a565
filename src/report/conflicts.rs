//! Where sources disagree about one event, and which of them is shown.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::error::Result;
use crate::model::{ActKind, Date};
use crate::report::set::Names;
use crate::store::{Side, Store};

/// The disagreements under one treaty, or under all.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ConflictsReport {
    /// The treaty asked about; none for all.
    pub treaty: Option<String>,
    /// The publishers in the order that was recorded; those not named follow.
    pub precedence: Vec<String>,
    /// Each event about which sources disagree.
    pub conflicts: Vec<Conflict>,
}

/// One event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Conflict {
    /// Under which treaty.
    pub treaty: String,
    /// Whose act.
    pub participant: String,
    /// Its name.
    pub name: String,
    /// What sources give; the one that is shown first.
    pub sides: Vec<SideView>,
}

/// What one source, or several, give.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SideView {
    /// The entry: @N.
    pub entry: String,
    /// Whether it is shown, and counts.
    pub shown: bool,
    /// What.
    pub act: ActKind,
    /// When; of an unknown day the last possible one.
    pub date: Option<Date>,
    /// The day of effect as published.
    pub effective_on: Option<Date>,
    /// The publishers; none where it was recorded without one.
    pub publishers: Vec<String>,
    /// Days between it and the one that is shown; none where either is not known.
    pub days_apart: Option<i64>,
}

/// Lists the disagreements.
pub fn conflicts(store: &Store, treaty: Option<&str>) -> Result<ConflictsReport> {
    let names = Names::of(store)?;
    let mut by_shown: BTreeMap<(String, String, String), Vec<Side>> = BTreeMap::new();
    for side in store.sides(treaty)? {
        by_shown
            .entry((side.treaty.clone(), side.participant.clone(), side.shown.clone()))
            .or_default()
            .push(side);
    }
    let mut conflicts = Vec::new();
    for ((treaty, participant, shown), sides) in by_shown {
        let first = sides.iter().find(|side| side.entry == shown).cloned();
        // One consent deposited with several depositaries is no disagreement: one publisher gives all of it.
        let one_publisher =
            sides.iter().all(|side| first.as_ref().is_some_and(|first| first.publishers == side.publishers));
        if one_publisher {
            continue;
        }
        let views = sides.into_iter().map(|side| SideView {
            shown: side.entry == shown,
            days_apart: side
                .date
                .zip(first.as_ref().and_then(|first| first.date))
                .map(|(one, other)| one.days_since(other)),
            entry: side.entry,
            act: side.act,
            date: side.date,
            effective_on: side.effective_on,
            publishers: side.publishers,
        });
        conflicts.push(Conflict {
            name: names.name(&participant),
            treaty,
            participant,
            sides: views.collect(),
        });
    }
    Ok(ConflictsReport { treaty: treaty.map(str::to_owned), precedence: store.precedence()?, conflicts })
}
