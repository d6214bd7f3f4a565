//! Old signatures, and counts as published.

use super::Severity::{Info, Warning};
use super::{ClaimFact, Docket, Evidence, Found};
use crate::model::{Date, Status};

/// Signed more than ten years ago, and not consented.
pub(super) fn old_signature(evidence: &Evidence, found: &mut Vec<Found>) {
    const YEARS: u32 = 10;
    let day = evidence.day();
    for docket in evidence.dockets.iter().filter(|docket| docket.ended_on.is_none_or(|ended| day < ended)) {
        let spells = docket.spells.iter().filter(|spell| {
            spell.days.holds(day) && matches!(spell.status, Status::Signatory | Status::SignedAdRef)
        });
        for spell in spells {
            let signature = spell.signature.and_then(|id| docket.acts.iter().find(|fact| fact.act.id == id));
            let Some(fact) = signature else { continue };
            let is_old = fact.act.day.plus_months(12 * YEARS).is_some_and(|then| then < day);
            if is_old {
                let years = fact.act.day.months_until(day) / 12;
                let text = format!(
                    "{} of {}, {years} years before {day}, and no consent",
                    fact.act.kind, fact.act.day
                );
                found.push(Found::act(Info, docket, fact, text).of(&spell.participant));
            }
        }
    }
}

/// A published number against the record, which counts consents (VCLT art. 2(1)(f) and (g) together), as depositaries do.
pub(super) fn count_differs(evidence: &Evidence, found: &mut Vec<Found>) {
    for docket in &evidence.dockets {
        for claim in docket
            .claims
            .iter()
            .filter(|claim| claim.kind == "party-count" || claim.kind == "signature-count")
        {
            let Ok(published) = claim.value.parse::<usize>() else {
                continue;
            };
            let (consented, bound, signed) = counts(evidence, docket, claim);
            let of = claim.group.as_ref().map_or_else(String::new, |group| format!(" of {group}"));
            let text = if claim.kind == "signature-count" {
                if published == signed {
                    continue;
                }
                format!(
                    "{} says {}{of} on {}; recorded: {signed}",
                    claim.code,
                    number(published, "signature", "signatures"),
                    claim.as_of
                )
            } else {
                if published == consented {
                    continue;
                }
                let agrees = if published == bound { ", with which it agrees" } else { "" };
                format!(
                    "{} says {}{of} on {}; recorded: {consented} consented, {bound} bound{agrees}",
                    claim.code,
                    number(published, "party", "parties"),
                    claim.as_of
                )
            };
            let behind = docket.complete_to.filter(|day| *day < claim.as_of);
            let text = behind.map_or(text.clone(), |day| format!("{text} (acts collected up to {day})"));
            let severity = if claim.kind == "party-count" && published == bound { Info } else { Warning };
            found.push(
                Found::new(severity, &docket.treaty.code, vec![claim.entry], text).from(&claim.sources),
            );
        }
    }
}

/// How many had consented, were bound and had signed on the day of a claim, of the group that it is limited to.
fn counts(evidence: &Evidence, docket: &Docket, claim: &ClaimFact) -> (usize, usize, usize) {
    let day: Date = claim.as_of;
    let (mut consented, mut bound, mut signed) = (0, 0, 0);
    for spell in docket.spells.iter().filter(|spell| spell.days.holds(day)) {
        if claim.group.as_ref().is_some_and(|group| !evidence.world.sat(group, &spell.participant, day)) {
            continue;
        }
        consented += usize::from(spell.status.consented());
        bound += usize::from(spell.status.bound());
        signed += usize::from(spell.signature.is_some());
    }
    (consented, bound, signed)
}

fn number(n: usize, one: &str, more: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { more })
}
