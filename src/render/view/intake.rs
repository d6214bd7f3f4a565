//! What files would change in the record.

use super::{count, text};
use crate::recording::import::{Comparison, Intake, IntakeRow};
use crate::render::{Cell, Column, Records, Report, Section, Sheet};

/// How many lines of one sort a table lists.
const LISTED: usize = 12;

impl Report for Intake {
    fn sheet(&self) -> Sheet {
        let mut sections = vec![self.totals()];
        sections.extend(self.treaty_lines());
        if !self.renames.is_empty() {
            let rows = self.renames.iter().map(|rename| {
                let name = format!("{} → {}", rename.before, rename.after);
                vec![Cell::from(&*rename.participant), name.into(), rename.acts.to_string().into()]
            });
            let mut columns = Column::texts(&["Code", "Name"]);
            columns.push(Column::figures("Acts"));
            sections.push(Section { title: Some("Renamed".to_owned()), columns, rows: rows.collect() });
        }
        for verdict in Comparison::ALL {
            let rows: Vec<&IntakeRow> = self.rows.iter().filter(|row| row.verdict == verdict).collect();
            if !rows.is_empty() {
                sections.push(listed(verdict, &rows));
            }
        }
        sections.extend(self.finding_lines());
        Sheet { title: self.title(), sections, notes: self.notes() }
    }

    fn records(&self) -> Records {
        let header = vec![
            "verdict",
            "treaty",
            "participant",
            "name",
            "act",
            "date",
            "effective_on",
            "file",
            "place",
            "entry",
            "why",
            "flag",
        ];
        let rows = self.rows.iter().map(|row| {
            vec![
                row.verdict.word().to_owned(),
                row.treaty.clone(),
                row.participant.clone(),
                row.name.clone(),
                row.act.clone(),
                row.date.clone(),
                text(row.effective_on.as_ref()),
                row.file.clone(),
                row.place.clone(),
                text(row.entry.as_ref()),
                row.why.clone(),
                text(row.flag.as_ref()),
            ]
        });
        let renames = self.renames.iter().map(|rename| {
            let why = format!("{} → {} in {} acts", rename.before, rename.after, rename.acts);
            let mut row = vec![String::new(); 12];
            "renamed".clone_into(&mut row[0]);
            row[2].clone_from(&rename.participant);
            row[3].clone_from(&rename.after);
            row[10] = why;
            row
        });
        let findings = self.findings.iter().map(|line| {
            let mut row = vec![String::new(); 12];
            "finding".clone_into(&mut row[0]);
            row[1] = text(line.treaty.as_ref());
            row[3].clone_from(&line.finding.cell);
            line.finding.reason.word().clone_into(&mut row[4]);
            row[7].clone_from(&line.file);
            row[8] = line.finding.place.to_string();
            row[10].clone_from(&line.finding.why);
            row
        });
        Records::of(header, findings.chain(renames).chain(rows).collect())
    }
}

impl Intake {
    fn title(&self) -> String {
        match self.files.as_slice() {
            [one] if one.publisher.is_empty() => format!("{} and this record", one.file),
            [one] => format!("{} ({}) and this record", one.file, one.publisher),
            several => format!("{} and this record", count(several.len(), "file", "files")),
        }
    }

    fn totals(&self) -> Section {
        let counts = &self.counts;
        let heads = ["New", "Changed", "Withdrawn", "Contradicting", "Gone", "Same", "Flagged", "Findings"];
        let figures = [
            counts.new,
            counts.changed,
            counts.withdrawn,
            counts.contradicting,
            counts.gone,
            counts.same,
            counts.flagged,
            counts.findings,
        ];
        let columns = heads.map(Column::figures).to_vec();
        Section { title: None, columns, rows: vec![figures.map(|figure| figure.to_string().into()).to_vec()] }
    }

    fn treaty_lines(&self) -> Option<Section> {
        if self.treaties.is_empty() {
            return None;
        }
        let mut rows: Vec<Vec<Cell>> = Vec::new();
        for line in self.treaties.iter().take(LISTED) {
            let what = match line.verdict {
                Comparison::New => in_short(&line.title, 60),
                _ => line.why.clone(),
            };
            rows.push(vec![line.verdict.word().into(), (&*line.treaty).into(), what.into()]);
        }
        more(&mut rows, self.treaties.len(), 3);
        let columns = Column::texts(&["", "Treaty", "Title, or what changes"]);
        Some(Section { title: Some("Treaties".to_owned()), columns, rows })
    }

    fn finding_lines(&self) -> Option<Section> {
        if self.findings.is_empty() {
            return None;
        }
        let mut rows: Vec<Vec<Cell>> = Vec::new();
        for line in self.findings.iter().take(2 * LISTED) {
            let place = format!("{}:{}", line.file, line.finding.place);
            let why = format!("{}: {}", line.finding.reason.word(), line.finding.why);
            rows.push(vec![
                place.into(),
                in_short(&line.finding.cell, 40).into(),
                in_short(&why, 240).into(),
            ]);
        }
        if self.findings.len() > 2 * LISTED {
            let rest = format!("… and {} more", self.findings.len() - 2 * LISTED);
            rows.push(vec![rest.into(), Cell::default(), Cell::default()]);
        }
        let columns = Column::texts(&["Where", "Cell", "Why it is not taken in"]);
        Some(Section { title: Some("Findings".to_owned()), columns, rows })
    }

    fn notes(&self) -> Vec<String> {
        let mut notes = Vec::new();
        let cut = Comparison::ALL
            .iter()
            .any(|verdict| self.rows.iter().filter(|row| row.verdict == *verdict).count() > LISTED)
            || self.treaties.len() > LISTED
            || self.findings.len() > 2 * LISTED;
        if cut {
            notes.push("All of them, in full: --format json or csv.".to_owned());
        }
        notes.extend(self.remarks.iter().cloned());
        let entries = count(self.to_record(), "entry", "entries");
        notes.push(match (&self.entries, &self.head) {
            (Some((first, last)), Some(head)) => {
                let left = if self.findings.is_empty() {
                    String::new()
                } else {
                    format!(" {} left out, listed above.", count(self.findings.len(), "finding was", "findings were"))
                };
                format!(
                    "Recorded as {first} to {last}.{left} accede import undo {first} --reason TEXT takes it back. Head: @{} {}",
                    head.seq, head.hash
                )
            }
            _ if self.to_record() == 0 => "Nothing to record.".to_owned(),
            _ if self.findings.is_empty() => format!("Nothing was written: --write records {entries}."),
            _ => format!(
                "Nothing was written: {} not taken in. --write --partial leaves that out and records {entries}.",
                count(self.findings.len(), "cell or row is", "cells or rows are")
            ),
        });
        notes
    }
}

fn heading(verdict: Comparison) -> &'static str {
    match verdict {
        Comparison::New => "New",
        Comparison::Changed => "Changed: the same publisher gives it otherwise now",
        Comparison::Withdrawn => "Withdrawn, on a day that the source does not give",
        Comparison::Contradicting => "Contradicting another source: kept beside it",
        Comparison::Gone => "Gone from the source",
        Comparison::Same => "Same",
    }
}

fn listed(verdict: Comparison, rows: &[&IntakeRow]) -> Section {
    let mut lines: Vec<Vec<Cell>> = Vec::new();
    for row in rows.iter().take(LISTED) {
        let place =
            if row.place.is_empty() { row.file.clone() } else { format!("{}:{}", row.file, row.place) };
        let why = [Some(row.why.clone()).filter(|why| !why.is_empty()), row.flag.clone()];
        let why = why.into_iter().flatten().collect::<Vec<_>>().join("; ");
        let mut line = vec![
            Cell::from(&*row.treaty),
            (&*row.participant).into(),
            format!("{} {}", row.act, row.date).trim().to_owned().into(),
            place.into(),
            in_short(&why, 160).into(),
        ];
        if verdict != Comparison::New {
            line.insert(3, text(row.entry.as_ref()).into());
        }
        lines.push(line);
    }
    let mut heads = vec!["Treaty", "Whose", "Act", "Where", "Why"];
    if verdict != Comparison::New {
        heads.insert(3, "Entry");
    }
    more(&mut lines, rows.len(), heads.len());
    Section { title: Some(heading(verdict).to_owned()), columns: Column::texts(&heads), rows: lines }
}

fn more(lines: &mut Vec<Vec<Cell>>, all: usize, columns: usize) {
    if all > LISTED {
        let mut line = vec![Cell::from(format!("… and {} more", all - LISTED))];
        line.resize(columns, Cell::default());
        lines.push(line);
    }
}

/// A text that does not fill a table by itself, in one line.
fn in_short(text: &str, longest: usize) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut short: String = text.chars().take(longest).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}
