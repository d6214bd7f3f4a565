//! What stands together or not at all: protocols and conventions, organisations and their members, provisional application
//! and force, accession and invitation..

use std::collections::HashMap;

use super::evidence::{Evidence, TreatyRecord};
use super::finding::Findings;
use super::finding::Severity::{Error, Warning};
use super::history::history;
use crate::law::eligibility::Eligibility;
use crate::law::invitation::{YEARS, invitation_lapses_on};
use crate::law::relations::Relations;
use crate::law::spells::Spell;
use crate::model::{ActKind, Date, Mode, Span, StatementKind, union_of, without};

/// A party to a protocol is a party to the convention, where the protocol says so; else it is worth a look.
pub(super) fn without_parent(evidence: &Evidence, record: &TreatyRecord, found: &mut Findings) {
    for Parent { any_of, asked_by } in parents(record) {
        let parents: Option<Vec<&TreatyRecord>> = any_of
            .iter()
            .map(|code| evidence.record(code).filter(|parent| !parent.acts.is_empty()))
            .collect();
        // Of a treaty whose acts were not collected nothing is known.
        let Some(parents) = parents else { continue };
        for spells in record.spells.chunk_by(|one, other| one.participant == other.participant) {
            let who = &spells[0].participant;
            let ours = consented(spells, evidence.day());
            let covered = parents.iter().flat_map(|parent| consented(parent.spells_of(who), Date::LAST));
            let uncovered = without(ours, &union_of(covered.collect()));
            let Some(Span { since, .. }) = uncovered.first() else { continue };
            let Some(spell) = spells.iter().find(|spell| spell.span().holds(*since)) else {
                continue;
            };
            let asks =
                asked_by.as_ref().map_or_else(String::new, |article| format!(", which {article} asks for"));
            let text = format!("consent from {since} on without consent to {}{asks}", any_of.join(" or "));
            let severity = if asked_by.is_some() { Error } else { Warning };
            let sources = record.act(spell.consent).map_or("", |fact| &fact.sources);
            found.add(severity, spell.consent, text).of(who).from(sources);
        }
    }
}

/// Consent to one of some treaties that is asked for or expected.
struct Parent {
    /// Their codes.
    any_of: Vec<String>,
    /// The article that asks for it; none where it is only expected.
    asked_by: Option<String>,
}

/// The treaties to which consent is asked for or expected.
fn parents(record: &TreatyRecord) -> Vec<Parent> {
    let mut parents: Vec<Parent> = Vec::new();
    let mut add = |any_of: Vec<String>, asked_by: Option<String>| {
        let is_known = |known: &&mut Parent| {
            known.any_of == any_of || (asked_by.is_none() && known.any_of.contains(&any_of[0]))
        };
        match parents.iter_mut().find(is_known) {
            Some(known) => known.asked_by = known.asked_by.take().or(asked_by),
            None => parents.push(Parent { any_of, asked_by }),
        }
    };
    for (rule, clause) in record.treaty.requirements("consent") {
        for any_of in alternatives(rule) {
            add(any_of, Some(clause.article.clone()));
        }
    }
    for link in &record.links {
        match link.kind.as_str() {
            "requires-party" => {
                add(
                    vec![link.other.clone()],
                    Some(link.article.clone().unwrap_or_else(|| "the treaty".to_owned())),
                );
            }
            "protocol-to" | "amends" => add(vec![link.other.clone()], None),
            _ => {}
        }
    }
    if let Some(parent) = &record.parent {
        add(vec![parent.clone()], None);
    }
    parents
}

/// The treaties that a requirement names: of each list one is enough. Where something else than a treaty would do as well,
/// or several together, it names none.
fn alternatives(rule: &Eligibility) -> Vec<Vec<String>> {
    match rule {
        Eligibility::All(parts) => parts.iter().flat_map(alternatives).collect(),
        Eligibility::Except(some, _) => alternatives(some),
        Eligibility::Any(parts) => {
            let one = |part| match alternatives(part).as_mut_slice() {
                [any_of] => Some(std::mem::take(any_of)),
                _ => None,
            };
            let any_of: Option<Vec<Vec<String>>> = parts.iter().map(one).collect();
            any_of.map(|lists| lists.concat()).into_iter().collect()
        }
        _ => {
            let named: Vec<String> = rule.treaties().into_iter().map(str::to_owned).collect();
            if named.is_empty() { Vec::new() } else { vec![named] }
        }
    }
}

/// The days up to `day` on which consent stood.
fn consented(spells: &[Spell], day: Date) -> Vec<Span> {
    let days = spells.iter().filter(|spell| spell.status.consented() && spell.since <= day);
    let clipped = days.map(|spell| Span { until: spell.until.filter(|until| *until <= day), ..spell.span() });
    union_of(clipped.collect())
}

/// An organisation for regional integration joins with a member State, and declares its competence.
pub(super) fn organisation_alone(evidence: &Evidence, record: &TreatyRecord, found: &mut Findings) {
    for fact in record.consents().filter(|fact| evidence.world.is_organisation(&fact.act.participant)) {
        let (who, day) = (&fact.act.participant, fact.act.day);
        if let Some(seats) = evidence.world.seats.get(who) {
            let mut members = seats.iter().filter(|(_, spans)| spans.iter().any(|span| span.holds(day)));
            if !members.any(|(member, _)| record.consented_on(member, day)) {
                found.act(Warning, fact, format!("{fact}, and no member State had consented then"));
            }
        }
        // Where no statement is recorded, statements were not collected.
        let declares = |who: &str| {
            record.statements.iter().any(|fact| {
                fact.statement.participant == who && fact.statement.kind == StatementKind::Declaration
            })
        };
        if !record.statements.is_empty() && !declares(who) {
            found.act(Warning, fact, format!("{fact} without a declaration of competence"));
        }
    }
}

/// Provisional application ends with entry into force for the one that applies, and with notice not to become a party
/// (VCLT art. 25(2)).
pub(super) fn provisional_too_long(_: &Evidence, record: &TreatyRecord, found: &mut Findings) {
    for mode in record.modes.iter().filter(|mode| mode.mode == Mode::Provisional) {
        let mut spells = record.spells_of(&mode.participant).iter();
        let bound = spells.find(|spell| spell.status.bound() && spell.span().and(mode.span()).is_some());
        if let Some(spell) = bound {
            let text = format!(
                "{} application continues from {} on, and it is bound from {} on",
                mode.mode.word(),
                mode.since,
                spell.since
            );
            found.add(Warning, mode.opened_by.into_iter().chain(spell.consent), text).of(&mode.participant);
        }
    }
    let mut refused: HashMap<&str, (i64, Date)> = HashMap::new();
    for step in history(record) {
        let act = &step.fact.act;
        match act.kind {
            ActKind::Unsigning => {
                refused.insert(&act.participant, (act.id, act.day));
            }
            ActKind::ProvisionalApplication => {
                let in_force = step.consent.and_then(|consent| Some((consent.act.id, consent.effect()?)));
                let begins = step.fact.effect().unwrap_or(act.day);
                let (id, but) = if let Some((id, on)) = in_force.filter(|(_, on)| *on <= begins) {
                    (id, format!("the treaty is in force for it from {on} on"))
                } else if let Some((id, on)) = refused.get(act.participant.as_str()) {
                    (*id, format!("it gave notice on {on} not to become a party"))
                } else {
                    continue;
                };
                let text = format!("provisional application from {begins} on, and {but}");
                found.act(Warning, step.fact, text).and([id]);
            }
            kind if kind.is_signature() || kind.is_consent() => {
                refused.remove(act.participant.as_str());
            }
            _ => {}
        }
    }
}

/// States outside the Council of Europe accede to its treaties by invitation, which holds for five years.
pub(super) fn without_invitation(evidence: &Evidence, record: &TreatyRecord, found: &mut Findings) {
    if !record.depositary.contains("Council of Europe") {
        return;
    }
    let rules: Vec<_> = record.treaty.eligibility("accession").map(|(rule, _)| rule).collect();
    let by_invitation = rules.is_empty() || rules.iter().any(|rule| rule.to_string().contains("invited"));
    if !by_invitation {
        return;
    }
    let none = Relations::default();
    for acts in record.by_participant() {
        let invitations = acts.iter().filter(|fact| fact.act.kind == ActKind::Invitation);
        for fact in acts.iter().filter(|fact| fact.act.kind == ActKind::Accession) {
            let (who, day) = (&fact.act.participant, fact.act.day);
            let otherwise = || rules.iter().any(|rule| rule.holds(who, day, &evidence.world, &none));
            if evidence.world.sat("COE", who, day) || otherwise() {
                continue;
            }
            match invitations.clone().rfind(|other| other.act.earliest <= day) {
                None => {
                    let text = format!("{fact} without an invitation on or before that day");
                    found.act(Warning, fact, text);
                }
                Some(other) if invitation_lapses_on(other.act.day).is_some_and(|end| end < day) => {
                    let text = format!(
                        "{fact} by the invitation of {}, which held for {YEARS} years",
                        other.act.day
                    );
                    found.act(Warning, fact, text).and([other.act.id]);
                }
                Some(_) => {}
            }
        }
        if acts.iter().any(|fact| fact.act.kind.is_consent()) {
            continue;
        }
        let Some(last) = invitations.max_by_key(|fact| fact.act.day) else { continue };
        if let Some(end) = invitation_lapses_on(last.act.day).filter(|end| *end < evidence.day()) {
            found.act(Warning, last, format!("{last}, which held to {end}, and no accession"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_requirement_names_treaties_only_where_nothing_else_will_do() {
        let consented = |code: &str| Eligibility::ConsentedTo(code.to_owned());
        let members = || Eligibility::Members("G".to_owned());
        let any = |parts: Vec<Eligibility>| Eligibility::Any(parts);
        let all = |parts: Vec<Eligibility>| Eligibility::All(parts);
        let except = |some, others| Eligibility::Except(Box::new(some), Box::new(others));
        for (rule, expected) in [
            (consented("A"), vec![vec!["A"]]),
            (any(vec![consented("A"), consented("B")]), vec![vec!["A", "B"]]),
            (all(vec![consented("A"), consented("B")]), vec![vec!["A"], vec!["B"]]),
            (any(vec![all(vec![consented("A"), consented("B")]), consented("C")]), vec![]),
            (any(vec![consented("A"), members()]), vec![]),
            (except(consented("A"), consented("B")), vec![vec!["A"]]),
            (all(vec![members(), any(vec![consented("A"), consented("B")])]), vec![vec!["A", "B"]]),
        ] {
            assert_eq!(alternatives(&rule), expected, "{rule:?}");
        }
    }
}
