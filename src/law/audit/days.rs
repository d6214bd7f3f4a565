//! Days that cannot be.

use super::evidence::{Evidence, TreatyRecord};
use super::finding::Findings;
use super::finding::Severity::{Error, Warning};
use super::history::history;
use crate::model::{ActKind, Date};

/// An act is recorded once it is done; a day more is allowed for those east of Greenwich.
pub(super) fn future(_: &Evidence, record: &TreatyRecord, found: &mut Findings) {
    let is_later = |day: Date, recorded: Date| day.days_since(recorded) > 1;
    for fact in record.acts.iter().chain(&record.treaty_acts) {
        let (day, recorded) = (fact.act.earliest, fact.recorded_on);
        if is_later(day, recorded) {
            let text = format!("{} of {day}, recorded on {recorded}: before it was done", fact.act.kind);
            found.act(Error, fact, text);
        }
    }
    for fact in &record.statements {
        let (day, recorded) = (fact.statement.earliest, fact.recorded_on);
        if is_later(day, recorded) {
            let kind = fact.statement.kind.word();
            let text = format!("{kind} of {day}, recorded on {recorded}: before it was made");
            found.statement(Error, fact, text);
        }
    }
}

/// No act before the text, no signature before the opening.
pub(super) fn before_treaty(_: &Evidence, record: &TreatyRecord, found: &mut Findings) {
    let opened = record.treaty.opened_on.map(|day| (day, "opened"));
    let adopted = record.treaty.adopted_on.map(|day| (day, "adopted"));
    let begins = adopted.or(opened);
    if let Some((on, (day, what))) = record.published_on().zip(begins).filter(|(on, (day, _))| on < day) {
        let text =
            format!("in force on {on}, and {what} on {day}: a retroactive treaty says so (VCLT art. 24(1))");
        found.add(Warning, [record.entry], text);
    }
    for fact in &record.acts {
        let begins = if fact.act.kind.is_signature() { opened.or(adopted) } else { adopted.or(opened) };
        if let Some((day, what)) = begins.filter(|(day, _)| fact.act.day < *day) {
            found.act(Error, fact, format!("{fact}, and the treaty was {what} on {day}"));
        }
    }
}

/// A treaty without a closing day stays open.
pub(super) fn after_window(_: &Evidence, record: &TreatyRecord, found: &mut Findings) {
    let Some(closes) = record.treaty.signature_closes_on else {
        return;
    };
    let signs = |kind: ActKind| kind.is_signature() && kind != ActKind::SuccessionToSignature;
    for fact in record.acts.iter().filter(|fact| signs(fact.act.kind) && fact.act.earliest > closes) {
        found.act(Error, fact, format!("{fact}, and signature closed on {closes}"));
    }
}

/// One signs before consenting, not after.
pub(super) fn signed_after_consent(_: &Evidence, record: &TreatyRecord, found: &mut Findings) {
    let signs = |kind| matches!(kind, ActKind::Signature | ActKind::SignatureAdReferendum);
    for step in history(record).filter(|step| signs(step.fact.act.kind)) {
        if let Some(consent) = step.consent.filter(|consent| consent.act.day < step.fact.act.earliest) {
            let text = format!("{}, after the {consent} that stands", step.fact);
            found.act(Error, step.fact, text).and([consent.act.id]);
        }
    }
}
