//! Successions of States.

use super::evidence::{Evidence, TreatyRecord};
use super::finding::Findings;
use super::finding::Severity::{Error, Warning};
use crate::model::{ActKind, Date};

/// A succession has a date, and something to succeed to (1978 Vienna Convention).
pub(super) fn unfounded(evidence: &Evidence, record: &TreatyRecord, found: &mut Findings) {
    let world = &evidence.world;
    for fact in record.acts.iter().filter(|fact| fact.act.kind == ActKind::Succession) {
        let act = &fact.act;
        let earlier = world.predecessors_of(&act.done_by);
        let recorded = earlier.iter().filter_map(|earlier| earlier.on).min();
        let independence = world.persons.get(&act.done_by).and_then(|person| person.exists_from);
        let first = recorded.into_iter().chain(independence).min();
        let mut wrong = Vec::new();
        match act.effective_on.or(recorded) {
            None => wrong.push("the date of the succession of States is not recorded".to_owned()),
            // A published later day is none of its faults.
            Some(on) if on > act.day && act.effective_on.is_none() => {
                wrong.push(format!("it is notified on {}, before the succession of {on}", act.day));
            }
            Some(on) => wrong.extend(
                first
                    .filter(|first| on < *first)
                    .map(|first| format!("its date {on} is before the succession of States of {first}")),
            ),
        }
        let consented = |code: &str| {
            record.acts_of(code).iter().any(|fact| fact.act.kind.is_consent())
                || record.spells_of(code).iter().any(|spell| spell.status.consented())
        };
        if !earlier.is_empty() && !world.descends_from(&act.done_by, &consented) {
            let codes: Vec<&str> = earlier.iter().map(|earlier| earlier.code.as_str()).collect();
            wrong.push(format!("no consent of {} is recorded", codes.join(" or ")));
        }
        if !wrong.is_empty() {
            // What came from a file nobody could complete while recording it.
            let severity = if fact.imported { Warning } else { Error };
            found.act(severity, fact, format!("{fact}: {}", wrong.join("; ")));
        }
    }
}

/// Of a State and the one in whose place it stands, one is a party on any day.
pub(super) fn both_parties<'a>(evidence: &'a Evidence, found: &mut Findings<'a>) {
    let world = &evidence.world;
    let mut pairs: Vec<(&str, &str, Option<Date>)> = Vec::new();
    for (later, predecessors) in &world.predecessors {
        for earlier in predecessors {
            let takes_place = matches!(earlier.kind.as_str(), "continues" | "succeeds" | "absorbs" | "same");
            if takes_place {
                let until = world.ends_on(&earlier.code).or(earlier.on);
                pairs.push((later, &earlier.code, until));
            }
        }
    }
    pairs.sort_unstable();
    for record in &evidence.records {
        found.treaty = &record.treaty.code;
        let bound = |code: &str| record.spells_of(code).iter().filter(|spell| spell.status.bound());
        for (later, earlier, until) in &pairs {
            let from = until.unwrap_or(Date::FIRST);
            let overlap = bound(later).find_map(|spell| {
                bound(earlier).find_map(|other| {
                    let both = spell.span().and(other.span())?;
                    let since = both.since.max(from);
                    both.holds(since).then_some((since, spell, other))
                })
            });
            if let Some((since, spell, other)) = overlap {
                let text =
                    format!("{later} and {earlier}, in whose place it stands, are both parties on {since}");
                found.add(Warning, spell.consent.into_iter().chain(other.consent), text).of(later);
            }
        }
    }
}
