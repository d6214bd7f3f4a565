//! For whom a treaty is in force, and since when, for what rests on others than the author of a statement. It is derived
//! once somebody asks.

use std::cell::OnceCell;
use std::collections::BTreeSet;

use super::case::Case;
use super::derived::derive;
use super::spells::Spell;
use crate::model::{Act, ActKind, Date, Span, Status, union_of};

/// Who is a party to a treaty, from day to day.
pub(super) struct Parties<'a> {
    case: &'a Case<'a>,
    spells: OnceCell<Vec<Spell>>,
    leavers: OnceCell<Vec<&'a Act>>,
}

impl<'a> Parties<'a> {
    /// Those to the treaty of a case.
    pub(super) fn of(case: &'a Case<'a>) -> Self {
        Self { case, spells: OnceCell::new(), leavers: OnceCell::new() }
    }

    /// Those whose status on a day is such a one.
    pub(super) fn on(&self, day: Date, holds: fn(Status) -> bool) -> BTreeSet<&str> {
        let spells = self.spells().iter().filter(|spell| holds(spell.status) && spell.span().holds(day));
        spells.map(|spell| spell.participant.as_str()).collect()
    }

    /// The first day of the participation of one that lasts beyond a day, or comes after it.
    pub(super) fn in_force_for(&self, code: &str, day: Date) -> Option<Date> {
        let spans = self.days_of(code);
        let lasting = |span: &&Span| span.until.is_none_or(|until| day < until);
        spans.iter().find(lasting).map(|span| span.since)
    }

    /// The days on which it is in force for one.
    pub(super) fn days_of(&self, code: &str) -> Vec<Span> {
        let own = self.spells().iter().filter(|spell| spell.participant == code && spell.status.bound());
        union_of(own.map(Spell::span).collect())
    }

    /// The day on which the participation ended in which one said something on `day`, by its exit; of what came with a consent that
    /// was withdrawn before entry into force, the day of that. None while it goes on, or goes on for another.
    pub(super) fn left_on(&self, code: &str, day: Date) -> Option<Date> {
        let mut leavers = self.leavers().iter();
        leavers.find(|act| (act.participant == code || act.done_by == code) && day <= act.day)?;
        let mut own = self.spells().iter().filter(|spell| spell.participant == code);
        let first =
            own.find(|spell| spell.status.consented() && spell.until.is_none_or(|until| day < until))?;
        let after = own.find(|spell| !spell.status.consented())?;
        let left = after.status == Status::Former && after.exit.is_some() && !after.uncertain;
        let withdrawn = after.status != Status::Former && first.since <= day;
        (left || withdrawn).then_some(after.since)
    }

    /// The acts by which somebody left, or withdrew a consent.
    fn leavers(&self) -> &[&'a Act] {
        self.leavers.get_or_init(|| {
            let ends = |act: &&Act| act.kind.is_exit() || act.kind == ActKind::WithdrawalOfConsent;
            self.case.acts.iter().chain(&self.case.relations.linked_acts).filter(ends).collect()
        })
    }

    fn spells(&self) -> &[Spell] {
        self.spells.get_or_init(|| derive(self.case).spells)
    }
}
