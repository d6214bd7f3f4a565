//! What the auditor finds, and how grave it is.

use serde::Serialize;

use super::evidence::{ActFact, StatementFact, TreatyRecord};
use crate::model::words::words;

words! {
    /// How grave a finding is; the gravest first.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
    #[serde(rename_all = "lowercase")]
    Severity():
    /// It cannot be right.
    Error = "error";
    /// It is probably wrong, or needs a look.
    Warning = "warning";
    /// It may well be right, and is worth knowing.
    Info = "info";
}

/// Something that a rule found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// How grave it is.
    pub severity: Severity,
    /// Under which treaty; empty where it concerns none.
    pub treaty: String,
    /// Whose; empty where it concerns nobody alone.
    pub participant: String,
    /// The log entries concerned, the offending one first.
    pub entries: Vec<i64>,
    /// What is wrong, with both values.
    pub what: String,
    /// Codes of the sources of the offending entry, separated by `;`.
    pub sources: String,
}

impl Found {
    pub(super) fn new(severity: Severity, treaty: &str, entries: Vec<i64>, what: impl Into<String>) -> Self {
        Self {
            severity,
            treaty: treaty.to_owned(),
            participant: String::new(),
            entries,
            what: what.into(),
            sources: String::new(),
        }
    }

    /// About an act.
    pub(super) fn act(
        severity: Severity,
        record: &TreatyRecord,
        fact: &ActFact,
        what: impl Into<String>,
    ) -> Self {
        Self::new(severity, &record.treaty.code, vec![fact.act.id], what)
            .of(&fact.act.participant)
            .from(&fact.sources)
    }

    /// About a statement.
    pub(super) fn statement(
        severity: Severity,
        record: &TreatyRecord,
        fact: &StatementFact,
        what: impl Into<String>,
    ) -> Self {
        Self::new(severity, &record.treaty.code, vec![fact.statement.id], what)
            .of(&fact.statement.participant)
            .from(&fact.sources)
    }

    pub(super) fn of(self, participant: &str) -> Self {
        Self { participant: participant.to_owned(), ..self }
    }

    pub(super) fn from(self, sources: &str) -> Self {
        Self { sources: sources.to_owned(), ..self }
    }

    pub(super) fn and(mut self, entries: impl IntoIterator<Item = i64>) -> Self {
        self.entries.extend(entries);
        self
    }
}
