//! An entry of the log as answers name it.

use serde::Serialize;

use crate::store::Entry;

/// Which entry, when it was recorded and by whom.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct EntryBrief {
    /// Its number.
    #[serde(skip)]
    pub seq: i64,
    /// As it is cited: @N.
    pub entry: String,
    /// When it was recorded, UTC.
    pub recorded_at: String,
    /// By which role.
    pub recorded_by: String,
}

impl EntryBrief {
    pub(super) fn of(entry: &Entry) -> Self {
        let Entry { seq, recorded_at, recorded_by, .. } = entry;
        let (recorded_at, recorded_by) = (recorded_at.clone(), recorded_by.clone());
        Self { seq: *seq, entry: format!("@{seq}"), recorded_at, recorded_by }
    }
}
