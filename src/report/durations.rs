//! How long it takes from signature to consent, and from consent to entry into force.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::Serialize;

use super::set::Names;
use super::{Named, Set, When};
use crate::error::Result;
pub use crate::law::Survival;
use crate::law::{Wait, World};
use crate::model::{ActKind, Date, words};
use crate::store::{SpellAct, SpellWithActs, Store, TreatyRow};

/// How long things take, per treaty, group or decade.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DurationsReport {
    /// The day up to which is counted.
    pub as_of: Date,
    /// Numbers of the treaties asked about; empty: all whose acts were collected.
    pub treaties: Vec<String>,
    /// The group it is limited to: its members on the day of the signature, or of the consent.
    pub group: Option<Set>,
    /// What a row stands for: treaty, group, decade.
    pub by: By,
    /// The rows.
    pub rows: Vec<DurationsRow>,
    /// Every case.
    pub cases: Vec<Elapsed>,
    /// What has no time of its own.
    pub left_out: LeftOut,
}

/// What has no time of its own, by how many.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct LeftOut {
    /// A day is not known: that of an act, or that from which the treaty is in force for a participant.
    pub without_day: usize,
    /// The signature or consent was that of a predecessor, for whom it counts.
    pub of_a_predecessor: usize,
    /// In force before the consent itself.
    pub in_force_before: usize,
}

/// What the cases are put together by.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, clap::ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum By {
    /// One row per treaty.
    #[default]
    Treaty,
    /// One row per group; a member of several is in several rows.
    Group,
    /// One row per decade of the signature, or of the consent.
    Decade,
}

/// One row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DurationsRow {
    /// The treaty, group or decade.
    pub of: String,
    /// From signature to consent, in days.
    pub to_consent: Survival,
    /// From consent to entry into force for the participant, in days.
    pub to_force: Survival,
}

/// One participant under one treaty, from one act to the next.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Elapsed {
    /// Number of the treaty.
    pub treaty: String,
    /// Who.
    pub participant: Named,
    /// What is waited for.
    pub stage: Stage,
    /// The act that it runs from: @N.
    pub from_entry: String,
    /// Its day.
    pub from: Date,
    /// The day on which it happened, or up to which it had not.
    pub to: Date,
    /// Days between the two.
    pub days: i64,
    /// Whether it happened; else it is pending, or can no longer happen.
    pub happened: bool,
    /// Whether it is pending on the day asked about.
    pub pending: bool,
    /// The act with which it happened: @N.
    pub to_entry: Option<String>,
}

words! {
    /// What is waited for.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
    #[serde(rename_all = "kebab-case")]
    Stage():
    /// Consent, after signature.
    Consent = "consent";
    /// Entry into force for it, after consent.
    Force = "force";
}

/// Answers how long it took under these treaties; none: under all whose acts were collected.
pub fn durations(
    store: &Store,
    treaties: &[TreatyRow],
    set: Option<&Set>,
    by: By,
    when: When,
) -> Result<DurationsReport> {
    let day = when.as_of;
    let mut spells = if treaties.is_empty() { store.spells_with_acts(None, day)? } else { Vec::new() };
    for treaty in treaties {
        spells.extend(store.spells_with_acts(Some(&treaty.code), day)?);
    }
    let mut found = Found {
        day,
        names: Names::of(store)?,
        not_in_force: store.not_in_force(day)?,
        cases: Vec::new(),
        left_out: LeftOut::default(),
    };
    for own in spells.chunk_by(|a, b| (&a.treaty, &a.spell.participant) == (&b.treaty, &b.spell.participant))
    {
        found.consents(own);
        found.entries_into_force(own);
    }
    let Found { mut cases, left_out, .. } = found;
    let needs_world = by == By::Group || matches!(set, Some(Set::Group { .. }));
    let world = if needs_world { store.world()? } else { Arc::default() };
    if let Some(set) = set {
        let today = set.members(store, day)?;
        cases.retain(|case| match set {
            Set::Group { code, .. } => world.sat(code, &case.participant.code, case.from),
            Set::Of(..) => today.contains(&case.participant.code),
        });
    }
    Ok(DurationsReport {
        as_of: day,
        treaties: treaties.iter().map(|treaty| treaty.code.clone()).collect(),
        group: set.cloned(),
        by,
        rows: rows(&cases, by, &world),
        cases,
        left_out,
    })
}

/// The cases as they are found.
struct Found {
    day: Date,
    names: Names,
    not_in_force: BTreeSet<String>,
    cases: Vec<Elapsed>,
    left_out: LeftOut,
}

impl Found {
    /// Each signature of a participant under a treaty, up to the consent that followed.
    fn consents(&mut self, own: &[SpellWithActs]) {
        for (signature, under) in resting(own, |spell| spell.signature.as_ref()) {
            if matches!(signature.kind, ActKind::DefinitiveSignature | ActKind::SuccessionToSignature) {
                continue;
            }
            let consent = under.iter().find_map(|spell| spell.consent.as_ref());
            if consent.is_none_or(|consent| consent.kind != ActKind::Succession) {
                self.add(Stage::Consent, signature, consent.map(|it| (it.date, Some(it.id))), &under);
            }
        }
    }

    /// Each consent of a participant under a treaty, up to its entry into force for it.
    fn entries_into_force(&mut self, own: &[SpellWithActs]) {
        for (consent, under) in resting(own, |spell| spell.consent.as_ref()) {
            // A succession reaches back before its own day.
            if consent.kind == ActKind::Succession {
                continue;
            }
            let bound = under.iter().any(|spell| spell.spell.status.bound());
            let effect = consent.effect.filter(|effect| bound && *effect <= self.day);
            // Nobody is known to wait for a day that nothing tells.
            let is_told = consent.effect.is_some() || self.not_in_force.contains(&own[0].treaty);
            let end = if consent.estimated || !is_told {
                Some((None, None))
            } else {
                effect.map(|day| (Some(day), None))
            };
            self.add(Stage::Force, consent, end, &under);
        }
    }

    /// Adds the time from an act on, over the spells that rest on it.
    fn add(
        &mut self,
        stage: Stage,
        from: &SpellAct,
        end: Option<(Option<Date>, Option<i64>)>,
        under: &[&SpellWithActs],
    ) {
        let (Some(first), Some(last)) = (under.first(), under.last()) else { return };
        if from.doer != first.spell.participant {
            self.left_out.of_a_predecessor += 1;
            return;
        }
        let happened_on_no_known_day = end.is_some_and(|(day, _)| day.is_none());
        let may_have_happened = end.is_none() && last.spell.uncertain;
        let Some(since) = from.date.filter(|_| !happened_on_no_known_day && !may_have_happened) else {
            self.left_out.without_day += 1;
            return;
        };
        let end = end.and_then(|(day, id)| day.map(|day| (day, id)));
        let happened = end.filter(|(day, _)| *day <= self.day);
        // What no longer stands is no longer waited for.
        let stood_until = last.spell.until.filter(|until| *until <= self.day);
        let to = happened.map_or(stood_until.unwrap_or(self.day), |(day, _)| day);
        if to < since {
            self.left_out.in_force_before += 1;
            return;
        }
        self.cases.push(Elapsed {
            treaty: first.treaty.clone(),
            participant: self.names.named(&first.spell.participant),
            stage,
            from_entry: format!("@{}", from.id),
            from: since,
            to,
            days: to.days_since(since),
            happened: happened.is_some(),
            pending: happened.is_none() && stood_until.is_none(),
            to_entry: happened.and_then(|(_, id)| id).map(|id| format!("@{id}")),
        });
    }
}

/// Each act of some sort on which spells rest, with those that rest on it.
fn resting(
    own: &[SpellWithActs],
    act: fn(&SpellWithActs) -> Option<&SpellAct>,
) -> Vec<(&SpellAct, Vec<&SpellWithActs>)> {
    let mut found: Vec<(&SpellAct, Vec<&SpellWithActs>)> = Vec::new();
    for spell in own {
        let Some(act) = act(spell) else { continue };
        match found.iter_mut().find(|known| known.0.id == act.id) {
            Some(known) => known.1.push(spell),
            None => found.push((act, vec![spell])),
        }
    }
    found
}

fn rows(cases: &[Elapsed], by: By, world: &World) -> Vec<DurationsRow> {
    let mut waits: BTreeMap<String, [Vec<Wait>; 2]> = BTreeMap::new();
    for case in cases {
        let wait = Wait { days: case.days, happened: case.happened };
        let mut put = |of: String| {
            waits.entry(of).or_default()[usize::from(case.stage == Stage::Force)].push(wait);
        };
        match by {
            By::Treaty => put(case.treaty.clone()),
            By::Decade => put(format!("{}s", case.from.year() / 10 * 10)),
            By::Group => world
                .groups
                .keys()
                .filter(|group| world.sat(group, &case.participant.code, case.from))
                .for_each(|group| put(group.clone())),
        }
    }
    let row = |(of, [to_consent, to_force]): (String, [Vec<Wait>; 2])| DurationsRow {
        of,
        to_consent: Survival::of(&to_consent),
        to_force: Survival::of(&to_force),
    };
    waits.into_iter().map(row).collect()
}
