//! Territories: A-26.

use super::evidence::{Evidence, TreatyRecord};
use super::finding::Findings;
use super::finding::Severity::Error;
use crate::model::Date;

/// A State speaks for its own territories, while they are its own (VCLT art. 29).
pub(super) fn not_its_own(evidence: &Evidence, record: &TreatyRecord, found: &mut Findings) {
    let wrong = |territory: &Option<String>, state: &str, day: Date| {
        territory.as_ref().and_then(|code| why_not(evidence, code, state, day))
    };
    for fact in &record.acts {
        let passed = evidence.world.takes_over(&fact.act).unwrap_or(fact.act.day);
        let on = fact.act.effective_on.unwrap_or(fact.act.day.max(passed));
        if let Some(why) = wrong(&fact.act.territory, &fact.act.participant, on) {
            found.act(Error, fact, format!("{fact}: {why}"));
        }
    }
    for fact in &record.statements {
        if let Some(why) = wrong(&fact.territory, &fact.statement.participant, fact.statement.day) {
            found.statement(Error, fact, format!("{fact}: {why}"));
        }
    }
}

fn why_not(evidence: &Evidence, territory: &str, state: &str, day: Date) -> Option<String> {
    let person = evidence.world.persons.get(territory)?;
    let name = &person.name;
    if !evidence.world.is_territory(territory, day) {
        return Some(format!("{name} is no territory"));
    }
    let whose = evidence.world.whose.get(territory);
    let was_part = whose.is_some_and(|whose| whose.part_of.iter().any(|(_, until)| day < *until));
    if person.kind == "territory" && !person.existence().holds(day) && !was_part {
        return Some(format!("{name} did not exist then"));
    }
    let then: Vec<&str> =
        whose?.ties.iter().filter(|(_, days)| days.holds(day)).map(|(code, _)| code.as_str()).collect();
    (!then.is_empty() && !then.contains(&state))
        .then(|| format!("{name} was a territory of {}", then.join(" or ")))
}
