//! Consents that lack something, or are one too many.

use std::collections::HashSet;

use super::evidence::{ActFact, Evidence, TreatyRecord};
use super::finding::Found;
use super::finding::Severity::{Error, Warning};
use super::history::history;
use crate::model::ActKind;

/// Ratification is the consent of a signatory (VCLT art. 14); an acceptance need not follow a signature.
pub(super) fn without_signature(evidence: &Evidence, found: &mut Vec<Found>) {
    for record in &evidence.records {
        let signatures = record.acts.iter().filter(|fact| fact.act.kind.is_signature());
        let signed: HashSet<&str> = signatures
            .clone()
            .flat_map(|fact| [fact.act.participant.as_str(), fact.act.done_by.as_str()])
            .collect();
        if signed.is_empty() {
            // A treaty without a stage of signature.
            continue;
        }
        for acts in record.by_participant() {
            for fact in acts.iter().filter(|fact| needs_signature(record, fact)) {
                let act = &fact.act;
                let own =
                    acts.iter().any(|other| other.act.kind.is_signature() && other.act.earliest <= act.day);
                let inherited = || {
                    signed.contains(act.done_by.as_str()) && act.done_by != act.participant
                        || evidence.world.descends_from(&act.participant, &|earlier| signed.contains(earlier))
                };
                if own || inherited() {
                    continue;
                }
                let severity = if fact.imported || act.kind == ActKind::Approval { Warning } else { Error };
                let text = format!("{} of {} without a signature on or before that day", act.kind, act.day);
                found.push(Found::act(severity, record, fact, text));
            }
        }
    }
}

fn needs_signature(record: &TreatyRecord, fact: &ActFact) -> bool {
    let kind = fact.act.kind;
    let provided = || record.treaty.means("non-signatory").is_some_and(|(means, _)| means.0.contains(&kind));
    matches!(kind, ActKind::Ratification | ActKind::FormalConfirmation | ActKind::Approval) && !provided()
}

/// Accession is the consent of those that did not sign (VCLT art. 15); some treaties provide for it all the same.
pub(super) fn accession_of_signatory(evidence: &Evidence, found: &mut Vec<Found>) {
    for record in &evidence.records {
        let provided =
            record.treaty.means("signatory").is_some_and(|(means, _)| means.0.contains(&ActKind::Accession));
        let steps = record.by_participant().flat_map(history);
        for step in steps.filter(|step| step.act.act.kind == ActKind::Accession && !provided) {
            let Some(signature) = step.signature.filter(|_| !step.had_consented) else {
                continue;
            };
            let text = format!(
                "accession of {}, and the {} of {} stands",
                step.act.act.day, signature.act.kind, signature.act.day
            );
            found.push(Found::act(Warning, record, step.act, text).and([signature.act.id]));
        }
    }
}

/// Who has consented cannot consent again before the consent ends; and a day has one status.
pub(super) fn twice(evidence: &Evidence, found: &mut Vec<Found>) {
    for record in &evidence.records {
        for step in record.by_participant().flat_map(history).filter(|step| step.act.act.kind.is_consent()) {
            let Some(consent) = step.consent else { continue };
            // A State that was a party may still notify that it succeeds to its predecessor.
            let severity = if step.act.act.kind == ActKind::Succession { Warning } else { Error };
            let text = format!(
                "{} of {}, while the {} of {} stands",
                step.act.act.kind, step.act.act.day, consent.act.kind, consent.act.day
            );
            found.push(Found::act(severity, record, step.act, text).and([consent.act.id]));
        }
        for pair in record.spells.windows(2).filter(|pair| pair[0].participant == pair[1].participant) {
            let (one, other) = (&pair[0], &pair[1]);
            if one.days.until.is_none_or(|until| other.days.since < until) {
                let until = one.days.until.map_or_else(|| "on".to_owned(), |until| format!("to {until}"));
                let text = format!(
                    "{} from {} {until} and {} from {} overlap",
                    one.status, one.days.since, other.status, other.days.since
                );
                let entries = one.consent.into_iter().chain(other.consent).collect();
                found.push(Found::new(Error, &record.treaty.code, entries, text).of(&one.participant));
            }
        }
    }
}

/// Who does not exist does nothing; what a depositary shows under a successor was done by the one before it.
pub(super) fn not_existing(evidence: &Evidence, found: &mut Vec<Found>) {
    for record in &evidence.records {
        let acts =
            record.acts.iter().filter(|fact| fact.act.kind.is_consent() || fact.act.kind.is_signature());
        for fact in acts {
            let Some(person) = evidence.world.persons.get(&fact.act.done_by) else {
                continue;
            };
            let (kind, day) = (fact.act.kind, fact.act.day);
            let text = match (person.exists_from, person.exists_until) {
                (Some(from), _) if day < from => {
                    format!("{kind} of {day}, and {} exists from {from}", person.name)
                }
                (_, Some(until)) if fact.act.earliest >= until => {
                    format!("{kind} of {day}, and {} ended before {until}", person.name)
                }
                _ => continue,
            };
            found.push(Found::act(Error, record, fact, text));
        }
    }
}

/// A source that has one word for several acts leaves open which it was.
pub(super) fn kind_unknown(evidence: &Evidence, found: &mut Vec<Found>) {
    for record in &evidence.records {
        let acts = record.acts.iter().filter(|fact| {
            let flag = fact.flag.as_deref().unwrap_or_default();
            // A flag on the day alone says nothing of the kind.
            let of_kind = flag.split("; ").any(|part| {
                ["ratification", "accession", "by which act", "notification"]
                    .iter()
                    .any(|word| part.contains(word))
            });
            fact.act.kind.is_consent() && of_kind
        });
        for fact in acts {
            let text = format!(
                "{} of {}: {}",
                fact.act.kind,
                fact.act.day,
                fact.flag.as_deref().unwrap_or_default()
            );
            found.push(Found::act(Warning, record, fact, text));
        }
    }
}
