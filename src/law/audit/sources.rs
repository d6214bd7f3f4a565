//! Sources, several of them, and how the record was kept.

use std::collections::BTreeMap;

use super::evidence::{ActFact, Evidence};
use super::finding::Found;
use super::finding::Severity::{Error, Warning};
use super::history::apart;
use crate::model::Sources;

/// A source that bears an older date than this is to be looked at again: three years.
const OLD_AFTER_DAYS: i64 = 1096;

/// Each fact from a source, and each source with the day on which it was read.
pub(super) fn unsourced(evidence: &Evidence, found: &mut Vec<Found>) {
    for record in &evidence.records {
        for fact in record.acts.iter().chain(&record.treaty_acts) {
            if fact.sources.is_empty() || fact.sources == Sources::KNOWLEDGE {
                let whose =
                    if fact.sources.is_empty() { "no source" } else { "the compiler's knowledge only" };
                let text = format!("{} of {}: {whose}", fact.act.kind, fact.act.day);
                found.push(Found::act(Error, record, fact, text));
            }
        }
    }
    for source in evidence.sources.iter().filter(|source| source.cited > 0) {
        let acts = if source.cited == 1 { "1 act".to_owned() } else { format!("{} acts", source.cited) };
        let found_of = |severity, text| Found::new(severity, "", vec![source.entry], text).from(&source.code);
        match source.read_on {
            None => found.push(found_of(
                Error,
                format!("{}: day of retrieval not recorded; cited by {acts}", source.code),
            )),
            Some(read_on) => {
                let dated = source.dated.unwrap_or(read_on);
                if evidence.day().days_since(dated) > OLD_AFTER_DAYS {
                    let text = format!("{}: the copy is of {dated}; cited by {acts}", source.code);
                    found.push(found_of(Warning, text));
                }
            }
        }
    }
}

/// Sources that differ on one act, and nobody said which is to be believed.
pub(super) fn sources_differ(evidence: &Evidence, found: &mut Vec<Found>) {
    for record in &evidence.records {
        let mut sides: BTreeMap<i64, Vec<&ActFact>> = BTreeMap::new();
        for fact in &record.hidden {
            if let Some(shown) = fact.shown_as {
                sides.entry(shown).or_default().push(fact);
            }
        }
        for (shown, others) in sides {
            let Some(first) = record.acts.iter().find(|fact| fact.act.id == shown) else {
                continue;
            };
            let publishers = |fact: &ActFact| -> Vec<&String> {
                fact.sources.split(';').filter_map(|code| evidence.publishers.get(code)).collect()
            };
            let own = publishers(first);
            if own.iter().any(|publisher| evidence.preferred.contains(publisher)) {
                continue;
            }
            let odd: Vec<&&ActFact> = others
                .iter()
                .filter(|other| (other.act.kind, other.act.day) != (first.act.kind, first.act.day))
                .filter(|other| publishers(other) != own)
                .collect();
            if let Some(other) = odd.first() {
                let text = format!(
                    "{} of {}, by another source {} of {} ({}); no order of publishers is recorded",
                    first.act.kind,
                    first.act.day,
                    other.act.kind,
                    other.act.day,
                    apart(other.act.day, first.act.day)
                );
                found.push(Found::act(Warning, record, first, text).and(odd.iter().map(|fact| fact.act.id)));
            }
        }
    }
}

/// One act recorded twice, or one participant under two codes.
pub(super) fn duplicates(evidence: &Evidence, found: &mut Vec<Found>) {
    for record in &evidence.records {
        for acts in record.by_participant() {
            let key = |fact: &ActFact| (fact.act.kind, fact.act.territory.clone(), fact.act.scope.clone());
            for (place, fact) in acts.iter().enumerate().filter(|(_, fact)| fact.act.is_dated()) {
                let near = acts[..place]
                    .iter()
                    .rev()
                    .take_while(|other| fact.act.day.days_since(other.act.day) <= 1);
                let twin = near.into_iter().find(|other| other.act.is_dated() && key(other) == key(fact));
                if let Some(twin) = twin {
                    let text = format!(
                        "{} of {} and of {}: the same act?",
                        fact.act.kind, twin.act.day, fact.act.day
                    );
                    found.push(Found::act(Warning, record, fact, text).and([twin.act.id]));
                }
            }
        }
    }
    for (name, one, other) in &evidence.same_names {
        let text = format!("{} and {} are both called '{name}'", one.code, other.code);
        found.push(Found::new(Warning, "", vec![one.entry, other.entry], text).of(&one.code));
    }
}

/// A correction says why, and nothing disappears.
pub(super) fn unexplained(evidence: &Evidence, found: &mut Vec<Found>) {
    for (earlier, later) in &evidence.unexplained {
        let text = format!("@{later} took the place of @{earlier}, or retracted it, without a reason");
        found.push(Found::new(Error, "", vec![*later, *earlier], text));
    }
    for (first, last) in &evidence.gaps {
        let text = if first == last {
            format!("@{first} is missing in the log")
        } else {
            format!("@{first} to @{last} are missing in the log")
        };
        found.push(Found::new(Error, "", vec![*first], text));
    }
}
