//! The spells of one participant: the intervals in which it has one status.

use super::standing::{DatedAct, Standing, standing_on_each};
use super::world::World;
use crate::model::{Act, ActKind, Date, Span, Status, without};

/// An interval in which one participant has one status.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spell {
    /// Code of the participant.
    pub participant: String,
    /// First day.
    pub since: Date,
    /// First day no longer; none if no end is known.
    pub until: Option<Date>,
    /// The status.
    pub status: Status,
    /// Whether it lies inside the window of an act whose day is not known, or rests on a day of effect that holds only if
    /// something does not that the record cannot tell.
    pub uncertain: bool,
    /// The signature that stands.
    pub signature: Option<i64>,
    /// The consent that stands; for a former party, stood.
    pub consent: Option<i64>,
    /// The denunciation, withdrawal or cessation that counts.
    pub exit: Option<i64>,
    /// The act that opened it, or whose effect did.
    pub opened_by: Option<i64>,
    /// The act that closed it, or whose effect closes it.
    pub closed_by: Option<i64>,
}

impl Spell {
    /// Its days.
    #[must_use]
    pub fn span(&self) -> Span {
        Span { since: self.since, until: self.until }
    }

    /// What began it, where the status is that of a signature withdrawn.
    #[must_use]
    pub fn withdrawn_by(&self) -> Option<i64> {
        self.opened_by.filter(|_| self.status == Status::Unsigned)
    }

    /// Whether it is the spell of this participant on `day`.
    #[must_use]
    pub fn is_of(&self, participant: &str, day: Date) -> bool {
        self.participant == participant && self.span().holds(day)
    }

    /// Whether another says the same of the same days, whichever acts opened and closed it.
    #[must_use]
    pub fn says_as(&self, other: &Self) -> bool {
        *self == Self { opened_by: self.opened_by, closed_by: self.closed_by, ..other.clone() }
    }
}

/// The intervals of one status that follow from the acts of one participant, under a treaty that ends on `ends_on`: also
/// those in which its predecessor stands in its place, or its successor.
pub(super) fn intervals_of(code: &str, acts: &[DatedAct], ends_on: Option<Date>) -> Vec<Spell> {
    let mut days: Vec<Date> = acts
        .iter()
        .flat_map(|dated| [Some(dated.act.earliest), Some(dated.act.day), dated.effect, dated.held_until])
        .flatten()
        .filter(|day| *day < Date::LAST)
        .chain(ends_on)
        .collect();
    days.sort_unstable();
    days.dedup();
    let first = acts.iter().map(|dated| dated.counts_from().min(dated.act.earliest));
    let Some(first) = first.min() else {
        return Vec::new();
    };

    days.retain(|day| *day >= first);
    let is_unclear = |dated: &&DatedAct| !dated.act.is_dated() || dated.is_gone || dated.holds_only_if;
    let unclear: Vec<&DatedAct> = acts.iter().filter(is_unclear).collect();
    let openers = Openers::of(acts);
    let mut spells: Vec<Spell> = Vec::new();
    let mut last: Option<(Standing, bool)> = None;
    for (standing, day) in standing_on_each(acts, &days, ends_on).into_iter().zip(days) {
        let uncertain = unclear.iter().any(|dated| {
            let act = dated.act;
            (act.kind.changes_status() && act.earliest <= day && day < act.day)
                || (dated.is_gone && act.day <= day && says_gone(&standing, act))
                || (dated.holds_only_if
                    && standing.exit == Some(act.id)
                    && dated.effect.is_some_and(|effect| effect <= day))
        });
        let is_nothing = last.is_none() && standing.status == Status::None && !uncertain;
        if is_nothing || last == Some((standing, uncertain)) {
            continue;
        }
        last = Some((standing, uncertain));
        let opened_by = openers.on(day);
        if let Some(before) = spells.last_mut() {
            before.until = Some(day);
            before.closed_by = opened_by;
        }
        let Standing { status, signature, consent, exit } = standing;
        spells.push(Spell {
            participant: code.to_owned(),
            since: day,
            until: None,
            status,
            uncertain,
            signature,
            consent,
            exit,
            opened_by,
            closed_by: None,
        });
    }
    spells
}

/// Whether a status rests on an act that was withdrawn on a day that is not known.
fn says_gone(standing: &Standing, act: &Act) -> bool {
    match standing.status {
        Status::Former => standing.consent == Some(act.id),
        Status::Unsigned => act.kind.is_signature(),
        _ => false,
    }
}

/// The acts that change the status, in the order of the days on which they were done and on which they take effect.
struct Openers {
    done: Vec<(Date, i64)>,
    effective: Vec<(Date, i64)>,
}

impl Openers {
    fn of(acts: &[DatedAct]) -> Self {
        let changing = || {
            acts.iter().filter(|dated| {
                dated.act.kind.changes_status()
                    || (dated.act.kind == ActKind::Continuity && dated.effect.is_some())
            })
        };
        let day = |dated: &DatedAct| dated.held_until.unwrap_or(dated.act.day);
        let mut done: Vec<_> = changing().map(|dated| (day(dated), dated.act.id)).collect();
        let mut effective: Vec<_> =
            changing().filter_map(|dated| Some((dated.effect?, dated.act.id))).collect();
        done.sort_by_key(|(day, _)| *day);
        effective.sort_by_key(|(day, _)| *day);
        Self { done, effective }
    }

    /// The last one of that day, else the last one that takes effect on it.
    fn on(&self, day: Date) -> Option<i64> {
        let last = |acts: &[(Date, i64)]| {
            let until = acts.partition_point(|act| act.0 <= day);
            acts[..until].last().filter(|act| act.0 == day).map(|act| act.1)
        };
        last(&self.done).or_else(|| last(&self.effective))
    }
}

/// The day on which a State began in whose row an act stands from before: until then it counts for nothing. A day of effect that
/// is published for a succession may be earlier than that recorded of the State.
fn begins_on(code: &str, acts: &[DatedAct], world: &World) -> Option<Date> {
    let begins = world.persons.get(code)?.exists_from?;
    let before = acts.iter().filter(|dated| dated.act.done_by == code && dated.act.day < begins);
    let since = before.map(|dated| match dated.act.effective_on {
        Some(effect) if dated.act.kind == ActKind::Succession => effect.min(begins),
        _ => begins,
    });
    since.max()
}

/// Keeps the days on which the participant itself stands there: not before it took over what its
/// predecessor did, not after its end, and not while it was part of a union that it outlived.
pub(super) fn clip(code: &str, acts: &[DatedAct], mut spells: Vec<Spell>, world: &World) -> Vec<Spell> {
    let repeats = acts.iter().any(|dated| dated.act.done_by != code);
    let takes_over_on = world.takes_over_on(code).filter(|_| repeats);
    if let Some(start) = takes_over_on.into_iter().chain(begins_on(code, acts, world)).max() {
        spells.retain(|spell| spell.until.is_none_or(|until| start < until));
        for spell in &mut spells {
            spell.since = spell.since.max(start);
        }
    }
    if let Some(end) = world.ends().get(code).copied() {
        spells.retain(|spell| spell.since < end);
        if let Some(last) = spells.last_mut()
            && last.until.is_none_or(|until| end < until)
        {
            last.until = Some(end);
            last.closed_by = None;
        }
    }
    for away in world.in_unions(code) {
        spells = spells.iter().flat_map(|spell| outside(spell, *away)).collect();
    }
    spells
}

/// What is left of a spell where its participant was part of a union for some days.
fn outside(spell: &Spell, away: Span) -> Vec<Spell> {
    let left = without(vec![spell.span()], &[away]);
    let piece = |span: Span| Spell {
        since: span.since,
        until: span.until,
        closed_by: spell.closed_by.filter(|_| span.until == spell.until),
        ..spell.clone()
    };
    left.into_iter().map(piece).collect()
}
