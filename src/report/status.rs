//! Who stands where under a treaty on a day, as depositaries print it.

use std::collections::{BTreeSet, HashMap};

use serde::Serialize;

use super::progress::{Progress, progress};
use super::set::Names;
use super::waits_for::{WaitsFor, waiting};
use super::{ActView, Grounds, Named, Set, TreatyBrief, When};
use crate::error::Result;
use crate::law::Spell;
use crate::model::{ActKind, Date, Mode, Status, words};
use crate::store::{ActRow, Store, TreatyRow};

/// The status table of one treaty on one day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StatusReport {
    /// Which treaty.
    pub treaty: TreatyBrief,
    /// The day asked about.
    pub as_of: Date,
    /// The group it is limited to.
    pub group: Option<Set>,
    /// The statuses it is limited to; empty: all.
    pub only: Vec<Status>,
    /// The modes it is limited to; empty: not by mode.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub modes: Vec<Mode>,
    /// How many of the whole set have which status; none where its acts have not been collected.
    pub counts: Option<Counts>,
    /// Where the days in force of those listed come from.
    pub in_force_dates: Grounds,
    /// How far it is from its own entry into force, on a day before that.
    pub progress: Option<Progress>,
    /// The participants listed.
    pub participants: Vec<StatusRow>,
    /// The instruments that count for nothing yet, because they wait for that of another.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub waits_for: Vec<WaitsFor>,
}

/// One participant's line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StatusRow {
    /// Who.
    #[serde(flatten)]
    pub who: Named,
    /// The one status on the day.
    pub status: Status,
    /// Whether the day lies inside the window of an act whose day is not known.
    pub uncertain: bool,
    /// The signature that stands.
    pub signature: Option<ActView>,
    /// The consent that stands; for a former party, stood.
    pub consent: Option<ActView>,
    /// In force for it: as published, else by the clause.
    pub in_force_on: Option<Date>,
    /// The denunciation, withdrawal or cessation that counts.
    pub exit: Option<ActView>,
    /// What holds beside the status: provisional application, suspension, consent to a part.
    pub modes: Vec<Mode>,
    /// What it has stated that stands on the day.
    pub flags: Flags,
}

/// What a participant has stated that stands on a day: true; inside the window of a statement whose day is
/// not known: `uncertain`; not accepted yet: `pending`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Flags {
    /// Reservations.
    pub reservations: Flag,
    /// Declarations.
    pub declarations: Flag,
    /// Authorities designated.
    pub authorities: Flag,
    /// Statements and acts on territories.
    pub territories: Flag,
}

impl Flags {
    /// Nobody states anything before its first act: drops what may be later.
    fn only_certain(&mut self) {
        for flag in
            [&mut self.reservations, &mut self.declarations, &mut self.authorities, &mut self.territories]
        {
            if *flag == Flag::Uncertain {
                *flag = Flag::No;
            }
        }
    }
}

words! {
    /// Whether there is something of a kind.
    #[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
    #[serde(rename_all = "lowercase")]
    Flag():
    /// Nothing.
    #[default]
    No = "no";
    /// A reservation that is not accepted yet.
    Pending = "pending";
    /// Something whose day is not known, and it may be later.
    Uncertain = "uncertain";
    /// Something.
    Yes = "yes";
}

/// How many of a set have which status. Every figure says what it counts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// All of the set.
    pub asked: usize,
    /// In force for them.
    pub bound: usize,
    /// Consent given, in force for them or not.
    pub consented: usize,
    /// Consent given, not yet in force for them.
    pub contracting: usize,
    /// Signed, and not consented.
    pub signatories: usize,
    /// Every signature that stands, also of those that have consented since.
    pub signed: usize,
    /// Signed, then gave notice not to become a party.
    pub unsigned: usize,
    /// Were parties, and are no longer bound.
    pub former: usize,
    /// No act in effect.
    pub nothing: usize,
    /// Inside the window of an act whose day is not known.
    pub uncertain: usize,
}

impl Counts {
    /// Counts one participant in.
    pub(super) fn add(&mut self, spell: Option<&Spell>) {
        let status = spell.map_or(Status::None, |spell| spell.status);
        self.asked += 1;
        self.bound += usize::from(status.bound());
        self.consented += usize::from(status.consented());
        self.signed += usize::from(spell.is_some_and(|spell| spell.signature.is_some()));
        self.uncertain += usize::from(spell.is_some_and(|spell| spell.uncertain));
        match status {
            Status::None => self.nothing += 1,
            Status::Signatory | Status::SignedAdRef => self.signatories += 1,
            Status::Unsigned => self.unsigned += 1,
            Status::Contracting => self.contracting += 1,
            Status::Former => self.former += 1,
            Status::Party | Status::Leaving => {}
        }
    }
}

/// One treaty, and how many stand where under it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TreatyCounts {
    /// Which treaty.
    #[serde(flatten)]
    pub treaty: TreatyBrief,
    /// How many have which status; none where its acts have not been collected.
    pub counts: Option<Counts>,
}

impl TreatyCounts {
    pub(super) fn of(treaty: &TreatyRow, counts: Counts) -> Self {
        Self { treaty: TreatyBrief::of(treaty), counts: treaty.collected.then_some(counts) }
    }
}

/// The spells of a treaty on a day, in the order of their participants.
pub(super) struct Spells(Vec<Spell>);

impl Spells {
    /// Codes of those whose consent stands.
    fn consented(&self) -> BTreeSet<String> {
        let consented = self.0.iter().filter(|spell| spell.status.consented());
        consented.map(|spell| spell.participant.clone()).collect()
    }

    /// Where a participant stands; none where it has done nothing.
    pub(super) fn get(&self, code: &str) -> Option<&Spell> {
        let place = self.0.binary_search_by(|spell| spell.participant.as_str().cmp(code));
        place.ok().map(|place| &self.0[place])
    }
}

/// The spells of a treaty on a day, and the set that a question about it is about: those asked for, else
/// everybody who has acted under it or may become a party; nobody where no act was collected.
pub(super) fn spells_and_set(
    store: &Store,
    treaty: &TreatyRow,
    set: Option<&Set>,
    day: Date,
) -> Result<(Spells, BTreeSet<String>)> {
    let spells = Spells(store.standings(&treaty.code, day)?);
    let asked = match set {
        _ if !treaty.collected => BTreeSet::new(),
        Some(set) => set.members(store, day)?,
        None => {
            let eligible = store.eligible(&treaty.code, day)?.into_iter();
            eligible.chain(spells.0.iter().map(|spell| spell.participant.clone())).collect()
        }
    };
    Ok((spells, asked))
}

/// Answers who stands where under `treaty`.
pub fn status(
    store: &Store,
    treaty: &TreatyRow,
    set: Option<&Set>,
    only: &[Status],
    when: When,
) -> Result<StatusReport> {
    let day = when.as_of;
    let (spells, mut asked) = spells_and_set(store, treaty, set, day)?;
    let mut modes: HashMap<String, Vec<Mode>> = HashMap::new();
    for (code, mode) in store.modes(&treaty.code, day)? {
        if set.is_none() {
            asked.insert(code.clone());
        }
        modes.entry(code).or_default().push(mode);
    }
    let mut acts: HashMap<i64, ActRow> =
        store.acts(&treaty.code)?.into_iter().map(|act| (act.id, act)).collect();
    // Whose instrument counts is another question where somebody succeeded, or ended and left one behind.
    let holders = spells.consented();
    let successions = acts.values().any(|act| {
        let doer = act.done_by.as_ref().unwrap_or(&act.participant);
        act.kind.is_consent() && (act.kind == ActKind::Succession || !holders.contains(doer))
    });
    // An act under another treaty may end participation in this one.
    for exit in spells.0.iter().filter_map(|spell| spell.exit) {
        if !acts.contains_key(&exit) {
            acts.extend(store.act(exit)?.map(|act| (exit, act)));
        }
    }
    let mut flags = flags(store, &treaty.code, &acts, day)?;
    // A definitive signature is both, and what a union of States did stands for each of its members.
    let view = |id: Option<i64>| id.and_then(|id| acts.get(&id)).cloned().map(ActView::of);

    let mut counts = Counts::default();
    let mut listed = Vec::new();
    for code in asked {
        let spell = spells.get(&code);
        counts.add(spell);
        let status = spell.map_or(Status::None, |spell| spell.status);
        let wanted = if only.is_empty() {
            set.is_some()
                || modes.contains_key(&code)
                || spell.is_some_and(|spell| spell.uncertain || status != Status::None)
        } else {
            only.contains(&status)
        };
        if wanted {
            listed.push(code);
        }
    }
    let names = Names::of_these(store, &listed)?.on(store, day)?;
    let row = |who: Named| {
        let spell = spells.get(&who.code);
        let consent = view(spell.and_then(|spell| spell.consent));
        let status = spell.map_or(Status::None, |spell| spell.status);
        let mut flags = flags.remove(&who.code).unwrap_or_default();
        if status == Status::None {
            flags.only_certain();
        }
        StatusRow {
            status,
            uncertain: spell.is_some_and(|spell| spell.uncertain),
            signature: view(spell.and_then(|spell| spell.signature)),
            in_force_on: consent.as_ref().and_then(|consent| consent.effective_on),
            consent,
            exit: view(spell.and_then(|spell| spell.exit.or(spell.withdrawn_by()))),
            modes: modes.remove(&who.code).unwrap_or_default(),
            flags,
            who,
        }
    };
    let participants: Vec<StatusRow> = names.in_order(listed).into_iter().map(row).collect();
    Ok(StatusReport {
        treaty: TreatyBrief::of(treaty),
        as_of: day,
        group: set.cloned(),
        only: only.to_vec(),
        modes: Vec::new(),
        in_force_dates: grounds(&participants),
        counts: treaty.collected.then_some(counts),
        progress: progress(store, treaty, day, &holders, successions)?,
        waits_for: waiting(store, &treaty.code, day, |code| {
            participants.iter().any(|row| row.who.code == code)
        })?,
        participants,
    })
}

impl StatusReport {
    /// The same, with those only for whom one of these modes holds; without any, as it is.
    #[must_use]
    pub fn in_mode(mut self, modes: &[Mode]) -> Self {
        if !modes.is_empty() {
            self.participants.retain(|row| row.modes.iter().any(|mode| modes.contains(mode)));
            self.in_force_dates = grounds(&self.participants);
            self.modes = modes.to_vec();
        }
        self
    }
}

fn grounds(participants: &[StatusRow]) -> Grounds {
    let bound_or_waiting = participants.iter().filter(|row| row.status.consented());
    Grounds::of(bound_or_waiting.filter_map(|row| row.consent.as_ref()))
}

fn flags(
    store: &Store,
    treaty: &str,
    acts: &HashMap<i64, ActRow>,
    day: Date,
) -> Result<HashMap<String, Flags>> {
    let mut flags: HashMap<String, Flags> = HashMap::new();
    for (participant, kind, certain) in store.statements_standing(treaty, day)? {
        let of = flags.entry(participant).or_default();
        let slot = match kind.as_str() {
            "reservation" => &mut of.reservations,
            "declaration" => &mut of.declarations,
            "authority" => &mut of.authorities,
            "territorial" => &mut of.territories,
            _ => continue,
        };
        *slot = match certain {
            0 => Flag::Pending,
            1 => Flag::Uncertain,
            _ => Flag::Yes,
        };
    }
    for act in acts.values().filter(|act| act.kind.is_territorial()) {
        if act.day().is_some_and(|done| done <= day) {
            flags.entry(act.participant.clone()).or_default().territories = Flag::Yes;
        }
    }
    Ok(flags)
}
