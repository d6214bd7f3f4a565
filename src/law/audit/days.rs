//! Days that cannot be.

use super::evidence::Evidence;
use super::finding::Found;
use super::finding::Severity::Error;
use super::history::history;
use crate::model::{ActKind, Date};

/// An act is recorded once it is done; a day more is allowed for those east of Greenwich.
pub(super) fn future(evidence: &Evidence, found: &mut Vec<Found>) {
    let is_later = |day: Date, recorded: Date| day.days_since(recorded) > 1;
    for record in &evidence.records {
        for fact in record.acts.iter().chain(&record.treaty_acts) {
            let (day, recorded) = (fact.act.earliest, fact.recorded_on);
            if is_later(day, recorded) {
                found.push(Found::act(
                    Error,
                    record,
                    fact,
                    format!("{} of {day}, recorded on {recorded}: before it was done", fact.act.kind),
                ));
            }
        }
        for fact in &record.statements {
            let (day, recorded) = (fact.statement.earliest, fact.recorded_on);
            if is_later(day, recorded) {
                found.push(Found::statement(
                    Error,
                    record,
                    fact,
                    format!(
                        "{} of {day}, recorded on {recorded}: before it was made",
                        fact.statement.kind.word()
                    ),
                ));
            }
        }
    }
}

/// No act before the text, no signature before the opening.
pub(super) fn before_treaty(evidence: &Evidence, found: &mut Vec<Found>) {
    for record in &evidence.records {
        let (opened, adopted) = (record.treaty.opened_on, record.treaty.adopted_on);
        for fact in &record.acts {
            let begins = if fact.act.kind.is_signature() {
                opened.map(|day| (day, "opened")).or(adopted.map(|day| (day, "adopted")))
            } else {
                adopted.map(|day| (day, "adopted")).or(opened.map(|day| (day, "opened")))
            };
            if let Some((day, what)) = begins.filter(|(day, _)| fact.act.day < *day) {
                let text =
                    format!("{} of {}, and the treaty was {what} on {day}", fact.act.kind, fact.act.day);
                found.push(Found::act(Error, record, fact, text));
            }
        }
    }
}

/// A treaty without a closing day stays open.
pub(super) fn after_window(evidence: &Evidence, found: &mut Vec<Found>) {
    for record in &evidence.records {
        let Some(closes) = record.treaty.signature_closes_on else {
            continue;
        };
        let signatures = record
            .acts
            .iter()
            .filter(|fact| fact.act.kind.is_signature() && fact.act.kind != ActKind::SuccessionToSignature);
        for fact in signatures.filter(|fact| fact.act.earliest > closes) {
            let text = format!("{} of {}, and signature closed on {closes}", fact.act.kind, fact.act.day);
            found.push(Found::act(Error, record, fact, text));
        }
    }
}

/// One signs before consenting, not after.
pub(super) fn signed_after_consent(evidence: &Evidence, found: &mut Vec<Found>) {
    let signs = |kind| matches!(kind, ActKind::Signature | ActKind::SignatureAdReferendum);
    for record in &evidence.records {
        for step in record.by_participant().flat_map(history).filter(|step| signs(step.act.act.kind)) {
            let Some(consent) = step.consent.filter(|consent| consent.act.day < step.act.act.earliest) else {
                continue;
            };
            let text = format!(
                "{} of {}, after the {} of {} that stands",
                step.act.act.kind, step.act.act.day, consent.act.kind, consent.act.day
            );
            found.push(Found::act(Error, record, step.act, text).and([consent.act.id]));
        }
    }
}
