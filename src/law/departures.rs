//! Who left a treaty, by which act, and what became of that: taken back, overtaken by another exit, followed by a new
//! consent. Everything is read off the statuses that follow from the acts, so that it cannot contradict them.

use super::spells::Spell;
use super::standing::DatedAct;
use crate::model::{ActKind, Date, Status};

/// An exit of one participant: its notice, the end of its participation by the treaty itself or with another treaty, or
/// the loss of a consent on a day that no source gives. What came later has its day, so that who asks about a day before
/// it can leave it out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Departure {
    /// Code of the participant.
    pub participant: String,
    /// The act that tells of it: the exit, or the consent that a source shows as withdrawn.
    pub act: i64,
    /// From this day on it is known: that of receipt, or of that consent.
    pub since: Date,
    /// Whether the day of the exit itself is known.
    pub is_dated: bool,
    /// The consent that it ended, or was to end; none where none stood.
    pub consent: Option<i64>,
    /// The first day on which it is no longer bound by that consent, if nothing comes between; none where not known, or
    /// where nothing ended.
    pub effective_on: Option<Date>,
    /// From this day on another exit counts in its place.
    pub overtaken_on: Option<Date>,
    /// That exit.
    pub overtaken_by: Option<i64>,
    /// The day on which it was taken back, before it took effect (VCLT art. 68).
    pub revoked_on: Option<Date>,
    /// The act that took it back.
    pub revoked_by: Option<i64>,
    /// The day of the next consent.
    pub returned_on: Option<Date>,
    /// That consent.
    pub returned_by: Option<i64>,
    /// The first day on which the treaty is in force for it by that consent.
    pub back_on: Option<Date>,
}

impl Departure {
    /// As it stood on a day: without what came later.
    #[must_use]
    pub fn as_of(mut self, day: Date) -> Self {
        if self.overtaken_on.is_some_and(|on| on <= day) {
            self.effective_on = None;
        } else {
            (self.overtaken_on, self.overtaken_by) = (None, None);
        }
        let is_revoked = self.revoked_on.is_some_and(|on| on <= day);
        if !is_revoked {
            (self.revoked_on, self.revoked_by) = (None, None);
        }
        if is_revoked || self.returned_on.is_none_or(|on| day < on) {
            (self.returned_on, self.returned_by, self.back_on) = (None, None, None);
        }
        self
    }
}

/// The exits of one participant, by their acts. `acts` are its acts in their order, `spells` what follows from them, also
/// for days on which a predecessor or a successor stands in its place.
pub(super) fn departures_of(code: &str, acts: &[DatedAct], spells: &[Spell]) -> Vec<Departure> {
    let mut departures: Vec<Departure> = Vec::new();
    for (place, dated) in acts.iter().enumerate() {
        let act = dated.act;
        let own = act.participant == code;
        if own && act.kind.is_exit() {
            departures.extend(exit(acts, place, spells));
        } else if own && dated.is_gone && act.kind.is_consent() {
            departures.extend(on_an_unknown_day(acts, place, spells));
        }
    }
    departures.sort_by_key(|departure| departure.act);
    departures
}

/// What one exit led to. One under another treaty is an exit here only if a status rests on it.
fn exit(acts: &[DatedAct], place: usize, spells: &[Spell]) -> Option<Departure> {
    let DatedAct { act, effect, .. } = &acts[place];
    let rests_on = |spell: &Spell| spell.exit == Some(act.id);
    let on_its_day = spells.iter().rposition(|spell| spell.since <= act.day);
    let is_leaving = |spell: &Spell| spell.exit.is_some() && spell.status.consented();
    let first = spells.iter().position(rests_on);
    if first.is_none() && act.under.is_some() {
        return None;
    }
    let mut departure = known(acts, place);
    // Where no status rests on it, another exit may count in its place from the first day on.
    let Some(first) = first.or(on_its_day.filter(|place| is_leaving(&spells[*place]))) else {
        let before = spells.iter().rfind(|spell| spell.since < act.day);
        let lost = before.filter(|spell| spell.status == Status::Contracting);
        departure.consent = lost.and_then(|spell| spell.consent);
        departure.effective_on = lost.map(|_| act.day);
        come_back(&mut departure, acts, place, spells);
        return Some(departure);
    };

    let consent = spells[first].consent;
    departure.consent = consent;
    let ended = spells.iter().find(|spell| rests_on(spell) && spell.status == Status::Former);
    departure.effective_on = effect.or(ended.map(|spell| spell.since));
    let of_consent = |spell: &&Spell| is_leaving(spell) && spell.consent == consent;
    let leaving = spells[first..].iter().take_while(of_consent).count();
    let (leaving, after) = spells[first..].split_at(leaving);
    if leaving.last().is_some_and(|last| !rests_on(last)) {
        let others = leaving.iter().rposition(rests_on).map_or(0, |last| last + 1);
        departure.overtaken_on = Some(leaving[others].since.max(act.day));
        departure.overtaken_by = leaving[others].exit;
    }
    let stands_again =
        |spell: &&Spell| spell.consent == consent && spell.exit.is_none() && spell.status.consented();
    let again = after.first().filter(|_| !leaving.is_empty()).filter(stands_again);
    let revokes = |dated: &&DatedAct, on: Date| {
        dated.act.kind == ActKind::RevocationOfDenunciation && dated.act.day == on
    };
    let revocation = again.and_then(|spell| acts.iter().rfind(|dated| revokes(dated, spell.since)));
    departure.revoked_on = revocation.map(|dated| dated.act.day);
    departure.revoked_by = revocation.map(|dated| dated.act.id);
    come_back(&mut departure, acts, place, spells);
    Some(departure)
}

/// The loss of a consent that a source shows as withdrawn, if a status rests on that.
fn on_an_unknown_day(acts: &[DatedAct], place: usize, spells: &[Spell]) -> Option<Departure> {
    let mut departure = known(acts, place);
    let rests_on_it = |spell: &Spell| {
        spell.status == Status::Former && spell.exit.is_none() && spell.consent == Some(departure.act)
    };
    if !spells.iter().any(rests_on_it) {
        return None;
    }
    departure.is_dated = false;
    departure.consent = Some(departure.act);
    come_back(&mut departure, acts, place, spells);
    Some(departure)
}

fn known(acts: &[DatedAct], place: usize) -> Departure {
    let act = acts[place].act;
    Departure {
        participant: act.participant.clone(),
        act: act.id,
        since: act.day,
        is_dated: true,
        consent: None,
        effective_on: None,
        overtaken_on: None,
        overtaken_by: None,
        revoked_on: None,
        revoked_by: None,
        returned_on: None,
        returned_by: None,
        back_on: None,
    }
}

/// The next consent of whoever lost one, unless the exit had been taken back by then. On one day a consent stands before
/// an exit, whichever was meant to be first.
fn come_back(departure: &mut Departure, acts: &[DatedAct], place: usize, spells: &[Spell]) {
    if departure.consent.is_none() {
        return;
    }
    let another = |dated: &&DatedAct| dated.act.kind.is_consent() && Some(dated.act.id) != departure.consent;
    let on_its_day = acts[..place].iter().filter(|dated| dated.act.day == departure.since).find(another);
    let next = on_its_day.or_else(|| acts[place + 1..].iter().find(another)).map(|dated| dated.act);
    let Some(next) = next.filter(|act| departure.revoked_on.is_none_or(|revoked| act.day < revoked)) else {
        return;
    };
    departure.returned_on = Some(next.day);
    departure.returned_by = Some(next.id);
    let in_force = spells.iter().find(|spell| spell.consent == Some(next.id) && spell.status.bound());
    departure.back_on = in_force.map(|spell| spell.since);
}
