//! When each act takes effect, by which clause, and from which day.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::case::{Case, place};
use super::clauses::Gap;
use super::deposit::held;
use super::duration::Duration;
use super::replay::{EntryIntoForce, entry_into_force, lost_by};
use super::signed_before::rests_on_signature;
use super::spells::{Spell, clip, intervals_of};
use super::standing::{DatedAct, mark_gone};
use super::succession::{date_of_succession, is_newly_independent, is_of_union};
use super::united::unite;
use crate::model::{Act, ActKind, Date, union_of};

/// What the day of effect rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Basis {
    /// It belongs to the first group: the treaty's own entry into force.
    FirstGroup,
    /// Deposited between the conditions and entry into force: together with the treaty.
    WithTreaty,
    /// Its own rule.
    OwnRule,
    /// Its own day, or that of the treaty, where no clause of the treaty says otherwise (VCLT arts 24(1), 24(3)).
    OwnDay,
    /// The date of the succession of States.
    Succession,
    /// The same, where States united (1978 Vienna Convention arts 31 to 33).
    Union,
    /// The same, of a newly independent State (1978 Vienna Convention art. 23).
    Independence,
    /// The notification of a succession whose date is not recorded.
    Notification,
    /// The same, of a newly independent State (art. 22(3)).
    NotificationOfIndependence,
    /// The day on which a territory passed from one State to another (1978 Vienna Convention art. 15).
    Transfer,
}

/// When an act takes effect by the clause, and how that follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Effective {
    /// The act.
    pub act: i64,
    /// The day by the clause; none where it cannot be computed.
    pub computed_on: Option<Date>,
    /// The clause.
    pub clause: Option<i64>,
    /// The day it runs from: of deposit or receipt, of notification, or on which the conditions were met.
    pub trigger: Date,
    /// The day by its own rule, before the treaty's entry into force is looked at.
    pub own_on: Option<Date>,
    /// What it rests on.
    pub basis: Basis,
    /// Whether it is a lower bound only: the rule runs from a notification whose day is not recorded, or holds only where
    /// something does not that the record cannot tell, or the act waits for something.
    pub estimated: bool,
}

/// The acts under one treaty, each with its day of effect: what everything else follows from.
#[derive(Debug)]
pub(super) struct DatedActs<'a> {
    pub(super) entry: EntryIntoForce,
    /// The day on which the treaty ends for all, if it does.
    pub(super) ends_on: Option<Date>,
    pub(super) acts: Vec<(DatedAct<'a>, Option<Effective>)>,
    /// The acts of each participant, in their order.
    by_participant: BTreeMap<&'a str, Vec<DatedAct<'a>>>,
}

impl<'a> DatedActs<'a> {
    /// Dates the effect of the acts of a case.
    pub(super) fn of(case: &Case<'a>) -> Self {
        let ordered = case.ordered();
        let entry = entry_into_force(case, &ordered);
        let acts = effect_dates(case, &ordered, &entry);
        let by_participant = by_participant(case, acts.iter().map(|(dated, _)| dated.clone()));
        let ends_on = ends_on(case, &entry, &by_participant);
        Self { entry, ends_on, acts, by_participant }
    }

    /// The acts of one participant, in their order.
    pub(super) fn acts_of(&self, code: &str) -> &[DatedAct<'a>] {
        self.by_participant.get(code).map_or(&[], Vec::as_slice)
    }

    /// The acts on which the status of a participant rests, each with its day of effect: its own, and where it succeeds to others
    /// or may rest on their signature also theirs.
    pub(super) fn rests_on(&self, case: &Case, own: &[DatedAct]) -> Vec<(i64, Option<Date>)> {
        let mut all: Vec<(i64, Option<Date>)> =
            own.iter().map(|dated| (dated.act.id, dated.effect)).collect();
        let rests = |kind: ActKind| kind == ActKind::Succession || rests_on_signature(kind);
        for dated in own.iter().filter(|dated| rests(dated.act.kind)) {
            let theirs =
                case.world.ancestors(&dated.act.done_by).into_iter().flat_map(|code| self.acts_of(code));
            all.extend(theirs.map(|dated| (dated.act.id, dated.effect)));
        }
        all
    }

    /// The acts of each participant, by its code.
    pub(super) fn by_participant(&self) -> impl Iterator<Item = (&'a str, &[DatedAct<'a>])> {
        self.by_participant.iter().map(|(code, acts)| (*code, acts.as_slice()))
    }
}

/// The day on which the treaty ends for all: by its termination, by its duration, or because those that leave bring its
/// parties below a number.
fn ends_on(
    case: &Case,
    entry: &EntryIntoForce,
    by_participant: &BTreeMap<&str, Vec<DatedAct>>,
) -> Option<Date> {
    let ends_on = case.ends_in_force_from(entry.on);
    let least = case.treaty.durations().find_map(|(rule, _)| match rule {
        Duration::Below(n) => Some(*n),
        _ => None,
    });
    let goes = |dated: &DatedAct| dated.act.kind.is_exit();
    let below = least.filter(|_| by_participant.values().flatten().any(goes)).and_then(|least| {
        // One that comes counts before one that goes on the same day.
        let mut turns: Vec<(Date, bool)> = Vec::new();
        for (code, acts) in by_participant {
            let spells = intervals_of(code, acts, ends_on);
            let spells = clip(code, acts, spells, case.world);
            let bound = spells.iter().filter(|spell| spell.status.bound()).map(Spell::span).collect();
            for span in union_of(bound) {
                turns.push((span.since, false));
                turns.extend(span.until.map(|until| (until, true)));
            }
        }
        turns.sort_unstable();
        let mut parties = 0;
        turns.into_iter().find_map(|(day, goes)| {
            let before = parties;
            parties = if goes { before - 1 } else { before + 1 };
            (goes && before == least && entry.on.is_some_and(|on| on <= day)).then_some(day)
        })
    });
    ends_on.into_iter().chain(below).min()
}

/// The day of effect of each act, in their order; and how it follows, where the law has something to say.
fn effect_dates<'a>(
    case: &Case,
    ordered: &[&'a Act],
    entry: &EntryIntoForce,
) -> Vec<(DatedAct<'a>, Option<Effective>)> {
    let mut found: Vec<Option<(DatedAct, Option<Effective>)>> = vec![None; ordered.len()];
    let mut in_force_for: HashMap<&str, Vec<(Date, Date)>> = HashMap::new();
    let is_succession = |act: &Act| act.kind == ActKind::Succession && act.under.is_none();
    let lost = entry.met_on.map(|met| lost_by(ordered, met)).unwrap_or_default();
    let somebody_succeeds = ordered.iter().any(|act| is_succession(act));
    let held = held(case);
    for (slot, act) in found.iter_mut().zip(ordered).filter(|(_, act)| !is_succession(act)) {
        let held_until = held.get(&act.id).map(|held| held.until.unwrap_or(Date::LAST));
        let dated = effect_of_act(case, (act, held_until), entry, &lost);
        if let Some(effect) = dated.0.effect.filter(|_| somebody_succeeds && act.kind.is_consent()) {
            for code in [act.done_by.as_str(), act.participant.as_str()] {
                in_force_for.entry(code).or_default().push((act.day, effect));
            }
        }
        *slot = Some(dated);
    }
    // A successor may itself have a successor: the earlier succession first.
    let mut successions: Vec<(usize, &&Act)> =
        ordered.iter().enumerate().filter(|(_, act)| is_succession(act)).collect();
    successions.sort_by_cached_key(|(_, act)| (date_of_succession(case, act), act.day));
    for (slot, act) in successions {
        let dated = succeed(case, act, entry, &in_force_for);
        if let Some(effect) = dated.0.effect {
            in_force_for.entry(act.participant.as_str()).or_default().push((act.day, effect));
        }
        found[slot] = Some(dated);
    }
    found.into_iter().flatten().collect()
}

/// The day of effect of one act: published, else that of the first group, else by its own rule and the gap rule. A consent
/// that was `lost` before the conditions were met has none, nor has one that waits for another's instrument.
fn effect_of_act<'a>(
    case: &Case,
    (act, held_until): (&'a Act, Option<Date>),
    entry: &EntryIntoForce,
    lost: &BTreeSet<i64>,
) -> (DatedAct<'a>, Option<Effective>) {
    let dated = |act, effect, is_undated| DatedAct { held_until, ..dated(act, effect, is_undated) };
    if held_until == Some(Date::LAST) || (act.under.is_some() && !act.kind.is_consent()) {
        return (dated(act, act.effective_on, false), None);
    }
    if act.kind.is_consent() && lost.contains(&act.id) {
        return (dated(act, act.effective_on, is_undated(case, entry)), None);
    }
    let deposited_on = held_until.unwrap_or(act.day);
    let in_first_group = act.kind.is_consent() && entry.met_on.is_some_and(|met| deposited_on <= met);
    let effective = if in_first_group {
        Some(Effective {
            act: act.id,
            computed_on: entry.computed_on,
            clause: case.treaty.first_effect().map(|rule| rule.1.id),
            trigger: entry.met_on.unwrap_or(act.day),
            own_on: entry.computed_on,
            basis: Basis::FirstGroup,
            estimated: false,
        })
    } else {
        let passed = case.world.takes_over(act).filter(|passed| act.day <= *passed);
        let at_transfer = passed.map(|passed| of_transfer(act, passed, entry));
        let by_rule = at_transfer.or_else(|| by_own_rule(case, act, deposited_on, entry));
        by_rule.or_else(|| on_own_day(case, act, deposited_on, entry))
    };
    let published_for_all = entry.on.filter(|_| in_first_group && !act.waits);
    let computed = effective.and_then(|effective| effective.computed_on).filter(|_| !act.waits);
    let at_once = Some(act.day).filter(|_| act.kind == ActKind::Cessation && !act.waits);
    let effect = act.effective_on.or(published_for_all).or(computed).or(at_once);
    let is_conditional = || case.treaty.later_effect(act.kind).is_some_and(|(rule, _)| rule.is_conditional());
    let holds_only_if =
        act.kind.is_exit() && act.effective_on.is_none() && effect.is_some() && is_conditional();
    let takes_over = case.world.takes_over(act).is_some();
    (DatedAct { holds_only_if, takes_over, ..dated(act, effect, is_undated(case, entry)) }, effective)
}

/// What is notified of a territory by the day on which it passes takes effect then.
fn of_transfer(act: &Act, passed: Date, entry: &EntryIntoForce) -> Effective {
    Effective {
        act: act.id,
        computed_on: Some(entry.on.map_or(passed, |entry| entry.max(passed))),
        clause: None,
        trigger: passed,
        own_on: Some(passed),
        basis: Basis::Transfer,
        estimated: false,
    }
}

fn by_own_rule(case: &Case, act: &Act, deposited_on: Date, entry: &EntryIntoForce) -> Option<Effective> {
    let (rule, clause) = case.treaty.later_effect(act.kind)?;
    let notified = act.notified_on.filter(|_| rule.runs_from_notification());
    let trigger = notified.unwrap_or(deposited_on);
    let mut moments = case.treaty.moments(entry.on, case.relations);
    moments.specified_on = act.effective_on.filter(|_| rule.takes_later_day());
    let own_on = rule.apply(trigger, &moments).ok();
    let (gap, _) = case.treaty.gap();
    let waits = act.kind.is_consent() || act.kind.is_territorial() || act.kind == ActKind::ChangeOfScope;
    let (computed_on, basis) = match (own_on, entry.on) {
        (own, _) if !waits || (gap == Gap::Own && act.kind.is_consent()) => (own, Basis::OwnRule),
        (_, Some(in_force)) if gap == Gap::WithTreaty && deposited_on <= in_force => {
            (Some(in_force), Basis::WithTreaty)
        }
        (Some(own), Some(in_force)) => (Some(own.max(in_force)), Basis::OwnRule),
        _ => (None, Basis::OwnRule),
    };
    Some(Effective {
        act: act.id,
        computed_on,
        clause: Some(clause.id),
        trigger,
        own_on,
        basis,
        estimated: (rule.runs_from_notification() && notified.is_none())
            || rule.is_conditional()
            || act.waits,
    })
}

/// Where the final clauses are recorded and none says since when, a consent that was there when the treaty entered into force takes
/// effect then (VCLT art. 24(1)), and a later one on its own day (art. 24(3)). Of a treaty that is known from a table only, without
/// its clauses, nobody can say; what was exchanged needs no clause.
fn on_own_day(case: &Case, act: &Act, deposited_on: Date, entry: &EntryIntoForce) -> Option<Effective> {
    let in_force = entry.on.filter(|_| act.kind.is_consent() && act.under.is_none())?;
    let is_silent = case.treaty.threshold().is_none() && case.treaty.first_effect().is_none();
    let is_known = !case.treaty.clauses.is_empty() || act.kind == ActKind::ExchangeOfInstruments;
    (is_silent && is_known).then(|| Effective {
        act: act.id,
        computed_on: Some(deposited_on.max(in_force)),
        clause: None,
        trigger: deposited_on,
        own_on: Some(deposited_on),
        basis: Basis::OwnDay,
        estimated: false,
    })
}

/// A succession takes effect on the date of the succession of States, and not before the treaty was in force for the
/// predecessor (1978 Vienna Convention arts 23, 34, 36); from the notification, where that date is not recorded.
fn succeed<'a>(
    case: &Case,
    act: &'a Act,
    entry: &EntryIntoForce,
    in_force_for: &HashMap<&str, Vec<(Date, Date)>>,
) -> (DatedAct<'a>, Option<Effective>) {
    let floor = predecessors_force(case, act, in_force_for).or(entry.on);
    let known = date_of_succession(case, act);
    let on = known.unwrap_or(act.day);
    let computed_on = floor.map(|floor| on.max(floor));
    let basis = match known {
        None if is_newly_independent(case, act) => Basis::NotificationOfIndependence,
        None => Basis::Notification,
        Some(_) if is_newly_independent(case, act) => Basis::Independence,
        Some(_) if is_of_union(case, act) => Basis::Union,
        Some(_) => Basis::Succession,
    };
    let effective = Some(Effective {
        act: act.id,
        computed_on,
        clause: None,
        trigger: on,
        own_on: Some(on),
        basis,
        estimated: false,
    });
    let is_undated = is_undated(case, entry);
    let published = act.effective_on.filter(|_| is_undated);
    (dated(act, computed_on.or(published), is_undated), effective)
}

fn dated(act: &Act, effect: Option<Date>, is_undated: bool) -> DatedAct<'_> {
    DatedAct {
        act,
        effect,
        held_until: None,
        is_undated,
        is_gone: false,
        holds_only_if: false,
        takes_over: false,
    }
}

/// Whether nothing tells when the treaty enters into force: no clause, and no day.
fn is_undated(case: &Case, entry: &EntryIntoForce) -> bool {
    entry.on.is_none() && case.treaty.threshold().is_none()
}

/// When the treaty came into force for the nearest predecessor that had consented before the succession was notified;
/// `in_force_for` has the day of each consent and that of its effect.
fn predecessors_force(
    case: &Case,
    act: &Act,
    in_force_for: &HashMap<&str, Vec<(Date, Date)>>,
) -> Option<Date> {
    let begun = |code: &str| {
        let all = in_force_for.get(code).into_iter().flatten();
        all.filter(|(done, _)| *done <= act.day).map(|(_, effect)| *effect).min()
    };
    let nearest = case.world.nearest(&act.done_by, &|code| begun(code).is_some());
    nearest.into_iter().filter_map(begun).min()
}

/// The acts of each participant in their order. An act stands with the participant that a table has it under, with
/// the union of States that did it, and with a State that continues the one that did it: once with each.
fn by_participant<'a>(
    case: &Case<'a>,
    dated: impl IntoIterator<Item = DatedAct<'a>>,
) -> BTreeMap<&'a str, Vec<DatedAct<'a>>> {
    let world = case.world;
    let in_its_row = |dated: DatedAct<'a>| (world.present_code(&dated.act.participant), dated);
    let mut dated: Vec<(&'a str, DatedAct)> = dated.into_iter().map(in_its_row).collect();
    // Stable, so that the acts of each stay in their order.
    dated.sort_by_key(|(row, _)| *row);
    let mut by_code: BTreeMap<&str, Vec<DatedAct>> = dated
        .chunk_by(|one, other| one.0 == other.0)
        .map(|acts| (acts[0].0, acts.iter().map(|(_, dated)| dated.clone()).collect()))
        .collect();
    let mut repeated = false;
    for (_, dated) in dated.iter().filter(|(row, dated)| dated.act.done_by != *row) {
        stand_once(by_code.entry(&dated.act.done_by).or_default(), dated);
        repeated = true;
    }
    for (later, earlier, on) in world.continuations() {
        for dated in by_code.get(earlier).cloned().unwrap_or_default() {
            if dated.act.day < on {
                stand_once(by_code.entry(later).or_default(), &dated);
                repeated = true;
            }
        }
    }
    for (union, united, on) in world.unions() {
        repeated |= unite(&mut by_code, (union, united), on, case.ends_on());
    }
    // Where the union left what one of those united had consented to, that one is out too, also once it stands for itself again.
    for (union, part, during) in world.outlived_unions() {
        let consented = |dated: &DatedAct| dated.act.kind.is_consent() && dated.act.day < during.since;
        let ends = |dated: &DatedAct| {
            let kind = dated.act.kind;
            (kind.is_exit() || kind == ActKind::RevocationOfDenunciation) && during.holds(dated.act.day)
        };
        if by_code.get(part).is_none_or(|acts| !acts.iter().any(consented)) {
            continue;
        }
        let left = by_code.get(union).into_iter().flatten().filter(|dated| ends(dated));
        for dated in left.cloned().collect::<Vec<_>>() {
            stand_once(by_code.entry(part).or_default(), &dated);
            repeated = true;
        }
    }
    if repeated {
        for acts in by_code.values_mut() {
            acts.sort_by(|one, other| place(one.act).cmp(&place(other.act)));
        }
    }
    for acts in by_code.values_mut() {
        mark_gone(acts);
    }
    by_code
}

fn stand_once<'a>(acts: &mut Vec<DatedAct<'a>>, dated: &DatedAct<'a>) {
    let act = dated.act;
    if !acts.iter().any(|known| (known.act.kind, known.act.day) == (act.kind, act.day)) {
        acts.push(dated.clone());
    }
}
