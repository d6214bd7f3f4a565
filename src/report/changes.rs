//! What changed between two days or two entries: in law, and in our knowledge of it. The two never mix.

use serde::Serialize;

use super::known_changes::{Known, known_changes};
use super::law_changes::{LawLine, law_changes};
use super::range::Range;
use super::set::Names;
use super::{Named, TreatyBrief};
use crate::error::Result;
use crate::model::Date;
use crate::store::{Store, TreatyRow, Whose};

/// What changed.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ChangesReport {
    /// The first day.
    pub since: Date,
    /// The last day.
    pub until: Date,
    /// Number of the treaty that it is limited to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub treaty: Option<String>,
    /// The participant that it is limited to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub participant: Option<Named>,
    /// What changed in law on these days, as the record has it now.
    pub law: Vec<LawLine>,
    /// What changed in our knowledge with these entries.
    pub knowledge: Known,
    /// The treaties asked about that were open by the last day.
    #[serde(skip)]
    pub treaties: Vec<TreatyBrief>,
}

/// Answers what changed.
pub fn changes(store: &Store, range: Range, whose: Whose) -> Result<ChangesReport> {
    let names = Names::of(store)?;
    let treaties = match whose.treaty {
        Some(code) => store.treaty(code)?.into_iter().collect(),
        None => store.treaties()?,
    };
    let asked = |row: &&TreatyRow| whose.treaty.is_some() || (row.collected && row.is_there(range.until));
    Ok(ChangesReport {
        since: range.since,
        until: range.until,
        treaty: whose.treaty.map(str::to_owned),
        participant: whose.participant.map(|code| names.named(code)),
        law: law_changes(store, range, whose, &treaties, &names)?,
        knowledge: known_changes(store, range, whose)?,
        treaties: treaties.iter().filter(asked).map(TreatyBrief::of).collect(),
    })
}
