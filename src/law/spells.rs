//! Everything that follows for one treaty: its entry into force, the effect of each act, every spell.

use std::collections::{BTreeMap, HashSet};
use std::ops::Range;

use super::case::Case;
use super::departures::{Departure, departures_of};
use super::modes::{ModeSpell, modes_of};
use super::reckoning::{Effective, by_participant, reckon};
use super::replay::{EntryIntoForce, entry_into_force};
use super::standing::{Standing, Weighed, standing};
use super::successions::{Succession, successions};
use super::transitions::{Verdict, judge};
use super::world::World;
use crate::model::{Act, ActKind, Date, Status};

/// An interval in which one participant has one status.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spell {
    /// Code of the participant.
    pub participant: String,
    /// First day.
    pub since: Date,
    /// First day no longer; none if no end is known.
    pub until: Option<Date>,
    /// The status and the acts it rests on.
    pub standing: Standing,
    /// Whether it lies inside the window of an act whose day is not known.
    pub uncertain: bool,
    /// The act that opened it, or whose effect did.
    pub opened_by: Option<i64>,
    /// The act that closed it, or whose effect closes it.
    pub closed_by: Option<i64>,
}

/// Everything that follows from the acts under one treaty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Derived {
    /// The treaty's own entry into force.
    pub entry: EntryIntoForce,
    /// The day on which it ends for all, if it does.
    pub ends_on: Option<Date>,
    /// How days of effect follow, by act.
    pub effects: Vec<Effective>,
    /// The day from which each act counts, by act; none for a consent that never came into force.
    pub counts_from: BTreeMap<i64, Date>,
    /// Spells, by participant and day.
    pub spells: Vec<Spell>,
    /// What holds beside the status, by participant, mode and day.
    pub modes: Vec<ModeSpell>,
    /// Who left, by participant and act.
    pub departures: Vec<Departure>,
    /// Who came in by succession of States, by successor, act and day.
    pub successions: Vec<Succession>,
    /// What is unusual in an act, or was refused and insisted on, by act.
    pub remarks: Vec<(i64, String)>,
    /// Whether anybody signed: else there is no stage of signature that a consent could lack.
    pub(super) is_signed: bool,
    /// What of this rests on the acts of which participant, by its code.
    accounts: BTreeMap<String, Account>,
}

/// What follows for one participant, as long as its acts and their days of effect are these.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Account {
    acts: Vec<(i64, Option<Date>)>,
    spells: Range<usize>,
    modes: Range<usize>,
    departures: Range<usize>,
    remarks: Vec<(i64, String)>,
}

/// The acts under one treaty, each with its day of effect: what everything else follows from.
#[derive(Debug)]
pub(super) struct Reckoning<'a> {
    pub(super) entry: EntryIntoForce,
    acts: Vec<(Weighed<'a>, Option<Effective>)>,
    /// The acts of each participant, in their order.
    by_participant: BTreeMap<&'a str, Vec<Weighed<'a>>>,
}

impl<'a> Reckoning<'a> {
    /// Reckons the acts of a case.
    pub(super) fn of(case: &Case<'a>) -> Self {
        let ordered = case.ordered();
        let entry = entry_into_force(case, &ordered);
        let acts = reckon(case, &ordered, &entry);
        let by_participant = by_participant(case, acts.iter().map(|(weighed, _)| weighed.clone()));
        Self { entry, acts, by_participant }
    }

    /// The acts of one participant, in their order.
    pub(super) fn acts_of(&self, code: &str) -> &[Weighed<'a>] {
        self.by_participant.get(code).map_or(&[], Vec::as_slice)
    }

    /// The acts of each participant, by its code.
    pub(super) fn accounts(&self) -> impl Iterator<Item = (&'a str, &[Weighed<'a>])> {
        self.by_participant.iter().map(|(code, acts)| (*code, acts.as_slice()))
    }
}

/// Derives everything for one treaty. The order of the acts does not matter.
#[must_use]
pub fn derive(case: &Case) -> Derived {
    follow(case, &Reckoning::of(case), None)
}

/// The same, where `last` was derived before of the same treaty in the same world: what did not change is taken from there.
#[must_use]
pub fn derive_since(case: &Case, last: Option<&Derived>) -> Derived {
    follow(case, &Reckoning::of(case), last)
}

/// Derives everything that follows from the acts once they are reckoned. What is the same as in `last`, derived before of
/// the same treaty in the same world, is taken from there.
pub(super) fn follow(case: &Case, reckoning: &Reckoning, last: Option<&Derived>) -> Derived {
    let ends_on = case.ends_on();
    let is_signed = case.acts.iter().any(|act| act.kind.is_signature());
    let last = last
        .filter(|last| (last.ends_on, last.is_signed) == (ends_on, is_signed) && case.treaty_acts.is_empty());
    let mut effects: Vec<Effective> = reckoning.acts.iter().filter_map(|reckoned| reckoned.1).collect();
    effects.sort_by_key(|effect| effect.act);

    let ends = case.world.ends();
    let mut remarks = Vec::new();
    let mut spells = Vec::new();
    let mut modes = Vec::new();
    let mut departures = Vec::new();
    let mut accounts = BTreeMap::new();
    for (code, acts) in reckoning.accounts() {
        let rests_on: Vec<(i64, Option<Date>)> =
            acts.iter().map(|weighed| (weighed.act.id, weighed.effect)).collect();
        let (first, first_mode, first_departure) = (spells.len(), modes.len(), departures.len());
        let known = last.and_then(|last| {
            let known = last.accounts.get(code).filter(|known| known.acts == rests_on)?;
            spells.extend_from_slice(&last.spells[known.spells.clone()]);
            modes.extend_from_slice(&last.modes[known.modes.clone()]);
            departures.extend_from_slice(&last.departures[known.departures.clone()]);
            Some(known.remarks.clone())
        });
        let own_remarks = known.unwrap_or_else(|| {
            let intervals = intervals_of(code, acts, ends_on);
            departures.extend(departures_of(code, acts, &intervals));
            spells.extend(clip(code, acts, intervals, case.world, ends.get(code).copied()));
            modes.extend(modes_of(code, acts, &spells[first..], case));
            remarks_of(code, acts, ends_on, is_signed)
        });
        remarks.extend(own_remarks.iter().cloned());
        let account = Account {
            acts: rests_on,
            spells: first..spells.len(),
            modes: first_mode..modes.len(),
            departures: first_departure..departures.len(),
            remarks: own_remarks,
        };
        accounts.insert(code.to_owned(), account);
    }
    remarks.sort();
    let in_force: HashSet<i64> = spells
        .iter()
        .filter(|spell: &&Spell| spell.standing.status.bound())
        .filter_map(|spell| spell.standing.consent)
        .collect();
    let counts_from = reckoning.acts.iter().filter_map(|(Weighed { act, effect, .. }, _)| {
        let counts = act.under.is_none() && (!act.kind.is_consent() || in_force.contains(&act.id));
        effect.filter(|_| counts).map(|effect| (act.id, effect))
    });
    let counts_from = counts_from.collect();
    let successions = successions(case, &counts_from, &spells);
    Derived {
        entry: reckoning.entry.clone(),
        ends_on,
        effects,
        counts_from,
        spells,
        modes,
        departures,
        successions,
        remarks,
        is_signed,
        accounts,
    }
}

/// What the table of transitions says of the acts of a participant itself under the treaty itself.
fn remarks_of(code: &str, acts: &[Weighed], ends_on: Option<Date>, is_signed: bool) -> Vec<(i64, String)> {
    let remark = |(weighed, verdict): (&Weighed, Verdict)| {
        let own = weighed.act.participant == *code && weighed.act.under.is_none();
        let verdict = verdict.of_a_table(is_signed, weighed.act.kind);
        let gone = weighed
            .is_gone
            .then_some("the source shows it as withdrawn since, on a day that it does not give");
        let text: Vec<&str> = verdict.text().into_iter().chain(gone).collect();
        (own && !text.is_empty()).then(|| (weighed.act.id, text.join("; ")))
    };
    acts.iter().zip(judge(acts, ends_on)).filter_map(remark).collect()
}

/// One act of a participant, and what the law made of it.
#[derive(Debug, Clone)]
pub struct Step<'a> {
    /// The act.
    pub act: &'a Act,
    /// The status on its day without it and what came after it.
    pub before: Status,
    /// The status on its day with it.
    pub after: Status,
    /// What the table of transitions says of it.
    pub verdict: Verdict,
    /// Its day of effect: published, else by the clause.
    pub effect: Option<Date>,
    /// How that day follows.
    pub effective: Option<Effective>,
}

/// The acts of one participant in their order, and what the law made of each.
#[must_use]
pub fn account<'a>(case: &Case<'a>, code: &str) -> Vec<Step<'a>> {
    let reckoning = Reckoning::of(case);
    let ends_on = case.ends_on();
    let acts = reckoning.acts_of(code);
    let effective = |id: i64| {
        let mut all = reckoning.acts.iter().filter_map(|reckoned| reckoned.1);
        all.find(|effective| effective.act == id)
    };
    let verdicts = judge(acts, ends_on);
    let status = |known: &[Weighed], day| standing(known, day, ends_on).status;
    let steps = acts.iter().zip(verdicts).enumerate().map(|(place, (weighed, verdict))| Step {
        act: weighed.act,
        before: status(&acts[..place], weighed.act.day),
        after: status(&acts[..=place], weighed.act.day),
        verdict,
        effect: weighed.effect,
        effective: effective(weighed.act.id),
    });
    steps.collect()
}

/// The intervals of one status that follow from the acts of one participant, under a treaty that ends on `ends_on`: also
/// those in which its predecessor stands in its place, or its successor.
fn intervals_of(code: &str, acts: &[Weighed], ends_on: Option<Date>) -> Vec<Spell> {
    let mut days: Vec<Date> = acts
        .iter()
        .flat_map(|weighed| [Some(weighed.act.earliest), Some(weighed.act.day), weighed.effect])
        .flatten()
        .chain(ends_on)
        .collect();
    days.sort_unstable();
    days.dedup();
    let first = acts.iter().map(|weighed| {
        let back = weighed.effect.filter(|_| weighed.act.kind == ActKind::Succession);
        back.unwrap_or(weighed.act.earliest).min(weighed.act.earliest)
    });
    let Some(first) = first.min() else {
        return Vec::new();
    };

    let mut spells: Vec<Spell> = Vec::new();
    for day in days.into_iter().filter(|day| *day >= first) {
        let standing = standing(acts, day, ends_on);
        let uncertain = acts.iter().any(|weighed| {
            let act = weighed.act;
            (act.kind.changes_status() && act.earliest <= day && day < act.day)
                || (weighed.is_gone && act.day <= day && says_gone(&standing, act))
        });
        let opened_by = opener(acts, day);
        match spells.last_mut() {
            Some(last) if last.standing == standing && last.uncertain == uncertain => continue,
            Some(last) => {
                last.until = Some(day);
                last.closed_by = opened_by;
            }
            None if standing.status == Status::None && !uncertain => continue,
            None => {}
        }
        spells.push(Spell {
            participant: code.to_owned(),
            since: day,
            until: None,
            standing,
            uncertain,
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

/// The act that changes the status on `day`: one of that day, else one that takes effect on it.
fn opener(acts: &[Weighed], day: Date) -> Option<i64> {
    let changing = || acts.iter().rev().filter(|weighed| weighed.act.kind.changes_status());
    changing()
        .find(|weighed| weighed.act.day == day)
        .or_else(|| changing().find(|weighed| weighed.effect == Some(day)))
        .map(|weighed| weighed.act.id)
}

/// Keeps the days on which the participant itself stands there: not before it took over what its
/// predecessor did, and not after its end.
fn clip(
    code: &str,
    acts: &[Weighed],
    mut spells: Vec<Spell>,
    world: &World,
    end: Option<Date>,
) -> Vec<Spell> {
    let repeats = acts.iter().any(|weighed| weighed.act.done_by != code);
    if let Some(start) = world.takes_over_on(code).filter(|_| repeats) {
        spells.retain(|spell| spell.until.is_none_or(|until| start < until));
        for spell in &mut spells {
            spell.since = spell.since.max(start);
        }
    }
    if let Some(end) = end {
        spells.retain(|spell| spell.since < end);
        if let Some(last) = spells.last_mut()
            && last.until.is_none_or(|until| end < until)
        {
            last.until = Some(end);
            last.closed_by = None;
        }
    }
    spells
}
