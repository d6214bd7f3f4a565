//! Readers, disagreements of sources, and a batch taken back.

use super::{Columns, Marks, cells, count};
use crate::recording::batch::{Kept, UndoReport};
use crate::render::{Report, Section, Sheet, Table};
use crate::report::{
    Conflict, ConflictsReport, Datum, ReaderLine, ReadersReport, Reason, SideView, columns as shared,
};

/// One row per reader or column map.
pub(super) fn readers() -> Columns<ReadersReport, ReaderLine> {
    Columns::<ReadersReport, ReaderLine>::new()
        .text("name", "name of the reader or column map", |_, line| (&line.name).into())
        .headed("Name")
        .text("kind", "reader, or map", |_, line| if line.is_map { "map" } else { "reader" }.into())
        .headed("")
        .text("about", "what it reads", |_, line| (&line.about).into())
        .headed("What it reads")
}

impl Report for ReadersReport {
    fn sheet(&self) -> Sheet {
        Sheet {
            title: "Readers and column maps".to_owned(),
            sections: vec![readers().section(self, &self.readers, &mut Marks::default())],
            notes: vec![
                "A table that none of them knows: --map FILE; docs/maps.md says how to write one.".to_owned(),
            ],
        }
    }

    fn table(&self) -> Table<'_> {
        readers().table(self, &self.readers)
    }
}

/// An act that sources tell otherwise, as one of them tells it.
pub(super) struct Told<'a> {
    of: &'a Conflict,
    by: &'a SideView,
}

/// One row per source that tells of an act.
pub(super) fn conflicts<'a>() -> Columns<ConflictsReport, Told<'a>> {
    Columns::<ConflictsReport, Told<'a>>::new()
        .field(shared::TREATY, |_, row| (&row.of.treaty).into())
        .shown("Treaty", |_, row, _| row.by.shown.then_some(&row.of.treaty).into())
        .field(shared::PARTICIPANT, |_, row| (&row.of.participant).into())
        .field(shared::NAME, |_, row| (&row.of.name).into())
        .shown("Participant", |_, row, _| row.by.shown.then_some(&row.of.name).into())
        .flag("shown", "whether it is the one that is shown and counts", |_, row| row.by.shown.into())
        .shown("", |_, row, _| row.by.shown.then_some("shown").into())
        .field(shared::ACT, |_, row| row.by.act.into())
        .field(shared::DATE, |_, row| row.by.date.into())
        .shown("Act", |_, row, _| match row.by.date {
            Some(day) => format!("{} {day}", row.by.act).into(),
            None => row.by.act.word().into(),
        })
        .field(shared::EFFECTIVE_ON, |_, row| row.by.effective_on.into())
        .headed("In effect")
        .integer("days_apart", "days from the day shown to this one", |_, row| row.by.days_apart.into())
        .shown("Days", |_, row, _| {
            row.by.days_apart.filter(|_| !row.by.shown).map(|days| format!("{days:+}")).into()
        })
        .figures()
        .field(shared::ENTRY, |_, row| (&row.by.entry).into())
        .headed("Entry")
        .text("publishers", "who published it so, separated by ;", |_, row| Datum::list(&row.by.publishers))
        .shown("Publisher", |_, row, _| match row.by.publishers.as_slice() {
            [] => "recorded here".into(),
            publishers => publishers.join(", ").into(),
        })
}

impl ConflictsReport {
    fn rows(&self) -> Vec<Told<'_>> {
        let told = self.conflicts.iter().flat_map(|of| of.sides.iter().map(move |by| Told { of, by }));
        told.collect()
    }
}

impl Report for ConflictsReport {
    fn sheet(&self) -> Sheet {
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
            sections: vec![conflicts().section(self, &self.rows(), &mut Marks::default())],
            notes,
        }
    }

    fn table(&self) -> Table<'_> {
        conflicts().table(self, self.rows())
    }

    fn reasons(&self) -> Option<Vec<Reason>> {
        let sides = self.conflicts.iter().flat_map(|conflict| {
            let name = &conflict.name;
            conflict.sides.iter().map(move |side| (name, side))
        });
        Some(Reason::of_rows(sides, |(name, side)| {
            let day = side.date.map_or_else(|| "on a day not known".to_owned(), |day| format!("on {day}"));
            let shown =
                if side.shown { "shown, and counts: its publisher comes first" } else { "kept beside it" };
            let because = format!("{} {day} ({}): {shown}", side.act, side.entry);
            Some(Reason::of(name, because).from(&side.publishers))
        }))
    }
}

/// How many entries of a kind no longer count or count again, or one that stays.
pub(super) struct Undone<'a> {
    what: &'static str,
    kind: &'a str,
    entries: usize,
    kept: Option<&'a Kept>,
}

/// One row per kind of entry taken back or restored, and per entry that stays.
pub(super) fn undone<'a>() -> Columns<UndoReport, Undone<'a>> {
    Columns::<UndoReport, Undone<'a>>::new()
        .text("what", "retracted: no longer counts; restored: counts again; kept: stays", |_, row| {
            row.what.into()
        })
        .text("kind", "kind of the entries", |_, row| row.kind.into())
        .field(shared::ENTRIES, |_, row| row.entries.into())
        .text("entry", "the entry that stays: @N", |_, row| row.kept.map(|kept| &kept.entry).into())
        .text("why", "why it stays", |_, row| row.kept.map(|kept| &kept.why).into())
}

impl Report for UndoReport {
    fn sheet(&self) -> Sheet {
        let counted = [("no longer counts", &self.retracted), ("counts again", &self.restored)];
        let counted = counted
            .into_iter()
            .flat_map(|(word, counts)| counts.iter().map(move |(kind, number)| cells![word, *kind, *number]));
        let counted = Section::of(["", "Kind", "Entries"], counted).figures_from(2);
        let kept = self.kept.iter().map(|kept| cells![&kept.entry, kept.kind, &kept.why]);
        let stays = Section::of(["Entry", "Kind", "Why"], kept).titled("Stays");
        let mut notes = self.warnings.clone();
        notes.push(match (&self.entries, &self.head) {
            (Some((first, last)), Some(head)) => format!("Recorded as {first} to {last}. Head: {head}"),
            _ => "Nothing was written (--dry-run).".to_owned(),
        });
        let title = format!("Batch {} taken back: {}", self.batch, self.name);
        Sheet { title, sections: vec![counted, stays], notes }
    }

    fn table(&self) -> Table<'_> {
        let counted = [("retracted", &self.retracted), ("restored", &self.restored)];
        let counted = counted.into_iter().flat_map(|(what, counts)| {
            counts.iter().map(move |(kind, entries)| Undone { what, kind, entries: *entries, kept: None })
        });
        let kept = self.kept.iter();
        let kept = kept.map(|kept| Undone { what: "kept", kind: kept.kind, entries: 1, kept: Some(kept) });
        undone().table(self, counted.chain(kept))
    }
}
