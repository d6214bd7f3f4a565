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
    /// was withdrawn before entry into force, the day of that; of one that consented anew without a break, the day from which it
    /// is bound by the new consent. None while it goes on, or goes on for another.
    pub(super) fn left_on(&self, code: &str, day: Date) -> Option<Date> {
        let mut leavers = self.leavers().iter();
        leavers.find(|act| (act.participant == code || act.done_by == code) && day <= act.day)?;
        let own: Vec<&Spell> = self.spells().iter().filter(|spell| spell.participant == code).collect();
        let lasts = |spell: &Spell| spell.status.consented() && spell.until.is_none_or(|until| day < until);
        // Who consents anew before it is out speaks of the participation to come.
        let given = own.iter().rposition(|spell| lasts(spell) && self.is_given(spell.consent, day));
        let given = given.map(|place| own[place].consent);
        let of_it = |spell: &&Spell| lasts(spell) && given.is_none_or(|given| spell.consent == given);
        let first = own.iter().position(of_it)?;
        let anew = |place: usize| {
            own[place].consent != own[first].consent
                && own[place - 1].exit.is_some_and(|exit| own[place].exit != Some(exit))
        };
        let after = (first + 1..own.len()).find(|place| !own[*place].status.consented() || anew(*place))?;
        let (first, after) = (own[first], own[after]);
        let is_over = match after.status {
            Status::Former => after.exit.is_some() && !after.uncertain,
            status => status.consented() || first.since <= day,
        };
        is_over.then_some(after.since)
    }

    /// Whether a consent begins another participation than the one that an earlier consent began.
    pub(super) fn consents_anew(&self, first: &Act, later: &Act) -> bool {
        let leaves =
            |exit: &&Act| exit.done_by == first.done_by && first.day <= exit.day && exit.day <= later.day;
        self.leavers().iter().any(leaves) && self.left_on(&first.done_by, first.day).is_some()
    }

    /// Whether this consent had been given by a day.
    fn is_given(&self, consent: Option<i64>, day: Date) -> bool {
        consent.is_some_and(|id| self.case.acts.iter().any(|act| act.id == id && act.day <= day))
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
