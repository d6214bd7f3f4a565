//! Leaving a treaty.

use super::evidence::{Evidence, TreatyRecord};
use super::finding::Found;
use super::finding::Severity::{Error, Warning};
use super::history::{Before, history};
use crate::law::clauses::Start;
use crate::model::ActKind;

/// Who leaves was there before, and does not leave before giving notice.
pub(super) fn without_consent(evidence: &Evidence, found: &mut Vec<Found>) {
    for record in &evidence.records {
        for step in record.by_participant().flat_map(history).filter(|step| step.act.act.kind.is_exit()) {
            let act = &step.act.act;
            if step.consent.is_none() && !consented_otherwise(record, &step) {
                let text = format!("{} of {}, and no consent stands before it", act.kind, act.day);
                found.push(Found::act(Error, record, step.act, text));
            }
            if let Some(effect) = act.effective_on.filter(|effect| *effect < act.earliest) {
                let text = format!(
                    "{} received on {} is to take effect on {effect}, before that",
                    act.kind, act.day
                );
                found.push(Found::act(Error, record, step.act, text));
            }
        }
    }
}

/// Whether a consent stood for it that is recorded elsewhere: of a union of States, or of one that it continues.
fn consented_otherwise(record: &TreatyRecord, step: &Before) -> bool {
    let day = step.act.act.day;
    let spells = record.spells_of(&step.act.act.participant).iter();
    spells.into_iter().any(|spell| {
        spell.status.consented()
            && spell.days.since < day
            && spell.days.until.is_none_or(|until| day <= until)
    })
}

/// Notice in its time, and where a treaty provides for it (VCLT arts 54, 56).
pub(super) fn out_of_time(evidence: &Evidence, found: &mut Vec<Found>) {
    for record in &evidence.records {
        let treaty = &record.treaty;
        if treaty.clauses.is_empty() {
            continue;
        }
        let gives_notice = |kind| matches!(kind, ActKind::Denunciation | ActKind::Withdrawal);
        for step in record.by_participant().flat_map(history).filter(|step| gives_notice(step.act.act.kind)) {
            let act = &step.act.act;
            if treaty.later_effect(act.kind).is_none() {
                let text = format!(
                    "{} of {}, and the treaty has no clause on it: possible only where VCLT art. 56 allows it",
                    act.kind, act.day
                );
                found.push(Found::act(Warning, record, step.act, text));
            }
            for (window, clause) in treaty.windows() {
                let start = match window.start() {
                    Start::Own => step.consent.and_then(super::ActFact::effect),
                    Start::Treaty => record.in_force_on(),
                };
                let open = start.and_then(|start| window.next(start, act.day));
                if let Some(open) = open.filter(|open| act.day < open.since) {
                    let text = format!(
                        "{} of {}: notice may be given {} ({}), not before {}",
                        act.kind,
                        act.day,
                        window.in_words(),
                        clause.article,
                        open.since
                    );
                    found.push(Found::act(Warning, record, step.act, text));
                }
            }
        }
    }
}

/// A notice can be revoked before it takes effect (VCLT art. 68).
pub(super) fn revoked_too_late(evidence: &Evidence, found: &mut Vec<Found>) {
    for record in &evidence.records {
        let steps = record.by_participant().flat_map(history);
        for step in steps.filter(|step| step.act.act.kind == ActKind::RevocationOfDenunciation) {
            let Some(exit) = step.exit else { continue };
            if let Some(effect) = exit.effect().filter(|effect| *effect <= step.act.act.day) {
                let text = format!(
                    "revoked on {}, and the {} of {} took effect on {effect}",
                    step.act.act.day, exit.act.kind, exit.act.day
                );
                found.push(Found::act(Error, record, step.act, text).and([exit.act.id]));
            }
        }
    }
}

/// Some treaties take in only those that leave an older one.
pub(super) fn still_in_the_older(evidence: &Evidence, found: &mut Vec<Found>) {
    for record in &evidence.records {
        for link in record.links.iter().filter(|link| link.kind == "denounces-on-joining") {
            let Some(older) = evidence.record(&link.other) else {
                continue;
            };
            for fact in record.acts.iter().filter(|fact| fact.act.kind.is_consent()) {
                let (who, day) = (&fact.act.participant, fact.act.day);
                let consented = older
                    .spells_of(who)
                    .iter()
                    .find(|spell| spell.status.consented() && spell.days.holds(day));
                let Some(spell) = consented else { continue };
                let gave_notice =
                    older.acts_of(who).iter().any(|exit| exit.act.kind.is_exit() && exit.act.day <= day);
                if !gave_notice {
                    let by =
                        link.article.as_ref().map_or_else(String::new, |article| format!(" ({article})"));
                    let text = format!(
                        "{} of {day}, and it has not denounced {}{by}",
                        fact.act.kind, older.treaty.code
                    );
                    found.push(Found::act(Warning, record, fact, text).and(spell.consent));
                }
            }
        }
    }
}
