//! Every treaty in one line, and the newest acts.

use serde::Serialize;

use super::set::Names;
use super::{ActView, Counts, Named, TreatyBrief, When};
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
    /// The treaties, in the order in which they were opened.
    pub treaties: Vec<OverviewRow>,
    /// Whether the file has no treaties at all.
    #[serde(skip)]
    pub none_recorded: bool,
    /// The newest acts on or before the day, newest first.
    pub newest: Vec<NewAct>,
}

/// One treaty's line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OverviewRow {
    /// Which treaty.
    #[serde(flatten)]
    pub treaty: TreatyBrief,
    /// How many have which status, of those that have acted; none where its acts have not been collected.
    pub counts: Option<Counts>,
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
    let mut treaties = Vec::new();
    let recorded = store.treaties()?;
    let none_recorded = recorded.is_empty();
    for treaty in recorded.into_iter().filter(|treaty| treaty.is_there(day)) {
        let mut counts = Counts::default();
        for spell in store.standings(&treaty.code, day)? {
            counts.add(Some(&spell));
        }
        treaties.push(OverviewRow {
            counts: treaty.collected.then_some(counts),
            treaty: TreatyBrief::of(&treaty),
        });
    }
    let newest = store.newest_acts(day, NEWEST)?;
    let newest = newest.into_iter().map(|act| NewAct {
        treaty: act.treaty.clone(),
        participant: (!act.participant.is_empty())
            .then(|| Named { code: act.participant.clone(), name: names.name(&act.participant) }),
        act: ActView::of(act),
    });
    Ok(Overview { as_of: day, treaties, none_recorded, newest: newest.collect() })
}
