//! The state machine of one participant under one treaty: where it stands on a day.

use crate::model::{Act, ActKind, Date, Status};

/// An act with the day on which it takes effect, where that is known.
#[derive(Debug, Clone)]
#[expect(clippy::struct_excessive_bools, reason = "each says something of its own of an act")]
pub struct DatedAct<'a> {
    /// The act.
    pub act: &'a Act,
    /// Day of effect: published, else computed, else not known.
    pub effect: Option<Date>,
    /// From this day it counts, because it waits for another's instrument; the last of all days while that is missing.
    pub held_until: Option<Date>,
    /// Nothing tells when the treaty is in force for whoever consents: no clause does, and no day is published.
    pub is_undated: bool,
    /// The day of effect holds only if something does not that the record cannot tell: armed conflict.
    pub holds_only_if: bool,
    /// By it a State says that the treaty goes on in a territory that passed to it, whether or not it is a party.
    pub takes_over: bool,
    /// It was withdrawn since, on a day that is not known: its source shows so, and no act that ended it is recorded.
    pub is_gone: bool,
}

impl DatedAct<'_> {
    /// The first day on which it counts: a succession, and a continuity that has a day of effect, may count before they are
    /// notified; an instrument that waits for another's counts once that is there.
    pub(super) fn counts_from(&self) -> Date {
        if let Some(day) = self.held_until {
            return day;
        }
        self.effect
            .filter(|_| self.act.may_count_before())
            .map_or(self.act.day, |effect| effect.min(self.act.day))
    }
}

/// What sources show as withdrawn, and whose withdrawal is not recorded; for the acts of one participant, in their order.
pub(super) fn mark_gone(acts: &mut [DatedAct]) {
    if !acts.iter().any(|dated| dated.act.withdrawn) {
        return;
    }
    let consents = acts.iter().any(|dated| dated.act.kind.is_consent());
    for place in 0..acts.len() {
        let act = acts[place].act;
        let ends = |kind: ActKind| {
            if act.kind.is_consent() {
                kind.is_exit() || kind == ActKind::WithdrawalOfConsent
            } else {
                kind == ActKind::Unsigning
            }
        };
        let later = acts[place + 1..].iter().map(|dated| dated.act.kind);
        let until_next = later.take_while(|kind| !(act.kind.is_consent() && kind.is_consent()));
        let is_ended = until_next.into_iter().any(ends);
        // A signature goes with the consent that followed it.
        let of_status = act.kind.is_consent() || (act.kind.is_signature() && !consents);
        acts[place].is_gone = act.withdrawn && of_status && !is_ended;
    }
}

/// Where a participant stands on a day, and by which acts (their ids).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// The one status.
    pub status: Status,
    /// The signature that stands.
    pub signature: Option<i64>,
    /// The consent that stands; for a former party, stood.
    pub consent: Option<i64>,
    /// The denunciation, withdrawal or cessation that counts.
    pub exit: Option<i64>,
}

/// A consent and what became of it.
#[derive(Clone, Copy)]
struct Consent<'a> {
    by: &'a DatedAct<'a>,
    /// Its own notice, or a cessation.
    own_exit: Option<&'a DatedAct<'a>>,
    /// An act under another treaty that ends it too.
    linked_exit: Option<&'a DatedAct<'a>>,
}

impl<'a> Consent<'a> {
    fn new(by: &'a DatedAct<'a>) -> Self {
        Self { by, own_exit: None, linked_exit: None }
    }

    /// The exit that ends it: the one that takes effect first; one without a day comes last.
    fn exit(&self) -> Option<&'a DatedAct<'a>> {
        let exits = [self.own_exit, self.linked_exit].into_iter().flatten();
        exits.min_by_key(|exit| (exit.effect.is_none(), exit.effect))
    }

    /// The day on which it ended, if it had by `day`.
    fn ended_by(&self, day: Date) -> Option<Date> {
        let exit = self.exit()?;
        let ends_on_receipt = self.by.is_undated && self.by.effect.is_none() && !exit.act.waits;
        let on_receipt = Some(exit.act.day).filter(|_| ends_on_receipt);
        exit.effect.or(on_receipt).filter(|end| *end <= day)
    }

    fn in_force(&self, day: Date) -> bool {
        self.by.effect.is_some_and(|since| since <= day)
    }

    /// Whether it stands, and nothing tells since when it is in force.
    fn is_undated(&self) -> bool {
        self.by.is_undated && self.by.effect.is_none()
    }

    /// Whether it was in force on any day before `end`.
    fn bound_before(&self, end: Date) -> bool {
        match self.by.effect {
            Some(since) => since < end,
            // Whoever gives notice was bound, from a day that nothing tells.
            None => {
                self.by.is_undated && self.own_exit.is_some_and(|exit| exit.act.kind != ActKind::Cessation)
            }
        }
    }
}

type Past<'a> = Option<(Consent<'a>, Date)>;

/// The consent that stands on `day` and the one that ended last. Whoever was never bound is no former party: its
/// consent is gone, and no more.
fn settled<'a>(current: Option<Consent<'a>>, past: Past<'a>, day: Date) -> (Option<Consent<'a>>, Past<'a>) {
    let Some((consent, end)) = current.and_then(|consent| Some((consent, consent.ended_by(day)?))) else {
        return (current, past);
    };
    (None, if consent.bound_before(end) { Some((consent, end)) } else { past })
}

/// The acts in their order, with each that counts before it was done at the day from which it counts.
fn in_effect_order<'b, 'a>(acts: &'b [DatedAct<'a>]) -> Vec<&'b DatedAct<'a>> {
    let mut ordered: Vec<&DatedAct> = acts.iter().collect();
    if !in_turn(acts) {
        ordered.sort_by_key(|dated| dated.counts_from());
    }
    ordered
}

/// What has become of the acts so far.
#[derive(Clone, Copy, Default)]
struct SoFar<'a> {
    signature: Option<&'a DatedAct<'a>>,
    /// The signature was made subject to confirmation, and is not confirmed.
    is_unconfirmed: bool,
    unsigned: bool,
    current: Option<Consent<'a>>,
    past: Past<'a>,
    /// A consent given while it is leaving takes over when that takes effect.
    waiting: Option<Consent<'a>>,
    on_one_day: Option<Consent<'a>>,
}

impl<'a> SoFar<'a> {
    /// Takes in the next act.
    fn take(&mut self, dated: &'a DatedAct<'a>) {
        let act = dated.act;
        (self.current, self.past) = settled(self.current, self.past, dated.counts_from());
        self.current = self.current.or_else(|| self.waiting.take());
        match act.kind {
            ActKind::Signature | ActKind::SuccessionToSignature | ActKind::SignatureAdReferendum => {
                let simple = act.kind != ActKind::SignatureAdReferendum;
                if dated.is_gone {
                    (self.signature, self.unsigned) = (None, true);
                    return;
                }
                // The first signature stands, until it is withdrawn or participation has ended.
                let replaces =
                    self.signature.is_none() || self.past.is_some() || (simple && self.is_unconfirmed);
                if self.current.is_none() && replaces {
                    (self.signature, self.is_unconfirmed, self.unsigned) = (Some(dated), !simple, false);
                }
            }
            ActKind::ConfirmationOfSignature => self.is_unconfirmed = false,
            ActKind::Unsigning => {
                self.unsigned = self.signature.take().is_some() || self.unsigned;
            }
            // What was taken back under another treaty is too late here once it is in force.
            ActKind::WithdrawalOfConsent => {
                self.current.take_if(|consent| act.under.is_none() || !consent.in_force(act.day));
            }
            // A table that leaves out the earlier form of a State has its treaties from the day of effect of the continuity.
            ActKind::Continuity if dated.effect.is_some() && self.past.is_none() => {
                self.current = self.current.or(Some(Consent::new(dated)));
            }
            ActKind::RevocationOfDenunciation => {
                if let Some(consent) = &mut self.current {
                    if act.under.is_some() {
                        consent.linked_exit.take_if(|exit| exit.act.under == act.under);
                    } else {
                        consent.own_exit.take_if(|exit| exit.act.kind != ActKind::Cessation);
                    }
                    self.waiting.take_if(|_| consent.exit().is_none());
                }
            }
            kind if kind.is_consent() => {
                if kind == ActKind::DefinitiveSignature {
                    self.signature = Some(dated);
                }
                let new = Consent::new(dated);
                if dated.is_gone {
                    // It ended on some day after that of its signature.
                    self.past = Some((new, act.day.plus_days(1).unwrap_or(act.day)));
                    return;
                }
                match &self.current {
                    None => self.current = Some(new),
                    Some(leaving) if leaving.exit().is_some() => self.waiting = self.waiting.or(Some(new)),
                    // On one day a consent comes before an exit, whichever was meant to be first.
                    Some(_) => self.on_one_day = Some(new),
                }
            }
            kind if kind.is_exit() => match &mut self.current {
                Some(consent)
                    if consent.in_force(act.day)
                        || consent.is_undated()
                        || kind == ActKind::Cessation
                        || act.under.is_some() =>
                {
                    if act.under.is_some() {
                        consent.linked_exit = Some(dated);
                    } else {
                        consent.own_exit = Some(dated);
                    }
                    self.waiting = self.waiting.or(self.on_one_day.filter(|new| new.by.act.day == act.day));
                }
                Some(_) => self.current = None,
                None => {}
            },
            _ => {}
        }
    }

    /// Where that leaves the participant on `day`.
    fn standing(self, day: Date, treaty_ends_on: Option<Date>) -> Standing {
        let Self { signature, is_unconfirmed, unsigned, waiting, .. } = self;
        let (mut current, mut past) = settled(self.current, self.past, day);
        current = current.or(waiting);
        if let Some(end) = treaty_ends_on.filter(|end| *end <= day) {
            past = current.filter(|consent| consent.bound_before(end)).map(|consent| (consent, end)).or(past);
            current = None;
        }
        let (status, consent) = outcome(current, past, (signature, !is_unconfirmed, unsigned), day);
        Standing {
            status,
            signature: signature.map(|signed| signed.act.id),
            consent: consent.map(|consent| consent.by.act.id),
            exit: consent.and_then(|consent| consent.exit()).map(|exit| exit.act.id),
        }
    }
}

/// Where the participant whose acts these are, in their order, stands on `day`. A succession counts from its
/// effect, even before it was notified, and so does a consent with an earlier day of effect; a denunciation ends nothing
/// before it takes effect, so that it can be revoked until then. From `treaty_ends_on` nobody is bound.
#[must_use]
pub fn standing(acts: &[DatedAct], day: Date, treaty_ends_on: Option<Date>) -> Standing {
    let mut so_far = SoFar::default();
    for dated in in_effect_order(acts) {
        if dated.counts_from() <= day {
            so_far.take(dated);
        }
    }
    so_far.standing(day, treaty_ends_on)
}

/// Whether acts can be taken in as they stand, each once: their days follow each other, and none counts before its own.
fn in_turn(acts: &[DatedAct]) -> bool {
    acts.is_sorted_by_key(|dated| dated.act.day)
        && acts.iter().all(|dated| dated.counts_from() == dated.act.day)
}

/// Where the participant whose acts these are, in their order, stands at the day of each, after those before it.
pub(super) fn standing_before_each(acts: &[DatedAct], treaty_ends_on: Option<Date>) -> Vec<Standing> {
    let days = acts.iter().map(|dated| dated.act.day);
    if !in_turn(acts) {
        return days.enumerate().map(|(place, day)| standing(&acts[..place], day, treaty_ends_on)).collect();
    }
    let mut so_far = SoFar::default();
    let before = days.zip(acts).map(|(day, dated)| {
        let standing = so_far.standing(day, treaty_ends_on);
        so_far.take(dated);
        standing
    });
    before.collect()
}

/// The same on each of some days, which follow each other.
pub(super) fn standing_on_each(
    acts: &[DatedAct],
    days: &[Date],
    treaty_ends_on: Option<Date>,
) -> Vec<Standing> {
    if !in_turn(acts) {
        return days.iter().map(|day| standing(acts, *day, treaty_ends_on)).collect();
    }
    let mut so_far = SoFar::default();
    let mut rest = acts;
    let on_each = days.iter().map(|day| {
        let now = rest.partition_point(|dated| dated.act.day <= *day);
        rest[..now].iter().for_each(|dated| so_far.take(dated));
        rest = &rest[now..];
        so_far.standing(*day, treaty_ends_on)
    });
    on_each.collect()
}

/// The status that follows from the consent that stands, the one that ended last, and the signature: who signed, whether
/// that is confirmed, whether notice not to become a party was given.
fn outcome<'a>(
    current: Option<Consent<'a>>,
    past: Past<'a>,
    (signature, confirmed, unsigned): (Option<&DatedAct>, bool, bool),
    day: Date,
) -> (Status, Option<Consent<'a>>) {
    let signed_again = |ended: Date| signature.is_some_and(|signed| signed.act.day >= ended);
    match (current, past) {
        (Some(consent), _) if consent.in_force(day) => {
            let status = if consent.exit().is_some() { Status::Leaving } else { Status::Party };
            (status, Some(consent))
        }
        (Some(consent), _) => (Status::Contracting, Some(consent)),
        (None, Some((consent, ended))) if !signed_again(ended) => (Status::Former, Some(consent)),
        _ if signature.is_some() && confirmed => (Status::Signatory, None),
        _ if signature.is_some() => (Status::SignedAdRef, None),
        _ if unsigned => (Status::Unsigned, None),
        _ => (Status::None, None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn standings_in_turn_are_those_found_one_by_one() {
        const KINDS: [ActKind; 12] = [
            ActKind::Signature,
            ActKind::SignatureAdReferendum,
            ActKind::ConfirmationOfSignature,
            ActKind::DefinitiveSignature,
            ActKind::Ratification,
            ActKind::Accession,
            ActKind::Succession,
            ActKind::Denunciation,
            ActKind::RevocationOfDenunciation,
            ActKind::Cessation,
            ActKind::Unsigning,
            ActKind::WithdrawalOfConsent,
        ];
        let day = |text: &str| text.parse::<Date>().unwrap();
        // Two on one day, and an exit that takes effect after the next act.
        let days = ["2001-01-01", "2002-01-01", "2002-01-01", "2002-03-01"].map(day);
        let mut changes: Vec<Date> =
            days.iter().flat_map(|day| [Some(*day), day.plus_days(90)]).flatten().collect();
        changes.sort_unstable();
        for number in 0..KINDS.len().pow(4) {
            let kind = |place: u32| KINDS[number / KINDS.len().pow(place) % KINDS.len()];
            let acts: Vec<Act> =
                (0..4).zip(days).map(|(place, day)| Act::of(place.into(), "IE", kind(place), day)).collect();
            let dated: Vec<DatedAct> = acts
                .iter()
                .map(|act| DatedAct {
                    act,
                    effect: act.day.plus_days(90),
                    held_until: None,
                    is_undated: false,
                    holds_only_if: false,
                    takes_over: false,
                    is_gone: false,
                })
                .collect();
            for ends_on in [None, Some(day("2002-02-01"))] {
                let one_by_one: Vec<Standing> =
                    (0..4).map(|place| standing(&dated[..place], dated[place].act.day, ends_on)).collect();
                let kinds: Vec<ActKind> = (0..4).map(kind).collect();
                assert_eq!(standing_before_each(&dated, ends_on), one_by_one, "{kinds:?}");
                let on_one: Vec<Standing> =
                    changes.iter().map(|day| standing(&dated, *day, ends_on)).collect();
                assert_eq!(standing_on_each(&dated, &changes, ends_on), on_one, "{kinds:?}");
            }
        }
    }
}
