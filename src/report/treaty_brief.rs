//! A treaty in the head of an answer.

use serde::Serialize;

use crate::model::Date;
use crate::store::TreatyRow;

/// Which treaty an answer is about, and how far its record reaches.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TreatyBrief {
    /// The depositary's number.
    pub code: String,
    /// Official title.
    pub title: String,
    /// Name in daily use.
    pub short_title: String,
    /// What it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
    /// Opened for signature.
    pub opened_on: Option<Date>,
    /// Entry into force: as published, else by the clause.
    pub in_force_on: Option<Date>,
    /// First day on which it is in force for nobody: its termination.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ended_on: Option<Date>,
    /// Whether acts under it were collected at all; else nothing is known of who stands where.
    pub collected: bool,
    /// Last day up to which its acts were collected.
    pub complete_to: Option<Date>,
    /// Whether a signature under it is recorded, or it is not opened for signature.
    pub signatures_collected: bool,
    /// Whether a reservation, declaration, objection or other statement under it is recorded.
    pub statements_collected: bool,
    /// Last day up to which all of them were collected; none: not recorded, and silence is no answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub statements_complete_to: Option<Date>,
}

impl TreatyBrief {
    /// The brief of a treaty.
    #[must_use]
    pub fn of(treaty: &TreatyRow) -> Self {
        Self {
            code: treaty.code.clone(),
            title: treaty.title.clone(),
            short_title: treaty.short_title.clone(),
            subject: treaty.subject.clone(),
            opened_on: treaty.opened_on,
            in_force_on: treaty.entry_into_force(),
            ended_on: treaty.ended_on,
            collected: treaty.collected,
            complete_to: treaty.complete_to,
            signatures_collected: treaty.signatures_collected,
            statements_collected: treaty.statements_collected,
            statements_complete_to: treaty.statements_complete_to,
        }
    }
}
