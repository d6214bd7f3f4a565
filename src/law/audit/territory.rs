//! Territories: A-26.

use super::evidence::Evidence;
use super::finding::Found;
use super::finding::Severity::Error;
use crate::model::Date;

/// A State speaks for its own territories, while they are its own (VCLT art. 29).
pub(super) fn not_its_own(evidence: &Evidence, found: &mut Vec<Found>) {
    for record in &evidence.records {
        for fact in &record.acts {
            let wrong = fact
                .act
                .territory
                .as_ref()
                .and_then(|code| why_not(evidence, code, &fact.act.participant, fact.act.day));
            if let Some(why) = wrong {
                found.push(Found::act(
                    Error,
                    record,
                    fact,
                    format!("{} of {}: {why}", fact.act.kind, fact.act.day),
                ));
            }
        }
        for fact in &record.statements {
            let own = &fact.statement;
            let wrong =
                fact.territory.as_ref().and_then(|code| why_not(evidence, code, &own.participant, own.day));
            if let Some(why) = wrong {
                found.push(Found::statement(
                    Error,
                    record,
                    fact,
                    format!("{} of {}: {why}", own.kind.word(), own.day),
                ));
            }
        }
    }
}

fn why_not(evidence: &Evidence, territory: &str, state: &str, day: Date) -> Option<String> {
    let person = evidence.world.persons.get(territory)?;
    let name = &person.name;
    if person.kind != "territory" {
        return Some(format!("{name} is no territory"));
    }
    if !person.existence().holds(day) {
        return Some(format!("{name} did not exist then"));
    }
    let owners = evidence.territories.get(territory)?;
    let then: Vec<&str> =
        owners.iter().filter(|(_, days)| days.holds(day)).map(|(code, _)| code.as_str()).collect();
    (!then.is_empty() && !then.contains(&state))
        .then(|| format!("{name} was a territory of {}", then.join(" or ")))
}
