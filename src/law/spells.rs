//! Everything that follows for one treaty: its entry into force, the effect of each act, every spell.

use std::collections::{BTreeMap, BTreeSet};

use super::standing::{Standing, Weighed, standing};
use super::transitions::judge;
use super::treaty::Treaty;
use super::world::World;
use crate::model::{Act, ActKind, Date, Status};

/// A treaty's own entry into force.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EntryIntoForce {
    /// The day on which the conditions were met, by replay.
    pub met_on: Option<Date>,
    /// The instrument that met them.
    pub met_by: Option<i64>,
    /// The day by the clause.
    pub computed_on: Option<Date>,
    /// The day as published, else by the clause.
    pub on: Option<Date>,
}

/// When an act takes effect by the clause, and by which clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Effective {
    /// The act.
    pub act: i64,
    /// The day by the clause.
    pub computed_on: Date,
    /// The clause.
    pub clause: Option<i64>,
}

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
    /// Effects that could be computed, by act.
    pub effects: Vec<Effective>,
    /// Spells, by participant and day.
    pub spells: Vec<Spell>,
    /// What is unusual in an act, or was refused and insisted on, by act.
    pub remarks: Vec<(i64, String)>,
}

/// Derives everything for one treaty. The order of `acts` does not matter.
#[must_use]
pub fn derive(treaty: &Treaty, acts: &[Act], world: &World) -> Derived {
    let ordered = in_order(acts);
    let entry = entry_into_force(treaty, &ordered, world);
    let effects = ordered.iter().filter_map(|act| weigh(treaty, act, &entry, world).1);
    let mut effects: Vec<Effective> = effects.collect();
    effects.sort_by_key(|effect| effect.act);

    let by_code = weighed_by_code(treaty, &ordered, &entry, world);
    let mut remarks = Vec::new();
    for (code, acts) in &by_code {
        for (weighed, verdict) in acts.iter().zip(judge(acts)) {
            let own = weighed.act.participant == *code;
            if let Some(text) = verdict.text().filter(|_| own) {
                remarks.push((weighed.act.id, text.to_owned()));
            }
        }
    }
    remarks.sort();
    let spells = by_code.into_iter().flat_map(|(code, acts)| spells_of(&code, &acts, world)).collect();
    Derived { entry, effects, spells, remarks }
}

fn in_order(acts: &[Act]) -> Vec<&Act> {
    let mut ordered: Vec<&Act> = acts.iter().collect();
    ordered.sort_by_key(|act| place(act));
    ordered
}

/// The acts of each participant in their order, each with its day of effect.
pub(super) fn acts_by_participant<'a>(
    treaty: &Treaty,
    acts: &'a [Act],
    world: &World,
) -> BTreeMap<String, Vec<Weighed<'a>>> {
    let ordered = in_order(acts);
    let entry = entry_into_force(treaty, &ordered, world);
    weighed_by_code(treaty, &ordered, &entry, world)
}

/// An act stands with the participant that a table has it under, with the union of States that did it, and
/// with a State that continues the one that did it: once with each.
fn weighed_by_code<'a>(
    treaty: &Treaty,
    ordered: &[&'a Act],
    entry: &EntryIntoForce,
    world: &World,
) -> BTreeMap<String, Vec<Weighed<'a>>> {
    let mut by_code: BTreeMap<String, Vec<Weighed>> = BTreeMap::new();
    for act in ordered {
        let weighed = weigh(treaty, act, entry, world).0;
        if act.done_by != act.participant {
            stand_once(by_code.entry(act.done_by.clone()).or_default(), &weighed);
        }
        by_code.entry(act.participant.clone()).or_default().push(weighed);
    }
    for (later, earlier, on) in world.continuations() {
        for weighed in by_code.get(earlier).cloned().unwrap_or_default() {
            if weighed.act.day < on {
                stand_once(by_code.entry(later.to_owned()).or_default(), &weighed);
            }
        }
    }
    for acts in by_code.values_mut() {
        acts.sort_by(|one, other| place(one.act).cmp(&place(other.act)));
    }
    by_code
}

fn stand_once<'a>(acts: &mut Vec<Weighed<'a>>, weighed: &Weighed<'a>) {
    let act = weighed.act;
    if !acts.iter().any(|known| (known.act.kind, known.act.day) == (act.kind, act.day)) {
        acts.push(weighed.clone());
    }
}

/// The place of an act among others: by day, then by the order of one day, then by natural key.
pub(super) fn place(act: &Act) -> (Date, u8, ActKind, &str, Option<Date>, i64) {
    (act.day, act.kind.order(), act.kind, &act.participant, act.effective_on, act.id)
}

/// Replays the threshold day by day over the instruments that stand; after it is met, it stands (VCLT
/// art. 55).
fn entry_into_force(treaty: &Treaty, ordered: &[&Act], world: &World) -> EntryIntoForce {
    let mut entry = EntryIntoForce { on: treaty.in_force_on, ..EntryIntoForce::default() };
    let Some((threshold, _)) = treaty.threshold() else {
        return entry;
    };
    let mut holders = BTreeSet::new();
    let mut days = ordered.iter().peekable();
    while let Some(act) = days.next() {
        if act.kind == ActKind::Succession {
            // It takes the predecessor's place and is no new instrument.
        } else if act.kind.is_consent() {
            holders.insert(act.done_by.clone());
        } else if act.kind == ActKind::WithdrawalOfConsent || act.kind.is_exit() {
            holders.remove(&act.done_by);
        }
        let end_of_day = days.peek().is_none_or(|next| next.day != act.day);
        if end_of_day && threshold.met(&holders, act.day, world) {
            entry.met_on = Some(act.day);
            entry.met_by = ordered
                .iter()
                .filter(|other| other.day == act.day && other.kind.is_consent())
                .map(|other| other.id)
                .next_back();
            break;
        }
    }
    if let (Some(met), Some((rule, _))) = (entry.met_on, treaty.first_effect()) {
        entry.computed_on = rule.apply(met, None);
    }
    entry.on = entry.on.or(entry.computed_on);
    entry
}

/// The day of effect of one act: published, else that of the first group, else by its own rule and not
/// before the treaty is in force.
fn weigh<'a>(
    treaty: &Treaty,
    act: &'a Act,
    entry: &EntryIntoForce,
    world: &World,
) -> (Weighed<'a>, Option<Effective>) {
    let in_first_group = act.kind.is_consent() && entry.met_on.is_some_and(|met| act.day <= met);
    let computed = if act.kind == ActKind::Succession {
        succession_effect(act, entry, world).map(|on| (on, None))
    } else if in_first_group {
        entry.computed_on.map(|on| (on, treaty.first_effect().map(|rule| rule.1.id)))
    } else {
        treaty.later_effect(act.kind).and_then(|(rule, clause)| {
            let own = rule.apply(act.day, entry.on)?;
            let on = if act.kind.is_exit() { own } else { own.max(entry.on?) };
            Some((on, Some(clause.id)))
        })
    };
    let published_for_all = entry.on.filter(|_| in_first_group);
    let at_once = Some(act.day).filter(|_| act.kind == ActKind::Cessation);
    // For a succession the date given is that of the succession, and the treaty may be younger.
    let given = match (act.kind, act.effective_on) {
        (ActKind::Succession, Some(on)) => entry.on.map(|entry| on.max(entry)),
        (_, on) => on,
    };
    let effect = given.or(published_for_all).or(computed.map(|computed| computed.0)).or(at_once);
    let effective = computed.map(|(computed_on, clause)| Effective { act: act.id, computed_on, clause });
    (Weighed { act, effect }, effective)
}

/// A succession takes effect on the date of the succession of States, not before the treaty was in force
/// (1978 Vienna Convention art. 23).
fn succession_effect(act: &Act, entry: &EntryIntoForce, world: &World) -> Option<Date> {
    let earlier = world.predecessors.get(&act.participant)?;
    let on = earlier.iter().filter_map(|earlier| earlier.on).max()?;
    Some(on.max(entry.on?))
}

fn spells_of(code: &str, acts: &[Weighed], world: &World) -> Vec<Spell> {
    let days: BTreeSet<Date> = acts
        .iter()
        .flat_map(|weighed| [Some(weighed.act.earliest), Some(weighed.act.day), weighed.effect])
        .flatten()
        .collect();
    let first = acts.iter().map(|weighed| {
        let back = weighed.effect.filter(|_| weighed.act.kind == ActKind::Succession);
        back.unwrap_or(weighed.act.earliest).min(weighed.act.earliest)
    });
    let Some(first) = first.min() else {
        return Vec::new();
    };

    let mut spells: Vec<Spell> = Vec::new();
    for day in days.into_iter().filter(|day| *day >= first) {
        let standing = standing(acts, day);
        let uncertain = acts.iter().any(|weighed| {
            let act = weighed.act;
            changes_status(act.kind) && act.earliest <= day && day < act.day
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
    clip(code, acts, spells, world)
}

fn changes_status(kind: ActKind) -> bool {
    kind.is_consent()
        || kind.is_signature()
        || kind.is_exit()
        || matches!(
            kind,
            ActKind::ConfirmationOfSignature
                | ActKind::Unsigning
                | ActKind::WithdrawalOfConsent
                | ActKind::RevocationOfDenunciation
        )
}

/// The act that changes the status on `day`: one of that day, else one that takes effect on it.
fn opener(acts: &[Weighed], day: Date) -> Option<i64> {
    let changing = || acts.iter().rev().filter(|weighed| changes_status(weighed.act.kind));
    changing()
        .find(|weighed| weighed.act.day == day)
        .or_else(|| changing().find(|weighed| weighed.effect == Some(day)))
        .map(|weighed| weighed.act.id)
}

/// Keeps the days on which the participant itself stands there: not before it took over what its
/// predecessor did, and not after its end.
fn clip(code: &str, acts: &[Weighed], mut spells: Vec<Spell>, world: &World) -> Vec<Spell> {
    let repeats = acts.iter().any(|weighed| weighed.act.done_by != code);
    if let Some(start) = world.takes_over_on(code).filter(|_| repeats) {
        spells.retain(|spell| spell.until.is_none_or(|until| start < until));
        for spell in &mut spells {
            spell.since = spell.since.max(start);
        }
    }
    let end = world.persons.get(code).and_then(|person| person.exists_until);
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
