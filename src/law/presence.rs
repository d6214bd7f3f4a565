//! On which days each participant is there, as far as is recorded: for what lists and counts those that can do something. Where no
//! day is known, it is there.

use std::collections::HashMap;

use super::world::World;
use crate::model::{Date, Span, without};

/// A world, with the ends of all found once.
pub struct Presence<'a> {
    world: &'a World,
    ends: HashMap<&'a str, Date>,
    /// Those that were part of a union for some days, and are there again.
    away: HashMap<&'a str, Vec<Span>>,
}

impl<'a> Presence<'a> {
    /// Of everybody.
    #[must_use]
    pub fn of(world: &'a World) -> Self {
        let united = world.unions().into_iter().map(|(_, code, _)| (code, world.times_in_unions(code)));
        let away = united.filter(|(_, times)| !times.is_empty()).collect();
        Self { world, ends: world.ends(), away }
    }

    /// The days on which one is there.
    #[must_use]
    pub fn days(&self, code: &str) -> Vec<Span> {
        let since = self.world.began(code).unwrap_or(Date::FIRST);
        let until = self.ends.get(code).copied();
        if until.is_some_and(|until| until <= since) {
            return Vec::new();
        }
        let days = vec![Span { since, until }];
        match self.away.get(code) {
            Some(away) => without(days, away),
            None => days,
        }
    }

    /// Whether one is there on a day.
    #[must_use]
    pub fn holds(&self, code: &str, day: Date) -> bool {
        self.days(code).iter().any(|span| span.holds(day))
    }
}
