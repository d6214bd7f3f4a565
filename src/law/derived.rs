//! Everything that follows for one treaty: its entry into force, the effect of each act, every spell.

use std::collections::{BTreeMap, HashSet};
use std::ops::Range;

use super::carried::carried;
use super::case::Case;
use super::departures::{Departure, departures_of};
use super::deposit::{Held, held};
use super::effect_dates::{DatedActs, Effective};
use super::entailment::{EntailedConsent, is_entailed};
use super::modes::{ModeSpell, days_of_consent, modes_of};
use super::provisional::{by_signature, ends_for_all};
use super::replay::{EntryIntoForce, perhaps_on};
use super::spells::{Spell, clip, intervals_of};
use super::standing::{DatedAct, standing};
use super::successions::{Succession, successions};
use super::transitions::{Verdict, judge_in};
use crate::model::{Act, Date, Mode, Status};

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
    /// The consents under other treaties that count here, by participant and act.
    pub entailed: Vec<EntailedConsent>,
    /// What is unusual in an act, or was refused and insisted on, by act.
    pub remarks: Vec<(i64, String)>,
    /// The modes that rest on each one's own acts, where there are others too.
    own_modes: Option<Vec<ModeSpell>>,
    /// The day from which nobody applies it provisionally any more.
    provisional_until: Option<Date>,
    /// Whether anybody signed: else there is no stage of signature that a consent could lack.
    pub(super) is_signed: bool,
    /// What of this rests on the acts of which participant, by its code.
    by_participant: BTreeMap<String, OfParticipant>,
}

/// What follows for one participant, as long as its acts and their days of effect are these.
#[derive(Debug, Clone, PartialEq, Eq)]
struct OfParticipant {
    acts: Vec<(i64, Option<Date>)>,
    spells: Range<usize>,
    modes: Range<usize>,
    departures: Range<usize>,
    remarks: Vec<(i64, String)>,
}

/// Derives everything for one treaty. The order of the acts does not matter.
#[must_use]
pub fn derive(case: &Case) -> Derived {
    follow(case, &DatedActs::of(case), None)
}

/// The same, where `last` was derived before of the same treaty in the same world: what did not change is taken from there.
#[must_use]
pub fn derive_since(case: &Case, last: Option<&Derived>) -> Derived {
    follow(case, &DatedActs::of(case), last)
}

/// Derives everything that follows from the acts once their effects are dated. What is the same as in `last`, derived before of
/// the same treaty in the same world, is taken from there.
pub(super) fn follow(case: &Case, dated_acts: &DatedActs, last: Option<&Derived>) -> Derived {
    let ends_on = dated_acts.ends_on;
    let is_signed = case.acts.iter().any(|act| act.kind.is_signature());
    let provisional_until = ends_for_all(case, dated_acts.entry.on);
    let all = (ends_on, provisional_until, is_signed);
    // From which day an instrument counts may rest on the act of another.
    let is_apart = case.treaty_acts.is_empty() && case.treaty.deposits().next().is_none();
    let last = last.filter(|last| (last.ends_on, last.provisional_until, last.is_signed) == all && is_apart);
    let mut effects: Vec<Effective> = dated_acts.acts.iter().filter_map(|dated| dated.1).collect();
    effects.sort_by_key(|effect| effect.act);

    let mut remarks = Vec::new();
    let mut spells = Vec::new();
    let mut modes = Vec::new();
    let mut departures = Vec::new();
    let mut by_participant = BTreeMap::new();
    for (code, acts) in dated_acts.by_participant() {
        let rests_on = dated_acts.rests_on(case, acts);
        let (first, first_mode, first_departure) = (spells.len(), modes.len(), departures.len());
        let known = last.and_then(|last| {
            let known = last.by_participant.get(code).filter(|known| known.acts == rests_on)?;
            spells.extend_from_slice(&last.spells[known.spells.clone()]);
            modes.extend_from_slice(&last.own_modes()[known.modes.clone()]);
            departures.extend_from_slice(&last.departures[known.departures.clone()]);
            Some(known.remarks.clone())
        });
        let own_remarks = known.unwrap_or_else(|| {
            let intervals = intervals_of(code, acts, ends_on);
            departures.extend(departures_of(code, acts, &intervals));
            let consented = days_of_consent(acts, &intervals);
            spells.extend(clip(code, acts, intervals, case.world));
            let days = (&consented[..], &spells[first..]);
            modes.extend(modes_of(code, acts, days, case, (ends_on, provisional_until)));
            remarks_of(case, code, acts, ends_on, is_signed)
        });
        remarks.extend(own_remarks.iter().cloned());
        let own = OfParticipant {
            acts: rests_on,
            spells: first..spells.len(),
            modes: first_mode..modes.len(),
            departures: first_departure..departures.len(),
            remarks: own_remarks,
        };
        by_participant.insert(code.to_owned(), own);
    }
    remarks.sort();
    let in_force: HashSet<i64> = spells
        .iter()
        .filter(|spell: &&Spell| spell.status.bound())
        .filter_map(|spell| spell.consent)
        .collect();
    let counts_from = dated_acts.acts.iter().filter_map(|(DatedAct { act, effect, .. }, _)| {
        let counts = if act.kind.is_consent() { in_force.contains(&act.id) } else { act.under.is_none() };
        effect.filter(|_| counts).map(|effect| (act.id, effect))
    });
    let counts_from = counts_from.collect();
    let entailed = entailed(case, dated_acts, &counts_from);
    let successions = successions(case, &counts_from, &spells);
    let mut without_act = carried(case, &spells, dated_acts.entry.on);
    if let Some(on) = perhaps_on(case, &dated_acts.entry) {
        let perhaps = carried(case, &spells, Some(on)).into_iter().filter(|it| it.mode == Mode::AsAmended);
        without_act.extend(perhaps.map(|it| ModeSpell { mode: Mode::NotDetermined, ..it }));
    }
    without_act.extend(by_signature(case, dated_acts, (&spells, &modes), provisional_until));
    let mut own_modes = None;
    if !without_act.is_empty() {
        own_modes = Some(modes.clone());
        modes.extend(without_act);
        modes.sort_by(|one, other| {
            (&one.participant, one.mode, one.since).cmp(&(&other.participant, other.mode, other.since))
        });
    }
    Derived {
        entry: dated_acts.entry,
        ends_on,
        effects,
        counts_from,
        spells,
        modes,
        departures,
        successions,
        entailed,
        remarks,
        own_modes,
        provisional_until,
        is_signed,
        by_participant,
    }
}

impl Derived {
    fn own_modes(&self) -> &[ModeSpell] {
        self.own_modes.as_ref().unwrap_or(&self.modes)
    }
}

/// The consents under other treaties that count here, with what follows for each.
fn entailed(case: &Case, dated_acts: &DatedActs, counts_from: &BTreeMap<i64, Date>) -> Vec<EntailedConsent> {
    let mut entailed = Vec::new();
    for (rule, clause) in case.treaty.entailments() {
        let (other, _) = rule.of();
        let acts = dated_acts.acts.iter().filter(|(dated, _)| is_entailed(dated.act));
        let of_this = acts.filter(|(dated, _)| dated.act.under.as_deref() == Some(other));
        entailed.extend(of_this.map(|(DatedAct { act, .. }, effective)| EntailedConsent {
            participant: act.participant.clone(),
            act: act.id,
            clause: clause.id,
            counts_from: counts_from.get(&act.id).copied(),
            computed_on: effective.and_then(|effective| effective.computed_on),
            computed_by: effective.and_then(|effective| effective.clause),
            estimated: effective.is_some_and(|effective| effective.estimated),
        }));
    }
    entailed.sort_by(|one, other| (&one.participant, one.act).cmp(&(&other.participant, other.act)));
    entailed
}

/// What the table of transitions says of the acts of a participant itself under the treaty itself.
fn remarks_of(
    case: &Case,
    code: &str,
    acts: &[DatedAct],
    ends_on: Option<Date>,
    is_signed: bool,
) -> Vec<(i64, String)> {
    let remark = |(dated, verdict): (&DatedAct, Verdict)| {
        let own = dated.act.participant == *code && dated.act.under.is_none();
        let verdict = verdict.of_a_table(is_signed, dated.act.kind);
        let gone =
            dated.is_gone.then_some("the source shows it as withdrawn since, on a day that it does not give");
        let text: Vec<&str> = verdict.text().into_iter().chain(gone).collect();
        (own && !text.is_empty()).then(|| (dated.act.id, text.join("; ")))
    };
    acts.iter().zip(judge_in(case, acts, ends_on)).filter_map(remark).collect()
}

/// One act of a participant, and what the law made of it.
#[derive(Debug, Clone)]
pub struct AssessedAct<'a> {
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
    /// Whose instrument it waits for, where it does.
    pub held: Option<Held>,
}

/// The acts of one participant in their order, and what the law made of each.
#[must_use]
pub fn assessed_acts<'a>(case: &Case<'a>, code: &str) -> Vec<AssessedAct<'a>> {
    let dated_acts = DatedActs::of(case);
    let ends_on = dated_acts.ends_on;
    let acts = dated_acts.acts_of(code);
    let effective = |id: i64| {
        let mut all = dated_acts.acts.iter().filter_map(|dated| dated.1);
        all.find(|effective| effective.act == id)
    };
    let is_signed = case.acts.iter().any(|act| act.kind.is_signature());
    let verdicts = judge_in(case, acts, ends_on);
    let status = |known: &[DatedAct], day| standing(known, day, ends_on).status;
    let held = held(case);
    let steps = acts.iter().zip(verdicts).enumerate().map(|(place, (dated, verdict))| AssessedAct {
        act: dated.act,
        before: status(&acts[..place], dated.act.day),
        after: status(&acts[..=place], dated.act.day),
        verdict: verdict.of_a_table(is_signed, dated.act.kind),
        effect: dated.effect,
        effective: effective(dated.act.id),
        held: held.get(&dated.act.id).cloned(),
    });
    steps.collect()
}
