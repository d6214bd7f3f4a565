//! Who has not consented: signed only, nothing at all, or left; and those who consented and wait.

use serde::Serialize;

use super::set::Names;
use super::status::spells_and_set;
use super::waits_for::{WaitsFor, waiting as waiting_for_another};
use super::{ActView, Counts, Named, Set, TreatyBrief, When};
use crate::error::Result;
use crate::model::{Date, Mode, Status};
use crate::store::{ActRow, Store, TreatyRow};

/// Who had not consented to a treaty on a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PendingReport {
    /// Which treaty.
    pub treaty: TreatyBrief,
    /// The day asked about.
    pub as_of: Date,
    /// The group it is limited to; none: those eligible under the treaty's own clause.
    pub group: Option<Set>,
    /// The statuses it is limited to; empty: all.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub only: Vec<Status>,
    /// How many of the whole set have which status.
    pub counts: Option<Counts>,
    /// Those who had not consented.
    pub pending: Vec<PendingRow>,
    /// Those who had consented and waited for entry into force; not counted as pending.
    pub waiting: Vec<Waiting>,
    /// The instruments that count for nothing yet, because they wait for that of another.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub waits_for: Vec<WaitsFor>,
    /// How many had not consented, listed or not.
    #[serde(skip)]
    pub not_consented: usize,
    /// Whether a clause says who may become a party; else only those that have acted are in the set.
    #[serde(skip)]
    pub eligibility_recorded: bool,
    /// Whether the day is past.
    #[serde(skip)]
    pub is_past: bool,
}

/// One participant that had not consented.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PendingRow {
    /// Who.
    #[serde(flatten)]
    pub who: Named,
    /// none, signatory, signed-ad-ref, unsigned or former.
    pub status: Status,
    /// How it is bound without its own consent: as-amended, through-organisation; not-determined: whether silence binds it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mode: Option<Mode>,
    /// Whether the day lies inside the window of an act whose day is not known.
    pub uncertain: bool,
    /// The signature that stands.
    pub signature: Option<ActView>,
    /// Whole months from that signature to the day.
    pub months_since_signature: Option<u32>,
    /// What it did next after the day, or for one that has ended its successor: its consent, else a signature.
    pub later: Option<ActView>,
    /// The successor that did it, where the participant has ended.
    pub later_by: Option<Named>,
}

/// One participant that had consented and waited.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Waiting {
    /// Who.
    #[serde(flatten)]
    pub who: Named,
    /// Its consent.
    pub consent: Option<ActView>,
    /// The day on which the treaty enters into force for it; none while that is not known.
    pub in_force_on: Option<Date>,
}

/// Answers who has not consented to `treaty`.
pub fn pending(store: &Store, treaty: &TreatyRow, set: Option<&Set>, when: When) -> Result<PendingReport> {
    let day = when.as_of;
    let (spells, asked) = spells_and_set(store, treaty, set, day)?;
    // In order of time, for what was done next.
    let mut acts = store.acts(&treaty.code)?;
    acts.sort_by_key(|act| (act.day(), act.id));
    let act = |id: Option<i64>| id.and_then(|id| acts.iter().find(|act| act.id == id));
    let view = |act: &ActRow| ActView::of(act.clone());
    let names = Names::of(store)?.on(store, day)?;
    let successors = store.successors()?;
    let modes = store.modes(&treaty.code, day)?;
    let mode = |code: &str| {
        modes.iter().find(|(who, mode)| who == code && mode.is_without_consent()).map(|found| found.1)
    };

    let mut counts = Counts::default();
    let mut pending = Vec::new();
    let mut waiting = Vec::new();
    for who in names.in_order(asked) {
        let spell = spells.get(&who.code);
        counts.add(spell);
        let status = spell.map_or(Status::None, |spell| spell.status);
        if status == Status::Contracting {
            let consent = act(spell.and_then(|spell| spell.consent));
            waiting.push(Waiting {
                who,
                in_force_on: consent.and_then(ActRow::effect),
                consent: consent.map(view),
            });
        } else if !status.consented() {
            let signature = act(spell.and_then(|spell| spell.signature));
            let signed_on = signature.and_then(ActRow::day).filter(|_| status != Status::Former);
            let own = next_step(&acts, &who.code, day).map(|act| (act, None));
            let later = own.or_else(|| {
                let mut others = successors.iter().filter(|pair| pair.0 == who.code);
                others.find_map(|(_, code)| Some((next_step(&acts, code, day)?, Some(names.named(code)))))
            });
            let (later, later_by) = later.unzip();
            pending.push(PendingRow {
                later: later.map(view),
                later_by: later_by.flatten(),
                mode: mode(&who.code),
                who,
                status,
                uncertain: spell.is_some_and(|spell| spell.uncertain),
                signature: signature.map(view),
                months_since_signature: signed_on.map(|signed| signed.months_until(day)),
            });
        }
    }
    Ok(PendingReport {
        treaty: TreatyBrief::of(treaty),
        as_of: day,
        group: set.cloned(),
        only: Vec::new(),
        counts: treaty.collected.then_some(counts),
        not_consented: pending.len(),
        waits_for: waiting_for_another(store, &treaty.code, day, |code| {
            pending.iter().any(|row| row.who.code == code)
        })?,
        pending,
        waiting,
        eligibility_recorded: treaty.eligibility_recorded,
        is_past: day < when.today,
    })
}

impl PendingReport {
    /// The same, with those only that had one of these statuses; without any, as it is.
    #[must_use]
    pub fn limited_to(mut self, only: &[Status]) -> Self {
        if !only.is_empty() {
            self.pending.retain(|row| only.contains(&row.status));
            self.only = only.to_vec();
        }
        self
    }
}

/// What a participant did first after `day`: its consent, else its signature. `acts` are in order of time.
pub(super) fn next_step<'a>(acts: &'a [ActRow], code: &str, day: Date) -> Option<&'a ActRow> {
    let later =
        || acts.iter().filter(|act| act.participant == code && act.day().is_some_and(|done| done > day));
    later().find(|act| act.kind.is_consent()).or_else(|| later().find(|act| act.kind.is_signature()))
}
