//! Whether an amendment is deemed accepted by those that are silent, and on which day.

use std::collections::{BTreeMap, BTreeSet};

use super::case::Case;
use super::conditions::{Condition, Tally};
use super::statement_ends::ends;
use super::statements::Statement;
use super::tacit::Tacit;
use crate::model::{ActKind, Date, StatementKind};

impl Tacit {
    /// The day on which it is deemed accepted; none where that is not known.
    #[must_use]
    pub fn deemed_on(&self, case: &Case) -> Option<Date> {
        let treaty = case.treaty;
        let moments = treaty.moments(treaty.in_force_on, case.relations);
        self.on.apply(treaty.adopted_on.or(treaty.opened_on)?, &moments).ok()
    }

    /// The last day to object to it.
    #[must_use]
    pub fn last_day(&self, case: &Case) -> Option<Date> {
        let on = self.deemed_on(case)?;
        if self.before { on.plus_days(-1) } else { Some(on) }
    }

    /// How far those that object keep it from being accepted, by what stands on the last day; none where no number of them does, or
    /// the day is not known.
    #[must_use]
    pub fn blocked<'a>(&'a self, case: &Case, statements: &[Statement]) -> Option<Condition<'a>> {
        let (rule, last) = (self.blocked_by.as_ref()?, self.last_day(case)?);
        let objecting = self.objecting(case, statements).into_iter();
        let held: BTreeMap<&str, ActKind> = objecting.map(|code| (code, ActKind::Acceptance)).collect();
        let tally = Tally {
            held: &held,
            signed: &BTreeSet::new(),
            day: last,
            world: case.world,
            relations: case.relations,
            moments: case.treaty.moments(None, case.relations),
        };
        Some(rule.examine(&tally))
    }

    /// The parties to the amended treaty that object to it in time, on the last day.
    #[must_use]
    pub fn objecting<'b>(&self, case: &Case, statements: &'b [Statement]) -> BTreeSet<&'b str> {
        let Some(last) = self.last_day(case) else { return BTreeSet::new() };
        let parties = case.relations.bound.get(&self.amended);
        let is_party = |code: &str| {
            let days = parties.and_then(|parties| parties.get(code));
            days.is_some_and(|days| days.iter().any(|span| span.holds(last)))
        };
        let ends = ends(case.treaty, statements, &|_| None);
        let objecting = statements.iter().zip(&ends).filter(|(it, end)| {
            it.kind == StatementKind::ObjectionToAmendment
                && it.earliest <= last
                && end.is_none_or(|end| last < end.on)
                && is_party(&it.participant)
        });
        objecting.map(|(it, _)| it.participant.as_str()).collect()
    }
}
