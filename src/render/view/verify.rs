//! Whether a file is what it says.

use super::count;
use crate::render::{Cell, Column, Records, Report, Section, Sheet};
use crate::report::{Check, Verification};

impl Report for Verification {
    fn sheet(&self) -> Sheet {
        let result = |check: &Check| match check.findings.len() {
            0 => "holds".to_owned(),
            found => count(found, "finding", "findings"),
        };
        let checks = self
            .checks
            .iter()
            .map(|check| vec![Cell::from(check.check), (&*check.examined).into(), result(check).into()]);
        let checks = Section {
            title: None,
            columns: Column::texts(&["Check", "Examined", "Result"]),
            rows: checks.collect(),
        };
        let findings = self.checks.iter().flat_map(|check| {
            check.findings.iter().map(|finding| vec![Cell::from(check.check), (&**finding).into()])
        });
        let findings = Section {
            title: Some("Findings".to_owned()),
            columns: Column::texts(&["Check", "Finding"]),
            rows: findings.collect(),
        };
        let verdict = if self.sound {
            "All of it holds."
        } else {
            "The record holds, the rest does not: accede rebuild restores it."
        };
        Sheet {
            title: format!("Verification of {}", self.file),
            sections: vec![checks, findings],
            notes: vec![verdict.to_owned(), format!("Head: @{} {}", self.head.seq, self.head.hash)],
        }
    }

    fn records(&self) -> Records {
        let header = vec!["check", "examined", "holds", "finding", "head_seq", "head_hash"];
        let row = |check: &Check, finding: &str| {
            vec![
                check.check.to_owned(),
                check.examined.clone(),
                check.holds.to_string(),
                finding.to_owned(),
                self.head.seq.to_string(),
                self.head.hash.clone(),
            ]
        };
        let rows = self.checks.iter().flat_map(|check| match check.findings.as_slice() {
            [] => vec![row(check, "")],
            findings => findings.iter().map(|finding| row(check, finding)).collect(),
        });
        Records::of(header, rows.collect())
    }
}
