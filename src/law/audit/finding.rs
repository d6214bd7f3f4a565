//! What the auditor finds, and how grave it is.

use std::fmt;

use serde::Serialize;

use super::evidence::{ActFact, StatementFact};
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
    pub(super) fn of(&mut self, participant: &str) -> &mut Self {
        participant.clone_into(&mut self.participant);
        self
    }

    pub(super) fn from(&mut self, sources: &str) -> &mut Self {
        sources.clone_into(&mut self.sources);
        self
    }

    pub(super) fn and(&mut self, entries: impl IntoIterator<Item = i64>) -> &mut Self {
        self.entries.extend(entries);
        self
    }
}

/// What a rule has found so far.
#[derive(Debug, Default)]
pub(super) struct Findings<'a> {
    /// The treaty that is looked at; empty where none is.
    pub treaty: &'a str,
    pub found: Vec<Found>,
}

impl Findings<'_> {
    pub(super) fn add(
        &mut self,
        severity: Severity,
        entries: impl IntoIterator<Item = i64>,
        what: String,
    ) -> &mut Found {
        self.found.push(Found {
            severity,
            treaty: self.treaty.to_owned(),
            participant: String::new(),
            entries: entries.into_iter().collect(),
            what,
            sources: String::new(),
        });
        self.found.last_mut().expect("one was added")
    }

    /// About an act.
    pub(super) fn act(&mut self, severity: Severity, fact: &ActFact, what: String) -> &mut Found {
        self.add(severity, [fact.act.id], what).of(&fact.act.participant).from(&fact.sources)
    }

    /// About a statement.
    pub(super) fn statement(&mut self, severity: Severity, fact: &StatementFact, what: String) -> &mut Found {
        self.add(severity, [fact.statement.id], what).of(&fact.statement.participant).from(&fact.sources)
    }
}

/// As a finding names it.
impl fmt::Display for ActFact {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{} of {}", self.act.kind, self.act.day)
    }
}

/// As a finding names it.
impl fmt::Display for StatementFact {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{} of {}", self.statement.kind.word(), self.statement.day)
    }
}
