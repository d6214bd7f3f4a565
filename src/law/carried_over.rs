//! Reservations, declarations, and objections to reservations of others, that a State did not make itself: of the one it succeeds,
//! continues or unites (1978 Vienna Convention art. 20, and of the others by analogy with it).

use std::cell::OnceCell;
use std::collections::BTreeSet;

use super::case::Case;
use super::in_place::{Change, Line, Step, lines};
use super::parties::Parties;
use super::statement_effects::StatementEffect;
use super::statement_ends::{End, belongs_to_participation, lapse, renews, withdrawn, withdrawn_in_part};
use super::statements::Statement;
use super::treaty::Treaty;
use crate::model::{ActKind, Date, Span, StatementKind};

/// A reservation, a declaration or an objection that stands for another than its author. Objections to such a reservation stand
/// against that one too.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CarriedOver<'a> {
    /// The reservation, the declaration or the objection.
    pub statement: &'a Statement,
    /// What became of it.
    pub course: &'a StatementEffect,
    /// Code of the one for which it stands.
    pub participant: &'a str,
    /// The days on which it does: until that one withdraws it, or makes one of its own on the same matter.
    pub span: Span,
    /// What ends it for that one: its withdrawal, its own reservation in the place of this one, or that it lapses.
    pub end: Option<End>,
    /// Those for whom it stood on the way, the author left out, each with the day from which its words no longer count for this one.
    holders: Vec<(&'a str, Date)>,
}

impl CarriedOver<'_> {
    /// The articles for which it stands on a day, in words: for those for which the one that keeps it withdrew it, it does not.
    #[must_use]
    pub fn articles_in_words(&self, treaty: &Treaty, statements: &[Statement], day: Date) -> String {
        let own = statements.iter().filter(|own| says(&self.holders, own));
        let mut course = self.course.clone();
        course.parts.extend(withdrawn_in_part(treaty, self.statement, own));
        course.parts.sort_by_key(|part| (part.on, part.by));
        course.articles_in_words(self.statement, day)
    }
}

/// Whether one of these says it while that counts.
fn says(holders: &[(&str, Date)], said: &Statement) -> bool {
    holders.iter().any(|(code, until)| said.participant == *code && said.day < *until)
}

/// The same as a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptReservation {
    /// For whom it stands.
    pub participant: String,
    /// The reservation or the declaration, by the entry that recorded it.
    pub reservation: i64,
    /// From this day on.
    pub since: Date,
    /// First day no longer; none: no end is known.
    pub until: Option<Date>,
}

/// Every reservation and declaration under a treaty that stands for another than its author, by participant, reservation and
/// day. `courses` is what became of the statements, in their order.
#[must_use]
pub fn kept_reservations(
    case: &Case,
    statements: &[Statement],
    courses: &[StatementEffect],
) -> Vec<KeptReservation> {
    let codes = may_carry(case, statements, passes).into_iter();
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

/// Whether what is stated so may stand for another than its author, beside what reacts to it.
#[must_use]
pub fn passes(kind: StatementKind) -> bool {
    use StatementKind::{Authority, Declaration, Reservation, Territorial};
    matches!(kind, Reservation | Declaration | Authority | Territorial)
}

/// The same, by a change of this sort: who designated an authority or spoke of its territories did so for itself.
fn passes_by(kind: StatementKind, how: Change) -> bool {
    let by_all = matches!(kind, StatementKind::Reservation | StatementKind::Declaration);
    passes(kind) && (by_all || how == Change::Continues)
}

/// Those for whom a statement of such a kind by another may stand.
#[must_use]
pub fn may_carry<'a>(
    case: &Case<'a>,
    statements: &[Statement],
    is_asked: fn(StatementKind) -> bool,
) -> BTreeSet<&'a str> {
    let made = statements.iter().filter(|statement| is_asked(statement.kind));
    let mut reached: BTreeSet<&str> = made.map(|statement| statement.participant.as_str()).collect();
    if reached.is_empty() {
        return BTreeSet::new();
    }
    let succeeding = case.acts.iter().filter(|act| act.kind == ActKind::Succession);
    let mut standing: BTreeSet<&str> = succeeding.map(|act| act.done_by.as_str()).collect();
    reached.extend(&standing);
    let world = case.world;
    let mut changes: Vec<(&str, &str, Date)> =
        world.continuations().into_iter().chain(world.unions()).collect();
    changes.sort_by_key(|(.., on)| *on);
    for (later, earlier, _) in changes {
        if reached.contains(earlier) {
            reached.insert(later);
            standing.insert(later);
        }
    }
    standing
}

/// Whether a participant stands under a treaty in the place of another, so that statements of that one may be its own.
#[must_use]
pub fn may_be_carried(case: &Case, code: &str) -> bool {
    let succeeds = case.acts.iter().any(|act| act.kind == ActKind::Succession && act.done_by == code);
    succeeds || case.world.takes_over_on(code).is_some()
}

/// What stands of a statement on the way to another, so far.
struct Held<'a> {
    since: Date,
    end: Option<End>,
    holders: Vec<(&'a str, Date)>,
}

impl<'a> Held<'a> {
    /// As it stands for its author.
    fn of(statement: &'a Statement, days: Span) -> Self {
        let end = days.until.map(|on| End { on, by: None, clause: None, left: false });
        Self { since: days.since, end, holders: vec![(statement.participant.as_str(), Date::LAST)] }
    }

    /// As it stands for the next, from the day of the change; none where it no longer stood on the eve of that.
    fn pass(self, step: &Step<'a>) -> Option<Self> {
        let stands = self.since < step.on && self.end.is_none_or(|end| step.on <= end.on);
        let mut holders: Vec<(&str, Date)> =
            self.holders.into_iter().map(|(code, until)| (code, until.min(step.on))).collect();
        holders.push((step.holder, Date::LAST));
        stands.then_some(Self { since: step.on, end: None, holders })
    }

    /// The same, unless it ended at once.
    fn ending(mut self, end: Option<End>) -> Option<Self> {
        self.end = end;
        end.is_none_or(|end| self.since < end.on).then_some(self)
    }

    fn span(&self) -> Span {
        Span { since: self.since, until: self.end.map(|end| end.on) }
    }

    /// Those for whom it stood, its author left out.
    fn later_holders(&self) -> Vec<(&'a str, Date)> {
        self.holders[1..].to_vec()
    }
}

/// What else stands under a treaty for `code` though another made it, reservations and declarations; `courses` is what became of
/// the statements, in their order.
#[must_use]
pub fn carried_over<'a>(
    case: &Case<'a>,
    statements: &'a [Statement],
    courses: &'a [StatementEffect],
    code: &'a str,
) -> Vec<CarriedOver<'a>> {
    let lines = lines(case, code);
    let parties = OnceCell::new();
    let pass = |statement: &'a Statement, held: Held<'a>, step: &Step<'a>| -> Option<Held<'a>> {
        if !passes_by(statement.kind, step.how) {
            return None;
        }
        let held = held.pass(step)?;
        let own = statements.iter().filter(|own| own.participant == step.holder);
        let withdrawn = withdrawn(case.treaty, statement, own.clone());
        // One relating to the same subject matter takes its place (art. 20(1)).
        let replaced = own.filter(|own| {
            own.kind == statement.kind && !statement.articles.is_empty() && own.covers(statement)
        });
        let replaced = replaced.map(|own| End { on: own.day, by: Some(own.id), clause: None, left: false });
        let ended = withdrawn.into_iter().chain(replaced);
        // One for a time lapses for its successor too, unless that renews it.
        let renewed = statements.iter().filter(|other| {
            other.kind == StatementKind::Renewal && says(&held.holders, other) && renews(other, statement)
        });
        let lapsed = lapse(case.treaty, statement, renewed.collect(), &|made| {
            parties.get_or_init(|| Parties::of(case)).in_force_for(&made.participant, made.day)
        });
        let left = parties.get_or_init(|| Parties::of(case)).left_on(step.holder, step.on);
        let left = left.map(|on| End { on, by: None, clause: None, left: true });
        let ended = ended.chain(lapsed).chain(left);
        let end = ended.filter(|end| step.on <= end.on).min_by_key(|end| end.on);
        held.ending(end)
    };
    let mut carried = Vec::new();
    for (statement, course) in statements.iter().zip(courses).filter(|(it, _)| passes(it.kind)) {
        // One that was not confirmed, or was barred, is none that could be kept.
        let Some(days) = course.days() else { continue };
        carried.extend(taken_along(&lines, code, (statement, course), days, &pass));
    }
    carried
}

/// What a statement is for the one to which these ways lead: by the nearest on which every step takes it along.
fn taken_along<'a>(
    lines: &[Line<'a>],
    code: &'a str,
    (statement, course): (&'a Statement, &'a StatementEffect),
    days: Span,
    pass: &dyn Fn(&'a Statement, Held<'a>, &Step<'a>) -> Option<Held<'a>>,
) -> Option<CarriedOver<'a>> {
    let mut of_author = lines.iter().filter(|line| line.author == statement.participant);
    let held = of_author.find_map(|line| {
        let held = Some(Held::of(statement, days));
        line.steps.iter().fold(held, |held, step| pass(statement, held?, step))
    })?;
    let (span, end, holders) = (held.span(), held.end, held.later_holders());
    Some(CarriedOver { statement, course, participant: code, span, end, holders })
}

/// The objections to reservations of others that stand for `code` though another made them: until it takes them back for itself
/// or objects in its own words. `courses` is what became of the statements, in their order.
#[must_use]
pub fn carried_objections<'a>(
    case: &Case<'a>,
    statements: &'a [Statement],
    courses: &'a [StatementEffect],
    code: &'a str,
) -> Vec<CarriedOver<'a>> {
    carried_reactions(case, statements, courses, code, StatementKind::Objection)
}

/// The same of reactions of any kind.
pub(super) fn carried_reactions<'a>(
    case: &Case<'a>,
    statements: &'a [Statement],
    courses: &'a [StatementEffect],
    code: &'a str,
    kind: StatementKind,
) -> Vec<CarriedOver<'a>> {
    let mut made = statements.iter().zip(courses).filter(|(it, _)| it.kind == kind).peekable();
    if made.peek().is_none() {
        return Vec::new();
    }
    let lines = lines(case, code);
    let parties = Parties::of(case);
    let pass = |statement: &'a Statement, held: Held<'a>, step: &Step<'a>| {
        let about = statements.iter().find(|other| Some(other.id) == statement.refers_to);
        let of_holder = |line: &&Line| line.steps.iter().any(|known| known.holder == step.holder);
        // Nobody objects to its own reservation, nor a union to the like of one that it keeps.
        let of_itself = about.is_some_and(|about| {
            let is_origin = |line: &Line| line.author == about.participant;
            about.participant == step.holder || lines.iter().filter(of_holder).any(is_origin)
        });
        let has_the_like = || {
            let kept = carried_over(case, statements, courses, step.holder);
            let kept = kept.iter().filter(|kept| kept.statement.kind == StatementKind::Reservation);
            about.filter(|about| !about.articles.is_empty()).is_some_and(|about| {
                let mut alike = kept.filter(|kept| !kept.statement.articles.is_empty());
                alike.any(|kept| kept.statement.covers(about) && about.covers(kept.statement))
            })
        };
        let held = held.pass(step)?;
        if of_itself || step.how == Change::Unites && has_the_like() {
            return None;
        }
        let own = statements.iter().filter(|own| own.participant == step.holder);
        let ended = own.filter_map(|own| {
            let takes_back = own.kind == StatementKind::Withdrawal && own.refers_to == Some(statement.id);
            let reacts_anew = own.kind == kind && about.is_some() && own.refers_to == statement.refers_to;
            let on = own.effective_on.filter(|_| takes_back).unwrap_or_else(|| own.known_from());
            // Whoever says otherwise when it notifies its succession never kept it.
            let never = takes_back && step.notified.is_some_and(|notified| on <= notified);
            let on = if never { step.on } else { on };
            (takes_back || reacts_anew).then_some(End { on, by: Some(own.id), clause: None, left: false })
        });
        let left = parties.left_on(step.holder, step.on).filter(|_| belongs_to_participation(kind));
        let left = left.map(|on| End { on, by: None, clause: None, left: true });
        let end = ended.chain(left).min_by_key(|end| end.on);
        held.ending(end)
    };
    let mut carried = Vec::new();
    for (statement, course) in made {
        let days = Span { since: statement.day, until: course.end.map(|end| end.on) };
        carried.extend(taken_along(&lines, code, (statement, course), days, &pass));
    }
    carried
}
