//! The auditor's rules: forty questions that a careful reader asks of a record. Pure: what they look at is read before, and
//! nothing is derived anew that the record keeps. One file is one family of rules.

mod consent;
mod counts;
mod course;
mod days;
mod diagnosis;
mod effect;
mod evidence;
mod identity;
mod leaving;
mod rules;
mod sources;
mod statements;
mod succession;
mod territory;
mod threshold;
mod together;

use std::fmt;

use serde::Serialize;

pub use diagnosis::{Diagnosis, diagnose};
pub use evidence::{
    ActFact, ClaimFact, Docket, Evidence, Identity, LinkFact, SourceFact, SpellFact, StatementFact,
};
pub use rules::{RULES, Rule};

/// How grave a finding is; the gravest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// It cannot be right.
    Error,
    /// It is probably wrong, or needs a look.
    Warning,
    /// It may well be right, and is worth knowing.
    Info,
}

impl Severity {
    /// Every severity.
    pub const ALL: [Self; 3] = [Self::Error, Self::Warning, Self::Info];

    /// The word used everywhere.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Info => "info",
        }
    }

    /// The severity with this word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|severity| severity.word() == word)
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.word())
    }
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
    fn new(severity: Severity, treaty: &str, entries: Vec<i64>, what: impl Into<String>) -> Self {
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
    fn act(severity: Severity, docket: &Docket, fact: &ActFact, what: impl Into<String>) -> Self {
        Self::new(severity, &docket.treaty.code, vec![fact.act.id], what)
            .of(&fact.act.participant)
            .from(&fact.sources)
    }

    /// About a statement.
    fn statement(severity: Severity, docket: &Docket, fact: &StatementFact, what: impl Into<String>) -> Self {
        Self::new(severity, &docket.treaty.code, vec![fact.statement.id], what)
            .of(&fact.statement.participant)
            .from(&fact.sources)
    }

    fn of(self, participant: &str) -> Self {
        Self { participant: participant.to_owned(), ..self }
    }

    fn from(self, sources: &str) -> Self {
        Self { sources: sources.to_owned(), ..self }
    }

    fn and(mut self, entries: impl IntoIterator<Item = i64>) -> Self {
        self.entries.extend(entries);
        self
    }
}
