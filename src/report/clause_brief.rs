//! A clause as answers name it.

use serde::Serialize;

use crate::store::ClauseRow;

/// A rule with its article.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ClauseBrief {
    /// The log entry that recorded it: @N.
    pub entry: String,
    /// The rule in the notation.
    pub rule: String,
    /// The rule in plain English.
    pub in_words: String,
    /// Where the treaty says so.
    pub article: String,
}

impl ClauseBrief {
    pub(super) fn of(row: &ClauseRow) -> Self {
        Self {
            entry: format!("@{}", row.id),
            rule: row.rule.clone(),
            in_words: row.words.clone(),
            article: row.article.clone(),
        }
    }
}
