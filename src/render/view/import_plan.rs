//! What files would change in the record.

use super::{Columns, cells, count, joined, shortened};
use crate::recording::import::{Comparison, FindingLine, ImportPlan, ImportRow, Rename};
use crate::render::{Cell, Report, Section, Sheet, Table};
use crate::report::{Datum, columns as shared};

/// What could not be read, a name that changed, or an act compared with the record: each has cells of its own.
#[derive(Default)]
pub(super) struct Row<'a> {
    verdict: Datum<'a>,
    treaty: Datum<'a>,
    participant: Datum<'a>,
    name: Datum<'a>,
    act: Datum<'a>,
    date: Datum<'a>,
    effective_on: Datum<'a>,
    file: Datum<'a>,
    place: Datum<'a>,
    entry: Datum<'a>,
    why: Datum<'a>,
    flag: Datum<'a>,
}

impl<'a> From<&'a FindingLine> for Row<'a> {
    fn from(line: &'a FindingLine) -> Self {
        Self {
            verdict: "finding".into(),
            treaty: (&line.treaty).into(),
            name: (&line.finding.cell).into(),
            act: line.finding.reason.word().into(),
            file: (&line.file).into(),
            place: line.finding.place.to_string().into(),
            why: (&line.finding.why).into(),
            ..Self::default()
        }
    }
}

impl<'a> From<&'a Rename> for Row<'a> {
    fn from(it: &'a Rename) -> Self {
        Self {
            verdict: "renamed".into(),
            participant: (&it.participant).into(),
            name: (&it.after).into(),
            why: format!("{} → {} in {} acts", it.before, it.after, it.acts).into(),
            ..Self::default()
        }
    }
}

impl From<ImportRow> for Row<'_> {
    fn from(row: ImportRow) -> Self {
        Self {
            verdict: row.verdict.word().into(),
            treaty: row.treaty.into(),
            participant: row.participant.into(),
            name: row.name.into(),
            act: row.act.into(),
            date: row.date.into(),
            effective_on: row.effective_on.into(),
            file: row.file.into(),
            place: row.place.into(),
            entry: row.entry.into(),
            why: row.why.into(),
            flag: row.flag.into(),
        }
    }
}

pub(super) fn columns<'a>() -> Columns<ImportPlan, Row<'a>> {
    let verdict =
        "what it is to the record: new, changed, withdrawn, contradicting, gone, same; renamed; finding";
    Columns::<ImportPlan, Row<'a>>::new()
        .text("verdict", verdict, |_, row| row.verdict.clone())
        .field(shared::TREATY, |_, row| row.treaty.clone())
        .field(shared::PARTICIPANT, |_, row| row.participant.clone())
        .text("name", "the participant as the file names it; of a finding: the cell", |_, row| {
            row.name.clone()
        })
        .text("act", "what kind of act; of a finding: what is wrong with it", |_, row| row.act.clone())
        .text("date", "its day, or the window of a day that is not known", |_, row| row.date.clone())
        .field(shared::EFFECTIVE_ON, |_, row| row.effective_on.clone())
        .text("file", "name of the file", |_, row| row.file.clone())
        .text("place", "where it stands there, line:column", |_, row| row.place.clone())
        .text("entry", "entry of the log that it is compared with: @N", |_, row| row.entry.clone())
        .text("why", "how it differs, or why it is not taken in", |_, row| row.why.clone())
        .text("flag", "what a reader should look at in it", |_, row| row.flag.clone())
}

/// How many lines of one sort a table lists.
const LISTED: usize = 12;

impl Report for ImportPlan {
    fn sheet(&self) -> Sheet {
        let mut sections = vec![self.totals(), self.finding_lines(), self.flags()];
        let first = [Comparison::Contradicting, Comparison::Changed, Comparison::Withdrawn, Comparison::Gone];
        let of = |verdict| listed(verdict, self.rows.first(verdict), self.rows.count(verdict));
        sections.extend(first.map(of));
        let renames = self.renames.iter().map(|rename| {
            let name = format!("{} → {}", rename.before, rename.after);
            cells![&rename.participant, name, rename.acts]
        });
        sections.push(Section::of(["Code", "Name", "Acts"], renames).figures_from(2).titled("Renamed"));
        sections.extend([self.treaty_lines(), of(Comparison::New)]);
        Sheet { title: self.title(), sections, notes: self.notes() }
    }

    fn table(&self) -> Table<'_> {
        let findings = self.findings.iter().map(Row::from);
        let renames = self.renames.iter().map(Row::from);
        let rows = self.rows.each().map(|row| row.map(Row::from));
        columns().table_of(self, findings.chain(renames).map(Ok).chain(rows))
    }
}

impl ImportPlan {
    fn title(&self) -> String {
        match self.files.as_slice() {
            [one] if one.publisher.is_empty() => format!("{} and this record", one.file),
            [one] => format!("{} ({}) and this record", one.file, one.publisher),
            several => format!("{} and this record", count(several.len(), "file", "files")),
        }
    }

    fn totals(&self) -> Section {
        let heads = ["New", "Changed", "Withdrawn", "Contradicting", "Gone", "Same", "Flagged", "Findings"];
        let it = &self.counts;
        let figures =
            [it.new, it.changed, it.withdrawn, it.contradicting, it.gone, it.same, it.flagged, it.findings];
        Section::of(heads, [figures.map(Cell::from)]).figures_from(0)
    }

    fn treaty_lines(&self) -> Section {
        let rows = self.treaties.iter().take(LISTED).map(|line| {
            let what = match line.verdict {
                Comparison::New => in_short(&line.title, 60),
                _ => line.why.clone(),
            };
            cells![line.verdict.word(), &line.treaty, what]
        });
        let section = Section::of(["", "Treaty", "Title, or what changes"], rows).titled("Treaties");
        cut(section, self.treaties.len(), LISTED)
    }

    fn finding_lines(&self) -> Section {
        let rows = self.findings.iter().take(2 * LISTED).map(|line| {
            let place = format!("{}:{}", line.file, line.finding.place);
            let why = format!("{}: {}", line.finding.reason.word(), line.finding.why);
            cells![place, in_short(&line.finding.cell, 40), in_short(&why, 240)]
        });
        let section = Section::of(["Where", "Cell", "Why it is not taken in"], rows).titled("Findings");
        cut(section, self.findings.len(), 2 * LISTED)
    }

    /// What a reader should look at: every line that bears a flag, by its flag.
    fn flags(&self) -> Section {
        let rows = self.rows.flagged().iter().map(|flagged| {
            let one_treaty = flagged.whose.iter().all(|(treaty, _)| *treaty == flagged.whose[0].0);
            let mut whose: Vec<String> = Vec::new();
            for (treaty, participant) in &flagged.whose {
                let is_first = whose.is_empty() || !one_treaty;
                whose.push(if is_first { format!("{treaty} {participant}") } else { participant.clone() });
            }
            if flagged.rows > whose.len() {
                whose.push(format!("… and {} more", flagged.rows - whose.len()));
            }
            cells![flagged.rows, in_short(&flagged.flag, 240), whose.join(", ")]
        });
        let mut section = Section::of(["Acts", "What to look at", "Whose"], rows).titled("Flagged");
        if self.rows.with_other_flags() > 0 {
            let more = "and more flags, each in the column flag: --format json or csv";
            section.rows.push(cells![self.rows.with_other_flags(), more, ""].to_vec());
        }
        section
    }

    fn notes(&self) -> Vec<String> {
        let mut notes = Vec::new();
        let cut = Comparison::ALL.iter().any(|verdict| self.rows.count(*verdict) > LISTED)
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
                    "Recorded as {first} to {last}.{left} accede import undo {first} --reason TEXT takes it back. Head: {head}"
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
        Comparison::Changed => {
            "Changed: the same publisher gives it otherwise now, or another one more exactly"
        }
        Comparison::Withdrawn => "Withdrawn, on a day that the source does not give",
        Comparison::Contradicting => "Contradicting another source: kept beside it",
        Comparison::Gone => "Gone from the source",
        Comparison::Same => "Same",
    }
}

fn listed(verdict: Comparison, rows: &[ImportRow], all: usize) -> Section {
    let line = |row: &ImportRow| {
        let place =
            if row.place.is_empty() { row.file.clone() } else { format!("{}:{}", row.file, row.place) };
        let why = joined([&row.why].into_iter().filter(|why| !why.is_empty()).chain(&row.flag), "; ");
        let act = format!("{} {}", row.act, row.date);
        cells![&row.treaty, &row.participant, act.trim(), row.entry.as_ref(), place, in_short(&why, 160)]
    };
    let heads = ["Treaty", "Whose", "Act", "Entry", "Where", "Why"];
    let mut section = Section::of(heads, rows.iter().take(LISTED).map(line)).titled(heading(verdict));
    if verdict == Comparison::New {
        section = section.without(3);
    }
    cut(section, all, LISTED)
}

/// The table with a line more where more are there than it lists.
fn cut(mut section: Section, all: usize, listed: usize) -> Section {
    if all > listed {
        let mut line = vec![Cell::from(format!("… and {} more", all - listed))];
        line.resize(section.heads.len(), Cell::default());
        section.rows.push(line);
    }
    section
}

/// A text that does not fill a table by itself, in one line.
fn in_short(text: &str, longest: usize) -> String {
    shortened(&text.split_whitespace().collect::<Vec<_>>().join(" "), longest)
}
