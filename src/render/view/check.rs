//! What the auditor's rules find, and the rules themselves.

use super::{Columns, Marks, cells, count, joined};
use crate::render::{Report, Section, Sheet, Table};
use crate::report::{CheckFinding, CheckReport, Datum, Reason, RuleView, RulesReport, columns as shared};

/// One row per finding; people see those of one severity together.
pub(super) fn columns() -> Columns<CheckReport, CheckFinding> {
    Columns::<CheckReport, CheckFinding>::new()
        .field(shared::AUDIT_RULE, |_, found| found.rule.into())
        .headed("Rule")
        .field(shared::AUDIT_NAME, |_, found| found.name.into())
        .field(shared::SEVERITY, |_, found| found.severity.word().into())
        .field(shared::TREATY, |_, found| (&found.treaty).into())
        .field(shared::CODE, |_, found| (&found.code).into())
        .text("participant", "name of the participant", |_, found| (&found.participant).into())
        .shown("Where", |report, found, _| {
            let treaty = found.treaty.as_deref().filter(|_| report.treaty.is_none());
            joined(treaty.into_iter().chain(found.participant.as_deref()), ": ").into()
        })
        .text("entries", "the entries that it is about, separated by ;", |_, found| {
            Datum::list(&found.entries)
        })
        .shown("Entry", |_, found, _| entries(&found.entries).into())
        .text("what", "what was found", |_, found| (&found.what).into())
        .headed("What")
        .field(shared::SOURCES, |_, found| Datum::list(&found.sources))
}

/// One row per rule.
pub(super) fn rules() -> Columns<RulesReport, RuleView> {
    Columns::<RulesReport, RuleView>::new()
        .field(shared::AUDIT_RULE, |_, rule| rule.id.into())
        .headed("Rule")
        .field(shared::AUDIT_NAME, |_, rule| rule.name.into())
        .headed("Name")
        .field(shared::SEVERITY, |_, rule| rule.severity.word().into())
        .headed("Severity")
        .text("finds", "what it finds", |_, rule| rule.checks.into())
        .shown("Finds", |_, rule, _| format!("{} ({})", rule.checks, rule.because).into())
        .text("because", "the article or custom that it rests on", |_, rule| rule.because.into())
}

/// The gravest first, each with its heading.
const HEADINGS: [(&str, &str); 3] = [("error", "Errors"), ("warning", "Warnings"), ("info", "Worth knowing")];

impl CheckReport {
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
        let of = self.treaty.as_deref().unwrap_or("The whole record");
        let mut sections = Vec::from(HEADINGS.map(|(severity, title)| {
            let found = self.findings.iter().filter(|found| found.severity.word() == severity);
            columns().section(self, found, &mut Marks::default()).titled(title)
        }));
        if self.rules.iter().any(|rule| rule.found > 0) && self.rules.len() > 1 {
            let found = self.rules.iter().filter(|rule| rule.found > 0);
            let rows = found.map(|rule| cells![rule.id, rule.name, rule.found]);
            sections.push(Section::of(["Rule", "Name", "Found"], rows).figures_from(2).titled("By rule"));
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

    fn table(&self) -> Table<'_> {
        columns().table(self, &self.findings)
    }

    fn reasons(&self) -> Option<Vec<Reason>> {
        Some(Reason::of_rows(&self.findings, |found| {
            let CheckFinding { rule, name, because, .. } = found;
            let of = joined(found.treaty.iter().chain(&found.participant), ": ");
            let of = if of.is_empty() { (*rule).to_owned() } else { of };
            let because = format!("{rule} {name} ({because}): {}", found.entries.join(", "));
            Some(Reason::of(of, because).from(&found.sources))
        }))
    }
}

impl Report for RulesReport {
    fn sheet(&self) -> Sheet {
        Sheet {
            title: "The auditor's rules".to_owned(),
            sections: vec![rules().section(self, &self.rules, &mut Marks::default())],
            notes: vec![format!("{}.", count(self.rules.len(), "rule", "rules"))],
        }
    }

    fn table(&self) -> Table<'_> {
        rules().table(self, &self.rules)
    }
}
