//! What the auditor's rules find in the record.

use std::collections::HashMap;

use serde::Serialize;

use super::When;
use super::set::Names;
use crate::error::Result;
use crate::law::audit::{AuditRule, Diagnosis, Found, RULES, Severity, diagnose};
use crate::model::Date;
use crate::store::Store;

/// What to run, and what to show of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Audit {
    /// Only these rules, by id; all where empty.
    pub only: Vec<&'static str>,
    /// Not these.
    pub skip: Vec<&'static str>,
    /// Only what is at least so grave.
    pub at_least: Option<Severity>,
    /// Rules with another severity for all that they find.
    pub set: HashMap<&'static str, Severity>,
}

impl Audit {
    /// The gravest that a rule can find, as asked for.
    fn severity(&self, rule: &AuditRule) -> Severity {
        self.set.get(rule.id).copied().unwrap_or(rule.severity)
    }

    fn runs(&self, rule: &AuditRule) -> bool {
        (self.only.is_empty() || self.only.contains(&rule.id))
            && !self.skip.contains(&rule.id)
            && self.at_least.is_none_or(|least| self.severity(rule) <= least)
    }
}

/// What the rules found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CheckReport {
    /// The day from which ages are counted.
    pub as_of: Date,
    /// The treaty that it is limited to; none for the whole record.
    pub treaty: Option<String>,
    /// How much was found, by severity.
    pub counts: SeverityCounts,
    /// The rules that ran, each with what it found.
    pub rules: Vec<RuleRun>,
    /// Rules that did not run.
    pub not_run: Vec<&'static str>,
    /// What was found: the gravest first, then by rule, treaty, participant, entry.
    pub findings: Vec<CheckFinding>,
    /// What the differences of A-07 have in common, by treaty.
    pub diagnoses: Vec<Diagnosis>,
}

/// Findings by severity.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct SeverityCounts {
    /// What cannot be right.
    pub error: usize,
    /// What is probably wrong, or needs a look.
    pub warning: usize,
    /// What is worth knowing.
    pub info: usize,
}

/// A rule that ran.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RuleRun {
    ///
    pub id: &'static str,
    /// Its name.
    pub name: &'static str,
    /// How many findings.
    pub found: usize,
}

/// Something that a rule found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CheckFinding {
    /// The rule.
    pub rule: &'static str,
    /// Its name.
    pub name: &'static str,
    /// The article, or why there is such a rule.
    #[serde(skip)]
    pub because: &'static str,
    /// How grave it is.
    pub severity: Severity,
    /// Under which treaty; none where it concerns none.
    pub treaty: Option<String>,
    /// Whose; none where it concerns nobody alone.
    pub code: Option<String>,
    /// The name of that one.
    pub participant: Option<String>,
    /// The log entries concerned, the offending one first.
    pub entries: Vec<String>,
    /// What is wrong, with both values.
    pub what: String,
    /// Codes of the sources of the offending entry.
    pub sources: Vec<String>,
}

/// Runs the rules over the whole record, or over one treaty.
pub fn check(store: &Store, treaty: Option<&str>, audit: &Audit, when: When) -> Result<CheckReport> {
    let evidence = store.evidence(when.as_of, treaty)?;
    let names = Names::of(store)?;
    let concerns = |found: &Found| treaty.is_none_or(|code| found.treaty.is_empty() || found.treaty == code);
    let (run, not_run): (Vec<&AuditRule>, Vec<&AuditRule>) = RULES.iter().partition(|rule| audit.runs(rule));
    let mut all = Vec::new();
    let mut rules = Vec::new();
    for rule in run {
        let before = all.len();
        all.extend(rule.find(&evidence).into_iter().filter(concerns).filter_map(|found| {
            let severity = audit.set.get(rule.id).copied().unwrap_or(found.severity);
            audit.at_least.is_none_or(|least| severity <= least).then_some((severity, rule, found))
        }));
        rules.push(RuleRun { id: rule.id, name: rule.name, found: all.len() - before });
    }
    all.sort_by_cached_key(|(severity, rule, found)| {
        (*severity, rule.id, found.treaty.clone(), found.participant.clone(), found.entries.clone())
    });
    let some = |text: String| (!text.is_empty()).then_some(text);
    let finding = |(severity, rule, found): (Severity, &'static AuditRule, Found)| CheckFinding {
        rule: rule.id,
        name: rule.name,
        because: rule.because,
        severity,
        treaty: some(found.treaty),
        participant: some(found.participant.clone()).map(|code| names.name(&code)),
        code: some(found.participant),
        entries: found.entries.iter().map(|entry| format!("@{entry}")).collect(),
        what: found.what,
        sources: found.sources.split(';').filter(|code| !code.is_empty()).map(str::to_owned).collect(),
    };
    let findings: Vec<CheckFinding> = all.into_iter().map(finding).collect();
    let count = |severity| findings.iter().filter(|found| found.severity == severity).count();
    let mut diagnoses = diagnose(&evidence);
    diagnoses.retain(|diagnosis| {
        findings.iter().any(|found| found.rule == "A-07" && found.treaty.as_ref() == Some(&diagnosis.treaty))
    });
    Ok(CheckReport {
        as_of: when.as_of,
        treaty: treaty.map(str::to_owned),
        counts: SeverityCounts {
            error: count(Severity::Error),
            warning: count(Severity::Warning),
            info: count(Severity::Info),
        },
        rules,
        not_run: not_run.into_iter().map(|rule| rule.id).collect(),
        findings,
        diagnoses,
    })
}

/// The rules, as they would run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RulesReport {
    /// Each rule.
    pub rules: Vec<RuleView>,
}

/// A rule of the auditor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RuleView {
    ///
    pub id: &'static str,
    /// Its name.
    pub name: &'static str,
    /// The gravest that it finds, as asked for.
    pub severity: Severity,
    /// What it finds.
    pub checks: &'static str,
    /// The article, or why.
    pub because: &'static str,
}

/// Lists the rules that would run.
#[must_use]
pub fn rules(audit: &Audit) -> RulesReport {
    let rules = RULES.iter().filter(|rule| audit.runs(rule)).map(|rule| {
        let AuditRule { id, name, checks, because, .. } = *rule;
        RuleView { id, name, severity: audit.severity(rule), checks, because }
    });
    RulesReport { rules: rules.collect() }
}
