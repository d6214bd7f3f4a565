//! On which days each participant is there, as far as is recorded: for what lists and counts those that can do something. Where no
//! day is known, it is there.

use super::world::World;
use crate::model::{Date, Span, without};

/// Of one of whom nothing is known.
const ALWAYS: &[Span] = &[Span { since: Date::FIRST, until: None }];

impl World {
    /// The days on which one is there.
    #[must_use]
    pub fn presence(&self, code: &str) -> &[Span] {
        self.lineage().presence.get(code).map_or(ALWAYS, Vec::as_slice)
    }

    /// Whether one is there on a day.
    #[must_use]
    pub fn is_present(&self, code: &str, day: Date) -> bool {
        self.presence(code).iter().any(|span| span.holds(day))
    }

    /// The days on which one is there that ends on such a day, if it does, and was part of unions on others.
    pub(super) fn days_there(&self, code: &str, until: Option<Date>, in_unions: &[Span]) -> Vec<Span> {
        let since = self.began(code).unwrap_or(Date::FIRST);
        if until.is_some_and(|until| until <= since) {
            return Vec::new();
        }
        without(vec![Span { since, until }], in_unions)
    }
}
