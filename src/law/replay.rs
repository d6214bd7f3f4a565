//! The threshold, day by day: which instruments stood, and when the conditions were met.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::case::Case;
use super::conditions::{Condition, Tally};
use super::deposit::held;
use super::effect::Moments;
use super::holds::Holds;
use super::rule::Clause;
use super::succession::date_of_succession;
use super::threshold::Threshold;
use super::world::World;
use crate::model::{Act, ActKind, Date, Decimal};

/// A treaty's own entry into force.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct EntryIntoForce {
    /// The day on which the conditions were met, by replay; at the latest, where they may have been met before.
    pub met_on: Option<Date>,
    /// The instrument that met them; none where a day alone did.
    pub met_by: Option<i64>,
    /// The first day on which the record could not tell whether they were met, before that.
    pub undetermined_on: Option<Date>,
    /// The day by the clause.
    pub computed_on: Option<Date>,
    /// The day as the depositary's notice gives it, recorded as an act.
    pub announced_on: Option<Date>,
    /// The day as published, else by the clause.
    pub on: Option<Date>,
}

/// Who had an instrument, and whose signature stood, as the acts go by.
#[derive(Debug)]
struct Stand<'a> {
    held: BTreeMap<&'a str, ActKind>,
    signed: BTreeSet<&'a str>,
    /// Who of those that signed ends, and when.
    ending: Vec<(&'a str, Date)>,
    /// Who has yet to take the place of whom without an act, and when: the later one, the earlier one, the day.
    to_come: VecDeque<(&'a str, &'a str, Date)>,
    world: &'a World,
}

impl<'a> Stand<'a> {
    fn new(case: &Case<'a>) -> Self {
        let mut to_come = case.world.continuations();
        to_come.extend(case.world.unions());
        to_come.sort_by_key(|change| change.2);
        Self {
            held: BTreeMap::new(),
            signed: BTreeSet::new(),
            ending: Vec::new(),
            to_come: to_come.into(),
            world: case.world,
        }
    }

    /// At the end of a day.
    fn on(case: &Case<'a>, day: Date) -> Self {
        let mut stand = Self::new(case);
        for (counts_from, act) in counted(case, &case.ordered()) {
            if counts_from <= day {
                stand.take(act, counts_from, case);
            }
        }
        stand.go_on_to(day);
        stand
    }

    /// On the day on which a State continues another, or a union takes the place of those united, one instrument of theirs is
    /// that of the later one.
    fn go_on_to(&mut self, day: Date) {
        while let Some((later, earlier, _)) = self.to_come.front().copied().filter(|change| change.2 <= day) {
            self.to_come.pop_front();
            if let Some(kind) = self.held.remove(earlier) {
                self.held.entry(later).or_insert(kind);
            }
            if self.signed.remove(earlier) {
                self.sign(later);
            }
        }
        // A signature ends with the State, unless an instrument of it stands, which counts on.
        for (code, _) in self.ending.iter().filter(|(_, end)| *end <= day) {
            if !self.held.contains_key(code) {
                self.signed.remove(code);
            }
        }
    }

    fn sign(&mut self, code: &'a str) {
        self.signed.insert(code);
        self.ending.extend(self.world.ends().get(code).map(|end| (code, *end)));
    }

    fn take(&mut self, act: &'a Act, counts_from: Date, case: &Case) {
        self.go_on_to(counts_from);
        let who = act.done_by.as_str();
        match act.kind {
            kind if kind.is_consent() => {
                if kind == ActKind::Succession {
                    self.replace_predecessors(act, case);
                }
                self.held.insert(who, kind);
                if kind == ActKind::DefinitiveSignature {
                    self.sign(who);
                }
            }
            kind if kind.is_signature() => self.sign(who),
            ActKind::Unsigning => {
                self.signed.remove(who);
            }
            kind if kind == ActKind::WithdrawalOfConsent || kind.is_exit() => {
                self.held.remove(who);
            }
            _ => {}
        }
    }

    /// Each successor counts for itself (1978 Vienna Convention art. 18(5)), and in the place of a predecessor that has ended.
    fn replace_predecessors(&mut self, act: &'a Act, case: &Case) {
        let on = date_of_succession(case, act).map_or(act.day, |on| on.max(act.day));
        for earlier in case.world.nearest(&act.done_by, &|code| self.held.contains_key(code)) {
            let had_signed = self.signed.contains(earlier);
            if case.world.ends_on(earlier).is_some_and(|end| end <= on) {
                self.held.remove(earlier);
                self.signed.remove(earlier);
            }
            if had_signed {
                self.sign(&act.done_by);
            }
        }
    }

    fn tally<'b>(&'b self, day: Date, case: &'b Case, moments: Moments<'b>) -> Tally<'b> {
        Tally {
            held: &self.held,
            signed: &self.signed,
            day,
            world: case.world,
            relations: case.relations,
            moments,
        }
    }
}

/// The acts, each with the day from which it counts, in the order of these days: its own, or for an instrument that waits for
/// another's the later of the two. One that still waits is not there.
fn counted<'a>(case: &Case<'a>, ordered: &[&'a Act]) -> Vec<(Date, &'a Act)> {
    let held = held(case);
    let day = |act: &Act| held.get(&act.id).map_or(Some(act.day), |held| held.until);
    let mut counted: Vec<(Date, &Act)> = ordered.iter().filter_map(|act| Some((day(act)?, *act))).collect();
    if !held.is_empty() {
        counted.sort_by_key(|(day, _)| *day);
    }
    counted
}

/// Replays the threshold at the end of each day over the instruments that stand; after it is met, it stands
/// (VCLT art. 55). `ordered` are the acts in their order.
pub(super) fn entry_into_force<'a>(case: &Case<'a>, ordered: &[&'a Act]) -> EntryIntoForce {
    let treaty = case.treaty;
    let announced_on = case.effect_of(ActKind::EntryIntoForce);
    let published = treaty.in_force_on.or(announced_on);
    let mut entry = EntryIntoForce { on: published, announced_on, ..EntryIntoForce::default() };
    let Some((threshold, _)) = treaty.threshold() else {
        return deemed_accepted(case, entry);
    };
    let moments = treaty.moments(None, case.relations);
    let ordered = &counted(case, ordered);
    let mut stand = Stand::new(case);
    let mut next = 0;
    // Conditions that the acts recorded meet only after the published day were met by others: which, they do not show.
    let days = days_to_try(case, threshold, ordered, &moments).into_iter();
    for day in days.take_while(|day| published.is_none_or(|published| *day <= published)) {
        let first = next;
        while let Some((counts_from, act)) = ordered.get(next).filter(|(counts_from, _)| *counts_from <= day)
        {
            stand.take(act, *counts_from, case);
            next += 1;
        }
        stand.go_on_to(day);
        match threshold.holds(&stand.tally(day, case, moments)) {
            Holds::No => {}
            Holds::Unknown => entry.undetermined_on = entry.undetermined_on.or(Some(day)),
            Holds::Yes => {
                entry.met_on = Some(day);
                entry.met_by = tipping(case, threshold, ordered, first..next, &moments);
                break;
            }
        }
    }
    if let (Some(met), Some((rule, _))) = (entry.met_on, treaty.first_effect()) {
        entry.computed_on = rule.apply(met, &moments).ok();
    }
    entry.on = entry.on.or(entry.computed_on);
    entry
}

/// The same where those that are silent accept: on the day that the clause gives, unless too many object.
fn deemed_accepted(case: &Case, mut entry: EntryIntoForce) -> EntryIntoForce {
    let (Some((tacit, _)), Some((rule, _))) = (case.treaty.tacit(), case.treaty.first_effect()) else {
        return entry;
    };
    let Some(on) = tacit.deemed_on(case) else { return entry };
    let blocked = tacit.blocked(case, &case.relations.statements);
    match blocked.map_or(Holds::No, |blocked| blocked.holds) {
        Holds::Yes => {}
        Holds::Unknown => entry.undetermined_on = Some(on),
        Holds::No => {
            entry.met_on = Some(on);
            entry.computed_on = rule.apply(on, &case.treaty.moments(None, case.relations)).ok();
        }
    }
    entry.on = entry.on.or(entry.computed_on);
    entry
}

/// The day on which an amendment is in force by the silence of the parties, where the record cannot tell whether too many objected.
pub(super) fn perhaps_on(case: &Case, entry: &EntryIntoForce) -> Option<Date> {
    let deemed_on =
        entry.undetermined_on.filter(|_| entry.on.is_none() && case.treaty.threshold().is_none())?;
    case.treaty.tacit()?;
    let (rule, _) = case.treaty.first_effect()?;
    rule.apply(deemed_on, &case.treaty.moments(None, case.relations)).ok()
}

/// The consents that no longer stood at the end of `day`: withdrawn since, or denounced. They are in no first group.
pub(super) fn lost_by(ordered: &[&Act], day: Date) -> BTreeSet<i64> {
    let ends = |kind: ActKind| kind == ActKind::WithdrawalOfConsent || kind.is_exit();
    let mut lost = BTreeSet::new();
    let mut standing: BTreeMap<&str, Vec<i64>> = BTreeMap::new();
    for act in ordered.iter().take_while(|act| act.day <= day) {
        if act.kind.is_consent() {
            standing.entry(&act.done_by).or_default().push(act.id);
        } else if ends(act.kind) {
            lost.extend(standing.remove(act.done_by.as_str()).unwrap_or_default());
        }
    }
    lost
}

/// The days on which the conditions may come to hold: those of acts, those that a rule names, and those on which the
/// sets and the weights that it asks about change.
fn days_to_try(
    case: &Case,
    threshold: &Threshold,
    ordered: &[(Date, &Act)],
    moments: &Moments,
) -> BTreeSet<Date> {
    let concerns = |kind: ActKind| {
        kind.is_consent()
            || kind.is_signature()
            || kind.is_exit()
            || kind == ActKind::WithdrawalOfConsent
            || kind == ActKind::Unsigning
    };
    let mut days: BTreeSet<Date> =
        ordered.iter().filter(|(_, act)| concerns(act.kind)).map(|(day, _)| *day).collect();
    let Some(first) = days.first().copied() else {
        return days;
    };
    let mut further = threshold.floors(moments);
    for set in threshold.sets() {
        further.extend(set.turns(case.world, case.relations));
    }
    for table in threshold.tables() {
        let weights = case.world.weights.get(table).into_iter().flat_map(|table| table.values());
        further.extend(weights.flat_map(BTreeMap::keys));
    }
    // A State that takes the place of another brings along its instrument.
    let changes = case.world.continuations().into_iter().chain(case.world.unions());
    let of_doers = changes.filter(|(_, earlier, _)| ordered.iter().any(|(_, act)| act.done_by == *earlier));
    further.extend(of_doers.map(|change| change.2));
    // The signature of a State that ends is gone.
    let ends = case.world.ends();
    let signatories = ordered.iter().filter(|(_, act)| act.kind.is_signature());
    further.extend(signatories.filter_map(|(_, act)| ends.get(act.done_by.as_str()).copied()));
    for treaty in threshold.treaties() {
        let spans = case.relations.bound.get(treaty).into_iter().flat_map(|codes| codes.values().flatten());
        further.extend(spans.flat_map(|span| [Some(span.since), span.until]).flatten());
    }
    days.extend(further.into_iter().filter(|day| *day > first));
    days
}

/// The instrument of the day that tipped the scale: the first, in their order, with which the conditions hold.
fn tipping(
    case: &Case,
    threshold: &Threshold,
    ordered: &[(Date, &Act)],
    of_the_day: std::ops::Range<usize>,
    moments: &Moments,
) -> Option<i64> {
    let mut stand = Stand::new(case);
    for (day, act) in &ordered[..of_the_day.start] {
        stand.take(act, *day, case);
    }
    let of_the_day = &ordered[of_the_day];
    let consents = || of_the_day.iter().filter(|(_, act)| act.kind.is_consent());
    for (day, act) in of_the_day.iter().filter(|(_, act)| !act.kind.is_consent()) {
        stand.take(act, *day, case);
    }
    let last = consents().next_back().map(|(_, act)| act.id);
    let tipped = consents().find(|(day, act)| {
        stand.take(act, *day, case);
        threshold.holds(&stand.tally(*day, case, *moments)) == Holds::Yes
    });
    tipped.map(|(_, act)| act.id).or(last)
}

/// The consents that stand at the end of `day`, of those that can be counted then: of one that came in the place of another,
/// its own, or where it did nothing itself that of the other.
#[must_use]
pub fn consents_on<'a>(case: &'a Case<'a>, day: Date) -> BTreeSet<i64> {
    let held = Stand::on(case, day).held;
    let ordered = counted(case, &case.ordered()).into_iter();
    let by_then = ordered.filter(|(counts_from, _)| *counts_from <= day).map(|(_, act)| act);
    let consents = by_then.filter(|act| act.kind.is_consent());
    let changes: Vec<(&str, &str, Date)> =
        case.world.continuations().into_iter().chain(case.world.unions()).filter(|it| it.2 <= day).collect();
    // The one in whose hands it is, where another took the place of the one that gave it.
    let holder = |act: &'a Act| {
        let mut codes = vec![act.done_by.as_str(), act.participant.as_str()];
        let mut next = 0;
        while let Some(code) = codes.get(next).copied() {
            if held.contains_key(code) {
                return Some(code);
            }
            let later = changes.iter().filter(|(_, earlier, _)| *earlier == code).map(|(later, ..)| *later);
            let later: Vec<&str> = later.filter(|later| !codes.contains(later)).collect();
            codes.extend(later);
            next += 1;
        }
        None
    };
    let standing = consents.filter_map(|act| Some((holder(act)?, act.id)));
    standing.collect::<BTreeMap<&str, i64>>().into_values().collect()
}

/// How far the conditions are met on `day`, with their clause; none where the treaty has none.
#[must_use]
pub fn conditions<'a>(case: &Case<'a>, day: Date) -> Option<(Condition<'a>, &'a Clause)> {
    let (threshold, clause) = case.treaty.threshold()?;
    let stand = Stand::on(case, day);
    let moments = case.treaty.moments(None, case.relations);
    Some((threshold.examine(&stand.tally(day, case, moments)), clause))
}

/// For each of these, which have no instrument on `day`: the conditions without others inside, by their place, that an
/// instrument of this kind would bring nearer. None where the treaty has no conditions.
#[must_use]
pub fn brought_nearer(case: &Case, day: Date, more: &[(&str, ActKind)]) -> Option<Vec<Vec<usize>>> {
    let (threshold, _) = case.treaty.threshold()?;
    let Stand { mut held, signed, .. } = Stand::on(case, day);
    let moments = case.treaty.moments(None, case.relations);
    let there = |held: &BTreeMap<&str, ActKind>| -> Vec<Decimal> {
        let tally =
            Tally { held, signed: &signed, day, world: case.world, relations: case.relations, moments };
        threshold.examine(&tally).leaves().into_iter().map(|leaf| leaf.there).collect()
    };
    let before = there(&held);
    let mut nearer = Vec::new();
    for (code, kind) in more {
        let was = held.insert(code, *kind);
        let with = there(&held);
        match was {
            Some(was) => held.insert(code, was),
            None => held.remove(code),
        };
        nearer.push((0..before.len()).filter(|place| before[*place] < with[*place]).collect());
    }
    Some(nearer)
}
