//! Reservations that a State did not make itself: of the one it succeeds (1978 Vienna Convention art. 20), continues or unites.

use super::case::Case;
use super::statement_effects::statement_effects;
use super::statements::Statement;
use super::succession::date_of_succession;
use crate::model::{Act, ActKind, Date, Span, StatementKind};

/// A reservation that stands for another than its author.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CarriedOver<'a> {
    /// The reservation.
    pub statement: &'a Statement,
    /// Code of the one for which it stands.
    pub participant: &'a str,
    /// The days on which it does: until that one withdraws it, or makes one of its own on the same matter.
    pub span: Span,
}

/// The reservations under a treaty that stand for `code` though another made them.
#[must_use]
pub fn carried_over<'a>(case: &Case, statements: &'a [Statement], code: &'a str) -> Vec<CarriedOver<'a>> {
    let courses = statement_effects(case, statements);
    let origins = origins(case, code);
    let mut carried = Vec::new();
    for (statement, course) in statements.iter().zip(courses) {
        let origin = origins.iter().find(|origin| origin.from == statement.participant);
        let Some(origin) = origin.filter(|_| statement.kind == StatementKind::Reservation) else { continue };
        // One that was not confirmed, or was barred, is none that could be kept.
        let stood = course
            .days()
            .is_some_and(|days| days.since < origin.on && days.until.is_none_or(|until| origin.on <= until));
        if !stood {
            continue;
        }
        let until =
            statements.iter().filter(|own| own.participant == code).filter_map(|own| match own.kind {
                StatementKind::Withdrawal if own.refers_to == Some(statement.id) => {
                    Some(own.effective_on.unwrap_or_else(|| own.known_from()))
                }
                // A reservation relating to the same subject matter takes its place (art. 20(1)).
                StatementKind::Reservation if !statement.articles.is_empty() && own.covers(statement) => {
                    Some(own.day)
                }
                _ => None,
            });
        let until = until.filter(|until| origin.on <= *until).min();
        if until.is_none_or(|until| origin.since < until) {
            let span = Span { since: origin.since, until };
            carried.push(CarriedOver { statement, participant: code, span });
        }
    }
    carried
}

/// Whom a participant stands in the place of under a treaty.
struct Origin<'a> {
    from: &'a str,
    /// The day of the change: what stood on its eve goes on.
    on: Date,
    /// From this day on it stands in that place.
    since: Date,
}

fn origins<'a>(case: &Case<'a>, code: &str) -> Vec<Origin<'a>> {
    let world = case.world;
    let mut origins = Vec::new();
    let changes = world.continuations().into_iter().chain(world.unions());
    for (_, from, on) in changes.filter(|(later, ..)| *later == code) {
        origins.push(Origin { from, on, since: on });
    }
    let successions = case.acts.iter().filter(|act| act.kind == ActKind::Succession && act.done_by == code);
    for act in successions {
        let on = date_of_succession(case, act).unwrap_or(act.day);
        let consented = |code: &str| {
            let theirs = |other: &&Act| other.done_by == code && other.kind.is_consent() && other.day < on;
            case.acts.iter().any(|other| theirs(&other))
        };
        let founders = world.nearest(code, &consented);
        origins.extend(founders.into_iter().map(|from| Origin { from, on, since: on }));
    }
    origins
}
