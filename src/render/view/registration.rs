//! What recording in a register changed.

use super::text;
use crate::recording::{LawChange, NewEntry, Registration};
use crate::render::{Cell, Column, Records, Report, Section, Sheet};

/// How many participants for whom the same changes are listed one by one.
const LISTED: usize = 5;

impl Report for Registration {
    fn sheet(&self) -> Sheet {
        let alike = self.changes.chunk_by(|a, b| {
            (&a.treaty, &a.change, a.since, a.until) == (&b.treaty, &b.change, b.since, b.until)
        });
        let rows = alike.flat_map(|changes| {
            if changes.len() > LISTED { &changes[..1] } else { changes }.iter().map(|change| {
                vec![
                    Cell::from(&*change.treaty),
                    who(change, changes.len()).into(),
                    (&*change.change).into(),
                    text(change.since.as_ref()).into(),
                    text(change.until.as_ref()).into(),
                ]
            })
        });
        let entries = self.entries.iter().map(|new| {
            let what = match (&new.ends, new.kind) {
                (Some(ends), "retraction") => format!("{ends} no longer counts: {}", new.what),
                (Some(ends), _) => format!("{} (in place of {ends})", new.what),
                (None, _) => new.what.clone(),
            };
            let number = new.entry.clone().unwrap_or_else(|| "not recorded".to_owned());
            vec![Cell::from(number), new.kind.into(), what.into()]
        });
        let entries = Section {
            title: None,
            columns: Column::texts(&["Entry", "Kind", "What"]),
            rows: entries.collect(),
        };
        let changes = Section {
            title: Some("What changes in law".to_owned()),
            columns: Column::texts(&["Treaty", "For whom", "What changes", "From", "Until"]),
            rows: rows.collect(),
        };
        let mut notes = Vec::new();
        if self.changes.is_empty() && !self.entries.is_empty() {
            notes.push("No status and no eligibility changes.".to_owned());
        }
        notes.extend(self.warnings.iter().map(|warning| format!("Note: {warning}.")));
        notes.push(match (&self.head, self.entries.as_slice()) {
            (_, []) => "Nothing to change: the record says so already.".to_owned(),
            (Some(head), entries) => {
                format!("Recorded {}. Head: @{} {}", range(entries), head.seq, head.hash)
            }
            (None, _) => "Nothing was written (--dry-run).".to_owned(),
        });
        Sheet { title: self.what.clone(), sections: vec![entries, changes], notes }
    }

    fn records(&self) -> Records {
        let header = vec!["treaty", "code", "change", "since", "until", "dry_run", "head_seq", "head_hash"];
        let row = |change: Option<&LawChange>| {
            let who = change.and_then(|change| change.participant.as_ref());
            vec![
                text(change.map(|change| &change.treaty)),
                text(who.map(|who| &who.code)),
                text(change.map(|change| &change.change)),
                text(change.and_then(|change| change.since.as_ref())),
                text(change.and_then(|change| change.until.as_ref())),
                self.dry_run.to_string(),
                text(self.head.as_ref().map(|head| head.seq).as_ref()),
                text(self.head.as_ref().map(|head| &head.hash)),
            ]
        };
        let mut rows: Vec<_> = self.changes.iter().map(|change| row(Some(change))).collect();
        if rows.is_empty() {
            // The receipt itself is worth a line.
            rows.push(row(None));
        }
        Records::of(header, rows)
    }
}

/// Who is concerned; where the same holds for many, how many.
fn who(change: &LawChange, alike: usize) -> String {
    match &change.participant {
        None => "the treaty".to_owned(),
        Some(_) if alike > LISTED => format!("{alike} participants"),
        Some(who) => who.name.clone(),
    }
}

fn range(entries: &[NewEntry]) -> String {
    let first = entries.first().and_then(|new| new.entry.as_deref()).unwrap_or_default();
    let last = entries.last().and_then(|new| new.entry.as_deref()).unwrap_or_default();
    if first == last { format!("as {first}") } else { format!("as {first} to {last}") }
}
