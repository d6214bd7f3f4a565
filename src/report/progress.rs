//! How far a treaty is from its own entry into force.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::error::Result;
use crate::law::{
    Case, Condition, Holds, Moments, Relations, Tally, Threshold, World, conditions, consents_on,
};
use crate::model::{ActKind, Date, Decimal};
use crate::store::{Store, TreatyRow};

/// The conditions for entry into force, on a day before it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Progress {
    /// The conditions, in words.
    pub conditions: String,
    /// Where the treaty says so.
    pub article: String,
    /// Consents that count on the day, by the first condition that counts some; 0 where none does.
    pub counted: Decimal,
    /// Consents needed; 0 where none are counted.
    pub needed: Decimal,
    /// What is missing: how many more, of which kind, who of those named.
    pub missing: Vec<String>,
    /// Names of those that have ended, and whose instruments count all the same.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub ended: Vec<String>,
    /// Whether the record cannot tell if the conditions are met.
    pub undetermined: bool,
    /// The day on which the conditions were met, if they were by then.
    pub met_on: Option<Date>,
    /// Entry into force, where it is known.
    pub in_force_on: Option<Date>,
}

/// How far `treaty` was on `day`, when `holders` had consented; none once it is in force, or where it has no such clause
/// or no act of it was collected.
/// Where somebody had succeeded, or ended, the instruments have to be looked at.
pub(super) fn progress(
    store: &Store,
    treaty: &TreatyRow,
    day: Date,
    holders: &BTreeSet<String>,
    successions: bool,
) -> Result<Option<Progress>> {
    if !treaty.collected || treaty.entry_into_force().is_some_and(|entry| entry <= day) {
        return Ok(None);
    }
    let clauses = store.clauses(&treaty.code)?;
    let rule = clauses.iter().find(|clause| clause.kind == "threshold");
    let Some((threshold, article)) =
        rule.and_then(|clause| Some((Threshold::read(&clause.rule).ok()?, &clause.article)))
    else {
        return Ok(None);
    };
    if threshold.asks_only_who() && !successions {
        return by_holders(store, treaty, &threshold, article, day, holders).map(Some);
    }
    let world = store.world()?;
    let dossier = store.dossier(&treaty.code, &world)?;
    Ok(dossier.and_then(|dossier| of_case(&dossier.case(&world), treaty, day)))
}

/// The same where it matters only who has an instrument.
fn by_holders(
    store: &Store,
    treaty: &TreatyRow,
    threshold: &Threshold,
    article: &str,
    day: Date,
    holders: &BTreeSet<String>,
) -> Result<Progress> {
    let world = store.world_of(holders, day, &threshold.groups())?;
    let tally = Tally {
        // Of which kind does not matter here.
        held: &holders.iter().map(|code| (code.as_str(), ActKind::Ratification)).collect(),
        signed: &BTreeSet::new(),
        day,
        world: &world,
        relations: &Relations::default(),
        moments: Moments::default(),
    };
    Ok(of_condition(&threshold.examine(&tally), article, &world, treaty, day))
}

/// The same, of a case at hand.
pub(super) fn of_case(case: &Case, treaty: &TreatyRow, day: Date) -> Option<Progress> {
    let (condition, clause) = conditions(case, day)?;
    let standing = consents_on(case, day);
    let has_ended = |code: &&str| {
        let ends_on = case.world.ends_on(code).filter(|end| *end <= day);
        // Another form of the same State goes on with it.
        ends_on.is_some() && !case.world.continuations().iter().any(|(_, earlier, _)| earlier == code)
    };
    let counted = case.acts.iter().filter(|act| standing.contains(&act.id)).map(|act| act.done_by.as_str());
    let mut ended: Vec<String> =
        counted.filter(has_ended).map(|code| case.world.called(code).to_owned()).collect();
    ended.sort();
    Some(Progress { ended, ..of_condition(&condition, &clause.article, case.world, treaty, day) })
}

fn of_condition(
    condition: &Condition,
    article: &str,
    world: &World,
    treaty: &TreatyRow,
    day: Date,
) -> Progress {
    let first = condition.first_count();
    let (counted, needed) = first.map(|first| (first.there, first.needed)).unwrap_or_default();
    let met_on = treaty.met_on.filter(|met| *met <= day);
    Progress {
        conditions: condition.rule.in_short(world),
        article: article.to_owned(),
        counted,
        needed,
        missing: if met_on.is_some() { Vec::new() } else { condition.shortfalls(world) },
        ended: Vec::new(),
        undetermined: met_on.is_none() && condition.holds == Holds::Unknown,
        met_on,
        in_force_on: treaty.entry_into_force().filter(|_| met_on.is_some()),
    }
}
