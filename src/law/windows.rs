//! Up to when a reservation can be objected to, and whether a reaction came by then (VCLT art. 20(5)).

use super::acceptance::Acceptance;
use super::establishment::{Establishment, Outcome};
use super::reactions::{ObjectionWindow, Reaction};
use super::statement_ends::{End, apply};
use super::statements::Statement;
use super::treaty::Treaty;
use crate::model::{Act, ActKind, Date};

/// From this day on a late reservation can be objected to for twelve months, before it for ninety days: the practice of
/// the Secretary-General of the United Nations (note verbale LA 41 TR/221).
fn long_practice() -> Date {
    Date::of(2000, 4, 4).expect("a day of the calendar")
}

const TACIT_ACCEPTANCE_MONTHS: u32 = 12;
const SHORT_PRACTICE_DAYS: i64 = 90;

/// The time to object to a reservation, as it runs from the day on which the others were notified of it.
pub(super) fn window(treaty: &Treaty, statement: &Statement, late: bool) -> ObjectionWindow {
    let opens_on = statement.known_from();
    let of_share = || match treaty.acceptance().filter(|_| !late)? {
        (Acceptance::UnlessObjectedBy(objecting), clause) => Some((&objecting.window, clause)),
        _ => None,
    };
    let clause = treaty.objection(if late { "late-reservation" } else { "reservation" }).or_else(of_share);
    let by_clause = clause.and_then(|(rule, clause)| Some((apply(treaty, rule, opens_on)?, Some(clause.id))));
    let (closes_on, clause) = by_clause.unwrap_or_else(|| {
        let closes_on = if late && opens_on < long_practice() {
            opens_on.plus_days(SHORT_PRACTICE_DAYS)
        } else {
            opens_on.plus_months(TACIT_ACCEPTANCE_MONTHS)
        };
        (closes_on.unwrap_or(Date::LAST), None)
    });
    ObjectionWindow { opens_on, closes_on, estimated: statement.notified_on.is_none(), clause }
}

/// The last day on which the author of these acts can react: that of the window, or of its own consent where that is later
/// (art. 20(5)). A late reservation waits for nobody: it is made or barred when its window closes.
pub(super) fn last_day(window: ObjectionWindow, late: bool, acts: &[&Act]) -> Date {
    if late {
        return window.closes_on;
    }
    let mut consent = None;
    let mut is_consented = false;
    for act in acts {
        // Whoever left and came back consents anew.
        if act.kind.is_consent() && !is_consented {
            (consent, is_consented) = (Some(act.day), true);
        } else if act.kind.is_exit() || act.kind == ActKind::WithdrawalOfConsent {
            is_consented = false;
        }
    }
    consent.map_or(Date::LAST, |consent| consent.max(window.closes_on))
}

/// Whether a reaction came by the last day for its author.
fn in_time(window: ObjectionWindow, last_day: Date, reaction: &Statement) -> Option<bool> {
    if reaction.day <= last_day {
        return Some(true);
    }
    // Nobody knows when the window closed where the day of circulation is not recorded, or whether what has no day came by then.
    (!window.estimated && last_day < reaction.earliest).then_some(false)
}

/// A reaction, and whether it came by the last day for its author, where a time ran.
pub(super) fn reaction(
    other: &Statement,
    end: Option<End>,
    time: Option<(ObjectionWindow, Date)>,
) -> Reaction {
    Reaction {
        id: other.id,
        participant: other.participant.clone(),
        kind: other.kind,
        stance: other.stance,
        day: other.day,
        last_day: time.map(|(_, last)| last),
        in_time: time.and_then(|(window, last)| in_time(window, last, other)),
        end,
    }
}

/// What is left of the time to object where the reservation needs acceptance. Nobody is silent where an organ decides: art. 20(5)
/// is for paragraphs 2 and 4. Once all have accepted nobody is left that could object.
pub(super) fn still_open(
    window: ObjectionWindow,
    asked: Option<&Acceptance>,
    establishment: Option<&Establishment>,
) -> Option<ObjectionWindow> {
    let accepted_on = establishment.filter(|it| it.outcome == Outcome::Accepted).and_then(|it| it.on);
    match asked {
        Some(Acceptance::ByOrgan(_)) => None,
        Some(Acceptance::ByAll) => {
            let closes_on = accepted_on.map_or(window.closes_on, |on| on.min(window.closes_on));
            Some(ObjectionWindow { closes_on, ..window })
        }
        _ => Some(window),
    }
}
