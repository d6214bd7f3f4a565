//! What the auditor's rules find, and the rules themselves.

use super::count;
use crate::render::{Cell, Column, Records, Report, Section, Sheet};
use crate::report::{CheckFinding, CheckReport, Reason, RulesReport};

/// The gravest first, each with its heading.
const HEADINGS: [(&str, &str); 3] = [("error", "Errors"), ("warning", "Warnings"), ("info", "Worth knowing")];

impl CheckReport {
    fn section(&self, severity: &str, title: &str) -> Option<Section> {
        let found: Vec<&CheckFinding> =
            self.findings.iter().filter(|found| found.severity.word() == severity).collect();
        let row = |found: &&CheckFinding| {
            let mut where_to: Vec<&str> = Vec::new();
            if self.treaty.is_none() {
                where_to.extend(found.treaty.as_deref());
            }
            where_to.extend(found.participant.as_deref());
            vec![
                Cell::from(found.rule),
                where_to.join(": ").into(),
                entries(&found.entries).into(),
                (&*found.what).into(),
            ]
        };
        (!found.is_empty()).then(|| Section {
            title: Some(title.to_owned()),
            columns: Column::texts(&["Rule", "Where", "Entry", "What"]),
            rows: found.iter().map(row).collect(),
        })
    }

    fn summary(&self) -> String {
        let quiet = self.rules.iter().filter(|rule| rule.found == 0).count();
        let ran = count(self.rules.len(), "rule ran", "rules ran");
        if self.findings.is_empty() {
            return format!("{ran}, and nothing was found.");
        }
        let parts = [
            count(self.counts.error, "error", "errors"),
            count(self.counts.warning, "warning", "warnings"),
            format!("{} worth knowing", self.counts.info),
        ];
        format!("{ran}: {}. {quiet} found nothing.", parts.join(", "))
    }
}

/// The entries of a finding; of many the first few.
fn entries(entries: &[String]) -> String {
    const SHOWN: usize = 3;
    let first = entries[..entries.len().min(SHOWN)].join(" ");
    if entries.len() > SHOWN { format!("{first} and {} more", entries.len() - SHOWN) } else { first }
}

impl Report for CheckReport {
    fn sheet(&self) -> Sheet {
        let of = self.treaty.as_ref().map_or_else(|| "The whole record".to_owned(), Clone::clone);
        let mut sections: Vec<Section> =
            HEADINGS.iter().filter_map(|(severity, title)| self.section(severity, title)).collect();
        if self.rules.iter().any(|rule| rule.found > 0) && self.rules.len() > 1 {
            let found = self.rules.iter().filter(|rule| rule.found > 0);
            sections.push(Section {
                title: Some("By rule".to_owned()),
                columns: vec![
                    Column::texts(&["Rule"]).remove(0),
                    Column::texts(&["Name"]).remove(0),
                    Column::figures("Found"),
                ],
                rows: found
                    .map(|rule| vec![rule.id.into(), rule.name.into(), rule.found.to_string().into()])
                    .collect(),
            });
        }
        let diagnoses = self.diagnoses.iter().map(|found| {
            format!(
                "A-07, {}: published and computed differ in {} of {}; {}.",
                found.treaty,
                found.differ,
                count(found.of, "act with both", "acts with both"),
                found.cause
            )
        });
        let mut notes: Vec<String> = diagnoses.collect();
        notes.push(self.summary());
        if !self.not_run.is_empty() && self.rules.len() > 20 {
            notes.push(format!("Not run: {}.", self.not_run.join(", ")));
        }
        Sheet { title: format!("{of}, checked as of {}", self.as_of.in_words()), sections, notes }
    }

    fn records(&self) -> Records {
        let header =
            vec!["rule", "name", "severity", "treaty", "code", "participant", "entries", "what", "sources"];
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        let rows = self.findings.iter().map(|found| {
            vec![
                found.rule.to_owned(),
                found.name.to_owned(),
                found.severity.to_string(),
                text(&found.treaty),
                text(&found.code),
                text(&found.participant),
                found.entries.join(";"),
                found.what.clone(),
                found.sources.join(";"),
            ]
        });
        Records::of(header, rows.collect())
    }

    fn reasons(&self) -> Option<Vec<Reason>> {
        let reason = |(place, found): (usize, &CheckFinding)| {
            let of = [found.treaty.as_deref(), found.participant.as_deref()];
            let of: Vec<&str> = of.into_iter().flatten().collect();
            let of = if of.is_empty() { found.rule.to_owned() } else { of.join(": ") };
            let because =
                format!("{} {} ({}): {}", found.rule, found.name, found.because, found.entries.join(", "));
            Reason::of(of, because).for_row(place).from(&found.sources)
        };
        Some(self.findings.iter().enumerate().map(reason).collect())
    }
}

impl Report for RulesReport {
    fn sheet(&self) -> Sheet {
        let row = |rule: &crate::report::RuleView| {
            vec![
                Cell::from(rule.id),
                rule.name.into(),
                rule.severity.word().into(),
                format!("{} ({})", rule.checks, rule.because).into(),
            ]
        };
        Sheet {
            title: "The auditor's rules".to_owned(),
            sections: vec![Section {
                title: None,
                columns: Column::texts(&["Rule", "Name", "Severity", "Finds"]),
                rows: self.rules.iter().map(row).collect(),
            }],
            notes: vec![format!("{}.", count(self.rules.len(), "rule", "rules"))],
        }
    }

    fn records(&self) -> Records {
        let row = |rule: &crate::report::RuleView| {
            vec![
                rule.id.to_owned(),
                rule.name.to_owned(),
                rule.severity.to_string(),
                rule.checks.to_owned(),
                rule.because.to_owned(),
            ]
        };
        Records::of(
            vec!["rule", "name", "severity", "finds", "because"],
            self.rules.iter().map(row).collect(),
        )
    }
}
