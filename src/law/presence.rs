//! On which days each participant is there, as far as is recorded: for what lists and counts those that can do something. Where no
//! day is known, it is there.

use super::lineage::Bounds;
use super::world::World;
use crate::model::{Date, Span, without};

/// A world, with the bounds of all found once.
pub struct Presence<'a> {
    world: &'a World,
    bounds: Bounds<'a>,
}

impl<'a> Presence<'a> {
    /// Of everybody.
    #[must_use]
    pub fn of(world: &'a World) -> Self {
        Self { world, bounds: world.bounds() }
    }

    /// The days on which one is there.
    #[must_use]
    pub fn days(&self, code: &str) -> Vec<Span> {
        let since = self.world.began(code).unwrap_or(Date::FIRST);
        let until = self.bounds.ends.get(code).copied();
        if until.is_some_and(|until| until <= since) {
            return Vec::new();
        }
        without(vec![Span { since, until }], self.bounds.in_unions(code))
    }

    /// Whether one is there on a day.
    #[must_use]
    pub fn holds(&self, code: &str, day: Date) -> bool {
        self.days(code).iter().any(|span| span.holds(day))
    }
}
