//! Every treaty in one line, and the newest acts.

use serde::Serialize;

use super::set::Names;
use super::status::TreatyCounts;
use super::{ActView, Counts, Named, When};
use crate::error::Result;
use crate::model::Date;
use crate::store::Store;

/// How many of the newest acts are shown.
const NEWEST: u32 = 5;

/// Every treaty on a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Overview {
    /// The day asked about.
    pub as_of: Date,
    /// The treaties, in the order in which they were opened, with how many that have acted stand where.
    pub treaties: Vec<TreatyCounts>,
    /// Whether the file has no treaties at all.
    #[serde(skip)]
    pub none_recorded: bool,
    /// The newest acts on or before the day, newest first.
    pub newest: Vec<NewAct>,
}

/// One of the newest acts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NewAct {
    /// Number of the treaty.
    pub treaty: String,
    /// Whose; none for the whole treaty.
    pub participant: Option<Named>,
    /// The act.
    #[serde(flatten)]
    pub act: ActView,
}

/// Answers how every treaty stands. A treaty that was not yet opened is left out.
pub fn overview(store: &Store, when: When) -> Result<Overview> {
    let day = when.as_of;
    let names = Names::of(store)?;
    let recorded = store.treaties()?;
    let none_recorded = recorded.is_empty();
    let mut treaties = Vec::new();
    for treaty in recorded.into_iter().filter(|treaty| treaty.is_there(day)) {
        let mut counts = Counts::default();
        for spell in store.standings(&treaty.code, day)? {
            counts.add(Some(&spell));
        }
        treaties.push(TreatyCounts::of(&treaty, counts));
    }
    let newest = store.newest_acts(day, NEWEST)?;
    let newest = newest.into_iter().map(|act| NewAct {
        treaty: act.treaty.clone(),
        participant: (!act.participant.is_empty()).then(|| names.named(&act.participant)),
        act: ActView::of(act),
    });
    Ok(Overview { as_of: day, treaties, none_recorded, newest: newest.collect() })
}
