//! An answer from the record as it stood at an earlier moment.

use serde::Serialize;

/// A report, and the entry that was the newest when it was true to the record.
#[derive(Debug, Serialize)]
pub struct AsKnown<'a, R> {
    /// The moment looked back at.
    pub known_at: KnownAt,
    /// The answer.
    #[serde(flatten)]
    pub report: &'a R,
}

/// A moment in the history of the record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct KnownAt {
    /// The newest entry then, as it is cited: @N.
    pub entry: String,
    /// When it was recorded, UTC.
    pub recorded_at: String,
    /// The day asked about, where one was given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub day: Option<crate::model::Date>,
}
