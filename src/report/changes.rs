//! What changed between two days or two entries: in law, and in our knowledge of it. The two never mix.

use serde::Serialize;

use super::known_changes::{Known, known_changes};
use super::law_changes::{LawLine, law_changes};
use super::range::Range;
use super::set::Names;
use super::{Named, TreatyBrief};
use crate::error::Result;
use crate::model::Date;
use crate::store::{ChangesOf, Store, TreatyRow};

/// What the question is limited to.
#[derive(Debug, Clone, Default)]
pub enum Only {
    /// Nothing: everything is asked for.
    #[default]
    Everything,
    /// One treaty.
    Treaty(Box<TreatyRow>),
    /// One participant, by its code.
    Participant(String),
}

impl Only {
    pub(super) fn whose(&self) -> ChangesOf<'_> {
        match self {
            Self::Everything => ChangesOf::default(),
            Self::Treaty(treaty) => ChangesOf { treaty: Some(&treaty.code), participant: None },
            Self::Participant(code) => ChangesOf { treaty: None, participant: Some(code) },
        }
    }
}

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
pub fn changes(store: &Store, range: Range, only: &Only) -> Result<ChangesReport> {
    let names = Names::of(store)?;
    let treaties = match only {
        Only::Treaty(treaty) => vec![(**treaty).clone()],
        _ => store.treaties()?,
    };
    let law = law_changes(store, range, only.whose(), &treaties, &names)?;
    let knowledge = known_changes(store, range, only.whose())?;
    let (treaty, participant) = match only {
        Only::Everything => (None, None),
        Only::Treaty(treaty) => (Some(treaty.code.clone()), None),
        Only::Participant(code) => (None, Some(Named { code: code.clone(), name: names.name(code) })),
    };
    let asked = |row: &&TreatyRow| treaty.is_some() || (row.collected && row.is_there(range.until));
    let treaties = treaties.iter().filter(asked).map(TreatyBrief::of).collect();
    Ok(ChangesReport {
        since: range.since,
        until: range.until,
        treaty,
        participant,
        law,
        knowledge,
        treaties,
    })
}
