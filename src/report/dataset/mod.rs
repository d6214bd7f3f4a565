//! Data for research: rows that are handed on one after the other, because there can be more than the memory holds,
//! and the description that goes with them.

mod coding;
mod description;
mod events;
mod existence;
mod panel;
mod periods;
mod reasons;
mod spells;
mod whose;

pub use coding::{Coding, DecidingDay, Layout};
pub use description::{Covered, Description, description};
pub use events::{events, events_fields};
pub use existence::People;
pub use panel::{Panel, first_year, panel_fields};
pub use periods::{PeriodLength, Periods};
pub use reasons::act_reasons;
pub use spells::{SpellsAsked, spells, spells_fields};
