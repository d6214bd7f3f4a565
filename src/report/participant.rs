//! Everything one participant has done, pending treaties first.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::Serialize;

use super::of_territory::of_territory;
use super::territory::Territory;
use super::territory_through::Applies;
use super::waits_for::{WaitsFor, waiting};
use super::{ActView, Named, StatementView, TreatyBrief, When};
use crate::error::Result;
use crate::model::{Date, Mode, Status};
use crate::names::fold;
use crate::store::{NameRow, ParticipantRow, Store};

/// A participant under every treaty.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ParticipantReport {
    /// Of a territory: each treaty under which an act or a statement is about it, whether it applies there, and through whom.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub applied: Vec<String>,
    /// Of a territory: each treaty that applies to it through a State, or of which that is not known, by its number.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub through: Vec<AppliedTreaty>,
    /// Who.
    #[serde(flatten)]
    pub participant: ParticipantRow,
    /// Every name in the record.
    pub names: Vec<NameRow>,
    /// The day asked about.
    pub as_of: Date,
    /// Codes of the groups it was in on the day.
    pub groups: Vec<String>,
    /// The treaties under which it has acted, and those it may join: pending ones first.
    pub treaties: Vec<UnderTreaty>,
    /// How many treaties there were before the answer was limited; none where it is not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limited_from: Option<usize>,
    /// Whether every act is to be shown to people too, not the newest only.
    #[serde(skip)]
    pub all_acts: bool,
    /// Numbers of the treaties that it may join whose acts have not been collected.
    pub not_collected: Vec<String>,
    /// Its first day, where that is to come, with the name of the one that stands in its place until then.
    #[serde(skip)]
    pub is_to_come: Option<(Date, Option<String>)>,
    /// The name of the union of which it is a part on the day, where it outlives that.
    #[serde(skip)]
    pub union: Option<String>,
}

/// A treaty that applies to a territory through a State, or may.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AppliedTreaty {
    /// Which treaty.
    pub treaty: TreatyBrief,
    /// Whether it applies: yes, presumed, not known.
    pub applies: Applies,
    /// Through whom.
    pub through: Option<Named>,
    /// Since when, where that is known.
    pub since: Option<Date>,
    /// Why, in a sentence.
    pub because: String,
}

/// A participant under one treaty.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct UnderTreaty {
    /// Which treaty.
    pub treaty: TreatyBrief,
    /// Who keeps it.
    pub depositary: String,
    /// The one status on the day.
    pub status: Status,
    /// Whether the day lies inside the window of an act whose day is not known.
    pub uncertain: bool,
    /// What holds beside the status: provisional application, suspension, consent to a part.
    pub modes: Vec<Mode>,
    /// Whether it may become a party on the day, under the treaty's own clause.
    pub eligible: bool,
    /// Whether it has still to consent: it exists on the day, and may, or has signed.
    pub pending: bool,
    /// Its instrument that counts for nothing yet, because it waits for that of another.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub waits_for: Option<WaitsFor>,
    /// Its acts up to the day, in order of time.
    pub acts: Vec<ActView>,
    /// Its reservations, declarations and other statements up to the day, in order of time.
    pub statements: Vec<StatementView>,
}

/// Limits the treaties of an answer.
#[derive(Debug, Clone, Default)]
pub struct UnderFilter {
    /// Those that it has still to consent to.
    pub pending: bool,
    /// Those whose depositary has this in its name.
    pub depositary: Option<String>,
    /// Those that it signed before this day.
    pub signed_before: Option<Date>,
    /// Every act, not the newest only.
    pub all_acts: bool,
}

impl UnderFilter {
    fn takes_every_treaty(&self) -> bool {
        !self.pending && self.depositary.is_none() && self.signed_before.is_none()
    }

    fn keeps(&self, under: &UnderTreaty) -> bool {
        let signed = |before: Date| {
            let mut days = under.acts.iter().filter(|act| act.act.is_signature()).filter_map(ActView::day);
            days.any(|day| day < before)
        };
        let is_kept_by = |name: &String| fold(&under.depositary).contains(&fold(name));
        (under.pending || !self.pending)
            && self.signed_before.is_none_or(signed)
            && self.depositary.as_ref().is_none_or(is_kept_by)
    }
}

impl ParticipantReport {
    /// The same, with some of its treaties only.
    #[must_use]
    pub fn limited_to(mut self, filter: &UnderFilter) -> Self {
        self.all_acts = filter.all_acts;
        if !filter.takes_every_treaty() {
            self.limited_from = Some(self.treaties.len());
            self.treaties.retain(|under| filter.keeps(under));
        }
        self
    }
}

/// Answers what a participant has done.
pub fn participant(store: &Store, row: ParticipantRow, when: When) -> Result<ParticipantReport> {
    let day = when.as_of;
    let row = row.called_on(store, day)?;
    let mut standings: BTreeMap<String, _> = store.standings_of(&row.code, day)?.into_iter().collect();
    let mut acts = store.acts_of(&row.code)?;
    // What a union of States did stands once for each of its successors.
    let mut seen = BTreeSet::new();
    acts.retain(|act| act.participant == row.code || seen.insert((act.treaty.clone(), act.kind, act.day())));
    for act in &mut acts {
        act.done_by.take_if(|doer| *doer == row.code);
    }
    let by_then = |done: Option<Date>| done.is_some_and(|done| done <= day);
    let mut acts_under: BTreeMap<String, Vec<ActView>> = BTreeMap::new();
    for act in acts.into_iter().filter(|act| by_then(act.date.or(act.earliest))) {
        acts_under.entry(act.treaty.clone()).or_default().push(ActView::of(act));
    }
    let mut statements_under: BTreeMap<String, Vec<StatementView>> = BTreeMap::new();
    for made in store
        .reservations_of(&row.code)?
        .into_iter()
        .filter(|it| it.date.or(it.earliest).is_none_or(|done| done <= day))
    {
        statements_under.entry(made.treaty.clone()).or_default().push(StatementView::of(made, day));
    }
    let open_to_it: BTreeSet<String> = store.treaties_open_to(&row.code, day)?.into_iter().collect();
    let modes = store.modes_of(&row.code, day)?;
    let carried = modes.iter().filter(|(_, mode)| mode.is_without_consent()).map(|pair| &pair.0);
    let concerned: BTreeSet<&String> =
        acts_under.keys().chain(statements_under.keys()).chain(&open_to_it).chain(carried).collect();
    let concerned = store.treaties_numbered(concerned)?;
    let may_wait = store.treaties_where_instruments_wait()?;
    let world = if store.may_be_replaced(&row, day)? { store.world()? } else { Arc::default() };
    let began = world.began(&row.code).filter(|began| day < *began);
    let union = world.union_on(&row.code, day).map(|union| world.called(union).to_owned());
    let mut treaties = Vec::new();
    let mut not_collected = Vec::new();
    for treaty in concerned.into_iter().filter(|treaty| treaty.is_there(day)) {
        let code = &treaty.code;
        if !treaty.collected {
            not_collected.push(treaty.code);
            continue;
        }
        let spell = standings.remove(code);
        let status = spell.as_ref().map_or(Status::None, |spell| spell.status);
        // What its table has from before it was there, another did.
        if (began.is_some() || union.is_some()) && spell.is_none() {
            continue;
        }
        let ended = row.exists_until.is_some_and(|until| until <= day);
        let carried = modes.iter().any(|(under, mode)| under == code && mode.is_without_consent());
        // Who is bound without its own consent, or may be, has still to consent only where it may.
        let may_consent = !carried || open_to_it.contains(code);
        let waits_for = if !status.consented() && may_wait.contains(code) {
            waiting(store, code, day, |who| who == row.code)?.pop()
        } else {
            None
        };
        treaties.push(UnderTreaty {
            waits_for,
            treaty: TreatyBrief::of(&treaty),
            depositary: treaty.depositary.clone(),
            status,
            pending: !status.consented() && status != Status::Former && !ended && may_consent,
            uncertain: spell.is_some_and(|spell| spell.uncertain),
            modes: modes.iter().filter(|pair| pair.0 == *code).map(|pair| pair.1).collect(),
            eligible: open_to_it.contains(code),
            acts: acts_under.remove(code).unwrap_or_default(),
            statements: statements_under.remove(code).unwrap_or_default(),
        });
    }
    let before = || world.stood_before(&row.code, day).map(|code| world.called(&code).to_owned());
    let is_to_come = began.map(|began| (began, before()));
    treaties.sort_by_key(|under| (!under.pending, under.status == Status::None));
    let (applied, through) = through_states(store, &row, when)?;
    Ok(ParticipantReport {
        applied,
        through,
        names: store.names_of(&row.code)?,
        groups: store.groups_of(&row.code, day)?,
        participant: row,
        as_of: day,
        treaties,
        limited_from: None,
        all_acts: false,
        not_collected,
        is_to_come,
        union,
    })
}

/// What holds in a territory through States: a sentence on each treaty of which something is recorded on it, and all that apply.
fn through_states(
    store: &Store,
    row: &ParticipantRow,
    when: When,
) -> Result<(Vec<String>, Vec<AppliedTreaty>)> {
    let (mut said, mut through) = (Vec::new(), Vec::new());
    let territory = Territory::of(store, row)?;
    let Some(territory) = territory.filter(|it| it.is_one(when.as_of)) else {
        return Ok((said, through));
    };
    let named = store.treaties_on_territory(&row.code)?;
    for treaty in store.treaties()?.into_iter().filter(|treaty| treaty.is_there(when.as_of)) {
        let Some(of) = of_territory(store, &treaty, Some(&territory), when)? else { continue };
        let because = of.in_words(&treaty.short_title, &row.name);
        if named.contains(&treaty.code) {
            said.push(because.clone());
        }
        if of.applies != Applies::No {
            through.push(AppliedTreaty {
                treaty: TreatyBrief::of(&treaty),
                applies: of.applies,
                through: of.by().map(|by| by.participant.clone()),
                since: of.by().and_then(|by| by.since),
                because,
            });
        }
    }
    Ok((said, through))
}
