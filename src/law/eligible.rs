//! Who may become a party to a treaty, from day to day, by which of its clauses.

use super::relations::Relations;
use super::treaty::Treaty;
use super::world::World;
use crate::model::{Date, Span, union_of};

/// An interval in which a participant may become a party.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Eligible {
    /// Code of the participant.
    pub participant: String,
    /// First day.
    pub since: Date,
    /// The clause.
    pub clause: i64,
    /// First day no longer; none if no end is known.
    pub until: Option<Date>,
}

/// Everybody that may, by participant, day and clause.
#[must_use]
pub fn eligible(treaty: &Treaty, relations: &Relations, world: &World) -> Vec<Eligible> {
    let since_opening = Span::from(treaty.begins_on().unwrap_or(Date::FIRST));
    let mut eligible = Vec::new();
    for (rule, clause) in treaty.eligibilities() {
        for (participant, spans) in rule.spans(world, relations) {
            // Nobody may join before its first day or after its last, and nobody under an old code.
            if world.is_old_code(&participant) {
                continue;
            }
            let existence = world.presence(&participant);
            let during = |span: Span| existence.iter().filter_map(move |days| span.and(*days));
            let clipped = spans.into_iter().filter_map(|span| span.and(since_opening)).flat_map(during);
            let clipped = clipped.collect();
            eligible.extend(union_of(clipped).into_iter().map(|Span { since, until }| Eligible {
                participant: participant.clone(),
                since,
                clause: clause.id,
                until,
            }));
        }
    }
    eligible.sort_by(|a, b| (&a.participant, a.since, a.clause).cmp(&(&b.participant, b.since, b.clause)));
    eligible
}
