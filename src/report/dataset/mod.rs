//! Data for research: rows that are handed on one after the other, because there can be more than the memory holds,
//! and the description that goes with them.

mod coding;
mod description;
mod events;
mod existence;
mod panel;
mod periods;
mod spells;

pub use coding::{Coding, Layout, Rule};
pub use description::{Covered, Description, description};
pub use events::{events, events_fields};
pub use existence::People;
pub use panel::{Panel, first_year, panel_fields};
pub use periods::{Periods, Step};
pub use spells::{SpellsAsked, spells, spells_fields};

use std::collections::BTreeSet;

use super::{ActView, Field, Reason, columns};
use crate::error::Result;
use crate::store::Store;

/// The columns that say whose row it is, the same in every set of data.
fn whose() -> [Field; 5] {
    [
        columns::CODE,
        columns::ALPHA3,
        columns::NAME.headed("Participant"),
        Field::integer("cow", "number in the Correlates of War list of States in that year"),
        Field::integer("gw", "number in the Gleditsch-Ward list of independent States in that year"),
    ]
}

/// How the first day of a status is known.
const BASIS_MEANING: &str = "how that day is known: published by the depositary, computed by the clause, estimated (only the \
                             earliest possible day by the clause), window (the day of the act is not known: an end of its window)";

/// The acts that rows name, each once, as reasons: whose row it is, and the entry, @N.
pub fn act_reasons(store: &Store, rows: &[(&str, Option<&str>)]) -> Result<Vec<Reason>> {
    let number = |entry: &str| entry.strip_prefix('@').and_then(|number| number.parse::<i64>().ok());
    let ids: BTreeSet<i64> = rows.iter().filter_map(|(_, act)| act.and_then(number)).collect();
    let views = store.acts_numbered(&ids)?.into_iter().map(ActView::of);
    let reasons = views.filter_map(|view| {
        let (of, _) = rows.iter().find(|(_, act)| *act == Some(view.entry.as_str()))?;
        Some(Reason::act(*of, &view))
    });
    Ok(reasons.collect())
}
