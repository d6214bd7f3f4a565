//! What stands together or not at all: protocols and conventions, organisations and their members, provisional application
//! and force, accession and invitation..

use std::collections::HashMap;

use super::evidence::{Evidence, SpellFact, TreatyRecord};
use super::finding::Found;
use super::finding::Severity::{Error, Warning};
use super::history::history;
use crate::law::relations::Relations;
use crate::model::{ActKind, Date, Mode, Span, StatementKind, union_of, without};

/// A party to a protocol is a party to the convention, where the protocol says so; else it is worth a look.
pub(super) fn without_parent(evidence: &Evidence, found: &mut Vec<Found>) {
    for record in &evidence.records {
        for (parent, required) in parents(record) {
            let Some(parent) = evidence.record(&parent).filter(|parent| !parent.acts.is_empty()) else {
                continue;
            };
            for spells in record.spells.chunk_by(|one, other| one.participant == other.participant) {
                let who = &spells[0].participant;
                let ours = consented(spells, evidence.day());
                let uncovered = without(ours, &consented(parent.spells_of(who), Date::LAST));
                let Some(first) = uncovered.first() else { continue };
                let Some(spell) = spells.iter().find(|spell| spell.days.holds(first.since)) else {
                    continue;
                };
                let text = match &required {
                    Some(article) => format!(
                        "consent from {} on without consent to {}, which {article} asks for",
                        first.since, parent.treaty.code
                    ),
                    None => {
                        format!("consent from {} on without consent to {}", first.since, parent.treaty.code)
                    }
                };
                let severity = if required.is_some() { Error } else { Warning };
                let consent = spell.consent.and_then(|id| record.acts.iter().find(|fact| fact.act.id == id));
                let sources = consent.map_or("", |fact| &fact.sources);
                found.push(
                    Found::new(severity, &record.treaty.code, spell.consent.into_iter().collect(), text)
                        .of(who)
                        .from(sources),
                );
            }
        }
    }
}

/// The treaties to which consent is asked for or expected, and where it is asked for.
fn parents(record: &TreatyRecord) -> Vec<(String, Option<String>)> {
    let mut parents: Vec<(String, Option<String>)> = Vec::new();
    let mut add = |code: &str, article: Option<String>| match parents.iter_mut().find(|known| known.0 == code)
    {
        Some(known) => known.1 = known.1.take().or(article),
        None => parents.push((code.to_owned(), article)),
    };
    for (rule, clause) in record.treaty.requirements("consent") {
        for other in rule.treaties() {
            add(other, Some(clause.article.clone()));
        }
    }
    for link in &record.links {
        match link.kind.as_str() {
            "requires-party" => {
                add(&link.other, Some(link.article.clone().unwrap_or_else(|| "the treaty".to_owned())));
            }
            "protocol-to" => add(&link.other, None),
            _ => {}
        }
    }
    if let Some(parent) = &record.parent {
        add(parent, None);
    }
    parents
}

/// The days up to `day` on which consent stood.
fn consented(spells: &[SpellFact], day: Date) -> Vec<Span> {
    let days = spells.iter().filter(|spell| spell.status.consented() && spell.days.since <= day);
    union_of(
        days.map(|spell| Span {
            since: spell.days.since,
            until: spell.days.until.filter(|until| *until <= day),
        })
        .collect(),
    )
}

/// An organisation for regional integration joins with a member State, and declares its competence.
pub(super) fn organisation_alone(evidence: &Evidence, found: &mut Vec<Found>) {
    for record in &evidence.records {
        let acts = record.acts.iter().filter(|fact| {
            fact.act.kind.is_consent() && evidence.world.is_organisation(&fact.act.participant)
        });
        for fact in acts {
            let (who, day) = (&fact.act.participant, fact.act.day);
            if let Some(seats) = evidence.world.seats.get(who) {
                let members = seats.iter().filter(|(_, spans)| spans.iter().any(|span| span.holds(day)));
                if !members.into_iter().any(|(member, _)| record.consented_on(member, day)) {
                    let text = format!("{} of {day}, and no member State had consented then", fact.act.kind);
                    found.push(Found::act(Warning, record, fact, text));
                }
            }
            // Where no statement is recorded, statements were not collected.
            let declares = |who: &str| {
                record.statements.iter().any(|fact| {
                    fact.statement.participant == who && fact.statement.kind == StatementKind::Declaration
                })
            };
            if !record.statements.is_empty() && !declares(who) {
                let text = format!("{} of {day} without a declaration of competence", fact.act.kind);
                found.push(Found::act(Warning, record, fact, text));
            }
        }
    }
}

/// Provisional application ends with entry into force for the one that applies, and with notice not to become a party
/// (VCLT art. 25(2)).
pub(super) fn provisional_too_long(evidence: &Evidence, found: &mut Vec<Found>) {
    for record in &evidence.records {
        for (who, mode, days, opened_by) in record.modes.iter().filter(|mode| mode.1 == Mode::Provisional) {
            let bound = record
                .spells_of(who)
                .iter()
                .find(|spell| spell.status.bound() && spell.days.and(*days).is_some());
            if let Some(spell) = bound {
                let text = format!(
                    "{} application continues from {} on, and it is bound from {} on",
                    mode.word(),
                    days.since,
                    spell.days.since
                );
                let entries = std::iter::once(*opened_by).chain(spell.consent).collect();
                found.push(Found::new(Warning, &record.treaty.code, entries, text).of(who));
            }
        }
        let mut refused: HashMap<&str, (i64, Date)> = HashMap::new();
        for step in record.by_participant().flat_map(history) {
            let act = &step.act.act;
            match act.kind {
                ActKind::Unsigning => {
                    refused.insert(&act.participant, (act.id, act.day));
                }
                ActKind::ProvisionalApplication => {
                    let in_force = step.consent.and_then(|consent| Some((consent.act.id, consent.effect()?)));
                    let begins = step.act.effect().unwrap_or(act.day);
                    let text = if let Some((id, on)) = in_force.filter(|(_, on)| *on <= begins) {
                        Some((
                            id,
                            format!(
                                "provisional application from {begins} on, and the treaty is in force for it from {on} on"
                            ),
                        ))
                    } else {
                        refused.get(act.participant.as_str()).map(|(id, on)| {
                            (*id, format!("provisional application from {begins} on, and it gave notice on {on} not to become a party"))
                        })
                    };
                    if let Some((id, text)) = text {
                        found.push(Found::act(Warning, record, step.act, text).and([id]));
                    }
                }
                kind if kind.is_signature() || kind.is_consent() => {
                    refused.remove(act.participant.as_str());
                }
                _ => {}
            }
        }
    }
}

/// States outside the Council of Europe accede to its treaties by invitation, which holds for five years.
pub(super) fn without_invitation(evidence: &Evidence, found: &mut Vec<Found>) {
    const YEARS: u32 = 5;
    let none = Relations::default();
    for record in evidence.records.iter().filter(|record| record.depositary.contains("Council of Europe")) {
        let rules: Vec<_> = record.treaty.eligibility("accession").map(|(rule, _)| rule).collect();
        let by_invitation = rules.is_empty() || rules.iter().any(|rule| rule.to_string().contains("invited"));
        if !by_invitation {
            continue;
        }
        for acts in record.by_participant() {
            let mut invited = acts.iter().filter(|fact| fact.act.kind == ActKind::Invitation).peekable();
            for fact in acts.iter().filter(|fact| fact.act.kind == ActKind::Accession) {
                let (who, day) = (&fact.act.participant, fact.act.day);
                let otherwise = rules.iter().any(|rule| rule.holds(who, day, &evidence.world, &none));
                if evidence.world.sat("COE", who, day) || otherwise {
                    continue;
                }
                let invitation = acts
                    .iter()
                    .rfind(|other| other.act.kind == ActKind::Invitation && other.act.earliest <= day);
                match invitation {
                    None => {
                        let text = format!("accession of {day} without an invitation on or before that day");
                        found.push(Found::act(Warning, record, fact, text));
                    }
                    Some(other) if other.act.day.plus_months(12 * YEARS).is_some_and(|end| end < day) => {
                        let text = format!(
                            "accession of {day} by the invitation of {}, which held for {YEARS} years",
                            other.act.day
                        );
                        found.push(Found::act(Warning, record, fact, text).and([other.act.id]));
                    }
                    Some(_) => {}
                }
            }
            if invited.peek().is_none() || acts.iter().any(|fact| fact.act.kind.is_consent()) {
                continue;
            }
            let Some(last) = invited.max_by_key(|fact| fact.act.day) else { continue };
            if let Some(end) = last.act.day.plus_months(12 * YEARS).filter(|end| *end < evidence.day()) {
                let text = format!("invitation of {}, which held to {end}, and no accession", last.act.day);
                found.push(Found::act(Warning, record, last, text));
            }
        }
    }
}
