//! Old signatures, and counts as published.

use super::evidence::{ClaimFact, Evidence, TreatyRecord};
use super::finding::Findings;
use super::finding::Severity::{Info, Warning};
use crate::model::Status;

/// Signed more than ten years ago, and not consented.
pub(super) fn old_signature(evidence: &Evidence, record: &TreatyRecord, found: &mut Findings) {
    const YEARS: u32 = 10;
    let day = evidence.day();
    if record.ended_on.is_some_and(|ended| ended <= day) {
        return;
    }
    for spell in record.spells.iter().filter(|spell| spell.span().holds(day) && has_signed_only(spell.status))
    {
        let Some(fact) = record.act(spell.signature) else { continue };
        if fact.act.day.plus_months(12 * YEARS).is_some_and(|then| then < day) {
            let years = fact.act.day.months_until(day) / 12;
            let text = format!("{fact}, {years} years before {day}, and no consent");
            found.act(Info, fact, text).of(&spell.participant);
        }
    }
}

fn has_signed_only(status: Status) -> bool {
    matches!(status, Status::Signatory | Status::SignedAdRef)
}

/// A published number against the record, which counts consents (VCLT art. 2(1)(f) and (g) together), as depositaries do.
pub(super) fn count_differs(evidence: &Evidence, record: &TreatyRecord, found: &mut Findings) {
    for claim in &record.claims {
        let Ok(published) = claim.value.parse::<usize>() else {
            continue;
        };
        let ours = Counts::of(evidence, record, claim);
        let (said, recorded, counted) = match claim.claim.as_str() {
            "party-count" => {
                let agrees = if published == ours.bound { ", with which it agrees" } else { "" };
                let recorded = format!("{} consented, {} bound{agrees}", ours.consented, ours.bound);
                (number(published, "party", "parties"), recorded, ours.consented)
            }
            "signature-count" => {
                (number(published, "signature", "signatures"), ours.signed.to_string(), ours.signed)
            }
            "signatory-not-party-count" => {
                let said = number(published, "signatory", "signatories") + " without consent";
                (said, ours.pending.to_string(), ours.pending)
            }
            _ => continue,
        };
        if published == counted {
            continue;
        }
        let of = claim.group.as_ref().map_or_else(String::new, |group| format!(" of {group}"));
        let behind = record.complete_to.filter(|day| *day < claim.as_of);
        let behind = behind.map_or_else(String::new, |day| format!(" (acts collected up to {day})"));
        let text = format!("{} says {said}{of} on {}; recorded: {recorded}{behind}", claim.code, claim.as_of);
        let counts_bound = claim.claim == "party-count" && published == ours.bound;
        found.add(if counts_bound { Info } else { Warning }, [claim.id], text).from(&claim.sources.join(";"));
    }
}

/// How many stood where on the day of a claim, of the group that it is limited to.
#[derive(Debug, Default)]
struct Counts {
    consented: usize,
    bound: usize,
    signed: usize,
    /// Signed, and not consented.
    pending: usize,
}

impl Counts {
    fn of(evidence: &Evidence, record: &TreatyRecord, claim: &ClaimFact) -> Self {
        let day = claim.as_of;
        let mut counts = Self::default();
        for spell in record.spells.iter().filter(|spell| spell.span().holds(day)) {
            let outside = |group: &String| !evidence.world.sat(group, &spell.participant, day);
            if claim.group.as_ref().is_some_and(outside) {
                continue;
            }
            counts.consented += usize::from(spell.status.consented());
            counts.bound += usize::from(spell.status.bound());
            counts.signed += usize::from(spell.signature.is_some());
            counts.pending += usize::from(has_signed_only(spell.status));
        }
        counts
    }
}

fn number(n: usize, one: &str, more: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { more })
}
