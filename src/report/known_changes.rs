//! What changed in our knowledge with the entries of a range.

use std::collections::BTreeMap;

use serde::Serialize;

use super::EntryBrief;
use super::knowledge::{Class, class_beside};
use super::range::Range;
use crate::error::Result;
use crate::model::{Body, Difference, Fact, Noun, differences, in_words};
use crate::store::{Entry, Store, Whose};

/// The entries of a range, sorted by what they are to our knowledge.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Known {
    /// The first entry of the range: @N; none where nothing was recorded.
    pub from: Option<String>,
    /// The last entry of the range: @N.
    pub to: Option<String>,
    /// What happened on or after the first day of the range.
    pub new_facts: Vec<KnownLine>,
    /// What had happened before it.
    pub late_facts: Vec<KnownLine>,
    /// What was put right.
    pub corrections: Vec<KnownLine>,
    /// Batches, each with how many entries of which sort came with it.
    pub batches: Vec<BatchLine>,
    /// How many entries without a day of their own there are, by kind.
    pub other: BTreeMap<&'static str, usize>,
}

impl Known {
    /// Whether there is nothing to list and nothing to count.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.batches.is_empty() && self.other.is_empty() && self.lines().next().is_none()
    }

    /// Every line that is no batch, class by class.
    pub fn lines(&self) -> impl Iterator<Item = &KnownLine> {
        self.new_facts.iter().chain(&self.late_facts).chain(&self.corrections)
    }
}

/// One entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct KnownLine {
    /// Which one.
    #[serde(flatten)]
    pub log: EntryBrief,
    /// What it is to our knowledge.
    pub class: Class,
    /// The kind of fact.
    pub kind: &'static str,
    /// What it says, in a few words; of a retraction, what is retracted.
    pub what: String,
    /// Why, where a reason was given.
    pub reason: Option<String>,
    /// The entry that no longer counts because of it: @N.
    pub ends: Option<String>,
    /// What it says otherwise than that entry, field by field; empty for a retraction, after which nothing is said.
    pub differences: Vec<Difference>,
}

impl KnownLine {
    /// What differs, in one line.
    #[must_use]
    pub fn difference(&self) -> String {
        in_words(&self.differences)
    }
}

/// A batch.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct BatchLine {
    /// Which one.
    #[serde(flatten)]
    pub log: EntryBrief,
    /// Name of the file or register.
    pub name: String,
    /// Why, where a reason was given.
    pub reason: Option<String>,
    /// How many entries of it are in the range.
    pub entries: usize,
    /// How many of these are new facts.
    pub new_facts: usize,
    /// How many are late facts.
    pub late_facts: usize,
    /// How many are corrections.
    pub corrections: usize,
    /// How many have no day of their own.
    pub other: usize,
}

impl BatchLine {
    fn add(&mut self, class: Class) {
        self.entries += 1;
        *match class {
            Class::NewFact => &mut self.new_facts,
            Class::LateFact => &mut self.late_facts,
            Class::Correction => &mut self.corrections,
            Class::Other => &mut self.other,
        } += 1;
    }
}

/// The entries of a range, those of a batch counted with it.
pub(super) fn known_changes(store: &Store, range: Range, whose: Whose) -> Result<Known> {
    let mut known = Known::default();
    if range.last < range.first {
        return Ok(known);
    }
    known.from = Some(cited(range.first));
    known.to = Some(cited(range.last));
    // A range may begin inside a batch.
    let mut open: Option<(BatchLine, i64)> = None;
    if let Some(batch) = store.batch_around(range.first)?
        && let Some((entry, fact)) = store.entry(batch)?
    {
        open = opened(&entry, &fact.body);
    }
    store.each_entry(range.first, range.last, |entry, fact| {
        if let Some((batch, _)) = open.take_if(|(_, last)| *last < entry.seq) {
            known.close(batch);
        }
        if let Body::Batch(_) = fact.body {
            open = opened(entry, &fact.body);
            return Ok(());
        }
        known.add(store, entry, &fact, range, whose, open.as_mut().map(|(batch, _)| batch))
    })?;
    if let Some((batch, _)) = open {
        known.close(batch);
    }
    Ok(known)
}

fn opened(entry: &Entry, body: &Body) -> Option<(BatchLine, i64)> {
    let Body::Batch(batch) = body else { return None };
    let (log, name, reason) = (EntryBrief::of(entry), batch.name.clone(), entry.reason.clone());
    Some((BatchLine { log, name, reason, ..BatchLine::default() }, batch.last(entry.seq)))
}

impl Known {
    fn close(&mut self, batch: BatchLine) {
        if batch.entries > 0 {
            self.batches.push(batch);
        }
    }

    fn add(
        &mut self,
        store: &Store,
        entry: &Entry,
        fact: &Fact,
        range: Range,
        whose: Whose,
        batch: Option<&mut BatchLine>,
    ) -> Result<()> {
        let retracts = match &fact.body {
            Body::Retraction(retraction) => Some(retraction.entry),
            _ => None,
        };
        let ends = retracts.or(fact.replaces);
        let before = ends.map_or(Ok(None), |earlier| store.entry(earlier))?.map(|(_, fact)| fact.body);
        let about = if retracts.is_some() { before.as_ref().unwrap_or(&fact.body) } else { &fact.body };
        if !is_about(about, whose) {
            return Ok(());
        }
        let class = class_beside(&fact.body, ends.zip(before.as_ref()), range.since);
        if let Some(batch) = batch {
            batch.add(class);
            return Ok(());
        }
        let lines = match class {
            Class::NewFact => &mut self.new_facts,
            Class::LateFact => &mut self.late_facts,
            Class::Correction => &mut self.corrections,
            Class::Other => {
                *self.other.entry(fact.body.kind()).or_default() += 1;
                return Ok(());
            }
        };
        let replaced = before.as_ref().filter(|_| retracts.is_none());
        lines.push(KnownLine {
            log: EntryBrief::of(entry),
            class,
            kind: fact.body.kind(),
            what: about.in_short(),
            reason: entry.reason.clone(),
            ends: ends.map(cited),
            differences: replaced.map_or_else(Vec::new, |old| differences(Some(old), Some(&fact.body))),
        });
        Ok(())
    }
}

/// Whether a fact is about the treaty or the participant asked for.
fn is_about(body: &Body, whose: Whose) -> bool {
    whose.treaty.is_none_or(|code| body.is_about(Noun::Treaty, code))
        && whose.participant.is_none_or(|code| body.is_about(Noun::Participant, code))
}

fn cited(seq: i64) -> String {
    format!("@{seq}")
}
