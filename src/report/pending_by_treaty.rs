//! What some participants have not consented to, treaty by treaty.

use std::collections::{BTreeSet, HashMap};

use serde::Serialize;

use super::set::Names;
use super::{ActView, List, Named, TreatyBrief, When};
use crate::error::Result;
use crate::law::Spell;
use crate::model::{Date, Status};
use crate::store::{ActRow, Store};

/// Every treaty to which one of some participants had not consented on a day, and might.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PendingByTreaty {
    /// The day asked about.
    pub as_of: Date,
    /// Whom it is about, as it was asked: EU, or codes with commas between them.
    pub of: String,
    /// The same in words.
    #[serde(skip)]
    pub whom: String,
    /// How many they are.
    pub asked: usize,
    /// How many treaties one of them may become a party to, or has acted under.
    pub treaties_open_to_them: usize,
    /// The numbers of those of them of which it is not recorded who may become a party: only who has acted is counted.
    pub eligibility_not_recorded: Vec<String>,
    /// The treaties that are pending for one of them, those for the fewest first.
    pub treaties: Vec<PendingUnder>,
}

/// One treaty that is pending for one of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PendingUnder {
    /// Which treaty.
    pub treaty: TreatyBrief,
    /// How many of them may become parties, or have acted.
    pub concerned: usize,
    /// Those of these that have not consented.
    pub pending: Vec<StillPending>,
}

/// One that has not consented.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StillPending {
    /// Who.
    #[serde(flatten)]
    pub who: Named,
    /// none, signatory, signed-ad-ref, unsigned or former.
    pub status: Status,
    /// Whether the day lies inside the window of an act whose day is not known.
    pub uncertain: bool,
    /// The signature that stands.
    pub signature: Option<ActView>,
    /// Whole months from that signature to the day.
    pub months_since_signature: Option<u32>,
}

/// Answers, of the treaties whose acts were collected, to which some of `list` have not consented. Those concerned are they
/// that may become parties by the treaty's own clause, or have acted under it.
pub fn pending_by_treaty(store: &Store, list: &List, when: When) -> Result<PendingByTreaty> {
    let day = when.as_of;
    let names = Names::of(store)?;
    let asked = names.in_order(list.members(store, day)?);
    let mut treaties_open_to_them = 0;
    let mut eligibility_not_recorded = Vec::new();
    let mut treaties = Vec::new();
    for treaty in store.treaties()?.into_iter().filter(|treaty| treaty.collected && treaty.is_there(day)) {
        let standings = store.standings(&treaty.code, day)?;
        let spells: HashMap<&str, &Spell> =
            standings.iter().map(|spell| (spell.participant.as_str(), spell)).collect();
        let eligible: BTreeSet<String> = store.eligible(&treaty.code, day)?.into_iter().collect();
        let status = |who: &Named| spells.get(who.code.as_str()).map_or(Status::None, |spell| spell.status);
        let concerned: Vec<&Named> =
            asked.iter().filter(|who| status(who) != Status::None || eligible.contains(&who.code)).collect();
        if concerned.is_empty() {
            continue;
        }
        treaties_open_to_them += 1;
        if !treaty.eligibility_recorded {
            eligibility_not_recorded.push(treaty.code.clone());
        }
        let pending: Vec<&Named> = concerned.iter().copied().filter(|who| !status(who).consented()).collect();
        if pending.is_empty() {
            continue;
        }
        let ids = pending.iter().filter_map(|who| spells.get(who.code.as_str())?.signature).collect();
        let signatures = store.acts_numbered(&ids)?;
        let one = |who: &Named| {
            let spell = spells.get(who.code.as_str());
            let signature = spell.and_then(|spell| signatures.get(&spell.signature?));
            let signature = signature.filter(|_| status(who) != Status::Former);
            let signed_on = signature.and_then(ActRow::day);
            StillPending {
                status: status(who),
                uncertain: spell.is_some_and(|spell| spell.uncertain),
                months_since_signature: signed_on.map(|signed| signed.months_until(day)),
                signature: signature.cloned().map(ActView::of),
                who: who.clone(),
            }
        };
        treaties.push(PendingUnder {
            treaty: TreatyBrief::of(&treaty),
            concerned: concerned.len(),
            pending: pending.into_iter().map(one).collect(),
        });
    }
    let signed = |under: &PendingUnder| under.pending.iter().filter(|it| it.signature.is_some()).count();
    treaties.sort_by_key(|under| (under.pending.len(), std::cmp::Reverse(signed(under))));
    Ok(PendingByTreaty {
        as_of: day,
        of: list.code(),
        whom: list.in_words(&names),
        asked: asked.len(),
        treaties_open_to_them,
        eligibility_not_recorded,
        treaties,
    })
}
