//! Readers, unknown names, disagreements of sources, and a batch taken back.

use super::{count, reasons, text};
use crate::recording::batch::UndoReport;
use crate::render::{Cell, Column, Records, Report, Section, Sheet};
use crate::report::{ConflictsReport, ReadersReport, Reason, UnknownNames};

impl Report for ReadersReport {
    fn sheet(&self) -> Sheet {
        let rows = self.readers.iter().map(|line| {
            let kind = if line.is_map { "map" } else { "reader" };
            vec![Cell::from(&*line.name), kind.into(), (&*line.about).into()]
        });
        let columns = Column::texts(&["Name", "", "What it reads"]);
        Sheet {
            title: "Readers and column maps".to_owned(),
            sections: vec![Section { title: None, columns, rows: rows.collect() }],
            notes: vec![
                "A table that none of them knows: --map FILE; docs/maps.md says how to write one.".to_owned(),
            ],
        }
    }

    fn records(&self) -> Records {
        let rows = self.readers.iter().map(|line| {
            let kind = if line.is_map { "map" } else { "reader" };
            vec![line.name.clone(), kind.to_owned(), line.about.clone()]
        });
        Records::of(vec!["name", "kind", "about"], rows.collect())
    }
}

impl Report for UnknownNames {
    fn sheet(&self) -> Sheet {
        let rows = self.unknown.iter().map(|line| {
            let near = if line.can_be.is_empty() {
                line.nearest.join(", ")
            } else {
                format!("can be {}", line.can_be.join(" or "))
            };
            vec![Cell::from(&*line.name), line.places.to_string().into(), (&*line.first).into(), near.into()]
        });
        let mut columns = Column::texts(&["Name"]);
        columns.push(Column::figures("Places"));
        columns.extend(Column::texts(&["First", "Nearest, or what it can be"]));
        let known = self.names - self.unknown.len();
        let mut notes = vec![format!("{} of {} known.", known, count(self.names, "name is", "names are"))];
        if !self.unknown.is_empty() {
            notes.push(
                "accede names add NAME CODE teaches one; accede participant add adds a participant."
                    .to_owned(),
            );
        }
        Sheet {
            title: "Names that are not known".to_owned(),
            sections: vec![Section { title: None, columns, rows: rows.collect() }],
            notes,
        }
    }

    fn records(&self) -> Records {
        let rows = self.unknown.iter().map(|line| {
            vec![
                line.name.clone(),
                line.places.to_string(),
                line.first.clone(),
                line.can_be.join(";"),
                line.nearest.join(";"),
            ]
        });
        Records::of(vec!["name", "places", "first", "can_be", "nearest"], rows.collect())
    }
}

impl Report for ConflictsReport {
    fn sheet(&self) -> Sheet {
        let mut rows = Vec::new();
        for conflict in &self.conflicts {
            for side in &conflict.sides {
                let first = side.shown;
                let apart =
                    side.days_apart.filter(|_| !first).map_or_else(String::new, |days| format!("{days:+}"));
                let who = if side.publishers.is_empty() {
                    "recorded here".to_owned()
                } else {
                    side.publishers.join(", ")
                };
                rows.push(vec![
                    Cell::from(if first { conflict.treaty.clone() } else { String::new() }),
                    (if first { conflict.name.clone() } else { String::new() }).into(),
                    (if first { "shown" } else { "" }).into(),
                    format!("{} {}", side.act, text(side.date.as_ref())).trim().to_owned().into(),
                    text(side.effective_on.as_ref()).into(),
                    apart.into(),
                    (&*side.entry).into(),
                    who.into(),
                ]);
            }
        }
        let mut columns = Column::texts(&["Treaty", "Participant", "", "Act", "In effect"]);
        columns.push(Column::figures("Days"));
        columns.extend(Column::texts(&["Entry", "Publisher"]));
        let whose = self.treaty.as_ref().map_or_else(String::new, |treaty| format!(" under {treaty}"));
        let mut notes =
            vec![format!("Sources disagree about {}{whose}.", count(self.conflicts.len(), "act", "acts"))];
        notes.push(if self.precedence.is_empty() {
            "Shown: depositaries first, then what was recorded without a publisher, collections, research."
                .to_owned()
        } else {
            format!("Shown first, as recorded: {}.", self.precedence.join(", then "))
        });
        Sheet {
            title: format!("Where sources disagree{whose}"),
            sections: vec![Section { title: None, columns, rows }],
            notes,
        }
    }

    fn records(&self) -> Records {
        let header = vec![
            "treaty",
            "participant",
            "name",
            "shown",
            "act",
            "date",
            "effective_on",
            "days_apart",
            "entry",
            "publishers",
        ];
        let mut rows = Vec::new();
        for conflict in &self.conflicts {
            for side in &conflict.sides {
                rows.push(vec![
                    conflict.treaty.clone(),
                    conflict.participant.clone(),
                    conflict.name.clone(),
                    side.shown.to_string(),
                    side.act.to_string(),
                    text(side.date.as_ref()),
                    text(side.effective_on.as_ref()),
                    text(side.days_apart.as_ref()),
                    side.entry.clone(),
                    side.publishers.join(";"),
                ]);
            }
        }
        Records::of(header, rows)
    }

    fn reasons(&self) -> Option<Vec<Reason>> {
        Some(reasons::of_conflicts(self))
    }
}

impl Report for UndoReport {
    fn sheet(&self) -> Sheet {
        let mut rows = Vec::new();
        for (word, counts) in [("no longer counts", &self.retracted), ("counts again", &self.restored)] {
            rows.extend(
                counts
                    .iter()
                    .map(|(kind, number)| vec![Cell::from(word), (*kind).into(), number.to_string().into()]),
            );
        }
        let mut columns = Column::texts(&["", "Kind"]);
        columns.push(Column::figures("Entries"));
        let mut sections = vec![Section { title: None, columns, rows }];
        if !self.kept.is_empty() {
            let rows = self
                .kept
                .iter()
                .map(|kept| vec![Cell::from(&*kept.entry), kept.kind.into(), (&*kept.why).into()]);
            sections.push(Section {
                title: Some("Stays".to_owned()),
                columns: Column::texts(&["Entry", "Kind", "Why"]),
                rows: rows.collect(),
            });
        }
        let mut notes = self.warnings.clone();
        notes.push(match (&self.entries, &self.head) {
            (Some((first, last)), Some(head)) => {
                format!("Recorded as {first} to {last}. Head: @{} {}", head.seq, head.hash)
            }
            _ => "Nothing was written (--dry-run).".to_owned(),
        });
        Sheet { title: format!("Batch {} taken back: {}", self.batch, self.name), sections, notes }
    }

    fn records(&self) -> Records {
        let mut rows = Vec::new();
        for (word, counts) in [("retracted", &self.retracted), ("restored", &self.restored)] {
            rows.extend(counts.iter().map(|(kind, number)| {
                vec![word.to_owned(), (*kind).to_owned(), number.to_string(), String::new(), String::new()]
            }));
        }
        rows.extend(self.kept.iter().map(|kept| {
            vec![
                "kept".to_owned(),
                kept.kind.to_owned(),
                "1".to_owned(),
                kept.entry.clone(),
                kept.why.clone(),
            ]
        }));
        Records::of(vec!["what", "kind", "entries", "entry", "why"], rows)
    }
}
