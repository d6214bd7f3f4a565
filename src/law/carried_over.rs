//! Reservations, and objections to those of others, that a State did not make itself: of the one it succeeds, continues or unites
//! (1978 Vienna Convention art. 20, and of objections by analogy with it).

use std::cell::OnceCell;
use std::collections::BTreeSet;

use super::case::Case;
use super::parties::Parties;
use super::statement_effects::StatementEffect;
use super::statement_ends::{End, lapse, renews, withdrawn, withdrawn_in_part};
use super::statements::Statement;
use super::succession::date_of_succession;
use super::treaty::Treaty;
use crate::model::{Act, ActKind, Date, Span, StatementKind};

/// A reservation, or an objection to one, that stands for another than its author. Objections to such a reservation stand
/// against that one too.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CarriedOver<'a> {
    /// The reservation or the objection.
    pub statement: &'a Statement,
    /// What became of it.
    pub course: &'a StatementEffect,
    /// Code of the one for which it stands.
    pub participant: &'a str,
    /// The days on which it does: until that one withdraws it, or makes one of its own on the same matter.
    pub span: Span,
    /// What ends it for that one: its withdrawal, its own reservation in the place of this one, or that it lapses.
    pub end: Option<End>,
}

impl CarriedOver<'_> {
    /// The articles for which it stands on a day, in words: for those for which the one that keeps it withdrew it, it does not.
    #[must_use]
    pub fn articles_in_words(&self, treaty: &Treaty, statements: &[Statement], day: Date) -> String {
        let own = statements.iter().filter(|own| own.participant == self.participant);
        let mut course = self.course.clone();
        course.parts.extend(withdrawn_in_part(treaty, self.statement, own));
        course.parts.sort_by_key(|part| (part.on, part.by));
        course.articles_in_words(self.statement, day)
    }
}

/// The same as a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptReservation {
    /// For whom it stands.
    pub participant: String,
    /// The reservation, by the entry that recorded it.
    pub reservation: i64,
    /// From this day on.
    pub since: Date,
    /// First day no longer; none: no end is known.
    pub until: Option<Date>,
}

/// Every reservation under a treaty that stands for another than its author, by participant, reservation and day. `courses` is
/// what became of the statements, in their order.
#[must_use]
pub fn kept_reservations(
    case: &Case,
    statements: &[Statement],
    courses: &[StatementEffect],
) -> Vec<KeptReservation> {
    let codes = may_carry(case, statements, StatementKind::Reservation).into_iter();
    let carried = codes.flat_map(|code| carried_over(case, statements, courses, code));
    let mut kept: Vec<KeptReservation> = carried
        .map(|carried| KeptReservation {
            participant: carried.participant.to_owned(),
            reservation: carried.statement.id,
            since: carried.span.since,
            until: carried.span.until,
        })
        .collect();
    kept.sort_by(|one, other| {
        (&one.participant, one.reservation, one.since).cmp(&(
            &other.participant,
            other.reservation,
            other.since,
        ))
    });
    kept.dedup_by(|one, other| {
        (&one.participant, one.reservation, one.since) == (&other.participant, other.reservation, other.since)
    });
    kept
}

/// Those for whom a statement of this kind by another may stand.
#[must_use]
pub fn may_carry<'a>(case: &Case<'a>, statements: &[Statement], kind: StatementKind) -> BTreeSet<&'a str> {
    let made = statements.iter().filter(|statement| statement.kind == kind);
    let authors: BTreeSet<&str> = made.map(|statement| statement.participant.as_str()).collect();
    if authors.is_empty() {
        return BTreeSet::new();
    }
    let world = case.world;
    let changes = world.continuations().into_iter().chain(world.unions());
    let stood_by = changes.filter(|(_, from, _)| authors.contains(from)).map(|(later, ..)| later);
    let succeeding = case.acts.iter().filter(|act| act.kind == ActKind::Succession);
    succeeding.map(|act| act.done_by.as_str()).chain(stood_by).collect()
}

/// Whether a participant stands under a treaty in the place of another, so that statements of that one may be its own.
#[must_use]
pub fn may_be_carried(case: &Case, code: &str) -> bool {
    let succeeds = case.acts.iter().any(|act| act.kind == ActKind::Succession && act.done_by == code);
    succeeds || case.world.takes_over_on(code).is_some()
}

/// The reservations under a treaty that stand for `code` though another made them; `courses` is what became of the statements,
/// in their order.
#[must_use]
pub fn carried_over<'a>(
    case: &Case,
    statements: &'a [Statement],
    courses: &'a [StatementEffect],
    code: &'a str,
) -> Vec<CarriedOver<'a>> {
    let origins = origins(case, code);
    let parties = OnceCell::new();
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
        let own = statements.iter().filter(|own| own.participant == code);
        let withdrawn = withdrawn(case.treaty, statement, own.clone());
        // A reservation relating to the same subject matter takes its place (art. 20(1)).
        let replaced = own.filter(|own| {
            own.kind == StatementKind::Reservation && !statement.articles.is_empty() && own.covers(statement)
        });
        let replaced = replaced.map(|own| End { on: own.day, by: Some(own.id), clause: None });
        let ended = withdrawn.into_iter().chain(replaced);
        // One for a time lapses for its successor too, unless that renews it.
        let renewed = statements.iter().filter(|other| {
            let is_theirs = other.participant == statement.participant && other.day < origin.on;
            other.kind == StatementKind::Renewal
                && (other.participant == code || is_theirs)
                && renews(other, statement)
        });
        let lapsed = lapse(case.treaty, statement, renewed.collect(), &|made| {
            parties.get_or_init(|| Parties::of(case)).in_force_for(&made.participant, made.day)
        });
        let ends = ended.chain(lapsed).filter(|end| origin.on <= end.on);
        let end = ends.min_by_key(|end| end.on);
        if end.is_none_or(|end| origin.since < end.on) {
            let span = Span { since: origin.since, until: end.map(|end| end.on) };
            carried.push(CarriedOver { statement, course, participant: code, span, end });
        }
    }
    carried
}

/// The objections to reservations of others that stand for `code` though another made them: until it takes them back for itself
/// or objects in its own words. `courses` is what became of the statements, in their order.
#[must_use]
pub fn carried_objections<'a>(
    case: &Case,
    statements: &'a [Statement],
    courses: &'a [StatementEffect],
    code: &'a str,
) -> Vec<CarriedOver<'a>> {
    let origins = origins(case, code);
    let own: Vec<&Statement> = statements.iter().filter(|own| own.participant == code).collect();
    let mut carried = Vec::new();
    for (statement, course) in statements.iter().zip(courses) {
        let origin = origins.iter().find(|origin| origin.from == statement.participant);
        let Some(origin) = origin.filter(|_| statement.kind == StatementKind::Objection) else { continue };
        let stood = statement.day < origin.on && course.end.is_none_or(|end| origin.on <= end.on);
        let about = statements.iter().find(|other| Some(other.id) == statement.refers_to);
        // Nobody objects to its own reservation, nor a union to the like of one that it keeps.
        let of_itself = about.is_some_and(|about| {
            origins.iter().any(|origin| origin.from == about.participant) || about.participant == code
        });
        let has_the_like = || {
            let kept = carried_over(case, statements, courses, code);
            about.filter(|about| !about.articles.is_empty()).is_some_and(|about| {
                let mut alike = kept.iter().filter(|kept| !kept.statement.articles.is_empty());
                alike.any(|kept| kept.statement.covers(about) && about.covers(kept.statement))
            })
        };
        if !stood || of_itself || origin.is_union && has_the_like() {
            continue;
        }
        let ended = own.iter().filter_map(|own| {
            let takes_back = own.kind == StatementKind::Withdrawal && own.refers_to == Some(statement.id);
            let objects_anew = own.kind == StatementKind::Objection
                && about.is_some()
                && own.refers_to == statement.refers_to;
            let on = own.effective_on.filter(|_| takes_back).unwrap_or_else(|| own.known_from());
            // Whoever says otherwise when it notifies its succession never kept it.
            let never = takes_back && origin.notified.is_some_and(|notified| on <= notified);
            let on = if never { origin.since } else { on };
            (takes_back || objects_anew).then_some(End { on, by: Some(own.id), clause: None })
        });
        let end = ended.min_by_key(|end| end.on);
        if end.is_none_or(|end| origin.since < end.on) {
            let span = Span { since: origin.since, until: end.map(|end| end.on) };
            carried.push(CarriedOver { statement, course, participant: code, span, end });
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
    /// The day on which it notified its succession, where it did.
    notified: Option<Date>,
    is_union: bool,
}

fn origins<'a>(case: &Case<'a>, code: &str) -> Vec<Origin<'a>> {
    let world = case.world;
    let mut origins = Vec::new();
    for (changes, is_union) in [(world.continuations(), false), (world.unions(), true)] {
        for (_, from, on) in changes.into_iter().filter(|(later, ..)| *later == code) {
            origins.push(Origin { from, on, since: on, notified: None, is_union });
        }
    }
    let successions = case.acts.iter().filter(|act| act.kind == ActKind::Succession && act.done_by == code);
    for act in successions {
        let on = date_of_succession(case, act).unwrap_or(act.day);
        let consented = |code: &str| {
            let theirs = |other: &&Act| other.done_by == code && other.kind.is_consent() && other.day < on;
            case.acts.iter().any(|other| theirs(&other))
        };
        let founders = world.nearest(code, &consented);
        let notified = Some(act.day);
        let of = |from| Origin { from, on, since: on, notified, is_union: false };
        origins.extend(founders.into_iter().map(of));
    }
    origins
}
