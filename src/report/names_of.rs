//! What a participant is called: each name with its kind and days.

use serde::Serialize;

use super::Named;
use crate::error::Result;
use crate::model::{Confidence, Date};
use crate::store::{ParticipantRow, Store};

/// Every name of a participant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NamesOf {
    /// Whose.
    pub participant: Named,
    /// The names: its own first, then those of lists, then those of languages.
    pub names: Vec<NameLine>,
}

/// One of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NameLine {
    /// short, official, un, coe, former, alias, or the tag of a language.
    pub kind: String,
    /// As written.
    pub name: String,
    /// First day of use.
    pub since: Option<Date>,
    /// First day no longer in use.
    pub until: Option<Date>,
    /// The entry that recorded it.
    pub entry: i64,
    /// Support.
    pub confidence: Confidence,
    /// Codes of its sources.
    pub sources: Vec<String>,
}

/// Answers what a participant is called.
pub fn names_of(store: &Store, row: ParticipantRow) -> Result<NamesOf> {
    const FIRST: [&str; 6] = ["short", "official", "un", "coe", "alias", "former"];
    let mut names = store.recorded_names(&row.code)?;
    let place = |kind: &str| FIRST.iter().position(|word| *word == kind).unwrap_or(FIRST.len());
    names.sort_by(|a, b| (place(&a.kind), &a.kind, a.entry).cmp(&(place(&b.kind), &b.kind, b.entry)));
    let lines = names.into_iter().map(|name| NameLine {
        kind: name.kind,
        name: name.name,
        since: name.since,
        until: name.until,
        entry: name.entry,
        confidence: name.confidence,
        sources: name.sources,
    });
    Ok(NamesOf { participant: Named { code: row.code, name: row.name }, names: lines.collect() })
}
