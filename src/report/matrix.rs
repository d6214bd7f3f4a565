//! Many participants under several treaties on one day, in one table.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde::Serialize;

use super::acts_behind::ActsBehind;
use super::set::Names;
use super::status::TreatyCounts;
use super::{ActView, Counts, Named, Set, When};
use crate::error::Result;
use crate::law::Spell;
use crate::model::{Date, Mode, Status};
use crate::store::{Store, TreatyRow};

/// Participants by treaties.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MatrixReport {
    /// The day asked about.
    pub as_of: Date,
    /// The group it is limited to.
    pub group: Option<Set>,
    /// The treaties, in the order in which they were asked for, with how many of those listed stand where.
    pub treaties: Vec<TreatyCounts>,
    /// The members of the group; without one those that have a status under any of the treaties.
    pub participants: Vec<MatrixRow>,
}

/// One participant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MatrixRow {
    /// Who.
    #[serde(flatten)]
    pub who: Named,
    /// Where it stands, under each treaty in turn.
    pub statuses: Vec<MatrixCell>,
}

/// One participant under one treaty.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MatrixCell {
    /// Number of the treaty.
    pub treaty: String,
    /// The status on the day; none where the acts under the treaty have not been collected.
    pub status: Option<Status>,
    /// How it is bound without its own consent: as-amended, through-organisation; not-determined: whether silence binds it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mode: Option<Mode>,
    /// Whether the day lies inside the window of an act whose day is not known.
    pub uncertain: bool,
    /// The acts it rests on: signature, consent, exit.
    #[serde(skip)]
    pub acts: Vec<ActView>,
}

/// Answers who stands where under these treaties. The acts are read where `with_acts` asks for them.
pub fn matrix(
    store: &Store,
    treaties: &[TreatyRow],
    set: Option<&Set>,
    with_acts: bool,
    when: When,
) -> Result<MatrixReport> {
    let day = when.as_of;
    let codes: Vec<String> = treaties.iter().map(|treaty| treaty.code.clone()).collect();
    let mut spells: HashMap<(String, String), Spell> = HashMap::new();
    let mut listed = BTreeSet::new();
    for (treaty, spell) in store.standings_under(&codes, day)? {
        if spell.status != Status::None || spell.uncertain {
            listed.insert(spell.participant.clone());
        }
        spells.insert((spell.participant.clone(), treaty), spell);
    }
    let mut carried: BTreeMap<(String, String), Mode> = BTreeMap::new();
    for (treaty, participant, mode) in store.without_consent_on(&codes, day)? {
        listed.insert(participant.clone());
        carried.insert((participant, treaty), mode);
    }
    if let Some(set) = set {
        listed = set.members(store, day)?;
    }
    let acts = if with_acts {
        let listed = spells.iter().filter(|(key, _)| listed.contains(&key.0));
        ActsBehind::of(store, listed.map(|(_, spell)| spell))?
    } else {
        ActsBehind::default()
    };

    let mut counts = vec![Counts::default(); treaties.len()];
    let names = Names::of_these(store, &listed)?.on(store, day)?;
    let mut participants = Vec::new();
    for who in names.in_order(listed) {
        let cell = |(treaty, counts): (&TreatyRow, &mut Counts)| {
            let key = (who.code.clone(), treaty.code.clone());
            let spell = spells.get(&key);
            counts.add(spell);
            let status = spell.map_or(Status::None, |spell| spell.status);
            MatrixCell {
                treaty: treaty.code.clone(),
                status: treaty.collected.then_some(status),
                mode: carried.get(&key).copied(),
                uncertain: spell.is_some_and(|spell| spell.uncertain),
                acts: acts.behind(spell, &treaty.code),
            }
        };
        let statuses = treaties.iter().zip(&mut counts).map(cell).collect();
        participants.push(MatrixRow { who, statuses });
    }
    let treaties = treaties.iter().zip(counts).map(|(treaty, counts)| TreatyCounts::of(treaty, counts));
    Ok(MatrixReport { as_of: day, group: set.cloned(), treaties: treaties.collect(), participants })
}
