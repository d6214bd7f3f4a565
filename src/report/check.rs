//! What the auditor's rules find in the record.

use std::collections::{HashMap, HashSet};

use serde::Serialize;

use super::When;
use super::set::Names;
use crate::error::Result;
use crate::law::audit::{AuditRule, Diagnosis, RULES, Severity, diagnose};
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
    pub diagnoses: Vec<DiagnosisView>,
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

/// What is probably wrong where published and computed days differ under a treaty.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DiagnosisView {
    /// The treaty.
    pub treaty: String,
    /// Acts whose days differ.
    pub differ: usize,
    /// Acts with both days.
    pub of: usize,
    /// What is probably wrong.
    pub cause: String,
}

/// Runs the rules over the whole record, or over one treaty.
pub fn check(store: &Store, treaty: Option<&str>, audit: &Audit, when: When) -> Result<CheckReport> {
    let evidence = store.evidence(when.as_of, treaty)?;
    let names = Names::of(store)?;
    let mut report = CheckReport {
        as_of: when.as_of,
        treaty: treaty.map(str::to_owned),
        counts: SeverityCounts::default(),
        rules: Vec::new(),
        not_run: Vec::new(),
        findings: Vec::new(),
        diagnoses: Vec::new(),
    };
    let some = |text: String| (!text.is_empty()).then_some(text);
    let concerns = |found: &str| treaty.is_none_or(|treaty| found.is_empty() || found == treaty);
    let mut keys = Vec::new();
    for rule in RULES {
        if !audit.runs(rule) {
            report.not_run.push(rule.id);
            continue;
        }
        let before = keys.len();
        for found in rule.find(&evidence).into_iter().filter(|found| concerns(&found.treaty)) {
            let severity = audit.set.get(rule.id).copied().unwrap_or(found.severity);
            if audit.at_least.is_some_and(|least| severity > least) {
                continue;
            }
            let key =
                (severity, rule.id, found.treaty.clone(), found.participant.clone(), found.entries.clone());
            let finding = CheckFinding {
                rule: rule.id,
                name: rule.name,
                because: rule.because,
                severity,
                participant: some(found.participant.clone()).map(|code| names.name(&code)),
                treaty: some(found.treaty),
                code: some(found.participant),
                entries: found.entries.iter().map(|entry| format!("@{entry}")).collect(),
                what: found.what,
                sources: found
                    .sources
                    .split(';')
                    .filter(|code| !code.is_empty())
                    .map(str::to_owned)
                    .collect(),
            };
            keys.push((key, finding));
        }
        report.rules.push(RuleRun { id: rule.id, name: rule.name, found: keys.len() - before });
    }
    keys.sort_by(|one, other| one.0.cmp(&other.0));
    report.findings = keys.into_iter().map(|pair| pair.1).collect();
    for finding in &report.findings {
        let count = match finding.severity {
            Severity::Error => &mut report.counts.error,
            Severity::Warning => &mut report.counts.warning,
            Severity::Info => &mut report.counts.info,
        };
        *count += 1;
    }
    let differs: HashSet<&str> = report
        .findings
        .iter()
        .filter(|found| found.rule == "A-07")
        .filter_map(|found| found.treaty.as_deref())
        .collect();
    let diagnosed = |found: &Diagnosis| differs.contains(found.treaty.as_str());
    report.diagnoses = diagnose(&evidence)
        .into_iter()
        .filter(diagnosed)
        .map(|Diagnosis { treaty, differ, of, cause }| DiagnosisView { treaty, differ, of, cause })
        .collect();
    Ok(report)
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
    /// The gravest that it finds.
    pub severity: Severity,
    /// What it finds.
    pub checks: &'static str,
    /// The article, or why.
    pub because: &'static str,
}

/// Lists the rules that would run.
#[must_use]
pub fn rules(audit: &Audit) -> RulesReport {
    let rules = RULES.iter().filter(|rule| audit.runs(rule)).map(|rule| RuleView {
        id: rule.id,
        name: rule.name,
        severity: audit.severity(rule),
        checks: rule.checks,
        because: rule.because,
    });
    RulesReport { rules: rules.collect() }
}
