//! For whom a treaty is in force, and since when, for what rests on others than the author of a statement. It is derived
//! once somebody asks.

use std::cell::OnceCell;
use std::collections::BTreeSet;

use super::case::Case;
use super::derived::derive;
use super::spells::Spell;
use crate::model::{Date, Span, Status, union_of};

/// Who is a party to a treaty, from day to day.
pub(super) struct Parties<'a> {
    case: &'a Case<'a>,
    spells: OnceCell<Vec<Spell>>,
}

impl<'a> Parties<'a> {
    /// Those to the treaty of a case.
    pub(super) fn of(case: &'a Case<'a>) -> Self {
        Self { case, spells: OnceCell::new() }
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

    fn spells(&self) -> &[Spell] {
        self.spells.get_or_init(|| derive(self.case).spells)
    }
}
