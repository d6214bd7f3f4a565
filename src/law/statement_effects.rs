//! What becomes of statements under a treaty: when a reservation was made, up to when it can be objected to, who reacted,
//! and until when it stands (VCLT arts 19 to 23). Nothing is decided that depositaries leave open: it is told.

use std::collections::HashMap;

use super::case::Case;
use super::statement_ends::{End, apply, ends};
use super::statements::Statement;
use super::treaty::Treaty;
use crate::model::words::words;
use crate::model::{Act, Date, Stance, StatementKind};

words! {
    /// When a statement was made, measured by the acts of its author.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    Made():
    /// On a day that is not known.
    Unknown = "on a day not known";
    /// Before its author did anything under the treaty.
    BeforeAnyAct = "before any act of its author";
    /// On the day of its signature, or after it and before its consent.
    AtSignature = "at signature";
    /// On the day of its consent.
    WithConsent = "with consent";
    /// After its consent: a reservation is late then.
    AfterConsent = "after consent";
}

/// Up to when a reservation can be objected to by those that were bound to answer when it was circulated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ObjectionWindow {
    /// The day it was circulated, else of the reservation itself.
    pub opens_on: Date,
    /// Last day; for one that consents later, the day of its consent where that is later (art. 20(5)).
    pub closes_on: Date,
    /// Whether the day of circulation is not recorded, so that the window closes at this day or later.
    pub estimated: bool,
    /// The clause that sets it; none: art. 20(5), or for a late reservation the practice of depositaries.
    pub clause: Option<i64>,
}

/// A reaction to a reservation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reaction {
    /// The statement.
    pub id: i64,
    /// Whose.
    pub participant: String,
    /// Objection or acceptance.
    pub kind: StatementKind,
    /// How an objection is meant.
    pub stance: Stance,
    /// Its day.
    pub day: Date,
    /// Whether it came inside the window for its author; none where that cannot be told.
    pub in_time: Option<bool>,
    /// When it no longer stands.
    pub end: Option<End>,
}

/// What became of one statement: whether it is in effect, since when, and until when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatementEffect {
    /// The statement.
    pub id: i64,
    /// When it was made.
    pub made: Made,
    /// Whether the treaty expressly allows it at signature, so that it need not be confirmed.
    pub needs_no_confirmation: bool,
    /// The consent with which it should have been confirmed, where it was made at signature (art. 23(2)).
    pub to_be_confirmed_on: Option<Date>,
    /// The statement that confirmed it, or repeated it with the consent.
    pub confirmed_by: Option<i64>,
    /// The articles to which the treaty allows no reservation.
    pub not_allowed: Vec<String>,
    /// Up to when it can be objected to; none for what is no reservation.
    pub window: Option<ObjectionWindow>,
    /// The objection that keeps a late reservation from taking effect.
    pub barred_by: Option<i64>,
    /// The first day on which it has effect; of a late reservation, when its window has closed. None: barred.
    pub takes_effect_on: Option<Date>,
    /// When it no longer stands.
    pub end: Option<End>,
    /// Objections and acceptances, in order of time.
    pub reactions: Vec<Reaction>,
}

impl StatementEffect {
    /// Whether it should have been confirmed with a consent given by `day`, and was not.
    #[must_use]
    pub fn is_unconfirmed(&self, day: Date) -> bool {
        self.confirmed_by.is_none()
            && !self.needs_no_confirmation
            && self.to_be_confirmed_on.is_some_and(|consent| consent <= day)
    }

    /// Whether it is a reservation made after consent.
    #[must_use]
    pub fn is_late(&self) -> bool {
        self.window.is_some() && self.made == Made::AfterConsent
    }

    /// Whether it stands on `day`: made, in effect, and neither withdrawn nor lapsed.
    #[must_use]
    pub fn stands(&self, day: Date) -> bool {
        self.takes_effect_on.is_some_and(|since| since <= day) && self.end.is_none_or(|end| day < end.on)
    }
}

/// From this day on a late reservation can be objected to for twelve months, before it for ninety days: the practice of
/// the Secretary-General of the United Nations (note verbale LA 41 TR/221).
fn long_practice() -> Date {
    Date::of(2000, 4, 4).expect("a day of the calendar")
}

const TACIT_ACCEPTANCE_MONTHS: u32 = 12;
const SHORT_PRACTICE_DAYS: i64 = 90;

/// What became of every statement under a treaty, in their order.
#[must_use]
pub fn statement_effects(case: &Case, statements: &[Statement]) -> Vec<StatementEffect> {
    let ends = ends(case.treaty, statements);
    let mut acts: HashMap<&str, Vec<&Act>> = HashMap::new();
    for act in case.ordered() {
        acts.entry(&act.participant).or_default().push(act);
        if act.done_by != act.participant {
            acts.entry(&act.done_by).or_default().push(act);
        }
    }
    let mut about: HashMap<i64, Vec<usize>> = HashMap::new();
    let mut by_author: HashMap<&str, Vec<&Statement>> = HashMap::new();
    for (place, statement) in statements.iter().enumerate() {
        by_author.entry(&statement.participant).or_default().push(statement);
        if let Some(entry) = statement.refers_to {
            about.entry(entry).or_default().push(place);
        }
    }
    let none = Vec::new();
    let of = |place: usize| {
        let statement = &statements[place];
        let own = acts.get(statement.participant.as_str()).unwrap_or(&none);
        let made = made(statement, own);
        let is_reservation = statement.kind == StatementKind::Reservation;
        let late = is_reservation && made == Made::AfterConsent;
        let window = is_reservation.then(|| window(case.treaty, statement, late));
        let others =
            about.get(&statement.id).into_iter().flatten().map(|place| (&statements[*place], ends[*place]));
        let mut reactions: Vec<Reaction> = others
            .filter(|(other, _)| other.kind.is_reaction())
            .map(|(other, end)| {
                let acts = acts.get(other.participant.as_str()).unwrap_or(&none);
                Reaction {
                    id: other.id,
                    participant: other.participant.clone(),
                    kind: other.kind,
                    stance: other.stance,
                    day: other.day,
                    in_time: window.and_then(|window| in_time(window, other, acts)),
                    end,
                }
            })
            .collect();
        reactions.sort_by_key(|reaction| (reaction.day, reaction.id));
        let bars = |it: &&Reaction| it.kind == StatementKind::Objection && it.in_time != Some(false);
        let barred_by = reactions.iter().find(bars).map(|it| it.id).filter(|_| late);
        let takes_effect_on = match (late, window) {
            (true, _) if barred_by.is_some() => None,
            (true, Some(window)) => window.closes_on.plus_days(1),
            _ => Some(statement.effective_on.unwrap_or(statement.day)),
        };
        let reservable = case.treaty.reservable().filter(|_| is_reservation).map(|rule| rule.0);
        let consent = own.iter().find(|act| act.kind.is_consent() && act.day > statement.day);
        let to_be_confirmed_on =
            consent.filter(|_| is_reservation && made == Made::AtSignature).map(|act| act.day);
        StatementEffect {
            id: statement.id,
            made,
            needs_no_confirmation: reservable.is_some_and(|rule| rule.at_signature),
            to_be_confirmed_on,
            confirmed_by: to_be_confirmed_on
                .and_then(|on| confirmation(statement, &by_author[statement.participant.as_str()], on)),
            not_allowed: reservable.map_or_else(Vec::new, |rule| {
                statement.articles.iter().filter(|article| !rule.allows(article)).cloned().collect()
            }),
            window,
            barred_by,
            takes_effect_on,
            end: ends[place],
            reactions,
        }
    };
    (0..statements.len()).map(of).collect()
}

/// When it was made, by the acts of its author in their order.
pub(super) fn made(statement: &Statement, own: &[&Act]) -> Made {
    if statement.earliest < statement.day {
        return Made::Unknown;
    }
    let day = statement.day;
    let done = |holds: fn(&Act) -> bool| own.iter().filter(move |act| holds(act));
    if done(|act| act.kind.is_consent()).any(|act| act.day == day) {
        return Made::WithConsent;
    }
    let consent = done(|act| act.kind.is_consent()).filter(|act| act.day < day).map(|act| act.day).max();
    let left = done(|act| act.kind.is_exit()).filter(|act| act.day < day).map(|act| act.day).max();
    if consent.is_some_and(|consent| left.is_none_or(|left| left < consent)) {
        return Made::AfterConsent;
    }
    if done(|act| act.kind.is_signature()).any(|act| act.day <= day) {
        Made::AtSignature
    } else {
        Made::BeforeAnyAct
    }
}

fn window(treaty: &Treaty, statement: &Statement, late: bool) -> ObjectionWindow {
    let opens_on = statement.known_from();
    let clause = treaty.objection(if late { "late-reservation" } else { "reservation" });
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

/// Whether a reaction came inside the window, which for its author does not close before its own consent.
fn in_time(window: ObjectionWindow, reaction: &Statement, acts: &[&Act]) -> Option<bool> {
    let consent = acts.iter().filter(|act| act.kind.is_consent()).map(|act| act.day).min();
    let closes_on = consent.map_or(Date::LAST, |consent| consent.max(window.closes_on));
    if reaction.day <= closes_on {
        return Some(true);
    }
    // Nobody knows when the window closed: the day of circulation is not recorded.
    (!window.estimated).then_some(false)
}

/// What confirmed a statement of signature: a confirmation, or the same made again with the consent.
fn confirmation(statement: &Statement, own: &[&Statement], consent: Date) -> Option<i64> {
    let mut confirming = own.iter().filter(|other| other.id != statement.id).filter(|other| {
        let confirms = other.kind == StatementKind::Confirmation && other.refers_to == Some(statement.id);
        let repeats = other.kind == statement.kind
            && other.day == consent
            && !statement.articles.is_empty()
            && other.covers(statement);
        confirms || repeats
    });
    confirming.next().map(|other| other.id)
}
