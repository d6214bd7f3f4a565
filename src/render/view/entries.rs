//! Entries of the log.

use super::{Columns, Marks, cells};
use crate::model::in_words;
use crate::render::{Cell, Report, Section, Sheet, Table};
use crate::report::{Class, EntryView, LogReport, columns as shared};

/// One row per entry.
pub(super) fn columns() -> Columns<LogReport, EntryView> {
    Columns::<LogReport, EntryView>::new()
        .text("entry", "the entry of the log, as it is cited: @N", |_, it| (&it.log.entry).into())
        .headed("Entry")
        .field(shared::RECORDED_AT, |_, it| (&it.log.recorded_at).into())
        .headed("Recorded")
        .field(shared::RECORDED_BY, |_, it| (&it.log.recorded_by).into())
        .headed("By")
        .text("kind", "kind of the entry: its register, or correction, retraction, batch", |_, it| {
            (&it.kind).into()
        })
        .text("body", "what it says, as JSON", |_, it| it.body.to_string().into())
        .shown("What", |_, it, _| summary(it).into())
        .field(shared::REASON, |_, it| (&it.reason).into())
        .text("hash", "its SHA-256 over the hash before and all that it says", |_, it| (&it.hash).into())
}

impl Report for LogReport {
    fn sheet(&self) -> Sheet {
        let head = format!("Head: {}", self.head);
        match self.entries.as_slice() {
            [entry] if self.whole => whole(entry, head),
            entries => Sheet {
                title: "Log, newest first".to_owned(),
                sections: vec![columns().section(self, entries, &mut Marks::default())],
                notes: vec![head],
            },
        }
    }

    fn table(&self) -> Table<'_> {
        columns().table(self, &self.entries)
    }
}

fn whole(entry: &EntryView, head: String) -> Sheet {
    let mut rows =
        vec![cells!["recorded_at", &entry.log.recorded_at], cells!["recorded_by", &entry.log.recorded_by]];
    let class = entry.class.filter(|class| *class != Class::Other);
    rows.extend(class.map(|class| cells!["class", class.word()]));
    rows.extend(entry.body.as_object().into_iter().flatten().map(|(name, value)| {
        let value = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        cells![name, value]
    }));
    rows.extend(entry.reason.as_ref().map(|reason| cells!["reason", reason]));
    rows.push(cells!["hash", &entry.hash]);
    let mut notes: Vec<String> = entry.citations.iter().map(|words| format!("Source {words}.")).collect();
    if entry.cites && notes.is_empty() {
        notes.push("no source".to_owned());
    }
    notes.push(head);
    Sheet {
        title: format!("Entry {}", entry.log.entry),
        sections: vec![Section::of(["Field", "Value"], rows), versions(entry)],
        notes,
    }
}

/// What it says before and after; nothing where there is one version only.
fn versions(entry: &EntryView) -> Section {
    let several = if entry.history.len() > 1 { entry.history.as_slice() } else { &[] };
    let rows = several.iter().enumerate().map(|(place, version)| {
        let what = match place {
            _ if version.retracts => "no longer counts".to_owned(),
            0 => "recorded".to_owned(),
            _ => in_words(&version.differences),
        };
        let here = if version.log.entry == entry.log.entry { "→ " } else { "" };
        let log = &version.log;
        let day = log.recorded_at.split('T').next().map(str::to_owned);
        let recorded = Cell { text: log.recorded_at.clone(), short: day, legend: None };
        let (entry, class) = (format!("{here}{}", log.entry), version.class.word());
        cells![entry, recorded, &log.recorded_by, class, what, version.reason.as_ref()]
    });
    Section::of(["Entry", "Recorded", "By", "Class", "What it says otherwise", "Reason"], rows)
        .titled("History")
}

/// What an entry says, in a few words.
fn summary(entry: &EntryView) -> String {
    let forced = if entry.body.get("forced").is_some() { ", forced" } else { "" };
    let cited = |name: &str| entry.body.get(name).map(|number| format!("@{number}"));
    if let Some(ended) = cited("entry") {
        return format!("{} of {ended}", entry.kind);
    }
    let replaced = cited("replaces").map_or_else(String::new, |number| format!(", in place of {number}"));
    format!("{} {}{forced}{replaced}", entry.kind, entry.in_brief())
}
