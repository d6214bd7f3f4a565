//! Where sources disagree about one event, and which of them is shown.

use serde::Serialize;

use crate::error::Result;
use crate::model::{ActKind, Date};
use crate::report::set::Names;
use crate::store::{ConflictingAct, Store};

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
    let mut conflicts = Vec::new();
    let acts = store.conflicting_acts(treaty)?;
    for sides in acts.chunk_by(|one, other| one.shown == other.shown) {
        let first = sides.iter().find(|side| side.act.id == side.shown);
        // One consent deposited with several depositaries is no disagreement: one publisher gives all of it.
        if sides.iter().all(|side| first.is_some_and(|first| first.act.publishers == side.act.publishers)) {
            continue;
        }
        let shown_on = first.and_then(|first| first.act.day());
        let views = sides.iter().map(|ConflictingAct { act, shown, .. }| SideView {
            shown: act.id == *shown,
            days_apart: act.day().zip(shown_on).map(|(one, other)| one.days_since(other)),
            entry: format!("@{}", act.id),
            act: act.kind,
            date: act.day(),
            effective_on: act.effective_on,
            publishers: act.publishers.iter().cloned().collect(),
        });
        let ConflictingAct { treaty, act, .. } = &sides[0];
        conflicts.push(Conflict {
            treaty: treaty.clone(),
            participant: act.participant.clone(),
            name: names.name(&act.participant),
            sides: views.collect(),
        });
    }
    Ok(ConflictsReport { treaty: treaty.map(str::to_owned), precedence: store.precedence()?, conflicts })
}
