//! Successions of States.

use super::evidence::Evidence;
use super::finding::Found;
use super::finding::Severity::{Error, Warning};
use crate::model::{ActKind, Date};

/// A succession has a date, and something to succeed to (1978 Vienna Convention).
pub(super) fn unfounded(evidence: &Evidence, found: &mut Vec<Found>) {
    let world = &evidence.world;
    for record in &evidence.records {
        for fact in record.acts.iter().filter(|fact| fact.act.kind == ActKind::Succession) {
            let act = &fact.act;
            // What came from a file nobody could complete while recording it.
            let severity = if fact.imported { Warning } else { Error };
            let earlier = world.predecessors.get(&act.done_by).map_or(&[][..], Vec::as_slice);
            let recorded = earlier.iter().filter_map(|earlier| earlier.on).min();
            let on = act.effective_on.or(recorded);
            let mut wrong = Vec::new();
            match on {
                None => wrong.push("the date of the succession of States is not recorded".to_owned()),
                Some(on) if on > act.day => {
                    wrong.push(format!("it is notified on {}, before the succession of {on}", act.day));
                }
                Some(on) => {
                    let independence = world.persons.get(&act.done_by).and_then(|person| person.exists_from);
                    if let Some(first) =
                        [recorded, independence].into_iter().flatten().min().filter(|first| on < *first)
                    {
                        wrong.push(format!("its date {on} is before the succession of States of {first}"));
                    }
                }
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
                let text = format!("succession of {}: {}", act.day, wrong.join("; "));
                found.push(Found::act(severity, record, fact, text));
            }
        }
    }
}

/// Of a State and the one in whose place it stands, one is a party on any day.
pub(super) fn both_parties(evidence: &Evidence, found: &mut Vec<Found>) {
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
        for (later, earlier, until) in &pairs {
            let bound = |code: &str| {
                record.spells_of(code).iter().filter(|spell| spell.status.bound()).collect::<Vec<_>>()
            };
            let theirs = bound(earlier);
            if theirs.is_empty() {
                continue;
            }
            let from = until.unwrap_or(Date::FIRST);
            let overlap = bound(later).into_iter().find_map(|spell| {
                theirs.iter().find_map(|other| {
                    let both = spell.days.and(other.days)?;
                    let since = both.since.max(from);
                    both.holds(since).then_some((since, spell, *other))
                })
            });
            if let Some((since, spell, other)) = overlap {
                let text =
                    format!("{later} and {earlier}, in whose place it stands, are both parties on {since}");
                let entries = spell.consent.into_iter().chain(other.consent).collect();
                found.push(Found::new(Warning, &record.treaty.code, entries, text).of(later));
            }
        }
    }
}
