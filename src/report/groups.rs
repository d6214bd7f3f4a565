//! The register of groups.

use serde::Serialize;

use super::{Named, When};
use crate::error::Result;
use crate::model::Date;
use crate::store::Store;

/// The groups and how many members each had on a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct GroupsReport {
    /// The day asked about.
    pub as_of: Date,
    /// By code.
    pub groups: Vec<GroupLine>,
}

/// A group and how many members it had on the day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct GroupLine {
    /// Which.
    #[serde(flatten)]
    pub group: Named,
    /// Members on the day.
    pub members: i64,
}

/// Lists the groups.
pub fn groups(store: &Store, when: When) -> Result<GroupsReport> {
    let groups = store.groups(when.as_of)?.into_iter();
    let groups = groups
        .map(|row| GroupLine { group: Named { code: row.code, name: row.name }, members: row.members })
        .collect();
    Ok(GroupsReport { as_of: when.as_of, groups })
}
