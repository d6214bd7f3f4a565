//! What recording in the registers changed.

use super::{count, text};
use crate::model::Date;
use crate::render::{Cell, Column, Records, Report, Section, Sheet};
use crate::report::{EntryChange, NewEntry, Registration};

impl Report for Registration {
    fn sheet(&self) -> Sheet {
        let entries = self.entries.iter().map(|new| {
            let what = match (&new.ends, new.kind) {
                (Some(ends), "retraction") => format!("{} no longer counts: {}", ends, new.what),
                (Some(ends), _) => format!("{} (in place of {ends})", new.what),
                (None, _) => new.what.clone(),
            };
            let number = new.entry.clone().unwrap_or_else(|| "not recorded".to_owned());
            vec![Cell::from(number), new.kind.into(), what.into()]
        });
        let changes = self.changes.iter().map(|change| {
            vec![
                Cell::from(&*change.treaty),
                (&*change.participant.name).into(),
                change.since.to_string().into(),
                text(change.until.as_ref()).into(),
                change.before.word().into(),
                change.after.word().into(),
            ]
        });
        let mut notes: Vec<String> = self.entries_into_force.iter().map(moved).collect();
        if !self.entries.is_empty() && self.changes.is_empty() && self.entries_into_force.is_empty() {
            notes.push("Nobody's status changes.".to_owned());
        }
        notes.extend(self.warnings.iter().map(|text| format!("Note: {text}.")));
        notes.push(match (&self.head, self.entries.as_slice()) {
            (_, []) => "Nothing to change: the record says so already.".to_owned(),
            (Some(head), entries) => {
                format!("Recorded {}. Head: @{} {}", range(entries), head.seq, head.hash)
            }
            (None, entries) => {
                let entries = count(entries.len(), "entry", "entries");
                format!("Nothing was written (--dry-run): {entries}.")
            }
        });
        Sheet {
            title: self.what.clone(),
            sections: vec![
                Section {
                    title: None,
                    columns: Column::texts(&["Entry", "Kind", "What"]),
                    rows: entries.collect(),
                },
                Section {
                    title: Some("What changes in law".to_owned()),
                    columns: Column::texts(&["Number", "Participant", "From", "Until", "Before", "Now"]),
                    rows: changes.collect(),
                },
            ],
            notes,
        }
    }

    fn records(&self) -> Records {
        let header = vec![
            "row",
            "dry_run",
            "entry",
            "kind",
            "what",
            "ends",
            "treaty",
            "code",
            "since",
            "until",
            "before",
            "after",
            "head_seq",
            "head_hash",
        ];
        let row = |name: &str, cells: &[(&str, String)]| {
            let of_all = [
                ("row", name.to_owned()),
                ("dry_run", self.dry_run.to_string()),
                ("head_seq", text(self.head.as_ref().map(|head| head.seq).as_ref())),
                ("head_hash", text(self.head.as_ref().map(|head| &head.hash))),
            ];
            let cell = |column: &&str| {
                let found = cells.iter().chain(&of_all).find(|cell| cell.0 == *column);
                found.map_or_else(String::new, |cell| cell.1.clone())
            };
            header.iter().map(cell).collect::<Vec<_>>()
        };
        let entries = self.entries.iter().map(|new| {
            let (entry, ends) = (text(new.entry.as_ref()), text(new.ends.as_ref()));
            let what = new.what.clone();
            row("entry", &[("entry", entry), ("kind", new.kind.to_owned()), ("what", what), ("ends", ends)])
        });
        let moved = self.entries_into_force.iter().map(|moved| {
            let (before, after) = (text(moved.before.as_ref()), text(moved.after.as_ref()));
            let treaty = moved.treaty.clone();
            let words =
                format!("by the clauses {} → {}", day(moved.computed_before), day(moved.computed_after));
            let cells = [("treaty", treaty), ("before", before), ("after", after), ("what", words)];
            row("entry-into-force", &cells)
        });
        let changes = self.changes.iter().map(|change| {
            let cells = [
                ("treaty", change.treaty.clone()),
                ("code", change.participant.code.clone()),
                ("since", change.since.to_string()),
                ("until", text(change.until.as_ref())),
                ("before", change.before.to_string()),
                ("after", change.after.to_string()),
            ];
            row("status", &cells)
        });
        let warnings = self.warnings.iter().map(|words| row("note", &[("what", words.clone())]));
        let rows = entries.chain(moved).chain(changes).chain(warnings).collect();
        Records { rows, header: header.clone() }
    }
}

fn day(day: Option<Date>) -> String {
    day.map_or_else(|| "not known".to_owned(), |day| day.to_string())
}

fn moved(moved: &EntryChange) -> String {
    if moved.before == moved.after {
        return format!(
            "Entry into force of {} stays {}, as published; by the clause {} → {}.",
            moved.treaty,
            day(moved.after),
            day(moved.computed_before),
            day(moved.computed_after)
        );
    }
    format!("Entry into force of {}: {} → {}.", moved.treaty, day(moved.before), day(moved.after))
}

fn range(entries: &[NewEntry]) -> String {
    let first = entries.first().and_then(|new| new.entry.as_deref()).unwrap_or_default();
    let last = entries.last().and_then(|new| new.entry.as_deref()).unwrap_or_default();
    if first == last { format!("as {first}") } else { format!("as {first} to {last}") }
}
