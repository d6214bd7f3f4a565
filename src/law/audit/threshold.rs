//! The conditions for entry into force, replayed.

use std::collections::BTreeMap;

use super::evidence::{ActFact, Evidence, TreatyRecord};
use super::finding::Found;
use super::finding::Severity::Warning;
use super::history::apart;
use crate::law::threshold::{Counting, Organisations, Threshold};
use crate::model::ActKind;

/// The day published for the treaty against the replay of its instruments.
pub(super) fn replay_differs(evidence: &Evidence, found: &mut Vec<Found>) {
    for record in &evidence.records {
        let (Some(published), Some((threshold, clause))) = (record.published_on(), record.treaty.threshold())
        else {
            continue;
        };
        if record.acts.is_empty() {
            // Nothing is collected under it.
            continue;
        }
        let mut entries: Vec<i64> = record
            .treaty_acts
            .iter()
            .filter(|fact| fact.act.kind == ActKind::EntryIntoForce)
            .map(|fact| fact.act.id)
            .collect();
        let text = match (record.met_on, record.computed_on) {
            (Some(_), Some(computed)) if computed == published => continue,
            (Some(met), Some(computed)) => {
                entries.splice(0..0, record.met_by);
                format!(
                    "entry into force published {published}, by the clauses {computed} ({}): conditions met on {met}{}",
                    apart(published, computed),
                    record
                        .met_by
                        .and_then(|id| record.acts.iter().find(|fact| fact.act.id == id))
                        .map_or_else(String::new, |fact| {
                            format!(" by the {} of {}", fact.act.kind, fact.act.participant)
                        })
                )
            }
            (Some(_), None) => continue,
            (None, _) => {
                let nth = nth(record, threshold);
                entries.splice(0..0, nth.map(|(_, fact)| fact.act.id));
                let would = nth.map_or_else(
                    || "no instrument recorded since meets them".to_owned(),
                    |(n, fact)| {
                        format!(
                            "instrument {n} is the {} of {} of {}",
                            fact.act.kind, fact.act.participant, fact.act.day
                        )
                    },
                );
                format!(
                    "entry into force published {published}, and the acts recorded do not meet the conditions ({}) by then: {would}",
                    clause.article
                )
            }
        };
        found.push(Found::new(Warning, &record.treaty.code, entries, text));
    }
}

/// The instrument that would be the nth, where n of them are asked for.
fn nth<'a>(record: &'a TreatyRecord, threshold: &Threshold) -> Option<(usize, &'a ActFact)> {
    let (needed, counting) = counted(threshold)?;
    let counts = |fact: &&ActFact| counting.kinds.is_empty() || counting.kinds.contains(&fact.act.kind);
    let mut consents: Vec<&ActFact> =
        record.acts.iter().filter(|fact| fact.act.kind.is_consent()).filter(counts).collect();
    consents.sort_by_key(|fact| (fact.act.day, fact.act.id));
    consents.get(needed.checked_sub(1)?).map(|fact| (needed, *fact))
}

fn counted(threshold: &Threshold) -> Option<(usize, &Counting)> {
    match threshold {
        Threshold::Count(needed, counting) => Some((*needed, counting)),
        Threshold::All(parts) | Threshold::Any(parts) => parts.iter().find_map(counted),
        Threshold::Otherwise(first, _) => counted(first),
        _ => None,
    }
}

/// Whether the organisation counts is a matter of the clause, and dissolved States are missing in today's tables.
pub(super) fn rests_on_doubt(evidence: &Evidence, found: &mut Vec<Found>) {
    for record in &evidence.records {
        let (Some(met), Some((threshold, clause))) = (record.met_on, record.treaty.threshold()) else {
            continue;
        };
        let Some((needed, counting)) = counted(threshold) else {
            continue;
        };
        let there: Vec<&ActFact> = record
            .acts
            .iter()
            .filter(|fact| fact.act.kind.is_consent() && fact.act.day <= met)
            .filter(|fact| {
                record.consented_on(&fact.act.done_by, met) || record.consented_on(&fact.act.participant, met)
            })
            .collect();
        if counting.organisations == Organisations::Counted {
            let of: Vec<&&ActFact> =
                there.iter().filter(|fact| evidence.world.is_organisation(&fact.act.participant)).collect();
            if !of.is_empty() && there.len() - of.len() < needed {
                let text = format!(
                    "{} of the {needed} instruments of {met} counted ({}) {} of an organisation",
                    of.len(),
                    clause.article,
                    if of.len() == 1 { "is that" } else { "are those" }
                );
                let entries = of.iter().map(|fact| fact.act.id).collect();
                found.push(Found::new(Warning, &record.treaty.code, entries, text).from(&of[0].sources));
            }
        }
        let mut absent: BTreeMap<&str, Vec<&ActFact>> = BTreeMap::new();
        for fact in record.acts.iter().filter(|fact| fact.act.kind == ActKind::Succession) {
            for earlier in evidence.world.predecessors.get(&fact.act.participant).into_iter().flatten() {
                let ended = evidence.world.ends_on(&earlier.code);
                let is_absent =
                    record.acts_of(&earlier.code).is_empty() && record.spells_of(&earlier.code).is_empty();
                if is_absent && ended.is_some_and(|ended| met <= ended) {
                    absent.entry(&earlier.code).or_default().push(fact);
                }
            }
        }
        for (earlier, facts) in absent {
            let later: Vec<&str> = facts.iter().map(|fact| fact.act.participant.as_str()).collect();
            let text = format!(
                "conditions met on {met} without an instrument of {earlier}, to whom {} succeeded",
                later.join(", ")
            );
            let entries = facts.iter().map(|fact| fact.act.id).collect();
            let found_of = Found::new(Warning, &record.treaty.code, entries, text);
            found.push(found_of.of(earlier).from(&facts[0].sources));
        }
    }
}
