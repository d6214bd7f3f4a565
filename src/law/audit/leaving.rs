//! Leaving a treaty.

use super::evidence::{ActFact, Evidence, TreatyRecord};
use super::finding::Findings;
use super::finding::Severity::{Error, Warning};
use super::history::history;
use crate::model::ActKind;

/// Who leaves was there before, and does not leave before giving notice.
pub(super) fn without_consent(_: &Evidence, record: &TreatyRecord, found: &mut Findings) {
    for step in history(record).filter(|step| step.fact.act.kind.is_exit()) {
        let (fact, act) = (step.fact, &step.fact.act);
        if step.consent.is_none() && !consented_otherwise(record, fact) {
            found.act(Error, fact, format!("{fact}, and no consent stands before it"));
        }
        if let Some(effect) = act.effective_on.filter(|effect| *effect < act.earliest) {
            let text =
                format!("{} received on {} is to take effect on {effect}, before that", act.kind, act.day);
            found.act(Error, fact, text);
        }
    }
}

/// Whether a consent stood for it that is recorded elsewhere: of a union of States, or of one that it continues.
fn consented_otherwise(record: &TreatyRecord, fact: &ActFact) -> bool {
    let day = fact.act.day;
    record.spells_of(&fact.act.participant).iter().any(|spell| {
        spell.status.consented() && spell.since < day && spell.until.is_none_or(|until| day <= until)
    })
}

/// Notice in its time, and where a treaty provides for it (VCLT arts 54, 56).
pub(super) fn out_of_time(_: &Evidence, record: &TreatyRecord, found: &mut Findings) {
    let treaty = &record.treaty;
    if treaty.clauses.is_empty() {
        return;
    }
    let gives_notice = |kind| matches!(kind, ActKind::Denunciation | ActKind::Withdrawal);
    for step in history(record).filter(|step| gives_notice(step.fact.act.kind)) {
        let (fact, act) = (step.fact, &step.fact.act);
        if treaty.later_effect(act.kind).is_none() {
            let text = format!(
                "{fact}, and the treaty has no clause on it: possible only where VCLT art. 56 allows it"
            );
            found.act(Warning, fact, text);
        }
        let own = || step.consent.and_then(ActFact::effect);
        for (window, clause, opens_on) in treaty.closed_windows(act.day, own, record.in_force_on()) {
            let (when, article) = (window.in_words(), &clause.article);
            let text = format!("{fact}: notice may be given {when} ({article}), not before {opens_on}");
            found.act(Warning, fact, text);
        }
    }
}

/// A notice can be revoked before it takes effect (VCLT art. 68).
pub(super) fn revoked_too_late(_: &Evidence, record: &TreatyRecord, found: &mut Findings) {
    for step in history(record).filter(|step| step.fact.act.kind == ActKind::RevocationOfDenunciation) {
        let (Some(exit), day) = (step.exit, step.fact.act.day) else { continue };
        if let Some(effect) = exit.effect().filter(|effect| *effect <= day) {
            let text = format!("revoked on {day}, and the {exit} took effect on {effect}");
            found.act(Error, step.fact, text).and([exit.act.id]);
        }
    }
}

/// Some treaties take in only those that leave an older one.
pub(super) fn still_in_the_older(evidence: &Evidence, record: &TreatyRecord, found: &mut Findings) {
    for link in record.links.iter().filter(|link| link.kind == "denounces-on-joining") {
        let Some(older) = evidence.record(&link.other) else {
            continue;
        };
        for fact in record.consents() {
            let (who, day) = (&fact.act.participant, fact.act.day);
            let spell = older.spell_on(who, day).filter(|spell| spell.status.consented());
            let gave_notice =
                || older.acts_of(who).iter().any(|exit| exit.act.kind.is_exit() && exit.act.day <= day);
            if let Some(spell) = spell.filter(|_| !gave_notice()) {
                let by = link.article.as_ref().map_or_else(String::new, |article| format!(" ({article})"));
                let text = format!("{fact}, and it has not denounced {}{by}", older.treaty.code);
                found.act(Warning, fact, text).and(spell.consent);
            }
        }
    }
}
