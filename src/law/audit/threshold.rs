//! The conditions for entry into force, replayed.

use std::collections::BTreeMap;

use super::evidence::{ActFact, Evidence, TreatyRecord};
use super::finding::Findings;
use super::finding::Severity::Warning;
use super::history::apart;
use crate::law::threshold::{Counting, Organisations, Threshold};
use crate::model::ActKind;

/// The day published for the treaty against the replay of its instruments.
pub(super) fn replay_differs(_: &Evidence, record: &TreatyRecord, found: &mut Findings) {
    let (Some(published), Some((threshold, clause))) = (record.published_on(), record.treaty.threshold())
    else {
        return;
    };
    if record.acts.is_empty() {
        // Nothing is collected under it.
        return;
    }
    let (first, text) = match (record.met_on, record.computed_on) {
        (Some(_), None) => return,
        // What the record cannot tell does not differ.
        (None, _) if record.undetermined_on.is_some_and(|day| day <= published) => return,
        (Some(_), Some(computed)) if computed == published => return,
        (Some(met), Some(computed)) => {
            let by = record.act(record.met_by).map_or_else(String::new, |fact| {
                format!(" by the {} of {}", fact.act.kind, fact.act.participant)
            });
            let apart = apart(published, computed);
            let text = format!(
                "entry into force published {published}, by the clauses {computed} ({apart}): conditions met on {met}{by}"
            );
            (record.met_by, text)
        }
        (None, _) => {
            let nth = nth(record, threshold);
            let would = nth.map_or_else(
                || "no instrument recorded since meets them".to_owned(),
                |(n, ActFact { act, .. })| {
                    format!("instrument {n} is the {} of {} of {}", act.kind, act.participant, act.day)
                },
            );
            let text = format!(
                "entry into force published {published}, and the acts recorded do not meet the conditions ({}) by then: {would}",
                clause.article
            );
            (nth.map(|(_, fact)| fact.act.id), text)
        }
    };
    let entries = record.treaty_acts.iter().filter(|fact| fact.act.kind == ActKind::EntryIntoForce);
    found.add(Warning, first.into_iter().chain(entries.map(|fact| fact.act.id)), text);
}

/// The instrument that would be the nth, where n of them are asked for.
fn nth<'a>(record: &'a TreatyRecord, threshold: &Threshold) -> Option<(usize, &'a ActFact)> {
    let (needed, counting) = counted(threshold)?;
    let counts = |fact: &&ActFact| counting.kinds.is_empty() || counting.kinds.contains(&fact.act.kind);
    let mut consents: Vec<&ActFact> = record.consents().filter(counts).collect();
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
pub(super) fn rests_on_doubt(evidence: &Evidence, record: &TreatyRecord, found: &mut Findings) {
    let (Some(met), Some((threshold, clause))) = (record.met_on, record.treaty.threshold()) else {
        return;
    };
    let Some((needed, counting)) = counted(threshold) else {
        return;
    };
    if counting.organisations == Organisations::Counted {
        let there = record.consents().filter(|fact| {
            fact.act.day <= met
                && (record.consented_on(&fact.act.done_by, met)
                    || record.consented_on(&fact.act.participant, met))
        });
        let (of, others): (Vec<&ActFact>, Vec<&ActFact>) =
            there.partition(|fact| evidence.world.is_organisation(&fact.act.participant));
        if !of.is_empty() && others.len() < needed {
            let text = format!(
                "{} of the {needed} instruments of {met} counted ({}) {} of an organisation",
                of.len(),
                clause.article,
                if of.len() == 1 { "is that" } else { "are those" }
            );
            found.add(Warning, of.iter().map(|fact| fact.act.id), text).from(&of[0].sources);
        }
    }
    let mut absent: BTreeMap<&str, Vec<&ActFact>> = BTreeMap::new();
    for fact in record.acts.iter().filter(|fact| fact.act.kind == ActKind::Succession) {
        for earlier in evidence.world.predecessors_of(&fact.act.participant) {
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
        found.add(Warning, facts.iter().map(|fact| fact.act.id), text).of(earlier).from(&facts[0].sources);
    }
}
