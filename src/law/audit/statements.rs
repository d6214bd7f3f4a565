//! Reservations and the reactions to them.

use std::collections::HashMap;

use super::evidence::{Evidence, StatementFact, TreatyRecord};
use super::finding::Findings;
use super::finding::Severity::{Error, Info, Warning};
use crate::law::case::Case;
use crate::law::reactions::ReactionEffect;
use crate::law::relation::ReservableTo;
use crate::law::relations::Relations;
use crate::law::statement_effects::{StatementEffect, statement_effects};
use crate::law::statements::Statement;
use crate::model::{Act, StatementKind};

/// Every statement with its effect.
fn each(evidence: &Evidence, record: &TreatyRecord, mut take: impl FnMut(&StatementFact, &StatementEffect)) {
    if record.statements.is_empty() {
        return;
    }
    let acts: Vec<Act> = record.acts.iter().map(|fact| fact.act.clone()).collect();
    let statements: Vec<Statement> = record.statements.iter().map(|fact| fact.statement.clone()).collect();
    let case = Case {
        treaty: &record.treaty,
        acts: &acts,
        treaty_acts: &[],
        world: &evidence.world,
        relations: &Relations::default(),
    };
    for (fact, effect) in record.statements.iter().zip(statement_effects(&case, &statements)) {
        take(fact, &effect);
    }
}

fn articles(fact: &StatementFact) -> String {
    match fact.statement.articles.as_slice() {
        [] => String::new(),
        articles => format!(" to {}", articles.join(", ")),
    }
}

/// Reservations that a treaty does not allow, and late ones that are not called so (VCLT art. 19).
pub(super) fn not_allowed(evidence: &Evidence, record: &TreatyRecord, found: &mut Findings) {
    let reservable = record.treaty.reservable();
    let clause = reservable.map_or("", |(_, clause)| &clause.article);
    let allows_none = reservable.is_some_and(|(rule, _)| rule.to == ReservableTo::None);
    each(evidence, record, |fact, effect| {
        let of = format!("reservation of {}{}", fact.statement.day, articles(fact));
        let whole = allows_none
            && fact.statement.articles.is_empty()
            && fact.statement.kind == StatementKind::Reservation;
        if whole || !effect.not_allowed.is_empty() {
            found.statement(Warning, fact, format!("{of}: {clause} does not allow it"));
        }
        if effect.is_late() && !fact.statement.late {
            found.statement(Warning, fact, format!("{of}, after consent, and not marked as late"));
        }
    });
}

/// An objection is to a reservation, comes after it, and is that of a State with a stake in the treaty (VCLT art. 20).
pub(super) fn objection_unfounded(evidence: &Evidence, record: &TreatyRecord, found: &mut Findings) {
    let by_id: HashMap<i64, &StatementFact> =
        record.statements.iter().map(|fact| (fact.statement.id, fact)).collect();
    let mut objections = Vec::new();
    each(evidence, record, |fact, effect| {
        if fact.statement.kind == StatementKind::Objection {
            objections.push((fact.statement.id, effect.about));
        }
    });
    for (id, about) in objections {
        let Some(fact) = by_id.get(&id) else { continue };
        let own = &fact.statement;
        match about.and_then(|id| by_id.get(&id)) {
            None => {
                // Whose reservation it is about is known, and what was withdrawn is often not collected.
                let towards = own.towards.as_ref();
                let severity = if towards.is_some() { Info } else { Error };
                let of = towards.map_or_else(String::new, |code| format!(" of {code}"));
                found.statement(severity, fact, format!("{fact} to no reservation{of} that is recorded"));
            }
            Some(to) if own.day < to.statement.earliest => {
                let text = format!("{fact}, and the reservation is of {}", to.statement.day);
                found.statement(Error, fact, text).and([to.statement.id]);
            }
            Some(_) => {}
        }
        let spells = record.spells_of(&own.participant);
        if !spells.iter().any(|spell| spell.status.consented() && spell.since <= evidence.day()) {
            // The objection of a signatory takes effect once it consents.
            let signed = spells.iter().any(|spell| spell.signature.is_some());
            let (severity, what) =
                if signed { (Warning, "a signatory only") } else { (Error, "nothing under the treaty") };
            found.statement(severity, fact, format!("{fact} by one that has not consented: {what}"));
        }
    }
}

/// Objections have their time (VCLT art. 20(5)), and a late reservation has no effect before it has run out.
pub(super) fn out_of_window(evidence: &Evidence, record: &TreatyRecord, found: &mut Findings) {
    each(evidence, record, |fact, effect| {
        let Some(window) = effect.window else { return };
        let closes_on = window.closes_on;
        for reaction in effect.reactions.iter().filter(|reaction| reaction.kind == StatementKind::Objection) {
            let other = record.statements.iter().find(|fact| fact.statement.id == reaction.id);
            let text = match effect.of_reaction(reaction, evidence.day()) {
                ReactionEffect::TooLate => {
                    let last = reaction.last_day.unwrap_or(closes_on);
                    format!("objection of {}, and the window closed on {last}", reaction.day)
                }
                ReactionEffect::Authorised => format!(
                    "objection of {} to a reservation that the treaty authorises: it needs no acceptance (VCLT art. 20(1))",
                    reaction.day
                ),
                _ => continue,
            };
            if let Some(other) = other {
                found.statement(Warning, other, text).and([fact.statement.id]);
            }
        }
        let Some(since) = fact.statement.effective_on.filter(|_| effect.is_late()) else { return };
        let late = format!("late reservation with effect on {since}");
        if let Some(objection) = effect.barred_by {
            found.statement(Warning, fact, format!("{late}, and an objection bars it")).and([objection]);
        } else if since < closes_on {
            found.statement(Warning, fact, format!("{late}, and the window closes on {closes_on}"));
        }
    });
}

/// What was stated for a time, and that time is over.
pub(super) fn lapsed(evidence: &Evidence, record: &TreatyRecord, found: &mut Findings) {
    each(evidence, record, |fact, effect| {
        if let Some(end) = effect.end.filter(|end| end.by.is_none() && !end.left && end.on <= evidence.day())
        {
            let to = articles(fact);
            let text = format!("{fact}{to} lapsed on {}, and no renewal for longer is recorded", end.on);
            found.statement(Warning, fact, text);
        }
    });
}

/// A reservation made at signature is confirmed on consent (VCLT art. 23(2)).
pub(super) fn unconfirmed(evidence: &Evidence, record: &TreatyRecord, found: &mut Findings) {
    each(evidence, record, |fact, effect| {
        let consent = effect.to_be_confirmed_on.filter(|_| effect.is_unconfirmed(evidence.day()));
        // Withdrawn before consent, there was nothing left to confirm.
        if let Some(consent) = consent.filter(|consent| effect.end.is_none_or(|end| *consent < end.on)) {
            let text = format!(
                "reservation of {}{} was made at signature and not confirmed on consent of {consent}",
                fact.statement.day,
                articles(fact)
            );
            found.statement(Warning, fact, text);
        }
    });
}
