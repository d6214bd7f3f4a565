//! The stretch of time that a question about changes is about.

use crate::model::Date;

/// The range asked about, both ends included: days in law, entries in our knowledge.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Range {
    /// The first day.
    pub since: Date,
    /// The last day.
    pub until: Date,
    /// The first entry.
    pub first: i64,
    /// The last entry; before the first where there is none.
    pub last: i64,
}
