//! Consents that lack something, or are one too many.

use std::collections::HashSet;

use super::evidence::{ActFact, Evidence, TreatyRecord};
use super::finding::Findings;
use super::finding::Severity::{Error, Warning};
use super::history::history;
use crate::model::ActKind;

/// Ratification is the consent of a signatory (VCLT art. 14); an acceptance need not follow a signature.
pub(super) fn without_signature(evidence: &Evidence, record: &TreatyRecord, found: &mut Findings) {
    let signatures = record.acts.iter().filter(|fact| fact.act.kind.is_signature());
    let signed: HashSet<&str> =
        signatures.flat_map(|fact| [fact.act.participant.as_str(), fact.act.done_by.as_str()]).collect();
    if signed.is_empty() {
        // A treaty without a stage of signature.
        return;
    }
    for acts in record.by_participant() {
        for fact in acts.iter().filter(|fact| needs_signature(record, fact)) {
            let act = &fact.act;
            let own = acts.iter().any(|other| other.act.kind.is_signature() && other.act.earliest <= act.day);
            let inherited = || {
                signed.contains(act.done_by.as_str()) && act.done_by != act.participant
                    || evidence.world.descends_from(&act.participant, &|earlier| signed.contains(earlier))
            };
            if own || inherited() {
                continue;
            }
            let severity = if fact.imported || act.kind == ActKind::Approval { Warning } else { Error };
            found.act(severity, fact, format!("{fact} without a signature on or before that day"));
        }
    }
}

fn needs_signature(record: &TreatyRecord, fact: &ActFact) -> bool {
    let kind = fact.act.kind;
    matches!(kind, ActKind::Ratification | ActKind::FormalConfirmation | ActKind::Approval)
        && !record.treaty.provides("non-signatory", kind)
}

/// Accession is the consent of those that did not sign (VCLT art. 15); some treaties provide for it all the same.
pub(super) fn accession_of_signatory(_: &Evidence, record: &TreatyRecord, found: &mut Findings) {
    if record.treaty.provides("signatory", ActKind::Accession) {
        return;
    }
    for step in history(record).filter(|step| step.fact.act.kind == ActKind::Accession) {
        if let Some(signature) = step.signature.filter(|_| !step.had_consented) {
            let text = format!("accession of {}, and the {signature} stands", step.fact.act.day);
            found.act(Warning, step.fact, text).and([signature.act.id]);
        }
    }
}

/// Who has consented cannot consent again before the consent ends; and a day has one status.
pub(super) fn twice(_: &Evidence, record: &TreatyRecord, found: &mut Findings) {
    for step in history(record).filter(|step| step.fact.act.kind.is_consent()) {
        let Some(consent) = step.consent else { continue };
        // Who leaves may join again on the same day: which came first no day tells.
        let leaves = |other: &&ActFact| other.act.kind.is_exit() && other.act.day == step.fact.act.day;
        if record.acts_of(&step.fact.act.participant).iter().any(|other| leaves(&other)) {
            continue;
        }
        // A State that was a party may still notify that it succeeds to its predecessor.
        let severity = if step.fact.act.kind == ActKind::Succession { Warning } else { Error };
        found
            .act(severity, step.fact, format!("{}, while the {consent} stands", step.fact))
            .and([consent.act.id]);
    }
    for pair in record.spells.windows(2).filter(|pair| pair[0].participant == pair[1].participant) {
        let (one, other) = (&pair[0], &pair[1]);
        if one.until.is_none_or(|until| other.since < until) {
            let until = one.until.map_or_else(|| "on".to_owned(), |until| format!("to {until}"));
            let text = format!(
                "{} from {} {until} and {} from {} overlap",
                one.status, one.since, other.status, other.since
            );
            found.add(Error, one.consent.into_iter().chain(other.consent), text).of(&one.participant);
        }
    }
}

/// Who does not exist does nothing; what a depositary shows under a successor was done by the one before it. A succession
/// declared before the State began counts from its beginning.
pub(super) fn not_existing(evidence: &Evidence, record: &TreatyRecord, found: &mut Findings) {
    let acts = record.acts.iter().filter(|fact| fact.act.kind.is_consent() || fact.act.kind.is_signature());
    for fact in acts {
        let Some(person) = evidence.world.persons.get(&fact.act.done_by) else {
            continue;
        };
        let text = match (person.exists_from, person.exists_until) {
            (Some(from), _) if fact.act.day < from => {
                let takes_effect_later = fact.act.effective_on.is_some_and(|effect| from <= effect);
                if fact.act.kind == ActKind::Succession && takes_effect_later {
                    continue;
                }
                format!("{fact}, and {} exists from {from}", person.name)
            }
            (_, Some(until)) if fact.act.earliest >= until => {
                format!("{fact}, and {} ended before {until}", person.name)
            }
            _ => continue,
        };
        found.act(Error, fact, text);
    }
}

/// A source that has one word for several acts leaves open which it was.
pub(super) fn kind_unknown(_: &Evidence, record: &TreatyRecord, found: &mut Findings) {
    // A flag on the day alone says nothing of the kind.
    const OF_KIND: [&str; 4] = ["ratification", "accession", "by which act", "notification"];
    for fact in record.consents() {
        if let Some(flag) = fact.flag.as_deref().filter(|flag| OF_KIND.iter().any(|word| flag.contains(word)))
        {
            found.act(Warning, fact, format!("{fact}: {flag}"));
        }
    }
}
