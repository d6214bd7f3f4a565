//! The register of groups.

use serde::Serialize;

use super::When;
use crate::error::Result;
use crate::model::Date;
pub use crate::store::GroupRow;
use crate::store::Store;

/// The groups and how many members each had on a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct GroupsReport {
    /// The day asked about.
    pub as_of: Date,
    /// By code.
    pub groups: Vec<GroupRow>,
}

/// Lists the groups.
pub fn groups(store: &Store, when: When) -> Result<GroupsReport> {
    Ok(GroupsReport { as_of: when.as_of, groups: store.groups(when.as_of)? })
}
