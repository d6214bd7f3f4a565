//! Whether an amendment is deemed accepted by those that are silent, and on which day.

use std::collections::{BTreeMap, BTreeSet};

use super::amended::{Joined, joined};
use super::case::Case;
use super::conditions::{Condition, Tally};
use super::statement_ends::ends;
use super::statements::Statement;
use super::tacit::Tacit;
use crate::model::{ActKind, Date, Span, StatementKind};

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

    /// The parties to the amended treaty on the last day that object to it in time, themselves or by one in whose place they stand.
    #[must_use]
    pub fn objecting<'a>(&self, case: &Case<'a>, statements: &[Statement]) -> BTreeSet<&'a str> {
        let (Some(last), Some(parties)) = (self.last_day(case), case.relations.bound.get(&self.amended))
        else {
            return BTreeSet::new();
        };
        let standing = statements.iter().zip(ends(case.treaty, statements, &|_| None)).filter(|(it, end)| {
            it.kind == StatementKind::ObjectionToAmendment
                && it.earliest <= last
                && end.is_none_or(|end| last < end.on)
        });
        let objections: Vec<&Statement> = standing.map(|(it, _)| it).collect();
        if objections.is_empty() {
            return BTreeSet::new();
        }
        let objects = |code: &'a str, days: Span| {
            let Joined { speakers, speaks_from, .. } = joined(case, &self.amended, code, days);
            objections.iter().any(|it| {
                // Where it is its own, it counts whenever it was made in that participation, or before it.
                let mut all = speakers.iter().filter(|(who, _)| it.participant == *who);
                all.any(|(who, days)| {
                    let is_own = *who == code && speaks_from <= it.day;
                    is_own || *who != code && days.until.is_none_or(|until| it.earliest < until)
                })
            })
        };
        let on_last_day = parties.iter().filter_map(|(code, spans)| {
            let days = spans.iter().find(|span| span.holds(last))?;
            Some((code.as_str(), *days))
        });
        on_last_day.filter(|(code, days)| objects(code, *days)).map(|(code, _)| code).collect()
    }
}
