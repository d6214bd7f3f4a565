//! How far a treaty is from its own entry into force.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::error::Result;
use crate::law::{Clause, Rule, World};
use crate::model::Date;
use crate::store::{Store, TreatyRow};

/// The conditions for entry into force, on a day before it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Progress {
    /// The conditions, in words.
    pub conditions: String,
    /// Where the treaty says so.
    pub article: String,
    /// Consents that count on the day.
    pub counted: usize,
    /// Consents needed.
    pub needed: usize,
    /// The day on which the conditions were met, if they were by then.
    pub met_on: Option<Date>,
    /// Entry into force, where it is known.
    pub in_force_on: Option<Date>,
}

/// How far `treaty` was on `day`; none once it is in force, or where it has no such clause.
pub(super) fn progress(store: &Store, treaty: &TreatyRow, day: Date) -> Result<Option<Progress>> {
    if treaty.entry_into_force().is_some_and(|entry| entry <= day) {
        return Ok(None);
    }
    let clauses = store.clauses(&treaty.code)?;
    let Some(row) = clauses.into_iter().find(|clause| clause.kind == "threshold") else {
        return Ok(None);
    };
    let clause = Clause::read(row.id, &row.kind, &row.applies_to, &row.rule, &row.article);
    let Ok(Clause { rule: Rule::Threshold(threshold), article, .. }) = clause else {
        return Ok(None);
    };
    let holders: BTreeSet<String> = store
        .standings(&treaty.code, day)?
        .into_iter()
        .filter(|spell| spell.status.consented())
        .map(|spell| spell.participant)
        .collect();
    let world = if threshold.asks_whose() { store.world_of(&holders, day)? } else { World::default() };
    Ok(Some(Progress {
        conditions: threshold.to_string(),
        article,
        counted: threshold.counted(&holders, day, &world),
        needed: threshold.needed(),
        met_on: treaty.met_on.filter(|met| *met <= day),
        in_force_on: treaty.entry_into_force().filter(|_| treaty.met_on.is_some_and(|met| met <= day)),
    }))
}
