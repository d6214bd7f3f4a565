//! Whether a file is what it says.

use super::{Columns, cells, count};
use crate::render::{Report, Section, Sheet, Table};
use crate::report::{FileCheck, Verification, columns as shared};

/// A check, and one of its findings.
pub(super) struct Row<'a> {
    check: &'a FileCheck,
    finding: Option<&'a str>,
}

/// One row per finding; for a check that holds, one.
pub(super) fn columns<'a>() -> Columns<Verification, Row<'a>> {
    Columns::<Verification, Row<'a>>::new()
        .text("check", "name of the check", |_, row| row.check.check.into())
        .text("examined", "what it looked at", |_, row| (&row.check.examined).into())
        .flag("holds", "whether it found nothing", |_, row| row.check.holds.into())
        .text("finding", "what it found", |_, row| row.finding.into())
        .field(shared::HEAD_SEQ, |it, _| it.head.seq.into())
        .field(shared::HEAD_HASH, |it, _| (&it.head.hash).into())
}

impl Report for Verification {
    fn sheet(&self) -> Sheet {
        let result = |check: &FileCheck| match check.findings.len() {
            0 => "holds".to_owned(),
            found => count(found, "finding", "findings"),
        };
        let checks = self.checks.iter().map(|check| cells![check.check, &check.examined, result(check)]);
        let findings = self
            .checks
            .iter()
            .flat_map(|check| check.findings.iter().map(|finding| cells![check.check, finding]));
        let verdict = if self.sound {
            "All of it holds."
        } else {
            "The record holds, the rest does not: accede rebuild restores it."
        };
        Sheet {
            title: format!("Verification of {}", self.file),
            sections: vec![
                Section::of(["Check", "Examined", "Result"], checks),
                Section::of(["Check", "Finding"], findings).titled("Findings"),
            ],
            notes: vec![verdict.to_owned(), format!("Head: {}", self.head)],
        }
    }

    fn table(&self) -> Table<'_> {
        let rows = self.checks.iter().flat_map(|check| {
            let findings = check.findings.iter().map(|finding| Some(&**finding));
            let nothing = check.findings.is_empty().then_some(None);
            findings.chain(nothing).map(move |finding| Row { check, finding })
        });
        columns().table(self, rows)
    }
}
