//! Reservations and the reactions to them.

use std::collections::HashMap;

use super::evidence::{Evidence, StatementFact, TreatyRecord};
use super::finding::Found;
use super::finding::Severity::{Error, Warning};
use crate::law::case::Case;
use crate::law::relations::Relations;
use crate::law::statement_effects::{StatementEffect, statement_effects};
use crate::law::statements::Statement;
use crate::model::{Act, StatementKind};

/// Every statement with its effect, under the treaties where there are statements.
fn each(evidence: &Evidence, mut take: impl FnMut(&TreatyRecord, &StatementFact, &StatementEffect)) {
    let relations = Relations::default();
    for record in evidence.records.iter().filter(|record| !record.statements.is_empty()) {
        let acts: Vec<Act> = record.acts.iter().map(|fact| fact.act.clone()).collect();
        let statements: Vec<Statement> =
            record.statements.iter().map(|fact| fact.statement.clone()).collect();
        let case = Case {
            treaty: &record.treaty,
            acts: &acts,
            treaty_acts: &[],
            world: &evidence.world,
            relations: &relations,
        };
        for (fact, effect) in record.statements.iter().zip(statement_effects(&case, &statements)) {
            take(record, fact, &effect);
        }
    }
}

fn articles(fact: &StatementFact) -> String {
    match fact.statement.articles.as_slice() {
        [] => String::new(),
        articles => format!(" to {}", articles.join(", ")),
    }
}

/// Reservations that a treaty does not allow, and late ones that are not called so (VCLT art. 19).
pub(super) fn not_allowed(evidence: &Evidence, found: &mut Vec<Found>) {
    each(evidence, |record, fact, effect| {
        let day = fact.statement.day;
        let clause = record.treaty.reservable().map_or("", |(_, clause)| &clause.article);
        let whole = fact.statement.articles.is_empty()
            && fact.statement.kind == StatementKind::Reservation
            && record
                .treaty
                .reservable()
                .is_some_and(|(rule, _)| rule.to == crate::law::relation::ReservableTo::None);
        if whole || !effect.not_allowed.is_empty() {
            let text = format!("reservation of {day}{}: {clause} does not allow it", articles(fact));
            found.push(Found::statement(Warning, record, fact, text));
        }
        if effect.is_late() && !fact.statement.late {
            let text =
                format!("reservation of {day}{}, after consent, and not marked as late", articles(fact));
            found.push(Found::statement(Warning, record, fact, text));
        }
    });
}

/// An objection is to a reservation, comes after it, and is that of a State with a stake in the treaty (VCLT art. 20).
pub(super) fn objection_unfounded(evidence: &Evidence, found: &mut Vec<Found>) {
    for record in &evidence.records {
        let by_id: HashMap<i64, &StatementFact> =
            record.statements.iter().map(|fact| (fact.statement.id, fact)).collect();
        for fact in record.statements.iter().filter(|fact| fact.statement.kind == StatementKind::Objection) {
            let own = &fact.statement;
            let to = own.refers_to.and_then(|id| by_id.get(&id));
            match to {
                None => found.push(Found::statement(
                    Error,
                    record,
                    fact,
                    format!("objection of {} to no reservation that is recorded", own.day),
                )),
                Some(to) if own.day < to.statement.earliest => {
                    let text =
                        format!("objection of {}, and the reservation is of {}", own.day, to.statement.day);
                    found.push(Found::statement(Error, record, fact, text).and([to.statement.id]));
                }
                Some(_) => {}
            }
            let spells = record.spells_of(&own.participant);
            if !spells.iter().any(|spell| spell.status.consented() && spell.days.since <= evidence.day()) {
                // The objection of a signatory takes effect once it consents.
                let signed = spells.iter().any(|spell| spell.signature.is_some());
                let (severity, what) =
                    if signed { (Warning, "a signatory only") } else { (Error, "nothing under the treaty") };
                let text = format!("objection of {} by one that has not consented: {what}", own.day);
                found.push(Found::statement(severity, record, fact, text));
            }
        }
    }
}

/// Objections have their time (VCLT art. 20(5)), and a late reservation has no effect before it has run out.
pub(super) fn out_of_window(evidence: &Evidence, found: &mut Vec<Found>) {
    each(evidence, |record, fact, effect| {
        let Some(window) = effect.window else { return };
        for reaction in effect.reactions.iter().filter(|reaction| reaction.kind == StatementKind::Objection) {
            let other = record.statements.iter().find(|fact| fact.statement.id == reaction.id);
            if let Some(other) = other.filter(|_| reaction.in_time == Some(false)) {
                let text =
                    format!("objection of {}, and the window closed on {}", reaction.day, window.closes_on);
                found.push(Found::statement(Warning, record, other, text).and([fact.statement.id]));
            }
        }
        if !effect.is_late() {
            return;
        }
        let Some(since) = fact.statement.effective_on else { return };
        if let Some(objection) = effect.barred_by {
            let text = format!("late reservation with effect on {since}, and an objection bars it");
            found.push(Found::statement(Warning, record, fact, text).and([objection]));
        } else if since <= window.closes_on {
            let text = format!(
                "late reservation with effect on {since}, and the window closes on {}",
                window.closes_on
            );
            found.push(Found::statement(Warning, record, fact, text));
        }
    });
}

/// What was stated for a time, and that time is over.
pub(super) fn lapsed(evidence: &Evidence, found: &mut Vec<Found>) {
    each(evidence, |record, fact, effect| {
        let lapsed = effect.end.filter(|end| end.by.is_none() && end.on <= evidence.day());
        if let Some(end) = lapsed {
            let text = format!(
                "{} of {}{} lapsed on {}, and no renewal is recorded",
                fact.statement.kind.word(),
                fact.statement.day,
                articles(fact),
                end.on
            );
            found.push(Found::statement(Warning, record, fact, text));
        }
    });
}

/// A reservation made at signature is confirmed on consent (VCLT art. 23(2)).
pub(super) fn unconfirmed(evidence: &Evidence, found: &mut Vec<Found>) {
    each(evidence, |record, fact, effect| {
        let consent = effect.to_be_confirmed_on.filter(|_| effect.is_unconfirmed(evidence.day()));
        // Withdrawn before consent, there was nothing left to confirm.
        if let Some(consent) = consent.filter(|consent| effect.end.is_none_or(|end| *consent < end.on)) {
            let text = format!(
                "reservation of {}{} was made at signature and not confirmed on consent of {consent}",
                fact.statement.day,
                articles(fact)
            );
            found.push(Found::statement(Warning, record, fact, text));
        }
    });
}
