//! Sources, several of them, and how the record was kept.

use std::collections::BTreeMap;

use super::evidence::{ActFact, Evidence, TreatyRecord};
use super::finding::Findings;
use super::finding::Severity::{Error, Info, Warning};
use super::history::apart;
use crate::model::Sources;

/// A source that bears an older date than this is to be looked at again: three years.
const OLD_AFTER_DAYS: i64 = 1096;

/// Each fact from a source …
pub(super) fn unsourced(_: &Evidence, record: &TreatyRecord, found: &mut Findings) {
    for fact in record.acts.iter().chain(&record.treaty_acts) {
        let whose = match fact.sources.as_str() {
            "" => "no source",
            Sources::KNOWLEDGE => "the compiler's knowledge only",
            _ => continue,
        };
        found.act(Error, fact, format!("{fact}: {whose}"));
    }
}

/// … and each source with the day on which it was read.
pub(super) fn unread(evidence: &Evidence, found: &mut Findings) {
    for source in evidence.sources.iter().filter(|source| source.cited > 0) {
        let acts = if source.cited == 1 { "1 act".to_owned() } else { format!("{} acts", source.cited) };
        let old = |dated| evidence.day().days_since(dated) > OLD_AFTER_DAYS;
        let (severity, what) = match (source.read_on, source.dated.or(source.read_on)) {
            (None, _) => (Info, "day of retrieval not recorded".to_owned()),
            (_, Some(dated)) if old(dated) => (Warning, format!("the copy is of {dated}")),
            _ => continue,
        };
        let text = format!("{}: {what}; cited by {acts}", source.code);
        found.add(severity, [source.entry], text).from(&source.code);
    }
}

/// Sources that differ on one act, and nobody said which is to be believed.
pub(super) fn sources_differ(evidence: &Evidence, record: &TreatyRecord, found: &mut Findings) {
    let mut sides: BTreeMap<i64, Vec<&ActFact>> = BTreeMap::new();
    for fact in &record.hidden {
        if let Some(shown) = fact.shown_as {
            sides.entry(shown).or_default().push(fact);
        }
    }
    let publishers = |fact: &ActFact| -> Vec<&String> {
        fact.sources.split(';').filter_map(|code| evidence.publishers.get(code)).collect()
    };
    for (shown, others) in sides {
        let Some(first) = record.act(Some(shown)) else {
            continue;
        };
        let own = publishers(first);
        if own.iter().any(|publisher| evidence.preferred.contains(publisher)) {
            continue;
        }
        let differs = |other: &&&ActFact| {
            (other.act.kind, other.act.day) != (first.act.kind, first.act.day) && publishers(other) != own
        };
        let odd: Vec<&&ActFact> = others.iter().filter(differs).collect();
        if let Some(other) = odd.first() {
            let apart = apart(other.act.day, first.act.day);
            let text =
                format!("{first}, by another source {other} ({apart}); no order of publishers is recorded");
            found.act(Warning, first, text).and(odd.iter().map(|fact| fact.act.id));
        }
    }
}

/// One act recorded twice …
pub(super) fn duplicates(_: &Evidence, record: &TreatyRecord, found: &mut Findings) {
    for acts in record.by_participant() {
        let key = |fact: &ActFact| (fact.act.kind, fact.act.territory.clone(), fact.act.scope.clone());
        for (place, fact) in acts.iter().enumerate().filter(|(_, fact)| fact.act.is_dated()) {
            let mut near =
                acts[..place].iter().rev().take_while(|other| fact.act.day.days_since(other.act.day) <= 1);
            if let Some(twin) = near.find(|other| other.act.is_dated() && key(other) == key(fact)) {
                let text = format!("{twin} and of {}: the same act?", fact.act.day);
                found.act(Warning, fact, text).and([twin.act.id]);
            }
        }
    }
}

/// … or one participant under two codes.
pub(super) fn namesakes(evidence: &Evidence, found: &mut Findings) {
    for (name, one, other) in &evidence.same_names {
        let text = format!("{} and {} are both called '{name}'", one.code, other.code);
        found.add(Warning, [one.entry, other.entry], text).of(&one.code);
    }
}

/// A correction says why, and nothing disappears.
pub(super) fn unexplained(evidence: &Evidence, found: &mut Findings) {
    for (earlier, later) in &evidence.unexplained {
        let text = format!("@{later} took the place of @{earlier}, or retracted it, without a reason");
        found.add(Error, [*later, *earlier], text);
    }
    for (first, last) in &evidence.gaps {
        let text = if first == last {
            format!("@{first} is missing in the log")
        } else {
            format!("@{first} to @{last} are missing in the log")
        };
        found.add(Error, [*first], text);
    }
}
