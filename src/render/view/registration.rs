//! What recording in a register changed.

use super::{Columns, cells, count};
use crate::recording::{LawChange, NewEntry, Registration};
use crate::render::{Cell, Report, Section, Sheet, Table};
use crate::report::columns as shared;

/// How many participants for whom the same changes, or entries of many, are listed one by one.
const LISTED: usize = 5;

/// How many entries of one kind are listed one by one; of more the first few.
const MOST: usize = 40;

/// One row per change in law; where there is none, one for the receipt itself.
pub(super) fn columns<'a>() -> Columns<Registration, Option<&'a LawChange>> {
    Columns::<Registration, Option<&'a LawChange>>::new()
        .field(shared::TREATY, |_, change| change.map(|it| &it.treaty).into())
        .field(shared::CODE, |_, change| {
            change.and_then(|it| it.participant.as_ref()).map(|who| &who.code).into()
        })
        .text("change", "what changes in law by what was recorded", |_, change| {
            change.map(|it| &it.change).into()
        })
        .field(shared::SINCE, |_, change| change.and_then(|it| it.since).into())
        .field(shared::UNTIL, |_, change| change.and_then(|it| it.until).into())
        .field(shared::DRY_RUN, |it, _| it.dry_run.into())
        .field(shared::HEAD_SEQ, |it, _| it.head.as_ref().map(|head| head.seq).into())
        .field(shared::HEAD_HASH, |it, _| it.head.as_ref().map(|head| &head.hash).into())
}

impl Report for Registration {
    fn sheet(&self) -> Sheet {
        let alike = self.changes.chunk_by(|a, b| {
            (&a.treaty, &a.change, a.since, a.until) == (&b.treaty, &b.change, b.since, b.until)
        });
        let rows = alike.flat_map(|changes| {
            if changes.len() > LISTED { &changes[..1] } else { changes }
                .iter()
                .map(|it| cells![&it.treaty, who(it, changes.len()), &it.change, it.since, it.until])
        });
        let listed = self.entries.chunk_by(|a, b| a.kind == b.kind).flat_map(|alike| {
            let (first, rest) = alike.split_at(if alike.len() > MOST { LISTED } else { alike.len() });
            let more =
                (!rest.is_empty()).then(|| cells!["", alike[0].kind, format!("… and {} more", rest.len())]);
            first.iter().map(entry).chain(more)
        });
        let entries = Section::of(["Entry", "Kind", "What"], listed);
        let changes = Section::of(["Treaty", "For whom", "What changes", "From", "Until"], rows)
            .titled("What changes in law");
        let mut notes = Vec::new();
        if self.changes.is_empty() && !self.entries.is_empty() {
            notes.push("No status and no eligibility changes.".to_owned());
        }
        notes.extend(self.warnings.iter().map(|warning| format!("Note: {warning}.")));
        notes.push(match (&self.head, self.entries.as_slice()) {
            (_, []) => "Nothing to change: the record says so already.".to_owned(),
            (Some(head), entries) => format!("Recorded {}. Head: {head}", range(entries)),
            (None, _) if self.records_with.is_empty() => "Nothing was written (--dry-run).".to_owned(),
            (None, entries) => {
                let entries = count(entries.len(), "entry", "entries");
                format!("Nothing was written: {} records {entries}.", self.records_with)
            }
        });
        Sheet { title: self.what.clone(), sections: vec![entries, changes], notes }
    }

    fn table(&self) -> Table<'_> {
        // The receipt itself is worth a row.
        let receipt = self.changes.is_empty().then_some(None);
        columns().table(self, self.changes.iter().map(Some).chain(receipt))
    }
}

/// One entry as people see it.
fn entry(new: &NewEntry) -> [Cell; 3] {
    let what = match (&new.ends, new.kind) {
        (Some(ends), "retraction") => format!("{ends} no longer counts: {}", new.what),
        (Some(ends), _) => format!("{} (in place of {ends})", new.what),
        (None, _) => new.what.clone(),
    };
    let number = new.entry.clone().unwrap_or_else(|| "not recorded".to_owned());
    cells![number, new.kind, what]
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
